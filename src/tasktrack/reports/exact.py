"""Numbers on paper: with the decimals that they have, so that whoever adds them up finds the same."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from tasktrack.domain.numbers import decimal_text
from tasktrack.i18n import language

MOST: Final = 6


def exact(value: Fraction | None) -> str:
    """Return a number with the decimals that it has, at most six; a dash for none."""
    return "–" if value is None else decimal_text(value, MOST, language=language(), trim=True)


def places(values: Iterable[Fraction | None]) -> int:
    """Return how many decimals a column needs so that none of its numbers is rounded, at most six."""
    known = [value for value in values if value is not None]
    return next((count for count in range(MOST) if all(_is_whole(value, count) for value in known)), MOST)


def _is_whole(value: Fraction, count: int) -> bool:
    shifted: Fraction = value * 10**count
    return shifted.denominator == 1
