"""Forms on which heads register key tasks, come back: each row is proposed, as `task propose` does."""

from collections.abc import Iterator, Mapping
from typing import Final

from tasktrack.domain.form import CellFault
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import TASKS
from tasktrack.intake.form_book import Filled
from tasktrack.services import lookup, task_propose
from tasktrack.services.form_letter import Brought, Letter, blank, emptied, outside, refusal, run
from tasktrack.services.task_import import TaskImport
from tasktrack.store import task as tasks
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

FILL: Final = ("title", "target", "measure", "baseline", "due_on", "document")
_NEEDED: Final = ("title", "due_on")
_CELLS: Final = {"key": "no", "code": "no", "lead": "no", "kind": "no", "assigned_on": "no", "": "title"}


def take(register: Register, entry: Entry, letter: Letter, *, correct: bool) -> Brought:
    """Propose the tasks of a form; one that was proposed from it before is compared, and corrected if it is to be."""
    wrong = [*_unsaid(letter), *_outside(register, letter)]
    at_fault = {row for row, _fault in wrong}
    added: set[int] = set()
    found: list[CellFault] = [fault for _row, fault in wrong]
    warnings: list[str] = [*emptied(letter, lambda key: tasks.find(register.db, key) is not None)]
    known: list[Row] = []
    for row in letter.form.rows:
        if row.row in at_fault:
            continue
        if tasks.find(register.db, letter.key(row)):
            known.append(_row(letter, row))
            continue
        try:
            done = task_propose.propose(register, _given(letter, row))
        except TasktrackError as fault:
            field = fault.field if fault.field in FILL else "title"
            found.append(refusal(letter, row.row, field, fault, row.given.get(field, "")))
            continue
        added.add(row.row)
        warnings += done.warnings
    importer = TaskImport(register, letter.file)
    compared = run(letter, importer, entry, known, correct=correct, columns=_CELLS)
    return compared.also(Brought(frozenset(added), frozenset(), tuple(found), tuple(dict.fromkeys(warnings))))


def _given(letter: Letter, row: Filled) -> Mapping[str, str]:
    return {"key": letter.key(row), "lead": letter.record.unit, **row.given}


def _row(letter: Letter, row: Filled) -> Row:
    """Return the row as the import of tasks has it; a cell that is empty now is one that is to be cleared."""
    values = {name: row.given.get(name, "") for name in FILL}
    return blank(TASKS, {"key": letter.key(row), "lead": letter.record.unit, **values}, row.row)


def _unsaid(letter: Letter) -> Iterator[tuple[int, CellFault]]:
    for row in letter.form.rows:
        for column in _NEEDED:
            if column not in row.given:
                fault = Invalid(
                    _("{name} is empty.").format(name=letter.form.heading(column)),
                    _("Fill it in, or empty the row."),
                )
                yield row.row, refusal(letter, row.row, column, fault)


def _outside(register: Register, letter: Letter) -> Iterator[tuple[int, CellFault]]:
    """Yield a fault for each due date outside the year or half whose key tasks are registered."""
    for row in letter.form.rows:
        text = row.given.get("due_on")
        due = lookup.a_due_date(register, text).on if text else None
        if due is not None and not letter.plan.first <= due <= letter.plan.last:
            yield row.row, refusal(letter, row.row, "due_on", outside(letter), text or "")
