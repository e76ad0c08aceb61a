"""What figures of counters cover, units and months; two are only held together where both cover the same."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from tasktrack.domain.counter import Terms
from tasktrack.domain.counter_parts import months
from tasktrack.domain.period import PeriodKey


class Had(NamedTuple):
    """What a unit itself had of a counter; `body` is the code of the unit with which it counts.

    `value` is in thousandths, `parts` and `missing` are the keys of shorter periods as in a Figure; `instead` is what
    its parts come to where another figure was given for the period itself.
    """

    unit: str
    body: str
    value: int
    parts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    instead: int | None = None


class Side(NamedTuple):
    """A figure that is held against another one: of which counter, in which period, and what units had of it.

    `there` are the bodies that existed, `to_come` the months of the period that had not begun.
    """

    terms: Terms
    key: PeriodKey
    had: Sequence[Had]
    there: Container[str]
    to_come: frozenset[int] = frozenset()


class Gap(NamedTuple):
    """What one side lacks of what the other one covers: a unit that gave nothing, or not for some shorter periods.

    `begun` is False where these had not begun.
    """

    terms: Terms
    unit: str
    periods: tuple[str, ...]
    begun: bool = True


def gaps(one: Side, other: Side) -> tuple[Gap, ...]:
    """Return what either of two figures lacks of what the other one covers; none where they cover the same."""
    return (*_lacking(one, other), *_lacking(other, one))


def _lacking(one: Side, other: Side) -> Iterator[Gap]:
    here, there = _holes(one), _holes(other)
    for body, known in there.items():
        if body not in here:
            if body in one.there:
                yield Gap(one.terms, body, (str(one.key),))
            continue
        lacking = here[body] - known
        for begun in (True, False):
            found = sorted(month for month in lacking if (month in one.to_come) != begun)
            if found:
                yield Gap(one.terms, body, tuple(str(_month(one.key, month)) for month in found), begun)


def _holes(side: Side) -> dict[str, set[int]]:
    """Return by body the months for which it has nothing, counted from the first one of the period."""
    found: dict[str, set[int]] = {}
    for one in side.had:
        found.setdefault(one.body, set()).update(_of_unit(one, side) if one.parts else ())
    return found


def _of_unit(one: Had, side: Side) -> set[int]:
    missing = _inside(side.key, one.missing)
    if side.terms.over == "sum":
        return missing | side.to_come
    # A stock is that of its last part: what lies before it is not reckoned with, nor is what is still to come.
    last = max(_inside(side.key, one.parts), default=0)
    return {month for month in missing - side.to_come if month > last}


def _inside(key: PeriodKey, parts: Sequence[str]) -> set[int]:
    first = months(key).start
    return {month - first for part in parts for month in months(PeriodKey.parse(part))}


def _month(key: PeriodKey, place: int) -> PeriodKey:
    return PeriodKey("month", key.year, months(key).start + place)


def months_of(keys: Sequence[str]) -> list[str]:
    """Return periods as they can stand in one list: as they are where all are of a kind, else by their months."""
    found = [PeriodKey.parse(key) for key in keys]
    if len({one.kind for one in found}) < 2:
        return list(keys)
    every = sorted({(one.year, month) for one in found for month in months(one)})
    return [str(PeriodKey("month", *one)) for one in every]


def behind(parts: Sequence[str], missing: Sequence[str]) -> list[str]:
    """Return the missing periods that end after the last part of which anything is known."""
    known = max((_end(part) for part in parts), default=(0, 0))
    return [key for key in missing if _end(key) > known]


def _end(text: str) -> tuple[int, int]:
    key = PeriodKey.parse(text)
    return key.year, max(months(key), default=0)
