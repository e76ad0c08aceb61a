"""The lines of a ranked table: classes and places of what was evaluated."""

from collections.abc import Mapping, Sequence

from tasktrack.domain.period import PeriodKey, previous
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import Line, RankRow, Reached, Subject, stored_reason
from tasktrack.domain.ranking import reached as in_words
from tasktrack.domain.score_lines import ScoreLine
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.domain.text import sort_key
from tasktrack.services.classing import Run
from tasktrack.store import closing
from tasktrack.store import period as periods
from tasktrack.store.register import Register


def rows(scorer: Scorer, run: Run, before: Mapping[int, int]) -> tuple[RankRow, ...]:
    """Rank everybody of a run; `before` are the ranks of the period before."""
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


def reached(scorer: Scorer, evaluation: Evaluation, *, gives_class: bool) -> Reached:
    """Return where an evaluation falls as it stands alone: band, conditions, vetoes and gates."""
    found = scorer.classify(evaluation, gives_class=gives_class)
    code = found.proposed.code if found.proposed else found.outcome
    band = found.band.code if found.band else None
    failed: list[int | str] = []
    if found.band is not None:
        failed += [place for place, one in enumerate(found.band.conditions) if one in found.failed]
    if found.note:
        failed.append(found.note)
    return in_words(scorer.scheme, code, band, failed)


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


def line(one: ScoreLine, remark: str | None) -> Line:
    """Return a line as it is explained and frozen."""
    return Line(
        code=one.code,
        label=one.label(),
        level=one.level,
        source=one.source,
        formula=one.formula,
        substituted=one.substituted,
        value=one.value,
        points=one.points,
        maximum=one.maximum,
        reason=stored_reason(one.reason, remark),
        kind=one.kind,
    )
