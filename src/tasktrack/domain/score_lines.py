"""Every line of a score: the criteria with their numbers put in, and the measures beneath them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from tasktrack.domain.formula import short
from tasktrack.domain.interpreter import Missing
from tasktrack.domain.labels import Label, plain
from tasktrack.domain.measures import Measure
from tasktrack.domain.scheme import Criterion, Scheme
from tasktrack.domain.scoring import Evaluation, missing, number

LineSource = Literal["formula", "mark", "sum", "measure", "share"]
_SHARE: Final = "share"  # the code of the line; no criterion, measure or setting may take it


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of an explanation; `substituted` is the formula with its numbers: `45.18 / 50.4`."""

    code: str
    label: Label
    level: int
    formula: str
    substituted: str
    value: Fraction | None
    points: Fraction | None
    maximum: Fraction | None
    source: LineSource
    reason: Missing | None


def score_lines(scheme: Scheme, evaluation: Evaluation) -> tuple[ScoreLine, ...]:
    """Explain a score: the criteria in the order of the tree, the share of the maximum, the measures."""
    criteria = [_criterion_line(criterion, evaluation) for criterion in scheme.criteria]
    share = [_share_line(scheme, evaluation)] if scheme.score.share_of_maximum else []
    return (*criteria, *share, *(_measure_line(measure, evaluation) for measure in scheme.measures))


def label_of(scheme: Scheme, code: str) -> tuple[Label, str]:
    """Return the label and the formula of a line by its code, for lines read back from a closing."""
    if code in scheme.by_code:
        criterion = scheme.by_code[code]
        return criterion.label, criterion.formula.text if criterion.formula else " + ".join(
            criterion.children
        )
    if code == _SHARE:
        return scheme.score.label, _share_formula(scheme)
    measure = next((measure for measure in scheme.measures if measure.name == code), None)
    return (measure.label, measure.formula.text) if measure else (plain(code), "")


def _share_formula(scheme: Scheme) -> str:
    return f"{scheme.score.criterion} / max * 100"


def _criterion_line(criterion: Criterion, evaluation: Evaluation) -> ScoreLine:
    value = evaluation.values[criterion.code]
    source, formula, substituted = _reckoning_of(criterion, evaluation)
    maximum = evaluation.maxima[criterion.code]
    counts = criterion.source != "formula" or maximum is not None
    return ScoreLine(
        criterion.code,
        criterion.label,
        criterion.level,
        formula,
        substituted,
        number(value),
        number(value) if counts else None,
        maximum,
        source,
        missing(value),
    )


def _reckoning_of(criterion: Criterion, evaluation: Evaluation) -> tuple[LineSource, str, str]:
    """Return how a criterion got its value: the source, the formula, and the formula with its numbers."""
    if criterion.formula is not None:
        return "formula", criterion.formula.text, criterion.formula.substituted(evaluation.values)
    if criterion.source == "mark" or criterion.code in evaluation.marks:
        return "mark", "", ""
    numbers = [_shown(number(evaluation.values[child])) for child in criterion.children]
    return "sum", " + ".join(criterion.children), " + ".join(numbers)


def _share_line(scheme: Scheme, evaluation: Evaluation) -> ScoreLine:
    return ScoreLine(
        _SHARE,
        scheme.score.label,
        0,
        _share_formula(scheme),
        f"{_shown(evaluation.points)} / {_shown(evaluation.maximum)} * 100",
        evaluation.score,
        None,
        None,
        "share",
        evaluation.reason,
    )


def _measure_line(measure: Measure, evaluation: Evaluation) -> ScoreLine:
    value = evaluation.values[measure.name]
    text = measure.formula.text
    return ScoreLine(
        measure.name, measure.label, 0, text, "", number(value), None, None, "measure", missing(value)
    )


def _shown(value: Fraction | None) -> str:
    return "–" if value is None else short(value)
