"""Who answers for an incident beside its subject: the superior, or another."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tasktrack.domain.incident import Against, Answerable
from tasktrack.store.connect import Connection

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry

_AMONG = "a.incident IN (SELECT value FROM json_each(?)) AND a.voided IS NULL"


def add(entry: Entry, incident: int, one: Answerable) -> int:
    """Insert one who answers for an incident."""
    return entry.insert(
        "incident_against",
        {"incident": incident, "subject_kind": one.subject_kind, "subject": one.subject, "unit": one.unit},
    )


def row_of(db: Connection, incident: int, subject_kind: str, subject: int) -> int | None:
    """Return the row that says that somebody answers for an incident."""
    row = db.execute(
        "SELECT id FROM incident_against WHERE incident = ? AND subject_kind = ? AND subject = ? AND voided IS NULL",
        (incident, subject_kind, subject),
    ).fetchone()
    return int(row[0]) if row else None


def remove(entry: Entry, row: int) -> None:
    """Take back that somebody answers for an incident."""
    entry.void("incident_against", row)


def named(db: Connection, incidents: Iterable[int]) -> dict[int, tuple[Against, ...]]:
    """Return by incident who answers for it, in the order in which they were recorded; one statement."""
    rows = db.execute(
        "SELECT a.incident, a.subject_kind, coalesce(s.code, o.code), coalesce(s.name, o.name), u.code"
        " FROM incident_against a LEFT JOIN unit s ON a.subject_kind = 'unit' AND s.id = a.subject"
        " LEFT JOIN officer o ON a.subject_kind = 'officer' AND o.id = a.subject LEFT JOIN unit u ON u.id = a.unit"
        f" WHERE {_AMONG} ORDER BY a.id",
        (json.dumps(list(incidents)),),
    )
    found: dict[int, tuple[Against, ...]] = {}
    for row in rows:
        found[row[0]] = (*found.get(row[0], ()), Against(*row[1:]))
    return found


def answerable(db: Connection, incidents: Iterable[int]) -> dict[int, tuple[Answerable, ...]]:
    """Return by incident who answers for it, given by id; one statement."""
    rows = db.execute(
        f"SELECT a.incident, a.subject_kind, a.subject, a.unit FROM incident_against a WHERE {_AMONG} ORDER BY a.id",
        (json.dumps(list(incidents)),),
    )
    found: dict[int, tuple[Answerable, ...]] = {}
    for row in rows:
        found[row[0]] = (*found.get(row[0], ()), Answerable(*row[1:]))
    return found
