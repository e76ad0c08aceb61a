"""Which body took over the functions of another, and whose earlier results count as whose.

Legal source: Luật 72/2025/QH15 Art. 54(8): unfinished work goes to the body that takes the function.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple


class Succession(NamedTuple):
    """One body that took over from another: `on` is the first day of the new order; units by id, code and name."""

    old: int
    old_code: str
    old_name: str
    new: int
    new_code: str
    new_name: str
    kind: str
    on: date
    document: str
    reason: str | None


def inherited_from(
    successions: Sequence[Succession], ends: Mapping[int, date | None], unit: int, on: date
) -> set[int]:
    """Return the units whose earlier results count as those of a unit on a day, the unit itself among them.

    `ends` gives the last day of units, None for one that lives. What was split hands its results on to nobody,
    unless one body alone took over all of it.
    """
    found = {unit}
    looked_for = [(unit, on)]
    while looked_for:
        new, until = looked_for.pop()
        for one in successions:
            if one.new == new and one.on <= until and one.old not in found and _whole(one, successions, ends):
                found.add(one.old)
                looked_for.append((one.old, one.on))
    return found


def _whole(one: Succession, successions: Iterable[Succession], ends: Mapping[int, date | None]) -> bool:
    """Return whether a body took over all of another, which ended with it."""
    if one.kind != "split":
        return True
    takers = {other.new for other in successions if other.old == one.old and other.on == one.on}
    last = ends.get(one.old)
    return takers == {one.new} and last is not None and last < one.on


def place_above(parents: Mapping[int, int | None], ended: Iterable[int], into: int) -> int | None:
    """Return the superior of a unit into which others are merged, none of them and nobody below it.

    Where it stood below one of them, it takes the place of the topmost.
    """
    gone = set(ended)
    above = parents.get(into)
    met = {into}
    found = above
    while above is not None and above not in met:
        met.add(above)
        if above in gone:
            found = parents.get(above)
        above = parents.get(above)
    return found


class Passing(NamedTuple):
    """A task that passes from one unit to another, units by code; it is due as before.

    `on` is the day from which the other one leads it; None where it was assigned in the new order already, and
    was only entered under the old unit.
    """

    code: str
    title: str
    giver: str
    taker: str
    due_on: date | None
    on: date | None


class Supporting(NamedTuple):
    """A task in which another unit supports from now on; `taker` is None where that one leads or supports it already.

    `part` is what the old one had to do.
    """

    code: str
    title: str
    giver: str
    taker: str | None
    part: str | None
    due_on: date | None


class Posted(NamedTuple):
    """An officer whose posting goes on in another unit, units by code."""

    code: str
    name: str
    position: str
    giver: str
    taker: str
    from_on: date


class Placed(NamedTuple):
    """A unit that stands below another from now on, units by code."""

    code: str
    name: str
    taker: str | None


class Moved(NamedTuple):
    """All that passed from unit to unit in a reorganisation."""

    tasks: tuple[Passing, ...] = ()
    supports: tuple[Supporting, ...] = ()
    officers: tuple[Posted, ...] = ()
    subunits: tuple[Placed, ...] = ()


class Party(NamedTuple):
    """A unit that takes part in a reorganisation."""

    code: str
    name: str


class Reorganised(NamedTuple):
    """A merger, a split or a closure as recorded: who ended or lives on, who took over, and what passed.

    `on` is the first day of the new order, the old units' last day the day before; `created` names the new unit
    that was entered with it, `kept` the one of which only a part was taken.
    """

    kind: str
    old: tuple[Party, ...]
    new: tuple[Party, ...]
    on: date
    document: str
    moved: Moved
    created: str | None = None
    kept: bool = False
    warnings: tuple[str, ...] = ()
