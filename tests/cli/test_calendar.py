"""The calendar of working days from the command line, and the due dates reckoned by it."""

from collections.abc import Iterable

import pytest
from clerk import Clerk

from tasktrack.services import calendar as calendars

TET = ("2027-02-04", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10")
DECIDED = ("--off", "--name", "Tết Nguyên đán", "--decision", "Thông báo 1/TB-BNV ngày 1/12/2026")
SETTLED = ("Tết Nguyên đán", "official", "Thông báo 1/TB-BNV ngày 1/12/2026")
Shipped = dict[str, str | None]


def rows(clerk: Clerk, year: str) -> dict[str, dict[str, object]]:
    """Return the days of a year by their date."""
    return {str(row["date"]): row for row in clerk.data("calendar", "list", year)}


def row(on: str, status: str = "official", decision: str | None = "CV 1", kind: str = "off") -> Shipped:
    """Return a day as a later version of the program might ship it."""
    return {"on_day": on, "kind": kind, "name": "Tết Nguyên đán", "status": status, "decision": decision}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[Shipped]:
    """Return what the next version of the program ships, to be filled by the test."""
    shipped: list[Shipped] = []

    def ships() -> Iterable[Shipped]:
        return iter(shipped)

    monkeypatch.setattr(calendars, "vietnam_days", ships)
    return shipped


def changes(clerk: Clerk, *words: str) -> dict[str, str]:
    """Refresh and return what happened to which day."""
    return {one["date"]: one["change"] for one in clerk.data("calendar", "refresh", *words)}


# -- due dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("+5wd", "2026-10-08"),
        ("+10d", "2026-10-11"),
        ("trong 5 ngày làm việc", "2026-10-08"),
        ("within 10 days", "2026-10-12"),
        ("trong 2 tháng", "2026-12-01"),
        ("trước ngày 10/3/2027", "2027-03-09"),
    ],
)
def test_a_span_counts_from_the_day_of_assignment(clerk: Clerk, typed: str, day: str) -> None:
    """And not from today, which is seven weeks later; a corrected task keeps to its own day."""
    task = clerk.task("Draft", "--due", typed)
    shown = clerk.data("task", "show", task)
    assert (shown["due_on"], shown["due_original"], shown["due_text"]) == (day, day, None)
    other = clerk.task("Other", "--due", "none")
    assert clerk.data("task", "edit", other, "--due", typed)["due_on"] == day


def test_the_day_understood_is_said_with_its_weekday(clerk: Clerk) -> None:
    """When a task is registered and when its due date is corrected."""
    said = clerk.ok("task", "add", "Draft", "--lead", "STC", "--assigned", "2026-10-01", "--due", "+5wd")
    assert said.out.splitlines()[-1] == "Assigned 2026-10-01 (Thursday); due: 2026-10-08 (Thursday)."
    said = clerk.ok("task", "edit", "NV1", "--due", "trong 10 ngày")
    assert said.out.splitlines()[-1] == "Due: 2026-10-08 (Thursday) -> 2026-10-12 (Monday)"


def test_a_corrected_day_of_assignment_moves_no_due_date(clerk: Clerk) -> None:
    """Unless the span is given again; then the new day counts, also in the same command."""
    task = clerk.task("Draft", "--due", "+5wd")
    assert clerk.data("task", "edit", task, "--assigned", "2026-10-05")["due_on"] == "2026-10-08"
    assert clerk.data("task", "edit", task, "--due", "+5wd")["due_on"] == "2026-10-12"
    both = clerk.data("task", "edit", task, "--due", "+5wd", "--assigned", "2026-10-06")
    assert (both["assigned_on"], both["due_on"]) == ("2026-10-06", "2026-10-13")


def test_a_span_that_is_none_is_refused_with_the_ways_to_write_one(clerk: Clerk) -> None:
    for typed in ("ngay", "khẩn", "trong 2 tuần", "10 ngày"):
        said = clerk.refused(4, "task", "add", "Draft", "--lead", "STC", "--due", typed)
        assert "within 5 working days" in said["remedy"]


def test_a_day_of_its_own_does_not_make_a_year_known(clerk: Clerk) -> None:
    """Five days off do: then the office has entered the year's holidays itself."""
    clerk.today = "2027-12-22"
    add = ("task", "add", "Draft", "--lead", "STC", "--due", "+100wd")
    clerk.ok("calendar", "add", "2028-01-10", *DECIDED)
    assert "no calendar of 2028" in clerk.ok(*add).err
    checks = clerk.run("doctor", "--format", "json").json["data"]
    (row,) = [one for one in checks if one["check"] == "calendar"]
    assert (row["state"], "no holidays of 2028" in row["finding"]) == ("advice", True)
    clerk.ok("calendar", "add", "2028-01-11..2028-01-14", *DECIDED)
    assert "no calendar of 2028" not in clerk.ok(*add).err


def test_what_is_not_decided_of_the_calendar_is_said(clerk: Clerk) -> None:
    """Provisional days that were crossed, and years of which nothing is known; nothing when all is decided."""
    clerk.today = "2026-12-01"
    titles = iter("ABCDEFGHIJ")

    def add() -> tuple[str, ...]:
        return ("task", "add", next(titles), "--lead", "STC", "--assigned", "2026-12-01", "--due")

    assert clerk.ok(*add(), "+20wd").err == ""
    crossed = clerk.ok(*add(), "+30wd")
    assert crossed.err.startswith("Warning: The calendar of 2027 is provisional: 2027-01-01 may still")
    assert clerk.data(*add(), "+30wd")["warnings"] == [crossed.err.removeprefix("Warning: ").strip()]
    assert "no calendar of 2028" in clerk.ok(*add(), "trong 2 năm").err
    assert clerk.ok(*add(), "trong 64 ngày").err == ""  # 3 February 2027: nothing hangs on Tết
    assert "2027-02-04, 2027-02-05, 2027-02-08" in clerk.ok(*add(), "trong 65 ngày").err
    assert clerk.ok(*add(), "2027-02-05").err == ""
    assert "provisional" in clerk.ok("task", "edit", "NV1", "--due", "+30wd").err
    assert clerk.ok("task", "edit", "NV1", "--title", "Other").err == ""


# -- list and show -------------------------------------------------------------------------------------------


def test_days_are_listed_with_their_decisions(clerk: Clerk) -> None:
    """By year, or all; each says whether it came with the program."""
    found = rows(clerk, "2026")
    assert found["2026-08-22"] == {
        "date": "2026-08-22",
        "weekday": 6,
        "weekday_label": "Saturday",
        "kind": "work",
        "kind_label": "worked",
        "name": "Làm bù cho 2026-08-31",
        "status": "official",
        "status_label": "official",
        "decision": "Thông báo 9441/TB-BNV ngày 16/10/2025",
        "source": "program",
        "source_label": "program",
    }
    assert list(found) == sorted(found)
    assert {one["status"] for one in rows(clerk, "2027").values()} == {"provisional"}
    assert len(clerk.data("calendar", "list")) == len(clerk.data("calendar", "list", "--limit", "0")) > 50


def test_a_year_without_rows_says_what_to_do(clerk: Clerk) -> None:
    assert clerk.data("calendar", "list", "2028") == []
    assert "tasktrack calendar add" in clerk.ok("calendar", "list", "2028").out


def test_a_month_is_shown_by_weeks(clerk: Clerk) -> None:
    """Days off stand in brackets, and special days below."""
    lines = clerk.ok("calendar", "show", "2026-08").out.splitlines()
    assert lines[2].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert "17 18 19 20 21 22 (23)" in [" ".join(line.split()) for line in lines]
    assert "(31)" in lines
    assert "21 working days; days off stand in brackets." in lines
    assert any(line.startswith("2026-08-22  Saturday  worked") for line in lines)
    shown = clerk.data("calendar", "show", "8/2026")
    assert (shown["month"], shown["working_days"], len(shown["days"])) == ("2026-08", 21, 31)
    assert sum(day["working"] for day in shown["days"]) == 21
    assert (shown["days"][30]["working"], shown["days"][30]["kind"]) == (False, "off")
    assert shown["days"][0]["kind"] is None
    assert clerk.data("calendar", "show")["month"] == "2026-11"
    clerk.refused(4, "calendar", "show", "2026")
    clerk.refused(4, "calendar", "show", "13/2026")


# -- add and remove ------------------------------------------------------------------------------------------


def test_the_office_enters_a_day_of_its_own(clerk: Clerk) -> None:
    """It is reckoned with from then on, and what was reckoned before stays."""
    before = clerk.task("Before", "--assigned", "2026-11-20", "--due", "+2wd")
    said = clerk.ok(
        "calendar", "add", "2026-11-23", "--off", "--name", "Ngày truyền thống", "--decision", "QĐ 5"
    )
    assert said.out.splitlines()[0] == "2026-11-23 (Monday): off, Ngày truyền thống."
    assert "stay as they are" in said.out
    assert rows(clerk, "2026")["2026-11-23"]["source"] == "office"
    after = clerk.task("After", "--assigned", "2026-11-20", "--due", "+2wd")
    days = [clerk.data("task", "show", task)["due_on"] for task in (before, after)]
    assert days == ["2026-11-25", "2026-11-26"]


def test_a_saturday_is_worked(clerk: Clerk) -> None:
    clerk.ok("calendar", "add", "28/11/2026", "--work", "--name", "Làm bù", "--decision", "QĐ 5")
    task = clerk.task("Draft", "--assigned", "2026-11-27", "--due", "+1wd", today="2026-11-27")
    assert clerk.data("task", "show", task, today="2026-11-28")["due_on"] == "2026-11-28"


def test_a_provisional_day_of_the_office_warns(clerk: Clerk) -> None:
    clerk.ok("calendar", "add", "2026-11-23", "--off", "--name", "Dự kiến", "--provisional")
    task = clerk.ok("task", "add", "Draft", "--lead", "STC", "--due", "+1wd")
    assert "The calendar of 2026 is provisional: 2026-11-23" in task.err
    clerk.refused(4, "calendar", "add", "2026-11-23", "--off", "--name", "x", "--provisional")
    clerk.ok("calendar", "add", "2026-11-23", "--off", "--name", "Nghỉ", "--decision", "QĐ 6")
    assert rows(clerk, "2026")["2026-11-23"]["decision"] == "QĐ 6"


@pytest.mark.parametrize("words", [("2027-02-04..2027-02-11",), ("2027-02-04", "--to", "11/2/2027")])
def test_several_days_settle_what_was_provisional(clerk: Clerk, words: tuple[str, ...]) -> None:
    """The decision takes the place of the days by rule; the weekend between them is passed over."""
    done = clerk.data("calendar", "add", *words, *DECIDED)
    assert [day["date"] for day in done["days"]] == [*TET, "2027-02-11"]
    assert (tuple(done["settled"]), done["passed_over"]) == (TET, ["2027-02-06", "2027-02-07"])
    found = rows(clerk, "2027")
    for day in (*TET, "2027-02-11"):
        assert (found[day]["name"], found[day]["status"], found[day]["decision"]) == SETTLED
        assert found[day]["source"] == "office"
    assert clerk.ok("task", "add", "Draft", "--lead", "STC", "--due", "trong 76 ngày").err == ""


@pytest.mark.parametrize(
    "words",
    [
        ("2026-09-01", *DECIDED),  # off already
        ("2026-09-02", "--work", "--name", "x", "--decision", "y"),  # a holiday
        ("2026-11-23", "--work", "--name", "x", "--decision", "y"),  # worked anyway
        ("2026-11-28", *DECIDED),  # a Saturday that is off anyway
        ("2026-08-22", *DECIDED),  # a Saturday worked by decision
        ("2026-08-22", "--work", "--name", "x", "--decision", "y"),
        ("2026-11-27..2026-11-30", "--work", "--name", "x", "--decision", "y"),
        ("2026-11-28..2026-11-29", *DECIDED),
        ("2026-08-28..2026-08-31", *DECIDED),
        ("2026-11-25..2026-11-23", *DECIDED),
        ("2026-12-01..2027-12-31", *DECIDED),
        ("2026-11-23", "--off", "--name", " ", "--decision", "y"),
        ("2026-02-30", *DECIDED),
    ],
)
def test_days_that_do_not_fit_are_refused(clerk: Clerk, words: tuple[str, ...]) -> None:
    assert clerk.refused(4, "calendar", "add", *words)["remedy"]


@pytest.mark.parametrize(
    "words",
    [
        ("2026-11-23", "--name", "x", "--decision", "y"),
        ("2026-11-23", "--off", "--work", "--name", "x", "--decision", "y"),
        ("2026-11-23", "--off", "--name", "x"),
        ("2026-11-23", "--off", "--name", "x", "--decision", " "),
        ("2026-11-23", "--off", "--decision", "y"),
        ("2026-11-23..2026-11-25", "--to", "2026-11-26", *DECIDED),
    ],
)
def test_half_said_commands_are_usage_faults(clerk: Clerk, words: tuple[str, ...]) -> None:
    clerk.refused(2, "calendar", "add", *words)


def test_a_day_is_taken_out_with_a_reason(clerk: Clerk) -> None:
    said = clerk.ok("calendar", "remove", "2026-11-24", "--reason", "Trực cả cơ quan")
    assert "Taken out of the calendar: 2026-11-24 (Tuesday), off, Ngày Văn hóa Việt Nam." in said.out
    assert "2026-11-24" not in rows(clerk, "2026")
    assert clerk.data("history", "--limit", "1")[0]["reason"] == "Trực cả cơ quan"
    clerk.refused(3, "calendar", "remove", "2026-11-24", "--reason", "x")
    clerk.refused(4, "calendar", "remove", "2026-09-02", "--reason", " ")
    clerk.refused(2, "calendar", "remove", "2026-09-02")


def test_locks_reckoned_before_stay(clerk: Clerk) -> None:
    """A lock counted in working days is a moment once it is set."""
    clerk.ok("config", "set", "lock_days_are", "working")
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-11-30")
    locks = clerk.data("period", "show", "2026-11")["locks_at"]
    clerk.ok("calendar", "add", "2026-11-26..2026-11-27", *DECIDED)
    assert clerk.data("period", "show", "2026-11")["locks_at"] == locks


# -- refresh -------------------------------------------------------------------------------------------------


def test_a_fresh_register_has_nothing_to_take_over(clerk: Clerk) -> None:
    before = clerk.digest()
    assert "holds everything" in clerk.ok("calendar", "refresh").out
    assert clerk.digest() == before


def test_days_decided_since_are_taken_over(clerk: Clerk, later: list[Shipped]) -> None:
    """Provisional days become official, new ones come, those that were not decided go; a dry run says so."""
    later += [row(day) for day in TET[1:]] + [row("2027-02-11"), row("2027-04-16", "provisional", None)]
    expected = dict.fromkeys(TET[1:], "made-official") | {"2027-02-11": "added", "2027-04-16": "changed"}
    gone = (TET[0], "2027-01-01", "2027-04-30", "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24")
    expected |= dict.fromkeys(gone, "taken-out")
    before = clerk.digest()
    assert changes(clerk, "--dry-run") == expected
    assert clerk.digest() == before
    assert changes(clerk) == expected
    assert changes(clerk) == {}
    found = rows(clerk, "2027")
    assert list(found) == [*TET[1:], "2027-02-11", "2027-04-16"]
    assert {one["source"] for one in found.values()} == {"program"}
    assert found["2027-02-05"]["decision"] == "CV 1"
    assert len(rows(clerk, "2026")) == 16  # a year that it does not ship stays


def test_what_the_office_decided_stays(clerk: Clerk, later: list[Shipped]) -> None:
    """Its own days, and those of the program that it took out."""
    clerk.ok("calendar", "add", "2027-02-04..2027-02-05", *DECIDED)
    clerk.ok("calendar", "add", "2027-02-13", "--work", "--name", "Làm bù", "--decision", "QĐ 5")
    clerk.ok("calendar", "remove", "2027-02-08", "--reason", "QĐ 5")
    clerk.ok("calendar", "add", "2027-03-01", "--off", "--name", "Nhầm", "--decision", "QĐ 5")
    clerk.ok("calendar", "remove", "2027-03-01", "--reason", "Nhầm")
    later += [row(day) for day in TET] + [row("2027-03-01"), row("2027-02-13")]
    done = changes(clerk)
    assert {day: done[day] for day in ("2027-02-08", "2027-02-13", "2027-03-01", "2027-02-09")} == {
        "2027-02-08": "kept",
        "2027-02-13": "kept",
        "2027-03-01": "added",  # only its own mistake was taken out
        "2027-02-09": "made-official",
    }
    assert not {"2027-02-04", "2027-02-05"} & set(done)
    found = rows(clerk, "2027")
    assert "2027-02-08" not in found
    assert (found["2027-02-13"]["kind"], found["2027-02-04"]["source"]) == ("work", "office")


def test_an_older_program_undecides_nothing(clerk: Clerk, later: list[Shipped]) -> None:
    """A register may be used with several versions in turn."""
    later += [row(day, "provisional", None) for day in ("2026-09-02", "2026-11-24")]
    assert changes(clerk) == {"2026-11-24": "changed"}
    assert rows(clerk, "2026")["2026-09-02"]["status"] == "official"
