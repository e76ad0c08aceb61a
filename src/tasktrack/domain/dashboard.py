"""The dashboard: where the work of an office stands, how it came there, and what lies ahead."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.cadence import Reported
from tasktrack.domain.direction import Matter
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_figures import Figures
from tasktrack.domain.period_report import Place, Span
from tasktrack.domain.period_state import Period
from tasktrack.domain.ratio import Ratio
from tasktrack.domain.standing import AGES, age
from tasktrack.domain.task import TaskFilter, TaskRow


class Stand(NamedTuple):
    """The figures of a period, in all and by unit id; `revision` is that of the closing that froze them, else None."""

    key: PeriodKey
    span: Span
    state: str
    revision: int | None
    total: Figures
    by_unit: Mapping[int, Figures]

    @property
    def is_provisional(self) -> bool:
        """Return whether no closing froze the figures."""
        return self.revision is None


class RankAt(NamedTuple):
    """A place in a closed table; None without a score."""

    rank: int | None
    tied: bool


class UnitRanks(NamedTuple):
    """The places of a unit in the tables of several periods, in their order; None where it stands in none."""

    unit: Place
    ranks: tuple[RankAt | None, ...]

    @property
    def change(self) -> int | None:
        """Return how many places it rose from the last period but one to the last; None when either is unknown."""
        known = [one.rank if one else None for one in self.ranks[-2:]]
        if len(known) < 2 or known[0] is None or known[1] is None:
            return None
        return known[0] - known[1]


class Ranks(NamedTuple):
    """The places that units had by a scheme in closed periods, in the order of the newest table."""

    scheme: str
    title: str
    keys: tuple[PeriodKey, ...]
    units: tuple[UnitRanks, ...]


class WeekAhead(NamedTuple):
    """The days of a week from today on, and the open tasks that fall due in it."""

    key: PeriodKey
    first: date
    last: date
    rows: Sequence[TaskRow]


class Rhythm(NamedTuple):
    """Who reported only at the cut of a period: more than `most` percent of the entries in its last days."""

    period: Period
    last_days: int
    most: int
    units: int
    marked: Sequence[Reported]


class Dashboard(NamedTuple):
    """All parts of a dashboard.

    `now` are the figures of the period that is asked for; `stands` those of the base periods up to it, the oldest
    first. What lies ahead, is overdue or waits for an answer is that of today, whichever period is asked for.
    """

    office: str
    wanted: TaskFilter
    today: date
    period: Period
    now: Stand
    seal: str | None
    stands: Sequence[Stand]
    places: Mapping[int, Place]
    ranks: Ranks | None
    ahead: Sequence[WeekAhead]
    overdue: Sequence[TaskRow]
    waiting: Sequence[Matter]
    rhythm: Rhythm


def due_on_time(figures: Figures) -> int:
    """Return how many of those that fell due by the report date were done in time: what was late had fallen due."""
    return figures.due_done - figures.done_late


def on_time_of_due(figures: Figures) -> Ratio:
    """Return the share of those done in time among those that fell due by the report date."""
    return Ratio("on_time_of_due", due_on_time(figures), figures.due)


def on_time_of_done(figures: Figures) -> Ratio:
    """Return the share of those done in time among those that were done."""
    return Ratio("on_time_of_done", figures.on_time, figures.done)


def ages(rows: Sequence[TaskRow]) -> dict[str, int]:
    """Count overdue tasks by how long they are so, the gravest first."""
    return {name: sum(age(row.overdue_days) == name for row in rows) for name, _least, _most in AGES}
