"""Rows and their cells: NFC, no outer blanks, and nothing a register could not keep."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from tasktrack.i18n import _
from tasktrack.intake.faults import Fault, save_as_utf8, shown
from tasktrack.intake.table_spec import TableSpec

CELL_LIMIT = 100_000


class Row(NamedTuple):
    """One row of a file: its spreadsheet row and every column of the table, empty where not given.

    `given` are the columns that the file has: an empty cell of one of them was left empty on purpose.
    """

    number: int
    values: dict[str, str]
    given: tuple[str, ...]


def clean(cells: Sequence[str]) -> list[str] | None:
    """Return the cells in NFC without outer blanks; None when `flaws` has something to say of them."""
    # Joined, a row costs one look at its characters instead of one a cell: imports run to a million rows.
    joined = "\0".join(cells)
    if joined.count("\0") != len(cells) - 1:
        return None
    if len(joined) > CELL_LIMIT and max(map(len, cells)) > CELL_LIMIT:
        return None
    if not joined.isascii():
        if not _encodes(joined):
            return None
        if not is_normalized("NFC", joined):
            joined = normalize("NFC", joined)
    return list(map(str.strip, joined.split("\0")))


def flaws(file: str, row: int, named: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield a fault for each (column, cell) that cannot be kept: not UTF-8, with a NUL, or too long."""
    for column, cell in named:
        if found := _flaw(cell):
            message, remedy = found
            yield Fault(file, row, column, shown(cell), message, remedy)


def complete(file: str, row: Row, spec: TableSpec) -> Iterator[Row | Fault]:
    """Yield the row when it fills every required column, else a fault for each that it leaves empty."""
    empty = [
        column
        for column in spec.required
        if not row.values[column] and not row.values.get(spec.unless.get(column, ""))
    ]
    for column in empty:
        message = _('"{column}" is empty in row {row}.').format(column=column, row=row.number)
        yield Fault(file, row.number, column, "", message, _("Fill in the cell, or take the row out."))
    if not empty:
        yield row


def _flaw(cell: str) -> tuple[str, str] | None:
    if not _encodes(cell):
        return _("The cell holds bytes that are not UTF-8."), save_as_utf8()
    if "\0" in cell:
        return _("The cell holds a NUL byte."), save_as_utf8()
    if len(cell) > CELL_LIMIT:
        message = _("The cell has {length} characters; {limit} is the most.")
        remedy = _("Shorten it; if it runs over several rows, look for a double quote without its pair.")
        return message.format(length=len(cell), limit=CELL_LIMIT), remedy
    return None


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
