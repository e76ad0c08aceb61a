"""The checks read the register in a fixed number of statements, and no entry but by its task."""

from datetime import date
from pathlib import Path

import pytest
from store.registers import at_work, caller
from store.test_query_plans import all_scanned, plans

from tasktrack.domain.check import CHECKS
from tasktrack.domain.progress import NewEntry
from tasktrack.domain.task import NewTask
from tasktrack.services import check, progress, task, unit
from tasktrack.store.register import Register, reading

TODAY = date(2026, 11, 22)
MOST = 80


def statements_of(path: Path, names: tuple[str, ...] = ()) -> tuple[int, int]:
    """Return how many statements a run of checks takes, and how much it finds."""
    seen: list[str] = []
    with reading(path, caller()) as register:
        register.db.set_trace_callback(seen.append)
        found = check.run(register, names)
        register.db.set_trace_callback(None)
    return len(seen), len(found.findings)


def _busy(register: Register) -> None:
    """Give twenty units a task each that falls back, stands at 100 percent and was entered late."""
    with register.write():
        for number in range(20):
            unit.add(register, f"N{number}", f"Xã số {number}", block="xa")
            made = task.add(
                register,
                NewTask("Draft", f"N{number}", date(2026, 11, 2), due_on=date(2026, 12, 10), document="9/KH"),
            )
            for percent in (50, 40, 100):
                entry = NewEntry(on=date(2026, 11, 3), percent=percent * 100, result="x")
                progress.log(register, made.code, entry)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_takes_as_many_statements_for_many_findings(path: Path, name: str) -> None:
    """None is run for each row."""
    before, _found = statements_of(path, (name,))
    with at_work(path, TODAY) as register:
        _busy(register)
    assert statements_of(path, (name,))[0] == before <= MOST


def test_all_checks_find_more_in_as_many_statements(path: Path) -> None:
    """So that the test above can fail."""
    before, few = statements_of(path)
    with at_work(path, TODAY) as register:
        _busy(register)
    after, many = statements_of(path)
    assert after == before <= MOST
    assert many >= few + 60


def test_entries_are_found_by_their_tasks(path: Path) -> None:
    """The books that grow with every day are read whole by no check, but for the journal's days and the changes."""
    with reading(path, caller()) as register, plans(register) as told:
        check.run(register)
    books = set().union(*all_scanned(told).values())
    assert books <= {"journal", "change", "support_entry", "task", "task_now", "unit_succession"}
    entries = [steps for statement, steps in told if "main.progress p ON p.task = c.task" in statement]
    assert len(entries) >= 4
    assert all(any("INDEX progress_task (task=?" in step for step in steps) for steps in entries)
