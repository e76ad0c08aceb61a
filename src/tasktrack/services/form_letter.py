"""A form that came back, beside what the register knows of it; what of it can be taken, and what cannot."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from tasktrack.domain.dates import day_text
from tasktrack.domain.form import WITH_DAY, CellFault, FormRecord
from tasktrack.domain.form_conflict import Statement
from tasktrack.domain.importing import Changed
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.faults import Fault
from tasktrack.intake.form_book import Filled, Returned
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services.form_plan import Plan
from tasktrack.services.importing import BATCH, Importer
from tasktrack.store.journal import Entry

# What a column of an import is called in the form; else it is called the same.
Columns = Mapping[str, str]
_AS_NAMED: Final[Columns] = {}


class Letter(NamedTuple):
    """A form that came back whole, the form that was sent, and its period."""

    form: Returned
    record: FormRecord
    plan: Plan

    @property
    def file(self) -> str:
        return self.form.file

    def key(self, row: Filled) -> str:
        """Return the key of what a row brings in, the same each time that the form comes."""
        return f"{self.record.number}/{row.sent.key}"


class Brought(NamedTuple):
    """What the rows of a form did to the books, row by row, and what is wrong with them."""

    added: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    faults: tuple[CellFault, ...] = ()
    warnings: tuple[str, ...] = ()
    at_fault: frozenset[int] = frozenset()

    def also(self, other: "Brought") -> "Brought":
        """Return both together."""
        return Brought(
            self.added | other.added,
            self.changed | other.changed,
            (*self.faults, *other.faults),
            (*self.warnings, *other.warnings),
            self.at_fault | other.at_fault,
        )


def blank(spec: TableSpec, values: Mapping[str, str], row: int) -> Row:
    """Return a row of a table that gives these columns and no others."""
    return Row(row, dict.fromkeys(spec.names, "") | dict(values), tuple(values))


def run(
    letter: Letter,
    importer: Importer,
    entry: Entry,
    rows: Sequence[Row],
    *,
    correct: bool,
    columns: Columns = _AS_NAMED,
    at_once: bool = False,
    may_change: Callable[[int, str, str], bool] = lambda _row, _column, _before: False,
) -> Brought:
    """Let an import take the rows of a form, and say of each what it did.

    A change of what came before is a fault of its cell, unless it is to `correct`; `may_change` tells (row, column,
    what stood there) whether the form knew of it when it went out. `at_once`: which rows were added is not told.
    """
    done: dict[str, set[int]] = {"added": set(), "changed": set()}
    unasked: list[CellFault] = []

    def met(change: Changed) -> None:
        done["changed"].add(change.row)
        if not correct:
            unasked.extend(_unasked(letter, change, columns, may_change))

    importer.on_change = met
    for start in range(0, len(rows), BATCH) if at_once else ():
        importer.take(entry, rows[start : start + BATCH])
    for row in () if at_once else rows:
        before = importer.done.copy()
        importer.take(entry, [row])
        for name, places in done.items():
            if importer.done[name] > before[name]:
                places.add(row.number)
    importer.finish(entry)
    faults = [_cell_fault(letter, fault, columns) for fault in importer.faults]
    return Brought(
        frozenset(done["added"]),
        frozenset(done["changed"]),
        (*faults, *unasked),
        tuple(importer.warnings),
        frozenset(fault.row for fault in importer.faults),
    )


def refusal(letter: Letter, row: int, column: str, fault: TasktrackError, value: str = "") -> CellFault:
    """Return what is wrong in a cell; that of a day left out in its row lies in the cell above the table."""
    if column == "on" and letter.record.kind in WITH_DAY and not _has_own_day(letter, row):
        return letter.form.day_fault(fault)
    return letter.form.fault(row, column, value, fault)


def outside(letter: Letter) -> Invalid:
    """Return the refusal of a day that is none of the period."""
    plan = letter.plan
    return Invalid(
        _("The day lies outside the period {key}, from {first} to {last}.").format(
            key=plan.key, first=day_text(plan.first), last=day_text(plan.last)
        ),
        _("Give a day of the period."),
    )


def statements(letter: Letter) -> Iterable[Statement]:
    """Yield what a form says, row by row, as two files of one import are compared."""
    form, record = letter.form, letter.record
    has_day = record.kind in WITH_DAY
    for row in form.rows:
        says = {column: (form.place(row.row, column), text) for column, text in row.given.items()}
        if has_day and "on" not in says:
            says["on"] = (form.day_fault(Invalid("")).cell, form.day)
        place, what = _place(letter, row)
        yield Statement(
            letter.file,
            record.number,
            record.kind,
            place,
            says["on"][1] if has_day else "",
            what or _("{number} row {row}").format(number=record.number, row=row.sent.values["no"]),
            form.place(row.row, "no"),
            says,
            row.sent.open | ({"on"} if has_day else frozenset()),
            whole=record.kind != "marks",
        )


def _place(letter: Letter, row: Filled) -> tuple[tuple[str, ...], str]:
    """Return what a row speaks of, whatever form it stands in, and its name for people."""
    record, key = letter.record, row.sent.key
    if key.startswith("#"):
        return (record.number, key), ""
    if record.kind == "marks":
        return ("mark", record.period, key), key.replace("|", " ")
    return ("task", record.period, key), key


def _has_own_day(letter: Letter, row: int) -> bool:
    return any(one.row == row and "on" in one.given for one in letter.form.rows)


def _cell_fault(letter: Letter, fault: Fault, columns: Columns) -> CellFault:
    column = columns.get(fault.column, fault.column)
    return refusal(letter, fault.row, column, Invalid(fault.message, fault.remedy), fault.value)


def emptied(letter: Letter, known: Callable[[str], bool]) -> Iterable[str]:
    """Yield a sentence for each row that brought something when the form came before, and is empty now.

    `known` tells whether the books hold what came under a key.
    """
    if letter.record.received_on is None:
        return
    given = {row.sent.key for row in letter.form.rows}
    for sent in letter.form.sealed.rows:
        if sent.key not in given and known(f"{letter.record.number}/{sent.key}"):
            yield _("Row {row} said something before and is empty now: what was recorded stays.").format(
                row=sent.values["no"]
            )


def _unasked(
    letter: Letter, change: Changed, columns: Columns, may_change: Callable[[int, str, str], bool]
) -> Iterable[CellFault]:
    """Yield a fault for each cell that says something else than the register has of this row."""
    for name in dict.fromkeys((*change.before, *change.after)):
        before, after = change.before.get(name, ""), change.after.get(name, "")
        column = columns.get(name, name)
        if before == after or may_change(change.row, column, before):
            continue
        yield refusal(letter, change.row, column, _said_before(letter.record, before), after)


def _said_before(record: FormRecord, before: str) -> Invalid:
    if record.received_on is None:
        message = _("The register has something else here by now: {before}.").format(before=shown(before))
        remedy = _("Look at what was recorded since the form went out; to replace it, import with --correct.")
        return Invalid(message, remedy)
    return Invalid(
        _("Form {number} came on {day} and said: {before}.").format(
            number=record.number, day=day_text(record.received_on), before=shown(before) if before else "–"
        ),
        _("If this version holds, import it with --correct: what came before stays, voided."),
    )
