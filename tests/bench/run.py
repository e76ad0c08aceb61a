"""How fast, as ratios measured in one run: python tests/bench/run.py [--tasks N] [--rows N] [--million] [--runs N]

Run it with the Python of the environment that tasktrack is installed in. Nothing is asserted: seconds differ
from machine to machine, the ratios much less. `aim` is what the design asks for.
"""

import argparse
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import by_hand
import imports
import large
import people
import taskwarrior

from tasktrack.domain.period_state import DataWindow
from tasktrack.services import closing, computing, score
from tasktrack.store.connect import Connection
from tasktrack.store.register import Caller, reading, writing

Work = Callable[[], object]
LISTING = ("task", "list", "--unit", large.FEW, "--status", "overdue")
WAYS = ("ours", "hand")
DAYS = ("2026-10-01", "2026-10-31")


def main() -> None:
    """Build the registers in a temporary folder, measure, and print a line a comparison."""
    wanted = _arguments()
    print(_machine())
    with tempfile.TemporaryDirectory(prefix="tasktrack-bench-") as folder:
        paths = {size: Path(folder) / f"{size}.db" for size in sorted({1000, wanted.tasks, wanted.many})}
        for size, path in paths.items():
            print(f"building {size:,} tasks: {_seconds(lambda: large.build(path, size)):.1f} s", flush=True)  # noqa: B023
        small, many, scored = paths[1000], paths[wanted.many], paths[wanted.tasks]
        print(f"\n{'what':<62}{'ours':>11}{'yardstick':>11}{'ratio':>8}{'aim':>7}")
        compare_start(small, wanted.runs)
        compare_listings(small, many, wanted)
        compare_scoring(scored, wanted)
        compare_closing(scored, wanted)
        compare_import(many, wanted)
        compare_people(Path(folder), wanted)
        if taskwarrior.PROGRAM:
            compare_taskwarrior(Path(folder), wanted.runs)
        else:
            print("Taskwarrior is not installed: not compared with it")


def compare_start(small: Path, runs: int) -> None:
    """A read command in a pipe against the imports that it cannot do without."""
    bare = [sys.executable, "-c", "import typer, sqlite3"]
    ours, yardstick = _alternately(lambda: _run(_command(small)), lambda: _run(bare), 3 * runs)
    _print("task list --unit --status, a pipe : import typer, sqlite3", ours, yardstick, "1.3")


def compare_listings(small: Path, many: Path, wanted: argparse.Namespace) -> None:
    """The same rows listed from a register of many tasks and from one of 1,000."""
    ours, yardstick = _alternately(
        lambda: _run(_command(many)), lambda: _run(_command(small)), 3 * wanted.runs
    )
    _print(f"the same list at {wanted.many:,} tasks : at 1,000", ours, yardstick, "1.2")
    print(f"{'':<4}rows shown: {_rows(many)} and {_rows(small)}")


def compare_scoring(path: Path, wanted: argparse.Namespace) -> None:
    """Scoring a month over all tasks against one statement by hand; both must find the same figures."""
    with reading(path, large.CALLER) as register:
        ours, yardstick = _alternately(
            lambda: score.ranking(register, large.PERIOD),
            lambda: by_hand.measures(register.db, *DAYS),
            wanted.runs,
        )
    _print(f"scoring {wanted.tasks:,} tasks : one statement by hand", ours, yardstick, "2")
    print(f"{'':<4}the same measures: {'yes' if _agree(path) else 'NO'}")


def compare_closing(path: Path, wanted: argparse.Namespace) -> None:
    """A closing, not committed, against the statement, a plain insert of the frozen rows, and one SHA-256."""

    def close() -> None:
        caller = Caller(actor="bench", clock=large.CALLER.clock, dry_run=True)
        with writing(path, caller) as register:
            closing.close(register, large.PERIOD)

    with writing(path, large.CALLER) as register:
        october = DataWindow(large.date(2026, 10, 1), large.date(2026, 10, 31))
        computing.fill(register, october, october.cut_on)
        db = register.db
        parts = [
            _median(lambda: by_hand.measures(db, *DAYS), wanted.runs),
            _median(lambda: _undone(db, lambda: by_hand.insert_frozen(db)), wanted.runs),
            _hashing(db, wanted.runs),
        ]
    ours = _median(close, wanted.runs)
    _print(f"closing {wanted.tasks:,} tasks : statement + insert + SHA-256", ours, sum(parts), "2")
    print("    yardstick: " + " + ".join(f"{part:.2f}" for part in parts) + " s")


def compare_import(path: Path, wanted: argparse.Namespace) -> None:
    """Progress rows imported as a clerk does, against `csv` and `executemany` into the same book."""
    table = path.with_name("progress.csv")
    imports.write_table(table, wanted.rows, wanted.many)
    found = {
        way: [_imported(way, path, table) for _run_number in range(max(1, wanted.runs // 2))] for way in WAYS
    }
    ours, yardstick = (median(seconds for seconds, _megabytes in found[way]) for way in WAYS)
    _print(f"import of {wanted.rows:,} progress rows : csv + executemany", ours, yardstick, "2")
    print(
        f"{'':<4}megabytes held at most: {max(megabytes for _seconds, megabytes in found['ours'])} (aim 150)"
    )


def compare_people(folder: Path, wanted: argparse.Namespace) -> None:
    """A month of officers: all their scores in a closing, against the closing of the same tasks for units alone."""
    path = folder / "people.db"
    tasks = 30 * wanted.officers
    built = _seconds(lambda: people.build(path, wanted.officers, tasks))
    print(f"building {wanted.officers:,} officers: {built:.1f} s")

    def close(*schemes: str) -> None:
        caller = Caller(actor="bench", clock=large.CALLER.clock, dry_run=True)
        with writing(path, caller) as register:
            closing.close(register, large.PERIOD, schemes)

    ours = _median(lambda: close(*people.SCHEMES), wanted.runs)
    yardstick = _median(lambda: close("unit-tasks"), wanted.runs)
    what = f"closing {wanted.officers:,} officers, {tasks:,} products : units alone"
    _print(what, ours, yardstick, "-")


def _imported(way: str, path: Path, table: Path) -> tuple[float, int]:
    """Import into a copy of the register, in a process of its own; return seconds and megabytes."""
    copy = Path(shutil.copy(path, path.with_name("imported.db")))
    script = Path(imports.__file__)
    seconds, megabytes = _run([sys.executable, str(script), way, str(copy), str(table)]).split()
    copy.unlink()
    return float(seconds), int(megabytes)


def compare_taskwarrior(folder: Path, runs: int) -> None:
    """Listing and adding beside 50,000 tasks, by us and by Taskwarrior; the aim is a third of its time."""
    size = 50_000
    ours, theirs = folder / "beside.db", folder / "taskwarrior"
    theirs.mkdir()
    large.build(ours, size)
    taskwarrior.build(theirs, size)
    words = f"{size:,} tasks : Taskwarrior {taskwarrior.version()}"
    add = [*_program(ours), "task", "add", "Báo cáo giải ngân", "--lead", large.FEW, "--due", "2026-12-31"]
    found = _alternately(lambda: _run(_command(ours)), lambda: taskwarrior.listing(theirs), runs)
    _print(f"list at {words}", *found, "0.33")
    found = _alternately(lambda: _run(add), lambda: taskwarrior.add(theirs), runs)
    _print(f"add at {words}", *found, "0.33")


def _agree(path: Path) -> bool:
    """Compare the measures of every unit: ours from the lines of its score, the yardstick's by hand."""
    with reading(path, large.CALLER) as register:
        theirs = {code: values for code, *values in by_hand.measures(register.db, *DAYS)}
        # An index-free scheme measures in exact fractions; quantities by hand are millionths.
        scales = [1_000_000] * 4 + [1] * 7
        for code in (large.FEW, "U1", f"U{large.UNITS - 1}"):
            lines = [
                line for line in score.explain(register, code, large.PERIOD).lines if line.source == "measure"
            ]
            ours = [line.value for line in lines]
            if [value * scale for value, scale in zip(ours, scales, strict=True)] != theirs[code]:
                return False
    return True


def _hashing(db: Connection, runs: int) -> float:
    """Return the median of hashing the frozen rows, which are there for that time only."""
    found = []

    def hash_once() -> None:
        by_hand.insert_frozen(db)
        found.append(_seconds(lambda: by_hand.hash_frozen(db)))

    for _run_number in range(runs):
        _undone(db, hash_once)
    return median(found)


def _undone(db: Connection, work: Work) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        work()
    finally:
        db.execute("ROLLBACK")


def _command(path: Path) -> list[str]:
    return [*_program(path), *LISTING]


def _program(path: Path) -> list[str]:
    script = Path(sys.executable).with_name("tasktrack")
    program = [str(script)] if script.exists() else [sys.executable, "-m", "tasktrack"]
    return [*program, "--db", str(path), "--lang", "en", "--today", large.TODAY.isoformat()]


def _run(command: list[str]) -> str:
    # Byte code must be kept, else every start pays for compiling.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def _rows(path: Path) -> int:
    return len(_run([*_command(path), "--format", "tsv"]).splitlines()) - 1


def _alternately(ours: Work, yardstick: Work, runs: int) -> tuple[float, float]:
    """Return the medians of both, run in turns after one run each that is not counted."""
    ours(), yardstick()
    pairs = [(_seconds(ours), _seconds(yardstick)) for _run_number in range(runs)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _median(work: Work, runs: int) -> float:
    work()
    return median(_seconds(work) for _run_number in range(runs))


def _seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _print(what: str, ours: float, yardstick: float, aim: str) -> None:
    times = f"{ours * 1000:>8.1f} ms{yardstick * 1000:>8.1f} ms"
    print(f"{what:<62}{times}{ours / yardstick:>8.2f}{aim:>7}", flush=True)


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        cpu = names[0] if names else cpu
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()}, {versions}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=100_000, help="tasks to score and close (100,000)")
    parser.add_argument("--million", action="store_true", help="list from 1,000,000 tasks, not 100,000")
    parser.add_argument("--rows", type=int, default=100_000, help="progress rows to import (100,000)")
    parser.add_argument(
        "--officers", type=int, default=1_000, help="officers to score, 30 products each (1,000)"
    )
    parser.add_argument(
        "--runs", type=int, default=5, help="runs of each computation (5); starts: three times"
    )
    wanted = parser.parse_args()
    wanted.many = 1_000_000 if wanted.million else 100_000
    return wanted


if __name__ == "__main__":
    main()
