"""A period of the register: when it locks, where it is cut, and in which state it stands at a moment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from tasktrack.clock import Clock
from tasktrack.domain.period import PeriodKey, Windows
from tasktrack.domain.workdays import Calendar

OPEN: Final = "open"
LOCKED: Final = "locked"
CLOSED: Final = "closed"


class Period(NamedTuple):
    """A period as recorded. `data_from` and `cut_on` are fixed by its first closing, None before.

    `walls`: it is of the base kind, so that closing it refuses every entry dated in its data window.
    `seal` is that of its newest closing. `reports_due_on` is the last day for the reports of the units where one
    was set.
    """

    id: int
    key: PeriodKey
    windows: Windows
    walls: bool
    starts_on: date
    ends_on: date
    meeting_on: date | None
    locks_at: datetime | None
    data_from: date | None
    cut_on: date | None
    closed: bool
    revision: int
    seal: str | None = None
    schemes: tuple[str, ...] = ()
    reports_due_on: date | None = None

    @property
    def was_closed(self) -> bool:
        """Whether it was ever closed: its days are fixed, also while it is open again."""
        return self.cut_on is not None

    @property
    def is_reopened(self) -> bool:
        """Whether it was closed and is open again, at the next revision."""
        return self.was_closed and not self.closed


@dataclass(frozen=True)
class DataWindow:
    """The days whose entries a period counts: from the day after the neighbour's cut to its own.

    At the end of `locks_on` entry locks, which may be later than the cut; None where no lock holds.
    """

    from_on: date
    cut_on: date
    locks_on: date | None = None

    @property
    def entry_until(self) -> date:
        """Return the last day on which its entries are made in time: that of the lock, else the cut."""
        return self.locks_on or self.cut_on

    def __contains__(self, day: date) -> bool:
        return self.from_on <= day <= self.cut_on


def lock_moment(meeting_on: date, days: int, *, working: bool, calendar: Calendar, clock: Clock) -> datetime:
    """Return 24:00, office time, of the day N days before the meeting."""
    day = (
        calendar.add_working_days(meeting_on, -days)
        if working and days
        else meeting_on - timedelta(days=days)
    )
    return clock.end_of(day)


def cut_of(period: Period, clock: Clock) -> date:
    """Return the last day that counts: the earlier of ends_on and the lock day, or what a closing fixed."""
    if period.cut_on is not None:
        return period.cut_on
    if period.locks_at is None:
        return period.ends_on
    return min(period.ends_on, _lock_day(period.locks_at.astimezone(clock.zone)))


def lock_on(period: Period, clock: Clock) -> date | None:
    """Return the day at whose end entry locks; None without a lock, and of a period that was opened again.

    Opening it again took away the lock under which its entries were made.
    """
    if period.locks_at is None or period.revision > 1:
        return None
    return _lock_day(period.locks_at.astimezone(clock.zone))


def reports_due(period: Period, cut_on: date) -> date:
    """Return the last day for the reports of the units: as set, else the day entry locks, else the cut.

    The lock moment is said in the office's zone.
    """
    if period.reports_due_on is not None:
        return period.reports_due_on
    return cut_on if period.locks_at is None else _lock_day(period.locks_at)


def state_of(period: Period, clock: Clock) -> str:
    """Return open, locked or closed at the present moment."""
    if period.closed:
        return CLOSED
    return LOCKED if period.locks_at is not None and period.locks_at <= clock.now() else OPEN


def _lock_day(moment: datetime) -> date:
    """Return the day at whose end entry locks: 24:00 of a day is a moment of the next one, the day it ends is meant."""
    return (moment - timedelta(seconds=1)).date()


def is_cut(period: Period, clock: Clock) -> bool:
    """Return whether no later day can come to count: entry locked, the last day over, or closed before."""
    if period.was_closed or state_of(period, clock) == LOCKED:
        return True
    return clock.now() >= clock.end_of(period.ends_on)
