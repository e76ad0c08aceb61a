"""Count dossiers, each way in a process of its own: python dossier_stats.py ROWS [RUNS]

Prints seconds of the processor and the most megabytes that the process held, and how many times longer each way took
than one hand-written statement that counts early, on the day, late and unsettled by unit, and no working time.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import dossiers
import large

from tasktrack.domain.dossier_seen import Span
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import DataWindow
from tasktrack.services import dossier_facts, dossier_stats, period_open, roll, scheme
from tasktrack.services.counting import Ground
from tasktrack.services.dossier_stats import Asked
from tasktrack.store import period
from tasktrack.store.register import Register, reading, writing

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
_BY_HAND = (
    "SELECT unit, count(*), sum(returned_at < date(appointed_at)), sum(date(returned_at) = date(appointed_at)),"
    " sum(date(returned_at) > date(appointed_at)), sum(returned_at IS NULL) FROM dossier NOT INDEXED"
    " WHERE voided IS NULL AND received_at < '2027-01-01' GROUP BY unit"
)


def by_hand(register: Register) -> None:
    """Count by unit in SQL."""
    register.db.execute(_BY_HAND).fetchall()


def by_unit(register: Register) -> None:
    """Count as `tasktrack dossier stats 2026` does."""
    dossier_stats.stats(register, Asked("2026"))


def by_procedure(register: Register) -> None:
    """Count as `tasktrack dossier stats 2026 --by procedure` does."""
    dossier_stats.stats(register, Asked("2026", by="procedure"))


def by_scheme(register: Register) -> None:
    """Reckon the eleven figures of tt01-2018 for every unit."""
    found = period.find(register.db, PeriodKey.parse("2026"))
    assert found is not None
    window = DataWindow(*YEAR)
    one = scheme.find(register, "tt01-2018")[0]
    dossier_facts.read(
        register,
        [(one, one.with_settings({})[0])],
        Ground(found, window, YEAR.last),
        roll.read(register, window),
    )


WAYS: dict[str, Callable[[Register], None]] = {
    "hand": by_hand,
    "unit": by_unit,
    "procedure": by_procedure,
    "scheme": by_scheme,
}


def _in_a_process(way: str, path: Path) -> tuple[float, int]:
    said = subprocess.run([sys.executable, __file__, way, str(path)], check=True, capture_output=True)
    seconds, megabytes = said.stdout.split()
    return float(seconds), int(megabytes)


def compare(rows: int, runs: int) -> None:
    """Print the figures over that many dossiers."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path, table = Path(folder) / "office.db", Path(folder) / "dossiers.csv"
        dossiers.build(path)
        dossiers.write_table(table, rows)
        dossiers.ours(path, table)
        with writing(path, large.CALLER) as register:
            period_open.open_period(register, "2026")
        took = {way: [_in_a_process(way, path) for _number in range(runs)] for way in WAYS}
    yardstick = median(seconds for seconds, _held in took["hand"])
    for way, found in took.items():
        seconds, held = median(one for one, _held in found), max(one for _seconds, one in found)
        print(f"{way:9} {seconds:7.2f} s  {held:4} MB  {seconds / yardstick:5.2f} x")


def main() -> None:
    """Compare, or do one of the ways in this process and say what it took."""
    if sys.argv[1] not in WAYS:
        compare(int(sys.argv[1].replace(",", "")), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
        return
    with reading(Path(sys.argv[2]), large.CALLER) as register:
        before = time.process_time()
        WAYS[sys.argv[1]](register)
        print(f"{time.process_time() - before:.3f} {dossiers._megabytes()}")


if __name__ == "__main__":
    main()
