"""The leave book: spans in which officers did not work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.leave import Leave
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_SELECT = (
    "SELECT l.id, l.officer, o.code, o.name, l.kind, l.from_on, l.to_on, l.document"
    " FROM leave l JOIN officer o ON o.id = l.officer AND o.voided IS NULL WHERE l.voided IS NULL"
)
_IN_ORDER = "ORDER BY l.from_on, l.id"


def every(db: Connection) -> list[Leave]:
    """Return all spans, oldest first."""
    return [_leave(row) for row in db.execute(f"{_SELECT} {_IN_ORDER}")]


def of_officer(db: Connection, officer: int) -> list[Leave]:
    """Return the spans of an officer, oldest first."""
    return [_leave(row) for row in db.execute(f"{_SELECT} AND l.officer = ? {_IN_ORDER}", (officer,))]


def on_day(db: Connection, on: date) -> dict[int, Leave]:
    """Return by officer the spans that hold a day."""
    rows = db.execute(
        f"{_SELECT} AND l.from_on <= ?1 AND (l.to_on IS NULL OR l.to_on >= ?1) {_IN_ORDER}",
        (on.isoformat(),),
    )
    return {row["officer"]: _leave(row) for row in rows}


def closed_within(db: Connection, first: date, last: date) -> list[str]:
    """Return the closed periods of the base kind that counted any of those days, in order of time."""
    rows = db.execute(
        "SELECT key FROM period WHERE state = 'closed' AND walls = 1 AND data_from <= ? AND cut_on >= ?"
        " ORDER BY data_from",
        (last.isoformat(), first.isoformat()),
    )
    return [str(row["key"]) for row in rows]


def add(entry: Entry, values: dict[str, Value]) -> int:
    """Insert a span; the officer is given by id."""
    return entry.insert("leave", values)


def edit(entry: Entry, leave: int, values: dict[str, Value]) -> bool:
    """Change columns of a span."""
    return entry.update("leave", leave, values)


def _leave(row: Row) -> Leave:
    return Leave._make((*row[:5], day(row["from_on"]), day(row["to_on"]), row["document"]))
