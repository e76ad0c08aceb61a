"""The mark book: points given by people."""

from collections.abc import Mapping
from fractions import Fraction

from tasktrack.domain.marking import MarkRow
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import Entry, Value
from tasktrack.store.rows import fraction, fraction_text

_SELECT = (
    "SELECT m.*, p.key AS period_key, p.state AS period_state, coalesce(u.code, o.code) AS code,"
    " coalesce(u.name, o.name) AS name"
    " FROM mark m JOIN period p ON p.id = m.period"
    " LEFT JOIN unit u ON m.subject_kind = 'unit' AND u.id = m.subject"
    " LEFT JOIN officer o ON m.subject_kind = 'officer' AND o.id = m.subject WHERE m.voided IS NULL"
)


def put(entry: Entry, place: Mapping[str, Value], values: Mapping[str, Fraction | str | None]) -> str:
    """Set columns of the mark of a place (period, scheme, subject_kind, subject, criterion).

    Columns that are not given stay as they are. Return added, changed or same.
    """
    stored = {
        name: fraction_text(value) if isinstance(value, Fraction) else value for name, value in values.items()
    }
    row_id = _row_id(entry.db, place)
    if row_id is None:
        entry.insert("mark", {**place, **stored})
        return "added"
    return "changed" if entry.update("mark", row_id, stored) else "same"


def void(entry: Entry, place: Mapping[str, Value]) -> None:
    """Take the mark of a place out; it stays in the book, with the entry that took it out."""
    row_id = _row_id(entry.db, place)
    if row_id is not None:
        entry.void("mark", row_id)


def confirm(entry: Entry, mark: int, points: Fraction) -> None:
    """Set the confirmed points of a mark that stands."""
    entry.update("mark", mark, {"points": fraction_text(points)})


def schemes_in_use(db: Connection, kind: str) -> list[str]:
    """Return the codes of the schemes by which units or officers are marked, in any period."""
    rows = db.execute(
        "SELECT DISTINCT scheme FROM mark WHERE subject_kind = ? AND voided IS NULL ORDER BY scheme", (kind,)
    )
    return [str(row[0]) for row in rows]


def unit_schemes(db: Connection, period: int) -> list[str]:
    """Return the codes of the schemes by which units are marked in a period."""
    rows = db.execute(
        "SELECT DISTINCT scheme FROM mark WHERE voided IS NULL AND period = ? AND subject_kind = 'unit'"
        " ORDER BY scheme",
        (period,),
    )
    return [str(row[0]) for row in rows]


def of_scheme(db: Connection, period: int, scheme: str) -> list[MarkRow]:
    """Return the marks of a period by a scheme, subject by subject; those of others are not read."""
    rows = db.execute(
        f"{_SELECT} AND m.period = ? AND m.scheme = ? ORDER BY m.subject, m.id", (period, scheme)
    )
    return [_mark(row) for row in rows]


def _row_id(db: Connection, place: Mapping[str, Value]) -> int | None:
    where = " AND ".join(f"{name} = ?" for name in place)
    row = db.execute(
        f"SELECT id FROM mark WHERE voided IS NULL AND {where}", tuple(place.values())
    ).fetchone()
    return row["id"] if row else None


def of_subject(db: Connection, period: int, scheme: str, kind: str, subject: int) -> list[MarkRow]:
    """Return the marks of one subject, a unit or an officer, by a scheme."""
    rows = db.execute(
        f"{_SELECT} AND m.period = ? AND m.scheme = ? AND m.subject_kind = ? AND m.subject = ? ORDER BY m.id",
        (period, scheme, kind, subject),
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
        closed=row["period_state"] == "closed",
        id=row["id"],
        of_officer=row["subject_kind"] == "officer",
    )
