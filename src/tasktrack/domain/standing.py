"""Unfinished tasks as reports name them: what falls due, what is overdue, what nobody has spoken of for long."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.grouping import Grouped
from tasktrack.domain.task import TaskFilter, TaskRow

# Days overdue, the gravest first; the last number of an age is None where it has no end.
AGES: Final[tuple[tuple[str, int, int | None], ...]] = (
    ("over-30", 31, None),
    ("8-30", 8, 30),
    ("1-7", 1, 7),
)


def age(days: int) -> str:
    """Return the age of a task that is so many days overdue: over-30, 8-30 or 1-7."""
    return next(name for name, least, _most in AGES if days >= least)


def past_due(rows: Iterable[TaskRow], as_of: date) -> list[TaskRow]:
    """Return those of some unfinished tasks whose due date has passed, with the days since, the longest first.

    A listing counts no days of one that awaits review.
    """
    late = [
        row._replace(overdue_days=(as_of - row.due_on).days)
        for row in rows
        if row.due_on and row.due_on < as_of
    ]
    return sorted(late, key=lambda row: -row.overdue_days)


class LastEntry(NamedTuple):
    """What was last said of a task."""

    on: date
    result: str | None
    obstacle: str | None
    proposal: str | None


class SilentTask(NamedTuple):
    """A task without update for `days` days: since its last entry, or since it was assigned when it has none."""

    row: TaskRow
    days: int
    last: LastEntry | None


class DueTasks(NamedTuple):
    """Tasks that fall due from `as_of` to `last`, unit by unit, by date; `wanted` holds what narrows them."""

    wanted: TaskFilter
    rows: Sequence[TaskRow]
    as_of: date
    last: date
    grouped: Grouped | None = None


class OverdueTasks(NamedTuple):
    """Tasks that are past their due date and not done, the longest first.

    `rows` are open; `reported` were reported done, and were returned or await review.
    """

    wanted: TaskFilter
    rows: Sequence[TaskRow]
    reported: Sequence[TaskRow]
    as_of: date
    grouped: Grouped | None = None

    @property
    def every(self) -> list[TaskRow]:
        """Return all of them, first the open ones."""
        return [*self.rows, *self.reported]


class SilentTasks(NamedTuple):
    """Tasks without update for `days` days or more, the longest silent first."""

    wanted: TaskFilter
    tasks: Sequence[SilentTask]
    as_of: date
    days: int
    grouped: Grouped | None = None
