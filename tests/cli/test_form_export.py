"""Forms go out: what they hold, what may be typed where, and that nothing else may."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clerk import Clerk
from filled import fill
from openpyxl.worksheet.worksheet import Worksheet

from tasktrack.domain.form_seal import MARK
from tasktrack.domain.form_words import file_name
from tasktrack.i18n import speaking

HEAD = 8


def sheet_of(path: Path) -> Worksheet:
    """Return the sheet that is filled in."""
    return openpyxl.load_workbook(path).worksheets[0]


def heads(sheet: Worksheet) -> list[Any]:
    """Return the headings of a form."""
    return [cell.value for cell in sheet[HEAD]]


@pytest.fixture
def out(clerk: Clerk, tmp_path: Path) -> Path:
    """Give the clerk an open month with tasks of two units, and return a folder for forms."""
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-12-04")
    clerk.task("Draft the plan", "--due", "2026-11-30", "--document", "12/QĐ-UBND")
    clerk.task("Count the bridges", "--lead", "STP", "--quantity", "4")
    return tmp_path / "out"


def test_one_form_a_unit(clerk: Clerk, out: Path) -> None:
    """Units without open tasks get none; the register remembers what was sent, as one entry."""
    before = len(clerk.data("history"))
    made = clerk.ok("form", "export", "--period", "2026-11", "-o", str(out), "--format", "json").json
    assert [(one["number"], one["unit"], one["rows"]) for one in made["data"]] == [
        ("BM1", "STC", 1),
        ("BM2", "STP", 1),
    ]
    assert made["return_by"] == "2026-12-01"
    assert sorted(path.name for path in out.iterdir()) == [
        "progress-2026-11-STC.xlsx",
        "progress-2026-11-STP.xlsx",
    ]
    assert len(clerk.data("history")) == before + 1
    clerk.ok("undo")
    assert clerk.data("form", "list") == []
    clerk.ok("form", "export", "--period", "2026-11", "-o", str(out), "--yes")
    assert [one["number"] for one in clerk.data("form", "list")] == ["BM3", "BM4"]


def test_what_stands_in_it(clerk: Clerk, out: Path) -> None:
    """The task is filled in, cells to fill are open, coloured and checked, and nothing is a formula."""
    clerk.ok("log", "NV1", "half", "--percent", "50", "--on", "2026-11-10")
    clerk.ok("form", "export", "--period", "2026-11", "-o", str(out), "--unit", "STC")
    sheet = sheet_of(out / "progress-2026-11-STC.xlsx")
    row = dict(zip(heads(sheet), sheet[HEAD + 1], strict=True))
    assert row["Code"].value == "NV1"
    assert row["Due"].value.date() == date(2026, 11, 30)
    assert row["Progress so far (%)"].value == 50
    assert row["Last update"].value.date() == date(2026, 11, 10)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    opened = {head for head, cell in row.items() if not cell.protection.locked}
    assert opened == {
        "Day of update",
        "Progress (%)",
        "Finished on",
        "Result",
        "Obstacle",
        "Proposal",
        "Next step",
        "Cause of delay",
        "Evidence",
    }
    assert {row[head].fill.fgColor.rgb for head in opened} == {"FFFFF9DB"}
    assert not sheet["D6"].protection.locked
    kinds = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds["D6"] == "date"
    assert kinds["I9"] == "date"
    assert kinds["J9"] == "decimal"
    assert kinds["Q9"] == "list"


def test_page_and_hidden_sheet(clerk: Clerk, out: Path) -> None:
    """A4 landscape, one page wide, heads repeated; the sheet for the way back is very hidden."""
    clerk.ok("form", "export", "--period", "2026-11", "-o", str(out), "--unit", "STC")
    book = openpyxl.load_workbook(out / "progress-2026-11-STC.xlsx")
    sheet = book.worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.print_title_rows == "$8:$8"
    assert sheet.freeze_panes == "D9"
    assert "&P" in sheet.oddFooter.right.text
    hidden = book["tasktrack"]
    assert hidden.sheet_state == "veryHidden"
    assert hidden["A1"].value == MARK
    (sent,) = clerk.data("form", "list")
    assert hidden.cell(hidden.max_row, 2).value == sent["sha256"]
    assert not any(cell.data_type == "f" for one in book for line in one for cell in line)


def test_quantity_is_asked_where_there_is_one(clerk: Clerk, out: Path) -> None:
    """A task of one piece is told in percent; one of four pieces by how many were done, too."""
    clerk.ok("form", "export", "--period", "2026-11", "-o", str(out))
    for unit, locked in (("STC", True), ("STP", False)):
        sheet = sheet_of(out / f"progress-2026-11-{unit}.xlsx")
        cell = dict(zip(heads(sheet), sheet[HEAD + 1], strict=True))["Quantity done"]
        assert cell.protection.locked is locked


def test_parts_stand_for_the_whole(clerk: Clerk, out: Path) -> None:
    """What is said of a whole counts for nothing, so it is not asked about; done work neither."""
    clerk.task("A part", "--parent", "NV1")
    done = clerk.task("Done")
    clerk.ok("log", done, "--done")
    clerk.ok("form", "export", "--period", "2026-11", "-o", str(out), "--unit", "STC")
    sheet = sheet_of(out / "progress-2026-11-STC.xlsx")
    assert [row[1].value for row in sheet.iter_rows(min_row=HEAD + 1)] == ["NV3"]


def test_words_are_those_of_the_language(clerk: Clerk, out: Path) -> None:
    """A form speaks the language that the register names, whoever sends it; its file is called so."""
    clerk.ok("config", "set", "language", "vi")
    (made,) = clerk.data("form", "export", "--period", "2026-11", "-o", str(out), "--unit", "STC")
    with speaking("vi"):
        assert Path(made["file"]).name == file_name("progress", "2026-11", "STC")
    sheet = sheet_of(Path(made["file"]))
    assert sheet["I9"].number_format == "dd/mm/yyyy"
    assert sheet["A2"].value.isupper()


def test_files_are_not_written_over(clerk: Clerk, out: Path) -> None:
    """Not a file that is there, not a link, without --yes; then nothing is written to the register either."""
    words = ("form", "export", "--period", "2026-11", "-o", str(out))
    clerk.ok(*words)
    file = out / "progress-2026-11-STC.xlsx"
    digest = hashlib.sha256(file.read_bytes()).digest()
    assert clerk.refused(4, *words)["code"] == "not-written-over"
    assert hashlib.sha256(file.read_bytes()).digest() == digest
    for path in out.iterdir():
        path.unlink()
    file.symlink_to(clerk.db)
    assert clerk.refused(4, *words)["code"] == "not-written-over"
    assert clerk.refused(4, *words, "--yes")["code"] == "not-written-over"  # it leads to the register
    assert [path.name for path in out.iterdir()] == [file.name]
    file.unlink()
    file.mkdir()
    clerk.refused(4, *words, "--yes")
    assert [path.name for path in out.iterdir()] == [file.name]
    out_file = out.parent / "file"
    out_file.write_text("", encoding="utf-8")
    clerk.refused(4, "form", "export", "--period", "2026-11", "-o", str(out_file))


def test_dry_run_makes_no_folder(clerk: Clerk, out: Path) -> None:
    """It shows what would be made."""
    digest = clerk.digest()
    made = clerk.data("form", "export", "--period", "2026-11", "-o", str(out), "--dry-run")
    assert [one["unit"] for one in made] == ["STC", "STP"]
    assert not out.exists()
    assert clerk.digest() == digest


@pytest.mark.parametrize(
    ("words", "exits"),
    [
        (("--kind", "progress", "--period", "2026-10", "--block", "none"), 3),
        (("--kind", "products", "--period", "2026-Q4"), 4),
        (("--kind", "key-tasks", "--period", "2026-11"), 4),
        (("--kind", "marks", "--period", "2026-10"), 3),
        (("--kind", "marks", "--period", "2026-11"), 3),
        (("--kind", "nonsense", "--period", "2026-11"), 4),
        (("--period", "2026-11", "--unit", "NOPE"), 3),
    ],
)
def test_refusals(clerk: Clerk, out: Path, words: tuple[str, ...], exits: int) -> None:
    """A kind of period that a form is not made for, a period or unit that is not there."""
    clerk.refused(exits, "form", "export", *words, "-o", str(out))
    assert not out.exists()


def test_a_locked_period_gets_no_form(clerk: Clerk, out: Path) -> None:
    """It could not be returned in time."""
    clerk.ok("period", "lock", "2026-11", "--now")
    assert (
        clerk.refused(5, "form", "export", "--period", "2026-11", "-o", str(out))["code"] == "period-locked"
    )


def test_malice_stays_text(clerk: Clerk, out: Path) -> None:
    """What begins with a sign of a formula, steers a terminal or is very long makes a sound file all the same."""
    titles = (
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "\tTab",
        "Red \x1b[31m \u202e turned",
        "_x0041_ and _x005F_",
        "Dài " * 1500,
    )
    table = out.parent / "tasks.jsonl"
    rows = ({"title": title, "lead": "XA1", "document": title[:60]} for title in titles)
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    clerk.ok("task", "import", str(table))
    clerk.ok("form", "export", "--period", "2026-11", "-o", str(out), "--unit", "XA1")
    sheet = sheet_of(out / "progress-2026-11-XA1.xlsx")
    cells = [row[2] for row in sheet.iter_rows(min_row=HEAD + 1)]
    assert len(cells) == len(titles)
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not any(sign in cell.value for cell in cells for sign in ("\x1b", "\u202e"))
    fill(out / "progress-2026-11-XA1.xlsx", {"D6": "22/11/2026", "J9": 10})
    (done,) = clerk.data("form", "import", str(out))["forms"]
    assert (done["state"], done["faults"]) == ("taken", [])


def test_key_tasks_are_blank(clerk: Clerk, out: Path) -> None:
    """As many rows as the head is to register, and room for more, to be returned by the deadline."""
    made = clerk.ok(
        "form", "export", "--kind", "key-tasks", "--period", "2027", "-o", str(out), "--format", "json"
    ).json
    assert made["return_by"] == "2027-01-31"
    assert [one["unit"] for one in made["data"]] == ["STC", "STP", "XA1"]
    sheet = sheet_of(out / "key-tasks-2027-STC.xlsx")
    rows = list(sheet.iter_rows(min_row=HEAD + 1))
    assert [row[0].value for row in rows] == list(range(1, 11))
    assert all(not cell.protection.locked and cell.value is None for row in rows for cell in row[1:])
