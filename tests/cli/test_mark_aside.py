"""Marks of what computes itself, and criteria that do not apply to a unit."""

from pathlib import Path

import pytest
from clerk import Clerk

INDEX = ("--scheme", "par-index")
AREAS = (("2", 8), ("3", 12), ("4", 8), ("5", 12), ("6", 8), ("7", 12), ("8", 12))


@pytest.fixture
def year(clerk: Clerk) -> Clerk:
    """A year in which areas 2 to 8 of STC are marked as a whole, and of area 1 all but the tasks."""
    clerk.ok("period", "open", "2026")
    rows = [f"2026,STC,par-index,{code},{points}" for code, points in AREAS]
    rows += [f"2026,STC,par-index,{code},0.5" for code in ("1.1", "1.2", "1.3", "1.4", "1.5")]
    path = clerk.db.with_name("areas.csv")
    path.write_text("period,subject,scheme,criterion,points\n" + "\n".join(rows), encoding="utf-8")
    clerk.ok("mark", "import", str(path))
    return clerk


def lines(clerk: Clerk) -> dict[str, dict[str, object]]:
    found = clerk.data("score", "explain", "STC", "2026", *INDEX)
    return {"": found, **{line["code"]: line for line in found["lines"]}}


def test_the_line_says_what_the_register_says(year: Clerk) -> None:
    done = year.task("First", "--due", "2026-11-10")
    year.task("Second", "--due", "2026-11-12")
    year.ok("log", done, "--on", "2026-11-09", "--done")
    computed = lines(year)
    assert (computed["1.6.1"]["value"], computed["1.6.1"]["kind"]) == (0.75, "computed")
    assert computed["1.6.1"]["tasks"] == []
    assert computed["tasks"]["tasks"] == [done, "NV2"]
    assert computed[""]["score"] == 72 + 2.5 + 0.75 + 1
    year.ok("mark", "set", "2026", "STC", "1.6.1", "1.25", "--reason", "One more was done")
    marked = lines(year)
    assert (marked["1.6.1"]["value"], marked["1.6.1"]["register"]) == (1.25, 0.75)
    assert marked["5.4"]["register"] is None
    said = year.ok("score", "explain", "STC", "2026", *INDEX).out
    assert "One more was done (by the register: 0.75, marked: 1.25)" in said
    assert "1.6.1 = 1.5 * done / tasks = 1.5 * 1 / 2 = 0.75\n" in said
    said = year.ok("score", "explain", "STC", "2026", *INDEX, lang="vi").out
    assert year.data("mark", "missing", "2026", *INDEX, "--unit", "STC")[0]["unconfirmed"] == []


def test_a_closing_keeps_both(year: Clerk) -> None:
    year.task("Only one", "--due", "2026-11-10")
    year.ok("mark", "set", "2026", "STC", "1.6.2", "0.4")
    year.ok("mark", "set", "2026", "STC", "1.6.1", "--not-applicable", "--reason", "Made in July")
    before = lines(year)
    year.ok("period", "close", "2026", *INDEX, today="2027-01-04")
    after = lines(year)
    assert {code: line for code, line in before.items() if code} == {
        code: line for code, line in after.items() if code
    }
    assert (after["1.6.2"]["register"], after["1.6.2"]["formula"]) == (0, "2 * on_time / tasks")
    assert (after[""]["score"], after[""]["max"]) == (74.9, 98.5)


def test_what_does_not_apply(year: Clerk) -> None:
    put = ("mark", "set", "2026", "STC")
    error = year.refused(4, *put, "1.6", "--not-applicable")
    assert error["message"] == "It is not said why 1.6 does not apply to STC."
    for given in (("1",), ("--max", "1")):
        refused = year.refused(4, *put, "1.6", *given, "--not-applicable", "--reason", "x")
        assert "has neither points nor a maximum" in refused["message"]
    said = year.ok(*put, "1.6", "--not-applicable", "--reason", "QĐ 12/QĐ-UBND")
    assert said.out == "Mark of STC for 1.6: does not apply.\n"
    row = next(one for one in year.data("rank", "2026", *INDEX) if one["subject"] == "STC")
    assert (row["score"], row["max"], row["index"]) == (74.5, 96.5, 77.202073)
    stands = {one["criterion"]: one for one in year.data("mark", "list", "2026")}
    assert (stands["1.6"]["applies"], stands["1.6"]["max"], stands["1.5"]["applies"]) == (False, 0, True)
    assert "1.6 does not apply here" in year.refused(4, *put, "1.6", "2")["message"]
    year.ok(*put, "1.6", "none")
    year.ok(*put, "1.6", "2")


def test_own_points_stay_where_a_criterion_is_set_aside(year: Clerk, tmp_path: Path) -> None:
    """The unit had marked itself; the list says so, and can be imported again."""
    year.ok("mark", "set", "2026", "STC", "1.6", "--self", "3")
    year.ok("mark", "set", "2026", "STC", "1.6", "--not-applicable", "--reason", "No tasks")
    listed = year.ok("mark", "list", "2026", "--for-import", "--format", "csv").out
    again = tmp_path / "again.csv"
    again.write_text(listed, encoding="utf-8")
    assert "2026,STC,par-index,1.6,,3,,No tasks,,yes" in listed
    found = year.data("mark", "import", str(again))
    assert (found["added"], found["changed"]) == (0, 0)


def test_columns_of_an_import(year: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    heading = "Kỳ,Đơn vị,Bộ tiêu chí,Tiêu chí,Điểm chấm,Lý do,Không áp dụng\n"
    path.write_text(
        heading + "2026,STP,par-index,6.3,,Không có đơn vị sự nghiệp,có\n2026,STP,par-index,6.2,2,,không\n",
        encoding="utf-8",
    )
    assert year.data("mark", "import", str(path))["added"] == 2
    marks = {
        one["criterion"]: one["applies"]
        for one in year.data("mark", "list", "2026")
        if one["subject"] == "STP"
    }
    assert marks == {"6.3": False, "6.2": True}
    path.write_text(
        heading + "2026,STP,par-index,6.1,,,x\n2026,STP,par-index,6.4,,,maybe\n", encoding="utf-8"
    )
    faults = year.refused(4, "mark", "import", str(path))["faults"]
    assert [(one["row"], one["column"]) for one in faults] == [(2, "reason"), (3, "not_applicable")]


def test_only_an_index_sets_criteria_aside(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026")
    words = ("mark", "set", "2026", "STC", "1", "--scheme", "nd335-unit", "--not-applicable", "--reason", "x")
    assert "is no share of a maximum" in clerk.refused(4, *words)["message"]
