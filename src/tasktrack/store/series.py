"""Series of recurring tasks: the first task, and one living instance for each period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.recurrence import Template
from tasktrack.domain.task import NewTask
from tasktrack.store import task as tasks
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.domain.recurrence import Occurrence
    from tasktrack.store.journal import Entry


def first_of(db: Connection, row: Row) -> Row:
    """Return the first task of the series that a task belongs to: the task itself when it is in none."""
    if row["series"] in (None, row["id"]):
        return row
    first: Row = db.execute("SELECT * FROM task WHERE id = ?", (row["series"],)).fetchone()
    return first


def periods(db: Connection, series: int) -> set[str]:
    """Return the keys of the periods that have a living task of the series."""
    rows = db.execute(
        "SELECT series_period FROM task WHERE series = ? AND voided IS NULL AND series IS NOT NULL", (series,)
    )
    return {row[0] for row in rows}


def has_parts(db: Connection, task: int) -> bool:
    """Return whether a task has living sub-tasks."""
    found = db.execute("SELECT 1 FROM task WHERE parent = ? AND voided IS NULL LIMIT 1", (task,))
    return found.fetchone() is not None


def template(db: Connection, row: Row) -> Template:
    """Return what the instances of a series copy from a task.

    Not its key, parent, target and baseline, nor that it was taken over: those are of the one task.
    """
    lead = db.execute("SELECT code, valid_to FROM unit WHERE id = ?", (row["lead"],)).fetchone()
    support = db.execute(
        "SELECT unit FROM task_support WHERE task = ? AND voided IS NULL ORDER BY id", (row["id"],)
    )
    programmes = db.execute(
        "SELECT programme FROM task_programme WHERE task = ? AND voided IS NULL ORDER BY id", (row["id"],)
    )
    new = NewTask(
        title=row["title"],
        lead=lead["code"],
        assigned_on=date.fromisoformat(row["assigned_on"]),
        kind=row["kind"],
        document=row["document"],
        document_date=day(row["document_date"]),
        issuer=row["issuer"],
        document_subject=row["document_subject"],
        linked_documents=row["linked_documents"],
        assigner=row["assigner"],
        head_in_person=bool(row["head_in_person"]),
        coefficient=row["coefficient"],
        assigned_quantity=row["assigned_quantity"],
        product=row["product"],
        measure=row["measure"],
        programmes=tuple(one["programme"] for one in programmes),
        field=row["field"],
        urgency=row["urgency"],
        origin=row["origin"],
    )
    units = tuple(one["unit"] for one in support)
    return Template(new, row["lead"], day(lead["valid_to"]), row["officer"], units)


def begin(entry: Entry, task: int, period: str) -> None:
    """Make a task the first of a series."""
    entry.about(task)
    entry.update("task", task, {"series": task, "series_period": period})


def add(entry: Entry, series: int, copied: Template, title: str, occurrence: Occurrence) -> str:
    """Insert one instance and return its code."""
    new = copied.new._replace(
        title=title,
        assigned_on=occurrence.assigned_on,
        due_on=occurrence.due.on,
        due_text=occurrence.due.text or None,
    )
    task, code = tasks.add(entry, new, lead=copied.lead, officer=copied.officer, parent=None)
    entry.update("task", task, {"series": series, "series_period": str(occurrence.key)})
    tasks.set_support(entry, task, copied.support)
    tasks.set_programmes(entry, task, new.programmes)
    return code
