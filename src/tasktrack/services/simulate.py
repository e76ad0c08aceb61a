"""What if: the score, class and rank that would follow from edits that nobody writes."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.ranking import COMPUTED, OPEN, RankRow
from tasktrack.domain.reopening import TaskChange
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.simulation import Asked, LineChange, Others, Simulation
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _, language
from tasktrack.services import (
    choosing,
    computing,
    lookup,
    period,
    roll,
    scheme,
    score,
    simulate_given,
    simulate_tasks,
    window,
)
from tasktrack.services.computing import Computation, Ground
from tasktrack.services.scheme import Chosen
from tasktrack.services.simulate_tasks import Plan, Stage
from tasktrack.store import closing, facts, officer, unit
from tasktrack.store import simulate as store
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register
from tasktrack.store.rows import fraction

_NOBODY: set[int] = set()
_PLACES = 2


class _Setting(NamedTuple):
    """Where it is simulated: a period over its books or over its closing, and the schemes as they stand."""

    period: Period
    record: Closing | None
    window: DataWindow
    one: Scheme
    chosen: Chosen


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
    found = period.named(register, text, f"score simulate {code}")
    record = closing.find(register.db, found.id, found.revision) if found.closed else None
    where = _setting(register, found, record, code, name)
    plans = simulate_tasks.read(register, asked, where.window)
    _refuse_composed(register, where, plans)
    as_of = _as_of(register, where, plans)
    chosen, settings = simulate_given.with_settings(where.chosen, where.one.code, asked.setting)

    ground = Ground(found, where.window, as_of, record)
    _fill(register, ground)
    before = computing.compute(register, ground, where.chosen)
    row = _row_of(register, where, _main(before, where), code)
    marks, marked = simulate_given.read_marks(register, found, where.one, row.subject.id, asked.mark)
    stage = Stage(str(found.key), where.window, as_of, record)
    tasks, warnings, after = _edited(register, where, ground, stage, plans, before, chosen, row, marks)

    old, new = _main(before, where), _main(after, where)
    rows = {one.subject.id: one for one in new.rows}
    return Simulation(
        score.basis_of(
            found,
            where.window,
            as_of,
            where.one,
            state=COMPUTED if record else OPEN,
            revision=record.revision if record else found.revision,
        ),
        record.revision if record else None,
        as_of > register.clock.today(),
        row,
        rows[row.subject.id],
        _lines(old, new, row.subject.id),
        tasks,
        marked,
        settings,
        _others(old.rows, rows, row.subject.id),
        (*_not_as_closed(register, where, row), *warnings),
    )


def _edited(
    register: Register,
    where: _Setting,
    ground: Ground,
    stage: Stage,
    plans: Sequence[Plan],
    before: Sequence[Computation],
    chosen: Chosen,
    row: RankRow,
    marks: simulate_given.Marks,
) -> tuple[tuple[TaskChange, ...], tuple[str, ...], list[Computation]]:
    """Carry out what is supposed and compute again; raise Invalid for tasks that nobody's score counts."""
    ids = [plan.row["id"] for plan in plans]
    counted = _counted(register, before, ids)
    states = simulate_tasks.carry_out(register, plans, stage) if plans else {}
    given = {row.subject.id: marks} if marks else None
    after = computing.compute(register, ground, chosen, given)
    still = _counted(register, after, ids)
    tasks = []
    for plan in plans:
        task = plan.row["id"]
        sides = counted.get(task, _NOBODY), still.get(task, _NOBODY)
        if not any(sides):
            simulate_tasks.refuse_uncounted(register, plan, stage, where.one.code, states)
        tasks.append(simulate_tasks.changed(plan, states[task], sides))
    warnings = (simulate_tasks.part_done(plan.row, states[plan.row["id"]][1]) for plan in plans)
    return tuple(tasks), tuple(filter(None, warnings)), after


def _setting(
    register: Register, found: Period, record: Closing | None, code: str, name: str | None
) -> _Setting:
    if record is None:
        days = window.data_window(register, found)
    else:
        days = DataWindow(date.fromisoformat(record.data_from), date.fromisoformat(record.cut_on))
    wanted = name or _scheme_of(register, found, record, days, code)
    chosen = _kept(register, record, wanted) if record else []
    if not chosen:
        chosen = (
            [scheme.find(register, wanted)]
            if found.key.kind == "week"
            else choosing.together(register, found.key, [wanted])
        )
    one = next(each for each, _settings in chosen if each.code == wanted)
    return _Setting(found, record, days, one, chosen)


def _kept(register: Register, record: Closing, wanted: str) -> Chosen:
    """Return the schemes of a closing as it kept them, when the one wanted is among them."""
    kept = closing.schemes(register.db, record.period, record.revision)
    if all(each.code != wanted for each in kept):
        return []
    found: Chosen = []
    for each in kept:
        one = scheme.frozen(each.text)
        given = {name: item["value"] for name, item in json.loads(each.settings).items() if item["given"]}
        found.append((one, one.with_settings(given)[0]))
    return found


def _scheme_of(register: Register, found: Period, record: Closing | None, days: DataWindow, code: str) -> str:
    """Return the scheme that scores a subject: of its closing, else of those that the office uses."""
    if record is not None or found.is_reopened:
        last = record.revision if record else found.revision - 1
        if kept := closing.scheme_with(register.db, found.id, last, code):
            return kept
    kind, number, subject = _who(register, days, code)
    fitting = [one for one in _usual(register, found.key) if one.subject == kind]
    if kind == "unit":
        return fitting[0].code if fitting else register.settings["scheme"]
    person = roll.read(register, days, record).people.get(number)
    if person is not None:
        fitting = [one for one in fitting if not one.positions or person.position in one.positions]
    if not fitting:
        raise Invalid(
            _("No scheme of the office scores {code} in {key}.").format(code=subject, key=found.key),
            _(
                "Name one with --scheme; the office's are set with: tasktrack config set people_schemes CODES."
            ),
        )
    return fitting[0].code


def _usual(register: Register, key: PeriodKey) -> list[Scheme]:
    people = register.settings["people_schemes"].replace(",", " ").split()
    names = dict.fromkeys((*choosing.usual(register, key), *people))
    found = [scheme.find(register, name)[0] for name in names]
    return [one for one in found if scheme.fits(one, key)]


def _who(register: Register, days: DataWindow, code: str) -> tuple[str, int, str]:
    """Return unit or officer, its id and its code; raise NotFound when there is neither."""
    if body := unit.find(register.db, code):
        return "unit", body.id, body.code
    if person := officer.find(register.db, code, days.cut_on):
        return "officer", person.id, person.code
    try:
        body = lookup.unit(register, code)  # by another name
    except NotFound as fault:
        raise NotFound(
            _("There is no unit or officer {code}.").format(code=shown(code)), fault.remedy
        ) from fault
    return "unit", body.id, body.code


def _refuse_composed(register: Register, where: _Setting, plans: Sequence[Plan]) -> None:
    """Raise Invalid when tasks are supposed of a period whose score is made of those of its parts."""
    key = where.period.key
    if plans and key.kind != "week" and where.one.composed(key.kind, window.base_kind(register)):
        raise Invalid(
            _("The score of {key} is made of those of its parts; tasks count in these.").format(key=key),
            _("Simulate a part, or suppose its score: --mark KEY=POINTS."),
        )


def _as_of(register: Register, where: _Setting, plans: Sequence[Plan]) -> date:
    """Return the day of the simulation: that of the closing, else today or the last day supposed."""
    if where.record is not None:
        return date.fromisoformat(where.record.as_of)
    said = [plan.supposed.on for plan in plans if plan.supposed.on is not None]
    return (
        max(window.report_date(register, where.period), *said)
        if said
        else window.report_date(register, where.period)
    )


def _fill(register: Register, ground: Ground) -> None:
    if ground.closed is not None:
        facts.fill_from_closing(register.db, ground.closed.period, ground.closed.revision)
    else:
        computing.fill(register, ground.as_of)


def _main(computed: Sequence[Computation], where: _Setting) -> Computation:
    return next(each for each in computed if each.scheme.code == where.one.code)


def _row_of(register: Register, where: _Setting, table: Computation, code: str) -> RankRow:
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
    """Return the lines whose value, maximum or reason would be another."""
    was = {line.code: line for line in before.lines(subject)}
    found = ((was[line.code], line) for line in after.lines(subject) if line.code in was)
    return tuple(
        LineChange(old, new)
        for old, new in found
        if (old.value, old.maximum, old.reason) != (new.value, new.maximum, new.reason)
    )


def _others(before: Sequence[RankRow], after: Mapping[int, RankRow], subject: int) -> Others:
    pairs = [(row, after[row.subject.id]) for row in before if row.subject.id != subject]
    return Others(
        sum((old.rank, old.tied) != (new.rank, new.tied) for old, new in pairs),
        sum(old.reached.code != new.reached.code for old, new in pairs),
    )


def _not_as_closed(register: Register, where: _Setting, row: RankRow) -> tuple[str, ...]:
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
