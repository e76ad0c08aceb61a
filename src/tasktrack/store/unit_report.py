"""The book of units' reports."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.unit_report import UnitReport
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_SELECT = (
    "SELECT id, unit, first_on, received_on, document, returns, returned_on, return_reason, quality, remark,"
    " remarked_by FROM unit_report WHERE voided IS NULL AND period = ?"
)


def find(db: Connection, period: int, unit: int) -> UnitReport | None:
    """Return what is recorded of the report of a unit for a period."""
    row = db.execute(f"{_SELECT} AND unit = ?", (period, unit)).fetchone()
    return _read(row) if row else None


def every(db: Connection, period: int) -> dict[int, UnitReport]:
    """Return by unit all reports for a period, in one statement."""
    return {row["unit"]: _read(row) for row in db.execute(f"{_SELECT} ORDER BY id", (period,))}


def ended_before(db: Connection, on: date) -> set[int]:
    """Return the units that ended before a day."""
    rows = db.execute("SELECT id FROM unit WHERE voided IS NULL AND valid_to < ?", (on.isoformat(),))
    return {row["id"] for row in rows}


def add(entry: Entry, period: int, unit: int, on: date, document: str | None) -> int:
    """Record that the first report of a unit for a period came."""
    values: dict[str, Value] = {
        "period": period,
        "unit": unit,
        "first_on": on.isoformat(),
        "received_on": on.isoformat(),
        "document": document,
    }
    return entry.insert("unit_report", values)


def edit(entry: Entry, report: int, values: dict[str, Value]) -> bool:
    """Change columns of a report."""
    return entry.update("unit_report", report, values)


def _read(row: Row) -> UnitReport:
    return UnitReport(
        row["id"],
        row["unit"],
        date.fromisoformat(row["first_on"]),
        day(row["received_on"]),
        row["document"],
        row["returns"],
        day(row["returned_on"]),
        row["return_reason"],
        row["quality"],
        row["remark"],
        row["remarked_by"],
    )
