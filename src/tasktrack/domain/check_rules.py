"""The arithmetic of the checks: what is a pile, what is out of line, how long something was entered late."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeVar

from tasktrack.domain.text import fold

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)

_MONTHS: Final = 12
# What counts places: the smaller the better, and twice as small is not half as much.
_RANKS: Final = frozenset(("thu hang", "xep hang", "vi thu", "hang", "rank", "place"))
# Of two units neither says what is usual.
FEWEST_UNITS: Final = 3


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Return the rows by a key, in the order in which each was first met."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def even_in_december(first_months: Iterable[int]) -> Fraction:
    """Return how many tasks would be due in December if each fell into any month left with equal chance.

    `first_months` holds for each task the first month (1..12) in which it could fall due.
    """
    return sum((Fraction(1, _MONTHS + 1 - month) for month in first_months), Fraction(0))


def median(values: Iterable[Fraction]) -> Fraction:
    """Return the middle of some values, or the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def pattern(title: str, unit: str) -> str:
    """Return the text of a task without the name of its unit: tasks set to all differ by that alone."""
    return " ".join(fold(title).replace(fold(unit), " ").split())


def is_rank(measure: str | None) -> bool:
    """Return whether a target is a place in a ranking, which says nothing by its ratio to last year's."""
    return measure is not None and fold(measure) in _RANKS


def strays(ratios: Sequence[Fraction], percent: int) -> tuple[Fraction, list[int]]:
    """Return the median of some ratios, and the places of those that differ from it by more than a percentage."""
    middle = median(ratios)
    most = middle * Fraction(percent, 100)
    return middle, [place for place, ratio in enumerate(ratios) if abs(ratio - middle) > most]


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return rising numbers as first and last of each run without a gap."""
    ordered = sorted(numbers)
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), ordered[-1]]
    return list(zip(starts, ends, strict=True))


def lacking(given: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the names under which nothing is said."""
    return tuple(name for name, value in given.items() if not value)
