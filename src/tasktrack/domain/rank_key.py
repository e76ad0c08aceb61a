"""A ranked table's order as one text: sorted by its bytes, from the greatest down, it is the order of exact numbers.

So that a database which knows no fractions ranks the units of many offices exactly, ties included. A number is
written as its continued fraction, which is exact whatever its denominator: whole parts one behind the other, each
as its length and its digits, every second one with its letters turned round, because there more is less.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from tasktrack.domain.rank import Order

_ABSENT, _THERE = "0", "1"
_NEGATIVE, _POSITIVE = "0", "1"
_LENGTHS: Final = "abcdefghijklmnopqrstuvwx"  # of up to 24 digits; longer numbers begin with _LONG
_LONG: Final = "y"
_ENDLESS: Final = "z"  # behind the last whole part stands what is more than any number
_TURNED: Final = str.maketrans(
    "0123456789" + _LENGTHS + "yz", "9876543210" + "zyxwvutsrqponmlkjihgfedc" + "ba"
)


def rank_key(
    score: Fraction | None, breakers: Sequence[Fraction | None] = (), orders: Sequence[Order] = ()
) -> str:
    """Return the key of a subject: greater is better, equal is tied, as in `tasktrack.domain.rank`.

    Without a score it is the least there is. `orders` says of each tie-breaker whether more (`desc`) or less (`asc`)
    is better; a subject without a value stands behind those that have one. Only digits and small letters are used.
    """
    if score is None:
        return _ABSENT
    pairs = zip((score, *breakers), ("desc", *orders), strict=True)
    return "".join(_component(value, order) for value, order in pairs)


def _component(value: Fraction | None, order: Order) -> str:
    if value is None:
        return _ABSENT
    text = _number(value)
    return _THERE + (text if order == "desc" else text.translate(_TURNED))


def _number(value: Fraction) -> str:
    """Write a number so that texts are in the order of the numbers, and none is the beginning of another."""
    parts = list(_whole_parts(value))
    first = _natural(parts[0]) if parts[0] >= 0 else _natural(-parts[0]).translate(_TURNED)
    sign = _POSITIVE if parts[0] >= 0 else _NEGATIVE
    texts = [sign + first, *map(_natural, parts[1:]), _ENDLESS]
    return "".join(text.translate(_TURNED) if place % 2 else text for place, text in enumerate(texts))


def _whole_parts(value: Fraction) -> Iterator[int]:
    above, below = value.numerator, value.denominator
    while below:
        whole = above // below
        yield whole
        above, below = below, above - whole * below


def _natural(number: int) -> str:
    """Write a whole number, 0 or more, so that longer stands behind shorter."""
    digits = str(number)
    if len(digits) <= len(_LENGTHS):
        return _LENGTHS[len(digits) - 1] + digits
    return f"{_LONG}{len(digits):04}{digits}"
