"""What if: the score, class and rank that would follow from edits that nobody writes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.ranking import COMPUTED, OPEN, Basis, RankRow
from tasktrack.domain.reopening import TaskChange
from tasktrack.domain.simulation import Asked, LineChange, Others, Simulation
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _, language
from tasktrack.services import (
    computing,
    lookup,
    score,
    simulate_given,
    simulate_plans,
    simulate_tasks,
    simulate_where,
    window,
)
from tasktrack.services.computing import Computation
from tasktrack.services.counting import Ground
from tasktrack.services.measuring import Marks
from tasktrack.services.simulate_plans import Plan
from tasktrack.services.simulate_tasks import State
from tasktrack.services.simulate_where import Where
from tasktrack.store import closing, facts
from tasktrack.store import simulate as store
from tasktrack.store.register import Register
from tasktrack.store.rows import fraction

__all__ = ["Asked", "simulate"]

_PLACES = 2


class _Computed(NamedTuple):
    """The table in question, and by task for whom some scheme counts it."""

    table: Computation
    counted: Mapping[int, set[int]]

    def row(self, subject: int) -> RankRow | None:
        return next((row for row in self.table.rows if row.subject.id == subject), None)


def simulate(
    register: Register,
    code: str,
    text: str | None = None,
    name: str | None = None,
    asked: Asked | None = None,
) -> Simulation:
    """Return a subject's score as it is and as it would be; nothing is written.

    Of an open period over the books, as of today or the last day supposed, up to the cut; of a closed one over
    what it froze. Everybody is computed twice, so that ranks, quotas and heads follow.
    """
    asked = asked or Asked()
    where = simulate_where.find(register, code, text, name)
    plans = simulate_plans.read(register, asked, where.window)
    _refuse_composed(register, where, plans)
    chosen, settings = simulate_given.with_settings(where.chosen, where.one.code, asked.setting)
    ground = Ground(where.period, where.window, _as_of(register, where, plans), where.record)
    ids = [plan.row["id"] for plan in plans]

    _fill(register, ground)
    before = _compute(register, where, ground, ids)
    row = _row_of(register, where, before.table, code)
    subject = row.subject.id
    marks, marked = simulate_given.read_marks(register, where, subject, asked.mark)
    states = simulate_tasks.carry_out(register, plans, ground) if plans else {}
    given = {subject: marks} if marks else None
    after = _compute(register, where._replace(chosen=chosen), ground, ids, given)
    return Simulation(
        _basis(where, ground),
        where.record.revision if where.record else None,
        ground.as_of > register.clock.today(),
        row,
        _still(after, where, row),
        _lines(before.table, after.table, subject),
        tuple(_changed(register, plans, states, (before, after), ground)),
        marked,
        settings,
        _others(before, after, subject),
        (*_not_as_closed(register, where, row), *simulate_tasks.warnings(plans, states)),
    )


def _compute(
    register: Register, where: Where, ground: Ground, tasks: Sequence[int], given: Marks | None = None
) -> _Computed:
    computed = computing.compute(register, ground, where.chosen, {where.one.code: given} if given else None)
    main = next(each for each in computed if each.scheme.code == where.one.code)
    return _Computed(main, _counted(register, computed, tasks))


def _basis(where: Where, ground: Ground) -> Basis:
    record = where.record
    return score.basis_of(
        where.period,
        where.window,
        ground.as_of,
        where.one,
        state=COMPUTED if record else OPEN,
        revision=record.revision if record else where.period.revision,
    )


def _changed(
    register: Register,
    plans: Sequence[Plan],
    states: Mapping[int, tuple[State, State]],
    sides: tuple[_Computed, _Computed],
    ground: Ground,
) -> list[TaskChange]:
    """Tell what became of the tasks; raise Invalid for one that nobody's score counts."""
    found = []
    for plan in plans:
        task = plan.row["id"]
        before, after = (side.counted.get(task, set()) for side in sides)
        if not before and not after:
            raise simulate_tasks.uncounted(register, plan, ground, sides[0].table.scheme.code, states)
        found.append(simulate_tasks.changed(plan, states[task], (before, after)))
    return found


def _still(after: _Computed, where: Where, row: RankRow) -> RankRow:
    if found := after.row(row.subject.id):
        return found
    raise Invalid(
        _("{code} would not be scored in {key} any more.").format(
            code=row.subject.code, key=where.period.key
        ),
        _("Leave the setting out by which the scheme scores others."),
    )


def _refuse_composed(register: Register, where: Where, plans: Sequence[Plan]) -> None:
    """Raise Invalid when tasks are supposed of a period whose score is made of those of its parts."""
    if plans and where.composed(register):
        raise Invalid(
            _("The score of {key} is made of those of its parts; tasks count in these.").format(
                key=where.period.key
            ),
            _("Simulate a part, or suppose its score: --mark KEY=POINTS."),
        )


def _as_of(register: Register, where: Where, plans: Sequence[Plan]) -> date:
    """Return the day of the simulation: that of the closing, else today or the last day supposed."""
    if where.record is not None:
        return date.fromisoformat(where.record.as_of)
    said = [plan.supposed.on for plan in plans if plan.supposed.on is not None]
    return max(window.report_date(register, where.period), *said, date.min)


def _fill(register: Register, ground: Ground) -> None:
    if ground.closed is not None:
        computing.fill_from_closing(register, ground.closed)
    else:
        computing.fill(register, ground.window, ground.as_of)


def _row_of(register: Register, where: Where, table: Computation, code: str) -> RankRow:
    if row := _coded(table, code):
        return row
    is_unit = where.one.subject == "unit"
    subject = lookup.unit(register, code) if is_unit else lookup.officer(register, code)
    if row := _coded(table, subject.code):
        return row
    key = where.period.key
    raise NotFound(
        _("{code} ({name}) is not scored in {key}.").format(code=subject.code, name=subject.name, key=key),
        _("See who is: tasktrack score list {key}.").format(key=key),
    )


def _coded(table: Computation, code: str) -> RankRow | None:
    return next((row for row in table.rows if row.subject.code.casefold() == code.casefold()), None)


def _counted(
    register: Register, computed: Sequence[Computation], tasks: Sequence[int]
) -> dict[int, set[int]]:
    """Return by task for whom some scheme of a computation counts it."""
    found: dict[int, set[int]] = {}
    for each in computed if tasks else ():
        if each.scheme.index_only:
            continue
        facts.define_task_fact(register.db, each.scope)
        for task, subjects in store.subjects_counted(register.db, tasks).items():
            found.setdefault(task, set()).update(subjects)
    return found


def _lines(before: Computation, after: Computation, subject: int) -> tuple[LineChange, ...]:
    """Return the lines whose value or maximum would be another."""
    was = {line.code: line for line in before.lines(subject)}
    found = ((was[line.code], line) for line in after.lines(subject) if line.code in was)
    return tuple(
        LineChange(old, new) for old, new in found if (old.value, old.maximum) != (new.value, new.maximum)
    )


def _others(before: _Computed, after: _Computed, subject: int) -> Others:
    rows = {row.subject.id: row for row in after.table.rows}
    pairs = [(row, rows.get(row.subject.id)) for row in before.table.rows if row.subject.id != subject]
    return Others(
        sum(new is None or (old.rank, old.tied) != (new.rank, new.tied) for old, new in pairs),
        sum(new is None or old.reached.code != new.reached.code for old, new in pairs),
    )


def _not_as_closed(register: Register, where: Where, row: RankRow) -> tuple[str, ...]:
    """Say when what is computed over a closing is no longer what the closing said."""
    if where.record is None:
        return ()
    key = (where.record.period, where.record.revision, where.one.code)
    frozen = next(
        (one for one in closing.rank_rows(register.db, *key) if one["subject"] == row.subject.id), None
    )
    score_then = fraction(frozen["score"]) if frozen else row.score
    if score_then == row.score:
        return ()
    texts = [
        "–" if each is None else decimal_text(each, _PLACES, language=language())
        for each in (score_then, row.score)
    ]
    return (
        _(
            "The closing has {then}; computed now over its facts it is {now}, for something was concluded later."
        ).format(then=texts[0], now=texts[1]),
    )
