"""Unfinished tasks grouped by who answers for them, and counted by how they stand against their dates."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from tasktrack.domain.dates import months_later
from tasktrack.domain.task import TaskRow

GROUPINGS: Final = ("unit", "officer", "assigner", "field")
# Of what other offices closed.
ROLL_UPS: Final = ("office", "block")
IN_TIME: Final = "in_time"
OVERDUE: Final = ("overdue_up_to", "overdue_over")
NO_DEADLINE: Final = ("no_deadline_up_to", "no_deadline_over")
STANDINGS: Final = (IN_TIME, *OVERDUE, *NO_DEADLINE)
REPORTING: Final = ("reported", "not_reported")

Bucket = Callable[[TaskRow], str]


class Limits(NamedTuple):
    """Where the buckets part: days overdue, and months since the assignment where there is no due date."""

    days: int
    months: int


class Group(NamedTuple):
    """The tasks of one who answers for them, None for nobody, with how many there are in each bucket.

    `rows` are those that a report lists; a bucket may count others beside them.
    """

    key: str | None
    name: str | None
    rows: Sequence[TaskRow]
    counts: Mapping[str, int]


class Grouped(NamedTuple):
    """Tasks by one of GROUPINGS, with the buckets in their order."""

    by: str
    buckets: Sequence[str]
    limits: Limits
    groups: Sequence[Group]

    def total(self, *buckets: str) -> int:
        """Return how many tasks there are in some buckets, of all groups."""
        return sum(group.counts[name] for group in self.groups for name in buckets)


def standing(row: TaskRow, as_of: date, limits: Limits) -> str:
    """Return in which of STANDINGS an unfinished task stands on a day.

    Due today is in time; the day that is `limits.days` after the due date, or `limits.months` after the
    assignment, is the last that counts as up to it.
    """
    if row.due_on is None:
        return NO_DEADLINE[as_of > months_later(row.assigned_on, limits.months)]
    if as_of <= row.due_on:
        return IN_TIME
    return OVERDUE[as_of > row.due_on + timedelta(days=limits.days)]


def reporting(row: TaskRow) -> str:
    """Return in which of REPORTING a task stands: whether anything was ever reported on it."""
    return REPORTING[row.last_progress_on is None]


def counted(rows: Sequence[TaskRow], buckets: Sequence[str], bucket: Bucket) -> dict[str, int]:
    """Count tasks by bucket; they may fall into none that is asked for."""
    found = Counter(bucket(row) for row in rows)
    return {name: found[name] for name in buckets}
