"""The list of scores and classes of a period: who stands where, how many in each class, and what the quota allows."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.quota import Base, Quota, Scope, most
from tasktrack.domain.ranking import Basis, RankRow

# What stands in place of a class that is proposed.
OPEN_OUTCOMES: Final = ("points-ok-condition-failed", "quota-tie", "below-all")
UNCLASSIFIED: Final = "unclassified"
NO_SCORE: Final = "no-score"
# What the quota noted of somebody (NĐ 335/2025/NĐ-CP Art. 20(5)).
OVER: Final = "quota"
TIE: Final = "quota-tie"


class Classed(NamedTuple):
    """Somebody in the list: the line of the table, by which scheme, and the post held; a unit holds none."""

    row: RankRow
    basis: Basis
    unit: str
    position: str = ""
    group: str | None = None


class UnitList(NamedTuple):
    """The people of one unit: heads, then deputies, then staff, the best score first."""

    unit: str
    name: str
    rows: tuple[Classed, ...]


class QuotaFigure(NamedTuple):
    """What a quota allows in one body or similar-task group, and what is proposed and decided there.

    `base` are those in the class or in the one beside it, which the share is measured by; `reached` those of them
    whose points and conditions reach the class: proposed, over the quota, or tied at its cut.
    """

    schemes: tuple[str, ...]
    subject_kind: str
    within: str
    body: str
    group: str | None
    label: str
    counted: int
    base: int
    reading: str
    share: int
    limit: int
    reached: int
    proposed: int
    over: int
    ties: int
    decided: int


class ClassList(NamedTuple):
    """Everything that the list prints; `bases` say what each scheme's table rests on.

    `serving` are those in service in the period whom the list could hold, `missing` those of them who are not in it.
    """

    bases: tuple[Basis, ...]
    units: tuple[Classed, ...]
    people: tuple[UnitList, ...]
    quotas: tuple[QuotaFigure, ...]
    unranked: Mapping[str, int]
    serving: int
    missing: tuple[str, ...]
    unit: str | None = None

    @property
    def gives_class(self) -> bool:
        """Whether the period gives classes to people, or to units where no people are listed; else bands."""
        of_people = [basis for basis in self.bases if basis.subject_kind == "officer"]
        return any(basis.gives_class for basis in of_people or self.bases)

    @property
    def classes(self) -> tuple[tuple[str, str], ...]:
        """Return the classes of all schemes with their words, from the best down."""
        return tuple(dict(pair for basis in self.bases for pair in basis.classes).items())


class Count(NamedTuple):
    """How many stand in each class, and how many in none, by why."""

    classed: Mapping[str, int]
    open: int
    unclassified: int
    no_score: int
    total: int


def proposed(rows: Iterable[Classed], classes: Iterable[str]) -> Count:
    """Count what is proposed."""
    codes = [one.row.reached.code for one in rows]
    return Count(
        {code: codes.count(code) for code in classes},
        sum(codes.count(code) for code in OPEN_OUTCOMES),
        codes.count(UNCLASSIFIED),
        codes.count(NO_SCORE),
        len(codes),
    )


def decided(rows: Iterable[Classed], classes: Iterable[str]) -> Count:
    """Count what was decided; `open` are those of whom nothing was."""
    codes = [one.row.decided.code if one.row.decided else None for one in rows]
    return Count({code: codes.count(code) for code in classes}, codes.count(None), 0, 0, len(codes))


class Counted(NamedTuple):
    """Somebody who counts in a quota, in all scopes; `seq` is the newest entry that the table knows, None: all."""

    row: RankRow
    scopes: tuple[Scope, ...]
    seq: int | None = None

    def standing(self, quota: Quota) -> str:
        """Return the class before the quota was looked at: as it was decided by then, else as reached."""
        known = self.row.decided
        if known is not None and (self.seq is None or known.seq < self.seq):
            return known.code
        return quota.code if self.is_held_back else self.row.reached.code

    @property
    def is_held_back(self) -> bool:
        """Whether only the quota keeps the person from the class."""
        return self.row.reached.code == TIE or OVER in self.row.reached.failed


class Allowance(NamedTuple):
    """The share in force in a scope, in percent, and how its base is read."""

    share: int
    reading: Base


def figures(
    quota: Quota, counted: Sequence[Counted], allowances: Mapping[Scope, Allowance]
) -> dict[Scope, tuple[int, ...]]:
    """Return by scope: counted, base, limit, reached, proposed, over, ties, decided (NĐ 335/2025/NĐ-CP Art. 20(5))."""
    inside: dict[Scope, list[Counted]] = {}
    for one in counted:
        for scope in one.scopes:
            inside.setdefault(scope, []).append(one)
    return {scope: _figures(quota, rows, allowances[scope]) for scope, rows in inside.items()}


def _figures(quota: Quota, rows: Sequence[Counted], allowance: Allowance) -> tuple[int, ...]:
    standings = [one.standing(quota) for one in rows]
    base = sum(standing in (quota.code, quota.beside) for standing in standings)
    limit = most(allowance.share, base, allowance.reading)
    if quota.small_under and len(rows) < quota.small_under:
        limit = min(quota.small_most, base)
    reached = [one for one, standing in zip(rows, standings, strict=True) if standing == quota.code]
    over = sum(one.is_held_back and one.row.reached.code != TIE for one in reached)
    ties = sum(one.row.reached.code == TIE for one in reached)
    decided_so = sum(one.row.decided is not None and one.row.decided.code == quota.code for one in rows)
    return len(rows), base, limit, len(reached), len(reached) - over - ties, over, ties, decided_so


def best_first(one: Classed) -> Fraction:
    """Order by score, the best first, those without one last."""
    return -one.row.score if one.row.score is not None else Fraction(1)
