"""The dossier book, and the apologies for what is late."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from tasktrack.domain import dossier as states
from tasktrack.domain.dossier import Apology, Dossier, DossierFilter, Times
from tasktrack.domain.office_hours import Moment, moment
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry, Value

Word = TypeVar("Word", str, str | None)

_FIRST_APOLOGY: Final = (
    "(SELECT min(a.on_day) FROM apology a WHERE a.dossier = d.id AND a.voided IS NULL) AS apologised"
)
_COLUMNS: Final = (
    "SELECT d.*, u.code AS unit_code, u.name AS unit_name, o.code AS officer_code, o.name AS officer_name,"
    f" p.name AS procedure_name, {_FIRST_APOLOGY}, n.on_day AS renewed, n.new_date"
)
_NAMES: Final = (
    " JOIN unit u ON u.id = d.unit LEFT JOIN officer o ON o.id = d.officer LEFT JOIN procedure p ON p.id = d.procedure"
    " LEFT JOIN apology n ON n.dossier = d.id AND n.new_date IS NOT NULL AND n.voided IS NULL"
)
_SELECT: Final = f"{_COLUMNS} FROM dossier d{_NAMES}"
# Which dossiers may be in a state today, so that the others need not be looked at: a promise only ever moves later.
_MAY_BE: Final = {
    states.OVERDUE: "d.returned_at IS NULL AND d.appointed_at < :until",
    states.IN_TIME: "d.returned_at IS NULL AND d.appointed_at IS NOT NULL",
    states.PAUSED: "d.returned_at IS NULL AND d.appointed_at IS NOT NULL AND d.paused_from IS NOT NULL",
    states.NOT_ACCEPTED: "d.received_at IS NULL",
    states.LATE: "d.returned_at > d.appointed_at",
    states.EARLY: "d.returned_at IS NOT NULL",
    states.ON_DAY: "d.returned_at IS NOT NULL",
}
_BY_PROMISE: Final = (states.OVERDUE, states.IN_TIME, states.PAUSED)
# Few dossiers are open, or late, whoever they are of.
_FEW: Final = {
    **dict.fromkeys(_BY_PROMISE, " INDEXED BY dossier_open"),
    states.LATE: " INDEXED BY dossier_late",
}


def find(db: Connection, word: str) -> Dossier | None:
    """Return the dossier with that key, or one without a key by HS and its number."""
    row = db.execute(f"{_SELECT} WHERE d.key = ? AND d.voided IS NULL", (word,)).fetchone()
    number = word[2:] if word[:2].upper() == "HS" else ""
    if row is None and number.isascii() and number.isdigit() and len(number) < 19:
        row = db.execute(
            f"{_SELECT} WHERE d.id = ? AND d.key IS NULL AND d.voided IS NULL", (int(number),)
        ).fetchone()
    return _read(row) if row else None


def alike(db: Connection, word: str, most: int = 3) -> list[str]:
    """Return keys that begin as a word does, in order."""
    rows = db.execute(
        "SELECT key FROM dossier WHERE key >= ?1 AND key < ?1 || char(1114111) AND voided IS NULL AND key IS NOT NULL"
        " ORDER BY key LIMIT ?2",
        (word, most),
    )
    return [str(row[0]) for row in rows]


def holds_later(db: Connection, today: date, *, given: bool) -> bool:
    """Tell whether anything was recorded of days after `today`; looked for far back only where that day was given."""
    last = "" if given else " AND seq = (SELECT max(seq) FROM journal)"
    row = db.execute(f"SELECT 1 FROM journal WHERE today > ?{last} LIMIT 1", (today.isoformat(),)).fetchone()
    return row is not None


def candidates(db: Connection, wanted: DossierFilter, today: date, *, later: bool) -> Iterator[Dossier]:
    """Yield the dossiers that may pass a filter, as far as the book alone can tell; one statement.

    Of a state without result the oldest promise comes first, else the newest reception. `later`: days after today
    are recorded, so the state is left to the caller. The limit is kept where no state is asked.
    """
    state = None if later else wanted.state
    where = [*_where(wanted, later=later), *([_MAY_BE[state]] if state else ())]
    order = "d.appointed_at, d.id" if state in _BY_PROMISE else "d.received_at DESC, d.id DESC"
    asked = wanted.state or wanted.owing
    limit = f" LIMIT {wanted.limit}" if wanted.limit and not asked else ""
    rows = db.execute(
        f"{_COLUMNS} FROM dossier d{_FEW.get(state or '', '')}{_NAMES}"
        f" WHERE {' AND '.join(where)} ORDER BY {order}{limit}",
        _told(wanted, today),
    )
    return map(_read, rows)


def count(db: Connection, wanted: DossierFilter, today: date, *, later: bool) -> int:
    """Count the dossiers that pass a filter without a state; one statement."""
    where = " AND ".join(_where(wanted, later=later))
    row = db.execute(f"SELECT count(*) FROM dossier d WHERE {where}", _told(wanted, today)).fetchone()
    return int(row[0])


def _where(wanted: DossierFilter, *, later: bool) -> Iterator[str]:
    yield "d.voided IS NULL"
    if later:
        yield "coalesce(d.submitted_at, d.received_at) < :until"
    if wanted.units is not None:
        one = "= :unit" if len(wanted.units) == 1 else "IN (SELECT value FROM json_each(:units))"
        yield f"d.unit {one}"
    if wanted.officer is not None:
        yield "d.officer = :officer"
    if wanted.procedure is not None:
        yield "d.procedure IN (SELECT id FROM procedure WHERE instr(folded, :procedure) > 0 AND voided IS NULL)"
    if wanted.channel is not None:
        yield "d.channel = :channel"
    if wanted.first is not None:
        yield "d.received_at >= :first"
    if wanted.last is not None:
        yield "d.received_at < :last"


def _told(wanted: DossierFilter, today: date) -> Mapping[str, object]:
    return {
        "until": _day_after(today),
        "unit": wanted.units[0] if wanted.units else None,
        "units": json.dumps(wanted.units),
        "officer": wanted.officer,
        "procedure": wanted.procedure,
        "channel": wanted.channel,
        "first": wanted.first and wanted.first.isoformat(),
        "last": wanted.last and _day_after(wanted.last),
    }


def _day_after(on: date) -> str:
    return (on + timedelta(days=1)).isoformat()


def below(db: Connection, unit: int) -> tuple[int, ...]:
    """Return a unit and all that stand below it."""
    rows = db.execute(
        "WITH RECURSIVE below(id) AS (SELECT ? UNION SELECT u.id FROM below JOIN unit u ON u.parent = below.id"
        " WHERE u.voided IS NULL) SELECT id FROM below",
        (unit,),
    )
    return tuple(int(row[0]) for row in rows)


def apologies(db: Connection, dossier: int) -> list[Apology]:
    """Return the apologies for a dossier, oldest first."""
    rows = db.execute(
        "SELECT on_day, document, reason, signed_by, new_date FROM apology WHERE dossier = ? AND voided IS NULL"
        " ORDER BY on_day, id",
        (dossier,),
    )
    return [
        Apology(date.fromisoformat(on), document, reason, signed_by, _moment(new_date))
        for on, document, reason, signed_by, new_date in rows
    ]


def apologise(entry: Entry, dossier: int, apology: Apology) -> int:
    """Insert an apology."""
    values: dict[str, Value] = {
        "dossier": dossier,
        "on_day": apology.on.isoformat(),
        "document": apology.document,
        "reason": apology.reason,
        "signed_by": apology.signed_by,
        "new_date": apology.new_date.text if apology.new_date else None,
    }
    return entry.insert("apology", values)


def _read(row: Row) -> Dossier:
    times = Times(
        _moment(row["submitted_at"]),
        _moment(row["received_at"]),
        _moment(row["appointed_at"]),
        _moment(row["returned_at"]),
        _moment(row["paused_from"]),
        _moment(row["paused_to"]),
        day(row["apologised"]),
        day(row["renewed"]),
        _moment(row["new_date"]),
        states.is_online(row["channel"]),
    )
    return Dossier(
        row["id"],
        row["key"],
        _once(row["unit_code"]),
        _once(row["unit_name"]),
        _once(row["officer_code"]),
        _once(row["officer_name"]),
        _once(row["procedure_name"]),
        _once(row["channel"]),
        times,
        row["supplements"],
        row["bodies"],
        row["parts_points"],
        row["attitude_points"],
    )


@lru_cache(maxsize=10_000)
def _once(text: Word) -> Word:
    """Return a name as it was read first: all dossiers of a unit hold the same."""
    return text


@lru_cache(maxsize=100_000)
def _moment(text: str | None) -> Moment | None:
    """Read a moment, each text once: a list of very many dossiers holds few of them."""
    return moment(text) if text else None
