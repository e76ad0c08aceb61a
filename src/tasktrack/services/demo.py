"""Build a sample register: a province, or an office whose officers are scored every month."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from tasktrack.domain.settings import Demo
from tasktrack.services import demo_office, demo_province, office, period
from tasktrack.services.demo_days import Day, folder_of, on
from tasktrack.store import history
from tasktrack.store.register import Caller, Register, writing

TODAY: Final = date(2026, 11, 22)
PROVINCE: Final = "province"
OFFICERS: Final = "office"


class _Sample(NamedTuple):
    """One sample: whose register it is, when it was started, and what was done in it day by day."""

    office: str
    starts_on: date
    days: Callable[[Path], Iterator[Day]]


_SAMPLES: Final = {
    PROVINCE: _Sample(demo_province.OFFICE, demo_province.START, demo_province.days),
    OFFICERS: _Sample(demo_office.OFFICE, demo_office.START, demo_office.days),
}


def build(path: Path, caller: Caller, *, language: str, sample: str = PROVINCE) -> Demo:
    """Create a sample register at `path`; never over a file that is there.

    It is played through the same services that a clerk's commands call, under the days on which things
    happened, so that its journal, closings and seals are real ones.
    """
    folder, one = folder_of(sample), _SAMPLES[sample]
    again = "demo --officers" if sample == OFFICERS else "demo"
    office.start(
        path,
        on(caller, one.starts_on),
        office=one.office,
        windows="calendar",
        language=language,
        command=again,
    )
    try:
        for day in one.days(folder):
            with writing(path, on(caller, day.on)) as register:
                _play(register, day)
        with writing(path, on(caller, TODAY)) as register:
            return _summary(register, one.office)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _play(register: Register, day: Day) -> None:
    """Play one day, each event under a journal entry of its own, as a clerk would have written it."""
    for event in day.events:
        event(register)


def _summary(register: Register, name: str) -> Demo:
    books = ("unit", "officer", "task", "progress", "review", "mark")
    count = {book: history.living_rows(register.db, book) for book in books}
    closed = [str(found.key) for found, state, _days in period.every(register) if state == "closed"]
    return Demo(register.path, name, count, tuple(closed), TODAY)
