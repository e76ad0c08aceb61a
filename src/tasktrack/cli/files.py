"""Files that a command reads."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read, or standard input for `-`."""
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = path.open("rb")
    except FileNotFoundError as fault:
        raise NotFound(_("There is no file {path}.").format(path=path), _("Check the path.")) from fault
    except OSError as fault:
        raise Invalid(
            _("{path} cannot be read ({fault}).").format(path=path, fault=fault.strerror),
            _("Check its permissions."),
        ) from fault
    with stream:
        yield stream
