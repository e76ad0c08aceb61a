"""The process that reads spreadsheets for another one, within limits: it may run out of them, the other does not.

It reads a line of JSON with a file's path, and answers with a line for each sheet and row, then one for the end.
Nothing but this and what it needs is imported, so that it starts at once.
"""

import contextlib
import io
import json
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from tasktrack.intake import old_excel, ooxml, opendocument
from tasktrack.intake.container import Container, opened
from tasktrack.intake.refusal import DAMAGED, NOT_ONE, TOO_BIG, Refused
from tasktrack.intake.sheet_out import Lines

MEMORY: Final = 2**30
SECONDS: Final = 60
ZIP: Final = b"PK\x03\x04"
_PROGRAMS: Final = (
    b"\x7fELF",
    b"MZ",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_HEAD: Final = 4096


def main() -> None:
    """Read files until nobody asks for more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked decides when to stop
    _limit_memory()
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass", newline="\n")  # type: ignore[union-attr]
    for line in sys.stdin:
        _grant_time()
        answer(Path(json.loads(line)), sys.stdout)
        sys.stdout.flush()


def answer(path: Path, stream: TextIO) -> None:
    """Say what a file holds, or why it is not read."""
    last: dict[str, object]
    try:
        with opened(path) as source:
            lines = Lines(stream)
            read(source, lines)
        last = {"end": True} if lines.sheets else {"refused": [DAMAGED, "no-sheet", ""]}
    except Refused as refused:
        last = {"refused": [refused.code, refused.why, refused.what]}
    except (MemoryError, RecursionError):
        last = {"refused": [TOO_BIG, "content", ""]}
    except (ValueError, KeyError, OverflowError, OSError):
        last = {"refused": [DAMAGED, "cut-off", ""]}
    stream.write(json.dumps(last) + "\n")


def read(source: BinaryIO, output: Lines) -> None:
    """Read a file by what it begins with, whatever it is named; raise Refused for what is no spreadsheet."""
    head = source.read(_HEAD)
    source.seek(0)
    if head.startswith(old_excel.MAGIC):
        old_excel.read(source, output)
    elif head.startswith(ZIP):
        zipped = Container(source)
        form = opendocument if opendocument.MIME in zipped else ooxml
        if form is ooxml and ooxml.TYPES not in zipped and ooxml.BOOK not in zipped:
            raise Refused(NOT_ONE, "zip")
        form.read(zipped, output)
    else:
        raise Refused(NOT_ONE, what_it_is(head))


def what_it_is(head: bytes) -> str:
    """Return what a file is that is no spreadsheet, by its first bytes."""
    if not head:
        return "empty"
    if head.startswith(_PROGRAMS):
        return "program"
    if head.startswith(b"%PDF"):
        return "pdf"
    encoding = "utf-16" if head.startswith(_UTF_16) else "utf-8-sig"
    text = io.TextIOWrapper(io.BytesIO(head), encoding, errors="replace").read()
    if text.lstrip().startswith("<"):
        return "page"
    return "text" if "\0" not in text and text.count("\ufffd") < 2 else "unknown"


def _limit_memory() -> None:
    """Take away what a reader never needs, where the system can: memory, files to write, a core to leave."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _grant_time() -> None:
    """Allow the next file its time of the processor."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(os.times()[:2])
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + SECONDS, hard))
