"""Compute a scheme over a data window: facts, measures, marks, scores, classes, ranks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tasktrack.domain.fact_scope import NEVER, FactScope
from tasktrack.domain.labels import plain
from tasktrack.domain.marks import Mark, Owner
from tasktrack.domain.measures import read_measure, select_list
from tasktrack.domain.period import PeriodKey, parts, previous
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import Line, RankRow, Reached, Subject, Unranked, stored_reason
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.score_lines import ScoreLine, score_lines
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.domain.text import sort_key
from tasktrack.services.scheme import Settings
from tasktrack.services.window import base_kind
from tasktrack.store import closing, facts, mark, officer, unit
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


@dataclass(frozen=True)
class Computation:
    """Everything a scheme said of every subject: rows ranked, and each one's evaluation by id.

    `unranked` have tasks that the scheme counts and yet are no subjects of it.
    """

    scheme: Scheme
    settings: Settings
    scope: FactScope
    rows: tuple[RankRow, ...]
    evaluations: Mapping[int, Evaluation]
    remarks: Mapping[int, Mapping[str, str]]
    unranked: tuple[Unranked, ...]

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
    register: Register,
    period: Period,
    window: DataWindow,
    as_of: date,
    scheme: Scheme,
    settings: Settings,
    closed: Closing | None = None,
) -> Computation:
    """Run a scheme over temp.task_state as it was filled: from the books, or from what a closing froze."""
    before = closed.seq if closed else None
    scope = fact_scope(register, period, window, as_of, settings, before=before)
    subjects = _subjects(register, scheme.subject, window, closed)
    measures, tasks = measure(register, scheme, scope)
    marks, remarks = marks_of(register, period, scheme)
    scorer = Scorer(scheme, settings)
    evaluations = {
        subject.id: scorer.evaluate(
            measures.get(subject.id, {}), marks.get(subject.id, {}), Owner(str(period.key), subject.code)
        )
        for subject in subjects
    }
    changes = previous_ranks(register, period.key, scheme.code, before)
    rows = _ranked(scorer, subjects, evaluations, changes)
    unranked = _unranked(register, scheme, window, tasks, evaluations)
    return Computation(scheme, settings, scope, rows, evaluations, remarks, unranked)


def fact_scope(
    register: Register,
    period: Period,
    window: DataWindow,
    as_of: date,
    settings: Settings,
    *,
    before: int | None = None,
) -> FactScope:
    """Return the window and how the settings want it read.

    `before` is the journal entry of the closing whose figures are read: what was closed later says nothing
    of them.
    """
    # A longer period takes in late what its parts take in late.
    first = next(iter(parts(period.key, base_kind(register))), period.key)
    neighbour = periods.find(register.db, previous(first))
    # While the neighbour is open, again or still, it takes in itself what is registered now.
    stands = neighbour is not None and (neighbour.closed or before is not None)
    earlier = closing.newest(register.db, neighbour.id, before) if neighbour and stands else None
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
        previous_closing=earlier.seq if earlier else NEVER,
        counted_again=periods.counted_again(
            register.db,
            window.from_on,
            people=period.key.people,
            after=earlier.seq,
            before=before,
            never=NEVER,
        )
        if earlier
        else (),
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


def _subjects(register: Register, kind: str, window: DataWindow, closed: Closing | None) -> list[Subject]:
    """Return who is scored; of a closing that scored the kind, those it scored, under the names of that day."""
    if closed is not None:
        key = (closed.period, closed.revision)
        if any(kept.subject_kind == kind for kept in closing.schemes(register.db, *key)):
            return closing.subjects(register.db, *key, kind)
    return subjects_of(register, kind, window)


def measure(
    register: Register, scheme: Scheme, scope: FactScope
) -> tuple[dict[int, dict[str, Fraction | None]], dict[int, int]]:
    """Return every measure of every subject, and how many tasks each has, in one pass over the facts."""
    if scheme.index_only:
        return {}, {}
    facts.define_task_fact(register.db, scope)
    count = read_measure("", plain(""), "count()")
    wanted = select_list((*scheme.measures, count))
    measures: dict[int, dict[str, Fraction | None]] = {}
    tasks: dict[int, int] = {}
    for subject, (*values, counted) in facts.measured(register.db, wanted.columns, wanted.parameters):
        pairs = zip(scheme.measures, values, strict=True)
        measures[subject] = {one.name: one.value(value) for one, value in pairs}
        tasks[subject] = int(count.value(counted) or 0)
    return measures, tasks


def _unranked(
    register: Register, scheme: Scheme, window: DataWindow, tasks: Mapping[int, int], ranked: Iterable[int]
) -> tuple[Unranked, ...]:
    """Return who has tasks and no place in the table: units without a block or ended, officers without a post."""
    left = tasks.keys() - set(ranked)
    if not left:
        return ()
    known = unit.every(register.db) if scheme.subject == "unit" else officer.every(register.db, window.cut_on)
    return tuple(sorted(Unranked(one.code, tasks[one.id]) for one in known if one.id in left))


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
    return RankRow(
        subject=subject,
        rank=place,
        tied=tied,
        points=evaluation.points,
        maximum=evaluation.maximum,
        score=evaluation.score,
        reached=_reached(scorer, evaluation),
        reason=stored_reason(evaluation.reason),
        change=before[subject.id] - place if place is not None and subject.id in before else None,
    )


def _reached(scorer: Scorer, evaluation: Evaluation) -> Reached:
    found = scorer.classify(evaluation)
    if found.band is None:
        return Reached(found.outcome)
    failed = [place for place, one in enumerate(found.band.conditions) if one in found.failed]
    code = found.proposed.code if found.proposed else found.outcome
    return reached(scorer.scheme, code, found.band.code, failed)


def reached(scheme: Scheme, code: str, band: str | None, failed: Sequence[int]) -> Reached:
    """Put words to where a score falls; `failed` are places of conditions of the band that the points reach."""
    one = next((one for one in scheme.classes if one.code == band), None)
    if one is None:
        return Reached(code)
    conditions = tuple(one.conditions[place].label() for place in failed)
    return Reached(code, band, tuple(failed), one.label(), conditions)


def previous_ranks(
    register: Register, key: PeriodKey, scheme: str, before: int | None = None
) -> dict[int, int]:
    """Return the ranks of the period of the same kind just before, as closed; `before` as in fact_scope."""
    found = periods.find(register.db, previous(key))
    if found is None or (before is None and not found.closed):
        return {}
    record = closing.newest(register.db, found.id, before)
    if record is None:
        return {}
    rows = closing.rank_rows(register.db, found.id, record.revision, scheme)
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
