"""The explanation book: what heads say of tasks that a report has no information on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.updating import Explanation
from tasktrack.store.connect import Connection
from tasktrack.store.rows import day, iso

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry


def newest(db: Connection, period: int, until: date) -> dict[int, Explanation]:
    """Return by task the explanation that stands for a period: the newest given by a day."""
    rows = db.execute(
        "SELECT task, on_day, text, given_by, meeting_on FROM explanation"
        " WHERE period = ? AND voided IS NULL AND on_day <= ? ORDER BY on_day, id",
        (period, until.isoformat()),
    )
    return {
        row["task"]: Explanation(
            date.fromisoformat(row["on_day"]), row["text"], row["given_by"], day(row["meeting_on"])
        )
        for row in rows
    }


def add(entry: Entry, period: int, task: int, given: Explanation) -> int:
    """Record what was said of a task."""
    entry.about(task)
    return entry.insert(
        "explanation",
        {
            "period": period,
            "task": task,
            "on_day": given.on.isoformat(),
            "text": given.text,
            "given_by": given.given_by,
            "meeting_on": iso(given.meeting_on),
        },
    )
