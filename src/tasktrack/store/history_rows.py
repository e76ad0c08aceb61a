"""What journal entries wrote: counts by book, and the changed rows under the names people know."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from tasktrack.domain.history import BookCount, RowChange
from tasktrack.store import row_names
from tasktrack.store.connect import Connection, Row

# The entries meant, `:seqs` being a JSON array; of one `:task` alone, where it is given.
SHOWN: Final = "(SELECT value FROM json_each(:seqs))"
_OF_TASK: Final = "(:task IS NULL OR book <> 'task' OR id = :task)"
# How many rows of which book an entry inserted, changed, took back and made stand again.
_COUNTS: Final = f"""
  SELECT seq, 'inserted' AS act, book, last - first + 1 AS rows FROM journal_range WHERE seq IN {SHOWN}
  UNION ALL SELECT seq, 'taken_back', book, last - first + 1 FROM journal_void WHERE seq IN {SHOWN}
  UNION ALL SELECT seq, CASE WHEN json_extract(after, '$.voided') IS NOT NULL THEN 'taken_back'
      WHEN json_extract(before, '$.voided') IS NOT NULL THEN 'restored' ELSE 'set' END, book, 1
    FROM journal_row WHERE seq IN {SHOWN} AND {_OF_TASK}"""

_CODED: Final = ("counter", "counter_value", "dossier", "apology")
_MOST_CODED: Final = 3  # rows that one counter or dossier may be told by
# Columns of a book that name a row of another by its id.
_NAMED: Final = {
    ("task", "lead"): "unit",
    ("task", "officer"): "officer",
    ("task", "parent"): "task",
    ("task", "series"): "task",
    ("unit", "parent"): "unit",
    ("posting", "unit"): "unit",
    ("posting", "manager"): "officer",
}
Values = dict[str, str | int | None]
Shown = Mapping[str, str | int | None]


def counts(db: Connection, shown: Shown) -> Mapping[tuple[int, str], tuple[BookCount, ...]]:
    """Return for (entry, act) how many rows of each book; act: inserted, set, taken_back or restored."""
    found: defaultdict[tuple[int, str], tuple[BookCount, ...]] = defaultdict(tuple)
    for row in db.execute(
        f"SELECT seq, act, book, sum(rows) FROM ({_COUNTS}) GROUP BY seq, act, book ORDER BY seq, act, book",
        shown,
    ):
        found[row[0], row[1]] += (BookCount(row[2], row[3]),)
    return found


def codes(db: Connection, shown: Shown) -> Mapping[int, str]:
    """Return the codes of entries that wrote of one counter or one dossier alone, of its figures and letters too."""
    named = ", ".join(f"'{book}'" for book in _CODED)
    single = db.execute(
        f"WITH wrote AS (SELECT seq, book, first, last FROM journal_range WHERE seq IN {SHOWN} AND book IN ({named})"
        f" UNION ALL SELECT seq, book, id, id FROM journal_row WHERE seq IN {SHOWN} AND book IN ({named}))"
        " SELECT * FROM wrote WHERE seq IN"
        f" (SELECT seq FROM wrote GROUP BY seq HAVING max(last - first) = 0 AND count(*) <= {_MOST_CODED})",
        shown,
    ).fetchall()
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for row in single:
        ids[row["book"]].add(row["first"])
    called = {
        (book, one.id): one.code
        for book, wanted in ids.items()
        for one in row_names.of_rows(db, book, wanted)
    }
    found: defaultdict[int, set[str]] = defaultdict(set)
    for row in single:
        found[row["seq"]].add(called.get((row["book"], row["first"]), ""))
    return {seq: next(iter(names)) for seq, names in found.items() if len(names) == 1}


def changes(db: Connection, shown: Shown) -> Mapping[int, Sequence[RowChange]]:
    """Return the rows that entries changed one by one, by entry, in the order of book and id."""
    rows = db.execute(
        f"SELECT seq, book, id, before, after FROM journal_row WHERE seq IN {SHOWN} AND {_OF_TASK}"
        " ORDER BY seq, book, id",
        shown,
    ).fetchall()
    found: defaultdict[int, list[RowChange]] = defaultdict(list)
    for row, change in zip(rows, row_changes(db, rows), strict=True):
        found[row["seq"]].append(change)
    return found


def row_changes(db: Connection, rows: Sequence[Row]) -> list[RowChange]:
    """Return rows of journal_row as people read them, in the same order."""
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        ids[row["book"]].add(row["id"])
    called = {
        (book, one.id): one.code
        for book, wanted in ids.items()
        for one in row_names.of_rows(db, book, wanted)
    }
    codes: dict[tuple[str, int], str] = {}
    return [
        RowChange(
            row["book"],
            row["id"],
            _shown(db, row["book"], row["before"], codes),
            _shown(db, row["book"], row["after"], codes),
            called.get((row["book"], row["id"]), ""),
        )
        for row in rows
    ]


def _shown(db: Connection, book: str, text: str, codes: dict[tuple[str, int], str]) -> Values:
    """Return the columns that mean something outside the file: ids become codes, which are remembered."""
    values: Values = json.loads(text)
    return {
        name: _code(db, _NAMED[book, name], value, codes) if (book, name) in _NAMED else value
        for name, value in values.items()
        if name not in ("seq", "folded")
    }


def _code(
    db: Connection, book: str, row_id: str | int | None, codes: dict[tuple[str, int], str]
) -> str | None:
    if not isinstance(row_id, int):
        return None
    if (book, row_id) not in codes:
        row = db.execute(f"SELECT code FROM {book} WHERE id = ?", (row_id,)).fetchone()
        codes[book, row_id] = row["code"] if row else str(row_id)
    return codes[book, row_id]
