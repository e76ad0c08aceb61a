"""The sheet of one officer: Form 01 of a month, Form 02 of a year (NĐ 335/2025/NĐ-CP)."""

import contextlib
import io
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.__main__ import main
from tasktrack.domain.officer_sheet import common_criteria
from tasktrack.domain.ranking import Line
from tasktrack.reports.exact import places

SCHEMES = "nd335-officer,nd335-leader"
HEAD = ("--position", "head", "--from", "2026-01-01")
# (day, command): the handbook's example is AN's; BINH has a product of every kind, TP directs both, GD directs TP.
OFFICE = (
    ("2026-11-01", "unit", "add", "SNV", "Sở Nội vụ", "--block", "so"),
    ("2026-11-01", "unit", "add", "PCC", "Phòng Công chức", "--parent", "SNV"),
    ("2026-11-01", "officer", "add", "GD", "Trần Thị Giám", "--unit", "SNV", *HEAD),
    ("2026-11-01", "officer", "add", "TP", "Hồ Văn Trưởng", "--unit", "PCC", *HEAD),
    ("2026-11-01", "officer", "add", "AN", "Nguyễn Văn An", "--unit", "PCC", "--from", "2026-01-01"),
    ("2026-11-01", "officer", "add", "BINH", "Phạm Thị Bình", "--unit", "PCC", "--from", "2026-01-01", "--group", "CM"),
    ("2026-11-01", "officer", "add", "NGHI", "Đỗ Thị Nghỉ", "--unit", "PCC", "--from", "2026-01-01"),
    ("2026-11-01", "officer", "leave", "NGHI", "--kind", "maternity", "--from", "2026-11-01", "--to", "2026-11-30"),
    ("2026-11-01", "config", "set", "people_schemes", SCHEMES),
    ("2026-11-01", "config", "set", "nd335-officer.late_count", "calendar_day"),
    ("2026-11-01", "config", "set", "nd335-leader.late_count", "calendar_day"),
    ("2026-11-01", "product", "add", "VB", "Văn bản tham gia ý kiến", "--measure", "văn bản", "--coefficient", "1"),
    ("2026-11-01", "period", "open", "2026-11"),
    ("2026-11-01", "task", "add", "Soạn VB tham gia ý kiến", "--lead", "SNV", "--officer", "AN", "--product", "VB",
     "--quantity", "5", "--due", "2026-11-15"),
    ("2026-11-01", "task", "add", "Trả lời kiến nghị", "--lead", "SNV", "--officer", "AN", "--coefficient", "2.7",
     "--quantity", "3", "--due", "2026-11-10"),
    ("2026-11-01", "task", "add", "Báo cáo tổng hợp", "--lead", "SNV", "--officer", "AN", "--coefficient", "3.7",
     "--due", "2026-11-19"),
    ("2026-11-02", "task", "add", "Đột xuất", "--lead", "SNV", "--officer", "BINH", "--kind", "adhoc", "--coefficient",
     "2", "--quantity", "2", "--due", "2026-11-20"),
    ("2026-11-02", "task", "add", "Chưa duyệt", "--lead", "SNV", "--officer", "BINH", "--coefficient", "1.5",
     "--quantity", "2", "--due", "2026-11-20"),
    ("2026-11-02", "task", "add", "Khách quan", "--lead", "SNV", "--officer", "BINH", "--due", "2026-11-10"),
    ("2026-11-02", "task", "add", "Tồn tháng trước", "--lead", "SNV", "--officer", "BINH", "--assigned", "2026-10-01",
     "--due", "2026-10-20"),
    ("2026-11-02", "task", "add", "Trả lại", "--lead", "SNV", "--officer", "BINH", "--coefficient", "3", "--due",
     "2026-11-20"),
    ("2026-11-02", "task", "add", "Đúng hạn", "--lead", "SNV", "--officer", "BINH", "--coefficient", "4",
     "--quantity", "2.5", "--due", "2026-11-20"),
    ("2026-11-12", "log", "NV2", "xong", "--quantity", "3", "--done"),
    ("2026-11-13", "task", "review", "NV2", "--fail"),
    ("2026-11-18", "log", "NV3", "gần xong", "--quantity", "0.8", "--done"),
    ("2026-11-19", "log", "NV1", "xong", "--quantity", "4", "--done"),
    ("2026-11-19", "task", "review", "NV1", "--accept"),
    ("2026-11-19", "task", "review", "NV3", "--fail"),
    ("2026-11-20", "task", "review", "NV3", "--fail", "--on", "2026-11-20"),
    ("2026-11-19", "log", "NV4", "xong", "--quantity", "2", "--done"),
    ("2026-11-19", "task", "review", "NV4", "--accept"),
    ("2026-11-19", "log", "NV5", "xong", "--quantity", "2", "--done"),
    ("2026-11-12", "log", "NV6", "xong", "--done"),
    ("2026-11-13", "task", "review", "NV6", "--fail", "--objective-confirmed-by", "Giám đốc"),
    ("2026-11-05", "task", "assign", "NV8", "--officer", "AN", "--handed-back", "--reason", "Không đủ chuyên môn"),
    ("2026-11-19", "log", "NV8", "xong", "--done"),
    ("2026-11-19", "task", "review", "NV8", "--accept"),
    ("2026-11-19", "log", "NV9", "xong", "--quantity", "2.5", "--done"),
    ("2026-11-19", "task", "review", "NV9", "--accept"),
    ("2026-11-21", "mark", "set", "2026-11", "BINH", "common", "28", "--scheme", "nd335-officer"),
    ("2026-11-21", "mark", "set", "2026-11", "GD", "common", "28", "--scheme", "nd335-leader"),
    *(("2026-11-21", "mark", "set", "2026-11", who, criterion, "100", "--scheme", "nd335-leader")
      for who in ("GD", "TP") for criterion in ("dd", "e")),
    *(("2026-11-21", "mark", "set", "2026-11", "TP", f"{group}.{number}", "2", "--self", most,
       "--scheme", "nd335-leader")
      for group, count, most in (("I", 2, "5"), ("II", 4, "2.5"), ("III", 4, "2.5")) for number in range(1, count + 1)),
    ("2026-11-21", "remark", "set", "2026-11", "BINH", "--strengths", "Chăm chỉ.\nHòa nhã.", "--shortcomings", "Chậm"),
    ("2026-11-21", "remark", "set", "2026-11", "BINH", "--remark", "Cần kiểm tra kỹ hơn", "--by", "Hồ Văn Trưởng"),
)  # fmt: skip
COMMON_OF_AN = ("2026-11-21", "mark", "set", "2026-11", "AN", "common", "30", "--scheme", "nd335-officer")


def play(path: Path, *lines: tuple[str, ...]) -> None:
    for today, *words in lines:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as told:
            code = main(["--db", str(path), "--lang", "en", "--today", today, *words])
        assert code == 0, (words, told.getvalue())


@pytest.fixture(scope="module")
def played(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with November 2026 behind two leaders and three officers, still open."""
    path = Path(shutil.copy(made[0], tmp_path_factory.mktemp("sheet") / "office.db"))
    play(path, *OFFICE, COMMON_OF_AN)
    return path


@pytest.fixture
def november(played: Path, clerk: Clerk) -> Clerk:
    shutil.copy(played, clerk.db)
    return Clerk(clerk.db, clerk.capsys, today="2026-11-30")


@pytest.fixture(scope="module")
def year_played(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the register with November and December closed, and the year open."""
    path = Path(shutil.copy(played, tmp_path_factory.mktemp("year") / "office.db"))
    december: list[tuple[str, ...]] = []
    for number, (who, common) in enumerate((("AN", "25"), ("BINH", "10"), ("GD", "22"), ("TP", "15")), 10):
        scheme = "nd335-officer" if number < 12 else "nd335-leader"
        marks = {"common": common} | ({} if number < 12 else {"dd": "100", "e": "100"})
        december += [
            ("2026-12-02", "task", "add", "Việc", "--lead", "SNV", "--officer", who, "--due", "2026-12-10"),
            ("2026-12-10", "log", f"NV{number}", "xong", "--done"),
            ("2026-12-10", "task", "review", f"NV{number}", "--accept"),
            *(
                ("2026-12-14", "mark", "set", "2026-12", who, criterion, points, "--scheme", scheme)
                for criterion, points in marks.items()
            ),
        ]
    play(
        path,
        ("2026-12-01", "period", "close", "2026-11"),
        ("2026-12-01", "config", "set", "nd335-officer.late_finish", "never"),
        ("2026-12-01", "config", "set", "nd335-leader.late_finish", "never"),
        ("2026-12-01", "period", "open", "2026-12"),
        *december,
        ("2026-12-31", "period", "close", "2026-12"),
        ("2027-01-02", "period", "open", "2026"),
        ("2027-01-02", "config", "set", "nd335-officer.least_months", "2"),
        ("2027-01-02", "remark", "set", "2026", "AN", "--self-class", "excellent", "--strengths", "Sáng tạo"),
    )
    return path


@pytest.fixture
def year(year_played: Path, clerk: Clerk) -> Clerk:
    shutil.copy(year_played, clerk.db)
    return Clerk(clerk.db, clerk.capsys, today="2027-01-02")


def exact(value: object) -> Fraction:
    return Fraction(str(value))


def results(sheet: dict[str, Any]) -> dict[str, Any]:
    return {line["code"]: line["value"] for line in sheet["results"]}


def only(sheet: dict[str, Any], *tasks: str) -> list[dict[str, Any]]:
    return [one for one in sheet["products"] if one["task"] in tasks]


def test_the_handbook_row_by_calendar_days(november: Clerk) -> None:
    """data/handbook-2026.csv: 16.8 assigned, 15.06 done; a, b, c, R and the total to six decimals."""
    sheet = november.data("report", "officer", "AN", "2026-11")
    rows = only(sheet, "NV1", "NV2", "NV3")
    assert sum(exact(one["assigned"]) for one in rows) == exact("16.8") == exact(sheet["totals"]["assigned"])
    assert sum(exact(one["done"]) for one in rows) == exact("15.06")
    assert [(one["late_count"], one["failed_reviews"]) for one in rows] == [(4, 0), (2, 1), (0, 2)]
    assert [exact(one["sound"]) for one in rows] == [4, exact("6.075"), exact("1.48")]
    assert [exact(one["punctual"]) for one in rows] == [0, exact("4.05"), exact("2.96")]
    assert (rows[0]["product"], rows[0]["product_name"], rows[0]["measure"]) == (
        "VB",
        "Văn bản tham gia ý kiến",
        "văn bản",
    )


def test_the_handbook_total_on_paper(made: tuple[Path, Path], clerk: Clerk) -> None:
    """The three products alone: 66.716270 % and 76.701389 points with 30 common ones, in the band tốt."""
    shutil.copy(made[0], clerk.db)
    play(
        clerk.db,
        *(line for line in OFFICE if not {"BINH", "NGHI", "TP", "GD"} & set(line) and _is_handbook(line)),
    )
    play(clerk.db, COMMON_OF_AN)
    alone = Clerk(clerk.db, clerk.capsys, today="2026-11-30")
    sheet = alone.data("report", "officer", "AN", "2026-11")
    assert sheet["reckoned_from"] == sheet["totals"]
    assert results(sheet) == {
        "base": 16.8, "a": 89.642857, "b": 68.779762, "c": 41.72619, "r": 66.71627, "results": 46.701389,
        "total": 76.701389,
    }  # fmt: skip
    said = alone.ok("report", "officer", "AN", "2026-11").out
    for words in (
        "assigned 16.8, done 15.06, to quality 11.555, in time 7.01.",
        "100 * 15.06 / 16.8",
        "Rate of results, R (%):                    66.71627",
        "3. Total points of the officer:            76.701389",
        "Band:                                      Good",
        "once for each calendar day late (calendar_day",
        "Provisional",
    ):
        assert words in said
    alone.ok("config", "set", "nd335-officer.late_count", "occurrence")
    again = alone.data("report", "officer", "AN", "2026-11")
    assert again["late_count"] == "occurrence"
    assert results(again)["c"] == pytest.approx(12.035 / 16.8 * 100, abs=1e-6)
    said = alone.ok("report", "officer", "AN", "2026-11").out
    assert "once for each product that is late (occurrence: Art. 14)" in said
    assert "calendar_day" not in said


def _is_handbook(line: tuple[str, ...]) -> bool:
    return not any(f"NV{number}" in line for number in range(4, 10))


def test_every_kind_of_product_is_noted_and_the_rows_add_up(november: Clerk) -> None:
    sheet = november.data("report", "officer", "BINH", "2026-11")
    notes = {one["task"]: one["notes"] for one in sheet["products"]}
    assert notes == {
        "NV4": ["adhoc"], "NV5": ["unapproved"], "NV6": ["exempt"], "NV7": ["carried-over", "overdue"],
        "NV8": ["handed-back"], "NV9": [],
    }  # fmt: skip
    by_task = {one["task"]: one for one in sheet["products"]}
    assert (by_task["NV4"]["planned"], by_task["NV4"]["assigned"], by_task["NV4"]["done"]) == (False, None, 4)
    assert (by_task["NV5"]["reported_quantity"], by_task["NV5"]["done_quantity"]) == (2, 0)
    assert (by_task["NV6"]["late_days"], by_task["NV6"]["late_count"], by_task["NV6"]["punctual"]) == (
        2,
        0,
        1,
    )
    assert (by_task["NV8"]["assigned"], by_task["NV8"]["done"]) == (3, 0)
    for name in ("assigned", "done", "sound", "punctual"):
        total = sum(exact(one[name]) for one in sheet["products"] if one[name] is not None)
        assert total == exact(sheet["totals"][name]) == exact(sheet["reckoned_from"][name]), name
    assert exact(sheet["totals"]["assigned"]) == 3 + 1 + 1 + 3 + 10
    taken = only(november.data("report", "officer", "AN", "2026-11"), "NV8")[0]
    assert (taken["notes"], taken["assigned"], taken["done"]) == (["taken-over"], None, 3)
    said = november.ok("report", "officer", "BINH", "2026-11").out
    for words in (
        "reported, not approved: 2", "Ad hoc, outside the plan", "handed back", "objective cause confirmed",
        "carried over; overdue", "–: outside what was assigned at first", "Check: the rows add up",
    ):  # fmt: skip
        assert words in said


def test_a_leader_has_d_and_the_products_of_those_directed(november: Clerk) -> None:
    sheet = november.data("report", "officer", "TP", "2026-11")
    assert (sheet["position"], sheet["unit"], sheet["superior"], sheet["superior_name"]) == (
        "head", "PCC", "GD", "Trần Thị Giám",
    )  # fmt: skip
    assert {one["holder"] for one in sheet["products"]} == {"AN", "BINH"}
    assert [results(sheet)[code] for code in ("d", "dd", "e")] == [100, 100, 100]
    assert sheet["reckoned_from"] == sheet["totals"]
    common = {one["code"]: (one["max"], one["self_points"], one["points"]) for one in sheet["common"]}
    assert common["I.1"] == (5, 5, 2)
    assert (common["I"], common["II"], common["common"]) == ((10, 10, 4), (10, 10, 8), (30, 30, 20))
    said = november.ok("report", "officer", "TP", "2026-11").out
    assert "d - Results of the officers managed (%)" in said
    assert "marked by the superior" in said
    assert "Civil servants managed who score below 50: 0" in said
    assert "below_50 > 0" in said


def test_what_is_written_and_where_to_sign(november: Clerk) -> None:
    said = november.ok("report", "officer", "BINH", "2026-11").out
    lines = said.splitlines()
    place = lines.index("4. Strengths")
    assert lines[place + 2 : place + 4] == ["Chăm chỉ.", "Hòa nhã."]
    assert "Remarked by: Hồ Văn Trưởng" in said
    assert "(Signature and full name)" in said
    bare = november.ok("report", "officer", "AN", "2026-11").out
    assert bare.count("." * 90) == 6
    assert "I. RESULTS BY THE COMMON CRITERIA" in bare
    assert max(map(len, bare.splitlines())) < 160


def test_who_is_away_has_a_sheet_that_says_why(november: Clerk) -> None:
    sheet = november.data("report", "officer", "NGHI", "2026-11")
    assert (sheet["score"], sheet["class"], sheet["reason"]) == (None, "no-score", "on maternity leave")
    said = november.ok("report", "officer", "NGHI", "2026-11").out
    assert "No product or work is counted in this period." in said
    assert "on maternity leave" in said


def test_closed_the_sheet_stays_what_it_was(november: Clerk) -> None:
    """The closing changes nothing on it, nor does what is recorded afterwards."""
    open_sheets = {
        code: november.data("report", "officer", code, "2026-11") for code in ("AN", "BINH", "TP", "GD")
    }
    november.ok("period", "close", "2026-11", today="2026-12-01")
    november.ok("officer", "move", "BINH", "--to", "SNV", "--on", "2026-12-01", today="2026-12-01")
    november.ok("config", "set", "nd335-officer.late_count", "occurrence", today="2026-12-01")
    for code, before in open_sheets.items():
        assert november.data("report", "officer", code, today="2026-12-05") == before, code
    said = november.ok("report", "officer", "BINH", today="2026-12-05").out
    assert "Closing no.:" in said
    assert "Phòng Công chức (PCC)" in said


def test_another_scheme_and_an_earlier_closing(november: Clerk) -> None:
    november.ok("period", "close", "2026-11", today="2026-12-01")
    first = november.data("report", "officer", "AN", "2026-11", today="2026-12-01")
    reopen = ("--reason", "Sai sót", "--document", "1/QĐ", "--by", "Giám đốc")
    november.ok("period", "reopen", "2026-11", *reopen, today="2026-12-02")
    november.ok(
        "mark", "set", "2026-11", "AN", "common", "20", "--scheme", "nd335-officer", today="2026-12-02"
    )
    now = november.data("report", "officer", "AN", "2026-11", today="2026-12-02")
    assert exact(first["score"]) - exact(now["score"]) == 10
    then = november.data("report", "officer", "AN", "2026-11", "--revision", "1", today="2026-12-02")
    assert then["score"] == first["score"]
    error = november.refused(3, "report", "officer", "AN", "2026-11", "--revision", "7")
    assert error["message"] == "Period 2026-11 has no closing no. 7."


def test_the_year_has_its_months_and_their_mean(year: Clerk) -> None:
    months = [year.data("report", "officer", "AN", key) for key in ("2026-11", "2026-12")]
    sheet = year.data("report", "officer", "AN", "2026")
    assert [one["period"] for one in sheet["months"]] == [f"2026-{month:02}" for month in range(1, 13)]
    assert [one["score"] for one in sheet["months"]][-2:] == [one["score"] for one in months]
    assert sheet["months"][0]["note"] == "before the first period of this register"
    assert (sheet["months"][-1]["band"], sheet["months"][-1]["band_label"]) == ("excellent", "Excellent")
    assert sheet["mean_of"] == 2
    assert exact(sheet["mean"]) == pytest.approx(sum(exact(one["score"]) for one in months) / 2, abs=1e-6)
    assert (sheet["self_class"], sheet["strengths"], sheet["class_decided"]) == (
        "excellent",
        "Sáng tạo",
        None,
    )
    assert "products" not in sheet
    said = year.ok("report", "officer", "AN", "2026").out
    assert said.startswith("Classification sheet of an officer, Year 2026")
    assert "Check: 2 scored + 10 without a score = 12" in said
    assert "Not decided yet." in said
    assert said.count("[x]") == 1


def test_a_month_that_another_office_scored(year: Clerk) -> None:
    year.ok(
        "mark",
        "set",
        "2026",
        "AN",
        "2026-03",
        "91.5",
        "--scheme",
        "nd335-officer",
        "--reason",
        "Sở Tài chính chấm",
    )
    sheet = year.data("report", "officer", "AN", "2026")
    assert (sheet["months"][2]["score"], sheet["months"][2]["note"]) == (
        91.5, "scored by another office: Sở Tài chính chấm",
    )  # fmt: skip
    assert sheet["mean_of"] == 3
    year.ok("mark", "set", "2026", "AN", "2026-03", "91.5", "--scheme", "nd335-officer", "--reason", "")
    assert year.data("report", "officer", "AN", "2026")["months"][2]["note"] == "scored by another office"


def test_what_is_decided_is_told_apart_from_what_is_proposed(year: Clerk) -> None:
    year.ok(
        "decision", "add", "2026", "AN", "--class", "completed", "--scheme", "nd335-officer", "--reason", "Họp",
        "--document", "15/QĐ-SNV", "--by", "Giám đốc",
    )  # fmt: skip
    sheet = year.data("report", "officer", "AN", "2026")
    assert (sheet["class_decided"], sheet["decision_document"], sheet["decided_by"]) == (
        "completed", "15/QĐ-SNV", "Giám đốc",
    )  # fmt: skip
    assert sheet["class"] != "completed"
    said = year.ok("report", "officer", "AN", "2026").out
    proposed, decided = said.split("III. CLASS DECIDED")
    assert "[x] Excellent" in proposed
    assert "[x] Completed" in decided
    assert "Decided: Completed, by Giám đốc on 2027-01-02, document 15/QĐ-SNV: Họp" in decided
    assert "Proposed by the points and conditions: " in decided


def test_a_quarter_of_months_has_its_mean_and_a_band(year: Clerk) -> None:
    year.ok("period", "open", "2026-Q4")
    sheet = year.data("report", "officer", "GD", "2026-Q4")
    assert [one["period"] for one in sheet["months"]] == ["2026-10", "2026-11", "2026-12"]
    said = year.ok("report", "officer", "GD", "2026-Q4").out
    assert "Mean of the period" in said
    assert "Band:" in said
    assert "[x]" not in said
    assert "6. Remarks of the competent authority" in said


def test_who_has_no_sheet(november: Clerk) -> None:
    assert november.refused(3, "report", "officer", "LA", "2026-11")["message"] == "There is no officer LA."
    error = november.refused(4, "report", "officer", "AN", "2026-11", "--scheme", "unit-tasks")
    assert error["message"] == "Scheme unit-tasks scores units; a sheet is of an officer."
    november.refused(3, "report", "officer", "AN", "2026-11", "--scheme", "nd335-leader")
    assert november.refused(3, "report", "officer", "AN")["remedy"].endswith(
        "tasktrack report officer AN 2026-11."
    )
    november.ok("officer", "add", "MOI", "Lý Mới", "--unit", "PCC", "--from", "2026-12-01")
    error = november.refused(3, "report", "officer", "MOI", "2026-11")
    assert error["remedy"] == "See who is: tasktrack report classes 2026-11."
    november.ok("config", "set", "people_schemes", "")
    error = november.refused(4, "report", "officer", "AN", "2026-11")
    assert error["message"] == "No scheme scores officers in 2026-11."
    assert "people_schemes" in error["remedy"]


def test_people_with_periods_of_their_own(made: tuple[Path, Path], clerk: Clerk) -> None:
    """Where people's windows differ from the office's, the latest of theirs is meant, and named when the other is."""
    clerk.db.unlink()
    play(clerk.db, ("2026-11-01", "init", "--office", "Sở Nội vụ", "--windows", "statutory"))
    for day, *words in (*OFFICE[:2], *OFFICE[4:5], OFFICE[8], OFFICE[9]):
        play(clerk.db, (day, *words))
    play(
        clerk.db,
        ("2026-11-01", "period", "open", "P2026-11"),
        ("2026-11-01", "period", "open", "2026-11"),
        *OFFICE[11:12],
    )
    error = clerk.refused(3, "report", "officer", "AN")
    assert error["message"] == "No period of people's own is closed yet."
    error = clerk.refused(4, "report", "officer", "AN", "2026-11")
    assert error["remedy"] == "People are scored in periods of their own: name P2026-11."
    assert clerk.data("report", "officer", "AN", "P2026-11")["subject"] == "AN"
    clerk.ok("period", "close", "P2026-11", today="2026-12-01")
    said = clerk.ok("report", "officer", "AN", "--format", "json", today="2026-12-01").json
    assert (said["period"], said["state"]) == ("P2026-11", "closed")


@pytest.mark.parametrize("period", ["2026-12", "2026"])
def test_every_format(year: Clerk, period: str) -> None:
    for form in ("table", "text", "md", "csv", "tsv", "json", "jsonl"):
        assert "BINH" in year.ok("report", "officer", "BINH", period, "--format", form).out, form
    assert year.ok("report", "officer", "BINH", period, "--format", "csv").out.startswith("field,value\n")
    assert (
        "| (Signature and full name) |" in year.ok("report", "officer", "BINH", period, "--format", "md").out
    )


def line(code: str, level: int) -> Line:
    return Line(code, code, level, "mark", "", "", Fraction(1), Fraction(1), Fraction(5))


@given(st.lists(st.one_of(st.none(), st.fractions(0, 5)), min_size=4, max_size=4))
def test_sums_of_self_marks_are_whole_or_absent(points: list[Fraction | None]) -> None:
    lines = [line("total", 0), line("common", 1), line("I", 2), line("I.1", 3), line("I.2", 3), line("II", 2)]
    lines += [line("II.1", 3), line("II.2", 3), line("results", 1)]
    given_points = dict(zip(("I.1", "I.2", "II.1", "II.2"), points, strict=True))
    marked = common_criteria(
        lines, {code: value for code, value in given_points.items() if value is not None}
    )
    found = {one.line.code: one.self_points for one in marked}
    assert list(found) == ["common", "I", "I.1", "I.2", "II", "II.1", "II.2"]
    whole = [value for value in points if value is not None]
    assert found["common"] == (sum(whole) if len(whole) == 4 else None)
    assert found["I"] == (None if None in points[:2] else sum(whole[:2]))


@given(st.lists(st.fractions(0, 100, max_denominator=1000), min_size=1))
def test_a_column_rounds_nothing_that_has_few_decimals(values: list[Fraction]) -> None:
    count = places(values)
    assert count == 6 or all((value * 10**count).denominator == 1 for value in values)
    assert count == 0 or any((value * 10 ** (count - 1)).denominator != 1 for value in values)
