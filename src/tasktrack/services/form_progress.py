"""Forms of progress that come back: each row an entry, under the rules of `log`."""

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.form import CellFault
from tasktrack.domain.progress import NewEntry
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import PROGRESS
from tasktrack.intake.form_book import Filled
from tasktrack.services import lookup
from tasktrack.services.form_doubts import doubts
from tasktrack.services.form_letter import (
    Brought,
    Letter,
    blank,
    emptied,
    outside,
    refusal,
    run,
)
from tasktrack.services.progress_import import ProgressImport, words
from tasktrack.store import form as store
from tasktrack.store import progress_bulk
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

SAID: Final = (
    "percent",
    "quantity",
    "done",
    "result",
    "obstacle",
    "proposal",
    "next_step",
    "cause",
    "evidence",
)
_CELLS: Final = {"task": "code", "key": "no", "actor": "no", "": "no"}


def take(register: Register, entry: Entry, letter: Letter, *, correct: bool) -> Brought:
    """Write the entries of a form; each has a key of its own, so that the form can come again."""
    wrong = checked(register, letter)
    rows = [entry_row(letter, row, row.sent.key) for row in letter.form.rows if row.row not in wrong.at_fault]
    return wrong.also(take_rows(register, entry, letter, rows, correct=correct))


def take_rows(
    register: Register, entry: Entry, letter: Letter, rows: Sequence[Row], *, correct: bool
) -> Brought:
    """Write entries, without those that another form, or `log`, recorded already in the same words."""
    keyed = progress_bulk.with_keys(register.db, [row.values["key"] for row in rows])
    fresh = _fresh(register, rows, keyed)
    doubled = list(_doubled(register, letter, fresh))
    importer = ProgressImport(register, letter.file, correct=True)
    brought = run(letter, importer, entry, fresh, correct=correct, columns=_CELLS, at_once=True)
    added = frozenset(row.number for row in fresh if row.values["key"] not in keyed)
    keys = [f"{letter.record.number}/{sent.key}" for sent in letter.form.sealed.rows]
    before = progress_bulk.with_keys(register.db, keys) if letter.record.received_on else {}
    told = (*emptied(letter, before.__contains__), *doubts(register, letter, fresh))
    return brought.also(Brought(added, faults=tuple(doubled), warnings=told))


def _doubled(register: Register, letter: Letter, rows: Sequence[Row]) -> Iterator[CellFault]:
    """Yield a fault for each quantity that another form brought already: it would be counted twice.

    A later form of the same kind may add what was done since; one of another kind speaks of the same work.
    """
    counted = [row for row in rows if row.values["quantity"]]
    plan, record = letter.plan, letter.record
    known = store.quantities(register.db, (row.values["task"] for row in counted), plan.first, plan.last)
    for row in counted:
        for one in known:
            if one.task != row.values["task"] or one.number == record.number:
                continue
            if one.kind != record.kind or one.on.isoformat() == row.values["on"]:
                fault = Invalid(
                    _("Form {number} brought a quantity of {code} already, for {day}.").format(
                        number=one.number, code=one.task, day=day_text(one.on)
                    ),
                    _(
                        "Empty the cell; if that form was wrong, have it corrected and import it with --correct."
                    ),
                )
                yield refusal(letter, row.number, "quantity", fault, row.values["quantity"])
                break


def checked(
    register: Register, letter: Letter, speaks: Callable[[Filled], bool] = lambda _row: True
) -> Brought:
    """Return what is wrong with the days of those rows that speak of progress, and with whose tasks they are."""
    rows = [row for row in letter.form.rows if speaks(row)]
    found = [*_day_faults(register, letter, rows), *_lead_faults(register, letter)]
    faults = tuple(dict.fromkeys(fault for _row, fault in found))
    return Brought(faults=faults, at_fault=frozenset(row for row, _fault in found))


def entry_row(letter: Letter, row: Filled, task: str) -> Row:
    """Return the row of an import of progress that a row of a form stands for."""
    given = row.given
    values = {
        "key": letter.key(row),
        "task": task,
        "on": given.get("on", letter.form.day),
        "actor": letter.record.unit,
        **{name: given[name] for name in SAID if name in given},
    }
    return blank(PROGRESS, values, row.row)


def _day_faults(
    register: Register, letter: Letter, rows: Sequence[Filled]
) -> Iterator[tuple[int, CellFault]]:
    """Yield a fault, with its row, for each day that is missing or lies outside the period."""
    wrong = cache(partial(_wrong_day, register, letter))
    for row in rows:
        on = row.given.get("on", letter.form.day)
        if not on:
            yield (
                row.row,
                letter.form.day_fault(
                    Invalid(
                        _("The day of report is empty: for which day the rows speak is not known."),
                        _("Fill it in, or give each row a day of its own."),
                    )
                ),
            )
        elif fault := wrong(on):
            yield row.row, refusal(letter, row.row, "on", fault, on)


def _wrong_day(register: Register, letter: Letter, on: str) -> TasktrackError | None:
    """Return what is wrong with a day that rows are to speak for: outside the period, or still to come."""
    if not letter.plan.first.isoformat() <= on <= letter.plan.last.isoformat():
        return outside(letter)
    try:
        lookup.past_day(register, on, _("The entry's day"))
    except TasktrackError as fault:
        return fault
    return None


def _lead_faults(register: Register, letter: Letter) -> Iterator[tuple[int, CellFault]]:
    """Yield a fault for each task that another unit leads by now: its own form speaks of it."""
    rows = [row for row in letter.form.rows if not row.sent.key.startswith("#")]
    known = store.leads(register.db, lookup.state_source(register), [row.sent.key for row in rows])
    for row in rows:
        found = known.get(row.sent.key)
        if found is not None and found[1] != letter.record.unit:
            fault = Invalid(
                _("Task {code} is led by {name} ({unit}) by now.").format(
                    code=row.sent.key, name=found[2], unit=found[1]
                ),
                _("Empty the row: the unit that leads the task reports on it."),
            )
            yield row.row, refusal(letter, row.row, "code", fault)


def _fresh(register: Register, rows: Sequence[Row], keyed: Container[str]) -> list[Row]:
    """Leave out rows that a living entry under another key says already, word by word."""
    db = register.db
    tasks = progress_bulk.tasks_named(db, {row.values["task"] for row in rows})
    days = {
        (tasks[row.values["task"]].id, date.fromisoformat(row.values["on"]))
        for row in rows
        if row.values["task"] in tasks and row.values["on"]
    }
    known = {(task, _said(new)) for task, new in progress_bulk.on_days(db, days)}
    return [
        row
        for row in rows
        if row.values["key"] in keyed
        or row.values["task"] not in tasks
        or (tasks[row.values["task"]].id, _row_said(row)) not in known
    ]


def _said(new: NewEntry) -> frozenset[tuple[str, str]]:
    return frozenset((name, text) for name, text in words(new).items() if name != "actor")


def _row_said(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset(
        (name, text) for name, text in row.values.items() if text and name not in ("key", "task", "actor")
    )
