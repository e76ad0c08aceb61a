"""Totals and percentages as formulas, so that a reader can check them: only where they give the figure itself."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from tasktrack.render.cells import NOTHING as DASH
from tasktrack.render.xlsx_cells import Value, address, excel_number, value_of
from tasktrack.reports.report import Cell, Table

_MILLION = 10**6
Row = tuple[Cell, ...]


class Formula(NamedTuple):
    """A formula and the value that it gives, kept beside it for programs that do not reckon."""

    text: str
    value: int | float | str


class Formulas:
    """The formulas of one table whose first row stands at `top`; `across` are its columns on the sheet, else from A."""

    def __init__(self, table: Table, top: int, language: str, across: Sequence[int] = ()) -> None:
        self._table = table
        self._top = top
        self._across = across or range(len(table.columns))
        self._language = language
        self._summed = dict(self._sums())
        self._ratios = dict(_ratios(table))

    def of_row(self, row: int, column: int, cells: Row) -> Formula | None:
        """Return the percentage of a row as a formula over the row's own cells."""
        if column not in self._ratios:
            return None
        part, whole = self._ratios[column]
        return self._ratio(row, column, cells, part, whole)

    def of_total(self, row: int, column: int, cells: Row) -> Formula | None:
        """Return the formula of a cell of the total: the sum of the rows, or the percentage of the totals."""
        if column in self._summed:
            last = self._address(self._top + len(self._table.rows) - 1, column)
            return Formula(
                f"=SUM({self._address(self._top, column)}:{last})", excel_number(self._summed[column])
            )
        return self.of_row(row, column, cells)

    def _ratio(self, row: int, column: int, cells: Row, part: int, whole: int) -> Formula | None:
        below = self._address(row, whole)
        wholes = self._exact(cells, whole)
        if part == whole:  # a share of the total
            if self._table.total is None:
                return None
            below = self._address(self._top + len(self._table.rows), whole)
            wholes = self._exact(self._table.total, whole)
        parts = self._exact(cells, part)
        if parts is None or wholes is None or not all(map(_is_written_exactly, (parts, wholes))):
            return None
        text = f'=IF({below}=0,"{DASH}",100*{self._address(row, part)}/{below})'
        if not wholes:
            says_nothing = cells[column] in (None, DASH)
            return Formula(text, DASH) if says_nothing else None
        share = 100 * parts / wholes
        return Formula(text, float(share)) if share == self._exact(cells, column) else None

    def _address(self, row: int, column: int) -> str:
        return address(row, self._across[column])

    def _exact(self, cells: Row, column: int) -> Fraction | None:
        return self._value(cells, column).exact

    def _value(self, cells: Row, column: int) -> Value:
        head = self._table.columns[column]
        return value_of(cells[column], head.kind, head.places, self._language)

    def _sums(self) -> Iterator[tuple[int, Fraction]]:
        """Yield the columns whose total is the sum of their rows, to the last decimal that is written.

        None where a count is neither that nor the greatest or least of its column: then the total is of something
        else than these rows, and adds up by chance at most.
        """
        total, rows = self._table.total, self._table.rows
        if total is None or not rows:
            return
        found: list[tuple[int, Fraction]] = []
        for column, head in enumerate(self._table.columns):
            said = self._exact(total, column)
            if head.kind not in ("integer", "decimal") or said is None:
                continue
            known = [value for cells in rows if (value := self._exact(cells, column)) is not None]
            if known and all(map(_is_written_exactly, known)) and sum(known) == said:
                found.append((column, said))
            elif head.kind == "integer" and said not in (max(known, default=None), min(known, default=None)):
                return
        yield from found


def _is_written_exactly(value: Fraction) -> bool:
    return _MILLION % value.denominator == 0


def _ratios(table: Table) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield each column of percentages with the places of its part and its whole, where the table has both.

    Where they are the same column, the whole is its total.
    """
    keys: Sequence[str] = [column.key for column in table.columns]
    for place, column in enumerate(table.columns):
        if column.ratio and all(name in keys for name in column.ratio):
            part, whole = column.ratio
            yield place, (keys.index(part), keys.index(whole))
