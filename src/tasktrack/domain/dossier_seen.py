"""Very many dossiers seen at the end of a window: the rules of domain.dossier, read fast where they are simple.

A dossier without supplement and new date, as most are, needs only the working days before a few moments, which are
looked up by their text. All others go through domain.dossier itself; a test holds both against each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.domain.dossier import (
    ACCEPT_DAYS,
    EARLY,
    IN_TIME,
    LATE,
    NEW,
    NOT_ACCEPTED,
    ON_DAY,
    OVERDUE,
    Rules,
    Times,
    facts,
    is_accepted_late,
    is_online,
)
from tasktrack.domain.office_hours import DAY_MINUTES, Moment, moment

_DAY = 10  # letters of a day; a time of day follows, or nothing


class Recorded(NamedTuple):
    """A dossier as the book has it: ids, and moments as text."""

    id: int
    unit: int
    officer: int | None
    procedure: int | None
    channel: str | None
    submitted: str | None
    received: str | None
    appointed: str | None
    returned: str | None
    paused_from: str | None
    paused_to: str | None
    supplements: int | None
    bodies: int | None
    parts_points: int | None
    attitude_points: int | None


class Letters(NamedTuple):
    """The apologies of one dossier: the day of the first, and of the one with a new date."""

    apologised: str
    renewed: str | None = None
    new_date: str | None = None


class Span(NamedTuple):
    """The days that are counted, both included."""

    first: date
    last: date


class Seen(NamedTuple):
    """What a dossier was at the end of a window, and what of it happened in the window.

    `used` and `allowed` are working minutes; `is_slow`: its working day for being accepted ran out in the window.
    """

    dossier: Recorded
    state: str
    used: int
    allowed: int
    is_carried: bool
    is_received: bool
    is_submitted: bool
    is_slow: bool
    is_apologised: bool
    is_renewed: bool


class _Days(dict[str, tuple[int, int]]):
    """By the text of a day: the working days before it, and up to it."""

    def __init__(self, rules: Rules) -> None:
        self.before = rules.hours.days_before

    def __missing__(self, day: str) -> tuple[int, int]:
        ordinal = date.fromisoformat(day).toordinal()
        found = self[day] = (self.before(ordinal), self.before(ordinal + 1))
        return found


class _Minutes(dict[str, tuple[int, int]]):
    """By what follows the day, T15:20 or nothing: the minute of the day, and the working minutes before it."""

    def __init__(self, rules: Rules) -> None:
        self.spans = rules.hours.spans

    def __missing__(self, tail: str) -> tuple[int, int]:
        minute = 60 * int(tail[1:3]) + int(tail[4:6]) if tail else DAY_MINUTES
        worked = sum(min(max(minute - start, 0), end - start) for start, end in self.spans)
        found = self[tail] = (minute if tail else 0, worked)
        return found


class Sight:
    """Sees dossiers at the end of a window."""

    def __init__(self, rules: Rules, span: Span, letters: Mapping[int, Letters]) -> None:
        self.rules = rules
        self.span = span
        self.letters = letters
        self.at = Moment(span.last)
        self.first, self.last = span.first.isoformat(), span.last.isoformat()
        self.days, self.minutes = _Days(rules), _Minutes(rules)
        self.by_days, self.day_minutes = rules.by_days, rules.hours.day_minutes

    def every(self, dossiers: Iterable[Recorded]) -> Iterator[Seen]:
        """Yield what each dossier was."""
        return map(self.see, dossiers)

    def see(self, one: Recorded) -> Seen:
        """Return what a dossier was at the end of the window."""
        first, last = self.first, self.last
        received = one.received[:_DAY] if one.received else None
        letters = self.letters.get(one.id)
        if (one.paused_from is None or one.paused_from[:_DAY] > last) and not self._is_renewed(letters):
            state, used, allowed, was_slow = self._simple(one, received)
        else:
            found = facts(times(one, letters), self.rules, self.at)
            state, was_slow = found.state, found.not_accepted_late
            used, allowed = found.used or 0, found.allowed or 0
        returned = one.returned[:_DAY] if one.returned else None
        return Seen(
            one,
            state,
            used,
            allowed,
            received is not None and received < first and (returned is None or returned >= first),
            received is not None and first <= received <= last,
            one.submitted is not None and is_online(one.channel) and first <= one.submitted[:_DAY] <= last,
            was_slow and not self._was_slow_before(one),
            letters is not None and letters.apologised <= last,
            letters is not None and letters.renewed is not None and letters.renewed <= last,
        )

    def _is_renewed(self, letters: Letters | None) -> bool:
        return letters is not None and letters.new_date is not None and self.rules.promise == NEW

    def _simple(self, one: Recorded, received: str | None) -> tuple[str, int, int, bool]:
        """Return state, time used and allowed, and whether it was accepted late, of one without supplement."""
        last = self.last
        if received is None or received > last or one.appointed is None or one.received is None:
            return NOT_ACCEPTED, 0, 0, self._is_slow(one, last)
        is_slow = one.submitted is not None and self._is_slow(one, one.received)
        start, due = self._start(one.received), one.appointed
        allowed = max(0, self._worked(due) - start)
        result = one.returned
        if result is None or result[:_DAY] > last:
            state = OVERDUE if last > due[:_DAY] else IN_TIME
            return state, max(0, self._worked(last) - start), allowed, is_slow
        return self._result(result, due), max(0, self._worked(result) - start), allowed, is_slow

    def _result(self, result: str, due: str) -> str:
        on, promised = result[:_DAY], due[:_DAY]
        if on != promised:
            return LATE if on > promised else EARLY
        # A day without a time of day stands for all of it.
        both_timed = not self.by_days and len(result) > _DAY and len(due) > _DAY
        return LATE if both_timed and result > due else ON_DAY

    def _worked(self, at: str) -> int:
        """Return the working time before a moment; whole days up to it where days are counted."""
        before, until = self.days[at[:_DAY]]
        if self.by_days:
            return until * self.day_minutes
        return before * self.day_minutes + (self.minutes[at[_DAY:]][1] if until > before else 0)

    def _start(self, received: str) -> int:
        """Return the working time before the moment from which time counts."""
        before, until = self.days[received[:_DAY]]
        tail = received[_DAY:]
        if until == before or self.minutes[tail][0] > self.rules.handover:
            return (until + self.by_days) * self.day_minutes
        return self._worked(received)

    def _is_slow(self, one: Recorded, until: str) -> bool:
        if one.submitted is None or not is_online(one.channel):
            return False
        return self._worked(until) - self._worked(one.submitted) > ACCEPT_DAYS * self.day_minutes

    def _was_slow_before(self, one: Recorded) -> bool:
        """Tell whether its working day had run out before the window."""
        if one.submitted is None or one.submitted[:_DAY] >= self.first:
            return False
        before = Moment(self.span.first - timedelta(days=1))
        return is_accepted_late(times(one, None).at(before), self.rules, before)


def times(one: Recorded, letters: Letters | None) -> Times:
    """Return the moments of a dossier and of its letters."""
    told = Times(
        submitted=_moment(one.submitted),
        received=_moment(one.received),
        appointed=_moment(one.appointed),
        returned=_moment(one.returned),
        paused_from=_moment(one.paused_from),
        paused_to=_moment(one.paused_to),
        is_online=is_online(one.channel),
    )
    if letters is None:
        return told
    return told._replace(
        apologised=date.fromisoformat(letters.apologised),
        renewed=date.fromisoformat(letters.renewed) if letters.renewed else None,
        new_date=_moment(letters.new_date),
    )


def _moment(text: str | None) -> Moment | None:
    return moment(text) if text else None
