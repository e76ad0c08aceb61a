"""The refusal book: units that say a task is not their function, and what a leader decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.transfer import SETTLED, Refusal
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.domain.change import Grounds
    from tasktrack.store.journal import Entry

# What was decided only after :as_of is undecided on that day.
_SELECT = (
    "SELECT r.id, t.code AS task, t.title, u.code AS unit, u.name AS unit_name, r.on_day, r.reason, r.document,"
    " r.decided_on <= :as_of AS decided, r.outcome, r.decided_on, r.decided_by, r.decision, v.code AS to_unit,"
    " v.name AS to_name, j.actor, r.created, d.actor AS decided_actor, d.seq AS decided_in"
    " FROM refusal r JOIN task t ON t.id = r.task JOIN unit u ON u.id = r.unit JOIN journal j ON j.seq = r.created"
    " LEFT JOIN unit v ON v.id = r.to_unit LEFT JOIN journal d"
    " ON d.seq = (SELECT max(seq) FROM journal_row WHERE book = 'refusal' AND id = r.id)"
    " WHERE r.voided IS NULL AND r.on_day <= :as_of"
)

# Tasks with a refusal that are over, and since when.
_OVER = """
SELECT t.code AS task, n.state, CASE n.state WHEN 'done' THEN n.completed_on ELSE
  (SELECT max(c.on_day) FROM change c WHERE c.task = t.id AND c.kind = 'withdraw' AND c.voided IS NULL
   AND c.on_day <= :as_of) END AS on_day
FROM (SELECT DISTINCT task FROM refusal WHERE voided IS NULL AND on_day <= :as_of) r
JOIN task t ON t.id = r.task JOIN {states} n ON n.task = t.id WHERE n.state IN ('done', 'withdrawn')"""


def add(entry: Entry, task: int, unit: int, grounds: Grounds) -> int:
    """Insert a refusal that nobody has decided."""
    entry.about(task)
    return entry.insert(
        "refusal",
        {
            "task": task,
            "unit": unit,
            "on_day": grounds.on.isoformat(),
            "reason": grounds.reason,
            "document": grounds.document,
        },
    )


def decide(entry: Entry, task: int, refusal: int, grounds: Grounds, to_unit: int | None) -> None:
    """Record what a leader decided: without `to_unit` the task stays with the unit that refused it."""
    entry.about(task)
    entry.update(
        "refusal",
        refusal,
        {
            "outcome": "stays" if to_unit is None else "reassigned",
            "decided_on": grounds.on.isoformat(),
            "decided_by": grounds.approved_by,
            "decision": grounds.document,
            "to_unit": to_unit,
        },
    )


def undecided(db: Connection, task: int) -> Refusal | None:
    """Return the refusal of a task that nobody has decided."""
    row = db.execute(
        f"{_SELECT} AND r.task = :task AND r.outcome IS NULL", {"task": task, "as_of": date.max.isoformat()}
    ).fetchone()
    return _refusal(row) if row else None


def last_day(db: Connection, task: int) -> date | None:
    """Return the day of the newest decision on a refusal of a task."""
    row = db.execute(
        "SELECT max(decided_on) FROM refusal WHERE task = ? AND voided IS NULL", (task,)
    ).fetchone()
    return day(row[0])


def of_task(db: Connection, task: int, as_of: date) -> list[Refusal]:
    """Return the refusals of a task known by a day, oldest first."""
    rows = db.execute(
        f"{_SELECT} AND r.task = :task ORDER BY r.on_day, r.id", {"task": task, "as_of": as_of.isoformat()}
    )
    return [_refusal(row) for row in rows]


def in_span(db: Connection, states: str, first: date, as_of: date) -> list[Refusal]:
    """Return the refusals made in a span, and those made before it and undecided when it began, oldest first.

    `states` is the relation with every task's state on the last day: what is finished or withdrawn by then waits
    for no decision.
    """
    days = {"first": first.isoformat(), "as_of": as_of.isoformat()}
    over = {row["task"]: row for row in db.execute(_OVER.format(states=states), days)}
    rows = db.execute(
        f"{_SELECT} AND (r.on_day >= :first OR r.outcome IS NULL OR r.decided_on >= :first)"
        " ORDER BY r.on_day, r.id",
        days,
    )
    told = [_settled(_refusal(row), over.get(row["task"])) for row in rows]
    return [one for one in told if one.on >= first or one.decided_on is None or one.decided_on >= first]


def _settled(asked: Refusal, over: Row | None) -> Refusal:
    """Return a refusal, settled where nobody decided it before its task was over."""
    if asked.outcome or over is None:
        return asked
    return asked._replace(outcome=SETTLED[over["state"]], decided_on=day(over["on_day"]))


def _refusal(row: Row) -> Refusal:
    asked = (*row[:5], date.fromisoformat(row["on_day"]), row["reason"], row["document"])
    entered = (row["actor"], row["created"])
    if not row["decided"]:
        return Refusal._make((*asked, *(None,) * 6, *entered, "", 0))
    decided = (row["outcome"], day(row["decided_on"]), *row[11:15])
    return Refusal._make((*asked, *decided, *entered, row["decided_actor"], row["decided_in"]))
