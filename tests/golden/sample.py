"""The sample province, built once for every test of this process that looks at it."""

from functools import cache
from pathlib import Path
from unittest.mock import patch

from built_once import built

from tasktrack.domain.settings import Demo
from tasktrack.services import demo
from tasktrack.store import journal
from tasktrack.store.register import Caller

CLERK = "Nguyễn Thị Mai"
# Long after the last day of the sample, so that every given day is another than the machine's.
MOMENT = "2026-12-31T02:03:00Z"


@cache
def office() -> Demo:
    """Build the sample office, whose officers are scored every month."""
    return built("golden-office", lambda path: _build(path, demo.OFFICERS))


@cache
def province() -> Demo:
    """Build the sample as `tasktrack --actor ... demo` does, and return what it says of itself."""
    return built("golden-province", lambda path: _build(path, demo.PROVINCE))


def _build(path: Path, which: str) -> Demo:
    with patch.object(journal, "machine_moment", lambda: MOMENT):
        caller = Caller(command="demo", actor=CLERK, login="clerk")
        return demo.build(path, caller, language="en", sample=which)
