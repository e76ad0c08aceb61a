"""Read .xlsx: the cells with what they show, part by part as it streams (ISO/IEC 29500)."""

import posixpath
import re
from collections.abc import Callable
from typing import Final

from tasktrack.intake.container import Container, Reader
from tasktrack.intake.refusal import DAMAGED, MACROS, NOT_ONE, TOO_BIG, Refused
from tasktrack.intake.sheet_out import LONGEST_TEXT, MOST_MERGED, MOST_TEXT, Area, Output
from tasktrack.intake.sheet_values import CellError, Value, kind_of, number, shown_as

TYPES: Final = "[Content_Types].xml"
BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_BINARY: Final = "xl/workbook.bin"
_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
_MACRO_FOLDERS: Final = ("xl/macrosheets/", "xl/dialogsheets/")
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384


def read(zipped: Container, output: Output) -> None:
    """Say every sheet of a book; raise Refused for one with macros, and for what is no book."""
    if _BINARY in zipped:
        raise Refused(NOT_ONE, "binary")
    if BOOK not in zipped and any(name.startswith(("word/", "ppt/")) for name in zipped):
        raise Refused(NOT_ONE, "office")
    zipped.require(TYPES, BOOK)
    _refuse_macros(zipped)
    book, relations, styles, strings = _Book(), _Relations(), _Styles(), _Strings()
    found = {TYPES: _Types(), BOOK: book, _RELATIONS: relations, _STYLES: styles, _STRINGS: strings}
    for name, reader in found.items():
        if name in zipped:
            zipped.read(name, reader)
    parts = [(name, hidden, relations.sheets.get(relation)) for name, hidden, relation in book.sheets]
    zipped.check_others({name.lower() for name in (*found, *(part for *_named, part in parts if part))})
    said: set[str] = set()
    for name, hidden, part in parts:
        if part is None:  # a sheet that is all chart
            continue
        zipped.require(part)
        if part.lower() in said:  # no program writes two sheets into one part
            raise Refused(DAMAGED, "part", part)
        said.add(part.lower())
        output.sheet(name, hidden)
        sheet = _Sheet(output, strings.found, styles.kinds, book.since_1904)
        zipped.read(part, sheet)
        output.end(sheet.merged)


def area(reference: str) -> Area | None:
    """Return the area of a reference such as A1:B2, None for none."""
    first, _colon, last = reference.partition(":")
    begin, end = place(first), place(last or first)
    return (*begin, *end) if begin and end else None


def place(reference: str) -> tuple[int, int] | None:
    """Return row and column of a cell such as F12, None for what names none."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def _refuse_macros(zipped: Container) -> None:
    for name in zipped:
        if name.rpartition("/")[2] in _MACRO_PARTS or name.startswith(_MACRO_FOLDERS):
            raise Refused(MACROS, "macros")


class _Types(Reader):
    """The list of what each part is, which gives a macro file away by its own word."""

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if "macroenabled" in attributes.get("ContentType", "").lower():
            raise Refused(MACROS, "macros")


class _Book(Reader):
    """The names of the sheets, whether they are hidden, and from when days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.since_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, attributes.get("id", "")))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true")


class _Relations(Reader):
    """Which part is which sheet."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            self.sheets[attributes.get("Id", "")] = target.lstrip("/")


class _Styles(Reader):
    """What the number format of each cell style shows."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self._codes: dict[int, str] = {}
        self._within = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            format_id = _whole(attributes.get("numFmtId"))
            self.kinds.append(kind_of(format_id, self._codes.get(format_id)))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within = False


class _Strings(Reader):
    """The texts that cells name by number: of each the runs joined, without its reading aids."""

    plain = True

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text = _Text()
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if name == "si":
            self._text.begin()
        self._text.start(name)

    def end(self, name: str) -> None:
        self._text.end(name)
        if name == "si":
            text = self._text.said()
            self._length += len(text) + 50  # what Python spends on any text
            if self._length > MOST_TEXT:
                raise Refused(TOO_BIG, "content")
            self.found.append(text)

    def text(self, data: str) -> None:
        self._text.text(data)


class _Text:
    """A text being gathered from its `t` elements, those of reading aids aside."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._within = self._aside = False

    def begin(self) -> None:
        """Begin a new text."""
        self._pieces, self._length, self._within, self._aside = [], 0, False, False

    def start(self, name: str) -> None:
        """Look at an element as it begins."""
        self._aside = self._aside or name == "rPh"
        self._within = name == "t" and not self._aside

    def end(self, name: str) -> None:
        """Look at an element as it ends."""
        self._aside = self._aside and name != "rPh"
        self._within = False

    def text(self, data: str) -> None:
        """Take text when it is the cell's; raise Refused for one without end."""
        if self._within:
            self._length += len(data)
            if self._length > LONGEST_TEXT:
                raise Refused(TOO_BIG, "content")
            self._pieces.append(data)

    def said(self) -> str:
        """Return the whole text, its escapes read."""
        return unescaped("".join(self._pieces))


class _Sheet(Reader):
    """The rows of a sheet, each said as soon as it ends, and its merged areas."""

    plain = True

    def __init__(self, output: Output, strings: list[str], kinds: list[str], since_1904: bool) -> None:
        self.merged: list[Area] = []
        self._output = output
        self._strings = strings
        self._kinds = kinds
        self._since_1904 = since_1904
        self._row = self._column = 0
        self._row_text = "0"
        self._columns: dict[str, int] = {}  # by the letters of a cell's name
        self._cells: dict[int, Value] = {}
        self._cell: dict[str, str] = {}
        self._inline = _Text()
        self._gathering: list[str] | None = None
        self._value = self._formula = ""
        self._readers: dict[str, Callable[[], Value]] = {
            "s": self._shared,
            "str": lambda: unescaped(self._value),
            "inlineStr": self._inline.said,
            "b": lambda: self._value.strip() == "1",
            "e": lambda: CellError(self._value.strip() or "#N/A"),
            "d": lambda: self._value.strip(),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "f"):
            self._gathering = []
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes)
        else:
            self._inline.start(name)

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._value = self._gathered()
        elif name == "f":
            self._formula = "=" + self._gathered()
        elif name == "row":
            self._output.row(self._row, self._cells)
        else:
            self._inline.end(name)

    def text(self, data: str) -> None:
        if self._gathering is None:
            self._inline.text(data)
            return
        self._gathering.append(data)
        if len(self._gathering) > 100:  # pieces come by the 64 kB
            raise Refused(TOO_BIG, "content")

    def _gathered(self) -> str:
        pieces, self._gathering = self._gathering or [], None
        return "".join(pieces)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        row = _whole(attributes.get("r")) or self._row + 1
        if not self._row < row <= LAST_ROW:
            raise Refused(DAMAGED, "rows")
        self._row, self._column, self._cells = row, 0, {}
        self._row_text = str(row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        self._column = self._column_of(reference) if reference else self._column + 1
        if self._column > LAST_COLUMN:
            raise Refused(DAMAGED, "rows")
        self._cell, self._value, self._formula = attributes, "", ""
        self._inline.begin()

    def _column_of(self, reference: str) -> int:
        """Return the column of a cell of this row."""
        letters = reference.removesuffix(self._row_text)
        if letters not in self._columns:
            found = place(reference)
            if found is None or found[0] != self._row:
                raise Refused(DAMAGED, "rows")
            self._columns[letters] = found[1]
        return self._columns[letters]

    def _end_cell(self) -> None:
        kind = self._cell.get("t", "n")
        value = self._readers.get(kind, self._number)() if self._value or kind == "inlineStr" else None
        if value is None and self._formula and kind != "str":
            value = CellError(self._formula)
        if value is not None and value != "":
            self._cells[self._column] = value

    def _shared(self) -> Value:
        place = _whole(self._value)
        if not self._value.strip().isdigit() or place >= len(self._strings):
            raise Refused(DAMAGED, "rows")
        return self._strings[place]

    def _number(self) -> Value:
        value = number(self._value)
        if value is None:
            return self._value
        style = _whole(self._cell.get("s"))
        kind = self._kinds[style] if style < len(self._kinds) else ""
        return shown_as(value, kind, self._since_1904)

    def _merge(self, attributes: dict[str, str]) -> None:
        if len(self.merged) >= MOST_MERGED:
            raise Refused(TOO_BIG, "content")
        if found := area(attributes.get("ref", "")):
            self.merged.append(found)


def unescaped(text: str) -> str:
    """Return a text with its signs that XML cannot hold: _x0007_ and the like."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _whole(text: str | None) -> int:
    """Return a whole number of an attribute, 0 for none or one that is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
