"""The rows of a sheet, held as the reader said them: a value takes no more room than its digits or letters."""

import json
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, overload

from tasktrack.intake.sheet_out import heard
from tasktrack.intake.sheet_values import Value

Row = tuple[Value, ...]
_AT_HAND: Final = 8  # rows that are looked at together: one, those of a heading, those merged over it


class Rows(Sequence[Row]):
    """Rows from row 1 down to the last that holds anything, each from column A to its last filled cell."""

    def __init__(self) -> None:
        self._said = bytearray()
        self._ends = array("Q")  # of each row; one with nothing in it ends where it begins
        self._worked_out = lru_cache(_AT_HAND)(self._row)

    def add(self, number: int, line: bytes) -> None:
        """Take a line of JSON: the number of the row, below the last one, its first column and its cells."""
        self._ends.extend([len(self._said)] * (number - 1 - len(self._ends)))
        self._said += line
        self._ends.append(len(self._said))

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        found = range(len(self._ends))[place]
        return self._worked_out(found) if isinstance(found, int) else [self[one] for one in found]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _row(self, place: int) -> Row:
        begin, end = self._ends[place - 1] if place else 0, self._ends[place]
        if begin == end:
            return ()
        said: list[Any] = json.loads(self._said[begin:end])
        _number, first, cells = said
        return (*[None] * (first - 1), *map(heard, cells))
