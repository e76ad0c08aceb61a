"""A real terminal: the program runs behind a pseudo-terminal, and a test types and reads as a person does."""

import contextlib
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

needs_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
PATIENCE = 30.0
# Makes the terminal the process's own, so that Ctrl-C and /dev/tty work, then becomes the program.
BECOME = (
    "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    # A shell that put the tests into the background has Ctrl-C ignored.
    " signal.signal(signal.SIGINT, signal.SIG_DFL);"
    " os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)


class Terminal:
    """What stands on the screen so far, the keyboard, and how the program ended."""

    def __init__(self, keyboard: int, process: "subprocess.Popen[bytes]") -> None:
        self._keyboard = keyboard
        self._process = process
        self._seen = b""
        self._looked_at = 0

    @property
    def screen(self) -> str:
        """Return all that was written to the terminal, line ends as a program writes them."""
        return self._seen.decode("utf-8", "replace").replace("\r\n", "\n")

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._keyboard, text.encode("utf-8"))

    def until(self, text: str) -> None:
        """Read until a text stands on the screen that was not waited for before."""
        wanted = text.encode("utf-8")
        while (found := self._seen.find(wanted, self._looked_at)) < 0:
            assert self._read(), f"{text!r} never came:\n{self.screen}"
        self._looked_at = found + len(wanted)

    def press(self, key: str, until: str) -> None:
        """Press a key again and again until a text comes: between two reads of a line Ctrl-C may be lost."""
        deadline = time.monotonic() + PATIENCE
        while until.encode("utf-8") not in self._seen[self._looked_at :]:
            assert time.monotonic() < deadline, self.screen
            self.type(key)
            while select.select([self._keyboard], [], [], 0.5)[0] and self._read():
                pass
        self.until(until)

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and type a line, once readline has had a moment to take the keyboard over."""
        self.until(question)
        time.sleep(0.1)
        self.type(f"{text}\n")

    def ended(self) -> int:
        """Read to the end and return the exit code."""
        while self._read():
            pass
        return self._process.wait(PATIENCE)

    def _read(self) -> bool:
        """Read what comes next; False once the program has closed the terminal."""
        until = time.monotonic() + PATIENCE
        ready = select.select([self._keyboard], [], [], until - time.monotonic())[0]
        assert ready, f"nothing more came:\n{self.screen}"
        try:
            read = os.read(self._keyboard, 65536)
        except OSError:  # so Linux says that nobody holds the other end any more
            return False
        self._seen += read
        return bool(read)


@contextlib.contextmanager
def at_terminal(
    *words: str,
    lines: int = 24,
    columns: int = 80,
    environment: Mapping[str, str] | None = None,
    stdout: Path | None = None,
) -> Iterator[Terminal]:
    """Run the program in a terminal of that size; its stdout may go to a file instead."""
    import fcntl
    import pty
    import termios

    keyboard, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    path = os.pathsep.join(part for part in sys.path if part)
    settings = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "PYTHONPATH": path, **(environment or {})}
    with contextlib.ExitStack() as open_files:
        out = open_files.enter_context(stdout.open("wb")) if stdout else screen
        process = subprocess.Popen(
            [sys.executable, "-c", BECOME, "-m", "tasktrack", *words],
            stdin=screen,
            stdout=out,
            stderr=screen,
            env=settings,
            start_new_session=True,
        )
        os.close(screen)
        try:
            yield Terminal(keyboard, process)
        finally:
            os.close(keyboard)  # hangs up: whatever still runs there ends
            process.kill()
            process.wait()
