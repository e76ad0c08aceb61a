"""What the rows of a sealed closing must hold, so that whoever reads them later meets no surprise."""

import json
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tasktrack.domain.sealed import SealedHeader, SealedRow, is_day, is_fraction
from tasktrack.i18n import _

# Columns of text whose form is fixed, by name; all of them exist in more than one frozen table.
FRACTIONS: Final = frozenset({"value", "max", "score", "points"})
_DAYS: Final = frozenset({"assigned_on", "due_on", "completed_on", "done_on", "last_on", "document_date"})
_JSON: Final[Mapping[str, type]] = {"settings": dict, "counts": dict, "unranked": list, "conditions": list}
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_HALF_A_CHARACTER: Final = "\\ud"


class Column(NamedTuple):
    """A column of a frozen table: its name, what it holds, and whether it may be empty."""

    name: str
    type: type
    optional: bool


class Shape(NamedTuple):
    """A frozen table: its columns without the digest, and the places among them of the key inside a closing."""

    columns: tuple[Column, ...]
    key: tuple[int, ...]


class Rows:
    """Looks at the rows of one closing as they go by.

    `position` counts the rows of the table from 0. Every closing has its rows in one order only: tables as
    `shapes` has them, inside a table by its key, no key twice.
    """

    def __init__(self, header: SealedHeader, shapes: Mapping[str, Shape]) -> None:
        self.header = header
        self.shapes = shapes
        self.position = -1
        self._waiting = iter(shapes)
        self._book = ""
        self._period: object = None
        self._last: tuple[object, ...] | None = None

    def fault(self, row: SealedRow) -> str:
        """Say what is wrong with the next row; nothing when all is well."""
        if row.book != self._book and not self._begin(row.book):
            return _("no such table is frozen, or it stands in the wrong place")
        self.position += 1
        values = _parsed(row.line)
        shape = self.shapes[row.book]
        if values is None or len(values) != len(shape.columns):
            return _("it does not have the columns of its table")
        for column, value in zip(shape.columns, values, strict=True):
            if not _fits(column, value):
                return _("{column} does not hold what such a column holds").format(column=column.name)
        return self._place(values, shape)

    def _begin(self, book: str) -> bool:
        """Go on to another table; return False when it does not come after the one before."""
        if book not in self._waiting:  # what stands before it is used up
            return False
        self._book, self.position, self._last = book, -1, None
        return True

    def _place(self, values: Sequence[object], shape: Shape) -> str:
        if self._period is None:
            self._period = values[0]
        if values[0] != self._period or values[1] != self.header.revision:
            return _("it belongs to another closing")
        key = tuple(values[place] for place in shape.key)
        if self._last is not None and not self._last < key:  # of the same types
            return _("it is not in the order of its key")
        self._last = key
        return ""


def _parsed(text: str) -> list[object] | None:
    """Read the JSON array of a line; None when it is none, or holds half a character."""
    try:
        found = json.loads(text)
        if _HALF_A_CHARACTER in text.lower():
            "".join(one for one in found if isinstance(one, str)).encode()
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _fits(column: Column, value: object) -> bool:
    if value is None:
        return column.optional
    if type(value) is not column.type:
        return False
    if isinstance(value, int):
        return _LOWEST <= value <= _HIGHEST
    text = str(value)
    if column.name in FRACTIONS:
        return is_fraction(text)
    if column.name in _DAYS:
        return is_day(text)
    return _is_json(text, _JSON[column.name]) if column.name in _JSON else True


def _is_json(text: str, wanted: type) -> bool:
    try:
        return isinstance(json.loads(text), wanted)
    except (ValueError, RecursionError):
        return False
