"""Ways to a better score that must lead nowhere."""

import sqlite3
from datetime import date
from typing import Any

import pytest
from clerk import Clerk

from tasktrack.clock import Clock
from tasktrack.services import closing, office
from tasktrack.store.register import Caller, writing

OCTOBER = "2026-10"


def score(clerk: Clerk, unit: str = "STC", key: str = OCTOBER) -> dict[str, Any]:
    """Return a unit's row of the provisional table."""
    rows = clerk.data("rank", key, "--block", "so", today="2026-11-02")
    return next(row for row in rows if row["subject"] == unit)


@pytest.fixture
def month(clerk: Clerk) -> Clerk:
    """Return a clerk in October, with the month open."""
    clerk.ok("period", "open", OCTOBER, today="2026-10-01")
    clerk.today = "2026-10-20"
    return clerk


def test_returned_quantities_are_not_done(month: Clerk) -> None:
    """Nor do they count beside the work that was done again."""
    task = month.task("Ten plans", "--due", "2026-10-20", "--quantity", "10")
    month.ok("log", task, "--quantity", "10", "--done")
    month.ok("task", "review", task, "--return")
    assert score(month)["score"] == 0
    month.ok("log", task, "--quantity", "10", "--done")
    month.ok("task", "review", task, "--accept")
    assert score(month)["score"] == 100
    lines = month.data("score", "explain", "STC", OCTOBER, today="2026-11-02")["lines"]
    assert next(line["value"] for line in lines if line["code"] == "delivered") == 10


def test_a_judged_entry_is_not_corrected(month: Clerk) -> None:
    """The verdict would fall with it."""
    task = month.task("A plan", "--due", "2026-10-20")
    month.ok("log", task, "--done")
    month.ok("task", "review", task, "--return")
    assert month.refused(4, "log", task, "--done", "--corrects", "1")["code"] == "reviewed"
    assert month.status(task) == "returned"


def test_a_backdated_entry_does_not_walk_round_a_return(month: Clerk) -> None:
    """What was recorded after the return waits for acceptance, whatever day it speaks for."""
    task = month.task("A plan", "--due", "2026-10-20")
    month.ok("log", task, "--done", "--on", "2026-10-10")
    month.ok("task", "review", task, "--return")
    month.ok("log", task, "--done", "--on", "2026-10-05")
    assert month.status(task) == "returned"
    month.ok("task", "review", task, "--accept", "--entry", "2")
    assert month.status(task) == "done-early"


def test_an_objective_cause_excuses_no_later_delay(month: Clerk) -> None:
    """Before the due date there is nothing to excuse; a late entry is excused."""
    task = month.task("A plan", "--due", "2026-10-15")
    month.ok("log", task, "begun", "--on", "2026-10-03")
    words = ("task", "review", task, "--accept", "--objective-confirmed-by", "Chủ tịch")
    month.refused(4, *words)
    month.ok("log", task, "--done", "--on", "2026-10-20")
    assert score(month)["score"] < 100
    month.ok(*words)
    assert score(month)["score"] == 100


def test_failed_work_counts_alike_by_percent_and_by_quantity(month: Clerk) -> None:
    """Where only judged work counts, failed work is judged."""
    month.ok("config", "set", "unit-tasks.needs_review", "true")
    for unit, words in (("STC", ("--percent", "100")), ("STP", ("--quantity", "1"))):
        task = month.task(f"Plan of {unit}", "--lead", unit, "--due", "2026-10-20")
        month.ok("log", task, *words, "--done")
        assert score(month, unit)["score"] == 0
        month.ok("task", "review", task, "--fail")
    assert score(month, "STC")["score"] == score(month, "STP")["score"] > 90


@pytest.mark.parametrize(
    "words",
    [
        ("--taken-over",),
        ("--kind", "adhoc"),
        ("--support", "XA1"),
        ("--urgency", "express"),
        ("--head-in-person",),
        ("--parent", "NV1"),
    ],
)
def test_what_scores_read_is_corrected_in_the_first_days_only(month: Clerk, words: tuple[str, ...]) -> None:
    """Later each would move a score without a reason or an approver."""
    month.task("The whole", "--due", "2026-12-31", today="2026-10-01")
    task = month.task("A plan", "--due", "2026-10-31", today="2026-10-01")
    assert month.refused(4, "task", "edit", task, *words)["code"] == "too-late"


def test_no_sub_task_takes_an_overdue_task_out(month: Clerk) -> None:
    """Nor is a part due after the whole; left out, its due date is that of the whole."""
    late = month.task("Late", "--due", "2026-10-10")
    month.refused(4, "task", "add", "Trifle", "--lead", "STC", "--parent", late)
    whole = month.task("Whole", "--due", "2026-10-31")
    month.refused(4, "task", "add", "Part", "--lead", "STC", "--parent", whole, "--due", "2026-11-01")
    part = month.data("task", "add", "Part", "--lead", "STC", "--parent", whole)
    assert part["due_on"] == "2026-10-31"


def test_the_same_verdict_twice_a_day_is_a_slip(month: Clerk) -> None:
    """Each failed review costs a quarter, so a double press must not."""
    task = month.task("A plan", "--due", "2026-10-20")
    month.ok("log", task, "--done", "--on", "2026-10-10")
    month.ok("task", "review", task, "--fail", "--on", "2026-10-12")
    assert month.refused(4, "task", "review", task, "--fail", "--on", "2026-10-12")["code"] == "exists"
    month.ok("task", "review", task, "--fail", "--on", "2026-10-15")


def test_less_than_assigned_is_said_when_done(month: Clerk) -> None:
    """Done with 120 of 400 counts 120."""
    task = month.task("Vaccinate", "--due", "2026-10-20", "--quantity", "400")
    said = month.ok("log", task, "--quantity", "120", "--done")
    assert "less than was assigned" in said.err


def test_the_status_of_a_period_counts_what_its_table_counts(month: Clerk) -> None:
    """Work due in the period but finished before it is in both."""
    month.ok("period", "open", "2026-11")
    task = month.task("Early", "--due", "2026-11-10")
    month.ok("log", task, "--done", "--on", "2026-10-10")
    found = month.data("period", "status", "2026-11", today="2026-11-12")
    assert (found["due"], found["done"]) == (1, 1)


def test_settings_are_read_under_the_lock(month: Clerk) -> None:
    """Another program may change them between opening the file and writing."""
    task = month.task("A plan", "--due", "2026-10-20")
    month.ok("log", task, "--done")
    caller = Caller(clock=Clock(given=date(2026, 11, 2)))
    with writing(month.db, caller) as mine:
        with writing(month.db, caller) as other:
            office.put(other, "done_needs_review", "yes")
        closed = closing.close(mine, OCTOBER)
    assert closed.ranking.rows[0].score == 0
    month.ok("verify")


def test_a_quarter_begun_in_the_middle_closes_over_what_there_is(month: Clerk) -> None:
    """The months before the register began are no part of it."""
    month.ok("period", "open", "2026-11")
    month.ok("period", "open", "2026-12")
    task = month.task("A plan", "--due", "2026-10-20")
    month.ok("log", task, "--done")
    for key, day in ((OCTOBER, "2026-11-02"), ("2026-11", "2026-12-02"), ("2026-12", "2027-01-02")):
        month.ok("period", "close", key, today=day)
    month.ok("period", "open", "2026-H2", today="2027-01-02")
    closed = month.data("period", "close", "2026-H2", today="2027-01-02")
    assert closed["tasks"] == 1
    assert closed["data_from"] == "2026-10-01"


def test_only_base_periods_lock(month: Clerk) -> None:
    """A quarter is locked with its months; a week never."""
    month.ok("period", "open", "2026-Q4", "--meeting", "2027-01-05")
    assert month.data("period", "show", "2026-Q4")["locks_at"] is None
    month.refused(4, "period", "lock", "2026-Q4", "--now")


def test_no_period_is_opened_before_a_closed_one(month: Clerk) -> None:
    """It could never be closed, and the table after it would change."""
    month.ok("period", "open", "2025")
    month.ok("period", "close", "2025", "--scheme", "par-index")
    month.refused(4, "period", "open", "2024")


def test_the_zone_stays_while_a_lock_is_announced(month: Clerk) -> None:
    """Otherwise the last day of the period would move."""
    month.ok("period", "lock", OCTOBER, "--meeting", "2026-11-05")
    month.refused(4, "config", "set", "zone", "+09:00")


def test_a_guard_keeps_a_judged_entry_for_the_shell_too(month: Clerk) -> None:
    """Append-only holds without the program."""
    task = month.task("A plan")
    month.ok("log", task, "--done")
    with sqlite3.connect(month.db) as db, pytest.raises(sqlite3.IntegrityError, match="tasktrack"):
        db.execute("UPDATE progress SET done_on = '2026-10-01'")
    db.close()
