"""Give a finished file its name: nothing half written is ever found under it."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from tasktrack.store import filesystem


def place(target: Path, fill: Callable[[BinaryIO], None], *, over: bool, private: bool = False) -> None:
    """Write a file beside its place and move it there whole; a pipe, or our own output, is written into.

    Without `over` raise FileExistsError when the name is taken, whoever took it meanwhile; with it a link is followed.
    A `private` file is for its owner alone, as the register is.
    Raise OSError when it cannot be written.
    """
    if is_stream(target) or (target.exists() and not target.is_file()):
        with target.open("wb") as stream:
            fill(stream)
        return
    place = filesystem.itself(target) if over else target
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        # Not a temporary file of the library's: the new one gets the rights that the user's umask gives.
        rights = 0o600 if private else 0o666
        with os.fdopen(
            os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, rights), "wb"
        ) as stream:
            fill(stream)
        filesystem.sync(draft)
        if over:
            draft.replace(place)
        else:
            filesystem.move_new(draft, place)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()


def is_stream(target: Path) -> bool:
    """Tell /dev/stdout, which is a link to wherever our output goes, from a link that somebody laid."""
    return target.as_posix() in _STREAMS or target.as_posix().startswith("/dev/fd/")


_STREAMS = ("/dev/stdout", "/dev/stderr")
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends
