"""Which body took over the functions of another, and whose earlier results count as whose.

Legal source: Luật 72/2025/QH15 Art. 54(8): unfinished work goes to the body that takes the function.
"""

from collections.abc import Iterable, Mapping
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


def heirs(successions: Iterable[tuple[int, int, bool]]) -> tuple[dict[int, int], set[int]]:
    """Return by unit the one that took over all of it, through others too, and the units that left no such heir.

    Successions are (old, new, whole), in the order of time. What several took over, or a part of which another took,
    cannot be told apart afterwards: its earlier figures stay its own.
    """
    takers: dict[int, set[int]] = {}
    in_part: set[int] = set()
    for old, new, whole in successions:
        if old != new:
            takers.setdefault(old, set()).add(new)
            in_part |= set() if whole else {old}
    parted = {old for old, new in takers.items() if len(new) > 1 or old in in_part}
    direct = {old: next(iter(new)) for old, new in takers.items() if old not in parted}
    return {old: _last(direct, old) for old in direct}, parted


def takers(successions: Iterable[tuple[int, int, bool]]) -> dict[int, set[int]]:
    """Return by unit all that took over from it, the whole or a part, through others too."""
    direct: dict[int, set[int]] = {}
    for old, new, _whole in successions:
        direct.setdefault(old, set()).add(new)
    return {old: _reached(direct, old) for old in direct}


def _reached(direct: Mapping[int, set[int]], unit: int) -> set[int]:
    met: set[int] = set()
    todo = [unit]
    while todo:
        new = direct.get(todo.pop(), set()) - met
        met |= new
        todo.extend(new)
    return met


def _last(direct: dict[int, int], unit: int) -> int:
    """Follow the takers to the end; a circle ends where it closes."""
    met = {unit}
    while unit in direct and direct[unit] not in met:
        unit = direct[unit]
        met.add(unit)
    return unit


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
