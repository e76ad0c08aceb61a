"""Spreadsheets that people hand in: told apart from tables of text, and read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tasktrack.errors import Invalid
from tasktrack.intake.source import Source

if TYPE_CHECKING:
    from tasktrack.intake.spreadsheet import Book

# How .xlsx and .ods begin, and old Excel books; and the endings of files that are taken for spreadsheets.
_HEADS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ENDINGS: Final = (".xlsx", ".xlsm", ".xlsb", ".xltx", ".xltm", ".xls", ".ods", ".ots")


def is_book(path: Path, head: bytes) -> bool:
    """Return whether a file is to be read as a spreadsheet, by its name or by how it begins."""
    return head.startswith(_HEADS) or path.suffix.lower() in _ENDINGS


def no_regular_file(name: str) -> Invalid:
    """Return the sentence for a pipe, a folder or a device under the name of a spreadsheet."""
    from tasktrack.intake.refusal import DAMAGED
    from tasktrack.intake.spreadsheet import refusal  # tables of text do without

    return refusal(name, DAMAGED, "no-file")


def table(path: Path, name: str, sheet: str | None = None) -> Source:
    """Read a spreadsheet and return its table; raise Invalid for one that is not read."""
    from tasktrack.intake.sheet_source import SheetSource  # a table of text does without

    return SheetSource(read(path, name), sheet)


def read(path: Path, name: str) -> Book:
    """Read a spreadsheet whole, called `name` by messages; raise Invalid for one that is not read."""
    from tasktrack.intake.spreadsheet import read_books  # it starts the process that reads

    ((_path, found),) = read_books([path])
    if isinstance(found, Invalid):
        raise found
    return found._replace(name=name)
