"""What the third schema added for scoring people (NĐ 335/2025/NĐ-CP): leave, decisions, objections, incidents.

Tables carry their comments as in `schema`; a column added to a table keeps its own in the file as well.
"""

from tasktrack.store.schema import BOOK_COLUMNS, day

_SUBJECT = """
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('unit', 'officer')),
  subject INTEGER NOT NULL,    -- unit or officer id
""".strip("\n")

PEOPLE_ADDED = f"""
-- Spans in which an officer did not work (NĐ 335/2025/NĐ-CP Art. 11).
CREATE TABLE leave (
  id INTEGER PRIMARY KEY,
  officer INTEGER NOT NULL REFERENCES officer(id),
  kind TEXT NOT NULL CHECK (kind IN ('sick', 'maternity', 'annual', 'study', 'unpaid', 'other')),
  {day("from_on", "NOT NULL")},  -- first day away
  {day("to_on")},                -- last day away; NULL: not back yet
  document TEXT,                  -- document that grants it
{BOOK_COLUMNS},
  CHECK (to_on IS NULL OR to_on >= from_on)
) STRICT;
CREATE INDEX leave_officer ON leave(officer, from_on);

-- What happened and was concluded: discipline, wrongdoing, fire; and merits: commendation, initiative.
CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
{_SUBJECT}
  unit INTEGER REFERENCES unit(id),  -- where an officer served that day: a fault counts where it happened
  kind TEXT NOT NULL,                -- word of the office's list
  {day("on_day", "NOT NULL")},      -- when it happened
  {day("concluded_on")},            -- when it was concluded; NULL: not yet, and it counts for nothing
  document TEXT,                     -- document that concludes it
  note TEXT,                         -- what it was
  {day("fixed_on")},                -- when a shortcoming was mended
{BOOK_COLUMNS},
  CHECK (concluded_on IS NULL OR document IS NOT NULL)
) STRICT;
CREATE INDEX incident_subject ON incident(subject_kind, subject, on_day);
CREATE INDEX incident_on ON incident(on_day) WHERE voided IS NULL;

-- A person's decision where the rules leave it to one; the newest of a subject stands.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  revision INTEGER NOT NULL,   -- revision of the period whose table was decided on
  scheme TEXT NOT NULL,        -- scheme code
{_SUBJECT}
  kind TEXT NOT NULL CHECK (kind IN ('class', 'quota')),
  class TEXT,                  -- class decided, a code of the scheme
  share INTEGER CHECK (share BETWEEN 0 AND 100),  -- percent of the quota decided for a unit, or for all
  {day("on_day", "NOT NULL")},
  reason TEXT NOT NULL,
  document TEXT NOT NULL,      -- document that decides it
  decided_by TEXT NOT NULL,    -- who decided
  {day("sent_on")},           -- when the result was sent on (NĐ 335/2025/NĐ-CP Art. 26)
  sent_document TEXT,
{BOOK_COLUMNS},
  CHECK ((kind = 'class') = (class IS NOT NULL) AND (kind = 'quota') = (share IS NOT NULL))
) STRICT;
CREATE INDEX decision_subject ON decision(period, scheme, subject_kind, subject);

-- An objection to a result, and how it was answered (NĐ 335/2025/NĐ-CP Art. 22).
CREATE TABLE objection (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  revision INTEGER NOT NULL,   -- revision of the period it is about
  scheme TEXT NOT NULL,        -- scheme code
{_SUBJECT}
  {day("received_on", "NOT NULL")},
  {day("due_on", "NOT NULL")},   -- last day for the answer: 7 working days after it was received
  grounds TEXT NOT NULL,          -- what is objected
  {day("answered_on")},
  outcome TEXT CHECK (outcome IN ('upheld', 'dismissed')),
  answer TEXT,
  document TEXT,                  -- document that answers it
{BOOK_COLUMNS},
  CHECK ((answered_on IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX objection_subject ON objection(period, subject_kind, subject);
CREATE INDEX objection_open ON objection(due_on) WHERE answered_on IS NULL AND voided IS NULL;

-- What is written beside a result: by the person, and by who appraises (Forms 01 and 02).
CREATE TABLE remark (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
{_SUBJECT}
  strengths TEXT,
  shortcomings TEXT,
  self_class TEXT,     -- class that the person proposes
  remark TEXT,         -- what the superior says
  remarked_by TEXT,    -- who says it
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX remark_one ON remark(period, subject_kind, subject) WHERE voided IS NULL;

-- The units of the window, under the names of that day.
CREATE TABLE frozen_unit (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  block TEXT,
  parent INTEGER,              -- superior unit
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, unit)
) STRICT, WITHOUT ROWID;

-- Who served in the window, where and under whom.
CREATE TABLE frozen_service (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  officer INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  unit INTEGER NOT NULL,       -- of the last posting in the window
  position TEXT NOT NULL,
  manager INTEGER,             -- who directs and confirms: as recorded, else the head of the unit or of the one above
  similar_group TEXT,
  workdays INTEGER NOT NULL,   -- working days of the window
  present INTEGER NOT NULL,    -- of these, days in service and not on leave
  away TEXT NOT NULL,          -- kind of leave that took most of the days away, else empty
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, officer)
) STRICT, WITHOUT ROWID;
"""

# A comment that ends with its line would swallow what SQLite puts behind an added column.
PEOPLE_COLUMNS = """
ALTER TABLE product ADD COLUMN retired_on TEXT /* from this day on it is assigned no more */
  CHECK (retired_on IS NULL OR date(retired_on, '+0 days') IS retired_on);
ALTER TABLE change ADD COLUMN handed_back INTEGER /* the officer gave it back (NĐ 335/2025/NĐ-CP Art. 18) */
  NOT NULL DEFAULT 0 CHECK (handed_back IN (0, 1));
CREATE INDEX task_product ON task(product) WHERE product IS NOT NULL;
"""
