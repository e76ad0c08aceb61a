"""LibreOffice judges our workbooks: it reckons every formula anew, and prints pages of A4."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import programs
import pytest
from clerk import Clerk
from golden import sample

from tasktrack.render import write_binary
from tasktrack.reports.report import Chart, Column, Report, Series, Table

pytestmark = [pytest.mark.slow, programs.needs("soffice", "pdftotext", "pdfinfo")]
A4 = (595, 842)
REPORTS = (
    ("report", "period", "2026-10"),
    ("report", "weekly"),
    ("report", "cadence", "2026-10"),
    ("report", "key-tasks"),
    ("report", "overdue", "--by", "unit"),
)
_KEPT = re.compile(rb"(</f>)<v>[^<]*</v>")


@pytest.fixture
def province(capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(sample.province().path, capsys)


@pytest.mark.parametrize("words", REPORTS, ids=lambda words: words[1])
def test_formulas_give_the_figures_of_the_program(
    province: Clerk, words: tuple[str, ...], tmp_path: Path
) -> None:
    """The values that we keep beside the formulas are taken out first, so that they must be reckoned."""
    told = tmp_path / "told.xlsx"
    province.ok(*words, "-o", str(told))
    (tmp_path / "reckoned").mkdir()
    reckoned = programs.converted(_without_values(told), "xlsx", tmp_path / "reckoned")
    kept = dict(_formulas(told))
    assert any(kept.values())
    found = {place: value for place, value in _values(reckoned) if place in kept}
    assert found == {place: pytest.approx(value) if value != "–" else value for place, value in kept.items()}


def _without_values(book: Path) -> Path:
    """Return a copy whose formulas have no values."""
    bare = book.with_name("bare.xlsx")
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            target.writestr(name, _KEPT.sub(rb"\1", source.read(name)))
    assert not list(_values(bare, formulas=_places(book)))
    return bare


def _places(book: Path) -> set[tuple[str, str]]:
    return {
        (sheet.title, cell.coordinate)
        for sheet in openpyxl.load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _formulas(book: Path) -> Iterator[tuple[tuple[str, str], Any]]:
    return _values(book, formulas=_places(book))


def _values(
    book: Path, formulas: set[tuple[str, str]] | None = None
) -> Iterator[tuple[tuple[str, str], Any]]:
    for sheet in openpyxl.load_workbook(book, data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                place = (sheet.title, cell.coordinate)
                if cell.value is not None and (formulas is None or place in formulas):
                    yield place, cell.value


def test_a_long_list_prints_on_a4_with_its_heading_on_every_page(province: Clerk, tmp_path: Path) -> None:
    told = tmp_path / "tasks.xlsx"
    province.ok("task", "list", "-o", str(told), lang="vi")
    printed = programs.converted(told, "pdf", tmp_path)
    pages = programs.pdf_pages(printed)
    assert 2 <= len(pages) <= 10
    assert {(round(broad), round(high)) for broad, high in pages} == {(A4[1], A4[0])}
    texts = programs.pdf_text(printed).split("\f")[: len(pages)]
    for number, text in enumerate(texts, 1):
        assert "Nội dung nhiệm vụ" in text
        assert text.rstrip().endswith(f"{number}/{len(pages)}")
    # Nothing is lost at an edge: the last cell of each row is there.
    assert sum(len(re.findall(r"^\s*\d+ +NV\d+ ", text, re.MULTILINE)) for text in texts) == 156


def test_what_looks_like_a_formula_is_text_to_it_too(tmp_path: Path) -> None:
    odd = ("=1+1", "+2", "-3", "@SUM(A1)", "\t=4", "=HYPERLINK(1)", '=cmd|"/c calc"!A0', "007", "1e5")
    chart = Chart("heat", "=5+5", ("=6", "b"), (Series("=7", (1, None)),), "=8")
    report = Report("x", [], "=9", (Table((Column("a", "=A"),), tuple((one,) for one in odd)), chart))
    with (tmp_path / "odd.xlsx").open("wb") as stream:
        write_binary(report, "xlsx", stream)
    read = programs.converted(
        tmp_path / "odd.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,true", tmp_path
    )
    said = read.read_text(encoding="utf-8")
    for text in odd:
        assert text.strip() in said.replace('""', '"')
