"""A unit that fills in its form, in a spreadsheet program that knows nothing of us."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl


def fill(path: Path, cells: Mapping[str, object], to: Path | None = None) -> Path:
    """Write into cells of the first sheet of a form, and save it, under another name where one is given."""
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        book.worksheets[0][name] = value
    target = to or path
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target
