"""Forms of products that come back: what officers did of what was assigned, and work outside of it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import TASKS
from tasktrack.intake.form_book import Filled
from tasktrack.services import form_progress
from tasktrack.services.form_letter import Brought, Letter, blank, emptied, refusal, run
from tasktrack.services.form_letter import outside as beyond
from tasktrack.services.task_import import TaskImport
from tasktrack.store import service
from tasktrack.store import task as store
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

    These count as assigned on the first day of the period, or on that on which the officer came: it is not asked about.
    """
    outside = [row for row in letter.form.rows if row.sent.key.startswith("#")]
    checked = form_progress.checked(register, letter, _reports)
    wrong = checked.also(_unsaid(letter, outside)).also(_late(letter, outside))
    since = _since(register, letter)
    tasks = [_task(letter, row, since) for row in outside if row.row not in wrong.at_fault]
    importer = TaskImport(register, letter.file)
    brought = wrong.also(run(letter, importer, entry, tasks, correct=correct, columns=_TASK_CELLS))
    done = [
        form_progress.entry_row(letter, row, letter.key(row) if row in outside else row.sent.key)
        for row in letter.form.rows
        if _reports(row) and row.row not in brought.at_fault
    ]
    silent = tuple(emptied(letter, lambda key: "/#" in key and store.find(register.db, key) is not None))
    written = form_progress.take_rows(register, entry, letter, done, correct=correct)
    both = brought.also(written).also(Brought(warnings=silent))
    return both._replace(warnings=tuple(dict.fromkeys(both.warnings)))


def _reports(row: Filled) -> bool:
    """Return whether a row says what was done, and not only what was assigned."""
    return not row.sent.key.startswith("#") or any(name in row.given for name in form_progress.SAID)


def _unsaid(letter: Letter, outside: list[Filled]) -> Brought:
    """Return a fault for each row of new work that does not say whose it is, or what."""
    found = {
        row.row: refusal(
            letter,
            row.row,
            column,
            Invalid(
                _("{name} is empty.").format(name=letter.form.heading(column)),
                _("Choose from the list of the cell, or empty the row."),
            ),
        )
        for row in outside
        for column in reversed(_NEEDED)
        if column not in row.given
    }
    return Brought(faults=tuple(found.values()), at_fault=frozenset(found))


def _late(letter: Letter, outside: list[Filled]) -> Brought:
    """Return a fault for each row of new work that is due on a day that is none of the period."""
    return Brought(
        faults=tuple(
            refusal(letter, row.row, "due_on", beyond(letter), row.given["due_on"])
            for row in outside
            if not _is_due_within(letter, row)
        )
    )


def _is_due_within(letter: Letter, row: Filled) -> bool:
    first, last = letter.plan.first.isoformat(), letter.plan.last.isoformat()
    return first <= row.given.get("due_on", first) <= last


def _since(register: Register, letter: Letter) -> Mapping[str, date]:
    """Return since when officers serve in the period, by their codes."""
    served = service.in_window(register.db, letter.plan.first, letter.plan.last)
    return {who.code: min(first for first, _last in who.served) for who in served if who.served}


def _task(letter: Letter, row: Filled, since: Mapping[str, date]) -> Row:
    given = row.given
    values = {
        "key": letter.key(row),
        "lead": letter.record.unit,
        "officer": given["officer"],
        "product": given["product"],
        "kind": given.get("kind", ""),
        "quantity": given.get("assigned", ""),
        "assigned_on": since.get(given["officer"], letter.plan.first).isoformat(),
        # A day that is refused already is not looked at again; the other cells of its row are.
        "due_on": given.get("due_on", "") if _is_due_within(letter, row) else "",
    }
    return blank(TASKS, values, row.row)
