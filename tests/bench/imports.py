"""Import progress rows, ours or by hand, each in a process of its own: python imports.py ours|hand REGISTER CSV

Prints seconds and the most megabytes that the process held.
"""

import csv
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import large

from tasktrack.services import importing
from tasktrack.services.progress_import import ProgressImport
from tasktrack.store.register import writing


def write_table(path: Path, rows: int, tasks: int) -> None:
    """Write a table of progress on random tasks, in the order of its days."""
    chance = random.Random(335)
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(("task", "on", "percent", "result"))
        for number in range(rows):
            on = large.TODAY - timedelta(days=9 - 10 * number // rows)
            task = f"NV{chance.randrange(tasks) + 1}"
            table.writerow((task, on.isoformat(), chance.randrange(100), f"Kết quả lần {number}, đã gửi"))


def ours(register_path: Path, table: Path) -> None:
    """Import as `tasktrack progress import` does."""
    with writing(register_path, large.CALLER) as register, table.open("rb") as stream:
        importing.run(register, stream, ProgressImport(register, table.name))


def by_hand(register_path: Path, table: Path) -> None:
    """Insert the same rows into the same book with `csv` and `executemany`, and nothing else."""
    db = sqlite3.connect(register_path, isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("BEGIN IMMEDIATE")
    db.execute(
        "INSERT INTO journal (at, today, actor, command, prev) SELECT at, today, actor, command, hash"
        " FROM journal ORDER BY seq DESC LIMIT 1"
    )
    seq = db.execute("SELECT max(seq) FROM journal").fetchone()[0]
    with table.open(newline="", encoding="utf-8") as stream:
        db.executemany(
            "INSERT INTO progress (task, on_day, percent, result, created, seq) VALUES (?, ?, ?, ?, ?, ?)",
            _rows(stream, seq),
        )
    db.execute("COMMIT")
    db.close()


def _rows(stream: Iterator[str], seq: int) -> Iterator[tuple[object, ...]]:
    rows = csv.reader(stream)
    next(rows)
    for task, on, percent, result in rows:
        yield int(task[2:]), on, int(percent) * 100, result, seq, seq


def _megabytes() -> int:
    try:
        import resource
    except ImportError:  # Windows does not tell
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Do one of the two and say what it took."""
    way, register_path, table = sys.argv[1:]
    before = time.perf_counter()
    (ours if way == "ours" else by_hand)(Path(register_path), Path(table))
    print(f"{time.perf_counter() - before:.3f} {_megabytes()}")


if __name__ == "__main__":
    main()
