"""Scores: a scheme evaluated for one subject, exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tasktrack.domain import composition
from tasktrack.domain.classes import Classification, classify
from tasktrack.domain.composition import Part
from tasktrack.domain.formula import Formula
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.marks import Mark, Owner, check_marks, known_marks, marked_above
from tasktrack.domain.numbers import half_up
from tasktrack.domain.related import SUBJECT_FACTS
from tasktrack.domain.scheme import Criterion, Scheme
from tasktrack.domain.scheme_settings import Settings, as_number

_NO_MARKS: Mapping[str, Mark] = {}
_NO_FACTS: Mapping[str, Value] = {}
_SOMEBODY = Owner()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One subject's exact numbers.

    `values` holds every measure, numeric setting and criterion, or why it has no value; `maxima` the
    subject's own maxima; `marks` the marks that were read. `points` and `maximum` are those of the score's
    criterion; `score` decides class and rank: the index (0 to 100) where the scheme takes a share of the
    maximum, else the points. It is None, never 0, when `reason` says what is missing; both are None where
    conditions alone decide. `parts` are those of which a longer period was made.
    """

    values: Mapping[str, Value]
    maxima: Mapping[str, Fraction | None]
    marks: Mapping[str, Mark]
    points: Fraction | None
    maximum: Fraction | None
    score: Fraction | None
    reason: Missing | None
    parts: tuple[Part, ...] = ()


class Scorer:
    """A scheme with its settings resolved, ready to evaluate any number of subjects."""

    def __init__(self, scheme: Scheme, settings: Settings | None = None) -> None:
        self.scheme = scheme
        self.settings = scheme.with_settings({})[0] if settings is None else settings
        self._constants = {
            name: figure
            for name, setting in self.settings.items()
            if (figure := as_number(setting.value)) is not None
        }
        classes = [band.code for band in scheme.classes]
        known = [name for name, _label in scheme.figures]
        known += [*SUBJECT_FACTS[scheme.subject], *composition.counts((), classes)]
        self._unknown: dict[str, Value] = {name: Missing("no-result", name) for name in known}
        self._unmarked_is_zero = self.settings["missing_marks"].value == "zero"
        self._reckoning = [scheme.by_code[code] for code in scheme.reckoning]

    def evaluate(
        self,
        measures: Mapping[str, Fraction | None],
        marks: Mapping[str, Mark] = _NO_MARKS,
        owner: Owner = _SOMEBODY,
        facts: Mapping[str, Value] = _NO_FACTS,
        absent: Missing | None = None,
    ) -> Evaluation:
        """Evaluate one subject from its measures (none, or None: nothing assigned) and marks by criterion.

        `facts` are what is known of it beside these; whoever was `absent` has no score for that reason. Marks of
        criteria that the scheme does not have are passed over. Raise Invalid, naming the owner, for marks that
        contradict the scheme or one another.
        """
        if marks:
            marks = known_marks(self.scheme, marks)
            check_marks(self.scheme, marks, owner)
        values: dict[str, Value] = {**self._unknown, **self._constants, **facts}
        for measure in self.scheme.measures:
            value = measures.get(measure.name)
            values[measure.name] = Missing("nothing-assigned", measure.name) if value is None else value
        maxima: dict[str, Fraction | None] = {}
        for criterion in self._reckoning:
            values[criterion.code] = self._value(criterion, values, marks)
            maxima[criterion.code] = _own_maximum(criterion, maxima, marks)
        return self._evaluation(values, maxima, marks, absent)

    def compose(self, parts: Sequence[Part], facts: Mapping[str, Value] = _NO_FACTS) -> Evaluation:
        """Evaluate one subject over a longer period from the results of its parts.

        Measures and criteria are reckoned in the parts alone: a condition that names one does not hold.
        """
        counted = composition.counts(parts, [band.code for band in self.scheme.classes])
        apart = [*(measure.name for measure in self.scheme.measures), *self.scheme.by_code]
        values: dict[str, Value] = {name: Missing("only-in-parts", name) for name in apart}
        values |= {**self._unknown, **self._constants, **facts, **counted}
        head = self.scheme.score
        if head is None or self.scheme.longer.by == "classes":
            return Evaluation(values, {}, _NO_MARKS, None, None, None, None, tuple(parts))
        score = composition.mean(parts)
        maximum = Fraction(100) if head.share_of_maximum else self.scheme.by_code[head.criterion].maximum
        values[head.criterion] = score
        return Evaluation(
            values, {}, _NO_MARKS, number(score), maximum, number(score), missing(score), tuple(parts)
        )

    def _value(self, criterion: Criterion, values: Mapping[str, Value], marks: Mapping[str, Mark]) -> Value:
        mark = marks.get(criterion.code)
        if mark is not None:
            return rounded(criterion, mark.points)
        above = marked_above(self.scheme, criterion, marks) if marks else None
        if above is not None:
            return Missing("marked-above", above)
        if criterion.formula is not None:
            value = self._counted(reckoned(criterion, values))
            waits = criterion.also_marked and self._unmarked_is_zero and isinstance(value, Missing)
            return Fraction(0) if waits else value
        if criterion.source == "mark":
            return Fraction(0) if self._unmarked_is_zero else Missing("not-marked", criterion.code)
        return rounded(criterion, total([values[child] for child in criterion.children]))

    def _evaluation(
        self,
        values: dict[str, Value],
        maxima: dict[str, Fraction | None],
        marks: Mapping[str, Mark],
        absent: Missing | None,
    ) -> Evaluation:
        head = self.scheme.score
        if head is None:
            undecided = absent or self._undecided(values, marks)
            return Evaluation(values, maxima, marks, None, None, None, undecided)
        points, maximum = values[head.criterion], maxima[head.criterion]
        score = points
        if head.share_of_maximum and isinstance(points, Fraction):
            score = points / maximum * 100 if maximum else Missing("nothing-assigned", head.criterion)
        if absent is not None:
            return Evaluation(values, maxima, marks, None, maximum, None, absent)
        reason = missing(score) and (self._lacking(head.criterion, values) or missing(score))
        return Evaluation(values, maxima, marks, number(points), maximum, number(score), reason)

    def _counted(self, value: Value) -> Value:
        """Return a value; where only dossiers are counted none of them was assigned to anybody."""
        if self.scheme.dossiers and not self.scheme.measures and isinstance(value, Missing):
            return Missing("nothing-counted", value.about) if value.reason == "nothing-assigned" else value
        return value

    def _lacking(self, head: str, values: Mapping[str, Value]) -> Missing | None:
        """Return every criterion below the score that has no points, of a scheme over dossiers; None of others."""
        if not self.scheme.dossiers:
            return None
        waiting, found = [head], []
        while waiting:
            criterion = self.scheme.by_code[waiting.pop()]
            if not isinstance(values[criterion.code], Missing):
                continue
            if criterion.children and criterion.formula is None:
                waiting += reversed(criterion.children)
            else:
                found.append(criterion.code)
        return Missing("no-points", ", ".join(found)) if found else None

    def _undecided(self, values: Mapping[str, Value], marks: Mapping[str, Mark]) -> Missing | None:
        """Return why conditions cannot decide the class: nothing is known, or not enough for a class above.

        A condition that has no value is not one that fails: what it hangs on is still missing.
        """
        measured = [values[measure.name] for measure in self.scheme.measures]
        absences = [value for value in measured if isinstance(value, Missing)]
        if measured and len(absences) == len(measured) and not marks:
            return absences[0]
        for band in self.scheme.classes:
            found = [condition.formula.value(values) for condition in band.conditions]
            if any(isinstance(value, Fraction) and not value for value in found):
                continue
            return next((value for value in found if isinstance(value, Missing)), None)
        return None

    def classify(self, evaluation: Evaluation, *, gives_class: bool = True) -> Classification:
        """Find the class of an evaluated subject; where the period gives none, the band that its points reach."""

        def holds(formula: Formula) -> bool:
            value = formula.value(evaluation.values)
            return isinstance(value, Fraction) and value != 0

        rules = self.scheme.rules if gives_class else self.scheme.bands
        counts_classes = bool(evaluation.parts) and self.scheme.longer.by == "classes"
        by_points = not (self.scheme.by_conditions or counts_classes)
        undecided = not by_points and evaluation.reason is not None
        return classify(evaluation.score, rules, holds, by_points=by_points, undecided=undecided)

    def breakers(self, evaluation: Evaluation) -> tuple[Fraction | None, ...]:
        """Return the values of the scheme's tie-breakers, in its order."""
        return tuple(number(breaker.formula.value(evaluation.values)) for breaker in self.scheme.tie_breakers)


def reckoned(criterion: Criterion, values: Mapping[str, Value]) -> Value:
    """Return what a criterion's formula gives, whatever mark stands instead of it."""
    assert criterion.formula is not None  # noqa: S101 - asked of reckoned criteria alone
    return rounded(criterion, criterion.formula.value(values))


def _own_maximum(
    criterion: Criterion, maxima: Mapping[str, Fraction | None], marks: Mapping[str, Mark]
) -> Fraction | None:
    mark = marks.get(criterion.code)
    if mark is not None:
        return criterion.maximum if mark.maximum is None else mark.maximum
    if criterion.source != "sum":
        return criterion.maximum
    parts = [maxima[child] for child in criterion.children]
    together = sum((part for part in parts if part is not None), Fraction(0))
    return criterion.maximum if None in parts else together


def rounded(criterion: Criterion, value: Value) -> Value:
    """Return a value to the decimals that its criterion asks for, half-up."""
    if criterion.decimals is None or isinstance(value, Missing):
        return value
    return half_up(value, criterion.decimals)


def total(values: Sequence[Value]) -> Value:
    """Add up; the first value that does not exist leaves the sum without one."""
    absent = next((value for value in values if isinstance(value, Missing)), None)
    if absent is not None:
        return absent
    return sum((value for value in values if isinstance(value, Fraction)), Fraction(0))


def number(value: Value) -> Fraction | None:
    """Return the number there is, or None."""
    return value if isinstance(value, Fraction) else None


def missing(value: Value) -> Missing | None:
    """Return why there is no number, or None."""
    return value if isinstance(value, Missing) else None
