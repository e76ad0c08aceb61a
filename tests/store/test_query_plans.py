"""What a command costs follows the rows it shows: the plans of its statements scan no book.

The statements are those that the services really run; SQLite tells its plan for each.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from store.registers import BOOK_NAMES, KEPT, at_work, caller

from tasktrack.domain.progress import NewEntry, Verdict
from tasktrack.domain.task import NewTask, TaskFilter
from tasktrack.domain.tree import Choice
from tasktrack.services import (
    lookup,
    progress,
    review,
    task_assign,
    task_edit,
    task_find,
    task_repeat,
    tree,
    window,
)
from tasktrack.services import task as tasks_service
from tasktrack.services.task_assign import Handover
from tasktrack.store import task as tasks
from tasktrack.store.facts import FOREVER, state_select
from tasktrack.store.register import Register, reading

# These are small whatever the office does; all others may grow without end.
SMALL = {"setting", "day", "unit", "officer", "posting", "period", "scheme"}
LARGE = ({*BOOK_NAMES, *KEPT, "task_now", "journal", "journal_row", "journal_range"}) - SMALL
SCAN = re.compile(r"SCAN (?:TABLE )?(?:main\.)?(\w+)(?! .*VIRTUAL)")
# What looks like a scan and is not: an index that holds at most one row; the newest row of a table.
ONE_ROW = "USING INDEX journal_open"
NEWEST = re.compile(r"SELECT hash FROM journal ORDER BY seq DESC LIMIT 1$")
# Of an INSERT with VALUES SQLite tells also what it would scan for a broken foreign key, and never does.
PLANNED = re.compile(r"\s*(SELECT|WITH|UPDATE|DELETE|INSERT INTO \w+ SELECT)\b", re.IGNORECASE)
# `FROM book alias`, as it is written in our statements.
ALIAS = re.compile(r"\b(?:FROM|JOIN|,)\s+(?:main\.)?(\w+)\s+(?:AS\s+)?(\w+)\b", re.IGNORECASE)


@contextmanager
def plans(register: Register) -> Iterator[list[tuple[str, list[str]]]]:
    """Collect the plan of every statement that is run inside the block."""
    seen: list[str] = []
    told: list[tuple[str, list[str]]] = []
    register.db.set_trace_callback(seen.append)
    try:
        yield told
    finally:
        register.db.set_trace_callback(None)
        planned = (statement for statement in dict.fromkeys(seen) if PLANNED.match(statement))
        told += [(statement, plan(register, statement)) for statement in planned]


def plan(register: Register, statement: str, **parameters: object) -> list[str]:
    """Return the steps of a plan."""
    return [row["detail"] for row in register.db.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]


def scanned(statement: str, steps: list[str]) -> set[str]:
    """Return the large tables that a plan reads from end to end."""
    named = {alias: book for book, alias in ALIAS.findall(statement)}
    if NEWEST.match(statement):
        return set()
    found = {match[1] for step in steps if (match := SCAN.match(step)) and ONE_ROW not in step}
    return {named.get(name, name) for name in found} & LARGE


def all_scanned(told: list[tuple[str, list[str]]]) -> dict[str, set[str]]:
    """Return the statements that scan a large table."""
    assert told
    return {statement: books for statement, steps in told if (books := scanned(statement, steps))}


def steps_of(told: list[tuple[str, list[str]]], word: str) -> list[str]:
    """Return the steps of the one statement that holds a word."""
    (found,) = [steps for statement, steps in told if word in statement]
    return found


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Return an open register whose listings come from task_now."""
    with reading(path, caller()) as opened:
        yield opened


def test_the_watch_sees_a_scan(register: Register) -> None:
    """A statement without an index is caught, whatever the table is called in it."""
    for statement in (
        "SELECT * FROM task WHERE title = 'x'",
        "SELECT * FROM task_now n JOIN task t ON t.id = n.task WHERE n.percent > 1",
        "SELECT * FROM main.progress AS p WHERE p.result = 'x'",
    ):
        assert scanned(statement, plan(register, statement)), statement
    for statement in (
        "SELECT * FROM task WHERE id = 3",
        "SELECT * FROM unit",
        "SELECT value FROM json_each('[1]')",
    ):
        assert not scanned(statement, plan(register, statement)), statement


def test_overdue_tasks_are_found_by_their_due_date(register: Register) -> None:
    with plans(register) as told:
        task_find.find(register, TaskFilter(statuses=("overdue",)))
    assert all_scanned(told) == {}
    assert "SEARCH n USING INDEX now_open (due_on<?)" in steps_of(told, "overdue_days")


def test_overdue_tasks_of_a_unit_are_found_by_the_unit(register: Register) -> None:
    with plans(register) as told:
        task_find.find(register, TaskFilter(unit="STC", statuses=("overdue",)))
    assert all_scanned(told) == {}
    assert "SEARCH n USING INDEX now_open_lead (lead=? AND due_on<?)" in steps_of(told, "overdue_days")


BELOW = Choice("UBND", "UBND tỉnh", None, {1: "STC", 2: "X1"})
NARROW = {
    "unit": TaskFilter(unit="STC"),
    "unit, due soon": TaskFilter(unit="STC", statuses=("due-soon",)),
    "due soon": TaskFilter(statuses=("due-soon",)),
    "overdue or due soon": TaskFilter(statuses=("overdue", "due-soon")),
    "one of the overdue": TaskFilter(statuses=("overdue",), limit=1),
    "overdue, newest first": TaskFilter(statuses=("overdue",), sort="-due"),
    "programme": TaskFilter(programme="CT2026"),
    "support": TaskFilter(support="X1"),
    "parent": TaskFilter(parent="NV1"),
    "overdue, without parents": TaskFilter(statuses=("overdue",), without_parents=True),
    "officer": TaskFilter(officer="AN"),
    "under": TaskFilter(choice=BELOW),
    "under, overdue": TaskFilter(choice=BELOW, statuses=("overdue",)),
}


@pytest.mark.parametrize("name", NARROW)
def test_narrow_lists_scan_nothing(register: Register, name: str) -> None:
    with plans(register) as told:
        task_find.find(register, NARROW[name])
    assert all_scanned(told) == {}


def test_the_tree_of_a_day_scans_nothing_large(register: Register) -> None:
    """Who stood below whom on a day is read of the units and of later orders."""
    with plans(register) as told:
        tree.by(register, date(2026, 1, 1))
    assert all_scanned(told) == {}


@pytest.fixture
def planned(path: Path) -> Iterator[Register]:
    """Return an open register in which instances of a series are assigned in the months to come."""
    with at_work(path) as register:
        assert len(task_repeat.repeat(register, "NV4", kind="month", through="2027-06").made) == 7
    with reading(path, caller()) as opened:
        yield opened


@pytest.mark.parametrize("name", NARROW)
def test_work_to_come_makes_no_list_dearer(planned: Register, name: str) -> None:
    """States come from task_now all the same: none is derived anew, and what is assigned later is left out."""
    with plans(planned) as told:
        found = task_find.find(planned, NARROW[name])
    assert all_scanned(told) == {}
    assert not any("progress_task" in step for _statement, steps in told for step in steps)
    assert all(row.assigned_on <= planned.clock.today() for row in found.rows)


def test_work_to_come_leaves_the_indexes_in_use(planned: Register) -> None:
    assert lookup.state_source(planned) != "main.task_now"
    for wanted, used in (
        (TaskFilter(statuses=("overdue",)), "SEARCH n USING INDEX now_open (due_on<?)"),
        (
            TaskFilter(unit="STC", statuses=("overdue",)),
            "SEARCH n USING INDEX now_open_lead (lead=? AND due_on<?)",
        ),
    ):
        with plans(planned) as told:
            task_find.find(planned, wanted)
        assert used in steps_of(told, "overdue_days")


@pytest.mark.parametrize("code", ["NV2", "nv2", "no such key"])
def test_a_task_is_found_by_code_or_key(register: Register, code: str) -> None:
    with plans(register) as told:
        tasks.find(register.db, code)
    assert all_scanned(told) == {}


def test_one_task_is_shown_from_its_own_rows(register: Register) -> None:
    with plans(register) as told:
        task_find.show(register, "NV2")
    assert all_scanned(told) == {}


PART = NewTask("Part", "STC", date(2026, 11, 20), parent="NV3", product="SP1")
WRITES: dict[str, Callable[[Register], object]] = {
    "log": lambda register: progress.log(register, "NV4", NewEntry(on=date(2026, 11, 20), percent=5000)),
    "log done": lambda register: progress.log(
        register, "NV4", NewEntry(on=date(2026, 11, 20), done_on=date(2026, 11, 20))
    ),
    "review": lambda register: review.review(register, "NV3", Verdict("returned", reason="x")),
    "edit": lambda register: task_edit.edit(register, "NV4", {"title": "Other"}),
    "assign": lambda register: task_assign.assign(register, "NV4", Handover("AN", "2026-11-20")),
    "part": lambda register: tasks_service.add(register, PART),
    "repeat": lambda register: task_repeat.repeat(register, "NV4", kind="month", through="2027-06"),
}


@pytest.mark.parametrize("name", WRITES)
def test_work_on_one_task_reads_that_task(path: Path, name: str) -> None:
    with at_work(path) as register, plans(register) as told:
        WRITES[name](register)
    assert all_scanned(told) == {}


def test_the_state_of_one_task_is_derived_from_its_own_rows(register: Register) -> None:
    steps = plan(register, state_select(among=True), as_of=FOREVER, done_needs_review=0, tasks="[1]")
    assert scanned(state_select(among=True), steps) == set()
    for index in ("progress_task (task=?", "review_progress (progress=?", "change_task (task=?"):
        assert any(index in step for step in steps), index


@pytest.mark.parametrize("day", [date(2026, 10, 9), date(2026, 11, 9)])
def test_the_wall_is_looked_up(register: Register, day: date) -> None:
    with plans(register) as told:
        window.closed_around(register, day)
    assert steps_of(told, "period")[0].startswith("SEARCH period USING INDEX period_wall (data_from<?")


def test_the_guards_look_the_wall_up_too(register: Register) -> None:
    """The condition that stands in the guard of every progress entry."""
    guard = register.db.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'guard_progress_wall_insert'"
    ).fetchone()[0]
    condition = re.search(r"WHERE (EXISTS .*); END", guard)
    assert condition is not None
    statement = f"SELECT {condition[1].replace('NEW.on_day', ':day').replace('NEW.task', ':task')}"
    steps = plan(register, statement, day="2026-10-09", task=1)
    assert any("USING INDEX period_wall" in step for step in steps)
    scans = {step for step in steps if step.startswith("SCAN")}
    assert scans <= {"SCAN CONSTANT ROW", "SCAN j USING INDEX journal_open"}, scans
