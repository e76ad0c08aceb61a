"""Power cuts in the middle of the work: a process is killed outright, and the file is whole all the same."""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from clerk import TODAY
from store.registers import caller, found

from tasktrack.__main__ import main
from tasktrack.store.register import reading

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed at a moment of its own choosing"),
]
ROUNDS = 50
TASKS = 600
ROWS = 4000
Counted = Callable[[Path], object]


def run(path: Path, *words: str) -> int:
    """Run one command in this process, its output thrown away."""
    return int(main(["--db", str(path), "--lang", "en", "--today", TODAY, *words, "--format", "json"]))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with a month that can be closed."""
    path = tmp_path_factory.mktemp("crashes") / "office.db"
    tasks = path.with_name("tasks.csv")
    lines = [f"K{n},Việc {n},STC,2026-10-01,2026-10-{n % 31 + 1:02}" for n in range(TASKS)]
    tasks.write_text("\n".join(["key,title,lead,assigned_on,due_on", *lines]) + "\n", encoding="utf-8")
    for words in (
        ("init", "--office", "UBND"),
        ("unit", "add", "STC", "Sở Tài chính", "--block", "so"),
        ("task", "import", str(tasks)),
        ("period", "open", "2026-10"),
    ):
        assert run(path, *words) == 0
    return path


@pytest.fixture(scope="module")
def reports(office: Path) -> Path:
    """Return a table of progress."""
    path = office.with_name("progress.csv")
    rows = [f"K{n % TASKS},2026-11-{n % 20 + 1:02},Kết quả lần {n}" for n in range(ROWS)]
    path.write_text("\n".join(["task,on,result", *rows]) + "\n", encoding="utf-8")
    return path


def killed(path: Path, words: tuple[str, ...], delay: float | None) -> None:
    """Run a command in a process of its own and kill it after some time, wherever it is by then; None: at its end."""

    def work() -> None:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            sys.stdout = sys.stderr = nowhere
            os._exit(run(path, *words))

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    if delay is not None:
        time.sleep(delay)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def duration(path: Path, words: tuple[str, ...]) -> float:
    """Return how long the command takes when nobody kills it."""
    copy = Path(shutil.copy(path, path.with_name("timed.db")))
    before = time.monotonic()
    assert run(copy, *words) == 0
    return time.monotonic() - before


def rounds(path: Path, words: tuple[str, ...], counted: Counted) -> set[object]:
    """Kill the command at fifty moments; return what was found of its work, each time in a sound file.

    Once it comes to its end: on a machine that is busy with something else no moment might be late enough.
    """
    longest = 1.5 * duration(path, words)
    chance = random.Random(20261122)
    seen = set()
    for number in range(ROUNDS):
        copy = Path(shutil.copy(path, path.with_name(f"round-{number}.db")))
        killed(copy, words, chance.random() * longest if number else None)
        # The very first look after the crash must work, by itself.
        seen.add(counted(copy))
        assert found(copy) == set()
        assert run(copy, "doctor") == 0
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()
    return seen


def count(query: str) -> Counted:
    """Return a look at the file by one query."""

    def look(path: Path) -> object:
        with reading(path, caller(date(2026, 11, 22))) as register:
            return register.db.execute(query).fetchone()[0]

    return look


def test_a_closing_is_whole_or_absent(office: Path) -> None:
    seen = rounds(office, ("period", "close", "2026-10"), count("SELECT count(*) FROM frozen_task"))
    assert seen == {0, TASKS}


def test_an_import_is_whole_or_absent(office: Path, reports: Path) -> None:
    seen = rounds(office, ("progress", "import", str(reports)), count("SELECT count(*) FROM progress"))
    assert seen == {0, ROWS}


def test_an_undo_is_whole_or_absent(office: Path, reports: Path) -> None:
    imported = Path(shutil.copy(office, office.with_name("imported.db")))
    assert run(imported, "progress", "import", str(reports)) == 0
    living = count("SELECT count(*) FROM progress WHERE voided IS NULL")
    assert rounds(imported, ("undo",), living) == {0, ROWS}
