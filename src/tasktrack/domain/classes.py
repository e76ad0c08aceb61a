"""Classes: the band a score falls in, and the conditions that come with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tasktrack.domain.formula import Formula
from tasktrack.domain.labels import Label

Outcome = Literal["classified", "no-score", "points-ok-condition-failed", "below-all"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold beside the points; `label` is what is shown when it does not."""

    label: Label
    formula: Formula


@dataclass(frozen=True, slots=True)
class ClassBand:
    """A class: `lower` is its bound, inclusive and exact."""

    code: str
    label: Label
    lower: Fraction
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """Where a score falls. `band` is what the points reach; only `classified` proposes it.

    With `points-ok-condition-failed` a person decides and `failed` says why (NĐ 335/2025 is silent).
    """

    outcome: Outcome
    band: ClassBand | None = None
    failed: tuple[Condition, ...] = ()

    @property
    def proposed(self) -> ClassBand | None:
        """Return the class to propose; None where there is nothing to propose."""
        return self.band if self.outcome == "classified" else None


def classify(
    score: Fraction | None, bands: Sequence[ClassBand], holds: Callable[[Condition], bool]
) -> Classification:
    """Find the class of an exact score among bands ordered from the highest bound down.

    `holds` tells whether a condition is known to hold; one that cannot be reckoned does not.
    """
    if score is None:
        return Classification("no-score")
    band = next((band for band in bands if score >= band.lower), None)
    if band is None:
        return Classification("below-all")
    failed = tuple(condition for condition in band.conditions if not holds(condition))
    return Classification("points-ok-condition-failed" if failed else "classified", band, failed)
