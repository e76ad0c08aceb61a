"""CSV and TSV: the keys as header, then exact values, for spreadsheets and shell scripts."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import TextIO

from tasktrack.render.cells import machine_number
from tasktrack.render.clean import clean
from tasktrack.render.jsontext import encode
from tasktrack.reports.report import Report, Table

_BYTE_ORDER_MARK = "\ufeff"
_NEEDS_QUOTES = re.compile('[",\r\n]')
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n"})


def write_csv(report: Report, stream: TextIO, *, bom: bool = False) -> None:
    """Write RFC 4180 with line feeds; text stays as it is, so that an import gives it back."""
    _write(report, stream, ",", _quote, bom=bom)


def write_tsv(report: Report, stream: TextIO, *, bom: bool = False) -> None:
    r"""Write one row a line, always: tab, line feed and backslash inside a cell are `\t`, `\n`, `\\`."""
    _write(report, stream, "\t", _escape, bom=bom)


def _write(
    report: Report, stream: TextIO, separator: str, protect: Callable[[str], str], *, bom: bool
) -> None:
    if bom:
        stream.write(_BYTE_ORDER_MARK)
    for row in _rows(report):
        stream.write(separator.join([protect(cell) for cell in row]) + "\n")


def _rows(report: Report) -> Iterator[Iterable[str]]:
    """Yield header and rows; the one object of a `show` becomes rows of field and value."""
    if isinstance(report.data, Mapping):
        yield ("field", "value")
        for key, value in report.data.items():
            yield (key, machine_cell(value))
    elif keys := _keys(report, report.data):
        yield keys
        for row in report.data:
            yield [machine_cell(row.get(key)) for key in keys]


def _keys(report: Report, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the keys of the first table's columns (--columns chose them), else all keys of the rows."""
    present = dict.fromkeys(chain.from_iterable(rows))
    table = next((section for section in report.sections if isinstance(section, Table)), None)
    if table is None:
        return list(present)
    columns = dict.fromkeys(column.key for column in table.columns)
    return [key for key in columns if key in present or not rows] or list(present)


def machine_cell(value: object) -> str:
    """Return one value for programs: ISO days, dot decimals, lists joined by `;`, nested data as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Fraction):
        return machine_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple) and not any(
        isinstance(item, Mapping | list | tuple) for item in value
    ):
        return ";".join(map(machine_cell, value))
    return encode(value)


def _quote(cell: str) -> str:
    if _NEEDS_QUOTES.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _escape(cell: str) -> str:
    return clean(cell).translate(_TSV_ESCAPES)
