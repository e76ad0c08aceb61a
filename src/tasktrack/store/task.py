"""The task book: registering, finding and correcting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.task import NewTask
from tasktrack.domain.text import fold
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import iso

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value


def find(db: Connection, word: str) -> Row | None:
    """Return id, code, title, state and dates of the task with that code or key."""
    columns = "SELECT * FROM task WHERE voided IS NULL AND "
    row: Row | None = db.execute(columns + "code = upper(?)", (word,)).fetchone()
    return row or db.execute(columns + "key = ?", (word,)).fetchone()


def add(entry: Entry, new: NewTask, *, lead: int, officer: int | None, parent: int | None) -> tuple[int, str]:
    """Insert a task under the next code of the register; return (id, code)."""
    number = entry.db.execute("SELECT coalesce(max(id), 0) + 1 FROM task").fetchone()[0]
    code = f"NV{number}"
    values: dict[str, Value] = {
        "id": number,
        "code": code,
        "key": new.key,
        "title": new.title,
        "folded": folded(new.title, new.document, new.key),
        "kind": new.kind,
        "taken_over": int(new.taken_over),
        "document": new.document,
        "document_date": iso(new.document_date),
        "issuer": new.issuer,
        "document_subject": new.document_subject,
        "linked_documents": new.linked_documents,
        "assigner": new.assigner,
        "lead": lead,
        "officer": officer,
        "head_in_person": int(new.head_in_person),
        "assigned_on": new.assigned_on.isoformat(),
        "due_on": iso(new.due_on),
        "due_text": new.due_text,
        "due_original": iso(new.due_on),
        "coefficient": new.coefficient,
        "assigned_quantity": new.assigned_quantity,
        "product": new.product,
        "measure": new.measure,
        "target": new.target,
        "baseline": new.baseline,
        "parent": parent,
        "field": new.field,
        "urgency": new.urgency,
        "origin": new.origin,
    }
    entry.insert("task", values)
    entry.about(number)
    return number, code


def set_support(entry: Entry, task: int, units: Iterable[int]) -> None:
    """Make the supporting units these: others are voided, new ones inserted."""
    _set_members(entry, "task_support", "unit", task, list(units))


def set_programmes(entry: Entry, task: int, programmes: Iterable[str]) -> None:
    """Make the programmes these."""
    _set_members(entry, "task_programme", "programme", task, list(programmes))


def edit(entry: Entry, task: int, values: dict[str, Value]) -> bool:
    """Correct columns of a task."""
    entry.about(task)
    return entry.update("task", task, values)


def folded(title: str, document: str | None, key: str | None) -> str:
    """Return what a search without diacritics looks through."""
    return fold(" ".join(part for part in (title, document, key) if part))


def same_document_and_title(db: Connection, document: str | None, title: str) -> list[str]:
    """Return codes of living tasks of the same document with the same title, diacritics aside."""
    if document is None:
        return []
    rows = db.execute(
        "SELECT code, title FROM task WHERE document = ? AND voided IS NULL ORDER BY id", (document,)
    )
    return [row["code"] for row in rows if fold(row["title"]) == fold(title)]


def same_title_and_due(db: Connection, lead: int, title: str, due_on: date | None) -> list[str]:
    """Return codes of a unit's tasks without a document that have that title, diacritics aside, and due date."""
    rows = db.execute(
        "SELECT t.code, t.title FROM task_now n CROSS JOIN task t ON t.id = n.task"
        " WHERE n.lead = ? AND n.due_on IS ? AND n.state <> 'withdrawn' AND t.document IS NULL ORDER BY t.id",
        (lead, iso(due_on)),
    )
    return [row["code"] for row in rows if fold(row["title"]) == fold(title)]


def _set_members(entry: Entry, book: str, column: str, task: int, wanted: list[int] | list[str]) -> None:
    entry.about(task)
    held = {
        row[column]: row["id"]
        for row in entry.db.execute(
            f"SELECT id, {column} FROM {book} WHERE task = ? AND voided IS NULL", (task,)
        )
    }
    for value, row_id in held.items():
        if value not in wanted:
            entry.void(book, row_id)
    for value in wanted:
        if value not in held:
            entry.insert(book, {"task": task, column: value})


def in_person_above(db: Connection, task: int) -> bool:
    """Return whether the head must direct a task in person, or one that it is a part of."""
    found = db.execute(
        "WITH RECURSIVE above(id, parent, head_in_person) AS ("
        " SELECT id, parent, head_in_person FROM task WHERE id = ?"
        " UNION SELECT t.id, t.parent, t.head_in_person FROM above a JOIN task t ON t.id = a.parent)"
        " SELECT 1 FROM above WHERE head_in_person LIMIT 1",
        (task,),
    )
    return found.fetchone() is not None


def parts_of(db: Connection, task: int) -> list[str]:
    """Return the codes of the sub-tasks through which a task is counted: those neither rejected nor withdrawn."""
    rows = db.execute(
        "SELECT code FROM task t LEFT JOIN task_now n ON n.task = t.id WHERE t.parent = ? AND t.voided IS NULL"
        " AND t.state <> 'rejected' AND n.state IS NOT 'withdrawn' ORDER BY t.id",
        (task,),
    )
    return [str(row["code"]) for row in rows]


def below(db: Connection, task: int) -> list[Row]:
    """Return the parts of a task and the parts of these, living ones, each with its `standing` before this write."""
    return db.execute(
        "WITH RECURSIVE part(id) AS (SELECT id FROM task WHERE parent = ?1 UNION"
        " SELECT t.id FROM part JOIN task t ON t.parent = part.id)"
        " SELECT t.*, n.state AS standing FROM part JOIN task t USING (id) JOIN task_now n ON n.task = t.id"
        " WHERE t.voided IS NULL AND t.state <> 'rejected' ORDER BY t.id",
        (task,),
    ).fetchall()


def state_of(db: Connection, task: int) -> str | None:
    """Return the state by all that was recorded before this write."""
    row = db.execute("SELECT state FROM task_now WHERE task = ?", (task,)).fetchone()
    return str(row[0]) if row else None


def planned_from(db: Connection, task: int, today: date) -> date | None:
    """Return the later day on which a task registered by `today` is assigned; None when it is not such a one."""
    row = db.execute(
        "SELECT t.assigned_on FROM task t JOIN journal j ON j.seq = t.created"
        " WHERE t.id = ?1 AND t.assigned_on > ?2 AND j.today <= ?2 AND t.voided IS NULL",
        (task, today.isoformat()),
    ).fetchone()
    return date.fromisoformat(row[0]) if row else None


def was_counted(db: Connection, task: int) -> bool:
    """Return whether a closing that is in force tells of the task; that of a reopened period is not."""
    # By the key of each closing: an index over the tasks would cost every closing more than this look-up.
    held = db.execute(
        "SELECT 1 FROM period p CROSS JOIN frozen_title f"
        " ON f.period = p.id AND f.revision = p.revision AND f.task = ? WHERE p.state = 'closed' LIMIT 1",
        (task,),
    )
    return held.fetchone() is not None


def whole_of(db: Connection, task: int) -> Row | None:
    """Return the task of which this one is a part."""
    row: Row | None = db.execute(
        "SELECT w.* FROM task t JOIN task w ON w.id = t.parent WHERE t.id = ?", (task,)
    ).fetchone()
    return row


def parent_of(db: Connection, task: int) -> int | None:
    """Return the task of which this one is a part."""
    row = db.execute("SELECT parent FROM task WHERE id = ?", (task,)).fetchone()
    return row[0] if row else None


def supports_of(db: Connection, task: int) -> tuple[str, ...]:
    """Return the codes of the supporting units."""
    rows = db.execute(
        "SELECT u.code FROM task_support s JOIN unit u ON u.id = s.unit"
        " WHERE s.task = ? AND s.voided IS NULL ORDER BY s.id",
        (task,),
    )
    return tuple(row[0] for row in rows)


def programmes_of(db: Connection, task: int) -> list[str]:
    """Return the programmes of a task."""
    rows = db.execute(
        "SELECT programme FROM task_programme WHERE task = ? AND voided IS NULL ORDER BY id", (task,)
    )
    return [str(row[0]) for row in rows]


def has_programme(db: Connection, name: str) -> bool:
    """Return whether any task is in a programme."""
    found = db.execute("SELECT 1 FROM task_programme WHERE programme = ? AND voided IS NULL LIMIT 1", (name,))
    return found.fetchone() is not None


def add_programme(entry: Entry, task: int, name: str) -> None:
    """Put a task into a programme, unless it is in it."""
    if name not in programmes_of(entry.db, task):
        entry.insert("task_programme", {"task": task, "programme": name})
