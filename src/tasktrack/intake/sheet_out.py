"""What the reading process says of a book, line by line, and how much of it it says at most."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Final, Protocol, TextIO

from tasktrack.intake.refusal import TOO_BIG, Refused
from tasktrack.intake.sheet_values import CellError, Value, cell_name

MOST_SHEETS: Final = 500
MOST_CELLS: Final = 2_000_000
# From A1 to the last row and column in which anything stands, of all sheets: 100,000 rows and 50 columns.
LARGEST_AREA: Final = 5_000_000
MOST_MERGED: Final = 100_000
# Who asked keeps every line: two million cells of ten characters, and as much text again as is read.
MOST_SAID: Final = 80_000_000
MOST_TEXT: Final = 32_000_000
_PLAIN: Final = frozenset({str, int, bool, type(None)})
LONGEST_TEXT: Final = 1_000_000

Area = tuple[int, int, int, int]


class Output(Protocol):
    """Where a reader puts what it finds, sheet after sheet, row after row downwards."""

    def sheet(self, name: str, hidden: bool) -> None: ...
    def row(self, number: int, cells: Mapping[int, Value]) -> None: ...
    def end(self, merged: list[Area]) -> None: ...


class Lines:
    """Says each sheet and row as a line of JSON; raises Refused once a book is more than is read.

    `sheets` counts those that were said.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.sheets = self._cells = self._text = self._merged = self._said = self._area = 0
        self._last_row = self._last_column = 0

    def sheet(self, name: str, hidden: bool) -> None:
        """Begin a sheet."""
        self.sheets += 1
        if self.sheets > MOST_SHEETS:
            raise Refused(TOO_BIG, "sheets", str(MOST_SHEETS))
        self._area += self._last_row * self._last_column
        self._last_row = self._last_column = 0
        self._say({"sheet": name, "hidden": hidden})

    def row(self, number: int, cells: Mapping[int, Value]) -> None:
        """Say a row's cells by their columns; empty ones are not given."""
        if not cells:
            return
        first, last = min(cells), max(cells)
        self._reach(number, last)
        self._cells += len(cells)
        self._text += sum(len(value) for value in cells.values() if isinstance(value, str))
        if self._cells > MOST_CELLS or self._text > MOST_TEXT:
            raise Refused(TOO_BIG, "content")
        self._say([number, first, [said(cells.get(column)) for column in range(first, last + 1)]])

    def end(self, merged: list[Area]) -> None:
        """End a sheet with its merged areas."""
        self._merged += len(merged)
        if self._merged > MOST_MERGED:
            raise Refused(TOO_BIG, "content")
        self._say({"merged": merged})

    def _reach(self, row: int, column: int) -> None:
        self._last_row, self._last_column = row, max(self._last_column, column)
        here = self._last_row * self._last_column
        if here > LARGEST_AREA:
            raise Refused(TOO_BIG, "area", cell_name(row, column))
        if self._area + here > LARGEST_AREA:
            raise Refused(TOO_BIG, "content")

    def _say(self, line: object) -> None:
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
        self._said += len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
        if self._said > MOST_SAID:
            raise Refused(TOO_BIG, "content")
        self._stream.write(text)


def said(value: Value) -> object:
    """Return a cell's value for JSON: what JSON has no word for as a pair of a letter and a text."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, CellError):
        return ["e", str(value)]
    if isinstance(value, Fraction):
        return ["f", str(value)]
    if isinstance(value, datetime):
        return ["t", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    return value


def heard(value: object) -> Value:
    """Return what `said` said of a cell."""
    if not isinstance(value, list):
        return value  # type: ignore[return-value]  # text, a number or nothing
    kind, text = value
    if kind == "f":
        return Fraction(text)
    if kind == "t":
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == "d" else CellError(text)
