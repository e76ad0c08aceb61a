"""What an update must hold so that its task is aggregated into the report of a period, and who explains the rest."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tasktrack.domain.period_state import Period
    from tasktrack.domain.task import TaskFilter

# What the setting update_needs may ask of the updates of a window; the others ask for an update at all.
NEEDS: Final = ("update", "result", "amount", "evidence", "obstacle")
# What may be missing: `fresh`, an update not older than update_max_age days at the cut.
LACKS: Final = (*NEEDS, "fresh")


class Asked(NamedTuple):
    """A window and what is asked of the updates in it, at its cut; `so_far`: asked also before it.

    `last_days` are the days that are watched before entry locks, else before the cut; what is assigned in them, or
    registered only after them, owes no update. Nor does, with `max_age`, what was assigned within so many days
    before the report date; 0: no age is asked.
    """

    from_on: date
    cut_on: date
    as_of: date
    needs: tuple[str, ...] = ()
    max_age: int = 0
    last_days: int = 3
    locks_on: date | None = None
    so_far: bool = False

    @property
    def entry_until(self) -> date:
        """Return the last day on which entries are made in time: that of the lock, else the cut."""
        return self.locks_on or self.cut_on

    @property
    def last_from(self) -> date:
        """Return the day before the last days."""
        return self.entry_until - timedelta(days=self.last_days)

    @property
    def is_due(self) -> bool:
        """Return whether updates must hold what is asked: once the cut has come, of a window that has begun."""
        return self.from_on <= self.as_of and (self.so_far or self.as_of >= self.cut_on)


class Explanation(NamedTuple):
    """What a head said of a task that the report has no information on; `meeting_on` is the conference."""

    on: date
    text: str
    given_by: str
    meeting_on: date | None


class IncompleteTask(NamedTuple):
    """A task left out of the report of a period: what its updates lack (words of LACKS), and why, if it was said."""

    id: int
    code: str
    title: str
    due_on: date | None
    lead: str
    lead_name: str
    block: str | None
    lacks: tuple[str, ...]
    explanation: Explanation | None = None


class Owing(NamedTuple):
    """A unit whose tasks a report leaves out: how many, and of how many its head explained why."""

    lead: str
    lead_name: str
    block: str | None
    tasks: int
    given: int

    @property
    def owed(self) -> int:
        """Return of how many tasks nobody has explained anything."""
        return self.tasks - self.given


class LeftOut(NamedTuple):
    """The tasks that the report of a period leaves out, unit by unit; `wanted` holds what narrows them.

    Before the cut, `cut_on`, they are those that would be left out by now, and nobody owes anything yet. `asked`: the
    office asks something of updates, so that none left out means that all is there.
    """

    wanted: TaskFilter
    period: Period
    state: str
    as_of: date
    cut_on: date
    tasks: tuple[IncompleteTask, ...]
    asked: bool

    @property
    def is_due(self) -> bool:
        """Return whether the cut has come, at which updates must hold what is asked."""
        return self.as_of >= self.cut_on

    @property
    def units(self) -> tuple[Owing, ...]:
        """Return the units in the order of the tasks."""
        return owing(self.tasks)


def owing(tasks: Iterable[IncompleteTask]) -> tuple[Owing, ...]:
    """Count tasks, which stand unit by unit, and their explanations."""
    found = []
    for (lead, name, block), of_unit in groupby(tasks, lambda one: (one.lead, one.lead_name, one.block)):
        explained = [one.explanation is not None for one in of_unit]
        found.append(Owing(lead, name, block, len(explained), sum(explained)))
    return tuple(found)


class Explained(NamedTuple):
    """A task with the explanation that was just given, and the period whose report leaves it out.

    Given before the cut: would leave it out by now.
    """

    period: Period
    task: IncompleteTask
    is_due: bool
