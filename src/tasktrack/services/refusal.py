"""A unit refuses a task that is not its function, and a leader decides: it stays, or goes to another unit."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.change import Grounds
from tasktrack.domain.dates import day_text
from tasktrack.domain.text import fold, tidy
from tasktrack.domain.transfer import Refusal, Refused
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import grounds, hand_over, lookup
from tasktrack.services.changing import AWAITING, HANDING, refuse_before_last, refuse_state
from tasktrack.services.task_assign import refuse_over
from tasktrack.services.task_find import standing
from tasktrack.store import refusal
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.register import Register


class Verdict(NamedTuple):
    """What a leader decided of a refusal, as typed: `to` is the unit that gets the task, else it stays."""

    by: str
    document: str
    to: str | None = None
    stays: bool = False
    reason: str | None = None
    on: str | None = None


def refuse(register: Register, code: str, given: grounds.Given, unit: str | None = None) -> Refused:
    """Record that the lead unit says a task is not its function; until that is decided nothing changes.

    Raise UsageFault without reason or document, Invalid for another unit than the lead, for a task that is
    finished, withdrawn, not approved yet or refused and undecided, and PeriodClosed for a day that counts no more.
    """
    reason, document = tidy(given.reason), tidy(given.document)
    if not (reason and document):
        raise UsageFault(
            _("A task is refused for a reason, by a document."), _("Give --reason and --document.")
        )
    with register.write(reason) as entry:
        row = lookup.task(register, code)
        _refuse_other(register, row, unit)
        refuse_over(register, row)
        refuse_state(register, row, AWAITING)
        _refuse_second(register, row)
        on = lookup.past_day(register, given.on, _("The day of the refusal"))
        grounds.refuse_day(register, row, on, _("The day of the refusal"))
        refuse_before_last(register, row, on, HANDING)
        _refuse_before_decision(register, row, on)
        refusal.add(entry, row["id"], row["lead"], Grounds(on, reason, document))
        return Refused(_waiting(register, row), standing(register, row["id"]))


def decide(register: Register, code: str, verdict: Verdict) -> Refused:
    """Record what a leader decided of the refusal of a task; one that goes to another unit is handed over too.

    Raise UsageFault unless just one of both is said, NotFound where nothing waits for a decision, Invalid for
    a task that is finished or withdrawn meanwhile, a day before the refusal and for a unit that would decide
    for itself, and what a hand-over raises.
    """
    by, document = tidy(verdict.by), tidy(verdict.document)
    if verdict.stays == bool(verdict.to) or not (by and document):
        raise UsageFault(
            _("A decision says who decided by which document: that the task stays, or which unit gets it."),
            _("Give --by and --document, and either --stays or --to UNIT."),
        )
    with register.write(tidy(verdict.reason)) as entry:
        row = lookup.task(register, code)
        asked = _waiting(register, row)
        refuse_over(register, row)
        on = lookup.past_day(register, verdict.on, _("The day of the decision"))
        grounds.refuse_day(register, row, on, _("The day of the decision"))
        _refuse_early(asked, on)
        _refuse_own(register, asked, by, on)
        grounds.refuse_lead(register, row, by, on, "--by")
        leader = lookup.person(register, by, on)
        found = Grounds(on, tidy(verdict.reason) or asked.reason, document, leader)
        taker = lookup.unit(register, verdict.to) if verdict.to else None
        refusal.decide(entry, row["id"], asked.id, found, taker.id if taker else None)
        handed = hand_over.move(register, entry, row, taker, found) if taker else None
        decided = refusal.of_task(register.db, row["id"], register.clock.today())[-1]
        return Refused(decided, standing(register, row["id"]), handed)


def _waiting(register: Register, row: Row) -> Refusal:
    if found := refusal.undecided(register.db, row["id"]):
        return found
    raise NotFound(
        _("No refusal of task {code} waits for a decision.").format(code=row["code"]),
        _("See those that do with: tasktrack report transfers."),
    )


def _refuse_other(register: Register, row: Row, unit: str | None) -> None:
    if unit is None:
        return
    named, lead = lookup.unit(register, unit), units.by_id(register.db, row["lead"])
    if named.id != lead.id:
        raise Invalid(
            _("{unit} does not lead task {code}: {lead} does.").format(
                unit=named.name, code=row["code"], lead=lead.name
            ),
            _(
                "Only the lead unit refuses a task; a supporting unit is taken off with 'task support --drop'."
            ),
        )


def _refuse_second(register: Register, row: Row) -> None:
    if waiting := refusal.undecided(register.db, row["id"]):
        raise Invalid(
            _("Task {code} was refused on {day} already, by {document}, and nobody has decided yet.").format(
                code=row["code"], day=day_text(waiting.on), document=waiting.document
            ),
            _(
                "Record the decision: tasktrack task decide-refusal {code} --stays --by NAME --document NO,"
                " or --to UNIT in place of --stays."
            ).format(code=row["code"]),
            code="exists",
        )


def _refuse_before_decision(register: Register, row: Row, on: date) -> None:
    last = refusal.last_day(register.db, row["id"])
    if last and on < last:
        raise Invalid(
            _("The refusal before was decided on {last}, after {day}.").format(
                last=day_text(last), day=day_text(on)
            ),
            _("Check --on."),
        )


def _refuse_early(asked: Refusal, on: date) -> None:
    if on < asked.on:
        raise Invalid(
            _("Task {code} was refused on {day}, after {on}.").format(
                code=asked.task, day=day_text(asked.on), on=day_text(on)
            ),
            _("Check --on."),
        )


def _refuse_own(register: Register, asked: Refusal, by: str, on: date) -> None:
    """A merger may have made another unit the lead meanwhile: who refused decides no more than the lead does."""
    unit = lookup.unit(register, asked.unit)
    if fold(by) in (fold(unit.code), fold(unit.name)) or grounds.serving(register, unit, by, on):
        raise Invalid(
            _("{unit} refused task {code} and cannot decide that itself.").format(
                unit=asked.unit_name, code=asked.task
            ),
            _("Name the leader who decided: --by NAME."),
        )
