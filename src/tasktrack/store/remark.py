"""The remark book: what is written of a subject in a period, beside the points."""

from collections.abc import Mapping

from tasktrack.domain.remark import FIELDS, Remark
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import Entry, Value

_SELECT = (
    "SELECT r.*, p.key AS period_key, coalesce(u.code, o.code) AS code, coalesce(u.name, o.name) AS name"
    " FROM remark r JOIN period p ON p.id = r.period"
    " LEFT JOIN unit u ON r.subject_kind = 'unit' AND u.id = r.subject"
    " LEFT JOIN officer o ON r.subject_kind = 'officer' AND o.id = r.subject WHERE r.voided IS NULL"
)


def of_subject(db: Connection, period: int, kind: str, subject: int) -> Remark | None:
    """Return what is written of a subject, an officer or a unit, in a period."""
    row = db.execute(
        f"{_SELECT} AND r.period = ? AND r.subject_kind = ? AND r.subject = ?", (period, kind, subject)
    ).fetchone()
    return _remark(row) if row else None


def every(db: Connection, period: int) -> list[Remark]:
    """Return everything written in a period, in the order in which it was entered."""
    return [_remark(row) for row in db.execute(f"{_SELECT} AND r.period = ? ORDER BY r.id", (period,))]


def add(entry: Entry, place: Mapping[str, Value], fields: Mapping[str, str | None]) -> None:
    """Insert what is written at a place (period, subject_kind, subject)."""
    entry.insert("remark", {**place, **fields})


def edit(entry: Entry, remark: int, fields: Mapping[str, str | None]) -> bool:
    """Change fields of what is written; return False when they stand so already."""
    return entry.update("remark", remark, fields)


def void(entry: Entry, remark: int) -> None:
    """Take everything out that was written; it stays in the book, with the entry that took it out."""
    entry.void("remark", remark)


def _remark(row: Row) -> Remark:
    return Remark(
        period=row["period_key"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject"],
        subject=row["code"],
        name=row["name"],
        id=row["id"],
        **{name: row[name] for name in FIELDS},
    )
