"""Registers for the tests of the store."""

import shutil
from pathlib import Path

import pytest
from store import registers


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with two closed months, a closed year and an open month; only to be copied."""
    path = tmp_path_factory.mktemp("store") / "built.db"
    registers.build(path)
    return path


@pytest.fixture
def path(built: Path, tmp_path: Path) -> Path:
    """Return a register of the test's own."""
    return Path(shutil.copy(built, tmp_path / "office.db"))
