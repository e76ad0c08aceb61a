"""Give a task to an officer, and pass it on inside the unit (NĐ 335/2025/NĐ-CP Art. 18)."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.holding import Assigned, Handing
from tasktrack.domain.officer import Officer
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import in_person, leave, lookup, window
from tasktrack.services.changing import HANDING, refuse_before_last
from tasktrack.services.task_find import standing
from tasktrack.store import change, officer_units
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.register import Register

__all__ = ["Assigned", "Handover", "assign", "refuse_outsider", "serving"]


class Handover(NamedTuple):
    """How a task goes to an officer, as typed; `on` is today when it is left out."""

    officer: str
    on: str | None = None
    handed_back: bool = False
    reason: str | None = None
    document: str | None = None
    approved_by: str | None = None


def assign(register: Register, code: str, given: Handover) -> Assigned:
    """Give a task to an officer of its lead unit or of a unit below it; return it with the change of holder.

    Without `handed_back` the superior passes it on, and it is wholly the new holder's. With it the giver keeps
    it in his plan with nothing done, and the taker takes it over. Raise Invalid for an officer of another unit,
    for the holder himself, for a task that is finished and for a day before the last change of holder, and
    PeriodClosed for a day that is closed or locked. That a task which the head must direct in person was to go to
    a deputy is refused too, and kept in the journal.
    """
    if given.handed_back and not tidy(given.reason):
        raise UsageFault(
            _("A task is handed back for a reason (NĐ 335/2025/NĐ-CP Art. 18)."), _("Say it with --reason.")
        )
    with in_person.noted(register), register.write(given.reason) as entry:
        row = lookup.task(register, code)
        on = lookup.past_day(register, given.on, _("The day of assignment"))
        refuse_over(register, row)
        _refuse_day(register, row, on)
        taker = serving(register, given.officer, on)
        refuse_outsider(register, row, taker, on)
        if in_person.of_whole(register, row["id"]):
            in_person.refuse_deputy(taker, row)
        _refuse_holder(row, taker, given)
        handing = Handing(
            on,
            None,
            None,
            given.handed_back,
            tidy(given.reason),
            tidy(given.document),
            tidy(given.approved_by),
            register.actor,
            entry.seq,
        )
        change.hand_on(entry, row["id"], handing, giver=row["officer"], taker=taker.id)
        made = change.handings(register.db, row["id"], register.clock.today())[-1]
        due = date.fromisoformat(row["due_on"]) if row["due_on"] else None
        return Assigned(
            standing(register, row["id"]), made, leave.doubts(register, taker.id, (max(on, _first(row)), due))
        )


def _first(row: Row) -> date:
    return date.fromisoformat(row["assigned_on"])


def serving(register: Register, code: str, on: date) -> Officer:
    """Return an officer with the posting of a day; raise Invalid when there is none."""
    found = lookup.officer(register, code, on)
    if found.posting is None:
        raise Invalid(
            _("Officer {code}, {name}, serves in no unit on {day}.").format(
                code=found.code, name=found.name, day=day_text(on)
            ),
            _("Look at the postings with: tasktrack officer show {code}.").format(code=found.code),
            field="officer",
        )
    return found


def refuse_outsider(register: Register, row: Row, officer: Officer, on: date) -> None:
    """Raise Invalid for an officer who serves neither in the lead unit of a task nor in one below it."""
    if officer_units.serves_below(register.db, officer.id, row["lead"], on):
        return
    lead = officer_units.code_of(register.db, row["lead"])
    raise Invalid(
        _("Officer {code} serves in {unit} on {day}, and task {task} is led by {lead}.").format(
            code=officer.code,
            unit=officer.posting.unit if officer.posting else "",
            day=day_text(on),
            task=row["code"],
            lead=lead,
        ),
        _(
            "Choose one of its officers: tasktrack officer list --unit {lead}. To another unit a task goes by:"
            " tasktrack task hand-over {task} --to UNIT."
        ).format(lead=lead, task=row["code"]),
        field="officer",
    )


def refuse_over(register: Register, row: Row) -> None:
    """Raise Invalid for a task that is finished, withdrawn or was rejected: nobody gets it any more."""
    state = tasks.state_of(register.db, row["id"])
    if state == "done":
        raise Invalid(
            _("Task {code} is finished: it stays with who did it.").format(code=row["code"]),
            _("If it is not finished, correct the entry that reports it done."),
        )
    if state == "withdrawn":
        raise Invalid(
            _("Task {code} was withdrawn.").format(code=row["code"]),
            _("Register the work as a task of its own."),
        )


def _refuse_day(register: Register, row: Row, on: date) -> None:
    """Refuse days before the task was assigned or last changed hands, and those that count no more."""
    assigned = _first(row)
    # Work planned ahead is given out today already.
    if on < min(assigned, register.clock.today()):
        raise Invalid(
            _("Task {code} is assigned on {assigned}, after {day}.").format(
                code=row["code"], assigned=day_text(assigned), day=day_text(on)
            ),
            _("Check --on."),
        )
    refuse_before_last(register, row, on, HANDING)
    window.refuse_walled(register, on, change=True)


def _refuse_holder(row: Row, taker: Officer, given: Handover) -> None:
    if row["officer"] == taker.id:
        raise Invalid(
            _("{name} ({code}) has task {task} already.").format(
                name=taker.name, code=taker.code, task=row["code"]
            ),
            _("Name another officer."),
            code="exists",
            field="officer",
        )
    if given.handed_back and row["officer"] is None:
        raise Invalid(
            _("Nobody has task {code}, so nobody hands it back.").format(code=row["code"]),
            _("Leave --handed-back out."),
        )
