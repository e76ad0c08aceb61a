"""What a report of today's state costs follows the tasks it names; a week is told in a fixed number of statements."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from store.registers import at_work, caller
from store.test_query_plans import all_scanned, plans, steps_of

from tasktrack.domain.task import NewTask, TaskFilter
from tasktrack.services import report_lists, report_weekly, task, unit
from tasktrack.store.register import Register, reading

ALL = TaskFilter()
BY_DATE = "USING INDEX now_open (due_on"
BY_LEAD = "USING INDEX now_open_lead (lead=? AND due_on"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Return an open register whose reports come from task_now."""
    with reading(path, caller()) as opened:
        yield opened


REPORTS: dict[str, Callable[[Register, TaskFilter], object]] = {
    "due": lambda register, wanted: report_lists.due(register, wanted, days=30),
    "due in the setting's days": lambda register, wanted: report_lists.due(register, wanted),
    "due to a day": lambda register, wanted: report_lists.due(register, wanted, to="2026-12-31"),
    "overdue": report_lists.overdue,
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    ("wanted", "index"),
    [(ALL, BY_DATE), (TaskFilter(unit="STC"), BY_LEAD), (TaskFilter(block="so"), "USING INDEX now_")],
)
def test_dated_lists_go_by_an_index(register: Register, name: str, wanted: TaskFilter, index: str) -> None:
    """Of all units by the due dates of open tasks, of one unit by its own."""
    with plans(register) as told:
        REPORTS[name](register, wanted)
    assert all_scanned(told) == {}
    (steps,) = [
        steps for statement, steps in told if "overdue_days" in statement and "state = 'open'" in statement
    ]
    assert any(step.startswith("SEARCH") and index in step for step in steps)


@pytest.mark.parametrize("wanted", [ALL, TaskFilter(unit="STC"), TaskFilter(block="so")])
@pytest.mark.parametrize(
    ("state", "index"), [("returned", "now_returned"), ("awaiting-review", "now_awaiting")]
)
def test_overdue_work_that_was_reported_goes_by_an_index(
    register: Register, wanted: TaskFilter, state: str, index: str
) -> None:
    with plans(register) as told:
        report_lists.overdue(register, wanted)
    (steps,) = [steps for statement, steps in told if f"WHERE state = '{state}'" in statement]
    assert any(step.startswith("SEARCH") and f"INDEX {index} (due_on<?" in step for step in steps)


def test_an_officers_list_scans_nothing(register: Register) -> None:
    with plans(register) as told:
        for report in REPORTS.values():
            report(register, TaskFilter(officer="AN"))
    assert all_scanned(told) == {}


def test_parents_and_last_entries_are_looked_up(register: Register) -> None:
    """What is asked beside the list of silent tasks reads the rows of those tasks."""
    with plans(register) as told:
        found = report_lists.stale(register, ALL, days=1)
    assert found.tasks
    beside = [(statement, steps) for statement, steps in told if "json_each" in statement]
    assert len(beside) == 2
    assert all_scanned(beside) == {}
    assert any("USING INDEX task_parent (parent=?)" in step for step in steps_of(told, "DISTINCT c.parent"))
    assert any("USING INDEX progress_task (task=?" in step for step in steps_of(told, "p.proposal"))


def statements_of_a_week(path: Path, key: str | None) -> list[str]:
    """Return the statements that telling a week runs."""
    seen: list[str] = []
    with reading(path, caller()) as register:
        register.db.set_trace_callback(seen.append)
        told = report_weekly.weekly(register, key, ALL)
        register.db.set_trace_callback(None)
    assert told.units
    return seen


@pytest.mark.parametrize("key", [None, "2026-W40"])
def test_a_week_is_told_in_as_many_statements_for_many_units(path: Path, key: str | None) -> None:
    """No statement is run for each unit or task, neither as of today nor as of an earlier day."""
    few = len(statements_of_a_week(path, key))
    with at_work(path, date(2026, 11, 22)) as register, register.write():
        for number in range(30):
            unit.add(register, f"N{number}", f"Xã số {number}", block="xa")
            task.add(register, NewTask("Draft", f"N{number}", date(2026, 11, 2), due_on=date(2026, 11, 10)))
    assert len(statements_of_a_week(path, key)) == few <= 30


def test_this_week_reads_todays_states(path: Path) -> None:
    """The states as of today are not derived again; those of its start are, for the tasks concerned."""
    derived = [statement for statement in statements_of_a_week(path, None) if "WITH verdict" in statement]
    assert len(derived) == 1
    assert "json_each" in derived[0]
