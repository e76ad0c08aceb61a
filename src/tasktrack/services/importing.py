"""Tables into books: every fault of the whole file at once, and nothing written when there is one."""

from collections import Counter
from collections.abc import Callable, Iterable

from tasktrack.domain.marking import Imported
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _, ngettext
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import TableSpec
from tasktrack.intake.faults import Fault
from tasktrack.intake.table import read_table
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

Apply = Callable[[Entry, Row], str]


class ImportFaults(Invalid):
    """A file that was not imported, with all that is wrong in it by row and column."""

    code = "import-faults"

    def __init__(self, file: str, faults: list[Fault]) -> None:
        count = len(faults)
        message = ngettext(
            "{file}: {count} fault; nothing was written.",
            "{file}: {count} faults; nothing was written.",
            count,
        )
        super().__init__(
            message.format(file=file, count=count),
            _("Mend the rows and import the file again."),
            details=[_sentence(fault) for fault in sorted(faults)],
        )
        self.faults = faults


def run(register: Register, source: Iterable[bytes], spec: TableSpec, file: str, apply: Apply) -> Imported:
    """Apply every row in one transaction; raise ImportFaults with all faults, of reading and of applying."""
    faults: list[Fault] = []
    done: Counter[str] = Counter()
    with register.write() as entry:
        for item in read_table(source, spec, file):
            if isinstance(item, Row):
                _apply(entry, item, file, apply, done, faults)
            else:
                faults.append(item)
        if faults:
            raise ImportFaults(file, faults)
    return Imported(file, done["added"], done["changed"], done["same"])


def _apply(entry: Entry, row: Row, file: str, apply: Apply, done: Counter[str], faults: list[Fault]) -> None:
    try:
        done[apply(entry, row)] += 1
    except TasktrackError as fault:
        faults.append(Fault(file, row.number, "", "", fault.message, fault.remedy))


def _sentence(fault: Fault) -> str:
    place = _("row {row}").format(row=fault.row) if fault.row else _("the file")
    column = f", {fault.column}" if fault.column else ""
    return f"{fault.file}: {place}{column}: {fault.message} {fault.remedy}"
