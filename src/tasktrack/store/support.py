"""Supporting units: what each has to do of a task, and the entries in which they report on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tasktrack.domain.support import Left, Part, SupportEntry
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day, iso
from tasktrack.store.supporting import parts_select

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_PART = (
    "SELECT a.id, t.code AS task, t.title, l.code AS lead, l.name AS lead_name, u.code AS unit, u.name AS unit_name,"
    " a.part, a.due_on AS own_due, coalesce(a.due_on, n.due_on) AS due_on, a.last_on,"
    " coalesce(a.done_on, n.done_on) AS done_on, n.state,"
    " a.done_on IS NULL AND n.done_on IS NOT NULL AS with_whole"
    " FROM ({parts}) a JOIN {source} n ON n.task = a.task JOIN task t ON t.id = a.task JOIN unit u ON u.id = a.unit"
    " JOIN unit l ON l.id = n.lead"
)
_ENTRY = (
    "SELECT e.id, u.code AS unit, u.name AS unit_name, e.on_day, e.done_on, e.result, e.obstacle, e.proposal,"
    " e.evidence, j.actor, e.voided IS NOT NULL AS taken_back FROM support_entry e JOIN unit u ON u.id = e.unit"
    " JOIN journal j ON j.seq = e.created"
)
_HAS_PARTS = (
    "EXISTS (SELECT 1 FROM main.task c LEFT JOIN {source} m ON m.task = c.id WHERE c.parent = a.task"
    " AND c.voided IS NULL AND c.state <> 'rejected' AND m.state IS NOT 'withdrawn'"
    " AND (c.assigned_on <= :as_of OR n.state = 'done'))"
)


class Supporter(NamedTuple):
    """A supporting unit of a task as the book has it; `created` is the entry that made it one."""

    id: int
    part: str | None
    due_on: date | None
    created: int


def find(db: Connection, task: int, unit: int) -> Supporter | None:
    """Return a supporting unit of a task, None for a unit that is none."""
    row = db.execute(
        "SELECT id, part, due_on, created FROM task_support WHERE task = ? AND unit = ? AND voided IS NULL",
        (task, unit),
    ).fetchone()
    return Supporter(row["id"], row["part"], day(row["due_on"]), row["created"]) if row else None


def add(entry: Entry, task: int, unit: int, part: str | None, due_on: date | None) -> int:
    """Make a unit a supporting one."""
    entry.about(task)
    return entry.insert("task_support", {"task": task, "unit": unit, "part": part, "due_on": iso(due_on)})


def edit(entry: Entry, task: int, supporter: int, values: dict[str, Value]) -> bool:
    """Change what a supporting unit has to do, or by when."""
    entry.about(task)
    return entry.update("task_support", supporter, values)


def drop(entry: Entry, task: int, supporter: int) -> None:
    """Take a unit off the supporting ones."""
    entry.about(task)
    entry.void("task_support", supporter)


def last_moved(db: Connection, task: int, unit: int) -> date | None:
    """Return the day of the newest change of a part's own due date."""
    row = db.execute(
        "SELECT max(on_day) FROM change WHERE task = ? AND field = ? AND voided IS NULL",
        (task, field_of(unit)),
    ).fetchone()
    return day(row[0])


def field_of(unit: int) -> str:
    """Return what the change book calls the due date of a supporting unit's part."""
    return f"support:{unit}"


def left(db: Connection, task: int, as_of: date) -> list[Left]:
    """Return the units that were taken off the supporting ones by a day, oldest first.

    Left out are those whose place another unit took in a merger, and those that lead the task since.
    """
    rows = db.execute(
        "SELECT u.code, u.name, j.today, j.reason, j.actor, j.seq FROM journal j CROSS JOIN journal_row w"
        " ON w.seq = j.seq AND w.book = 'task_support' JOIN task_support s ON s.id = w.id AND s.voided = j.seq"
        " JOIN unit u ON u.id = s.unit WHERE j.task = s.task AND j.task = ? AND j.undoes IS NULL AND j.today <= ?"
        " AND NOT EXISTS (SELECT 1 FROM unit_succession o WHERE o.created = s.voided)"
        " AND NOT EXISTS (SELECT 1 FROM change c WHERE c.task = s.task AND c.created = s.voided AND c.field = 'lead')"
        " ORDER BY s.voided, s.id",
        (task, as_of.isoformat()),
    )
    return [Left._make((*row[:2], date.fromisoformat(row["today"]), *row[3:])) for row in rows]


def add_entry(entry: Entry, task: int, unit: int, values: dict[str, Value]) -> int:
    """Insert an entry of a supporting unit."""
    entry.about(task)
    return entry.insert("support_entry", {"task": task, "unit": unit, **values})


def find_entry(db: Connection, number: int) -> SupportEntry:
    """Return an entry by its number."""
    return _entry(db.execute(f"{_ENTRY} WHERE e.id = ?", (number,)).fetchone())


def entries(db: Connection, task: int, as_of: date) -> list[SupportEntry]:
    """Return the entries on a task known by a day, those taken back too, oldest first."""
    rows = db.execute(
        f"{_ENTRY} WHERE e.task = ? AND e.on_day <= ? ORDER BY e.on_day, e.id", (task, as_of.isoformat())
    )
    return [_entry(row) for row in rows]


def done_entry(db: Connection, task: int, unit: int) -> SupportEntry | None:
    """Return the entry by which a unit reported its part done."""
    row = db.execute(
        f"{_ENTRY} WHERE e.task = ? AND e.unit = ? AND e.done_on IS NOT NULL AND e.voided IS NULL"
        " ORDER BY e.on_day, e.id LIMIT 1",
        (task, unit),
    ).fetchone()
    return _entry(row) if row else None


def parts_of(db: Connection, source: str, task: int, as_of: date) -> list[Part]:
    """Return the parts of a task as of a day, over the states that `source` holds."""
    told = {"as_of": as_of.isoformat(), "task": task}
    statement = _PART.format(parts=parts_select(of_task=True), source=source)
    return [_part(row, as_of) for row in db.execute(f"{statement} ORDER BY a.id", told)]


def parts(db: Connection, source: str, as_of: date) -> list[Part]:
    """Return the parts of all tasks as of a day; of a task with living sub-tasks none, for those are counted."""
    where = f"NOT {_HAS_PARTS.format(source=source)}"
    statement = f"{_PART.format(parts=parts_select(), source=source)} WHERE {where} ORDER BY a.id"
    return [_part(row, as_of) for row in db.execute(statement, {"as_of": as_of.isoformat()})]


def _part(row: Row, as_of: date) -> Part:
    days = (day(row[name]) for name in ("own_due", "due_on", "last_on", "done_on"))
    return Part._make((*row[:8], *days, row["state"], as_of, bool(row["with_whole"])))


def _entry(row: Row) -> SupportEntry:
    days = date.fromisoformat(row["on_day"]), day(row["done_on"])
    return SupportEntry._make((*row[:3], *days, *row[5:10], bool(row["taken_back"])))
