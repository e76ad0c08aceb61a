"""Marks: points given by people, one by one and from a table; refused once their period is closed."""

from pathlib import Path

import pytest
from clerk import Clerk

COLUMNS = "period,subject,scheme,criterion,points,self_points,max,reason\n"


@pytest.fixture
def year(clerk: Clerk) -> Clerk:
    clerk.ok("period", "open", "2025")
    return clerk


def table(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "marks.csv"
    path.write_text(COLUMNS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def test_set_change_and_list(year: Clerk) -> None:
    first = year.data("mark", "set", "2025", "STC", "1", "8.5", "--self", "9,25", "--reason", "No plan")
    assert {name: first[name] for name in ("points", "self_points", "reason", "result")} == {
        "points": 8.5,
        "self_points": 9.25,
        "reason": "No plan",
        "result": "added",
    }
    assert year.data("mark", "set", "2025", "STC", "1", "9")["result"] == "changed"
    before = year.digest()
    assert year.data("mark", "set", "2025", "STC", "1", "9")["result"] == "same"
    assert year.digest() == before
    assert "changed: 7." in year.ok("mark", "set", "2025", "STC", "1", "7").out
    year.ok("mark", "set", "2025", "STP", "2", "3")
    listed = year.data("mark", "list", "2025", "--scheme", "par-index")
    assert [(row["subject"], row["criterion"], row["points"]) for row in listed] == [
        ("STC", "1", 7),
        ("STP", "2", 3),
    ]
    assert year.data("mark", "list") == listed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("STC", "1", "10.5"), "10.5 points of 1 are not between 0 and 10"),
        (("STC", "1", "9", "--max", "8"), "9 points of 1 are not between 0 and 8"),
        (("STC", "1", "9", "--max", "11"), "The maximum 11 of 1"),
        (("STC", "9", "1"), "has no criterion 9"),
        (("STC", "1"), "No points are given"),
        (("STC", "1", "nine"), "nine"),
    ],
)
def test_points_must_fit(year: Clerk, words: tuple[str, ...], message: str) -> None:
    assert message in year.refused(4, "mark", "set", "2025", *words)["message"]


def test_whom_and_what_must_exist(year: Clerk) -> None:
    year.refused(3, "mark", "set", "2025", "NOBODY", "1", "5")
    year.refused(3, "mark", "set", "2024", "STC", "1", "5")
    year.refused(3, "mark", "set", "2025", "STC", "1", "5", "--scheme", "nothing")
    error = year.refused(4, "mark", "set", "2025", "STC", "score", "5", "--scheme", "unit-tasks")
    assert "is reckoned, not marked" in error["message"]


def test_a_total_excludes_its_parts(year: Clerk) -> None:
    year.ok("mark", "set", "2025", "STC", "index", "80")
    error = year.refused(4, "mark", "set", "2025", "STC", "1", "5")
    assert "index and 1 are both marked" in error["message"]
    year.ok("mark", "set", "2025", "STP", "1", "5")
    assert "both marked" in year.refused(4, "mark", "set", "2025", "STP", "index", "80")["message"]


def test_marks_make_the_score_and_say_why_points_were_lost(year: Clerk) -> None:
    for criterion, points in (("1", 8), ("2", 10), ("3", 15), ("4", 10), ("5", 15), ("6", 10), ("7", 12)):
        year.ok("mark", "set", "2025", "STC", criterion, str(points), "--reason", f"Why {criterion}")
    unscored = year.data("rank", "2025", "--scheme", "par-index")[0]
    assert (unscored["score"], unscored["reason"]) == (None, "criterion 8 is not marked")
    year.ok("mark", "set", "2025", "STC", "8", "10")
    found = year.data("score", "explain", "STC", "2025", "--scheme", "par-index")
    assert (found["score"], found["index"], found["class"]) == (90, 90, "excellent")
    by_code = {line["code"]: line for line in found["lines"]}
    assert (by_code["1"]["points"], by_code["1"]["max"], by_code["1"]["reason"]) == (8, 10, "Why 1")
    assert (by_code["index"]["source"], by_code["index"]["value"]) == ("sum", 90)


def test_closed_marks_stay(year: Clerk, tmp_path: Path) -> None:
    year.ok("mark", "set", "2025", "STC", "index", "80")
    year.ok("period", "close", "2025", "--scheme", "par-index")
    error = year.refused(5, "mark", "set", "2025", "STC", "index", "81")
    assert (error["code"], "its marks stay as they are" in error["message"]) == ("period-closed", True)
    year.refused(5, "mark", "set", "2025", "STP", "index", "81")
    error = year.refused(4, "mark", "import", table(tmp_path, "2025,STC,par-index,index,81,,,"))
    assert error["code"] == "import-faults"
    assert year.data("rank", "2025", "--scheme", "par-index")[0]["score"] == 80


def test_import_adds_changes_and_skips(year: Clerk, tmp_path: Path) -> None:
    rows = ["2025,STC,par-index,1,8.5,9,,No plan", "2025,STP,par-index,1,7,,,"]
    path = table(tmp_path, *rows)
    before = year.digest()
    assert year.data("mark", "import", path, "--dry-run")["added"] == 2
    assert year.digest() == before
    said = year.data("mark", "import", path)
    assert (said["added"], said["changed"], said["same"]) == (2, 0, 0)
    path = table(tmp_path, rows[0], "2025,STP,par-index,1,7.5,,,")
    said = year.data("mark", "import", path)
    assert (said["added"], said["changed"], said["same"]) == (0, 1, 1)
    assert [row["points"] for row in year.data("mark", "list", "2025")] == [8.5, 7.5]
    assert "0 added, 0 changed, 2 unchanged" in year.ok("mark", "import", path).out


def test_an_import_tells_every_fault_and_writes_nothing(year: Clerk, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "2025,STC,par-index,1,8.5,,,",
        "2025,NOBODY,par-index,1,8.5,,,",
        "2025,STP,par-index,1,11,,,",
        "2024,STP,par-index,1,1,,,",
    )
    error = year.refused(4, "mark", "import", path)
    assert error["code"] == "import-faults"
    assert "3 faults; nothing was written" in error["message"]
    assert [detail.split(":")[1].strip() for detail in error["details"]] == ["row 3", "row 4", "row 5"]
    assert year.data("mark", "list") == []


def test_an_import_needs_a_file(year: Clerk, tmp_path: Path) -> None:
    assert "There is no file" in year.refused(3, "mark", "import", str(tmp_path / "none.csv"))["message"]
    path = tmp_path / "marks.csv"
    path.write_text("period,subject,colour\n2025,STC,red\n", encoding="utf-8")
    assert any("colour" in detail for detail in year.refused(4, "mark", "import", str(path))["details"])
