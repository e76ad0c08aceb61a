"""A sheet of a workbook as rows to import: the right sheet, its heading, what stands under it, and where it ends."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from tasktrack.domain.form_read import spelled_day
from tasktrack.errors import Invalid
from tasktrack.i18n import _, ngettext
from tasktrack.intake.cells import Row, clean, complete, flaws
from tasktrack.intake.faults import (
    Fault,
    absent_columns,
    duplicate_column,
    shown,
    unknown_column,
    unknown_columns,
)
from tasktrack.intake.heading import Heading, found_in, is_count, text_of
from tasktrack.intake.sheet_values import CellError, Value, cell_name
from tasktrack.intake.source import Source
from tasktrack.intake.spreadsheet import Book, Sheet
from tasktrack.intake.table_spec import DAYS, TableSpec, fold

_TOTAL: Final = re.compile(r"(?:tong(?: cong| so)?|cong|total)(?: [0-9].*)?")
_SIGNED_BY: Final = 2  # columns that a line of signatures fills at most
_WIDE: Final = 3  # columns over which the heading of a section runs at least


class SheetSource(Source):
    """The table of one sheet; which sheet and where its heading is may be said, else both are found."""

    def __init__(self, book: Book, sheet: str | None = None, heading_row: int | None = None) -> None:
        """Raise Invalid when the book has no sheet of that name."""
        super().__init__()
        self._book = book
        self._named = None if sheet is None else sheet_named(book, sheet)
        self._heading_row = heading_row
        self._sheet = ""
        self._places: dict[str, int] = {}

    def items(self, spec: TableSpec, name: str) -> Iterator[Row | Fault]:
        """Yield the rows and faults under the heading; raise Invalid when several sheets may be meant."""
        sheet, heading = self.chosen(spec.find)
        if sheet is None or heading is None:
            yield _no_heading(name, spec, self._named)
            return
        self._sheet = sheet.name
        faults, columns = _columns(heading, spec, name)
        self._places = {column: place for place, column in columns.items()}
        if faults:
            yield from faults
            return
        rows = _Rows(sheet, heading, columns, spec, name)
        yield from rows.items()
        self.notes = list(rows.notes())

    def located(self, fault: Fault) -> Fault:
        """Return a fault with its sheet and, where its column is one of the table, its cell."""
        if not self._sheet:
            return fault
        place = self._places.get(fault.column)
        cell = fault.cell or (cell_name(fault.row, place) if place and fault.row else "")
        return replace(fault, sheet=self._sheet, cell=cell)

    def chosen(self, find: Callable[[str], str | None]) -> tuple[Sheet | None, Heading | None]:
        """Return the sheet to read and its heading: the named one, else the only visible one with known headings."""
        if self._named is not None:
            return self._named, found_in(self._named, find, self._heading_row)
        visible = [sheet for sheet in self._book.sheets if not sheet.hidden]
        headed = [(sheet, found_in(sheet, find, self._heading_row)) for sheet in visible]
        fitting = [(sheet, heading) for sheet, heading in headed if heading and heading.known(find)]
        if len(fitting) > 1:
            raise _several(self._book, [sheet.name for sheet, _heading in fitting])
        if fitting:
            return fitting[0]
        return headed[0] if len(headed) == 1 else (None, None)


def sheet_named(book: Book, name: str) -> Sheet:
    """Return the sheet of a name, capitals and accents aside; raise Invalid for none."""
    for same in (lambda one: one == name, lambda one: fold(one) == fold(name)):
        for sheet in book.sheets:
            if same(sheet.name):
                return sheet
    raise Invalid(
        _("{file} has no sheet {sheet}.").format(file=book.name, sheet=shown(name)),
        _("Its sheets: {sheets}.").format(sheets=", ".join(shown(one.name) for one in book.sheets)),
        code="no-such-sheet",
    )


def _several(book: Book, names: Sequence[str]) -> Invalid:
    return Invalid(
        _("{file} has several sheets that may be meant: {sheets}.").format(
            file=book.name, sheets=", ".join(map(shown, names))
        ),
        _('Name one: --sheet "{sheet}".').format(sheet=shown(names[0])),
        code="several-sheets",
    )


def _no_heading(file: str, spec: TableSpec, sheet: Sheet | None) -> Fault:
    message = _("No heading row is found: no row has headings that are known.")
    remedy = _("Write a heading row with these columns: {columns}.").format(columns=", ".join(spec.shown))
    return Fault(file, 0, "", "", message, remedy, sheet.name if sheet else "")


def _columns(heading: Heading, spec: TableSpec, file: str) -> tuple[list[Fault], dict[int, str]]:
    """Return the columns that the heading's places give, and what is wrong with it."""
    faults: list[Fault] = []
    columns: dict[int, str] = {}
    unknown: dict[int, str] = {}
    for place, wordings in enumerate(heading.columns, 1):
        if any(map(spec.passes_over, wordings)):
            continue
        column = next(filter(None, map(spec.find, wordings)), None)
        if column in columns.values():
            fault = duplicate_column(file, heading.last, wordings[-1], str(column))
            faults.append(replace(fault, cell=cell_name(heading.last, place)))
        elif column:
            columns[place] = column
        elif wordings:
            unknown[place] = wordings[-1]
    faults += _unknown(unknown, heading, spec, file)
    faults += absent_columns(columns.values(), spec, file, heading.last)
    return faults, columns


def _unknown(found: dict[int, str], heading: Heading, spec: TableSpec, file: str) -> Iterator[Fault]:
    """Yield one fault for the headings that mean no column, at the first of them."""
    for place, wording in islice(found.items(), 1):
        if len(found) > 1:
            fault = unknown_columns(file, heading.last, list(found.values()), spec)
        else:
            fault = unknown_column(file, heading.last, wording, spec)
        yield replace(fault, cell=cell_name(heading.last, place))


def _no_heading_over(file: str, row: int, place: int, text: str) -> Fault:
    message = _("Something stands here, in a column without a heading.")
    remedy = _("Give the column a heading, or empty it.")
    return Fault(file, row, "", shown(text), message, remedy, cell=cell_name(row, place))


class _Rows:
    """The rows under a heading, one after the other, to the end of the table."""

    def __init__(
        self, sheet: Sheet, heading: Heading, columns: dict[int, str], spec: TableSpec, file: str
    ) -> None:
        self._headed = {place for place, words in enumerate(heading.columns, 1) if words}
        self._ignored = {
            place for place, words in enumerate(heading.columns, 1) if any(map(spec.passes_over, words))
        }
        self._sheet = sheet
        self._heading = heading
        self._columns = columns
        self._given = tuple(columns.values())
        self._empty = dict.fromkeys(spec.names, "")
        self._spec = spec
        self._file = file
        self._tall = _tall(sheet, columns)
        self._sections = _sections(sheet, columns)
        self._passed: list[int] = []
        self._below: list[int] = []

    def items(self) -> Iterator[Row | Fault]:
        """Yield each row, or its faults; blank ones, sections, totals and signatures are passed over."""
        first, last = self._heading.last + 1, self._last()
        if first <= last and is_count([text_of(cell) for cell in self._sheet.rows[first - 1]]):
            first += 1
        for number in range(first, last + 1):
            if self._is_aside(number):
                self._passed.append(number)
            else:
                yield from self._row(number)
        self._below = [row for row in range(last + 1, len(self._sheet.rows) + 1) if self._is_filled(row)]

    def notes(self) -> Iterator[str]:
        """Say which rows were passed over."""
        if self._passed:
            yield ngettext(
                "Row {rows} is a heading or total within the table and was passed over.",
                "Rows {rows} are headings or totals within the table and were passed over.",
                len(self._passed),
            ).format(rows=_ranges(self._passed))
        if self._below:
            yield ngettext(
                "Row {rows} stands below the table and was passed over.",
                "Rows {rows} stand below the table and were passed over.",
                len(self._below),
            ).format(rows=_ranges(self._below))

    def _last(self) -> int:
        """Return the last row of the table: behind it, after a blank row, come at most signatures and remarks."""
        last = len(self._sheet.rows)
        lowest = next((row for row in range(last, self._heading.last, -1) if self._is_meant(row)), 0)
        after = range(max(lowest, self._heading.last) + 1, last + 1)
        return next((row - 1 for row in after if not self._is_filled(row)), last)

    def _is_filled(self, number: int) -> bool:
        """Return whether anything stands in a row, more than its running number."""
        return any(
            text and not (place in self._ignored and text.isdigit())
            for place, cell in enumerate(self._sheet.rows[number - 1], 1)
            if (text := text_of(cell).strip())
        )

    def _is_meant(self, number: int) -> bool:
        """Return whether a row fills what every row must, or more than signatures do."""
        texts = self._texts(number)
        filled = sum(bool(text.strip()) for text in texts.values())
        return filled > _SIGNED_BY or (filled > 0 and not self._lacks(texts))

    def _lacks(self, texts: dict[str, str]) -> bool:
        return any(
            not texts.get(column) and not texts.get(self._spec.unless.get(column, ""))
            for column in self._spec.required
        )

    def _is_aside(self, number: int) -> bool:
        """Return whether a row is the heading of a section, or a total."""
        if number in self._sections:
            return True
        cells = (text_of(cell).strip() for cell in self._sheet.rows[number - 1])
        first = next(filter(None, cells), "")
        return bool(_TOTAL.fullmatch(fold(first))) and self._lacks(self._texts(number))

    def _value(self, number: int, place: int) -> Value:
        """Return what a cell holds, or the merged cell over it."""
        tops, lows = self._tall.get(place, ((), ()))
        at = bisect_right(tops, number) - 1
        top = tops[at] if at >= 0 and number <= lows[at] else number
        return self._sheet.at(top, place)

    def _texts(self, number: int) -> dict[str, str]:
        return {
            column: _spelled(column, text_of(self._value(number, place)))
            for place, column in self._columns.items()
        }

    def _row(self, number: int) -> Iterator[Row | Fault]:
        if faults := [*self._errors(number), *self._strays(number)]:
            yield from faults
            return
        texts = self._texts(number)
        cleaned = clean(list(texts.values()))
        if cleaned is None:
            yield from flaws(self._file, number, texts.items())
        elif any(cleaned):
            values = self._empty | dict(zip(self._given, cleaned, strict=True))
            yield from complete(self._file, Row(number, values, self._given), self._spec)
        elif self._is_filled(number):  # beside the columns that are read
            self._passed.append(number)

    def _strays(self, number: int) -> Iterator[Fault]:
        """Yield a fault for each cell that holds something in a column without a heading."""
        for place, cell in enumerate(self._sheet.rows[number - 1], 1):
            if place not in self._headed and (text := text_of(cell).strip()):
                yield _no_heading_over(self._file, number, place, text)

    def _errors(self, number: int) -> Iterator[Fault]:
        for place, column in self._columns.items():
            value = self._value(number, place)
            if isinstance(value, CellError):
                yield _error(self._file, number, column, value)


def _spelled(column: str, text: str) -> str:
    """Return a cell of a column of days in one of the spellings that imports take, other cells as they are."""
    return (spelled_day(text) or text) if text and column in DAYS else text


def _error(file: str, row: int, column: str, value: CellError) -> Fault:
    if value.startswith("="):
        message = _("The cell holds a formula whose result was never worked out.")
        remedy = _("Open the file in your spreadsheet program and save it again, or type the value.")
    else:
        message = _("The cell holds the error {value} of a formula.").format(value=shown(value))
        remedy = _("Mend the formula, or type the value.")
    return Fault(file, row, column, shown(value), message, remedy)


def _tall(sheet: Sheet, columns: dict[int, str]) -> dict[int, tuple[list[int], list[int]]]:
    """Return by column the first and last rows of its merged areas that run over several rows."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for top, left, low, _right in sorted(sheet.merged):
        if low > top and left in columns:
            tops, lows = found.setdefault(left, ([], []))
            tops.append(top)
            lows.append(low)
    return found


def _sections(sheet: Sheet, columns: dict[int, str]) -> set[int]:
    """Return the rows of one merged cell over several columns of the table, and next to nothing beside it."""
    last = len(sheet.rows)
    return {
        top
        for top, left, low, right in sheet.merged
        if top == low <= last
        and sum(left <= place <= right for place in columns) >= min(_WIDE, len(columns))
        and sum(bool(text_of(cell).strip()) for cell in sheet.rows[top - 1]) <= _SIGNED_BY
    }


def _ranges(rows: Sequence[int]) -> str:
    """Return rows in order as people write them: 5, 8-10."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], row]
        else:
            parts.append([row])
    return ", ".join("-".join(map(str, dict.fromkeys(part))) for part in parts)
