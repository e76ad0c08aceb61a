"""Registers of any size, written fast: every row through one journal entry, none through a service.

The rows are those that a month of work leaves: N tasks due in October 2026, led by 100 units; two thirds done,
one in eight of them late; about two progress entries a task, a review for one in ten. The unit FEW leads
the same 40 tasks at every size, so that a listing of its tasks shows the same rows.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tasktrack.clock import Clock
from tasktrack.domain.text import fold
from tasktrack.services import (
    office,
    officer,
    period_open,
    unit,
)
from tasktrack.store import now
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Caller, Register, writing

TODAY = date(2026, 11, 1)
PERIOD = "2026-10"
FEW, FEW_TASKS = "FEW", 40
UNITS = 100
CALLER = Caller(command="bench", actor="bench", clock=Clock(given=TODAY))
_FIRST = date(2026, 10, 1)
_TITLE = "Báo cáo kết quả thực hiện nhiệm vụ số {number} của Ủy ban nhân dân tỉnh"


def build(path: Path, tasks: int) -> None:
    """Make a register with that many tasks at `path`."""
    office.start(path, CALLER, office="UBND tỉnh", windows="calendar", language="en")
    with writing(path, CALLER) as register, register.write() as entry:
        leads, officers = _bodies(register)
        period_open.open_period(register, PERIOD)
        chance = random.Random(335)
        for number in range(1, tasks + 1):
            lead = leads[0] if number <= FEW_TASKS else leads[1 + number % UNITS]
            _task(entry, chance, number, lead, officers.get(lead))
        # Services refresh task by task; here all are derived at once, before the entry is closed.
        now.rebuild(register.db, done_needs_review=False)


def _bodies(register: Register) -> tuple[list[int], dict[int, int]]:
    """Add the units, and an officer to each; return their ids."""
    for code in (FEW, *(f"U{number}" for number in range(UNITS))):
        unit.add(register, code, f"Sở {code}", block="so")
        officer.add(register, f"{code}-01", f"Nguyễn Văn {code}", unit=code, position="head")
    leads = [row["id"] for row in register.db.execute("SELECT id FROM unit ORDER BY id")]
    posts = register.db.execute("SELECT unit, officer FROM posting")
    return leads, {row["unit"]: row["officer"] for row in posts}


def _task(entry: Entry, chance: random.Random, number: int, lead: int, head: int | None) -> None:
    title = _TITLE.format(number=number)
    due = _FIRST + timedelta(days=chance.randrange(31))
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
            "officer": head if number % 2 else None,
            "assigned_on": (due - timedelta(days=20)).isoformat(),
            "due_on": due.isoformat(),
            "due_original": due.isoformat(),
            "coefficient": chance.choice((1000, 1000, 1600, 2700)),
            "assigned_quantity": 1000,
        },
    )
    for values in _entries(chance, due):
        progress = entry.insert("progress", {"task": number, **values})
        if values["done_on"] and chance.random() < 0.15:
            verdict = chance.choice(("accepted", "accepted", "failed", "returned"))
            review = {"progress": progress, "on_day": values["on_day"], "verdict": verdict, "reviewer": "VP"}
            entry.insert("review", review)


def _entries(chance: random.Random, due: date) -> Iterator[dict[str, Value]]:
    """Yield what was logged on a task due that day: how far it was, then that it was done."""
    first = min(due - timedelta(days=chance.randrange(1, 15)), TODAY)
    yield {"on_day": first.isoformat(), "done_on": None, "percent": 4000, "result": "Đang thực hiện"}
    if chance.random() < 0.67:
        late = chance.randrange(1, 6) if chance.random() < 0.125 else -chance.randrange(3)
        day = max(first, min(due + timedelta(days=late), TODAY)).isoformat()
        yield {"on_day": day, "done_on": day, "percent": None, "result": "Đã trình", "evidence": "12/BC"}
