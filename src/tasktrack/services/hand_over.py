"""Hand a task over to another lead unit; its due date stays."""

from datetime import date

from tasktrack.domain.change import Grounds
from tasktrack.domain.dates import day_text
from tasktrack.domain.text import fold
from tasktrack.domain.transfer import HandedOver
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import grounds, lookup, succession
from tasktrack.services.changing import AWAITING, HANDING, refuse_before_last, refuse_state
from tasktrack.services.grounds import Given
from tasktrack.services.task_assign import refuse_over
from tasktrack.services.task_find import standing
from tasktrack.store import change, officer_units, refusal, support
from tasktrack.store import task as tasks
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


def hand_over(register: Register, code: str, to: str, given: Given) -> HandedOver:
    """Hand a task over to another lead unit and return it as it stands now, with what went with it.

    The officer keeps it only when he serves in the new unit or below it; the new lead supports it no longer.
    Raise UsageFault without reason, document or approver; Invalid for a task that is finished, withdrawn, not
    approved yet or refused and undecided, for the unit that leads it already, one that does not exist on that day
    or approves for itself, and for a day before the last change of hands; PeriodClosed for a day that counts no
    more.
    """
    with register.write(given.reason) as entry:
        row = lookup.task(register, code)
        if waiting := refusal.undecided(register.db, row["id"]):
            raise Invalid(
                _("{unit} refused task {code} on {day}, and nobody has decided that yet.").format(
                    unit=waiting.unit_name, code=row["code"], day=day_text(waiting.on)
                ),
                _(
                    "Decide it, which hands the task over too: tasktrack task decide-refusal {code} --to UNIT"
                    " --by NAME --document NO."
                ).format(code=row["code"]),
            )
        refuse_state(register, row, AWAITING)
        found = grounds.read(register, row, given, _("The day of the hand-over"))
        return move(register, entry, row, lookup.unit(register, to), found)


def move(register: Register, entry: Entry, row: Row, taker: Unit, found: Grounds) -> HandedOver:
    """Make another unit the lead of a task on grounds that were read already; raise Invalid where it cannot be."""
    giver = units.by_id(register.db, row["lead"])
    refuse_over(register, row)
    refuse_before_last(register, row, found.on, HANDING)
    _refuse_taker(register, row, taker, found)
    officer = _leave_officer(register, entry, row, taker, found)
    change.move_lead(entry, row["id"], found, giver=giver.id, taker=taker.id)
    part = support.find(register.db, row["id"], taker.id)
    if part is not None:
        support.drop(entry, row["id"], part.id)
    task = standing(register, row["id"])
    return HandedOver(task, giver, taker, found, officer, part is not None, _parts_stay(register, row))


def refuse_missing(register: Register, unit: Unit, on: date) -> None:
    """Raise Invalid for a unit that does not exist on a day, or no longer today."""
    for day in (on, register.clock.today()):
        succession.refuse_absent(register, unit, day)


def _refuse_taker(register: Register, row: Row, taker: Unit, found: Grounds) -> None:
    if taker.id == row["lead"]:
        raise Invalid(
            _("{unit} leads task {code} already.").format(unit=taker.name, code=row["code"]),
            _("Name another unit."),
            code="exists",
        )
    refuse_missing(register, taker, found.on)
    if fold(found.approved_by or "") in (fold(taker.code), fold(taker.name)):
        raise Invalid(
            _("{unit} would take over task {code} and cannot approve that itself.").format(
                unit=taker.name, code=row["code"]
            ),
            _("Name the leader or the office that decided it."),
        )


def _leave_officer(register: Register, entry: Entry, row: Row, taker: Unit, found: Grounds) -> str | None:
    """Take the task from an officer who does not serve in or below its new lead; return who that was."""
    officer = row["officer"]
    if officer is None or officer_units.serves_below(register.db, officer, taker.id, found.on):
        return None
    change.record(entry, row["id"], "hand-over", found, field="officer", before=officer)
    tasks.edit(entry, row["id"], {"officer": None})
    return officer_units.called(register.db, officer)


def _parts_stay(register: Register, row: Row) -> tuple[str, ...]:
    parts = tasks.parts_of(register.db, row["id"])
    if not parts:
        return ()
    sentence = _("Task {code} is counted through its parts, which stay with their lead units: {parts}.")
    return (sentence.format(code=row["code"], parts=", ".join(parts)),)
