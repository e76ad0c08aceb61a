"""Record what a leader instructs on a task: what it answers, and the task that it opens."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.direction import Directed, Instruction
from tasktrack.domain.progress import ProgressEntry
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import changing, grounds, inputs, lookup
from tasktrack.services import task as tasks
from tasktrack.services.task_find import standing
from tasktrack.services.unit import required
from tasktrack.store import direction, progress
from tasktrack.store.connect import Row
from tasktrack.store.journal import Value
from tasktrack.store.register import Register

__all__ = ["Instruction", "direct"]


def direct(register: Register, code: str, given: Instruction) -> Directed:
    """Record a leader's direction on a task, in one entry with the task that it opens.

    It moves no figure of a period, so its day may lie in one that is closed: a document comes when it comes.
    Raise Invalid for a day ahead of today or before the assignment, for an entry that names neither obstacle nor
    proposal and for a direction that is recorded already; NotFound for an entry of another task.
    """
    if given.opens and given.opens_task:
        raise UsageFault(
            _("--opens registers a new task, --opens-task links one that is there."),
            _("Leave one of them out."),
        )
    with register.write() as entry:
        row = lookup.task(register, code)
        on = lookup.past_day(register, given.on, _("The day of the direction"))
        grounds.refuse_early(row, on, _("The day of the direction"))
        answered = _answered(register, row, given.answers, on) if given.answers is not None else None
        values = _values(register, row, given, on)
        _refuse_twin(register, row["code"], values)
        opened, warnings = _opened(register, row, given, on)
        entry.about(row["id"])
        number = direction.add(entry, values | {"opens": opened})
        return Directed(
            standing(register, row["id"]),
            direction.find(register.db, number),
            answered,
            standing(register, opened) if opened is not None else None,
            warnings,
        )


def _values(register: Register, row: Row, given: Instruction, on: date) -> dict[str, Value]:
    """Return the columns of the direction as they are kept, but for the task that it opens."""
    text, document = required(given.text, _("Direction")), tidy(given.document)
    tasks.refuse_marked(text, document)
    return {
        "task": row["id"],
        "on_day": on.isoformat(),
        "text": text,
        "given_by": required(lookup.person(register, given.by, on) or "", _("Leader")),
        "document": document,
        "answers": given.answers,
    }


def _answered(register: Register, row: Row, number: int, on: date) -> ProgressEntry:
    """Return the entry that is answered: a living one of the task that asks for something, not after the answer."""
    code, found = row["code"], progress.find(register.db, number)
    if found is None or found.task != code or found.voided:
        raise NotFound(
            _("Task {code} has no living entry {entry}.").format(code=code, entry=number),
            _("See 'tasktrack progress list --task {code}'.").format(code=code),
        )
    if not (found.obstacle or found.proposal):
        raise Invalid(
            _("Entry {entry} names neither an obstacle nor a proposal: there is nothing to answer.").format(
                entry=number
            ),
            _("Leave --answers out, or look in 'tasktrack report obstacles' for what waits for an answer."),
        )
    if on < found.on:
        raise Invalid(
            _(
                "The direction, of {day}, comes before entry {entry}, of {entry_day}, which it answers."
            ).format(day=day_text(on), entry=number, entry_day=day_text(found.on)),
            _("Check --on."),
        )
    return found


def _refuse_twin(register: Register, code: str, values: dict[str, Value]) -> None:
    if twin := direction.twin(register.db, values):
        raise Invalid(
            _("Direction {number} on task {code} says the same already.").format(number=twin, code=code),
            _("See 'tasktrack task show {code}'.").format(code=code),
            code="exists",
        )


def _opened(register: Register, row: Row, given: Instruction, on: date) -> tuple[int | None, tuple[str, ...]]:
    """Return the id of the task that a direction opens, registered here or linked, and what to look at again.

    A new one comes from the direction's document, assigned by the leader on the day of the direction.
    """
    if given.opens_task:
        linked = lookup.task(register, given.opens_task)
        if linked["id"] == row["id"]:
            raise Invalid(
                _("A direction on task {code} cannot open the same task.").format(code=row["code"]),
                _("Name another task, or leave --opens-task out."),
            )
        changing.refuse_state(register, linked, ("done", "withdrawn"))
        return int(linked["id"]), ()
    if not given.opens:
        return None, ()
    source: dict[str, object] = {
        "assigned_on": on.isoformat(),
        "assigner": lookup.person(register, given.by, on),
    }
    if given.document:
        source["document"] = given.document
    made = tasks.add(register, inputs.new_task(register, {**given.opens, **source}))
    return int(lookup.task(register, made.code)["id"]), made.warnings
