"""Letters that urge units on, and the letterhead that the settings give every printed document."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from clerk import Clerk

from tasktrack.cli.session import Session
from tasktrack.reports import print_order
from tasktrack.reports.report import Column, Paper, Report, Table
from tasktrack.services import letterhead

SETTINGS = {
    "parent_body": "Bộ Nội vụ",
    "place": "Huế",
    "document_symbol": "UBND",
    "addressed_to": "Thủ tướng Chính phủ; Bộ Nội vụ",
    "signed_as": "TM. Ủy ban nhân dân; Chủ tịch",
    "signed_by": "Nguyễn Văn Bình",
    "recipients": "Như trên; Các sở; Lưu: VT, TH",
}


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """Return a clerk with a letterhead: STC has a task overdue and one due soon, STP one returned, XA1 one far off."""
    for name, value in SETTINGS.items():
        clerk.ok("config", "set", name, value)
    for title, lead, due in (
        ("Rà soát <giá đất>", "STC", "2026-11-12"),
        ("Lập dự toán", "STC", "2026-11-26"),
        ("Kiểm tra văn bản", "STP", "2026-11-18"),
        ("Làm đường", "XA1", "2026-12-25"),
    ):
        clerk.task(
            title, "--lead", lead, "--due", due, "--document", "15/KH-UBND", "--document-date", "2026-09-30"
        )
    clerk.ok("log", "NV1", "Đã họp", "--percent", "30", "--on", "2026-11-09")
    clerk.ok("log", "NV3", "Xong", "--done", "--on", "2026-11-17")
    clerk.ok("task", "review", "NV3", "--return", "--on", "2026-11-19", "--reason", "Chưa đạt")
    return clerk


def read(file: Path) -> tuple[str, list[list[str]]]:
    """Return the words of a document, and the cells of its second table."""
    document = docx.Document(io.BytesIO(file.read_bytes()))
    words = [one.text for one in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(words), [[cell.text for cell in row.cells] for row in document.tables[1].rows]


def test_each_unit_with_late_or_near_tasks_gets_its_letter(office: Clerk, tmp_path: Path) -> None:
    before = office.digest()
    said = office.ok("report", "letters", "--output", str(tmp_path / "cv"), lang="vi")
    assert office.digest() == before
    assert sorted(file.name for file in (tmp_path / "cv").iterdir()) == [
        "don-doc-STC.docx",
        "don-doc-STP.docx",
    ]
    assert "task remind" in said.err
    words, rows = read(tmp_path / "cv" / "don-doc-STC.docx")
    for wanted in (
        "BỘ NỘI VỤ",
        "Số: \xa0\xa0\xa0\xa0\xa0\xa0\xa0/UBND",
        "V/v đôn đốc thực hiện nhiệm vụ được\xa0giao",
        "Huế, ngày 22 tháng 11 năm 2026",
        "Kính gửi: Sở Tài chính",
        "Sở Tài chính có 01 nhiệm vụ quá hạn chưa hoàn thành và 01 nhiệm vụ đến hạn từ nay đến hết ngày 29/11/2026",
        "chậm nhất ngày 26/11/2026./.",
        "- Như trên;\n- Các sở;\n- Lưu: VT, TH.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Bình",
    ):
        assert wanted in words
    assert rows[1] == [
        "1",
        "Rà soát <giá đất> (NV1)",
        "15/KH-UBND ngày 30/09/2026",
        "12/11/2026",
        "10",
        "09/11/2026: Đã họp",
    ]
    assert rows[2][4:] == ["–", "Chưa có báo cáo"]
    assert "BÁO CÁO" not in words


def test_returned_work_is_urged_and_work_that_awaits_review_is_not(office: Clerk, tmp_path: Path) -> None:
    office.ok("report", "letters", "--output", str(tmp_path), "--format", "md")
    assert "Kiểm tra văn bản" in (tmp_path / "don-doc-STP.md").read_text("utf-8")
    office.ok("config", "set", "done_needs_review", "yes")
    office.ok("log", "NV1", "Xong", "--done", "--on", "2026-11-20")
    office.ok("report", "letters", "--output", str(tmp_path / "b"), "--format", "md", "--unit", "STC")
    words = (tmp_path / "b" / "don-doc-STC.md").read_text("utf-8")
    assert "NV2" in words
    assert "NV1" not in words


def test_the_latest_result_is_what_the_entry_of_that_day_said(office: Clerk, tmp_path: Path) -> None:
    office.ok("log", "NV1", "--percent", "45", "--on", "2026-11-15")
    office.ok("report", "letters", "--output", str(tmp_path), "--unit", "STC")
    _words, rows = read(tmp_path / "don-doc-STC.docx")
    assert rows[1][-1] == "2026-11-15: 45 %"


def test_units_blocks_and_days_narrow_them(office: Clerk, tmp_path: Path) -> None:
    out = office.ok("report", "letters", "--output", str(tmp_path / "a"), "--days", "0").out
    assert [line.split()[:3] for line in out.splitlines() if line.startswith("ST")] == [
        ["STC", "1", "0"],
        ["STP", "1", "0"],
    ]
    office.ok("report", "letters", "--output", str(tmp_path / "b"), "--days", "60", "--block", "xa")
    assert [file.name for file in (tmp_path / "b").iterdir()] == ["don-doc-XA1.docx"]
    said = office.ok("report", "letters", "--output", str(tmp_path / "c"), "--unit", "XA1")
    assert "No unit has overdue tasks" in said.out
    assert not (tmp_path / "c").exists()
    for words in (("--unit", "KHONG"), ("--block", "khong")):
        assert office.run("report", "letters", "--output", str(tmp_path / "d"), *words).code == 3
    late = office.run("report", "letters", "--output", str(tmp_path / "d"), "--answer-by", "2026-11-01")
    assert late.code == 4
    assert office.run("report", "letters", "--output", str(tmp_path / "d"), "--format", "csv").code == 2
    assert not (tmp_path / "d").exists()


def test_files_that_are_there_are_not_written_over_without_yes(office: Clerk, tmp_path: Path) -> None:
    there = tmp_path / "don-doc-STP.docx"
    there.write_text("cũ", encoding="utf-8")
    words = ("report", "letters", "--output", str(tmp_path))
    assert office.run(*words).code == 4
    assert there.read_text("utf-8") == "cũ"
    assert not (tmp_path / "don-doc-STC.docx").exists()
    office.ok(*words, "--yes")
    assert there.read_bytes()[:2] == b"PK"
    a_file = tmp_path / "tệp"
    a_file.write_text("x")
    assert office.run("report", "letters", "--output", str(a_file / "cv")).code == 4


def test_the_folder_is_made_with_those_above_it_and_holds_all_letters_or_none(
    office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []
    really = letterhead.of
    monkeypatch.setattr(letterhead, "of", lambda register: reads.append(1) or really(register))
    office.ok("report", "letters", "--output", str(tmp_path / "năm" / "tháng" / "cv"))
    assert len(list((tmp_path / "năm" / "tháng" / "cv").iterdir())) == 2
    assert len(reads) == 1
    a_file = tmp_path / "tệp.docx"
    a_file.write_text("x")
    assert "not a folder" in office.run("report", "letters", "--output", str(a_file)).err
    (tmp_path / "hỏng").mkdir()
    (tmp_path / "hỏng" / "don-doc-STP.docx").mkdir()
    assert office.run("report", "letters", "--output", str(tmp_path / "hỏng"), "--yes").code == 4
    assert [file.name for file in (tmp_path / "hỏng").iterdir()] == ["don-doc-STP.docx"]


def test_codes_that_no_file_may_be_called_by_are_told_apart(office: Clerk, tmp_path: Path) -> None:
    for code in ("a.b", "A_B"):
        office.ok("unit", "add", code, f"Đơn vị {code}")
        office.task("Việc", "--lead", code, "--due", "2026-11-10")
    office.ok("report", "letters", "--output", str(tmp_path), "--format", "md")
    names = sorted(file.name for file in tmp_path.glob("*.md"))
    assert len({name.lower() for name in names}) == 4


def test_settings_may_write_lists_as_documents_print_them(office: Clerk, tmp_path: Path) -> None:
    office.ok("config", "set", "recipients", "Như trên;- Các sở.;; – Lưu: VT, TH.")
    for lang, first in (("vi", "Như trên"), ("en", "As above")):
        office.ok("report", "letters", "--output", str(tmp_path / lang), lang=lang)
        words, _rows = read(tmp_path / lang / "don-doc-STC.docx")
        assert f"- {first};\n- Các sở;\n- Lưu: VT, TH." in words


def test_every_printed_report_has_the_letterhead(office: Clerk, tmp_path: Path) -> None:
    office.ok("report", "weekly", "--output", str(tmp_path / "tuan.docx"), lang="vi")
    words, _rows = read(tmp_path / "tuan.docx")
    for wanted in (
        "BÁO CÁO",
        "Tình hình, kết quả thực hiện nhiệm vụ tuần 47 năm 2026",
        "/BC-UBND",
        "- Thủ tướng Chính phủ;",
        "CHỦ TỊCH",
        "- Lưu: VT, TH.",
    ):
        assert wanted in words
    office.ok("task", "list", "--output", str(tmp_path / "ds.docx"), lang="vi")
    words, _rows = read(tmp_path / "ds.docx")
    assert "Độc lập - Tự do - Hạnh phúc" in words
    assert "Số:" not in words
    assert "Nơi nhận:" not in words


def test_letters_may_have_a_symbol_of_their_own(office: Clerk, tmp_path: Path) -> None:
    office.ok("config", "set", "letter_symbol", "UBND-TH")
    office.ok("report", "letters", "--output", str(tmp_path), lang="vi")
    words, _rows = read(tmp_path / "don-doc-STC.docx")
    assert "\xa0/UBND-TH\n" in words


def test_what_goes_down_to_units_is_not_addressed_to_those_above(office: Clerk, tmp_path: Path) -> None:
    for name, words in (
        ("unit", ("report", "unit", "STC", "2026-11")),
        ("classes", ("report", "obstacles")),
        ("slip", ("report", "slip", "--unit", "STC", "2026-11")),
    ):
        file = tmp_path / f"{name}.docx"
        office.ok(*words, "--output", str(file), lang="vi")
        assert "Thủ tướng" not in read(file)[0]


def test_rows_are_counted_on_paper_and_columns_without_anything_left_out(
    office: Clerk, tmp_path: Path
) -> None:
    for form in ("docx", "html", "xlsx"):
        office.ok("task", "list", "--output", str(tmp_path / f"ds.{form}"), lang="vi")
    _words, rows = read(tmp_path / "ds.docx")
    assert [row[:2] for row in rows[:3]] == [["TT", "Mã"], ["1", "NV1"], ["2", "NV3"]]
    columns = (
        Column("code", "C", "code"),
        Column("name", "N"),
        Column("x", "X"),
        Column("n", "#", "integer"),
    )
    table = Table(
        columns, [("a", "A", "", None), ("", "Sum", None, 1), ("b", "B", None, 2)], total=("", "T", "", 3)
    )
    made = print_order.printed(Report("x", [], sections=(table,))).sections[0]
    assert isinstance(made, Table)
    assert [column.key for column in made.columns] == ["no", "code", "name", "n"]
    assert [row[0] for row in made.rows] == [1, "", 2]
    assert made.total == ("", "", "T", 3)
    kept = print_order.printed(Report("x", [], sections=(table,)), "xlsx").sections[0]
    assert isinstance(kept, Table)
    assert [column.key for column in kept.columns] == ["no", "code", "name", "x", "n"]


def test_a_signed_table_has_number_and_recipients(office: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "xep-hang.docx"
    office.ok("period", "open", "2026-10")
    office.ok("period", "close", "2026-10", "--yes")
    office.ok("rank", "2026-10", "--output", str(file), lang="vi")
    words, _rows = read(file)
    assert "/BC-UBND" in words
    assert "- Lưu: VT, TH." in words


def test_what_a_report_says_of_its_paper_stands(office: Clerk, capsys: Any) -> None:
    session = Session(office.db, None, None)
    own = Report(
        "report x",
        [],
        "Tên",
        paper=Paper(name="REPORT", body="Sở Y tế", number="9/BC", signed_as=("GIÁM ĐỐC",)),
    )
    paper = session.printed(own, "docx").paper
    assert paper is not None
    assert (paper.body, paper.number, paper.parent) == ("Sở Y tế", "9/BC", "Bộ Nội vụ")
    assert (paper.signed_as, paper.signed_by) == (("GIÁM ĐỐC",), "")
    assert session.printed(own, "text") is own


def test_a_register_that_cannot_be_read_breaks_nothing(tmp_path: Path) -> None:
    report = Report("task list", [], "Nhiệm vụ")
    assert Session(tmp_path / "không có.db", None, None).printed(report, "docx") == report


def test_the_list_of_changes_is_submitted_with_its_grounds(office: Clerk, tmp_path: Path) -> None:
    why = ("--reason", "Chờ vốn", "--document", "8/TB-UBND", "--approved-by", "Chủ tịch")
    office.ok("task", "extend", "NV2", "--due", "2026-12-15", *why)
    office.ok("task", "withdraw", "NV4", *why)
    before = office.ok("report", "changes", "--format", "json").out
    assert office.ok("report", "changes", "--submission", "--format", "json").out == before
    text = office.ok("report", "changes", "--submission").out
    assert "SUBMISSION: On adjusting the list of tasks of the year 2026" in text
    office.ok("report", "changes", "--submission", "--output", str(tmp_path / "tt.docx"), lang="vi")
    document = docx.Document(io.BytesIO((tmp_path / "tt.docx").read_bytes()))
    words = "\n".join(one.text for one in document.paragraphs)
    for wanted in (
        "TỜ TRÌNH",
        "Về việc điều chỉnh danh mục nhiệm vụ năm 2026",
        "Căn cứ các văn bản: 8/TB-UBND;",
        "DANH MỤC NHIỆM VỤ ĐIỀU CHỈNH",
    ):
        assert wanted in words
    text = office.ok("report", "changes", "--submission").out
    assert "reports the adjustment of the list of tasks: 2 changes of 2 tasks" in " ".join(text.split())
    asked = "submits this to Thủ tướng Chính phủ, Bộ Nội vụ for consideration and guidance./."
    assert " ".join(text.split()).count(asked) == 1
    assert "it is not recorded yet" not in text
    assert "/TTr-UBND" in document.tables[0].cell(0, 0).text
    assert [round(section.page_width.mm) for section in document.sections] == [210, 297]
    assert office.ok("report", "changes", "2025", "--submission").code == 0
