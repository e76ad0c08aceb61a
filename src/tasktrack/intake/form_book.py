"""A form as it came back: whether it is whole, what was filled in since it went out, and what was changed unasked."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from tasktrack.domain.form import DAY_CELL, HEAD_ROW, LAYOUTS, WITH_DAY, CellFault, Column, plain
from tasktrack.domain.form_read import read
from tasktrack.domain.form_seal import MARK, BrokenSeal, Sealed, Sent, opened
from tasktrack.domain.form_words import report_day
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _, ngettext
from tasktrack.intake.spreadsheet import Book, CellError, Sheet, SheetCell, cell_name

_NUMBERS_NAMED: Final = 10
_DAY: Final = Column("on", "day", fill=True)


class Filled(NamedTuple):
    """A row in which something was filled in: the row as it went out, where it stands now, what each cell says."""

    sent: Sent
    row: int
    given: Mapping[str, str]


class Returned(NamedTuple):
    """A form that came back. `day` is the day that holds for all rows; `faults` are those of single cells."""

    file: str
    sealed: Sealed
    day: str
    rows: tuple[Filled, ...]
    faults: tuple[CellFault, ...]

    @property
    def sha256(self) -> str:
        """Return a checksum over what was filled in."""
        said = [self.day, *(repr((one.sent.key, sorted(one.given.items()))) for one in self.rows)]
        return sha256("\n".join(said).encode()).hexdigest()

    def place(self, row: int, column: str) -> str:
        """Return the name of a cell; the number of the row where the form has no such column."""
        columns = self.sealed.columns
        return cell_name(row, columns.index(column) + 1 if column in columns else 1)

    def heading(self, column: str) -> str:
        """Return the heading of a column as it went out."""
        sealed = self.sealed
        return sealed.headings[sealed.columns.index(column)] if column in sealed.columns else ""

    def fault(self, row: int, column: str, value: str, fault: TasktrackError) -> CellFault:
        """Return what is wrong in a cell of a row."""
        return CellFault(
            self.file,
            self.sealed.sheet,
            self.place(row, column),
            self.heading(column),
            shown(value) if value else "",
            fault.message,
            fault.remedy,
        )

    def day_fault(self, fault: TasktrackError) -> CellFault:
        """Return what is wrong with the day that holds for all rows."""
        return CellFault(
            self.file,
            self.sealed.sheet,
            cell_name(*DAY_CELL),
            report_day(),
            self.day,
            fault.message,
            fault.remedy,
        )


def returned(book: Book, file: str) -> Returned:
    """Read a form; raise Invalid for a workbook that is none, or whose hidden sheet, heads or rows were changed."""
    sealed = _sealed(book)
    sheet = next((one for one in book.sheets if plain(one.name) == plain(sealed.sheet)), None)
    if sheet is None:
        raise Invalid(
            _("The sheet {sheet} of form {number} is gone.").format(sheet=sealed.sheet, number=sealed.number),
            _("Name it as it was, or fill in the form that was sent."),
        )
    _refuse_moved(sheet, sealed)
    reader = _Reader(file, sheet, sealed)
    return reader.read()


def _sealed(book: Book) -> Sealed:
    hidden = next((sheet for sheet in book.sheets if sheet.at(1, 1) == MARK), None)
    if hidden is None:
        raise Invalid(
            _("It is no form of tasktrack, or its hidden sheet is gone."),
            _("Fill in the very file that was sent, not a copy of its cells in another one."),
        )
    try:
        return opened([[_text(cell) for cell in row] for row in hidden.rows])
    except BrokenSeal as fault:
        raise Invalid(
            _("Its hidden sheet was changed: what the form went out with is not known."),
            _("Fill in the form that was sent anew, or ask for another one."),
        ) from fault


def _text(cell: SheetCell) -> str:
    return cell if isinstance(cell, str) else plain(cell)


def _refuse_moved(sheet: Sheet, sealed: Sealed) -> None:
    """Raise Invalid when a heading does not stand where it stood."""
    for place, heading in enumerate(sealed.headings, 1):
        found = plain(sheet.at(HEAD_ROW, place))
        if found != plain(heading):
            raise Invalid(
                _(
                    "Cell {cell} was the heading {heading} and says {found}: rows or columns were moved."
                ).format(cell=cell_name(HEAD_ROW, place), heading=heading, found=shown(found)),
                _("Fill in the form that was sent, and add, delete or move no row and no column."),
            )


class _Reader:
    """Reads the rows of one form."""

    def __init__(self, file: str, sheet: Sheet, sealed: Sealed) -> None:
        self._sheet = sheet
        self._sealed = sealed
        self._columns = {column.key: column for column in LAYOUTS[sealed.kind]}
        self._form = Returned(file, sealed, "", (), ())
        self._faults: list[CellFault] = []

    def read(self) -> Returned:
        """Return the form; raise Invalid when rows of it are gone."""
        day = self._day() if self._sealed.kind in WITH_DAY else ""
        places = self._places()
        gone = [number for number in range(1, len(self._sealed.rows) + 1) if number not in places]
        if gone:
            raise _cut(gone)
        rows = [self._row(self._sealed.rows[number - 1], row) for number, row in sorted(places.items())]
        filled = tuple(row for row in rows if row.given)
        return self._form._replace(day=day, rows=filled, faults=tuple(self._faults))

    def _day(self) -> str:
        cell = self._sheet.at(*DAY_CELL)
        if cell is None or plain(cell) == "":
            return ""
        try:
            return read(_DAY, _sound(cell), report_day(), {})
        except TasktrackError as fault:
            self._faults.append(self._form._replace(day=shown(plain(cell))).day_fault(fault))
            return ""

    def _places(self) -> dict[int, int]:
        """Return by the number of each row where it stands now; what is none of the form's rows is a fault."""
        places: dict[int, int] = {}
        for row in range(HEAD_ROW + 1, len(self._sheet.rows) + 1):
            cells = [plain(self._sheet.at(row, place)) for place in range(1, len(self._sealed.columns) + 1)]
            if not any(cells):
                continue
            number = int(cells[0]) if cells[0].isascii() and cells[0].isdigit() and len(cells[0]) < 7 else 0
            if not 1 <= number <= len(self._sealed.rows):
                filled = next(place for place, cell in enumerate(cells) if cell)
                self._refuse(row, self._sealed.columns[filled], cells[filled], _stranger())
            elif number in places:
                self._refuse(row, "no", cells[0], _twice(places[number]))
            else:
                places[number] = row
        return places

    def _row(self, sent: Sent, row: int) -> Filled:
        given = {
            column: text
            for place, column in enumerate(self._sealed.columns, 1)
            if (text := self._cell(sent, row, column, self._sheet.at(row, place)))
        }
        return Filled(sent, row, given)

    def _cell(self, sent: Sent, row: int, column: str, cell: SheetCell) -> str:
        """Return what was filled in; nothing where the cell is as it went out, or at fault."""
        before, now = sent.values.get(column, ""), plain(cell)
        if now == before:
            return ""
        try:
            if column not in sent.open:
                raise _protected(before)
            if not now:
                raise _emptied(before)
            choices = self._sealed.choices.get(column, {})
            text = read(self._columns[column], _sound(cell), self._form.heading(column), choices)
        except TasktrackError as fault:
            self._refuse(row, column, now, fault)
            return ""
        return "" if text == before else text

    def _refuse(self, row: int, column: str, value: str, fault: TasktrackError) -> None:
        self._faults.append(self._form.fault(row, column, value, fault))


def _sound(cell: SheetCell) -> SheetCell:
    if isinstance(cell, CellError):
        raise Invalid(
            _("The cell holds {value}: a formula that could not be worked out.").format(value=shown(cell)),
            _("Type the value itself."),
        )
    return cell


def _protected(before: str) -> Invalid:
    return Invalid(
        _("The cell is not to be filled in; it went out with {value}.").format(value=shown(before))
        if before
        else _("The cell is not to be filled in; it went out empty."),
        _("Put it back as it was. What is wrong in the register is told to whoever sent the form."),
    )


def _emptied(before: str) -> Invalid:
    return Invalid(
        _("The cell went out with {value} and is empty: a form takes nothing out.").format(
            value=shown(before)
        ),
        _("Put it back, or write what is right."),
    )


def _stranger() -> Invalid:
    return Invalid(
        _("The row is none of the form's."),
        _("Write into the yellow cells; ask for another form if they are too few."),
    )


def _twice(first: int) -> Invalid:
    return Invalid(
        _("The row was copied: row {row} has the same number.").format(row=first),
        _("Delete one of the two."),
    )


def _cut(gone: list[int]) -> Invalid:
    numbers = ", ".join(map(str, gone[:_NUMBERS_NAMED])) + (" …" if len(gone) > _NUMBERS_NAMED else "")
    return Invalid(
        ngettext("Row no. {numbers} is gone.", "Rows no. {numbers} are gone.", len(gone)).format(
            numbers=numbers
        ),
        _("Fill in the form as it was sent; a row of which there is nothing to say stays empty."),
    )
