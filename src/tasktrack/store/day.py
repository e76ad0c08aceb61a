"""The day book: holidays and swapped working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.workdays import Calendar, calendar_from_rows
from tasktrack.store.connect import Connection

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value


def calendar(db: Connection) -> Calendar:
    """Return the office's calendar."""
    rows = db.execute("SELECT on_day, kind FROM day WHERE voided IS NULL")
    return calendar_from_rows((date.fromisoformat(row["on_day"]), row["kind"]) for row in rows)


def load(entry: Entry, rows: Iterable[dict[str, Value]]) -> int:
    """Insert days; return how many."""
    return sum(1 for row in rows if entry.insert("day", row))
