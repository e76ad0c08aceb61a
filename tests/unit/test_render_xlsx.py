"""A report as a workbook, read back by another library."""

import io
import os
import re
import subprocess
import sys
import warnings
import zipfile
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import tasktrack
from tasktrack.errors import Invalid
from tasktrack.render import write_binary, xlsx, xlsx_tables
from tasktrack.render.xlsx_cells import column_letters, read_number, value_of
from tasktrack.render.xlsx_metrics import line_count
from tasktrack.render.xlsx_text import LONGEST, cell_text, sheet_names, units
from tasktrack.render.xlsx_widths import Columns, pieces
from tasktrack.reports.report import Chart, Column, Fact, Facts, Lines, Paper, Report, Section, Series, Table

SOURCE = Path(tasktrack.__file__).parent.parent
COLUMNS = (
    Column("code", "Mã", "code"),
    Column("name", "Tên đơn vị"),
    Column("total", "Tổng", "integer"),
    Column("done", "Đã hoàn thành", "integer"),
    Column("percent", "%", "percent", 1, ("done", "total")),
    Column("due_on", "Thời hạn", "date"),
)
ROWS = (
    ("01", "Sở Tài chính", 1200, 1050, Fraction(100 * 1050, 1200), date(2026, 11, 22)),
    ("SNV", "Sở Nội vụ", 187, 124, Fraction(100 * 124, 187), None),
    ("STP", "Sở Tư pháp", 0, 0, None, "Quý IV/2026"),
)
TOTAL = ("", "Tổng số", 1387, 1174, Fraction(100 * 1174, 1387), None)
TABLE = Table(COLUMNS, ROWS, "Theo đơn vị", ("", "bad", "muted"), TOTAL, ("Tỷ lệ trên tổng số giao.",))
AS_OF = date(2026, 11, 22)


def made(report: Report) -> bytes:
    stream = io.BytesIO()
    write_binary(report, "xlsx", stream)
    return stream.getvalue()


def opened(report: Report, *, cached: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(made(report)), data_only=cached)


def report(*sections: Section, title: str = "Báo cáo", language: str = "vi") -> Report:
    return Report("report x", [], title, sections, AS_OF, {"office": "UBND tỉnh"}, language)


def cells(sheet: Any) -> dict[str, Any]:
    return {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def test_a_report_with_one_table_is_one_sheet() -> None:
    book = opened(report(TABLE))
    assert book.sheetnames == ["Theo đơn vị"]
    found = cells(book["Theo đơn vị"])
    assert (found["A1"], found["A2"], found["A4"]) == ("Báo cáo", "As of 22/11/2026.", "Theo đơn vị")
    assert [found[f"{letter}5"] for letter in "ABCDEF"] == [column.label for column in COLUMNS]
    assert found["A6"] == "01"
    assert found["C6"] == 1200
    assert found["F6"] == datetime(2026, 11, 22)  # noqa: DTZ001 - a day in a workbook has no zone
    assert found["F8"] == "Quý IV/2026"
    assert "F7" not in found
    assert found["A10"] == "Tỷ lệ trên tổng số giao."


def test_totals_and_percentages_are_formulas_with_their_values() -> None:
    (sheet,) = opened(report(TABLE)).worksheets
    assert (sheet["C9"].value, sheet["D9"].value) == ("=SUM(C6:C8)", "=SUM(D6:D8)")
    assert sheet["E6"].value == '=IF(C6=0,"–",100*D6/C6)'
    assert sheet["E9"].value == '=IF(C9=0,"–",100*D9/C9)'
    (kept,) = opened(report(TABLE), cached=True).worksheets
    assert [kept[f"E{row}"].value for row in (6, 7, 8, 9)] == [
        87.5,
        pytest.approx(6631.016042 / 100),
        "–",
        pytest.approx(84.643114),
    ]
    assert (kept["C9"].value, kept["D9"].value) == (1387, 1174)
    assert (sheet["E6"].number_format, sheet["C9"].number_format) == ("#,##0.0", "#,##0")


def test_a_formula_never_says_another_figure_than_the_report() -> None:
    """A mean, a greatest value, a share of something else: they are plain numbers."""
    columns = (
        Column("a", "Lớn nhất", "integer"),
        Column("b", "Trung bình", "decimal", 2),
        Column("c", "Tỷ lệ", "percent", 1, ("a", "b")),
        Column("d", "Điểm", "decimal", 2),
        Column("e", "Hệ số", "decimal", 1),
    )
    rows = ((5, Fraction(1, 2), Fraction(7), Fraction(1, 3), Fraction(1, 10)),) * 3
    total = (5, Fraction(1, 2), None, Fraction(1), Fraction(3, 10))
    (sheet,) = opened(report(Table(columns, rows, total=total))).worksheets
    last = [sheet.cell(8, place).value for place in range(1, 6)]
    assert last == [5, 0.5, None, 1, "=SUM(E5:E7)"]
    assert sheet["C5"].value == 7
    assert sheet["D5"].value == 0.333333


def test_a_total_of_something_else_adds_up_nowhere() -> None:
    """The last row is of all people; the first one, of the units, is not among them."""
    columns = (
        Column("unit", "Đơn vị"),
        Column("good", "Tốt", "integer"),
        Column("failed", "Không", "integer"),
    )
    rows = (("Các đơn vị", 4, 0), ("SNV", 3, 0), ("VP", 2, 1))
    (sheet,) = opened(report(Table(columns, rows, total=("Công chức", 5, 1)))).worksheets
    assert [sheet["B8"].value, sheet["C8"].value] == [5, 1]


def test_a_change_with_its_sign_is_a_number() -> None:
    columns = (
        Column("change", "Tăng, giảm", "integer"),
        Column("percent", "%", "percent"),
        Column("n", "Số", "text"),
    )
    rows = (("+1.234", "12,5", "+3"), ("-4", "–", "007"), ("0", "38,9%", "1"))
    (sheet,) = opened(report(Table(columns, rows, total=("+1.230", None, "")))).worksheets
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=7, max_col=3)]
    assert found == [[1234, 12.5, "+3"], [-4, "–", "007"], [0, 38.9, "1"]]
    assert sheet["A8"].value == "=SUM(A5:A7)"
    assert sheet["A5"].number_format == "+#,##0;-#,##0;0"
    assert (sheet["B5"].number_format, sheet["B7"].number_format) == ("#,##0.0", '#,##0.0"%"')


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.387", "vi", 1387),
        ("87,4", "vi", Fraction(874, 10)),
        ("1.387", "en", Fraction(1387, 1000)),
        ("-1,160.5", "en", Fraction(-11605, 10)),
        ("1.38", "vi", None),
        ("1e5", "vi", None),
        ("=1+1", "vi", None),
        ("٣", "vi", None),
        ("", "vi", None),
        ("9" * 16, "vi", None),
    ],
)
def test_only_numbers_as_reports_write_them_are_read(
    text: str, language: str, value: Fraction | None
) -> None:
    found = read_number(text, language)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "{=1}", "http://x.vn", "12", "TRUE", "<r>&</r>"]
)
def test_text_is_never_anything_else(text: str) -> None:
    table = Table(
        (Column("a", text, "code"), Column("b", text)),
        ((text, text),),
        text,
        total=(text, text),
        notes=(text,),
    )
    facts = Facts((Fact(text, text),), text)
    book = opened(Report("x", [], text, (facts, table, Lines((text,)), Lines((text,), text)), AS_OF))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    said = {str(cell.value).strip() for cell in found if cell.hyperlink is None}
    assert said <= {text.strip(), f"{text.strip()}:", "As of 22/11/2026."}
    assert all(cell.data_type == "s" for cell in found)
    assert not any(cell.hyperlink and cell.hyperlink.target for cell in found)


def test_a_text_that_looks_like_a_formula_stays_text_when_it_is_typed_over() -> None:
    (sheet,) = opened(report(Table((Column("a", "A"),), (("=1+1",), ("a",))))).worksheets
    assert (sheet["A5"].quotePrefix, sheet["A6"].quotePrefix) == (True, False)


def test_control_characters_are_taken_out_and_long_texts_cut_with_a_sign() -> None:
    assert cell_text("a\x1b[31m\x00\ufffe\ud800b\tc\u202e") == "a[31m\ufffdb c"
    long = cell_text("ă" * 40_000)
    assert (units(long), long[-1]) == (LONGEST, "…")
    assert units(cell_text("😀" * 40_000)) <= LONGEST
    assert "\n" not in cell_text("a\n" * 300)
    (sheet,) = opened(
        report(Table((Column("a", "A"),), (("dòng một\ndòng hai",), ("x" * 40_000,))))
    ).worksheets
    assert sheet["A5"].value == "dòng một\ndòng hai"
    assert len(sheet["A6"].value) == LONGEST


_TITLES = st.lists(
    st.text(max_size=60) | st.sampled_from(["History", "'", "", "a" * 40, "A" * 40]), min_size=1, max_size=6
)


@settings(max_examples=200)
@given(_TITLES)
@example(["'a'", "A", "a", "a (2)", "[x]: y/z", "History", "history"])
def test_names_of_sheets_are_legal_and_unique(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < units(name) <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name.casefold() != "history"
        assert name.strip("'") == name


def test_names_of_sheets_keep_both_ends_of_a_title() -> None:
    titles = ["Được giao và đã hoàn thành, khối so-nganh", "Được giao và đã hoàn thành, khối xa-phuong"]
    assert sheet_names(titles) == ["Được giao và đã…khối so-nganh", "Được giao và…khối xa-phuong"]


_SECTIONS = st.lists(
    st.one_of(
        st.builds(
            lambda a, b, c: Table(
                (Column("a", a, "code"), Column("b", b)), ((b, c), (c, a)), c, total=(a, b), notes=(c,)
            ),
            *[st.text(max_size=40)] * 3,
        ),
        st.builds(lambda a, b: Facts((Fact(a, b),), a), *[st.text(max_size=40)] * 2),
        st.builds(lambda a, b: Lines((a, b), b), *[st.text(max_size=40)] * 2),
        st.builds(
            lambda a, b: Chart("bars", a, (b, a), (Series(b, (1, None)),), b), *[st.text(max_size=40)] * 2
        ),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40), _SECTIONS)
def test_any_text_gives_a_file_that_can_be_read(title: str, sections: list[Section]) -> None:
    book = opened(Report("x", [], title, tuple(sections), empty=title))
    assert book.worksheets


@given(st.integers(0, 16_383))
def test_letters_of_columns(place: int) -> None:
    assert openpyxl.utils.column_index_from_string(column_letters(place)) == place + 1


def test_days_and_moments_by_language() -> None:
    columns = (Column("on", "Day", "date"),)
    rows = ((date(2026, 1, 2),), (datetime(2026, 1, 2, 15, 4, tzinfo=UTC),), (date(1, 1, 1),))
    for language, pattern, early in (("vi", "dd/mm/yyyy", "01/01/0001"), ("en", "yyyy-mm-dd", "0001-01-01")):
        (sheet,) = opened(report(Table(columns, rows), language=language)).worksheets
        assert sheet["A5"].number_format == pattern
        assert sheet["A6"].number_format == f"{pattern} hh:mm"
        assert sheet["A6"].value == datetime(2026, 1, 2, 15, 4)  # noqa: DTZ001 - nor has a moment
        assert sheet["A7"].value == early


def test_codes_numbers_and_signs() -> None:
    columns = (
        Column("a", "A", "code"),
        Column("b", "B"),
        Column("c", "C", "number"),
        Column("d", "D", "integer"),
    )
    rows = (("007", True, 1234, 10**15), (12, False, None, None), ("", 3, 0, -5), ("x", Fraction(1, 2), 1, 1))
    (sheet,) = opened(report(Table(columns, rows))).worksheets
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=8, max_col=4)]
    assert found == [
        ["007", "x", 1234, "1.000.000.000.000.000"],
        ["12", None, None, None],
        [None, 3, 0, -5],
        ["x", 0.5, 1, 1],
    ]
    assert (sheet["A5"].number_format, sheet["C5"].number_format) == ("@", "0")
    with zipfile.ZipFile(io.BytesIO(made(report(Table(columns, rows))))) as archive:
        assert 'numberStoredAsText="1"' in archive.read("xl/worksheets/sheet1.xml").decode()


def test_numbers_are_rounded_half_up_at_six_decimals() -> None:
    assert value_of(Fraction(2, 3), "decimal", 2, "vi").written == 0.666667
    assert value_of(Fraction(5, 10**7), "decimal", 2, "vi").written == 0.000001
    assert value_of(Fraction(6, 2), "decimal", 2, "vi").written == 3


def test_how_a_sheet_is_printed_and_filtered() -> None:
    (sheet,) = opened(report(TABLE)).worksheets
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "&P/&N"
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:F8"
    assert sheet.print_title_rows == "$5:$5"
    wide = Table(tuple(Column(str(place), "Một cột dài", "integer") for place in range(20)), ((1,) * 20,))
    assert opened(report(wide)).worksheets[0].page_setup.orientation == "landscape"


def test_a_tone_is_seen_in_grey_too() -> None:
    (sheet,) = opened(report(TABLE)).worksheets
    assert sheet["A7"].fill.fgColor.rgb == "FFF8D7D4"
    assert (sheet["A7"].border.left.style, sheet["B7"].border.left.style) == ("thick", "thin")
    assert sheet["B8"].font.i
    assert not sheet["B6"].font.i


LISTS = (
    Lines(("Đến ngày 22/11/2026.",)),
    Table(COLUMNS[:2], (("STC", "Sở Tài chính"),)),
    Lines(("Đối chiếu: 1 = 1",)),
    Table(COLUMNS[:2], (("STC", "Sở Tài chính"),), "Quá hạn: 1"),
    Lines(("Đối chiếu: một",)),
    Table(COLUMNS[:2], (("SNV", "Sở Nội vụ"),), "Đến hạn"),
)


def test_several_tables_have_a_sheet_each_below_the_head_of_the_first() -> None:
    book = opened(report(*LISTS))
    assert book.sheetnames == ["Report", "Quá hạn - 1", "Đến hạn"]
    first, second, third = ([*cells(sheet).values()] for sheet in book)
    assert first[:2] == ["Báo cáo", "Đến ngày 22/11/2026."]
    assert first[-3:] == ["Đối chiếu: 1 = 1", "→ Quá hạn: 1", "→ Đến hạn (1 row)"]
    assert second == ["Báo cáo", "Quá hạn: 1", "Mã", "Tên đơn vị", "STC", "Sở Tài chính", "Đối chiếu: một"]
    assert third[:2] == ["Báo cáo", "Đến hạn"]
    links = [cell.hyperlink.location for row in book["Report"].iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Quá hạn - 1'!A1", "'Đến hạn'!A1"]


def test_text_with_titles_stands_on_the_first_sheet_among_the_ways_to_the_tables() -> None:
    sections = (
        Facts((Fact("Kỳ", "Tháng 10"), Fact("Số", 1387, "integer")), "1. Thông tin chung"),
        LISTS[3]._replace(title="2. Bảng"),
        Lines(("Đối chiếu.",)),
        Lines(("Không có.",), "3. Kiến nghị"),
        Facts((Fact("Bên giao", "Sở Tài chính"),)),
        LISTS[5]._replace(title="4. Bảng"),
        Facts((Fact("Bên nhận", "Sở Nội vụ"),)),
    )
    first, second, third = opened(report(*sections, title="Báo cáo đến 22/11/2026")).worksheets
    assert [*cells(first).values()] == [
        *("Báo cáo đến 22/11/2026", "1. Thông tin chung", "Kỳ:", "Tháng 10", "Số:", 1387),
        *("→ 2. Bảng (1 row)", "3. Kiến nghị", "Không có.", "→ 4. Bảng (1 row)"),
    ]
    assert "Đối chiếu." in cells(second).values()
    assert [*cells(third).values()][1:4] == ["Bên giao:", "Sở Tài chính", "4. Bảng"]
    assert [*cells(third).values()][-2:] == ["Bên nhận:", "Sở Nội vụ"]


def test_a_further_table_without_a_title_is_laid_over_the_columns_of_the_first() -> None:
    signatures = Table((Column("", "BÊN GIAO"), Column("", "BÊN NHẬN")), (("Sở Tài chính", "Sở Nội vụ"),))
    (sheet,) = opened(report(TABLE, signatures)).worksheets
    found = {value: place for place, value in cells(sheet).items()}
    assert found["BÊN GIAO"].startswith("A")
    assert any(str(area).startswith(found["BÊN GIAO"] + ":") for area in sheet.merged_cells.ranges)
    assert sheet.print_title_rows is None


def test_an_empty_report_says_so() -> None:
    (sheet,) = opened(
        Report("x", [], "Nhiệm vụ", (Table(COLUMNS, ()),), empty="Không có nhiệm vụ nào.")
    ).worksheets
    assert [*cells(sheet).values()] == ["Nhiệm vụ", "Không có nhiệm vụ nào."]
    assert opened(Report("x", [])).sheetnames == ["Report"]


@pytest.mark.parametrize(
    ("said", "names_it"),
    [
        (Lines(("Tính đến ngày 22/11/2026.",)), True),
        (Facts((Fact("Tính đến ngày", "22/11/2026 (Chủ nhật)"),)), True),
        (Facts((Fact("Thời điểm vào sổ", "22/11/2026 22:43"), Fact("Thời hạn", AS_OF, "date"))), False),
        (Lines(("Không có.",)), False),
    ],
)
def test_the_day_of_a_report_is_said_once(said: Section, names_it: bool) -> None:
    (sheet,) = opened(report(said, TABLE)).worksheets
    assert ("As of 22/11/2026." in cells(sheet).values()) is not names_it


def test_rows_that_are_left_out_are_told() -> None:
    (sheet,) = opened(report(TABLE)._replace(total=10)).worksheets
    assert [*cells(sheet).values()][-1] == "… and 7 more; --limit 0 shows all."


CHART = Chart(
    "line",
    "=Vị thứ",
    ("2026-09", "2026-10", "2026-11"),
    (Series("STC", (3, None, Fraction(1, 2))), Series("=SNV", (1, 2, 3), "bad")),
    "Sở Tài chính lên đầu.",
    highest=4,
    upside_down=True,
)


def test_a_chart_stands_beside_its_figures() -> None:
    book = opened(report(TABLE, CHART))
    assert book.sheetnames == ["Theo đơn vị", "=Vị thứ"]
    found = cells(book["=Vị thứ"])
    assert [found.get(f"{letter}6") for letter in "ABC"] == ["2026-09", 3, 1]
    assert "B7" not in found
    with zipfile.ZipFile(io.BytesIO(made(report(TABLE, CHART)))) as archive:
        drawn = archive.read("xl/charts/chart1.xml").decode()
        placed = archive.read("xl/drawings/drawing1.xml").decode()
    assert 'descr="Sở Tài chính lên đầu."' in placed
    assert '<c:orientation val="maxMin"/>' in drawn
    assert "<c:v>=Vị thứ</c:v>" in drawn
    assert "<c:v>0</c:v>" not in drawn  # a gap is no nought


def test_what_follows_a_chart_is_not_lost() -> None:
    more = Table((Column("a", "Mục"),), (("một",),))
    sections = (Lines(("Trên.",)), CHART, more, Lines(("Dưới.",)), Facts((Fact("Số", 3, "integer"),)), CHART)
    for first in ((), (TABLE,), (Facts((Fact("x", 1),), "Thẻ"), TABLE)):
        book = opened(report(*first, *sections))
        found = [value for sheet in book.worksheets for value in cells(sheet).values()]
        assert {"Trên.", "một", "Dưới.", 3} <= set(found), first


def test_a_share_of_the_total_is_a_formula_in_every_table() -> None:
    columns = (
        Column("name", "Mục"),
        Column("tasks", "Số", "integer"),
        Column("share", "%", "percent", 1, ("tasks", "tasks")),
    )
    rows = (("a", 1, Fraction(100, 3)), ("b", 2, Fraction(200, 3)))
    small = Table(columns, rows, "", (), ("Tổng", 3, Fraction(100)))
    (sheet,) = opened(report(TABLE._replace(title=""), small)).worksheets
    found = [value for value in cells(sheet).values() if isinstance(value, str) and value.startswith("=")]
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "a")
    tasks = next(cell.column_letter for cell in sheet[top] if cell.value == 1)
    whole = f"{tasks}{top + 2}"
    assert f'=IF({whole}=0,"–",100*{tasks}{top}/{whole})' in found
    assert f"=SUM({tasks}{top}:{tasks}{top + 1})" in found
    kept = opened(report(TABLE._replace(title=""), small), cached=True).worksheets[0]
    assert [cell.value for cell in kept[top] if cell.value is not None] == ["a", 1, pytest.approx(100 / 3)]


@pytest.mark.parametrize(
    ("drawn_as", "categories", "kind"),
    [
        ("bars", ("T9", "T10"), '<c:barDir val="col"/>'),
        ("bars", ("Sở Nông nghiệp và Môi trường", "T10"), '<c:barDir val="bar"/>'),
        ("stacked", ("T9", "T10"), '<c:grouping val="stacked"/>'),
    ],
)
def test_bars_stand_or_lie_by_the_length_of_their_names(
    drawn_as: Any, categories: tuple[str, str], kind: str
) -> None:
    chart = Chart(drawn_as, "Số", categories, (Series("a", (1, 2)), Series("b", (3, 4), "good")), "Tăng.")
    with zipfile.ZipFile(io.BytesIO(made(report(chart)))) as archive:
        assert kind in archive.read("xl/charts/chart1.xml").decode()


def test_many_lines_stand_below_one_another() -> None:
    many = CHART._replace(
        categories=("a", "b"), series=tuple(Series(f"s{row}", (row, 9)) for row in range(3))
    )
    found = cells(opened(report(many))["=Vị thứ"])
    assert [found[name] for name in ("B5", "C5", "A6", "B6", "A8", "C8")] == ["a", "b", "s0", 0, "s2", 9]
    with zipfile.ZipFile(io.BytesIO(made(report(many)))) as archive:
        drawn = archive.read("xl/charts/chart1.xml").decode()
    references = [one.split("!")[1] for one in re.findall(r"<c:f>([^<]*)</c:f>", drawn)]
    assert references[-3:] == ["$A$8", "$B$5:$C$5", "$B$8:$C$8"]


def test_a_heat_map_is_its_numbers_in_shaded_cells() -> None:
    chart = Chart(
        "heat",
        "Quá hạn",
        ("T9", "T10"),
        (Series("STC", (1, None)), Series("SNV", (3, 4))),
        "SNV.",
        highest=10,
    )
    sheet = opened(report(chart))["Quá hạn"]
    found = cells(sheet)
    assert (found["B6"], found["B7"], found["C7"]) == (1, 3, 4)
    assert "C6" not in found
    assert (found["B9"], found["F9"]) == (0, 10)  # what the shades mean
    colours = [sheet[name].fill.fgColor.rgb for name in ("B6", "B7", "C7", "B9", "C9", "D9")]
    assert colours[0] == colours[3]
    assert colours[1] == colours[4]
    assert colours[2] == colours[5]
    assert len(set(colours)) == 3


def test_the_same_report_is_the_same_bytes_and_knows_its_office() -> None:
    assert made(report(TABLE, CHART)) == made(report(TABLE, CHART))
    properties = opened(report(TABLE)).properties
    assert (properties.title, properties.creator) == ("Báo cáo", "UBND tỉnh")
    assert properties.created == datetime(2026, 11, 22)  # noqa: DTZ001 - the day of the report
    paper = Report("x", [], "Báo cáo", (TABLE,), paper=Paper(body="Sở Tài chính"))
    assert opened(paper).properties.creator == "Sở Tài chính"
    assert opened(paper).properties.created.year == 1980


def test_a_large_list_is_written_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "LARGE", 2)
    large = opened(report(TABLE, *LISTS))
    monkeypatch.undo()
    kept = opened(report(TABLE, *LISTS))
    assert [cells(sheet) for sheet in large] == [cells(sheet) for sheet in kept]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_tables, "MOST_ROWS", 104)
    with pytest.raises(Invalid, match="A sheet holds at most 4 rows; this table has 3"):
        made(report(TABLE))


def test_rows_are_as_high_as_their_text() -> None:
    text = "Rà soát, điều chỉnh quy hoạch chung xây dựng các khu công nghiệp trên địa bàn tỉnh " * 3
    (sheet,) = opened(report(Table(COLUMNS[:2], (("STC", text), ("SNV", "ngắn")), "Bảng"))).worksheets
    assert sheet.row_dimensions[6].height >= 4 * 15
    assert sheet.row_dimensions[7].height in (None, 15.75)
    assert sheet.column_dimensions["B"].width <= 62


def test_lines_are_counted_by_words() -> None:
    assert line_count("một hai", 40) == 1
    assert line_count("một\nhai\n", 40) == 3
    assert line_count("mmmm mmmm mmmm", 8) == 3
    assert line_count("m" * 100, 10) > 10
    assert line_count("日本" * 10, 20) == 3


def test_a_sentence_that_fits_no_row_is_cut_into_several() -> None:
    text = "nhiệm vụ " * 900
    assert " ".join(pieces(text.strip(), 90)) == text.strip()
    assert len(pieces(text, 90)) > 1
    assert pieces("ngắn", 90) == ["ngắn"]
    assert "".join(pieces("x" * 9_000, 90)) == "x" * 9_000


def test_columns_are_laid_over_others_in_proportion() -> None:
    assert Columns((10, 40, 10, 10, 30)).spans((1, 1)) == [(0, 1), (2, 4)]
    assert Columns((10, 10)).spans((1, 99)) == [(0, 0), (1, 1)]
    assert Columns((10, 10, 10)).spans((1, 0, 0)) == [(0, 0), (1, 1), (2, 2)]


def test_nothing_is_left_in_the_system_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made(report(TABLE))
    assert list(tmp_path.iterdir()) == []


def test_no_other_library_is_loaded_for_it() -> None:
    program = (
        "import io, sys\n"
        "from tasktrack.render import write_binary\n"
        "from tasktrack.reports.report import Column, Report, Table\n"
        "report = Report('x', [], 't', (Table((Column('a', 'A', 'integer'),), ((1,),)),))\n"
        "write_binary(report, 'xlsx', io.BytesIO())\n"
        "assert 'xlsxwriter' in sys.modules\n"
        "assert not {'rich', 'docx', 'jinja2', 'openpyxl', 'typer'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": str(SOURCE)}, check=True)
