"""Build a sample register: a province replayed day by day, and two published reform indexes."""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Final

from tasktrack.clock import Clock
from tasktrack.domain.dates import parse_due
from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.settings import Demo
from tasktrack.domain.task import NewTask
from tasktrack.errors import DatabaseFault
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import PROGRESS, REVIEWS, TASKS, TableSpec
from tasktrack.intake.table import read_table
from tasktrack.services import (
    closing,
    importing,
    office,
    period,
    period_open,
    progress,
    review,
    task,
)
from tasktrack.services.importing import Importer
from tasktrack.services.mark_import import MarkImport
from tasktrack.services.officer_import import OfficerImport
from tasktrack.services.unit_import import UnitImport
from tasktrack.store import history
from tasktrack.store.register import Caller, Register, writing

OFFICE: Final = "UBND tỉnh Bắc Ninh"
TODAY: Final = date(2026, 11, 22)
_START = date(2026, 8, 3)
_INDEXES = (("tay-ninh-2023", "2023"), ("thanh-hoa-2024", "2024"))
# (day, what is done on it): the months are opened, reported at the monthly conference, and closed.
_CALENDAR: Final = (
    (date(2026, 9, 1), "open", "2026-09", "2026-10-05"),
    (date(2026, 10, 1), "open", "2026-10", "2026-11-05"),
    (date(2026, 10, 5), "close", "2026-09", ""),
    (date(2026, 11, 2), "open", "2026-11", "2026-12-04"),
    (date(2026, 11, 5), "close", "2026-10", ""),
)

Values = dict[str, str]
Event = Callable[[Register], object]


@dataclass(frozen=True)
class _Day:
    """What happens on one day, in the order in which it happens."""

    on: date
    events: list[Event]


def build(path: Path, caller: Caller, *, language: str) -> Demo:
    """Create the sample register at `path`; never over a file that is there.

    It is played through the same services that a clerk's commands call, under the days on which things
    happened, so that its journal, closings and seals are real ones.
    """
    folder = _folder()
    office.start(path, _on(caller, _START), office=OFFICE, windows="calendar", language=language)
    try:
        for day in _days(folder):
            with writing(path, _on(caller, day.on)) as register:
                _play(register, day)
        with writing(path, _on(caller, TODAY)) as register:
            return _summary(register)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _play(register: Register, day: _Day) -> None:
    """Play one day, each event under a journal entry of its own, as a clerk would have written it."""
    for event in day.events:
        event(register)


def _summary(register: Register) -> Demo:
    books = ("unit", "officer", "task", "progress", "review", "mark")
    count = {book: history.living_rows(register.db, book) for book in books}
    closed = [str(found.key) for found, state, _days in period.every(register) if state == "closed"]
    return Demo(register.path, OFFICE, count, tuple(closed), TODAY)


def _days(folder: Path) -> Iterator[_Day]:
    """Yield the days of the sample in order: books first, then tasks, entries, reviews, periods."""
    events: dict[date, list[Event]] = defaultdict(list)
    events[_START] += [
        _table(folder / "units.csv", UnitImport),
        _table(folder / "officers.csv", OfficerImport),
    ]
    for name, key in _INDEXES:
        events[_START] += [
            _table(folder / f"{name}-units.csv", UnitImport),
            _index(folder / f"{name}-marks.csv", key),
        ]
    for on, what, key, meeting in _CALENDAR:
        if what == "open":
            events[on].append(_open(key, meeting))
    for row in _rows(folder / "tasks.csv", TASKS):
        events[max(_START, date.fromisoformat(row.values["assigned_on"]))].append(_task(row.values))
    for row in _rows(folder / "progress.csv", PROGRESS):
        events[date.fromisoformat(row.values["on"])].append(_progress(row.values))
    for row in _rows(folder / "reviews.csv", REVIEWS):
        events[date.fromisoformat(row.values["on"])].append(_review(row.values))
    for on, what, key, _meeting in _CALENDAR:
        if what == "close":
            events[on].insert(0, _close(key))
    for on in sorted(events):
        yield _Day(on, events[on])


def _table(path: Path, importer: Callable[[Register, str], Importer]) -> Event:
    def load(register: Register) -> None:
        with path.open("rb") as stream:
            importing.run(register, stream, importer(register, path.name))

    return load


def _index(path: Path, key: str) -> Event:
    def load(register: Register) -> None:
        period_open.open_period(register, key)
        _table(path, MarkImport)(register)
        closing.close(register, key, ["par-index"])

    return load


def _open(key: str, meeting: str) -> Event:
    return lambda register: period_open.open_period(register, key, meeting=meeting)


def _close(key: str) -> Event:
    return lambda register: closing.close(register, key)


def _task(values: Values) -> Event:
    def add(register: Register) -> None:
        due = parse_due(values["due_on"] or "none", register.clock.today())
        task.add(
            register,
            NewTask(
                title=values["title"],
                lead=values["lead"],
                support=_codes(values["support"]),
                officer=values["officer"] or None,
                key=values["key"] or None,
                kind=values["kind"] or "regular",
                assigned_on=date.fromisoformat(values["assigned_on"]),
                due_on=due.on,
                due_text=due.text or None,
                document=values["document"] or None,
                document_date=_day(values["document_date"]),
                issuer=values["issuer"] or None,
                assigner=values["assigner"] or None,
                coefficient=_scaled(values["coefficient"], "coefficient") or 1000,
                assigned_quantity=_scaled(values["quantity"], "quantity") or 1000,
                product=values["product"] or None,
                measure=values["measure"] or None,
                target=_scaled(values["target"], "target"),
                baseline=_scaled(values["baseline"], "baseline"),
                programmes=_codes(values["programme"]),
                field=values["field"] or None,
                urgency=values["urgency"] or "normal",
            ),
        )

    return add


def _progress(values: Values) -> Event:
    def log(register: Register) -> None:
        on = date.fromisoformat(values["on"])
        done = values["done"]
        new = NewEntry(
            on=on,
            done_on=(on if done == "yes" else date.fromisoformat(done)) if done else None,
            percent=parse_scaled(values["percent"], 100, "percent") if values["percent"] else None,
            quantity=_scaled(values["quantity"], "quantity"),
            result=values["result"] or None,
            obstacle=values["obstacle"] or None,
            proposal=values["proposal"] or None,
            evidence=values["evidence"] or None,
        )
        with _said_by(register, values["actor"]):
            progress.log(register, values["task"], new)

    return log


def _review(values: Values) -> Event:
    verdict = Verdict(
        values["verdict"],
        exceeded=values["exceeded"] == "yes",
        reason=values["reason"] or None,
        reviewer=values["reviewer"] or None,
        objective_by=values["objective_confirmed_by"] or None,
        on=values["on"],
        objective_on=values["objective_on"] or None,
    )
    return lambda register: review.review(register, values["task"], verdict)


def _rows(path: Path, spec: TableSpec) -> Iterator[Row]:
    with path.open("rb") as stream:
        for item in read_table(stream, spec, path.name):
            if not isinstance(item, Row):
                raise importing.ImportFaults(path.name, [item])
            yield item


@contextlib.contextmanager
def _said_by(register: Register, actor: str) -> Iterator[None]:
    """Record what follows as the sample's own person would have."""
    usual = register.caller
    register.caller = usual._replace(actor=actor or usual.actor)
    try:
        yield
    finally:
        register.caller = usual


def _on(caller: Caller, day: date) -> Caller:
    return caller._replace(clock=Clock(given=day))


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(";") if code.strip())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _scaled(text: str, name: str) -> int | None:
    return parse_scaled(text, 1000, name) if text else None


def _folder() -> Path:
    """Return the sample's folder: inside the installed package, or beside it in a checkout."""
    package = Path(str(resources.files("tasktrack")))
    for folder in (package / "data" / "province", package.parents[1] / "examples" / "province"):
        if (folder / "units.csv").is_file():
            return folder
    raise DatabaseFault(
        _("The sample data is not installed."), _("Install tasktrack again."), code="no-sample"
    )
