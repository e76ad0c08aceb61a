"""Registers that are slow to build, built once for all processes of a test run."""

import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tasktrack.domain.settings import Demo

# Set by the process that starts the others, which inherit it.
RUN = "PYTEST_SAMPLES_OF_RUN"
_PATIENCE = 300  # seconds


def begin() -> None:
    """Name the run, in the process that starts the others."""
    os.environ.setdefault(RUN, str(os.getpid()))


def end() -> None:
    """Take away what was built, in the process that named the run."""
    if os.environ.get(RUN) == str(os.getpid()):
        shutil.rmtree(_folder(), ignore_errors=True)


@cache
def built(name: str, build: Callable[[Path], Demo]) -> Demo:
    """Return a sample register, built by the first process that asks; the others wait for it."""
    folder = _folder()
    folder.mkdir(exist_ok=True)
    told = folder / f"{name}.pickle"
    try:
        (folder / f"{name}.begun").mkdir()
    except FileExistsError:
        return _waited_for(told)
    found = build(folder / f"{name}.db")
    unfinished = told.with_suffix(".part")
    unfinished.write_bytes(pickle.dumps(found))
    unfinished.replace(told)
    return found


def _waited_for(told: Path) -> Demo:
    until = time.monotonic() + _PATIENCE
    while not told.exists():
        if time.monotonic() > until:
            raise TimeoutError(told)
        time.sleep(0.05)
    found: Demo = pickle.loads(told.read_bytes())
    return found


def _folder() -> Path:
    return Path(tempfile.gettempdir()) / f"tasktrack-samples-{os.environ.get(RUN, os.getpid())}"
