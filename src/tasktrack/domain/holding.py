"""Who held a task, from when to when, and how he let go of it (NĐ 335/2025/NĐ-CP Art. 18)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tasktrack.domain.product import Product
    from tasktrack.domain.task import Registered, Task

_DAY: Final = timedelta(days=1)


class Person(NamedTuple):
    """An officer by code and name."""

    code: str
    name: str


class Handing(NamedTuple):
    """One change of holder inside the unit; it counts from `on`. `entry` is the journal entry that wrote it.

    `handed_back`: the giver gave it back, and it was not the superior who passed it on.
    """

    on: date
    giver: Person | None
    taker: Person | None
    handed_back: bool
    reason: str | None
    document: str | None
    approved_by: str | None
    actor: str
    entry: int


class Holder(NamedTuple):
    """An officer who held a task; `to_on` is the last day on which he held it, None while he holds it.

    Who passed it on the very day he got it held it on that day.

    `handed_back`: he gave it back. `taken_over`: it lies outside his plan, for he took over what another gave back.
    """

    officer: Person
    from_on: date
    to_on: date | None
    handed_back: bool
    taken_over: bool


class Assigned(NamedTuple):
    """What giving a task to an officer did: the task as it stands now, and the change of holder."""

    task: "Task"
    handing: Handing
    warnings: tuple[str, ...] = ()


class Given(NamedTuple):
    """A product that was given out: the task of each officer."""

    product: "Product"
    registered: "tuple[Registered, ...]"
    warnings: tuple[str, ...]


class Portion(NamedTuple):
    """A share of a task for an officer, given by code; the quantity is thousandths."""

    officer: str
    quantity: int


class Split(NamedTuple):
    """A task that was split: the whole, its new parts, and the quantity that they leave with the part that holds it.

    That part is the holder's who is named for no share, else it has no officer; None where nothing is left.
    """

    whole: "Task"
    parts: "tuple[Registered, ...]"
    rest: Fraction
    kept: "Registered | None"
    warnings: tuple[str, ...]


def holders(task: "Task", handings: Sequence[Handing]) -> tuple[Holder, ...]:
    """Return who held a task, oldest first, from its changes of holder in their order."""
    return tuple(_holders(task, handings))


def _holders(task: "Task", handings: Sequence[Handing]) -> Iterator[Holder]:
    now = Person(task.row.officer, task.officer_name or "") if task.row.officer else None
    held = [*(handing.giver for handing in handings), now]
    since = [task.row.assigned_on, *(handing.on for handing in handings)]
    got_back = [False, *(handing.handed_back for handing in handings)]
    planned: set[str] = set()
    for place, officer in enumerate(held):
        if officer is None:
            continue
        if not (got_back[place] or task.taken_over):
            planned.add(officer.code)
        left = handings[place] if place < len(handings) else None
        begun = max(since[place], task.row.assigned_on)
        if left and left.on < begun and not left.handed_back:
            continue  # planned ahead, and passed on before it began
        first = min(begun, left.on) if left else begun
        yield Holder(
            officer,
            first,
            max(first, left.on - _DAY) if left else None,
            left.handed_back if left else False,
            officer.code not in planned,
        )
