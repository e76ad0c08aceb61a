"""What is due, overdue or silent, counted by unit, officer, assigner and field."""

from typing import Any

import pytest
from clerk import Clerk

MORE = ("group", "group_name")


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """Return a clerk with work of two units in every bucket, on Sunday 22 November 2026."""
    hung, huong = ("--assigner", "Lê Văn Hùng"), ("--assigner", "Lê Văn Hưng")
    land, health = ("--field", "Đất đai"), ("--field", "Y tế, dân số")
    early = "2026-06-01"
    clerk.task("31 days late", "--due", "2026-10-22", "--officer", "AN", *hung, *land)
    clerk.task("30 days late", "--due", "2026-10-23", "--officer", "BINH", *huong, *land)
    clerk.task("1 day late", "--due", "2026-11-21", "--lead", "STP", "--assigner", "LÊ VĂN HÙNG", *health)
    clerk.task("Due today", "--due", "2026-11-22", "--lead", "STP", *hung)
    clerk.task(
        "No date, new", "--assigned", "2026-08-22", "--officer", "AN", *hung, *land, today="2026-08-22"
    )
    clerk.task("No date, old", "--assigned", "2026-08-21", *health, today="2026-08-21")
    clerk.task("No date, very old", "--assigned", early, "--lead", "XA1", today=early)
    clerk.task("Returned", "--due", "2026-11-01", "--lead", "XA1", *health)
    clerk.ok("log", "NV8", "Sent", "--done", today="2026-11-02")
    clerk.ok("task", "review", "NV8", "--return", "--reason", "Again", today="2026-11-03")
    clerk.ok("log", "NV4", "Going on", today="2026-11-20")
    return clerk


def told(clerk: Clerk, name: str, *words: str, today: str | None = None) -> dict[str, Any]:
    """Return the whole JSON of a report."""
    return clerk.ok("report", name, *words, "--format", "json", today=today).json


def groups(answer: dict[str, Any], *names: str) -> dict[str | None, tuple[int, ...]]:
    """Return the named counts of each group."""
    return {one["group"]: tuple(one[name] for name in names) for one in answer["groups"]}


OVERDUE = ("overdue_up_to", "overdue_over", "no_deadline_up_to", "no_deadline_over", "total")


def test_overdue_by_unit(office: Clerk) -> None:
    """Up to 30 days and over; beside it what has no due date, up to 3 months since the assignment and over."""
    answer = told(office, "overdue", "--by", "unit")
    assert groups(answer, *OVERDUE) == {
        "STC": (1, 1, 1, 1, 2),
        "STP": (1, 0, 0, 0, 1),
        "XA1": (1, 0, 0, 1, 1),
    }
    assert (answer["by"], answer["overdue_bucket_days"], answer["no_deadline_months"]) == ("unit", 30, 3)
    assert {row["code"]: row["group"] for row in answer["data"]} == {
        "NV1": "STC", "NV2": "STC", "NV3": "STP", "NV8": "XA1",
    }  # fmt: skip
    text = office.ok("report", "overdue", "--by", "unit").out
    flowing = " ".join(text.split())
    assert (
        "Check: 3 up to 30 days + 1 over = 4 overdue; without a due date, not listed:"
        " 1 assigned up to 3 months ago + 2 over = 3"
    ) in flowing
    assert ["STC", "1", "1", "2", "1", "1", "2", "Sở", "Tài", "chính"] in [
        line.split() for line in text.splitlines()
    ]
    assert ["3", "1", "4", "1", "2", "3", "Total"] in [line.split() for line in text.splitlines()]
    assert "Xã Đông Hòa (1)" in text
    assert "21 days overdue; Returned" in flowing
    assert "Check: 3 not reported done + 1 returned + 0 awaiting review = 4 overdue" in flowing


def test_what_stands_without_by_stays(office: Clerk) -> None:
    """The keys of before, and the new ones empty."""
    answer = told(office, "overdue")
    assert (answer["by"], answer["groups"]) == (None, None)
    assert not set(MORE) & answer["data"][0].keys()
    assert office.ok("report", "overdue").out.startswith(
        "4 tasks are overdue as of 2026-11-22 (Sunday)\n\nMore"
    )
    header = office.ok("report", "overdue", "--format", "csv").out.splitlines()[0]
    grouped = office.ok("report", "overdue", "--by", "field", "--format", "csv").out.splitlines()
    assert grouped[0] == f"{header},group,group_name"
    assert len(grouped) == 5


def test_by_officer_assigner_and_field(office: Clerk) -> None:
    """Who has none stands last; capitals do not part a name, accents do."""
    assert list(groups(told(office, "overdue", "--by", "officer"))) == ["AN", "BINH", None]
    answer = told(office, "overdue", "--by", "assigner")
    assert groups(answer, *OVERDUE) == {
        "Lê Văn Hùng": (1, 1, 1, 0, 2),
        "Lê Văn Hưng": (1, 0, 0, 0, 1),
        None: (1, 0, 0, 2, 1),
    }
    answer = told(office, "overdue", "--by", "field")
    assert groups(answer, *OVERDUE) == {
        "Đất đai": (1, 1, 1, 0, 2),
        "Y tế, dân số": (2, 0, 0, 1, 2),
        None: (0, 0, 0, 1, 0),
    }
    text = office.ok("report", "overdue", "--by", "officer").out
    assert "Nguyễn Văn An, AN (1)" in text
    assert "Without an officer (2)" in text
    assert "Without a field (" not in office.ok("report", "overdue", "--by", "field").out
    assert "22/11/2026" in office.ok("report", "overdue", "--by", "field", lang="vi").out


def test_the_limits_are_settings(office: Clerk) -> None:
    """Of the office."""
    office.ok("config", "set", "overdue_bucket_days", "31")
    office.ok("config", "set", "no_deadline_months", "6")
    assert groups(told(office, "overdue", "--by", "unit"), *OVERDUE)["STC"] == (2, 0, 2, 0, 2)
    assert "Over 31" in office.ok("report", "overdue", "--by", "unit").out
    office.refused(4, "config", "set", "overdue_bucket_days", "0")
    office.refused(4, "config", "set", "no_deadline_months", "61")


def test_as_of_an_earlier_day(office: Clerk) -> None:
    """By the days and holders of that day."""
    answer = told(office, "overdue", "--by", "unit", today="2026-11-02")
    assert groups(answer, *OVERDUE) == {"STC": (2, 0, 2, 0, 2), "XA1": (1, 0, 0, 1, 1)}
    assert "Check: 3 up to 30 days" in office.ok("report", "overdue", "--by", "unit", today="2026-11-02").out


def test_due_by_officer(office: Clerk) -> None:
    """Which of them were ever reported on."""
    answer = told(office, "due", "--by", "unit")
    assert groups(answer, "reported", "not_reported", "total") == {"STP": (1, 0, 1)}
    office.task("Due tomorrow", "--due", "2026-11-23", "--officer", "AN")
    answer = told(office, "due", "--by", "officer")
    assert groups(answer, "reported", "not_reported", "total") == {"AN": (0, 1, 1), None: (1, 0, 1)}
    flowing = " ".join(office.ok("report", "due", "--by", "officer").out.split())
    assert "Check: 1 reported on + 1 never = 2" in flowing
    assert "- NV9 Due tomorrow (Sở Tài chính; officer AN; due 2026-11-23; in 1 day; Due soon)" in flowing


def test_stale_by_field(office: Clerk) -> None:
    """Every silent task is in one bucket."""
    answer = told(office, "stale", "--by", "unit", "--days", "1")
    names = ("in_time", "overdue_up_to", "overdue_over", "no_deadline_up_to", "no_deadline_over", "total")
    assert groups(answer, *names) == {
        "STC": (0, 1, 1, 1, 1, 4),
        "STP": (1, 1, 0, 0, 0, 2),
        "XA1": (0, 1, 0, 0, 1, 2),
    }
    flowing = " ".join(office.ok("report", "stale", "--by", "field", "--days", "1").out.split())
    assert (
        "Check: 1 in time + 3 overdue up to 30 days + 1 over + 1 without a due date, assigned up to 3 months ago"
        " + 2 over = 8"
    ) in flowing


def test_lists_are_narrowed_by_assigner_and_field(office: Clerk) -> None:
    """A part of the name will do; what is of nobody is an error."""
    assert [row["code"] for row in told(office, "overdue", "--assigner", "hung")["data"]] == [
        "NV1",
        "NV2",
        "NV3",
    ]
    assert [row["code"] for row in told(office, "overdue", "--field", "Đất đai")["data"]] == ["NV1", "NV2"]
    answer = told(office, "overdue", "--field", "Đất đai", "--by", "unit")
    assert (answer["field"], answer["assigner"], list(groups(answer))) == ("Đất đai", None, ["STC"])
    for name in ("due", "overdue", "stale"):
        error = office.refused(3, "report", name, "--field", "Giao thông")
        assert error["remedy"] == "There are: Đất đai; Y tế, dân số."
        office.refused(3, "report", name, "--assigner", "Trần")
        office.refused(4, "report", name, "--by", "block")
    out = office.ok("report", "due", "--field", "Đất đai", "--by", "unit").out
    assert out.startswith("No task falls due from 2026-11-22")


def test_what_may_not_be_missed_is_not_listed_twice(office: Clerk) -> None:
    """A part is counted in place of its whole here too."""
    office.task("Part", "--parent", "NV6", "--assigned", "2026-11-01")
    answer = told(office, "overdue", "--by", "unit")
    assert groups(answer, *OVERDUE)["STC"] == (1, 1, 2, 0, 2)
    assert (
        office.ok("report", "overdue", "--unit", "STP", "--by", "unit", "--if-any", today="2026-11-20").out
        == ""
    )
