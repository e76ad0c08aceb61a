"""Who is there in a window: units with their superiors, officers with who directs them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from tasktrack.domain.service import Service, directs, levels

LEADERS: Final = ("head", "deputy")
CIVIL_SERVANT: Final = "civil-servant"


class UnitPlace(NamedTuple):
    """A unit of a window under the name of that day; `parent` is the superior unit's id."""

    id: int
    code: str
    name: str
    block: str | None
    parent: int | None


@dataclass(frozen=True)
class Roll:
    """Units and officers of a window, by id."""

    units: Mapping[int, UnitPlace]
    people: Mapping[int, Service]

    @cached_property
    def directed(self) -> Mapping[int, set[int]]:
        """Return by leader all whom he directs, through others too; raise Invalid for a circle."""
        return directs(tuple(self.people.values()))

    @cached_property
    def managed(self) -> Mapping[int, tuple[int, ...]]:
        """Return by leader those whom he manages himself."""
        found: dict[int, list[int]] = {}
        for one in self.people.values():
            if one.manager in self.people and one.manager is not None:
                found.setdefault(one.manager, []).append(one.officer)
        return {leader: tuple(those) for leader, those in found.items()}

    @cached_property
    def subunits(self) -> Mapping[int, tuple[int, ...]]:
        """Return by unit those directly under it."""
        found: dict[int, list[int]] = {}
        for one in self.units.values():
            if one.parent in self.units and one.parent is not None:
                found.setdefault(one.parent, []).append(one.id)
        return {unit: tuple(those) for unit, those in found.items()}

    @cached_property
    def staff(self) -> Mapping[int, tuple[int, ...]]:
        """Return by unit the officers who serve in it."""
        found: dict[int, list[int]] = {}
        for one in self.people.values():
            found.setdefault(one.unit, []).append(one.officer)
        return {unit: tuple(those) for unit, those in found.items()}

    def upward(self, unit: int) -> Iterator[UnitPlace]:
        """Yield a unit and its superiors, the nearest first."""
        seen: set[int] = set()
        place = self.units.get(unit)
        while place is not None and place.id not in seen:
            seen.add(place.id)
            yield place
            place = self.units.get(place.parent) if place.parent is not None else None

    def agency(self, unit: int, how: str) -> int | None:
        """Return the body in which a quota counts: the topmost superior, one below, the nearest ranked, or itself."""
        chain = list(self.upward(unit))
        if not chain:
            return None
        match how:
            case "second":
                return chain[-2 if len(chain) > 1 else -1].id
            case "block":
                return next((place.id for place in chain if place.block is not None), chain[-1].id)
            case "own":
                return chain[0].id
            case _:
                return chain[-1].id

    def lower_first(self, kind: str) -> list[int]:
        """Return all of a kind, each after those below: officers after those they manage, units after sub-units."""
        if kind == "officer":
            return [one.officer for step in levels(tuple(self.people.values())) for one in step]
        return sorted(self.units, key=lambda unit: -sum(1 for _place in self.upward(unit)))
