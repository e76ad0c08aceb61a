"""CSV: the separator found by the heading row, then row after row under it."""

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from tasktrack.intake.cells import Row, clean, complete, flaws
from tasktrack.intake.faults import (
    Fault,
    absent_columns,
    broken_quotes,
    duplicate_column,
    shown,
    unknown_column,
    wrong_width,
)
from tasktrack.intake.table_spec import TableSpec

SEPARATORS = (",", ";", "\t")
_HEADING_LINES = 50


@dataclass(frozen=True)
class _Sheet:
    """What every row is read by: the heading's columns, and a row of the table with nothing filled in."""

    file: str
    columns: tuple[str, ...]
    empty: dict[str, str]
    spec: TableSpec


def read_csv(first: str, lines: Iterator[str], spec: TableSpec, name: str, row: int) -> Iterator[Row | Fault]:
    """Yield the rows and faults of a CSV whose heading begins with the line `first`, in spreadsheet `row`."""
    opening = _opening(first, lines)
    separator = separator_of(opening, spec.find)
    cells = _split(opening, separator)
    if cells is None or _open_quote(opening):
        yield broken_quotes(name, row)
    elif faults := list(_heading_faults(cells, spec, name, row)):
        yield from faults
    else:
        columns = tuple(column for cell in cells if (column := spec.find(cell)))
        sheet = _Sheet(name, columns, dict.fromkeys(spec.names, ""), spec)
        reader: Iterator[list[str]] = csv.reader(lines, delimiter=separator, strict=True)
        if left_out := {place for place, cell in enumerate(cells) if spec.passes_over(cell)}:
            reader = _Without(left_out, reader)
        yield from _rows(reader, sheet, row)


class _Without:
    """Rows without the cells at some places; what the reader under it raises ends nothing."""

    def __init__(self, places: set[int], reader: Iterator[list[str]]) -> None:
        self._places = places
        self._reader = reader

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        return [cell for place, cell in enumerate(next(self._reader)) if place not in self._places]


def _opening(first: str, lines: Iterator[str]) -> list[str]:
    """Return the lines of the heading row: more than one when a quoted heading holds a line end."""
    opening = [first]
    while len(opening) < _HEADING_LINES and _open_quote(opening):
        following = list(islice(lines, 1))
        if not following:
            break
        opening += following
    return opening


def _open_quote(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def separator_of(lines: Iterable[str], find: Callable[[str], str | None], most: int = 1) -> str:
    """Return the separator under which one of the first rows has most known headings; else the one of most cells."""

    def fitness(separator: str) -> tuple[int, int]:
        rows: list[list[str]] = []
        with suppress(csv.Error):
            for row in islice(csv.reader(lines, delimiter=separator, strict=True), most):
                rows.append(_trimmed(row))  # noqa: PERF401 (what was read before a fault counts)
        known = (sum(find(cell) is not None for cell in row) for row in rows)
        return max(known, default=0), max(map(len, rows), default=0)

    return max(SEPARATORS, key=fitness)


def _split(opening: list[str], separator: str) -> list[str] | None:
    """Return the heading's cells without the empty ones at its end; None when they cannot be told apart."""
    try:
        cells = next(csv.reader(opening, delimiter=separator, strict=True), [])
    except csv.Error:
        return None
    return _trimmed(cells)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _heading_faults(cells: list[str], spec: TableSpec, name: str, row: int) -> Iterator[Fault]:
    if clean(cells or [""]) is None:
        yield from flaws(name, row, ((shown(cell), cell) for cell in cells))
        return
    met = set()
    for cell in cells:
        column = spec.find(cell)
        if spec.passes_over(cell):
            continue
        if column is None:
            yield unknown_column(name, row, cell, spec)
        elif column in met:
            yield duplicate_column(name, row, cell, column)
        met.add(column)
    yield from absent_columns(met, spec, name, row)


def _rows(reader: Iterator[list[str]], sheet: _Sheet, number: int) -> Iterator[Row | Fault]:
    """Yield what stands under the heading in row `number`; the plain row takes the shortest way."""
    columns, empty, required = sheet.columns, sheet.empty, sheet.spec.required
    width = len(columns)
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield broken_quotes(sheet.file, number)
            if "limit" in str(fault):
                return  # a cell without an end: where the next row begins is not known
            continue
        cleaned = clean(cells) if len(cells) == width else None
        if cleaned is not None and any(cleaned):
            values = empty | dict(zip(columns, cleaned, strict=True))
            if all(map(values.__getitem__, required)):
                yield Row(number, values, columns)
                continue
        yield from _odd_row(cells, sheet, number)


def _odd_row(cells: list[str], sheet: _Sheet, number: int) -> Iterator[Row | Fault]:
    """Yield nothing for a blank row, a row when only empty cells stick out on the right, else its faults."""
    width = len(sheet.columns)
    if not any(map(str.strip, cells)):
        return
    if len(cells) < width or any(map(str.strip, cells[width:])):
        yield wrong_width(sheet.file, number, len(cells), width)
        return
    cleaned = clean(cells[:width])
    if cleaned is None:
        yield from flaws(sheet.file, number, zip(sheet.columns, cells, strict=False))
    else:
        values = sheet.empty | dict(zip(sheet.columns, cleaned, strict=True))
        yield from complete(sheet.file, Row(number, values, sheet.columns), sheet.spec)
