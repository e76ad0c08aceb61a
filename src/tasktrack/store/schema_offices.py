"""What the sixth schema added: counters, dossiers, and what other offices sent: their closings and their registers."""

from tasktrack.store.schema import BOOK_COLUMNS, day


def moment(name: str, null: str = "") -> str:
    """Return a column for a day with or without its time of day, as the office's clocks had it: 2026-03-02T15:20."""
    return (
        f"{name} TEXT {null} CHECK ({name} IS NULL OR ("
        f"date(substr({name}, 1, 10), '+0 days') IS substr({name}, 1, 10)"
        f" AND (length({name}) = 10 OR ({name} GLOB '??????????T[0-2][0-9]:[0-5][0-9]'"
        f" AND substr({name}, 12) < '24'))))"
    )


OFFICES_ADDED = f"""
-- What an office counts beside its tasks: documents, receptions, petitions.
CREATE TABLE counter (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,       -- short code: documents_in
  label_vi TEXT,            -- what it is called in reports
  label_en TEXT,            -- and in English
  measure TEXT,             -- unit of measure
  over TEXT NOT NULL CHECK (over IN ('sum', 'last')),  -- a longer period adds up its parts, or takes the last one
  whole INTEGER REFERENCES counter(id),   -- counter that this one is held against
  relation TEXT CHECK (relation IN ('part', 'share', 'used')),  -- adds up to it with others, a share, used up of it
  together TEXT,            -- parts under the same words are also added up: on time
{BOOK_COLUMNS},
  CHECK (coalesce(label_vi, label_en) IS NOT NULL),
  CHECK ((whole IS NULL) = (relation IS NULL)),
  CHECK (together IS NULL OR relation IS 'part')
) STRICT;
CREATE UNIQUE INDEX counter_code ON counter(code) WHERE voided IS NULL;

-- The figure of a unit itself in a period, without the units below it.
CREATE TABLE counter_value (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL,     -- key of the period, opened or not
  unit INTEGER NOT NULL REFERENCES unit(id),
  counter INTEGER NOT NULL REFERENCES counter(id),
  value INTEGER NOT NULL CHECK (abs(value) <= 1000000000000000),  -- thousandths
  note TEXT,
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX counter_value_one ON counter_value(period, unit, counter) WHERE voided IS NULL;
CREATE INDEX counter_value_of ON counter_value(counter, unit);

-- Administrative procedures, by the name under which dossiers are handed in.
CREATE TABLE procedure (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,       -- code or name, as the one-stop system has it
  folded TEXT NOT NULL,     -- the same without diacritics
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX procedure_name ON procedure(name) WHERE voided IS NULL;
CREATE INDEX procedure_folded ON procedure(folded) WHERE voided IS NULL;

-- Administrative files of a one-stop service: received, appointed, returned.
CREATE TABLE dossier (
  id INTEGER PRIMARY KEY,
  key TEXT,                 -- number that the one-stop system gave it
  unit INTEGER NOT NULL REFERENCES unit(id),
  officer INTEGER REFERENCES officer(id),  -- who settles it
  procedure INTEGER REFERENCES procedure(id),
  channel TEXT CHECK (channel IN ('direct', 'online', 'post')),
  {moment("submitted_at")},  -- when it was sent in online
  {moment("received_at")},   -- when it was accepted; NULL: sent in online and not accepted yet
  {moment("appointed_at")},  -- when the result is promised
  {moment("returned_at")},   -- when the result was there; NULL: not yet
  {moment("paused_from")},   -- from when the applicant supplements
  {moment("paused_to")},     -- until when; NULL: still
  supplements INTEGER CHECK (supplements >= 0),            -- times the applicant had to come back
  bodies INTEGER CHECK (bodies >= 0),                      -- bodies that the applicant had to turn to
  parts_points INTEGER CHECK (parts_points BETWEEN 0 AND 2),        -- time of each body taking part, as assessed
  attitude_points INTEGER CHECK (attitude_points BETWEEN 0 AND 2),  -- attitude of the officials, as assessed
{BOOK_COLUMNS},
  CHECK (received_at IS NOT NULL OR submitted_at IS NOT NULL),
  CHECK (received_at IS NULL OR appointed_at IS NOT NULL),
  CHECK (returned_at IS NULL OR received_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX dossier_key ON dossier(key) WHERE voided IS NULL AND key IS NOT NULL;
CREATE INDEX dossier_received ON dossier(voided, received_at);
CREATE INDEX dossier_unit ON dossier(unit, voided, received_at);
CREATE INDEX dossier_officer ON dossier(officer, voided, received_at) WHERE officer IS NOT NULL;
-- No result yet, and a result that came after the promise as it was given first.
CREATE INDEX dossier_open ON dossier(appointed_at) WHERE returned_at IS NULL AND voided IS NULL;
CREATE INDEX dossier_late ON dossier(received_at) WHERE returned_at > appointed_at AND voided IS NULL;

-- Written apologies for late dossiers, at most one of them with a new date; append-only.
CREATE TABLE apology (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier(id),
  {day("on_day", "NOT NULL")},            -- when it was sent
  document TEXT,                           -- its number
  reason TEXT,                             -- why the result is late
  signed_by TEXT,
  {moment("new_date")},                   -- when the result is promised now
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX apology_new_date ON apology(dossier) WHERE voided IS NULL AND new_date IS NOT NULL;
CREATE INDEX apology_dossier ON apology(dossier);

-- Offices whose closings or registers were brought in.
CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,       -- stands before its codes: SNV:NV12
  name TEXT NOT NULL,
  register TEXT NOT NULL,   -- hash of the first journal entry of its register, which no other has
  entry INTEGER,            -- newest journal entry of it whose rows are all here; NULL: only closings came
  entry_hash TEXT,          -- hash of that entry
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX office_code ON office(code) WHERE voided IS NULL;
CREATE UNIQUE INDEX office_register ON office(register) WHERE voided IS NULL;

-- A closing of another office, verified on arrival; append-only.
CREATE TABLE received (
  id INTEGER PRIMARY KEY,
  office INTEGER NOT NULL REFERENCES office(id),
  period TEXT NOT NULL,          -- key of the period
  revision INTEGER NOT NULL,
  number INTEGER NOT NULL,       -- running number of that office's closings
  header TEXT NOT NULL,          -- JSON: everything its seal says before the pages, and who closed it when
  seal TEXT NOT NULL,
  previous_seal TEXT NOT NULL,
  file TEXT NOT NULL,            -- name of the file that it came in
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX received_one ON received(office, period, revision) WHERE voided IS NULL;

-- The rows that such a closing froze, as its seal counts them; append-only.
CREATE TABLE received_row (
  id INTEGER PRIMARY KEY,
  received INTEGER NOT NULL REFERENCES received(id),
  book TEXT NOT NULL,            -- frozen table
  position INTEGER NOT NULL,     -- 0, 1, 2 ... in the order of its key
  line TEXT NOT NULL,            -- JSON array of its columns
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX received_row_one ON received_row(received, book, position) WHERE voided IS NULL;

-- Which row here stands for which row of another office's register.
CREATE TABLE merged_row (
  id INTEGER PRIMARY KEY,
  office INTEGER NOT NULL REFERENCES office(id),
  book TEXT NOT NULL,            -- table of both
  theirs INTEGER NOT NULL,       -- id there
  ours INTEGER NOT NULL,         -- id here
  sha256 TEXT NOT NULL,          -- over the row as it was when it was brought in last
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX merged_row_theirs ON merged_row(office, book, theirs) WHERE voided IS NULL;
CREATE INDEX merged_row_ours ON merged_row(book, ours);

-- The counters of each unit at the closing.
CREATE TABLE frozen_counter (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  counter TEXT NOT NULL,         -- its code
  unit INTEGER NOT NULL,         -- 0 where no unit has a figure: that it was counted is kept
  label_vi TEXT,
  label_en TEXT,
  measure TEXT,
  own INTEGER,                   -- of the unit itself, thousandths; NULL: none was given
  total INTEGER,                 -- with the units below it, thousandths; NULL: of no unit was any given
  over TEXT NOT NULL,
  whole TEXT,                    -- code of the counter that it is held against
  relation TEXT,                 -- part, share or used
  together TEXT,                 -- words under which parts are added up
  place INTEGER NOT NULL,        -- 0, 1, 2 ... in the order of the definitions
  made_of TEXT NOT NULL,         -- JSON object: shorter periods that `own` is made of, and those missing in it
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, counter, unit)
) STRICT, WITHOUT ROWID;

-- The dossiers of each unit, procedure, officer and channel at the closing, counted.
CREATE TABLE frozen_dossier (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  procedure TEXT NOT NULL,       -- its name, empty when none was given
  officer TEXT NOT NULL,         -- code, empty when none was given
  channel TEXT NOT NULL,         -- direct, online or post, empty when none was given
  counts TEXT NOT NULL,          -- JSON object: counts and minutes of the statistics, integers, noughts left out
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, unit, procedure, officer, channel)
) STRICT, WITHOUT ROWID;
"""

# What is entered here by a merge was entered there on another day, and in an order that tells of its meaning. A comment
# that ends with its line would swallow what SQLite puts behind an added column.
OFFICES_COLUMNS = """
ALTER TABLE task ADD COLUMN there_on TEXT /* of a copy: day on which its office entered it */;
ALTER TABLE progress ADD COLUMN there_on TEXT /* of a copy: day on which its office entered it */;
ALTER TABLE progress ADD COLUMN there_entry INTEGER /* of a copy: entry of its office's journal */;
ALTER TABLE review ADD COLUMN there_entry INTEGER /* of a copy: entry of its office's journal */;
ALTER TABLE support_entry ADD COLUMN there_entry INTEGER /* of a copy: entry of its office's journal */;
ALTER TABLE direction ADD COLUMN there_entry INTEGER /* of a copy: entry of its office's journal */;
ALTER TABLE reminder ADD COLUMN there_entry INTEGER /* of a copy: entry of its office's journal */;
ALTER TABLE unit_succession ADD COLUMN there_entry INTEGER /* of a copy: entry of its office's journal */;
ALTER TABLE task_support ADD COLUMN there_on TEXT /* of a copy that was named after its task: day from which */;
ALTER TABLE change ADD COLUMN there_entry INTEGER /* of a copy: entry of its office's journal */;
ALTER TABLE change ADD COLUMN there_on TEXT /* of a copy: day on which its office entered it */;
"""
