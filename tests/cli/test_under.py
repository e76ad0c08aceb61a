"""A part of the tree of units in every report and list that takes one: --under and --level."""

from typing import Any

import pytest
from clerk import Clerk
from levels import CLOSED, played


@pytest.fixture
def province(empty: Clerk) -> Clerk:
    """Return a clerk in front of the example of three levels."""
    return played(empty)


def leads(clerk: Clerk, *words: str, today: str | None = None) -> set[str]:
    """Return who leads the tasks of a list."""
    return {row["lead"] for row in clerk.data(*words, today=today)}


def test_a_list_of_tasks_below_a_unit(province: Clerk) -> None:
    """Those that ended count with the unit below which they stood; the title says what is listed."""
    assert leads(province, "task", "list", "--under", "SNV") == {"SNV", "SNV.CCHC", "SNV.TCCB", "SNV.VP"}
    assert leads(province, "task", "list", "--under", "HYB") == {"HYB", "XDT"}
    assert leads(province, "task", "list", "--under", "sở tài chính", "--unit", "STC.NS") == {"STC.NS"}
    assert province.codes("--under", "STC.NS", "--unit", "SNV") == []
    out = province.ok("task", "list", "--under", "SNV", "--status", "overdue").out
    assert out.startswith("1 task; Sở Nội vụ (SNV) and the units below it; Overdue; as of")
    assert province.refused(3, "task", "list", "--under", "SNB")["code"] == "not-found"


def test_a_day_has_its_own_tree(province: Clerk) -> None:
    """Before the districts ended the commune stood below one; a unit of later is not there yet."""
    assert "XTH" in leads(province, "task", "list", "--under", "HTS", today="2025-06-30")
    assert "XTH" not in leads(province, "task", "list", "--under", "HTS")
    said = province.refused(3, "task", "list", "--under", "XYB", today="2025-06-30")
    assert said["message"] == "Unit XYB (UBND xã Yên Bồng) does not exist on 2025-06-30."


def test_a_view_holds_it(province: Clerk) -> None:
    """As any other option of the list."""
    province.ok("view", "save", "home", "--under", "SNV", "--status", "overdue")
    assert province.ok("task", "list", "@home", "--format", "json").json["total"] == 1
    assert "--under SNV" in province.ok("view", "list").out


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (("overdue",), {"SNV.CCHC": 1}),
        (("due", "--days", "60"), {"SNV.VP": 1}),
        (("stale",), {"SNV.CCHC": 1, "SNV.VP": 1}),
    ],
)
def test_reports_of_tasks_below_a_unit(
    province: Clerk, report: tuple[str, ...], expected: dict[str, int]
) -> None:
    """And of a level: the named unit is the first."""
    words = ("report", *report, "--under", "SNV")
    said = province.ok(*words, "--format", "json").json
    counts = [row["lead"] for row in said["data"]]
    assert {lead: counts.count(lead) for lead in counts} == expected
    assert (said["under"], said["level"], said["unit"]) == ("SNV", None, None)
    assert "Sở Nội vụ (SNV) and the units below it" in province.ok(*words).out
    assert province.data(*words, "--level", "1") == []
    assert len(province.data(*words, "--level", "2")) == len(counts)
    assert "level 2" in province.refused(3, *words, "--level", "3")["remedy"]


def test_the_desk_of_a_part_of_the_units(province: Clerk) -> None:
    """What it shows in short the list that it names shows whole."""
    said = province.ok("today", "--under", "SNV", "--format", "json").json
    assert said["under"] == "SNV"
    assert said["data"]["overdue"]["total"] == 1
    out = province.ok("today", "--under", "SNV").out
    assert "Sở Nội vụ (SNV) and the units below it" in out
    assert "--under SNV" in out
    assert province.ok("today", "--format", "json").json["data"]["overdue"]["total"] == 3


def test_a_week_of_a_part_of_the_units(province: Clerk) -> None:
    """By the tree of the last day of that week."""
    before = ("report", "weekly", "2025-W26", "--under", "HTS")
    said = province.ok(*before, "--format", "json").json
    assert {row["unit"] for row in said["data"]["units"]} == {"HTS", "XNL", "XBL", "XTH"}
    assert said["under"] == "HTS"
    now = province.ok("report", "weekly", "--level", "2", "--format", "json").json
    assert {row["unit"] for row in now["data"]["units"]} == {"XTS", "XYB"}
    assert (now["under"], now["level"]) == (None, 2)


def test_the_report_of_a_department_is_of_all_that_is_below_it(province: Clerk) -> None:
    """Its title, its figures and its ranks; what the units have adds up to what the roll-up says."""
    words = ("report", "period", "2025", "--under", "SNV")
    said = province.ok(*words, "--format", "json").json
    (top, *_divisions) = province.data("report", "levels", "2025", "--under", "SNV")
    assert said["data"]["figures"]["total"] == top["total"] == 5
    assert [row["unit"] for row in said["data"]["units"]] == ["SNV.CCHC", "SNV.TCCB", "SNV.VP", "SNV"]
    out = province.ok(*words).out
    assert out.startswith("Report for the conference, Year 2025; Sở Nội vụ (SNV) and the units below it")
    assert province.ok(*words, "--level", "1", "--format", "json").json["data"]["figures"]["total"] == 1


def test_a_closed_period_is_told_by_its_own_tree(province: Clerk) -> None:
    """June knew the districts, with their communes below them."""
    said = province.ok("report", "period", CLOSED, "--under", "HTS", "--format", "json").json
    assert {row["unit"] for row in said["data"]["units"]} == {"HTS", "XNL", "XBL", "XTH"}
    assert {row["subject"] for row in said["data"]["ranking"]["rows"]} == {"HTS", "XNL", "XBL", "XTH"}
    assert province.refused(3, "report", "period", CLOSED, "--under", "XYB")["code"] == "not-found"


def places(clerk: Clerk, *words: str) -> dict[str, tuple[Any, Any]]:
    """Return by unit its rank in the block and that among what is shown."""
    return {row["subject"]: (row["rank"], row["rank_within"]) for row in clerk.data(*words)}


def test_ranks_stay_and_places_stand_beside_them(province: Clerk) -> None:
    """Divisions of all departments are one block: who is third of it may be second in the department."""
    assert places(province, "rank", CLOSED, "--block", "phong")["STC.DN"] == (3, None)
    for command in (("rank", CLOSED), ("score", "list", CLOSED)):
        found = places(province, *command, "--under", "STC")
        assert found == {"STC.NS": (1, 1), "STC.DN": (3, 2), "STC": (None, None)}
    assert places(province, "rank", CLOSED, "--under", "SNV", "--level", "2")["SNV.TCCB"] == (2, 1)
    said = province.ok("rank", CLOSED, "--under", "STC", "--format", "json").json
    assert (said["under"], said["level"]) == ("STC", None)
    out = province.ok("rank", CLOSED, "--under", "STC").out
    assert "Sở Tài chính (STC) and the units below it" in out
    assert [line.split()[:3] for line in out.splitlines() if "STC.DN" in line] == [["3", "2", "STC.DN"]]
    assert "Of these" not in province.ok("rank", CLOSED).out
    assert "Of these" in province.ok("report", "period", CLOSED, "--under", "STC").out


def test_a_level_of_a_ranked_table(province: Clerk) -> None:
    """Departments and districts are of level 2; what nobody ranks is an empty table, and no fault."""
    assert set(places(province, "rank", CLOSED, "--level", "2")) == {"SNV", "STC", "HYB", "HTS"}
    assert places(province, "rank", CLOSED, "--level", "1") == {}
    assert "Nobody of this part" in province.ok("rank", CLOSED, "--level", "1").out
    assert "level 3" in province.refused(3, "rank", CLOSED, "--level", "4")["remedy"]


def test_officers_who_serve_below_a_unit(clerk: Clerk) -> None:
    """They are ranked inside their own units, so no other place stands beside the rank."""
    clerk.ok("unit", "add", "STC.NS", "Phòng Ngân sách", "--parent", "STC", today="2026-01-05")
    clerk.ok(
        "officer", "add", "DUNG", "Lê Dũng", "--unit", "STC.NS", "--position", "staff", today="2026-01-05"
    )
    clerk.ok("officer", "add", "HOA", "Vũ Hoa", "--unit", "STP", "--position", "staff", today="2026-01-05")
    clerk.ok("period", "open", "2026-11")
    words = ("rank", "2026-11", "--scheme", "nd335-officer")
    assert {"BINH", "DUNG", "HOA"} <= set(places(clerk, *words))
    assert set(places(clerk, *words, "--under", "STC")) == {"BINH", "DUNG"}
    assert set(places(clerk, *words, "--level", "2")) == {"DUNG"}
    assert "Of these" not in clerk.ok(*words, "--under", "STC").out


def test_new_columns_stand_behind_the_old_ones(province: Clerk) -> None:
    """Scripts read rows by place."""
    heading = province.ok("rank", CLOSED, "--format", "csv").out.splitlines()[0].strip().split(",")
    assert heading[:4] == ["rank", "tied", "subject", "name"]
    assert heading[-3:] == ["reason", "rank_within", "tied_within"]
