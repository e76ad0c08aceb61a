"""What an update must hold so that its task is aggregated into the report of a period, and who explains the rest."""

from __future__ import annotations

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
    """A window and what is asked of the updates in it; `last_days` are the days before its cut that are watched.

    With `max_age`, open tasks assigned within so many days before the report date owe no update yet. 0: no age is
    asked.
    """

    from_on: date
    cut_on: date
    as_of: date
    needs: tuple[str, ...] = ()
    max_age: int = 0
    last_days: int = 3


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

    `asked`: the office asks something of updates, so that none left out means that all is there.
    """

    wanted: TaskFilter
    period: Period
    state: str
    as_of: date
    tasks: tuple[IncompleteTask, ...]
    asked: bool

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
    """A task with the explanation that was just given, and the period whose report leaves it out."""

    period: Period
    task: IncompleteTask
