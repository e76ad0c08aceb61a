"""Many hands at one file: real processes that write, start and read the same register at the same moment."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from store.registers import caller, found

from tasktrack.store.register import reading

pytestmark = pytest.mark.slow
TODAY = "2026-11-22"


def surroundings(wait: str) -> dict[str, str]:
    """Return the environment of a process that waits so many seconds for others."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TASKTRACK_WAIT": wait}


def started(path: Path, *words: str, wait: str = "120") -> subprocess.Popen[str]:
    """Start the program as a clerk at another terminal would."""
    command = [sys.executable, "-m", "tasktrack", "--db", str(path), "--lang", "en", "--today", TODAY, *words]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=surroundings(wait),
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a process and return its exit code and what it said to people."""
    _out, err = process.communicate(timeout=300)
    return process.returncode, err


def run(path: Path, *words: str) -> None:
    """Run one command that must succeed."""
    code, err = ended(started(path, *words))
    assert code == 0, err


def loop(path: Path, commands: Sequence[Sequence[str]]) -> subprocess.Popen[str]:
    """Start a process that runs commands one after the other, and ends with the first that fails."""
    source = (
        "import sys, json\nfrom tasktrack.__main__ import main\n"
        "for words in json.loads(sys.argv[1]):\n    code = main(words)\n    if code: sys.exit(code)\n"
    )
    words = json.dumps([["--db", str(path), "--lang", "en", "--today", TODAY, *one] for one in commands])
    return subprocess.Popen(
        [sys.executable, "-c", source, words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=surroundings("120"),
    )


def test_eight_clerks_log_at_once(tmp_path: Path) -> None:
    """200 entries, no error, the chain intact."""
    path = tmp_path / "office.db"
    run(path, "init", "--office", "UBND xã")
    run(path, "unit", "add", "STC", "Sở Tài chính", "--block", "so")
    for number in range(8):
        run(path, "task", "add", f"Việc {number}", "--lead", "STC", "--assigned", "2026-11-01")
    clerks = [
        loop(path, [("log", f"NV{hand + 1}", f"lần {number} của {hand}") for number in range(25)])
        for hand in range(8)
    ]
    said = [ended(clerk) for clerk in clerks]
    assert [code for code, _err in said] == [0] * 8, said
    with reading(path, caller()) as register:
        counts = register.db.execute("SELECT task, count(*) FROM progress GROUP BY task").fetchall()
    assert [tuple(row) for row in counts] == [(task, 25) for task in range(1, 9)]
    assert found(path) == set()


def test_four_start_the_same_register_at_once(tmp_path: Path) -> None:
    """One wins; three say so."""
    path = tmp_path / "office.db"
    said = [ended(process) for process in [started(path, "init", "--office", f"UBND {n}") for n in range(4)]]
    assert sorted(code for code, _err in said) == [0, 4, 4, 4]
    assert all("is there already" in err for code, err in said if code)
    assert sorted(tmp_path.iterdir()) == [path]
    assert found(path) == set()


@contextmanager
def held(path: Path, how: str) -> Iterator[Callable[[], None]]:
    """Let another program hold a lock; what is yielded gives it back."""
    source = (
        "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute(sys.argv[2])\nprint('held', flush=True)\nsys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", source, str(path), f"BEGIN {how}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"

        def give_back() -> None:
            holder.communicate("\n", timeout=60)

        yield give_back


def test_a_writer_that_cannot_wait_longer_says_so(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    run(path, "init", "--office", "UBND xã")
    with held(path, "IMMEDIATE") as give_back:
        code, err = ended(started(path, "unit", "add", "A", "Phòng A", wait="2"))
        assert code == 6
        assert "waiting" in err
        assert "waited 2 seconds" in err
        run(path, "unit", "list")  # who reads is not kept waiting by a writer at work
        give_back()
    run(path, "unit", "add", "A", "Phòng A")


@pytest.mark.parametrize("words", [("unit", "list"), ("unit", "add", "A", "Phòng A")])
def test_who_meets_a_writer_at_its_commit_says_that_it_waits_and_goes_on(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = tmp_path / "office.db"
    run(path, "init", "--office", "UBND xã")
    with held(path, "EXCLUSIVE") as give_back:
        process = started(path, *words)
        assert process.stderr is not None
        assert "waiting" in process.stderr.readline()
        give_back()
        assert ended(process)[0] == 0
