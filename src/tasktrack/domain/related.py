"""Figures of a scheme that come from elsewhere than tasks: results of other schemes, incidents, and counters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from tasktrack.domain.formula import Formula
from tasktrack.domain.formula_nodes import Call, walk
from tasktrack.domain.interpreter import Missing, Value, over_rows
from tasktrack.domain.labels import Label

Whose = Literal["self", "unit", "managed", "directed", "subunits", "people", "head"]

AnsweredBy = Literal[Whose, "answerable"]

# Whose results an officer, or a unit, may be judged by.
WHOSE: Final[Mapping[str, tuple[Whose, ...]]] = {
    "officer": ("self", "unit", "managed", "directed"),
    "unit": ("self", "subunits", "people", "head"),
}
# Whose incidents: also those for which the subject itself answers beside somebody else.
INCIDENTS_OF: Final[Mapping[str, tuple[AnsweredBy, ...]]] = {
    "officer": (*WHOSE["officer"], "answerable"),
    "unit": ("self", "people", "head", "answerable"),
}
# What a formula over results may name; `class_code` is a word.
RESULT_FACTS: Final = ("scored", "score", "classed", "class_code", "civil_servant")
# What they may name of the report of a unit for the period: whether it came, days late, returns, quality 3, 2, 1.
OF_REPORTS: Final = ("report_came", "report_days_late", "report_returns", "report_quality")
# What criteria and conditions may name of the subject itself.
SUBJECT_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "officer": (
        "head",
        "leader",
        "civil_servant",
        "workdays",
        "present",
        "months_worked",
        "months_excused",
    ),
    "unit": ("subunits_there", *OF_REPORTS),
}


@dataclass(frozen=True, slots=True)
class Results:
    """A figure over the results of other schemes: of the subject itself, its unit, those it manages, its sub-units."""

    name: str
    label: Label
    of: tuple[str, ...]
    whose: Whose
    formula: Formula

    def value(self, rows: Sequence["Outcome"]) -> Value:
        """Return the figure; a sum over no result at all has no value, a count is 0."""
        if not rows and self.adds_up:
            return Missing("no-result", ", ".join(self.of))
        found = [row.facts() for row in rows]
        value = over_rows(self.formula.root, self.formula.text, found)
        return Fraction(0) if value is None else value

    @property
    def adds_up(self) -> bool:
        """Whether it adds up scores, and does not count results alone."""
        return any(isinstance(node, Call) and node.function == "sum" for node in walk(self.formula.root))


@dataclass(frozen=True, slots=True)
class Incidents:
    """How many incidents of some kinds were concluded in the period; or, `unfixed`, are not mended at its end."""

    name: str
    label: Label
    kinds: tuple[str, ...]
    whose: AnsweredBy
    unfixed: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """The figure of a counter for the period: of the unit with all units below it."""

    name: str
    label: Label
    counter: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scheme said of a subject: exact score, and the class that was decided, else proposed."""

    score: Fraction | None
    code: str | None
    civil_servant: bool = True

    def facts(self) -> dict[str, Fraction | Missing | str]:
        """Return the row that a formula over results reads; an absent score reads 0 beside `scored` 0."""
        return {
            "scored": Fraction(self.score is not None),
            "score": self.score if self.score is not None else Fraction(0),
            "classed": Fraction(self.code is not None),
            "class_code": self.code or "",
            "civil_servant": Fraction(self.civil_servant),
        }
