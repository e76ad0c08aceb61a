"""Ratios: a part of a named whole, exact, and nothing where there is nothing to divide by."""

from fractions import Fraction
from typing import NamedTuple


class Ratio(NamedTuple):
    """A ratio whose name says its denominator: `on_time_of_done` is on_time / done."""

    name: str
    part: int
    whole: int

    @property
    def percent(self) -> Fraction | None:
        """Return it as a percentage, 0 to 100; None of nothing."""
        return percent(self.part, self.whole)


def percent(part: int, whole: int) -> Fraction | None:
    """Return a part as a percentage of a whole; None of nothing."""
    return Fraction(100 * part, whole) if whole else None
