"""What the fifth schema added for the exchange with units: the forms that were sent out, and what came back."""

from tasktrack.store.schema import BOOK_COLUMNS, day

EXCHANGE_ADDED = f"""
-- A form sent to a unit to be filled in, and the last one of it that came back.
CREATE TABLE form (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,        -- what the form calls itself: BM1, BM2 ...
  kind TEXT NOT NULL CHECK (kind IN ('key-tasks', 'progress', 'products', 'marks')),
  period TEXT NOT NULL,        -- key of the period that it is about, opened or not
  revision INTEGER NOT NULL CHECK (revision >= 1),  -- of that period when the form was made
  unit INTEGER NOT NULL REFERENCES unit(id),
  {day("made_on", "NOT NULL")},
  rows INTEGER NOT NULL CHECK (rows >= 0),  -- rows that were filled in when it went out
  sha256 TEXT NOT NULL,        -- over what it went out with; its hidden sheet holds the same
  {day("received_on")},       -- when it came back last; NULL: not yet
  received_sha256 TEXT,        -- over what it came back with
  taken INTEGER CHECK (taken >= 0),  -- rows that were taken from it then
{BOOK_COLUMNS},
  CHECK ((received_on IS NULL) = (received_sha256 IS NULL) AND (received_on IS NULL) = (taken IS NULL))
) STRICT;
CREATE UNIQUE INDEX form_number ON form(number) WHERE voided IS NULL;
CREATE INDEX form_of ON form(period, kind, unit);
"""
