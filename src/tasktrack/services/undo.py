"""Take back what a command did."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from tasktrack.domain.history import BookCount, HistoryEntry, HistoryFilter, RowName
from tasktrack.domain.undo import Undoing
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import undo_refusals
from tasktrack.services.history import no_entry
from tasktrack.store import history, now, row_names, undo
from tasktrack.store.register import Register
from tasktrack.store.undo import Stretch

NAMED: Final = 20


def plan(register: Register, number: int | None = None) -> Undoing:
    """Return what taking back an entry would do: the one named, else the newest not yet taken back.

    Raise NotFound, Invalid or PeriodClosed, with what to do instead, when it must not be taken back.
    """
    return _plan(register, _found(register, number))[0]


def take_back(register: Register, number: int | None = None, reason: str | None = None) -> Undoing:
    """Take back an entry whole, as one new entry, and return what was done; raise as `plan` does.

    Rows that it inserted are voided and stay, rows that it changed get their values back.
    """
    seq = _found(register, number).seq
    with register.write(reason, undoes=seq) as entry:
        # Another program may have written since: all is looked at again, now that nobody else can.
        planned, rows = _plan(register, _entry(register, seq))
        undo.apply(entry, seq, rows)
        if (task := undo.task_of(register.db, seq)) is not None:
            entry.about(task)
        _derive(register, seq)
    return planned._replace(number=entry.seq)


def _plan(register: Register, undone: HistoryEntry) -> tuple[Undoing, list[Stretch]]:
    undo_refusals.refuse(register, undone)
    db, seq = register.db, undone.seq
    rows = undo.inserted(db, seq)
    voided, changed = undo.changed(db, seq)
    if not (rows or voided or changed):
        raise Invalid(
            _("Entry {entry} left nothing that could be taken back.").format(entry=seq),
            _("See it with: tasktrack history --entry {entry}.").format(entry=seq),
        )
    changes = (one._replace(before=one.after, after=one.before) for one in undo.changes(db, seq, NAMED))
    planned = Undoing(
        undone,
        tuple(_counts(rows)),
        tuple(changed),
        tuple(voided),
        tuple(islice(_names(register, rows), NAMED)),
        tuple(undo.voided_rows(db, seq, NAMED)),
        tuple(changes),
    )
    return planned, rows


def _found(register: Register, number: int | None) -> HistoryEntry:
    """Return the entry of a number, else the newest not yet taken back; the first one starts the register."""
    if number is not None:
        return _entry(register, number)
    newest = undo.newest(register.db)
    if newest is None or newest == undo_refusals.FIRST:
        raise NotFound(
            _("There is nothing to take back."), _("See 'tasktrack history'."), code="nothing-to-undo"
        )
    return _entry(register, newest)


def _entry(register: Register, number: int) -> HistoryEntry:
    found = history.find(register.db, HistoryFilter(entry=number), 1, changes=False)
    if not found or not found[0].hash:
        raise no_entry(number)
    return found[0]


def _derive(register: Register, seq: int) -> None:
    """Derive anew what hangs on the rows of an entry: settings in force, states of tasks."""
    register.reload_settings()
    needs_review = register.settings.yes("done_needs_review")
    if "done_needs_review" in undo.settings(register.db, seq):
        now.rebuild(register.db, done_needs_review=needs_review)
        return
    for tasks in undo.tasks(register.db, seq):
        now.refresh(register.db, tasks, done_needs_review=needs_review)


def _counts(rows: list[Stretch]) -> Iterator[BookCount]:
    for book in dict.fromkeys(one.book for one in rows):
        yield BookCount(book, sum(one.last - one.first + 1 for one in rows if one.book == book))


def _names(register: Register, rows: list[Stretch]) -> Iterator[RowName]:
    """Yield what the rows are called, a few of each stretch at a time."""
    for one in rows:
        yield from row_names.of_rows(
            register.db, one.book, range(one.first, min(one.last, one.first + NAMED - 1) + 1)
        )
