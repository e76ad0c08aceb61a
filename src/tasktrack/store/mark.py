"""The mark book: points given by people."""

from collections.abc import Mapping

from tasktrack.domain.marking import MarkRow
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import Entry, Value
from tasktrack.store.rows import fraction

_SELECT = (
    "SELECT m.*, p.key AS period_key, coalesce(u.code, o.code) AS code, coalesce(u.name, o.name) AS name"
    " FROM mark m JOIN period p ON p.id = m.period"
    " LEFT JOIN unit u ON m.subject_kind = 'unit' AND u.id = m.subject"
    " LEFT JOIN officer o ON m.subject_kind = 'officer' AND o.id = m.subject WHERE m.voided IS NULL"
)


def put(entry: Entry, place: Mapping[str, Value], values: Mapping[str, Value]) -> str:
    """Set the mark of a place (period, scheme, subject_kind, subject, criterion).

    Return added, changed or same.
    """
    where = " AND ".join(f"{name} = ?" for name in place)
    row = entry.db.execute(
        f"SELECT id FROM mark WHERE voided IS NULL AND {where}", tuple(place.values())
    ).fetchone()
    if row is None:
        entry.insert("mark", {**place, **values})
        return "added"
    return "changed" if entry.update("mark", row["id"], values) else "same"


def of_subject(db: Connection, period: int, scheme: str, subject: int) -> list[MarkRow]:
    """Return the marks of one subject by a scheme."""
    rows = db.execute(
        f"{_SELECT} AND m.period = ? AND m.scheme = ? AND m.subject = ? ORDER BY m.id",
        (period, scheme, subject),
    )
    return [_mark(row) for row in rows]


def every(db: Connection, period: int | None, scheme: str | None) -> list[MarkRow]:
    """Return the marks of a period and scheme, or of all."""
    rows = db.execute(
        f"{_SELECT} AND (?1 IS NULL OR m.period = ?1) AND (?2 IS NULL OR m.scheme = ?2) ORDER BY m.id",
        (period, scheme),
    )
    return [_mark(row) for row in rows]


def _mark(row: Row) -> MarkRow:
    return MarkRow(
        period=row["period_key"],
        subject_id=row["subject"],
        subject=row["code"],
        name=row["name"],
        scheme=row["scheme"],
        criterion=row["criterion"],
        self_points=fraction(row["self_points"]),
        points=fraction(row["points"]),
        maximum=fraction(row["max"]),
        reason=row["reason"],
        evidence=row["evidence"],
    )
