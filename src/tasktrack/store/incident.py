"""The incident book: faults and merits, and the documents that conclude them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.incident import Concluded, Incident, IncidentFilter
from tasktrack.store import incident_against
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

_WHERE_IT_HAPPENED = "coalesce(i.unit, CASE i.subject_kind WHEN 'unit' THEN i.subject END)"
_SELECT = (
    "SELECT i.id, i.subject_kind, coalesce(s.code, o.code) AS subject, coalesce(s.name, o.name) AS subject_name,"
    " u.code AS unit, u.name AS unit_name, i.kind, i.on_day, i.concluded_on, i.document, i.note, i.fixed_on"
    " FROM incident i LEFT JOIN unit s ON i.subject_kind = 'unit' AND s.id = i.subject"
    " LEFT JOIN officer o ON i.subject_kind = 'officer' AND o.id = i.subject"
    f" LEFT JOIN unit u ON u.id = {_WHERE_IT_HAPPENED} WHERE i.voided IS NULL"
)


def concluded(db: Connection, from_on: date, to_on: date) -> list[Concluded]:
    """Return the incidents that count in a span, both ends included, by subject and then in order of time.

    An incident counts where the day of its conclusion lies in the span, whenever it happened: an act of an
    earlier year that is concluded this year counts this year ("discipline in the year", NĐ 335/2025 Art. 20).
    `unit` is where an officer served on the day it happened, None where that is not known, and for a unit the
    unit itself: a fault counts where it happened (Art. 19). What was mended after the span is not mended in it.
    One statement.
    """
    rows = db.execute(
        f"SELECT i.subject_kind, i.subject, {_WHERE_IT_HAPPENED} AS unit, i.kind, i.on_day, i.document,"
        " i.concluded_on, CASE WHEN i.fixed_on <= :to_on THEN i.fixed_on END AS fixed_on, i.id FROM incident i"
        " WHERE i.voided IS NULL AND i.concluded_on BETWEEN :from_on AND :to_on"
        " ORDER BY i.subject_kind, i.subject, i.concluded_on, i.id",
        {"from_on": from_on.isoformat(), "to_on": to_on.isoformat()},
    )
    return [
        Concluded._make((*row[:4], day(row[4]), row["document"], day(row[6]), day(row[7]), row["id"], ()))
        for row in rows
    ]


def find(db: Connection, number: int) -> Incident | None:
    """Return the incident of that number."""
    row = db.execute(f"{_SELECT} AND i.id = ?", (number,)).fetchone()
    return _with_answerable(db, [row])[0] if row else None


def every(db: Connection, wanted: IncidentFilter) -> list[Incident]:
    """Return the incidents that a filter lets through, in the order in which they happened."""
    first, last = wanted.span or (None, None)
    rows = db.execute(
        f"{_SELECT} AND (:kind IS NULL OR i.kind = :kind) AND NOT (:is_open AND i.concluded_on IS NOT NULL)"
        " AND (:first IS NULL OR i.on_day BETWEEN :first AND :last OR i.concluded_on BETWEEN :first AND :last)"
        " AND (:subjects IS NULL OR EXISTS (SELECT 1 FROM json_each(:subjects) w"
        " WHERE w.value ->> 0 = i.subject_kind AND w.value ->> 1 = i.subject))"
        " AND NOT (:is_unfixed AND i.fixed_on IS NOT NULL)"
        " AND (:is_merit IS NULL OR :is_merit = (i.kind IN (SELECT value FROM json_each(:merit_kinds))))"
        " AND (:against IS NULL OR EXISTS (SELECT 1 FROM json_each(:against) w JOIN incident_against a"
        " ON a.incident = i.id AND a.voided IS NULL AND a.subject_kind = w.value ->> 0 AND a.subject = w.value ->> 1))"
        " ORDER BY i.on_day, i.id",
        {
            "kind": wanted.kind,
            "is_open": int(wanted.is_open),
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
            "subjects": None if wanted.subjects is None else json.dumps(wanted.subjects),
            "against": None if wanted.against is None else json.dumps(wanted.against),
            "is_unfixed": int(wanted.is_unfixed),
            "is_merit": None if wanted.is_merit is None else int(wanted.is_merit),
            "merit_kinds": json.dumps(wanted.merit_kinds),
        },
    )
    return _with_answerable(db, rows.fetchall())


def kinds(db: Connection) -> list[str]:
    """Return the kinds that were recorded."""
    return [
        str(row[0])
        for row in db.execute("SELECT DISTINCT kind FROM incident WHERE voided IS NULL ORDER BY kind")
    ]


def twin(db: Connection, values: dict[str, Value]) -> int | None:
    """Return the incident that says the same already."""
    names = ("subject_kind", "subject", "kind", "on_day", "document", "note")
    where = " AND ".join(f"{name} IS :{name}" for name in names)
    row = db.execute(f"SELECT id FROM incident WHERE voided IS NULL AND {where}", values).fetchone()
    return int(row[0]) if row else None


def closed_around(db: Connection, on: date) -> list[str]:
    """Return the closed periods of any kind, for which that day is over, the shorter first."""
    rows = db.execute(
        "SELECT key FROM period WHERE state = 'closed' AND ? BETWEEN data_from AND cut_on"
        " ORDER BY julianday(cut_on) - julianday(data_from), key",
        (on.isoformat(),),
    )
    return [str(row["key"]) for row in rows]


def add(entry: Entry, values: dict[str, Value]) -> int:
    """Insert an incident; its subject is given by id."""
    return entry.insert("incident", values)


def said_in(db: Connection, number: int, column: str) -> int:
    """Return the journal entry that gave a column of an incident its value: the newest one, else the first."""
    row = db.execute(
        "SELECT coalesce(max(w.seq), i.created) FROM incident i LEFT JOIN journal_row w ON w.book = 'incident'"
        " AND w.id = i.id AND w.after ->> ('$.' || :column) IS NOT NULL WHERE i.id = :number",
        {"number": number, "column": column},
    ).fetchone()
    return int(row[0])


def edit(entry: Entry, number: int, values: dict[str, Value]) -> bool:
    """Change columns of an incident."""
    return entry.update("incident", number, values)


def _with_answerable(db: Connection, rows: Sequence[Row]) -> list[Incident]:
    found = incident_against.named(db, (row["id"] for row in rows))
    return [_incident(row)._replace(against=found.get(row["id"], ())) for row in rows]


def _incident(row: Row) -> Incident:
    days = day(row["on_day"]), day(row["concluded_on"])
    return Incident._make((*row[:7], *days, row["document"], row["note"], day(row["fixed_on"]), ()))
