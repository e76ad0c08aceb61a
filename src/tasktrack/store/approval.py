"""The approval book: what leaders decide of the tasks that heads register."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.approval import PROPOSED, Approval
from tasktrack.store import task as tasks
from tasktrack.store.connect import Connection, Row

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry


def propose(entry: Entry, task: int) -> None:
    """Let a task that was just registered await approval."""
    tasks.edit(entry, task, {"state": PROPOSED})


def decide(entry: Entry, task: int, said: Approval) -> None:
    """Record what a leader decided of a task, and let it stand so."""
    entry.insert(
        "approval",
        {
            "task": task,
            "on_day": said.on.isoformat(),
            "verdict": said.verdict,
            "decided_by": said.decided_by,
            "reason": said.reason,
            "document": said.document,
        },
    )
    tasks.edit(entry, task, {"state": said.verdict})


def entry_of(db: Connection, task: int) -> int | None:
    """Return the journal entry of what was decided last of a task, None where nothing was."""
    row = db.execute(
        "SELECT max(created) FROM approval WHERE task = ? AND voided IS NULL", (task,)
    ).fetchone()
    return None if row[0] is None else int(row[0])


def of_task(db: Connection, task: int, as_of: date) -> list[Approval]:
    """Return what was decided of a task up to a day, oldest first."""
    return [said for _task, said in _every(db, [task], as_of)]


def newest(db: Connection, tasks: Iterable[int], as_of: date) -> dict[int, Approval]:
    """Return what was decided last of each of some tasks up to a day; those without a decision are left out."""
    return dict(_every(db, tasks, as_of))


def _every(db: Connection, tasks: Iterable[int], as_of: date) -> list[tuple[int, Approval]]:
    rows = db.execute(
        "SELECT a.*, j.actor FROM json_each(?) w CROSS JOIN approval a ON a.task = w.value"
        " JOIN journal j ON j.seq = a.created WHERE a.voided IS NULL AND a.on_day <= ?"
        " ORDER BY a.task, a.on_day, a.id",
        (json.dumps(list(tasks)), as_of.isoformat()),
    )
    return [(row["task"], _approval(row)) for row in rows]


def _approval(row: Row) -> Approval:
    return Approval(
        date.fromisoformat(row["on_day"]),
        row["verdict"],
        row["decided_by"],
        row["reason"],
        row["document"],
        row["actor"],
        row["created"],
    )
