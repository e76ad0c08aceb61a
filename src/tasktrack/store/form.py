"""The book of forms, and what forms are made of: a few statements whatever the number of units."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.domain.form import Contact, FormRecord
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day, thousandths

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry

_COLUMNS: Final = ("number", "kind", "period", "revision", "unit", "made_on", "rows", "sha256")
_SELECT: Final = (
    "SELECT f.*, u.code AS unit_code, u.name AS unit_name FROM form f JOIN unit u ON u.id = f.unit"
    " WHERE f.voided IS NULL"
)


class Measured(NamedTuple):
    """What a task is measured by: its product, coefficient and quantities, and who does it."""

    product: str | None
    measure: str | None
    coefficient: Fraction
    assigned: Fraction
    done: Fraction
    officer: str | None


class Report(NamedTuple):
    """An entry beside the others of its task; percent in hundredths, quantities in thousandths.

    `total` is all that was logged of the task, `before` the percentage of the entry before it.
    """

    percent: int | None
    quantity: int | None
    is_done: bool
    assigned: int
    total: int
    before: int | None


class Brought(NamedTuple):
    """A quantity that a form brought: of which task, by which form of which kind, and for which day."""

    task: str
    number: str
    kind: str
    on: date


def register_id(db: Connection) -> str:
    """Return what identifies a register: the hash of its first journal entry, which every copy of it keeps."""
    row = db.execute("SELECT hash FROM journal ORDER BY seq LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def next_id(db: Connection) -> int:
    """Return the number that the next form takes; those of forms that were taken back are not given again."""
    return int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM form").fetchone()[0])


def add(entry: Entry, records: Sequence[FormRecord]) -> None:
    """Insert forms, under the numbers that they were made with."""
    rows = [
        (
            one.number,
            one.kind,
            one.period,
            one.revision,
            one.unit_id,
            one.made_on.isoformat(),
            one.rows,
            one.sha256,
        )
        for one in records
    ]
    entry.insert_many("form", _COLUMNS, rows)


def receive(entry: Entry, form: int, on: date, sha256: str, taken: int) -> None:
    """Write that a form came back; raise LookupError for one that was taken back meanwhile."""
    if entry.db.execute("SELECT 1 FROM form WHERE id = ? AND voided IS NULL", (form,)).fetchone() is None:
        raise LookupError(form)
    entry.update("form", form, {"received_on": on.isoformat(), "received_sha256": sha256, "taken": taken})


def find(db: Connection, number: str) -> FormRecord | None:
    """Return the form of that number, when it stands."""
    row = db.execute(f"{_SELECT} AND f.number = ?", (number,)).fetchone()
    return _record(row) if row else None


def every(db: Connection, period: str | None = None, kind: str | None = None) -> list[FormRecord]:
    """Return the forms of a period and kind, or all, in the order in which they were made."""
    rows = db.execute(
        f"{_SELECT} AND (?1 IS NULL OR f.period = ?1) AND (?2 IS NULL OR f.kind = ?2) ORDER BY f.id",
        (period, kind),
    )
    return [_record(row) for row in rows]


def among(source: str, units: Collection[int] | None) -> str:
    """Return the relation of states narrowed to the tasks that some units lead."""
    if units is None:
        return source
    return f"(SELECT * FROM {source} WHERE lead IN ({', '.join(map(str, sorted(units)))}))"


def wholes(db: Connection, source: str, today: date) -> frozenset[int]:
    """Return the tasks that have living parts, which are counted in their place."""
    rows = db.execute(
        f"SELECT DISTINCT c.parent FROM main.task c JOIN {source} m ON m.task = c.id WHERE c.parent IS NOT NULL"
        " AND c.voided IS NULL AND c.state <> 'rejected' AND m.state <> 'withdrawn' AND c.assigned_on <= ?",
        (today.isoformat(),),
    )
    return frozenset(row[0] for row in rows)


def measured(db: Connection, source: str) -> Mapping[int, Measured]:
    """Return what the open tasks of a relation of states are measured by."""
    rows = db.execute(
        "SELECT t.id, t.product, t.measure, t.coefficient, t.assigned_quantity, n.quantity, o.code"
        f" FROM {source} n JOIN main.task t ON t.id = n.task LEFT JOIN officer o ON o.id = n.officer"
        " WHERE n.state IN ('open', 'returned', 'suspended')"
    )
    one = Fraction(1)
    return {
        number: Measured(
            product,
            measure,
            thousandths(coefficient) or one,
            thousandths(assigned) or one,
            thousandths(done) or Fraction(0),
            officer,
        )
        for number, product, measure, coefficient, assigned, done, officer in rows
    }


def leads(db: Connection, source: str, codes: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    """Return by the code of a task its id, and code and name of the unit that leads it."""
    rows = db.execute(
        f"SELECT t.code, t.id, u.code, u.name FROM json_each(?) w CROSS JOIN main.task t ON t.code = w.value"
        f" AND t.voided IS NULL LEFT JOIN {source} n ON n.task = t.id JOIN unit u ON u.id = coalesce(n.lead, t.lead)",
        (json.dumps(sorted(codes)),),
    )
    return {code: (number, unit, name) for code, number, unit, name in rows}


def quantities(db: Connection, codes: Iterable[str], first: date, last: date) -> list[Brought]:
    """Return the quantities that forms brought for tasks, of days between two."""
    rows = db.execute(
        "SELECT t.code, f.number, f.kind, p.on_day FROM json_each(?) w CROSS JOIN main.task t ON t.code = w.value"
        " AND t.voided IS NULL JOIN progress p ON p.task = t.id AND p.voided IS NULL AND p.quantity IS NOT NULL"
        " AND p.on_day BETWEEN ? AND ? JOIN form f ON f.number = substr(p.key, 1, instr(p.key, '/') - 1)",
        (json.dumps(sorted(set(codes))), first.isoformat(), last.isoformat()),
    )
    return [Brought(code, number, kind, date.fromisoformat(on)) for code, number, kind, on in rows]


def reported(db: Connection, keys: Iterable[str]) -> dict[str, Report]:
    """Return the living entries under keys, each beside the others of its task."""
    others = "FROM progress p WHERE p.task = e.task AND p.voided IS NULL"
    rows = db.execute(
        "SELECT e.key, e.percent, e.quantity, e.done_on, t.assigned_quantity,"
        f" (SELECT sum(p.quantity) {others}),"
        f" (SELECT p.percent {others} AND p.id <> e.id AND p.percent IS NOT NULL AND p.on_day <= e.on_day"
        " ORDER BY p.on_day DESC, p.id DESC LIMIT 1)"
        " FROM json_each(?) w CROSS JOIN progress e ON e.key = w.value AND e.voided IS NULL"
        " JOIN main.task t ON t.id = e.task",
        (json.dumps(sorted(keys)),),
    )
    return {
        key: Report(percent, quantity, done is not None, assigned, total or 0, before)
        for key, percent, quantity, done, assigned, total, before in rows
    }


def contacts(db: Connection, units: Iterable[int], on: date) -> dict[int, Contact]:
    """Return whom to ask in units on a day: of those who can be reached the head first; else the head."""
    rows = db.execute(
        "SELECT p.unit, o.name, o.contact FROM json_each(:units) w JOIN posting p ON p.unit = w.value"
        " JOIN officer o ON o.id = p.officer AND o.voided IS NULL WHERE p.voided IS NULL"
        " AND (p.from_on IS NULL OR p.from_on <= :day) AND (p.to_on IS NULL OR p.to_on >= :day)"
        " AND (o.contact IS NOT NULL OR p.position = 'head')"
        " ORDER BY o.contact IS NULL, instr('head deputy staff', p.position), p.id",
        {"units": json.dumps(sorted(set(units))), "day": on.isoformat()},
    )
    found: dict[int, Contact] = {}
    for row in rows:
        found.setdefault(row["unit"], Contact(row["name"], row["contact"]))
    return found


def _record(row: Row) -> FormRecord:
    return FormRecord(
        row["id"],
        row["number"],
        row["kind"],
        row["period"],
        row["revision"],
        row["unit"],
        row["unit_code"],
        row["unit_name"],
        date.fromisoformat(row["made_on"]),
        row["rows"],
        row["sha256"],
        day(row["received_on"]),
        row["received_sha256"],
        row["taken"],
    )
