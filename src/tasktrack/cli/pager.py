"""A pager for what is longer than the screen: less where there is one, or what PAGER names.

What is shown was read from the register before, so that a pager left open blocks nobody who writes.
"""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence

from tasktrack.render.clean import display_width

_ESCAPE = re.compile("\x1b\\[[0-9;]*m")
_KNOWN = (("less", "-FRX"), ("more",))


def is_longer(text: str, screen: os.terminal_size) -> bool:
    """Return whether the text takes more lines than the screen has beside the prompt; wide lines take several.

    A screen that does not tell its size is long enough.
    """
    if screen.lines < 2 or screen.columns < 1:
        return False
    left = screen.lines - 1
    for line in text.splitlines():
        left -= max(1, -(-display_width(_ESCAPE.sub("", line)) // screen.columns))
        if left < 0:
            return True
    return False


def chosen() -> list[str]:
    """Return the pager as words: TASKTRACK_PAGER, else PAGER, else less or more; none when named empty.

    On Windows, whose own `more` garbles UTF-8, there is none unless it is named.
    """
    for name in ("TASKTRACK_PAGER", "PAGER"):
        if (named := os.environ.get(name)) is not None:
            return _words(named)
    if sys.platform == "win32":
        return []
    return next((list(words) for words in _KNOWN if shutil.which(words[0])), [])


def _words(named: str) -> list[str]:
    """Split what a variable names as a shell would, without one; what cannot be split names no pager."""
    try:
        if sys.platform != "win32":
            return shlex.split(named)
        return [word.strip('"') for word in shlex.split(named, posix=False)]
    except ValueError:
        return []


def shown(text: str, words: Sequence[str]) -> bool:
    """Show the text through the pager until it is quit, early or not; False where it cannot be started."""
    # As git does: a less that is named without options keeps colours and ends by itself on one page.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    try:
        process = subprocess.Popen(list(words), stdin=subprocess.PIPE, env=environment)  # noqa: S603
    except OSError:
        return False
    _fed(process, text.encode("utf-8", "backslashreplace"))
    while True:
        try:
            process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C is the pager's own: it stops a search there, and does not quit
        return True


def _fed(process: "subprocess.Popen[bytes]", text: bytes) -> None:
    """Give the pager the text; one that was quit takes no more, whatever its system calls that."""
    assert process.stdin is not None  # noqa: S101 - it was opened as a pipe
    with contextlib.suppress(OSError, KeyboardInterrupt):
        process.stdin.write(text)
    with contextlib.suppress(OSError):
        process.stdin.close()
