"""Dossiers of a window, streamed whole in one statement, and what a closing froze of their counts."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.domain.dossier_counts import Counts
from tasktrack.domain.dossier_seen import Letters, Recorded, Span

if TYPE_CHECKING:
    from tasktrack.store.connect import Connection

_COLUMNS: Final = (
    "d.id, d.unit, d.officer, d.procedure, d.channel, d.submitted_at, d.received_at, d.appointed_at, d.returned_at,"
    " d.paused_from, d.paused_to, d.supplements, d.bodies, d.parts_points, d.attitude_points"
)
# Received by the end and not settled before the window, or sent in online by the end and either in the window or not
# accepted before it.
_TOUCHED: Final = (
    "(d.received_at < :after AND (d.received_at >= :first OR d.returned_at IS NULL OR d.returned_at >= :first))"
    " OR (d.submitted_at < :after"
    " AND (d.submitted_at >= :first OR d.received_at IS NULL OR d.received_at >= :first))"
)


class FrozenKey(NamedTuple):
    """Whose dossiers a frozen row counts: the unit's id, and by name what was recorded, empty where nothing was."""

    unit: int
    procedure: str
    officer: str
    channel: str


def touching(
    db: "Connection", span: Span, units: Iterable[int] | None = None, officer: int | None = None
) -> Iterator[Recorded]:
    """Yield the dossiers that a window touches, all or those of some units or of one officer, in one statement."""
    # An index would lead from row to row all over the file where nearly every row is asked for.
    whole = " NOT INDEXED" if units is None and officer is None else ""
    of_officer = "" if officer is None else " AND d.officer = :officer"
    cursor = db.cursor()
    cursor.row_factory = None  # a million rows are read once each, by place
    rows = cursor.execute(
        f"SELECT {_COLUMNS} FROM dossier d{whole} WHERE d.voided IS NULL AND ({_TOUCHED}){_among(units)}{of_officer}",
        {**_bounds(span), "units": _list(units), "officer": officer},
    )
    return map(Recorded._make, rows)


def letters(
    db: "Connection", span: Span, units: Iterable[int] | None = None, officer: int | None = None
) -> dict[int, Letters]:
    """Return the apologies for the dossiers that a window touches, all or those of some units or of one officer.

    By dossier: the day of the first, the day and the date of the one with a new date.
    """
    of_officer = "" if officer is None else " AND d.officer = :officer"
    rows = db.execute(
        "SELECT a.dossier, min(a.on_day), max(CASE WHEN a.new_date IS NOT NULL THEN a.on_day END), max(a.new_date)"
        " FROM apology a JOIN dossier d ON d.id = a.dossier"
        f" WHERE a.voided IS NULL AND d.voided IS NULL AND ({_TOUCHED}){_among(units)}{of_officer} GROUP BY a.dossier",
        {**_bounds(span), "units": _list(units), "officer": officer},
    )
    return {row[0]: Letters(row[1], row[2], row[3]) for row in rows}


def documents(db: "Connection", ids: Iterable[int]) -> dict[int, str]:
    """Return the numbers of the apologies of some dossiers, joined, oldest first."""
    rows = db.execute(
        "SELECT dossier, group_concat(document, ', ') FROM (SELECT dossier, document FROM apology"
        " WHERE voided IS NULL AND document IS NOT NULL AND dossier IN (SELECT value FROM json_each(?))"
        " ORDER BY on_day, id) GROUP BY dossier",
        (json.dumps(list(ids)),),
    )
    return {row[0]: row[1] for row in rows}


def procedures(db: "Connection") -> dict[int, str]:
    """Return the names of procedures by id."""
    return dict(db.execute("SELECT id, name FROM procedure").fetchall())


def officers(db: "Connection") -> dict[int, tuple[str, str]]:
    """Return code and name of officers by id."""
    return {row[0]: (row[1], row[2]) for row in db.execute("SELECT id, code, name FROM officer")}


def keys(db: "Connection", ids: Iterable[int]) -> dict[int, str]:
    """Return what some dossiers are called: their key, else HS and their number."""
    rows = db.execute(
        "SELECT id, coalesce(key, 'HS' || id) FROM dossier WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row[0]: row[1] for row in rows}


def freeze(db: "Connection", period: int, revision: int, counted: Mapping[FrozenKey, Counts]) -> None:
    """Keep counts in a closing; those of nought are left out."""
    marks = "?1, ?2, ?3, ?4, ?5, ?6, ?7"
    db.executemany(
        f"INSERT INTO frozen_dossier VALUES ({marks}, row_digest(json_array({marks})))",
        ((period, revision, *key, _text(counts)) for key, counts in sorted(counted.items()) if any(counts)),
    )


def frozen(db: "Connection", period: int, revision: int) -> dict[FrozenKey, Counts]:
    """Return what a closing kept."""
    rows = db.execute(
        "SELECT unit, procedure, officer, channel, counts FROM frozen_dossier WHERE period = ? AND revision = ?"
        " ORDER BY unit, procedure, officer, channel",
        (period, revision),
    )
    return {FrozenKey(*row[:4]): _counts(row[4]) for row in rows}


def is_touched(db: "Connection", seq: int) -> bool:
    """Tell whether any dossier or letter was recorded, changed or taken back after a journal entry."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM dossier WHERE seq > ?1) OR EXISTS (SELECT 1 FROM apology WHERE seq > ?1)",
        (seq,),
    ).fetchone()
    return bool(row[0])


def _among(units: Iterable[int] | None) -> str:
    return "" if units is None else " AND unit IN (SELECT value FROM json_each(:units))"


def _list(units: Iterable[int] | None) -> str:
    return json.dumps(list(units or ()))


def _bounds(span: Span) -> dict[str, str]:
    return {"first": span.first.isoformat(), "after": _day_after(span.last)}


def _day_after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def _counts(text: str) -> Counts:
    """Read counts back; what another version of the program counted beside them is passed over."""
    told = json.loads(text)
    return Counts(**{name: told[name] for name in Counts._fields if name in told})


def _text(counts: Counts) -> str:
    """Return counts as JSON, those of nought left out."""
    told = {name: value for name, value in counts._asdict().items() if value}
    return json.dumps(told, separators=(",", ":"))
