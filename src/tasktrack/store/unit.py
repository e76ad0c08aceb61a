"""The unit book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.text import fold, sort_key
from tasktrack.domain.unit import Unit
from tasktrack.store.code import stored_code
from tasktrack.store.connect import Connection, Row
from tasktrack.store.inherited import INHERITED
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_SELECT = (
    "SELECT u.id, u.code, u.name, u.block, p.code AS parent, u.valid_from, u.valid_to"
    " FROM unit u LEFT JOIN unit p ON p.id = u.parent WHERE u.voided IS NULL"
)


def find(db: Connection, code: str) -> Unit | None:
    """Return the unit with that code, letters in any case."""
    row = db.execute(f"{_SELECT} AND u.code = ?", (code,)).fetchone()
    if row is None and (stored := stored_code(db, "unit", code)):
        row = db.execute(f"{_SELECT} AND u.code = ?", (stored,)).fetchone()
    return _unit(row) if row else None


def every(db: Connection) -> list[Unit]:
    """Return all units, by block and then in Vietnamese alphabetical order."""
    units = [_unit(row) for row in db.execute(_SELECT)]
    return sorted(units, key=lambda unit: (unit.block is None, unit.block or "", sort_key(unit.name)))


def codes(db: Connection) -> dict[int, str]:
    """Return the codes of all units by their ids."""
    return dict(db.execute("SELECT id, code FROM unit WHERE voided IS NULL ORDER BY id").fetchall())


def folded_names(db: Connection) -> list[tuple[int, str]]:
    """Return all units by id with their names and other names, diacritics aside."""
    rows = db.execute(
        "SELECT id, folded FROM unit WHERE voided IS NULL UNION SELECT a.unit, a.folded FROM unit_alias a"
        " JOIN unit u ON u.id = a.unit WHERE a.voided IS NULL AND u.voided IS NULL"
    )
    return [(row["id"], row["folded"]) for row in rows]


def blocks(db: Connection) -> list[str]:
    """Return the blocks that units stand in."""
    rows = db.execute(
        "SELECT DISTINCT block FROM unit WHERE block IS NOT NULL AND voided IS NULL ORDER BY block"
    )
    return [str(row["block"]) for row in rows]


def add(entry: Entry, values: dict[str, Value]) -> int:
    """Insert a unit; its parent is given by id."""
    return entry.insert("unit", {**values, "folded": fold(str(values["name"]))})


def next_id(db: Connection) -> int:
    """Return the number that the next unit takes."""
    return int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM unit").fetchone()[0])


def rename(entry: Entry, unit: int, name: str) -> bool:
    """Give a unit another name; closed periods keep the old one."""
    return entry.update("unit", unit, {"name": name, "folded": fold(name)})


def edit(entry: Entry, unit: int, values: dict[str, Value]) -> bool:
    """Change columns of a unit; closed periods keep its old name and block."""
    folded: dict[str, Value] = {"folded": fold(str(values["name"]))} if "name" in values else {}
    return entry.update("unit", unit, values | folded)


def _unit(row: Row) -> Unit:
    return Unit(
        row["id"],
        row["code"],
        row["name"],
        row["block"],
        row["parent"],
        day(row["valid_from"]),
        day(row["valid_to"]),
    )


def states(db: Connection, unit: int, source: str) -> dict[str, int]:
    """Return how many of the tasks that a unit leads stand in each state."""
    rows = db.execute(
        f"SELECT state, count(*) FROM {source} WHERE lead = ? GROUP BY state ORDER BY state", (unit,)
    )
    return {row[0]: row[1] for row in rows}


def inherited_states(db: Connection, unit: int, source: str, today: date) -> dict[str, int]:
    """Return how many of the tasks that a unit leads, and has from another one, stand in each state."""
    rows = db.execute(
        f"SELECT n.state, count(*) FROM {source} n WHERE n.lead = :unit AND {INHERITED}"
        " GROUP BY n.state ORDER BY n.state",
        {"unit": unit, "today": today.isoformat()},
    )
    return {row[0]: row[1] for row in rows}


def by_id(db: Connection, unit: int) -> Unit:
    """Return the unit of that id."""
    return _unit(db.execute(f"{_SELECT} AND u.id = ?", (unit,)).fetchone())
