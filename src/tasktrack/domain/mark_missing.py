"""What is still to be marked before a period is locked: by the person, and by the superior (NĐ 335/2025, Form 01)."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tasktrack.domain.marks import markable, marked_above
from tasktrack.domain.scheme import Criterion, Scheme


class Person(NamedTuple):
    """Whom a scheme scores, by id and code; the superior is who confirms.

    Of a unit `unit` is the unit itself and the superior is the unit above it.
    """

    id: int
    code: str
    name: str
    unit: str
    unit_name: str
    superior: str | None
    superior_name: str | None


class Gap(NamedTuple):
    """The criteria of a scheme that somebody has not marked, and those that the superior has not confirmed.

    `unmarked_short` and `unconfirmed_short` name a criterion in place of all that lie below it.
    """

    person: Person
    scheme: str
    unmarked: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    unmarked_short: tuple[str, ...]
    unconfirmed_short: tuple[str, ...]


class MarkGaps(NamedTuple):
    """How many have not marked all of their criteria, and of how many the superior has not confirmed all."""

    unmarked: int
    unconfirmed: int


def gap(scheme: Scheme, person: Person, marked: Collection[str], confirmed: Collection[str]) -> Gap:
    """Return what is lacking beside the criteria that somebody marked and that the superior confirmed.

    A criterion that takes certain values only (đ and e of a leader) is for the superior alone to set, and so is
    what a survey found.
    """
    own = [one for one in markable(scheme) if not one.values and not one.survey]
    unmarked = lacking(scheme, own, marked)
    unconfirmed = lacking(scheme, markable(scheme), confirmed)
    return Gap(
        person, scheme.code, unmarked, unconfirmed, in_short(scheme, unmarked), in_short(scheme, unconfirmed)
    )


def lacking(scheme: Scheme, asked: Collection[Criterion], marked: Collection[str]) -> tuple[str, ...]:
    """Return the codes of criteria without a mark, at themselves or above them."""
    return tuple(
        one.code for one in asked if one.code not in marked and marked_above(scheme, one, marked) is None
    )


def in_short(scheme: Scheme, codes: Collection[str]) -> tuple[str, ...]:
    """Return the codes with a criterion named in place of all that people mark below it."""
    wanted = set(codes)

    def short(criterion: Criterion) -> Iterator[str]:
        below = _below(scheme, criterion)
        # What a formula adds to nobody marks, so the whole is no name for the rest.
        if all(one.formula is None and (one.children or one.code in wanted) for one in below):
            yield criterion.code
            return
        for child in criterion.children:
            yield from short(scheme.by_code[child])

    roots = (criterion for criterion in scheme.criteria if criterion.parent is None)
    return tuple(code for root in roots for code in short(root))


def _below(scheme: Scheme, criterion: Criterion) -> list[Criterion]:
    """Return a criterion and all below it."""
    found = [criterion]
    for child in criterion.children:
        found += _below(scheme, scheme.by_code[child])
    return found
