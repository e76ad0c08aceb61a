"""The period book."""

from __future__ import annotations

from datetime import date, datetime
from itertools import takewhile
from typing import TYPE_CHECKING, cast

from tasktrack.clock import parse_utc, utc_text
from tasktrack.domain.period import PeriodKey, Window, Windows
from tasktrack.domain.period_state import DataWindow, Period, reports_due
from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day, iso

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry

# Of an open period only the closing before its revision counts, and the days that this one fixed: what another
# program wrote into the row, or under the open revision, does not.
_SELECT = (
    "SELECT p.*, c.seal, CASE p.state WHEN 'closed' THEN p.data_from ELSE c.data_from END AS fixed_from,"
    " CASE p.state WHEN 'closed' THEN p.cut_on ELSE c.cut_on END AS fixed_cut,"
    " (SELECT group_concat(code) FROM (SELECT code FROM closing_scheme s"
    " WHERE s.period = c.period AND s.revision = c.revision ORDER BY s.position)) AS schemes"
    " FROM period p LEFT JOIN closing c ON c.period = p.id AND c.revision = p.revision - (p.state = 'open')"
)


def find(db: Connection, key: PeriodKey) -> Period | None:
    """Return the period of that key, when it was opened."""
    row = db.execute(f"{_SELECT} WHERE p.key = ?", (str(key),)).fetchone()
    return _period(row) if row else None


def every(db: Connection, kind: str | None = None, *, people: bool | None = None) -> list[Period]:
    """Return periods in order of time, the shorter first, of one kind or all."""
    rows = db.execute(f"{_SELECT} WHERE (?1 IS NULL OR p.kind = ?1) ORDER BY p.starts_on, p.ends_on", (kind,))
    return [period for row in rows if people in (None, (period := _period(row)).key.people)]


def walls(db: Connection) -> list[Period]:
    """Return the periods of the base kind that are still open: their locks are judged by the clock."""
    return [
        _period(row)
        for row in db.execute(f"{_SELECT} WHERE p.walls = 1 AND p.state = 'open' ORDER BY p.starts_on")
    ]


def any_reopened(db: Connection) -> bool:
    """Return whether any period was ever opened again."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM period WHERE revision > 1)").fetchone()[0])


def closed_after(db: Connection, period: Period) -> list[Period]:
    """Return the periods of a kind that directly follow one and are closed, up to the first that is not."""
    rows = db.execute(
        f"{_SELECT} WHERE p.kind = ? AND p.people = ? AND p.starts_on > ? ORDER BY p.starts_on",
        (period.key.kind, int(period.key.people), period.starts_on.isoformat()),
    )
    return list(takewhile(lambda found: found.closed, map(_period, rows)))


def counted_again(
    db: Connection, from_on: date, *, people: bool, after: int, before: int | None, never: int
) -> tuple[tuple[date, date, int], ...]:
    """Return windows of the base kind before a day that were closed again after a journal entry, with that entry.

    Closings from `before` on are left out; without it a window that is open again takes in what comes: `never`
    stands for its entry.
    """
    rows = db.execute(
        "SELECT p.data_from, p.cut_on, CASE WHEN p.state = 'open' AND :before IS NULL THEN :never ELSE"
        " (SELECT max(c.seq) FROM closing c WHERE c.period = p.id AND (:before IS NULL OR c.seq < :before)) END"
        " AS taken FROM period p WHERE p.walls = 1 AND p.people = :people AND p.revision > 1"
        " AND p.cut_on < :from_on ORDER BY p.starts_on",
        {"before": before, "never": never, "people": int(people), "from_on": from_on.isoformat()},
    )
    return tuple(
        (date.fromisoformat(row["data_from"]), date.fromisoformat(row["cut_on"]), row["taken"])
        for row in rows
        if row["taken"] is not None and row["taken"] > after
    )


def reopened_since(db: Connection, kind: str, last: PeriodKey | None) -> list[Period]:
    """Return the office's periods of a kind that are open again and end after a closed one, or all of them."""
    rows = db.execute(
        f"{_SELECT} WHERE p.kind = ?1 AND p.people = 0 AND p.state = 'open' AND p.revision > 1 AND p.ends_on >"
        " coalesce((SELECT ends_on FROM period WHERE key = ?2), '') ORDER BY p.starts_on",
        (kind, str(last) if last else None),
    )
    return [_period(row) for row in rows]


def first_wall(db: Connection, *, people: bool | None = None) -> Period | None:
    """Return the earliest period of the base kind: of the office's own, of people's own, or of both."""
    row = db.execute(
        f"{_SELECT} WHERE p.walls = 1 AND (?1 IS NULL OR p.people = ?1) ORDER BY p.starts_on LIMIT 1",
        (people,),
    ).fetchone()
    return _period(row) if row else None


def closed_around(db: Connection, on: date) -> str | None:
    """Return the key of the closed period that walls a day."""
    row = db.execute(
        "SELECT key FROM period WHERE state = 'closed' AND walls = 1 AND ? BETWEEN data_from AND cut_on",
        (on.isoformat(),),
    ).fetchone()
    return str(row[0]) if row else None


def newest_closed(db: Connection, kind: str, *, people: bool = False) -> PeriodKey | None:
    """Return the latest-ending closed period of a kind."""
    row = db.execute(
        "SELECT key FROM period WHERE kind = ? AND people = ? AND state = 'closed' ORDER BY ends_on DESC LIMIT 1",
        (kind, int(people)),
    ).fetchone()
    return PeriodKey.parse(row[0]) if row else None


def add(
    entry: Entry,
    key: PeriodKey,
    window: Window,
    *,
    windows: Windows,
    walls: bool,
    meeting_on: date | None,
    locks_at: datetime | None,
) -> int:
    """Open a period."""
    return entry.insert(
        "period",
        {
            "kind": key.kind,
            "key": str(key),
            "people": int(key.people),
            "walls": int(walls),
            "windows": windows,
            "starts_on": window.starts_on.isoformat(),
            "ends_on": window.ends_on.isoformat(),
            "meeting_on": iso(meeting_on),
            "locks_at": utc_text(locks_at) if locks_at else None,
            "state": "open",
        },
    )


def set_lock(entry: Entry, period: int, meeting_on: date | None, locks_at: datetime) -> bool:
    """Move the lock moment."""
    return entry.update("period", period, {"meeting_on": iso(meeting_on), "locks_at": utc_text(locks_at)})


def set_reports_due(entry: Entry, period: int, day: date) -> bool:
    """Set the last day for the reports of the units."""
    return entry.update("period", period, {"reports_due_on": day.isoformat()})


def close(entry: Entry, period: int, window: DataWindow) -> None:
    """Close it over its data window; the closing must be recorded before."""
    entry.update(
        "period",
        period,
        {"state": "closed", "data_from": window.from_on.isoformat(), "cut_on": window.cut_on.isoformat()},
    )


def reopen(entry: Entry, period: Period) -> None:
    """Open a closed one at the next revision: its days stay, and its lock no longer holds.

    The reports of the units stay due on the day that the lock set.
    """
    due = reports_due(period, period.cut_on) if period.cut_on else None
    entry.update(
        "period",
        period.id,
        {
            "state": "open",
            "revision": period.revision + 1,
            "locks_at": None,
            "reports_due_on": iso(due),
        },
    )


def _period(row: Row) -> Period:
    return Period(
        id=row["id"],
        key=PeriodKey.parse(row["key"]),
        windows=cast(Windows, row["windows"]),
        walls=bool(row["walls"]),
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        meeting_on=day(row["meeting_on"]),
        locks_at=parse_utc(row["locks_at"]) if row["locks_at"] else None,
        data_from=day(row["fixed_from"]),
        cut_on=day(row["fixed_cut"]),
        closed=row["state"] == "closed",
        revision=row["revision"],
        seal=row["seal"],
        schemes=tuple(row["schemes"].split(",")) if row["schemes"] else (),
        reports_due_on=day(row["reports_due_on"]),
    )
