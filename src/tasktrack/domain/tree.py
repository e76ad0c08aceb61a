"""Units under one another: levels, paths, and what stands below whom, in the order of print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tasktrack.domain.text import sort_key

if TYPE_CHECKING:
    from tasktrack.domain.roll import UnitPlace

_Value = TypeVar("_Value")


class Choice(NamedTuple):
    """What is asked for of a tree: a unit with everything below it, a level, or both; `units` are codes by id.

    Levels are counted from the top of the choice: 1 is the named unit itself, else what stands below nobody.
    """

    under: str | None
    name: str | None
    level: int | None
    units: Mapping[int, str]


@dataclass(frozen=True)
class Tree:
    """Units by id with the superior that each names; one that stands in a circle, or names nobody known, is a top."""

    places: Mapping[int, "UnitPlace"]

    @cached_property
    def sorted(self) -> tuple[int, ...]:
        """Return all units as listings have them: by block, then in Vietnamese alphabetical order."""
        ordered = sorted(
            self.places.values(),
            key=lambda one: (one.block is None, one.block or "", sort_key(one.name), one.code),
        )
        return tuple(one.id for one in ordered)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Return all units in the order of print: each before those below it, by block and name beside others."""
        return tuple(self.levels)

    @cached_property
    def tops(self) -> tuple[int, ...]:
        """Return the units that stand below nobody."""
        return tuple(unit for unit in self.order if self.superiors[unit] is None)

    @cached_property
    def superiors(self) -> Mapping[int, int | None]:
        """Return by unit the one that it stands below; where a chain closes into a circle, its first is a top."""
        named = {unit: place.parent for unit, place in self.places.items()}
        found = {unit: parent if parent in named else None for unit, parent in named.items()}
        safe: set[int] = set()
        for unit in self.sorted:
            chain: list[int] = []
            above: int | None = unit
            while above is not None and above not in safe:
                if above in chain:
                    found[above] = None
                    break
                chain.append(above)
                above = found[above]
            safe.update(chain)
        return found

    @cached_property
    def below(self) -> Mapping[int, tuple[int, ...]]:
        """Return by unit those directly below it, in the order of print."""
        found: dict[int, list[int]] = {unit: [] for unit in self.places}
        for unit in self.sorted:
            above = self.superiors[unit]
            if above is not None:
                found[above].append(unit)
        return {unit: tuple(those) for unit, those in found.items()}

    @cached_property
    def levels(self) -> Mapping[int, int]:
        """Return by unit, in the order of print, how deep it stands; 1 is the top."""
        found: dict[int, int] = {}
        todo = [(unit, 1) for unit in reversed(self.sorted) if self.superiors[unit] is None]
        while todo:
            unit, level = todo.pop()
            found[unit] = level
            todo.extend((one, level + 1) for one in reversed(self.below[unit]))
        return found

    def path(self, unit: int) -> tuple[int, ...]:
        """Return a unit after its superiors, the topmost first."""
        found = [unit]
        while (above := self.superiors[found[-1]]) is not None:
            found.append(above)
        return tuple(reversed(found))

    def subtree(self, unit: int) -> tuple[int, ...]:
        """Return a unit and everything below it, in the order of print."""
        found: list[int] = []
        todo = [unit]
        while todo:
            found.append(todo.pop())
            todo.extend(reversed(self.below[found[-1]]))
        return tuple(found)

    def under(self, unit: int) -> "Tree":
        """Return the tree of which a unit is the top."""
        return Tree({one: self.places[one] for one in self.subtree(unit)})

    def with_superiors(self, units: Iterable[int]) -> "Tree":
        """Return the tree of some units and of all above them."""
        kept = {above for unit in units for above in self.path(unit)}
        return Tree({unit: place for unit, place in self.places.items() if unit in kept})

    def of_level(self, level: int) -> tuple[int, ...]:
        """Return the units of a level, in the order of print."""
        return tuple(unit for unit, depth in self.levels.items() if depth == level)

    @property
    def deepest(self) -> int:
        """Return how many levels there are."""
        return max(self.levels.values(), default=0)

    def gathered(self, own: Mapping[int, _Value]) -> dict[int, Sequence[_Value]]:
        """Return by unit what it and everything below it have, each thing once."""
        found: dict[int, list[_Value]] = {unit: [] for unit in self.order}
        for unit in self.order:
            if unit in own:
                for above in self.path(unit):
                    found[above].append(own[unit])
        return dict(found)
