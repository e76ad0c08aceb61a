"""Which figures of a period are read: those that a closing froze, else those of the books as of its cut or today."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.fact_scope import NEVER
from tasktrack.domain.period import PeriodKey, parts
from tasktrack.domain.period import window as window_of
from tasktrack.domain.period_report import Span
from tasktrack.domain.period_state import CLOSED, DataWindow, Period, state_of
from tasktrack.domain.settings import Settings
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import computing, period, window
from tasktrack.store import closing, setting
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register

NEVER_OPENED = 0  # stands for the id of a period that is in no book


class Reading(NamedTuple):
    """A period, the closing that is read of it (None: the books are), its days, and the settings of that time."""

    period: Period
    record: Closing | None
    span: Span
    settings: Settings

    @property
    def window(self) -> DataWindow:
        """Return the days whose entries are counted."""
        return DataWindow(self.span.from_on, self.span.cut_on)


def named(register: Register, text: str | None, revision: int | None = None) -> Reading:
    """Return what is read of a period that a command names; left out, of the latest closed one.

    A key that was never opened is read from the books over its window. Raise Invalid for a week, for a period of
    people and for one that has not begun; NotFound for a closing that was never made.
    """
    found = _named(register, text)
    record = period.closing_of(register, found, revision)
    read = _reading(register, found, record, _settings(register, record), NEVER)
    if read.span.from_on > register.clock.today():
        raise Invalid(
            _("{key} begins on {day}, after today, {today}.").format(
                key=found.key,
                day=day_text(read.span.from_on),
                today=day_text(register.clock.today()),
            ),
            _("Ask for a period that has begun."),
        )
    return read


def earlier(register: Register, key: PeriodKey, than: Reading) -> Reading:
    """Return what is read of an earlier period beside another: what was known to that one's closing, if it has one."""
    found = periods.find(register.db, key) or never_opened(register, key)
    seq = than.span.seq
    stands = found.closed or than.record is not None
    record = closing.newest(register.db, found.id, seq) if stands else None
    return _reading(register, found, record, than.settings, seq)


def fill(register: Register, read: Reading) -> None:
    """Fill temp.task_state and temp.task_update with what is read."""
    if read.record is not None:
        computing.fill_from_closing(register, read.record)
    else:
        fill_from_books(register, read, read.span.from_on)


def fill_from_books(register: Register, read: Reading, from_on: date) -> None:
    """Fill them from the books as of the report date, for a window that may begin earlier.

    By the settings of that time: what an office asks later says nothing of what was closed before. What updates must
    hold is asked at the cut, of a longer period at the end of its first part.
    """
    whole = replace(window.data_window(register, read.period), from_on=from_on)
    computing.fill(register, whole, read.span.as_of, read.settings, so_far=_has_part_behind(register, read))


def _has_part_behind(register: Register, read: Reading) -> bool:
    inside = parts(read.period.key, window.base_kind(register))
    return len(inside) > 1 and read.span.as_of >= window_of(inside[0], read.period.windows).ends_on


def fill_over_books(register: Register, read: Reading) -> None:
    """Fill them where they hold the books as of the report date, for another window."""
    if read.record is not None:
        computing.fill_from_closing(register, read.record)
    else:
        days = window.data_window(register, read.period)
        so_far = _has_part_behind(register, read)
        computing.fill_updates(register, days, read.span.as_of, read.settings, so_far=so_far)


def year_from(register: Register, read: Reading) -> date:
    """Return the first day of the year that a period lies in: that of its first base period, when that was opened."""
    key = PeriodKey("year", read.period.key.year)
    found = periods.find(register.db, parts(key, window.base_kind(register))[0])
    if found is None:
        first = window_of(key, read.period.windows).starts_on
    else:
        first = window.data_window(register, found).from_on
    return min(first, read.span.from_on)


def standing(register: Register, read: Reading) -> str:
    """Return how the period stands that is read: closed, open, locked, reopened or unopened."""
    if read.record is not None:
        return CLOSED
    if read.period.id == NEVER_OPENED:
        return "unopened"
    return "reopened" if read.period.is_reopened else state_of(read.period, register.clock)


def never_opened(register: Register, key: PeriodKey) -> Period:
    """Return a period that no book holds, over the window that it would be opened with."""
    windows = window.windows_of(register, key)
    days = window_of(key, windows)
    return Period(
        id=NEVER_OPENED,
        key=key,
        windows=windows,
        walls=False,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        meeting_on=None,
        locks_at=None,
        data_from=None,
        cut_on=None,
        closed=False,
        revision=1,
    )


def _named(register: Register, text: str | None) -> Period:
    if text is None:
        return period.named(register, None)
    key = PeriodKey.parse(text)
    if key.kind == "week":
        raise Invalid(
            _("{key} is a week; the report of a period tells a month or longer.").format(key=key),
            _("Tell it with: tasktrack report weekly {key}.").format(key=key),
        )
    if key.people:
        raise Invalid(
            _("{key} is a period of people; the report of a period tells one of the office.").format(key=key),
            _("Write {key}.").format(key=str(key).removeprefix("P")),
        )
    return periods.find(register.db, key) or never_opened(register, key)


def _settings(register: Register, record: Closing | None) -> Settings:
    return setting.as_known(register.db, record.seq) if record else register.settings


def _reading(
    register: Register, found: Period, record: Closing | None, settings: Settings, seq: int
) -> Reading:
    soon = timedelta(days=settings.number("due_soon_days"))
    long_days = settings.number("overdue_bucket_days")
    if record is not None:
        as_of = date.fromisoformat(record.as_of)
        span = Span(
            date.fromisoformat(record.data_from),
            date.fromisoformat(record.cut_on),
            as_of,
            as_of + soon,
            long_days,
            record.seq,
            (record.period, record.revision),
        )
        return Reading(found, record, span, settings)
    days = window.data_window(register, found)
    as_of = min(days.cut_on, register.clock.today())
    span = Span(days.from_on, days.cut_on, as_of, as_of + soon, long_days, seq)
    return Reading(found, None, span, settings)
