"""The direction book: leaders' instructions, what was reported after them, and the obstacles that wait for one."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.direction import UNFINISHED, Answer, Direction, Remark
from tasktrack.domain.fact_scope import NEVER
from tasktrack.domain.following import Followed
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import known

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_COLUMNS = (
    "d.id, t.code, d.on_day, d.text, d.given_by, d.document, d.answers, o.code, o.title, j.actor, d.created"
)
_FROM = (
    "main.direction d JOIN main.task t ON t.id = d.task JOIN main.journal j ON j.seq = d.created"
    " LEFT JOIN main.task o ON o.id = d.opens"
)
# Reported on the same day counts where it was recorded after the direction; the entry that it answers, corrected
# later, says nothing new.
REPORTED_SINCE = """(SELECT min(p.on_day) FROM main.progress p WHERE {tasks} AND p.voided IS NULL
  AND p.on_day BETWEEN {said}.on_day AND :as_of AND (p.on_day > {said}.on_day
    OR coalesce(p.there_entry, p.created) > coalesce({said}.there_entry, {said}.created)){but})"""
_REPORTED = REPORTED_SINCE.format(
    said="d",
    tasks="p.task IN (d.task, d.opens)",
    but=" AND (d.answers IS NULL OR p.corrects IS NOT d.answers)",
)


def add(entry: Entry, values: dict[str, Value]) -> int:
    """Insert a direction; its task, the one it opens and the entry it answers are given by id."""
    return entry.insert("direction", values)


def find(db: Connection, number: int) -> Direction:
    """Return the direction of that number."""
    return _direction(db.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE d.id = ?", (number,)).fetchone())


def of_task(db: Connection, task: int, as_of: date) -> list[Direction]:
    """Return the directions on a task by a day, in their order."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE d.task = ? AND d.on_day <= ? AND d.voided IS NULL"
        " ORDER BY d.on_day, d.id",
        (task, as_of.isoformat()),
    )
    return [_direction(row) for row in rows]


def that_opened(db: Connection, task: int, as_of: date) -> list[Direction]:
    """Return the directions on other tasks that opened this one, by a day."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE d.opens = ? AND d.on_day <= ? AND d.voided IS NULL"
        " ORDER BY d.on_day, d.id",
        (task, as_of.isoformat()),
    )
    return [_direction(row) for row in rows]


def twin(db: Connection, values: dict[str, Value]) -> int | None:
    """Return the direction that says the same of a task already."""
    names = ("task", "on_day", "text", "given_by", "document", "answers")
    where = " AND ".join(f"{name} IS :{name}" for name in names)
    row = db.execute(f"SELECT id FROM direction WHERE voided IS NULL AND {where}", values).fetchone()
    return int(row[0]) if row else None


def in_span(
    db: Connection, source: str, from_on: date, to_on: date, as_of: date
) -> list[tuple[int, Direction, Followed]]:
    """Return the directions of a span, both ends included, each with its task's id and what followed by a day.

    `source` is the relation with every task's state as of that day (store.now.source). One statement.
    """
    rows = db.execute(
        f"SELECT {_COLUMNS}, d.task, n.state, {_REPORTED} AS reported FROM {_FROM} JOIN {source} n ON n.task = d.task"
        " WHERE d.on_day BETWEEN :from_on AND :to_on AND d.voided IS NULL ORDER BY d.on_day, d.id",
        {"from_on": from_on.isoformat(), "to_on": to_on.isoformat(), "as_of": as_of.isoformat()},
    )
    return [(row["task"], one := _direction(row), followed(row, one.on, as_of)) for row in rows]


def followed(row: Row, on: date, as_of: date) -> Followed:
    """Read what followed from a row with `state` and `reported`."""
    reported = row["reported"]
    return Followed(on, date.fromisoformat(reported) if reported else None, row["state"], as_of)


def remarks(db: Connection, source: str, as_of: date, lead: int | None = None) -> list[Remark]:
    """Return the entries of unfinished tasks that name an obstacle or a proposal, by a day, in their order.

    `source` is as for `in_span`; `lead` narrows to the tasks that a unit, given by id, leads. One statement, which
    reads the entries of unfinished tasks alone.
    """
    states = ", ".join(f"'{state}'" for state in UNFINISHED)
    rows = db.execute(
        f"SELECT p.id, p.task, p.on_day, p.obstacle, p.proposal FROM {source} n CROSS JOIN main.progress p"
        f" ON p.task = n.task WHERE n.state IN ({states}){' AND n.lead = :lead' * (lead is not None)}"
        " AND p.on_day <= :as_of AND p.voided IS NULL AND coalesce(p.obstacle, p.proposal) IS NOT NULL"
        " ORDER BY p.on_day, p.id",
        {"as_of": as_of.isoformat(), "lead": lead},
    )
    return [Remark(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4]) for row in rows]


def answers(db: Connection, tasks: Collection[int], as_of: date, seq: int = NEVER) -> list[Answer]:
    """Return the directions by a day that answer an entry of these tasks, under the number of that entry.

    `seq` is the journal entry to which they were known.
    """
    rows = db.execute(
        "SELECT d.answers, d.id, d.on_day, d.given_by, d.text, d.document FROM json_each(:tasks) asked"
        " CROSS JOIN main.direction d ON d.task = asked.value WHERE d.answers IS NOT NULL AND d.on_day <= :as_of"
        f" AND {known('d')} ORDER BY d.on_day, d.id",
        {"tasks": json.dumps(list(tasks)), "as_of": as_of.isoformat(), "seq": seq},
    )
    return [Answer(row[0], row[1], date.fromisoformat(row[2]), *tuple(row)[3:]) for row in rows]


def corrections(db: Connection, tasks: Collection[int], seq: int = NEVER) -> dict[int, int]:
    """Return, for each entry of these tasks that was replaced, the number of the one that replaced it."""
    rows = db.execute(
        "SELECT p.corrects, p.id FROM json_each(:tasks) asked CROSS JOIN main.progress p ON p.task = asked.value"
        " JOIN main.progress old ON old.id = p.corrects AND old.voided = p.created WHERE p.created <= :seq",
        {"tasks": json.dumps(list(tasks)), "seq": seq},
    )
    return {row[0]: row[1] for row in rows}


def _direction(row: Row) -> Direction:
    return Direction(row[0], row[1], date.fromisoformat(row[2]), *tuple(row)[3:11])
