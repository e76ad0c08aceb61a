"""The sheets of one officer: the month's (Form 01 of NĐ 335/2025/NĐ-CP) and the year's (Form 02)."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.domain.ranking import CountedTask, Explanation, Line
from tasktrack.domain.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each failed review, and each time late, takes a quarter away (NĐ 335/2025/NĐ-CP Art. 14).
_QUARTERS: Final = 4
_CRITERIA: Final = ("formula", "mark", "sum")
COMMON: Final = "common"
PARTS: Final = ("mean", "part")


class Person(NamedTuple):
    """Whose sheet it is, in the last post of the period; the superior is who directs and confirms."""

    id: int
    code: str
    name: str
    unit: str
    unit_name: str
    position: str
    superior: str | None
    superior_name: str | None
    group: str | None
    office: str
    category: str


class Catalogued(NamedTuple):
    """What the task book and the catalogue say of a task's product, each None where they say nothing."""

    product: str | None = None
    name: str | None = None
    measure: str | None = None


class Product(NamedTuple):
    """A product or work of a month: a row of the sheet. Converted quantities are times the coefficient."""

    task: CountedTask
    catalogued: Catalogued
    kind: str
    taken_over: bool

    @property
    def assigned(self) -> Fraction | None:
        """Return what is assigned, converted; None of work outside the plan, which only adds (Art. 18)."""
        return self.task.coefficient * self.task.assigned_quantity if self.task.planned else None

    @property
    def done(self) -> Fraction:
        """Return what is done and confirmed, converted."""
        return self.task.coefficient * self.task.done_quantity

    @property
    def sound(self) -> Fraction:
        """Return what is done to quality, converted."""
        return self.done * _left(self.task.failed_reviews)

    @property
    def punctual(self) -> Fraction:
        """Return what is done in time, converted."""
        return self.done * _left(self.task.late_count)

    @property
    def unapproved(self) -> Fraction:
        """Return the quantity that was reported and that no superior approved: it does not count."""
        return max(Fraction(0), self.task.reported_quantity - self.task.done_quantity)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what is to be said of it, by code."""
        holding = {
            "handed-back": self.task.role == "giver",
            "taken-over": self.taken_over,
            "adhoc": self.kind == "adhoc",
            "exempt": self.task.exempt,
            "carried-over": self.task.carried_over,
            "registered-late": self.task.registered_late,
            "overdue": self.task.overdue,
            "unapproved": self.unapproved > 0,
        }
        return tuple(code for code, holds in holding.items() if holds)


def _left(times: int) -> Fraction:
    return Fraction(max(0, _QUARTERS - times), _QUARTERS)


class Totals(NamedTuple):
    """What products add up to, converted."""

    assigned: Fraction
    done: Fraction
    sound: Fraction
    punctual: Fraction


def added_up(products: Iterable[Product]) -> Totals:
    """Return the sums of the rows."""
    rows = list(products)
    return Totals(
        sum((row.assigned or Fraction(0) for row in rows), Fraction(0)),
        sum((row.done for row in rows), Fraction(0)),
        sum((row.sound for row in rows), Fraction(0)),
        sum((row.punctual for row in rows), Fraction(0)),
    )


def reckoned_from(lines: Iterable[Line]) -> Totals | None:
    """Return the sums from which the score was reckoned; None of a scheme that measures other things."""
    values = {line.code: line.value for line in lines if line.source == "measure"}
    names = ("assigned", "delivered", "sound_quarters", "punctual_quarters")
    if not all(name in values for name in names):
        return None
    assigned, done, sound, punctual = (values[name] or Fraction(0) for name in names)
    return Totals(assigned, done, sound / _QUARTERS, punctual / _QUARTERS)


class Marked(NamedTuple):
    """A criterion that people mark: the points of the officer, and those that the superior confirmed."""

    line: Line
    self_points: Fraction | None


class Sheet(NamedTuple):
    """Everything that a sheet prints: the score as explained, and what stands beside it in the books.

    `elsewhere` are the months that another office scored, with what was noted of each.
    """

    found: Explanation
    person: Person
    products: tuple[Product, ...]
    common: tuple[Marked, ...]
    remark: Remark | None
    elsewhere: Mapping[str, str]

    @property
    def is_composed(self) -> bool:
        """Whether the period is made of shorter ones, so that its sheet is that of Form 02."""
        return any(line.source in PARTS for line in self.found.lines)

    @property
    def results(self) -> tuple[Line, ...]:
        """Return the criteria beside the common ones."""
        common = {one.line.code for one in self.common}
        return tuple(
            line for line in self.found.lines if line.source in _CRITERIA and line.code not in common
        )

    def line(self, code: str) -> Line | None:
        """Return the line of a criterion."""
        return next((line for line in self.found.lines if line.code == code), None)


def common_criteria(lines: Sequence[Line], self_points: Mapping[str, Fraction]) -> tuple[Marked, ...]:
    """Return the common criteria of Form 01 in their order, those above before their parts, with sums.

    What the officer did not mark himself has no points, nor has a sum of which a part was not marked.
    """
    branch = list(_branch([line for line in lines if line.source in _CRITERIA], COMMON))
    own: dict[int, Fraction | None] = {}
    for place in range(len(branch) - 1, -1, -1):
        parts = [own[at] for at in _parts(branch, place)]
        own[place] = self_points.get(branch[place].code, _sum(parts))
    return tuple(Marked(line, own[place]) for place, line in enumerate(branch))


def _branch(lines: Sequence[Line], code: str) -> "Iterator[Line]":
    """Yield a criterion and all below it."""
    start = next((place for place, line in enumerate(lines) if line.code == code), len(lines))
    for place, line in enumerate(lines[start:]):
        if place and line.level <= lines[start].level:
            return
        yield line


def _parts(branch: Sequence[Line], place: int) -> "Iterator[int]":
    """Yield the places of the criteria just below one."""
    for at in range(place + 1, len(branch)):
        if branch[at].level <= branch[place].level:
            return
        if branch[at].level == branch[place].level + 1:
            yield at


def _sum(parts: Sequence[Fraction | None]) -> Fraction | None:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(parts) else None
