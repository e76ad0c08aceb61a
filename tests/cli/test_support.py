"""What supporting units have to do, what they report, and how that counts."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

from tasktrack.domain.change import Grounds
from tasktrack.store import change
from tasktrack.store.register import Caller, writing

GROUNDS = ("--reason", "chờ số liệu", "--document", "12/QĐ-UBND", "--approved-by", "Lê Thu")
SCHEME = """
criteria = [
  { code = "total", max = 100, sum = true },
  { code = "helped", parent = "total", max = 100, formula = "100 * on_time / tasks" },
]
classes = [{ code = "good", from = 50 }, { code = "failed", from = 0 }]
[scheme]
code = "helping"
version = 1
title = "Cooperation"
[settings.roles]
default = ["support"]
[measures]
tasks = { formula = "count()" }
on_time = { formula = "count(done and on_time)" }
[score]
criterion = "total"
"""


@pytest.fixture
def helped(clerk: Clerk) -> Clerk:
    """Return a clerk with NV1, led by STC to 30 November, in which STP has a part due on the 10th and XA1 none."""
    clerk.task(
        "Lập kế hoạch", "--due", "2026-11-30", "--support", "STP", "--support", "XA1", today="2026-10-01"
    )
    clerk.ok("task", "support", "NV1", "STP", "--part", "Góp ý", "--due", "2026-11-10", today="2026-10-02")
    return clerk


def part(clerk: Clerk, unit: str = "STP", today: str | None = None) -> dict[str, Any]:
    """Return what `task show` tells of a supporting unit."""
    supports = clerk.data("task", "show", "NV1", today=today)["supports"]
    (found,) = [one for one in supports if one["unit"] == unit]
    return dict(found)


def standing(clerk: Clerk, unit: str = "STP", today: str | None = None) -> tuple[str, int]:
    found = part(clerk, unit, today)
    return found["status"], found["late_days"]


def counts(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, tuple[int, ...]]:
    """Return open, overdue, done in time, done late and without, by unit."""
    names = ("open", "overdue", "done_in_time", "done_late", "without")
    rows = clerk.data("report", "cooperation", *words, today=today)
    return {row["unit"]: tuple(row[name] for name in names) for row in rows}


def score(clerk: Clerk, unit: str, period: str = "2026-11", today: str | None = None) -> Any:
    rows = clerk.data("rank", period, "--scheme", "helping", today=today)
    return {row["subject"]: row["score"] for row in rows}.get(unit)


# Setting parts


def test_a_part_is_set_and_shown(helped: Clerk) -> None:
    """Its own due date; without one that of the task."""
    found = part(helped, today="2026-11-08")
    assert {
        name: found[name] for name in ("part", "due_on", "own_due_on", "status", "late_days", "entries")
    } == {
        "part": "Góp ý",
        "due_on": "2026-11-10",
        "own_due_on": "2026-11-10",
        "status": "open",
        "late_days": 0,
        "entries": [],
    }
    other = part(helped, "XA1")
    assert (other["part"], other["due_on"], other["own_due_on"]) == (None, "2026-11-30", None)
    shown = helped.ok("task", "show", "NV1").out
    assert "overdue by 12 days" in shown
    assert standing(helped, today="2026-11-10") == ("open", 0)
    assert standing(helped, today="2026-11-11") == ("overdue", 1)


def test_a_unit_becomes_a_supporting_one(clerk: Clerk) -> None:
    clerk.task("Việc", "--due", "2026-11-30")
    said = clerk.ok("task", "support", "nv1", "stp", "--part", "Góp ý", "--due", "+5d")
    assert said.out.splitlines() == [
        "NV1 Việc",
        "Sở Tư pháp (STP) supports the task: Góp ý; due 2026-11-27",
    ]
    assert clerk.ok("task", "support", "NV1", "XA1").out.splitlines()[1] == (
        "Xã Đông Hòa (XA1) supports the task: due as the task: 2026-11-30"
    )
    assert clerk.codes("--support", "STP") == clerk.codes("--support", "XA1") == ["NV1"]
    clerk.ok("undo")
    assert clerk.codes("--support", "XA1") == []


def test_within_the_first_days_a_due_date_is_corrected(helped: Clerk) -> None:
    """Later a later day is an extension, which tells what was before."""
    say = ("task", "support", "NV1", "STP", "--due")
    helped.ok(*say, "2026-11-20", today="2026-10-04")
    assert part(helped, today="2026-10-03")["due_on"] == "2026-11-20"
    helped.refused(2, *say, "2026-11-25", today="2026-10-05")
    helped.refused(2, *say, "none", today="2026-10-05")
    done = helped.data(*say, "2026-11-25", *GROUNDS, "--on", "2026-11-12", today="2026-11-12")
    assert (done["supporting"]["due_on"], done["before"]["due_on"]) == ("2026-11-25", "2026-11-20")
    assert part(helped, today="2026-11-11")["due_on"] == "2026-11-20"
    assert part(helped)["due_on"] == "2026-11-25"
    assert "Its due date was 2026-11-25." in helped.ok(*say, "none", *GROUNDS).out
    assert [part(helped, today=day)["own_due_on"] for day in ("2026-11-11", "2026-11-12", "2026-11-22")] == [
        "2026-11-20",
        "2026-11-25",
        None,
    ]
    helped.ok("undo")
    assert part(helped)["due_on"] == "2026-11-25"
    assert helped.run("verify").code == 0


def test_an_earlier_day_is_a_change_too(helped: Clerk) -> None:
    """It makes late what was in time, so it rests on a decision and counts from its day."""
    say = ("task", "support", "NV1", "STP", "--due")
    helped.refused(2, *say, "2026-11-09")
    helped.ok(*say, "2026-11-09", *GROUNDS, "--on", "2026-11-01")
    helped.ok(*say, "2026-11-05", *GROUNDS, "--on", "2026-11-03")
    assert part(helped, today="2026-11-02")["due_on"] == "2026-11-09"
    assert part(helped, today="2026-11-03")["due_on"] == "2026-11-05"
    assert [row["kind"] for row in helped.data("report", "changes")] == ["bring-forward"] * 2


def test_an_overdue_part_is_not_extended(helped: Clerk) -> None:
    """As little as an overdue task; what was approved in time and entered late is told."""
    say = ("task", "support", "NV1", "STP", "--due", "2026-11-20", *GROUNDS)
    fault = helped.refused(4, *say)
    assert "what is overdue is not extended" in fault["message"]
    said = helped.ok(*say, "--on", "2026-11-10")
    assert "entered on 2026-11-22, after the due date, 2026-11-10" in " ".join((said.out + said.err).split())
    assert [row["belated"] for row in helped.data("report", "changes")] == [True]


def test_a_part_due_in_a_closed_period_stays_due_there(helped: Clerk) -> None:
    helped.ok("task", "support", "NV1", "STP", "--due", "2026-10-20", *GROUNDS, "--on", "2026-10-05")
    helped.ok("period", "open", "2026-10")
    helped.ok("period", "close", "2026-10")
    helped.refused(5, "task", "support", "NV1", "STP", "--due", "2026-11-20", *GROUNDS)


def test_the_part_is_said_otherwise(helped: Clerk) -> None:
    helped.ok("task", "support", "NV1", "STP", "--part", "Thẩm định")
    assert (part(helped)["part"], part(helped)["own_due_on"]) == ("Thẩm định", "2026-11-10")
    helped.ok("task", "support", "NV1", "STP", "--part", "")
    assert part(helped)["part"] is None


def test_what_cannot_be_set(helped: Clerk) -> None:
    say = ("task", "support", "NV1", "STP")
    helped.refused(2, *say)
    helped.refused(2, *say, "--drop", "--part", "x")
    helped.refused(2, *say, "--part", "x", "--document", "1/QĐ")
    helped.refused(4, *say, "--due", "2026-12-01", *GROUNDS)
    helped.refused(4, *say, "--due", "2026-09-30")
    helped.refused(4, *say, "--due", "soon")
    helped.refused(4, "task", "support", "NV1", "STC", "--part", "x")
    helped.refused(3, "task", "support", "NV1", "NONE")
    helped.refused(3, "task", "support", "NV9", "STP")
    for approver in ("STP", "so tu phap", "STC"):
        helped.refused(4, *say, "--due", "2026-11-20", *GROUNDS[:4], "--approved-by", approver)
    helped.refused(4, *say, "--due", "2026-11-20", *GROUNDS, "--on", "2026-11-23")
    helped.ok(*say, "--due", "2026-11-20", *GROUNDS, "--on", "2026-11-10")
    helped.refused(4, *say, "--due", "2026-11-25", *GROUNDS, "--on", "2026-11-09")
    helped.ok("log", "NV1", "--support", "STP", "--done")
    helped.refused(4, *say, "--due", "2026-11-25", *GROUNDS)
    helped.refused(4, *say, "--drop", *GROUNDS)
    helped.ok("log", "NV1", "--done")
    helped.refused(4, "task", "support", "NV1", "XA1", "--part", "x")


def test_dropped(helped: Clerk) -> None:
    """At once what was entered just now, later for a reason that the journal keeps."""
    helped.ok("unit", "add", "SNV", "Sở Nội vụ", today="2026-10-01")
    helped.ok("task", "support", "NV1", "SNV", "--part", "x")
    assert "supports the task no longer" in helped.ok("task", "support", "NV1", "SNV", "--drop").out
    helped.refused(4, "task", "support", "NV1", "SNV", "--drop")
    helped.refused(2, "task", "support", "NV1", "STP", "--drop")
    helped.refused(4, "log", "NV1", "x", "--support", "SNV")
    helped.ok("task", "support", "NV1", "STP", "--drop", *GROUNDS)
    assert helped.codes("--support", "STP") == []
    assert "chờ số liệu; 12/QĐ-UBND; Lê Thu" in helped.ok("history", "--limit", "1").out
    told = "no longer supports: Sở Tư pháp (STP); chờ số liệu; 12/QĐ-UBND; Lê Thu"
    assert told in " ".join(helped.ok("task", "show", "NV1").out.split())
    gone = helped.data("task", "show", "NV1")["supported_until"]
    assert [(one["unit"], one["on"], one["actor"]) for one in gone] == [
        ("SNV", "2026-11-22", "clerk"),
        ("STP", "2026-11-22", "clerk"),
    ]
    assert helped.data("task", "show", "NV1", today="2026-11-21")["supported_until"] == []
    helped.ok("undo")
    assert "Sở Tư pháp (STP); chờ số liệu" not in helped.ok("task", "show", "NV1").out
    assert part(helped)["part"] == "Góp ý"


def test_days_of_locked_and_closed_periods_are_refused(helped: Clerk) -> None:
    helped.ok("period", "open", "2026-10")
    helped.ok("period", "close", "2026-10")
    say = ("task", "support", "NV1", "STP", "--due", "2026-11-20", *GROUNDS)
    helped.refused(5, *say, "--on", "2026-10-31")
    helped.refused(4, "task", "support", "NV1", "STP", "--due", "2026-10-31")
    helped.refused(5, "log", "NV1", "x", "--support", "STP", "--on", "2026-10-31")
    helped.ok("log", "NV1", "x", "--support", "STP", "--on", "2026-11-01")
    helped.ok("period", "open", "2026-11")
    helped.ok("period", "lock", "2026-11", "--now")
    helped.refused(5, *say, "--on", "2026-11-21")
    helped.refused(5, "log", "NV1", "x", "--support", "STP", "--on", "2026-11-21")
    entry = helped.data("history", "--command", "log")[0]["seq"]
    assert helped.refused(5, "undo", str(entry))["code"] == "period-locked"


# Entries


def test_a_supporting_unit_reports(helped: Clerk, tmp_path: Path) -> None:
    """On its part alone: the lead's state stays what it is."""
    said = helped.ok("log", "NV1", "Đã gửi ý kiến", "--support", "stp", "--done", "--on", "2026-11-13")
    assert said.out.splitlines() == [
        "Entry 1 of STP on its part: NV1 Lập kế hoạch",
        "2026-11-13 (Friday); done on 2026-11-13, 3 days late",
    ]
    assert standing(helped) == ("done-late", 3)
    assert standing(helped, today="2026-11-12") == ("overdue", 2)
    shown = helped.data("task", "show", "NV1")
    assert (shown["status"], shown["last_progress_on"], shown["done_on"]) == ("not-started", None, None)
    file = tmp_path / "ý kiến.txt"
    file.write_text("x", encoding="utf-8")
    words = ("--obstacle", "thiếu số liệu", "--proposal", "gửi lại", "--evidence", str(file))
    helped.ok("log", "NV1", "--support", "XA1", *words)
    (entry,) = part(helped, "XA1")["entries"]
    assert (entry["obstacle"], entry["proposal"]) == ("thiếu số liệu", "gửi lại")
    assert entry["evidence"].startswith("ý kiến.txt (SHA-256 2d711642b726b044")
    timeline = helped.ok("task", "show", "NV1").out
    assert "STP on its part; done on 2026-11-13; Đã gửi ý kiến" in timeline
    assert "XA1 on its part; obstacle: thiếu số liệu; proposal: gửi lại" in timeline
    assert helped.data("progress", "list") == []


def test_done_earlier_than_the_entry(helped: Clerk) -> None:
    """The day it was finished decides whether it is late, the entry's day from when that is known."""
    data = helped.data("log", "NV1", "--support", "STP", "--done-on", "2026-11-09", "--on", "2026-11-20")
    assert (data["status"], data["done_on"], data["late_days"], data["unit"]) == (
        "done-in-time",
        "2026-11-09",
        0,
        "STP",
    )
    assert standing(helped, today="2026-11-19") == ("overdue", 9)
    assert standing(helped) == ("done-in-time", 0)


def test_an_entry_is_undone(helped: Clerk) -> None:
    helped.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-10")
    helped.ok("undo")
    assert standing(helped) == ("overdue", 12)
    assert "taken back; STP on its part" in helped.ok("task", "show", "NV1").out
    helped.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-11")
    assert standing(helped) == ("done-late", 1)
    assert helped.run("verify").code == 0


def test_who_reported_stays_a_supporting_unit(helped: Clerk) -> None:
    """That it became one is not undone below its entry."""
    helped.ok("unit", "add", "SNV", "Sở Nội vụ", today="2026-10-01")
    helped.ok("task", "support", "NV1", "SNV", "--part", "x")
    added = str(helped.data("history", "--command", "task support")[0]["seq"])
    helped.ok("log", "NV1", "x", "--support", "SNV")
    assert helped.refused(4, "undo", added)["code"] == "in-use"
    helped.ok("undo")
    helped.ok("undo", added)
    assert helped.codes("--support", "SNV") == []


def test_what_a_supporting_unit_does_not_report(helped: Clerk) -> None:
    say = ("log", "NV1", "x", "--support", "STP")
    for option in ("--percent", "--quantity", "--next", "--cause", "--corrects"):
        error = helped.refused(2, *say, option, "1")
        assert error["message"] == f"--support excludes {option}."
    helped.refused(4, "log", "NV1", "--support", "STP")
    helped.refused(4, "log", "NV1", "  ", "--support", "STP")
    helped.refused(4, "log", "NV1", "x", "--support", "STC")
    helped.refused(3, "log", "NV1", "x", "--support", "NONE")
    helped.refused(4, *say, "--on", "2026-09-30")
    helped.refused(4, *say, "--on", "2026-11-23")
    helped.refused(4, *say, "--on", "2026-11-10", "--done-on", "2026-11-11")
    helped.ok(*say, "--done")
    assert helped.refused(4, *say, "--done")["code"] == "already-done"
    helped.ok(*say)


def test_a_dry_run_reports_nothing(helped: Clerk) -> None:
    before = helped.digest()
    helped.ok("log", "NV1", "x", "--support", "STP", "--done", "--dry-run")
    helped.ok("task", "support", "NV1", "STP", "--due", "2026-11-09", *GROUNDS, "--dry-run")
    helped.ok("task", "support", "NV1", "STP", "--drop", *GROUNDS, "--dry-run")
    assert helped.digest() == before


def test_the_whole_finishes_what_was_not_reported(helped: Clerk) -> None:
    """A unit that reports afterwards says when its own part was done."""
    helped.ok("log", "NV1", "--done", "--on", "2026-11-15")
    assert standing(helped) == ("done-late", 5)
    assert part(helped)["done_with_whole"] is True
    assert "(with the whole task)" in part(helped)["status_label"]
    assert standing(helped, "XA1") == ("done-in-time", 0)
    helped.ok("log", "NV1", "--support", "STP", "--done-on", "2026-11-08", "--on", "2026-11-16")
    assert standing(helped) == ("done-in-time", 0)
    assert part(helped)["done_with_whole"] is False
    assert standing(helped, today="2026-11-15") == ("done-late", 5)


# The report


def test_late_cooperation_stands_with_the_supporting_unit(helped: Clerk) -> None:
    assert counts(helped) == {"STP": (0, 1, 0, 0, 0), "XA1": (0, 0, 0, 0, 1)}
    assert counts(helped, today="2026-11-10") == {"STP": (1, 0, 0, 0, 0), "XA1": (0, 0, 0, 0, 1)}
    helped.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-13")
    helped.ok("log", "NV1", "xong", "--support", "XA1", "--done", "--on", "2026-11-13")
    assert counts(helped) == {"STP": (0, 0, 0, 1, 0), "XA1": (0, 0, 1, 0, 0)}
    assert counts(helped, today="2026-11-12") == {"STP": (0, 1, 0, 0, 0), "XA1": (0, 0, 0, 0, 1)}
    out = helped.ok("report", "cooperation").out
    assert "Check: 0 open in time + 0 overdue + 1 done in time + 1 done late = 2 in all" in out
    assert "Late: Sở Tư pháp (STP): 1" in out
    late = helped.data("report", "cooperation", "--unit", "STP")[0]["late"]
    assert [(one["task"], one["lead"], one["status"], one["late_days"]) for one in late] == [
        ("NV1", "STC", "done-late", 3)
    ]


def test_the_report_is_narrowed(helped: Clerk) -> None:
    helped.task("No deadline", "--support", "STP")
    helped.ok("task", "support", "NV2", "STP", "--part", "x")
    assert counts(helped) == {"STP": (1, 1, 0, 0, 0), "XA1": (0, 0, 0, 0, 1)}
    assert counts(helped, "2026-11") == {"STP": (0, 1, 0, 0, 0), "XA1": (0, 0, 0, 0, 1)}
    assert counts(helped, "2026-10") == {}
    assert counts(helped, "2026-10", "--unit", "STP") == {"STP": (0, 0, 0, 0, 0)}
    helped.ok("log", "NV2", "--support", "STP", "--done", "--on", "2026-10-20")
    assert counts(helped, "2026-10") == {"STP": (0, 0, 1, 0, 0)}
    assert list(counts(helped, "--block", "xa")) == ["XA1"]
    assert helped.ok("report", "cooperation", "--block", "xa", "--if-any").out == ""
    helped.refused(3, "report", "cooperation", "--unit", "NONE")
    assert "No unit supports a task" in helped.ok("report", "cooperation", "2025").out


def test_what_is_not_asked_for_is_not_counted(helped: Clerk) -> None:
    """The parts of a task with sub-tasks, whose own supporting units count."""
    helped.task("Sub-task", "--parent", "NV1", "--support", "STP", "--assigned", "2026-11-15")
    assert counts(helped) == {"STP": (0, 0, 0, 0, 1)}
    assert counts(helped, today="2026-11-14") == {"STP": (0, 1, 0, 0, 0), "XA1": (0, 0, 0, 0, 1)}


# Schemes that judge supporting units


@pytest.fixture
def judged(helped: Clerk, tmp_path: Path) -> Clerk:
    """Return the clerk with a scheme that counts what units support, and November open."""
    path = tmp_path / "helping.toml"
    path.write_text(SCHEME, encoding="utf-8")
    helped.ok("scheme", "install", str(path))
    helped.ok("period", "open", "2026-11")
    return helped


def test_a_scheme_judges_a_unit_by_its_own_part(judged: Clerk) -> None:
    """Done in time though the lead has not finished; late though it is the lead's day that counts for others."""
    judged.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-09")
    assert score(judged, "STP") == 100
    assert score(judged, "XA1", today="2026-11-30") == 0
    assert score(judged, "STP", today="2026-11-08") in (0, None)


def test_a_scheme_finds_a_late_part(judged: Clerk) -> None:
    """Late by its own due date; the lead in time does not help; without an own part the whole counts."""
    judged.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-12")
    judged.ok("log", "NV1", "xong", "--done", "--on", "2026-11-20")
    assert (score(judged, "STP"), score(judged, "XA1")) == (0, 100)


def test_a_scheme_takes_the_whole_for_a_part_that_was_not_reported(judged: Clerk) -> None:
    judged.ok("log", "NV1", "xong", "--done", "--on", "2026-11-10")
    assert score(judged, "STP") == 100
    judged.ok("undo")
    judged.ok("log", "NV1", "xong", "--done", "--on", "2026-11-11")
    assert (score(judged, "STP"), score(judged, "XA1")) == (0, 100)


def test_a_scheme_takes_the_extended_day(judged: Clerk) -> None:
    """From the day from which it counts; a state of before tells the day of before."""
    judged.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-14")
    assert score(judged, "STP") == 0
    judged.ok("undo")
    judged.ok("task", "support", "NV1", "STP", "--due", "2026-11-15", *GROUNDS, "--on", "2026-11-10")
    judged.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-14")
    assert score(judged, "STP") == 100


def test_a_part_due_in_another_month_counts_there(judged: Clerk) -> None:
    """By its own due date, and not by that of the task."""
    judged.ok("task", "support", "NV1", "STP", "--due", "2026-10-31", *GROUNDS, "--on", "2026-10-20")
    judged.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-10-30")
    assert score(judged, "STP", "2026-11") is None
    judged.ok("period", "open", "2026-12")
    rows = judged.data("rank", "2026-11", "--scheme", "helping")
    assert [row["subject"] for row in rows if row["score"] is not None] == ["XA1"]


def test_a_withdrawn_whole_asks_for_nothing(judged: Clerk) -> None:
    """Neither by the report nor by a scheme, done or not."""
    judged.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-12")
    with writing(judged.db, Caller()) as register, register.write() as entry:
        change.record(entry, 1, "withdraw", Grounds(date(2026, 11, 15), "thôi", "1/QĐ", "Lê Thu"))
    assert score(judged, "STP") is None
    assert standing(judged) == ("idle", 0)
    assert counts(judged) == {}
    assert counts(judged, today="2026-11-14")["STP"] == (0, 0, 0, 1, 0)


def test_a_closed_score_of_support_stays(judged: Clerk) -> None:
    """What is reported after the closing counts in the next month, if at all."""
    judged.ok("log", "NV1", "xong", "--support", "STP", "--done", "--on", "2026-11-12")
    judged.ok("period", "close", "2026-11", "--scheme", "helping", today="2026-12-01")
    before = judged.data("rank", "2026-11", "--scheme", "helping")
    judged.ok("log", "NV1", "xong", "--support", "XA1", "--done", "--on", "2026-12-01", today="2026-12-02")
    assert judged.data("rank", "2026-11", "--scheme", "helping", today="2026-12-02") == before
    judged.refused(5, "log", "NV1", "x", "--support", "XA1", "--on", "2026-11-29", today="2026-12-02")
    assert judged.run("verify").code == 0


# -- who supported on a day ----------------------------------------------------------------------------------


def supporters(clerk: Clerk, today: str) -> list[str]:
    """Return the supporters of NV1 as list, filter and report tell them."""
    (row,) = clerk.data("task", "list", today=today)
    told = {one["unit"] for one in clerk.data("task", "show", "NV1", today=today)["supports"]}
    assert told == set(row["support"])
    for unit in ("STC", "STP", "XA1"):
        assert clerk.codes("--support", unit, today=today) == (["NV1"] if unit in told else [])
    return list(row["support"])


def test_a_hand_over_to_a_supporter_leaves_the_days_before_it(helped: Clerk) -> None:
    """Late cooperation is not wiped out by making the late one the lead."""
    before = counts(helped, today="2026-11-19")
    assert before["STP"][1] == 1
    helped.ok("task", "hand-over", "NV1", "--to", "STP", *GROUNDS, today="2026-11-20")
    assert supporters(helped, "2026-11-19") == ["STP", "XA1"]
    assert supporters(helped, "2026-11-20") == ["XA1"]
    assert counts(helped, today="2026-11-19") == before


def test_who_is_asked_later_was_not_late_before(helped: Clerk) -> None:
    helped.task("Khác", "--due", "2026-10-20", today="2026-10-01")
    helped.ok("task", "support", "NV2", "XA1", "--part", "Góp ý", today="2026-11-05")
    assert helped.data("task", "show", "NV2", today="2026-11-04")["support"] == []
    assert helped.data("task", "show", "NV2", today="2026-11-05")["support"] == ["XA1"]


def test_who_was_named_by_a_slip_never_supported(helped: Clerk) -> None:
    helped.task("Khác", today="2026-10-01")
    helped.ok("task", "support", "NV2", "XA1", "--part", "Góp ý", today="2026-11-05")
    helped.ok("undo", "--yes", today="2026-11-10")
    assert helped.data("task", "show", "NV2", today="2026-11-06")["support"] == []


def test_how_well_the_lead_did_says_nothing_of_a_part(judged: Clerk, tmp_path: Path) -> None:
    """Neither its quantity nor its failed review is the supporter's."""
    measures = (
        'done_quantity = { formula = "sum(done_quantity)" }\nfailed = { formula = "sum(failed_reviews)" }'
    )
    text = SCHEME.replace('code = "helping"', 'code = "own-part"').replace("[score]", f"{measures}\n[score]")
    path = tmp_path / "own-part.toml"
    path.write_text(text, encoding="utf-8")
    judged.ok("scheme", "install", str(path))
    judged.ok("log", "NV1", "Xong phần", "--support", "STP", "--done", today="2026-11-09")
    judged.ok("log", "NV1", "Một phần", "--quantity", "0.2", "--done", today="2026-11-12")
    judged.ok("task", "review", "NV1", "--fail", "--reason", "sai", today="2026-11-13")
    told = judged.data("score", "explain", "STP", "2026-11", "--scheme", "own-part")
    found = {line["code"]: line["value"] for line in told["lines"]}
    assert (found["done_quantity"], found["failed"]) == (1, 0)


def test_a_part_that_is_late_from_the_start(clerk: Clerk) -> None:
    clerk.task("Lập kế hoạch", "--due", "2026-12-20")
    words = ("task", "support", "NV1", "STP", "--due")
    assert "it is overdue from the start" in clerk.ok(*words, "2026-11-21", "--dry-run").err
    assert clerk.ok(*words, "2026-11-22", "--dry-run").err == ""
    error = clerk.refused(4, *words, "2026-12-21")
    assert error["message"] == (
        "The part of a supporting unit would be due on 2026-12-21, after the task, 2026-12-20."
    )
    assert "tasktrack task extend NV1" in error["remedy"]
