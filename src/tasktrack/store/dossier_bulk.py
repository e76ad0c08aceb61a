"""The dossier book, many at a time: what an import asks and writes, a query a batch."""

import json
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tasktrack.domain.text import fold
from tasktrack.store.changes import RowChange, change_many
from tasktrack.store.connect import Connection
from tasktrack.store.journal import Entry, Value

COLUMNS: Final = (
    "key",
    "unit",
    "officer",
    "procedure",
    "channel",
    "submitted_at",
    "received_at",
    "appointed_at",
    "returned_at",
    "paused_from",
    "paused_to",
    "supplements",
    "bodies",
    "parts_points",
    "attitude_points",
)
# What a dossier says, in the order of the columns.
Values = tuple[Value, ...]
_SELECT: Final = f"SELECT d.id, d.seq, {', '.join('d.' + name for name in COLUMNS)}"
_TWINS: Final = f"SELECT d.id, {', '.join('d.' + name for name in COLUMNS)}"


class Held(NamedTuple):
    """A living dossier: its number, the journal entry that wrote it last, and what it says."""

    id: int
    seq: int
    values: Values


def is_empty(db: Connection) -> bool:
    """Tell whether the book holds no row."""
    return db.execute("SELECT 1 FROM dossier LIMIT 1").fetchone() is None


def with_keys(db: Connection, keys: Sequence[str]) -> dict[str, Held]:
    """Return the living dossiers that have one of these keys."""
    if not keys:
        return {}
    rows = db.execute(
        f"{_SELECT} FROM json_each(?) w CROSS JOIN dossier d ON d.key = w.value AND d.voided IS NULL",
        (json.dumps(keys),),
    )
    return {row[2]: Held(row[0], row[1], tuple(row)[2:]) for row in rows}


def by_id(db: Connection, number: int) -> Held:
    """Return the dossier of that number."""
    row = db.execute(f"{_SELECT} FROM dossier d WHERE d.id = ?", (number,)).fetchone()
    return Held(row[0], row[1], tuple(row)[2:])


def without_keys(db: Connection, places: Iterable[Values], seq: int) -> dict[Values, list[int]]:
    """Return the ids of living dossiers without a key by what they say, of those that earlier entries inserted.

    They are of units and the moments they were received or sent in.
    """
    given = json.dumps(list(places))
    found: dict[Values, list[int]] = {}
    if given == "[]":
        return found
    rows = db.execute(
        f"{_TWINS} FROM json_each(?) w CROSS JOIN dossier d ON d.unit = w.value ->> 0"
        " AND d.received_at IS w.value ->> 1 WHERE d.submitted_at IS w.value ->> 2"
        " AND d.key IS NULL AND d.voided IS NULL AND d.created < ? ORDER BY d.id",
        (given, seq),
    )
    for row in rows:
        found.setdefault(tuple(row)[1:], []).append(row[0])
    return found


def add(entry: Entry, new: Sequence[Values]) -> None:
    """Insert dossiers."""
    if new:
        entry.insert_many("dossier", COLUMNS, new)


def change(entry: Entry, changes: Sequence[tuple[Held, Values]]) -> None:
    """Give dossiers other values; each was written by an earlier entry and comes once."""
    rows = [RowChange(held.id, held.seq, held.values, values) for held, values in changes]
    change_many(entry, "dossier", COLUMNS, rows)


def procedure(entry: Entry, name: str) -> int:
    """Return the number of a procedure, capitals and diacritics aside; one that is new is entered."""
    folded = fold(name)
    row = entry.db.execute(
        "SELECT id FROM procedure WHERE folded = ? AND voided IS NULL ORDER BY name <> ?, id", (folded, name)
    ).fetchone()
    return int(row[0]) if row else entry.insert("procedure", {"name": name, "folded": folded})


def procedure_name(db: Connection, number: int) -> str:
    """Return the name of a procedure."""
    return str(db.execute("SELECT name FROM procedure WHERE id = ?", (number,)).fetchone()[0])
