"""What stands beside the figures of a period: those of the one before, of the year before, and since the year began."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.domain.period import PeriodKey, previous
from tasktrack.domain.period_figures import Group, of, tally
from tasktrack.domain.period_report import Comparison, Earlier, Place
from tasktrack.domain.succession import heirs
from tasktrack.services import period_reading, window
from tasktrack.services.period_reading import Reading
from tasktrack.store import closing, period_counts, period_lists
from tasktrack.store import period as periods
from tasktrack.store.register import Register


def compare(
    register: Register, read: Reading, places: Mapping[int, Place], inside: Collection[int]
) -> Comparison:
    """Return the figures of the period before and of the same one a year earlier; fills the temp tables anew.

    What a unit had counts with the one that took all of it over; a unit that was split keeps its own.
    """
    key = read.period.key
    heir, parted = _successors(register, read)

    def told(of_key: PeriodKey, *, year: bool = False) -> Earlier:
        return _earlier(register, period_reading.earlier(register, of_key, read), heir, inside, year=year)

    return Comparison(
        told(previous(key)),
        told(PeriodKey(key.kind, key.year - 1, key.number), year=True),
        [places[unit] for unit in sorted(parted) if unit in places],
    )


def _earlier(
    register: Register, read: Reading, heir: Mapping[int, int], inside: Collection[int], *, year: bool
) -> Earlier:
    """Return the figures of an earlier period, with those since its year began where they are asked for."""
    first = period_reading.year_from(register, read) if year else read.span.from_on
    since = Year(first, heir)
    fill(register, read, since)
    groups = [group for group in _inherited(counts(register, read), heir) if group.unit in inside]
    to_date = _inherited(counts_of_year(register, read, since), heir) if year else ()
    return Earlier(
        read.period,
        read.window,
        read.record.revision if read.record else None,
        of(groups),
        tally(groups, lambda group: group.unit),
        of(to_date, lambda group: group.unit in inside),
    )


def counts(register: Register, read: Reading) -> list[Group]:
    """Return how the tasks of a period stand, over the temp tables as they were filled for it."""
    return [
        *period_counts.groups(register.db, read.span),
        *period_counts.withdrawn(register.db, read.span),
    ]


class Year(NamedTuple):
    """The year that a period lies in, as far as it is told: its first day, and who took over from whom."""

    from_on: date
    heirs: Mapping[int, int]


def year_of(register: Register, read: Reading) -> Year:
    """Return the year of a period."""
    return Year(period_reading.year_from(register, read), _successors(register, read)[0])


def fill(register: Register, read: Reading, year: Year) -> None:
    """Fill the temp tables with a period, and with what was finished before it in its year, if anything was.

    Of what no closing holds, that lacks something which lacks it in the year.
    """
    db, span = register.db, read.span
    period_counts.start_year(db)
    if year.from_on == span.from_on:
        period_reading.fill(register, read)
    else:
        period_reading.fill_from_books(register, read, year.from_on)
        period_counts.fill_year(db, year.from_on, span, _closings(register, read, year.from_on), year.heirs)
        period_reading.fill_over_books(register, read)


def counts_of_year(register: Register, read: Reading, year: Year) -> list[Group]:
    """Return how the tasks of the year stand, over the temp tables as `fill` filled them.

    What a unit had before the period counts with the one that took all of it over.
    """
    period_counts.end_year(register.db, read.span)
    span = read.span._replace(from_on=year.from_on)
    eve = read.span.from_on - timedelta(days=1)
    return [
        *period_counts.groups(register.db, span, period_counts.YEAR),
        *_inherited(period_counts.withdrawn(register.db, span, eve), year.heirs),
        *period_counts.withdrawn(register.db, read.span),
    ]


def _inherited(groups: Iterable[Group], heirs: Mapping[int, int]) -> Iterator[Group]:
    """Yield groups with the units that took over."""
    return (group._replace(unit=heirs.get(group.unit, group.unit)) for group in groups)


def _successors(register: Register, read: Reading) -> tuple[dict[int, int], set[int]]:
    return heirs(period_lists.successions(register.db, read.span.as_of, read.span.seq))


def _closings(register: Register, read: Reading, year_from: date) -> list[tuple[int, int]]:
    """Return the closings of the base periods of the year before one: in force, or when it was closed itself."""
    found = [
        closing.newest(register.db, one.id, read.span.seq)
        for one in periods.every(register.db, window.base_kind(register), people=False)
        if one.cut_on is not None and year_from <= one.cut_on < read.span.from_on
        if one.closed or read.record is not None
    ]
    return [(one.period, one.revision) for one in found if one is not None]
