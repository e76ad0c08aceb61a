"""Taking back what an entry wrote: which rows, what follows from them, and doing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.domain.history import BookCount, RowChange, RowName
from tasktrack.store import history_rows, row_names
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import CHANGED_ANOTHERS, PAGE

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry

# One statement writes no more than this, so that an interruption need not wait long.
_AT_ONCE: Final = 100 * PAGE
_TASKS_AT_ONCE: Final = 10_000
# Where the rows lie that an entry wrote: (book, first, last), a page or a row each.
WROTE: Final = """
  SELECT book, first, last FROM journal_range WHERE seq = :seq
  UNION ALL SELECT book, first, last FROM journal_void WHERE seq = :seq
  UNION ALL SELECT book, id, id FROM journal_row WHERE seq = :seq"""
_ROWS_OF: Final = (
    f"FROM ({WROTE}) w CROSS JOIN {{book}} r ON w.book = '{{book}}' AND r.id BETWEEN w.first AND w.last"
)
# The rows that an entry changed and had not inserted itself; whether it took one back.
_CHANGED: Final = f"FROM journal_row w WHERE w.seq = ?1 AND {CHANGED_ANOTHERS}"
_VOIDED: Final = "(json_extract(w.after, '$.voided') IS NOT NULL)"


class Stretch(NamedTuple):
    """Consecutive rows that the entry inserted, that stand, and that `was` wrote last."""

    book: str
    first: int
    last: int
    was: int


def newest(db: Connection) -> int | None:
    """Return the newest entry that is no undo, was not yet taken back, and does not only tell of a refusal."""
    undone = set()
    for row in db.execute(
        "SELECT seq, undoes, foreign_note FROM journal WHERE hash IS NOT NULL ORDER BY seq DESC"
    ):
        if row["undoes"] is not None:
            undone.add(row["undoes"])
        elif row["seq"] not in undone and (row["foreign_note"] or _wrote_rows(db, row["seq"])):
            return int(row["seq"])
    return None


def _wrote_rows(db: Connection, seq: int) -> bool:
    return db.execute(f"SELECT 1 FROM ({WROTE}) LIMIT 1", {"seq": seq}).fetchone() is not None


def inserted(db: Connection, seq: int) -> list[Stretch]:
    """Return the rows that an entry inserted and that still stand."""
    pages = db.execute(
        "SELECT book, first, last FROM journal_range WHERE seq = ? ORDER BY book, first", (seq,)
    ).fetchall()
    return list(_joined(stretch for page in pages for stretch in _standing(db, seq, page)))


def _standing(db: Connection, seq: int, page: Row) -> Iterator[Stretch]:
    """Yield the rows of a page that stand; most pages hold nothing that is odd."""
    book, place = page["book"], page["first"]
    odd = db.execute(
        f"SELECT id, seq, voided FROM {book} WHERE id BETWEEN ? AND ? AND (seq <> ? OR voided IS NOT NULL)"
        " ORDER BY id",
        (page["first"], page["last"], seq),
    )
    for row in odd:
        if place < row["id"]:
            yield Stretch(book, place, row["id"] - 1, seq)
        if row["voided"] is None:
            yield Stretch(book, row["id"], row["id"], row["seq"])
        place = row["id"] + 1
    if place <= page["last"]:
        yield Stretch(book, place, page["last"], seq)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for one in stretches:
        if held and (held.book, held.last + 1, held.was) == (one.book, one.first, one.was):
            held = held._replace(last=one.last)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def changed(db: Connection, seq: int) -> tuple[list[BookCount], list[BookCount]]:
    """Return how many rows of each book an entry took back, and of how many it changed columns.

    Rows that it inserted itself are left out.
    """
    found: dict[int, Counter[str]] = {1: Counter(), 0: Counter()}
    for row in db.execute(
        f"SELECT w.book, {_VOIDED} AS voided, count(*) AS rows {_CHANGED} GROUP BY w.book, voided"
        " UNION ALL SELECT book, 1, last - first + 1 FROM journal_void WHERE seq = ?1",
        (seq,),
    ):
        found[row["voided"]][row["book"]] += row["rows"]
    voided, other = ([BookCount(*item) for item in sorted(found[kind].items())] for kind in (1, 0))
    return voided, other


def changes(db: Connection, seq: int, limit: int) -> list[RowChange]:
    """Return the first rows of which an entry changed columns, as it changed them."""
    rows = db.execute(f"SELECT w.* {_CHANGED} AND NOT {_VOIDED} ORDER BY w.book, w.id LIMIT ?2", (seq, limit))
    return history_rows.row_changes(db, rows.fetchall())


def voided_rows(db: Connection, seq: int, limit: int) -> list[RowName]:
    """Return what the first rows are called that an entry took back."""
    rows = db.execute(
        f"SELECT w.book, w.id {_CHANGED} AND {_VOIDED} ORDER BY w.book, w.id LIMIT ?2", (seq, limit)
    ).fetchall()
    return [row_names.of_row(db, row["book"], row["id"]) for row in rows]


def apply(entry: Entry, seq: int, rows: Iterable[Stretch]) -> None:
    """Take back the rows that an entry inserted, then set back those it changed: a key is free again by then."""
    for one in rows:
        if one.first == one.last:
            entry.void(one.book, one.first)
            continue
        for first in range(one.first, one.last + 1, _AT_ONCE):
            entry.void_pages(one.book, first, min(first + _AT_ONCE - 1, one.last), one.was)
    pages = entry.db.execute("SELECT book, first, last FROM journal_void WHERE seq = ?", (seq,)).fetchall()
    for page in pages:
        entry.restore_pages(page["book"], page["first"], page["last"])
    books = entry.db.execute(f"SELECT DISTINCT w.book {_CHANGED}", (seq,)).fetchall()
    for book in books:
        entry.set_back(book["book"], seq)


def tasks(db: Connection, seq: int) -> Iterator[list[int]]:
    """Yield the tasks whose state hangs on what an entry wrote, some thousands at a time."""
    cursor = db.execute(
        f"SELECT r.id {_ROWS_OF.format(book='task')}"
        f" UNION SELECT r.task {_ROWS_OF.format(book='progress')}"
        f" UNION SELECT r.task {_ROWS_OF.format(book='change')}"
        f" UNION SELECT r.task {_ROWS_OF.format(book='approval')}"
        f" UNION SELECT p.task {_ROWS_OF.format(book='review')} JOIN progress p ON p.id = r.progress ORDER BY 1",
        {"seq": seq},
    )
    while found := cursor.fetchmany(_TASKS_AT_ONCE):
        yield [row[0] for row in found]


def task_of(db: Connection, seq: int) -> int | None:
    """Return the one task that an entry concerns."""
    row = db.execute("SELECT task FROM journal WHERE seq = ?", (seq,)).fetchone()
    return row["task"] if row else None


def period_act(db: Connection, seq: int) -> tuple[str, str] | None:
    """Return what an entry did to a period, and its key: opened, locked, closed or reopened; None of all else."""
    row = db.execute(
        "SELECT r.key, CASE WHEN EXISTS (SELECT 1 FROM closing c WHERE c.period = r.id AND c.seq = :seq) THEN 'closed'"
        " WHEN r.created = :seq THEN 'opened'"
        " WHEN EXISTS (SELECT 1 FROM journal_row WHERE seq = :seq AND book = 'period'"
        "   AND json_type(after, '$.revision') IS NOT NULL) THEN 'reopened'"
        " WHEN EXISTS (SELECT 1 FROM journal_row WHERE seq = :seq AND book = 'period'"
        "   AND json_type(after, '$.locks_at') IS NOT NULL) THEN 'locked' END AS act"
        f" {_ROWS_OF.format(book='period')} LIMIT 1",
        {"seq": seq},
    ).fetchone()
    return (row["act"], row["key"]) if row and row["act"] else None


def newest_closing(db: Connection) -> tuple[int, str] | None:
    """Return the entry of the newest closing, and the key of its period."""
    row = db.execute(
        "SELECT c.seq, p.key FROM closing c JOIN period p ON p.id = c.period ORDER BY c.seq DESC LIMIT 1"
    ).fetchone()
    return (row["seq"], row["key"]) if row else None


def period_since(db: Connection, seq: int, *, locked: bool) -> tuple[str, int] | None:
    """Return a period that was opened or, with `locked`, got its lock after an entry, and by which entry."""
    row = db.execute(
        "SELECT key, seq FROM period WHERE seq > ? AND (NOT ? OR locks_at IS NOT NULL) ORDER BY seq DESC LIMIT 1",
        (seq, locked),
    ).fetchone()
    return (row["key"], row["seq"]) if row else None


def settings(db: Connection, seq: int) -> set[str]:
    """Return the names of the settings that an entry wrote."""
    return {
        row["name"] for row in db.execute(f"SELECT r.name {_ROWS_OF.format(book='setting')}", {"seq": seq})
    }


def days_of(db: Connection, seq: int, book: str) -> list[date]:
    """Return the days that the rows of a walled book speak for which an entry wrote."""
    joined = "JOIN progress p ON p.id = r.progress" if book == "review" else ""
    day = "p.on_day" if book == "review" else "r.on_day"
    rows = db.execute(
        f"SELECT DISTINCT {day} AS day {_ROWS_OF.format(book=book)} {joined} ORDER BY day", {"seq": seq}
    )
    return [date.fromisoformat(row["day"]) for row in rows]
