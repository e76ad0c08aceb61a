"""What a change rests on, as typed, into what is recorded: the day, the reason, the document, the approver."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.change import Grounds
from tasktrack.domain.dates import day_text
from tasktrack.domain.officer import Officer
from tasktrack.domain.text import fold, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.store import officer as officers
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.register import Register


class Given(NamedTuple):
    """What a change rests on, as typed; `on` is today when it is left out."""

    reason: str | None = None
    document: str | None = None
    approved_by: str | None = None
    on: str | None = None


def read(register: Register, row: Row, given: Given, what: str) -> Grounds:
    """Return the grounds of a change of a task; `what` names its day in a sentence.

    Raise UsageFault without reason, document or approver, Invalid for a day that lies ahead or before the task
    was assigned and for an approver who is the lead unit itself or serves in it, and PeriodClosed for a day that
    counts no more.
    """
    reason, document, approver = tidy(given.reason), tidy(given.document), tidy(given.approved_by)
    if not (reason and document and approver):
        raise UsageFault(
            _("A change of a task needs its reason, its document and who approved it."),
            _("Give --reason, --document and --approved-by."),
        )
    on = lookup.past_day(register, given.on, what)
    refuse_day(register, row, on, what)
    refuse_lead(register, row, approver, on)
    return Grounds(on, reason, document, lookup.person(register, approver, on))


def refuse_day(register: Register, row: Row, on: date, what: str) -> None:
    """Raise Invalid for a day before the task was assigned, and PeriodClosed for one that counts no more."""
    refuse_early(row, on, what)
    window.refuse_walled(register, on, change=True)


def refuse_early(row: Row, on: date, what: str) -> None:
    """Raise Invalid for a day before the task was assigned."""
    assigned = date.fromisoformat(row["assigned_on"])
    if on < assigned:
        raise Invalid(
            _("{what}, {day}, comes before the task was assigned, {assigned}.").format(
                what=what, day=day_text(on), assigned=day_text(assigned)
            ),
            _("Check --on."),
        )


def refuse_lead(
    register: Register, row: Row, approver: str, on: date | None = None, option: str = "--approved-by"
) -> None:
    """Raise Invalid where the lead unit, or who serves in it on a day (today), would approve a change of its task."""
    lead = units.by_id(register.db, row["lead"])
    remedy = _("Name the leader or the office that approved it: {option} NAME.").format(option=option)
    if fold(approver) in (fold(lead.code), fold(lead.name)):
        raise Invalid(
            _("{unit} leads task {code} and cannot approve a change of it.").format(
                unit=lead.name, code=row["code"]
            ),
            remedy,
        )
    if one := serving(register, lead, approver, on or register.clock.today()):
        raise Invalid(
            _("{name} serves in {unit}, which leads task {code}, and cannot approve a change of it.").format(
                name=one.name, unit=lead.name, code=row["code"]
            ),
            f"{remedy} {a_namesake()}",
        )


def serving(register: Register, unit: Unit, text: str, on: date) -> Officer | None:
    """Return whom of a unit's officers of a day a text names: by the code, else by the name."""
    told = officers.find(register.db, text, on)
    if told is not None:
        return told if told.posting and told.posting.unit == unit.code else None
    every = (lookup.officer(register, code, on) for code in officers.serving(register.db, unit.id, on))
    return next((one for one in every if fold(one.name) == fold(text)), None)


def a_namesake() -> str:
    """Say how somebody of the same name is meant who serves elsewhere."""
    return _("A namesake who serves elsewhere is named by the code of the officer.")
