"""Organisations and officers classed by the shipped schemes, as a clerk does it."""

from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

NUMBERS = range(1, 7)


def table(clerk: Clerk, scheme: str, period: str = "2026") -> dict[str, dict[str, Any]]:
    """Return the provisional table of a period by its subjects."""
    return {row["subject"]: row for row in clerk.data("rank", period, "--scheme", scheme)}


def classes(clerk: Clerk, scheme: str, *subjects: str, period: str = "2026") -> list[str]:
    rows = table(clerk, scheme, period)
    return [rows[subject]["class"] for subject in subjects]


def import_marks(
    clerk: Clerk, tmp_path: Path, scheme: str, period: str, marks: dict[str, dict[str, object]]
) -> None:
    """Enter marks by subject and criterion."""
    path = tmp_path / "marks.csv"
    rows = [
        f"{period},{subject},{scheme},{criterion},{points}\n"
        for subject, given in marks.items()
        for criterion, points in given.items()
    ]
    path.write_text("period,subject,scheme,criterion,points\n" + "".join(rows), encoding="utf-8")
    clerk.ok("mark", "import", str(path))


def mark(clerk: Clerk, scheme: str, subject: str, period: str = "2026", **points: object) -> None:
    for criterion, given in points.items():
        clerk.ok("mark", "set", period, subject, criterion, str(given), "--scheme", scheme)


def conclude(clerk: Clerk, subject: str, kind: str, on: str = "2026-10-10", *words: str) -> None:
    """Record an incident that was concluded that day."""
    document = ("--concluded", on, "--document", "9/KL")
    clerk.ok("incident", "add", subject, "--kind", kind, "--on", on, *document, *words)


def finished(clerk: Clerk, lead: str, *options: str, exceeded: bool = False, on: str = "2026-10-15") -> str:
    """Register a task due on 20 October and done on a day, accepted above requirement or not."""
    task = clerk.task(f"Plan of {lead}", "--lead", lead, "--due", "2026-10-20", *options)
    clerk.ok("log", task, "--done", "--on", on)
    if exceeded:
        clerk.ok("task", "review", task, "--accept", "--exceeded", "--on", on)
    return task


@pytest.fixture
def departments(empty: Clerk, tmp_path: Path) -> Clerk:
    """Six departments under the province with one task each: the first excellent by its points, the others good."""
    empty.ok("unit", "add", "UBND", "UBND tỉnh", today="2026-01-05")
    empty.ok("period", "open", "2026")
    for number in NUMBERS:
        unit = f"S{number}"
        empty.ok(
            "unit", "add", unit, f"Sở số {number}", "--block", "so", "--parent", "UBND", today="2026-01-05"
        )
        finished(empty, unit, exceeded=number < 3)
    marks = {f"S{number}": quality_marks(95 if number == 1 else 75) for number in NUMBERS}
    import_marks(empty, tmp_path, "nd335-unit", "2026", marks)
    return empty


def quality_marks(total: int) -> dict[str, object]:
    return {"common": 30, "results": total - 30}


def test_one_of_six_departments_is_excellent(departments: Clerk) -> None:
    """Beside five that are good: 20% of those (Art. 8(5))."""
    rows = table(departments, "nd335-unit")
    assert [rows[f"S{number}"]["class"] for number in NUMBERS] == ["excellent", *["good"] * 5]
    assert (rows["S1"]["score_text"], rows["S1"]["conditions_failed"]) == ("95.00", [])


def test_the_quota_holds_the_second_back(departments: Clerk) -> None:
    mark(departments, "nd335-unit", "S2", results=66)
    rows = table(departments, "nd335-unit")
    assert (rows["S2"]["class"], rows["S1"]["class"], rows["S1"]["band"]) == (
        "excellent",
        "good",
        "excellent",
    )
    assert rows["S1"]["conditions_failed"]


def test_a_tie_at_the_cut_is_left_to_a_person(departments: Clerk) -> None:
    mark(departments, "nd335-unit", "S2", results=65)
    assert classes(departments, "nd335-unit", "S1", "S2") == ["quota-tie", "quota-tie"]
    words = ("--class", "excellent", "--reason", "Better results", "--document", "12/QĐ-UBND")
    departments.ok("decision", "add", "2026", "S1", "--scheme", "nd335-unit", *words)
    row = table(departments, "nd335-unit")["S1"]
    assert row["class_decided"] == "excellent"
    assert classes(departments, "nd335-unit", "S1", "S2") == ["quota-tie", "quota-tie"]


def test_late_work_is_good_by_points_alone(departments: Clerk) -> None:
    """Nothing is proposed silently: the condition is named, and a person decides."""
    finished(departments, "S1", on="2026-10-25")
    row = table(departments, "nd335-unit")["S1"]
    assert (row["class"], row["band"]) == ("points-ok-condition-failed", "excellent")
    assert row["conditions_failed"] == ["All are done on time"]
    assert "All are done on time" in departments.ok("rank", "2026", "--scheme", "nd335-unit").out


def test_a_confirmed_cause_excuses_by_a_setting(departments: Clerk) -> None:
    task = finished(departments, "S1", on="2026-10-25", exceeded=True)
    departments.ok(
        "task", "review", task, "--accept", "--objective-confirmed-by", "Chủ tịch UBND", "--on", "2026-10-26"
    )
    assert classes(departments, "nd335-unit", "S1") == ["points-ok-condition-failed"]
    departments.ok("config", "set", "nd335-unit.excuse_delays", "true")
    assert classes(departments, "nd335-unit", "S1") == ["excellent"]


def test_a_failed_review_is_not_to_quality(departments: Clerk) -> None:
    task = finished(departments, "S3")
    departments.ok("task", "review", task, "--fail", "--reason", "Figures missing", "--on", "2026-10-16")
    row = table(departments, "nd335-unit")["S3"]
    assert row["conditions_failed"] == ["All are done to quality"]


def test_open_work_waits_and_under_70_percent_fails(departments: Clerk) -> None:
    departments.task("Open", "--lead", "S3", "--due", "2026-10-30")
    assert classes(departments, "nd335-unit", "S3") == ["failed"]
    for _time in range(3):
        finished(departments, "S3")
    row = table(departments, "nd335-unit")["S3"]
    assert (row["class"], row["conditions_failed"][0]) == (
        "points-ok-condition-failed",
        "All tasks assigned are done",
    )


def test_wrongdoing_fails_whatever_the_points(departments: Clerk) -> None:
    conclude(departments, "S1", "personnel")
    conclude(departments, "S2", "fire")
    rows = table(departments, "nd335-unit")
    assert (rows["S1"]["class"], rows["S2"]["class"]) == ("failed", "good")
    assert "Art. 8(4)a" in rows["S1"]["conditions_failed"][0]


def test_a_sub_unit_that_a_fault_failed_stands_in_the_way(departments: Clerk, tmp_path: Path) -> None:
    """It counts by its class, not by its points; the sub-units of others do not matter."""
    departments.ok("unit", "add", "P1", "Phòng 1", "--block", "phong", "--parent", "S1", today="2026-01-05")
    finished(departments, "P1")
    row = table(departments, "nd335-unit")["S1"]
    assert row["conditions_failed"] == ["The direct sub-units are classed already"]
    import_marks(departments, tmp_path, "nd335-unit", "2026", {"P1": quality_marks(80)})
    assert classes(departments, "nd335-unit", "S1", "P1") == ["excellent", "good"]
    conclude(departments, "P1", "disunity")
    row = table(departments, "nd335-unit")["S1"]
    assert row["conditions_failed"] == ["No direct sub-unit did not complete its tasks"]
    assert classes(departments, "nd335-unit", "P1", "S2") == ["failed", "good"]


def test_a_public_service_unit_below_stands_in_the_way(departments: Clerk, tmp_path: Path) -> None:
    """It is classed by its own scheme, in its own block."""
    departments.ok(
        "unit", "add", "TT1", "Trung tâm 1", "--block", "su-nghiep", "--parent", "S1", today="2026-01-05"
    )
    finished(departments, "TT1")
    import_marks(departments, tmp_path, "nd233-unit", "2026", {"TT1": quality_marks(80)})
    assert list(table(departments, "nd233-unit")) == ["TT1"]
    assert classes(departments, "nd335-unit", "S1") == ["excellent"]
    conclude(departments, "TT1", "disunity")
    row = table(departments, "nd335-unit")["S1"]
    assert row["conditions_failed"] == ["No direct sub-unit did not complete its tasks"]
    departments.ok("config", "set", "nd335-unit.blocks", "so")
    assert "TT1" not in table(departments, "nd335-unit")


def test_shortcomings_that_are_not_mended(departments: Clerk) -> None:
    """Those of the year before too, until they are."""
    conclude(departments, "S1", "shortcoming", "2025-11-20")
    row = table(departments, "nd335-unit")["S1"]
    assert row["conditions_failed"] == ["All shortcomings pointed out are mended"]
    departments.ok("incident", "fix", "1", "--on", "2026-03-01")
    assert classes(departments, "nd335-unit", "S1") == ["excellent"]


def test_a_quarter_has_a_band_and_no_class(departments: Clerk, tmp_path: Path) -> None:
    departments.ok("period", "open", "2026-Q4")
    import_marks(
        departments, tmp_path, "nd335-unit", "2026-Q4", {"S1": quality_marks(95), "S2": quality_marks(95)}
    )
    finished(departments, "S1", on="2026-10-25")
    said = departments.ok("rank", "2026-Q4", "--scheme", "nd335-unit", "--format", "json").json
    assert said["gives_class"] is False
    assert [row["class"] for row in said["data"] if row["subject"] in ("S1", "S2")] == ["excellent"] * 2


def test_every_line_is_explained(departments: Clerk) -> None:
    found = departments.data("score", "explain", "S1", "2026", "--scheme", "nd335-unit")
    lines = {line["code"]: line for line in found["lines"]}
    assert (lines["total"]["value"], lines["common"]["value"]) == (95, 30)
    assert [lines[code]["value"] for code in ("tasks", "done", "on_time", "exceeded", "late")] == [
        1,
        1,
        1,
        1,
        0,
    ]
    assert [lines[code]["value"] for code in ("subunits_failed", "wrongdoing", "shortcomings")] == [0, 0, 0]
    text = departments.ok("score", "explain", "S1", "2026", "--scheme", "nd335-unit", lang="vi").out
    assert "Số nhiệm vụ hoàn thành vượt mức yêu cầu" in text


def test_the_decree_begins_in_2026(departments: Clerk) -> None:
    departments.ok("period", "open", "2025")
    for scheme in ("nd335-unit", "nd233-unit"):
        assert "2026" in departments.refused(4, "rank", "2025", "--scheme", scheme)["remedy"]
    for scheme in ("nd90", "tt01-2018", "pass-qd25"):
        assert "2025" in departments.refused(4, "rank", "2026", "--scheme", scheme)["remedy"]


def test_a_year_is_closed_with_its_classes(departments: Clerk) -> None:
    """The closing keeps what decided; a decision that comes later stands beside it."""
    for key in ("2026-10", "2026-11", "2026-12"):
        departments.ok("period", "open", key)
    for key in ("2026-10", "2026-11", "2026-12"):
        departments.ok("period", "close", key, today="2027-01-02")
    departments.ok("period", "close", "2026", "--scheme", "nd335-unit", today="2027-01-04")
    closed = departments.data("rank", "2026", "--scheme", "nd335-unit", today="2027-01-05")
    assert [(row["subject"], row["class"]) for row in closed][:2] == [("S1", "excellent"), ("S2", "good")]
    departments.ok("verify", today="2027-01-05")


@pytest.mark.parametrize(("others", "proposed"), [(2, ["excellent", "good"]), (4, ["excellent", "good"])])
def test_public_service_units(departments: Clerk, tmp_path: Path, others: int, proposed: list[str]) -> None:
    """Of fewer than five at most one is excellent; from five on a fifth of those that are good."""
    departments.ok("config", "set", "nd233-unit.blocks", "so")
    marks = {f"S{number}": quality_marks(96 - number) for number in (1, 2)}
    marks |= {f"S{number}": quality_marks(75) for number in NUMBERS if 2 < number <= 2 + others}
    import_marks(departments, tmp_path, "nd233-unit", "2026", marks)
    assert classes(departments, "nd233-unit", "S1", "S2") == proposed
    rows = table(departments, "nd233-unit")
    assert {rows[f"S{number}"]["class"] for number in NUMBERS if number > 2 + others} <= {"no-score"}


def test_one_of_two_public_service_units_may_be_excellent(departments: Clerk, tmp_path: Path) -> None:
    """A fifth of one would be none."""
    departments.ok("config", "set", "nd233-unit.blocks", "so")
    import_marks(
        departments, tmp_path, "nd233-unit", "2026", {"S1": quality_marks(95), "S3": quality_marks(75)}
    )
    assert classes(departments, "nd233-unit", "S1", "S3") == ["excellent", "good"]


@pytest.mark.parametrize("closed", [False, True])
def test_the_figures_of_the_quota_are_those_of_the_table(
    departments: Clerk, tmp_path: Path, closed: bool
) -> None:
    """Whoever has no marks does not count; as shown of an open year, so of the closed one."""
    departments.ok("config", "set", "nd233-unit.blocks", "so")
    departments.ok("config", "set", "scheme", "nd233-unit")
    departments.ok("config", "set", "people_schemes", "nd335-officer,nd335-leader")
    marks = {f"S{number}": quality_marks(96 - number) for number in (1, 2)} | {"S3": quality_marks(75)}
    import_marks(departments, tmp_path, "nd233-unit", "2026", marks)
    departments.today = "2027-01-04"
    if closed:
        for key in ("2026-10", "2026-11", "2026-12"):
            departments.ok("period", "open", key)
            departments.ok("period", "close", key, "--scheme", "unit-tasks")
        departments.ok("period", "close", "2026")
    said = departments.ok("report", "classes", "2026", "--scheme", "nd233-unit", "--format", "json").json
    assert said["state"] == ("closed" if closed else "open")
    (figure,) = said["quotas"]
    shown = ("body", "counted", "base", "limit", "reached", "proposed", "over")
    assert [figure[name] for name in shown] == ["UBND", 3, 3, 1, 2, 1, 1]
    (units,) = said["summary"]
    assert units["proposed"]["classes"] == {"excellent": 1, "good": 2, "completed": 0, "failed": 0}
    out = departments.ok("report", "classes", "2026").out
    assert "Quota of the class Excellent: nd233-unit" in out
    assert "Quota of the class Excellent: nd335-unit" in out


@pytest.fixture
def last_year(empty: Clerk) -> Clerk:
    """Two communes and their people in 2025."""
    early = "2025-01-02"
    for unit in ("XA1", "XA2"):
        empty.ok("unit", "add", unit, f"Xã {unit}", "--block", "xa", "--from", early)
    empty.ok("officer", "add", "AN", "Nguyễn Văn An", "--unit", "XA1", "--position", "head", "--from", early)
    for officer in ("BINH", "CHI"):
        empty.ok(
            "officer",
            "add",
            officer,
            f"Trần Thị {officer}",
            "--unit",
            "XA1",
            "--manager",
            "AN",
            "--from",
            early,
        )
    empty.ok("period", "open", "2025")
    return empty


def own_task(clerk: Clerk, officer: str, *, on: str = "2025-06-10", exceeded: bool = False) -> str:
    """Give an officer a task of June 2025 that is done on a day."""
    words = ("--lead", "XA1", "--officer", officer, "--assigned", "2025-05-01", "--due", "2025-06-15")
    task = clerk.task(f"Plan of {officer}", *words)
    clerk.ok("log", task, "--done", "--on", on)
    if exceeded:
        clerk.ok("task", "review", task, "--accept", "--exceeded", "--on", on)
    return task


class TestOfficersBefore2026:
    """NĐ 90/2020: conditions, no points."""

    def test_staff(self, last_year: Clerk) -> None:
        own_task(last_year, "BINH", exceeded=True)
        own_task(last_year, "CHI", on="2025-06-20")
        rows = table(last_year, "nd90", "2025")
        assert (rows["BINH"]["class"], rows["BINH"]["band"], rows["BINH"]["score"]) == (
            "good",
            "excellent",
            None,
        )
        assert rows["CHI"]["class"] == "failed"

    def test_a_leader_by_the_shares_of_the_body(self, last_year: Clerk) -> None:
        """Without tasks of his own too."""
        own_task(last_year, "BINH")
        shares = {"targets_done": 100, "targets_on_time": 85, "targets_exceeded": 10}
        subunits = {"subunits_completed": 100, "subunits_good": 100}
        assert classes(last_year, "nd90", "AN", period="2025") != ["good"]
        mark(last_year, "nd90", "AN", "2025", **shares, **subunits)
        assert classes(last_year, "nd90", "AN", period="2025") == ["good"]
        conclude(last_year, "XA1", "corruption", "2025-10-01")
        assert classes(last_year, "nd90", "AN", "BINH", period="2025") == ["failed", "good"]

    def test_discipline_and_absence(self, last_year: Clerk) -> None:
        own_task(last_year, "BINH")
        own_task(last_year, "CHI")
        conclude(last_year, "CHI", "discipline", "2025-10-01")
        mark(last_year, "nd90", "BINH", "2025", months_away=3)
        assert classes(last_year, "nd90", "BINH", "CHI", period="2025") == ["completed", "failed"]
        mark(last_year, "nd90", "BINH", "2025", months_away=7)
        row = table(last_year, "nd90", "2025")["BINH"]
        assert (row["class"], row["conditions_failed"]) == (
            "unclassified",
            ["Under 6 months of work in the year (Art. 2(3))"],
        )


def test_nine_indices_of_a_one_stop_service(last_year: Clerk, tmp_path: Path) -> None:
    """15.0 is excellent, 14.9 is not; the mean of dossiers is rounded first."""
    at_bound = {str(index): "1.65" for index in range(1, 9)} | {"9": "1.4"}
    marks: dict[str, dict[str, object]] = {"XA1": dict(at_bound), "XA2": {**at_bound, "9": "1.34"}}
    import_marks(last_year, tmp_path, "tt01-2018", "2025", marks)
    rows = table(last_year, "tt01-2018", "2025")
    assert [(rows[unit]["score_text"], rows[unit]["class"]) for unit in ("XA1", "XA2")] == [
        ("15.00", "excellent"),
        ("14.90", "good"),
    ]
    assert last_year.data("period", "close", "2025", "--scheme", "tt01-2018")["rankings"]


def test_access_to_law(last_year: Clerk, tmp_path: Path) -> None:
    """80 points, half of each criterion, and no head at fault."""
    passing: dict[str, object] = {"tc1": 5, "tc2": 25, "tc3": 13, "tc4": 17, "tc5": 20}
    import_marks(
        last_year, tmp_path, "pass-qd25", "2025", {"XA1": passing, "XA2": {**passing, "tc1": 4.9, "tc2": 30}}
    )
    rows = table(last_year, "pass-qd25", "2025")
    assert [(rows[unit]["score_text"], rows[unit]["class"]) for unit in ("XA1", "XA2")] == [
        ("80.00", "passed"),
        ("84.90", "not-passed"),
    ]
    assert rows["XA2"]["conditions_failed"] == ["A criterion has less than half of its maximum (Art. 4)"]
    conclude(last_year, "BINH", "discipline", "2025-03-01")
    assert classes(last_year, "pass-qd25", "XA1", period="2025") == ["passed"]
    conclude(last_year, "AN", "discipline", "2025-04-01")
    row = table(last_year, "pass-qd25", "2025")["XA1"]
    assert (row["class"], row["conditions_failed"]) == (
        "not-passed",
        ["The head was disciplined for a violation in duty or prosecuted (Art. 4)"],
    )


def test_letters(last_year: Clerk, tmp_path: Path) -> None:
    """Nothing has points: the table stands in the order of the classes."""
    marks: dict[str, dict[str, object]] = {
        "XA1": {"i1": 74.9, "i2": 100, "i3": 100, "i4": 100},
        "XA2": {"i1": 90, "i2": 105, "i3": 75, "i4": 89},
    }
    import_marks(last_year, tmp_path, "abc-tt15", "2025", marks)
    rows = last_year.data("rank", "2025", "--scheme", "abc-tt15")
    assert [(row["subject"], row["class"], row["score"]) for row in rows] == [
        ("XA2", "a", None),
        ("XA1", "b", None),
    ]


def test_commendation(departments: Clerk) -> None:
    """The city's numbers made small."""
    for name, value in (("more_than_tasks", "1"), ("praised_times", "2")):
        departments.ok("config", "set", f"commend-danang.{name}", value)
    for unit in ("S1", "S2", "S3"):
        finished(departments, unit)
    for unit, times in (("S1", 2), ("S2", 1), ("S4", 2)):
        for time in range(times):
            conclude(departments, unit, "commendation", f"2026-10-1{time}")
    rows = table(departments, "commend-danang")
    assert [rows[f"S{number}"]["class"] for number in NUMBERS] == ["commended", *["not-commended"] * 5]
    found = departments.data("score", "explain", "S1", "2026", "--scheme", "commend-danang")
    lines = {line["code"]: line["value"] for line in found["lines"]}
    assert (lines["assigned"], lines["done_share"], lines["on_time_share"], lines["praised"]) == (
        2,
        100,
        100,
        2,
    )


def test_key_tasks(departments: Clerk) -> None:
    """Other work does not count; what is left over counts again in the second half-year."""
    for name in ("registered_number", "common_number"):
        departments.ok("config", "set", f"key-tasks.{name}", "1")
    departments.ok("period", "open", "2026-H2")
    finished(departments, "S1", "--kind", "key-registered", exceeded=True)
    finished(departments, "S1", "--kind", "key-common")
    finished(departments, "S2", "--kind", "key-registered", on="2026-10-25")
    early = ("--lead", "S2", "--kind", "key-common", "--assigned", "2026-01-10", "--due", "2026-05-30")
    departments.task("Left over", *early, today="2026-01-10")
    rows = table(departments, "key-tasks")
    assert [(rows[unit]["score"], rows[unit]["class"]) for unit in ("S1", "S2")] == [
        (100, "excellent"),
        (25, "failed"),
    ]
    assert rows["S3"]["class"] == "no-score"
    half = departments.data("score", "explain", "S2", "2026-H2", "--scheme", "key-tasks")
    lines = {line["code"]: line["value"] for line in half["lines"]}
    assert [lines[name] for name in ("tasks", "done", "behind", "carried", "registered", "shared")] == [
        2,
        1,
        2,
        1,
        1,
        0,
    ]
