"""A made-up subject computed with a scheme, so that its author sees what the formulas do."""

from dataclasses import dataclass
from fractions import Fraction

from tasktrack.domain.classes import Classification
from tasktrack.domain.dossier import SETTLED
from tasktrack.domain.dossier_figures import Reckoning
from tasktrack.domain.dossier_seen import Recorded, Seen
from tasktrack.domain.facts import FACTS
from tasktrack.domain.interpreter import Missing, Value, over_rows
from tasktrack.domain.marks import Mark
from tasktrack.domain.related import SUBJECT_FACTS
from tasktrack.domain.scheme import Criterion, Scheme
from tasktrack.domain.scheme_settings import SchemeFault
from tasktrack.domain.score_lines import ScoreLine, score_lines
from tasktrack.domain.scoring import Evaluation, Scorer

_DAY_MINUTES = 450
_COUNTED = 100
Task = dict[str, Fraction | Missing | str]


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """What the made-up subject scored, line by line."""

    evaluation: Evaluation
    lines: tuple[ScoreLine, ...]
    classification: Classification


def worked_example(scheme: Scheme) -> WorkedExample:
    """Compute a made-up subject: three tasks, three dossiers, counters of 100, four fifths of the points of marks."""
    scorer = Scorer(scheme)
    tasks = _tasks("officer" if scheme.subject == "officer" else "lead")
    measures = {
        measure.name: over_rows(measure.formula.root, measure.formula.text, tasks)
        for measure in scheme.measures
    }
    marks = {
        criterion.code: Mark(_points(criterion))
        for criterion in scheme.criteria
        if criterion.source == "mark"
    }
    known = [*(name for name, _label in scheme.figures), *SUBJECT_FACTS[scheme.subject]]
    facts: dict[str, Value] = dict.fromkeys(known, Fraction(0))
    facts |= dict.fromkeys((one.name for one in scheme.counters), Fraction(_COUNTED))
    facts |= _figures(scheme)
    evaluation = scorer.evaluate(measures, marks, facts=facts)
    return WorkedExample(evaluation, score_lines(scheme, evaluation), scorer.classify(evaluation))


def _points(criterion: Criterion) -> Fraction:
    """Return four fifths of the points, or the best of the only ones there are below them."""
    wanted = (criterion.maximum or Fraction(5)) * Fraction(4, 5)
    return max((value for value in criterion.values if value <= wanted), default=wanted)


def _figures(scheme: Scheme) -> dict[str, Value]:
    """Return the figures over three dossiers: one settled before the day, one on it, one late."""
    reckoning = Reckoning(scheme.dossiers, _DAY_MINUTES)
    for dossier in _dossiers():
        reckoning.take(0, dossier)
    return reckoning.values().get(0, {})


def _dossiers() -> list[Seen]:
    """Return dossiers with 10 days allowed and 5, 10 and 15 used; the later, the more often the applicant came."""
    days = (("2025-03-03", "2025-03-17", done) for done in ("2025-03-10", "2025-03-17", "2025-03-24"))
    return [
        Seen(
            Recorded(
                times, 0, 0, 0, "direct", None, *moments, None, None, times, times, 2 - times, 2 - times
            ),
            SETTLED[times],
            5 * (times + 1) * _DAY_MINUTES,
            10 * _DAY_MINUTES,
            is_carried=False,
            is_received=True,
            is_submitted=False,
            is_slow=False,
            is_apologised=False,
            is_renewed=False,
        )
        for times, moments in enumerate(days)
    ]


def _tasks(role: str) -> list[Task]:
    """Return three tasks: one in time, one late, one four fifths done and below requirement."""
    plain: Task = {name: fact.words[0] if fact.words else Fraction(0) for name, fact in FACTS.items()}
    held = ("planned", "coefficient", "assigned_quantity", "done_quantity", "reported_quantity")
    plain |= dict.fromkeys((*held, "done", "on_time", "reported", "has_due"), Fraction(1))
    plain |= {"percent": Fraction(100), "kind": "regular", "role": role}
    many: Task = dict.fromkeys(("assigned_quantity", "done_quantity", "reported_quantity"), Fraction(5))
    late: Task = {"on_time": Fraction(0), "late_days": Fraction(2), "late_count": Fraction(1)}
    part: Task = dict.fromkeys(("done_quantity", "reported_quantity"), Fraction(4, 5))
    part |= {"failed_reviews": Fraction(1), "coefficient": Fraction(2)}
    return [plain | many, plain | late, plain | part]


@dataclass(frozen=True)
class Checked:
    """What `scheme check` found: the scheme with a worked example, or its faults by line."""

    file: str
    scheme: Scheme | None
    faults: tuple[SchemeFault, ...]
    example: WorkedExample | None
