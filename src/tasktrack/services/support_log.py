"""Entries of a supporting unit on its part of a task; the state of the lead stays what it is."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.progress import NewEntry
from tasktrack.domain.support import Reported
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup, progress, window
from tasktrack.services.support import not_supporting, part_of
from tasktrack.store import support
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import iso


def log(register: Register, code: str, unit: str, new: NewEntry) -> Reported:
    """Add an entry of a supporting unit and return how its part stands after it.

    Raise Invalid for a unit that does not support the task, days that contradict each other, an entry that says
    nothing and a part reported done a second time; PeriodClosed for a day in a locked or closed period.
    """
    new = progress.tidied(new)
    _refuse_empty(new)
    with register.write() as entry:
        row, body = lookup.task(register, code), lookup.unit(register, unit)
        if support.find(register.db, row["id"], body.id) is None:
            raise not_supporting(row, body)
        progress.check_days(date.fromisoformat(row["assigned_on"]), new)
        window.refuse_walled(register, new.on)
        progress.check_state(row["code"], tasks.state_of(register.db, row["id"]), new._replace(done_on=None))
        _refuse_second(register, row, body, new)
        number = support.add_entry(
            entry,
            row["id"],
            body.id,
            {
                "on_day": new.on.isoformat(),
                "done_on": iso(new.done_on),
                "result": new.result,
                "obstacle": new.obstacle,
                "proposal": new.proposal,
                "evidence": _evidence(new),
            },
        )
        made, part = support.find_entry(register.db, number), part_of(register, row, body.id)
        return Reported(made, part, progress.whole_warnings(register, row["code"]))


def _refuse_empty(new: NewEntry) -> None:
    if not any((new.result, new.obstacle, new.proposal, new.evidence, new.done_on)):
        raise Invalid(
            _("The entry says nothing."),
            _("Give a result, the day of completion, an obstacle or evidence."),
        )


def _refuse_second(register: Register, row: Row, body: Unit, new: NewEntry) -> None:
    done = support.done_entry(register.db, row["id"], body.id)
    if done is not None and new.done_on is not None:
        raise Invalid(
            _("{unit} reported its part of task {code} done already, on {day}.").format(
                unit=body.name, code=row["code"], day=day_text(done.on)
            ),
            _("If that was entered wrong, take it back: tasktrack undo."),
            code="already-done",
            field="done",
        )


def _evidence(new: NewEntry) -> str | None:
    """Return the number of a document, or the name of a file with its SHA-256."""
    found = progress.with_file_digest(new)
    if found.evidence_sha256:
        return f"{found.evidence} (SHA-256 {found.evidence_sha256})"
    return found.evidence
