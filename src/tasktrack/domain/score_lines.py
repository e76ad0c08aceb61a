"""Every line of a score: the criteria with their numbers put in, and the measures beneath them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from tasktrack.domain.composition import Part
from tasktrack.domain.formula import short
from tasktrack.domain.interpreter import Missing
from tasktrack.domain.labels import Label, plain
from tasktrack.domain.measures import Measure
from tasktrack.domain.ranking import REGISTER_SAYS
from tasktrack.domain.scheme import Criterion, Scheme, Score
from tasktrack.domain.scoring import Evaluation, missing, number, reckoned

LineSource = Literal["formula", "mark", "sum", "measure", "share", "mean", "part", "figure"]
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
    kind: str = ""


def score_lines(scheme: Scheme, evaluation: Evaluation) -> tuple[ScoreLine, ...]:
    """Explain a score: the criteria in the order of the tree, the share of the maximum, the measures, the figures
    that come from elsewhere. Of a longer period made of its parts: the mean, and the parts.
    """
    figures = [
        _figure_line(name, label, scheme.figure_formulas.get(name, ""), evaluation)
        for name, label in scheme.figures
    ]
    if evaluation.parts:
        return (*_mean_lines(scheme, evaluation), *map(_part_line, evaluation.parts), *figures)
    criteria = [_criterion_line(criterion, evaluation) for criterion in scheme.criteria]
    share = [_share_line(scheme.score, evaluation)] if scheme.score and scheme.score.share_of_maximum else []
    measures = [_measure_line(measure, evaluation) for measure in scheme.measures]
    return (*criteria, *share, *measures, *figures)


def label_of(scheme: Scheme, code: str) -> tuple[Label, str]:
    """Return the label and the formula of a line by its code, for lines read back from a closing."""
    if code in scheme.by_code:
        criterion = scheme.by_code[code]
        return criterion.label, criterion.formula.text if criterion.formula else " + ".join(
            criterion.children
        )
    if scheme.score and code == _SHARE:
        return scheme.score.label, _share_formula(scheme.score)
    measure = next((measure for measure in scheme.measures if measure.name == code), None)
    if measure is not None:
        return measure.label, measure.formula.text
    return dict(scheme.figures).get(code, plain(code)), scheme.figure_formulas.get(code, "")


def _share_formula(score: Score) -> str:
    return f"{score.criterion} / max * 100"


def _mean_lines(scheme: Scheme, evaluation: Evaluation) -> list[ScoreLine]:
    """Show the mean with the scores it is of; nothing where only the classes of the parts are counted."""
    if scheme.score is None or scheme.longer.by == "classes":
        return []
    scores = [part.score for part in evaluation.parts if part.score is not None]
    sum_of = " + ".join(_shown(score) for score in scores)
    return [
        ScoreLine(
            scheme.score.criterion,
            scheme.score.label,
            0,
            "",
            f"({sum_of}) / {len(scores)}" if scores else "",
            evaluation.score,
            evaluation.points,
            evaluation.maximum,
            "mean",
            evaluation.reason,
        )
    ]


def _part_line(part: Part) -> ScoreLine:
    return ScoreLine(
        part.key, plain(part.key), 1, "", part.code or "", part.score, None, None, "part", part.reason
    )


def _figure_line(name: str, label: Label, formula: str, evaluation: Evaluation) -> ScoreLine:
    value = evaluation.values[name]
    return ScoreLine(name, label, 0, formula, "", number(value), None, None, "figure", missing(value))


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
        criterion.kind,
    )


def _reckoning_of(criterion: Criterion, evaluation: Evaluation) -> tuple[LineSource, str, str]:
    """Return how a criterion got its value: the source, the formula, and the formula with its numbers.

    Where a mark stands instead of a formula the numbers end with what the register says: `3 / 4 * 2 = 1.5`.
    """
    if criterion.formula is not None and criterion.code in evaluation.marks:
        said = _shown(number(reckoned(criterion, evaluation.values)))
        substituted = criterion.formula.substituted(evaluation.values)
        return "mark", criterion.formula.text, f"{substituted}{REGISTER_SAYS}{said}"
    if criterion.formula is not None:
        return "formula", criterion.formula.text, criterion.formula.substituted(evaluation.values)
    if criterion.source == "mark" or criterion.code in evaluation.marks:
        return "mark", "", ""
    numbers = [_shown(number(evaluation.values[child])) for child in criterion.children]
    return "sum", " + ".join(criterion.children), " + ".join(numbers)


def _share_line(score: Score, evaluation: Evaluation) -> ScoreLine:
    return ScoreLine(
        _SHARE,
        score.label,
        0,
        _share_formula(score),
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
