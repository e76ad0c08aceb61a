"""Read .xls, the format of Excel 97: calamine reads it, in a process that may die of it."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO, Final

from tasktrack.intake.refusal import DAMAGED, ENCRYPTED, MACROS, NOT_ONE, TOO_BIG, Refused
from tasktrack.intake.sheet_out import LARGEST_AREA, Output
from tasktrack.intake.sheet_values import Value, cell_name, duration, number

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY: Final = 128  # bytes of an entry of the directory, the name's length behind 64 of name
_BOOKS: Final = ("Workbook", "Book")
_MACROS: Final = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA")


def read(stream: BinaryIO, output: Output) -> None:
    """Say every sheet of a book; raise Refused for one with macros or a password, and for what is no book."""
    data = stream.read()
    if _holds(data, "EncryptedPackage"):
        raise Refused(ENCRYPTED, "password")
    if not any(_holds(data, name) for name in _BOOKS):
        raise Refused(NOT_ONE, "office")
    if any(_holds(data, name) for name in _MACROS):
        raise Refused(MACROS, "macros")
    _say(stream, output)


def _say(stream: BinaryIO, output: Output) -> None:
    import python_calamine as calamine  # other formats do without

    stream.seek(0)
    try:
        book = calamine.load_workbook(stream)
        listed = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(listed) < len(book.sheets_metadata) and any(
            one.typ in (calamine.SheetTypeEnum.MacroSheet, calamine.SheetTypeEnum.Vba)
            for one in book.sheets_metadata
        ):
            raise Refused(MACROS, "macros")
        for one in listed:
            output.sheet(one.name, one.visible != calamine.SheetVisibleEnum.Visible)
            output.end(_rows(book.get_sheet_by_name(one.name), output))
    except calamine.PasswordError as fault:
        raise Refused(ENCRYPTED, "password") from fault
    except calamine.CalamineError as fault:
        raise Refused(DAMAGED, "cut-off") from fault


def _rows(sheet: "CalamineSheet", output: Output) -> list[tuple[int, int, int, int]]:
    end = sheet.end
    if end is None or sheet.start is None:
        return []
    height, width = end[0] + 1, end[1] + 1
    if height * width > LARGEST_AREA:
        raise Refused(TOO_BIG, "area", cell_name(height, width))
    top, left = sheet.start
    for row, cells in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        found = {
            column: value for column, cell in enumerate(cells, left + 1) if (value := _value(cell)) != ""
        }
        output.row(row, found)
    return [
        (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    ]


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


def _holds(data: bytes, name: str) -> bool:
    """Return whether a compound file's directory names a stream or storage so."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        if at % _ENTRY == 0 and int.from_bytes(data[at + 64 : at + 66], "little") == len(wanted):
            return True
        at = data.find(wanted, at + 1)
    return False
