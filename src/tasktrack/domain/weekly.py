"""A week of the register: its days, and what is told of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.domain.period import PeriodKey, WeekStarts, containing, previous, window
from tasktrack.domain.standing import SilentTask
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.domain.week_figures import Figures

_WEEK = timedelta(days=7)


class Week(NamedTuple):
    """The days of a week, and the day as of which it is told: its last, or today when that comes first."""

    key: PeriodKey
    starts_on: date
    ends_on: date
    as_of: date

    @property
    def eve(self) -> date:
        """Return the last day of the week before."""
        return self.starts_on - timedelta(days=1)

    @property
    def eve_starts_on(self) -> date:
        """Return the first day of the week before."""
        return self.starts_on - _WEEK

    @property
    def next_ends_on(self) -> date:
        """Return the last day of the week after."""
        return self.ends_on + _WEEK

    @property
    def is_over(self) -> bool:
        """Return whether it is told to its end."""
        return self.as_of == self.ends_on


def week_told_on(today: date, week_starts: WeekStarts) -> PeriodKey:
    """Return the week that is told today: the one that holds today, on its first day the one before."""
    key = containing(today, "week", week_starts=week_starts)
    starts_on = window(key, week_starts=week_starts).starts_on
    return previous(key) if starts_on == today else key


class UnitWeek(NamedTuple):
    """The week of one unit."""

    code: str
    name: str
    block: str | None
    figures: Figures


class Obstacle(NamedTuple):
    """An obstacle, a proposal or both, as reported on a day of the week; the lead's id and what it is called."""

    entry: int
    on: date
    task: str
    title: str
    unit: int
    lead: str
    lead_name: str
    obstacle: str | None
    proposal: str | None


class WeekLists(NamedTuple):
    """The tasks that a summary names, each list in the order in which it is read.

    `overdue` are open; `overdue_reported` are past their due date too, and were returned or await review.
    """

    done_late: Sequence[TaskRow]
    overdue: Sequence[TaskRow]
    overdue_reported: Sequence[TaskRow]
    due_next: Sequence[TaskRow]
    returned: Sequence[TaskRow]
    silent: Sequence[SilentTask]


class Weekly(NamedTuple):
    """A week told: the units that have anything to tell, by block and name, their total, and the lists.

    `wanted` holds what it was narrowed to: a unit, a block, both or neither.
    """

    week: Week
    office: str
    wanted: TaskFilter
    silent_days: int
    units: Sequence[UnitWeek]
    total: Figures
    lists: WeekLists
    obstacles: Sequence[Obstacle]

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to tell."""
        return not any(self.total)
