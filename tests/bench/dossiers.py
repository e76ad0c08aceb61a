"""Import dossiers, ours or by hand, each in a process of its own: python dossiers.py ROWS [RUNS]

Prints for a fresh register, then for the same file again and for one in which a tenth came to an end since: seconds,
those of them that the processor worked, the most megabytes that the process held, and how many times longer ours took
than `csv` and `executemany`, by the clock and by the processor; on a busy machine the latter is the one to trust.
"""

import csv
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import large

from tasktrack.services import importing, office, officer, unit
from tasktrack.services.dossier_import import DossierImport
from tasktrack.store.register import writing

UNITS, OFFICERS, PROCEDURES = 150, 600, 800
HEADING = (
    "key",
    "unit",
    "officer",
    "procedure",
    "channel",
    "received_at",
    "appointed_at",
    "returned_at",
    "submitted_at",
    "paused_from",
    "paused_to",
)
CHANNELS = ("direct", "online", "post")


def build(path: Path) -> None:
    """Make a register with units and officers, and no dossier."""
    office.start(path, large.CALLER, office="UBND tỉnh", windows="calendar", language="en")
    with writing(path, large.CALLER) as register, register.write():
        for number in range(UNITS):
            unit.add(register, f"U{number}", f"Xã {number}", block="xa")
        for number in range(OFFICERS):
            officer.add(
                register, f"C{number}", f"Nguyễn Văn {number}", unit=f"U{number % UNITS}", position="staff"
            )


def write_table(path: Path, rows: int, *, later: bool = False) -> None:
    """Write a table of dossiers in the order in which they were received; one in ten has no result until `later`.

    Another one in ten was sent in the evening before, and supplemented.
    """
    chance = random.Random(61)
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(HEADING)
        for number in range(rows):
            on = date(2026, 1, 5) + timedelta(days=280 * number // rows)
            hour, minute = chance.randrange(7, 17), chance.randrange(60)
            days, took = chance.randrange(1, 20), chance.randrange(1, 22)
            appointed, returned = on + timedelta(days=days), on + timedelta(days=min(took, days + 3))
            extra = ("", "", "")
            if number % 10 == 5:
                day = timedelta(days=1)
                extra = (f"{on - day}T20:15", f"{on}T{hour:02}:{minute:02}", str(on + day))
            where, who = chance.randrange(UNITS), chance.randrange(4)
            table.writerow(
                (
                    f"H56.{where:03}-{on:%y%m%d}-{number:07}",
                    f"U{where}",
                    f"C{where + UNITS * who}",
                    f"Thủ tục đăng ký số {chance.randrange(PROCEDURES)}",
                    CHANNELS[chance.randrange(3)],
                    f"{on}T{hour:02}:{minute:02}",
                    f"{appointed}T17:00",
                    f"{returned}T{hour:02}:30" if later or number % 10 else "",
                    *extra,
                )
            )


def ours(path: Path, table: Path) -> None:
    """Import as `tasktrack dossier import` does."""
    with writing(path, large.CALLER) as register, table.open("rb") as stream:
        importing.run(register, stream, DossierImport(register, table.name))


def by_hand(path: Path, table: Path) -> None:
    """Insert the same rows into the same book with `csv` and `executemany`, and nothing else."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA cache_size = -32768")  # as much as ours has
    db.execute("BEGIN IMMEDIATE")
    db.execute(
        "INSERT INTO journal (at, today, actor, command, prev) SELECT at, today, actor, command, hash"
        " FROM journal ORDER BY seq DESC LIMIT 1"
    )
    seq = db.execute("SELECT max(seq) FROM journal").fetchone()[0]
    names = [(number, f"Thủ tục đăng ký số {number}") for number in range(PROCEDURES)]
    db.executemany(
        f"INSERT INTO procedure (id, name, folded, created, seq) VALUES (? + 1, ?, '', {seq}, {seq})", names
    )
    with table.open(newline="", encoding="utf-8") as stream:
        db.executemany(
            "INSERT INTO dossier (key, unit, officer, procedure, channel, received_at, appointed_at, returned_at,"
            " submitted_at, paused_from, paused_to, created, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _rows(stream, seq, {name: number + 1 for number, name in names}),
        )
    db.execute("COMMIT")
    db.close()


def _rows(stream: Iterator[str], seq: int, procedures: dict[str, int]) -> Iterator[tuple[object, ...]]:
    rows = csv.reader(stream)
    next(rows)
    for key, where, who, procedure, channel, received, appointed, returned, *extra in rows:
        yield (
            key,
            int(where[1:]) + 1,
            int(who[1:]) + 1,
            procedures[procedure],
            channel,
            received,
            appointed,
            returned or None,
            *(text or None for text in extra),
            seq,
            seq,
        )


def _megabytes() -> int:
    try:
        import resource
    except ImportError:  # Windows does not tell
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _in_a_process(way: str, path: Path, table: Path) -> tuple[float, float, int]:
    said = subprocess.run(
        [sys.executable, __file__, way, str(path), str(table)], check=True, capture_output=True
    )
    seconds, worked, megabytes = said.stdout.split()
    return float(seconds), float(worked), int(megabytes)


def compare(rows: int, runs: int) -> None:
    """Print the figures of imports of that many rows."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        start, table, later = (Path(folder) / name for name in ("start.db", "first.csv", "later.csv"))
        build(start)
        write_table(table, rows)
        write_table(later, rows, later=True)
        took: dict[str, list[tuple[float, float, int]]] = {"hand": [], "ours": [], "same": [], "later": []}
        for _number in range(runs):
            copy = Path(shutil.copy(start, start.with_name("hand.db")))
            took["hand"].append(_in_a_process("hand", copy, table))
            copy.unlink()
            copy = Path(shutil.copy(start, start.with_name("ours.db")))
            took["ours"].append(_in_a_process("ours", copy, table))
            took["same"].append(_in_a_process("ours", copy, table))
            took["later"].append(_in_a_process("ours", copy, later))
            copy.unlink()
        for way, found in took.items():
            seconds, worked = (median(one[place] for one in found) for place in (0, 1))
            ratios = [
                median(one[place] / other[place] for one, other in zip(found, took["hand"], strict=True))
                for place in (0, 1)
            ]
            held = max(one[2] for one in found)
            print(
                f"{way:6} {seconds:8.2f} s {worked:8.2f} s {held:4} MB {ratios[0]:6.2f} x {ratios[1]:6.2f} x"
            )


def main() -> None:
    """Compare, or do one of the ways in this process and say what it took."""
    if sys.argv[1] not in ("ours", "hand"):
        compare(int(sys.argv[1].replace(",", "")), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
        return
    way, path, table = sys.argv[1:]
    before = time.perf_counter()
    (ours if way == "ours" else by_hand)(Path(path), Path(table))
    print(f"{time.perf_counter() - before:.3f} {time.process_time():.3f} {_megabytes()}")


if __name__ == "__main__":
    main()
