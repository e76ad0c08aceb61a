"""Record that units were urged about their tasks, or criticised for them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.reminder import Reminded, Urged, Urging
from tasktrack.domain.support import Part
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import grounds, lookup, report_lists, report_scope
from tasktrack.store import reminder, support, task_list
from tasktrack.store import task as tasks
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.rows import day

__all__ = ["Urging", "remind", "remind_overdue"]


def remind(register: Register, codes: Sequence[str], given: Urging) -> Reminded:
    """Record that the lead unit of each task, or a supporting one, was urged about it or criticised for it.

    It moves no figure of a period, so its day may lie in one that is closed. Raise Invalid for a task of which
    there is nothing to urge on that day, and for what is recorded already; then nothing is recorded.
    """
    _refuse_bare(given)
    with register.write(tidy(given.note)) as entry:
        on = _day(register, given)
        wanted = {row["id"]: row for row in (lookup.task(register, code) for code in codes)}
        urged = [_one(register, entry, row, on, given) for row in wanted.values()]
        return Reminded(_kind(given), on, urged)


def remind_overdue(register: Register, given: Urging) -> Reminded:
    """Record it for every task that is overdue on the day, of all units or of the one given, in one entry.

    Work reported done that awaits review is left out: nothing of it can be urged. So is what the same document
    urged on that day already.
    """
    if not tidy(given.document):
        raise UsageFault(_("Overdue tasks are urged by a document."), _("Give its number: --document NO."))
    _refuse_bare(given)
    with register.write(tidy(given.note)) as entry:
        on = _day(register, given)
        late = report_lists.late_on(register, report_scope.scope(register, unit=given.unit), on)
        lead_ids = {unit.code: unit.id for unit in units.every(register.db)}
        urged, left_out = [], []
        for row in late:
            whom = _Whom(row.id, row.title, lead_ids[row.lead], row.due_on)
            made = _recorded(register, entry, whom, on, given)
            if made is None:
                left_out.append(row.code)
            else:
                urged.append(made)
        return Reminded(_kind(given), on, urged, tuple(left_out))


class _Whom(NamedTuple):
    """A task and the unit that is urged about it, both by id, and when the task is due."""

    task: int
    title: str
    unit: int
    due_on: date | None


def _kind(given: Urging) -> str:
    return "criticism" if given.criticise else "reminder"


def _refuse_bare(given: Urging) -> None:
    """Raise UsageFault for a criticism without its document or without who gave it."""
    if given.criticise and not (tidy(given.document) and tidy(given.by)):
        raise UsageFault(_("A criticism needs its document and who gave it."), _("Give --document and --by."))


def _day(register: Register, given: Urging) -> date:
    return lookup.past_day(register, given.on, _("The day of the reminder"))


def _one(register: Register, entry: Entry, row: Row, on: date, given: Urging) -> Urged:
    code = row["code"]
    grounds.refuse_early(row, on, _("The day of the reminder"))
    needs_review = register.settings.yes("done_needs_review")
    source = task_list.state_of_one(register.db, row["id"], on, done_needs_review=needs_review)
    then = reminder.standing(register.db, source, row["id"])
    _refuse_nothing_to_urge(code, then, given)
    unit = _unit(register, row, then["lead"], given.unit)
    whole = _Whom(row["id"], row["title"], unit, day(then["due_on"]))
    parts = {one.unit: one for one in support.parts_of(register.db, source, row["id"], on)}
    part = parts.get(units.by_id(register.db, unit).code)
    if part is not None:
        _refuse_done_part(part, given)
    made = _recorded(
        register, entry, whole if part is None else whole._replace(due_on=part.due_on), on, given
    )
    if made is None:
        raise Invalid(
            _("Task {code} was urged on {day} in the same words already.").format(
                code=code, day=day_text(on)
            ),
            _("See 'tasktrack task show {code}'.").format(code=code),
            code="exists",
        )
    entry.about(row["id"])
    return made


def _refuse_nothing_to_urge(code: str, then: Row, given: Urging) -> None:
    """Raise Invalid for a task that its unit has nothing to do on; only what was done may still be criticised."""
    sentences = {
        "done": _("Task {code} was finished on {day}: there is nothing to urge."),
        "awaiting-review": _("Task {code} was reported done and awaits review: there is nothing to urge."),
        "suspended": _("Task {code} is suspended: there is nothing to urge."),
        "withdrawn": _("Task {code} was withdrawn: there is nothing to urge."),
        "proposed": _("Task {code} awaits approval: there is nothing to urge."),
    }
    state = then["state"]
    if state not in sentences or (given.criticise and state in ("done", "awaiting-review")):
        return
    done_on = day(then["done_on"])
    raise Invalid(
        sentences[state].format(code=code, day=day_text(done_on) if done_on else ""),
        _("Leave it out; that the work came late may be criticised: --criticise.")
        if state == "done"
        else _("Leave it out."),
    )


def _refuse_done_part(part: Part, given: Urging) -> None:
    """Raise Invalid for a supporting unit that reported its part done; that it came late may be criticised."""
    if part.done_on is None or part.with_whole or given.criticise:
        return
    raise Invalid(
        _("{unit} finished its part of task {code} on {day}: there is nothing to urge.").format(
            unit=part.unit_name, code=part.task, day=day_text(part.done_on)
        ),
        _("Leave it out; that the work came late may be criticised: --criticise."),
    )


def _unit(register: Register, row: Row, lead: int, code: str | None) -> int:
    """Return the id of the unit that is urged: the lead of that day, else the supporting unit that is named."""
    if code is None:
        return lead
    unit = lookup.unit(register, code)
    if unit.id != lead and unit.code not in tasks.supports_of(register.db, row["id"]):
        raise Invalid(
            _("Unit {unit} neither leads nor supports task {code}.").format(unit=unit.code, code=row["code"]),
            _("See 'tasktrack task show {code}'.").format(code=row["code"]),
        )
    return unit.id


def _recorded(register: Register, entry: Entry, whom: _Whom, on: date, given: Urging) -> Urged | None:
    """Record one reminder; None where the same was recorded already."""
    values: dict[str, Value] = {
        "task": whom.task,
        "unit": whom.unit,
        "on_day": on.isoformat(),
        "kind": _kind(given),
        "document": tidy(given.document),
        "note": tidy(given.note),
        "given_by": lookup.person(register, given.by, on),
    }
    if reminder.has_twin(register.db, values):
        return None
    made = reminder.find(register.db, reminder.add(entry, values))
    overdue = max(0, (on - whom.due_on).days) if whom.due_on else 0
    times = reminder.times(register.db, whom.task, whom.unit, made.kind, on)
    return Urged(made, whom.title, whom.due_on, overdue, times)
