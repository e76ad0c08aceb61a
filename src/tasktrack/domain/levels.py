"""Tasks rolled up the tree of units: what each unit has itself, and with everything below it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.period_figures import Figures, add_up
from tasktrack.domain.period_report import Span
from tasktrack.domain.period_state import Period
from tasktrack.domain.succession import Party, Succession
from tasktrack.domain.tree import Choice, Tree


class Node(NamedTuple):
    """A unit in the tree: its superior's code, its level, its last day where it has ended, and its tasks.

    `own` are the tasks that it leads, `total` those with everything below it.
    """

    code: str
    name: str
    block: str | None
    superior: str | None
    level: int
    ended_on: date | None
    own: Figures
    total: Figures


class LevelSum(NamedTuple):
    """A level as a whole: own + below = total, and what is below it is the total of the next one."""

    level: int
    units: int
    own: Figures
    below: Figures
    total: Figures


class Ended(NamedTuple):
    """A unit that ended: who took over, and how many tasks it handed to whom since; `own` is still counted with it.

    `closed_by` says by what it was closed where nobody took over, None where that is not known.
    """

    unit: Party
    last: date
    successions: Sequence[Succession]
    passed: Mapping[str, int]
    own: Figures
    closed_by: str | None = None


class Levels(NamedTuple):
    """The tasks of a period, or (period None) all those of the register as of today, by level.

    `choice` is what it is narrowed to: level 1 is its top. `nodes` are the units to be shown, in the order of print;
    `sums` are those of all levels.
    """

    period: Period | None
    office: str
    state: str
    revision: int | None
    seal: str | None
    span: Span
    choice: Choice | None
    nodes: Sequence[Node]
    sums: Sequence[LevelSum]
    total: Figures
    ended: Sequence[Ended]

    @property
    def is_empty(self) -> bool:
        """Return whether there is no unit to tell of."""
        return not self.sums


def nodes(tree: Tree, own: Mapping[int, Figures], ends: Mapping[int, date], cut: date) -> dict[int, Node]:
    """Return every unit of a tree with its figures, in the order of print; `ends` are last days of units."""
    totals = {unit: add_up(found) for unit, found in tree.gathered(own).items()}
    return {
        unit: _node(tree, unit, own.get(unit, Figures()), totals[unit], _ended(ends.get(unit), cut))
        for unit in tree.order
    }


def sums(found: Sequence[Node]) -> list[LevelSum]:
    """Return the sum of each level, the top first: its own tasks and those below it."""
    of_level: dict[int, list[Node]] = {}
    for one in found:
        of_level.setdefault(one.level, []).append(one)
    return [
        LevelSum(
            level,
            len(those),
            add_up(one.own for one in those),
            add_up(one.total for one in of_level.get(level + 1, ())),
            add_up(one.total for one in those),
        )
        for level, those in sorted(of_level.items())
    ]


def _node(tree: Tree, unit: int, own: Figures, total: Figures, ended_on: date | None) -> Node:
    place, above = tree.places[unit], tree.superiors[unit]
    superior = tree.places[above].code if above is not None else None
    return Node(place.code, place.name, place.block, superior, tree.levels[unit], ended_on, own, total)


def _ended(last: date | None, cut: date) -> date | None:
    """Return a last day that has come."""
    return last if last is not None and last <= cut else None
