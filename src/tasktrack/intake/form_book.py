"""A form as it came back: whether it is whole, what was filled in since it went out, and what was changed unasked."""

from collections.abc import Iterator, Mapping, Sequence
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
    """A form that came back. `day` is the day that holds for all rows; `faults` are those of single cells.

    `unsound` are the rows of which a cell is at fault; `notes` name what was written where nobody looks.
    """

    file: str
    sealed: Sealed
    day: str
    rows: tuple[Filled, ...]
    faults: tuple[CellFault, ...]
    unsound: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def sound(self) -> "Returned":
        """Return the form with those rows only of which every cell could be read."""
        rows = tuple(row for row in self.rows if row.row not in self.unsound)
        return self._replace(rows=rows, faults=(), unsound=frozenset())

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
        self._unsound: set[int] = set()
        self._has_wrong_day = False

    def read(self) -> Returned:
        """Return the form; raise Invalid when rows of it are gone."""
        day = self._day() if self._sealed.kind in WITH_DAY else ""
        places = self._places()
        gone = [number for number in range(1, len(self._sealed.rows) + 1) if number not in places]
        if gone:
            raise _cut(gone)
        rows = [self._row(self._sealed.rows[number - 1], row) for number, row in sorted(places.items())]
        filled = tuple(row for row in rows if row.given)
        if self._has_wrong_day:
            self._unsound.update(row.row for row in filled if "on" not in row.given)
        return self._form._replace(
            day=day,
            rows=filled,
            faults=tuple(self._faults),
            unsound=frozenset(self._unsound),
            notes=tuple(self._notes()),
        )

    def _notes(self) -> Iterator[str]:
        """Yield a sentence for each cell that was written into beside the table, or above it."""
        width = len(self._sealed.columns)
        for row, cells in enumerate(self._sheet.rows, 1):
            for place, cell in enumerate(cells, 1):
                is_ours = place <= width if row >= HEAD_ROW else _is_drawn(row, place, self._sealed.kind)
                if not is_ours and (text := plain(cell)):
                    yield _("Cell {cell} lies outside the form and is not read: {value}.").format(
                        cell=cell_name(row, place), value=shown(text)
                    )

    def _day(self) -> str:
        cell = self._sheet.at(*DAY_CELL)
        if cell is None or plain(cell) == "":
            return ""
        try:
            return read(_DAY, _sound(cell), report_day(), {})
        except TasktrackError as fault:
            self._has_wrong_day = True
            self._faults.append(self._form._replace(day=shown(plain(cell))).day_fault(fault))
            return ""

    def _places(self) -> dict[int, int]:
        """Return by the number of each row where it stands now; what is none of the form's rows is a fault."""
        places: dict[int, int] = {}
        strange: dict[int, Sequence[str]] = {}
        for row in range(HEAD_ROW + 1, len(self._sheet.rows) + 1):
            cells = [plain(self._sheet.at(row, place)) for place in range(1, len(self._sealed.columns) + 1)]
            if not any(cells):
                continue
            number = int(cells[0]) if cells[0].isascii() and cells[0].isdigit() and len(cells[0]) < 7 else 0
            if 1 <= number <= len(self._sealed.rows) and number not in places:
                places[number] = row
            else:
                strange[row] = cells
        for row, found in strange.items():
            self._refuse_strange(row, found, places)
        return places

    def _refuse_strange(self, row: int, cells: Sequence[str], places: dict[int, int]) -> None:
        """Refuse a row whose number is none of the form's, or another's; say which it was where that shows."""
        meant = row - HEAD_ROW
        if 1 <= meant <= len(self._sealed.rows) and meant not in places:
            sent = self._sealed.rows[meant - 1]
            given = zip(self._sealed.columns[1:], cells[1:], strict=True)
            if all(cell == sent.values.get(column, "") for column, cell in given if column not in sent.open):
                places[meant] = row
                self._refuse(row, "no", cells[0], _protected(str(meant)))
                return
        if cells[0].isascii() and cells[0].isdigit() and int(cells[0][:6]) in places and len(cells[0]) < 7:
            self._refuse(row, "no", cells[0], _twice(places[int(cells[0])]))
            return
        filled = next(place for place, cell in enumerate(cells) if cell)
        self._refuse(row, self._sealed.columns[filled], cells[filled], _stranger())

    def _row(self, sent: Sent, row: int) -> Filled:
        given = {
            column: text
            for place, column in enumerate(self._sealed.columns, 1)
            if column != "no" and (text := self._cell(sent, row, column, self._sheet.at(row, place)))
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
        self._unsound.add(row)
        self._faults.append(self._form.fault(row, column, value, fault))


def _is_drawn(row: int, place: int, kind: str) -> bool:
    """Return whether a cell above the table is one that the form went out with."""
    day_row, day = DAY_CELL
    return place == 1 or (kind in WITH_DAY and row == day_row and place in (day - 1, day))


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
