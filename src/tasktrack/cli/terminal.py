"""The terminal, or the pipe in its place: what people are told, how broad it is, whether it has colours."""

import errno
import os
import sys
from collections.abc import Sequence

from tasktrack.i18n import _
from tasktrack.render.clean import one_line


def say(*sentences: str) -> None:
    """Tell people something that is not data, a line each; what a file or a person wrote is made safe."""
    for sentence in filter(None, sentences):
        sys.stderr.write(f"{one_line(sentence)}\n")
    sys.stderr.flush()


def is_terminal() -> bool:
    """Return whether people read our output as it comes."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def warn(warnings: Sequence[str]) -> None:
    """Say what should be looked at again; the work was done all the same."""
    for warning in warnings:
        say(_("Warning: {warning}").format(warning=warning))


def has_gone(fault: OSError) -> bool:
    """Return whether a write failed because nobody reads any more; Windows says it as EINVAL."""
    return isinstance(fault, BrokenPipeError) or (sys.platform == "win32" and fault.errno == errno.EINVAL)


def colour() -> bool:
    return is_terminal() and not os.environ.get("NO_COLOR") and _obeys_escapes()


def _obeys_escapes() -> bool:
    """Return whether the terminal takes colours by escape codes; the old console of Windows prints them."""
    if sys.platform != "win32":
        return True
    return any(os.environ.get(name) for name in ("WT_SESSION", "ANSICON", "TERM", "TERM_PROGRAM")) or (
        os.environ.get("CONEMUANSI") == "ON"
    )


def width() -> int | None:
    if columns := os.environ.get("COLUMNS"):
        return int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 6 else None
    return screen().columns or None if is_terminal() else None


def screen() -> os.terminal_size:
    """Return the size of the terminal, nothing by nothing where it does not tell."""
    try:
        return os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return os.terminal_size((0, 0))
