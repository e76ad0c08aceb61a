"""Spreadsheets, read by another process within limits: a file that would kill its reader kills that one alone."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any, Final, NamedTuple

from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.intake.refusal import DAMAGED, ENCRYPTED, MACROS, NOT_ONE, TOO_BIG
from tasktrack.intake.sheet_out import Area
from tasktrack.intake.sheet_rows import Row, Rows
from tasktrack.intake.sheet_values import CellError, cell_name
from tasktrack.intake.sheet_values import Value as SheetCell

__all__ = ["Book", "CellError", "Sheet", "SheetCell", "cell_name", "read_books", "refusal"]

_SECONDS: Final = 90.0
_PACKAGE: Final = Path(__file__).parents[2]
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from tasktrack.intake.sheet_child import main; main()"
)


class Sheet(NamedTuple):
    """A sheet: its rows from row 1 down to the last that holds anything, each from column A to its last filled cell.

    Numbers are exact. What a percent format shows is text, as 45%; so is a day shown as a month only, as 12/2026.
    An error such as #REF! is a CellError. `merged` are areas (first row, first column, last row, last column).
    """

    name: str
    hidden: bool
    rows: Sequence[Row]
    merged: tuple[Area, ...]

    def at(self, row: int, column: int) -> SheetCell:
        """Return what stands in a cell, counted from 1; None where nothing does."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column - 1] if 0 < column <= len(cells) else None


class Book(NamedTuple):
    """A workbook: the name of its file and its sheets in order, hidden ones too."""

    name: str
    sheets: tuple[Sheet, ...]


def read_books(paths: Sequence[Path], *, seconds: float = _SECONDS) -> Iterator[tuple[Path, Book | Invalid]]:
    """Yield each file with its book, or with the sentence that says why it is not read; one at a time.

    One process reads them all; when a file is its death, or takes longer than `seconds`, another one goes on.
    """
    reader = _Process(seconds)
    try:
        for path in paths:
            yield path, reader.read(path)
    finally:
        reader.stop()


class _Process:
    """The process that reads, started when there is something to read."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False

    def read(self, path: Path) -> Book | Invalid:
        """Have one file read."""
        process = self._started()
        self._late = False
        timer = Timer(self._seconds, self._give_up, (process,))
        timer.daemon = True
        timer.start()
        try:
            return self._asked(process, path)
        except (OSError, ValueError):  # it is gone, perhaps in the middle of a line
            self.stop()
            return refusal(path.name, DAMAGED, "late" if self._late else "dead", f"{self._seconds:g}")
        finally:
            timer.cancel()

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 (this Python, and our own words)
                [sys.executable, "-I", "-c", _START, str(_PACKAGE)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _give_up(self, process: "subprocess.Popen[bytes]") -> None:
        self._late = True
        process.kill()

    def _asked(self, process: "subprocess.Popen[bytes]", path: Path) -> Book | Invalid:
        if process.stdin is None or process.stdout is None:
            raise OSError
        process.stdin.write(json.dumps(str(path.resolve())).encode() + b"\n")
        process.stdin.flush()
        sheets: list[Sheet] = []
        head: dict[str, Any] = {}
        rows = Rows()
        for line in process.stdout:
            if line.startswith(b"["):
                rows.add(int(line[1 : line.index(b",")]), line)
                continue
            said = json.loads(line)
            if "sheet" in said:
                head, rows = said, Rows()
            elif "merged" in said:
                merged = tuple((top, left, low, right) for top, left, low, right in said["merged"])
                sheets.append(Sheet(head["sheet"], head["hidden"], rows, merged))
            elif "refused" in said:
                return refusal(path.name, *said["refused"])
            else:
                return Book(path.name, tuple(sheets))
        raise OSError  # the answer has no end


def refusal(name: str, code: str, why: str, what: str = "") -> Invalid:
    """Return the sentence for a file that is not read."""
    if code == NOT_ONE:
        return _not_one(name, why)
    if code == TOO_BIG:
        return _too_big(name, why, what)
    if code == MACROS:
        return Invalid(
            _("{file} holds macros; such a file is not read.").format(file=name),
            _("Save it as an Excel workbook without macros (.xlsx), and take that one."),
            code="spreadsheet-macros",
        )
    if code == ENCRYPTED:
        return Invalid(
            _("{file} is protected by a password and cannot be read.").format(file=name),
            _("Open it in your spreadsheet program, take the password off and save it."),
            code="spreadsheet-encrypted",
        )
    return _damaged(name, why, what)


def _not_one(name: str, why: str) -> Invalid:
    message = {
        "empty": _("{file} is empty."),
        "program": _("{file} is a program, not a spreadsheet."),
        "pdf": _("{file} is a PDF, not a spreadsheet."),
        "page": _("{file} is a web page (HTML or XML) that is named like a spreadsheet."),
        "text": _("{file} is a table of plain text that is named like a spreadsheet."),
        "binary": _("{file} is a binary workbook (.xlsb), which is not read."),
        "office": _("{file} is a document of another office program, not a spreadsheet."),
        "zip": _("{file} is a zip archive, not a spreadsheet."),
    }.get(why, _("{file} is not a spreadsheet."))
    remedy = {
        "program": _("Do not open it; ask whoever sent it what it is."),
        "page": _("Open it in your spreadsheet program and save it as .xlsx."),
        "binary": _("Open it in your spreadsheet program and save it as .xlsx."),
        "text": _("Name it .csv, or save it as .xlsx in your spreadsheet program."),
    }.get(why, _("Check that it is the right file: .xlsx, .ods and .xls are read."))
    return Invalid(message.format(file=name), remedy, code="not-a-spreadsheet")


def _too_big(name: str, why: str, what: str) -> Invalid:
    message = {
        "file": _("{file} is larger than {what} MB."),
        "parts": _("{file} is made of more than {what} parts."),
        "unpacked": _("{file} unpacks to more than {what} MB."),
        "bomb": _("{file} is packed far more tightly than any spreadsheet is ({what})."),
        "sheets": _("{file} has more than {what} sheets."),
        "area": _("{file} has something in cell {what}, too far from its first cell to be one table."),
    }.get(why, _("{file} holds more than can be read."))
    remedy = {
        "bomb": _("Do not open it; ask whoever sent it what it is."),
        "area": _("Delete the rows and columns behind the table, save the file and try again."),
    }.get(why, _("Keep the table alone in a new file, without pictures, and take that one."))
    return Invalid(message.format(file=name, what=what), remedy, code="spreadsheet-too-big")


def _damaged(name: str, why: str, what: str) -> Invalid:
    message = {
        "part": _("{file} is damaged: its part {what} cannot be read."),
        "no-part": _("{file} is damaged: its part {what} is missing."),
        "no-sheet": _("{file} is damaged: it has no sheet."),
        "doctype": _("{file} declares entities of its own, as no spreadsheet program does; it is not read."),
        "not-opened": _("{file} cannot be opened ({what})."),
        "no-file": _(
            "{file} is no regular file: a spreadsheet is not read from a pipe, a folder or a device."
        ),
        "late": _("{file} could not be read within {what} seconds."),
        "dead": _("{file} cannot be read: the program that reads it ended over it."),
    }.get(why, _("{file} is cut off or damaged."))
    remedy = {
        "doctype": _("Do not open it; ask whoever sent it what it is."),
        "not-opened": _("Check that it is there, and its permissions."),
        "no-file": _("Save it as a file, and take that one."),
    }.get(
        why, _("Open it in your spreadsheet program and save it again; if it does not open, ask for it anew.")
    )
    return Invalid(message.format(file=name, what=what), remedy, code="spreadsheet-damaged")
