"""The book of counters: what they are, and the figures given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tasktrack.domain.counter import Counter, Given, Terms
from tasktrack.store.code import stored_code
from tasktrack.store.connect import Connection, Row

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_COUNTERS = (
    "SELECT c.id, c.code, c.label_vi, c.label_en, c.measure, c.over, w.code AS whole, c.relation, c.together,"
    " (SELECT count(*) FROM counter_value v WHERE v.counter = c.id AND v.voided IS NULL) AS given"
    " FROM counter c LEFT JOIN counter w ON w.id = c.whole WHERE c.voided IS NULL"
)
_GIVEN = (
    "SELECT v.id, v.period, v.unit, u.code, u.name, c.code, v.value, v.note,"
    " EXISTS (SELECT 1 FROM period p WHERE p.key = v.period AND p.state = 'closed')"
    " FROM counter_value v JOIN unit u ON u.id = v.unit JOIN counter c ON c.id = v.counter"
    " WHERE v.voided IS NULL"
)


def every(db: Connection) -> list[Counter]:
    """Return all counters in the order in which they were defined."""
    return [_counter(row) for row in db.execute(f"{_COUNTERS} ORDER BY c.id")]


def find(db: Connection, code: str) -> Counter | None:
    """Return the counter with that code, letters in any case."""
    stored = stored_code(db, "counter", code)
    row = db.execute(f"{_COUNTERS} AND c.code = ?", (stored,)).fetchone() if stored else None
    return _counter(row) if row else None


def _counter(row: Row) -> Counter:
    return Counter(row[0], Terms(*row[1:9]), row["given"])


def put(entry: Entry, counter: int | None, values: Mapping[str, Value]) -> bool:
    """Insert a counter, or change columns of one; return whether anything is new."""
    if counter is None:
        entry.insert("counter", dict(values))
        return True
    return entry.update("counter", counter, dict(values))


def given(
    db: Connection,
    *,
    period: str | None = None,
    units: Iterable[int] | None = None,
    counter: int | None = None,
) -> list[Given]:
    """Return the figures that were given: of a period, some units and a counter, or of all."""
    rows = db.execute(
        f"{_GIVEN} AND (?1 IS NULL OR v.period = ?1) AND (?2 IS NULL OR v.counter = ?2)"
        " AND (?3 IS NULL OR v.unit IN (SELECT value FROM json_each(?3))) ORDER BY v.period, u.code, c.id",
        (period, counter, None if units is None else json.dumps(list(units))),
    )
    return [_given(row) for row in rows]


def _given(row: Row) -> Given:
    number, period, unit, code, name, counter, value, note, closed = row
    return Given(number, period, unit, code, name, counter, value, note, bool(closed))


def at(db: Connection, period: str, unit: int, counter: int) -> Given | None:
    """Return the figure given of a unit itself for a period."""
    row = db.execute(
        f"{_GIVEN} AND v.period = ? AND v.unit = ? AND v.counter = ?", (period, unit, counter)
    ).fetchone()
    return _given(row) if row else None


def set_value(
    entry: Entry, place: tuple[str, int, int], held: Given | None, values: Mapping[str, Value]
) -> str:
    """Set the figure of a place (period, unit, counter) where one is `held` or none; return what that did.

    That is added, changed or same. Columns that are not given stay as they are.
    """
    if held is None:
        names = ("period", "unit", "counter")
        entry.insert("counter_value", {**dict(zip(names, place, strict=True)), **values})
        return "added"
    return "changed" if entry.update("counter_value", held.id, dict(values)) else "same"


def add_many(entry: Entry, rows: Sequence[Sequence[Value]]) -> None:
    """Add figures of places where none is: period, unit, counter, value, note."""
    if rows:
        entry.insert_many("counter_value", ("period", "unit", "counter", "value", "note"), rows)


def take_out(entry: Entry, held: Given) -> None:
    """Take a figure out; it stays in the book, with the entry that took it out."""
    entry.void("counter_value", held.id)


def values(db: Connection, periods: Iterable[str]) -> list[tuple[str, int, int, int]]:
    """Return the figures given for some periods: period, unit, counter, value."""
    rows = db.execute(
        "SELECT period, unit, counter, value FROM counter_value WHERE voided IS NULL"
        " AND period IN (SELECT value FROM json_each(?))",
        (json.dumps(list(periods)),),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
