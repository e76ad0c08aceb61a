"""Reports for people, for mail and for cron: the week, and what is due, overdue or silent."""

import contextlib
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk, Said
from cli.test_imports_at_run import HEAVY, loaded
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.__main__ import main
from tasktrack.domain.standing import AGES, age

LONG_TITLE = "Rà soát, tổng hợp, báo cáo " * 12 + "cuối tiêu đề"
MAIL = 76
ENVELOPE = {
    "schema", "command", "as_of", "office", "week", "from", "to", "due_to", "stale_days", "unit", "block",
    "officer", "data",
}  # fmt: skip
LISTS = ("done_late", "overdue", "overdue_reported", "due_next", "returned", "obstacles", "silent")
FIGURES = (
    "start", "registered_late", "new", "resumed", "handed_in", "done_early", "done_on_time", "done_late",
    "done_no_deadline", "withdrawn", "suspended", "split", "handed_out", "overdue", "due_next", "later",
    "no_deadline", "returned", "awaiting_review", "silent", "obstacles", "done", "in_hand", "on_time_of_done",
    "overdue_of_unfinished", "new_last_week", "done_last_week", "done_late_last_week", "in_hand_last_week",
    "overdue_last_week", "silent_last_week", "new_change", "done_change", "done_late_change", "in_hand_change",
    "overdue_change", "silent_change", "overdue_open", "overdue_returned", "overdue_awaiting_review",
)  # fmt: skip


# (day, command): STC has NV1 done early, NV2 done late, NV3 overdue, NV4 due next week; STP has NV5 done the week
# before, NV6 silent and without a date, NV7 new and due later; XA1 has nothing.
WORK = (
    ("2026-10-01", "task", "add", "Done early", "--lead", "STC", "--due", "2026-11-25"),
    ("2026-10-01", "task", "add", "Done late", "--lead", "STC", "--due", "2026-11-13"),
    ("2026-10-01", "task", "add", LONG_TITLE, "--lead", "STC", "--due", "2026-11-02", "--officer", "AN"),
    ("2026-10-01", "task", "add", "Due next", "--lead", "STC", "--due", "2026-11-27"),
    ("2026-10-01", "task", "add", "Done before", "--lead", "STP", "--due", "2026-11-12"),
    ("2026-10-01", "task", "add", "Silent", "--lead", "STP"),
    ("2026-11-12", "log", "NV5", "sent", "--done"),
    ("2026-11-16", "log", "NV4", "half", "--percent", "50"),
    ("2026-11-17", "task", "add", "New", "--lead", "STP", "--due", "2026-12-20"),
    ("2026-11-17", "log", "NV1", "sent", "--done"),
    ("2026-11-18", "log", "NV2", "sent", "--done"),
    ("2026-11-19", "log", "NV3", "begun", "--percent", "20", "--obstacle", "No money", "--proposal", "Give some"),
)  # fmt: skip


@pytest.fixture(scope="module")
def worked(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with a week of work behind two units; only to be copied."""
    path = Path(shutil.copy(made[1], tmp_path_factory.mktemp("week") / "worked.db"))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for today, *words in WORK:
            assert main(["--db", str(path), "--lang", "en", "--today", today, *words]) == 0, words
    return path


@pytest.fixture
def week(worked: Path, clerk: Clerk) -> Clerk:
    """Return a clerk on Sunday 22 November 2026, with that week behind."""
    shutil.copy(worked, clerk.db)
    return clerk


def told(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, Any]:
    """Return the whole JSON of a weekly report."""
    return clerk.ok("report", "weekly", *words, "--format", "json", today=today).json


def figures(data: dict[str, Any]) -> dict[str, int]:
    """Return the figures that are not 0."""
    return {name: value for name, value in data.items() if name in FIGURES and value}


def test_a_week_in_figures(week: Clerk) -> None:
    """Each unit's, worked out by hand, and their total."""
    data = told(week)["data"]
    units = {unit["unit"]: figures(unit) for unit in data["units"]}
    assert units == {
        "STC": {
            "start": 4, "done": 2, "done_early": 1, "done_late": 1, "in_hand": 2, "overdue": 1, "due_next": 1,
            "overdue_open": 1, "obstacles": 1, "on_time_of_done": 50, "overdue_of_unfinished": 50,
            "in_hand_last_week": 4,
            # at the end of the week before NV2 and NV3 were overdue, and nobody had spoken of any of the four
            "overdue_last_week": 2, "silent_last_week": 4, "done_change": 2, "done_late_change": 1,
            "in_hand_change": -2, "overdue_change": -1, "silent_change": -4,
        },
        "STP": {
            "start": 1, "new": 1, "in_hand": 2, "later": 1, "no_deadline": 1, "silent": 1, "done_last_week": 1,
            "in_hand_last_week": 1, "silent_last_week": 1, "new_change": 1, "done_change": -1,
            "in_hand_change": 1,
        },
    }  # fmt: skip
    total = data["total"]
    assert (total["start"], total["new"], total["done"], total["in_hand"]) == (5, 1, 2, 4)
    assert (total["on_time_of_done"], total["overdue_of_unfinished"]) == (50, 25)


def test_a_week_in_lists(week: Clerk) -> None:
    """What was late, what is overdue, what is coming, what stands in the way, what is silent."""
    data = told(week)["data"]
    assert {name: [one.get("code") or one["task"] for one in data[name]] for name in LISTS} == {
        "done_late": ["NV2"],
        "overdue": ["NV3"],
        "overdue_reported": [],
        "due_next": ["NV4"],
        "returned": [],
        "obstacles": ["NV3"],
        "silent": ["NV6"],
    }
    assert data["done_late"][0]["overdue_days"] == 5
    assert data["overdue"][0]["overdue_days"] == 20
    assert data["silent"][0]["silent_days"] == 52
    assert {name: data["obstacles"][0][name] for name in ("on", "lead", "obstacle", "proposal")} == {
        "on": "2026-11-19",
        "lead": "STC",
        "obstacle": "No money",
        "proposal": "Give some",
    }


def test_the_keys_that_scripts_rely_on(week: Clerk) -> None:
    """Keys are added, never renamed."""
    answer = told(week)
    assert answer.keys() >= ENVELOPE
    head = ("command", "week", "from", "to", "as_of")
    assert [answer[name] for name in head] == [
        "report weekly",
        "2026-W47",
        "2026-11-16",
        "2026-11-22",
        "2026-11-22",
    ]
    assert answer["data"].keys() >= {"units", "total", *LISTS}
    assert answer["data"]["total"].keys() >= set(FIGURES)
    assert answer["data"]["units"][0].keys() >= {"unit", "name", "block", *FIGURES}


def test_a_week_as_a_mail(week: Clerk) -> None:
    """The text that a pipe gets: check lines, ratios with their denominators, every title whole, no long line."""
    text = week.ok("report", "weekly").out
    for line in (
        "Weekly report, Week 47/2026: 2026-11-16 (Monday) to 2026-11-22 (Sunday)",
        "As of 2026-11-22 (Sunday).",
        "Check: 1 early + 0 on the day + 1 late + 0 without a due date = 2 done",
        "On time of done: 1 of 2, 50.00 %",
        "Overdue of unfinished: 1 of 4, 25.00 %",
        "- NV2 Done late (Sở Tài chính; due 2026-11-13; done on 2026-11-18; 5 days",
        "- NV4 Due next (Sở Tài chính; due 2026-11-27; 50\u00a0%)",
        "  Obstacle: No money",
        "  Proposal: Give some",
    ):
        assert line in text.splitlines(), line
    flowing = " ".join(text.split())
    assert "Check: 5 at the start + 1 new + 0 resumed or taken over = 2 done + 0" in flowing
    assert f"- NV3 {LONG_TITLE} (Sở Tài chính; officer AN; due 2026-11-02; 20 days overdue; 20 %)" in flowing
    assert "no update since it was assigned on 2026-10-01, 52 days ago" in flowing
    assert all(len(line) <= MAIL for line in text.splitlines())
    assert "\x1b" not in text


def test_the_rows_of_units_add_up_in_print(week: Clerk) -> None:
    """A row a unit and the total, the names last, where they may be long."""
    lines = week.ok("report", "weekly").out.splitlines()
    for row in (
        ["STC", "4", "0", "0", "2", "0", "2", "Sở", "Tài", "chính"],
        ["STP", "1", "1", "0", "0", "0", "2", "Sở", "Tư", "pháp"],
        ["5", "1", "0", "2", "0", "4", "Total"],
        ["STC", "2", "1", "0", "1", "0", "Sở", "Tài", "chính"],
        ["STC", "1", "-1", "1", "0", "1", "Sở", "Tài", "chính"],
    ):
        assert row in [line.split() for line in lines], row


def test_a_week_for_a_page(week: Clerk) -> None:
    """Markdown has tables where the mail has paragraphs; the titles are whole there too."""
    page = week.ok("report", "weekly", "--format", "md").out
    assert page.startswith("# Weekly report, Week 47/2026")
    assert "| In hand at the start | 5 | – | – |" in page
    assert "| New, assigned this week | 1 | 0 | +1 |" in page
    assert f"| NV3 | {LONG_TITLE} | Sở Tài chính | 2026-11-02 | 20 | 20 | 2026-11-19 |" in page
    assert "| 2026-11-19 | NV3 |" in page


def test_a_week_for_a_spreadsheet(week: Clerk) -> None:
    """A row a unit; the heading also when there is none."""
    lines = week.ok("report", "weekly", "--format", "csv").out.splitlines()
    assert lines[0].split(",")[:5] == ["unit", "name", "block", "start", "registered_late"]
    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["STC", "Sở Tài chính", "so", "4"],
        ["STP", "Sở Tư pháp", "so", "1"],
    ]
    assert week.ok("report", "weekly", "--block", "xa", "--format", "csv").out.splitlines() == lines[:1]


def test_a_terminal_gets_tables(week: Clerk) -> None:
    """Nothing of the figures is lost there."""
    shown = week.ok("report", "weekly", "--format", "table").out
    assert "Overdue, the longest first: 1" in shown
    assert re.search(r"In hand at the end +4 +5 +-1", shown)


@pytest.mark.parametrize(
    ("today", "week_starts", "week", "as_of"),
    [
        ("2026-11-20", "monday", "2026-W47", "2026-11-20"),
        ("2026-11-23", "monday", "2026-W47", "2026-11-22"),
        ("2026-11-24", "monday", "2026-W48", "2026-11-24"),
        ("2026-11-18", "thursday", "2026-W47", "2026-11-18"),
        ("2026-11-19", "thursday", "2026-W47", "2026-11-18"),
    ],
)
def test_the_week_left_out(clerk: Clerk, today: str, week_starts: str, week: str, as_of: str) -> None:
    """The one that is ending, and on the first day of the next the one that is over."""
    clerk.ok("config", "set", "week_starts", week_starts)
    answer = told(clerk, today=today)
    assert (answer["week"], answer["as_of"]) == (week, as_of)


def test_a_week_that_is_not_over(week: Clerk) -> None:
    """It is told as of today, and says so; a past one as of its last day, whatever came after."""
    on_tuesday = week.ok("report", "weekly", today="2026-11-17").out
    assert "As of 2026-11-17 (Tuesday): the week is not over; the week before is told" in on_tuesday
    early, later = told(week, "2026-W46", today="2026-11-15"), told(week, "2026-W46", today="2026-11-22")
    assert early == later
    assert early["data"]["total"]["in_hand"] == 5


def test_monday_and_friday_tell_the_same(week: Clerk) -> None:
    """When nothing was recorded in between."""
    assert told(week, today="2026-11-23")["data"] == told(week, today="2026-11-22")["data"]


def test_what_was_registered_late_is_shown_apart(week: Clerk) -> None:
    """Assigned before the week, entered in it: in hand at the start, and named there."""
    week.task("Found in a drawer", "--lead", "XA1", today="2026-11-20")
    data = told(week)["data"]
    assert figures(data["units"][-1]) | {"silent": 1} == {
        "start": 1, "registered_late": 1, "in_hand": 1, "no_deadline": 1, "silent": 1, "in_hand_last_week": 1,
        "silent_last_week": 1,
    }  # fmt: skip
    assert re.search(r"registered only this week, assigned earlier +1 ", week.ok("report", "weekly").out)
    assert "registered only" not in week.ok("report", "weekly", "2026-W46").out


def test_sub_tasks_are_told_in_place_of_their_parent(week: Clerk) -> None:
    """From the day on which they are assigned, in every report."""
    week.ok("log", "NV6", "--obstacle", "Nobody there", today="2026-11-17")
    assert told(week)["data"]["total"]["in_hand"] == 4
    for number in range(2):
        week.task(f"Part {number}", "--parent", "NV6", "--assigned", "2026-11-18", "--due", "2026-11-19")
    data = told(week)["data"]
    assert [row["code"] for row in data["overdue"]] == ["NV3", "NV8", "NV9"]
    assert [row["code"] for row in week.data("report", "overdue")] == ["NV3", "NV8", "NV9"]
    assert (data["total"]["split"], data["total"]["new"], data["total"]["in_hand"]) == (1, 3, 5)
    assert re.search(r"Told by new sub-tasks +1 ", week.ok("report", "weekly").out)
    # what was said of the parent is not lost
    assert [one["task"] for one in data["obstacles"]] == ["NV6", "NV3"]
    assert "NV6" in week.codes("--silent", "1")
    silent = [row["code"] for row in week.data("report", "stale", "--days", "1")]
    assert silent == ["NV4", "NV7", "NV8", "NV9", "NV3"]


def test_returned_work_is_told(week: Clerk) -> None:
    """It is in hand again, and listed with what it waits for."""
    week.ok("task", "review", "NV2", "--return", "--reason", "Redo it", today="2026-11-19")
    data = told(week)["data"]
    assert [row["code"] for row in data["returned"]] == ["NV2"]
    assert (data["total"]["done"], data["total"]["returned"], data["total"]["in_hand"]) == (1, 1, 5)
    assert "Returned, to be done again: 1" in week.ok("report", "weekly").out


def reported_late(week: Clerk) -> None:
    """Let NV3 come back after its due date, NV4 too before its own, and NV2 lie with a reviewer since before it."""
    for code, today in (("NV3", "2026-11-20"), ("NV4", "2026-11-20")):
        week.ok("log", code, "sent", "--done", today=today)
        week.ok("task", "review", code, "--return", "--reason", "Redo it", today="2026-11-21")
    week.ok("task", "review", "NV2", "--return", "--reason", "Redo it", today="2026-11-19")
    week.ok("log", "NV2", "sent again", "--done", today="2026-11-21")


def test_what_was_reported_done_late_and_not_accepted_is_overdue(week: Clerk) -> None:
    """Returned or awaiting review: as in scores, it is not done; the figures add up."""
    assert told(week, "--unit", "STC")["data"]["total"]["overdue"] == 1
    reported_late(week)
    data = told(week)["data"]
    stc = figures(data["units"][0])
    names = (
        "in_hand",
        "overdue",
        "overdue_returned",
        "overdue_awaiting_review",
        "returned",
        "awaiting_review",
    )
    assert [stc[name] for name in names] == [3, 2, 1, 1, 2, 1]
    assert "overdue_open" not in stc
    assert (stc["overdue_last_week"], data["total"]["overdue_of_unfinished"]) == (2, 40)
    assert data["overdue"] == []
    late = [(row["code"], row["status"], row["overdue_days"]) for row in data["overdue_reported"]]
    assert late == [("NV3", "returned", 20), ("NV2", "awaiting-review", 9)]
    text = week.ok("report", "weekly").out
    flowing = " ".join(text.split())
    assert re.search(
        r"returned, to be done again +2 .*\n +of which past their due date +1 .*\n"
        r" +reported done, awaiting review +1 .*\n +of which past their due date +1 ",
        text,
    )
    assert re.search(r"Overdue in all +2 +2 +0", text)
    assert "Check: 0 overdue and not reported done + 0 due by 2026-11-29 + 1 due later" in flowing
    assert "Check: 0 not reported done + 1 returned + 1 awaiting review = 2 overdue" in flowing
    assert "Overdue of unfinished: 2 of 5, 40.00 %" in text
    assert ["STC", "2", "0", "0", "0", "1", "Sở", "Tài", "chính"] in [
        line.split() for line in text.splitlines()
    ]
    assert "Returned or awaiting review, past their due date: 2" in text
    following = told(week, today="2026-11-24")["data"]["total"]
    assert (following["overdue_last_week"], following["overdue"], following["overdue_change"]) == (2, 2, 0)


def test_the_overdue_of_a_week_are_those_of_the_scores(week: Clerk) -> None:
    """One figure, in the week, in the list of the overdue and in tasks_overdue of the scheme."""
    reported_late(week)
    week.ok("period", "open", "2026-11")
    counted = week.data("score", "explain", "STC", "2026-11")
    found = next(line for line in counted["lines"] if line["code"] == "tasks_overdue")
    assert found["value"] == told(week)["data"]["units"][0]["overdue"] == 2
    assert len(week.data("report", "overdue", "--unit", "STC")) == 2


def test_overdue_work_that_was_reported_stands_apart(week: Clerk) -> None:
    """In a section of its own; the ages and the total count it; work returned before its date is not there."""
    week.task("Open", "--due", "2026-11-14")
    reported_late(week)
    answer = week.ok("report", "overdue", "--format", "json").json
    assert answer["ages"] == {"over-30": 0, "8-30": 3, "1-7": 0}
    assert [answer[name] for name in ("total", "open", "returned", "awaiting_review")] == [3, 1, 1, 1]
    assert [(row["code"], row["overdue_days"], row["age"]) for row in answer["data"]] == [
        ("NV8", 8, "8-30"), ("NV3", 20, "8-30"), ("NV2", 9, "8-30"),
    ]  # fmt: skip
    text = week.ok("report", "overdue").out
    flowing = " ".join(text.split())
    assert text.splitlines()[0] == "3 tasks are overdue as of 2026-11-22 (Sunday)"
    assert "8 to 30 days overdue: 1" in text
    assert "Returned or awaiting review, past their due date: 2" in text
    assert "- NV2 Done late (Sở Tài chính; due 2026-11-13; 9 days overdue; Awaiting review)" in flowing
    assert "Check, returned and awaiting review included: 0 over 30 days + 3 of 8 to 30 days" in flowing
    assert "Check: 1 not reported done + 1 returned + 1 awaiting review = 3 overdue" in flowing
    assert week.codes("--status", "overdue") == ["NV8"]
    # an earlier day tells what was known then
    earlier = week.data("report", "overdue", today="2026-11-19")
    assert [(row["code"], row["status"]) for row in earlier] == [
        ("NV3", "overdue"), ("NV8", "overdue"), ("NV2", "returned"),
    ]  # fmt: skip


def test_if_any_sees_overdue_work_that_was_returned(week: Clerk) -> None:
    """Nothing else is overdue."""
    reported_late(week)
    assert "2 tasks are overdue" in week.ok("report", "overdue", "--if-any").out


def test_a_returned_parent_is_told_by_its_parts(week: Clerk) -> None:
    """Overdue neither in the week nor in the list beside its sub-tasks."""
    week.task("Whole", "--due", "2026-11-20")
    week.task("Part", "--parent", "NV8", "--due", "2026-11-20", today="2026-11-16")
    week.ok("log", "NV8", "sent", "--done", today="2026-11-17")
    week.ok("task", "review", "NV8", "--return", "--reason", "Redo it", today="2026-11-18")
    assert [row["code"] for row in week.data("report", "overdue")] == ["NV3", "NV9"]
    data = told(week)["data"]
    assert (data["total"]["overdue"], data["overdue_reported"]) == (2, [])


def test_a_week_of_one_unit(week: Clerk) -> None:
    """Its name stands above once, not beside every task; a unit without work is told too."""
    text = week.ok("report", "weekly", "--unit", "stc").out
    assert "Sở Tài chính (STC)" in text.splitlines()
    assert "- NV4 Due next (due 2026-11-27; 50\u00a0%)" in text.splitlines()
    assert "by unit" not in text
    data = told(week, "--unit", "STC")["data"]
    assert [unit["unit"] for unit in data["units"]] == ["STC"]
    assert data["total"]["start"] == 4
    nothing = week.ok("report", "weekly", "--unit", "XA1").out
    assert "Xã Đông Hòa (XA1)" in nothing
    assert "Nothing to tell: no task in hand, none new and none done." in nothing


def test_a_week_of_one_block(week: Clerk) -> None:
    week.task("Elsewhere", "--lead", "XA1")
    assert told(week, "--block", "xa")["data"]["total"]["in_hand"] == 1
    assert "block xa" in week.ok("report", "weekly", "--block", "xa").out


def test_weeks_that_cannot_be_told(clerk: Clerk) -> None:
    """Weeks to come, other periods, and what is no period; units, blocks and officers that are not there."""
    assert "begins on 2026-11-23" in clerk.refused(4, "report", "weekly", "2026-W48")["message"]
    assert "2026-W47" in clerk.refused(4, "report", "weekly", "2026-11")["remedy"]
    clerk.refused(4, "report", "weekly", "this")
    clerk.refused(4, "report", "weekly", "2026-W54")
    clerk.refused(3, "report", "weekly", "--unit", "S")
    refused = clerk.refused(3, "report", "weekly", "--block", "khoi")
    assert refused["remedy"] == "There are: so, xa."
    for name in ("due", "overdue", "stale"):
        clerk.refused(3, "report", name, "--unit", "S")
        clerk.refused(3, "report", name, "--block", "S")
        clerk.refused(3, "report", name, "--officer", "S")


def test_what_falls_due(clerk: Clerk) -> None:
    """From today to the last day, both told; by the setting, by days or to a day; unit by unit."""
    for lead, due in (
        ("STP", "2026-11-29"),
        ("STC", "2026-11-30"),
        ("STC", "2026-11-22"),
        ("STC", "2026-11-21"),
    ):
        clerk.task(f"Due {due}", "--lead", lead, "--due", due)
    clerk.task("Done", "--due", "2026-11-23")
    clerk.ok("log", "NV5", "sent", "--done")

    def codes(*words: str) -> list[str]:
        return [row["code"] for row in clerk.data("report", "due", *words)]

    assert codes() == ["NV3", "NV1"]
    assert codes("--days", "0") == ["NV3"]
    assert codes("--days", "8") == codes("--to", "30/11/2026") == ["NV3", "NV2", "NV1"]
    assert codes("--days", "8", "--unit", "STP") == ["NV1"]
    clerk.ok("config", "set", "due_soon_days", "8")
    answer = clerk.ok("report", "due", "--format", "json").json
    assert [answer[name] for name in ("from", "to", "total")] == ["2026-11-22", "2026-11-30", 3]
    assert [row["days_left"] for row in answer["data"]] == [0, 8, 7]
    assert clerk.ok("report", "due").out.splitlines() == [
        "3 tasks fall due from 2026-11-22 (Sunday) to 2026-11-30 (Monday)",
        "",
        "Sở Tài chính (2)",
        "",
        "- NV3 Due 2026-11-22 (due 2026-11-22; today; Due soon)",
        "- NV2 Due 2026-11-30 (due 2026-11-30; in 8 days; Due soon)",
        "",
        "Sở Tư pháp (1)",
        "",
        "- NV1 Due 2026-11-29 (due 2026-11-29; in 7 days; Due soon)",
    ]


def test_days_that_do_not_fit(clerk: Clerk) -> None:
    assert clerk.refused(2, "report", "due", "--days", "3", "--to", "eom")["code"] == "usage"
    assert "report overdue" in clerk.refused(4, "report", "due", "--to", "2026-11-21")["remedy"]
    clerk.refused(2, "report", "due", "--days", "-1")
    clerk.refused(2, "report", "due", "--days", "99999999999")
    clerk.refused(2, "report", "stale", "--days", "0")


def test_what_is_overdue(clerk: Clerk) -> None:
    """By age, the gravest first; the ages add up in print; the same tasks as `task list --status overdue`."""
    for due in ("2026-11-21", "2026-11-15", "2026-11-14", "2026-10-23", "2026-10-22"):
        clerk.task(f"Due {due}", "--due", due, "--officer", "AN")
    answer = clerk.ok("report", "overdue", "--format", "json").json
    assert answer["ages"] == {"over-30": 1, "8-30": 2, "1-7": 2}
    assert [(row["code"], row["overdue_days"], row["age"]) for row in answer["data"]] == [
        ("NV5", 31, "over-30"), ("NV4", 30, "8-30"), ("NV3", 8, "8-30"), ("NV2", 7, "1-7"), ("NV1", 1, "1-7"),
    ]  # fmt: skip
    assert [row["code"] for row in answer["data"]] == clerk.codes("--status", "overdue")
    text = clerk.ok("report", "overdue", "--officer", "an").out.splitlines()
    assert text[0] == "5 tasks are overdue as of 2026-11-22 (Sunday); officer AN"
    assert [line for line in text if line.endswith((": 1", ": 2"))] == [
        "More than 30 days overdue: 1",
        "8 to 30 days overdue: 2",
        "1 to 7 days overdue: 2",
    ]
    assert text[-1] == "Check: 1 over 30 days + 2 of 8 to 30 days + 2 of 1 to 7 days = 5"


@given(days=st.integers(1, 10_000))
def test_every_day_has_one_age(days: int) -> None:
    found = [name for name, least, most in AGES if least <= days and (most is None or days <= most)]
    assert found == [age(days)]


def test_what_is_silent(clerk: Clerk) -> None:
    """Since the last entry, else since it was assigned; with what was last said, no older obstacle."""
    clerk.task("Never spoken of", "--due", "2026-12-31")
    clerk.task("Spoken of once")
    clerk.ok("log", "NV2", "Asked the ministry", "--obstacle", "No answer", "--proposal", "Ask again",
             today="2026-11-08")  # fmt: skip
    clerk.task("Spoken of twice")
    clerk.ok("log", "NV3", "first", "--obstacle", "It rained", today="2026-10-08")
    clerk.ok("log", "NV3", "second", "--percent", "30", today="2026-11-01")
    clerk.task("Spoken of lately")
    clerk.ok("log", "NV4", "now", today="2026-11-09")
    rows = clerk.data("report", "stale")
    keys = ("code", "silent_days", "last_result", "obstacle", "proposal")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("NV1", 52, None, None, None),
        ("NV3", 21, "second", None, None),
        ("NV2", 14, "Asked the ministry", "No answer", "Ask again"),
    ]
    assert [row["code"] for row in rows] == clerk.codes("--silent", "14", "--sort", "updated")
    assert clerk.ok("report", "stale").out.splitlines()[-5:] == [
        "- NV2 Spoken of once (Sở Tài chính; no deadline; last update on 2026-11-08,",
        "  14 days ago)",
        "  Asked the ministry",
        "  Obstacle: No answer",
        "  Proposal: Ask again",
    ]
    assert len(clerk.data("report", "stale", "--days", "15")) == 2
    clerk.ok("config", "set", "stale_days", "30")
    assert [row["code"] for row in clerk.data("report", "stale")] == ["NV1"]


@pytest.mark.parametrize("name", ["weekly", "due", "overdue", "stale"])
def test_nothing_to_tell(clerk: Clerk, name: str) -> None:
    """It is said in words, and not at all with --if-any; an empty list is no failure."""
    said = clerk.ok("report", name)
    assert "No" in said.out
    assert said.err == ""
    for form in ("text", "json", "csv", "md", "table"):
        silent = clerk.ok("report", name, "--if-any", "--format", form)
        assert silent == Said(0, "", "")
    clerk.ok("report", name, "--if-any", "--output", "report.txt")
    assert not clerk.db.with_name("report.txt").exists()


@pytest.mark.parametrize("name", ["weekly", "due", "overdue", "stale"])
def test_something_to_tell(week: Clerk, name: str) -> None:
    """--if-any leaves it as it is, in every format; a file of the right ending gets the same."""
    for form in ("text", "json", "jsonl", "csv", "tsv", "md", "table"):
        plain = week.ok("report", name, "--format", form)
        assert plain.out
        assert week.ok("report", name, "--format", form, "--if-any") == plain
    week.ok("report", name, "--output", "report.json")
    written = week.db.with_name("report.json").read_text(encoding="utf-8")
    assert json.loads(written) == week.ok("report", name, "--format", "json").json


@pytest.mark.parametrize("name", ["due", "overdue", "stale"])
def test_lists_for_spreadsheets(week: Clerk, name: str) -> None:
    """Every field of `task list` and what the report adds; the same heading without rows."""
    full = week.ok("report", name, "--format", "csv").out.splitlines()
    none = week.ok("report", name, "--unit", "XA1", "--format", "csv").out.splitlines()
    assert full[:1] == none
    assert len(full) > 1
    row = week.data("report", name)[0]
    assert full[0].split(",") == list(row)


def test_odd_text_stays_readable(clerk: Clerk) -> None:
    """Markup, controls and words longer than a line are neither obeyed nor cut."""
    title = "[bold]x[/x] :fire: " + "W" * 300
    clerk.task(title, "--due", "2026-11-20")
    clerk.ok("log", "NV1", "a\nb \x1b[31mred", "--obstacle", "first\nsecond", today="2026-11-16")
    for name in ("overdue", "weekly"):
        text = clerk.ok("report", name).out
        assert title in " ".join(text.split())
        assert "\x1b" not in text
    assert "  Obstacle: first second" in clerk.ok("report", "weekly").out.splitlines()
    assert clerk.data("report", "weekly")["obstacles"][0]["obstacle"] == "first\nsecond"


@pytest.mark.parametrize("name", ["weekly", "due", "overdue", "stale"])
def test_a_report_in_a_pipe_imports_nothing_heavy(week: Clerk, name: str) -> None:
    found = loaded(week, "report", name)
    assert {module for module in found if module.split(".")[0] in HEAVY or module in HEAVY} == set()
    assert "tasktrack.cli.task_list" not in found
    others = {"tasktrack.cli.report_weekly", "tasktrack.cli.report_due"} - {f"tasktrack.cli.report_{name}"}
    assert found.isdisjoint(others)
