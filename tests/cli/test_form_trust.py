"""What forms must not do: overwrite silently, slip past a closing, leave files that the book does not know."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clerk import TODAY, Clerk
from filled import fill

from tasktrack.__main__ import main
from tasktrack.services import form_import, importing

DAY = {"D6": "20/11/2026"}


@pytest.fixture
def desk(clerk: Clerk, tmp_path: Path) -> Path:
    """Send STC its form of November, of two tasks; return the folder."""
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-12-04")
    for title in ("Draft the plan", "Count the bridges"):
        clerk.task(title, "--assigned", "2026-10-01", "--due", "2026-11-30", "--quantity", "4")
    return export(clerk, tmp_path / "out").parent


def export(clerk: Clerk, folder: Path, kind: str = "progress", period: str = "2026-11") -> Path:
    """Send one form to STC, and return it."""
    words = ("--kind", kind, "--period", period, "--unit", "STC", "-o", str(folder))
    (made,) = clerk.data("form", "export", *words)
    return Path(made["file"])


def stc(desk: Path, cells: dict[str, Any], name: str = "in/stc.xlsx") -> Path:
    """Return the form of STC, filled in."""
    return fill(desk / "progress-2026-11-STC.xlsx", cells, desk.parent / name)


def take(clerk: Clerk, path: Path, *words: str) -> dict[str, Any]:
    """Import one form that is taken."""
    data = clerk.data("form", "import", str(path), *words)
    assert data["refused"] == 0, data
    return dict(data["forms"][0])


def refused(clerk: Clerk, path: Path, *words: str, code: int = 4) -> list[dict[str, Any]]:
    """Import forms of which the first is refused, and return its faults."""
    return list(clerk.refused(code, "form", "import", str(path), *words)["forms"][0]["faults"])


def test_every_row_that_says_otherwise_is_told(
    clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only as many as an import would show."""
    monkeypatch.setattr(importing, "_CHANGES_SHOWN", 1)
    take(clerk, stc(desk, {**DAY, "M9": "Half", "M10": "Half"}))
    later = stc(desk, {**DAY, "M9": "Whole", "M10": "Whole"})
    assert [one["cell"] for one in refused(clerk, later)] == ["M9", "M10"]
    assert take(clerk, later, "--correct")["changed"] == 2


def meanwhile(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Let something happen once between the reading of the files and the writing of what they say."""
    later, happened = form_import._written, []

    def written(*given: Any, **more: Any) -> Any:
        if not happened:
            happened.append(do())
        return later(*given, **more)

    monkeypatch.setattr(form_import, "_written", written)


def run(clerk: Clerk, *words: str) -> Callable[[], int]:
    """Return a run of the program by somebody else."""
    return lambda: main(["--db", str(clerk.db), "--lang", "en", "--today", TODAY, *words])


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("period", "lock", "2026-11", "--now"), "2026-11 is locked", 5),
        (("undo",), "it was taken back", 4),
    ],
)
def test_what_happens_while_forms_are_read(
    clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str, code: int
) -> None:
    """A period that is locked, or a form that is taken back, takes nothing any more."""
    path = stc(desk, {**DAY, "M9": "Half"})
    meanwhile(monkeypatch, run(clerk, *words))
    with monkeypatch.context():
        said_now = clerk.run("form", "import", str(path))
    assert (said_now.code, said in said_now.err) == (code, True)
    assert clerk.data("progress", "list", "--task", "NV1") == []


EXPORT = ("form", "export", "--period", "2026-11", "--unit", "STC", "-o")


def names(folder: Path) -> list[str]:
    """Return what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_book_that_cannot_be_closed(
    clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException | type[BaseException]
) -> None:
    """Not one file is laid of forms that the register does not know, and none is overwritten."""

    def fails(*_given: object) -> None:
        raise fault

    form = desk / "progress-2026-11-STC.xlsx"
    before = form.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr("tasktrack.store.register.Register._finish", fails)
        assert clerk.run(*EXPORT, str(desk), "--yes").code
        assert clerk.run(*EXPORT, str(desk.parent / "new" / "deep")).code
    assert form.read_bytes() == before
    assert names(desk) == [form.name]
    assert not (desk.parent / "new").exists()
    assert len(clerk.data("form", "list")) == 1


def test_a_folder_that_takes_no_file(clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stood there stands there again, and it is said that the book has the forms."""
    clerk.ok("form", "export", "--kind", "key-tasks", "--period", "2026", "-o", str(desk))
    before = {path.name: path.read_bytes() for path in desk.iterdir()}
    move, moved = shutil.move, []

    def fails(source: Path, to: Path) -> Path:
        moved.append(source)
        if len(moved) == 4:
            raise OSError(28, "No space left on device")
        return Path(move(source, to))

    words = ("form", "export", "--kind", "key-tasks", "--period", "2026", "-o", str(desk), "--yes")
    with monkeypatch.context() as patched:
        patched.setattr("tasktrack.services.laying.shutil.move", fails)
        said = clerk.run(*words)
    assert (said.code, "stand in the book" in said.err) == (4, True)
    assert {path.name: path.read_bytes() for path in desk.iterdir()} == before
    clerk.ok("undo")
    clerk.ok(*words)


def test_the_question_is_asked_while_others_may_write(
    clerk: Clerk, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits for an answer keeps nobody waiting."""
    asked: list[object] = []

    def answer(sentence: str) -> None:
        asked.append((sentence, run(clerk, "unit", "add", "NEW", "New unit")()))

    monkeypatch.setattr("tasktrack.cli.asking.is_possible", lambda: True)
    monkeypatch.setattr("tasktrack.cli.asking.confirm", answer)
    clerk.ok(*EXPORT, str(desk))
    assert [code for _sentence, code in asked] == [0]


def test_units_that_are_named_are_asked(clerk: Clerk, desk: Path) -> None:
    """A unit of no block registers key tasks when it is named, beside others too."""
    clerk.ok("unit", "add", "NEW", "New unit", "--from", "2026-01-05")
    words = ("form", "export", "--kind", "key-tasks", "--period", "2026", "-o", str(desk))
    assert [one["unit"] for one in clerk.data(*words, "--unit", "STC", "--unit", "NEW")] == ["STC", "NEW"]


def test_a_new_form_on_the_day_the_old_one_came(clerk: Clerk, desk: Path) -> None:
    """It is missing until it comes back itself; its kind is told."""
    take(clerk, stc(desk, {**DAY, "M9": "Half"}))
    clerk.ok(*EXPORT, str(desk), "--yes")
    assert [one["missing"] for one in clerk.data("form", "list")] == [False, True]
    assert "Progress of tasks" in clerk.ok("form", "list", "--missing").out


@pytest.fixture
def both(clerk: Clerk, desk: Path) -> tuple[Path, Path]:
    """Send STC its products too, of which one task stands in its form of progress; return both forms."""
    clerk.ok("product", "add", "SP1", "Monthly report", "--measure", "report")
    clerk.task(
        "Report", "--officer", "BINH", "--product", "SP1", "--quantity", "4", "--assigned", "2026-11-02",
        "--due", "2026-11-27",
    )  # fmt: skip
    return export(clerk, desk / "all"), export(clerk, desk / "all", "products")


def test_progress_and_products_of_one_unit(clerk: Clerk, both: tuple[Path, Path], desk: Path) -> None:
    """What only one of the two asks about contradicts nothing; a quantity is taken from one of them only."""
    progress, products = both
    fill(progress, {**DAY, "J10": 45, "M9": "Half", "O9": "The rest"}, desk.parent / "in" / "a.xlsx")
    fill(products, {**DAY, "K9": 1}, desk.parent / "in" / "b.xlsx")
    data = clerk.data("form", "import", str(desk.parent / "in"))
    assert [one["state"] for one in data["forms"]] == ["taken", "taken"]
    later = fill(progress, {**DAY, "I9": "21/11/2026", "K9": 2}, desk.parent / "in" / "c.xlsx")
    fault = refused(clerk, later, "--correct")[0]
    assert (fault["cell"], fault["message"]) == (
        "K9",
        "Form BM3 brought a quantity of NV3 already, for 2026-11-20.",
    )


def test_two_weeks_of_one_month(clerk: Clerk, desk: Path) -> None:
    """Two forms with two days are two reports, in one import too; two copies of one form contradict each other."""
    other = export(clerk, desk / "second")
    stc(desk, {"D6": "13/11/2026", "K9": 1, "M9": "Half"}, "in/a.xlsx")
    fill(other, {"D6": "20/11/2026", "K9": 2, "M9": "Whole"}, desk.parent / "in" / "b.xlsx")
    data = clerk.data("form", "import", str(desk.parent / "in"))
    assert [one["state"] for one in data["forms"]] == ["taken", "taken"]
    assert [one["quantity"] for one in clerk.data("progress", "list", "--task", "NV1")] == [1, 2]


def test_what_stands_beside_the_table(clerk: Clerk, desk: Path) -> None:
    """It is not read, and that is said with its cell."""
    done = take(clerk, stc(desk, {**DAY, "M9": "Half", "S9": "A note", "G3": "Urgent"}))
    assert done["warnings"] == [
        "Cell G3 lies outside the form and is not read: Urgent.",
        "Cell S9 lies outside the form and is not read: A note.",
    ]


def test_faults_of_cells_and_of_the_books_in_one_round(clerk: Clerk, desk: Path) -> None:
    """A cell that cannot be read, a quantity on a task that is done, a day outside the period."""
    clerk.ok("log", "NV2", "--done")
    found = refused(clerk, stc(desk, {**DAY, "J9": "x", "L10": "20/11/2026"}))
    assert [one["cell"] for one in found] == ["J9", "L10"]
    found = refused(clerk, stc(desk, {"D6": "20/11/2026", "I9": "1/1/2026", "M9": "a", "J10": 5, "K10": 5}))
    assert [one["cell"] for one in found] == ["I9", "K10"]


def test_a_changed_number(clerk: Clerk, desk: Path) -> None:
    """Its cell is named, and what stood there."""
    (fault,) = refused(clerk, stc(desk, {**DAY, "M9": "Half", "A10": 77}))
    assert (fault["cell"], fault["value"]) == ("A10", "77")
    assert "it went out with 2" in fault["message"]


def test_the_day_of_report_is_told_once(clerk: Clerk, desk: Path) -> None:
    """A fault of the common day is one of its own cell, whatever row it was met in."""
    found = refused(clerk, stc(desk, {"D6": "30/11/2026", "M9": "a", "M10": "b"}))
    assert [one["cell"] for one in found] == ["D6"]


def test_emptied_rows_of_other_kinds(clerk: Clerk, desk: Path) -> None:
    """A key task that was proposed, and work outside, stay; that is said."""
    clerk.ok("product", "add", "SP1", "Monthly report")
    work = export(clerk, desk / "more", "products")
    row = next(line[0].row for line in openpyxl.load_workbook(work).worksheets[0].iter_rows(min_row=9))
    outside = {f"C{row}": "BINH", f"D{row}": "SP1"}
    take(clerk, fill(work, {**DAY, **outside, f"C{row + 1}": "BINH", f"D{row + 1}": "SP1", f"H{row + 1}": 2}))
    said = "something before and is empty now"
    assert said in take(clerk, fill(work, dict.fromkeys(outside)))["warnings"][0]
    keys = export(clerk, desk / "more", "key-tasks", "2026")
    take(clerk, fill(keys, {"B9": "One", "F9": "31/12/2026", "B10": "Two", "F10": "31/12/2026"}))
    assert any(said in one for one in take(clerk, fill(keys, {"B9": None, "F9": None}))["warnings"])


def test_work_outside_is_due_in_its_month(clerk: Clerk, desk: Path) -> None:
    """And counts as assigned when the officer came, not before."""
    clerk.ok("product", "add", "SP1", "Monthly report")
    clerk.ok("officer", "add", "MOI", "Lê Mới", "--unit", "STC", "--from", "2026-11-10")
    work = export(clerk, desk / "more", "products")
    cells = {**DAY, "C9": "MOI", "D9": "SP1", "I9": "31/12/2030", "K9": 1}
    assert [one["cell"] for one in refused(clerk, fill(work, cells))] == ["I9"]
    take(clerk, fill(work, {"I9": "25/11/2026"}))
    assert clerk.data("task", "show", "BM2/#1")["assigned_on"] == "2026-11-10"


def test_what_looks_odd_is_told(clerk: Clerk, desk: Path) -> None:
    """As `log` tells it, with the cell."""
    done = take(clerk, stc(desk, {**DAY, "J9": 40, "L9": "20/11/2026", "K10": 5}))
    assert done["warnings"] == [
        "Cell J9: It is reported finished with less than 100 %: it counts as done.",
        "Cell K10: More is logged than was assigned.",
    ]
    done = take(clerk, stc(desk, {**DAY, "J9": 40, "L9": "20/11/2026", "K10": 5, "M10": "More"}), "--correct")
    assert "Cell K10: More is logged than was assigned." in done["warnings"]


def test_other_spreadsheets_of_a_folder(clerk: Clerk, desk: Path) -> None:
    """What is in a file decides, not how its name ends; what programs lock by is left out."""
    path = stc(desk, {**DAY, "M9": "Half"})
    path.rename(path.with_suffix(".ods"))
    (path.parent / ".~lock.stc.ods#").write_text("", encoding="utf-8")
    assert take(clerk, path.parent)["state"] == "taken"
