CREATE TABLE apology (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier(id),
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),            -- when it was sent
  document TEXT,                           -- its number
  reason TEXT,                             -- why the result is late
  signed_by TEXT,
  new_date TEXT  CHECK (new_date IS NULL OR (date(substr(new_date, 1, 10), '+0 days') IS substr(new_date, 1, 10) AND (length(new_date) = 10 OR (new_date GLOB '??????????T[0-2][0-9]:[0-5][0-9]' AND substr(new_date, 12) < '24')))),                   -- when the result is promised now
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE approval (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'rejected')),
  decided_by TEXT NOT NULL,  -- leader who decided
  reason TEXT,
  document TEXT,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  kind TEXT NOT NULL CHECK (kind IN ('extend', 'hand-over', 'withdraw', 'add', 'retarget', 'suspend', 'resume')),
  field TEXT,                        -- column of task that it changed
  before TEXT,
  after TEXT,
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),
  reason TEXT,
  document TEXT,
  approved_by TEXT,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
, handed_back INTEGER /* the officer gave it back (NĐ 335/2025/NĐ-CP Art. 18) */
  NOT NULL DEFAULT 0 CHECK (handed_back IN (0, 1)), there_entry INTEGER /* of a copy: entry of its office's journal */, there_on TEXT /* of a copy: day on which its office entered it */) STRICT;
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
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK (coalesce(label_vi, label_en) IS NOT NULL),
  CHECK ((whole IS NULL) = (relation IS NULL)),
  CHECK (together IS NULL OR relation IS 'part')
) STRICT;
CREATE TABLE counter_value (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL,     -- key of the period, opened or not
  unit INTEGER NOT NULL REFERENCES unit(id),
  counter INTEGER NOT NULL REFERENCES counter(id),
  value INTEGER NOT NULL CHECK (abs(value) <= 1000000000000000),  -- thousandths
  note TEXT,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE day (
  id INTEGER PRIMARY KEY,
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),                                          -- the day
  kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),                    -- day off, or weekend day worked
  name TEXT NOT NULL,                                                    -- why
  status TEXT NOT NULL CHECK (status IN ('official', 'provisional')),    -- decided, or by rule until decided
  decision TEXT,                                                         -- document that decides it
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  revision INTEGER NOT NULL,   -- revision of the period whose table was decided on
  scheme TEXT NOT NULL,        -- scheme code
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('unit', 'officer')),
  subject INTEGER NOT NULL,    -- unit or officer id
  kind TEXT NOT NULL CHECK (kind IN ('class', 'quota')),
  class TEXT,                  -- class decided, a code of the scheme
  share INTEGER CHECK (share BETWEEN 0 AND 100),  -- percent of the quota decided for a unit, or for all
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),
  reason TEXT NOT NULL,
  document TEXT NOT NULL,      -- document that decides it
  decided_by TEXT NOT NULL,    -- who decided
  sent_on TEXT  CHECK (sent_on IS NULL OR date(sent_on, '+0 days') IS sent_on),           -- when the result was sent on (NĐ 335/2025/NĐ-CP Art. 26)
  sent_document TEXT,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK ((kind = 'class') = (class IS NOT NULL) AND (kind = 'quota') = (share IS NOT NULL))
) STRICT;
CREATE TABLE direction (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),
  text TEXT NOT NULL,                         -- what is to be done
  given_by TEXT NOT NULL,                     -- leader who gave it
  document TEXT,                              -- document that says it
  answers INTEGER REFERENCES progress(id),    -- entry whose obstacle or proposal it answers
  opens INTEGER REFERENCES task(id),          -- task that it opened
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
, there_entry INTEGER /* of a copy: entry of its office's journal */) STRICT;
CREATE TABLE dossier (
  id INTEGER PRIMARY KEY,
  key TEXT,                 -- number that the one-stop system gave it
  unit INTEGER NOT NULL REFERENCES unit(id),
  officer INTEGER REFERENCES officer(id),  -- who settles it
  procedure INTEGER REFERENCES procedure(id),
  channel TEXT CHECK (channel IN ('direct', 'online', 'post')),
  submitted_at TEXT  CHECK (submitted_at IS NULL OR (date(substr(submitted_at, 1, 10), '+0 days') IS substr(submitted_at, 1, 10) AND (length(submitted_at) = 10 OR (submitted_at GLOB '??????????T[0-2][0-9]:[0-5][0-9]' AND substr(submitted_at, 12) < '24')))),  -- when it was sent in online
  received_at TEXT  CHECK (received_at IS NULL OR (date(substr(received_at, 1, 10), '+0 days') IS substr(received_at, 1, 10) AND (length(received_at) = 10 OR (received_at GLOB '??????????T[0-2][0-9]:[0-5][0-9]' AND substr(received_at, 12) < '24')))),   -- when it was accepted; NULL: sent in online and not accepted yet
  appointed_at TEXT  CHECK (appointed_at IS NULL OR (date(substr(appointed_at, 1, 10), '+0 days') IS substr(appointed_at, 1, 10) AND (length(appointed_at) = 10 OR (appointed_at GLOB '??????????T[0-2][0-9]:[0-5][0-9]' AND substr(appointed_at, 12) < '24')))),  -- when the result is promised
  returned_at TEXT  CHECK (returned_at IS NULL OR (date(substr(returned_at, 1, 10), '+0 days') IS substr(returned_at, 1, 10) AND (length(returned_at) = 10 OR (returned_at GLOB '??????????T[0-2][0-9]:[0-5][0-9]' AND substr(returned_at, 12) < '24')))),   -- when the result was there; NULL: not yet
  paused_from TEXT  CHECK (paused_from IS NULL OR (date(substr(paused_from, 1, 10), '+0 days') IS substr(paused_from, 1, 10) AND (length(paused_from) = 10 OR (paused_from GLOB '??????????T[0-2][0-9]:[0-5][0-9]' AND substr(paused_from, 12) < '24')))),   -- from when the applicant supplements
  paused_to TEXT  CHECK (paused_to IS NULL OR (date(substr(paused_to, 1, 10), '+0 days') IS substr(paused_to, 1, 10) AND (length(paused_to) = 10 OR (paused_to GLOB '??????????T[0-2][0-9]:[0-5][0-9]' AND substr(paused_to, 12) < '24')))),     -- until when; NULL: still
  supplements INTEGER CHECK (supplements >= 0),            -- times the applicant had to come back
  bodies INTEGER CHECK (bodies >= 0),                      -- bodies that the applicant had to turn to
  parts_points INTEGER CHECK (parts_points BETWEEN 0 AND 2),        -- time of each body taking part, as assessed
  attitude_points INTEGER CHECK (attitude_points BETWEEN 0 AND 2),  -- attitude of the officials, as assessed
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK (received_at IS NOT NULL OR submitted_at IS NOT NULL),
  CHECK (received_at IS NULL OR appointed_at IS NOT NULL),
  CHECK (returned_at IS NULL OR received_at IS NOT NULL)
) STRICT;
CREATE TABLE explanation (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  task INTEGER NOT NULL REFERENCES task(id),
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),
  text TEXT NOT NULL,
  given_by TEXT NOT NULL,      -- who explained
  meeting_on TEXT  CHECK (meeting_on IS NULL OR date(meeting_on, '+0 days') IS meeting_on),        -- conference at which it was given
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE form (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,        -- what the form calls itself: BM1, BM2 ...
  kind TEXT NOT NULL CHECK (kind IN ('key-tasks', 'progress', 'products', 'marks')),
  period TEXT NOT NULL,        -- key of the period that it is about, opened or not
  revision INTEGER NOT NULL CHECK (revision >= 1),  -- of that period when the form was made
  unit INTEGER NOT NULL REFERENCES unit(id),
  made_on TEXT NOT NULL CHECK (made_on IS NULL OR date(made_on, '+0 days') IS made_on),
  rows INTEGER NOT NULL CHECK (rows >= 0),  -- rows that were filled in when it went out
  sha256 TEXT NOT NULL,        -- over what it went out with; its hidden sheet holds the same
  received_on TEXT  CHECK (received_on IS NULL OR date(received_on, '+0 days') IS received_on),       -- when it came back last; NULL: not yet
  received_sha256 TEXT,        -- over what it came back with
  taken INTEGER CHECK (taken >= 0),  -- rows that were taken from it then
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK ((received_on IS NULL) = (received_sha256 IS NULL) AND (received_on IS NULL) = (taken IS NULL))
) STRICT;
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
CREATE TABLE frozen_page (
  period INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  book TEXT NOT NULL,          -- frozen table
  page INTEGER NOT NULL,       -- 0, 1, 2 ...
  rows INTEGER NOT NULL,       -- rows in it
  sha256 TEXT NOT NULL,
  PRIMARY KEY (period, revision, book, page)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('unit', 'officer')),
  subject INTEGER NOT NULL,    -- unit or officer id
  unit INTEGER REFERENCES unit(id),  -- where an officer served that day: a fault counts where it happened
  kind TEXT NOT NULL,                -- word of the office's list
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),      -- when it happened
  concluded_on TEXT  CHECK (concluded_on IS NULL OR date(concluded_on, '+0 days') IS concluded_on),            -- when it was concluded; NULL: not yet, and it counts for nothing
  document TEXT,                     -- document that concludes it
  note TEXT,                         -- what it was
  fixed_on TEXT  CHECK (fixed_on IS NULL OR date(fixed_on, '+0 days') IS fixed_on),                -- when a shortcoming was mended
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK (concluded_on IS NULL OR document IS NOT NULL)
) STRICT;
CREATE TABLE incident_against (
  id INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incident(id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('unit', 'officer')),
  subject INTEGER NOT NULL,    -- unit or officer id
  unit INTEGER REFERENCES unit(id),  -- where that officer served that day
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
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
CREATE TABLE journal_range (
  seq INTEGER NOT NULL REFERENCES journal(seq),  -- the entry
  book TEXT NOT NULL,                            -- table of the rows
  first INTEGER NOT NULL,                        -- lowest id of the page
  last INTEGER NOT NULL,                         -- highest id of the page
  sha256 TEXT NOT NULL,                          -- over the rows as inserted
  PRIMARY KEY (seq, book, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE journal_row (
  seq INTEGER NOT NULL REFERENCES journal(seq),  -- the entry
  book TEXT NOT NULL,                            -- table of the row
  id INTEGER NOT NULL,                           -- its id
  before TEXT NOT NULL,                          -- JSON object, old values
  after TEXT NOT NULL,                           -- JSON object, new values
  PRIMARY KEY (book, id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE journal_void (
  seq INTEGER NOT NULL REFERENCES journal(seq),  -- the entry
  book TEXT NOT NULL,                            -- table of the rows
  first INTEGER NOT NULL,                        -- lowest id of the page
  last INTEGER NOT NULL,                         -- highest id of the page
  was INTEGER NOT NULL,                          -- entry that had written them, their seq before
  PRIMARY KEY (seq, book, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE leave (
  id INTEGER PRIMARY KEY,
  officer INTEGER NOT NULL REFERENCES officer(id),
  kind TEXT NOT NULL CHECK (kind IN ('sick', 'maternity', 'annual', 'study', 'unpaid', 'other')),
  from_on TEXT NOT NULL CHECK (from_on IS NULL OR date(from_on, '+0 days') IS from_on),  -- first day away
  to_on TEXT  CHECK (to_on IS NULL OR date(to_on, '+0 days') IS to_on),                -- last day away; NULL: not back yet
  document TEXT,                  -- document that grants it
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK (to_on IS NULL OR to_on >= from_on)
) STRICT;
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
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE merged_row (
  id INTEGER PRIMARY KEY,
  office INTEGER NOT NULL REFERENCES office(id),
  book TEXT NOT NULL,            -- table of both
  theirs INTEGER NOT NULL,       -- id there
  ours INTEGER NOT NULL,         -- id here
  sha256 TEXT NOT NULL,          -- over the row as it was when it was brought in last
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE objection (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  revision INTEGER NOT NULL,   -- revision of the period it is about
  scheme TEXT NOT NULL,        -- scheme code
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('unit', 'officer')),
  subject INTEGER NOT NULL,    -- unit or officer id
  received_on TEXT NOT NULL CHECK (received_on IS NULL OR date(received_on, '+0 days') IS received_on),
  due_on TEXT NOT NULL CHECK (due_on IS NULL OR date(due_on, '+0 days') IS due_on),   -- last day for the answer: 7 working days after it was received
  grounds TEXT NOT NULL,          -- what is objected
  answered_on TEXT  CHECK (answered_on IS NULL OR date(answered_on, '+0 days') IS answered_on),
  outcome TEXT CHECK (outcome IN ('upheld', 'dismissed')),
  answer TEXT,
  document TEXT,                  -- document that answers it
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK ((answered_on IS NULL) = (outcome IS NULL))
) STRICT;
CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,       -- stands before its codes: SNV:NV12
  name TEXT NOT NULL,
  register TEXT NOT NULL,   -- hash of the first journal entry of its register, which no other has
  entry INTEGER,            -- newest journal entry of it whose rows are all here; NULL: only closings came
  entry_hash TEXT,          -- hash of that entry
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE officer (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,    -- short code
  name TEXT NOT NULL,    -- full name
  folded TEXT NOT NULL,  -- name without diacritics
  category TEXT NOT NULL  -- công chức, viên chức, cán bộ, hợp đồng
    CHECK (category IN ('civil-servant', 'public-employee', 'cadre', 'contract')),
  contact TEXT,          -- telephone or e-mail at work
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE period (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('week', 'month', 'quarter', 'half', 'nine-months', 'year')),
  key TEXT NOT NULL,                                                  -- 2026-11, 2026-Q4, P2026-11 ...
  people INTEGER NOT NULL CHECK (people IN (0, 1)),                   -- a period of people's own
  walls INTEGER NOT NULL CHECK (walls IN (0, 1)),                     -- of the base kind: closing it walls its days
  windows TEXT NOT NULL CHECK (windows IN ('statutory', 'calendar')),
  starts_on TEXT NOT NULL CHECK (starts_on IS NULL OR date(starts_on, '+0 days') IS starts_on),                                    -- as the law or calendar prints it
  ends_on TEXT NOT NULL CHECK (ends_on IS NULL OR date(ends_on, '+0 days') IS ends_on),
  meeting_on TEXT  CHECK (meeting_on IS NULL OR date(meeting_on, '+0 days') IS meeting_on),                                               -- conference it is reported to
  locks_at TEXT,                                                      -- moment entry locks, UTC
  data_from TEXT  CHECK (data_from IS NULL OR date(data_from, '+0 days') IS data_from),                                                -- data window, fixed by the closing
  cut_on TEXT  CHECK (cut_on IS NULL OR date(cut_on, '+0 days') IS cut_on),                                                   -- last day that counts, fixed by the closing
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  revision INTEGER NOT NULL DEFAULT 1,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK (state = 'open' OR (data_from IS NOT NULL AND cut_on IS NOT NULL))
, reports_due_on TEXT /* last day for the reports of the units */
  CHECK (reports_due_on IS NULL OR date(reports_due_on, '+0 days') IS reports_due_on)) STRICT;
CREATE TABLE posting (
  id INTEGER PRIMARY KEY,
  officer INTEGER NOT NULL REFERENCES officer(id),
  unit INTEGER NOT NULL REFERENCES unit(id),
  position TEXT NOT NULL CHECK (position IN ('staff', 'deputy', 'head')),
  manager INTEGER REFERENCES officer(id),  -- who directs and confirms; NULL: the head of the unit
  similar_group TEXT,                      -- similar-task group, quota scope
  from_on TEXT  CHECK (from_on IS NULL OR date(from_on, '+0 days') IS from_on),                       -- first day, when known
  to_on TEXT  CHECK (to_on IS NULL OR date(to_on, '+0 days') IS to_on),                         -- last day
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE procedure (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,       -- code or name, as the one-stop system has it
  folded TEXT NOT NULL,     -- the same without diacritics
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,        -- code of the catalogue
  name TEXT NOT NULL,        -- product or work
  folded TEXT NOT NULL,      -- code and name without diacritics, for searching
  measure TEXT,              -- what it is counted in
  complexity INTEGER CHECK (complexity BETWEEN 1 AND 5),                -- complexity group, at most five
  points INTEGER CHECK (points BETWEEN 0 AND 1000000000),               -- thousandths
  coefficient INTEGER CHECK (coefficient BETWEEN 1 AND 1000000),        -- conversion coefficient, thousandths
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
, retired_on TEXT /* from this day on it is assigned no more */
  CHECK (retired_on IS NULL OR date(retired_on, '+0 days') IS retired_on)) STRICT;
CREATE TABLE progress (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),                                        -- the day it speaks for
  done_on TEXT  CHECK (done_on IS NULL OR date(done_on, '+0 days') IS done_on),                                                   -- the day the work was finished
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
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK (done_on IS NULL OR done_on <= on_day)
, key TEXT /* the source's own key of the entry */, reported_by TEXT /* who reported it, where the journal names another */, there_on TEXT /* of a copy: day on which its office entered it */, there_entry INTEGER /* of a copy: entry of its office's journal */) STRICT;
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
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE received_row (
  id INTEGER PRIMARY KEY,
  received INTEGER NOT NULL REFERENCES received(id),
  book TEXT NOT NULL,            -- frozen table
  position INTEGER NOT NULL,     -- 0, 1, 2 ... in the order of its key
  line TEXT NOT NULL,            -- JSON array of its columns
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE refusal (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  unit INTEGER NOT NULL REFERENCES unit(id),  -- lead unit that refuses
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),
  reason TEXT NOT NULL,
  document TEXT NOT NULL,                     -- document by which it refuses
  outcome TEXT CHECK (outcome IN ('stays', 'reassigned')),
  decided_on TEXT  CHECK (decided_on IS NULL OR date(decided_on, '+0 days') IS decided_on),
  decided_by TEXT,                            -- leader who decided
  decision TEXT,                              -- document that decides
  to_unit INTEGER REFERENCES unit(id),        -- unit that got it
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK ((outcome IS NULL) = (decided_on IS NULL) AND (outcome IS 'reassigned') = (to_unit IS NOT NULL))
) STRICT;
CREATE TABLE remark (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('unit', 'officer')),
  subject INTEGER NOT NULL,    -- unit or officer id
  strengths TEXT,
  shortcomings TEXT,
  self_class TEXT,     -- class that the person proposes
  remark TEXT,         -- what the superior says
  remarked_by TEXT,    -- who says it
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE reminder (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  unit INTEGER NOT NULL REFERENCES unit(id),  -- unit that was urged: the lead of that day, or a supporting one
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),
  kind TEXT NOT NULL CHECK (kind IN ('reminder', 'criticism')),
  document TEXT,
  note TEXT,
  given_by TEXT,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
, there_entry INTEGER /* of a copy: entry of its office's journal */) STRICT;
CREATE TABLE reopening (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  revision INTEGER NOT NULL,   -- the revision that it opened
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),
  reason TEXT NOT NULL,
  document TEXT NOT NULL,      -- document that decides it
  decided_by TEXT NOT NULL,    -- who decided
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  progress INTEGER NOT NULL REFERENCES progress(id),
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),                                        -- the day of the verdict
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'failed', 'returned')),
  exceeded INTEGER NOT NULL DEFAULT 0 CHECK (exceeded IN (0, 1)),      -- above requirement
  reviewer TEXT,
  reason TEXT,
  objective_by TEXT,                                                   -- authority that confirmed an objective cause
  objective_on TEXT  CHECK (objective_on IS NULL OR date(objective_on, '+0 days') IS objective_on),                                              -- and when
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK ((objective_by IS NULL) = (objective_on IS NULL))
, there_entry INTEGER /* of a copy: entry of its office's journal */) STRICT;
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,     -- as typed after @
  options TEXT NOT NULL,  -- JSON object: option of task list -> what was given
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE scheme (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  text TEXT NOT NULL,    -- the scheme file as installed
  sha256 TEXT NOT NULL,  -- over that text
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,   -- name of the setting
  value TEXT NOT NULL,  -- its value as text
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE support_entry (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  unit INTEGER NOT NULL REFERENCES unit(id),
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),  -- the day it speaks for
  done_on TEXT  CHECK (done_on IS NULL OR date(done_on, '+0 days') IS done_on),             -- the day the part was finished
  result TEXT,
  obstacle TEXT,
  proposal TEXT,
  evidence TEXT,                 -- document number
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL,
  CHECK (done_on IS NULL OR done_on <= on_day)
, there_entry INTEGER /* of a copy: entry of its office's journal */) STRICT;
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
  document_date TEXT  CHECK (document_date IS NULL OR date(document_date, '+0 days') IS document_date),          -- its date
  issuer TEXT,                      -- who issued it
  document_subject TEXT,            -- its subject line
  linked_documents TEXT,            -- other documents, joined by "; "
  assigner TEXT,                    -- leader who assigned it
  lead INTEGER NOT NULL REFERENCES unit(id),
  officer INTEGER REFERENCES officer(id),
  head_in_person INTEGER NOT NULL DEFAULT 0 CHECK (head_in_person IN (0, 1)),  -- the head directs it in person
  assigned_on TEXT NOT NULL CHECK (assigned_on IS NULL OR date(assigned_on, '+0 days') IS assigned_on),
  due_on TEXT  CHECK (due_on IS NULL OR date(due_on, '+0 days') IS due_on),                 -- last approved due date; NULL: no deadline
  due_text TEXT,                    -- the month or quarter as worded: 2026-03, 2026-Q1
  due_original TEXT  CHECK (due_original IS NULL OR date(due_original, '+0 days') IS due_original),           -- due date as first registered
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
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
, series INTEGER REFERENCES task(id) /* first task of the series it repeats */, series_period TEXT /* key of the week, month or quarter it is for */, there_on TEXT /* of a copy: day on which its office entered it */) STRICT;
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
CREATE TABLE task_programme (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  programme TEXT NOT NULL,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE task_support (
  id INTEGER PRIMARY KEY,
  task INTEGER NOT NULL REFERENCES task(id),
  unit INTEGER NOT NULL REFERENCES unit(id),
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
, part TEXT /* what the supporting unit has to do */, due_on TEXT /* its own due date; NULL: that of the task */
  CHECK (due_on IS NULL OR date(due_on, '+0 days') IS due_on), there_on TEXT /* of a copy that was named after its task: day from which */) STRICT;
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                 -- short code, typed by people
  name TEXT NOT NULL,                 -- official name
  folded TEXT NOT NULL,               -- name without diacritics, for searching
  block TEXT,                         -- group inside which units are ranked; NULL: not ranked
  parent INTEGER REFERENCES unit(id), -- superior unit
  valid_from TEXT  CHECK (valid_from IS NULL OR date(valid_from, '+0 days') IS valid_from),               -- first day it exists, when known
  valid_to TEXT  CHECK (valid_to IS NULL OR date(valid_to, '+0 days') IS valid_to),                 -- last day it exists
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE unit_alias (
  id INTEGER PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES unit(id),
  alias TEXT NOT NULL,   -- as it was given
  folded TEXT NOT NULL,  -- without diacritics; names one unit
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE unit_report (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  unit INTEGER NOT NULL REFERENCES unit(id),
  received_on TEXT  CHECK (received_on IS NULL OR date(received_on, '+0 days') IS received_on),       -- when the one that stands came; NULL: returned, and not come again yet
  first_on TEXT NOT NULL CHECK (first_on IS NULL OR date(first_on, '+0 days') IS first_on),  -- when the first one came
  document TEXT,               -- its number
  returns INTEGER NOT NULL DEFAULT 0 CHECK (returns BETWEEN 0 AND 1000),  -- how many times it was returned
  returned_on TEXT  CHECK (returned_on IS NULL OR date(returned_on, '+0 days') IS returned_on),       -- when it was returned last
  return_reason TEXT,          -- why
  quality TEXT CHECK (quality IN ('good', 'fair', 'poor')),
  remark TEXT,                 -- the office's remark on it
  remarked_by TEXT,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
) STRICT;
CREATE TABLE unit_succession (
  id INTEGER PRIMARY KEY,
  old INTEGER NOT NULL REFERENCES unit(id),
  new INTEGER NOT NULL REFERENCES unit(id),
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'close')),
  on_day TEXT NOT NULL CHECK (on_day IS NULL OR date(on_day, '+0 days') IS on_day),  -- first day of the new order
  document TEXT NOT NULL,
  reason TEXT,
  created INTEGER NOT NULL REFERENCES journal(seq),  -- journal entry that inserted the row
  seq INTEGER NOT NULL REFERENCES journal(seq),      -- journal entry that wrote it last
  voided INTEGER REFERENCES journal(seq)             -- journal entry that took it back, else NULL
, there_entry INTEGER /* of a copy: entry of its office's journal */) STRICT;
CREATE INDEX apology_dossier ON apology(dossier);
CREATE UNIQUE INDEX apology_new_date ON apology(dossier) WHERE voided IS NULL AND new_date IS NOT NULL;
CREATE INDEX approval_task ON approval(task, on_day);
CREATE INDEX change_on ON change(on_day) WHERE voided IS NULL;
CREATE INDEX change_task ON change(task, on_day);
CREATE UNIQUE INDEX counter_code ON counter(code) WHERE voided IS NULL;
CREATE INDEX counter_value_of ON counter_value(counter, unit);
CREATE UNIQUE INDEX counter_value_one ON counter_value(period, unit, counter) WHERE voided IS NULL;
CREATE UNIQUE INDEX day_on ON day(on_day) WHERE voided IS NULL;
CREATE INDEX decision_subject ON decision(period, scheme, subject_kind, subject);
CREATE INDEX direction_answers ON direction(answers) WHERE answers IS NOT NULL;
CREATE INDEX direction_opens ON direction(opens) WHERE opens IS NOT NULL;
CREATE INDEX direction_task ON direction(task, on_day);
CREATE UNIQUE INDEX dossier_key ON dossier(key) WHERE voided IS NULL AND key IS NOT NULL;
CREATE INDEX dossier_late ON dossier(received_at) WHERE returned_at > appointed_at AND voided IS NULL;
CREATE INDEX dossier_officer ON dossier(officer, voided, received_at) WHERE officer IS NOT NULL;
CREATE INDEX dossier_open ON dossier(appointed_at) WHERE returned_at IS NULL AND voided IS NULL;
CREATE INDEX dossier_received ON dossier(voided, received_at);
CREATE INDEX dossier_unit ON dossier(unit, voided, received_at);
CREATE INDEX explanation_task ON explanation(period, task);
CREATE UNIQUE INDEX form_number ON form(number) WHERE voided IS NULL;
CREATE INDEX form_of ON form(period, kind, unit);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX incident_against_one ON incident_against(incident, subject_kind, subject) WHERE voided IS NULL;
CREATE INDEX incident_on ON incident(on_day) WHERE voided IS NULL;
CREATE INDEX incident_subject ON incident(subject_kind, subject, on_day);
CREATE UNIQUE INDEX journal_open ON journal(1) WHERE hash IS NULL;
CREATE INDEX journal_row_seq ON journal_row(seq);
CREATE INDEX journal_task ON journal(task, seq) WHERE task IS NOT NULL;
CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_void_rows ON journal_void(book, first, last);
CREATE INDEX leave_officer ON leave(officer, from_on);
CREATE UNIQUE INDEX mark_one ON mark(period, scheme, subject_kind, subject, criterion) WHERE voided IS NULL;
CREATE INDEX merged_row_ours ON merged_row(book, ours);
CREATE UNIQUE INDEX merged_row_theirs ON merged_row(office, book, theirs) WHERE voided IS NULL;
CREATE INDEX now_awaiting ON task_now(due_on, lead, officer) WHERE state = 'awaiting-review';
CREATE INDEX now_done ON task_now(done_on) WHERE state = 'done';
CREATE INDEX now_heard ON task_now(last_on) WHERE state = 'open';
CREATE INDEX now_lead ON task_now(lead, due_on);
CREATE INDEX now_open ON task_now(due_on) WHERE state = 'open';
CREATE INDEX now_open_lead ON task_now(lead, due_on) WHERE state = 'open';
CREATE INDEX now_open_officer ON task_now(officer, due_on) WHERE state = 'open' AND officer IS NOT NULL;
CREATE INDEX now_returned ON task_now(due_on, last_on, lead, officer) WHERE state = 'returned';
CREATE INDEX objection_open ON objection(due_on) WHERE answered_on IS NULL AND voided IS NULL;
CREATE INDEX objection_subject ON objection(period, subject_kind, subject);
CREATE UNIQUE INDEX office_code ON office(code) WHERE voided IS NULL;
CREATE UNIQUE INDEX office_register ON office(register) WHERE voided IS NULL;
CREATE UNIQUE INDEX officer_code ON officer(code) WHERE voided IS NULL;
CREATE UNIQUE INDEX period_key ON period(key);
CREATE INDEX period_wall ON period(data_from, cut_on) WHERE state = 'closed' AND walls = 1;
CREATE INDEX posting_officer ON posting(officer, from_on);
CREATE INDEX posting_unit ON posting(unit);
CREATE INDEX procedure_folded ON procedure(folded) WHERE voided IS NULL;
CREATE UNIQUE INDEX procedure_name ON procedure(name) WHERE voided IS NULL;
CREATE UNIQUE INDEX product_code ON product(code) WHERE voided IS NULL;
CREATE UNIQUE INDEX progress_key ON progress(key) WHERE voided IS NULL AND key IS NOT NULL;
CREATE INDEX progress_on ON progress(on_day) WHERE voided IS NULL;
CREATE INDEX progress_task ON progress(task, on_day);
CREATE UNIQUE INDEX received_one ON received(office, period, revision) WHERE voided IS NULL;
CREATE UNIQUE INDEX received_row_one ON received_row(received, book, position) WHERE voided IS NULL;
CREATE INDEX refusal_task ON refusal(task);
CREATE INDEX refusal_unit ON refusal(unit, on_day);
CREATE UNIQUE INDEX remark_one ON remark(period, subject_kind, subject) WHERE voided IS NULL;
CREATE INDEX reminder_task ON reminder(task, on_day);
CREATE INDEX reminder_unit ON reminder(unit, on_day);
CREATE UNIQUE INDEX reopening_one ON reopening(period, revision) WHERE voided IS NULL;
CREATE INDEX review_progress ON review(progress);
CREATE UNIQUE INDEX saved_view_name ON saved_view(name) WHERE voided IS NULL;
CREATE UNIQUE INDEX scheme_version ON scheme(code, version) WHERE voided IS NULL;
CREATE UNIQUE INDEX setting_name ON setting(name) WHERE voided IS NULL;
CREATE INDEX support_entry_on ON support_entry(on_day) WHERE voided IS NULL;
CREATE INDEX support_entry_task ON support_entry(task, unit, on_day);
CREATE INDEX task_assigned ON task(assigned_on);
CREATE UNIQUE INDEX task_code ON task(code);
CREATE INDEX task_document ON task(document) WHERE document IS NOT NULL;
CREATE UNIQUE INDEX task_key ON task(key) WHERE voided IS NULL AND key IS NOT NULL;
CREATE INDEX task_officer ON task(officer) WHERE officer IS NOT NULL;
CREATE INDEX task_parent ON task(parent) WHERE parent IS NOT NULL;
CREATE INDEX task_product ON task(product) WHERE product IS NOT NULL;
CREATE INDEX task_programme_name ON task_programme(programme);
CREATE UNIQUE INDEX task_programme_one ON task_programme(task, programme) WHERE voided IS NULL;
CREATE UNIQUE INDEX task_series ON task(series, series_period) WHERE voided IS NULL AND series IS NOT NULL;
CREATE UNIQUE INDEX task_support_one ON task_support(task, unit) WHERE voided IS NULL;
CREATE INDEX task_support_task ON task_support(task);
CREATE INDEX task_support_unit ON task_support(unit);
CREATE UNIQUE INDEX unit_alias_one ON unit_alias(folded) WHERE voided IS NULL;
CREATE INDEX unit_alias_unit ON unit_alias(unit);
CREATE UNIQUE INDEX unit_code ON unit(code) WHERE voided IS NULL;
CREATE UNIQUE INDEX unit_report_one ON unit_report(period, unit) WHERE voided IS NULL;
CREATE INDEX unit_succession_created ON unit_succession(created);
CREATE INDEX unit_succession_new ON unit_succession(new);
CREATE INDEX unit_succession_old ON unit_succession(old);
CREATE INDEX unit_succession_on ON unit_succession(on_day) WHERE voided IS NULL;
CREATE VIEW v_apology AS
SELECT coalesce(d.key, 'HS' || d.id) AS dossier, u.code AS unit, a.on_day, a.document, a.reason, a.signed_by, a.new_date
FROM apology a JOIN dossier d ON d.id = a.dossier JOIN unit u ON u.id = d.unit WHERE a.voided IS NULL;
CREATE VIEW v_change AS
SELECT c.id AS number, t.code AS task, t.title, u.code AS lead, c.kind,
  iif(c.field GLOB 'support:*', 'support', c.field) AS field,
  (SELECT code FROM unit WHERE c.field GLOB 'support:*' AND id = CAST(substr(c.field, 9) AS INTEGER)) AS unit,
  CASE c.field WHEN 'lead' THEN (SELECT code FROM unit WHERE id = CAST(c.before AS INTEGER)) WHEN 'officer' THEN (SELECT code FROM officer WHERE id = CAST(c.before AS INTEGER)) WHEN 'target' THEN CAST(c.before AS INTEGER) / 1e3 ELSE c.before END AS before, CASE c.field WHEN 'lead' THEN (SELECT code FROM unit WHERE id = CAST(c.after AS INTEGER)) WHEN 'officer' THEN (SELECT code FROM officer WHERE id = CAST(c.after AS INTEGER)) WHEN 'target' THEN CAST(c.after AS INTEGER) / 1e3 ELSE c.after END AS after, c.on_day, c.reason, c.document, c.approved_by, c.handed_back, j.actor,
  j.at AS recorded_at
FROM change c JOIN task t ON t.id = c.task JOIN unit u ON u.id = t.lead JOIN journal j ON j.seq = c.created
WHERE c.voided IS NULL AND t.voided IS NULL;
CREATE VIEW v_closing AS
SELECT p.key AS period, c.revision, (p.state = 'closed' AND p.revision = c.revision) AS in_force, c.number, c.at, c.actor, c.as_of,
  c.data_from, c.cut_on, (SELECT group_concat(code, ';') FROM (SELECT x.code FROM closing_scheme x
    WHERE x.period = c.period AND x.revision = c.revision ORDER BY x.position)) AS schemes, c.seal, c.previous_seal
FROM closing c JOIN period p ON p.id = c.period;
CREATE VIEW v_counter AS
SELECT v.period, u.code AS unit, u.name AS unit_name, c.code AS counter, coalesce(c.label_vi, c.label_en) AS label,
  c.measure, v.value / 1e3 AS value, v.note
FROM counter_value v JOIN counter c ON c.id = v.counter JOIN unit u ON u.id = v.unit WHERE v.voided IS NULL;
CREATE VIEW v_decision AS
SELECT d.id AS number, p.key AS period, d.revision, d.scheme, d.subject_kind, coalesce(u.code, o.code) AS subject, coalesce(u.name, o.name) AS name, d.kind, d.class, d.share,
  d.on_day, d.reason, d.document, d.decided_by, d.sent_on, d.sent_document
FROM decision d JOIN period p ON p.id = d.period LEFT JOIN unit u ON d.subject_kind = 'unit' AND u.id = d.subject LEFT JOIN officer o ON d.subject_kind = 'officer' AND o.id = d.subject WHERE d.voided IS NULL;
CREATE VIEW v_direction AS
SELECT d.id AS number, t.code AS task, t.title, u.code AS lead, d.on_day, d.text, d.given_by, d.document, d.answers,
  (SELECT code FROM task WHERE id = d.opens) AS opens
FROM direction d JOIN task t ON t.id = d.task JOIN unit u ON u.id = t.lead WHERE d.voided IS NULL;
CREATE VIEW v_dossier AS
SELECT coalesce(d.key, 'HS' || d.id) AS dossier, u.code AS unit, u.name AS unit_name,
  (SELECT code FROM officer WHERE id = d.officer) AS officer, (SELECT name FROM procedure WHERE id = d.procedure) AS procedure, d.channel,
  d.submitted_at, d.received_at, d.appointed_at, d.returned_at, d.paused_from, d.paused_to, d.supplements, d.bodies
FROM dossier d JOIN unit u ON u.id = d.unit WHERE d.voided IS NULL;
CREATE VIEW v_frozen_task AS
SELECT p.key AS period, f.revision, (p.state = 'closed' AND p.revision = f.revision) AS in_force, i.code AS task, i.title, i.document,
  f.role, coalesce(u.code, o.code) AS subject, coalesce(u.name, o.name) AS name, f.kind, f.urgency, f.state,
  f.assigned_on, f.due_on, f.completed_on, f.done_on, f.last_on AS last_progress_on, f.percent / 1e2 AS percent,
  f.quantity / 1e3 AS quantity, f.coefficient / 1e3 AS coefficient, f.assigned_quantity / 1e3 AS assigned_quantity, f.reviewed_quantity / 1e3 AS reviewed_quantity, f.reviewed,
  f.failed_reviews, f.returned, f.exceeded, f.exempt, f.extended, f.inherited, f.taken_over, f.head_in_person
FROM frozen_task f JOIN period p ON p.id = f.period
  JOIN frozen_title i ON i.period = f.period AND i.revision = f.revision AND i.task = f.task
  LEFT JOIN unit u ON f.role IN ('lead', 'support') AND u.id = f.subject
  LEFT JOIN officer o ON f.role NOT IN ('lead', 'support') AND o.id = f.subject;
CREATE VIEW v_incident AS
SELECT i.id AS number, i.subject_kind, coalesce(u.code, o.code) AS subject, coalesce(u.name, o.name) AS name, (SELECT code FROM unit WHERE id = i.unit) AS unit, i.kind, i.on_day, i.concluded_on,
  i.document, i.note, i.fixed_on
FROM incident i LEFT JOIN unit u ON i.subject_kind = 'unit' AND u.id = i.subject LEFT JOIN officer o ON i.subject_kind = 'officer' AND o.id = i.subject WHERE i.voided IS NULL;
CREATE VIEW v_journal AS
SELECT j.seq, j.at, j.today, j.actor, j.command, j.reason, (SELECT code FROM task WHERE id = j.task) AS task, j.undoes
FROM journal j;
CREATE VIEW v_mark AS
SELECT p.key AS period, m.scheme, m.subject_kind, coalesce(u.code, o.code) AS subject, coalesce(u.name, o.name) AS name, m.criterion,
  CAST(m.self_points AS REAL) / CAST(substr(m.self_points, instr(m.self_points, '/') + 1) AS REAL) AS self_points, CAST(m.points AS REAL) / CAST(substr(m.points, instr(m.points, '/') + 1) AS REAL) AS points, CAST(m.max AS REAL) / CAST(substr(m.max, instr(m.max, '/') + 1) AS REAL) AS max, m.reason, m.evidence
FROM mark m JOIN period p ON p.id = m.period LEFT JOIN unit u ON m.subject_kind = 'unit' AND u.id = m.subject LEFT JOIN officer o ON m.subject_kind = 'officer' AND o.id = m.subject WHERE m.voided IS NULL;
CREATE VIEW v_officer AS
SELECT o.code, o.name, o.category, o.contact, u.code AS unit, u.name AS unit_name, q.position,
  (SELECT code FROM officer WHERE id = q.manager) AS manager, q.similar_group, q.from_on, q.to_on
FROM officer o LEFT JOIN posting q ON q.id = (SELECT p.id FROM posting p WHERE p.officer = o.id AND p.voided IS NULL
    AND coalesce(p.from_on <= (SELECT today FROM v_today), 1) AND coalesce(p.to_on >= (SELECT today FROM v_today), 1)
    ORDER BY p.from_on DESC, p.id DESC LIMIT 1)
  LEFT JOIN unit u ON u.id = q.unit WHERE o.voided IS NULL;
CREATE VIEW v_period AS
SELECT p.key, p.kind, p.people, p.windows, p.starts_on, p.ends_on, p.meeting_on, p.reports_due_on, p.locks_at,
  CASE WHEN p.state = 'closed' THEN p.state WHEN p.locks_at <= (SELECT moment FROM v_today) THEN 'locked'
    ELSE 'open' END AS state, p.revision, c.data_from, c.cut_on, c.seal
FROM period p LEFT JOIN closing c ON c.period = p.id AND c.revision = p.revision - (p.state = 'open')
WHERE p.voided IS NULL;
CREATE VIEW v_programme AS
SELECT p.programme, t.code AS task FROM task_programme p JOIN task t ON t.id = p.task
WHERE p.voided IS NULL AND t.voided IS NULL;
CREATE VIEW v_progress AS
SELECT e.id AS entry, t.code AS task, t.title, u.code AS lead, e.on_day, e.done_on, e.percent / 1e2 AS percent,
  e.quantity / 1e3 AS quantity, e.result, e.obstacle, e.proposal, e.next_step, e.cause, e.evidence, e.corrects,
  coalesce(e.reported_by, j.actor) AS actor, j.at AS recorded_at
FROM progress e JOIN task t ON t.id = e.task JOIN unit u ON u.id = t.lead JOIN journal j ON j.seq = e.created
WHERE e.voided IS NULL;
CREATE VIEW v_rank AS
SELECT period, revision, scheme, subject_kind, rank, tied, subject, name, block, score, max, ranked_by, class, band,
  class_decided, change, reason, position
FROM v_score WHERE in_force;
CREATE VIEW v_received AS
SELECT f.code AS office, f.name AS office_name, r.period, r.revision, r.number, r.seal, r.previous_seal, r.file,
  j.at AS recorded_at
FROM received r JOIN office f ON f.id = r.office JOIN journal j ON j.seq = r.created WHERE r.voided IS NULL;
CREATE VIEW v_reminder AS
SELECT r.id AS number, t.code AS task, t.title, u.code AS unit, u.name AS unit_name, r.on_day, r.kind, r.document,
  r.note, r.given_by
FROM reminder r JOIN task t ON t.id = r.task JOIN unit u ON u.id = r.unit WHERE r.voided IS NULL;
CREATE VIEW v_report AS
SELECT p.key AS period, u.code AS unit, u.name AS unit_name, r.received_on, r.first_on, r.document, r.returns,
  r.returned_on, r.return_reason, r.quality, r.remark, r.remarked_by
FROM unit_report r JOIN period p ON p.id = r.period JOIN unit u ON u.id = r.unit WHERE r.voided IS NULL;
CREATE VIEW v_review AS
SELECT r.id AS number, r.progress AS entry, t.code AS task, t.title, e.on_day AS entry_on, r.on_day, r.verdict,
  r.exceeded, r.reviewer, r.reason, r.objective_by, r.objective_on, j.actor, j.at AS recorded_at
FROM review r JOIN progress e ON e.id = r.progress JOIN task t ON t.id = e.task JOIN journal j ON j.seq = r.created
WHERE r.voided IS NULL AND e.voided IS NULL;
CREATE VIEW v_score AS
SELECT p.key AS period, r.revision, (p.state = 'closed' AND p.revision = r.revision) AS in_force, r.scheme, x.version AS scheme_version,
  x.subject_kind, r.rank, r.tied, s.code AS subject, s.name, s.block,
  CAST(r.points AS REAL) / CAST(substr(r.points, instr(r.points, '/') + 1) AS REAL) AS score, CAST(r.max AS REAL) / CAST(substr(r.max, instr(r.max, '/') + 1) AS REAL) AS max, r.micro / 1e6 AS ranked_by, r.class, r.band,
  (SELECT d.class FROM decision d WHERE d.period = r.period AND d.scheme = r.scheme
  AND d.subject_kind = x.subject_kind AND d.subject = r.subject AND d.kind = 'class' AND d.voided IS NULL
  ORDER BY d.on_day DESC, d.id DESC LIMIT 1) AS class_decided, r.change, r.reason, r.position
FROM frozen_rank r
JOIN closing_scheme x ON x.period = r.period AND x.revision = r.revision AND x.code = r.scheme
JOIN frozen_subject s ON s.period = r.period AND s.revision = r.revision AND s.subject_kind = x.subject_kind
  AND s.subject = r.subject
JOIN period p ON p.id = r.period;
CREATE VIEW v_score_line AS
SELECT p.key AS period, f.revision, (p.state = 'closed' AND p.revision = f.revision) AS in_force, f.scheme, x.subject_kind,
  s.code AS subject, s.name, s.block, f.position, f.criterion, f.source, f.micro / 1e6 AS value,
  CAST(f.max AS REAL) / CAST(substr(f.max, instr(f.max, '/') + 1) AS REAL) AS max, f.substituted, f.reason
FROM frozen_score f
JOIN closing_scheme x ON x.period = f.period AND x.revision = f.revision AND x.code = f.scheme
JOIN frozen_subject s ON s.period = f.period AND s.revision = f.revision AND s.subject_kind = x.subject_kind
  AND s.subject = f.subject
JOIN period p ON p.id = f.period;
CREATE VIEW v_support AS
SELECT t.code AS task, u.code AS unit, u.name AS unit_name, s.part, s.due_on
FROM task_support s JOIN task t ON t.id = s.task JOIN unit u ON u.id = s.unit
WHERE s.voided IS NULL AND t.voided IS NULL;
CREATE VIEW v_task AS
SELECT t.code, t.key, t.title, t.kind, t.urgency, CASE n.state
    WHEN 'done' THEN CASE WHEN n.due_on IS NULL THEN 'done-no-deadline' WHEN n.done_on < n.due_on THEN 'done-early'
      WHEN n.done_on = n.due_on THEN 'done-on-time' ELSE 'done-late' END
    WHEN 'open' THEN CASE WHEN n.due_on < (SELECT today FROM v_today) THEN 'overdue'
      WHEN n.due_on <= (SELECT soon_until FROM v_today) THEN 'due-soon'
      WHEN n.last_on IS NULL THEN 'not-started' ELSE 'in-progress' END
    ELSE n.state END AS status,
  u.code AS lead, u.name AS lead_name, u.block,
  (SELECT group_concat(code, ';') FROM (SELECT v.code FROM task_support s JOIN unit v ON v.id = s.unit
    WHERE s.task = t.id AND s.voided IS NULL ORDER BY s.id)) AS support,
  o.code AS officer, o.name AS officer_name, n.due_on, iif(n.due_on = t.due_original, t.due_text, NULL) AS due_text,
  t.due_original, t.assigned_on, n.done_on, CASE WHEN n.state = 'done' THEN 100.0
    WHEN n.percent IS NOT NULL THEN n.percent / 1e2
    ELSE min(10000, n.quantity * 10000 / t.assigned_quantity) / 1e2 END AS percent,
  CASE WHEN n.due_on IS NULL OR n.state IN ('withdrawn', 'proposed', 'suspended', 'awaiting-review') THEN 0
    ELSE max(0, CAST(julianday(coalesce(n.done_on, (SELECT today FROM v_today))) - julianday(n.due_on) AS INTEGER)) END AS overdue_days,
  t.document, t.document_date, t.issuer, t.document_subject, t.assigner, n.last_on AS last_progress_on, n.extended,
  EXISTS (SELECT 1 FROM change c WHERE c.task = t.id AND c.kind = 'hand-over' AND c.field = 'lead'
    AND c.voided IS NULL) AS inherited,
  t.coefficient / 1e3 AS coefficient, t.assigned_quantity / 1e3 AS assigned_quantity, n.quantity / 1e3 AS done_quantity,
  t.target / 1e3 AS target, t.baseline / 1e3 AS baseline, t.measure, t.product, t.head_in_person, t.taken_over, t.field,
  t.origin, (SELECT code FROM task WHERE id = t.parent) AS parent, (SELECT code FROM task WHERE id = t.series) AS series, t.series_period,
  (SELECT group_concat(programme, '; ') FROM (SELECT programme FROM task_programme
    WHERE task = t.id AND voided IS NULL ORDER BY id)) AS programmes
FROM task t JOIN task_now n ON n.task = t.id JOIN unit u ON u.id = n.lead LEFT JOIN officer o ON o.id = n.officer
WHERE t.voided IS NULL AND u.voided IS NULL AND +t.assigned_on <= (SELECT today FROM v_today);
CREATE VIEW v_today AS
SELECT date('now', zone) AS today, date('now', zone, '+' || days || ' days') AS soon_until,
  strftime('%Y-%m-%dT%H:%M:%SZ', 'now') AS moment
FROM (SELECT iif((SELECT value FROM setting WHERE name = 'zone' AND voided IS NULL) GLOB '[+-][0-9][0-9]:[0-9][0-9]', (SELECT value FROM setting WHERE name = 'zone' AND voided IS NULL), '+07:00') AS zone,
  coalesce((SELECT value FROM setting WHERE name = 'due_soon_days' AND voided IS NULL), '7') AS days);
CREATE VIEW v_unit AS
SELECT u.code, u.name, u.block, (SELECT code FROM unit WHERE id = u.parent) AS parent, u.valid_from, u.valid_to,
  coalesce(u.valid_from <= (SELECT today FROM v_today), 1) AND coalesce(u.valid_to >= (SELECT today FROM v_today), 1) AS in_force
FROM unit u WHERE u.voided IS NULL;
CREATE TRIGGER guard_apology_append BEFORE UPDATE ON apology BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.dossier IS NOT OLD.dossier OR NEW.on_day IS NOT OLD.on_day OR NEW.document IS NOT OLD.document OR NEW.reason IS NOT OLD.reason OR NEW.signed_by IS NOT OLD.signed_by OR NEW.new_date IS NOT OLD.new_date OR NEW.created IS NOT OLD.created; END;
CREATE TRIGGER guard_apology_delete BEFORE DELETE ON apology BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_apology_insert BEFORE INSERT ON apology BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM apology WHERE id = NEW.id); END;
CREATE TRIGGER guard_apology_update BEFORE UPDATE ON apology BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_approval_append BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.task IS NOT OLD.task OR NEW.on_day IS NOT OLD.on_day OR NEW.verdict IS NOT OLD.verdict OR NEW.decided_by IS NOT OLD.decided_by OR NEW.reason IS NOT OLD.reason OR NEW.document IS NOT OLD.document OR NEW.created IS NOT OLD.created; END;
CREATE TRIGGER guard_approval_delete BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_approval_insert BEFORE INSERT ON approval BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM approval WHERE id = NEW.id); END;
CREATE TRIGGER guard_approval_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_approval_wall_insert BEFORE INSERT ON approval BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND NEW.on_day BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = NEW.task JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_approval_wall_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND OLD.on_day BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = OLD.task JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_change_append BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.task IS NOT OLD.task OR NEW.kind IS NOT OLD.kind OR NEW.field IS NOT OLD.field OR NEW.before IS NOT OLD.before OR NEW.after IS NOT OLD.after OR NEW.on_day IS NOT OLD.on_day OR NEW.reason IS NOT OLD.reason OR NEW.document IS NOT OLD.document OR NEW.approved_by IS NOT OLD.approved_by OR NEW.created IS NOT OLD.created OR NEW.handed_back IS NOT OLD.handed_back OR NEW.there_entry IS NOT OLD.there_entry OR NEW.there_on IS NOT OLD.there_on; END;
CREATE TRIGGER guard_change_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_change_insert BEFORE INSERT ON change BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM change WHERE id = NEW.id); END;
CREATE TRIGGER guard_change_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_change_wall_insert BEFORE INSERT ON change BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND NEW.on_day BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = NEW.task JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_change_wall_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND OLD.on_day BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = OLD.task JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_closing_delete BEFORE DELETE ON closing BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_closing_insert BEFORE INSERT ON closing BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE number = NEW.number) OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision); END;
CREATE TRIGGER guard_closing_scheme_delete BEFORE DELETE ON closing_scheme BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_closing_scheme_insert BEFORE INSERT ON closing_scheme BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_closing_scheme_update BEFORE UPDATE ON closing_scheme BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_closing_update BEFORE UPDATE ON closing BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_counter_delete BEFORE DELETE ON counter BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_counter_insert BEFORE INSERT ON counter BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM counter WHERE id = NEW.id); END;
CREATE TRIGGER guard_counter_update BEFORE UPDATE ON counter BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_counter_value_delete BEFORE DELETE ON counter_value BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_counter_value_insert BEFORE INSERT ON counter_value BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM counter_value WHERE id = NEW.id); END;
CREATE TRIGGER guard_counter_value_update BEFORE UPDATE ON counter_value BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_counter_value_wall_insert BEFORE INSERT ON counter_value BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE key = NEW.period AND state = 'closed') AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN unit c ON c.id = NEW.unit JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'unit' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_counter_value_wall_update BEFORE UPDATE ON counter_value BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE (EXISTS (SELECT 1 FROM period WHERE key = NEW.period AND state = 'closed') OR EXISTS (SELECT 1 FROM period WHERE key = OLD.period AND state = 'closed')) AND NOT (EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN unit c ON c.id = NEW.unit JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'unit' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))) AND EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN unit c ON c.id = OLD.unit JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'unit' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq)))); END;
CREATE TRIGGER guard_day_delete BEFORE DELETE ON day BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_day_insert BEFORE INSERT ON day BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM day WHERE id = NEW.id); END;
CREATE TRIGGER guard_day_update BEFORE UPDATE ON day BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_decision_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_decision_insert BEFORE INSERT ON decision BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM decision WHERE id = NEW.id); END;
CREATE TRIGGER guard_decision_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_direction_append BEFORE UPDATE ON direction BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.task IS NOT OLD.task OR NEW.on_day IS NOT OLD.on_day OR NEW.text IS NOT OLD.text OR NEW.given_by IS NOT OLD.given_by OR NEW.document IS NOT OLD.document OR NEW.answers IS NOT OLD.answers OR NEW.opens IS NOT OLD.opens OR NEW.created IS NOT OLD.created OR NEW.there_entry IS NOT OLD.there_entry; END;
CREATE TRIGGER guard_direction_delete BEFORE DELETE ON direction BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_direction_insert BEFORE INSERT ON direction BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM direction WHERE id = NEW.id); END;
CREATE TRIGGER guard_direction_update BEFORE UPDATE ON direction BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_dossier_delete BEFORE DELETE ON dossier BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_dossier_insert BEFORE INSERT ON dossier BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM dossier WHERE id = NEW.id); END;
CREATE TRIGGER guard_dossier_update BEFORE UPDATE ON dossier BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_explanation_append BEFORE UPDATE ON explanation BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.period IS NOT OLD.period OR NEW.task IS NOT OLD.task OR NEW.on_day IS NOT OLD.on_day OR NEW.text IS NOT OLD.text OR NEW.given_by IS NOT OLD.given_by OR NEW.meeting_on IS NOT OLD.meeting_on OR NEW.created IS NOT OLD.created; END;
CREATE TRIGGER guard_explanation_delete BEFORE DELETE ON explanation BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_explanation_insert BEFORE INSERT ON explanation BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM explanation WHERE id = NEW.id); END;
CREATE TRIGGER guard_explanation_update BEFORE UPDATE ON explanation BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_form_delete BEFORE DELETE ON form BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_form_insert BEFORE INSERT ON form BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM form WHERE id = NEW.id); END;
CREATE TRIGGER guard_form_update BEFORE UPDATE ON form BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_frozen_counter_delete BEFORE DELETE ON frozen_counter BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_counter_insert BEFORE INSERT ON frozen_counter BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_counter_update BEFORE UPDATE ON frozen_counter BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_dossier_delete BEFORE DELETE ON frozen_dossier BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_dossier_insert BEFORE INSERT ON frozen_dossier BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_dossier_update BEFORE UPDATE ON frozen_dossier BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_page_delete BEFORE DELETE ON frozen_page BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_page_insert BEFORE INSERT ON frozen_page BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_page_update BEFORE UPDATE ON frozen_page BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_rank_delete BEFORE DELETE ON frozen_rank BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_rank_insert BEFORE INSERT ON frozen_rank BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_rank_update BEFORE UPDATE ON frozen_rank BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_score_delete BEFORE DELETE ON frozen_score BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_score_insert BEFORE INSERT ON frozen_score BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_score_update BEFORE UPDATE ON frozen_score BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_service_delete BEFORE DELETE ON frozen_service BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_service_insert BEFORE INSERT ON frozen_service BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_service_update BEFORE UPDATE ON frozen_service BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_subject_delete BEFORE DELETE ON frozen_subject BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_subject_insert BEFORE INSERT ON frozen_subject BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_subject_update BEFORE UPDATE ON frozen_subject BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_task_delete BEFORE DELETE ON frozen_task BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_task_insert BEFORE INSERT ON frozen_task BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_task_update BEFORE UPDATE ON frozen_task BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_title_delete BEFORE DELETE ON frozen_title BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_title_insert BEFORE INSERT ON frozen_title BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_title_update BEFORE UPDATE ON frozen_title BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_unit_delete BEFORE DELETE ON frozen_unit BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_unit_insert BEFORE INSERT ON frozen_unit BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_unit_update BEFORE UPDATE ON frozen_unit BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_frozen_update_delete BEFORE DELETE ON frozen_update BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'open' AND revision = OLD.revision); END;
CREATE TRIGGER guard_frozen_update_insert BEFORE INSERT ON frozen_update BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen') WHERE (SELECT seq FROM journal WHERE hash IS NULL) IS NULL OR NOT EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'open' AND revision = NEW.revision) OR EXISTS (SELECT 1 FROM closing WHERE period = NEW.period AND revision = NEW.revision); END;
CREATE TRIGGER guard_frozen_update_update BEFORE UPDATE ON frozen_update BEGIN SELECT RAISE(ABORT, 'tasktrack:frozen'); END;
CREATE TRIGGER guard_incident_against_delete BEFORE DELETE ON incident_against BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_incident_against_insert BEFORE INSERT ON incident_against BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM incident_against WHERE id = NEW.id); END;
CREATE TRIGGER guard_incident_against_update BEFORE UPDATE ON incident_against BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_incident_delete BEFORE DELETE ON incident BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_incident_insert BEFORE INSERT ON incident BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM incident WHERE id = NEW.id); END;
CREATE TRIGGER guard_incident_update BEFORE UPDATE ON incident BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_journal_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'tasktrack:journal'); END;
CREATE TRIGGER guard_journal_insert BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'tasktrack:journal') WHERE NEW.hash IS NOT NULL OR EXISTS (SELECT 1 FROM journal WHERE hash IS NULL) OR NEW.seq NOT IN (-1, (SELECT coalesce(max(seq), 0) + 1 FROM journal)); END;
CREATE TRIGGER guard_journal_range_delete BEFORE DELETE ON journal_range BEGIN SELECT RAISE(ABORT, 'tasktrack:journal'); END;
CREATE TRIGGER guard_journal_range_insert BEFORE INSERT ON journal_range BEGIN SELECT RAISE(ABORT, 'tasktrack:journal') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL); END;
CREATE TRIGGER guard_journal_range_update BEFORE UPDATE ON journal_range BEGIN SELECT RAISE(ABORT, 'tasktrack:journal'); END;
CREATE TRIGGER guard_journal_row_delete BEFORE DELETE ON journal_row BEGIN SELECT RAISE(ABORT, 'tasktrack:journal'); END;
CREATE TRIGGER guard_journal_row_insert BEFORE INSERT ON journal_row BEGIN SELECT RAISE(ABORT, 'tasktrack:journal') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL); END;
CREATE TRIGGER guard_journal_row_update BEFORE UPDATE ON journal_row BEGIN SELECT RAISE(ABORT, 'tasktrack:journal'); END;
CREATE TRIGGER guard_journal_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'tasktrack:journal') WHERE OLD.hash IS NOT NULL OR NEW.seq IS NOT OLD.seq OR NEW.at IS NOT OLD.at OR NEW.today IS NOT OLD.today OR NEW.actor IS NOT OLD.actor OR NEW.command IS NOT OLD.command OR NEW.reason IS NOT OLD.reason OR NEW.undoes IS NOT OLD.undoes OR NEW.prev IS NOT OLD.prev; END;
CREATE TRIGGER guard_journal_void_delete BEFORE DELETE ON journal_void BEGIN SELECT RAISE(ABORT, 'tasktrack:journal'); END;
CREATE TRIGGER guard_journal_void_insert BEFORE INSERT ON journal_void BEGIN SELECT RAISE(ABORT, 'tasktrack:journal') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL); END;
CREATE TRIGGER guard_journal_void_update BEFORE UPDATE ON journal_void BEGIN SELECT RAISE(ABORT, 'tasktrack:journal'); END;
CREATE TRIGGER guard_leave_delete BEFORE DELETE ON leave BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_leave_insert BEFORE INSERT ON leave BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM leave WHERE id = NEW.id); END;
CREATE TRIGGER guard_leave_update BEFORE UPDATE ON leave BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_mark_delete BEFORE DELETE ON mark BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_mark_insert BEFORE INSERT ON mark BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM mark WHERE id = NEW.id); END;
CREATE TRIGGER guard_mark_update BEFORE UPDATE ON mark BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_mark_wall_insert BEFORE INSERT ON mark BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'closed'); END;
CREATE TRIGGER guard_mark_wall_update BEFORE UPDATE ON mark BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'closed') OR EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'closed'); END;
CREATE TRIGGER guard_merged_row_delete BEFORE DELETE ON merged_row BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_merged_row_insert BEFORE INSERT ON merged_row BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM merged_row WHERE id = NEW.id); END;
CREATE TRIGGER guard_merged_row_update BEFORE UPDATE ON merged_row BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_objection_delete BEFORE DELETE ON objection BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_objection_insert BEFORE INSERT ON objection BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM objection WHERE id = NEW.id); END;
CREATE TRIGGER guard_objection_update BEFORE UPDATE ON objection BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_office_delete BEFORE DELETE ON office BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_office_insert BEFORE INSERT ON office BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM office WHERE id = NEW.id); END;
CREATE TRIGGER guard_office_update BEFORE UPDATE ON office BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_officer_delete BEFORE DELETE ON officer BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_officer_insert BEFORE INSERT ON officer BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM officer WHERE id = NEW.id); END;
CREATE TRIGGER guard_officer_update BEFORE UPDATE ON officer BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_period_close BEFORE UPDATE ON period BEGIN SELECT RAISE(ABORT, 'tasktrack:period-identity') WHERE OLD.state = 'open' AND NEW.state = 'closed' AND NOT EXISTS (SELECT 1 FROM closing WHERE period = NEW.id AND revision = NEW.revision AND seq = NEW.seq); END;
CREATE TRIGGER guard_period_closed BEFORE UPDATE ON period BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE OLD.state = 'closed' AND NOT (NEW.state IS 'open' AND NEW.revision IS OLD.revision + 1); END;
CREATE TRIGGER guard_period_delete BEFORE DELETE ON period BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_period_identity BEFORE UPDATE ON period BEGIN SELECT RAISE(ABORT, 'tasktrack:period-identity') WHERE NEW.kind IS NOT OLD.kind OR NEW.key IS NOT OLD.key OR NEW.people IS NOT OLD.people OR NEW.walls IS NOT OLD.walls OR NEW.windows IS NOT OLD.windows OR NEW.starts_on IS NOT OLD.starts_on OR NEW.ends_on IS NOT OLD.ends_on; END;
CREATE TRIGGER guard_period_insert BEFORE INSERT ON period BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM period WHERE id = NEW.id); END;
CREATE TRIGGER guard_period_new BEFORE INSERT ON period BEGIN SELECT RAISE(ABORT, 'tasktrack:period-identity') WHERE NEW.state IS NOT 'open' OR NEW.revision IS NOT 1 OR EXISTS (SELECT 1 FROM period WHERE key = NEW.key); END;
CREATE TRIGGER guard_period_revision BEFORE UPDATE ON period BEGIN SELECT RAISE(ABORT, 'tasktrack:period-identity') WHERE OLD.state = 'open' AND NEW.revision IS NOT OLD.revision; END;
CREATE TRIGGER guard_period_update BEFORE UPDATE ON period BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_posting_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_posting_insert BEFORE INSERT ON posting BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM posting WHERE id = NEW.id); END;
CREATE TRIGGER guard_posting_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_procedure_delete BEFORE DELETE ON procedure BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_procedure_insert BEFORE INSERT ON procedure BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM procedure WHERE id = NEW.id); END;
CREATE TRIGGER guard_procedure_update BEFORE UPDATE ON procedure BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_product_delete BEFORE DELETE ON product BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_product_insert BEFORE INSERT ON product BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM product WHERE id = NEW.id); END;
CREATE TRIGGER guard_product_update BEFORE UPDATE ON product BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_progress_append BEFORE UPDATE ON progress BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.task IS NOT OLD.task OR NEW.on_day IS NOT OLD.on_day OR NEW.done_on IS NOT OLD.done_on OR NEW.percent IS NOT OLD.percent OR NEW.quantity IS NOT OLD.quantity OR NEW.result IS NOT OLD.result OR NEW.obstacle IS NOT OLD.obstacle OR NEW.proposal IS NOT OLD.proposal OR NEW.next_step IS NOT OLD.next_step OR NEW.cause IS NOT OLD.cause OR NEW.evidence IS NOT OLD.evidence OR NEW.evidence_sha256 IS NOT OLD.evidence_sha256 OR NEW.corrects IS NOT OLD.corrects OR NEW.created IS NOT OLD.created OR NEW.key IS NOT OLD.key OR NEW.reported_by IS NOT OLD.reported_by OR NEW.there_on IS NOT OLD.there_on OR NEW.there_entry IS NOT OLD.there_entry; END;
CREATE TRIGGER guard_progress_delete BEFORE DELETE ON progress BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_progress_insert BEFORE INSERT ON progress BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM progress WHERE id = NEW.id); END;
CREATE TRIGGER guard_progress_update BEFORE UPDATE ON progress BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_progress_wall_insert BEFORE INSERT ON progress BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND NEW.on_day BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = NEW.task JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_progress_wall_update BEFORE UPDATE ON progress BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND OLD.on_day BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = OLD.task JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_received_append BEFORE UPDATE ON received BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.office IS NOT OLD.office OR NEW.period IS NOT OLD.period OR NEW.revision IS NOT OLD.revision OR NEW.number IS NOT OLD.number OR NEW.header IS NOT OLD.header OR NEW.seal IS NOT OLD.seal OR NEW.previous_seal IS NOT OLD.previous_seal OR NEW.file IS NOT OLD.file OR NEW.created IS NOT OLD.created; END;
CREATE TRIGGER guard_received_delete BEFORE DELETE ON received BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_received_insert BEFORE INSERT ON received BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM received WHERE id = NEW.id); END;
CREATE TRIGGER guard_received_row_append BEFORE UPDATE ON received_row BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.received IS NOT OLD.received OR NEW.book IS NOT OLD.book OR NEW.position IS NOT OLD.position OR NEW.line IS NOT OLD.line OR NEW.created IS NOT OLD.created; END;
CREATE TRIGGER guard_received_row_delete BEFORE DELETE ON received_row BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_received_row_insert BEFORE INSERT ON received_row BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM received_row WHERE id = NEW.id); END;
CREATE TRIGGER guard_received_row_update BEFORE UPDATE ON received_row BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_received_update BEFORE UPDATE ON received BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_refusal_delete BEFORE DELETE ON refusal BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_refusal_insert BEFORE INSERT ON refusal BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM refusal WHERE id = NEW.id); END;
CREATE TRIGGER guard_refusal_update BEFORE UPDATE ON refusal BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_remark_delete BEFORE DELETE ON remark BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_remark_insert BEFORE INSERT ON remark BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM remark WHERE id = NEW.id); END;
CREATE TRIGGER guard_remark_update BEFORE UPDATE ON remark BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_remark_wall_insert BEFORE INSERT ON remark BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'closed'); END;
CREATE TRIGGER guard_remark_wall_update BEFORE UPDATE ON remark BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'closed') OR EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'closed'); END;
CREATE TRIGGER guard_reminder_append BEFORE UPDATE ON reminder BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.task IS NOT OLD.task OR NEW.unit IS NOT OLD.unit OR NEW.on_day IS NOT OLD.on_day OR NEW.kind IS NOT OLD.kind OR NEW.document IS NOT OLD.document OR NEW.note IS NOT OLD.note OR NEW.given_by IS NOT OLD.given_by OR NEW.created IS NOT OLD.created OR NEW.there_entry IS NOT OLD.there_entry; END;
CREATE TRIGGER guard_reminder_delete BEFORE DELETE ON reminder BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_reminder_insert BEFORE INSERT ON reminder BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM reminder WHERE id = NEW.id); END;
CREATE TRIGGER guard_reminder_update BEFORE UPDATE ON reminder BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_reopening_append BEFORE UPDATE ON reopening BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.period IS NOT OLD.period OR NEW.revision IS NOT OLD.revision OR NEW.on_day IS NOT OLD.on_day OR NEW.reason IS NOT OLD.reason OR NEW.document IS NOT OLD.document OR NEW.decided_by IS NOT OLD.decided_by OR NEW.created IS NOT OLD.created; END;
CREATE TRIGGER guard_reopening_delete BEFORE DELETE ON reopening BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_reopening_insert BEFORE INSERT ON reopening BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM reopening WHERE id = NEW.id); END;
CREATE TRIGGER guard_reopening_update BEFORE UPDATE ON reopening BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_review_append BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.progress IS NOT OLD.progress OR NEW.on_day IS NOT OLD.on_day OR NEW.verdict IS NOT OLD.verdict OR NEW.exceeded IS NOT OLD.exceeded OR NEW.reviewer IS NOT OLD.reviewer OR NEW.reason IS NOT OLD.reason OR NEW.objective_by IS NOT OLD.objective_by OR NEW.objective_on IS NOT OLD.objective_on OR NEW.created IS NOT OLD.created OR NEW.there_entry IS NOT OLD.there_entry; END;
CREATE TRIGGER guard_review_delete BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_review_insert BEFORE INSERT ON review BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM review WHERE id = NEW.id); END;
CREATE TRIGGER guard_review_update BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_review_wall_insert BEFORE INSERT ON review BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND (SELECT on_day FROM progress WHERE id = NEW.progress) BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = (SELECT task FROM progress WHERE id = NEW.progress) JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_review_wall_update BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND (SELECT on_day FROM progress WHERE id = OLD.progress) BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = (SELECT task FROM progress WHERE id = OLD.progress) JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_saved_view_delete BEFORE DELETE ON saved_view BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_saved_view_insert BEFORE INSERT ON saved_view BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM saved_view WHERE id = NEW.id); END;
CREATE TRIGGER guard_saved_view_update BEFORE UPDATE ON saved_view BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_scheme_append BEFORE UPDATE ON scheme BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.version IS NOT OLD.version OR NEW.text IS NOT OLD.text OR NEW.sha256 IS NOT OLD.sha256 OR NEW.created IS NOT OLD.created; END;
CREATE TRIGGER guard_scheme_delete BEFORE DELETE ON scheme BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_scheme_insert BEFORE INSERT ON scheme BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM scheme WHERE id = NEW.id); END;
CREATE TRIGGER guard_scheme_update BEFORE UPDATE ON scheme BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_setting_delete BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_setting_insert BEFORE INSERT ON setting BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM setting WHERE id = NEW.id); END;
CREATE TRIGGER guard_setting_update BEFORE UPDATE ON setting BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_support_entry_append BEFORE UPDATE ON support_entry BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.task IS NOT OLD.task OR NEW.unit IS NOT OLD.unit OR NEW.on_day IS NOT OLD.on_day OR NEW.done_on IS NOT OLD.done_on OR NEW.result IS NOT OLD.result OR NEW.obstacle IS NOT OLD.obstacle OR NEW.proposal IS NOT OLD.proposal OR NEW.evidence IS NOT OLD.evidence OR NEW.created IS NOT OLD.created OR NEW.there_entry IS NOT OLD.there_entry; END;
CREATE TRIGGER guard_support_entry_delete BEFORE DELETE ON support_entry BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_support_entry_insert BEFORE INSERT ON support_entry BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM support_entry WHERE id = NEW.id); END;
CREATE TRIGGER guard_support_entry_update BEFORE UPDATE ON support_entry BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_support_entry_wall_insert BEFORE INSERT ON support_entry BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND NEW.on_day BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = NEW.task JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_support_entry_wall_update BEFORE UPDATE ON support_entry BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE state = 'closed' AND walls = 1 AND OLD.on_day BETWEEN data_from AND cut_on) AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal m ON m.seq = coalesce(j.undoes, j.seq) JOIN task c ON c.id = OLD.task JOIN journal k ON k.seq = c.created WHERE j.hash IS NULL AND m.command = 'merge' AND k.command = 'merge' AND EXISTS (SELECT 1 FROM merged_row r WHERE r.book = 'task' AND r.ours = c.id AND (r.voided IS NULL OR r.voided = j.seq))); END;
CREATE TRIGGER guard_task_delete BEFORE DELETE ON task BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_task_insert BEFORE INSERT ON task BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM task WHERE id = NEW.id); END;
CREATE TRIGGER guard_task_programme_delete BEFORE DELETE ON task_programme BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_task_programme_insert BEFORE INSERT ON task_programme BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM task_programme WHERE id = NEW.id); END;
CREATE TRIGGER guard_task_programme_update BEFORE UPDATE ON task_programme BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_task_support_delete BEFORE DELETE ON task_support BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_task_support_insert BEFORE INSERT ON task_support BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM task_support WHERE id = NEW.id); END;
CREATE TRIGGER guard_task_support_update BEFORE UPDATE ON task_support BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_task_update BEFORE UPDATE ON task BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_unit_alias_delete BEFORE DELETE ON unit_alias BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_unit_alias_insert BEFORE INSERT ON unit_alias BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM unit_alias WHERE id = NEW.id); END;
CREATE TRIGGER guard_unit_alias_update BEFORE UPDATE ON unit_alias BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_unit_delete BEFORE DELETE ON unit BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_unit_insert BEFORE INSERT ON unit BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM unit WHERE id = NEW.id); END;
CREATE TRIGGER guard_unit_report_delete BEFORE DELETE ON unit_report BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_unit_report_insert BEFORE INSERT ON unit_report BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM unit_report WHERE id = NEW.id); END;
CREATE TRIGGER guard_unit_report_update BEFORE UPDATE ON unit_report BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_unit_report_wall_insert BEFORE INSERT ON unit_report BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'closed'); END;
CREATE TRIGGER guard_unit_report_wall_update BEFORE UPDATE ON unit_report BEGIN SELECT RAISE(ABORT, 'tasktrack:period-closed') WHERE EXISTS (SELECT 1 FROM period WHERE id = NEW.period AND state = 'closed') OR EXISTS (SELECT 1 FROM period WHERE id = OLD.period AND state = 'closed'); END;
CREATE TRIGGER guard_unit_succession_append BEFORE UPDATE ON unit_succession BEGIN SELECT RAISE(ABORT, 'tasktrack:append-only') WHERE NEW.id IS NOT OLD.id OR NEW.old IS NOT OLD.old OR NEW.new IS NOT OLD.new OR NEW.kind IS NOT OLD.kind OR NEW.on_day IS NOT OLD.on_day OR NEW.document IS NOT OLD.document OR NEW.reason IS NOT OLD.reason OR NEW.created IS NOT OLD.created OR NEW.there_entry IS NOT OLD.there_entry; END;
CREATE TRIGGER guard_unit_succession_delete BEFORE DELETE ON unit_succession BEGIN SELECT RAISE(ABORT, 'tasktrack:never-deleted'); END;
CREATE TRIGGER guard_unit_succession_insert BEFORE INSERT ON unit_succession BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.created IS NOT NEW.seq OR NEW.voided IS NOT NULL OR EXISTS (SELECT 1 FROM unit_succession WHERE id = NEW.id); END;
CREATE TRIGGER guard_unit_succession_update BEFORE UPDATE ON unit_succession BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
CREATE TRIGGER guard_unit_update BEFORE UPDATE ON unit BEGIN SELECT RAISE(ABORT, 'tasktrack:no-entry') WHERE NEW.seq IS NOT (SELECT seq FROM journal WHERE hash IS NULL) OR NEW.id IS NOT OLD.id OR NEW.created IS NOT OLD.created OR (NEW.voided IS NOT NULL AND NEW.voided IS NOT OLD.voided AND NEW.voided IS NOT NEW.seq); END;
