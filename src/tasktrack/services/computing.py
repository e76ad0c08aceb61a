"""Compute schemes over a data window: facts, measures, marks, scores, classes, ranks."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from tasktrack.domain.fact_scope import FactScope
from tasktrack.domain.interpreter import Value
from tasktrack.domain.labels import plain
from tasktrack.domain.marks import Mark, Owner
from tasktrack.domain.measures import read_measure, select_list
from tasktrack.domain.period import PeriodKey, previous
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.quota import Quota
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import Line, RankRow, Reached, Subject, Unranked, reached, stored_reason
from tasktrack.domain.related import Outcome
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.score_lines import ScoreLine, score_lines
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.domain.text import sort_key
from tasktrack.services import classing, composing, counting, related, roll, tally
from tasktrack.services.classing import Run, Shares
from tasktrack.services.related import Related
from tasktrack.services.scheme import Chosen, Settings
from tasktrack.services.window import base_kind
from tasktrack.store import closing, decision, facts, mark, officer, unit
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register
from tasktrack.store.rows import fraction

Marks = Mapping[int, Mapping[str, Mark]]


class Ground(NamedTuple):
    """What all schemes of one computation stand on; `closed` is the closing whose frozen facts are read."""

    period: Period
    window: DataWindow
    as_of: date
    closed: Closing | None = None


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
    gives_class: bool = True

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


def fill_directing(register: Register, found: Roll, settings: Settings) -> None:
    """Note who directs whom, for a scheme that counts the products of those directed; else do nothing."""
    roles = settings["roles"].value if "roles" in settings else ()
    if isinstance(roles, tuple) and "directed" in roles:
        pairs = ((leader, one) for leader, those in found.directed.items() for one in those)
        facts.fill_directing(register.db, pairs)


def compute(
    register: Register, ground: Ground, chosen: Chosen, given: Mapping[str, Marks] | None = None
) -> list[Computation]:
    """Run schemes, in an order in which the used come first, over temp.task_state as it was filled.

    It was filled from the books or from what a closing froze. The number of SQL statements hangs on the schemes
    and the parts of the period, never on how many are scored. `given` are marks in place of the book's, by
    scheme and subject, for what might be.
    """
    return _Computing(register, ground, chosen, given or {}).done()


class _Computing:
    def __init__(
        self, register: Register, ground: Ground, chosen: Chosen, given: Mapping[str, Marks]
    ) -> None:
        self.register = register
        self.ground = ground
        self.chosen = chosen
        self.given = given
        self.roll = roll.read(register, ground.window, ground.closed)
        schemes = [one for one, _settings in chosen]
        window = ground.window
        self.concluded = tally.concluded(register.db, schemes, window.from_on, window.cut_on)
        self.outcomes: dict[str, dict[int, Outcome]] = {}
        self.related = Related(self.roll, self.outcomes, roll.months(register, ground.period))
        self.runs: dict[str, Run] = {}
        self.held: set[object] = set()
        self.measured: dict[str, _Measured] = {}

    def done(self) -> list[Computation]:
        """Run every scheme, each quota once all who share it are there, and rank."""
        for one, settings in self.chosen:
            if not self._is_composed(one):
                fill_directing(self.register, self.roll, settings)
        for one, settings in self.chosen:
            self._read_used(one)
            self._run(one, settings)
            self._hold_to_quotas()
        return [self._finished(self.runs[one.code]) for one, _settings in self.chosen]

    def _is_composed(self, one: Scheme) -> bool:
        return one.composed(self.ground.period.key.kind, base_kind(self.register))

    def _run(self, one: Scheme, settings: Settings) -> None:
        """Evaluate everybody whom a scheme scores, and class them as far as they stand alone."""
        period = self.ground.period
        there = _subjects(self.register, self.roll, one, self.ground)
        subjects = {each.id: each for each in there if _is_scored(self.roll, one, settings, each)}
        decided = decision.in_force(self.register.db, period.id, one.code)
        gives_class = period.key.kind in one.classify
        run = self.runs[one.code] = Run(one, settings, list(subjects.values()), decided, gives_class)
        measured = self.measured[one.code] = self._measured(one, settings)
        outcomes = self.outcomes[one.code] = {}
        scorer = Scorer(one, settings)
        evaluate = self._composer(scorer, measured, subjects) or self._evaluator(scorer, measured, subjects)
        tallies = tally.count(one, settings, self.roll, self.concluded, self.ground.window.from_on)
        for subject in self._in_order(one, subjects):
            known = self.related.facts(one, subject, tallies) if _is_there(self.roll, one, subject) else {}
            evaluation = run.evaluations[subject] = evaluate(subject, known)
            run.reached[subject] = _reached(scorer, evaluation, gives_class=gives_class)
            if gives_class and one.cap is not None:
                of_unit = partial(self.related.outcome, one.cap.of)
                run.reached[subject] = classing.under_unit(run, subject, self.roll, of_unit)
            outcomes[subject] = run.outcome(subject, self.roll)

    def _in_order(self, one: Scheme, subjects: Collection[int]) -> Iterable[int]:
        """Return the subjects; where the scheme looks at its own results, those below before those above."""
        if not any(one.code in figure.of for figure in one.results):
            return subjects
        return [subject for subject in self.roll.lower_first(one.subject) if subject in subjects]

    def _composer(
        self, scorer: Scorer, measured: "_Measured", subjects: Collection[int]
    ) -> "_Evaluate | None":
        """Return what evaluates a subject from the parts of the period; None where it is reckoned anew."""
        if not self._is_composed(scorer.scheme):
            return None
        parts = composing.parts_of(self.register, self.ground.period, scorer.scheme, subjects, measured.marks)
        return lambda subject, known: scorer.compose(parts[subject], known)

    def _evaluator(
        self, scorer: Scorer, measured: "_Measured", subjects: Mapping[int, Subject]
    ) -> "_Evaluate":
        """Return what evaluates a subject from its measures and marks."""
        key = str(self.ground.period.key)

        def evaluate(subject: int, known: Mapping[str, Value]) -> Evaluation:
            return scorer.evaluate(
                measured.measures.get(subject, {}),
                measured.marks.get(subject, {}),
                Owner(key, subjects[subject].code),
                known,
                related.absence(self.related, scorer.scheme, scorer.settings, subject),
            )

        return evaluate

    def _measured(self, one: Scheme, settings: Settings) -> "_Measured":
        register, ground = self.register, self.ground
        before = ground.closed.seq if ground.closed else None
        scope = counting.scope_of(
            register, ground.period, ground.window, ground.as_of, settings, before=before
        )
        measures, tasks = ({}, {}) if self._is_composed(one) else measure(register, one, scope)
        marks, remarks = marks_of(register, ground.period, one)
        for subject, instead in self.given.get(one.code, {}).items():
            marks[subject] = {**marks.get(subject, {}), **instead}
        return _Measured(scope, measures, tasks, marks, remarks)

    def _read_used(self, one: Scheme) -> None:
        """Take the results of used schemes that this computation does not run: those that are closed."""
        for code in one.uses:
            if code not in self.runs and code not in self.outcomes:
                self.outcomes[code] = _closed_outcomes(self.register, self.ground.period, code)

    def _hold_to_quotas(self) -> None:
        """Apply each quota once, when the last of the schemes that share it was run; all of them may declare it."""
        newest = list(self.runs)[-1]
        running = {one.code for one, _settings in self.chosen}
        for run in list(self.runs.values()):
            for quota in run.scheme.quotas if run.gives_class else ():
                sharing = [code for code in quota.together if code in running]
                is_held = quota.identity in self.held
                if newest in sharing and not is_held and all(code in self.runs for code in sharing):
                    self.held.add(quota.identity)
                    self._hold(quota, [self.runs[code] for code in sharing], run)

    def _hold(self, quota: Quota, runs: Sequence[Run], run: Run) -> None:
        usual = run.settings["quota_share"].value
        decided: dict[int, int] = {}
        for one in runs:
            decided |= decision.shares(self.register.db, self.ground.period.id, one.scheme.code)
        shares = Shares(decided, usual if isinstance(usual, int) else 0)
        classing.hold_to_quota(quota, runs, self.roll, shares)
        for one in runs:
            outcomes = {subject: one.outcome(subject, self.roll) for subject in one.evaluations}
            self.outcomes[one.scheme.code].update(outcomes)

    def _finished(self, run: Run) -> Computation:
        measured, ground = self.measured[run.scheme.code], self.ground
        before = ground.closed.seq if ground.closed else None
        changes = previous_ranks(self.register, ground.period.key, run.scheme.code, before)
        rows = _ranked(Scorer(run.scheme, run.settings), run, changes)
        unranked = _unranked(self.register, self.roll, run, ground.window, measured.tasks)
        return Computation(
            run.scheme,
            run.settings,
            measured.scope,
            rows,
            run.evaluations,
            measured.remarks,
            unranked,
            run.gives_class,
        )


_Evaluate = Callable[[int, Mapping[str, Value]], Evaluation]


class _Measured(NamedTuple):
    """What the facts and the mark book say of every subject of a scheme."""

    scope: FactScope
    measures: dict[int, dict[str, Fraction | None]]
    tasks: dict[int, int]
    marks: dict[int, dict[str, Mark]]
    remarks: dict[int, dict[str, str]]


def _is_scored(found: Roll, one: Scheme, settings: Settings, subject: Subject) -> bool:
    """Tell whether a scheme scores a subject: officers by their position, units by the block they stand in."""
    if one.positions:
        return found.people[subject.id].position in one.positions
    blocks = settings["blocks"].value if "blocks" in settings else ()
    return not blocks or (isinstance(blocks, tuple) and subject.block in blocks)


def _is_there(found: Roll, one: Scheme, subject: int) -> bool:
    return subject in (found.people if one.subject == "officer" else found.units)


def _closed_outcomes(register: Register, period: Period, code: str) -> dict[int, Outcome]:
    """Return what a closing of the period, or of the office's own of the same key, said by a scheme."""
    own = PeriodKey(period.key.kind, period.key.year, period.key.number)
    found = periods.find(register.db, own) if period.key.people else period
    if found is None or not found.closed:
        return {}
    decided = decision.in_force(register.db, found.id, code)
    return {
        row["subject"]: Outcome(
            fraction(row["score"]),
            decided[row["subject"]].code if row["subject"] in decided else row["class"],
        )
        for row in closing.rank_rows(register.db, found.id, found.revision, code)
    }


def subjects_of(found: Roll, kind: str) -> list[Subject]:
    """Return who is scored: units with a block, or officers, that were there in the window."""
    if kind == "unit":
        return [
            Subject(one.id, one.code, one.name, one.block)
            for one in found.units.values()
            if one.block is not None
        ]
    return [
        Subject(
            one.officer, one.code, one.name, found.units[one.unit].code if one.unit in found.units else None
        )
        for one in found.people.values()
    ]


def _subjects(register: Register, found: Roll, one: Scheme, ground: Ground) -> list[Subject]:
    """Return who is scored; of a closing that kept no roll, those whom it scored under the names of that day."""
    kind = one.subject
    if ground.closed is not None:
        key = (ground.closed.period, ground.closed.revision)
        frozen = closing.subjects(register.db, *key, kind)
        is_there = found.people if kind == "officer" else found.units
        if frozen and not all(subject.id in is_there for subject in frozen):
            return frozen
    return subjects_of(found, kind)


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
    register: Register, found: Roll, run: Run, window: DataWindow, tasks: Mapping[int, int]
) -> tuple[Unranked, ...]:
    """Return who has tasks and no place in any table: units without a block or ended, officers without a post."""
    left = tasks.keys() - run.evaluations.keys()
    # Another scheme may score them: officers of other positions, units of other blocks.
    if run.scheme.subject == "officer":
        left -= found.people.keys()
    elif "blocks" in run.settings and run.settings["blocks"].value:
        left -= {one.id for one in found.units.values() if one.block is not None}
    if not left:
        return ()
    known = (
        unit.every(register.db) if run.scheme.subject == "unit" else officer.every(register.db, window.cut_on)
    )
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


def _ranked(scorer: Scorer, run: Run, before: Mapping[int, int]) -> tuple[RankRow, ...]:
    by_code = {subject.code: subject for subject in run.subjects}
    order = [band.code for band in run.scheme.classes]
    entries = [
        Entry(
            subject.code,
            subject.block or "",
            run.evaluations[subject.id].score,
            scorer.breakers(run.evaluations[subject.id]),
            _sort_key(run, subject, order),
        )
        for subject in run.subjects
    ]
    orders = [breaker.order for breaker in run.scheme.tie_breakers]
    return tuple(
        _row(run, by_code[place.entry.subject], place.rank, tied=place.tied, before=before)
        for place in rank(entries, orders)
    )


def _sort_key(run: Run, subject: Subject, order: Sequence[str]) -> str:
    """Order equals by name; where there are no points, by class before."""
    name = sort_key(subject.name)
    if not run.scheme.by_conditions:
        return name
    code = run.reached[subject.id].code
    return f"{order.index(code) if code in order else len(order):03}{name}"


def _row(run: Run, subject: Subject, place: int | None, *, tied: bool, before: Mapping[int, int]) -> RankRow:
    evaluation = run.evaluations[subject.id]
    return RankRow(
        subject=subject,
        rank=place,
        tied=tied,
        points=evaluation.points,
        maximum=evaluation.maximum,
        score=evaluation.score,
        reached=run.reached[subject.id],
        reason=stored_reason(evaluation.reason),
        change=before[subject.id] - place if place is not None and subject.id in before else None,
        decided=run.decided.get(subject.id),
    )


def _reached(scorer: Scorer, evaluation: Evaluation, *, gives_class: bool) -> Reached:
    found = scorer.classify(evaluation, gives_class=gives_class)
    code = found.proposed.code if found.proposed else found.outcome
    band = found.band.code if found.band else None
    failed: list[int | str] = []
    if found.band is not None:
        failed += [place for place, one in enumerate(found.band.conditions) if one in found.failed]
    if found.note:
        failed.append(found.note)
    return reached(scorer.scheme, code, band, failed)


def previous_ranks(
    register: Register, key: PeriodKey, scheme: str, before: int | None = None
) -> dict[int, int]:
    """Return the ranks of the period of the same kind just before, as closed; `before` as in counting.scope_of."""
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
