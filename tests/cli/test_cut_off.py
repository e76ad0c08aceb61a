"""The cut-off at the command line: who may still write, since when, by whose clock (rules BD5)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

from tasktrack import clock as clocks
from tasktrack.__main__ import main

MEETING = ("--meeting", "2026-11-28")  # with lock_days 3, entry locks at 24:00 of the 25th
PROGRESS = "task,on,percent\n{task},{on},40\n"


@pytest.fixture
def desk(clerk: Clerk) -> Clerk:
    """Return a clerk with one task and one month that locks on the 25th."""
    clerk.task()
    clerk.ok("period", "open", "2026-11", *MEETING)
    return clerk


def test_the_last_minute_and_the_first(desk: Clerk) -> None:
    """Until 24:00 of the lock day entry is open, by a moment given in the office's zone."""
    desk.ok("log", "NV1", "begun", today="2026-11-25T23:59")
    error = desk.refused(5, "log", "NV1", "late", "--on", "2026-11-25", today="2026-11-26T00:00")
    assert error["code"] == "period-locked"
    assert error["message"].endswith("belongs to period 2026-11, locked for entry since 24:00 2026-11-25.")
    assert error["remedy"] == "What comes later belongs to the next period: date the entry after 2026-11-25."
    desk.ok("log", "NV1", "in time for December", today="2026-11-26T00:00")


@pytest.mark.parametrize(
    ("zone", "last", "first"),
    [
        ("+07:00", (25, 16, 59), (25, 17, 0)),
        ("Asia/Ho_Chi_Minh", (25, 16, 59), (25, 17, 0)),
        ("+00:00", (25, 23, 59), (26, 0, 0)),
        ("Asia/Tokyo", (25, 14, 59), (25, 15, 0)),
    ],
)
def test_the_lock_follows_the_office_and_not_the_machine(
    clerk: Clerk,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    last: tuple[int, int, int],
    first: tuple[int, int, int],
) -> None:
    """A machine in UTC at 18:00 on the lock day is already past midnight in Hà Nội."""
    clerk.ok("config", "set", "zone", zone)
    clerk.task()
    clerk.ok("period", "open", "2026-11", *MEETING)

    def log(day: int, hour: int, minute: int) -> int:
        class Machine(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return datetime(2026, 11, day, hour, minute, tzinfo=UTC).astimezone(tz)

        monkeypatch.setattr(clocks, "datetime", Machine)
        code = main(
            ["--db", str(clerk.db), "--lang", "en", "--actor", "a", "log", "NV1", "x", "--on", "2026-11-24"]
        )
        monkeypatch.undo()
        return int(code)

    assert log(*last) == 0
    assert log(*first) == 5


def test_the_clock_of_the_office_decides_which_day_today_is(
    desk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 18:00 in UTC on the lock day an entry without --on speaks for the next day, of the next period."""

    class Machine(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2026, 11, 25, 18, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clocks, "datetime", Machine)
    assert main(["--db", str(desk.db), "--actor", "a", "log", "NV1", "x"]) == 0
    monkeypatch.undo()
    assert desk.data("task", "show", "NV1", today="2026-11-26")["last_progress_on"] == "2026-11-26"


def test_entries_of_a_file_meet_the_lock(desk: Clerk, tmp_path: Path) -> None:
    """Each row says so beside the other faults of the file: exit 4, and nothing is written."""
    path = tmp_path / "progress.csv"
    path.write_text(PROGRESS.format(task="NV1", on="2026-11-25"))
    desk.ok("progress", "import", str(path), today="2026-11-25")
    desk.ok("undo", today="2026-11-25")
    error = desk.refused(4, "progress", "import", str(path), today="2026-11-26")
    assert "row 2" in str(error["details"])
    assert "locked for entry since 24:00 2026-11-25" in str(error["details"])
    path.write_text(PROGRESS.format(task="NV1", on="2026-11-26"))
    desk.ok("progress", "import", str(path), today="2026-11-26")


def test_what_was_entered_is_corrected_and_taken_back_only_before_the_lock(desk: Clerk) -> None:
    """A review may still be given: it judges what was reported in time."""
    entry = str(desk.data("log", "NV1", "begun", "--done", today="2026-11-24")["entry"])
    entry = str(
        desk.data("log", "NV1", "begun and done", "--done", "--corrects", entry, today="2026-11-25")["entry"]
    )
    desk.refused(
        5,
        "log",
        "NV1",
        "again",
        "--done",
        "--corrects",
        entry,
        "--on",
        "2026-11-25",
        today="2026-11-26",
    )
    desk.refused(5, "log", "NV1", "again", "--corrects", entry, today="2026-11-26")
    desk.refused(5, "undo", today="2026-11-26")
    desk.ok("task", "review", "NV1", "--accept", today="2026-11-27")


def test_locking_again_changes_nothing(desk: Clerk) -> None:
    """A cron job that was started twice: the first lock stands, and the journal says nothing new."""
    first = desk.data("period", "lock", "2026-11", "--now", today="2026-11-22T17:00")
    before = desk.digest()
    again = desk.ok("period", "lock", "2026-11", "--now", today="2026-11-23T17:00").out
    assert again.splitlines() == [
        "Entry for 2026-11 has been locked since 17:00 2026-11-22.",
        "Entries dated after 2026-11-22 belong to the next period.",
        "The reports of the units for 2026-11 are due on 2026-11-22.",
    ]
    assert desk.digest() == before
    assert desk.data("period", "lock", "2026-11", "--now", today="2026-11-24") == first
    later = desk.data("period", "lock", "2026-11", "--now", "--reason", "A day more", today="2026-11-24")
    assert later["cut_on"] == "2026-11-24"
    desk.ok("period", "close", "2026-11", today="2026-11-24")
    assert (
        desk.refused(5, "period", "lock", "2026-11", "--now", today="2026-11-25")["code"] == "period-closed"
    )


def test_working_days_before_the_meeting_pass_over_a_holiday(clerk: Clerk) -> None:
    """Three working days before Monday 4 May 2026 lies Friday 24 April: 27 and 30 April and 1 May are off."""
    clerk.ok("config", "set", "lock_days_are", "working")
    found = clerk.data("period", "open", "2026-04", "--meeting", "2026-05-04", today="2026-04-02")
    assert found["locks_at"] == "2026-04-25T00:00:00+07:00"
    assert found["cut_on"] == "2026-04-24"


def test_when_the_reports_of_the_units_are_due(clerk: Clerk) -> None:
    """On the day that is set, else the lock day, else the cut."""
    clerk.ok("period", "open", "2026-10")
    assert clerk.data("period", "show", "2026-10")["reports_due_on"] == "2026-10-31"
    opened = clerk.data("period", "open", "2026-11", "--meeting", "2026-12-04", "--reports-due", "2026-12-02")
    assert (opened["cut_on"], opened["reports_due_on"]) == ("2026-11-30", "2026-12-02")
    clerk.ok("period", "open", "2026-12", "--meeting", "2027-01-05")
    assert clerk.data("period", "status", "2026-12")["reports_due_on"] == "2027-01-02"
    assert (
        clerk.data("period", "lock", "2026-12", "--meeting", "2027-01-04")["reports_due_on"] == "2027-01-01"
    )
    moved = clerk.ok("period", "lock", "2026-10", "--reports-due", "2026-11-03")
    assert moved.out == "The reports of the units for 2026-10 are due on 2026-11-03.\n"
    assert clerk.data("period", "show", "2026-10")["locks_at"] is None
    clerk.ok("undo")
    assert clerk.data("period", "show", "2026-10")["reports_due_on"] == "2026-10-31"
    assert "Reports due: 2026-12-02" in clerk.ok("period", "show", "2026-11").out
    assert "Hạn nộp báo cáo" in clerk.ok("period", "show", "2026-11", lang="vi").out


def test_a_quarter_has_no_lock_but_a_day_for_reports(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-Q4", "--reports-due", "2027-01-10")
    assert (
        clerk.data("period", "lock", "2026-Q4", "--reports-due", "2027-01-08")["reports_due_on"]
        == "2027-01-08"
    )
    assert "no lock of its own" in clerk.refused(4, "period", "lock", "2026-Q4", "--now")["message"]


@pytest.mark.parametrize("day", ["2026-10-31", "2027-11-30"])
def test_a_slip_in_the_day_of_reports_is_refused(clerk: Clerk, day: str) -> None:
    clerk.ok("period", "open", "2026-11")
    error = clerk.refused(4, "period", "lock", "2026-11", "--reports-due", day)
    assert error["message"] == f"Reports for 2026-11, 2026-11-01 to 2026-11-30, cannot be due on {day}."
    clerk.refused(4, "period", "open", "2026-12", "--reports-due", "31/11/2026")


def test_a_period_that_is_opened_again_keeps_the_day_of_its_reports(clerk: Clerk) -> None:
    """Its lock holds no longer, and who was in time stays so."""
    clerk.ok("period", "open", "2026-10", "--meeting", "2026-11-05")
    clerk.ok("period", "close", "2026-10")
    clerk.refused(5, "period", "lock", "2026-10", "--reports-due", "2026-11-10")
    clerk.ok(
        "period", "reopen", "2026-10", "--reason", "x", "--document", "1/QĐ", "--by", "Chủ tịch"
    )  # fmt: skip
    assert clerk.data("period", "show", "2026-10")["reports_due_on"] == "2026-11-02"
    clerk.ok("period", "close", "2026-10")
    assert clerk.ok("verify").code == 0
