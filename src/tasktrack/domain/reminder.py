"""Reminders and criticisms: when a unit was urged about a task, and what followed."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.following import Followed
from tasktrack.domain.task import TaskFilter, TaskRow


class Reminder(NamedTuple):
    """An urging or a criticism as recorded; `kind` is reminder or criticism."""

    id: int
    task: str
    unit: str
    unit_name: str
    on: date
    kind: str
    document: str | None
    note: str | None
    given_by: str | None
    actor: str
    created: int


class Urging(NamedTuple):
    """What `task remind` takes, as typed; `on` is today when it is left out, `unit` the lead unit of that day."""

    document: str | None = None
    on: str | None = None
    note: str | None = None
    by: str | None = None
    unit: str | None = None
    criticise: bool = False


class Urged(NamedTuple):
    """A reminder on a task, and how often that unit was urged about it so far, this time included."""

    reminder: Reminder
    title: str
    due_on: date | None
    overdue_days: int
    times: int


class Reminded(NamedTuple):
    """What `task remind` did; `left_out` are overdue tasks that the same document urged on that day already."""

    kind: str
    on: date
    urged: Sequence[Urged]
    left_out: tuple[str, ...] = ()


class Reminding(NamedTuple):
    """A reminder of a span of days, its task as it stands, and what followed; the unit's id gives its place."""

    reminder: Reminder
    unit: int
    row: TaskRow
    followed: Followed


class UnitReminders(NamedTuple):
    """How a unit was urged in a span of days."""

    unit: str
    name: str
    block: str | None
    every: Sequence[Reminding]

    def of_kind(self, kind: str) -> int:
        """Return how many reminders, or criticisms, there are."""
        return sum(one.reminder.kind == kind for one in self.every)

    @property
    def tasks(self) -> list[str]:
        """Return the codes of the tasks it was urged about."""
        return list(dict.fromkeys(one.reminder.task for one in self.every))

    @property
    def waiting(self) -> list[Reminding]:
        """Return the newest reminder on each task that nothing followed."""
        newest = {one.reminder.task: one for one in self.every}
        return [one for one in newest.values() if one.followed.outcome == "waiting"]


class Reminders(NamedTuple):
    """The reminders of a span of days, unit by unit."""

    wanted: TaskFilter
    from_on: date
    to_on: date
    as_of: date
    units: Sequence[UnitReminders]

    @property
    def every(self) -> list[Reminding]:
        """Return all of them."""
        return [one for unit in self.units for one in unit.every]
