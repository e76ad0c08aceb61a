"""A province of officers, scored for one month: 100 units, each with a head, a deputy and many officers.

Every product is due in October 2026 and most are done and confirmed; everybody has the thirty common points.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from large import _FIRST as FIRST
from large import CALLER, PERIOD, UNITS

from tasktrack.domain.text import fold
from tasktrack.services import office, period_open
from tasktrack.store import now
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import writing

SCHEMES = ("nd335-officer", "nd335-leader")
_COMMON = {"nd335-officer": (), "nd335-leader": ("dd", "e")}


def build(path: Path, officers: int, tasks: int) -> None:
    """Make a register with that many officers and products at `path`."""
    office.start(path, CALLER, office="UBND tỉnh", windows="calendar", language="en")
    with writing(path, CALLER) as register:
        period = period_open.open_period(register, PERIOD).id
        chance = random.Random(335)
        with register.write() as entry:
            for number in range(1, UNITS + 1):
                name = f"Sở {number}"
                values: dict[str, Value] = {"id": number, "code": f"U{number}", "name": name, "block": "so"}
                entry.insert("unit", {**values, "folded": fold(name)})
            for number in range(1, officers + 1):
                _officer(entry, number)
                _marks(entry, period, number)
            for number in range(1, tasks + 1):
                _product(entry, chance, number, 1 + number % officers)
            now.rebuild(register.db, done_needs_review=False)


def _position(number: int) -> str:
    """Return the position of an officer: the first of each unit leads it, the second is the deputy."""
    return "head" if number <= UNITS else "deputy" if number <= 2 * UNITS else "staff"


def _officer(entry: Entry, number: int) -> None:
    name = f"Nguyễn Văn {number}"
    entry.insert(
        "officer",
        {
            "id": number,
            "code": f"CC{number}",
            "name": name,
            "folded": fold(name),
            "category": "civil-servant",
        },
    )
    unit = 1 + (number - 1) % UNITS
    values: dict[str, Value] = {"officer": number, "unit": unit, "position": _position(number)}
    if number > 2 * UNITS and number % 3:
        values["manager"] = UNITS + unit
    entry.insert("posting", {**values, "similar_group": f"G{number % 4}", "from_on": "2026-01-01"})


def _marks(entry: Entry, period: int, number: int) -> None:
    scheme = SCHEMES[_position(number) != "staff"]
    place = {"period": period, "subject_kind": "officer", "subject": number, "scheme": scheme}
    entry.insert(
        "mark", {**place, "criterion": "common", "self_points": "30/1", "points": f"{20 + number % 11}/1"}
    )
    for criterion in _COMMON[scheme]:
        entry.insert("mark", {**place, "criterion": criterion, "points": "100/1"})


def _product(entry: Entry, chance: random.Random, number: int, officer: int) -> None:
    due = FIRST + timedelta(days=chance.randrange(31))
    title = f"Báo cáo số {number}"
    entry.insert(
        "task",
        {
            "id": number,
            "code": f"NV{number}",
            "title": title,
            "folded": fold(title),
            "kind": "adhoc" if number % 17 == 0 else "regular",
            "lead": 1 + (officer - 1) % UNITS,
            "officer": officer,
            "assigned_on": FIRST.isoformat(),
            "due_on": due.isoformat(),
            "due_original": due.isoformat(),
            "coefficient": chance.choice((1000, 1600, 2700, 8000)),
            "assigned_quantity": 2000,
        },
    )
    for values, verdict in _reports(chance, due.isoformat()):
        progress = entry.insert("progress", {"task": number, **values})
        if verdict:
            entry.insert("review", {"progress": progress, "on_day": values["on_day"], "verdict": verdict})


def _reports(chance: random.Random, day: str) -> Iterator[tuple[dict[str, Value], str]]:
    if chance.random() < 0.9:
        verdict = chance.choice(("accepted",) * 8 + ("failed", ""))
        yield {"on_day": day, "done_on": day, "quantity": 2000}, verdict
