"""Compute a scheme over a data window: facts, measures, marks, scores, classes, ranks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tasktrack.domain.fact_scope import NEVER, FactScope
from tasktrack.domain.marks import Mark
from tasktrack.domain.measures import select_list
from tasktrack.domain.period import PeriodKey, parts, previous
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import Line, RankRow, Subject, stored_reason
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.score_lines import ScoreLine, score_lines
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.domain.text import sort_key
from tasktrack.services.scheme import Settings
from tasktrack.services.window import base_kind
from tasktrack.store import closing, facts, mark, officer, unit
from tasktrack.store import period as periods
from tasktrack.store.register import Register


@dataclass(frozen=True)
class Computation:
    """Everything a scheme said of every subject: rows ranked, and each one's evaluation by id."""

    scheme: Scheme
    settings: Settings
    scope: FactScope
    rows: tuple[RankRow, ...]
    evaluations: Mapping[int, Evaluation]
    remarks: Mapping[int, Mapping[str, str]]

    def lines(self, subject: int) -> list[Line]:
        """Return the lines of one subject's score; a mark's reason says why points were lost."""
        remarks = self.remarks.get(subject, {})
        return [
            _line(line, remarks.get(line.code))
            for line in score_lines(self.scheme, self.evaluations[subject])
        ]


def fill(register: Register, as_of: date) -> None:
    """Derive temp.task_state from the books; once for every scheme of a computation."""
    facts.fill_from_books(register.db, as_of, done_needs_review=register.settings.yes("done_needs_review"))


def compute(
    register: Register, period: Period, window: DataWindow, as_of: date, scheme: Scheme, settings: Settings
) -> Computation:
    """Run a scheme over temp.task_state as it was filled."""
    scope = fact_scope(register, period, window, as_of, settings)
    subjects = subjects_of(register, scheme.subject, window)
    measures = measure(register, scheme, scope)
    marks, remarks = marks_of(register, period, scheme)
    scorer = Scorer(scheme, settings)
    evaluations = {
        subject.id: scorer.evaluate(measures.get(subject.id, {}), marks.get(subject.id, {}))
        for subject in subjects
    }
    changes = previous_ranks(register, period.key, scheme.code)
    rows = _ranked(scorer, subjects, evaluations, changes)
    return Computation(scheme, settings, scope, rows, evaluations, remarks)


def fact_scope(
    register: Register, period: Period, window: DataWindow, as_of: date, settings: Settings
) -> FactScope:
    """Return the window and how the settings want it read."""
    # A longer period takes in late what its parts take in late.
    first = next(iter(parts(period.key, base_kind(register))), period.key)
    neighbour = periods.find(register.db, previous(first))
    roles = settings["roles"].value if "roles" in settings else ("lead",)
    return FactScope(
        from_on=window.from_on,
        to_on=window.cut_on,
        as_of=as_of,
        scope=_word(settings, "scope", "due"),
        carry_over=_yes(settings, "carry_over", default=True),
        late_count=_word(settings, "late_count", "occurrence"),
        roles=roles if isinstance(roles, tuple) else (str(roles),),
        needs_review=_yes(settings, "needs_review"),
        unplanned_adds=_yes(settings, "unplanned_adds"),
        previous_closing=closing.entry_of(register.db, neighbour.id) or NEVER if neighbour else NEVER,
    )


def subjects_of(register: Register, kind: str, window: DataWindow) -> list[Subject]:
    """Return who is scored: units with a block, or officers, that existed in the window."""
    if kind == "unit":
        return [
            Subject(one.id, one.code, one.name, one.block)
            for one in unit.every(register.db)
            if one.block is not None and one.exists_in(window.from_on, window.cut_on)
        ]
    return [
        Subject(one.id, one.code, one.name, one.posting.unit)
        for one in officer.every(register.db, window.cut_on)
        if one.posting is not None
    ]


def measure(register: Register, scheme: Scheme, scope: FactScope) -> dict[int, dict[str, Fraction | None]]:
    """Return every measure of every subject, in one pass over the facts."""
    if scheme.index_only:
        return {}
    facts.define_task_fact(register.db, scope)
    wanted = select_list(scheme.measures)
    return {
        subject: {one.name: one.value(value) for one, value in zip(scheme.measures, values, strict=True)}
        for subject, values in facts.measured(register.db, wanted.columns, wanted.parameters)
    }


def marks_of(
    register: Register, period: Period, scheme: Scheme
) -> tuple[dict[int, dict[str, Mark]], dict[int, dict[str, str]]]:
    """Return, by subject and criterion, the points given and the reasons beside them."""
    marks: dict[int, dict[str, Mark]] = {}
    remarks: dict[int, dict[str, str]] = {}
    for row in mark.every(register.db, period.id, scheme.code):
        if row.points is not None:
            marks.setdefault(row.subject_id, {})[row.criterion] = Mark(row.points, row.maximum)
        if row.reason:
            remarks.setdefault(row.subject_id, {})[row.criterion] = row.reason
    return marks, remarks


def _ranked(
    scorer: Scorer,
    subjects: list[Subject],
    evaluations: Mapping[int, Evaluation],
    before: Mapping[int, int],
) -> tuple[RankRow, ...]:
    by_code = {subject.code: subject for subject in subjects}
    entries = [
        Entry(
            subject.code,
            subject.block or "",
            evaluations[subject.id].score,
            scorer.breakers(evaluations[subject.id]),
            sort_key(subject.name),
        )
        for subject in subjects
    ]
    orders = [breaker.order for breaker in scorer.scheme.tie_breakers]
    return tuple(
        _row(scorer, by_code[place.entry.subject], evaluations, place.rank, tied=place.tied, before=before)
        for place in rank(entries, orders)
    )


def _row(
    scorer: Scorer,
    subject: Subject,
    evaluations: Mapping[int, Evaluation],
    place: int | None,
    *,
    tied: bool,
    before: Mapping[int, int],
) -> RankRow:
    evaluation = evaluations[subject.id]
    found = scorer.classify(evaluation)
    return RankRow(
        subject=subject,
        rank=place,
        tied=tied,
        points=evaluation.points,
        maximum=evaluation.maximum,
        score=evaluation.score,
        class_code=found.proposed.code if found.proposed else found.outcome,
        class_label=found.proposed.label() if found.proposed else "",
        conditions_failed=tuple(condition.formula.text for condition in found.failed),
        reason=stored_reason(evaluation.reason),
        change=before[subject.id] - place if place is not None and subject.id in before else None,
    )


def previous_ranks(register: Register, key: PeriodKey, scheme: str) -> dict[int, int]:
    """Return the ranks of the closed period of the same kind just before."""
    found = periods.find(register.db, previous(key))
    if found is None or not found.closed:
        return {}
    rows = closing.rank_rows(register.db, found.id, found.revision, scheme)
    return {row["subject"]: row["rank"] for row in rows if row["rank"] is not None}


def _line(line: ScoreLine, remark: str | None) -> Line:
    return Line(
        code=line.code,
        label=line.label(),
        level=line.level,
        source=line.source,
        formula=line.formula,
        substituted=line.substituted,
        value=line.value,
        points=line.points,
        maximum=line.maximum,
        reason=stored_reason(line.reason, remark),
    )


def _word(settings: Settings, name: str, default: str) -> str:
    return settings[name].text if name in settings else default


def _yes(settings: Settings, name: str, *, default: bool = False) -> bool:
    return settings[name].value is True if name in settings else default
