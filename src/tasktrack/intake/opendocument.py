"""Read .ods: the cells with what they show, as content.xml streams (ISO/IEC 26300)."""

import re
from datetime import date, datetime
from typing import Final

from tasktrack.intake.container import Container, Reader
from tasktrack.intake.refusal import ENCRYPTED, MACROS, NOT_ONE, TOO_BIG, Refused
from tasktrack.intake.sheet_out import LARGEST_AREA, LONGEST_TEXT, MOST_MERGED, Area, Output
from tasktrack.intake.sheet_values import CellError, Value, cell_name, duration, number, percentage, worded

MIME: Final = "mimetype"
SPREADSHEET: Final = "application/vnd.oasis.opendocument.spreadsheet"
_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_SCRIPTS: Final = ("basic/", "scripts/", "dialogs/")
# Whole branches that hold cells or text of their own, which are not the sheet's.
_ASIDE: Final = ("annotation", "tracked-changes", "shapes", "dde-links", "named-expressions")
_BREAKS: Final = {"tab": "\t", "line-break": "\n"}
_CELLS: Final = ("table-cell", "covered-table-cell")
_TIME: Final = re.compile(r"PT([0-9]{1,5})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]*)?S")
_MOST_BLANKS: Final = 10_000


def read(zipped: Container, output: Output) -> None:
    """Say every sheet of a book; raise Refused for one with macros or a password, and for what is no book."""
    if not zipped.text(MIME).startswith(SPREADSHEET):
        raise Refused(NOT_ONE, "office")
    zipped.require(_CONTENT)
    if any(name.startswith(_SCRIPTS) and not name.endswith("/") for name in zipped):
        raise Refused(MACROS, "macros")
    if _MANIFEST in zipped:
        zipped.read(_MANIFEST, _Manifest())
    zipped.check_others({_CONTENT, _MANIFEST.lower()})
    zipped.read(_CONTENT, _Content(output))


class _Manifest(Reader):
    """The list of the parts, which says of each whether it is locked."""

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if name == "encryption-data":
            raise Refused(ENCRYPTED, "password")


class _Content(Reader):
    """The tables of a book, each row said as soon as it ends."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._hidden: set[str] = set()  # the styles of hidden sheets
        self._style = ""
        self._aside = self._tables = 0
        self._row = self._column = 0
        self._repeated = 1
        self._cells: dict[int, Value] = {}
        self._merged: list[Area] = []
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._length = 0
        self._paragraphs = self._within = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden.add(self._style)
        elif name == "table":
            self._begin_table(attributes)
        elif name == "table-row":
            self._row += 1
            self._column, self._cells = 0, {}
            self._repeated = _count(attributes, "number-rows-repeated")
        elif name in _CELLS:
            self._begin_cell(attributes)
        elif self._cell is not None:
            self._begin_text(name, attributes)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "table":
            self._tables -= 1
            if not self._tables:
                self._output.end(self._merged)
        elif name == "table-row":
            self._end_row()
        elif name in _CELLS:
            self._end_cell(name)
        elif name == "p":
            self._within -= 1

    def text(self, data: str) -> None:
        if self._cell is None or not self._within or self._aside:
            return
        self._length += len(data)
        if self._length > LONGEST_TEXT:
            raise Refused(TOO_BIG, "content")
        self._text.append(data)

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:  # a table within a cell is no sheet
            raise Refused(NOT_ONE, "nested")
        self._row, self._merged = 0, []
        self._output.sheet(attributes.get("name", ""), attributes.get("style-name") in self._hidden)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._text, self._length = attributes, [], 0
        self._paragraphs = self._within = 0

    def _begin_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            if self._paragraphs:
                self._text.append("\n")
            self._paragraphs += 1
            self._within += 1
        elif name == "s":
            self.text(" " * min(_count(attributes, "c"), _MOST_BLANKS))
        elif name in _BREAKS:
            self.text(_BREAKS[name])

    def _end_cell(self, name: str) -> None:
        cell, self._cell = self._cell or {}, None
        times = _count(cell, "number-columns-repeated")
        first, self._column = self._column + 1, self._column + times
        if name != "table-cell":
            return
        value = _value(cell, "".join(self._text))
        if value is not None and value != "":
            if self._column > LARGEST_AREA:
                raise Refused(TOO_BIG, "area", cell_name(self._row, self._column))
            self._cells.update(dict.fromkeys(range(first, self._column + 1), value))
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows * columns > 1:
            if len(self._merged) >= MOST_MERGED:
                raise Refused(TOO_BIG, "content")
            self._merged.append((self._row, first, self._row + rows - 1, first + columns - 1))

    def _end_row(self) -> None:
        last = self._row + self._repeated - 1
        if self._cells:
            if last * max(self._cells) > LARGEST_AREA:
                raise Refused(TOO_BIG, "area", cell_name(last, max(self._cells)))
            for row in range(self._row, last + 1):
                self._output.row(row, self._cells)
        self._row = last


def _value(cell: dict[str, str], text: str) -> Value:
    """Return what a cell holds by its own word, else its text."""
    kind, given = cell.get("value-type", ""), cell.get("value", "")
    if cell.get("formula") and text.startswith("#") and (not given or number(given) in (None, 0)):
        return CellError(text)
    if kind in ("float", "currency", "percentage"):
        found = number(given)
        if found is None:
            return text
        return percentage(found) if kind == "percentage" else found
    if kind == "boolean":
        return cell.get("boolean-value") == "true"
    if kind == "date":
        return _day(cell.get("date-value", ""), text)
    if kind == "time":
        found_time = _TIME.fullmatch(cell.get("time-value", ""))
        return duration(_seconds(*map(int, found_time.groups()))) if found_time else text
    return text or cell.get("string-value") or None


def _seconds(hours: int, minutes: int, seconds: int) -> int:
    return (hours * 60 + minutes) * 60 + seconds


def _day(given: str, text: str) -> Value:
    """Return a day or moment; as text when the cell shows but a month, or a day that no calendar has."""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        return text
    if moment.year < 1900:
        return text
    seconds = _seconds(moment.hour, moment.minute, moment.second)
    return worded(moment.date(), seconds, "m" if _shows_no_day(moment.date(), text) else "")


def _shows_no_day(day: date, text: str) -> bool:
    """Return whether the text of a cell names month and year and no day: its format is not read."""
    numbers = [int(found) for found in re.findall(r"[0-9]+", text)]
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.casefold() not in ("tháng", "thang")]
    for part in (day.year, day.year % 100) if day.year not in numbers else (day.year,):
        if part in numbers:
            numbers.remove(part)
            break
    if not words and day.month in numbers:
        numbers.remove(day.month)
    return bool(text) and day.day == 1 and not numbers


def _count(attributes: dict[str, str], name: str) -> int:
    """Return how often something is repeated or how far it spans: once where nothing is said."""
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1
