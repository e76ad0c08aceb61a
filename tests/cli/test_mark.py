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
    said = year.ok("mark", "set", "2025", "STC", "1", "7").out
    assert said == "Mark of STC for 1 changed: 7 appraised, 9.25 self-marked.\n"
    year.ok("mark", "set", "2025", "STP", "2", "3")
    listed = year.data("mark", "list", "2025", "--scheme", "par-index")
    assert [(row["subject"], row["criterion"], row["points"]) for row in listed] == [
        ("STC", "1", 7),
        ("STP", "2", 3),
    ]
    assert year.data("mark", "list") == listed


def stands(clerk: Clerk, period: str = "2025") -> dict[tuple[str, str], tuple[object, ...]]:
    """Return every mark of a period by subject and criterion."""
    names = ("points", "self_points", "max", "reason", "evidence")
    rows = clerk.data("mark", "list", period)
    return {(row["subject"], row["criterion"]): tuple(row[name] for name in names) for row in rows}


def test_set_changes_only_what_is_given(year: Clerk) -> None:
    """Self-marked and appraised points come on different days from different people."""
    place = ("mark", "set", "2025", "STC", "1")
    year.ok(*place, "8", "--max", "9", "--reason", "No plan", "--evidence", "BC 12")
    said = year.ok(*place, "--self", "8.5")
    assert said.out == "Mark of STC for 1 changed: 8 appraised, 8.5 self-marked, 9 at most.\n"
    assert stands(year) == {("STC", "1"): (8, 8.5, 9, "No plan", "BC 12")}
    year.ok(*place, "7")
    year.ok(*place, "--max", "8.5")
    assert stands(year) == {("STC", "1"): (7, 8.5, 8.5, "No plan", "BC 12")}
    assert "8.5 points of 1 are not between 0 and 8" in year.refused(4, *place, "--max", "8")["message"]
    year.refused(4, *place)
    year.ok(*place, "--reason", "", "--evidence", "")
    assert stands(year) == {("STC", "1"): (7, 8.5, 8.5, None, None)}
    assert year.data(*place, "--reason", " ")["result"] == "same"


def test_a_mark_is_taken_out(year: Clerk) -> None:
    """The row stays in the book, voided by a journalled entry; its place is free again."""
    place = ("mark", "set", "2025", "STC", "1")
    year.ok(*place, "8", "--self", "9", "--max", "9.5")
    before = year.digest()
    said = year.ok(*place, "none", "--dry-run")
    assert "is taken out; it was 8 appraised, 9 self-marked, 9.5 at most." in said.out
    assert year.digest() == before
    year.refused(4, *place, "none", "--self", "9")
    assert year.data(*place, "none", "--reason", "Wrong unit")["result"] == "removed"
    assert stands(year) == {}
    newest = year.data("history")[0]
    assert (newest["command"], newest["reason"]) == ("mark set", "Wrong unit")
    error = year.refused(3, *place, "none")
    assert "STC has no mark for 1 in 2025" in error["message"]
    assert year.data(*place, "--self", "5")["result"] == "added"
    assert stands(year) == {("STC", "1"): (None, 5, None, None, None)}
    year.ok(*place, "không")
    assert stands(year) == {}


def test_a_mark_of_a_closed_period_is_not_taken_out(year: Clerk) -> None:
    year.ok("mark", "set", "2025", "STC", "index", "80")
    year.ok("period", "close", "2025", "--scheme", "par-index")
    assert year.refused(5, "mark", "set", "2025", "STC", "index", "none")["code"] == "period-closed"


def test_the_period_must_be_one_the_scheme_is_for(year: Clerk) -> None:
    """A reform index is of the year: marks of a month would never count."""
    year.ok("period", "open", "2026-10")
    error = year.refused(4, "mark", "set", "2026-10", "STC", "1", "5")
    assert error["message"] == "Scheme par-index is not for a month."
    assert error["remedy"] == "It is for: year."


def test_units_are_not_marked_in_periods_of_people(year: Clerk) -> None:
    year.ok("config", "set", "people_windows", "calendar")
    clerk = year
    with_people = Clerk(clerk.db.with_name("people.db"), clerk.capsys)
    with_people.ok("init", "--office", "UBND", "--windows", "statutory")
    with_people.ok("unit", "add", "STC", "Sở Tài chính", "--block", "so")
    with_people.ok("period", "open", "P2025")
    error = with_people.refused(4, "mark", "set", "P2025", "STC", "1", "5")
    assert "scores units; P2025 is a period of people's own" in error["message"]


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


@pytest.mark.parametrize(("held", "wanted"), [("index", "1"), ("1", "index")])
def test_a_conflict_is_solved_as_its_remedy_says(year: Clerk, held: str, wanted: str) -> None:
    year.ok("mark", "set", "2025", "STC", held, "5")
    remedy = year.refused(4, "mark", "set", "2025", "STC", wanted, "5")["remedy"]
    command = remedy.partition(": tasktrack ")[2].rstrip(".")
    assert command == f"mark set 2025 STC {held} none --scheme par-index"
    year.ok(*command.split())
    year.ok("mark", "set", "2025", "STC", wanted, "5")
    assert list(stands(year)) == [("STC", wanted)]


def test_marks_make_the_score_and_say_why_points_were_lost(year: Clerk) -> None:
    for criterion, points in (("1", 8), ("2", 10), ("3", 15), ("4", 10), ("5", 15), ("6", 10), ("7", 12)):
        year.ok("mark", "set", "2025", "STC", criterion, str(points), "--reason", f"Why {criterion}")
    unscored = year.data("rank", "2025", "--scheme", "par-index")[0]
    assert (unscored["score"], unscored["reason"]) == (
        None,
        "neither reckoned nor marked: criterion 8.1, 8.2, 8.3, 8.4",
    )
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


def test_an_import_changes_only_the_columns_it_has(year: Clerk, tmp_path: Path) -> None:
    """An empty cell leaves figures as they are and clears a reason; an absent column says nothing."""
    for subject in ("STC", "STP"):
        year.ok("mark", "set", "2025", subject, "1", "8", "--self", "9", "--max", "9", "--reason", "No plan")
    path = tmp_path / "marks.csv"
    path.write_text(
        "period,subject,scheme,criterion,points\n2025,STC,par-index,1,7\n2025,STP,par-index,1,8\n",
        encoding="utf-8",
    )
    said = year.data("mark", "import", str(path))
    assert (said["added"], said["changed"], said["same"]) == (0, 1, 1)
    assert stands(year) == {
        ("STC", "1"): (7, 9, 9, "No plan", None),
        ("STP", "1"): (8, 9, 9, "No plan", None),
    }
    year.ok("mark", "import", table(tmp_path, "2025,STC,par-index,1,,8.5,,"))
    assert stands(year)["STC", "1"] == (7, 8.5, 9, None, None)
    path.write_text(
        '{"period": 2025, "subject": "STP", "scheme": "par-index", "criterion": "1", "max": 8.5, "self_points": 8}\n'
        '{"period": 2025, "subject": "STC", "scheme": "par-index", "criterion": "1", "max": 8.75}\n',
        encoding="utf-8",
    )
    year.ok("mark", "import", str(path))
    assert stands(year) == {
        ("STC", "1"): (7, 8.5, 8.75, None, None),
        ("STP", "1"): (8, 8, 8.5, "No plan", None),
    }


def index(tmp_path: Path, version: int, **maxima: int) -> str:
    """Write a version of a scheme of three marked criteria."""
    parts = "".join(
        f'[[criteria]]\ncode = "{code}"\nparent = "all"\nmark = true\nmax = {maximum}\n'
        for code, maximum in maxima.items()
    )
    path = tmp_path / f"index-{version}.toml"
    path.write_text(
        f'[scheme]\ncode = "local"\nversion = {version}\ntitle = "Local"\n'
        f'[[criteria]]\ncode = "all"\nsum = true\n{parts}[score]\ncriterion = "all"\n',
        encoding="utf-8",
    )
    return str(path)


def test_marks_that_a_new_version_has_no_criterion_for_count_for_nothing(year: Clerk, tmp_path: Path) -> None:
    """They stay in the book, with a note; the table and the other marks do without them."""
    local = ("--scheme", "local")
    year.ok("scheme", "install", index(tmp_path, 1, a=10, b=10, c=10))
    for code in "abc":
        year.ok("mark", "set", "2025", "STC", code, "9", *local)
    year.ok("scheme", "install", index(tmp_path, 2, a=10, b=10))
    assert year.data("rank", "2025", *local)[0]["score"] == 18
    year.ok("mark", "set", "2025", "STC", "a", "8", *local)
    assert year.data("rank", "2025", *local)[0]["score"] == 17
    notes = {row["criterion"]: row["note"] for row in year.data("mark", "list")}
    assert notes == {"a": None, "b": None, "c": "not in scheme local version 2"}
    assert "not in scheme local version 2" in year.ok("mark", "list").out
    assert "has no criterion c" in year.refused(4, "mark", "set", "2025", "STC", "c", "5", *local)["message"]
    before = year.data("mark", "list", *local)
    year.ok("period", "close", "2025", *local)
    year.ok("scheme", "install", index(tmp_path, 3, a=10))
    # What a closing counted keeps the version it was closed with.
    assert [(row["criterion"], row["note"]) for row in year.data("mark", "list", *local)] == [
        (row["criterion"], None) for row in before
    ]


def test_points_above_a_new_maximum_say_how_to_mend_them(year: Clerk, tmp_path: Path) -> None:
    local = ("--scheme", "local")
    year.ok("scheme", "install", index(tmp_path, 1, a=10, b=10))
    for code in "ab":
        year.ok("mark", "set", "2025", "STC", code, "9", *local)
    year.ok("scheme", "install", index(tmp_path, 2, a=5, b=5))
    error = year.refused(4, "rank", "2025", *local)
    assert error["message"] == "STC: 9 points of a are not between 0 and 5."
    command = "tasktrack mark set 2025 STC a none --scheme local"
    assert error["remedy"] == f"Correct the mark, or take it out: {command}."
    # One after the other, though the other is still above its own.
    year.ok("mark", "set", "2025", "STC", "a", "5", *local)
    year.ok("mark", "set", "2025", "STC", "b", "none", *local)
    assert year.data("rank", "2025", *local)[0]["reason"] == "criterion b is not marked"


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
    places = [detail.split(":")[1].strip().split(" (")[0] for detail in error["details"]]
    assert places == ["row 3, subject", "row 4, points", "row 5, period"]
    assert [(fault["row"], fault["value"]) for fault in error["faults"]] == [
        (3, "NOBODY"),
        (4, "11"),
        (5, "2024"),
    ]
    assert year.data("mark", "list") == []


def test_an_import_takes_each_mark_once(year: Clerk, tmp_path: Path) -> None:
    """Which of two lines is right nobody can tell."""
    file = tmp_path / "marks.csv"
    file.write_text(
        "period,subject,scheme,criterion,points\n2025,STC,par-index,1,4\n2025,STC,par-index,1,5\n"
    )
    refusal = year.refused(4, "mark", "import", str(file))
    assert "row 3" in refusal["details"][0]
    assert "row 2" in refusal["details"][0]


def test_an_import_needs_a_file(year: Clerk, tmp_path: Path) -> None:
    assert "There is no file" in year.refused(3, "mark", "import", str(tmp_path / "none.csv"))["message"]
    path = tmp_path / "marks.csv"
    path.write_text("period,subject,colour\n2025,STC,red\n", encoding="utf-8")
    assert any("colour" in detail for detail in year.refused(4, "mark", "import", str(path))["details"])


def test_points_of_officers_are_confirmed_and_those_of_units_appraised(clerk: Clerk) -> None:
    """As the decrees call them; a list of both says both."""
    clerk.ok("period", "open", "2026")
    put = ("mark", "set", "2026", "STC", "index", "80", "--scheme", "par-index")
    assert "80 appraised" in clerk.ok(*put).out
    assert "Appraised  " in clerk.ok("mark", "list").out
    clerk.ok("period", "open", "2026-11")
    mine = ("mark", "set", "2026-11", "BINH", "I.1", "4", "--scheme", "nd335-officer")
    assert "4 confirmed" in clerk.ok(*mine).out
    assert "Confirmed  " in clerk.ok("mark", "list", "2026-11").out
    assert "Appraised or confirmed" in clerk.ok("mark", "list").out
