"""Key tasks of heads: the list of a year, and the review of a half-year (Bắc Giang, QĐ 193/2011/QĐ-UBND)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.approval import APPROVED, PROPOSED, REJECTED, Approval
from tasktrack.domain.dates import month_end
from tasktrack.domain.holding import Person
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.task import Registered, TaskRow

REGISTERED: Final = "key-registered"
COMMON: Final = "key-common"
WITHDRAWN: Final = "withdrawn"


def deadline(setting: str, year: int) -> date | None:
    """Return the last day on which the key tasks of a year are registered in time, None where none is set."""
    if setting == "none":
        return None
    month, day = map(int, setting.split("-"))
    last = month_end(year, month)
    return date(year, month, min(day, last.day))


class Common(NamedTuple):
    """One task given to every unit of some blocks: those registered now, and units that have it already."""

    blocks: tuple[str, ...]
    registered: tuple[Registered, ...]
    had: tuple[tuple[str, str], ...]  # unit, task
    warnings: tuple[str, ...] = ()


class ListedTask(NamedTuple):
    """A key task in the list of its head; `is_late`: it was registered after the deadline."""

    row: TaskRow
    approval: Approval | None
    is_late: bool

    @property
    def standing(self) -> str:
        """Return proposed, approved, rejected, or withdrawn since."""
        if self.row.status == PROPOSED:
            return PROPOSED
        if self.approval and self.approval.verdict == REJECTED:
            return REJECTED
        return WITHDRAWN if self.row.status == WITHDRAWN else APPROVED

    @property
    def stands(self) -> bool:
        """Whether it fills a place of the list."""
        return self.standing in (PROPOSED, APPROVED)


class HeadList(NamedTuple):
    """The key tasks of one unit's head in a year; `heads` are those of the day, none where the register knows none.

    One that `is_asked` is to have its fill of them; a unit that ended by that day is not.
    """

    unit: str
    unit_name: str
    block: str | None
    heads: tuple[Person, ...]
    registered: Sequence[ListedTask]
    common: Sequence[ListedTask]
    is_asked: bool = True

    def how_many(self, standing: str) -> int:
        """Return how many registered tasks stand so."""
        return sum(task.standing == standing for task in self.registered)

    @property
    def filled(self) -> int:
        """Return how many registered tasks are approved or await approval."""
        return sum(task.stands for task in self.registered)

    @property
    def given(self) -> int:
        """Return how many common tasks stand."""
        return sum(task.stands for task in self.common)

    @property
    def late(self) -> int:
        """Return how many of the registered tasks that stand were registered after the deadline."""
        return sum(task.is_late and task.stands for task in self.registered)


class HeadLists(NamedTuple):
    """The lists of a year; `need_registered` and `need_common` are how many tasks each head is to have."""

    year: int
    as_of: date
    need_registered: int
    need_common: int
    deadline: date | None
    unit: str | None
    block: str | None
    lists: tuple[HeadList, ...]

    def missing_registered(self, one: HeadList) -> int:
        """Return how many registered tasks a head still lacks."""
        return max(0, self.need_registered - one.filled) if one.is_asked else 0

    def missing_common(self, one: HeadList) -> int:
        """Return how many common tasks a head still lacks."""
        return max(0, self.need_common - one.given) if one.is_asked else 0


class ReviewedTask(NamedTuple):
    """A key task of a period as the scheme key-tasks counts it."""

    code: str
    title: str
    unit: int
    kind: str
    due_on: date | None
    done_on: date | None
    done: bool
    on_time: bool
    exceeded: bool
    overdue: bool
    carried_over: bool
    registered_late: bool
    late_days: int

    @property
    def behind(self) -> bool:
        """Whether it is behind plan: done late, or overdue."""
        return not self.on_time and (self.done or self.overdue)


class ReviewCounts(NamedTuple):
    """Key tasks counted; `carried` were left over from earlier, `registered` and `common` were not."""

    registered: int
    common: int
    carried: int
    done: int
    on_time: int
    exceeded: int
    overdue: int

    @property
    def tasks(self) -> int:
        """Return all of them."""
        return self.registered + self.common + self.carried

    @property
    def late(self) -> int:
        """Return those done late."""
        return self.done - self.on_time

    @property
    def behind(self) -> int:
        """Return those behind plan."""
        return self.late + self.overdue

    @property
    def not_done(self) -> int:
        """Return those that go into the next period."""
        return self.tasks - self.done


def counted(tasks: Iterable[ReviewedTask]) -> ReviewCounts:
    """Count key tasks as the measures of the scheme key-tasks do."""
    found = list(tasks)
    new = [task for task in found if not task.carried_over]
    return ReviewCounts(
        registered=sum(task.kind == REGISTERED for task in new),
        common=sum(task.kind == COMMON for task in new),
        carried=len(found) - len(new),
        done=sum(task.done for task in found),
        on_time=sum(task.on_time for task in found),
        exceeded=sum(task.done and task.exceeded for task in found),
        overdue=sum(task.overdue for task in found),
    )


class UnitReview(NamedTuple):
    """The key tasks of one unit in a period."""

    unit: str
    unit_name: str
    block: str | None
    tasks: Sequence[ReviewedTask]

    @property
    def counts(self) -> ReviewCounts:
        """Return how many there are of each sort."""
        return counted(self.tasks)


class LeftOut(NamedTuple):
    """Codes of key tasks that are not counted: awaiting approval, suspended, open without a due date, moved on.

    Those moved on were to be done by the last day, and fall due after it by decision: they are counted then.
    """

    proposed: tuple[str, ...]
    suspended: tuple[str, ...]
    no_due_date: tuple[str, ...]
    moved: tuple[str, ...]


class KeyTaskReview(NamedTuple):
    """The review of a half-year or year: `to_on` is its last day, `as_of` the day by which it is told.

    `revision` is that of the closing whose figures are shown, None where the books are read.
    """

    key: PeriodKey
    following: PeriodKey
    from_on: date
    to_on: date
    as_of: date
    revision: int | None
    unit: str | None
    block: str | None
    units: tuple[UnitReview, ...]
    left_out: LeftOut

    @property
    def is_over(self) -> bool:
        """Whether its last day has come: what is not done is carried on."""
        return self.as_of >= self.to_on

    @property
    def total(self) -> ReviewCounts:
        """Return the counts of all units."""
        return counted(task for unit in self.units for task in unit.tasks)
