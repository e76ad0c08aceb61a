"""What is supposed of tasks, carried out in temp tables under the rules of log, review and extend."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from tasktrack.domain.dates import day_text
from tasktrack.domain.progress import NewEntry
from tasktrack.domain.reopening import TASK_FACTS, YES_NO, FactChange, FactValue, TaskChange
from tasktrack.errors import Invalid, NotFound, PeriodClosed
from tasktrack.i18n import _
from tasktrack.services import progress, window
from tasktrack.services.counting import Ground
from tasktrack.services.simulate_plans import Plan
from tasktrack.store import simulate as store
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import day

State = Mapping[str, str | int | None]
_DAYS = ("due_on", "done_on", "completed_on", "last_on")


def carry_out(register: Register, plans: Sequence[Plan], ground: Ground) -> dict[int, tuple[State, State]]:
    """Edit temp.task_state as if the plans were written; return by task its state before and after.

    A task that is not there by that day has neither and is left as it is.
    """
    db, ids = register.db, [plan.row["id"] for plan in plans]
    store.copy_books(db, ids)
    before = _states(register, ids, ground)
    for plan in plans:
        if plan.row["id"] in before:
            _suppose(register, plan, ground)
    after = _states(register, ids, ground)
    for task in before:
        altered = {name: value for name, value in after[task].items() if value != before[task][name]}
        store.edit(db, task, altered)
    for plan in plans:
        if plan.supposed.dropped:
            _refuse_last_part(register, plan.row)
    return {task: (before[task], after[task]) for task in before}


def _states(
    register: Register, tasks: Sequence[int], ground: Ground
) -> dict[int, dict[str, str | int | None]]:
    needs_review = register.settings.yes("done_needs_review")
    if ground.closed is not None:
        needs_review = json.loads(ground.closed.settings).get("done_needs_review") == "yes"
    return store.states(register.db, tasks, ground.as_of, done_needs_review=needs_review)


def _suppose(register: Register, plan: Plan, ground: Ground) -> None:
    db, task, supposed = register.db, plan.row["id"], plan.supposed
    if supposed.dropped:
        store.withdraw(db, task, ground.as_of)
        return
    if supposed.returned:
        store.add_verdict(db, _judged(register, plan, ground)[0], ground.as_of, "returned")
    if supposed.due_on or supposed.done_on:
        _refuse_state(plan, _states(register, [task], ground)[task])
    if supposed.due_on:
        store.extend(db, task, ground.as_of, supposed.due_on)
    reported = _add_entry(register, plan, ground)
    if supposed.judged:
        entry, on = reported or _judged(register, plan, ground)
        _refuse_no_delay(plan, on)
        if supposed.accepted or supposed.excused:
            store.add_verdict(db, entry, ground.as_of, "accepted", objective=supposed.excused)
        for _number in range(supposed.failed):
            store.add_verdict(db, entry, ground.as_of, "failed")


def _add_entry(register: Register, plan: Plan, ground: Ground) -> tuple[int, date] | None:
    """Suppose what is logged; return the entry when it reports the task done, for it is the one to be judged."""
    supposed = plan.supposed
    if supposed.done_on is None and supposed.quantity is None:
        return None
    on = supposed.on or ground.as_of
    if ground.closed is None:
        window.refuse_closed(register, on)
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


def _judged(register: Register, plan: Plan, ground: Ground) -> tuple[int, date]:
    """Return the entry that a verdict would be on; raise PeriodClosed when it can no longer be judged."""
    code = plan.row["code"]
    found = store.judged(register.db, plan.row["id"], ground.as_of)
    if found is None:
        raise NotFound(
            _("Task {code} has no entry to review yet.").format(code=code),
            _("Suppose also that it is done: --done {code}=DATE.").format(code=code),
        )
    on = found[1]
    if ground.closed is not None and on in ground.window:
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


def uncounted(
    register: Register,
    plan: Plan,
    ground: Ground,
    scheme: str,
    states: Mapping[int, tuple[State, State]],
) -> Invalid:
    """Refuse a task that the period counts neither before nor after, and say why."""
    return Invalid(
        _("Task {code} is not counted in {key} by the scheme {scheme}.").format(
            code=plan.row["code"], key=ground.period.key, scheme=scheme
        ),
        _why(register, plan.row, ground, states.get(plan.row["id"])),
        code="not-counted",
    )


def _why(register: Register, row: Row, ground: Ground, states: tuple[State, State] | None) -> str:
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
    if due and due > ground.window.cut_on:
        return _("It is due on {day}, after the last day that the period counts, {cut}.").format(
            day=day_text(due), cut=day_text(ground.window.cut_on)
        )
    if state["state"] in ("withdrawn", "proposed", "suspended"):
        return _("It is withdrawn, suspended or not yet approved; see 'tasktrack task show {code}'.").format(
            code=row["code"]
        )
    if completed and completed < ground.window.from_on:
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


def warnings(plans: Sequence[Plan], states: Mapping[int, tuple[State, State]]) -> Iterator[str]:
    """Warn of tasks that would be done with less than was assigned."""
    for plan in plans:
        after, assigned = states[plan.row["id"]][1], plan.row["assigned_quantity"]
        quantity = after["quantity"]
        if plan.supposed.done_on and quantity is not None and int(quantity) < int(assigned):
            yield _(
                "{code} is done with less than was assigned: only what is logged counts; --quantity adds."
            ).format(code=plan.row["code"])
