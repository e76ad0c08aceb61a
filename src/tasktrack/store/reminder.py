"""The reminder book: who was urged or criticised about which task, and what was reported after it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.following import Followed
from tasktrack.domain.reminder import Reminder
from tasktrack.store.connect import Connection, Row
from tasktrack.store.direction import REPORTED_SINCE, followed

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_COLUMNS = (
    "r.id, t.code, u.code, u.name, r.on_day, r.kind, r.document, r.note, r.given_by, j.actor, r.created"
)
_FROM = (
    "main.reminder r JOIN main.task t ON t.id = r.task JOIN main.unit u ON u.id = r.unit"
    " JOIN main.journal j ON j.seq = r.created"
)
# A supporting unit answers by reports on its own part, the lead by those on the task.
_OF_LEAD = REPORTED_SINCE.format(said="r", tasks="p.task = r.task", but="")
_OF_SUPPORT = _OF_LEAD.replace("main.progress p", "main.support_entry p", 1).replace(
    "p.task = r.task", "p.task = r.task AND p.unit = r.unit", 1
)
_SUPPORTS = "EXISTS (SELECT 1 FROM main.task_support s WHERE s.task = r.task AND s.unit = r.unit AND s.voided IS NULL)"
_REPORTED = f"CASE WHEN {_SUPPORTS} THEN {_OF_SUPPORT} ELSE {_OF_LEAD} END"


def add(entry: Entry, values: dict[str, Value]) -> int:
    """Insert a reminder; its task and unit are given by id."""
    return entry.insert("reminder", values)


def find(db: Connection, number: int) -> Reminder:
    """Return the reminder of that number."""
    return _reminder(db.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE r.id = ?", (number,)).fetchone())


def of_task(db: Connection, task: int, as_of: date) -> list[Reminder]:
    """Return the reminders on a task by a day, in their order."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE r.task = ? AND r.on_day <= ? AND r.voided IS NULL"
        " ORDER BY r.on_day, r.id",
        (task, as_of.isoformat()),
    )
    return [_reminder(row) for row in rows]


def times(db: Connection, task: int, unit: int, kind: str, on: date) -> int:
    """Return how often a unit was urged, or criticised, about a task by a day."""
    row = db.execute(
        "SELECT count(*) FROM reminder WHERE task = ? AND +unit = ? AND kind = ? AND on_day <= ? AND voided IS NULL",
        (task, unit, kind, on.isoformat()),
    ).fetchone()
    return int(row[0])


def has_twin(db: Connection, values: dict[str, Value]) -> bool:
    """Return whether the same unit was urged about the task on that day by the same document already."""
    # The plus keeps SQLite from walking through all that a unit was ever urged about: a task has few reminders.
    names = ("task", "+unit", "on_day", "kind", "document", "note")
    where = " AND ".join(f"{name} IS :{name.removeprefix('+')}" for name in names)
    found = db.execute(f"SELECT 1 FROM reminder WHERE voided IS NULL AND {where} LIMIT 1", values)
    return found.fetchone() is not None


def in_span(
    db: Connection, source: str, from_on: date, to_on: date, as_of: date
) -> list[tuple[int, int, Reminder, Followed]]:
    """Return (task, unit, reminder, what followed by a day) of a span, both ends included, in their order.

    `source` is the relation with every task's state as of that day (store.now.source). One statement.
    """
    rows = db.execute(
        f"SELECT {_COLUMNS}, r.task, r.unit, n.state, {_REPORTED} AS reported FROM {_FROM}"
        f" JOIN {source} n ON n.task = r.task WHERE r.on_day BETWEEN :from_on AND :to_on AND r.voided IS NULL"
        " ORDER BY r.on_day, r.id",
        {"from_on": from_on.isoformat(), "to_on": to_on.isoformat(), "as_of": as_of.isoformat()},
    )
    return [(row["task"], row["unit"], one := _reminder(row), followed(row, one.on, as_of)) for row in rows]


def standing(db: Connection, source: str, task: int) -> Row:
    """Return state, lead (an id), due date and day of completion of a task that a relation with states holds."""
    row: Row = db.execute(
        f"SELECT state, lead, due_on, done_on FROM {source} WHERE task = ?", (task,)
    ).fetchone()
    return row


def _reminder(row: Row) -> Reminder:
    return Reminder._make((*row[:4], date.fromisoformat(row[4]), *row[5:11]))
