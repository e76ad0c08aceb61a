"""Other names of units: short ones, old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasktrack.domain.text import fold
from tasktrack.domain.unit import Alias
from tasktrack.store.connect import Connection

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry


def code_of(db: Connection, name: str) -> str | None:
    """Return the code of the unit that has this other name, case and diacritics aside."""
    row = db.execute(
        "SELECT u.code FROM unit_alias a JOIN unit u ON u.id = a.unit"
        " WHERE a.folded = ? AND a.voided IS NULL AND u.voided IS NULL",
        (fold(name),),
    ).fetchone()
    return str(row["code"]) if row else None


def codes_named(db: Connection, name: str) -> list[str]:
    """Return the codes of the units whose whole official name this is, case and diacritics aside."""
    rows = db.execute(
        "SELECT code FROM unit WHERE folded = ? AND voided IS NULL ORDER BY code", (fold(name),)
    )
    return [str(row["code"]) for row in rows]


def of_unit(db: Connection, unit: int) -> tuple[str, ...]:
    """Return the other names of one unit, in the order in which they were given."""
    rows = db.execute("SELECT alias FROM unit_alias WHERE unit = ? AND voided IS NULL ORDER BY id", (unit,))
    return tuple(str(row["alias"]) for row in rows)


def every(db: Connection) -> list[Alias]:
    """Return every other name with its unit, by unit."""
    rows = db.execute(
        "SELECT u.code, u.name, a.alias FROM unit_alias a JOIN unit u ON u.id = a.unit"
        " WHERE a.voided IS NULL AND u.voided IS NULL ORDER BY u.code, a.id"
    )
    return [Alias(row["alias"], row["code"], row["name"]) for row in rows]


def add(entry: Entry, unit: int, name: str) -> None:
    """Give a unit another name; whether it is free is asked before."""
    entry.insert("unit_alias", {"unit": unit, "alias": name, "folded": fold(name)})


def remove(entry: Entry, unit: int, name: str) -> bool:
    """Take another name from a unit; return False when it has none like that."""
    row = entry.db.execute(
        "SELECT id FROM unit_alias WHERE unit = ? AND folded = ? AND voided IS NULL", (unit, fold(name))
    ).fetchone()
    if row is not None:
        entry.void("unit_alias", row["id"])
    return row is not None
