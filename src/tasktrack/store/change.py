"""The change book: what changes of a task from a day on."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Final

from tasktrack.domain.change import BRING_FORWARD, Grounds
from tasktrack.domain.holding import Handing, Person
from tasktrack.store import task as tasks
from tasktrack.store.connect import Connection, Row

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry

# Columns of a task that change by decision; an officer who was entered wrong is still corrected.
DECIDED: Final = frozenset({"lead", "due_on", "target"})
# The kind of a change `c` as people read it: the book has no word of its own for an earlier due date of a part.
KIND: Final = f"iif(c.kind = 'retarget' AND c.field <> 'target', '{BRING_FORWARD}', c.kind)"
# Whether what a change `c` handed over passed on when units merged, split or closed.
ORDERED: Final = (
    "EXISTS (SELECT 1 FROM main.unit_succession o"
    " WHERE o.new = CAST(c.after AS INTEGER) AND o.created = c.created"
    " AND o.there_entry IS c.there_entry)"
)
# The due date that a change `c` of a task `t` moved later, or stopped the clock of: none for other changes.
MOVED_DUE: Final = """
CASE WHEN c.kind = 'extend' THEN c.before WHEN c.kind IN ('suspend', 'withdraw') THEN
  coalesce((SELECT m.before FROM main.change m WHERE m.task = c.task AND m.field = 'due_on' AND m.voided IS NULL
            AND m.id > c.id ORDER BY m.id LIMIT 1), t.due_on) END"""


def hand_on(entry: Entry, task: int, handing: Handing, *, giver: int | None, taker: int) -> None:
    """Record a change of holder, officers being given by id, and make the taker the holder."""
    entry.insert(
        "change",
        {
            "task": task,
            "kind": "hand-over",
            "field": "officer",
            "before": None if giver is None else str(giver),
            "after": str(taker),
            "on_day": handing.on.isoformat(),
            "reason": handing.reason,
            "document": handing.document,
            "approved_by": handing.approved_by,
            "handed_back": int(handing.handed_back),
        },
    )
    tasks.edit(entry, task, {"officer": taker})


def record(
    entry: Entry,
    task: int,
    kind: str,
    grounds: Grounds,
    *,
    field: str | None = None,
    before: str | int | None = None,
    after: str | int | None = None,
) -> int:
    """Record a change of a task, without making it: `before` counts up to the day of its grounds."""
    entry.about(task)
    return entry.insert(
        "change",
        {
            "task": task,
            "kind": kind,
            "field": field,
            "before": None if before is None else str(before),
            "after": None if after is None else str(after),
            "on_day": grounds.on.isoformat(),
            "reason": grounds.reason,
            "document": grounds.document,
            "approved_by": grounds.approved_by,
        },
    )


def move_lead(entry: Entry, task: int, grounds: Grounds, *, giver: int, taker: int) -> None:
    """Hand a task over to another unit, units being given by id, and make that one the lead."""
    record(entry, task, "hand-over", grounds, field="lead", before=giver, after=taker)
    tasks.edit(entry, task, {"lead": taker})


def handings(db: Connection, task: int, as_of: date) -> list[Handing]:
    """Return the changes of holder of a task up to a day, in their order.

    The taker is whom the next change found, else the holder: a holder may have been corrected.
    """
    rows = db.execute(
        "SELECT c.on_day, c.handed_back, c.reason, c.document, c.approved_by, c.created, j.actor,"
        " g.code AS giver, g.name AS giver_name, r.code AS taker, r.name AS taker_name"
        " FROM (SELECT *, lead(before, 1, (SELECT officer FROM task WHERE id = ?1)) OVER (ORDER BY on_day, id) AS found"
        " FROM change WHERE task = ?1 AND field = 'officer' AND voided IS NULL) c"
        " JOIN journal j ON j.seq = c.created LEFT JOIN officer g ON g.id = CAST(c.before AS INTEGER)"
        " LEFT JOIN officer r ON r.id = CAST(c.found AS INTEGER) WHERE c.on_day <= ?2 ORDER BY c.on_day, c.id",
        (task, as_of.isoformat()),
    )
    return [_handing(row) for row in rows]


def _handing(row: Row) -> Handing:
    return Handing(
        date.fromisoformat(row["on_day"]),
        Person(row["giver"], row["giver_name"]) if row["giver"] else None,
        Person(row["taker"], row["taker_name"]) if row["taker"] else None,
        bool(row["handed_back"]),
        row["reason"],
        row["document"],
        row["approved_by"],
        row["actor"],
        row["created"],
    )


def last(db: Connection, task: int, kinds: Collection[str]) -> tuple[date, int] | None:
    """Return day and journal entry of the newest change of these kinds."""
    row = db.execute(
        "SELECT on_day, created FROM change WHERE task = ? AND voided IS NULL"
        " AND kind IN (SELECT value FROM json_each(?)) ORDER BY on_day DESC, id DESC LIMIT 1",
        (task, json.dumps(list(kinds))),
    ).fetchone()
    return (date.fromisoformat(row["on_day"]), row["created"]) if row else None


def extensions(db: Connection, task: int) -> int:
    """Return how often the due date of a task was extended."""
    found = db.execute(
        "SELECT count(*) FROM change WHERE task = ? AND kind = 'extend' AND field = 'due_on' AND voided IS NULL",
        (task,),
    )
    return int(found.fetchone()[0])


def decided_fields(db: Connection, task: int) -> frozenset[str]:
    """Return the columns of a task that were changed by decision, and are corrected no more."""
    rows = db.execute("SELECT DISTINCT field FROM change WHERE task = ? AND voided IS NULL", (task,))
    return DECIDED & {row[0] for row in rows}


def suspension(db: Connection, task: int) -> tuple[date, int]:
    """Return the day from which a suspended task stands still, and the journal entry that says so."""
    row = db.execute(
        "SELECT on_day, created FROM change WHERE task = ? AND kind = 'suspend' AND voided IS NULL"
        " ORDER BY on_day DESC, id DESC LIMIT 1",
        (task,),
    ).fetchone()
    return date.fromisoformat(row[0]), int(row[1])


def own_parts(db: Connection, task: int) -> list[Row]:
    """Return id, unit and due date of the supporting units' parts that have one of their own and are not done."""
    return db.execute(
        "SELECT s.id, s.unit, s.due_on FROM task_support s WHERE s.task = ? AND s.voided IS NULL"
        " AND s.due_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM support_entry e WHERE e.task = s.task"
        " AND e.unit = s.unit AND e.done_on IS NOT NULL AND e.voided IS NULL) ORDER BY s.id",
        (task,),
    ).fetchall()
