"""A full disk, a file or folder that may not be written: one sentence, an exit code, nothing half done."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.store import connect

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
CONFIGURED = connect._configured


def fill(monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    """Let the file grow by so many pages and no further: SQLite says then what it says of a full disk."""

    def configured(db: sqlite3.Connection, *, writes: bool) -> sqlite3.Connection:
        ready = CONFIGURED(db, writes=writes)
        if writes:
            count = ready.execute("PRAGMA page_count").fetchone()[0]
            ready.execute(f"PRAGMA max_page_count = {count + pages}")
        return ready

    monkeypatch.setattr(connect, "_configured", configured)


@pytest.fixture
def month(clerk: Clerk, tmp_path: Path) -> tuple[Clerk, Path]:
    """Return a clerk whose October can be closed, and a long table of progress."""
    for number in range(12):
        clerk.task(f"Work {number}", "--due", "2026-10-31")
    clerk.ok("period", "open", "2026-10")
    rows = [f"NV{n % 12 + 1},2026-11-{n % 20 + 1:02},report {n}" for n in range(3000)]
    path = tmp_path / "progress.csv"
    path.write_text("\n".join(["task,on,result", *rows]) + "\n", encoding="utf-8")
    return clerk, path


@pytest.mark.parametrize("pages", [0, 1, 5, 20])
def test_a_full_disk_stops_a_closing_and_an_import(
    month: tuple[Clerk, Path], monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    """Wherever the room ends: at the first page or in the middle."""
    clerk, path = month
    with monkeypatch.context() as full:
        fill(full, pages)
        assert clerk.refused(7, "progress", "import", str(path))["code"] == "disk-full"
        error = clerk.refused(7, "period", "close", "2026-10") if pages < 5 else {"code": "disk-full"}
        assert error["code"] == "disk-full"
    assert not clerk.db.with_name(f"{clerk.db.name}-journal").exists()
    assert clerk.data("progress", "import", str(path))["added"] == 3000
    clerk.ok("period", "close", "2026-10")
    clerk.ok("verify")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the file that is always full")
def test_a_report_to_a_full_disk_is_one_sentence(clerk: Clerk) -> None:
    said = clerk.run("unit", "list", "--format", "csv", "--output", "/dev/full")
    assert said.code == 4
    assert "cannot be written" in said.err
    with Path("/dev/full").open("w") as full:
        piped = subprocess.run(
            [sys.executable, "-m", "tasktrack", "--lang", "en", "--db", str(clerk.db), "unit", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=False,
        )
    assert piped.returncode == 4
    assert piped.stderr.startswith("Error: The output cannot be written (No space left on device).")


@pytest.mark.skipif(ROOT, reason="root may write to everything")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_is_named(clerk: Clerk, what: str) -> None:
    """Reading goes on; writing says what to look at."""
    place = clerk.db if what == "file" else clerk.db.parent
    place.chmod(0o400 if what == "file" else 0o500)
    try:
        assert clerk.refused(7, "unit", "add", "NEW", "Phòng mới")["code"] == "not-writable"
        clerk.ok("unit", "list")
    finally:
        place.chmod(0o600 if what == "file" else 0o700)


def test_a_read_only_file_system_is_named(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root is stopped by it too: the file is opened as one that cannot be written."""
    opened = connect._connect

    def read_only(path: Path, mode: str, wait: float = 1.0) -> sqlite3.Connection:
        return opened(path, "ro" if mode == "rw" else mode, wait)

    monkeypatch.setattr(connect, "_connect", read_only)
    error = clerk.refused(7, "unit", "add", "NEW", "Phòng mới")
    assert error["code"] == "not-writable"
    assert str(clerk.db) in error["message"]
