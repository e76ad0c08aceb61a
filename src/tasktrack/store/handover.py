"""Hand-overs of tasks between units, read from the book of changes."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.domain.handover import HandedSupport, HandedTask
from tasktrack.domain.task import LeadChange, TaskFilter
from tasktrack.store import task_list
from tasktrack.store.connect import Connection
from tasktrack.store.facts import NOW_COLUMNS, state_select
from tasktrack.store.rows import day


class Handing(NamedTuple):
    """One change of lead, units by id."""

    task: int
    on: date
    giver: int
    taker: int
    document: str | None
    approved_by: str | None


def of_unit(db: Connection, unit: int, as_of: date) -> list[Handing]:
    """Return the hand-overs by and to a unit that counted by a day, oldest first."""
    rows = db.execute(
        "SELECT task, on_day, CAST(before AS INTEGER), CAST(after AS INTEGER), document, approved_by FROM change"
        " WHERE kind = 'hand-over' AND field = 'lead' AND voided IS NULL AND on_day <= ?2 AND ?1 IN (before, after)"
        " ORDER BY on_day, id",
        (str(unit), as_of.isoformat()),
    )
    return [Handing(row[0], date.fromisoformat(row[1]), *tuple(row)[2:]) for row in rows]


def leads_of(db: Connection, task: int, as_of: date) -> list[LeadChange]:
    """Return the units that handed a task on by a day, oldest first."""
    rows = db.execute(
        "SELECT u.code, u.name, c.on_day, c.document FROM change c JOIN unit u ON u.id = CAST(c.before AS INTEGER)"
        " WHERE c.task = ? AND c.kind = 'hand-over' AND c.field = 'lead' AND c.voided IS NULL AND c.on_day <= ?"
        " ORDER BY c.on_day, c.id",
        (task, as_of.isoformat()),
    )
    return [LeadChange(row[0], row[1], date.fromisoformat(row[2]), row[3]) for row in rows]


def tasks(
    db: Connection, wanted: Iterable[int], on: date, soon_days: int, *, done_needs_review: bool
) -> list[HandedTask]:
    """Return tasks as they stood at the end of the day before, in the order of their numbers."""
    ids, eve = json.dumps(list(wanted)), on - timedelta(days=1)
    _look_up(db, ids, eve, done_needs_review=done_needs_review)
    soon = eve + timedelta(days=soon_days)
    rows = task_list.rows(db, "temp.task_handed", TaskFilter(sort="code"), eve, soon)
    more = {
        row["id"]: row
        for row in db.execute(
            "SELECT t.id, t.document_date, p.code AS parent, o.name FROM json_each(?) w JOIN task t ON t.id = w.value"
            " LEFT JOIN temp.task_handed h ON h.task = t.id LEFT JOIN task p ON p.id = t.parent"
            " LEFT JOIN officer o ON o.id = h.officer",
            (ids,),
        )
    }
    return [
        HandedTask(row, day(beside["document_date"]), beside["name"], beside["parent"])
        for row in rows
        for beside in (more[row.id],)
    ]


def supports(db: Connection, giver: int, taker: int, on: date) -> list[HandedSupport]:
    """Return the tasks in which one unit supports in the place of another since a merger, split or closure.

    Each with the due date that counts at the end of the day before: that of the part, else the task's.
    """
    found = db.execute(
        "WITH orders AS MATERIALIZED (SELECT created, kind FROM unit_succession"
        " WHERE old = ?1 AND new = ?2 AND on_day = ?3 AND voided IS NULL)"
        " SELECT DISTINCT t.id, t.code, t.title, u.code AS lead, s.part, s.due_on FROM task_support s"
        " JOIN orders c ON c.created = s.voided JOIN task t ON t.id = s.task JOIN unit u ON u.id = t.lead"
        " WHERE s.unit = ?1 AND (c.kind <> 'split' OR s.task IN"
        " (SELECT task FROM task_support WHERE unit = ?2 AND created IN (SELECT created FROM orders))) ORDER BY t.id",
        (giver, taker, on.isoformat()),
    ).fetchall()
    eve = on - timedelta(days=1)
    _look_up(db, json.dumps([row["id"] for row in found]), eve, done_needs_review=False)
    wholes = dict(db.execute("SELECT task, due_on FROM temp.task_handed").fetchall())
    return [
        HandedSupport(
            row["code"], row["title"], row["lead"], row["part"], day(row["due_on"] or wholes.get(row["id"]))
        )
        for row in found
    ]


def _look_up(db: Connection, ids: str, as_of: date, *, done_needs_review: bool) -> None:
    """Fill temp.task_handed with the states of some tasks as of a day."""
    db.execute("DROP TABLE IF EXISTS temp.task_handed")
    others = NOW_COLUMNS.removeprefix("task, ")
    db.execute(f"CREATE TEMP TABLE task_handed (task INTEGER PRIMARY KEY, {others})")
    db.execute(
        f"INSERT INTO temp.task_handed SELECT {NOW_COLUMNS} FROM ({state_select(among=True)})",
        {"as_of": as_of.isoformat(), "done_needs_review": int(done_needs_review), "tasks": ids},
    )
