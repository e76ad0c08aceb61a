"""The book of units' reports."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from tasktrack.domain.unit_report import UnitReport
from tasktrack.store.connect import Connection
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tasktrack.store.journal import Entry, Value

_STANDING: Final = "unit_report r WHERE r.voided IS NULL AND r.period = :period"
# The day of a change is the one on which the report came or was returned; of a judgement, that of its entry. `was` is
# what the changes of later days replaced, oldest last; those that were taken back did nothing.
_AS_OF: Final = f"""
SELECT r.*, (SELECT json_group_object(key, value) FROM (
    SELECT k.key, k.value FROM journal_row w CROSS JOIN journal j ON j.seq = w.seq CROSS JOIN json_each(w.before) k
    WHERE w.book = 'unit_report' AND w.id = r.id AND coalesce(w.after ->> '$.received_on',
        w.after ->> '$.returned_on', w.before ->> '$.received_on', j.today) > :until AND j.undoes IS NULL
      AND j.seq NOT IN (SELECT undoes FROM journal WHERE undoes IS NOT NULL AND hash IS NOT NULL)
    ORDER BY w.seq DESC)) AS was
FROM {_STANDING} AND r.first_on <= :until ORDER BY r.id
"""


def find(db: Connection, period: int, unit: int) -> UnitReport | None:
    """Return what is recorded of the report of a unit for a period."""
    told = {"period": period, "unit": unit}
    row = db.execute(f"SELECT r.* FROM {_STANDING} AND r.unit = :unit", told).fetchone()
    return _read(row) if row else None


def as_of(db: Connection, period: int, until: date) -> dict[int, UnitReport]:
    """Return by unit the reports for a period that had come by a day, as they stood on it; one statement."""
    rows = db.execute(_AS_OF, {"period": period, "until": until.isoformat()})
    return {row["unit"]: _read(dict(row) | json.loads(row["was"])) for row in rows}


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


def _read(row: Mapping[str, Any]) -> UnitReport:
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
