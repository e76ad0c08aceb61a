"""The sample province, replayed day by day, and two published reform indexes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from tasktrack.domain.dates import parse_due
from tasktrack.domain.numbers import parse_scaled
from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.task import NewTask
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import PROGRESS, REVIEWS, TASKS
from tasktrack.intake.table import read_table
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import closing, importing, period_open, progress, review, task
from tasktrack.services.demo_days import Day, Event, Events, in_order, said_by, table
from tasktrack.services.mark_import import MarkImport
from tasktrack.services.officer_import import OfficerImport
from tasktrack.services.unit_import import UnitImport
from tasktrack.store.register import Register

OFFICE: Final = "UBND tỉnh Bắc Ninh"
START: Final = date(2026, 8, 3)
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


def days(folder: Path) -> Iterator[Day]:
    """Yield the days of the sample in order: books first, then tasks, entries, reviews, periods."""
    events: Events = defaultdict(list)
    events[START] += [
        table(folder / "units.csv", UnitImport),
        table(folder / "officers.csv", OfficerImport),
    ]
    for name, key in _INDEXES:
        events[START] += [
            table(folder / f"{name}-units.csv", UnitImport),
            _index(folder / f"{name}-marks.csv", key),
        ]
    for on, what, key, meeting in _CALENDAR:
        if what == "open":
            events[on].append(_open(key, meeting))
    for row in _rows(folder / "tasks.csv", TASKS):
        events[max(START, date.fromisoformat(row.values["assigned_on"]))].append(_task(row.values))
    for row in _rows(folder / "progress.csv", PROGRESS):
        events[date.fromisoformat(row.values["on"])].append(_progress(row.values))
    for row in _rows(folder / "reviews.csv", REVIEWS):
        events[date.fromisoformat(row.values["on"])].append(_review(row.values))
    for on, what, key, _meeting in _CALENDAR:
        if what == "close":
            events[on].insert(0, _close(key))
    yield from in_order(events)


def _index(path: Path, key: str) -> Event:
    def load(register: Register) -> None:
        period_open.open_period(register, key)
        table(path, MarkImport)(register)
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
        with said_by(register, values["actor"]):
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


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(";") if code.strip())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _scaled(text: str, name: str) -> int | None:
    return parse_scaled(text, 1000, name) if text else None
