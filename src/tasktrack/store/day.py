"""The day book: holidays and swapped working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from tasktrack.domain.workdays import Calendar, calendar_from_rows
from tasktrack.store.connect import Connection

if TYPE_CHECKING:
    from tasktrack.domain.calendar_day import CalendarDay
    from tasktrack.store.journal import Entry, Value

# The commands by which an office speaks of its own; every other row came with the program.
_ADDS: Final = "calendar add"
_REMOVES: Final = "calendar remove"


def calendar(db: Connection) -> Calendar:
    """Return the office's calendar."""
    rows = db.execute(
        "SELECT d.on_day, d.kind, d.status, j.command IS ? AS own"
        " FROM day d LEFT JOIN journal j ON j.seq = d.created WHERE d.voided IS NULL",
        (_ADDS,),
    ).fetchall()
    days = [(date.fromisoformat(row["on_day"]), row["kind"], row["status"], row["own"]) for row in rows]
    return calendar_from_rows(
        ((on, kind) for on, kind, _status, _own in days),
        (on for on, _kind, status, _own in days if status == "provisional"),
        (on for on, _kind, _status, own in days if own),
    )


def between(db: Connection, first: date, last: date) -> list[CalendarDay]:
    """Return the rows of those days, both ends included, in order of time."""
    from tasktrack.domain.calendar_day import CalendarDay

    rows = db.execute(
        "SELECT d.id, d.on_day, d.kind, d.name, d.status, d.decision, j.command = ? AS own"
        " FROM day d JOIN journal j ON j.seq = d.created"
        " WHERE d.voided IS NULL AND d.on_day BETWEEN ? AND ? ORDER BY d.on_day",
        (_ADDS, first.isoformat(), last.isoformat()),
    )
    return [
        CalendarDay(
            date.fromisoformat(row["on_day"]),
            row["kind"],
            row["name"],
            row["status"],
            row["decision"],
            bool(row["own"]),
            row["id"],
        )
        for row in rows
    ]


def taken_out(db: Connection) -> set[date]:
    """Return the days that came with the program and that the office took out, as its last word on them."""
    rows = db.execute(
        "SELECT d.on_day FROM day d JOIN journal v ON v.seq = d.voided WHERE v.command = ?"
        " AND d.id = (SELECT max(id) FROM day WHERE on_day = d.on_day)"
        " AND EXISTS (SELECT 1 FROM day s JOIN journal c ON c.seq = s.created"
        " WHERE s.on_day = d.on_day AND c.command <> ?)",
        (_REMOVES, _ADDS),
    )
    return {date.fromisoformat(row["on_day"]) for row in rows}


def load(entry: Entry, rows: Iterable[dict[str, Value]]) -> int:
    """Insert days; return how many."""
    return sum(1 for row in rows if entry.insert("day", row))


def add(entry: Entry, day: CalendarDay) -> int:
    """Insert one day."""
    return entry.insert("day", _values(day))


def change(entry: Entry, row_id: int, day: CalendarDay) -> bool:
    """Make a row say what `day` says; return False when it did already."""
    return entry.update("day", row_id, _values(day))


def void(entry: Entry, row_id: int) -> None:
    """Take a day out; its row stays."""
    entry.void("day", row_id)


def _values(day: CalendarDay) -> dict[str, Value]:
    return {
        "on_day": day.on.isoformat(),
        "kind": day.kind,
        "name": day.name,
        "status": day.status,
        "decision": day.decision,
    }
