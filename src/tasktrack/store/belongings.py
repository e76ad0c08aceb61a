"""What units have on the last day before a new order: unfinished tasks, supports, officers, units below them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.store.connect import Connection
from tasktrack.store.facts import state_select

_UNITS = "IN (SELECT value FROM json_each(:units))"
_UNFINISHED = "coalesce(l.state NOT IN ('done', 'withdrawn'), 0)"
# What was finished before that day is left out here: a unit may have led very much in its life.
_CONCERNED = f"""
  SELECT task FROM task_now WHERE lead {_UNITS} AND (state <> 'done' OR completed_on >= :on)
  UNION SELECT s.task FROM task_support s JOIN task_now n ON n.task = s.task
    WHERE s.unit {_UNITS} AND s.voided IS NULL AND (n.state <> 'done' OR n.completed_on >= :on)"""
# A change of lead that counts from the new order on is `later`: who leads since then leads from that day.
_LED = f"""
SELECT * FROM (
  SELECT t.id, t.code, t.key, t.title, t.lead, t.officer, t.due_on, t.assigned_on, {_UNFINISHED} AS unfinished,
    (SELECT max(c.on_day) FROM change c WHERE c.task = t.id AND c.field = 'lead' AND c.voided IS NULL
      AND c.on_day >= :on) AS later
  FROM task_now n JOIN task t ON t.id = n.task LEFT JOIN temp.task_left l ON l.task = t.id WHERE n.lead {_UNITS})
WHERE later IS NOT NULL OR assigned_on >= :on OR unfinished ORDER BY id"""
# A part that was reported done stays with who did it.
_SUPPORTED = f"""
SELECT s.id, s.task, t.code, t.key, t.title, s.unit, s.part, s.due_on, t.lead
FROM task_support s JOIN task t ON t.id = s.task LEFT JOIN temp.task_left l ON l.task = t.id
WHERE s.unit {_UNITS} AND s.voided IS NULL AND t.voided IS NULL AND (t.assigned_on >= :on OR {_UNFINISHED})
  AND NOT EXISTS (SELECT 1 FROM support_entry e WHERE e.task = s.task AND e.unit = s.unit AND e.done_on IS NOT NULL
    AND e.voided IS NULL)
ORDER BY s.id"""
# Of several postings on a day the one that began last is held, as in the officer book.
_SERVING = f"""
SELECT p.id, p.officer, o.code, o.name, p.unit, p.position, p.manager, p.similar_group, p.from_on, p.to_on,
  p.id = coalesce((SELECT q.id FROM posting q WHERE q.officer = p.officer AND q.voided IS NULL
    AND (q.from_on IS NULL OR q.from_on <= :on) AND (q.to_on IS NULL OR q.to_on >= :on)
    ORDER BY q.from_on DESC, q.id DESC LIMIT 1), 0) AS held
FROM posting p JOIN officer o ON o.id = p.officer
WHERE p.unit {_UNITS} AND p.voided IS NULL AND o.voided IS NULL AND (p.to_on IS NULL OR p.to_on >= :on)
ORDER BY o.code, p.from_on, p.id"""
_BELOW = f"""
SELECT id, code, name, parent FROM unit
WHERE parent {_UNITS} AND NOT id {_UNITS} AND voided IS NULL AND (valid_to IS NULL OR valid_to >= :on) ORDER BY code"""


class Led(NamedTuple):
    """A task that a unit leads and that is to pass on; `later` is the day of a hand-over to it in the new order."""

    id: int
    code: str
    key: str | None
    title: str
    lead: int
    officer: int | None
    due_on: str | None
    assigned_on: str
    unfinished: int
    later: str | None


class Supported(NamedTuple):
    """A task in which a unit supports, by the row that says so."""

    row: int
    id: int
    code: str
    key: str | None
    title: str
    unit: int
    part: str | None
    due_on: str | None
    lead: int


class Serving(NamedTuple):
    """A posting that goes on in the new order, or begins in it; `held` where it is the one held on its first day."""

    posting: int
    id: int
    code: str
    name: str
    unit: int
    position: str
    manager: int | None
    similar_group: str | None
    from_on: str | None
    to_on: str | None
    held: int


class Below(NamedTuple):
    """A unit that stands below one of those asked for."""

    id: int
    code: str
    name: str
    parent: int


class Belongings(NamedTuple):
    """All that has to pass on when units end."""

    led: tuple[Led, ...]
    supported: tuple[Supported, ...]
    serving: tuple[Serving, ...]
    below: tuple[Below, ...]

    def __bool__(self) -> bool:
        return any(self[:])


def of_units(db: Connection, units: Iterable[int], on: date, *, done_needs_review: bool) -> Belongings:
    """Return what units have at the end of the day before `on`, and what was entered under them since.

    Tasks finished by then stay where they are; one finished since passes on, for it was open then.
    """
    told = {"units": json.dumps(list(units)), "on": on.isoformat()}
    tasks = db.execute(f"SELECT json_group_array(task) FROM ({_CONCERNED})", told).fetchone()[0]
    db.execute("DROP TABLE IF EXISTS temp.task_left")
    db.execute("CREATE TEMP TABLE task_left (task INTEGER PRIMARY KEY, state)")
    db.execute(
        f"INSERT INTO temp.task_left SELECT task, state FROM ({state_select(among=True)})",
        {
            "as_of": (on - timedelta(days=1)).isoformat(),
            "done_needs_review": int(done_needs_review),
            "tasks": tasks,
        },
    )
    return Belongings(
        tuple(Led(*row) for row in db.execute(_LED, told)),
        tuple(Supported(*row) for row in db.execute(_SUPPORTED, told)),
        tuple(Serving(*row) for row in db.execute(_SERVING, told)),
        tuple(Below(*row) for row in db.execute(_BELOW, told)),
    )


def passed_on(db: Connection, units: Iterable[int], takers: Iterable[int], on: date) -> list[str]:
    """Return the codes of the tasks that went from these units on that day or later, to others than the takers."""
    units = list(units)
    rows = db.execute(
        f"SELECT DISTINCT t.id, t.code FROM change c JOIN task t ON t.id = c.task WHERE c.on_day >= :on"
        f" AND c.field = 'lead' AND c.voided IS NULL AND CAST(c.before AS INTEGER) {_UNITS}"
        " AND t.lead NOT IN (SELECT value FROM json_each(:known)) ORDER BY t.id",
        {"units": json.dumps(units), "known": json.dumps([*units, *takers]), "on": on.isoformat()},
    )
    return [row["code"] for row in rows]


def supporters(db: Connection, tasks: Iterable[int]) -> dict[int, set[int]]:
    """Return the units that support each of some tasks."""
    found: dict[int, set[int]] = {}
    rows = db.execute(
        "SELECT s.task, s.unit FROM json_each(?) w CROSS JOIN task_support s ON s.task = w.value"
        " WHERE s.voided IS NULL",
        (json.dumps(list(tasks)),),
    )
    for row in rows:
        found.setdefault(row["task"], set()).add(row["unit"])
    return found
