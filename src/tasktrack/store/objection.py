"""The book of objections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.objection import Objection
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.store.decision import Whose
    from tasktrack.store.journal import Entry, Value

_SELECT = (
    "SELECT b.*, p.key AS period_key, coalesce(u.code, o.code) AS code, coalesce(u.name, o.name) AS name"
    " FROM objection b JOIN period p ON p.id = b.period"
    " LEFT JOIN unit u ON b.subject_kind = 'unit' AND u.id = b.subject"
    " LEFT JOIN officer o ON b.subject_kind = 'officer' AND o.id = b.subject WHERE b.voided IS NULL"
)


def find(db: Connection, number: int) -> Objection | None:
    """Return an objection by its number."""
    row = db.execute(f"{_SELECT} AND b.id = ?", (number,)).fetchone()
    return _objection(row) if row else None


def every(
    db: Connection,
    period: int | None = None,
    whose: Iterable[Whose] | None = None,
    *,
    unanswered: bool = False,
) -> list[Objection]:
    """Return objections of a period and subjects, or all, the unanswered alone where asked; first due first."""
    rows = db.execute(
        f"{_SELECT} AND (?1 IS NULL OR b.period = ?1){' AND b.answered_on IS NULL' if unanswered else ''}"
        " ORDER BY b.due_on, b.id",
        (period,),
    )
    asked = None if whose is None else set(whose)
    return [
        _objection(row) for row in rows if asked is None or (row["subject_kind"], row["subject"]) in asked
    ]


def add(entry: Entry, values: Mapping[str, Value]) -> int:
    """Record an objection and return its number."""
    return entry.insert("objection", values)


def answer(entry: Entry, number: int, values: Mapping[str, Value]) -> None:
    """Record how an objection was answered."""
    entry.update("objection", number, values)


def _objection(row: Row) -> Objection:
    return Objection(
        id=row["id"],
        period_id=row["period"],
        period=row["period_key"],
        revision=row["revision"],
        scheme=row["scheme"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject"],
        subject=row["code"],
        name=row["name"],
        received_on=date.fromisoformat(row["received_on"]),
        due_on=date.fromisoformat(row["due_on"]),
        grounds=row["grounds"],
        answered_on=day(row["answered_on"]),
        outcome=row["outcome"],
        answer=row["answer"],
        document=row["document"],
    )
