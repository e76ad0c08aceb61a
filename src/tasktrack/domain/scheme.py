"""A scheme: scoring as data, as it was read from its file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, NamedTuple

from tasktrack.domain.classes import ClassBand, Condition, Rules, Veto
from tasktrack.domain.composition import Longer
from tasktrack.domain.dossier_figures import Dossiers
from tasktrack.domain.facts import OF_UPDATES
from tasktrack.domain.formula import Formula
from tasktrack.domain.formula_nodes import Name, walk
from tasktrack.domain.labels import Label
from tasktrack.domain.measures import Measure
from tasktrack.domain.quota import Quota
from tasktrack.domain.rank import Order
from tasktrack.domain.related import OF_REPORTS, Counted, Incidents, Results
from tasktrack.domain.scheme_settings import ResolvedSetting, SchemeFault, Setting, resolve

Subject = Literal["unit", "officer"]
Source = Literal["formula", "mark", "sum"]
CriterionKind = Literal["computed", "marked", "survey", "sum"]

SUBJECTS: Final[tuple[Subject, ...]] = ("unit", "officer")
PERIODS: Final = ("month", "quarter", "half", "nine-months", "year")  # weeks are never closed


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the tree: reckoned by a formula, marked by a person, or the sum of its children.

    `values`, when there are any, are the only points that may be marked; `decimals` is to how many its value is
    rounded, half-up, before it counts. `also_marked`: a mark stands instead of what its formula gives. The points of
    a `survey` were found by asking people; they are entered as marks.
    """

    code: str
    label: Label
    parent: str | None
    level: int
    maximum: Fraction | None
    source: Source
    formula: Formula | None = None
    children: tuple[str, ...] = ()
    values: tuple[Fraction, ...] = ()
    decimals: int | None = None
    also_marked: bool = False
    survey: bool = False

    @property
    def kind(self) -> CriterionKind:
        """Return how its points come about, as an index lists them; a sum has no points of its own."""
        if self.survey:
            return "survey"
        return {"formula": "computed", "mark": "marked", "sum": "sum"}[self.source]  # type: ignore[return-value]


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


@dataclass(frozen=True, slots=True)
class Cap:
    """Holders of some positions are classed no higher than their unit is by one of these schemes."""

    of: tuple[str, ...]
    positions: tuple[str, ...]
    label: Label


class Years(NamedTuple):
    """The years for which a scheme is in force; None: not bounded on that side."""

    first: int | None = None
    last: int | None = None


EVER: Final = Years()


@dataclass(frozen=True)
class Scheme:
    """Everything a scheme file says; `text` is the file, `sha256` its hash in UTF-8.

    `positions` are those of the officers it scores, all when empty. `criteria` stand in the order of the tree,
    `reckoning` has their codes in the order of evaluation; `score` is None where conditions alone decide the
    class. `classify` are the kinds of period that give a class: in the others points reach a band, and neither
    conditions nor vetoes nor quotas are looked at.
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
    score: Score | None
    classes: tuple[ClassBand, ...]
    tie_breakers: tuple[TieBreaker, ...]
    longer: Longer
    text: str
    sha256: str
    positions: tuple[str, ...] = ()
    years: Years = EVER
    classify: tuple[str, ...] = PERIODS
    results: tuple[Results, ...] = ()
    incidents: tuple[Incidents, ...] = ()
    dossiers: tuple[Dossiers, ...] = ()
    counters: tuple[Counted, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    gates: tuple[Condition, ...] = ()
    quotas: tuple[Quota, ...] = ()
    cap: Cap | None = None

    @property
    def index_only(self) -> bool:
        """Tell whether the scheme reads no tasks: its points are marked by people."""
        return not self.measures

    @cached_property
    def stands_by_marks(self) -> bool:
        """Tell whether marks alone can make the score: each criterion that is reckoned may be marked as well."""
        return all(one.formula is None or one.also_marked for one in self.criteria)

    @cached_property
    def reads_updates(self) -> bool:
        """Tell whether a measure asks how tasks were reported on."""
        nodes = (node for measure in self.measures for node in walk(measure.formula.root))
        return any(isinstance(node, Name) and node.name in OF_UPDATES for node in nodes)

    @cached_property
    def reads_reports(self) -> bool:
        """Tell whether the scheme names the reports of units; where only its words do, they are read for nothing."""
        return self.subject == "unit" and any(name in self.text for name in OF_REPORTS)

    @property
    def by_conditions(self) -> bool:
        """Tell whether conditions alone decide the class: there are no points."""
        return self.score is None

    @cached_property
    def figures(self) -> tuple[tuple[str, Label], ...]:
        """Return the names that stand for results, incidents, dossiers and counters, with their labels."""
        results = [(one.name, one.label) for one in self.results]
        incidents = [(one.name, one.label) for one in self.incidents]
        dossiers = [(one.name, one.label) for one in self.dossiers]
        return (*results, *incidents, *dossiers, *((one.name, one.label) for one in self.counters))

    @cached_property
    def figure_formulas(self) -> Mapping[str, str]:
        """Return the formulas of the figures over dossiers by their names."""
        return {one.name: one.formula.text for one in self.dossiers}

    @cached_property
    def rules(self) -> Rules:
        """Return what decides the class in a period that gives one."""
        return Rules(self.classes, self.vetoes, self.gates)

    @cached_property
    def bands(self) -> Rules:
        """Return what points reach in a period that gives no class."""
        return Rules(tuple(replace(one, conditions=()) for one in self.classes))

    def scores(self, position: str) -> bool:
        """Tell whether officers of a position are scored: NĐ 335/2025 Art. 16 has one formula for leaders."""
        return not self.positions or position in self.positions

    def composed(self, kind: str, base: str) -> bool:
        """Tell whether a period of a kind is made of the results of its parts, of the base kind."""
        is_longer = kind in PERIODS and PERIODS.index(kind) > PERIODS.index(base)
        return is_longer and self.longer.by != "window"

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        """Return the criteria by code."""
        return {criterion.code: criterion for criterion in self.criteria}

    def with_settings(
        self, given: Mapping[str, object]
    ) -> tuple[dict[str, ResolvedSetting], list[SchemeFault]]:
        """Return every setting with its value, `given` set over the defaults, and the faults of `given`."""
        return resolve(self.settings, given)
