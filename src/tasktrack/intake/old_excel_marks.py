"""What calamine leaves out of an .xls: errors, and which numbers are shown as percentages or as months ([MS-XLS]).

The file is a compound file of sectors ([MS-CFB]) that holds one stream of records, the workbook.
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from tasktrack.intake.refusal import DAMAGED, ENCRYPTED, TOO_BIG, Refused
from tasktrack.intake.sheet_out import LARGEST_AREA
from tasktrack.intake.sheet_values import CellError, cell_name, kind_of

_ENTRY: Final = 128
_LAST: Final = 0xFFFFFFFA  # from here on a number of a sector means none
_IN_HEADER: Final = 109
_STREAMS: Final = ("Workbook", "Book")
_BOF, _EOF, _SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_LOCKED: Final = 0x002F
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_LABEL, _RSTRING, _LABELSST = 0x0204, 0x00D6, 0x00FD
_CELLS: Final = (_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR, _LABEL, _RSTRING, _LABELSST)
_BIFF8: Final = 0x0600
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Place = tuple[int, int]


class Marks(NamedTuple):
    """Of one sheet, by row and column from 1: the kind of a cell's format where it is to be known, and the errors."""

    kinds: dict[Place, str]
    errors: dict[Place, CellError]


def marks(data: bytes) -> list[Marks]:
    """Return the marks of every sheet, in the order of the book; raise Refused for a file that cannot be followed."""
    try:
        return list(_sheets(_workbook(data)))
    except (struct.error, IndexError, ValueError, StopIteration) as fault:
        raise Refused(DAMAGED, "cut-off") from fault


def directory(data: bytes) -> list[str]:
    """Return the names in the directory of a compound file."""
    try:
        return [name for name, _start, _length in _Sectors(data).entries()]
    except (struct.error, IndexError, ValueError) as fault:
        raise Refused(DAMAGED, "cut-off") from fault


class _Sectors:
    """A compound file: sectors that a table links into chains."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self._size not in (512, 4096):
            raise ValueError
        count, self._directory = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 48)[0]
        self._cutoff, mini = struct.unpack_from("<II", data, 56)
        self._table = self._numbers(self._fat_sectors(count))
        self._mini_table = self._numbers(self._chain(mini)) if mini < _LAST else ()

    def entries(self) -> Iterator[tuple[str, int, int]]:
        """Yield name, first sector and length of each entry of the directory."""
        listed = b"".join(map(self._sector, self._chain(self._directory)))
        for at in range(0, len(listed), _ENTRY):
            length = struct.unpack_from("<H", listed, at + 64)[0]
            if 2 <= length <= 64:
                name = listed[at : at + length - 2].decode("utf-16-le", "replace")
                yield name, *struct.unpack_from("<II", listed, at + 116)

    def stream(self, start: int, length: int, root: int) -> bytes:
        """Return a stream; a short one lies in the small sectors of the root's."""
        if length >= self._cutoff:
            return b"".join(map(self._sector, self._chain(start)))[:length]
        small = b"".join(map(self._sector, self._chain(root)))
        chain = _followed(start, self._mini_table)
        return b"".join(small[64 * number : 64 * number + 64] for number in chain)[:length]

    def _fat_sectors(self, count: int) -> list[int]:
        found = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        each = self._size // 4
        while following < _LAST and len(found) < count + each:
            numbers = struct.unpack_from(f"<{each}I", self._sector(following))
            found += numbers[:-1]
            following = numbers[-1]
        return [number for number in found[:count] if number < _LAST]

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        joined = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(joined) // 4}I", joined)

    def _chain(self, start: int) -> list[int]:
        return list(_followed(start, self._table))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise ValueError
        return self._data[at : at + self._size].ljust(self._size, b"\0")


def _followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """Yield the sectors of a chain; raise ValueError for one that runs in a circle."""
    steps = 0
    while start < _LAST:
        yield start
        start = table[start]
        steps += 1
        if steps > len(table):
            raise ValueError


def _workbook(data: bytes) -> bytes:
    sectors = _Sectors(data)
    listed = list(sectors.entries())
    root = next(start for name, start, _length in listed if name == "Root Entry")
    start, length = next((start, length) for name, start, length in listed if name in _STREAMS)
    return sectors.stream(start, length, root)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of each record from `at` to the end of that part of the stream, what is in it aside."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if depth == 0:
            return
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[Marks]:
    codes: dict[int, str] = {}
    formats: list[int] = []
    places: list[int] = []
    version = 0
    for kind, content in _records(stream, 0):
        if kind == _LOCKED:
            raise Refused(ENCRYPTED, "password")
        if kind == _BOF:
            version = struct.unpack_from("<H", content)[0]
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", content)[0]] = _code(content[2:], version)
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == _SHEET and content[5] == 0:  # neither a chart nor macros
            places.append(struct.unpack_from("<I", content)[0])
    kinds = [kind_of(number, codes.get(number)) for number in formats]
    for place in places:
        yield _marks(stream, place, kinds)


def _code(content: bytes, version: int) -> str:
    """Return a format code: in Excel 97 in two bytes a letter, or one; before, always one."""
    if version < _BIFF8:
        return content[1 : 1 + content[0]].decode("cp1252", "replace")
    length, wide = struct.unpack_from("<HB", content)
    text = content[3:]
    return text[: 2 * length].decode("utf-16-le", "replace") if wide & 1 else text[:length].decode("latin-1")


def _marks(stream: bytes, at: int, kinds: list[str]) -> Marks:
    found = Marks({}, {})
    last = 0
    for kind, content in _records(stream, at):
        if kind not in _CELLS:
            continue
        row, column, style = struct.unpack_from("<HHH", content)
        place = row + 1, column + 1
        last = max(last, column + 1)
        if place[0] * last > LARGEST_AREA:
            raise Refused(TOO_BIG, "area", cell_name(*place))
        if kind == _MULRK:
            for step in range((len(content) - 6) // 6):
                style = struct.unpack_from("<H", content, 4 + 6 * step)[0]
                _mark(found, (row + 1, column + 1 + step), kinds[style])
        elif kind == _BOOLERR and content[7]:
            found.errors[place] = _error(content[6])
        elif kind == _FORMULA and content[12:14] == b"\xff\xff":
            if content[6] == 2:
                found.errors[place] = _error(content[8])
        elif kind in (_NUMBER, _RK, _FORMULA):
            _mark(found, place, kinds[style])
    return found


def _mark(found: Marks, place: Place, kind: str) -> None:
    if kind in ("%", "m", "y"):
        found.kinds[place] = kind


def _error(code: int) -> CellError:
    return CellError(_ERRORS.get(code, "#N/A"))
