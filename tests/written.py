"""Registers with random tasks, entries, reviews and changes written straight into their books, for laws of reports."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from played import started

from tasktrack.clock import Clock
from tasktrack.services import office
from tasktrack.store.journal import Entry
from tasktrack.store.register import Caller, Register, writing

BEGINS = date(2026, 3, 2)  # a Monday, the first day of 2026-W10
LONG = 42  # days in which things happen

_day = st.integers(0, LONG)
_task = st.fixed_dictionaries(
    {
        "lead": st.integers(0, 1),
        "assigned": st.integers(-20, LONG),
        "due": st.none() | st.integers(0, 40),
        "parent": st.none() | st.integers(0, 5),
        "state": st.sampled_from(["approved"] * 6 + ["proposed", "rejected"]),
        "entries": st.lists(
            st.tuples(
                _day, st.none() | st.integers(0, 9), st.none() | st.sampled_from(["returned", "accepted"])
            ),
            max_size=4,
        ),
        "changes": st.lists(
            st.tuples(_day, st.sampled_from(["suspend", "resume", "withdraw", "hand-over", "extend"])),
            max_size=3,
        ),
    }
)
TASKS = st.lists(_task, min_size=1, max_size=8)


def registers(folder: Path, tasks: list[dict[str, Any]], *, needs_review: bool) -> Iterator[Register]:
    """Give a register in which all that was written in, seen from long after."""
    path = folder / "written.db"
    shutil.copyfile(started(folder, "calendar"), path)
    with writing(path, Caller(clock=Clock(given=BEGINS + timedelta(days=400)))) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        office.put(register, "done_needs_review", "yes" if needs_review else "no")
        with register.write() as entry:
            for number, task in enumerate(tasks, 1):
                _write(entry, number, task)
        yield register


def _write(entry: Entry, number: int, task: dict[str, Any]) -> None:
    """Write a task with its events; each change holds the value before it, the task the last one."""
    assigned = BEGINS + timedelta(days=task["assigned"])
    due = None if task["due"] is None else assigned + timedelta(days=task["due"])
    held = {"lead": str(task["lead"] + 1), "due_on": due and due.isoformat()}
    changes = []
    for offset, kind in sorted(task["changes"]):
        on = assigned + timedelta(days=offset)
        field = {"hand-over": "lead", "extend": "due_on"}.get(kind)
        after = {"lead": str(3 - int(held["lead"])), "due_on": (on + timedelta(days=9)).isoformat()}
        moved = {"field": field, "before": held[field], "after": after[field]} if field else {}
        changes.append({"task": number, "kind": kind, "on_day": on.isoformat(), **moved})
        held |= {field: after[field]} if field else {}
    entry.insert(
        "task",
        {
            "id": number,
            "code": f"NV{number}",
            "title": "Draft",
            "folded": "draft",
            "kind": "regular",
            "state": task["state"],
            "lead": int(held["lead"]),
            "assigned_on": assigned.isoformat(),
            "due_on": held["due_on"],
            # a part of a part would be a parent and a sub-task at once
            "parent": 1 if number > 1 and task["parent"] in (0, 1) else None,
        },
    )
    entry.about(number)
    for change in changes:
        entry.insert("change", change)
    for offset, back, verdict in task["entries"]:
        _log(entry, number, assigned + timedelta(days=offset), back, verdict)


def _log(entry: Entry, task: int, on: date, back: int | None, verdict: str | None) -> None:
    done_on = None if back is None else (on - timedelta(days=back)).isoformat()
    values = {
        "task": task,
        "on_day": on.isoformat(),
        "done_on": done_on,
        "obstacle": None if back else "No money",
    }
    progress = entry.insert("progress", values)
    if verdict:
        entry.insert("review", {"progress": progress, "on_day": on.isoformat(), "verdict": verdict})
