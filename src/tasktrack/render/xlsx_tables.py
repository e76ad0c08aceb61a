"""The tables of a sheet: the one whose columns are the sheet's, and those that are laid over its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

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


class _Stand(NamedTuple):
    """Where a text stands in its cell, and how far in."""

    side: str = ""
    indent: int = 0

    def properties(self) -> Properties:
        return {name: value for name, value in (("align", self.side), ("indent", self.indent)) if value}


_FormulaOf = Callable[[int, int, tuple[Cell, ...]], Formula | None]
_NO_FORMULAS: Final[Mapping[int, Formula]] = {}
_PLAIN: Final = _Stand()
_RIGHT: Final = _Stand("right")
_CENTRE: Final = _Stand("center")


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
    rows = _Rows(page, table)
    tones: Sequence[Tone] = table.tones or [""] * len(table.rows)
    for cells, tone in zip(table.rows, tones, strict=True):
        rows.write(cells, tone)
    last = page.row - 1
    if table.total:
        rows.write(table.total, is_total=True)
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
    formulas = Formulas(table, page.row, page.language, [first for first, _last in spans])
    for cells in table.rows:
        _row_beside(page, table, cells, spans, formulas.of_row)
    if table.total:
        _row_beside(page, table, table.total, spans, formulas.of_total)


def _row_beside(
    page: Page,
    table: Table,
    cells: tuple[Cell, ...],
    spans: Sequence[tuple[int, int]],
    formula_of: _FormulaOf,
) -> None:
    values, formulas = [], {}
    for place, (cell, one) in enumerate(zip(cells, table.columns, strict=True)):
        value = value_of(cell, one.kind, one.places, page.language)
        if formula := formula_of(page.row, place, cells):
            formulas[place] = formula
            value = value if value.shown_as else value_of(0, one.kind, one.places, page.language)
        values.append((value, _stand(table.columns, place, cell).properties()))
    _spread(page, values, spans, formulas)


def _heading(page: Page, table: Table) -> None:
    labels = [cell_text(column.label) for column in table.columns]
    # Bold letters, and the button of the filter beside them.
    page.fit([(label, page.columns.widths[place] - 2) for place, label in enumerate(labels)])
    for place, label in enumerate(labels):
        page.put(place, Value(label or None), page.styles.heading())
    page.row += 1


class _Rows:
    """Writes the rows of the main table; cells that look alike share a look that is made once."""

    def __init__(self, page: Page, table: Table) -> None:
        self._page = page
        self._columns = table.columns
        self._formulas = Formulas(table, page.row, page.language)
        self._looks: dict[tuple[object, ...], Any] = {}

    def write(self, cells: tuple[Cell, ...], tone: Tone = "", *, is_total: bool = False) -> None:
        """Write one row, or the total."""
        page = self._page
        formula_of = self._formulas.of_total if is_total else self._formulas.of_row
        values = [
            value_of(cell, column.kind, column.places, page.language)
            for cell, column in zip(cells, self._columns, strict=True)
        ]
        page.fit(
            [
                (value.written, width)
                for value, width in zip(values, page.columns.widths, strict=False)
                if isinstance(value.written, str)
            ]
        )
        for place, value in enumerate(values):
            formula = formula_of(page.row, place, cells)
            if formula and not value.shown_as:
                value = self._shown_as_number(place)
            look = self._look(value, _stand(self._columns, place, cells[place]), (tone, not place, is_total))
            if formula:
                page.sheet.write_formula(page.row, place, formula.text, look, formula.value)
            else:
                page.put(place, value, look)
        page.row += 1

    def _shown_as_number(self, place: int) -> Value:
        """Return how a formula is shown that gives no number as yet."""
        column = self._columns[place]
        return value_of(0, column.kind, column.places, self._page.language)

    def _look(self, value: Value, stand: _Stand, where: tuple[Tone, bool, bool]) -> Any:
        key = (value.shown_as, value.quoted, isinstance(value.written, str), stand, where)
        if key not in self._looks:
            tone, is_first, is_total = where
            more = shown(value) | stand.properties()
            self._looks[key] = self._page.styles.cell(tone, is_first=is_first, is_total=is_total, more=more)
        return self._looks[key]


def _spread(
    page: Page,
    values: Sequence[tuple[Value, Properties]],
    spans: Sequence[tuple[int, int]],
    formulas: Mapping[int, Formula] = _NO_FORMULAS,
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
    for place, ((value, more), (first, last)) in enumerate(zip(values, spans, strict=True)):
        look = page.styles.heading() if is_heading else page.styles.cell(more=shown(value) | more)
        if formula := formulas.get(place):
            page.reckoned(first, last, formula, look)
        else:
            page.merged(first, last, value, look)
    page.row += 1


def _stand(columns: Sequence[Column], place: int, cell: Cell) -> _Stand:
    """Return where a cell stands: numbers to the right and text a little off them, parts of a whole further in."""
    kind = columns[place].kind
    if kind in NUMBERS:
        return _RIGHT
    if isinstance(cell, bool) or (kind == "date" and not isinstance(cell, str)):
        return _CENTRE
    level = 1 if place and columns[place - 1].kind in NUMBERS else 0
    if kind == "text" and isinstance(cell, str) and cell.startswith("  "):
        level += (len(cell) - len(cell.lstrip(" "))) // 2
    return _Stand("left", min(level, _MOST_INDENT)) if level else _PLAIN
