"""What supporting units have to do of a task, and what they report on it."""

from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.domain.change import Grounds
from tasktrack.domain.dates import Due, day_text
from tasktrack.domain.support import Dropped, Part, PartSet
from tasktrack.domain.text import fold, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import grounds, lookup, window
from tasktrack.services.changing import AWAITING, belated, due_of, refuse_state
from tasktrack.services.grounds import Given
from tasktrack.services.hand_over import refuse_missing
from tasktrack.services.task import refuse_lead_support
from tasktrack.services.task_edit import refuse_closed_window
from tasktrack.services.task_extend import refuse_late
from tasktrack.services.task_find import standing
from tasktrack.store import change, history, support, task_list
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.rows import iso
from tasktrack.store.support import Supporter

_NOTHING = Given()


class PartGiven(NamedTuple):
    """What a supporting unit has to do and by when, as typed; what is None stays as it is."""

    part: str | None = None
    due: str | None = None


def set_part(register: Register, code: str, unit: str, given: PartGiven, basis: Given = _NOTHING) -> PartSet:
    """Set what a supporting unit has to do, and its own due date; a unit that is none becomes one.

    Within `edit_days` days of becoming one a due date is corrected; later it is moved with reason, document and
    approver. Raise UsageFault without them or where nothing is said, Invalid for the lead, a task that is finished
    or not approved yet, a day outside the task's own or in a closed period, a part that is done and an extension of
    one that is overdue; PeriodClosed for a due date, or a day of approval, that counts no more.
    """
    with register.write(basis.reason) as entry:
        row, body, held = _named(register, code, unit)
        due = lookup.a_due_date(register, given.due) if given.due else None
        _refuse_due(register, row, due)
        before = part_of(register, row, body.id) if held else None
        doubts = lookup.due_doubts(register, due) if due else ()
        if held is None:
            _refuse_unused(basis)
            refuse_missing(register, body, register.clock.today())
            support.add(entry, row["id"], body.id, tidy(given.part), due.on if due else None)
        else:
            doubts = (*_change(register, entry, row, body, held, given.part, due, basis), *doubts)
        doubts = (*_past(register, due), *doubts)
        return PartSet(standing(register, row["id"]), before, part_of(register, row, body.id), doubts)


def drop(register: Register, code: str, unit: str, basis: Given = _NOTHING) -> Dropped:
    """Take a unit off the supporting ones; `edit_days` days after it became one for a reason, by a document.

    The journal keeps what that rests on. Raise Invalid for a unit that is none, or that reported its part done.
    """
    told = map(tidy, (basis.reason, basis.document, basis.approved_by))
    with register.write("; ".join(filter(None, told)) or None) as entry:
        row, body, held = _named(register, code, unit)
        if held is None:
            raise not_supporting(row, body)
        part = part_of(register, row, body.id)
        _refuse_done(register, row, body)
        _grounds(register, row, body, held, basis)
        support.drop(entry, row["id"], held.id)
        return Dropped(standing(register, row["id"]), part)


def parts(register: Register, row: Row) -> list[Part]:
    """Return the parts of the supporting units of a task as they stand today."""
    as_of = max(register.clock.today(), date.fromisoformat(row["assigned_on"]))
    needs_review = register.settings.yes("done_needs_review")
    source = task_list.state_of_one(register.db, row["id"], as_of, done_needs_review=needs_review)
    return support.parts_of(register.db, source, row["id"], as_of)


def part_of(register: Register, row: Row, unit: int) -> Part:
    """Return the part of a unit that supports a task."""
    held = support.find(register.db, row["id"], unit)
    return next(one for one in parts(register, row) if held is not None and one.id == held.id)


def not_supporting(row: Row, unit: Unit) -> Invalid:
    """Return the refusal of a unit that does not support a task."""
    return Invalid(
        _("{unit} does not support task {code}.").format(unit=unit.name, code=row["code"]),
        _("Add it with: tasktrack task support {code} {unit}.").format(code=row["code"], unit=unit.code),
        field="support",
    )


def _named(register: Register, code: str, unit: str) -> tuple[Row, Unit, Supporter | None]:
    row, body = lookup.task(register, code), lookup.unit(register, unit)
    refuse_lead_support(row["lead"], {body.id: body.code})
    if tasks.state_of(register.db, row["id"]) in ("done", "withdrawn"):
        raise Invalid(
            _(
                "Task {code} is finished or withdrawn: what its supporting units had to do stays as it is."
            ).format(code=row["code"]),
            _("Look at it with: tasktrack task show {code}.").format(code=row["code"]),
        )
    refuse_state(register, row, AWAITING)
    return row, body, support.find(register.db, row["id"], body.id)


def _change(
    register: Register,
    entry: Entry,
    row: Row,
    body: Unit,
    held: Supporter,
    part: str | None,
    due: Due | None,
    basis: Given,
) -> tuple[str, ...]:
    """Change the part of a unit that supports the task already; return what is to be said of that."""
    said: tuple[str, ...] = ()
    values: dict[str, Value] = {} if part is None else {"part": tidy(part)}
    if part is None and due is None:
        raise UsageFault(
            _("{unit} supports task {code} already.").format(unit=body.name, code=row["code"]),
            _("Say what changes: --part, --due or --drop."),
        )
    if due is None or due.on == held.due_on:
        _refuse_unused(basis)
    else:
        said = _move_due(register, entry, row, body, held, due.on, basis)
        values["due_on"] = iso(due.on)
    support.edit(entry, row["id"], held.id, values)
    return said


def _move_due(
    register: Register, entry: Entry, row: Row, body: Unit, held: Supporter, due: date | None, basis: Given
) -> tuple[str, ...]:
    """Record that the own due date of a part moves, where that is more than a correction."""
    _refuse_done(register, row, body)
    old, new = held.due_on or due_of(row), due or due_of(row)
    if old is not None:
        window.refuse_walled(register, old)
    found = _grounds(register, row, body, held, basis)
    if found is None:
        return ()
    is_later = old is not None and (new is None or new > old)
    if is_later and old is not None:
        refuse_late(register, row, old, found.on)
    kind, field = "extend" if is_later else "retarget", support.field_of(body.id)
    change.record(entry, row["id"], kind, found, field=field, before=iso(held.due_on), after=iso(due))
    return belated(register, old, found.on) if is_later else ()


def _grounds(register: Register, row: Row, body: Unit, held: Supporter, basis: Given) -> Grounds | None:
    """Return what a change of a part rests on; None where it is a correction of what was entered just now."""
    since = date.fromisoformat(history.given_day(register.db, held.created))
    is_new = register.clock.today() <= since + timedelta(days=register.settings.number("edit_days"))
    if is_new and not _is_given(basis):
        return None
    found = grounds.read(register, row, basis, _("The day from which it counts"))
    if fold(found.approved_by or "") in (fold(body.code), fold(body.name)):
        raise Invalid(
            _("{unit} supports task {code} and cannot approve a change of its own part.").format(
                unit=body.name, code=row["code"]
            ),
            _("Name the leader or the office that approved it: --approved-by NAME."),
        )
    last = support.last_moved(register.db, row["id"], body.id)
    if last and found.on < last:
        raise Invalid(
            _("The part was last changed from {last} on, after {day}.").format(
                last=day_text(last), day=day_text(found.on)
            ),
            _("Give that day or a later one, or take that change back first: tasktrack undo."),
        )
    return found


def _is_given(basis: Given) -> bool:
    return any((basis.document, basis.approved_by, basis.on))


def _refuse_unused(basis: Given) -> None:
    if _is_given(basis):
        raise UsageFault(
            _("--document, --approved-by and --on belong to a due date that is moved, or to --drop."),
            _("Leave them out."),
        )


def _refuse_done(register: Register, row: Row, body: Unit) -> None:
    if done := support.done_entry(register.db, row["id"], body.id):
        raise Invalid(
            _("{unit} reported its part of task {code} done on {day}: that stays.").format(
                unit=body.name, code=row["code"], day=day_text(done.done_on or done.on)
            ),
            _("If that was entered wrong, take it back: tasktrack undo."),
        )


def _past(register: Register, due: Due | None) -> tuple[str, ...]:
    """Say that a part is due on a day that has passed."""
    today = register.clock.today()
    if due is None or due.on is None or due.on >= today:
        return ()
    return (
        _("The part is due on {part}, before today, {today}: it is overdue from the start.").format(
            part=day_text(due.on), today=day_text(today)
        ),
    )


def _refuse_due(register: Register, row: Row, due: Due | None) -> None:
    """Raise Invalid for an own due date outside the days of the task, or in a period that is closed."""
    if due is None or due.on is None:
        return
    assigned = date.fromisoformat(row["assigned_on"])
    if due.on < assigned:
        raise Invalid(
            _("The part would be due on {part}, before the task was assigned, {assigned}.").format(
                part=day_text(due.on), assigned=day_text(assigned)
            ),
            _("Check the due date."),
            field="due_on",
        )
    whole = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    if whole and due.on > whole:
        raise Invalid(
            _("The part of a supporting unit would be due on {part}, after the task, {whole}.").format(
                part=day_text(due.on), whole=day_text(whole)
            ),
            _(
                "Give the part a due date up to that of task {code}, or extend the task first:"
                " tasktrack task extend {code}."
            ).format(code=row["code"]),
            field="due_on",
        )
    refuse_closed_window(register, due.on.isoformat())
