"""Key tasks of heads: how many a unit has in a year, who has a common one, and what a scheme's facts say of them."""

import json
from collections.abc import Collection
from datetime import date
from typing import Final

from tasktrack.domain.holding import Person
from tasktrack.domain.key_tasks import LeftOut, ReviewedTask
from tasktrack.domain.text import fold
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

# A task belongs to the year of the due date with which it was registered; without one, of the day it was assigned.
_OF_YEAR: Final = "coalesce(t.due_original, t.assigned_on) BETWEEN :first AND :last"
_KEY: Final = "('key-registered', 'key-common')"


def count(db: Connection, kind: str, lead: int, first: date, last: date) -> int:
    """Return how many key tasks of a kind a unit leads in a year, those aside that were withdrawn or rejected."""
    row = db.execute(
        "SELECT count(*) FROM task_now n CROSS JOIN task t ON t.id = n.task WHERE n.lead = :lead"
        f" AND t.kind = :kind AND n.state <> 'withdrawn' AND {_OF_YEAR}",
        {"lead": lead, "kind": kind, "first": first.isoformat(), "last": last.isoformat()},
    ).fetchone()
    return int(row[0])


def holders(
    db: Connection, title: str, document: str | None, leads: Collection[int], first: date, last: date
) -> dict[int, str]:
    """Return by unit the common task of a year with that title and document that it leads, diacritics aside."""
    rows = db.execute(
        "SELECT n.lead, t.code, t.title, t.document FROM json_each(:leads) w CROSS JOIN task_now n ON n.lead = w.value"
        " CROSS JOIN task t ON t.id = n.task WHERE t.kind = 'key-common' AND n.state <> 'withdrawn'"
        f" AND {_OF_YEAR} ORDER BY t.id DESC",
        {"leads": json.dumps(list(leads)), "first": first.isoformat(), "last": last.isoformat()},
    )
    wanted = fold(title), fold(document or "")
    return {
        row["lead"]: row["code"]
        for row in rows
        if (fold(row["title"]), fold(row["document"] or "")) == wanted
    }


def heads(db: Connection, on: date) -> dict[int, list[Person]]:
    """Return by unit who heads it on a day."""
    rows = db.execute(
        "SELECT q.unit, o.code, o.name FROM posting q JOIN officer o ON o.id = q.officer AND o.voided IS NULL"
        " WHERE q.position = 'head' AND q.id = (SELECT p.id FROM posting p WHERE p.officer = o.id"
        " AND p.voided IS NULL AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on >= :day)"
        " ORDER BY p.from_on DESC, p.id DESC LIMIT 1) ORDER BY o.code",
        {"day": on.isoformat()},
    )
    found: dict[int, list[Person]] = {}
    for row in rows:
        found.setdefault(row["unit"], []).append(Person(row["code"], row["name"]))
    return found


def facts(db: Connection, closing: tuple[int, int] | None = None) -> list[ReviewedTask]:
    """Return the key tasks that temp.task_fact counts of leads, in the order in which they fall due.

    Titles are those of a closing (period, revision), else those of the task book.
    """
    book = "main.task t ON t.id = f.task"
    if closing is not None:
        book = "frozen_title t ON t.task = f.task AND t.period = ? AND t.revision = ?"
    rows = db.execute(
        "SELECT t.code, t.title, f.subject, f.kind, f.due_on, f.done_on, f.done, f.on_time, f.exceeded, f.overdue,"
        " f.carried_over, f.registered_late, f.late_days"
        f" FROM (SELECT * FROM temp.task_fact WHERE role = 'lead' AND kind IN {_KEY}) f JOIN {book}"
        " ORDER BY f.due_on IS NULL, f.due_on, f.task",
        closing or (),
    )
    return [_reviewed(row) for row in rows]


def _reviewed(row: Row) -> ReviewedTask:
    return ReviewedTask(
        code=row["code"],
        title=row["title"],
        unit=row["subject"],
        kind=row["kind"],
        due_on=day(row["due_on"]),
        done_on=day(row["done_on"]),
        done=bool(row["done"]),
        on_time=bool(row["on_time"]),
        exceeded=bool(row["exceeded"]),
        overdue=bool(row["overdue"]),
        carried_over=bool(row["carried_over"]),
        registered_late=bool(row["registered_late"]),
        late_days=row["late_days"],
    )


def left_out(db: Connection, last: date, leads: Collection[int]) -> LeftOut:
    """Return the key tasks of these units in temp.task_state that no scheme counts up to a day."""
    moved = (
        "s.state NOT IN ('proposed', 'suspended', 'withdrawn') AND t.due_original <= :last AND s.due_on > :last"
        " AND NOT EXISTS (SELECT 1 FROM temp.task_fact f WHERE f.task = s.task AND f.role = 'lead')"
    )
    rows = db.execute(
        f"SELECT t.code, iif({moved}, 'moved', s.state) AS state"
        " FROM temp.task_state s JOIN main.task t ON t.id = s.task"
        f" WHERE s.role = 'lead' AND s.kind IN {_KEY} AND s.subject IN (SELECT value FROM json_each(:leads))"
        " AND (s.state IN ('proposed', 'suspended') AND coalesce(s.due_on, s.assigned_on) <= :last"
        " OR s.state NOT IN ('proposed', 'suspended', 'withdrawn') AND s.due_on IS NULL AND s.completed_on IS NULL"
        f" OR {moved})"
        " ORDER BY s.task",
        {"leads": json.dumps(list(leads)), "last": last.isoformat()},
    ).fetchall()
    found: dict[str, list[str]] = {"proposed": [], "suspended": [], "no_due_date": [], "moved": []}
    for row in rows:
        found.get(row["state"], found["no_due_date"]).append(row["code"])
    return LeftOut(**{name: tuple(codes) for name, codes in found.items()})
