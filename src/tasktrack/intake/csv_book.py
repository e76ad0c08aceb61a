"""A CSV as a book of one sheet, for tables whose heading is not their first row."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Final

from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.intake.container import LARGEST_FILE
from tasktrack.intake.csvrows import separator_of
from tasktrack.intake.faults import broken_quotes
from tasktrack.intake.refusal import TOO_BIG
from tasktrack.intake.sheet_out import LONGEST_TEXT, MOST_CELLS
from tasktrack.intake.sheet_rows import Rows
from tasktrack.intake.spreadsheet import Book, Sheet, refusal
from tasktrack.intake.table import text_lines

_LOOKED_AT: Final = 60


def read_csv_book(source: Iterable[bytes], name: str, find: Callable[[str], str | None]) -> Book:
    """Read a CSV whole; raise Invalid for what is none, and for one that is too large to be held.

    `find` tells known headings: the separator is the one under which most of them are met.
    """
    lines = text_lines(_bounded(source, name), name)
    beginning = list(islice(lines, _LOOKED_AT))
    if "".join(beginning).lstrip().startswith("{"):
        raise Invalid(
            _("{file} holds JSON lines; a map is for tables with headings.").format(file=name),
            _("Import it without --map."),
        )
    separator = separator_of(beginning, find, _LOOKED_AT)
    rows = Rows()
    cells = 0
    try:
        for number, row in enumerate(
            csv.reader(chain(beginning, lines), delimiter=separator, strict=True), 1
        ):
            cells += len(row)
            if cells > MOST_CELLS:
                raise refusal(name, TOO_BIG, "content")
            rows.add(
                number, json.dumps([number, 1, row], ensure_ascii=False).encode("utf-8", "surrogatepass")
            )
    except csv.Error as fault:
        where = broken_quotes(name, len(rows) + 1)
        raise Invalid(f"{name}: {where.message}", where.remedy, code="spreadsheet-damaged") from fault
    return Book(name, (Sheet("", False, rows, ()),))


def _bounded(source: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Yield lines as they are read; raise Invalid once they are more than is held."""
    one_line = getattr(source, "readline", None)
    length = 0
    for line in iter(partial(one_line, LONGEST_TEXT + 1), b"") if one_line else source:
        length += len(line)
        if length > LARGEST_FILE:
            raise refusal(name, TOO_BIG, "file", str(LARGEST_FILE // 2**20))
        if len(line) > LONGEST_TEXT:
            raise refusal(name, TOO_BIG, "content")
        yield line
