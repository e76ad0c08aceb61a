"""Work that units hand on or refuse: no task is pushed upward or sideways without being counted."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.domain.unit import Unit

if TYPE_CHECKING:
    from tasktrack.domain.change import Grounds
    from tasktrack.domain.task import Task, TaskFilter

STAYS: Final = "stays"
REASSIGNED: Final = "reassigned"
# What became of a refusal that nobody decided, by the state of its task: there is nothing left to decide.
SETTLED: Final = {"done": "finished", "withdrawn": "withdrawn"}


class HandedOver(NamedTuple):
    """A task that went to another lead unit: the task as it stands now, who gave it, and what went with it.

    `officer` is who no longer has it, as "name (code)"; `supported`: the taker had been a supporting unit.
    """

    task: "Task"
    giver: Unit
    taker: Unit
    grounds: "Grounds"
    officer: str | None = None
    supported: bool = False
    warnings: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """A unit says that a task is not its function; without `outcome` nobody has decided yet.

    `actor` entered it in the journal entry `created`, `decided_actor` the decision in `decided_in`.
    Of one whose task was finished or withdrawn meanwhile `decided_on` is the day of that.
    """

    id: int
    task: str
    title: str
    unit: str
    unit_name: str
    on: date
    reason: str
    document: str
    outcome: str | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    decision: str | None = None
    to_unit: str | None = None
    to_name: str | None = None
    actor: str = ""
    created: int = 0
    decided_actor: str = ""
    decided_in: int = 0

    def days(self, as_of: date) -> int:
        """Return how many days the decision took, or has been waited for."""
        return ((self.decided_on or as_of) - self.on).days


class Refused(NamedTuple):
    """A refusal as recorded or decided, with the task as it stands now; `handed` where it went to another unit."""

    refusal: Refusal
    task: "Task"
    handed: HandedOver | None = None


class Transfer(NamedTuple):
    """A task that went from one lead unit to another; `by_merger`: the taker took over the giver's functions."""

    task: str
    title: str
    on: date
    giver: str
    giver_name: str
    taker: str
    taker_name: str
    by_merger: bool
    reason: str | None
    document: str | None
    approved_by: str | None


class Moves(NamedTuple):
    """What a unit handed on and refused in a span; `earlier` are refusals made before it and undecided then.

    The refusals made and the earlier ones are together those that stay, were reassigned, were settled
    since the task was finished or withdrawn, and are undecided.
    """

    given: int = 0
    received: int = 0
    given_by_merger: int = 0
    received_by_merger: int = 0
    refused: int = 0
    earlier: int = 0
    stays: int = 0
    reassigned: int = 0
    settled: int = 0
    undecided: int = 0
    longest: int | None = None  # days for which the oldest undecided refusal has waited


class UnitMoves(NamedTuple):
    """A unit with what it handed on and refused."""

    unit: str
    name: str
    block: str | None
    moves: Moves


class Transfers(NamedTuple):
    """Hand-overs and refusals of a span, unit by unit; `every` are the sums over all units, shown or not."""

    wanted: "TaskFilter"
    first: date
    as_of: date
    units: Sequence[UnitMoves]
    total: Moves
    every: Moves
    transfers: Sequence[Transfer]
    refusals: Sequence[Refusal]


def moves_of(
    unit: str, transfers: Sequence[Transfer], refusals: Sequence[Refusal], span: tuple[date, date]
) -> Moves:
    """Count what one unit handed on, received and refused in a span, both ends included."""
    first, as_of = span
    given = [one for one in transfers if one.giver == unit]
    received = [one for one in transfers if one.taker == unit]
    refused = [one for one in refusals if one.unit == unit]
    waiting = [one.days(as_of) for one in refused if one.outcome is None]
    return Moves(
        given=sum(not one.by_merger for one in given),
        received=sum(not one.by_merger for one in received),
        given_by_merger=sum(one.by_merger for one in given),
        received_by_merger=sum(one.by_merger for one in received),
        refused=sum(one.on >= first for one in refused),
        earlier=sum(one.on < first for one in refused),
        stays=sum(one.outcome == STAYS for one in refused),
        reassigned=sum(one.outcome == REASSIGNED for one in refused),
        settled=sum(one.outcome in SETTLED.values() for one in refused),
        undecided=len(waiting),
        longest=max(waiting, default=None),
    )


def added_up(units: Sequence[UnitMoves]) -> Moves:
    """Return the sums over units, and the longest wait of any."""
    counts = [one.moves for one in units]
    longest = [one.longest for one in counts if one.longest is not None]
    sums = (sum(column) for column in zip(*(one[:-1] for one in counts), strict=True)) if counts else ()
    return Moves(*sums)._replace(longest=max(longest, default=None))
