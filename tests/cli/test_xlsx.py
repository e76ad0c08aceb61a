"""Reports as Excel workbooks, from the command line."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clerk import Clerk


@pytest.fixture
def busy(clerk: Clerk) -> Clerk:
    """Return a clerk with two key tasks, one of them done, in an open period."""
    for unit in ("STC", "STP"):
        clerk.task("=1+1", "--lead", unit, "--kind", "key-common", "--due", "2026-11-20", today="2026-11-02")
    clerk.ok("period", "open", "2026-11", today="2026-11-03")
    clerk.ok("log", "NV1", "+ xong", "--done", "--evidence", "so 5", today="2026-11-19")
    return clerk


def book(clerk: Clerk, path: Path, *words: str) -> Any:
    clerk.ok(*words, "--output", str(path))
    return openpyxl.load_workbook(path)


def formulas(found: Any) -> list[str]:
    cells = (cell for sheet in found for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    "words", [("report", "period", "2026-11"), ("report", "cadence", "2026-11"), ("report", "key-tasks")]
)
def test_percentages_are_reckoned_in_the_sheet(busy: Clerk, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = formulas(book(busy, tmp_path / "told.xlsx", *words))
    assert [text for text in said if text.startswith("=SUM(")]
    assert [text for text in said if text.startswith("=IF(") and "100*" in text]


def test_a_list_of_tasks(busy: Clerk, tmp_path: Path) -> None:
    (sheet,) = book(busy, tmp_path / "tasks.xlsx", "task", "list").worksheets
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["NV1"][2] == "=1+1"
    assert rows["NV2"][4].isoformat()[:10] == "2026-11-20"
    assert formulas(sheet.parent) == []


def test_the_same_list_is_the_same_file(busy: Clerk, tmp_path: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    busy.ok("task", "list", "-o", str(one))
    busy.ok("task", "list", "-o", str(two))
    assert one.read_bytes() == two.read_bytes()
    assert busy.refused(4, "task", "list", "-o", str(one))["code"] == "not-written-over"
