"""Piles of open tasks, found by the indexes of task_now: what is read follows the work in hand, never the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.store import task_list
from tasktrack.store.connect import Connection

if TYPE_CHECKING:
    from tasktrack.store.journal import Value

# Each selects task and since: the day by which a pile is sorted, the oldest first.
_DUE: Final = "SELECT task, due_on AS since FROM {source} n WHERE state = 'open'{own}"
_HELD: Final = "SELECT task, due_on AS since FROM {source} n WHERE state = '{state}'{among}"
_PILES: Final = {
    "overdue": f"{_DUE} AND due_on < :today",
    "this_week": f"{_DUE} AND due_on BETWEEN :today AND :week_ends",
    "due_soon": f"{_DUE} AND due_on BETWEEN :today AND :soon",
    "awaiting": _HELD.replace("{state}", "awaiting-review"),
    "returned": _HELD.replace("{state}", "returned"),
    # Most silent tasks were heard of before; only those that never were are looked up in their book. Work that
    # was returned had been reported.
    "silent": (
        "SELECT task, last_on AS since FROM {source} n WHERE state = 'open'{own} AND last_on <= :silent_since"
        " UNION ALL SELECT n.task, t.assigned_on FROM {source} n JOIN task t ON t.id = n.task"
        " WHERE n.state = 'open'{own} AND n.last_on IS NULL AND t.assigned_on <= :silent_since"
        " UNION ALL SELECT task, last_on FROM {source} n WHERE state = 'returned'{among} AND last_on <= :silent_since"
    ),
}


class Found(NamedTuple):
    """How many tasks a pile holds, and the ids of the first."""

    total: int
    tasks: list[int]


class Desk(NamedTuple):
    """Whose tasks are looked at, in which relation, and the days that bound the piles.

    `lead` and `officer` are ids, `under` those of several leads; None does not narrow.
    """

    source: str
    today: date
    week_ends: date
    soon: date
    silent_since: date
    lead: int | None = None
    officer: int | None = None
    under: tuple[int, ...] | None = None


def pile(db: Connection, desk: Desk, name: str, most: int) -> Found:
    """Return one pile, at most `most` of its tasks; those without a day come last."""
    statement, parameters = _statement(desk, name)
    order = "since IS NULL, since, task" if name in ("awaiting", "returned") else "since, task"
    rows = db.execute(f"{statement} ORDER BY {order} LIMIT :most", {**parameters, "most": most})
    tasks = [row["task"] for row in rows]
    return Found(count(db, desk, name) if len(tasks) == most else len(tasks), tasks)


def count(db: Connection, desk: Desk, name: str) -> int:
    """Return how many tasks a pile holds."""
    statement, parameters = _statement(desk, name)
    return int(db.execute(f"SELECT count(*) FROM ({statement})", parameters).fetchone()[0])


def rows(db: Connection, desk: Desk, tasks: Sequence[int]) -> dict[int, TaskRow]:
    """Return the lines of these tasks, by id."""
    chosen = f"(SELECT * FROM {desk.source} WHERE task IN ({', '.join(map(str, tasks))}))"
    found = task_list.rows(db, chosen, TaskFilter(), desk.today, desk.soon)
    return {row.id: row for row in found}


def _statement(desk: Desk, name: str) -> tuple[str, Mapping[str, Value]]:
    own = " AND n.lead = :lead" * (desk.lead is not None) + " AND n.officer = :officer" * (
        desk.officer is not None
    )
    if desk.under is not None:
        own += f" AND n.lead IN ({', '.join(map(str, desk.under))})"
    # Sub-tasks are counted in place of the task that they are parts of, never beside it.
    own += f" AND NOT {task_list.is_parent(desk.source)}"
    # The plus keeps SQLite from walking through all that a unit ever led: what is held at reviewers is less.
    among = own.replace(" n.", " +n.")
    parameters: dict[str, Value] = {
        "today": desk.today.isoformat(),
        "week_ends": desk.week_ends.isoformat(),
        "soon": desk.soon.isoformat(),
        "silent_since": desk.silent_since.isoformat(),
        "lead": desk.lead,
        "officer": desk.officer,
    }
    return _PILES[name].format(source=desk.source, own=own, among=among), parameters
