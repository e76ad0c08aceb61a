"""What stands beside the figures of a period: those of the one before, of the year before, and since the year began."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from tasktrack.domain.period import PeriodKey, previous
from tasktrack.domain.period_figures import Group, of, tally
from tasktrack.domain.period_report import Comparison, Earlier, Place
from tasktrack.domain.succession import heirs
from tasktrack.services import period_reading, window
from tasktrack.services.period_reading import Reading
from tasktrack.store import closing, facts, period_counts, period_lists
from tasktrack.store import period as periods
from tasktrack.store.register import Register


def compare(
    register: Register, read: Reading, places: Mapping[int, Place], inside: Collection[int]
) -> Comparison:
    """Return the figures of the period before and of the same one a year earlier; fills the temp tables anew.

    What a unit had counts with the one that took all of it over; a unit that was split keeps its own.
    """
    key = read.period.key
    heir, parted = heirs(period_lists.successions(register.db, read.span.as_of, read.span.seq))

    def told(of_key: PeriodKey) -> Earlier:
        return _earlier(register, period_reading.earlier(register, of_key, read), heir, inside)

    return Comparison(
        told(previous(key)),
        told(PeriodKey(key.kind, key.year - 1, key.number)),
        [places[unit] for unit in sorted(parted) if unit in places],
    )


def _earlier(register: Register, read: Reading, heir: Mapping[int, int], inside: Collection[int]) -> Earlier:
    period_reading.fill(register, read)
    counted = (group._replace(unit=heir.get(group.unit, group.unit)) for group in counts(register, read))
    groups = [group for group in counted if group.unit in inside]
    return Earlier(
        read.period,
        read.window,
        read.record.revision if read.record else None,
        of(groups),
        tally(groups, lambda group: group.unit),
    )


def counts(register: Register, read: Reading) -> list[Group]:
    """Return how the tasks of a period stand, over the temp tables as they were filled for it."""
    return [
        *period_counts.groups(register.db, read.span),
        *period_counts.withdrawn(register.db, read.span),
    ]


def start_year(register: Register, read: Reading, year_from: date) -> None:
    """Prepare what a closed period counts since the year began; fills the temp tables anew.

    An open one is counted whole from the books.
    """
    if read.record is not None:
        eve = read.span.from_on - timedelta(days=1)
        needs_review = read.settings.yes("done_needs_review")
        facts.fill_from_books(register.db, eve, done_needs_review=needs_review)
        closings = _closings(register, read, year_from)
        period_counts.start_year(register.db, year_from, read.span, closings)


def counts_of_year(register: Register, read: Reading, year_from: date) -> list[Group]:
    """Return how the tasks of the year stand, over the temp tables as they were filled for the period."""
    source = period_counts.STATES
    if read.record is not None:
        period_counts.end_year(register.db)
        source = period_counts.YEAR
    span = read.span._replace(from_on=year_from)
    return [
        *period_counts.groups(register.db, span, source),
        *period_counts.withdrawn(register.db, span),
    ]


def _closings(register: Register, read: Reading, year_from: date) -> list[tuple[int, int]]:
    """Return the closings of the base periods of the year before a closed one, as they stood at its closing."""
    found = [
        closing.newest(register.db, one.id, read.span.seq)
        for one in periods.every(register.db, window.base_kind(register), people=False)
        if one.cut_on is not None and year_from <= one.cut_on < read.span.from_on
    ]
    return [(one.period, one.revision) for one in found if one is not None]
