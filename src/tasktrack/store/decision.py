"""The book of decisions: classes and shares of excellent that a person decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.decision import Decided, Decision
from tasktrack.domain.text import sort_key
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

# Whose decisions: unit or officer, and id.
Whose = tuple[str, int]
# Of one subject the decision of the latest day stands, of one day the one recorded last.
_NEWER = (
    "SELECT 1 FROM decision x WHERE x.voided IS NULL AND x.period = d.period AND x.scheme = d.scheme"
    " AND x.subject_kind = d.subject_kind AND x.subject = d.subject AND x.kind = d.kind"
    " AND (x.on_day, x.id) > (d.on_day, d.id)"
)
_SELECT = (
    "SELECT d.*, p.key AS period_key, coalesce(u.code, o.code) AS code, coalesce(u.name, o.name) AS name,"
    f" NOT EXISTS ({_NEWER}) AS stands, c.seq < d.created AS after_closing,"
    " (SELECT max(l.revision) FROM closing l WHERE l.period = d.period AND l.revision > d.revision) AS closed_again,"
    " r.class AS proposed"
    " FROM decision d JOIN period p ON p.id = d.period"
    " LEFT JOIN unit u ON d.subject_kind = 'unit' AND u.id = d.subject"
    " LEFT JOIN officer o ON d.subject_kind = 'officer' AND o.id = d.subject"
    " LEFT JOIN closing c ON c.period = d.period AND c.revision = d.revision"
    " LEFT JOIN closing_scheme s ON s.period = d.period AND s.revision = d.revision AND s.code = d.scheme"
    " AND s.subject_kind = d.subject_kind"
    " LEFT JOIN frozen_rank r ON d.kind = 'class' AND r.period = s.period AND r.revision = s.revision"
    " AND r.scheme = s.code AND r.subject = d.subject WHERE d.voided IS NULL"
)


def in_force(db: Connection, period_id: int, scheme: str) -> dict[int, Decided]:
    """Return the newest class decided for each subject of a scheme in a period, by the subject's id."""
    rows = db.execute(
        "SELECT subject, id, class, on_day, document, decided_by, reason, created FROM decision"
        " WHERE period = ? AND scheme = ? AND kind = 'class' AND voided IS NULL ORDER BY on_day, id",
        (period_id, scheme),
    )
    return {
        row["subject"]: Decided(
            row["id"],
            row["class"],
            date.fromisoformat(row["on_day"]),
            row["document"],
            row["decided_by"],
            row["reason"],
            row["created"],
        )
        for row in rows
    }


def shares(db: Connection, period_id: int, scheme: str) -> dict[int, int]:
    """Return the newest share of excellent decided, in percent, by the unit's id; under 0 the one for all."""
    rows = db.execute(
        "SELECT subject, share FROM decision"
        " WHERE period = ? AND scheme = ? AND kind = 'quota' AND voided IS NULL ORDER BY on_day, id",
        (period_id, scheme),
    )
    return {row["subject"]: row["share"] for row in rows}


def every(
    db: Connection,
    period: int | None = None,
    scheme: str | None = None,
    whose: Iterable[Whose] | None = None,
) -> list[Decision]:
    """Return decisions of a period, scheme and subjects, or all: by period and code, the newest first."""
    rows = db.execute(
        f"{_SELECT} AND (?1 IS NULL OR d.period = ?1) AND (?2 IS NULL OR d.scheme = ?2)"
        " ORDER BY p.starts_on, p.ends_on, p.key, d.scheme, d.kind DESC, d.on_day DESC, d.id DESC",
        (period, scheme),
    )
    asked = None if whose is None else set(whose)
    found = [
        _decision(row) for row in rows if asked is None or (row["subject_kind"], row["subject"]) in asked
    ]
    places: dict[tuple[str, str, str], int] = {}
    for one in found:
        places.setdefault((one.period, one.scheme, one.kind), len(places))
    return sorted(
        found, key=lambda one: (places[one.period, one.scheme, one.kind], sort_key(one.subject or ""))
    )


def of_subject(db: Connection, place: Mapping[str, Value]) -> list[Decision]:
    """Return the decisions of a place (period, scheme, subject_kind, subject, kind), the newest first."""
    where = "".join(f" AND d.{name} = ?" for name in place)
    rows = db.execute(f"{_SELECT}{where} ORDER BY d.on_day DESC, d.id DESC", tuple(place.values()))
    return [_decision(row) for row in rows]


def same(db: Connection, values: Mapping[str, Value]) -> int | None:
    """Return the id of a living decision that holds just these values."""
    where = " AND ".join(f"{name} IS ?" for name in values)
    row = db.execute(
        f"SELECT id FROM decision WHERE voided IS NULL AND {where}", tuple(values.values())
    ).fetchone()
    return row["id"] if row else None


def add(entry: Entry, values: Mapping[str, Value]) -> int:
    """Record a decision."""
    return entry.insert("decision", values)


def send(entry: Entry, decision: int, on: date, document: str | None) -> None:
    """Record on which day a result was sent on, and by which document."""
    entry.update("decision", decision, {"sent_on": on.isoformat(), "sent_document": document})


def _decision(row: Row) -> Decision:
    return Decision(
        id=row["id"],
        period_id=row["period"],
        period=row["period_key"],
        revision=row["revision"],
        scheme=row["scheme"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject"],
        subject=row["code"],
        name=row["name"],
        kind=row["kind"],
        code=row["class"],
        share=row["share"],
        on=date.fromisoformat(row["on_day"]),
        reason=row["reason"],
        document=row["document"],
        decided_by=row["decided_by"],
        sent_on=day(row["sent_on"]),
        sent_document=row["sent_document"],
        stands=bool(row["stands"]),
        after_closing=bool(row["after_closing"]),
        closed_again=row["closed_again"],
        proposed=row["proposed"],
    )
