"""LibreOffice turns our Word documents into pages: their sizes, words, numbers and annexes are looked at."""

import io
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import programs
import pytest
from clerk import Clerk

from tasktrack import i18n
from tasktrack.__main__ import main
from tasktrack.render.docx import write_docx
from tasktrack.reports.report import Chart, Paper, Report, Series

pytestmark = [pytest.mark.slow, programs.needs("soffice", "pdftotext", "pdfinfo")]
PORTRAIT, LANDSCAPE = (595, 842), (842, 595)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the register of the sample province, with a letterhead."""
    path = tmp_path_factory.mktemp("province") / "so.db"
    before = ["--db", str(path), "--lang", "vi"]
    assert main([*before, "demo"]) == 0
    for name, value in (
        ("office", "Ủy ban nhân dân tỉnh Bắc Ninh"),
        ("place", "Bắc Ninh"),
        ("document_symbol", "UBND"),
        ("signed_as", "TM. Ủy ban nhân dân;Chủ tịch"),
        ("signed_by", "Nguyễn Văn Bình"),
    ):
        assert main([*before, "config", "set", name, value]) == 0
    return path


def pages(source: Path, folder: Path) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the text and the size of each page that LibreOffice makes of a document."""
    made = programs.converted(source, "pdf", folder)
    sizes = [(round(width), round(height)) for width, height in programs.pdf_pages(made)]
    return programs.pdf_text(made).split("\f")[: len(sizes)], sizes


def test_the_report_of_a_period_is_pages_of_the_decree(
    province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = Clerk(Path(shutil.copy(province, tmp_path / "so.db")), capsys, lang="vi")
    file = tmp_path / "bc.docx"
    clerk.ok("report", "period", "2026-10", "--output", str(file))
    texts, sizes = pages(file, tmp_path)
    first_annex = sizes.index(LANDSCAPE)
    assert set(sizes[:first_annex]) == {PORTRAIT}
    assert set(sizes[first_annex:]) == {LANDSCAPE}
    first = texts[0]
    for wanted in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tình hình, kết quả thực hiện nhiệm vụ tháng 10 năm 2026",
        "Bắc Ninh, ngày 22 tháng 11 năm 2026",
    ):
        assert wanted in first
    # The first page has no number; the others have theirs at the top, and each annex counts anew.
    assert [text.strip().splitlines()[0].strip() for text in texts[1:first_annex]] == [
        str(number) for number in range(2, first_annex + 1)
    ]
    assert "Phụ lục" in texts[first_annex].strip().splitlines()[0]
    # The figures are those of the text.
    total = clerk.data("report", "period", "2026-10")["figures"]["total"]
    assert f"{total} nhiệm vụ được giao" in "".join(texts)
    signed = next(place for place, text in enumerate(texts) if "Nguyễn Văn Bình" in text)
    assert signed < first_annex


def test_a_letter_is_one_page(province: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clerk = Clerk(Path(shutil.copy(province, tmp_path / "so.db")), capsys, lang="vi")
    clerk.ok("report", "letters", "--unit", "SYT", "--output", str(tmp_path / "cv"))
    texts, sizes = pages(tmp_path / "cv" / "don-doc-SYT.docx", tmp_path)
    assert sizes == [PORTRAIT]
    for wanted in ("Kính gửi: Sở Y tế", "Nơi nhận:", "Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "./."):
        assert wanted in texts[0]


def test_charts_are_drawn_with_their_figures(tmp_path: Path) -> None:
    i18n.activate("vi")
    charts = (
        Chart("bars", "Số nhiệm vụ", ("T9", "T10"), (Series("Được giao", (1387, 12)),), "Tháng 9 nhiều hơn."),
        Chart(
            "line",
            "Tỷ lệ đúng hạn",
            ("T9", "T10"),
            (Series("Tỷ lệ", (Fraction(874, 10), Fraction(90))),),
            "Tăng.",
            "percent",
            1,
        ),
    )
    stream = io.BytesIO()
    write_docx(Report("x", [], "", charts, date(2026, 11, 22), paper=Paper(name="BÁO CÁO")), stream)
    file = tmp_path / "bieu-do.docx"
    file.write_bytes(stream.getvalue())
    (text,), _sizes = pages(file, tmp_path)
    for wanted in ("Số nhiệm vụ", "1.387", "87,4", "Tháng 9 nhiều hơn."):
        assert wanted in text
