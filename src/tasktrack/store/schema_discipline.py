"""What the fourth schema added for the discipline of reporting: approvals, directions, explanations, handing on.

Tables carry their comments as in `schema`; a column added to a table keeps its own in the file as well.
"""

from tasktrack.store.schema import BOOK_COLUMNS, day

DISCIPLINE_ADDED = f"""
-- A leader's word on a task that a head registered; append-only. Until its day the task awaits approval.
CREATE TABLE approval (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  {day("on_day", "NOT NULL")},
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'rejected')),
  decided_by TEXT NOT NULL,  -- leader who decided
  reason TEXT,
  document TEXT,
{BOOK_COLUMNS}
) STRICT;
CREATE INDEX approval_task ON approval(task, on_day);

-- A leader's instruction on a task; append-only.
CREATE TABLE direction (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  {day("on_day", "NOT NULL")},
  text TEXT NOT NULL,                         -- what is to be done
  given_by TEXT NOT NULL,                     -- leader who gave it
  document TEXT,                              -- document that says it
  answers INTEGER REFERENCES progress(id),    -- entry whose obstacle or proposal it answers
  opens INTEGER REFERENCES task(id),          -- task that it opened
{BOOK_COLUMNS}
) STRICT;
CREATE INDEX direction_task ON direction(task, on_day);
CREATE INDEX direction_answers ON direction(answers) WHERE answers IS NOT NULL;
CREATE INDEX direction_opens ON direction(opens) WHERE opens IS NOT NULL;

-- What a head says at the conference of a task that the report has no information on; append-only, the newest stands.
CREATE TABLE explanation (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  task INTEGER NOT NULL REFERENCES task(id),
  {day("on_day", "NOT NULL")},
  text TEXT NOT NULL,
  given_by TEXT NOT NULL,      -- who explained
  {day("meeting_on")},        -- conference at which it was given
{BOOK_COLUMNS}
) STRICT;
CREATE INDEX explanation_task ON explanation(period, task);

-- The report of a unit for a period: when it came, whether it was returned, how good it was.
CREATE TABLE unit_report (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  unit INTEGER NOT NULL REFERENCES unit(id),
  {day("received_on")},       -- when the one that stands came; NULL: returned, and not come again yet
  {day("first_on", "NOT NULL")},  -- when the first one came
  document TEXT,               -- its number
  returns INTEGER NOT NULL DEFAULT 0 CHECK (returns BETWEEN 0 AND 1000),  -- how many times it was returned
  {day("returned_on")},       -- when it was returned last
  return_reason TEXT,          -- why
  quality TEXT CHECK (quality IN ('good', 'fair', 'poor')),
  remark TEXT,                 -- the office's remark on it
  remarked_by TEXT,
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX unit_report_one ON unit_report(period, unit) WHERE voided IS NULL;

-- A unit says that a task is not its function; a leader lets the assignment stand or gives it to another unit.
CREATE TABLE refusal (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  unit INTEGER NOT NULL REFERENCES unit(id),  -- lead unit that refuses
  {day("on_day", "NOT NULL")},
  reason TEXT NOT NULL,
  document TEXT NOT NULL,                     -- document by which it refuses
  outcome TEXT CHECK (outcome IN ('stays', 'reassigned')),
  {day("decided_on")},
  decided_by TEXT,                            -- leader who decided
  decision TEXT,                              -- document that decides
  to_unit INTEGER REFERENCES unit(id),        -- unit that got it
{BOOK_COLUMNS},
  CHECK ((outcome IS NULL) = (decided_on IS NULL) AND (outcome IS 'reassigned') = (to_unit IS NOT NULL))
) STRICT;
CREATE INDEX refusal_task ON refusal(task);
CREATE INDEX refusal_unit ON refusal(unit, on_day);

-- A task was urged, or its unit criticised for it; append-only.
CREATE TABLE reminder (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  unit INTEGER NOT NULL REFERENCES unit(id),  -- unit that was urged: the lead of that day, or a supporting one
  {day("on_day", "NOT NULL")},
  kind TEXT NOT NULL CHECK (kind IN ('reminder', 'criticism')),
  document TEXT,
  note TEXT,
  given_by TEXT,
{BOOK_COLUMNS}
) STRICT;
CREATE INDEX reminder_task ON reminder(task, on_day);
CREATE INDEX reminder_unit ON reminder(unit, on_day);

-- Which body took over the functions of another; append-only.
CREATE TABLE unit_succession (
  id INTEGER PRIMARY KEY,
  old INTEGER NOT NULL REFERENCES unit(id),
  new INTEGER NOT NULL REFERENCES unit(id),
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'close')),
  {day("on_day", "NOT NULL")},  -- first day of the new order
  document TEXT NOT NULL,
  reason TEXT,
{BOOK_COLUMNS}
) STRICT;
CREATE INDEX unit_succession_old ON unit_succession(old);
CREATE INDEX unit_succession_new ON unit_succession(new);
CREATE INDEX unit_succession_created ON unit_succession(created);
CREATE INDEX unit_succession_on ON unit_succession(on_day) WHERE voided IS NULL;

-- Dated reports of a supporting unit on its part of a task; append-only.
CREATE TABLE support_entry (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  unit INTEGER NOT NULL REFERENCES unit(id),
  {day("on_day", "NOT NULL")},  -- the day it speaks for
  {day("done_on")},             -- the day the part was finished
  result TEXT,
  obstacle TEXT,
  proposal TEXT,
  evidence TEXT,                 -- document number
{BOOK_COLUMNS},
  CHECK (done_on IS NULL OR done_on <= on_day)
) STRICT;
CREATE INDEX support_entry_task ON support_entry(task, unit, on_day);
CREATE INDEX support_entry_on ON support_entry(on_day) WHERE voided IS NULL;

-- Whom an incident counts against beside its subject: the superior, or another who answers for it.
CREATE TABLE incident_against (
  id INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incident(id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('unit', 'officer')),
  subject INTEGER NOT NULL,    -- unit or officer id
  unit INTEGER REFERENCES unit(id),  -- where that officer served that day
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX incident_against_one ON incident_against(incident, subject_kind, subject) WHERE voided IS NULL;

-- How a task was reported on in the window: how often, how late, and what its newest update lacked.
CREATE TABLE frozen_update (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  task INTEGER NOT NULL,
  entries INTEGER NOT NULL,    -- entries of the window
  last_entries INTEGER NOT NULL,  -- of these, recorded in the last days before its cut
  lacks TEXT NOT NULL,         -- what the setting update_needs asks and is missing, joined by blanks; empty: nothing
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, task)
) STRICT, WITHOUT ROWID;
"""

# A comment that ends with its line would swallow what SQLite puts behind an added column.
DISCIPLINE_COLUMNS = """
CREATE INDEX task_support_task ON task_support(task);
ALTER TABLE task_support ADD COLUMN part TEXT /* what the supporting unit has to do */;
ALTER TABLE task_support ADD COLUMN due_on TEXT /* its own due date; NULL: that of the task */
  CHECK (due_on IS NULL OR date(due_on, '+0 days') IS due_on);
ALTER TABLE period ADD COLUMN reports_due_on TEXT /* last day for the reports of the units */
  CHECK (reports_due_on IS NULL OR date(reports_due_on, '+0 days') IS reports_due_on);
"""
