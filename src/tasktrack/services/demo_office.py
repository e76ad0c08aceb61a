"""The sample office: a department whose officers are scored every month by NĐ 335/2025/NĐ-CP.

Its work comes in as an office's does, a file a day: the month's plan, what is reported weekly, what superiors
judge, and what everybody marks.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from tasktrack.services import (
    closing,
    incident,
    mark_confirm,
    office,
    officer_move,
    period_open,
    task_assign,
)
from tasktrack.services.demo_days import Build, Day, Event, Events, in_order, part, parts, records, table
from tasktrack.services.leave_import import LeaveImport
from tasktrack.services.mark_import import MarkImport
from tasktrack.services.mark_import_wide import wide
from tasktrack.services.officer_import import OfficerImport
from tasktrack.services.product_import import ProductImport
from tasktrack.services.progress_import import ProgressImport
from tasktrack.services.remark_import import RemarkImport
from tasktrack.services.review_import import ReviewImport
from tasktrack.services.task_import import TaskImport
from tasktrack.services.unit_import import UnitImport
from tasktrack.store.register import Register

OFFICE: Final = "Sở Nội vụ tỉnh Bắc Ninh"
START: Final = date(2026, 1, 5)
_SETTINGS: Final = {"standard_product": "SP-01", "people_schemes": "nd335-officer,nd335-leader"}
# by file, the scheme that it is marked by
_SELF_MARKS: Final = {
    "self-marks-staff.csv": "nd335-officer",
    "self-marks-leaders.csv": "nd335-leader",
}
# A file a day: what it is called, which column holds the day, and how it is imported.
_DAILY: Final[tuple[tuple[str, str, Build], ...]] = (
    ("officers.csv", "from", OfficerImport),
    ("leaves.csv", "from", LeaveImport),
    ("tasks.csv", "assigned_on", TaskImport),
    ("progress.csv", "on", ProgressImport),
    ("reviews.csv", "on", ReviewImport),
)

Values = dict[str, str]


def days(folder: Path) -> Iterator[Day]:
    """Yield the days of the sample in order: books first, then periods, work, marks and closings."""
    events: Events = defaultdict(list)
    periods = list(records(folder / "periods.csv"))
    events[START] += [table(folder / "units.csv", UnitImport), table(folder / "products.csv", ProductImport)]
    events[START] += [_setting(name, value) for name, value in _SETTINGS.items()]
    for row in records(folder / "moves.csv"):
        events[_day(row["on"])].append(_move(row))
    for row in periods:
        events[_day(row["opened"])].append(_open(row))
    for name, column, build in _DAILY:
        for day, lines in parts(folder / name, column).items():
            events[max(START, _day(day))].append(part(lines, build, name))
    for row in records(folder / "assignments.csv"):
        events[_day(row["on"])].append(_assign(row))
    for row in records(folder / "incidents.csv"):
        events[_day(row["concluded"])].append(_incident(row))
    _add_marks(events, folder, periods)
    for row in periods:
        if row["closed"]:
            events[_day(row["closed"])].append(_close(row["period"]))
    yield from in_order(events)


def _add_marks(events: Events, folder: Path, periods: list[Values]) -> None:
    """Put in when everybody marks, what the superior marks otherwise and writes, and what is then confirmed."""
    months = {row["period"]: row for row in periods if row["confirmed"]}
    for name, scheme in _SELF_MARKS.items():
        for key, lines in parts(folder / name, "period").items():
            events[_day(months[key]["self_marked"])].append(part(lines, wide(scheme, "self_points"), name))
    for name, build in (("marks.csv", MarkImport), ("remarks.csv", RemarkImport)):
        for key, lines in parts(folder / name, "period").items():
            events[_day(months[key]["confirmed"])].append(part(lines, build, name))
    for name, scheme in _SELF_MARKS.items():
        for key, people in _people(folder / name).items():
            left_out = months[key]["unconfirmed"].split(";")
            chosen = [code for code in people if code not in left_out]
            events[_day(months[key]["confirmed"])].append(_confirm(key, chosen, scheme))


def _people(path: Path) -> dict[str, list[str]]:
    """Return who marked in a period, by period."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in records(path):
        found[row["period"]].append(row["subject"])
    return found


def _setting(name: str, value: str) -> Event:
    return lambda register: office.put(register, name, value)


def _move(row: Values) -> Event:
    posting = officer_move.NewPosting(row["unit"], row["position"], row["manager"], row["group"])
    return lambda register: officer_move.move(register, row["officer"], posting, row["on"], row["reason"])


def _open(row: Values) -> Event:
    meeting = row["meeting"] or None
    return lambda register: period_open.open_period(register, row["period"], meeting=meeting)


def _close(key: str) -> Event:
    return lambda register: closing.close(register, key)


def _assign(row: Values) -> Event:
    given = task_assign.Handover(
        row["officer"],
        row["on"],
        row["handed_back"] == "yes",
        row["reason"],
        row["document"] or None,
        row["approved_by"],
    )
    return lambda register: task_assign.assign(register, row["task"], given)


def _incident(row: Values) -> Event:
    def record(register: Register) -> None:
        incident.add(
            register,
            row["subject"],
            kind=row["kind"],
            on=row["on"],
            concluded=row["concluded"],
            document=row["document"],
            note=row["note"],
        )

    return record


def _confirm(key: str, people: list[str], scheme: str) -> Event:
    return lambda register: mark_confirm.confirm(register, key, people, name=scheme)


def _day(text: str) -> date:
    return date.fromisoformat(text)
