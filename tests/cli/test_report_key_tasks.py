"""The list of each head's key tasks, and their review by half-year and year."""

import csv
import io
from typing import Any

import pytest
from clerk import Clerk
from proposals import CHAIR, JANUARY, approve, propose


def heads(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, Any]:
    """Return the lists by unit."""
    return {one["unit"]: one for one in clerk.data("report", "heads", *words, today=today)}


def counts(one: dict[str, Any]) -> tuple[int, ...]:
    """Return registered, approved, proposed, rejected, withdrawn, late, missing, common, common missing."""
    names = ("registered", "approved", "proposed", "rejected", "withdrawn", "late", "missing_registered")
    return tuple(one[name] for name in (*names, "common", "missing_common"))


@pytest.fixture
def registered(clerk: Clerk) -> Clerk:
    """Return a clerk: of STC one task is approved, one waits, one was rejected, one came late; one is common."""
    propose(clerk, "Một", "--due", "2026-06-20")
    propose(clerk, "Hai", "--due", "2026-12-20")
    propose(clerk, "Ba", "--due", "2026-12-10")
    propose(clerk, "Muộn", "--due", "2026-12-31", today="2026-03-02")
    approve(clerk, "NV1", "--document", "12/QĐ", "--on", "2026-02-10", today="2026-02-10")
    clerk.ok("task", "reject", "NV3", *CHAIR, "--reason", "dưới yêu cầu", today="2026-02-11")
    clerk.ok("task", "assign-common", "Chung", "--block", "so", "--due", "2026-12-15", today=JANUARY)
    return clerk


def test_what_each_head_has_and_lacks(registered: Clerk) -> None:
    found = heads(registered)
    assert list(found) == ["STC", "STP", "XA1"]
    assert counts(found["STC"]) == (3, 1, 2, 1, 0, 1, 2, 1, 4)
    assert counts(found["XA1"]) == (0, 0, 0, 0, 0, 0, 5, 0, 5)
    assert found["STC"]["heads"] == [{"officer": "AN", "officer_name": "Nguyễn Văn An"}]
    tasks = {task["code"]: task for task in found["STC"]["tasks"]}
    assert [(code, task["standing"], task["registered_late"]) for code, task in tasks.items()] == [
        ("NV1", "approved", False),
        ("NV3", "rejected", False),
        ("NV2", "proposed", False),
        ("NV4", "proposed", True),
        ("NV5", "approved", False),
    ]
    assert tasks["NV1"]["approval"]["decided_by"] == "Trần Chủ tịch"
    assert tasks["NV2"]["approval"] is None
    assert list(heads(registered, "--block", "xa")) == ["XA1"]
    assert list(heads(registered, "--unit", "STP")) == ["STP"]
    assert registered.run("report", "heads", "--unit", "XX").code == 3
    assert registered.run("report", "heads", "--block", "XX").code == 3
    assert registered.run("report", "heads", "--year", "1890").code == 2


def test_the_list_as_of_an_earlier_day(registered: Clerk) -> None:
    """Before the decision all were proposed, and before they were registered there was nothing."""
    assert counts(heads(registered, today="2026-02-09")["STC"]) == (3, 0, 3, 0, 0, 0, 2, 1, 4)
    assert counts(heads(registered, today="2026-02-10")["STC"]) == (3, 1, 2, 0, 0, 0, 2, 1, 4)
    assert counts(heads(registered, today="2026-01-19")["STC"]) == (0, 0, 0, 0, 0, 0, 5, 0, 5)


def test_the_list_on_paper(registered: Clerk) -> None:
    out = registered.ok("report", "heads", "--unit", "STC").out
    assert "Check: 1 approved + 2 awaiting approval = 3 registered" in out
    heading = (
        "Sở Tài chính (STC); head: Nguyễn Văn An (AN); 3 of 5 registered, 2 missing; 1 of 5 common, 4 missing"
    )
    assert heading in out
    assert "approved by Trần Chủ tịch on 2026-02-10; 12/QĐ" in out
    assert "rejected by Trần Chủ tịch on 2026-02-11; dưới yêu cầu" in out
    assert "awaits approval; registered after the deadline" in out
    registered.ok("config", "set", "key_tasks_registered", "2")
    registered.ok("config", "set", "registration_deadline", "none")
    out = registered.ok("report", "heads", "--unit", "STC").out
    assert "3 of 2 registered, 1 more than asked" in out
    assert "deadline" not in out
    rows = list(csv.DictReader(io.StringIO(registered.ok("report", "heads", "--format", "csv").out)))
    assert [row["unit"] for row in rows] == ["STC", "STP", "XA1"]


def test_the_year_of_a_task(clerk: Clerk) -> None:
    """That of the due date with which it was registered; without one, of the day; by the office's windows."""
    propose(clerk, "Năm sau", "--due", "2027-06-30", today="2026-12-01")
    propose(clerk, "Không hạn", "--due", "none", today="2026-12-01")
    assert [task["code"] for task in heads(clerk, today="2026-12-31")["STC"]["tasks"]] == ["NV2"]
    assert [task["code"] for task in heads(clerk, "--year", "2027", today="2026-12-31")["STC"]["tasks"]] == [
        "NV1"
    ]
    clerk.ok("config", "set", "windows", "statutory")
    late = clerk.ok(
        "task", "propose", "Sau ngày cắt", "--lead", "STC", "--due", "2026-12-20", today="2026-12-10"
    ).err
    assert late == ""
    assert [task["code"] for task in heads(clerk, "--year", "2027", today="2026-12-31")["STC"]["tasks"]] == [
        "NV3",
        "NV1",
    ]


def test_a_year_that_is_over_is_told_as_of_its_last_day(clerk: Clerk) -> None:
    """With who headed the unit that day."""
    propose(clerk)
    clerk.ok(
        "officer", "move", "AN", "--to", "STP", "--position", "head", "--on", "2027-02-01", today="2027-02-01"
    )
    said = clerk.ok("report", "heads", "--year", "2026", "--format", "json", today="2027-03-01").json
    assert said["as_of"] == "2026-12-31"
    assert said["data"][0]["heads"] == [{"officer": "AN", "officer_name": "Nguyễn Văn An"}]
    assert heads(clerk, today="2027-03-01")["STC"]["heads"] == []


def test_units_outside_all_blocks(clerk: Clerk) -> None:
    """They are asked for nothing, and shown when they have something or are named."""
    clerk.ok("unit", "add", "VP", "Văn phòng")
    assert "VP" not in heads(clerk)
    assert "VP" in heads(clerk, "--unit", "VP")
    propose(clerk, "Việc", "--lead", "VP")
    assert heads(clerk)["VP"]["registered"] == 1


def test_an_office_without_units(empty: Clerk) -> None:
    assert empty.data("report", "heads") == []
    assert "No unit is to have key tasks" in empty.ok("report", "heads").out


def review(clerk: Clerk, *words: str, today: str | None = None) -> Any:
    return clerk.ok("report", "key-tasks", *words, "--format", "json", today=today).json


SHOWN = (
    "registered",
    "common",
    "carried",
    "tasks",
    "done",
    "on_time",
    "late",
    "exceeded",
    "overdue",
    "behind",
)


@pytest.fixture
def worked(clerk: Clerk) -> Clerk:
    """Return a clerk: of STC six key tasks due in the first half, and one in the second."""
    dues = ("2026-03-10", "2026-04-10", "2026-05-10", "2026-06-30", "2026-06-15", "2026-11-30")
    for number, due in enumerate(dues, 1):
        propose(clerk, f"Việc {number}", "--due", due)
    approve(clerk, *(f"NV{number}" for number in (1, 2, 3, 4, 6)), today=JANUARY)
    clerk.ok("task", "assign-common", "Chung", "--block", "so", "--due", "2026-06-20", today=JANUARY)
    for task, day in (("NV1", "2026-03-05"), ("NV2", "2026-04-20"), ("NV7", "2026-06-20")):
        clerk.ok("log", task, "xong", "--done", today=day)
    clerk.ok("task", "review", "NV1", "--accept", "--exceeded", today="2026-03-06")
    return clerk


def test_the_review_of_a_half(worked: Clerk) -> None:
    """NV3 is overdue, NV4 due on the last day and not done, NV5 still awaits approval, NV8 is another unit's."""
    said = review(worked, "2026-H1", today="2026-07-10")
    assert (said["as_of"], said["from"], said["to"], said["over"]) == (
        "2026-06-30",
        "2026-01-01",
        "2026-06-30",
        True,
    )
    by_unit = {one["unit"]: one for one in said["data"]}
    assert list(by_unit) == ["STC", "STP"]
    stc = by_unit["STC"]
    assert tuple(stc[name] for name in SHOWN) == (4, 1, 0, 5, 3, 2, 1, 1, 1, 2)
    assert (stc["not_done"], stc["done_of_tasks"]) == (2, 60)
    assert [task["code"] for task in stc["list"] if task["behind"]] == ["NV2", "NV3"]
    assert said["not_counted"] == {"proposed": ["NV5"], "suspended": [], "no_due_date": [], "moved": []}
    assert tuple(said["total"][name] for name in ("tasks", "done", "not_done")) == (6, 3, 3)
    out = worked.ok("report", "key-tasks", "2026-H1", today="2026-07-10").out
    assert "Check: 4 registered + 2 common + 0 left over = 6 = 3 done + 3 not done" in out
    assert "Check: 1 done late + 2 overdue = 3 behind plan" in out
    assert "Not counted, awaiting approval: NV5." in out
    assert "Carried into last 6 months of 2026: 3" in out
    assert "Exceeded: 1" in out


def test_the_next_half_begins_with_what_was_left(worked: Clerk) -> None:
    """As the measure `carried` of the scheme has it; the half of today is meant when none is named."""
    said = review(worked, "--unit", "STC", today="2026-07-10")
    assert (said["period"], said["as_of"], said["over"]) == ("2026-H2", "2026-07-10", False)
    stc = said["data"][0]
    assert tuple(stc[name] for name in SHOWN) == (1, 0, 2, 3, 0, 0, 0, 0, 2, 2)
    out = worked.ok("report", "key-tasks", today="2026-07-10").out
    assert "Not done yet, carried into first 6 months of 2027 unless done by 2026-12-31 (Thursday): 4" in out


def test_as_of_an_earlier_day(worked: Clerk) -> None:
    """Before it was done and before it was approved."""
    stc = review(worked, "2026-H1", "--unit", "STC", today="2026-04-15")["data"][0]
    assert tuple(stc[name] for name in SHOWN) == (4, 1, 0, 5, 1, 1, 0, 1, 1, 1)
    assert review(worked, "2026-H1", today="2026-01-19")["data"] == []
    before = review(worked, "2026-H1", "--unit", "STC", today="2026-03-05")["data"][0]
    # The review takes effect on the day its entry speaks for.
    assert (before["done"], before["exceeded"]) == (1, 1)


def test_the_review_counts_what_the_scheme_counts(worked: Clerk) -> None:
    """The half is opened and scored: each measure is the figure of the report."""
    worked.ok("period", "open", "2026-H1", today="2026-07-01")
    stc = review(worked, "2026-H1", today="2026-07-10")["data"][0]
    explained = worked.data("score", "explain", "STC", "2026-H1", "--scheme", "key-tasks", today="2026-07-10")
    lines = {line["code"]: line["value"] for line in explained["lines"]}
    same = ("tasks", "registered", "done", "on_time", "exceeded", "behind", "carried")
    assert {name: lines[name] for name in same} == {name: stc[name] for name in same}
    assert lines["shared"] == stc["common"]


def test_of_a_closed_half_what_was_closed_is_told(worked: Clerk) -> None:
    """Whatever is entered later."""
    for number in range(1, 7):
        worked.ok("period", "open", f"2026-{number:02}", today="2026-07-01")
        worked.ok("period", "close", f"2026-{number:02}", today="2026-07-01")
    worked.ok("period", "open", "2026-H1", today="2026-07-01")
    worked.ok("period", "close", "2026-H1", "--scheme", "key-tasks", today="2026-07-01")
    before = review(worked, "2026-H1", today="2026-07-10")
    assert before["revision"] == 1
    worked.ok("log", "NV3", "xong", "--done", today="2026-07-02")
    worked.ok("task", "edit", "NV7", "--title", "Tên khác", today="2026-07-02")
    worked.ok("unit", "rename", "STC", "Sở Khác", today="2026-07-02")
    assert review(worked, "2026-H1", today="2026-07-10") == before
    assert "as closed, revision 1" in worked.ok("report", "key-tasks", "2026-H1").out
    worked.ok("verify")


def test_what_is_counted_nowhere_is_named(clerk: Clerk) -> None:
    """A key task without a due date counts once it is done."""
    propose(clerk, "Không hạn", "--due", "none")
    approve(clerk, "NV1", today=JANUARY)
    assert review(clerk, "2026")["not_counted"]["no_due_date"] == ["NV1"]
    out = clerk.ok("report", "key-tasks", "2026").out
    assert "No key task falls into this period." in out
    assert "Not counted, not done and without a due date: NV1." in out
    assert review(clerk, "2026", "--unit", "STP")["not_counted"]["no_due_date"] == []
    clerk.ok("log", "NV1", "xong", "--done")
    assert review(clerk, "2026")["data"][0]["done"] == 1
    assert review(clerk, "2026")["data"][0]["done_of_tasks"] == 100


def test_nothing_assigned_is_no_percentage(clerk: Clerk) -> None:
    one = review(clerk, "2026", "--unit", "STP")["data"][0]
    assert (one["tasks"], one["done_of_tasks"]) == (0, None)
    assert "–" in clerk.ok("report", "key-tasks", "2026", "--unit", "STP").out
    assert "No key task falls into this period." in clerk.ok("report", "key-tasks").out


@pytest.mark.parametrize("key", ["2026-11", "2026-Q4", "2026-W47", "P2026", "2026-9M", "x"])
def test_other_periods_have_no_review(clerk: Clerk, key: str) -> None:
    clerk.refused(4, "report", "key-tasks", key)


def test_both_reports_in_vietnamese(worked: Clerk) -> None:
    for words in (("report", "heads"), ("report", "key-tasks", "2026-H1")):
        out = worked.ok(*words, today="2026-07-10", lang="vi").out
        assert "Check" not in out
        assert "Sở Tài chính" in out


def test_what_was_moved_into_the_next_half_is_named(clerk: Clerk) -> None:
    """It is outside the check of the half in which it was to be done, and in that of the next."""
    propose(clerk, "Một", "--due", "2026-06-20")
    propose(clerk, "Hai", "--due", "2026-05-20")
    approve(clerk, "NV1", "NV2", today="2026-02-10")
    why = ("--reason", "Chờ vốn", "--document", "8/TB", "--approved-by", "Chủ tịch")
    clerk.ok("task", "extend", "NV1", "--due", "2026-08-20", *why, today="2026-04-10")
    said = clerk.ok("report", "key-tasks", "2026-H1", "--format", "json", today="2026-06-30").json
    assert said["not_counted"]["moved"] == ["NV1"]
    assert said["total"]["tasks"] == 1
    shown = " ".join(clerk.ok("report", "key-tasks", "2026-H1", today="2026-06-30").out.split())
    assert "moved by decision past 2026-06-30, so outside the check: NV1." in shown
    later = clerk.ok("report", "key-tasks", "2026-H2", "--format", "json", today="2026-07-01").json
    assert later["not_counted"]["moved"] == []


def test_an_approval_after_the_due_date_is_warned_of(clerk: Clerk) -> None:
    propose(clerk, "Một", "--due", "2026-06-20")
    said = clerk.ok("task", "approve", "NV1", *CHAIR, today="2026-07-01")
    assert "NV1 was due on 2026-06-20, before it was approved on 2026-07-01" in " ".join(said.err.split())
