"""What the rows of a sealed closing must hold, so that whoever reads them later meets no surprise."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from tasktrack.domain.sealed import SealedHeader, SealedRow, is_day, is_fraction
from tasktrack.domain.sealed_content import LOOKED_INTO, Content
from tasktrack.i18n import _

# Columns of text whose form is fixed, by name; all of them exist in more than one frozen table.
FRACTIONS: Final = frozenset({"value", "max", "score", "points"})
_DAYS: Final = frozenset({"assigned_on", "due_on", "completed_on", "done_on", "last_on", "document_date"})
_WORDS: Final = {
    "subject_kind": frozenset({"unit", "officer"}),
    "role": frozenset({"lead", "support", "officer", "giver", "directed"}),
    "kind": frozenset({"key-registered", "key-common", "regular", "adhoc"}),
    "urgency": frozenset({"normal", "urgent", "very-urgent", "express"}),
    "over": frozenset({"sum", "last"}),
    "relation": frozenset({"part", "share", "used"}),
}
_IDS: Final = frozenset({"task", "subject", "unit", "parent", "officer", "manager"})
_HIGHEST_ID: Final = 10**12 - 1  # where offices are read together, their numbers are put apart by 10**12
# What is added up over many rows, and what is read by itself.
_MOST: Final = 10**15
_MOST_OF: Final = {"own": 10**18, "total": 10**18, "micro": 10**18}
_MOST_COUNTED: Final = 10**12  # of dossiers, or minutes
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
        self._content = Content()
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
        if fault := self._place(values, shape):
            return fault
        if row.book not in LOOKED_INTO:
            return ""
        named = {column.name: value for column, value in zip(shape.columns, values, strict=True)}
        return self._content.fault(row.book, named)

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
        return _is_in_bounds(column.name, value)
    text = str(value)
    if column.name in FRACTIONS:
        return is_fraction(text)
    if column.name in _DAYS:
        return is_day(text)
    if column.name in _WORDS:
        return text in _WORDS[column.name]
    return _JSON[column.name](_json(text)) if column.name in _JSON else True


def _is_in_bounds(name: str, value: int) -> bool:
    if name in _IDS:
        return (0 if name == "unit" else 1) <= value <= _HIGHEST_ID  # no unit: 0
    return abs(value) <= _MOST_OF.get(name, _MOST)


def _json(text: str) -> object:
    """Read a text as JSON; None when it is none, or holds half a character."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found


def _are_settings(found: object) -> bool:
    return isinstance(found, dict) and all(
        isinstance(one, dict)
        and one.keys() == {"value", "given"}
        and isinstance(one["value"], str)
        and isinstance(one["given"], bool)
        for one in found.values()
    )


def _are_unranked(found: object) -> bool:
    return isinstance(found, list) and all(
        isinstance(one, list) and list(map(type, one)) == [str, int] and 0 <= one[1] <= _MOST for one in found
    )


def _are_conditions(found: object) -> bool:
    return isinstance(found, list) and all(type(one) in (int, str) for one in found)


def _are_counts(found: object) -> bool:
    return isinstance(found, dict) and all(
        type(one) is int and abs(one) <= _MOST_COUNTED for one in found.values()
    )


def _are_parts(found: object) -> bool:
    """Tell whether these are the shorter periods that a counter was made of, as a closing keeps them."""
    return (
        isinstance(found, dict)
        and {"parts", "missing"} <= found.keys()
        and all(
            isinstance(keys, list) and all(isinstance(key, str) for key in keys) for keys in found.values()
        )
    )


_JSON: Final[Mapping[str, Callable[[object], bool]]] = {
    "settings": _are_settings,
    "unranked": _are_unranked,
    "conditions": _are_conditions,
    "counts": _are_counts,
    "made_of": _are_parts,
}
