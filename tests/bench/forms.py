"""How long forms take, and how much memory: python tests/bench/forms.py [--units N] [--tasks N] [--register N]

Forms of progress for many units go out in one command; every row of each is filled in, and they come back in one
command. Nothing is asserted; the aim is that neither command holds more than 200 MB. `--register` adds tasks of other
units, so that what a form costs is seen not to hang on how many tasks are stored.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
from large import CALLER

from tasktrack.domain.text import fold
from tasktrack.services import office, period_open, unit
from tasktrack.store import now
from tasktrack.store.register import writing

PERIOD = "2026-11"
TODAY = "2026-11-20"
_ASSIGNED, _DUE = "2026-11-02", "2026-11-30"
_TITLE = "Báo cáo kết quả thực hiện nhiệm vụ số {number} của Ủy ban nhân dân tỉnh về phát triển kinh tế"
_RESULT = "Đã trình Ủy ban nhân dân tỉnh tại Tờ trình số {number}/TTr ngày 18/11/2026"
_MEGABYTE = 2**20


class Ran(NamedTuple):
    """What a command took: seconds, and megabytes that it and its helpers held at most, each by itself."""

    seconds: float
    megabytes: int
    helpers: int


def main() -> None:
    """Build a register in a temporary folder, send the forms, fill them in, take them, and print what it took."""
    wanted = _arguments()
    count = wanted.units
    with tempfile.TemporaryDirectory(prefix="tasktrack-forms-") as folder:
        path, out = Path(folder) / "forms.db", Path(folder) / "out"
        build(path, count, wanted.tasks, wanted.register)
        print(
            f"{count} forms of {wanted.tasks} tasks, register of {wanted.register + count * wanted.tasks:,}"
        )
        words = [option for code in _codes(count) for option in ("--unit", code)]
        _print("out", _run(path, "form", "export", "--period", PERIOD, "-o", str(out), *words), count)
        started = time.perf_counter()
        for form in sorted(out.iterdir()):
            fill(form)
        print(f"{'':<4}filled in by openpyxl in {time.perf_counter() - started:.1f} s")
        _print("in, looked at only", _run(path, "form", "import", str(out), "--dry-run"), count)
        _print("in", _run(path, "form", "import", str(out)), count)
        _print("in again, the same", _run(path, "form", "import", str(out)), count)


def build(path: Path, units: int, tasks: int, others: int) -> None:
    """Make a register with units of so many open tasks each, and a unit that leads all others."""
    office.start(path, CALLER, office="UBND tỉnh", windows="calendar", language="vi")
    with writing(path, CALLER) as register, register.write() as entry:
        for code in (*_codes(units), "KHAC"):
            unit.add(register, code, f"Ủy ban nhân dân xã {code}", block="xa")
        period_open.open_period(register, PERIOD)
        leads = [row["id"] for row in register.db.execute("SELECT id FROM unit ORDER BY id")]
        for number, lead in enumerate(_leads(leads, tasks, others), 1):
            title = _TITLE.format(number=number)
            entry.insert(
                "task",
                {
                    "id": number,
                    "code": f"NV{number}",
                    "title": title,
                    "folded": fold(title),
                    "kind": "regular",
                    "document": f"{number % 3000}/UBND-TH",
                    "lead": lead,
                    "assigned_on": _ASSIGNED,
                    "due_on": _DUE,
                    "due_original": _DUE,
                },
            )
        now.rebuild(register.db, done_needs_review=False)


def fill(path: Path) -> None:
    """Fill in the day of report and every row, as a unit does."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["D6"] = date(2026, 11, 19)
    for row in range(9, sheet.max_row + 1):
        sheet.cell(row, 10, row % 100 + 1.5)
        sheet.cell(row, 13, _RESULT.format(number=row))
    book.save(path)


def _codes(units: int) -> Iterator[str]:
    return (f"XA{number}" for number in range(1, units + 1))


def _leads(leads: list[int], tasks: int, others: int) -> Iterator[int]:
    for lead in leads[:-1]:
        yield from [lead] * tasks
    yield from [leads[-1]] * others


def _run(path: Path, *words: str) -> Ran:
    """Run one command in a process of its own, which tells at its end what it held."""
    command = [sys.executable, "-c", _TELLING, "--db", str(path), "--today", TODAY, "--lang", "vi", *words]
    started = time.perf_counter()
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    seconds = time.perf_counter() - started
    if ran.returncode:
        sys.exit(ran.stderr)
    own, helpers = ran.stderr.split()[-2:]
    return Ran(seconds, int(own) // _MEGABYTE, int(helpers) // _MEGABYTE)


# What the kernel counts is in kilobytes, but for macOS.
_TELLING = """
import resource, sys
from tasktrack.__main__ import main
code = main(sys.argv[1:])
sys.stdout.flush()
unit = 1 if sys.platform == "darwin" else 1024
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    print(resource.getrusage(who).ru_maxrss * unit, file=sys.stderr)
raise SystemExit(code)
"""


def _print(what: str, ran: Ran, forms: int) -> None:
    each = 1000 * ran.seconds / forms
    print(
        f"{what:<20}{ran.seconds:>7.1f} s{each:>8.1f} ms a form"
        f"{ran.megabytes:>8} MB, its reader {ran.helpers} MB (aim 200)"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=120, help="units that are sent a form (120)")
    parser.add_argument("--tasks", type=int, default=60, help="open tasks of each (60)")
    parser.add_argument("--register", type=int, default=50_000, help="open tasks of others (50,000)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
