"""Reading the journal: who did what, when and why."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from tasktrack.domain.history import HistoryEntry, HistoryFilter, RowName
from tasktrack.store import history_rows, row_names
from tasktrack.store.connect import Connection, Row
from tasktrack.store.history_rows import SHOWN

_PAGE: Final = 1000  # entries that are looked up at a time
_UNDONE: Final = "SELECT undoes FROM journal WHERE undoes IS NOT NULL AND hash IS NOT NULL"

# Every entry that wrote a row of a task, also when it was taken back by its page.
_OF_TASK: Final = """
  SELECT created FROM task WHERE id = :task UNION SELECT seq FROM task WHERE id = :task
  UNION SELECT seq FROM journal_row WHERE book = 'task' AND id = :task
  UNION SELECT created FROM progress WHERE task = :task UNION SELECT seq FROM progress WHERE task = :task
  UNION SELECT w.seq FROM progress p CROSS JOIN journal_row w ON w.book = 'progress' AND w.id = p.id
    WHERE p.task = :task
  UNION SELECT r.created FROM review r JOIN progress p ON p.id = r.progress WHERE p.task = :task
  UNION SELECT r.seq FROM review r JOIN progress p ON p.id = r.progress WHERE p.task = :task
  UNION SELECT created FROM change WHERE task = :task UNION SELECT seq FROM change WHERE task = :task
  UNION SELECT created FROM task_support WHERE task = :task AND voided IS NULL
  UNION SELECT created FROM task_programme WHERE task = :task AND voided IS NULL
  UNION SELECT created FROM direction WHERE task = :task UNION SELECT seq FROM direction WHERE task = :task
  UNION SELECT created FROM reminder WHERE task = :task UNION SELECT seq FROM reminder WHERE task = :task
  UNION SELECT seq FROM journal WHERE task = :task
"""
_CONDITIONS: Final = {
    "task": f"j.seq IN ({_OF_TASK})",
    "actor": "j.actor = :actor COLLATE NOCASE",
    "command": "(j.command = :command OR substr(j.command, 1, length(:command) + 1) = :command || ' ')",
    "book": "j.seq IN (SELECT seq FROM journal_range WHERE book = :book UNION SELECT seq FROM journal_row"
    " WHERE book = :book UNION SELECT seq FROM journal_void WHERE book = :book)",
    "after": "j.at >= :after",
    "before": "j.at < :before",
    "undone": f"j.seq IN ({_UNDONE})",
    "entry": "j.seq = :entry",
}


def entries(db: Connection, task: int | None, limit: int) -> list[HistoryEntry]:
    """Return journal entries of the register or of one task, newest first; limit 0 for all."""
    return find(db, HistoryFilter(task=task), limit)


def find(db: Connection, wanted: HistoryFilter, limit: int, *, changes: bool = True) -> list[HistoryEntry]:
    """Return the entries that are wanted, newest first; limit 0 for all.

    Without `changes` an entry tells how many rows it changed and leaves out which.
    """
    rows = db.execute(
        "SELECT j.*, t.code AS task_code, u.command AS undone FROM journal j LEFT JOIN task t ON t.id = j.task"
        f" LEFT JOIN journal u ON u.seq = j.undoes {_where(wanted)} ORDER BY j.seq DESC LIMIT :limit",
        wanted._asdict() | {"limit": limit or -1},
    ).fetchall()
    return [
        entry
        for start in range(0, len(rows), _PAGE)
        for entry in _page(db, rows[start : start + _PAGE], wanted.task, changes=changes)
    ]


def count(db: Connection, task: int | None) -> int:
    """Return how many journal entries there are, of the register or of one task."""
    return _count(db, HistoryFilter(task=task))


def count_found(db: Connection, wanted: HistoryFilter) -> int:
    """Return how many entries are wanted; of all of them the last one's number says it."""
    if _where(wanted):
        return _count(db, wanted)
    return int(db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def _count(db: Connection, wanted: HistoryFilter) -> int:
    row = db.execute(f"SELECT count(*) FROM journal j {_where(wanted)}", wanted._asdict()).fetchone()
    return int(row[0])


def entered(db: Connection, seq: int, limit: int) -> list[RowName]:
    """Return what the rows are called that an entry inserted, the first of each book; limit 0 for all."""
    found: list[RowName] = []
    pages = db.execute(
        "SELECT book, first, last FROM journal_range WHERE seq = ? ORDER BY book, first", (seq,)
    )
    for book, spans in groupby(pages.fetchall(), key=lambda page: page["book"]):
        left = limit
        for span in spans:
            last = min(span["last"], span["first"] + left - 1) if limit else span["last"]
            found += row_names.of_rows(db, book, range(span["first"], last + 1))
            left -= last - span["first"] + 1
            if limit and left <= 0:
                break
    return found


def task_named(db: Connection, word: str) -> tuple[int, str] | None:
    """Return id and code of the task with that code or key, also of one that was taken back."""
    row = db.execute("SELECT id, code FROM task WHERE code = upper(?)", (word,)).fetchone()
    if row is None:
        row = db.execute("SELECT id, code FROM task WHERE key = ? AND voided IS NULL", (word,)).fetchone()
    return (row["id"], row["code"]) if row else None


def living_rows(db: Connection, book: str) -> int:
    """Return how many rows of a book stand."""
    return int(db.execute(f"SELECT count(*) FROM {book} WHERE voided IS NULL").fetchone()[0])


def moment(db: Connection, seq: int) -> str:
    """Return the machine's moment of an entry, UTC."""
    return str(db.execute("SELECT at FROM journal WHERE seq = ?", (seq,)).fetchone()[0])


def given_day(db: Connection, seq: int) -> str:
    """Return the day that an entry took as today."""
    return str(db.execute("SELECT today FROM journal WHERE seq = ?", (seq,)).fetchone()[0])


def _where(wanted: HistoryFilter) -> str:
    given = wanted._asdict()
    found = [f"({sql})" for name, sql in _CONDITIONS.items() if given[name] not in (None, False)]
    return f"WHERE {' AND '.join(found)}" if found else ""


def _page(db: Connection, rows: Sequence[Row], task: int | None, *, changes: bool) -> Iterator[HistoryEntry]:
    """Yield entries with what they wrote, looked up for all of them at once."""
    shown = {"seqs": json.dumps([row["seq"] for row in rows]), "task": task}
    wrote = history_rows.counts(db, shown)
    changed = history_rows.changes(db, shown) if changes else {}
    codes = history_rows.codes(db, shown)
    # An entry is taken back by a later one, so the page at the end of the journal reads no more than itself.
    undone_by = dict(
        db.execute(
            f"SELECT undoes, seq FROM journal WHERE seq > :oldest AND undoes IN {SHOWN} AND hash IS NOT NULL",
            shown | {"oldest": rows[-1]["seq"]},
        ).fetchall()
    )
    for row in rows:
        seq = row["seq"]
        yield HistoryEntry(
            seq=seq,
            at=row["at"],
            today=row["today"],
            actor=row["actor"],
            command=row["command"],
            reason=row["reason"],
            task=row["task_code"],
            undoes=row["undoes"],
            undone=row["undone"],
            undone_by=undone_by.get(seq),
            prev=row["prev"],
            hash=row["hash"] or "",
            foreign=row["foreign_note"] is not None,
            inserted=wrote[seq, "inserted"],
            set=wrote[seq, "set"],
            taken_back=wrote[seq, "taken_back"],
            restored=wrote[seq, "restored"],
            changed=tuple(changed.get(seq, ())),
            code=codes.get(seq),
        )
