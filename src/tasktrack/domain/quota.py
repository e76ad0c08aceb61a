"""The quota of the best class: how many may be proposed, and who stands at the cut (NĐ 335/2025 Art. 8(5), 20(5))."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, zip_longest
from typing import Literal, NamedTuple

from tasktrack.domain.formula import Formula
from tasktrack.domain.labels import Label

Base = Literal["good_only", "good_or_better"]
Within = Literal["agency", "group", "authority"]
Verdict = Literal["within", "over", "tie"]
Scope = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Quota:
    """A quota as a scheme says it: of `code`, measured by those in the class `beside` it.

    `together` are the schemes whose subjects share it, `who` tells who counts in it; where fewer than
    `small_under` are in a scope, `small_most` may be in the class.
    """

    code: str
    beside: str
    within: tuple[Within, ...]
    together: tuple[str, ...]
    label: Label
    who: Formula | None = None
    small_under: int = 0
    small_most: int = 0

    @property
    def identity(self) -> tuple[object, ...]:
        """Return what two schemes that declare the same quota have in common."""
        return self.code, self.beside, self.within, frozenset(self.together)


class Contender(NamedTuple):
    """Somebody whose points and conditions reach the class, in all scopes in which it is counted."""

    subject: object
    score: Fraction
    scopes: tuple[Scope, ...]


def most(share: int, classed: int, base: Base) -> int:
    """Return how many of `classed` (those in the class and in the one beside it) may be in the class, rounded down.

    `share` is a percentage. The text measures by the number classed "tốt": read alone (`good_only`, k is at most
    the share of M - k) or with those in the class (`good_or_better`, k is at most the share of M).
    """
    part = Fraction(share, 100)
    return int(part * classed) if base == "good_or_better" else int(part * classed / (1 + part))


def cut(contenders: Iterable[Contender], limits: Mapping[Scope, int]) -> dict[object, Verdict]:
    """Tell of every contender: within the quota, over it, or tied at its cut.

    The best score comes first; whoever a full scope holds back takes no room in another. Equal scores for which
    a scope has not room enough are all tied there, and that room is kept for whom a person chooses.
    """
    room = dict(limits)
    verdicts: dict[object, Verdict] = {}
    ordered = sorted(contenders, key=lambda one: -one.score)
    for _score, equal in groupby(ordered, key=lambda one: one.score):
        verdicts |= _judge(list(equal), room)
    return verdicts


def _judge(equal: Sequence[Contender], room: dict[Scope, int]) -> dict[object, Verdict]:
    """Judge those of one score, and take their room."""
    verdicts: dict[object, Verdict] = {}
    fits = [one for one in equal if all(room[scope] > 0 for scope in one.scopes)]
    verdicts |= {one.subject: "over" for one in equal if one not in fits}
    while crowded := _first_crowded(fits, room):
        tied = [one for one in fits if crowded in one.scopes]
        verdicts |= {one.subject: "tie" for one in tied}
        kept = room[crowded]
        for scope in {scope for one in tied for scope in one.scopes} - {crowded}:
            asking = sum(scope in one.scopes for one in tied)
            room[scope] = max(0, room[scope] - min(kept, asking))
        room[crowded] = 0
        fits = [one for one in fits if one not in tied]
    for one in fits:
        verdicts[one.subject] = "within"
        for scope in one.scopes:
            room[scope] -= 1
    return verdicts


def _first_crowded(fits: Sequence[Contender], room: Mapping[Scope, int]) -> Scope | None:
    """Return a scope that has less room than contenders: of all the narrowest kind, named last, comes first."""
    by_kind = zip_longest(*(reversed(one.scopes) for one in fits))
    scopes = dict.fromkeys(scope for kind in by_kind for scope in kind if scope is not None)
    return next((scope for scope in scopes if sum(scope in one.scopes for one in fits) > room[scope]), None)
