"""Officers in the cases where figures go wrong: late approvals, moves, quarters, marks above what is reckoned."""

from typing import Any

import pytest
from clerk import Clerk

OFFICER, LEADER = "nd335-officer", "nd335-leader"


@pytest.fixture
def office(empty: Clerk) -> Clerk:
    """Return a clerk of a department with two divisions; everybody serves since January."""
    empty.today = "2026-01-02"
    empty.ok("unit", "add", "S", "Sở Nội vụ", "--block", "so")
    for code in ("P1", "P2"):
        empty.ok("unit", "add", code, f"Phòng {code}", "--parent", "S")
    for code, unit, position in (("GD", "S", "head"), ("A", "P1", "staff"), ("B", "P2", "staff")):
        empty.ok(
            *("officer", "add", code, code, "--unit", unit, "--position", position, "--from", "2026-01-01")
        )
    empty.ok("config", "set", "people_schemes", f"{OFFICER},{LEADER}")
    return empty


def open_month(clerk: Clerk, key: str) -> None:
    clerk.ok("period", "open", key, today=f"{key}-02")


def close_month(clerk: Clerk, key: str, points: str = "30") -> None:
    """Give everybody the common points and close the month on the first of the next."""
    for code in ("A", "B"):
        clerk.ok("mark", "set", key, code, "common", points, "--scheme", OFFICER, today=f"{key}-20")
    month = int(key[5:])
    clerk.ok("period", "close", key, today=f"2026-{month + 1:02}-01")


def row_of(
    clerk: Clerk, code: str, key: str, scheme: str = OFFICER, today: str = "2026-12-01"
) -> dict[str, Any]:
    listed = clerk.data("score", "list", key, "--scheme", scheme, today=today)
    found: dict[str, Any] = next(row for row in listed if row["subject"] == code)
    return found


def lines_of(clerk: Clerk, code: str, key: str, today: str = "2026-12-01") -> dict[str, Any]:
    lines = clerk.data("score", "explain", code, key, today=today)["lines"]
    return {line["code"]: line["value"] for line in lines}


def test_work_approved_after_its_month_was_closed_counts_in_the_next(office: Clerk) -> None:
    """In October it counts for nothing, for nobody approved it; reported again and approved it counts in November."""
    open_month(office, "2026-10")
    task = office.task("Báo cáo", "--lead", "P1", "--officer", "A", "--due", "2026-10-30", "--quantity", "10",
                       "--assigned", "2026-10-02", today="2026-10-02")  # fmt: skip
    office.ok("log", task, "xong", "--quantity", "10", "--done", today="2026-10-30")
    close_month(office, "2026-10")
    assert lines_of(office, "A", "2026-10")["a"] == 0
    open_month(office, "2026-11")
    assert office.refused(5, "task", "review", task, "--accept", today="2026-11-03")
    assert lines_of(office, "A", "2026-11", today="2026-11-05")["assigned"] == 10
    office.ok("log", task, "báo cáo lại", "--done", "--done-on", "2026-10-30", today="2026-11-06")
    office.ok("task", "review", task, "--accept", today="2026-11-07")
    close_month(office, "2026-11")
    lines = lines_of(office, "A", "2026-11")
    assert (lines["a"], lines["b"], lines["c"]) == (100, 100, 100)
    # Once approved it is reported no more, and the month after does not hold it.
    assert office.refused(4, "log", task, "lần nữa", "--done", today="2026-12-02")["code"] == "already-done"
    open_month(office, "2026-12")
    assert lines_of(office, "A", "2026-12", today="2026-12-05")["assigned"] is None


def test_who_approves_that_it_is_done_approves_all_that_was_logged(office: Clerk) -> None:
    open_month(office, "2026-10")
    task = office.task("Báo cáo", "--lead", "P1", "--officer", "A", "--due", "2026-10-30", "--quantity", "5",
                       "--assigned", "2026-10-02", today="2026-10-02")  # fmt: skip
    office.ok("log", task, "một phần", "--quantity", "2", today="2026-10-12")
    office.ok("log", task, "xong", "--done", today="2026-10-21")
    office.ok("task", "review", task, "--accept", today="2026-10-22")
    assert lines_of(office, "A", "2026-10", today="2026-10-25")["delivered"] == 2


def test_more_than_was_assigned_covers_nothing_else(office: Clerk) -> None:
    """By the setting cap_quantity; without it the product counts whole."""
    open_month(office, "2026-10")
    for quantity in ("1", "9"):
        office.task("Báo cáo", "--lead", "P1", "--officer", "A", "--due", "2026-10-30", "--quantity", quantity,
                    "--assigned", "2026-10-02", today="2026-10-02")  # fmt: skip
    office.ok("log", "NV1", "xong", "--quantity", "25", "--done", today="2026-10-12")
    office.ok("task", "review", "NV1", "--accept", today="2026-10-22")
    assert lines_of(office, "A", "2026-10", today="2026-10-25")["a"] == 10
    office.ok("config", "set", f"{OFFICER}.cap_quantity", "false")
    assert lines_of(office, "A", "2026-10", today="2026-10-25")["a"] == 250


def test_handing_back_leaves_the_work_in_the_plan_until_it_is_done(office: Clerk) -> None:
    office.ok("officer", "add", "C", "C", "--unit", "P1", "--from", "2026-01-01")
    open_month(office, "2026-10")
    office.task("Báo cáo", "--lead", "P1", "--officer", "A", "--due", "2026-10-15",
                "--assigned", "2026-10-02", today="2026-10-02")  # fmt: skip
    office.ok(
        "task", "assign", "NV1", "--officer", "C", "--handed-back", "--reason", "ốm", today="2026-10-25"
    )
    close_month(office, "2026-10")
    open_month(office, "2026-11")
    assert lines_of(office, "A", "2026-11", today="2026-11-05")["assigned"] == 1
    office.ok("log", "NV1", "xong", "--done", today="2026-11-10")
    office.ok("task", "review", "NV1", "--accept", today="2026-11-11")
    close_month(office, "2026-11")
    assert lines_of(office, "A", "2026-11")["a"] == 0
    open_month(office, "2026-12")
    assert lines_of(office, "A", "2026-12", today="2026-12-05")["assigned"] is None


def test_no_mark_sets_aside_what_is_reckoned(office: Clerk) -> None:
    open_month(office, "2026-10")
    for criterion in ("total", "results", "r", "a"):
        refused = office.refused(4, "mark", "set", "2026-10", "A", criterion, "60", "--scheme", OFFICER)
        assert "is reckoned, not marked" in refused["message"]
    office.ok("mark", "set", "2026-10", "A", "common", "25", "--scheme", OFFICER)


@pytest.mark.parametrize(("base", "keys"), [("month", ["2026-10", "2026-11"]), ("quarter", ["2026-Q4"])])
def test_months_worked_come_from_the_postings(office: Clerk, base: str, keys: list[str]) -> None:
    """Also where the register is younger than the service, and under quarterly monitoring."""
    office.ok("config", "set", "base_kind", base)
    for code, first in (("MOT", "2026-07-31"), ("HAI", "2026-07-01")):
        office.ok("officer", "add", code, code, "--unit", "P1", "--from", first)
    for key in keys:
        office.ok("period", "open", key, today="2026-10-02")
    office.ok("period", "open", "2026", today="2026-10-02")
    for code in ("A", "MOT", "HAI"):
        place = ("2026", code, "2026-01" if base == "month" else "2026-Q1")
        office.ok(*("mark", "set", *place, "80", "--scheme", OFFICER, "--reason", "x"), today="2026-10-02")
    listed = office.data("score", "list", "2026", "--scheme", OFFICER, today="2026-10-02")
    found = {row["subject"]: row["class"] for row in listed}
    assert (found["A"], found["HAI"]) == ("good", "good")
    # Five months here and a month elsewhere are six; three months elsewhere all the more.
    assert found["MOT"] == "good"


def test_a_month_less_than_six_is_not_classed(office: Clerk) -> None:
    office.ok("officer", "add", "MOI", "MOI", "--unit", "P1", "--from", "2026-07-31")
    open_month(office, "2026-08")
    office.task("Báo cáo", "--lead", "P1", "--officer", "MOI", "--due", "2026-08-15",
                "--assigned", "2026-08-02", today="2026-08-02")  # fmt: skip
    office.ok("log", "NV1", "xong", "--done", today="2026-08-10")
    office.ok("task", "review", "NV1", "--accept", today="2026-08-11")
    office.ok("mark", "set", "2026-08", "MOI", "common", "30", "--scheme", OFFICER, today="2026-08-20")
    close_month(office, "2026-08")
    office.ok("period", "open", "2026", today="2026-09-02")
    row = row_of(office, "MOI", "2026", today="2026-09-02")
    assert (row["score"], row["class"]) == (100, "unclassified")


@pytest.mark.parametrize(("agency", "expected"), [("top", "failed"), ("own", "good")])
def test_a_fault_follows_inside_the_organisation_only(office: Clerk, agency: str, expected: str) -> None:
    """Moved to another division of the same department it still counts; at another body it counts there."""
    office.ok("config", "set", f"{OFFICER}.agency", agency)
    office.ok("incident", "add", "A", "--kind", "discipline", "--on", "2026-05-10", "--concluded", "2026-05-20",
              "--document", "7/QĐ", today="2026-06-01")  # fmt: skip
    office.ok("officer", "move", "A", "--to", "P2", "--on", "2026-08-01", today="2026-08-01")
    open_month(office, "2026-10")
    office.ok("period", "open", "2026", today="2026-10-02")
    for code in ("A", "B"):
        office.ok(*("mark", "set", "2026", code, "2026-03", "80", "--scheme", OFFICER), today="2026-10-02")
    assert row_of(office, "A", "2026", today="2026-10-05")["class"] == expected
    assert row_of(office, "B", "2026", today="2026-10-05")["class"] == "good"
