"""Ranks inside blocks, on exact values: equal ones share a rank (1, 2, 2, 4) and are marked as tied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

Order = Literal["desc", "asc"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A subject to be ranked; `breakers` are the values of the scheme's tie-breakers, in its order.

    `sort_key` orders the tied and the unscored among themselves and is unique within a block.
    """

    subject: str
    block: str
    score: Fraction | None
    breakers: tuple[Fraction | None, ...] = ()
    sort_key: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A subject's place in its block; None without a score."""

    entry: Entry
    rank: int | None
    tied: bool


_Place = tuple[tuple[bool, Fraction], ...]


def rank(entries: Iterable[Entry], orders: Sequence[Order] = ()) -> list[Ranked]:
    """Rank every block, the highest score first and the unscored last; blocks in the order of their codes.

    `orders` says of each tie-breaker whether more (`desc`) or less (`asc`) is better; a subject without a
    value stands behind those that have one.
    """
    ordered = sorted(entries, key=lambda entry: (entry.block, *_order(entry, orders)))
    return [
        ranked
        for _block, members in groupby(ordered, key=lambda entry: entry.block)
        for ranked in _rank_block(list(members), orders)
    ]


def _rank_block(entries: list[Entry], orders: Sequence[Order]) -> list[Ranked]:
    ranked: list[Ranked] = []
    for _key, group in groupby(entries, key=lambda entry: _place(entry, orders)):
        equal = list(group)
        scored = equal[0].score is not None
        position = len(ranked) + 1
        ranked += [Ranked(entry, position if scored else None, scored and len(equal) > 1) for entry in equal]
    return ranked


def _order(entry: Entry, orders: Sequence[Order]) -> tuple[_Place, str, str]:
    return _place(entry, orders), entry.sort_key, entry.subject


def _place(entry: Entry, orders: Sequence[Order]) -> _Place:
    """Return what decides the place: smaller is better."""
    if entry.score is None:
        return (_least_first(None, "desc"),)
    pairs = zip(entry.breakers, orders, strict=True)
    return (_least_first(entry.score, "desc"), *(_least_first(value, order) for value, order in pairs))


def _least_first(value: Fraction | None, order: Order) -> tuple[bool, Fraction]:
    if value is None:
        return True, Fraction(0)
    return False, -value if order == "desc" else value
