"""What supporting units have to do of a task, by when, and how far they came."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tasktrack.domain.task import Task, TaskFilter

LATE: Final = ("overdue", "done-late")
_IDLE: Final = ("withdrawn", "suspended", "proposed")


class SupportEntry(NamedTuple):
    """A dated report of a supporting unit on its part; `taken_back` by undo."""

    id: int
    unit: str
    unit_name: str
    on: date
    done_on: date | None
    result: str | None
    obstacle: str | None
    proposal: str | None
    evidence: str | None
    actor: str
    taken_back: bool = False


class Part(NamedTuple):
    """What a supporting unit has to do of a task, as of a day.

    `own_due` is its own due date, `due_on` the one that counts: its own, else the task's. A part that the unit did
    not report done is done with the whole, on the day of the whole. `state` is that of the whole.
    """

    id: int
    task: str
    title: str
    lead: str
    lead_name: str
    unit: str
    unit_name: str
    part: str | None
    own_due: date | None
    due_on: date | None
    last_on: date | None
    done_on: date | None
    state: str
    as_of: date
    with_whole: bool = False

    @property
    def status(self) -> str:
        """Return open, overdue, done-in-time or done-late; idle where the task asks for nothing now."""
        if self.state in _IDLE:
            return "idle"
        late = self.days > 0
        if self.done_on is not None:
            return "done-late" if late else "done-in-time"
        return "overdue" if late else "open"

    @property
    def days(self) -> int:
        """Return how many days it is overdue, or was when it was done."""
        if self.due_on is None or self.state in _IDLE:
            return 0
        return max(0, ((self.done_on or self.as_of) - self.due_on).days)

    @property
    def is_its_own(self) -> bool:
        """Whether the unit is judged by something of its own and not by the whole alone."""
        return self.part is not None or self.own_due is not None or self.last_on is not None


class Left(NamedTuple):
    """A unit that was taken off the supporting ones of a task in a journal entry; `reason` says by what."""

    unit: str
    unit_name: str
    on: date
    reason: str | None
    actor: str
    entry: int


class PartSet(NamedTuple):
    """A part before and after it was set; `before` is None for a unit that did not support the task until now."""

    task: "Task"
    before: Part | None
    after: Part
    warnings: tuple[str, ...] = ()


class Dropped(NamedTuple):
    """A unit that supports a task no longer, with the part that it had."""

    task: "Task"
    part: Part


class Reported(NamedTuple):
    """An entry of a supporting unit, and how its part stands after it."""

    entry: SupportEntry
    part: Part
    warnings: tuple[str, ...] = ()


class PartCounts(NamedTuple):
    """How the parts of a unit stand; `without` counts the tasks that it supports with nothing of its own to do."""

    open: int = 0
    overdue: int = 0
    done_in_time: int = 0
    done_late: int = 0
    without: int = 0

    @property
    def parts(self) -> int:
        """Return how many parts there are."""
        return self.open + self.overdue + self.done_in_time + self.done_late


class UnitParts(NamedTuple):
    """A supporting unit with its counts, and its parts that are late or were, the longest first."""

    unit: str
    name: str
    block: str | None
    counts: PartCounts
    late: Sequence[Part]


class Cooperation(NamedTuple):
    """How supporting units did their parts, as of a day."""

    wanted: "TaskFilter"
    as_of: date
    span: tuple[date, date] | None
    units: Sequence[UnitParts]
    total: PartCounts


def counts_of(parts: Sequence[Part]) -> PartCounts:
    """Count how parts stand; what the task does not ask for now is left out."""
    asked = [one for one in parts if one.status != "idle"]
    told = [one.status for one in asked if one.is_its_own]
    return PartCounts(
        open=told.count("open"),
        overdue=told.count("overdue"),
        done_in_time=told.count("done-in-time"),
        done_late=told.count("done-late"),
        without=sum(not one.is_its_own for one in asked),
    )


def late_of(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that are late or were, the longest late first."""
    late = [one for one in parts if one.is_its_own and one.status in LATE]
    return sorted(late, key=lambda one: (-one.days, one.due_on or date.max, one.task))
