"""A figure of a longer period out of those of its parts, and of a unit out of those below it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple

from tasktrack.domain.counter import Figure
from tasktrack.domain.period import PeriodKey

_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "nine-months": 9, "year": 12}
# Of which kinds, in order, a longer one is made; a year is two halves, or nine months and the last quarter.
_TILINGS: Final[Mapping[str, tuple[tuple[tuple[str, int], ...], ...]]] = {
    "quarter": ((("month", 1), ("month", 2), ("month", 3)),),
    "half": ((("quarter", 1), ("quarter", 2)),),
    "nine-months": ((("half", 1), ("quarter", 3)),),
    "year": ((("half", 1), ("half", 2)), (("nine-months", 1), ("quarter", 4))),
}


class Made(NamedTuple):
    """A figure of a unit itself: of which parts it is made, those missing in it, and the months that it covers.

    `instead` is what its parts come to where another figure was given for the period itself; `ended`: a stock of a
    unit that is no longer there at the end of the period.
    """

    value: int
    parts: tuple[PeriodKey, ...] = ()
    missing: tuple[PeriodKey, ...] = ()
    months: int = 0
    instead: int | None = None
    ended: bool = False


Given = Mapping[PeriodKey, int]
Exists = Callable[[PeriodKey], bool]


def months(key: PeriodKey) -> range:
    """Return the months of its year that a period covers, from 1 on; none of a week."""
    size = _MONTHS.get(key.kind, 0)
    return range(size * (key.number - 1) + 1, size * key.number + 1)


@cache
def tilings(key: PeriodKey) -> list[tuple[PeriodKey, ...]]:
    """Return the ways in which a period is made of the next shorter ones; none of months and weeks."""
    size = _MONTHS.get(key.kind, 0)
    return [
        tuple(
            PeriodKey(kind, key.year, (key.number - 1) * (size // _MONTHS[kind]) + number)
            for kind, number in tiling
        )
        for tiling in _TILINGS.get(key.kind, ())
    ]


def inside(key: PeriodKey) -> set[PeriodKey]:
    """Return a period and all shorter ones that it may be made of."""
    found = {key}
    for tiling in tilings(key):
        for part in tiling:
            found |= inside(part)
    return found


def made(key: PeriodKey, given: Given, over: str, exists: Exists) -> Made | None:
    """Return a unit's figure for a period: the one given for it, else what its parts make; None of nothing.

    Parts in which the unit did not exist (`exists`) are not missing. Of two ways to make it that which covers more
    months counts.
    """
    parts = _of_tilings(key, given, over, exists)
    if key in given:
        other = parts.value if parts and parts.value != given[key] else None
        return Made(given[key], months=_MONTHS.get(key.kind, 0), instead=other)
    return parts


def _of_tilings(key: PeriodKey, given: Given, over: str, exists: Exists) -> Made | None:
    best: Made | None = None
    for tiling in tilings(key):
        found = _of_parts(tiling, given, over, exists)
        if found is not None and (best is None or found.months > best.months):
            best = found
    return best


def _of_parts(tiling: Iterable[PeriodKey], given: Given, over: str, exists: Exists) -> Made | None:
    there: list[Made] = []
    parts: list[PeriodKey] = []
    missing: list[PeriodKey] = []
    for key in tiling:
        one = made(key, given, over, exists)
        if one is not None:
            there.append(one)
            parts += one.parts or [key]
            missing += one.missing
        elif exists(key):
            missing += _lacking(key, exists)
    if not there:
        return None
    value = there[-1].value if over == "last" else sum(one.value for one in there)
    return Made(value, tuple(parts), tuple(missing), sum(one.months for one in there))


def _lacking(key: PeriodKey, exists: Exists) -> list[PeriodKey]:
    """Return a period of which nothing is known, or those of its months that are missing where not all are."""
    every = [PeriodKey("month", key.year, month) for month in months(key)]
    there = [month for month in every if exists(month)]
    return [key] if there == every else there


def figures(own: Mapping[int, Made], parents: Mapping[int, int | None]) -> dict[int, Figure]:
    """Return by unit its own figure and that with the units below it; `parents` are the units of a tree by id.

    Units of which nothing was given, nor of any below them, are left out. Stocks of units that ended are in no total.
    """
    totals: dict[int, int] = {}
    for unit, one in own.items():
        for above in upwards(unit, parents):
            if not one.ended or above == unit:
                totals[above] = totals.get(above, 0) + (0 if one.ended else one.value)
    return {unit: _figure(own.get(unit), total) for unit, total in totals.items()}


def _figure(own: Made | None, total: int) -> Figure:
    if own is None:
        return Figure(None, total)
    parts, missing = (tuple(map(str, keys)) for keys in (own.parts, own.missing))
    return Figure(own.value, total, parts, missing, own.ended, own.instead)


def upwards(unit: int, parents: Mapping[int, int | None]) -> list[int]:
    """Return a unit and those above it in a tree; a circle ends where it closes."""
    found: list[int] = []
    above: int | None = unit
    while above is not None and above not in found and (above in parents or above == unit):
        found.append(above)
        above = parents.get(above)
    return found


def in_time(key: PeriodKey) -> tuple[int, int, int]:
    """Return by what periods are sorted: their last month, the longer one first."""
    size = _MONTHS.get(key.kind, 0)
    return key.year, size * key.number or key.number, -size
