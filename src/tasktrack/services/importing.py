"""Tables into books: every fault of the whole file at once, and nothing written unless told to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import ClassVar, Final, TypeVar, cast

from tasktrack.domain.importing import Changed, FaultRow, Imported
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _, ngettext
from tasktrack.intake.cells import Row
from tasktrack.intake.faults import Fault, shown
from tasktrack.intake.source import Source, Text
from tasktrack.intake.table_spec import TableSpec
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

__all__ = [
    "Cells",
    "FaultRow",
    "ImportFaults",
    "Importer",
    "Source",
    "Text",
    "remembered",
    "run",
    "sentence",
]


BATCH: Final = 1000
_CHANGES_SHOWN: Final = 1000

T = TypeVar("T")


class ImportFaults(Invalid):
    """A file that was not imported, with all that is wrong in it by row and column."""

    code = "import-faults"

    def __init__(self, file: str, faults: Sequence[Fault], *, skippable: bool = True) -> None:
        count = len(faults)
        message = ngettext(
            "{file}: {count} fault; nothing was written.",
            "{file}: {count} faults; nothing was written.",
            count,
        )
        super().__init__(
            message.format(file=file, count=count),
            _("Mend the rows and import the file again; --skip-bad writes the others.")
            if skippable
            else _("Mend the file and import it again."),
            details=[sentence(fault) for fault in faults],
            data={
                "faults": [
                    vars(fault) | {"sheet": fault.sheet or None, "cell": fault.cell or None}
                    for fault in faults
                ]
            },
        )
        self.faults = faults


class Importer(ABC):
    """What the rows of one kind of table become in the books; lives as long as one import."""

    spec: ClassVar[TableSpec]

    def __init__(self, register: Register, file: str) -> None:
        self.register = register
        self.file = file
        self.faults: list[Fault] = []
        self.changes: list[Changed] = []
        self.done: Counter[str] = Counter()
        self.warnings: list[str] = []
        # Told of every row that changed what stood there; `changes` holds the first of them only.
        self.on_change: Callable[[Changed], None] | None = None

    @abstractmethod
    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write rows, at most BATCH of them; what cannot be written is refused, and nothing of its row stays."""

    def finish(self, entry: Entry) -> None:  # noqa: B027 - most have nothing left to do
        """Write what had to wait for the rest of the file."""

    def settled(self) -> None:  # noqa: B027 - most have nothing to keep
        """Keep what is to be known whether the rows were written or not, once that is settled."""

    def changed(self, row: Row, name: str, before: dict[str, str], after: dict[str, str]) -> None:
        """Count a row that changed what stood there, and keep the first of them to be shown."""
        self.done["changed"] += 1
        change = Changed(row.number, name, before, after)
        if self.on_change:
            self.on_change(change)
        if len(self.changes) < _CHANGES_SHOWN:
            self.changes.append(change)

    @property
    def shows_changes(self) -> bool:
        """Return whether what a row changes is asked for: of a long file the first are shown."""
        return self.on_change is not None or len(self.changes) < _CHANGES_SHOWN

    def refuse(self, row: Row, fault: TasktrackError, column: str | None = None) -> None:
        """Remember what is wrong with a row, in the column that the fault names if it names one."""
        named = column or fault.field or ""
        value = shown(row.values.get(named, ""))
        self.faults.append(Fault(self.file, row.number, named, value, fault.message, fault.remedy))

    def cells(self, row: Row) -> Cells:
        """Begin to read the cells of a row."""
        return Cells(self, row)

    def result(self) -> Imported:
        """Return what was done until now."""
        done = self.done
        return Imported(
            self.file,
            done["added"],
            done["changed"],
            done["same"],
            self.changes,
            sorted(self.faults, key=in_order),
            self.warnings,
        )


class Cells:
    """The cells of one row, each read in its own way; what cannot be read is refused with its column."""

    def __init__(self, importer: Importer, row: Row) -> None:
        self._importer = importer
        self._row = row
        self.sound = True

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """Return what a cell says, None for an empty one or one that cannot be read."""
        text = self._row.values[column]
        if not text:
            return None
        try:
            return reader(text)
        except TasktrackError as fault:
            self._importer.refuse(self._row, fault, column)
            self.sound = False
            return None

    def text(self, column: str) -> str | None:
        """Return a cell's text, None for an empty one."""
        return self._row.values[column] or None


def remembered(reader: Callable[[str], T]) -> Callable[[str], T]:
    """Return a reader that works out a text once: days, units and faults repeat from row to row."""

    @lru_cache(maxsize=10_000)
    def outcome(text: str) -> tuple[T, None] | tuple[None, TasktrackError]:
        try:
            return reader(text), None
        except TasktrackError as fault:
            return None, fault

    def read(text: str) -> T:
        value, fault = outcome(text)
        if fault is not None:
            raise fault.with_traceback(None)
        return cast(T, value)

    return read


def run(
    register: Register, source: Source | Iterable[bytes], importer: Importer, *, skip_bad: bool = False
) -> Imported:
    """Import a table in one transaction, a thousand rows at a time; lines of bytes are CSV or JSON.

    Raise ImportFaults with all faults, of reading and of writing; with `skip_bad` rows at fault are left out
    and returned instead. A fault of the heading leaves nothing to write, and raises in any case.
    """
    table = source if isinstance(source, Source) else Text(source)
    try:
        with register.write(importer.file) as entry:
            items = table.items(importer.spec, importer.file)
            rows_met = False
            while batch := list(islice(items, BATCH)):
                rows = [item for item in batch if isinstance(item, Row)]
                importer.faults += [item for item in batch if isinstance(item, Fault)]
                rows_met = rows_met or bool(rows)
                importer.take(entry, rows)
            importer.finish(entry)
            importer.faults = [table.located(fault) for fault in importer.faults]
            importer.warnings += table.notes
            if importer.faults and not (skip_bad and rows_met):
                raise ImportFaults(importer.file, sorted(importer.faults, key=in_order), skippable=rows_met)
    finally:
        importer.settled()
    return importer.result()


def in_order(fault: FaultRow) -> tuple[str, int, int, str, str, str, str, str]:
    """Return by what faults are sorted: file, row, then their cells from left to right, else their columns."""
    place = (fault.file, fault.row, len(fault.cell), fault.cell, fault.column)
    return (*place, fault.value, fault.message, fault.remedy)


def sentence(fault: FaultRow) -> str:
    """Say a fault in one line: where, what, how to mend it."""
    column = f", {fault.column}" if fault.column else ""
    value = f" ({fault.value})" if fault.value and fault.value not in fault.message else ""
    return f"{fault.file}: {_place(fault)}{column}{value}: {fault.message} {fault.remedy}".rstrip()


def _place(fault: FaultRow) -> str:
    if not fault.row:
        return _("sheet {sheet}").format(sheet=fault.sheet) if fault.sheet else _("the file")
    if fault.cell:
        return _("sheet {sheet}, row {row}, cell {cell}").format(
            sheet=fault.sheet, row=fault.row, cell=fault.cell
        )
    if fault.sheet:
        return _("sheet {sheet}, row {row}").format(sheet=fault.sheet, row=fault.row)
    return _("row {row}").format(row=fault.row)
