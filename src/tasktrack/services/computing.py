"""Compute schemes over a data window: facts, measures, marks, scores, classes, ranks."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from tasktrack.domain import quota_scope
from tasktrack.domain.fact_scope import FactScope
from tasktrack.domain.interpreter import Value
from tasktrack.domain.marks import Owner
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.quota import Quota
from tasktrack.domain.ranking import Line, RankRow, Subject, Unranked
from tasktrack.domain.related import Outcome
from tasktrack.domain.roll import CIVIL_SERVANT, Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.score_lines import score_lines
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.domain.settings import Settings as OfficeSettings
from tasktrack.domain.updating import Asked
from tasktrack.services import (
    classing,
    composing,
    counter_facts,
    counting,
    dossier_facts,
    ranked,
    related,
    report_facts,
    roll,
    tally,
)
from tasktrack.services.classing import Run, Shares
from tasktrack.services.counting import Ground
from tasktrack.services.measuring import Marks, Measured, marks_of, measure
from tasktrack.services.related import Related
from tasktrack.services.scheme import Chosen, Settings
from tasktrack.services.subjects import is_there, scored, unranked
from tasktrack.services.window import base_kind
from tasktrack.store import closing, decision, facts, updates
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register
from tasktrack.store.rows import fraction


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
            ranked.line(line, remarks.get(line.code))
            for line in score_lines(self.scheme, self.evaluations[subject])
        ]


def fill(
    register: Register,
    window: DataWindow,
    as_of: date,
    settings: OfficeSettings | None = None,
    *,
    so_far: bool = False,
) -> None:
    """Derive temp.task_state and temp.task_update from the books; once for every scheme of a computation.

    By the settings that hold now, or others that held once. Before the cut no update lacks anything; `so_far`: say
    what would be lacking if it were now.
    """
    held = settings or register.settings
    facts.fill_from_books(register.db, as_of, done_needs_review=held.yes("done_needs_review"))
    fill_updates(register, window, as_of, held, so_far=so_far)


def fill_updates(
    register: Register, window: DataWindow, as_of: date, settings: OfficeSettings, *, so_far: bool = False
) -> None:
    """Derive temp.task_update anew for another window, over temp.task_state as it was filled."""
    updates.fill(register.db, asked_of(settings, window, as_of)._replace(so_far=so_far))


def fill_from_closing(register: Register, record: Closing) -> None:
    """Read temp.task_state and temp.task_update back from what a closing froze."""
    facts.fill_from_closing(register.db, record.period, record.revision)
    updates.fill_from_closing(register.db, record.period, record.revision)


def asked_of(settings: OfficeSettings, window: DataWindow, as_of: date) -> Asked:
    """Return what the office asks of the updates of a window."""
    return Asked(
        window.from_on,
        window.cut_on,
        as_of,
        tuple(settings["update_needs"].split()),
        settings.number("update_max_age"),
        settings.number("cadence_days"),
        window.locks_on,
    )


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
        self.taken_over = tally.successions(register.db, self.concluded, window.cut_on)
        self.outcomes: dict[str, dict[int, Outcome]] = {}
        self.related = Related(
            self.roll,
            self.outcomes,
            roll.months(register, ground.period),
            report_facts.read(register, schemes, ground),
            counter_facts.read(register, schemes, ground),
            dossier_facts.read(register, chosen, ground, self.roll),
        )
        self.runs: dict[str, Run] = {}
        self.held: set[object] = set()
        self.measured: dict[str, Measured] = {}

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
        subjects = scored(self.register, self.roll, one, settings, self.ground)
        decided = decision.in_force(self.register.db, period.id, one.code)
        gives_class = period.key.kind in one.classify
        run = self.runs[one.code] = Run(one, settings, list(subjects.values()), decided, gives_class)
        measured = self.measured[one.code] = self._measured(one, settings)
        outcomes = self.outcomes[one.code] = {}
        scorer = Scorer(one, settings)
        evaluate = self._composer(scorer, measured, subjects) or self._evaluator(scorer, measured, subjects)
        from_on = self.ground.window.from_on
        tallies = tally.count(one, settings, self.roll, self.concluded, from_on, self.taken_over)
        for subject in self._in_order(one, subjects):
            known = self.related.facts(one, subject, tallies) if is_there(self.roll, one, subject) else {}
            evaluation = run.evaluations[subject] = evaluate(subject, known)
            run.reached[subject] = ranked.reached(scorer, evaluation, gives_class=gives_class)
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
        self, scorer: Scorer, measured: "Measured", subjects: Collection[int]
    ) -> "_Evaluate | None":
        """Return what evaluates a subject from the parts of the period; None where it is reckoned anew."""
        if not self._is_composed(scorer.scheme):
            return None
        parts = composing.parts_of(self.register, self.ground.period, scorer.scheme, subjects, measured.marks)
        return lambda subject, known: scorer.compose(parts[subject], known)

    def _evaluator(
        self, scorer: Scorer, measured: "Measured", subjects: Mapping[int, Subject]
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

    def _measured(self, one: Scheme, settings: Settings) -> "Measured":
        register, ground = self.register, self.ground
        before = ground.closed.seq if ground.closed else None
        scope = counting.scope_of(
            register, ground.period, ground.window, ground.as_of, settings, before=before
        )._replace(updates=one.reads_updates)
        measures, tasks = ({}, {}) if self._is_composed(one) else measure(register, one, scope)
        marks, remarks = marks_of(register, ground.period, one)
        for subject, instead in self.given.get(one.code, {}).items():
            marks[subject] = {**marks.get(subject, {}), **instead}
        return Measured(scope, measures, tasks, marks, remarks)

    def _read_used(self, one: Scheme) -> None:
        """Take the results of used schemes that this computation does not run: those that are closed."""
        for code in one.uses:
            if code not in self.runs and code not in self.outcomes:
                self.outcomes[code] = _closed_outcomes(self.register, self.ground.period, code, self.roll)

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
                    self._hold(quota, list(quota_scope.in_order(quota, self.runs)))

    def _hold(self, quota: Quota, runs: Sequence[Run]) -> None:
        declares = next(run for run in runs if quota in run.scheme.quotas)
        usual = declares.settings["quota_share"].value
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
        changes = ranked.previous_ranks(self.register, ground.period.key, run.scheme.code, before)
        rows = ranked.rows(Scorer(run.scheme, run.settings), run, changes)
        left = unranked(self.register, self.roll, run, ground.window, measured.tasks)
        return Computation(
            run.scheme,
            run.settings,
            measured.scope,
            rows,
            run.evaluations,
            measured.remarks,
            left,
            run.gives_class,
        )


_Evaluate = Callable[[int, Mapping[str, Value]], Evaluation]


def _closed_outcomes(register: Register, period: Period, code: str, people: Roll) -> dict[int, Outcome]:
    """Return what a closing of the period, or of the office's own of the same key, said by a scheme."""
    own = PeriodKey(period.key.kind, period.key.year, period.key.number)
    found = periods.find(register.db, own) if period.key.people else period
    if found is None or not found.closed:
        return {}
    decided = decision.in_force(register.db, found.id, code)
    by_officer = {one.officer: one.category == CIVIL_SERVANT for one in people.people.values()}
    is_of_officers = any(
        kept.code == code and kept.subject_kind == "officer"
        for kept in closing.schemes(register.db, found.id, found.revision)
    )
    return {
        row["subject"]: Outcome(
            fraction(row["score"]),
            decided[row["subject"]].code if row["subject"] in decided else row["class"],
            by_officer.get(row["subject"], True) if is_of_officers else True,
        )
        for row in closing.rank_rows(register.db, found.id, found.revision, code)
    }
