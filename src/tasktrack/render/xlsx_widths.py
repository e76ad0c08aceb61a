"""How wide the columns of a sheet are, and how high a row is: not every program measures wrapped text itself."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from math import ceil
from typing import Final, NamedTuple

from tasktrack.render.cells import NUMBERS, people_writer
from tasktrack.render.xlsx_metrics import figures, line_count
from tasktrack.reports.report import Cell, Table

LINE_HEIGHT: Final = 15.75  # points of a line of the sheet's font
MOST_HEIGHT: Final = 409.0
_NARROW: Final = 6
_ARROW: Final = 3  # the button of a filter hides that much of a heading
_PADDING: Final = 2
_MEASURED: Final = 2_000
# Text columns give way, in these steps, until the sheet is no broader than this.
_TEXT: Final = (60, 50, 42, 36, 30, 26, 22)
_BROAD: Final = 165
_TEXT_AREA: Final = 96  # what sentences are set in, also above a narrow table
_BLANK: Final = 12
_PORTRAIT: Final = 108


class Columns(NamedTuple):
    """The widths of a sheet's columns; those beyond the table are blank, and only give sentences room."""

    widths: tuple[int, ...]

    @property
    def last(self) -> int:
        """Return the place of the last column."""
        return len(self.widths) - 1

    @property
    def is_broad(self) -> bool:
        """Tell whether the sheet is printed across."""
        return sum(self.widths) > _PORTRAIT

    def across(self, first: int, last: int) -> int:
        """Return the width from one column to another."""
        return sum(self.widths[first : last + 1])

    def spans(self, wanted: Sequence[int]) -> list[tuple[int, int]]:
        """Lay columns of these widths over those of the sheet: first and last place of each, in proportion."""
        scale = sum(self.widths) / max(sum(wanted), 1)
        ends = list(accumulate(self.widths))
        spans, first = [], 0
        for place, goal in enumerate(accumulate(wanted)):
            left = len(wanted) - place - 1
            allowed = range(first, len(self.widths) - left)
            last = min(allowed, key=lambda at: abs(ends[at] - goal * scale)) if left else self.last
            spans.append((first, last))
            first = last + 1
        return spans


def of_text() -> Columns:
    """Return the columns of a sheet without a table: labels, and what they say."""
    return Columns((34, 22, 22, 22))


def of_table(table: Table, language: str) -> Columns:
    """Return columns as wide as their cells, text within bounds, and blank ones for the sentences above."""
    for most in _TEXT:
        widths = table_widths(table, language, most)
        if sum(widths) <= _BROAD:
            break
    missing = _TEXT_AREA - sum(widths)
    return Columns(widths + (_BLANK,) * max(0, ceil(missing / _BLANK)))


def table_widths(table: Table, language: str, most: int = _TEXT[0]) -> tuple[int, ...]:
    """Return the width of each column of a table, text columns at most as wide as given."""
    return tuple(_widths(table, language, most))


def _widths(table: Table, language: str, most: int) -> Iterator[int]:
    for place, column in enumerate(table.columns):
        show = people_writer(column.kind, column.places, language)
        rows: Iterable[tuple[Cell, ...]] = islice(table.rows, _MEASURED)
        content = max((figures(show(cells[place])) for cells in rows), default=0.0)
        total = figures(show(table.total[place])) * 1.1 if table.total else 0.0
        heading = max(map(figures, column.label.split()), default=0.0) * 1.1 + _ARROW
        limit = most if column.kind not in NUMBERS else most + _TEXT[0]
        wanted = max(max(content, total) + _PADDING, heading)
        yield max(_NARROW, min(ceil(wanted), limit))


def height(texts: Iterable[tuple[str, int]], line: float = LINE_HEIGHT) -> float | None:
    """Return the height of a row of wrapped texts, each with the width that it is set in; None for one line."""
    lines = max((line_count(text, width - 1) for text, width in texts), default=1)
    return min(lines * line, MOST_HEIGHT) if lines > 1 else None


def pieces(text: str, width: int) -> list[str]:
    """Cut a text into pieces that fit the highest row, at a blank where there is one."""
    room = width * int(MOST_HEIGHT // LINE_HEIGHT - 6) // 2
    found = []
    while len(text) > room and line_count(text, width - 1) * LINE_HEIGHT > MOST_HEIGHT:
        at = text.rfind(" ", room // 2, room)
        at = room if at < 0 else at
        found.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*found, text]
