"""A scheme: scoring as data, as it was read from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from tasktrack.domain.classes import ClassBand
from tasktrack.domain.formula import Formula
from tasktrack.domain.labels import Label
from tasktrack.domain.measures import Measure
from tasktrack.domain.rank import Order
from tasktrack.domain.scheme_settings import ResolvedSetting, SchemeFault, Setting, resolve

Subject = Literal["unit", "officer"]
Source = Literal["formula", "mark", "sum"]
Composition = Literal["window"]

SUBJECTS: Final[tuple[Subject, ...]] = ("unit", "officer")
COMPOSITIONS: Final[tuple[Composition, ...]] = ("window",)
PERIODS: Final = ("month", "quarter", "half", "nine-months", "year")  # weeks are never closed


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the tree: reckoned by a formula, marked by a person, or the sum of its children."""

    code: str
    label: Label
    parent: str | None
    level: int
    maximum: Fraction | None
    source: Source
    formula: Formula | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Which criterion is the score; by its share of the maximum (an index of 0 to 100) or by itself."""

    criterion: str
    share_of_maximum: bool
    label: Label


@dataclass(frozen=True, slots=True)
class TieBreaker:
    """What decides between equal scores: more is better (`desc`) or less is (`asc`)."""

    formula: Formula
    order: Order
    label: Label


@dataclass(frozen=True)
class Scheme:
    """Everything a scheme file says; `text` is the file, `sha256` its hash in UTF-8.

    `criteria` stand in the order of the tree, `reckoning` has their codes in the order of evaluation.
    `longer` says how a longer period is made: `window` reckons it anew over its own window.
    """

    code: str
    version: int
    subject: Subject
    title: Label
    legal: Label
    uses: tuple[str, ...]
    periods: tuple[str, ...]
    settings: Mapping[str, Setting]
    measures: tuple[Measure, ...]
    criteria: tuple[Criterion, ...]
    reckoning: tuple[str, ...]
    score: Score
    classes: tuple[ClassBand, ...]
    tie_breakers: tuple[TieBreaker, ...]
    longer: Composition
    text: str
    sha256: str

    @property
    def index_only(self) -> bool:
        """Tell whether the scheme reads no tasks: its points are marked by people."""
        return not self.measures

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        """Return the criteria by code."""
        return {criterion.code: criterion for criterion in self.criteria}

    def with_settings(
        self, given: Mapping[str, object]
    ) -> tuple[dict[str, ResolvedSetting], list[SchemeFault]]:
        """Return every setting with its value, `given` set over the defaults, and the faults of `given`."""
        return resolve(self.settings, given)
