"""Read .xls, the format of Excel 97: calamine reads it, in a process that may die of it."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, BinaryIO, Final

from tasktrack.intake.old_excel_marks import Marks, directory, marks
from tasktrack.intake.refusal import DAMAGED, ENCRYPTED, MACROS, NOT_ONE, TOO_BIG, Refused
from tasktrack.intake.sheet_out import LARGEST_AREA, Output
from tasktrack.intake.sheet_values import Value, cell_name, duration, number, percentage, worded

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS: Final = ("Workbook", "Book")
_MACROS: Final = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA")


def read(stream: BinaryIO, output: Output) -> None:
    """Say every sheet of a book; raise Refused for one with macros or a password, and for what is no book."""
    data = stream.read()
    names = directory(data)
    if "EncryptedPackage" in names:
        raise Refused(ENCRYPTED, "password")
    if not any(name in _BOOKS for name in names):
        raise Refused(NOT_ONE, "office")
    if any(name in _MACROS for name in names):
        raise Refused(MACROS, "macros")
    _say(stream, data, output)


def _say(stream: BinaryIO, data: bytes, output: Output) -> None:
    import python_calamine as calamine  # other formats do without

    found = marks(data)
    stream.seek(0)
    try:
        book = calamine.load_workbook(stream)
        listed = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(listed) < len(book.sheets_metadata) and any(
            one.typ in (calamine.SheetTypeEnum.MacroSheet, calamine.SheetTypeEnum.Vba)
            for one in book.sheets_metadata
        ):
            raise Refused(MACROS, "macros")
        if len(found) != len(listed):
            raise Refused(DAMAGED, "cut-off")
        for one, marked in zip(listed, found, strict=True):
            output.sheet(one.name, one.visible != calamine.SheetVisibleEnum.Visible)
            output.end(_rows(book.get_sheet_by_name(one.name), marked, output))
    except calamine.PasswordError as fault:
        raise Refused(ENCRYPTED, "password") from fault
    except calamine.CalamineError as fault:
        raise Refused(DAMAGED, "cut-off") from fault


def _rows(sheet: "CalamineSheet", marked: Marks, output: Output) -> list[tuple[int, int, int, int]]:
    end = sheet.end
    if end is None or sheet.start is None:
        return []
    height, width = end[0] + 1, end[1] + 1
    if height * width > LARGEST_AREA:
        raise Refused(TOO_BIG, "area", cell_name(height, width))
    top, left = sheet.start
    for row, cells in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        places = ((row, column) for column in range(left + 1, left + 1 + len(cells)))
        values = {
            place[1]: _marked(_value(cell), place, marked) for place, cell in zip(places, cells, strict=True)
        }
        output.row(row, {column: value for column, value in values.items() if value != ""})
    return [
        (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    ]


def _marked(value: Value, place: tuple[int, int], marked: Marks) -> Value:
    """Return a value as the cell shows it."""
    kind = marked.kinds.get(place)
    if kind == "%" and isinstance(value, int | Fraction):
        return percentage(value)
    if kind in ("m", "y") and isinstance(value, date):
        return worded(value, 0, kind)
    return marked.errors.get(place, value)


def _value(cell: str | float | bool | date | time | timedelta) -> Value:
    if isinstance(cell, (bool, str)):
        return cell
    if isinstance(cell, (int, float)):
        return number(repr(cell))
    if isinstance(cell, time):
        return "00/01/1900" if cell == time() else duration(_whole_seconds(cell))
    if isinstance(cell, timedelta):
        return duration(int(cell.total_seconds()))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return cell


def _whole_seconds(moment: time) -> int:
    return (moment.hour * 60 + moment.minute) * 60 + moment.second
