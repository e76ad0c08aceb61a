"""Import tasks, a thousand rows at a time: new ones, and corrections of those that are there."""

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import ClassVar, NamedTuple

from tasktrack.domain.importing import Imported
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import TASKS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import in_person, lookup
from tasktrack.services.cell_readers import stands_twice
from tasktrack.services.importing import Importer
from tasktrack.services.shares import Shares
from tasktrack.services.task_cells import Line, TaskCells
from tasktrack.services.task_changes import Changed, Changes, refuse_unlike
from tasktrack.services.task_import_words import Away, Repeated, stands_whole, unknown_code
from tasktrack.services.task_known import Batch, Known, Place
from tasktrack.services.task_new import made, whole_of
from tasktrack.services.waiting import Waiting, why_stuck
from tasktrack.store import officer as officers
from tasktrack.store import task_bulk as bulk
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register
from tasktrack.store.task_bulk import Held, New, Whole


class _Late(NamedTuple):
    """A row whose whole stands later in the file, under the number that its task has or will have."""

    line: Line
    id: int
    held: Held | None


class TaskImport(Importer):
    """Rows into tasks, known by their keys, else by the code that this register gave, else by what they say.

    The same again is skipped; other content under a key or code is a correction, under the rules of `task edit`.
    A row without either that says what a living task says is skipped. Columns that the file does not have
    stay as they are, an empty cell clears. A row may name the whole of which it is a part before that one's row.

    In the column `code` a label such as #1 stands for a task without a key in this file alone.
    """

    spec: ClassVar[TableSpec] = TASKS

    def __init__(
        self,
        register: Register,
        file: str,
        *,
        usual: Mapping[str, str | None] | None = None,
        several: str | None = None,
    ) -> None:
        super().__init__(register, file)
        self._cells = TaskCells(register, usual, several)
        self._shares = Shares(register)
        self._changes = Changes(register, self._cells, self._shares)
        self._next = bulk.next_id(register.db)
        self._added: tuple[int, int] | None = None
        self._repeated = Repeated()
        self._not_delegable: list[in_person.NotDelegable] = []
        self._deputies = officers.deputies(register.db)
        self._away = Away(register)
        # By the number of a task the row of this file that spoke of it first: four bytes a task.
        self._met = array("I", bytes(4 * self._next))
        self._waiting: Waiting[_Late] = Waiting()
        self._late: dict[str, Whole] = {}
        self._known = Known(register.db, self._cells)

    def refuse(self, row: Row, fault: TasktrackError, column: str | None = None) -> None:
        """Remember what is wrong with a row; what is secret is not repeated."""
        if isinstance(fault, in_person.NotDelegable):
            self._not_delegable.append(fault)
        super().refuse(row._replace(values={}) if fault.code == "secret" else row, fault, column)

    def settled(self) -> None:
        """Keep in the journal which tasks of the head were to go to a deputy."""
        for fault in self._not_delegable:
            in_person.note(self.register, fault)

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Correct the tasks that are there, and insert the others all at once."""
        lines = [line for row in rows for line in self._cells.lines(self, row)]
        batch = self._known.batch(lines)
        self._changes.begin(batch.tasks)
        self._shares.begin(batch.tasks | {whole.id for whole in batch.wholes.values()})
        for _number, group in groupby(enumerate(lines), key=lambda item: item[1].row.number):
            self._take_row(entry, list(group), batch)
        self._insert(entry, batch.fresh)
        self._known.remember(batch.fresh, {label: number for label, (_line, number) in batch.labels.items()})

    def _insert(self, entry: Entry, fresh: Sequence[New]) -> None:
        """Write new tasks, and remember what is told of them at the end."""
        bulk.add(entry, fresh)
        self._away.note(fresh)
        numbers = [new.id for new in fresh]
        if numbers:
            first, last = self._added or (numbers[0], numbers[0])
            self._added = min(first, *numbers), max(last, *numbers)

    def result(self) -> Imported:
        """Return what was done until now."""
        done = super().result()
        if self._added is None:
            return done
        first, last = map(bulk.code_of, self._added)
        return done._replace(first=first, last=last)

    def _take_row(self, entry: Entry, lines: Sequence[tuple[int, Line]], batch: Batch) -> None:
        """Write what a row gives, most often one task; of a row with several all or none."""
        try:
            if len(lines) > 1:
                with self._shares.tried():
                    for _place, line in lines:
                        self._try_out(line, batch)
            for place, line in lines:
                self._place(entry, line, batch, batch.places.get(place))
        except TasktrackError as fault:
            self.refuse(lines[0][1].row, fault)

    def _try_out(self, line: Line, batch: Batch) -> None:
        """Raise what forbids one task of a row that gives several."""
        whole = self._whole(line, batch)
        held = None if self._is_repeated(line, batch) else self._identified(line, batch)
        if line.above and whole is None:
            return
        if held is None:
            self._share(self._new(line, whole, self._next))
            return
        changed = self._changed(line, held, whole)
        for column, fault in self._changes.faults(held, changed, whole):
            fault.field = column
            raise fault

    def _place(self, entry: Entry, line: Line, batch: Batch, place: Place | None) -> None:
        """Find the task of a row and correct it, or make a new one."""
        if self._is_repeated(line, batch):
            self.done["same"] += 1
            return
        held = self._identified(line, batch)
        if held is not None:
            self._label(line, held.id, batch)
            self._meet(entry, line, held, batch)
            return
        whole = self._whole(line, batch)
        twin = self._twin(line, batch, place, whole) if place else None
        if twin is not None:
            self._repeat(twin, line)
            self._label(line, twin, batch)
            self.done["same"] += 1
            return
        self._register(line, batch, place, whole)

    def _is_repeated(self, line: Line, batch: Batch) -> bool:
        """Return whether a row of the same names said the same; raise Invalid when it said something else.

        Only rows are meant whose tasks the books do not hold yet, or not under these names.
        """
        code = line.label or (line.code.upper() if line.code else None)
        for column, name in (("key", line.key), ("code", code)):
            other = self._earlier(name, batch) if name else None
            if other and other.row.number != line.row.number:
                if _same(line, other):
                    return True
                raise stands_twice(other.row.number, column)
        known = batch.by_label.get(line.label or "")
        if known and line.key and known.values["key"] != line.key:
            raise stands_twice(self._met[known.id], "code")
        return False

    def _earlier(self, name: str, batch: Batch) -> Line | None:
        """Return the row of this file that gave a key or label before."""
        for named in (batch.fresh_named, batch.labels):
            if name in named:
                return named[name][0]
        late = self._waiting.named(name)
        return late.line if late else None

    def _identified(self, line: Line, batch: Batch) -> Held | None:
        """Return the task that a row names by its code or key, None when it names none that is in the books."""
        if line.code and not line.label:
            held = batch.by_code.get(line.code.upper())
            if held is None:
                raise unknown_code(line.code)
            refuse_unlike(line, held, "code")
            return held
        if line.whole_key and line.whole_key in batch.by_key:
            raise stands_whole(line.whole_key)
        if not line.key:
            return batch.by_label.get(line.label or "")
        held = batch.by_key.get(line.key)
        if held and line.whole_key:
            refuse_unlike(line, held, "key")
        return held

    def _meet(self, entry: Entry, line: Line, held: Held, batch: Batch) -> None:
        """Correct a task that is there, or let the row wait until its whole is."""
        whole = self._whole(line, batch)
        if line.above and whole is None:
            self._wait(line, held.id, held)
            return
        self._correct(entry, line, held, whole)
        if line.key and held.values["key"] == line.key:
            batch.by_key[line.key] = held  # it may have been given just now

    def _correct(self, entry: Entry, line: Line, held: Held, whole: Whole | None) -> None:
        """Write what a row says otherwise of a task that is there, or refuse it column by column."""
        changed = self._changed(line, held, whole)
        self._mark(held.id, line)
        if not changed:
            self.done["same"] += 1
            return
        words = self._changes.words(held, changed) if self.shows_changes else ({}, {})
        if faults := self._changes.faults(held, changed, whole):
            for column, fault in faults:
                self.refuse(line.row, fault, column)
            return
        self._changes.write(entry, held, changed)
        self.changed(line.row, held.code, *words)

    def _changed(self, line: Line, held: Held, whole: Whole | None) -> Changed:
        """Return what a row says otherwise of a task; raise Invalid when another row of the file spoke of it."""
        changed = self._changes.of(line, held, whole, keyed=bool(line.key or not line.label))
        first = self._met[held.id]
        if changed and first and first != line.row.number:
            raise stands_twice(first, "key" if line.key else "code")
        return changed

    def _twin(self, line: Line, batch: Batch, place: Place, whole: Whole | None) -> int | None:
        """Return the number of a task that says what a row without a key says.

        A label tells rows apart that say the same: each finds a task of its own.
        """
        if line.above and whole is None:
            return None
        for held in batch.twins.get(place, ()):
            free = not (line.label and self._met[held.id])
            if free and self._changes.is_same(line, held, whole):
                return held.id
        if not line.label:
            for other, new in batch.fresh_twins.get(place, ()):
                if _same(line, other):
                    return new.id
        return None

    def _register(self, line: Line, batch: Batch, place: Place | None, whole: Whole | None) -> None:
        """Make a new task of a row, or let it wait under its number until its whole is there."""
        if line.above and whole is None:
            number = self._number()
            self._mark(number, line)
            self._wait(line, number, None)
            return
        new = self._new(line, whole, self._next)
        self._share(new)
        self._mark(self._number(), line)
        batch.fresh.append(new)
        for name in filter(None, (line.key, line.label)):
            batch.fresh_named[name] = line, new
        if place:
            batch.fresh_twins.setdefault(place, []).append((line, new))
        self._label(line, new.id, batch)
        self.done["added"] += 1

    def _new(self, line: Line, whole: Whole | None, number: int) -> New:
        new = made(line, whole, number, self.register.clock.today())
        self._cells.refuse_retired(new.values)
        if new.values.get("officer") in self._deputies:
            in_person.refuse_values(self.register, new.values, str(new.values["assigned_on"]))
        self._cells.refuse_gone("lead", new.values["lead"], new.values["assigned_on"])
        for unit in new.support:
            self._cells.refuse_gone("support", unit, new.values["assigned_on"])
        return new

    def _share(self, new: New) -> None:
        """Raise Invalid when a new part is more than is left of the whole."""
        if new.values.get("parent"):
            self._shares.add(new.values)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _mark(self, number: int, line: Line) -> None:
        """Remember the first row that spoke of a task."""
        if number >= len(self._met):
            self._met.extend(bytes(max(1024, number - len(self._met) + 1)))
        self._met[number] = self._met[number] or line.row.number

    def _repeat(self, number: int, line: Line) -> None:
        """Remember a row that says of a task what an earlier row of this file said."""
        self._mark(number, line)
        if (first := self._met[number]) != line.row.number:
            self._repeated.note(line.row.number, first)

    def _label(self, line: Line, number: int, batch: Batch) -> None:
        if line.label:
            batch.labels[line.label] = line, number

    def _whole(self, line: Line, batch: Batch) -> Whole | None:
        """Return the task of which a row is a part, None when it is not there, or not yet."""
        if not line.above:
            return None
        if line.above in batch.fresh_named:
            new = batch.fresh_named[line.above][1]
            self._shares.know(new.id, new.code, new.values)
            return whole_of(new)
        return batch.wholes.get(line.above)

    def _wait(self, line: Line, number: int, held: Held | None) -> None:
        names = tuple(filter(None, (line.key, line.label, held.code if held else None)))
        self._waiting.add(_Late(line, number, held), names, (str(line.above),))

    def finish(self, entry: Entry) -> None:
        """Write the parts whose wholes stood later in the file."""
        self._changes.begin(set())
        self._late = self._known.wholes({str(late.line.above) for late in self._waiting.items})
        self._shares.begin({whole.id for whole in self._late.values()})
        circle = Invalid(_("A task cannot stand below itself."), _("Name another task as the whole."))
        for stuck in self._waiting.settle(
            lambda late: str(late.line.above) in self._late, lambda late: self._settle(entry, late)
        ):
            why = why_stuck(stuck, circle, _row_number, partial(_look_up, self.register, stuck.item))
            self.refuse(stuck.item.line.row, why, "parent")
        self.warnings += [*self._repeated.words(), *self._away.words()]

    def _settle(self, entry: Entry, late: _Late) -> bool:
        """Write a part that waited; return False when it is refused."""
        line, whole = late.line, self._late[str(late.line.above)]
        before = len(self.faults)
        try:
            if late.held:
                self._correct(entry, line, late.held, whole)
                there = self._known.whole(late.held.id)
            else:
                there = self._add_late(entry, late, whole)
        except TasktrackError as fault:
            self.refuse(line.row, fault)
            return False
        if len(self.faults) > before:
            return False
        self._late |= dict.fromkeys(filter(None, (line.key, line.label)), there)
        return True

    def _add_late(self, entry: Entry, late: _Late, whole: Whole) -> Whole:
        """Insert a part that waited, or find that it is there; return it as a whole."""
        line = late.line
        if not line.key:
            place, held = self._known.twins_of(line)
            twin = self._twin(line, Batch(twins={place: held}), place, whole)
            if twin is not None:
                self.done["same"] += 1
                self._repeat(twin, line)
                return self._known.whole(twin)
        new = self._new(line, whole, late.id)
        self._share(new)
        self._insert(entry, [new])
        self._known.remember([new])
        self.done["added"] += 1
        return whole_of(new)


def _same(line: Line, other: Line) -> bool:
    """Return whether two rows of a file say the same, whatever their labels."""
    return line._replace(row=other.row, code=other.code) == other


def _row_number(late: _Late) -> int:
    return late.line.row.number


def _look_up(register: Register, late: _Late) -> None:
    lookup.task(register, str(late.line.above))
