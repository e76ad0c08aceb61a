"""Import progress entries, a thousand rows at a time."""

from collections.abc import Sequence, Set
from datetime import date
from typing import ClassVar, Final, NamedTuple

from tasktrack.domain.numbers import scaled_text
from tasktrack.domain.progress import NewEntry
from tasktrack.domain.text import fold, tidy
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import PROGRESS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import inputs, lookup, progress, window
from tasktrack.services.importing import Importer, remembered
from tasktrack.services.met import Met
from tasktrack.store import progress as store
from tasktrack.store import progress_bulk
from tasktrack.store.journal import Entry
from tasktrack.store.progress_bulk import AllTasks, Recorded, Reported, Said
from tasktrack.store.register import Register

_YES: Final = ("yes", "co", "x", "true", "1", "done", "hoan thanh", "da hoan thanh")
_NO: Final = ("no", "khong", "false", "0")
_SHORT: Final = 20  # batches


class _Line(NamedTuple):
    """One row that was read: the word that names its task, and the entry."""

    row: Row
    task: str
    new: NewEntry


class _Held(NamedTuple):
    """What the register holds of a batch of rows, and the entries that will be written for it."""

    tasks: dict[str, Reported]
    keyed: dict[str, Recorded]
    known: set[Said]
    fresh: dict[Said, None]

    def says(self, task: Reported, new: NewEntry) -> bool:
        """Return whether an entry is there already: the same under its key, or without one a twin."""
        if new.key and (recorded := self.keyed.get(new.key)):
            return (recorded.task, recorded.new) == (task.id, new)
        said = (task.id, new)
        return said in self.fresh or said in self.known

    def add(self, entry: Entry, task: Reported, new: NewEntry) -> None:
        """Put an entry among those to be written."""
        self.fresh[task.id, new] = None
        if new.key:
            self.keyed[new.key] = Recorded(0, task.id, new._replace(corrects=None), entry.seq)


class ProgressImport(Importer):
    """Rows into progress entries, under the rules of `log`.

    A row with a key that is there is skipped when it says the same; otherwise it is a fault, or with
    `correct` an entry that replaces the old. A row without a key that says what a living entry says is skipped.
    """

    spec: ClassVar[TableSpec] = PROGRESS

    def __init__(self, register: Register, file: str, *, correct: bool = False) -> None:
        super().__init__(register, file)
        self._correct = correct
        self._met = Met()
        self._batches = 0
        self._all_tasks: AllTasks | None = None
        self._finished: set[int] = set()
        self._reopened: set[int] = set()
        self._day = remembered(lambda text: lookup.past_day(register, text, _("The entry's day")))
        self._done = remembered(lambda text: self._done_day(text))
        self._percent = remembered(inputs.percent)
        self._quantity = remembered(inputs.done_quantity)
        self._cause = remembered(inputs.cause)
        self._open_day = remembered(self._refuse_walled)

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write the entries of rows whose task, days and state allow it."""
        lines = [line for row in rows if (line := self._line(row))]
        held = self._held(lines)
        for line in lines:
            task = held.tasks.get(line.task)
            if task is None:
                self._refuse_task(line)
            elif held.says(task, line.new):
                self.done["same"] += 1
            else:
                self._add(entry, line, task, held)
        progress_bulk.add(entry, list(held.fresh))

    def _line(self, row: Row) -> _Line | None:
        """Read a row; None when a cell of it cannot be read, or it says nothing."""
        values = row.values
        try:
            on = self._day(values["on"])
            done = self._done(values["done"]) if values["done"] else None
            new = NewEntry(
                on,
                on if done is date.max else done,
                self._percent(values["percent"]) if values["percent"] else None,
                self._quantity(values["quantity"]) if values["quantity"] else None,
                values["result"] or None,
                values["obstacle"] or None,
                values["proposal"] or None,
                values["next_step"] or None,
                self._cause(values["cause"]) if values["cause"] else None,
                values["evidence"] or None,
                key=values["key"] or None,
                reported_by=values["actor"] or None,
            )
            if not "".join(values.values()).isprintable():
                new = progress.tidied(new)._replace(key=tidy(new.key), reported_by=tidy(new.reported_by))
            progress.refuse_empty(new)
        except TasktrackError as fault:
            self._refuse_cells(row, fault)
            return None
        return _Line(row, values["task"], new)

    def _refuse_cells(self, row: Row, fault: TasktrackError) -> None:
        """Name every cell of a row that cannot be read; the fault itself when each of them can."""
        cells = self.cells(row)
        readers = {
            "on": self._day,
            "done": self._done,
            "percent": self._percent,
            "quantity": self._quantity,
            "cause": self._cause,
        }
        cells.read("task", lambda word: lookup.task(self.register, word))
        for column, reader in readers.items():
            cells.read(column, reader)
        if cells.sound:
            self.refuse(row, fault)

    def _held(self, lines: Sequence[_Line]) -> _Held:
        """Look up all that a batch of rows needs to know of the register, in one query a question."""
        db = self.register.db
        tasks = self._named({line.task for line in lines})
        keyed = progress_bulk.with_keys(db, [line.new.key for line in lines if line.new.key])
        days = {
            (task.id, line.new.on)
            for line in lines
            if (task := tasks.get(line.task)) and self._may_be_known(task, line.new.on)
        }
        return _Held(tasks, keyed, progress_bulk.on_days(db, days), {})

    def _named(self, words: Set[str]) -> dict[str, Reported]:
        """Return the tasks that words name; a long file reads them all once."""
        self._batches += 1
        if self._batches == _SHORT:
            self._all_tasks = AllTasks(self.register.db)
        usual = self._all_tasks.named(words) if self._all_tasks else {}
        return usual | progress_bulk.tasks_named(self.register.db, words - usual.keys())

    def _may_be_known(self, task: Reported, on: date) -> bool:
        """Return whether an entry of the task may speak for the day already."""
        return self._met.again((task.id, on)) or (task.last_on is not None and on <= task.last_on)

    def _add(self, entry: Entry, line: _Line, task: Reported, held: _Held) -> None:
        """Check the entry as `log` does and put it among those to be written."""
        new = line.new
        try:
            replaced = self._replaced(entry, task, held.keyed.get(new.key)) if new.key else None
            progress.check_days(task.assigned_on, new)
            self._open_day(new.on.isoformat())
            if replaced is not None:
                new = new._replace(corrects=replaced)
            state = self._state(task, replaced)
            progress.check_state(task.code, state, new)
            progress.refuse_while_suspended(self.register, task.id, task.code, state, new)
        except TasktrackError as fault:
            self.refuse(line.row, fault)
            return
        if replaced is None:
            self.done["added"] += 1
        else:
            old = held.keyed[new.key or ""].new
            self._take_back(entry, task, replaced, old)
            self.changed(line.row, task.code, words(old), words(new))
        held.add(entry, task, new)
        if new.done_on:
            self._finished.add(task.id)

    def _state(self, task: Reported, replaced: int | None) -> str:
        """Return the state of a task by what was recorded and by this file, without an entry to be replaced."""
        if task.id in self._finished:
            return "done"
        is_done = task.state == "done" and task.id not in self._reopened
        if is_done and replaced is not None and not self._is_done_besides(task, replaced):
            return "open"
        return task.state if is_done or task.state != "done" else "open"

    def _take_back(self, entry: Entry, task: Reported, replaced: int, old: NewEntry) -> None:
        """Void an entry for the row that replaces it; a task that it alone had finished is open again."""
        if old.done_on and not self._is_done_besides(task, replaced):
            self._reopened.add(task.id)
        store.void(entry, task.id, replaced)

    def _is_done_besides(self, task: Reported, replaced: int) -> bool:
        return store.is_done_besides(self.register.db, task.id, replaced)

    def _replaced(self, entry: Entry, task: Reported, held: Recorded | None) -> int | None:
        """Return the entry that the row replaces, if any; raise Invalid when it must not."""
        if held is None:
            return None
        if held.seq == entry.seq:
            raise Invalid(
                _("Another row of this file has the same key and says something else."),
                _("Give each entry a key of its own."),
                field="key",
            )
        if not self._correct:
            raise Invalid(
                _("An entry with this key is recorded and says something else."),
                _("Import with --correct to replace it: the old one stays, voided."),
                field="key",
            )
        return progress.correctable(self.register, task.code, held.id).id

    def _done_day(self, text: str) -> date | None:
        """Read the cell `done`: a day, none for no, and date.max for yes: the entry's own day."""
        word = fold(text)
        if word in _YES or word in _NO:
            return date.max if word in _YES else None
        return lookup.past_day(self.register, text, _("The day of completion"))

    def _refuse_walled(self, day: str) -> None:
        try:
            window.refuse_walled(self.register, date.fromisoformat(day))
        except TasktrackError as fault:
            fault.field = "on"
            raise

    def _refuse_task(self, line: _Line) -> None:
        try:
            lookup.task(self.register, line.task)
        except TasktrackError as fault:
            self.refuse(line.row, fault, "task")


def words(entry: NewEntry) -> dict[str, str]:
    """Return what an entry says, by column, as it stands in a file."""
    said = {
        "on": entry.on.isoformat(),
        "percent": entry.percent is not None and scaled_text(entry.percent, inputs.HUNDREDTHS),
        "quantity": entry.quantity is not None and scaled_text(entry.quantity, inputs.THOUSANDTHS),
        "done": entry.done_on and entry.done_on.isoformat(),
        "result": entry.result,
        "obstacle": entry.obstacle,
        "proposal": entry.proposal,
        "next_step": entry.next_step,
        "cause": entry.cause,
        "evidence": entry.evidence,
        "actor": entry.reported_by,
    }
    return {name: value for name, value in said.items() if value}
