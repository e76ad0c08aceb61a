"""Files that a command reads."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _

if TYPE_CHECKING:
    from tasktrack.services import importing

_LONG: Final = 2_000_000  # bytes from which on reading takes long enough to be watched


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read, or standard input for `-`."""
    if str(path) == "-":
        if sys.stdin is None:  # closed by whoever started us
            raise Invalid(_("There is no standard input to read."), _("Name a file, or pipe a table in."))
        yield sys.stdin.buffer
        return
    try:
        stream = path.open("rb")
    except FileNotFoundError as fault:
        raise NotFound(_("There is no file {path}.").format(path=path), _("Check the path.")) from fault
    except OSError as fault:
        if path.is_dir():
            raise Invalid(_("{path} is a folder.").format(path=path), _("Name a file in it.")) from fault
        raise Invalid(
            _("{path} cannot be read ({fault}).").format(path=path, fault=fault.strerror),
            _("Check its permissions."),
        ) from fault
    with stream:
        yield stream


@contextlib.contextmanager
def tabled(path: Path, sheet: str | None = None) -> Iterator[importing.Source]:
    """Open a file with a table: a spreadsheet, read whole at once, or text, which streams; `-` for standard input."""
    from tasktrack.services import importing, spreadsheet  # other files need none of it

    refuse_pipe(path)
    with opened(path) as stream:
        if spreadsheet.is_book(path, head_of(stream)):
            with as_file(stream, path) as real:
                table = spreadsheet.table(real, label(path), sheet)
            yield table
            return
        if sheet is not None:
            raise UsageFault(_("--sheet is for spreadsheets."), _("Leave it out."))
        with metered(stream, path) as watched:
            yield importing.Text(watched)


def refuse_pipe(path: Path) -> None:
    """Raise Invalid for a pipe under the name of a spreadsheet: opening it would wait for whoever fills it."""
    from tasktrack.services import spreadsheet  # other files need none of it

    if path.is_fifo() and spreadsheet.is_book(path, b""):
        raise spreadsheet.no_regular_file(label(path))


def label(path: Path) -> str:
    """Return what messages call a file."""
    return _("standard input") if str(path) == "-" else path.name


def head_of(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream, which stay in it; nothing of one that cannot be looked into."""
    if hasattr(stream, "peek"):
        return bytes(stream.peek(8)[:8])
    if not stream.seekable():
        return b""
    head = stream.read(8)
    stream.seek(-len(head), 1)
    return head


@contextlib.contextmanager
def as_file(stream: BinaryIO, path: Path) -> Iterator[Path]:
    """Return a file for the process that reads spreadsheets: what is piped in is kept in one for as long."""
    if str(path) != "-":
        yield path
        return
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="tasktrack-") as folder:
        kept = Path(folder) / label(path)
        with kept.open("wb") as target:
            shutil.copyfileobj(stream, target)
        yield kept


@contextlib.contextmanager
def metered(stream: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    """Show on a terminal, with a bar that leaves nothing behind, how far a long file has been read."""
    size = path.stat().st_size if path.is_file() else 0
    if size < _LONG or not sys.stderr.isatty():
        yield stream
        return
    from rich.console import Console  # only a person at a terminal waits for it
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with (
        Progress(*columns, console=Console(stderr=True), transient=True) as bar,
        bar.wrap_file(stream, size, description=path.name) as watched,
    ):
        yield watched
