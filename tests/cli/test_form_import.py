"""Forms of progress come back: each whole or not at all, every fault in its cell, nothing twice, nothing guessed."""

import contextlib
import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clerk import TODAY, Clerk
from filled import fill

from tasktrack.__main__ import main
from tasktrack.services import form_import

DAY = {"D6": "20/11/2026"}


SENT = (
    ("period", "open", "2026-11", "--meeting", "2026-12-04"),
    ("task", "add", "Draft the plan", "--lead", "STC", "--due", "2026-11-10"),
    ("task", "add", "Count the bridges", "--lead", "STC", "--quantity", "4", "--due", "2026-11-30"),
    ("task", "add", "Write the rules", "--lead", "STP"),
    ("task", "add", "Print the rules", "--lead", "STP"),
    ("form", "export", "--period", "2026-11", "--unit", "STC", "--unit", "STP"),
)


@pytest.fixture(scope="module")
def sent(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Send forms of November to two units, two tasks each, once for all tests; return where they lie."""
    folder = tmp_path_factory.mktemp("sent")
    db = Path(shutil.copy(made[1], folder / "office.db"))
    with contextlib.redirect_stdout(io.StringIO()):
        for words in SENT:
            more = {"task": ("--assigned", "2026-10-01"), "form": ("-o", str(folder / "out"))}.get(
                words[0], ()
            )
            assert main(["--db", str(db), "--lang", "en", "--today", TODAY, *words, *more]) == 0
    return folder


@pytest.fixture
def desk(sent: Path, clerk: Clerk, tmp_path: Path) -> Path:
    """Put the clerk before that register, with the forms in a folder."""
    shutil.copy(sent / "office.db", clerk.db)
    shutil.copytree(sent / "out", tmp_path / "out")
    return tmp_path / "out"


def stc(desk: Path, cells: dict[str, Any], name: str = "in/stc.xlsx") -> Path:
    """Return the form of STC, filled in."""
    return fill(desk / "progress-2026-11-STC.xlsx", cells, desk.parent / name)


def stp(desk: Path, cells: dict[str, Any], name: str = "in/stp.xlsx") -> Path:
    """Return the form of STP, filled in."""
    return fill(desk / "progress-2026-11-STP.xlsx", cells, desk.parent / name)


def take(clerk: Clerk, path: Path, *words: str, today: str | None = None) -> dict[str, Any]:
    """Import a form that is taken, and return what became of it."""
    data = clerk.data("form", "import", str(path), *words, today=today)
    assert data["refused"] == 0
    return dict(data["forms"][0])


def refused(
    clerk: Clerk, path: Path, *words: str, today: str | None = None, exits: int = 4
) -> list[dict[str, Any]]:
    """Import one form that is refused, and return its faults."""
    error = clerk.refused(exits, "form", "import", str(path), *words, today=today)
    assert (error["code"] == "forms-refused") is (exits == 4)
    return list(error["forms"][0]["faults"])


def entries(clerk: Clerk, task: str) -> list[dict[str, Any]]:
    """Return the living entries of a task."""
    return list(clerk.data("progress", "list", "--task", task))


def test_what_was_filled_in_is_logged(clerk: Clerk, desk: Path) -> None:
    """Days as days or text, percent as number or text, stray blanks, NFD, the word of the list."""
    given = {
        **DAY,
        "J9": "45 %",
        "M9": "  Đa\u0303 trình dự thảo  ",
        "Q9": "khách quan",
        "I10": date(2026, 11, 21),
        "K10": "1,5",
        "R10": "12/BC-STC",
    }
    done = take(clerk, stc(desk, given))
    assert (done["state"], done["added"], done["changed"], done["same"]) == ("taken", 2, 0, 0)
    (first,) = entries(clerk, "NV1")
    assert (first["on"], first["percent"], first["cause"]) == ("2026-11-20", 45, "objective")
    assert first["result"] == "Đã trình dự thảo"
    assert first["actor"] == "STC"
    (second,) = entries(clerk, "NV2")
    assert (second["on"], second["quantity"], second["evidence"]) == ("2026-11-21", 1.5, "12/BC-STC")
    (sent, _other) = clerk.data("form", "list")
    assert (sent["received_on"], sent["taken"], sent["missing"]) == ("2026-11-22", 2, False)


def test_finished_work(clerk: Clerk, desk: Path) -> None:
    """The day on which it was finished makes it done; it is one entry of the journal, undone by itself."""
    take(clerk, stc(desk, {**DAY, "L9": "ngày 9 tháng 11 năm 2026", "M9": "Xong"}))
    assert clerk.status("NV1") == "done-early"
    clerk.ok("undo")
    assert clerk.status("NV1") == "overdue"
    assert [one["received_on"] for one in clerk.data("form", "list")] == [None, None]
    assert take(clerk, desk.parent / "in" / "stc.xlsx")["added"] == 1


def test_the_same_form_twice(clerk: Clerk, desk: Path) -> None:
    """The second time nothing is written, and it is said with what it is the same; under any name."""
    path = stc(desk, {**DAY, "J9": 45})
    take(clerk, path)
    digest = clerk.digest()
    again = take(clerk, Path(shutil.copy(path, desk / "copy.xlsx")), today="2026-11-23")
    assert (again["state"], again["same_as"]) == ("same", "2026-11-22")
    assert "the same as what came on 2026-11-22" in clerk.ok("form", "import", str(path)).out
    assert clerk.digest() == digest


def test_a_later_version(clerk: Clerk, desk: Path) -> None:
    """It is a fault of the cell that says otherwise, unless it is to correct; rows that are new are added."""
    take(clerk, stc(desk, {**DAY, "J9": 45, "M9": "Half"}))
    later = stc(desk, {**DAY, "J9": 60, "M9": "Half", "K10": 2})
    (fault,) = refused(clerk, later)
    assert (fault["cell"], fault["value"]) == ("J9", "60")
    assert "BM1 came on 2026-11-22 and said: 45" in fault["message"]
    assert "--correct" in fault["remedy"]
    done = take(clerk, later, "--correct")
    assert (done["added"], done["changed"], done["same"]) == (1, 1, 0)
    assert [one["percent"] for one in entries(clerk, "NV1")] == [60]


def test_a_later_version_with_an_emptied_row(clerk: Clerk, desk: Path) -> None:
    """What was recorded stays, and that is said."""
    take(clerk, stc(desk, {**DAY, "J9": 45}))
    done = take(clerk, stc(desk, {**DAY, "K10": 2}))
    assert (done["added"], done["warnings"]) == (
        1,
        ["Row 1 said something before and is empty now: what was recorded stays."],
    )
    assert len(entries(clerk, "NV1")) == 1


@pytest.mark.parametrize(
    ("cells", "cell", "said"),
    [
        ({"J9": 45}, "D6", "The day of report is empty"),
        ({**DAY, "J9": 0.45}, "J9", "may mean 0.45 % or 45 %"),
        ({**DAY, "K9": 2}, "K9", "not to be filled in; it went out empty"),
        ({**DAY, "J10": 50, "K10": 2}, "K10", "exclude each other"),
        ({**DAY, "L9": "21/11/2026"}, "L9", "after the entry's day"),
        ({**DAY, "L9": "01/09/2026"}, "L9", "before the task was assigned"),
        ({"D6": "5/12/2026", "J9": 45}, "D6", "lies outside the period 2026-11"),
        ({"D6": "25/11/2026", "J9": 45}, "D6", "lies after today"),
        ({**DAY, "I9": "31/10/2026", "J9": 45}, "I9", "lies outside the period 2026-11"),
        ({**DAY, "I9": "19/11/2026"}, "A9", "says nothing"),
        ({**DAY, "C9": "Another task"}, "C9", "it went out with Draft the plan"),
        ({**DAY, "E9": date(2026, 12, 31)}, "E9", "it went out with 2026-11-10"),
        ({**DAY, "A20": 9, "C20": "More"}, "A20", "none of the form's"),
        ({**DAY, "M30": "Below"}, "M30", "none of the form's"),
        ({**DAY, "A11": 2, "J11": 5}, "A11", "was copied"),
    ],
)
def test_faults_in_cells(clerk: Clerk, desk: Path, cells: dict[str, Any], cell: str, said: str) -> None:
    """Each is named by its cell and the heading that stands above it, and nothing is written."""
    (fault,) = refused(clerk, stc(desk, cells))
    assert fault["cell"] == cell
    assert said in fault["message"]
    assert fault["remedy"]
    assert fault["sheet"] == "Progress"


def test_all_faults_at_once(clerk: Clerk, desk: Path) -> None:
    """A clerk sends the form back once, not five times."""
    found = refused(clerk, stc(desk, {**DAY, "J9": 145, "L9": "x", "Q9": "x", "K10": "x", "C10": "x"}))
    assert [one["cell"] for one in found] == ["J9", "L9", "Q9", "C10", "K10"]


def test_a_form_with_nothing_filled_in(clerk: Clerk, desk: Path) -> None:
    """It does not count as sent."""
    (fault,) = refused(clerk, stc(desk, {}))
    assert fault["message"] == "Nothing is filled in."
    assert all(one["missing"] for one in clerk.data("form", "list"))


def test_a_bad_form_stops_no_other(clerk: Clerk, desk: Path) -> None:
    """The good one is taken, the bad one told cell by cell, and who has not sent theirs is named; exit 9."""
    clerk.ok(
        "officer",
        "add",
        "DUNG",
        "Lê Dung",
        "--unit",
        "STP",
        "--position",
        "head",
        "--contact",
        "0912 000 111",
    )
    stc(desk, {**DAY, "J9": 45})
    bad = stp(desk, {**DAY, "J9": 145})
    said = clerk.run("form", "import", str(bad.parent), "--format", "json")
    assert said.code == 9
    data = said.json["data"]
    assert [(one["unit"], one["state"]) for one in data["forms"]] == [("STC", "taken"), ("STP", "refused")]
    assert [(one["unit"], one["who"], one["contact"]) for one in data["not_sent"]] == [
        ("STP", "Lê Dung", "0912 000 111")
    ]
    assert len(entries(clerk, "NV1")) == 1
    text = clerk.run("form", "import", str(bad.parent)).out
    assert "Progress, cell J9 (Progress (%)): 145 % is more than the whole." in text
    assert "0912 000 111" in text


def test_dry_run_says_the_same(clerk: Clerk, desk: Path) -> None:
    """And writes nothing."""
    path = stc(desk, {**DAY, "J9": 45})
    digest = clerk.digest()
    said = clerk.ok("form", "import", str(path), "--dry-run", "--format", "json").json
    assert said["dry_run"] is True
    assert (said["data"]["forms"][0]["state"], said["data"]["forms"][0]["added"]) == ("taken", 1)
    assert [one["unit"] for one in said["data"]["not_sent"]] == ["STP"]
    assert clerk.digest() == digest


def test_a_folder(clerk: Clerk, desk: Path) -> None:
    """It is read with the folders in it; lock files and hidden ones are left out, other files named."""
    path = stc(desk, {**DAY, "J9": 45}, "in/deep/stc.xlsx")
    for name in ("~$stc.xlsx", ".hidden.xlsx", "letter.docx"):
        (path.parent / name).write_bytes(b"no form")
    data = clerk.data("form", "import", str(desk.parent / "in"))
    assert [one["unit"] for one in data["forms"]] == ["STC"]
    assert [Path(name).name for name in data["passed_over"]] == ["letter.docx"]
    empty = desk.parent / "empty"
    empty.mkdir()
    clerk.refused(4, "form", "import", str(empty))
    clerk.refused(3, "form", "import", str(desk / "none.xlsx"))


def test_two_copies_of_one_form(clerk: Clerk, desk: Path) -> None:
    """Where they say different things both are shown, with their cells, and neither is taken."""
    one = stc(desk, {**DAY, "J9": 45}, "in/a.xlsx")
    stc(desk, {**DAY, "J9": 60}, "in/b.xlsx")
    error = clerk.refused(4, "form", "import", str(one.parent))
    (conflict,) = error["conflicts"]
    assert conflict["what"] == "NV1"
    assert conflict["column"] == "Progress (%)"
    assert [
        (Path(side["file"]).name, side["cell"], side["text"]) for side in (conflict["one"], conflict["other"])
    ] == [
        ("a.xlsx", "J9", "45"),
        ("b.xlsx", "J9", "60"),
    ]
    assert entries(clerk, "NV1") == []
    stc(desk, {**DAY, "J9": 45}, "in/b.xlsx")
    states = [form["state"] for form in clerk.data("form", "import", str(one.parent))["forms"]]
    assert states == ["taken", "same"]


def test_two_halves_of_one_form(clerk: Clerk, desk: Path) -> None:
    """Two people who filled in different rows do not contradict each other."""
    one = stc(desk, {**DAY, "J9": 45}, "in/a.xlsx")
    stc(desk, {**DAY, "K10": 2}, "in/b.xlsx")
    data = clerk.data("form", "import", str(one.parent))
    assert [(form["state"], form["added"]) for form in data["forms"]] == [("taken", 1), ("taken", 1)]


def test_one_task_in_two_forms(clerk: Clerk, desk: Path) -> None:
    """Contradicting each other none is taken; saying the same it is recorded once."""
    again = desk / "again"
    clerk.ok("form", "export", "--period", "2026-11", "-o", str(again), "--unit", "STC")
    first = stc(desk, {**DAY, "K10": 2}, "in/a.xlsx")
    second = fill(again / "progress-2026-11-STC.xlsx", {**DAY, "K10": 3}, first.parent / "b.xlsx")
    error = clerk.refused(4, "form", "import", str(first.parent))
    assert {Path(fault["file"]).name for form in error["forms"] for fault in form["faults"]} == {
        "a.xlsx",
        "b.xlsx",
    }
    fill(second, {"K10": 2})
    data = clerk.data("form", "import", str(first.parent))
    assert [(form["added"], form["same"]) for form in data["forms"]] == [(1, 0), (0, 1)]
    assert [one["quantity"] for one in entries(clerk, "NV2")] == [2]


def test_what_came_stands_beside_its_later_version(clerk: Clerk, desk: Path) -> None:
    """A file that was taken before contradicts nobody when it lies in the folder still."""
    old = stc(desk, {**DAY, "J9": 45}, "in/a.xlsx")
    take(clerk, old)
    stc(desk, {**DAY, "J9": 60}, "in/b.xlsx")
    data = clerk.data("form", "import", str(old.parent), "--correct")
    assert [form["state"] for form in data["forms"]] == ["same", "taken"]


def test_rows_in_another_order(clerk: Clerk, desk: Path) -> None:
    """A unit that sorted its form is understood: rows are known by their number."""
    sheet = openpyxl.load_workbook(desk / "progress-2026-11-STC.xlsx").worksheets[0]
    rows = [[cell.value for cell in sheet[row]] for row in (9, 10)]
    cells = {
        sheet.cell(row, place).coordinate: value
        for row, values in ((10, rows[0]), (9, rows[1]))
        for place, value in enumerate(values, 1)
    }
    take(clerk, stc(desk, {**DAY, **cells, "J10": 45, "K9": 1}))
    assert entries(clerk, "NV1")[0]["percent"] == 45
    assert entries(clerk, "NV2")[0]["quantity"] == 1


def tampered(desk: Path, how: str) -> Path:
    """Return a form that is none any more."""
    book = openpyxl.load_workbook(stc(desk, {**DAY, "J9": 45}))
    sheet, hidden = book.worksheets[0], book["tasktrack"]
    match how:
        case "no hidden sheet":
            book.remove(hidden)
        case "hidden sheet changed":
            for row in hidden.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = cell.value.replace("NV1", "NV3")
        case "hidden sheet cut":
            hidden.delete_rows(3)
        case "rows cut":
            sheet.delete_rows(10)
        case "columns moved":
            sheet.insert_cols(4)
        case "sheet renamed":
            sheet.title = "Mine"
    path = desk.parent / "in" / "stc.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("no hidden sheet", "its hidden sheet is gone"),
        ("hidden sheet changed", "hidden sheet was changed"),
        ("hidden sheet cut", "hidden sheet was changed"),
        ("rows cut", "Row no. 2 is gone"),
        ("columns moved", "rows or columns were moved"),
        ("sheet renamed", "The sheet Progress of form BM1 is gone"),
    ],
)
def test_what_is_no_whole_form(clerk: Clerk, desk: Path, how: str, said: str) -> None:
    """It is refused, saying why."""
    (fault,) = refused(clerk, tampered(desk, how))
    assert said in fault["message"]


def test_no_form_at_all(clerk: Clerk, desk: Path) -> None:
    """Another spreadsheet, a text, a program: a sentence each."""
    folder = desk.parent / "in"
    folder.mkdir()
    book = openpyxl.Workbook()
    book.save(folder / "a.xlsx")
    (folder / "b.xlsx").write_text("task;percent", encoding="utf-8")
    (folder / "c.xlsx").write_bytes(b"\x7fELF" + bytes(200))
    error = clerk.refused(4, "form", "import", str(folder))
    assert [len(one["faults"]) for one in error["forms"]] == [1, 1, 1]


def test_a_form_of_another_register(clerk: Clerk, desk: Path) -> None:
    """The number may be known there too; what it was made from is not."""
    other = desk.parent / "other.db"
    started = Clerk(other, clerk.capsys)
    started.ok("init", "--office", "Another office")
    (fault,) = refused(started, stc(desk, {**DAY, "J9": 45}))
    assert "sent from another register" in fault["message"]


def test_a_form_that_was_taken_back(clerk: Clerk, desk: Path) -> None:
    """The sending was undone: nobody waits for it."""
    clerk.ok("undo")
    (fault,) = refused(clerk, stc(desk, {**DAY, "J9": 45}))
    assert "BM1 is not in the book of forms" in fault["message"]


def test_a_period_that_is_locked_closed_or_open_again(clerk: Clerk, desk: Path) -> None:
    """Nothing of it comes in; opened again, only forms of the new revision do."""
    path = stc(desk, {**DAY, "J9": 45})
    clerk.ok("period", "lock", "2026-11", "--now")
    (fault,) = refused(clerk, path, exits=5)
    assert "2026-11 is locked for entry" in fault["message"]
    clerk.ok("period", "close", "2026-11", "--yes", today="2026-12-02")
    (fault,) = refused(clerk, path, today="2026-12-02", exits=5)
    assert "2026-11 is closed" in fault["message"]
    why = ("--reason", "A slip", "--document", "1/QĐ", "--by", "Chủ tịch")
    clerk.ok("period", "reopen", "2026-11", *why, today="2026-12-03")
    (fault,) = refused(clerk, path, today="2026-12-03")
    assert "was sent for 2026-11 no. 1" in fault["message"]


def test_a_task_that_another_unit_leads_by_now(clerk: Clerk, desk: Path) -> None:
    """The form of the old unit does not speak of it any more."""
    why = ("--reason", "Moved", "--document", "2/QĐ", "--approved-by", "Chủ tịch")
    clerk.ok("task", "hand-over", "NV1", "--to", "STP", *why)
    (fault,) = refused(clerk, stc(desk, {**DAY, "J9": 45}))
    assert (fault["cell"], fault["message"]) == ("B9", "Task NV1 is led by Sở Tư pháp (STP) by now.")


def test_a_task_that_takes_nothing(clerk: Clerk, desk: Path) -> None:
    """What `log` refuses is refused, in the cell that it hangs on."""
    clerk.ok("log", "NV1", "--done")
    (fault,) = refused(clerk, stc(desk, {**DAY, "L9": "20/11/2026"}))
    assert (fault["cell"], fault["message"]) == ("L9", "Task NV1 is done already.")


def test_in_vietnamese(clerk: Clerk, desk: Path) -> None:
    """A form that went out in one language is read in the other."""
    done = clerk.ok("form", "import", str(stc(desk, {**DAY, "J9": 45})), "--format", "json", lang="vi").json
    assert done["data"]["forms"][0]["state"] == "taken"


def test_rows_of_the_report_for_a_table(clerk: Clerk, desk: Path) -> None:
    """CSV has a row a form."""
    lines = clerk.ok("form", "import", str(stc(desk, {**DAY, "J9": 45})), "--format", "csv").out.splitlines()
    assert lines[0] == "file,number,unit,period,state_label,added,changed,same"
    assert lines[1].endswith("BM1,STC,2026-11,taken,1,0,0")


def test_who_has_not_sent(clerk: Clerk, desk: Path) -> None:
    """By the form that was sent last: an older one that comes back on a later day counts as sent."""
    assert [one["unit"] for one in clerk.data("form", "list", "--missing", "--period", "2026-11")] == [
        "STC",
        "STP",
    ]
    clerk.ok("form", "export", "--period", "2026-11", "-o", str(desk / "new"), "--unit", "STC")
    take(clerk, stc(desk, {**DAY, "J9": 45}), today="2026-11-23")
    assert [one["unit"] for one in clerk.data("form", "list", "--missing", today="2026-11-23")] == ["STP"]
    clerk.ok(
        "form", "export", "--period", "2026-11", "-o", str(desk / "x"), "--unit", "STC", today="2026-11-25"
    )
    assert [one["number"] for one in clerk.data("form", "list", "--missing", today="2026-11-25")] == [
        "BM2",
        "BM4",
    ]
    assert "Sở Tư pháp" in clerk.ok("form", "list").out


def test_an_interruption_leaves_whole_forms(
    clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle of the second form: the first one stands, of the second nothing does."""
    take_progress = form_import._TAKE["progress"]
    taken: list[str] = []

    def interrupted(register: Any, entry: Any, letter: Any, *, correct: bool) -> Any:
        done = take_progress(register, entry, letter, correct=correct)
        taken.append(letter.record.unit)
        if len(taken) == 2:
            raise KeyboardInterrupt
        return done

    monkeypatch.setitem(form_import._TAKE, "progress", interrupted)
    stc(desk, {**DAY, "J9": 45})
    path = stp(desk, {**DAY, "J9": 45})
    assert clerk.run("form", "import", str(path.parent)).code == 130
    assert taken == ["STC", "STP"]
    assert [one["missing"] for one in clerk.data("form", "list")] == [False, True]
    assert (len(entries(clerk, "NV1")), len(entries(clerk, "NV3"))) == (1, 0)
