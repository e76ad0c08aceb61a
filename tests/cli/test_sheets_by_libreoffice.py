"""LibreOffice writes the spreadsheets: whatever format it keeps a table in, the same comes in."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import programs
import pytest
from clerk import Clerk

from tasktrack.intake.spreadsheet import Book, CellError, read_books

pytestmark = pytest.mark.slow

ROWS = [
    ["Mã", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Ngày giao", "Thời hạn", "Hệ số", "Lĩnh vực"],
    ["K1", "Lập kế hoạch; trình “Đề án”", "STC", "2026-10-01", "2026-12-31", "0.8", "Kinh tế"],
    ["K2", "=1+1 là tên việc", "STP", "2026-10-02", "12/2026", "1.25", ""],
    ["K3", "Theo dõi, đôn đốc", "XA1", "2026-10-03", "", "3", "Nội vụ"],
]
# Comma, quotes, UTF-8, first line 1; then each column as LibreOffice should take it: text, or as it looks.
FILTER = "CSV:44,34,76,1,1/2/2/2/3/2/4/1/5/2/6/1/7/2"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Let LibreOffice read a CSV and write it as every kind of spreadsheet."""
    folder = tmp_path_factory.mktemp("office")
    source = folder / "viec.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(ROWS)
    made = {"csv": source}
    for ending in ("xlsx", "ods", "xls"):
        into = folder / ending
        programs.libreoffice(
            f"--infilter={FILTER}", "--convert-to", ending, "--outdir", str(into), str(source), home=folder
        )
        made[ending] = into / f"viec.{ending}"
    return made


@programs.needs("soffice")
def test_every_format_imports_alike(written: dict[str, Path], clerk: Clerk) -> None:
    """Three tasks by the first format, and nothing new or other by the others."""
    done = {ending: clerk.data("task", "import", str(path)) for ending, path in written.items()}
    counts = {ending: (one["added"], one["changed"], one["same"]) for ending, one in done.items()}
    assert counts == {"csv": (3, 0, 0), "xlsx": (0, 0, 3), "ods": (0, 0, 3), "xls": (0, 0, 3)}


@programs.needs("soffice")
def test_what_a_sheet_shows_is_read_from_every_format(tmp_path: Path) -> None:
    """Percentages, months without a day, errors and merged cells, as one program writes them in three formats."""
    whole = openpyxl.Workbook()
    sheet = whole.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = 0.45, date(2026, 12, 1), "=1/0", date(2026, 12, 31)
    sheet["A1"].number_format, sheet["B1"].number_format = "0%", "mm/yyyy"
    sheet["A2"] = "gộp"
    sheet.merge_cells("A2:B3")
    whole.create_sheet("Ẩn").sheet_state = "hidden"
    whole.save(tmp_path / "a.xlsx")
    paths = [
        programs.converted(tmp_path / "a.xlsx", ending, tmp_path / ending)
        for ending in ("xlsx", "ods", "xls")
    ]
    for path, found in read_books(paths):
        assert isinstance(found, Book), path
        first, hidden = found.sheets
        assert first.rows == (("45%", "12/2026", "#DIV/0!", date(2026, 12, 31)), ("gộp",)), path
        assert isinstance(first.at(1, 3), CellError)
        assert (first.merged, hidden.hidden) == (((2, 1, 3, 2),), True)
