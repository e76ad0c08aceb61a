"""Working time: the minutes in which an office is open, between two moments, whatever lies between them.

A moment is a day with or without a time of day. A day without one stands for its end: what is received on it
begins to count the day after (BLDS 2015 Art. 147), what is promised for it may still come on it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from tasktrack.domain.workdays import Calendar
from tasktrack.errors import Invalid
from tasktrack.i18n import _

DAY_MINUTES: Final = 24 * 60
_WEEK: Final = 7
_WEEKDAYS: Final = 5
_SPAN: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")

# Opening and closing, in minutes after midnight.
Span = tuple[int, int]


class Moment(NamedTuple):
    """A day of the office, and the minute of it where its time of day is known."""

    on: date
    minute: int | None = None

    @property
    def text(self) -> str:
        """The moment as it is stored: 2026-03-02 or 2026-03-02T15:20."""
        if self.minute is None:
            return self.on.isoformat()
        return f"{self.on.isoformat()}T{self.minute // 60:02}:{self.minute % 60:02}"

    @property
    def last_minute(self) -> int:
        """The minute that counts: the end of the day where no time is known."""
        return DAY_MINUTES if self.minute is None else self.minute


def moment(text: str) -> Moment:
    """Read a stored moment."""
    on = date.fromisoformat(text[:10])
    return Moment(on, 60 * int(text[11:13]) + int(text[14:16]) if len(text) > 10 else None)


def moment_of(now: datetime) -> Moment:
    """Return a moment of the clock."""
    return Moment(now.date(), 60 * now.hour + now.minute)


def read_spans(text: str) -> tuple[Span, ...]:
    """Read office hours as 07:30-11:30 13:30-17:00; raise Invalid unless each span begins after the one before."""
    found = [_SPAN.fullmatch(word) for word in text.split()]
    spans = [
        (60 * int(one[1]) + int(one[2]), 60 * int(one[3]) + int(one[4])) for one in found if one is not None
    ]
    edges = [edge for span in spans for edge in span]
    if not spans or None in found or any(left >= right for left, right in pairwise(edges)):
        raise Invalid(
            _("{value} are no office hours.").format(value=text),
            _("Write them in order, as in 07:30-11:30 13:30-17:00."),
        )
    return tuple(spans)


def read_clock(text: str) -> int:
    """Read a time of day as 15:00 into minutes after midnight; raise Invalid for anything else."""
    found = _CLOCK.fullmatch(text)
    if not found:
        raise Invalid(_("{value} is no time of day.").format(value=text), _("Write it as in 15:00."))
    return 60 * int(found[1]) + int(found[2])


class OfficeHours:
    """Working days and minutes by an office's calendar and hours.

    Every question costs two searches among the days on which the week differs, however far apart the moments.
    """

    def __init__(self, calendar: Calendar, spans: Iterable[Span]) -> None:
        self.calendar = calendar
        self.spans = tuple(spans)
        self._off = sorted(
            day.toordinal() for day in calendar.off - calendar.worked if day.weekday() < _WEEKDAYS
        )
        self._worked = sorted(day.toordinal() for day in calendar.worked if day.weekday() >= _WEEKDAYS)

    @cached_property
    def day_minutes(self) -> int:
        """The minutes of a whole working day."""
        return sum(end - start for start, end in self.spans)

    @property
    def opens(self) -> int:
        """The minute of the day at which the office opens."""
        return self.spans[0][0]

    def is_working(self, on: date) -> bool:
        """Tell whether the office works on a day."""
        return self.days_before(on.toordinal() + 1) > self.days_before(on.toordinal())

    def days_before(self, ordinal: int) -> int:
        """Count the working days before a day given by its ordinal, from the beginning of the calendar."""
        weeks, rest = divmod(ordinal - 1, _WEEK)  # the first day of all was a Monday
        usual = _WEEKDAYS * weeks + min(rest, _WEEKDAYS)
        return usual - bisect_left(self._off, ordinal) + bisect_left(self._worked, ordinal)

    def days(self, first: date, last: date) -> int:
        """Count the working days after `first`, up to and including `last`; negative when `last` precedes."""
        return self.days_before(last.toordinal() + 1) - self.days_before(first.toordinal() + 1)

    def minutes_before(self, at: Moment) -> int:
        """Count the working minutes before a moment, from the beginning of the calendar."""
        ordinal = at.on.toordinal()
        before = self.days_before(ordinal)
        whole = before * self.day_minutes
        return whole + self._within(at.last_minute) if self.days_before(ordinal + 1) > before else whole

    def minutes(self, first: Moment, last: Moment) -> int:
        """Count the working minutes from one moment to another; negative when the second precedes."""
        return self.minutes_before(last) - self.minutes_before(first)

    def days_later(self, on: date, days: int) -> date:
        """Return the so manieth working day after `on`; `on` itself for none."""
        return on if days <= 0 else self._day_of(self.days_before(on.toordinal() + 1) + days)

    def later(self, at: Moment, minutes: int) -> Moment:
        """Return the moment at which so many working minutes have passed after `at`."""
        if minutes <= 0:
            return at
        # The last minute of a day belongs to it, not to the morning after.
        whole, rest = divmod(self.minutes_before(at) + minutes - 1, self.day_minutes)
        return Moment(self._day_of(whole + 1), self._minute_of(rest + 1))

    def next_morning(self, on: date) -> Moment:
        """Return when the office opens on the first working day after a day."""
        return Moment(self.days_later(on, 1), self.opens)

    def _within(self, minute: int) -> int:
        return sum(min(max(minute - start, 0), end - start) for start, end in self.spans)

    def _minute_of(self, worked: int) -> int:
        """Return the minute of the day at which so many of its working minutes have passed."""
        for start, end in self.spans:
            if worked <= end - start:
                return start + worked
            worked -= end - start
        raise ValueError(worked)

    def _day_of(self, number: int) -> date:
        """Return the working day that has this number, counted from the beginning of the calendar."""
        low, high = 1, date.max.toordinal() - 1
        while low < high:
            middle = (low + high) // 2
            if self.days_before(middle + 1) >= number:
                high = middle
            else:
                low = middle + 1
        return date.fromordinal(low)
