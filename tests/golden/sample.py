"""The sample province, built once for every test of this process that looks at it."""

import tempfile
from functools import cache
from pathlib import Path

from tasktrack.domain.settings import Demo
from tasktrack.services import demo
from tasktrack.services.office import Caller

CLERK = "Nguyễn Thị Mai"
_FOLDER = tempfile.TemporaryDirectory(prefix="tasktrack-sample-", ignore_cleanup_errors=True)


@cache
def province() -> Demo:
    """Build the sample as `tasktrack --actor ... demo` does, and return what it says of itself."""
    path = Path(_FOLDER.name) / "province.db"
    return demo.build(path, Caller(command="demo", actor=CLERK, login="clerk"), language="en")
