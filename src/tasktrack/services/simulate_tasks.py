"""What is supposed of tasks, read and carried out in temp tables under the rules of log, review and extend."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.period_state import DataWindow
from tasktrack.domain.progress import NewEntry
from tasktrack.domain.reopening import TASK_FACTS, YES_NO, FactChange, FactValue, TaskChange
from tasktrack.domain.simulation import Asked, Supposed
from tasktrack.errors import Invalid, NotFound, PeriodClosed, UsageFault
from tasktrack.i18n import _
from tasktrack.services import inputs, lookup, progress, window
from tasktrack.store import simulate as store
from tasktrack.store.closing import Closing
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import day

State = Mapping[str, str | int | None]
_DAYS = ("due_on", "done_on", "completed_on", "last_on")


class Plan(NamedTuple):
    """A task with what is supposed of it."""

    row: Row
    supposed: Supposed


class Stage(NamedTuple):
    """Where it is supposed: a period by its key and data window as of a day, over the books or over a closing."""

    key: str
    window: DataWindow
    as_of: date
    record: Closing | None


def pairs(words: Sequence[str], form: str) -> Iterator[tuple[str, str]]:
    """Split NAME=VALUE at its last `=`; raise UsageFault for what is not of the form."""
    for text in words:
        name, equals, value = text.rpartition("=")
        if not (equals and name.strip() and value.strip()):
            raise UsageFault(
                _("{value!r} is not of the form {form}.").format(value=text, form=form),
                _("Write both with = between them, without blanks."),
            )
        yield name.strip(), value.strip()


class _Plans:
    """Gathers what is supposed of each task, by whatever word it is named."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.found: dict[int, Plan] = {}

    def say(self, word: str, option: str, *, again: bool = False, **said: object) -> None:
        row = lookup.task(self.register, word)
        plan = self.found.get(row["id"], Plan(row, Supposed()))
        if not again and any(getattr(plan.supposed, name) not in (None, False, 0) for name in said):
            raise UsageFault(
                _("{option} is given twice for task {code}.").format(option=option, code=row["code"]),
                _("Leave one of them out."),
            )
        self.found[row["id"]] = plan._replace(supposed=plan.supposed._replace(**said))

    def failed(self, word: str) -> None:
        """Count one more failed review: each takes its own share away."""
        row = lookup.task(self.register, word)
        before = self.found[row["id"]].supposed.failed if row["id"] in self.found else 0
        self.say(word, "--fail", again=True, failed=before + 1)


def read(register: Register, asked: Asked, days: DataWindow) -> list[Plan]:
    """Return what is supposed of each task; a day before the window is said on the window's first day.

    Raise UsageFault for what contradicts itself, NotFound for tasks that are not there, Invalid for days after
    the cut.
    """
    plans = _Plans(register)
    for word in asked.returned:
        plans.say(word, "--return", returned=True)
    for word, text in pairs(asked.extend, "TASK=DATE"):
        plans.say(word, "--extend", due_on=lookup.a_day(register, text))
    for word, text in pairs(asked.quantity, "TASK=Q"):
        plans.say(word, "--quantity", quantity=inputs.done_quantity(text))
    for word, text in pairs(asked.done, "TASK=DATE"):
        done_on = lookup.a_day(register, text)
        plans.say(word, "--done", done_on=done_on, on=max(done_on, days.from_on))
    for word in asked.accept:
        plans.say(word, "--accept", accepted=True)
    for word in asked.fail:
        plans.failed(word)
    for word in asked.excuse:
        plans.say(word, "--excuse", excused=True)
    for word in asked.drop:
        plans.say(word, "--drop", dropped=True)
    for plan in plans.found.values():
        _refuse_contradiction(plan)
        _refuse_late(plan, days)
    return list(plans.found.values())


def _refuse_contradiction(plan: Plan) -> None:
    if plan.supposed.dropped and plan.supposed != Supposed(dropped=True):
        raise UsageFault(
            _("Of task {code} it is supposed that it is withdrawn, and more.").format(code=plan.row["code"]),
            _("Give --drop alone, or leave it out."),
        )


def _refuse_late(plan: Plan, days: DataWindow) -> None:
    on = plan.supposed.on
    if on is not None and on > days.cut_on:
        raise Invalid(
            _("{day} lies after {cut}, the last day that the period counts.").format(
                day=day_text(on), cut=day_text(days.cut_on)
            ),
            _("Give a day up to it; what comes later belongs to the next period."),
            field="done",
        )


def carry_out(register: Register, plans: Sequence[Plan], stage: Stage) -> dict[int, tuple[State, State]]:
    """Edit temp.task_state as if the plans were written; return by task its state before and after.

    A task that is not there by that day has neither and is left as it is.
    """
    db, ids = register.db, [plan.row["id"] for plan in plans]
    store.copy_books(db, ids)
    before = _states(register, ids, stage)
    for plan in plans:
        if plan.row["id"] in before:
            _suppose(register, plan, stage)
    after = _states(register, ids, stage)
    for task in before:
        altered = {name: value for name, value in after[task].items() if value != before[task][name]}
        store.edit(db, task, altered)
    for plan in plans:
        if plan.supposed.dropped:
            _refuse_last_part(register, plan.row)
    return {task: (before[task], after[task]) for task in before}


def _states(register: Register, tasks: Sequence[int], stage: Stage) -> dict[int, dict[str, str | int | None]]:
    needs_review = register.settings.yes("done_needs_review")
    if stage.record is not None:
        needs_review = json.loads(stage.record.settings).get("done_needs_review") == "yes"
    return store.states(register.db, tasks, stage.as_of, done_needs_review=needs_review)


def _suppose(register: Register, plan: Plan, stage: Stage) -> None:
    db, task, supposed = register.db, plan.row["id"], plan.supposed
    if supposed.dropped:
        store.withdraw(db, task, stage.as_of)
        return
    if supposed.returned:
        store.add_verdict(db, _judged(register, plan, stage)[0], stage.as_of, "returned")
    if supposed.due_on or supposed.done_on:
        _refuse_state(plan, _states(register, [task], stage)[task])
    if supposed.due_on:
        store.extend(db, task, stage.as_of, supposed.due_on)
    entry = _add_entry(register, plan, stage)
    if supposed.judged:
        entry, on = entry or _judged(register, plan, stage)
        _refuse_no_delay(plan, on)
        if supposed.accepted or supposed.excused:
            store.add_verdict(db, entry, stage.as_of, "accepted", objective=supposed.excused)
        for _number in range(supposed.failed):
            store.add_verdict(db, entry, stage.as_of, "failed")


def _add_entry(register: Register, plan: Plan, stage: Stage) -> tuple[int, date] | None:
    """Suppose what is logged; return the entry when it reports the task done, for it is the one to be judged."""
    supposed = plan.supposed
    if supposed.done_on is None and supposed.quantity is None:
        return None
    on = supposed.on or stage.as_of
    progress.check_days(date.fromisoformat(plan.row["assigned_on"]), NewEntry(on, supposed.done_on))
    number = store.add_entry(register.db, plan.row["id"], on, supposed.done_on, supposed.quantity)
    return (number, on) if supposed.done_on else None


def _refuse_state(plan: Plan, state: State) -> None:
    """Raise Invalid for a task that is done already, or that takes no entry; for a due date that does not move."""
    code, supposed = plan.row["code"], plan.supposed
    if state["state"] == "done":
        raise Invalid(
            _("Task {code} is done already.").format(code=code),
            _("Leave it out, or suppose first that it is returned: --return {code}.").format(code=code),
            code="already-done",
        )
    if supposed.done_on is not None:
        said = NewEntry(supposed.on or supposed.done_on, supposed.done_on)
        progress.check_state(code, str(state["state"]), said)
    if supposed.due_on is None:
        return
    due = day(str(state["due_on"])) if state["due_on"] else None
    if due is None:
        raise Invalid(_("Task {code} has no due date.").format(code=code), _("Leave --extend out."))
    if supposed.due_on <= due:
        raise Invalid(
            _("{day} is not later than {due}, when task {code} is due now.").format(
                day=day_text(supposed.due_on), due=day_text(due), code=code
            ),
            _("Give a later day."),
            field="extend",
        )


def _judged(register: Register, plan: Plan, stage: Stage) -> tuple[int, date]:
    """Return the entry that a verdict would be on; raise PeriodClosed when it can no longer be judged."""
    code = plan.row["code"]
    found = store.judged(register.db, plan.row["id"], stage.as_of)
    if found is None:
        raise NotFound(
            _("Task {code} has no entry to review yet.").format(code=code),
            _("Suppose also that it is done: --done {code}=DATE.").format(code=code),
        )
    on = found[1]
    if stage.record is not None and on in stage.window:
        return found
    if key := window.closed_around(register, on):
        raise PeriodClosed(
            _("The entry of {day} lies in period {key}, which is closed: it can no longer be judged.").format(
                day=day_text(on), key=key
            ),
            _("Simulate that period, or suppose that it is done once more."),
        )
    window.refuse_closed(register, on)
    return found


def _refuse_no_delay(plan: Plan, on: date) -> None:
    due = plan.supposed.due_on or day(plan.row["due_on"])
    if plan.supposed.excused and due and on < due:
        raise Invalid(
            _("The entry speaks for {day}, before the task was due: there is no delay to excuse.").format(
                day=day_text(on)
            ),
            _("Leave --excuse out."),
        )


def _refuse_last_part(register: Register, row: Row) -> None:
    """Raise Invalid when a whole would be counted again, for its last part is withdrawn."""
    if row["parent"] is None or store.parts(register.db, row["parent"]):
        return
    raise Invalid(
        _("Task {code} is the last part of a whole, which would be counted in its place.").format(
            code=row["code"]
        ),
        _("Keep one of the parts."),
    )


def refuse_uncounted(
    register: Register,
    plan: Plan,
    stage: Stage,
    scheme: str,
    states: Mapping[int, tuple[State, State]],
) -> None:
    """Raise Invalid for a task that the period counts neither before nor after, and say why."""
    raise Invalid(
        _("Task {code} is not counted in {key} by the scheme {scheme}.").format(
            code=plan.row["code"], key=stage.key, scheme=scheme
        ),
        _why(register, plan.row, stage, states.get(plan.row["id"])),
        code="not-counted",
    )


def _why(register: Register, row: Row, stage: Stage, states: tuple[State, State] | None) -> str:
    if states is None:
        return _("It was assigned on {day}, later than the day of the simulation.").format(
            day=day_text(date.fromisoformat(row["assigned_on"]))
        )
    if not store.is_known(register.db, row["id"]):
        if codes := store.parts(register.db, row["id"]):
            return _("Its parts are counted: {codes}.").format(codes=", ".join(codes))
        return _("See it with: tasktrack task show {code}.").format(code=row["code"])
    state = states[1]
    due, completed = (day(str(state[name])) if state[name] else None for name in ("due_on", "completed_on"))
    if due and due > stage.window.cut_on:
        return _("It is due on {day}, after the last day that the period counts, {cut}.").format(
            day=day_text(due), cut=day_text(stage.window.cut_on)
        )
    if state["state"] in ("withdrawn", "proposed", "suspended"):
        return _("It is withdrawn, suspended or not yet approved; see 'tasktrack task show {code}'.").format(
            code=row["code"]
        )
    if completed and completed < stage.window.from_on:
        return _("It was reported done on {day}, before the period.").format(day=day_text(completed))
    if due is None and completed is None:
        return _("It has no due date and is not done.")
    return _("It belongs to nobody whom the scheme scores; see 'tasktrack task show {code}'.").format(
        code=row["code"]
    )


def changed(plan: Plan, states: tuple[State, State], counted: tuple[set[int], set[int]]) -> TaskChange:
    """Tell what became another of a task, and whether it is counted before and after."""
    before, after = states
    how = "changed" if all(counted) else "added" if counted[1] else "gone"
    facts = tuple(
        FactChange(name, _value(name, before[name]), _value(name, after[name]))
        for name in TASK_FACTS
        if name in before and name != "last_on" and before[name] != after[name]
        if not (name == "completed_on" and after[name] == after["done_on"])
    )
    row = plan.row
    return TaskChange(row["code"], row["title"], "", how, frozenset(counted[0] | counted[1]), facts)


def _value(name: str, stored: str | int | None) -> FactValue:
    if stored is None:
        return None
    if name in YES_NO:
        return bool(stored)
    if name in _DAYS:
        return day(str(stored))
    scale = TASK_FACTS[name]
    return Fraction(int(stored), scale) if scale > 1 else stored


def part_done(row: Row, after: State) -> str:
    """Warn of a task that would be done with less than was assigned."""
    quantity, assigned = after["quantity"], row["assigned_quantity"]
    if after["state"] != "done" or quantity is None or int(quantity) >= int(assigned):
        return ""
    return _(
        "{code} is done with less than was assigned: only what is logged counts; --quantity adds."
    ).format(code=row["code"])
