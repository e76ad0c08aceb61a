"""Periods at the command line: windows, locks, the wall, closing in order (design, section 4)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

from tasktrack import clock as clocks
from tasktrack.__main__ import main

CONTRACT = {
    "key",
    "kind",
    "starts_on",
    "ends_on",
    "cut_on",
    "locks_at",
    "state",
    "revision",
    "seal",
    "schemes",
    "scheme",
}
CALENDAR = {
    "2026-W47": ("2026-11-16", "2026-11-22"),
    "2026-11": ("2026-11-01", "2026-11-30"),
    "2026-Q4": ("2026-10-01", "2026-12-31"),
    "2026-H2": ("2026-07-01", "2026-12-31"),
    "2026-9M": ("2026-01-01", "2026-09-30"),
    "2026": ("2026-01-01", "2026-12-31"),
}
STATUTORY = {  # NĐ 09/2019/NĐ-CP Art. 12
    "2026-01": ("2025-12-15", "2026-01-14"),
    "2026-11": ("2026-10-15", "2026-11-14"),
    "2026-Q1": ("2025-12-15", "2026-03-14"),
    "2026-Q4": ("2026-09-15", "2026-12-14"),
    "2026-H1": ("2025-12-15", "2026-06-14"),
    "2026-H2": ("2026-06-15", "2026-12-14"),
    "2026-9M": ("2025-12-15", "2026-09-14"),
    "2026": ("2025-12-15", "2026-12-14"),
}


def span(period: dict[str, Any]) -> tuple[str, str]:
    return period["starts_on"], period["ends_on"]


@pytest.fixture
def statutory(empty: Clerk) -> Clerk:
    empty.ok("config", "set", "windows", "statutory")
    return empty


def test_the_contract_of_period_show(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-11")
    found = clerk.data("period", "show", "2026-11")
    assert set(found) >= CONTRACT
    assert {name: found[name] for name in CONTRACT} == {
        "key": "2026-11",
        "kind": "month",
        "starts_on": "2026-11-01",
        "ends_on": "2026-11-30",
        "cut_on": "2026-11-30",
        "locks_at": None,
        "state": "open",
        "revision": 1,
        "seal": None,
        "schemes": [],
        "scheme": None,
    }


@pytest.mark.parametrize(("key", "days"), CALENDAR.items())
def test_calendar_windows(empty: Clerk, key: str, days: tuple[str, str]) -> None:
    assert span(empty.data("period", "open", key)) == days
    assert span(empty.data("period", "show", key)) == days


@pytest.mark.parametrize(("key", "days"), STATUTORY.items())
def test_statutory_windows(statutory: Clerk, key: str, days: tuple[str, str]) -> None:
    assert span(statutory.data("period", "open", key)) == days


def test_weeks_may_begin_on_thursday(empty: Clerk) -> None:
    empty.ok("config", "set", "week_starts", "thursday")
    assert span(empty.data("period", "open", "2026-W47")) == ("2026-11-12", "2026-11-18")


def test_the_window_of_a_longer_period_is_that_of_its_parts(clerk: Clerk) -> None:
    """The quarter begins after the cut of the month before it, and ends with the cut of its last month."""
    clerk.ok("period", "open", "2026-09", "--meeting", "2026-09-28")
    for key in ("2026-10", "2026-11", "2026-12", "2026-Q4", "2027-Q1"):
        clerk.ok("period", "open", key)
    clerk.ok("period", "lock", "2026-12", "--meeting", "2026-12-20")
    days = {one["key"]: (one["data_from"], one["cut_on"]) for one in clerk.data("period", "list")}
    assert days["2026-09"] == ("2026-09-01", "2026-09-25")
    assert days["2026-10"] == ("2026-09-26", "2026-10-31")
    assert days["2026-Q4"] == ("2026-09-26", "2026-12-17")
    assert days["2027-Q1"] == ("2026-12-18", "2027-03-31")


def test_the_list_is_in_order_of_time(clerk: Clerk) -> None:
    for key in ("2026-11", "2026-10", "2026-Q4"):
        clerk.ok("period", "open", key)
    assert [one["key"] for one in clerk.data("period", "list")] == ["2026-10", "2026-Q4", "2026-11"]
    assert [one["key"] for one in clerk.data("period", "list", "--kind", "quarter")] == ["2026-Q4"]
    assert clerk.refused(4, "period", "list", "--kind", "decade")["code"] == "invalid"


def test_a_kind_without_neighbour_may_have_other_windows(empty: Clerk) -> None:
    year = empty.data("period", "open", "2026", "--windows", "statutory")
    assert (span(year), year["windows"]) == (STATUTORY["2026"], "statutory")
    following = empty.data("period", "open", "2027")
    assert span(following) == ("2026-12-15", "2027-12-14"), "the kind keeps its windows"
    error = empty.refused(4, "period", "open", "2028", "--windows", "calendar")
    assert "opened with --windows statutory" in error["message"]
    empty.ok("period", "open", "2026-11")
    assert (
        "opened with --windows calendar"
        in empty.refused(4, "period", "open", "2026-12", "--windows", "statutory")["message"]
    )
    assert empty.refused(4, "period", "open", "2028-Q1", "--windows", "lunar")["code"] == "invalid"


def test_periods_leave_no_gap_and_stand_once(empty: Clerk) -> None:
    empty.ok("period", "open", "2026-10")
    assert empty.refused(4, "period", "open", "2026-10")["code"] == "exists"
    assert "2026-11 was never opened" in empty.refused(4, "period", "open", "2026-12")["message"]
    assert "2026-09 was never opened" in empty.refused(4, "period", "open", "2026-08")["message"]
    empty.ok("period", "open", "2026-09")
    empty.ok("period", "open", "2026-11")
    empty.ok("period", "close", "2026-09")
    assert "before a closed period" in empty.refused(4, "period", "open", "2026-08")["message"]


def test_windows_are_fixed_once_a_period_is_open(empty: Clerk) -> None:
    empty.ok("period", "open", "2026-10")
    assert "windows cannot change" in empty.refused(4, "config", "set", "windows", "statutory")["message"]


def test_periods_of_people_exist_where_their_windows_differ(empty: Clerk) -> None:
    error = empty.refused(4, "period", "open", "P2026-11")
    assert "Use 2026-11" in error["remedy"]
    empty.ok("config", "set", "windows", "statutory")
    assert span(empty.data("period", "open", "2026-11")) == STATUTORY["2026-11"]
    people = empty.data("period", "open", "P2026-11")
    assert (people["key"], span(people)) == ("P2026-11", CALENDAR["2026-11"])
    assert span(empty.data("period", "open", "P2026")) == CALENDAR["2026"]
    assert empty.refused(4, "period", "open", "P2026-W47")["code"] == "invalid"


@pytest.mark.parametrize(
    ("days", "how", "meeting", "locks_at"),
    [
        ("3", "calendar", "2026-11-28", "2026-11-26T00:00:00+07:00"),
        ("0", "calendar", "2026-11-28", "2026-11-29T00:00:00+07:00"),
        ("3", "working", "2026-11-30", "2026-11-26T00:00:00+07:00"),  # Thursday and Friday, then the weekend
        ("1", "working", "2026-11-30", "2026-11-28T00:00:00+07:00"),
    ],
)
def test_entry_locks_some_days_before_the_meeting(
    clerk: Clerk, days: str, how: str, meeting: str, locks_at: str
) -> None:
    clerk.ok("config", "set", "lock_days", days)
    clerk.ok("config", "set", "lock_days_are", how)
    opened = clerk.data("period", "open", "2026-11", "--meeting", meeting)
    assert opened["locks_at"] == locks_at
    assert opened["meeting_on"] == meeting
    last = locks_at[:8] + f"{int(locks_at[8:10]) - 1:02}"
    assert opened["cut_on"] == last
    assert f"locks at 24:00 {last}" in clerk.ok("period", "lock", "2026-11", "--meeting", meeting).out


def test_a_meeting_after_the_period_leaves_it_whole(clerk: Clerk) -> None:
    assert clerk.data("period", "open", "2026-11", "--meeting", "2026-12-10")["cut_on"] == "2026-11-30"


def test_a_lock_before_the_first_day_is_refused(clerk: Clerk) -> None:
    error = clerk.refused(4, "period", "open", "2026-11", "--meeting", "2026-11-02")
    assert "would lock on 2026-10-30, before its first day 2026-11-01" in error["message"]


def test_after_the_lock_entries_belong_to_the_next_period(clerk: Clerk) -> None:
    task = clerk.task()
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-11-28")
    clerk.ok("log", task, "begun", today="2026-11-25")
    assert clerk.data("period", "show", "2026-11", today="2026-11-25")["state"] == "open"
    assert clerk.data("period", "show", "2026-11", today="2026-11-26")["state"] == "locked"
    error = clerk.refused(5, "log", task, "more", "--on", "2026-11-25", today="2026-11-26")
    assert error["code"] == "period-locked"
    assert "2026-11-25 belongs to period 2026-11, locked for entry since 24:00 2026-11-25" in error["message"]
    assert "date the entry after 2026-11-25" in error["remedy"]
    clerk.ok("log", task, "more", today="2026-11-26")
    following = clerk.data("period", "open", "2026-12", today="2026-11-26")
    assert (following["starts_on"], following["data_from"]) == ("2026-12-01", "2026-11-26")


def test_the_lock_is_reckoned_in_the_office_zone(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine in UTC at 17:30 on the lock day is already past midnight in Hà Nội."""
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-11-28")

    def state(moment: datetime) -> str:
        class Machine(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return moment.astimezone(tz)

        monkeypatch.setattr(clocks, "datetime", Machine)
        clerk.capsys.readouterr()
        assert main(["--db", str(clerk.db), "period", "show", "2026-11", "--format", "csv"]) == 0
        return clerk.capsys.readouterr().out

    assert "\nstate,open" in state(datetime(2026, 11, 25, 16, 59, 59, tzinfo=UTC))
    assert "\nstate,locked" in state(datetime(2026, 11, 25, 17, 30, tzinfo=UTC))


def test_lock_now_and_lock_later(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-11-28")
    assert clerk.refused(2, "period", "lock", "2026-11")["code"] == "usage"
    assert (
        clerk.refused(2, "period", "lock", "2026-11", "--now", "--meeting", "2026-11-27")["code"] == "usage"
    )
    locked = clerk.data("period", "lock", "2026-11", "--now")
    assert (locked["state"], locked["cut_on"]) == ("locked", "2026-11-22")
    error = clerk.refused(4, "period", "lock", "2026-11", "--meeting", "2026-11-27")
    assert "later than announced" in error["message"]
    moved = clerk.data(
        "period", "lock", "2026-11", "--meeting", "2026-11-27", "--reason", "The chair is away"
    )
    assert (moved["state"], moved["cut_on"]) == ("open", "2026-11-24")
    newest = clerk.data("history")[0]
    assert (newest["command"], newest["reason"]) == ("period lock", "The chair is away")


def test_a_key_that_was_never_opened(clerk: Clerk) -> None:
    for words in (("show",), ("status",), ("lock", "--now"), ("close",)):
        error = clerk.refused(3, "period", words[0], "2026-11", *words[1:])
        assert error["code"] == "not-found"
        assert "tasktrack period open 2026-11" in error["remedy"]
    assert clerk.refused(4, "period", "show", "2026-13")["code"] == "invalid"


def test_close_waits_for_the_cut(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-11")
    error = clerk.refused(4, "period", "close", "2026-11")
    assert error["code"] == "not-closable"
    assert "Its last day, 2026-11-30, is not over" in error["details"][0]
    assert "not over" in clerk.data("period", "status", "2026-11")["blockers"][0]
    clerk.refused(4, "period", "close", "2026-11", today="2026-11-30")
    closed = clerk.data("period", "close", "2026-11", today="2026-12-01")
    assert closed["state"] == "closed"
    assert len(closed["seal"]) == 64


def test_a_locked_period_closes_before_its_last_day(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-11")
    clerk.ok("period", "lock", "2026-11", "--now")
    assert clerk.data("period", "status", "2026-11")["blockers"] == []
    clerk.ok("period", "close", "2026-11")
    found = clerk.data("period", "show", "2026-11")
    assert (found["state"], found["cut_on"], found["ends_on"]) == ("closed", "2026-11-22", "2026-11-30")
    assert (found["scheme"], found["schemes"]) == ("unit-tasks", ["unit-tasks"])


def test_periods_close_in_order_and_once(clerk: Clerk) -> None:
    for key in ("2026-09", "2026-10", "2026-Q4"):
        clerk.ok("period", "open", key)
    error = clerk.refused(4, "period", "close", "2026-10")
    assert error["details"] == ["2026-09 comes before it and is still open."]
    clerk.ok("period", "close", "2026-09")
    clerk.ok("period", "close", "2026-10")
    again = clerk.refused(5, "period", "close", "2026-10")
    assert (again["code"], "closed already" in again["message"]) == ("period-closed", True)
    assert clerk.refused(5, "period", "lock", "2026-10", "--now")["code"] == "period-closed"


def test_a_quarter_closes_after_its_months(clerk: Clerk) -> None:
    for key in ("2026-07", "2026-08", "2026-Q3"):
        clerk.ok("period", "open", key)
    clerk.ok("period", "close", "2026-07")
    error = clerk.refused(4, "period", "close", "2026-Q3")
    assert error["details"] == [
        "2026-08, a part of it, is not closed.",
        "2026-09, a part of it, is not closed.",
    ]
    clerk.ok("period", "open", "2026-09")
    clerk.ok("period", "close", "2026-08")
    clerk.ok("period", "close", "2026-09")
    clerk.ok("period", "close", "2026-Q3")


def test_a_year_of_marks_alone_needs_no_months(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2025")
    assert clerk.refused(4, "period", "close", "2025")["code"] == "not-closable"
    clerk.ok("period", "close", "2025", "--scheme", "par-index")
    assert clerk.data("period", "show", "2025")["schemes"] == ["par-index"]


def test_weeks_and_kinds_below_the_base_are_never_closed(clerk: Clerk) -> None:
    clerk.ok("config", "set", "base_kind", "quarter")
    clerk.ok("period", "open", "2026-W46")
    clerk.ok("period", "open", "2026-10")
    assert "Weeks are never closed." in clerk.refused(4, "period", "close", "2026-W46")["details"]
    error = clerk.refused(4, "period", "close", "2026-10")
    assert "Only quarter and longer periods are closed." in error["details"]


def test_a_scheme_must_fit_the_kind(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-10")
    assert (
        "is not for a month"
        in clerk.refused(4, "period", "close", "2026-10", "--scheme", "par-index")["message"]
    )
    assert clerk.refused(3, "period", "close", "2026-10", "--scheme", "nothing")["code"] == "not-found"


def test_people_are_not_scored_by_a_scheme_of_units(empty: Clerk) -> None:
    empty.ok("config", "set", "windows", "statutory")
    empty.ok("period", "open", "P2026-10")
    assert "scores units" in empty.refused(4, "period", "close", "P2026-10")["message"]


def test_reviews_are_taken_until_the_closing(clerk: Clerk) -> None:
    accepted, failed = clerk.task("First"), clerk.task("Second")
    clerk.ok("period", "open", "2026-11")
    for task in (accepted, failed):
        clerk.ok("log", task, "--done")
    clerk.ok("period", "lock", "2026-11", "--now")
    clerk.ok("task", "review", accepted, "--accept")
    clerk.ok("period", "close", "2026-11")
    error = clerk.refused(5, "task", "review", failed, "--fail")
    assert (error["code"], "2026-11, which is closed" in error["message"]) == ("period-closed", True)


def test_the_wall(clerk: Clerk) -> None:
    task = clerk.task()
    clerk.ok("period", "open", "2026-10")
    entry = clerk.data("log", task, "begun", "--on", "2026-10-20")["entry"]
    clerk.ok("period", "close", "2026-10")
    error = clerk.refused(5, "log", task, "more", "--on", "2026-10-31")
    assert error == {
        "code": "period-closed",
        "message": "2026-10-31 belongs to period 2026-10, which is closed.",
        "remedy": "Its figures stay as they are. Date the entry after the period, or have the period reopened.",
    }
    clerk.refused(5, "log", task, "corrected", "--corrects", str(entry))
    clerk.ok("log", task, "--done", "--done-on", "2026-10-31")


def test_close_dry_run_prints_the_table_and_writes_nothing(clerk: Clerk) -> None:
    clerk.task("Draft", "--due", "2026-10-20")
    clerk.ok("period", "open", "2026-10")
    before = clerk.digest()
    said = clerk.ok("period", "close", "2026-10", "--dry-run")
    assert "Dry run, nothing is written." in said.out
    assert "Seal" not in said.out
    assert "Sở Tài chính" in said.out
    found = clerk.data("period", "close", "2026-10", "--dry-run")
    assert found["seal"] is None
    assert clerk.digest() == before
    closed = clerk.data("period", "close", "2026-10")
    as_open = [{**one, "state": "open", "seal": None} for one in closed["rankings"]]
    assert found["rankings"] == as_open
    assert f"Seal: {closed['seal']}" not in said.out


def test_closing_prints_the_seal_and_chains_it(clerk: Clerk) -> None:
    for key in ("2026-09", "2026-10"):
        clerk.ok("period", "open", key)
    first = clerk.data("period", "close", "2026-09")
    assert first["previous_seal"] is None
    second = clerk.data("period", "close", "2026-10")
    assert second["previous_seal"] == first["seal"] != second["seal"]
    assert clerk.ok("verify").code == 0


def test_status_counts_what_is_due(clerk: Clerk) -> None:
    done, _left = clerk.task("One", "--due", "2026-11-10"), clerk.task("Two", "--due", "2026-11-12")
    clerk.task("Three", "--due", "2026-12-20")
    clerk.ok("config", "set", "done_needs_review", "yes")
    clerk.ok("period", "open", "2026-11")
    clerk.ok("log", done, "--done")
    found = clerk.data("period", "status", "2026-11")
    assert (found["due"], found["done"], found["unfinished"], found["silent"]) == (2, 0, 2, 1)
    assert found["awaiting_review"] == [done]
    clerk.ok("task", "review", done, "--accept")
    found = clerk.data("period", "status", "2026-11")
    assert (found["due"], found["done"], found["unfinished"]) == (2, 1, 1)
    assert "Check: 1 + 1 = 2" in clerk.ok("period", "status", "2026-11").out


def test_a_dry_run_opens_nothing(clerk: Clerk) -> None:
    before = clerk.digest()
    assert "2026-11" in clerk.ok("period", "open", "2026-11", "--dry-run").out
    assert clerk.digest() == before
    assert clerk.data("period", "list") == []


def test_whether_review_is_asked_is_settled_before_the_first_closing(clerk: Clerk) -> None:
    """Otherwise work counted as done could be finished, and counted, a second time."""
    clerk.ok("config", "set", "done_needs_review", "yes")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("config", "set", "done_needs_review", "no")
    clerk.ok("period", "close", "2026-10")
    clerk.refused(4, "config", "set", "done_needs_review", "yes")
    clerk.ok("config", "set", "done_needs_review", "no")


def test_a_date_is_not_corrected_into_a_closed_window(clerk: Clerk) -> None:
    """The closing did not count the task there."""
    clerk.ok("period", "open", "2026-10")
    task = clerk.task("Draft", "--due", "2026-12-31", "--assigned", "2026-11-02", today="2026-11-02")
    clerk.ok("period", "close", "2026-10", today="2026-11-03")
    clerk.refused(4, "task", "edit", task, "--assigned", "2026-10-05", today="2026-11-03")
    refusal = clerk.refused(
        4, "task", "edit", task, "--due", "2026-10-20", "--assigned", "2026-10-05", today="2026-11-03"
    )
    assert "2026-10" in refusal["message"]
    clerk.ok("task", "edit", task, "--due", "2026-11-20", today="2026-11-03")


def test_a_year_too_many_is_refused(empty: Clerk) -> None:
    """The first period binds all others: those before it could never be opened next to the right one."""
    error = empty.refused(4, "period", "open", "2027-10", today="2026-10-05")
    assert (error["code"], error["remedy"]) == ("too-far", "Check the year.")
    assert "2027-10-01" in error["message"]
    assert "2026-10-05" in error["message"]
    empty.ok("period", "open", "2026-10", today="2026-10-05")
    assert empty.refused(4, "period", "open", "2027-11", today="2026-10-05")["code"] == "too-far"


@pytest.mark.parametrize(("today", "exit_code"), [("2026-06-25", 0), ("2026-06-24", 4)])
def test_a_period_is_opened_at_most_190_days_ahead(empty: Clerk, today: str, exit_code: int) -> None:
    assert empty.run("period", "open", "2027", today=today).code == exit_code


def test_a_closing_into_a_file_still_says_that_it_is_done(clerk: Clerk, tmp_path: Path) -> None:
    for key in ("2026-08", "2026-09", "2026-10"):
        clerk.ok("period", "open", key)
    dry = clerk.ok("period", "close", "2026-08", "--dry-run", "--output", str(tmp_path / "dry.txt"))
    assert "would be closed" in dry.err
    assert "Seal" not in dry.err
    said = clerk.ok("period", "close", "2026-08", "--output", str(tmp_path / "table.csv"))
    assert said.out == ""
    assert "closed, closing no. 1" in said.err
    assert f"Seal: {clerk.data('period', 'show', '2026-08')['seal']}" in said.err
    assert "closed, closing no." not in clerk.ok("period", "close", "2026-09").err


def test_a_file_that_cannot_be_written_is_told_before_the_period_is_closed(
    clerk: Clerk, tmp_path: Path
) -> None:
    clerk.ok("period", "open", "2026-09")
    clerk.refused(4, "period", "close", "2026-09", "--output", str(tmp_path / "none" / "table.csv"))
    assert clerk.data("period", "show", "2026-09")["seal"] is None


def test_opened_again_with_a_meeting_points_to_lock(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-11")
    remedy = clerk.refused(4, "period", "open", "2026-11", "--meeting", "2026-12-05")["remedy"]
    assert "tasktrack period lock 2026-11 --meeting 2026-12-05" in remedy
    assert "period show" in clerk.refused(4, "period", "open", "2026-11")["remedy"]
