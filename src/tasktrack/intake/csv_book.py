"""A CSV as a book of one sheet, for tables whose heading is not their first row."""

import csv
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final

from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.intake.csvrows import SEPARATORS
from tasktrack.intake.faults import broken_quotes
from tasktrack.intake.refusal import TOO_BIG
from tasktrack.intake.sheet_out import MOST_CELLS
from tasktrack.intake.spreadsheet import Book, Row, Sheet, refusal
from tasktrack.intake.table import text_lines

_LOOKED_AT: Final = 60


def read_csv_book(source: Iterable[bytes], name: str, find: Callable[[str], str | None]) -> Book:
    """Read a CSV whole; raise Invalid for what is none, and for one that is too large to be held.

    `find` tells known headings: the separator is the one under which most of them are met.
    """
    lines = list(text_lines(source, name))
    beginning = "".join(lines[:_LOOKED_AT])
    if beginning.lstrip().startswith("{"):
        raise Invalid(
            _("{file} holds JSON lines; a map is for tables with headings.").format(file=name),
            _("Import it without --map."),
        )
    separator = max(SEPARATORS, key=lambda one: _fitness(lines, one, find))
    rows: list[Row] = []
    cells = 0
    try:
        for row in csv.reader(lines, delimiter=separator, strict=True):
            cells += len(row)
            if cells > MOST_CELLS:
                raise refusal(name, TOO_BIG, "content")
            rows.append(tuple(row))
    except csv.Error as fault:
        where = broken_quotes(name, len(rows) + 1)
        raise Invalid(f"{name}: {where.message}", where.remedy, code="spreadsheet-damaged") from fault
    return Book(name, (Sheet("", False, tuple(rows), ()),))


def _fitness(lines: Sequence[str], separator: str, find: Callable[[str], str | None]) -> tuple[int, int]:
    """Return how many known headings the best row has under a separator, and how many cells the widest one."""
    reader = csv.reader(lines[:_LOOKED_AT], delimiter=separator)
    try:
        rows = list(islice(reader, _LOOKED_AT))
    except csv.Error:
        return 0, 0
    known = (sum(find(cell) is not None for cell in row) for row in rows)
    return max(known, default=0), max(map(len, rows), default=0)
