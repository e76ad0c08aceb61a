"""What the second schema added for the register's daily use: catalogue, other names, views, reopenings, series.

Tables carry their comments as in `schema`; a column added to a table keeps its own in the file as well.
"""

from tasktrack.store.schema import BOOK_COLUMNS, day

BOOKS_ADDED = f"""
-- Catalogue of products and works by which officers are scored (NĐ 335/2025/NĐ-CP Art. 3).
CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,        -- code of the catalogue
  name TEXT NOT NULL,        -- product or work
  folded TEXT NOT NULL,      -- code and name without diacritics, for searching
  measure TEXT,              -- what it is counted in
  complexity INTEGER CHECK (complexity BETWEEN 1 AND 5),                -- complexity group, at most five
  points INTEGER CHECK (points BETWEEN 0 AND 1000000000),               -- thousandths
  coefficient INTEGER CHECK (coefficient BETWEEN 1 AND 1000000),        -- conversion coefficient, thousandths
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX product_code ON product(code) WHERE voided IS NULL;

-- Other names by which people know a unit: short ones, old ones.
CREATE TABLE unit_alias (
  id INTEGER PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES unit(id),
  alias TEXT NOT NULL,   -- as it was given
  folded TEXT NOT NULL,  -- without diacritics; names one unit
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX unit_alias_one ON unit_alias(folded) WHERE voided IS NULL;
CREATE INDEX unit_alias_unit ON unit_alias(unit);

-- Saved filters of task list.
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,     -- as typed after @
  options TEXT NOT NULL,  -- JSON object: option of task list -> what was given
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX saved_view_name ON saved_view(name) WHERE voided IS NULL;

-- Why a closed period was opened again; append-only.
CREATE TABLE reopening (
  id INTEGER PRIMARY KEY,
  period INTEGER NOT NULL REFERENCES period(id),
  revision INTEGER NOT NULL,   -- the revision that it opened
  {day("on_day", "NOT NULL")},
  reason TEXT NOT NULL,
  document TEXT NOT NULL,      -- document that decides it
  decided_by TEXT NOT NULL,    -- who decided
{BOOK_COLUMNS}
) STRICT;
CREATE UNIQUE INDEX reopening_one ON reopening(period, revision) WHERE voided IS NULL;

-- Rows that an entry took back, in pages of at most 1,000 consecutive ids: each then holds the entry's
-- number in seq and voided.
CREATE TABLE journal_void (
  seq INTEGER NOT NULL REFERENCES journal(seq),  -- the entry
  book TEXT NOT NULL,                            -- table of the rows
  first INTEGER NOT NULL,                        -- lowest id of the page
  last INTEGER NOT NULL,                         -- highest id of the page
  was INTEGER NOT NULL,                          -- entry that had written them, their seq before
  PRIMARY KEY (seq, book, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_void_rows ON journal_void(book, first, last);
CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;
"""

# A comment that ends with its line would swallow what SQLite puts behind an added column.
COLUMNS_ADDED = """
ALTER TABLE progress ADD COLUMN key TEXT /* the source's own key of the entry */;
ALTER TABLE progress ADD COLUMN reported_by TEXT /* who reported it, where the journal names another */;
CREATE UNIQUE INDEX progress_key ON progress(key) WHERE voided IS NULL AND key IS NOT NULL;
-- What was taken back says nothing of the newest day.
DROP INDEX progress_on;
CREATE INDEX progress_on ON progress(on_day) WHERE voided IS NULL;
DROP INDEX change_on;
CREATE INDEX change_on ON change(on_day) WHERE voided IS NULL;
ALTER TABLE task ADD COLUMN series INTEGER REFERENCES task(id) /* first task of the series it repeats */;
ALTER TABLE task ADD COLUMN series_period TEXT /* key of the week, month or quarter it is for */;
CREATE UNIQUE INDEX task_series ON task(series, series_period) WHERE voided IS NULL AND series IS NOT NULL;
"""

# The piles of `today` that the first indexes do not find: work awaiting review, returned, silent, and a unit's
# or an officer's own, whose history would be long.
INDEXES_ADDED = """
CREATE INDEX now_awaiting ON task_now(due_on, lead, officer) WHERE state = 'awaiting-review';
CREATE INDEX now_returned ON task_now(due_on, last_on, lead, officer) WHERE state = 'returned';
CREATE INDEX now_heard ON task_now(last_on) WHERE state = 'open';
CREATE INDEX now_open_lead ON task_now(lead, due_on) WHERE state = 'open';
CREATE INDEX now_open_officer ON task_now(officer, due_on) WHERE state = 'open' AND officer IS NOT NULL;
"""
