"""Files into rows and faults: CSV or JSON lines, read as a stream and never held whole."""

from collections.abc import Iterable, Iterator
from itertools import chain

from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.csvrows import read_csv
from tasktrack.intake.faults import Fault, save_as_utf8
from tasktrack.intake.jsonlines import read_json_lines
from tasktrack.intake.table_spec import TableSpec

_UTF8_MARK = b"\xef\xbb\xbf"
# UTF-16, a zip (xlsx, ods), an old Excel book, a PDF: what a clerk takes for a CSV file.
_NOT_TEXT = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def read_table(source: Iterable[str] | Iterable[bytes], spec: TableSpec, name: str) -> Iterator[Row | Fault]:
    """Yield the rows and faults of a file, one at a time, as its lines arrive.

    `source` is a file open for reading (binary, or text with newline="") or anything that gives its lines;
    `name` is what faults call it. A row holds every column of `spec`, cells in NFC without outer blanks. A
    row with a fault is not yielded; after a fault in the heading nothing is. Raise Invalid, at the first
    step, for a file that is not text.
    """
    lines = text_lines(source, name)
    row, first = 0, ""
    for row, first in enumerate(lines, 1):  # noqa: B007 (the line the loop stops at is the heading)
        if first.strip():
            break
    if not first.strip():
        remedy = _("Write a heading row with these columns: {columns}.").format(columns=", ".join(spec.names))
        yield Fault(name, 0, "", "", _("The file is empty."), remedy)
    elif first.lstrip().startswith("{"):
        yield from read_json_lines(chain([first], lines), spec, name, row)
    else:
        yield from read_csv(first, lines, spec, name, row)


def text_lines(source: Iterable[str] | Iterable[bytes], name: str) -> Iterator[str]:
    """Yield lines as text; bytes that are not UTF-8 stay marked in them, to be named with their row."""
    lines: Iterator[str | bytes] = iter(source)
    try:
        yield _first_line(next(lines, ""), name)
        for line in lines:
            yield line if isinstance(line, str) else line.decode("utf-8", "surrogateescape")
    except UnicodeDecodeError as fault:
        raise _not_text(name) from fault


def _first_line(line: str | bytes, name: str) -> str:
    if isinstance(line, bytes):
        if line.startswith(_NOT_TEXT):
            raise _not_text(name)
        line = line.removeprefix(_UTF8_MARK).decode("utf-8", "surrogateescape")
    if "\0" in line:
        raise _not_text(name)
    return line.removeprefix("\ufeff")


def _not_text(name: str) -> Invalid:
    message = _("{file} cannot be read as UTF-8 text.").format(file=name)
    return Invalid(message, save_as_utf8(), code="not-text")
