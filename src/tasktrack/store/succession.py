"""The book of successions: which body took over from which."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.succession import Succession
from tasktrack.store.connect import Connection, Row

if TYPE_CHECKING:
    from tasktrack.domain.change import Grounds
    from tasktrack.store.journal import Entry

# What is left behind and taken over later is recorded by a row of its own; it is one succession.
_SELECT = (
    "SELECT s.old, o.code AS old_code, o.name AS old_name, s.new, n.code AS new_code, n.name AS new_name,"
    " s.kind, s.on_day, s.document, s.reason FROM unit_succession s JOIN unit o ON o.id = s.old"
    " JOIN unit n ON n.id = s.new WHERE s.voided IS NULL"
)
_ORDER = " ORDER BY s.on_day, s.id"


def add(entry: Entry, old: int, new: int, kind: str, grounds: Grounds) -> int:
    """Record that one unit took over from another, both by id."""
    return entry.insert(
        "unit_succession",
        {
            "old": old,
            "new": new,
            "kind": kind,
            "on_day": grounds.on.isoformat(),
            "document": grounds.document,
            "reason": grounds.reason,
        },
    )


def every(db: Connection) -> list[Succession]:
    """Return all successions, oldest first."""
    return _once(db.execute(_SELECT + _ORDER))


def of_units(db: Connection, units: Iterable[int]) -> list[Succession]:
    """Return the successions in which these units gave or took, oldest first."""
    wanted = json.dumps(list(units))
    among = "IN (SELECT value FROM json_each(?1))"
    return _once(db.execute(f"{_SELECT} AND (s.old {among} OR s.new {among}){_ORDER}", (wanted,)))


def by(db: Connection, day: date) -> list[tuple[int, int, bool]]:
    """Return which unit took over from which by a day, in order, as (old, new, whether all of it)."""
    rows = db.execute(
        "SELECT s.old, s.new, s.kind <> 'split' OR coalesce(o.valid_to < s.on_day, 0) FROM unit_succession s"
        " JOIN unit o ON o.id = s.old WHERE s.voided IS NULL AND s.on_day <= ? ORDER BY s.on_day, s.id",
        (day.isoformat(),),
    )
    return [(row[0], row[1], bool(row[2])) for row in rows]


def ends(db: Connection) -> dict[int, date]:
    """Return the last day of every unit that has one."""
    rows = db.execute("SELECT id, valid_to FROM unit WHERE valid_to IS NOT NULL AND voided IS NULL")
    return {row["id"]: date.fromisoformat(row["valid_to"]) for row in rows}


def parents(db: Connection) -> dict[int, int | None]:
    """Return the superior of every unit, by id."""
    return dict(db.execute("SELECT id, parent FROM unit WHERE voided IS NULL").fetchall())


def _once(rows: Iterable[Row]) -> list[Succession]:
    found: dict[tuple[int, int, str, str], Succession] = {}
    for row in rows:
        one = Succession(
            row["old"],
            row["old_code"],
            row["old_name"],
            row["new"],
            row["new_code"],
            row["new_name"],
            row["kind"],
            date.fromisoformat(row["on_day"]),
            row["document"],
            row["reason"],
        )
        found.setdefault((one.old, one.new, one.kind, row["on_day"]), one)
    return list(found.values())
