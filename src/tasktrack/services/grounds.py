"""What a change rests on, as typed, into what is recorded: the day, the reason, the document, the approver."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.change import Grounds
from tasktrack.domain.dates import day_text
from tasktrack.domain.text import fold, tidy
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
    was assigned and for an approver who is the lead unit itself or its head, and PeriodClosed for a day that
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
    return Grounds(on, reason, document, approver)


def refuse_day(register: Register, row: Row, on: date, what: str) -> None:
    """Raise Invalid for a day before the task was assigned, and PeriodClosed for one that counts no more."""
    refuse_early(row, on, what)
    window.refuse_walled(register, on)


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


def refuse_lead(register: Register, row: Row, approver: str, on: date | None = None) -> None:
    """Raise Invalid where the lead unit, or who heads it on a day (today), would approve a change of its own task."""
    lead = units.by_id(register.db, row["lead"])
    said = fold(approver)
    if said in (fold(lead.code), fold(lead.name)):
        raise Invalid(
            _("{unit} leads task {code} and cannot approve a change of it.").format(
                unit=lead.name, code=row["code"]
            ),
            _("Name the leader or the office that approved it: --approved-by NAME."),
        )
    day = on or register.clock.today()
    for head in officers.heads(register.db, lead.id, day):
        name = lookup.officer(register, head, day).name
        if said in (fold(head), fold(name)):
            raise Invalid(
                _("{name} heads {unit}, which leads task {code}, and cannot approve a change of it.").format(
                    name=name, unit=lead.name, code=row["code"]
                ),
                _("Name the leader or the office that approved it: --approved-by NAME."),
            )
