"""Hand-overs of tasks between units, read from the book of changes."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.domain.handover import HandedOfficer, HandedSupport, HandedTask
from tasktrack.domain.task import LeadChange, TaskFilter
from tasktrack.store import task_list
from tasktrack.store.connect import Connection
from tasktrack.store.facts import NOW_COLUMNS, state_select
from tasktrack.store.rows import day

# One that took a support over where it led or supported the task already got no row of its own.
_HAD_IT = """(t.lead = ?2 OR EXISTS (SELECT 1 FROM change l WHERE l.task = s.task AND l.created = c.created
  AND l.field = 'lead' AND CAST(l.after AS INTEGER) = ?2) OR EXISTS (SELECT 1 FROM task_support b
  WHERE b.task = s.task AND b.unit = ?2 AND b.created < c.created AND coalesce(b.voided > c.created, 1)))"""


class Handing(NamedTuple):
    """One change of lead, units by id; or an order between two units, without a task.

    `on` is the day of the order that it is part of, `since` the day from which the taker leads the task.
    """

    task: int | None
    on: date
    since: date
    giver: int
    taker: int
    document: str | None
    approved_by: str | None


def of_unit(db: Connection, unit: int, as_of: date) -> list[Handing]:
    """Return the hand-overs by and to a unit that counted by a day and its mergers and splits, oldest first."""
    rows = db.execute(
        "SELECT c.task, coalesce(s.on_day, c.on_day) AS on_day, c.on_day AS since, CAST(c.before AS INTEGER) AS giver,"
        " CAST(c.after AS INTEGER) AS taker, c.document, c.approved_by, 0 AS last, c.id FROM change c"
        " LEFT JOIN unit_succession s ON s.created = c.created AND s.there_entry IS c.there_entry"
        " AND s.old = CAST(c.before AS INTEGER)"
        " AND s.new = CAST(c.after AS INTEGER) AND s.voided IS NULL"
        " WHERE c.kind = 'hand-over' AND c.field = 'lead' AND c.voided IS NULL AND c.on_day <= :as_of"
        " AND CAST(:unit AS TEXT) IN (c.before, c.after)"
        " UNION ALL SELECT NULL, on_day, on_day, old, new, document, NULL, 1, id FROM unit_succession"
        " WHERE voided IS NULL AND on_day <= :as_of AND :unit IN (old, new)"
        " ORDER BY on_day, last, 9",
        {"unit": unit, "as_of": as_of.isoformat()},
    )
    return [
        Handing(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2]), *tuple(row)[3:7])
        for row in rows
    ]


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
        " WHERE s.unit = ?1 AND (c.kind <> 'split' OR EXISTS (SELECT 1 FROM task_support n WHERE n.task = s.task"
        " AND n.unit = ?2 AND n.created = c.created) OR (NOT EXISTS (SELECT 1 FROM task_support n"
        f" WHERE n.task = s.task AND n.created = c.created) AND {_HAD_IT})) ORDER BY t.id",
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


def officers(db: Connection, giver: int, taker: int, on: date) -> list[HandedOfficer]:
    """Return the officers whose posting in one unit went on in another by a merger, split or closure."""
    rows = db.execute(
        "SELECT DISTINCT o.code, o.name, p.position FROM posting p JOIN officer o ON o.id = p.officer"
        " WHERE p.unit = ?2 AND p.from_on = ?3 AND p.voided IS NULL AND p.created IN (SELECT created"
        " FROM unit_succession WHERE old = ?1 AND new = ?2 AND on_day = ?3 AND voided IS NULL)"
        " AND EXISTS (SELECT 1 FROM posting q WHERE q.officer = p.officer AND q.unit = ?1 AND q.to_on = ?4"
        " AND q.voided IS NULL) ORDER BY o.code",
        (giver, taker, on.isoformat(), (on - timedelta(days=1)).isoformat()),
    )
    return [HandedOfficer(*row) for row in rows]
