"""Classes: the band a score falls in, and what decides beside the points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from tasktrack.domain.formula import Formula
from tasktrack.domain.labels import Label

Outcome = Literal[
    "classified", "no-score", "points-ok-condition-failed", "below-all", "unclassified", "quota-tie"
]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold beside the points; `label` is what is shown when it does not."""

    label: Label
    formula: Formula


@dataclass(frozen=True, slots=True)
class ClassBand:
    """A class: `lower` is its bound, inclusive and exact; None where conditions alone decide."""

    code: str
    label: Label
    lower: Fraction | None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Veto:
    """What puts a subject into a class whatever its points: a fault that was concluded (NĐ 335/2025 Art. 20)."""

    code: str
    label: Label
    formula: Formula


class Rules(NamedTuple):
    """The classes from the best down, and what comes before the points.

    `gates` are conditions under which nobody is classed at all (NĐ 335/2025 Art. 11).
    """

    bands: Sequence[ClassBand]
    vetoes: Sequence[Veto] = ()
    gates: Sequence[Condition] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """Where a score falls. `band` is what the points reach; only `classified` proposes `proposed`.

    With `points-ok-condition-failed` a person decides and `failed` says why (NĐ 335/2025 is silent). `note` names
    the veto or the gate that decided, by its place: `veto:0`, `gate:0`.
    """

    outcome: Outcome
    band: ClassBand | None = None
    failed: tuple[Condition, ...] = ()
    proposed: ClassBand | None = None
    note: str = ""


Holds = Callable[[Formula], bool]


def classify(
    score: Fraction | None,
    rules: Rules,
    holds: Holds,
    *,
    by_points: bool = True,
    undecided: bool = False,
) -> Classification:
    """Find the class of an exact score, or, not `by_points`, the best class whose conditions all hold.

    `holds` tells whether a formula is known to hold; one that cannot be reckoned does not. `undecided`: what is
    known does not suffice for a class, so that only a gate or a veto can tell.
    """
    band = _reached(score, rules.bands, holds, by_points=by_points)
    for place, gate in enumerate(rules.gates):
        if holds(gate.formula):
            return Classification("unclassified", band, note=f"gate:{place}")
    for place, veto in enumerate(rules.vetoes):
        if holds(veto.formula):
            chosen = next(one for one in rules.bands if one.code == veto.code)
            return Classification("classified", band, proposed=chosen, note=f"veto:{place}")
    if undecided or (by_points and score is None):
        return Classification("no-score")
    if band is None:
        return Classification("below-all")
    failed = tuple(condition for condition in band.conditions if not holds(condition.formula))
    if failed:
        return Classification("points-ok-condition-failed", band, failed)
    return Classification("classified", band, proposed=band)


def _reached(
    score: Fraction | None, bands: Sequence[ClassBand], holds: Holds, *, by_points: bool
) -> ClassBand | None:
    if not by_points:
        return next((band for band in bands if all(holds(one.formula) for one in band.conditions)), None)
    if score is None:
        return None
    return next((band for band in bands if band.lower is not None and score >= band.lower), None)
