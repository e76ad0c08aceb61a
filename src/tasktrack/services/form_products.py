"""Forms of products that come back: what officers did of what was assigned, and work outside of it."""

from typing import Final

from tasktrack.domain.form import CellFault
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import TASKS
from tasktrack.intake.form_book import Filled
from tasktrack.services import form_progress
from tasktrack.services.form_letter import Brought, Letter, blank, refusal, run
from tasktrack.services.task_import import TaskImport
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

_NEEDED: Final = ("officer", "product")
_TASK_CELLS: Final = {
    "quantity": "assigned",
    "assigned_on": "no",
    "lead": "officer",
    "title": "product",
    "coefficient": "product",
    "key": "no",
    "code": "no",
    "": "no",
}


def take(register: Register, entry: Entry, letter: Letter, *, correct: bool) -> Brought:
    """Write what was done of assigned products; rows outside of them first become tasks of the officer.

    These count as assigned on the first day of the period: it is not asked about, and no later day would do for all.
    """
    outside = [row for row in letter.form.rows if row.sent.key.startswith("#")]
    faults = [*form_progress.checked(register, letter, _reports), *_unsaid(letter, outside)]
    if faults:
        return Brought(faults=tuple(faults))
    tasks = [_task(letter, row) for row in outside]
    importer = TaskImport(register, letter.file)
    brought = run(letter, importer, entry, tasks, correct=correct, columns=_TASK_CELLS)
    if brought.faults:
        return brought
    done = [
        form_progress.entry_row(letter, row, letter.key(row) if row in outside else row.sent.key)
        for row in letter.form.rows
        if _reports(row)
    ]
    return brought.also(form_progress.take_rows(register, entry, letter, done, correct=correct))


def _reports(row: Filled) -> bool:
    """Return whether a row says what was done, and not only what was assigned."""
    return not row.sent.key.startswith("#") or any(name in row.given for name in form_progress.SAID)


def _unsaid(letter: Letter, outside: list[Filled]) -> list[CellFault]:
    """Return a fault for each row of new work that does not say whose it is, or what."""
    return [
        refusal(
            letter,
            row.row,
            column,
            Invalid(
                _("{name} is empty.").format(name=letter.form.heading(column)),
                _("Choose from the list of the cell, or empty the row."),
            ),
        )
        for row in outside
        for column in _NEEDED
        if column not in row.given
    ]


def _task(letter: Letter, row: Filled) -> Row:
    given = row.given
    values = {
        "key": letter.key(row),
        "lead": letter.record.unit,
        "officer": given["officer"],
        "product": given["product"],
        "kind": given.get("kind", ""),
        "quantity": given.get("assigned", ""),
        "assigned_on": letter.plan.first.isoformat(),
        "due_on": given.get("due_on", ""),
    }
    return blank(TASKS, values, row.row)
