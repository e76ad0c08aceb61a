"""Recurring work from the command line: one task for each period, made when it is asked for."""

from typing import Any

import pytest
from clerk import Clerk

from tasktrack.store.register import Caller, reading


def made(clerk: Clerk, *words: str, today: str | None = None) -> list[dict[str, Any]]:
    """Repeat a task and return the instances that were made."""
    found: list[dict[str, Any]] = clerk.data("task", "repeat", *words, today=today)["made"]
    return found


def dues(clerk: Clerk, *words: str, today: str | None = None) -> list[str]:
    """Repeat a task and return the days on which the instances are due."""
    return [str(one["due_on"]) for one in made(clerk, *words, today=today)]


def entries(clerk: Clerk) -> int:
    """Return how many entries the journal has."""
    with reading(clerk.db, Caller()) as register:
        return int(register.db.execute("SELECT count(*) FROM journal").fetchone()[0])


def test_a_month_of_instances_is_made_at_once(clerk: Clerk) -> None:
    """Each with its days and title, all in one journal entry."""
    task = clerk.task("Báo cáo tháng 11/2026", "--due", "2026-11-25")
    before = entries(clerk)
    assert made(clerk, task, "--monthly", "--through", "2027-01") == [
        {
            "code": "NV2",
            "series_period": "2026-12",
            "assigned_on": "2026-12-01",
            "due_on": "2026-12-25",
            "due_text": None,
            "title": "Báo cáo tháng 12/2026",
        },
        {
            "code": "NV3",
            "series_period": "2027-01",
            "assigned_on": "2027-01-01",
            "due_on": "2027-01-25",
            "due_text": None,
            "title": "Báo cáo tháng 1/2027",
        },
    ]
    assert entries(clerk) == before + 1
    own = clerk.data("task", "show", task)
    assert (own["series"], own["series_period"], own["title"]) == (task, "2026-11", "Báo cáo tháng 11/2026")


def test_days_are_counted_from_the_first(clerk: Clerk) -> None:
    """Also by a later command: the 31st comes back after February."""
    task = clerk.task("Báo cáo", "--assigned", "2026-01-05", "--due", "2026-01-31")
    assert dues(clerk, task, "--monthly", "--through", "2026-02") == ["2026-02-28"]
    assert dues(clerk, task, "--monthly", "--through", "2026-04") == ["2026-03-31", "2026-04-30"]
    assert dues(clerk, "NV2", "--through", "2026-05") == ["2026-05-31"]


def test_other_kinds_of_period(clerk: Clerk) -> None:
    """Weeks keep the weekday, quarters as worded their wording."""
    week = clerk.task("Lịch tuần 48", "--due", "2026-11-27")
    assert [
        (one["due_on"], one["title"]) for one in made(clerk, week, "--weekly", "--through", "2026-W50")
    ] == [
        ("2026-12-04", "Lịch tuần 49"),
        ("2026-12-11", "Lịch tuần 50"),
    ]
    quarter = clerk.task("Báo cáo quý IV/2026", "--due", "2026-Q4")
    (found,) = made(clerk, quarter, "--quarterly", "--through", "2027-Q1")
    assert (found["due_on"], found["due_text"]) == ("2027-03-31", "2027-Q1")
    assert (found["assigned_on"], found["title"]) == ("2027-01-01", "Báo cáo quý I/2027")


def test_run_again_only_what_is_new_is_made(clerk: Clerk) -> None:
    """Nothing twice, and nothing written when there is nothing new."""
    task = clerk.task("Báo cáo", "--due", "2026-11-25")
    assert len(made(clerk, task, "--monthly", "--through", "2027-01")) == 2
    before = clerk.digest()
    assert "Nothing to make" in clerk.ok("task", "repeat", task, "--monthly", "--through", "2027-01").out
    assert clerk.digest() == before
    assert dues(clerk, task, "--through", "2027-02") == ["2027-02-25"]


def test_a_dry_run_shows_the_instances_and_makes_none(clerk: Clerk) -> None:
    task = clerk.task("Báo cáo", "--due", "2026-11-25")
    before = clerk.digest()
    said = clerk.ok("task", "repeat", task, "--monthly", "--through", "2027-01", "--dry-run")
    assert "Dry run" in said.out
    assert "2 instances made, up to 2027-01." in said.out
    assert any(
        line.split()[:4] == ["NV2", "2026-12", "2026-12-01", "2026-12-25"] for line in said.out.splitlines()
    )
    assert clerk.digest() == before


def test_an_instance_copies_what_is_of_the_work(clerk: Clerk) -> None:
    """And not what is of the one task: its key, parent, target and last year's figure."""
    whole = clerk.task("Chương trình", "--due", "2026-12-31")
    task = clerk.task(
        "Báo cáo", "--due", "2026-11-25", "--support", "STP", "--support", "XA1", "--kind", "adhoc",
        "--officer", "AN", "--document", "12/QĐ-UBND", "--document-date", "2026-09-01", "--issuer", "UBND tỉnh",
        "--subject", "Về báo cáo", "--assigner", "Chủ tịch", "--coefficient", "1.5", "--quantity", "2",
        "--product", "SP1", "--measure", "báo cáo", "--field", "Tài chính", "--urgency", "urgent",
        "--programme", "CT1", "--programme", "CT2", "--head-in-person", "--origin", "province", "--key", "K-1",
        "--target", "10", "--baseline", "9", "--taken-over", "--parent", whole,
    )  # fmt: skip
    clerk.ok("task", "repeat", task, "--monthly", "--through", "2026-12")
    first, other = (clerk.data("task", "show", code, today="2026-12-01") for code in (task, "NV3"))
    differs = {
        "code", "key", "title", "due_on", "due_original", "due_label", "assigned_on", "series_period", "target",
        "baseline", "parent", "taken_over", "registered_at", "status", "status_label", "overdue_days", "edits",
        "holders", "supports",
    }  # fmt: skip
    assert {name for name in first if first[name] != other[name]} <= differs
    alone = ("key", "target", "baseline", "parent", "taken_over")
    assert [other[name] for name in alone] == [None, None, None, None, False]
    assert (other["series"], other["series_period"], other["title"]) == (task, "2026-12", "Báo cáo (12/2026)")


def test_a_series_goes_on_as_the_task_named_stands_now(clerk: Clerk) -> None:
    """What was corrected in an instance is what the next ones copy; days stay those of the first."""
    task = clerk.task("Báo cáo tháng 11/2026", "--due", "2026-11-25")
    clerk.ok("task", "repeat", task, "--monthly", "--through", "2026-12")
    clerk.ok("task", "edit", "NV2", "--lead", "STP", "--title", "Báo cáo tổng hợp tháng 12/2026")
    clerk.ok("task", "repeat", "NV2", "--through", "2027-01")
    shown = clerk.data("task", "show", "NV3")
    assert (shown["lead"], shown["title"]) == ("STP", "Báo cáo tổng hợp tháng 1/2027")
    assert (shown["series"], shown["due_on"]) == (task, "2027-01-25")


def test_instances_are_not_there_before_they_are_assigned(clerk: Clerk) -> None:
    """Neither in lists nor in the counts of a unit; shown by name, they are as they will begin."""
    task = clerk.task("Báo cáo", "--due", "2026-11-25")
    clerk.ok("task", "repeat", task, "--monthly", "--through", "2027-06")
    assert clerk.codes() == [task]
    assert clerk.data("unit", "show", "STC")["tasks"] == {"open": 1}
    assert clerk.codes(today="2026-12-01") == [task, "NV2"]
    assert clerk.data("unit", "show", "STC", today="2026-12-01")["tasks"] == {"open": 2}
    shown = clerk.data("task", "show", "NV2")
    assert (shown["status"], shown["assigned_on"]) == ("not-started", "2026-12-01")
    # Before it was registered it is not known at all.
    assert clerk.refused(3, "task", "show", "NV2", today="2026-11-21")["code"] == "not-found"
    clerk.refused(4, "log", "NV2", "begun")
    clerk.ok("log", "NV2", "begun", "--percent", "50", today="2026-12-02")
    assert clerk.status("NV2", today="2026-12-02") == "in-progress"


def test_a_day_before_the_last_entry_is_derived_without_what_comes_later(clerk: Clerk) -> None:
    """An earlier --today, with entries after it and instances to come."""
    task = clerk.task("Báo cáo", "--due", "2026-11-25")
    clerk.ok("task", "repeat", task, "--monthly", "--through", "2027-06")
    clerk.ok("log", task, "--done", today="2026-11-23")
    assert clerk.codes("--status", "due-soon") == [task]
    assert clerk.data("unit", "show", "STC")["tasks"] == {"open": 1}
    assert clerk.data("unit", "show", "STC", today="2026-11-23")["tasks"] == {"done": 1}


def test_scores_count_an_instance_in_its_own_period(clerk: Clerk) -> None:
    """November is closed with the one that was due then; the others wait for their months."""
    clerk.ok("period", "open", "2026-11")
    task = clerk.task("Báo cáo", "--due", "2026-11-25")
    clerk.ok("task", "repeat", task, "--monthly", "--through", "2027-02")
    assert clerk.data("period", "status", "2026-11")["due"] == 1
    clerk.ok("log", task, "--done", today="2026-11-25")
    clerk.ok("period", "close", "2026-11", today="2026-12-01")
    clerk.ok("period", "open", "2026-12", today="2026-12-01")
    assert clerk.data("period", "status", "2026-12", today="2026-12-02")["due"] == 1
    ranked = clerk.data("rank", "2026-12", today="2026-12-26")
    assert [row["subject"] for row in ranked if row["score"] is not None] == ["STC"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), ("--monthly", "--through", "2027-01")),  # no due date
        (("--due", "2026-11-25"), ("--monthly", "--through", "2026-11")),  # not after its own
        (("--due", "2026-11-25"), ("--monthly", "--through", "2026-10")),
        (("--due", "2026-11-25"), ("--monthly", "--through", "2027-Q1")),  # another kind
        (("--due", "2026-11-25"), ("--monthly", "--through", "P2027-01")),
        (("--due", "2026-11-25"), ("--monthly", "--through", "soon")),
        (("--due", "2026-Q4"), ("--monthly", "--through", "2027-01")),  # worded wider than its period
        (("--due", "2026-11"), ("--weekly", "--through", "2027-W01")),
        (("--due", "2026-11-25"), ("--monthly", "--through", "2036-12")),  # 121 of them
    ],
)
def test_what_cannot_repeat_is_refused(
    clerk: Clerk, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    task = clerk.task("Báo cáo", *options)
    assert clerk.refused(4, "task", "repeat", task, *words)["remedy"]


def test_as_many_as_are_made_at_once(clerk: Clerk) -> None:
    """120, and more by another command."""
    task = clerk.task("Báo cáo", "--due", "2026-11-25")
    refused = clerk.refused(4, "task", "repeat", task, "--monthly", "--through", "2036-12")
    assert "121 instances" in refused["message"]
    assert "2036-11" in refused["remedy"]
    assert len(made(clerk, task, "--monthly", "--through", "2036-11")) == 120
    assert dues(clerk, task, "--through", "2036-12") == ["2036-12-25"]


def test_the_kind_is_said_once(clerk: Clerk) -> None:
    """And kept: a series that began by months goes on by months."""
    task = clerk.task("Báo cáo", "--due", "2026-11-25")
    clerk.refused(2, "task", "repeat", task, "--through", "2027-01")
    clerk.refused(2, "task", "repeat", task, "--monthly", "--weekly", "--through", "2027-01")
    clerk.refused(2, "task", "repeat", task, "--monthly")
    clerk.refused(3, "task", "repeat", "NV9", "--monthly", "--through", "2027-01")
    clerk.ok("task", "repeat", task, "--monthly", "--through", "2027-01")
    assert (
        "2026-11" in clerk.refused(4, "task", "repeat", task, "--weekly", "--through", "2027-W04")["message"]
    )


def test_a_finished_task_begins_no_series_but_goes_on_with_one(clerk: Clerk) -> None:
    task = clerk.task("Báo cáo", "--due", "2026-11-20")
    clerk.ok("log", task, "--done")
    assert (
        "finished" in clerk.refused(4, "task", "repeat", task, "--monthly", "--through", "2027-01")["message"]
    )
    other = clerk.task("Tổng hợp", "--due", "2026-11-20")
    clerk.ok("task", "repeat", other, "--monthly", "--through", "2026-12")
    clerk.ok("log", other, "--done")
    assert dues(clerk, other, "--through", "2027-01") == ["2027-01-20"]


def test_a_task_with_parts_is_not_repeated(clerk: Clerk) -> None:
    whole = clerk.task("Chương trình", "--due", "2026-12-31")
    part = clerk.task("Phần một", "--due", "2026-12-15", "--parent", whole)
    assert (
        "sub-tasks"
        in clerk.refused(4, "task", "repeat", whole, "--monthly", "--through", "2027-01")["message"]
    )
    assert dues(clerk, part, "--monthly", "--through", "2027-01") == ["2027-01-15"]


def test_no_instance_is_made_in_a_closed_period(clerk: Clerk) -> None:
    """It would be counted where it does not belong."""
    task = clerk.task("Báo cáo", "--assigned", "2026-09-01", "--due", "2026-09-20")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10")
    refused = clerk.refused(5, "task", "repeat", task, "--monthly", "--through", "2026-12")
    assert (refused["code"], "2026-10" in refused["message"]) == ("period-closed", True)


def test_a_due_date_that_left_its_period_stops_the_series(clerk: Clerk) -> None:
    """The first task is what all days are counted from."""
    task = clerk.task("Báo cáo", "--due", "2026-11-25")
    clerk.ok("task", "repeat", task, "--monthly", "--through", "2026-12")
    clerk.ok("task", "edit", task, "--due", "2026-11-27")
    assert dues(clerk, task, "--through", "2027-01") == ["2027-01-27"]
    clerk.ok("task", "edit", task, "--due", "2026-12-05")
    assert "2026-12-05" in clerk.refused(4, "task", "repeat", task, "--through", "2027-02")["message"]


def test_what_should_be_looked_at_is_said(clerk: Clerk) -> None:
    """Instances that are overdue at once, and a lead that will have ended."""
    clerk.ok("unit", "add", "TAM", "Ban tạm thời", "--to", "2026-12-31")
    task = clerk.task("Báo cáo", "--lead", "TAM", "--due", "2026-10-10")
    said = clerk.ok("task", "repeat", task, "--monthly", "--through", "2027-01")
    assert said.err.splitlines() == [
        "Warning: The lead unit ended on 2026-12-31.",
        "Warning: 1 of the instances is overdue already.",
    ]
    assert clerk.data("task", "repeat", task, "--through", "2027-01")["warnings"] == []
