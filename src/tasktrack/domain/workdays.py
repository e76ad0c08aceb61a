"""Working days: Monday to Friday, less the public holidays, with the swaps the government decides."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from tasktrack.errors import Invalid
from tasktrack.i18n import _

_DAY = timedelta(days=1)
_SATURDAY = 5
# Days off on weekdays from which on an office has entered a year's holidays, not only days of its own.
_HOLIDAYS = 5


@dataclass(frozen=True)
class Calendar:
    """The weekdays off and the weekend days worked; without rows, every Monday to Friday is worked.

    `provisional` are those of them that hold by rule until they are decided, `own` those that the office
    entered beside the ones that came with the program.
    Legal source: Labour Code 2019 Art. 111-112, and the yearly decisions on swapped working days.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    provisional: frozenset[date] = frozenset()
    own: frozenset[date] = frozenset()

    EMPTY: ClassVar["Calendar"]

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on `day`."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`, before it when n is negative; `day` is not counted."""
        step = _DAY if n > 0 else -_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days after `first`, up to and including `last`; negative when `last` precedes."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(self.is_working(first + count * _DAY) for count in range(1, (last - first).days + 1))

    def next_working_day(self, day: date) -> date:
        """Return `day` itself when it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def undecided(self, after: date, until: date) -> tuple[date, ...]:
        """Return the provisional days after `after`, up to and including `until`, in order."""
        return tuple(sorted(day for day in self.provisional if after < day <= until))

    def unknown_years(self, after: date, until: date) -> tuple[int, ...]:
        """Return the years of those days whose holidays are not known."""
        known = self.known_years()
        return tuple(year for year in range((after + _DAY).year, until.year + 1) if year not in known)

    def known_years(self) -> set[int]:
        """Return the years of which days came with the program, or whose holidays the office entered itself.

        A day or two of its own, as the day its service was founded, are not yet a year's holidays.
        """
        shipped = {day.year for day in (self.off | self.worked) - self.own}
        entered = Counter(day.year for day in self.off if day.weekday() < _SATURDAY)
        return shipped | {year for year, count in entered.items() if count >= _HOLIDAYS}


Calendar.EMPTY = Calendar()


def calendar_from_rows(
    rows: Iterable[tuple[date, str]], provisional: Iterable[date] = (), own: Iterable[date] = ()
) -> Calendar:
    """Build the calendar from (day, `off` or `work`); raise Invalid for another kind or for both at once."""
    days: dict[str, set[date]] = {"off": set(), "work": set()}
    for day, kind in rows:
        if kind not in days:
            raise Invalid(
                _("{day} is marked {kind}.").format(day=day, kind=kind), _("A day is marked off or work.")
            )
        days[kind].add(day)
    for day in sorted(days["off"] & days["work"]):
        raise Invalid(
            _("{day} is marked both off and worked.").format(day=day), _("Keep one row for each day.")
        )
    return Calendar(frozenset(days["off"]), frozenset(days["work"]), frozenset(provisional), frozenset(own))
