"""What might be: edits of tasks, marks and settings that nobody wrote, and the score that would follow."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.ranking import Basis, Line, RankRow
from tasktrack.domain.reopening import MarkChange, SettingChange, TaskChange


class Asked(NamedTuple):
    """What is supposed, as typed: TASK=DATE, TASK=QUANTITY, TASK, CRITERION=POINTS, NAME=VALUE."""

    done: tuple[str, ...] = ()
    quantity: tuple[str, ...] = ()
    fail: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    excuse: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()

    @property
    def tasks(self) -> tuple[str, ...]:
        """Return all that is supposed of tasks."""
        return (
            *(*self.done, *self.quantity, *self.fail, *self.accept),
            *(*self.returned, *self.drop, *self.extend, *self.excuse),
        )


class Supposed(NamedTuple):
    """What is supposed of one task, in the order in which it happens.

    What was reported is returned; the due date is moved; more is done (`quantity` in thousandths) or the work
    is finished on `done_on`, said on `on`; that is accepted, failed so many times, its delay excused. Or else
    the task is withdrawn.
    """

    returned: bool = False
    due_on: date | None = None
    quantity: int | None = None
    done_on: date | None = None
    on: date | None = None
    accepted: bool = False
    failed: int = 0
    excused: bool = False
    dropped: bool = False

    @property
    def judged(self) -> bool:
        """Tell whether an entry is judged, beside what is returned."""
        return self.accepted or self.failed > 0 or self.excused


class LineChange(NamedTuple):
    """A line of the score that would be another."""

    before: Line
    after: Line


class Others(NamedTuple):
    """How many others of the same table would have another rank, and how many another class or band."""

    ranks: int
    classes: int


class Simulation(NamedTuple):
    """A score as it is and as it would be, both as of the same day: that of `basis`.

    `over` is the closing whose frozen facts were taken, None over the books; `ahead`: the day lies after today.
    """

    basis: Basis
    over: int | None
    ahead: bool
    before: RankRow
    after: RankRow
    lines: tuple[LineChange, ...]
    tasks: tuple[TaskChange, ...]
    marks: tuple[MarkChange, ...]
    settings: tuple[SettingChange, ...]
    others: Others
    warnings: tuple[str, ...] = ()
