"""A sheet being written from the top: where the next row is, and the ways to fill it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tasktrack.render.xlsx_cells import Value
from tasktrack.render.xlsx_formulas import Formula
from tasktrack.render.xlsx_styles import Properties, Styles
from tasktrack.render.xlsx_text import cell_text
from tasktrack.render.xlsx_widths import LINE_HEIGHT, Columns, height, pieces


class Page:
    """One sheet: `row` is the next one, `used` the points above it."""

    def __init__(self, sheet: Any, styles: Styles, columns: Columns) -> None:
        self.sheet = sheet
        self.styles = styles
        self.language = styles.language
        self.columns = columns
        self.row = 0
        self.used = 0.0
        for place, width in enumerate(columns.widths):
            sheet.set_column(place, place, width)

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1
        self.used += LINE_HEIGHT

    def fit(self, texts: Sequence[tuple[str, int]], line: float = LINE_HEIGHT) -> None:
        """Make the next row high enough for these wrapped texts, each with the width that it is set in."""
        points = height(texts, line)
        if points or line != LINE_HEIGHT:
            self.sheet.set_row(self.row, points or line)
        self.used += points or line

    def sentence(self, text: str, look: Any, line: float = LINE_HEIGHT) -> None:
        """Write a sentence across the sheet, in as many rows as the longest need."""
        across = self.columns.across(0, self.columns.last)
        for piece in pieces(cell_text(text), across):
            self.fit([(piece, across)], line)
            self.merged(0, self.columns.last, Value(cell_text(piece) or None), look)
            self.row += 1

    def merged(self, first: int, last: int, value: Value, look: Any) -> None:
        """Write a value into the next row, across columns."""
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", look)
        self.put(first, value, look)

    def reckoned(self, first: int, last: int, formula: Formula, look: Any) -> None:
        """Write a formula with what it gives into the next row, across columns."""
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", look)
        self.sheet.write_formula(self.row, first, formula.text, look, formula.value)

    def put(self, column: int, value: Value, look: Any) -> None:
        """Write a value into the next row as what it is; a text is never anything else."""
        written = value.written
        if written is None:
            self.sheet.write_blank(self.row, column, None, look)
        elif isinstance(written, str):
            self.sheet.write_string(self.row, column, written, look)
        elif isinstance(written, int | float):
            self.sheet.write_number(self.row, column, written, look)
        else:
            self.sheet.write_datetime(self.row, column, written, look)


def shown(value: Value) -> Properties:
    """Return the properties with which a value is shown."""
    look: Properties = {"text_wrap": True} if isinstance(value.written, str) else {}
    if value.shown_as:
        look["num_format"] = value.shown_as
    if value.quoted:
        look["quote_prefix"] = True
    return look
