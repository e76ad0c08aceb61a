"""The tables of a sheet: the one whose columns are the sheet's, and those that are laid over its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.render.cells import NUMBERS
from tasktrack.render.xlsx_cells import Value, address, value_of
from tasktrack.render.xlsx_formulas import Formula, Formulas
from tasktrack.render.xlsx_page import Page, shown
from tasktrack.render.xlsx_styles import Properties
from tasktrack.render.xlsx_text import cell_text
from tasktrack.render.xlsx_widths import Columns, table_widths
from tasktrack.reports.report import Cell, Column, Table, Tone

MOST_ROWS: Final = 1_048_576
_BESIDE: Final = 100  # rows that a sheet may hold beside those of its table
_MOST_INDENT: Final = 15
_HIGHEST_HEAD: Final = 220.0  # points above a heading that stays in sight
_Formulas = Callable[[int, int, tuple[Cell, ...]], Formula | None]


def write_main(page: Page, table: Table, *, is_only: bool) -> None:
    """Write the table whose columns are the sheet's: it is filtered, and its heading stays in sight.

    Where it is the only table its heading is repeated on each printed page. Raise Invalid for more rows than a
    sheet holds.
    """
    if page.row + len(table.rows) + _BESIDE > MOST_ROWS:
        raise Invalid(
            _("A sheet holds at most {most} rows; this table has {count}.").format(
                most=MOST_ROWS - _BESIDE, count=len(table.rows)
            ),
            _("Narrow the list, or write it as csv."),
        )
    heading, width = page.row, len(table.columns)
    if page.used <= _HIGHEST_HEAD:
        page.sheet.freeze_panes(heading + 1, 0)
    _heading(page, table)
    formulas = Formulas(table, page.row, page.language)
    tones: Sequence[Tone] = table.tones or [""] * len(table.rows)
    for cells, tone in zip(table.rows, tones, strict=True):
        _row(page, table.columns, cells, formulas.of_row, tone)
    last = page.row - 1
    if table.total:
        _row(page, table.columns, table.total, formulas.of_total, is_total=True)
    if is_only:
        page.sheet.repeat_rows(heading)
    if table.rows:
        page.sheet.autofilter(heading, 0, last, width - 1)
        # Codes that look like numbers are meant to be text.
        page.sheet.ignore_errors(
            {"number_stored_as_text": f"{address(heading, 0)}:{address(page.row, width - 1)}"}
        )


def write_beside(page: Page, table: Table) -> None:
    """Write a further table of a sheet, its columns laid over those of the first."""
    missing = len(table.columns) - len(page.columns.widths)
    if missing > 0:
        page.columns = Columns(page.columns.widths + (12,) * missing)
    spans = page.columns.spans(table_widths(table, page.language))
    _spread(
        page, [(Value(cell_text(one.label) or None), {}) for one in table.columns], spans, is_heading=True
    )
    for cells in (*table.rows, *([table.total] if table.total else [])):
        values = [
            (value_of(cell, one.kind, one.places, page.language), _stands(table.columns, place, cell))
            for place, (cell, one) in enumerate(zip(cells, table.columns, strict=True))
        ]
        _spread(page, values, spans)


def _heading(page: Page, table: Table) -> None:
    labels = [cell_text(column.label) for column in table.columns]
    # Bold letters, and the button of the filter beside them.
    page.fit([(label, page.columns.widths[place] - 2) for place, label in enumerate(labels)])
    for place, label in enumerate(labels):
        page.put(place, Value(label or None), page.styles.heading())
    page.row += 1


def _row(
    page: Page,
    columns: Sequence[Column],
    cells: tuple[Cell, ...],
    formula_of: _Formulas,
    tone: Tone = "",
    *,
    is_total: bool = False,
) -> None:
    values = [
        value_of(cell, column.kind, column.places, page.language)
        for column, cell in zip(columns, cells, strict=True)
    ]
    page.fit(_wrapped(page, values))
    for place, (column, cell, value) in enumerate(zip(columns, cells, values, strict=True)):
        formula = formula_of(page.row, place, cells)
        like = (
            value if value.shown_as or not formula else value_of(0, column.kind, column.places, page.language)
        )
        more = shown(like) | _stands(columns, place, cell)
        look = page.styles.cell(tone, is_first=not place, is_total=is_total, more=more)
        if formula:
            page.sheet.write_formula(page.row, place, formula.text, look, formula.value)
        else:
            page.put(place, value, look)
    page.row += 1


def _wrapped(page: Page, values: Sequence[Value]) -> list[tuple[str, int]]:
    return [
        (value.written, page.columns.widths[place])
        for place, value in enumerate(values)
        if isinstance(value.written, str)
    ]


def _spread(
    page: Page,
    values: Sequence[tuple[Value, Properties]],
    spans: Sequence[tuple[int, int]],
    *,
    is_heading: bool = False,
) -> None:
    page.fit(
        [
            (value.written, page.columns.across(*span))
            for (value, _more), span in zip(values, spans, strict=True)
            if isinstance(value.written, str)
        ]
    )
    for (value, more), (first, last) in zip(values, spans, strict=True):
        look = page.styles.heading() if is_heading else page.styles.cell(more=shown(value) | more)
        page.merged(first, last, value, look)
    page.row += 1


def _stands(columns: Sequence[Column], place: int, cell: Cell) -> Properties:
    """Return where a cell stands: numbers to the right and text a little off them, parts of a whole further in."""
    column = columns[place]
    if column.kind in NUMBERS:
        return {"align": "right"}
    if isinstance(cell, bool) or (column.kind == "date" and not isinstance(cell, str)):
        return {"align": "center"}
    level = int(place > 0 and columns[place - 1].kind in NUMBERS)
    if isinstance(cell, str) and column.kind == "text":
        level += (len(cell) - len(cell.lstrip(" "))) // 2
    return {"align": "left", "indent": min(level, _MOST_INDENT)} if level else {}
