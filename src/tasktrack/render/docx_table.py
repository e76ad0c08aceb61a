"""A table in Word: borders, a heading that each page repeats, rows that no page breaks, widths by what they hold."""

import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tasktrack.render.cells import NUMBERS
from tasktrack.render.clean import one_line
from tasktrack.render.docx_text import Align, millimetres, paragraph, run, safe, text_width, twips
from tasktrack.render.layout import shown_rows, shown_total
from tasktrack.reports.report import Column, Table

_PADDING: Final = millimetres(3.6)  # of both sides of a cell, with its borders
_COMFORT: Final = millimetres(60)  # what no column of sentences needs more than
_SQUARE: Final = millimetres(12)
_BEARABLE: Final = millimetres(28)  # what it can be read at, where that saves a page of its own
_CODE: Final = millimetres(26)  # a code up to that length is not broken
_LONGEST_WORD: Final = millimetres(32)  # longer ones are broken
_WEIGHT: Final = millimetres(150)  # what is longer than a few lines asks for no more
_LOOKED_AT: Final = 500  # rows that tell how wide a column is
_HEADING_LINES: Final = 2.7  # a heading is three lines high at most
_LINE: Final = 1.17
_TALLEST: Final = millimetres(110)  # a row as high as that may be broken: some programs would cut it off
_SIZES: Final = (12.0, 11.0, 10.0, 9.0)


class _Measured(NamedTuple):
    """How wide the text of a column has to be, is well read, and would like to be, in letters of the first size."""

    least: float
    comfort: float
    natural: float


class Grid(NamedTuple):
    """A table ready to be drawn: texts of rows and total, and what its columns need."""

    table: Table
    rows: list[list[str]]
    total: list[str] | None
    measured: tuple[_Measured, ...]

    def is_broad(self, room: float) -> bool:
        """Tell whether it is not well read in so much room."""
        widths = (min(one.comfort, max(one.least, _BEARABLE)) for one in self.measured)
        return sum(width * _SIZES[1] / _SIZES[0] + _PADDING for width in widths) > room

    def fits(self, room: float) -> bool:
        """Tell whether it can be drawn in so much room at all, with small letters."""
        scale = _SIZES[-1] / _SIZES[0]
        return sum(one.least * scale + _PADDING for one in self.measured) <= room


def grid(table: Table, language: str) -> Grid:
    """Return a table as people read it, measured."""
    rows = list(shown_rows(table, language))
    total = shown_total(table, language)
    looked_at = rows[:_LOOKED_AT] + ([total] if total else [])
    measured = tuple(
        _measure(column, [row[place] for row in looked_at]) for place, column in enumerate(table.columns)
    )
    return Grid(table, rows, total, measured)


def drawn(made: Grid, room: float, shades: Sequence[Sequence[str]] = ()) -> str:
    """Return a table as XML, across the whole room; where it is narrow the letters are smaller.

    `shades` are colours behind the cells after the first of each row, empty for none.
    """
    size = _size(made.measured, room)
    widths = _widths(made.measured, room, size / _SIZES[0])
    aligned = [_alignment(column) for column in made.table.columns]
    rows = [
        _row(row, aligned, widths, size, shades=("", *shades[place]) if shades else ())
        for place, row in enumerate(made.rows)
    ]
    if made.total:
        rows.append(_row(made.total, aligned, widths, size, bold=True))
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{safe(made.table.title)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{_head(made.table.columns, widths, size)}{''.join(rows)}</w:tbl>"
    )


def cell(width: float, content: str, shade: str = "") -> str:
    """Return a cell with its text in the middle of its height; `shade` is a colour behind it."""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{shading}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def _measure(column: Column, texts: Sequence[str]) -> _Measured:
    size = _SIZES[0]
    natural = max((text_width(text, size) for text in texts), default=0.0)
    label = one_line(column.label)
    heading = max((text_width(word, size, bold=True) for word in label.split()), default=0.0)
    heading = max(heading, text_width(label, size, bold=True) / _HEADING_LINES)
    if column.kind in NUMBERS or column.kind == "date" or (column.kind == "code" and natural < _CODE):
        least = max(natural, heading)
        return _Measured(least, least, least)
    word = max((text_width(word, size) for text in set(texts) for word in text.split()), default=0.0)
    least = max(min(word, _LONGEST_WORD), heading)
    # The longer the text, the more lines it may take: a square root gives both their share.
    comfort = min(natural, math.sqrt(natural * _SQUARE), _COMFORT)
    return _Measured(least, max(least, comfort), min(max(natural, least), _WEIGHT))


def _size(measured: Sequence[_Measured], room: float) -> float:
    """Return the size of letters: one at which the table is well read, but small ones only where it must be."""

    def needed(size: float, widths: Iterable[float]) -> float:
        return sum(width * size / _SIZES[0] + _PADDING for width in widths)

    for size in _SIZES[:2]:
        if needed(size, (one.comfort for one in measured)) <= room:
            return size
    fitting = (size for size in _SIZES[1:] if needed(size, (one.least for one in measured)) <= room)
    return next(fitting, _SIZES[-1])


def _widths(measured: Sequence[_Measured], room: float, scale: float) -> list[float]:
    """Share the room: each column what it needs, then what it is well read at, then what it would like to have."""
    widths = [one.least * scale + _PADDING for one in measured]
    if sum(widths) > room:
        return [width * room / sum(widths) for width in widths]
    for goals in ([one.comfort for one in measured], [one.natural for one in measured]):
        wishes = [
            max(0.0, goal * scale + _PADDING - width) for goal, width in zip(goals, widths, strict=True)
        ]
        wished, left = sum(wishes), room - sum(widths)
        if wished > 0:
            part = min(1.0, left / wished)
            widths = [width + wish * part for width, wish in zip(widths, wishes, strict=True)]
    # What nobody asked for is shared by size.
    return [width * room / sum(widths) for width in widths]


def _alignment(column: Column) -> Align:
    if column.kind in NUMBERS and column.key != "no":
        return "right"
    return "center" if column.kind in ("date", "code") or column.key == "no" else "left"


def _head(columns: Sequence[Column], widths: Sequence[float], size: float) -> str:
    cells = "".join(
        cell(width, paragraph(run(column.label, bold=True, size=size), align="center", keep_next=True))
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(
    texts: Sequence[str],
    aligned: Sequence[Align],
    widths: Sequence[float],
    size: float,
    *,
    bold: bool = False,
    shades: Sequence[str] = (),
) -> str:
    cells = []
    lines = 1.0
    behind = shades or [""] * len(texts)
    for text, align, width, shade in zip(texts, aligned, widths, behind, strict=True):
        words = text.lstrip(" ")
        inside = run(words, bold=bold, size=size)
        cells.append(cell(width, paragraph(inside, align=align, left=4.0 * (len(text) - len(words))), shade))
        if len(words) > 200:
            lines = max(lines, text_width(words, size) / max(width - _PADDING, size))
    kept = "<w:trPr><w:cantSplit/></w:trPr>" if lines * size * _LINE < _TALLEST else ""
    return f"<w:tr>{kept}{''.join(cells)}</w:tr>"
