"""Every test runs in a folder of its own, in a neutral environment, with the translations compiled."""

import importlib.util
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import built_once
import effort
import pytest
import rehearsed
from hypothesis import settings

from tasktrack import i18n
from tasktrack.store import connect

ROOT = Path(__file__).parent.parent
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
CLEARED = ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER")

settings.register_profile("house", deadline=None, max_examples=effort.examples(effort.USUAL))
settings.register_profile("gate", deadline=None, max_examples=effort.examples(effort.USUAL), derandomize=True)
settings.load_profile("gate" if effort.IS_GATE else "house")


def unsynced(db: connect.Connection, *, writes: bool) -> connect.Connection:
    """Open as the program does, without waiting for the disk: no test cuts the power."""
    CONFIGURED(db, writes=writes).execute("PRAGMA synchronous = OFF")
    return db


CONFIGURED = connect._configured
connect._configured = unsynced


def pytest_configure() -> None:
    """Compile the translations when a catalogue is newer than what was made of it."""
    built_once.begin()
    catalogues = ROOT.glob("src/tasktrack/data/locale/*/LC_MESSAGES/*.po")
    if all(_is_compiled(catalogue) for catalogue in catalogues):
        return
    spec = importlib.util.spec_from_file_location("build_messages", ROOT / ".ci" / "build_messages.py")
    assert spec is not None
    assert spec.loader is not None
    build_messages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build_messages)
    build_messages.compile_messages(ROOT)


def pytest_unconfigure() -> None:
    """Take away the registers that the run built."""
    built_once.end()


def _is_compiled(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep a test away from the user's files, settings and zone; it begins in English."""
    home = tmp_path.with_name(f"{tmp_path.name}-home")
    home.mkdir()
    for name in HOMES:
        monkeypatch.setenv(name, str(home))
    tracked = [name for name in os.environ if name.startswith("TASKTRACK_")]
    for name in (*FOLDERS, *CLEARED, *tracked):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("LANG", "C.UTF-8"), ("LANGUAGE", "en"), ("TZ", "UTC"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    i18n.activate("en")
    if hasattr(time, "tzset"):
        time.tzset()
    rehearsed.begin(lambda: bool(monkeypatch._setattr))
    yield
    shutil.rmtree(home, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call() -> None:
    """What a test itself does is always done."""
    rehearsed.end()
