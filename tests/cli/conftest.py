"""Registers for the tests of the command line, with a clerk in front of each."""

import contextlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.__main__ import main

PROVINCE = (
    ("unit", "add", "STC", "Sở Tài chính", "--block", "so"),
    ("unit", "add", "STP", "Sở Tư pháp", "--block", "so"),
    ("unit", "add", "XA1", "Xã Đông Hòa", "--block", "xa"),
    ("officer", "add", "AN", "Nguyễn Văn An", "--unit", "STC", "--position", "head"),
    ("officer", "add", "BINH", "Trần Thị Bình", "--unit", "STC", "--manager", "AN"),
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a register that was just started and one with units and officers, made once and copied."""
    folder = tmp_path_factory.mktemp("registers")
    started, filled = folder / "started.db", folder / "filled.db"
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["--db", str(started), "--lang", "en", "init", "--office", "UBND tỉnh"]) == 0
        shutil.copy(started, filled)
        for words in PROVINCE:
            assert main(["--db", str(filled), "--lang", "en", "--today", "2026-01-05", *words]) == 0
    return started, filled


@pytest.fixture
def empty(made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Clerk]:
    """Return a clerk in front of a register that was just started."""
    clerk = Clerk(Path(shutil.copy(made[0], tmp_path / "office.db")), capsys)
    yield clerk
    clerk.check()


@pytest.fixture
def clerk(made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Clerk]:
    """Return a clerk whose register has three units of two blocks and two officers."""
    clerk = Clerk(Path(shutil.copy(made[1], tmp_path / "office.db")), capsys)
    yield clerk
    clerk.check()
