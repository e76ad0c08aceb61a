"""Find the heading of a table in a sheet: below titles and national heads, in one to three rows, merged or not."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from tasktrack.intake.sheet_values import CellError, Value, plain
from tasktrack.intake.spreadsheet import Sheet
from tasktrack.intake.table_spec import fold

_LOOKED_AT: Final = 30
_MOST_ROWS: Final = 3
_MOST_COLUMNS: Final = 256  # behind them no heading is looked for
_REMEMBERED: Final = 10_000
# A row that counts the columns: (1) (2) (3), A B 1 2 = 3 + 4.
_COUNTED: Final = re.compile(r"\(?([0-9]{1,2}|[A-Za-zĐđ])\)?(\s*=[\s0-9()+\-x*:/]*)?")


class Heading(NamedTuple):
    """The rows of a heading, counted from 1, and what stands over each column: the likeliest wording first."""

    first: int
    last: int
    columns: tuple[tuple[str, ...], ...]

    def known(self, find: Callable[[str], str | None]) -> int:
        """Return over how many different columns a wording stands that is known."""
        found = (next(filter(None, map(find, wordings)), None) for wordings in self.columns)
        return len(set(found) - {None})

    def wordings(self) -> dict[int, str]:
        """Return by column the wording by which it can be told from the others."""
        lowest = [wordings[-1] if wordings else "" for wordings in self.columns]
        folded = [fold(text) for text in lowest]
        return {
            column: text if folded.count(fold(text)) == 1 else wordings[0]
            for column, (text, wordings) in enumerate(zip(lowest, self.columns, strict=True), 1)
            if text
        }


def text_of(value: Value) -> str:
    """Return a cell as an importer reads it: numbers plain, days as 2026-12-31, an error as nothing."""
    if isinstance(value, CellError) or value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return plain(value)


def found_in(sheet: Sheet, find: Callable[[str], str | None], row: int | None = None) -> Heading | None:
    """Return the heading of a sheet: the rows with most wordings that are known, the fewest and first of such.

    `row` is the lowest row of the heading where that is said. None when not even two wordings are known.
    """
    best, most = None, 1 if row is None else -1
    find_once = lru_cache(_REMEMBERED)(find)  # a row is looked at alone and with the ones above it
    for heading in _candidates(sheet, row):
        known = heading.known(find_once)
        if known > most:
            best, most = heading, known
    return best


def is_count(cells: list[str]) -> bool:
    """Return whether a row under a heading does nothing but count the columns."""
    given = [text.strip() for text in cells if text.strip()]
    found = [_COUNTED.fullmatch(text) for text in given]
    if len(given) < 3 or not all(found):
        return False
    numbers = [int(one[1]) for one in found if one and one[1].isdigit()]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _candidates(sheet: Sheet, row: int | None) -> Iterator[Heading]:
    all_filled = (number for number, cells in enumerate(sheet.rows, 1) if any(map(text_of, cells)))
    filled = list(islice(all_filled, _LOOKED_AT))
    for height in range(1, _MOST_ROWS + 1):
        for last in filled if row is None else [row]:
            first = last - height + 1
            if first >= 1 and last <= len(sheet.rows):
                yield _heading(sheet, first, last)


def _heading(sheet: Sheet, first: int, last: int) -> Heading:
    rows = range(first, last + 1)
    stands = [sheet.rows[row - 1][:_MOST_COLUMNS] for row in rows]
    width = max(map(len, stands))
    over = {
        (row, column): cell
        for row, cells in zip(rows, stands, strict=True)
        for column, cell in enumerate(cells, 1)
    }
    over |= _spread(sheet, rows, width)
    columns = []
    for column in range(1, width + 1):
        stacked = [_wording(over.get((row, column))) for row in rows]
        columns.append(_wordings([text for text in stacked if text]))
    return Heading(first, last, tuple(columns))


def _spread(sheet: Sheet, rows: range, width: int) -> dict[tuple[int, int], Value]:
    """Return what stands in merged cells of these rows over each column that they cover."""
    found: dict[tuple[int, int], Value] = {}
    for top, left, _low, right in sheet.merged:
        if top in rows:
            for column in range(left, min(right, width) + 1):
                if (top, column) in found:  # areas that overlap are none of a spreadsheet program's
                    break
                found[top, column] = sheet.at(top, left)
    return found


def _wording(value: Value) -> str:
    return " ".join(text_of(value).split())


def _wordings(stacked: list[str]) -> tuple[str, ...]:
    """Return what may be meant by texts one above the other: all of them joined, or the lowest."""
    if not stacked:
        return ()
    return tuple(dict.fromkeys((" ".join(stacked), stacked[-1])))
