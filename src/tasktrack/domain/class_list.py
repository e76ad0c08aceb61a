"""The list of scores and classes of a period: who stands where, how many in each class, and what the quota allows."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.quota import Base, Quota, Scope
from tasktrack.domain.quota_scope import limit_of
from tasktrack.domain.ranking import Basis, RankRow, Reached, reason_text
from tasktrack.i18n import _

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

    @property
    def where(self) -> str:
        """Name the body, or the group in it, in which the quota counts."""
        if self.group:
            return _("{body}, group {group}").format(body=self.body, group=self.group)
        if self.subject_kind == "officer":
            return self.body
        return _("units of {body}").format(body=self.body) if self.body else _("units of no other")


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


def what_failed(reached: Reached) -> tuple[str, ...]:
    """Say what kept somebody from a class: conditions as not met; vetoes, gates, quota and cap in their own words."""
    pairs = list(zip(reached.failed, reached.conditions, strict=False))
    unmet = "; ".join(words for place, words in pairs if isinstance(place, int))
    others = tuple(words for place, words in pairs if not isinstance(place, int))
    return (_("not met: {conditions}").format(conditions=unmet), *others) if unmet else others


def notes(row: RankRow) -> tuple[str, ...]:
    """Say what failed, what the quota, a tie or the unit's class did, and why there is no score."""
    return tuple(filter(None, (*what_failed(row.reached), reason_text(row.reason))))


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
    """Somebody who counts in a quota, in all scopes."""

    row: RankRow
    scopes: tuple[Scope, ...]

    def proposed(self, quota: Quota) -> str:
        """Return the class that was proposed before the quota was looked at."""
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
    codes = [one.proposed(quota) for one in rows]
    base = sum(code in (quota.code, quota.beside) for code in codes)
    limit = limit_of(quota, allowance.share, base, len(rows), allowance.reading)
    reached = [one for one, code in zip(rows, codes, strict=True) if code == quota.code]
    over = sum(one.is_held_back and one.row.reached.code != TIE for one in reached)
    ties = sum(one.row.reached.code == TIE for one in reached)
    decided_so = sum(one.row.decided is not None and one.row.decided.code == quota.code for one in rows)
    return len(rows), base, limit, len(reached), len(reached) - over - ties, over, ties, decided_so


def best_first(one: Classed) -> Fraction:
    """Order by score, the best first, those without one last."""
    return -one.row.score if one.row.score is not None else Fraction(1)
