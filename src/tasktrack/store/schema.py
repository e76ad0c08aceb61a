"""The schema, which is also its own documentation: every table and column carries a comment.

Common columns of a book: `created` is the journal entry that inserted the row, `seq` the entry that wrote it
last, `voided` the entry that took it back (the row stays). Days are ISO text in the office's zone, moments
are UTC text, coefficients and quantities are thousandths, percentages hundredths.
"""

APPLICATION_ID = 0x74_61_73_6B  # "task"


def day(name: str, null: str = "") -> str:
    """Return a day column: `date(d)` alone would let 30 February through."""
    return f"{name} TEXT {null} CHECK ({name} IS NULL OR date({name}, '+0 days') IS {name})"


BOOK_COLUMNS = """
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
""".strip("\n")

JOURNAL = """
-- One entry per write command, chained by hash.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,  -- running number of the entry
  at TEXT NOT NULL,         -- the machine's moment, UTC
  today TEXT NOT NULL,      -- the day that the command took as today
  actor TEXT NOT NULL,      -- who, as stated
  command TEXT NOT NULL,    -- the command as typed, without its values
  reason TEXT,              -- why, when the command asks for it
  task INTEGER,             -- the one task it concerns, when there is one
  undoes INTEGER,           -- the entry that this one takes back
  foreign_note TEXT,        -- set when an entry left open by another program was closed for it
  prev TEXT NOT NULL,       -- hash of the entry before
  hash TEXT                 -- SHA-256 over this entry and what it wrote; NULL while it is open
) STRICT;
-- At most one entry is open at a time.
CREATE UNIQUE INDEX journal_open ON journal(1) WHERE hash IS NULL;
CREATE INDEX journal_task ON journal(task, seq) WHERE task IS NOT NULL;

-- A row that an entry changed: only the columns that differ.
CREATE TABLE journal_row (
  seq INTEGER NOT NULL REFERENCES journal(seq),  -- the entry
  book TEXT NOT NULL,                            -- table of the row
  id INTEGER NOT NULL,                           -- its id
  before TEXT NOT NULL,                          -- JSON object, old values
  after TEXT NOT NULL,                           -- JSON object, new values
  PRIMARY KEY (book, id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_row_seq ON journal_row(seq);

-- Rows that an entry inserted, in pages of at most 1,000 consecutive ids.
CREATE TABLE journal_range (
  seq INTEGER NOT NULL REFERENCES journal(seq),  -- the entry
  book TEXT NOT NULL,                            -- table of the rows
  first INTEGER NOT NULL,                        -- lowest id of the page
  last INTEGER NOT NULL,                         -- highest id of the page
  sha256 TEXT NOT NULL,                          -- over the rows as inserted
  PRIMARY KEY (seq, book, first)
) STRICT, WITHOUT ROWID;
"""

REGISTER = f"""
-- The office's settings that differ from the defaults.
CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,   -- name of the setting
  value TEXT NOT NULL,  -- its value as text
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX setting_name ON setting(name) WHERE voided IS NULL;

-- Days on which the working week differs: holidays and swapped days.
CREATE TABLE day (
  id INTEGER PRIMARY KEY,
  {day("on_day", "NOT NULL")},                                          -- the day
  kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),                    -- day off, or weekend day worked
  name TEXT NOT NULL,                                                    -- why
  status TEXT NOT NULL CHECK (status IN ('official', 'provisional')),    -- decided, or by rule until decided
  decision TEXT,                                                         -- document that decides it
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX day_on ON day(on_day) WHERE voided IS NULL;

-- Bodies that receive tasks.
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                 -- short code, typed by people
  name TEXT NOT NULL,                 -- official name
  folded TEXT NOT NULL,               -- name without diacritics, for searching
  block TEXT,                         -- group inside which units are ranked; NULL: not ranked
  parent INTEGER REFERENCES unit(id), -- superior unit
  {day("valid_from")},               -- first day it exists, when known
  {day("valid_to")},                 -- last day it exists
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX unit_code ON unit(code) WHERE voided IS NULL;

-- People of the units.
CREATE TABLE officer (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,    -- short code
  name TEXT NOT NULL,    -- full name
  folded TEXT NOT NULL,  -- name without diacritics
  category TEXT NOT NULL  -- công chức, viên chức, cán bộ, hợp đồng
    CHECK (category IN ('civil-servant', 'public-employee', 'cadre', 'contract')),
  contact TEXT,          -- telephone or e-mail at work
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX officer_code ON officer(code) WHERE voided IS NULL;

-- Where an officer serves, from when to when.
CREATE TABLE posting (
  id INTEGER PRIMARY KEY,
  officer INTEGER NOT NULL REFERENCES officer(id),
  unit INTEGER NOT NULL REFERENCES unit(id),
  position TEXT NOT NULL CHECK (position IN ('staff', 'deputy', 'head')),
  manager INTEGER REFERENCES officer(id),  -- who directs and confirms; NULL: the head of the unit
  similar_group TEXT,                      -- similar-task group, quota scope
  {day("from_on")},                       -- first day, when known
  {day("to_on")},                         -- last day
{BOOK_COLUMNS}
) STRICT;
CREATE INDEX posting_officer ON posting(officer, from_on);
CREATE INDEX posting_unit ON posting(unit);

-- Work assigned by a document: one lead, any number of supporting units, a due date or none.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,               -- NV and a running number, permanent, never reused
  key TEXT,                         -- the source's own key
  title TEXT NOT NULL,              -- what is to be done
  folded TEXT NOT NULL,             -- title, document and key without diacritics
  kind TEXT NOT NULL CHECK (kind IN ('key-registered', 'key-common', 'regular', 'adhoc')),
  taken_over INTEGER NOT NULL DEFAULT 0 CHECK (taken_over IN (0, 1)),          -- đảm nhận thêm, beside the kind
  state TEXT NOT NULL DEFAULT 'approved' CHECK (state IN ('proposed', 'approved', 'rejected')),
  document TEXT,                    -- number and symbol of the source document
  {day("document_date")},          -- its date
  issuer TEXT,                      -- who issued it
  document_subject TEXT,            -- its subject line
  linked_documents TEXT,            -- other documents, joined by "; "
  assigner TEXT,                    -- leader who assigned it
  lead INTEGER NOT NULL REFERENCES unit(id),
  officer INTEGER REFERENCES officer(id),
  head_in_person INTEGER NOT NULL DEFAULT 0 CHECK (head_in_person IN (0, 1)),  -- the head directs it in person
  {day("assigned_on", "NOT NULL")},
  {day("due_on")},                 -- last approved due date; NULL: no deadline
  due_text TEXT,                    -- the month or quarter as worded: 2026-03, 2026-Q1
  {day("due_original")},           -- due date as first registered
  coefficient INTEGER NOT NULL DEFAULT 1000 CHECK (coefficient BETWEEN 1 AND 1000000),              -- thousandths
  assigned_quantity INTEGER NOT NULL DEFAULT 1000 CHECK (assigned_quantity BETWEEN 1 AND 1000000000), -- thousandths
  product TEXT,                     -- product or work of the catalogue
  measure TEXT,                     -- unit of measure of quantity, target and baseline
  target INTEGER CHECK (abs(target) <= 1000000000000000),      -- thousandths
  baseline INTEGER CHECK (abs(baseline) <= 1000000000000000),  -- last year's figure, thousandths
  parent INTEGER REFERENCES task(id),
  field TEXT,                       -- portfolio of a deputy chair
  urgency TEXT NOT NULL DEFAULT 'normal' CHECK (urgency IN ('normal', 'urgent', 'very-urgent', 'express')),
  origin TEXT CHECK (origin IN ('central', 'province', 'own')),
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX task_code ON task(code);
CREATE UNIQUE INDEX task_key ON task(key) WHERE voided IS NULL AND key IS NOT NULL;
CREATE INDEX task_officer ON task(officer) WHERE officer IS NOT NULL;
CREATE INDEX task_parent ON task(parent) WHERE parent IS NOT NULL;
CREATE INDEX task_document ON task(document) WHERE document IS NOT NULL;
CREATE INDEX task_assigned ON task(assigned_on);

-- Supporting units of a task.
CREATE TABLE task_support (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  unit INTEGER NOT NULL REFERENCES unit(id),
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX task_support_one ON task_support(task, unit) WHERE voided IS NULL;
CREATE INDEX task_support_unit ON task_support(unit);

-- Programmes and plans that a task belongs to.
CREATE TABLE task_programme (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  programme TEXT NOT NULL,
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX task_programme_one ON task_programme(task, programme) WHERE voided IS NULL;
CREATE INDEX task_programme_name ON task_programme(programme);

-- Dated reports on a task; append-only.
CREATE TABLE progress (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  {day("on_day", "NOT NULL")},                                        -- the day it speaks for
  {day("done_on")},                                                   -- the day the work was finished
  percent INTEGER CHECK (percent BETWEEN 0 AND 10000),                 -- hundredths of a percent
  quantity INTEGER CHECK (quantity BETWEEN 0 AND 1000000000),          -- done since the entry before, thousandths
  result TEXT,
  obstacle TEXT,
  proposal TEXT,
  next_step TEXT,
  cause TEXT CHECK (cause IN ('subjective', 'objective')),             -- cause of delay as the unit states it
  evidence TEXT,                                                       -- document number, or name of a file
  evidence_sha256 TEXT,                                                -- of that file
  corrects INTEGER REFERENCES progress(id),                            -- entry that this one replaces
{BOOK_COLUMNS},
  CHECK (done_on IS NULL OR done_on <= on_day)
) STRICT;
CREATE INDEX progress_task ON progress(task, on_day);
CREATE INDEX progress_on ON progress(on_day);

-- A verdict on one progress entry; append-only.
CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  progress INTEGER NOT NULL REFERENCES progress(id),
  {day("on_day", "NOT NULL")},                                        -- the day of the verdict
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'failed', 'returned')),
  exceeded INTEGER NOT NULL DEFAULT 0 CHECK (exceeded IN (0, 1)),      -- above requirement
  reviewer TEXT,
  reason TEXT,
  objective_by TEXT,                                                   -- authority that confirmed an objective cause
  {day("objective_on")},                                              -- and when
{BOOK_COLUMNS},
  CHECK ((objective_by IS NULL) = (objective_on IS NULL))
) STRICT;
CREATE INDEX review_progress ON review(progress);

-- A change to a task that counts from a day on; append-only. `before` is the value up to that day.
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  kind TEXT NOT NULL CHECK (kind IN ('extend', 'hand-over', 'withdraw', 'add', 'retarget', 'suspend', 'resume')),
  field TEXT,                        -- column of task that it changed
  before TEXT,
  after TEXT,
  {day("on_day", "NOT NULL")},
  reason TEXT,
  document TEXT,
  approved_by TEXT,
{BOOK_COLUMNS}
) STRICT;
CREATE INDEX change_task ON change(task, on_day);
CREATE INDEX change_on ON change(on_day);

-- Scoring schemes of the office, installed beside those that the program ships.
CREATE TABLE scheme (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  text TEXT NOT NULL,    -- the scheme file as installed
  sha256 TEXT NOT NULL,  -- over that text
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX scheme_version ON scheme(code, version) WHERE voided IS NULL;

-- Points given by a person for a criterion, as exact fractions "n/d".
CREATE TABLE mark (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('unit', 'officer')),
  subject INTEGER NOT NULL,  -- unit or officer id
  scheme TEXT NOT NULL,      -- scheme code
  criterion TEXT NOT NULL,   -- criterion code
  self_points TEXT,          -- as marked by the subject
  points TEXT,               -- as appraised or confirmed
  max TEXT,                  -- own maximum, where a part of the criterion does not apply
  reason TEXT,
  evidence TEXT,
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX mark_one ON mark(period, scheme, subject_kind, subject, criterion) WHERE voided IS NULL;
"""

PERIODS = f"""
-- Reporting periods.
CREATE TABLE period (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('week', 'month', 'quarter', 'half', 'nine-months', 'year')),
  key TEXT NOT NULL,                                                  -- 2026-11, 2026-Q4, P2026-11 ...
  people INTEGER NOT NULL CHECK (people IN (0, 1)),                   -- a period of people's own
  walls INTEGER NOT NULL CHECK (walls IN (0, 1)),                     -- of the base kind: closing it walls its days
  windows TEXT NOT NULL CHECK (windows IN ('statutory', 'calendar')),
  {day("starts_on", "NOT NULL")},                                    -- as the law or calendar prints it
  {day("ends_on", "NOT NULL")},
  {day("meeting_on")},                                               -- conference it is reported to
  locks_at TEXT,                                                      -- moment entry locks, UTC
  {day("data_from")},                                                -- data window, fixed by the closing
  {day("cut_on")},                                                   -- last day that counts, fixed by the closing
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  revision INTEGER NOT NULL DEFAULT 1,
{BOOK_COLUMNS},
  CHECK (state = 'open' OR (data_from IS NOT NULL AND cut_on IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX period_key ON period(key);
CREATE INDEX period_wall ON period(data_from, cut_on) WHERE state = 'closed' AND walls = 1;

-- A closing: what was counted, by whom, and the seal.
CREATE TABLE closing (
  period INTEGER NOT NULL REFERENCES period(id),
  revision INTEGER NOT NULL,
  number INTEGER NOT NULL,       -- running number of closings: the order in which seals chain
  at TEXT NOT NULL,              -- machine's moment, UTC
  actor TEXT NOT NULL,
  as_of TEXT NOT NULL,           -- report date
  data_from TEXT NOT NULL,
  cut_on TEXT NOT NULL,
  settings TEXT NOT NULL,        -- JSON: every setting of the register that was read
  parts TEXT NOT NULL,           -- JSON: base periods inside, with revision and seal
  seal TEXT NOT NULL,            -- SHA-256 over the canonical text of all that was frozen
  previous_seal TEXT NOT NULL,   -- seal of the closing before, empty for the first
  seq INTEGER NOT NULL REFERENCES journal(seq),
  PRIMARY KEY (period, revision)
) STRICT, WITHOUT ROWID;

-- Schemes that a closing ran, whole.
CREATE TABLE closing_scheme (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  position INTEGER NOT NULL,     -- order of running
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  subject_kind TEXT NOT NULL,
  settings TEXT NOT NULL,        -- JSON: value and source of every setting of the scheme
  unranked TEXT NOT NULL,        -- JSON: code and number of tasks of those who have tasks and no place in the table
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, code)
) STRICT, WITHOUT ROWID;

-- Who was scored, under the name of that day.
CREATE TABLE frozen_subject (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  subject_kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  block TEXT,
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, subject_kind, subject)
) STRICT, WITHOUT ROWID;

-- The facts of each task and role at the cut.
CREATE TABLE frozen_task (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  task INTEGER NOT NULL,
  role TEXT NOT NULL,                -- lead, support, officer
  subject INTEGER NOT NULL,          -- unit or officer id, by the role
  kind TEXT NOT NULL,
  urgency TEXT NOT NULL,
  taken_over INTEGER NOT NULL,
  head_in_person INTEGER NOT NULL,
  state TEXT NOT NULL,               -- open, done, returned, awaiting-review, suspended, withdrawn, proposed
  registered INTEGER NOT NULL,       -- journal entry that registered the task
  assigned_on TEXT NOT NULL,
  due_on TEXT,                       -- approved due date at the cut
  completed_on TEXT,                 -- day of the entry that completed it
  done_on TEXT,                      -- day the work was finished
  percent INTEGER,
  quantity INTEGER,                  -- logged in all, but for returned entries
  last_on TEXT,                      -- day of the newest entry
  coefficient INTEGER NOT NULL,
  assigned_quantity INTEGER NOT NULL,
  reviewed_quantity INTEGER,         -- of that, in entries that were judged and not returned
  reviewed INTEGER NOT NULL,         -- the completing entry was judged and not returned
  failed_reviews INTEGER NOT NULL,
  returned INTEGER NOT NULL,
  exceeded INTEGER NOT NULL,
  exempt INTEGER NOT NULL,           -- objective cause confirmed
  extended INTEGER NOT NULL,
  inherited INTEGER NOT NULL,
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, task, role, subject)
) STRICT, WITHOUT ROWID;


-- What the frozen tasks were called and where they came from, as it stood at the closing.
CREATE TABLE frozen_title (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  task INTEGER NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  document TEXT,               -- number and symbol of the source document
  document_date TEXT,          -- its date
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, task)
) STRICT, WITHOUT ROWID;

-- Every line of every score.
CREATE TABLE frozen_score (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  subject INTEGER NOT NULL,
  position INTEGER NOT NULL,   -- order of the line
  criterion TEXT NOT NULL,
  source TEXT NOT NULL,        -- measure, formula, mark, sum
  value TEXT,                  -- exact, "n/d"; NULL: no value, see reason
  micro INTEGER,               -- the same in millionths, half-up
  max TEXT,                    -- own maximum, "n/d"
  substituted TEXT,            -- the formula with its numbers
  reason TEXT,                 -- why there is no value, or why points were lost
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, scheme, subject, position)
) STRICT, WITHOUT ROWID;

-- SHA-256 over each 1,000 rows of a frozen table, in key order; the seal is made of these.
CREATE TABLE frozen_page (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  book TEXT NOT NULL,          -- frozen table
  page INTEGER NOT NULL,       -- 0, 1, 2 ...
  rows INTEGER NOT NULL,       -- rows in it
  sha256 TEXT NOT NULL,
  PRIMARY KEY (period, revision, book, page)
) STRICT, WITHOUT ROWID;

-- The ranked table.
CREATE TABLE frozen_rank (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  subject INTEGER NOT NULL,
  position INTEGER NOT NULL,   -- place of the line in the table as it was printed
  rank INTEGER,                -- NULL: not scored
  tied INTEGER NOT NULL,
  change INTEGER,              -- places risen since the period before; NULL: not known at the closing
  score TEXT,                  -- exact, "n/d"
  micro INTEGER,
  points TEXT,                 -- raw points, "n/d"
  max TEXT,                    -- own maximum, "n/d"
  class TEXT NOT NULL,         -- class proposed, or why there is none
  band TEXT,                   -- class that the points reach
  conditions TEXT NOT NULL,    -- JSON: places (0, 1 ...) of those of its conditions that failed
  reason TEXT,                 -- why there is no score
  digest TEXT NOT NULL,        -- first 16 hex digits of SHA-256 over the row
  PRIMARY KEY (period, revision, scheme, subject)
) STRICT, WITHOUT ROWID;
"""

DERIVED = """
-- Derived: the state of each task by all that is recorded; refreshed after each write, never journalled.
CREATE TABLE task_now (
  task INTEGER PRIMARY KEY,
  lead INTEGER NOT NULL,
  officer INTEGER,
  state TEXT NOT NULL,
  due_on TEXT,
  completed_on TEXT,
  done_on TEXT,
  percent INTEGER,
  quantity INTEGER,
  last_on TEXT,
  extended INTEGER NOT NULL
) STRICT;
CREATE INDEX now_lead ON task_now(lead, due_on);
CREATE INDEX now_open ON task_now(due_on) WHERE state = 'open';
CREATE INDEX now_done ON task_now(done_on) WHERE state = 'done';
"""


def statements(text: str) -> list[str]:
    """Split schema text into single statements (it holds no semicolon inside one).

    executescript would commit the transaction that the migration runs in.
    """
    return [part.strip() + ";" for part in text.split(";\n") if part.strip()]
