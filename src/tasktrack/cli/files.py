"""Files that a command reads."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _

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
