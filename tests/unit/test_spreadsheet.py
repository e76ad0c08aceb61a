"""Spreadsheets read: every value as it stands, and whatever is no honest workbook refused in one sentence."""

import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
import workbooks
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tasktrack import i18n
from tasktrack.errors import Invalid
from tasktrack.intake import container, csv_book, sheet_child, sheet_out, spreadsheet
from tasktrack.intake.heading import found_in
from tasktrack.intake.sheet_values import CellError, cell_name, dated, format_kind, number, plain
from tasktrack.intake.spreadsheet import Book, Sheet, read_books

LETTERS = st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff_")
TEXTS = st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: not text.startswith(("=", "#")))
NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.builds(lambda digits, places: digits / 10**places, st.integers(-(10**9), 10**9), st.integers(1, 6)),
)
DAYS = st.dates(date(1900, 3, 1), date(2199, 12, 31))
CELLS = st.one_of(st.none(), st.booleans(), TEXTS, NUMBERS, DAYS)
TABLES = st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=6)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = i18n.language()
    i18n.activate("en")
    yield
    i18n.activate(before)


# One process reads for all the tests: each is a moment less.
READER = spreadsheet._Process(60)


@pytest.fixture(scope="module", autouse=True)
def _stopped() -> Iterator[None]:
    yield
    READER.stop()


def read(path: Path) -> Book | Invalid:
    return READER.read(path)


def sound(path: Path) -> Book:
    found = read(path)
    assert isinstance(found, Book), found
    return found


def sheet(path: Path) -> Sheet:
    return sound(path).sheets[0]


def refused(path: Path) -> Invalid:
    """Return the refusal of a file: one sentence that names it, and how to mend it."""
    found = read(path)
    assert isinstance(found, Invalid), found
    assert path.name in found.message
    assert found.message.endswith((".", ")."))
    assert "\n" not in found.message
    assert found.remedy
    return found


def made(path: Path, content: dict[str, str] | dict[str, str | bytes]) -> Path:
    return workbooks.zipped(path, content)


def xml(path: Path, rows: str, **more: str) -> Path:
    return workbooks.zipped(path, workbooks.parts(rows, **more))


# What comes back


def expected(value: object) -> object:
    """Return a value as a cell gives it back: exact, a whole float as an integer, nothing for an empty text."""
    if isinstance(value, float):
        exact = Fraction(repr(value))
        return int(exact) if exact.denominator == 1 else exact
    return value


def rows_of(table: list[list[object]]) -> list[list[object]]:
    kept = [[expected(value) for value in row] for row in table]
    for row in kept:
        while row and row[-1] is None:
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept


@settings(max_examples=25, deadline=None)
@given(table=TABLES)
def test_what_openpyxl_wrote_comes_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[object]]
) -> None:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    whole = openpyxl.Workbook()
    for row, cells in enumerate(table, 1):
        for column, value in enumerate(cells, 1):
            whole.worksheets[0].cell(row, column).value = value  # type: ignore[assignment]
    whole.save(path)
    assert [list(row) for row in sheet(path).rows] == rows_of(table)


@settings(max_examples=25, deadline=None)
@given(table=TABLES)
def test_what_xlsxwriter_wrote_comes_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[object]]
) -> None:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    whole = xlsxwriter.Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False})
    page, day = whole.add_worksheet(), whole.add_format({"num_format": "dd/mm/yyyy"})
    for row, cells in enumerate(table):
        for column, value in enumerate(cells):
            if isinstance(value, str):
                page.write_string(row, column, value)
            elif isinstance(value, date):
                page.write_datetime(row, column, value, day)
            else:
                page.write(row, column, value)
    whole.close()
    assert [list(row) for row in sheet(path).rows] == rows_of(table)


def test_sheets_their_names_and_what_is_hidden(tmp_path: Path) -> None:
    whole = openpyxl.Workbook()
    whole.active.title = "Nhiệm vụ & <việc>"  # type: ignore[union-attr]
    for name, state in (("Ẩn", "hidden"), ("Kín", "veryHidden")):
        whole.create_sheet(name).sheet_state = state
    whole.create_chartsheet("Biểu đồ")
    whole.save(tmp_path / "a.xlsx")
    found = sound(tmp_path / "a.xlsx")
    assert [(one.name, one.hidden) for one in found.sheets] == [
        ("Nhiệm vụ & <việc>", False),
        ("Ẩn", True),
        ("Kín", True),
    ]


def test_merged_areas_and_empty_cells_before_the_table(tmp_path: Path) -> None:
    path = workbooks.book(tmp_path / "a.xlsx", {"S": [[], [None, "a", None, "b"]]}, merged=["B2:C4"])
    found = sheet(path)
    assert found.rows == ((), (None, "a", None, "b"))
    assert found.merged == ((2, 2, 4, 3),)
    assert (found.at(2, 4), found.at(2, 9), found.at(9, 9), found.at(0, 0)) == ("b", None, None, None)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.45, "0%", "45%"),
        (1, "0.0%", "100%"),
        (0.125, "0.00%;[Red]-0.00%", "12.5%"),
        (date(2026, 12, 1), "mm/yyyy", "12/2026"),
        (date(2026, 12, 1), "mmm-yy", "12/2026"),
        (date(2026, 12, 1), '"Tháng" m/yyyy', "12/2026"),
        (date(2026, 12, 1), "yyyy", "2026"),
        (date(2026, 12, 1), '[$-42A]dd "tháng" mm "năm" yyyy;@', date(2026, 12, 1)),
        (0, "dd/mm/yyyy", "00/01/1900"),
        (60, "dd/mm/yyyy", "29/02/1900"),
        (59, "dd/mm/yyyy", date(1900, 2, 28)),
        (61, "dd/mm/yyyy", date(1900, 3, 1)),
        (-5, "dd/mm/yyyy", -5),
        (10**9, "dd/mm/yyyy", 10**9),
        (datetime(2026, 12, 31, 10, 30), "dd/mm/yyyy hh:mm", datetime(2026, 12, 31, 10, 30)),  # noqa: DTZ001
        (timedelta(hours=30, seconds=5), "[h]:mm:ss", "30:00:05"),
        (0.5, "h:mm", "12:00"),
        (1234.5, '#,##0.00 "đ"', Fraction(2469, 2)),
        (1234.5, "General", Fraction(2469, 2)),
        (0.1 + 0.2, "General", Fraction(3, 10)),
        (0.5, '"Đd" 0.0\\d', Fraction(1, 2)),
    ],
)
def test_a_cell_is_what_its_format_shows(tmp_path: Path, value: object, code: str, shown: object) -> None:
    whole = openpyxl.Workbook()
    cell = whole.worksheets[0]["A1"]
    cell.value = value
    cell.number_format = code
    whole.save(tmp_path / "a.xlsx")
    found = sheet(tmp_path / "a.xlsx").at(1, 1)
    assert (found, type(found)) == (shown, type(shown))


def test_days_counted_since_1904(tmp_path: Path) -> None:
    whole = openpyxl.Workbook()
    whole.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    whole.worksheets[0]["A1"] = date(2026, 12, 31)
    whole.save(tmp_path / "a.xlsx")
    assert sheet(tmp_path / "a.xlsx").at(1, 1) == date(2026, 12, 31)


def test_errors_and_formulas_that_nobody_worked_out_are_told(tmp_path: Path) -> None:
    rows = (
        "<row r='1'><c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c><c r='B1'><f>A1+1</f></c>"
        "<c r='C1' t='str'><f>\"\"</f><v></v></c><c r='D1'><f>1+1</f><v>2</v></c></row>"
    )
    found = sheet(xml(tmp_path / "a.xlsx", rows))
    assert found.rows == (("#DIV/0!", "=A1+1", None, 2),)
    assert [isinstance(value, CellError) for value in found.rows[0]] == [True, True, False, False]


def test_texts_of_many_kinds(tmp_path: Path) -> None:
    strings = (
        f"<sst xmlns='{workbooks.MAIN}'><si><r><t>Sở </t></r><r><t>Tài chính</t></r>"
        "<rPh sb='0' eb='1'><t>reading</t></rPh></si><si><t>a_x000D_b_x005F_c</t></si></sst>"
    )
    rows = (
        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='inlineStr'><is><t xml:space='preserve'> c </t></is>"
        "</c><c t='b'><v>1</v></c><c t='d'><v>2026-12-31</v></c></row><row r='3'><c r='B3'><v>7</v></c></row>"
    )
    found = sheet(xml(tmp_path / "a.xlsx", rows, **{"xl/sharedStrings.xml": strings}))
    assert found.rows == (("Sở Tài chính", "a\rb_c", " c ", True, "2026-12-31"), (), (None, 7))


def ods_cell(kind: str, value: str, text: str, attribute: str = "value") -> str:
    return (
        f"<table:table-cell office:value-type='{kind}' office:{attribute}='{value}'><text:p>{text}</text:p>"
        "</table:table-cell>"
    )


ODS_TABLES = f"""
<table:table table:name='Một'>
 <table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>
 <table:table-row>
  <table:table-cell office:value-type='string' table:number-columns-spanned='2' table:number-rows-spanned='2'>
   <office:annotation><text:p>note</text:p></office:annotation>
   <text:p>Sở<text:s text:c='2'/>Tài chính</text:p><text:p>hai</text:p></table:table-cell>
  <table:covered-table-cell/>
  <table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='0.1'/>
  {ods_cell("percentage", "0.45", "45%")}
  {ods_cell("date", "2026-12-01", "12/2026", "date-value")}
  {ods_cell("date", "2026-12-01", "01/12/2026", "date-value")}
  {ods_cell("date", "2026-01-01", "01/2026", "date-value")}
  {ods_cell("boolean", "true", "TRUE", "boolean-value")}
  <table:table-cell table:formula='of:=1/0' office:value-type='string'><text:p>#DIV/0!</text:p></table:table-cell>
  {ods_cell("time", "PT10H30M00S", "10:30", "time-value")}
  <table:table-cell table:number-columns-repeated='16000'/>
 </table:table-row>
 <table:table-row table:number-rows-repeated='1048000'>
  <table:table-cell table:number-columns-repeated='16384'/></table:table-row>
</table:table>
<table:table table:name='Hai'><table:table-row>{ods_cell("string", "", "x")}</table:table-row></table:table>
"""


def test_ods_values_repeats_and_merged_cells(tmp_path: Path) -> None:
    first, second = sound(workbooks.ods(tmp_path / "a.ods", ODS_TABLES)).sheets
    tenth = Fraction(1, 10)
    assert first.rows == (
        (),
        (),
        (
            "Sở  Tài chính\nhai",
            None,
            tenth,
            tenth,
            "45%",
            "12/2026",
            date(2026, 12, 1),
            "1/2026",
            True,
            "#DIV/0!",
            "10:30",
        ),
    )
    assert isinstance(first.at(3, 10), CellError)
    assert first.merged == ((3, 1, 4, 2),)
    assert (second.name, second.rows) == ("Hai", (("x",),))


def test_cells_are_named_as_spreadsheets_do() -> None:
    assert [cell_name(1, 1), cell_name(12, 6), cell_name(5, 27), cell_name(1_048_576, 16_384)] == [
        "A1",
        "F12",
        "AA5",
        "XFD1048576",
    ]


def test_numbers_are_exact_and_never_hang() -> None:
    assert [number(text) for text in ("1e999999999", "nan", "x", "")] == [None] * 4
    assert (number("1E2"), number("0.10"), number("-2.50")) == (100, Fraction(1, 10), Fraction(-5, 2))
    assert [plain(Fraction(text)) for text in ("0.05", "-2.5", "1234.001")] == ["0.05", "-2.5", "1234.001"]
    assert plain(Fraction(repr(1e-300))).endswith("1")


@given(st.integers(61, 2_958_465))
def test_serial_numbers_are_days(serial: int) -> None:
    assert dated(serial, "d", False) == date(1899, 12, 30) + timedelta(days=serial)


@pytest.mark.parametrize("code", ["General", "Standard", "0.00E+00", "#,##0 [$₫-42A]", '0 "ngày"', "@", ""])
def test_formats_of_plain_numbers(code: str) -> None:
    assert format_kind(code) == ""


# What is refused


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.xlsx").code == "spreadsheet-damaged"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "program"),
        (b"MZ\x90\x00" + bytes(200), "program"),
        (b"#!/bin/sh\nrm -rf ~\n", "program"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"<?xml version='1.0'?><Workbook/>", "web page"),
        ("Mã,Tên\nSTC,Sở Tài chính\n".encode(), "plain text"),
        ("Mã\tTên\n".encode("utf-16"), "plain text"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes(range(256)) * 3, "not a spreadsheet"),
    ],
)
def test_other_files_under_the_name_of_a_spreadsheet(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(data)
    fault = refused(path)
    assert fault.code == "not-a-spreadsheet"
    assert word in fault.message


def test_other_zips(tmp_path: Path) -> None:
    word = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
    assert "another office program" in refused(made(tmp_path / "a.xlsx", word)).message
    text = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
    assert "another office program" in refused(made(tmp_path / "b.ods", text)).message
    assert "zip archive" in refused(made(tmp_path / "c.xlsx", {"readme.txt": "hello"})).message
    binary = {"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}
    assert ".xlsb" in refused(made(tmp_path / "d.xlsx", binary)).message


def test_a_file_that_is_cut_off_anywhere(tmp_path: Path) -> None:
    whole = workbooks.book(tmp_path / "a.xlsx", {"S": [["Mã", "Tên"], ["STC", "Sở"]]}).read_bytes()
    paths = []
    for length in range(4, len(whole), max(1, len(whole) // 40)):
        paths.append(tmp_path / f"cut-{length}.xlsx")
        paths[-1].write_bytes(whole[:length])
    for path, found in read_books(paths):
        assert isinstance(found, Invalid), path
        assert found.code in ("spreadsheet-damaged", "not-a-spreadsheet")


def test_a_missing_or_broken_part(tmp_path: Path) -> None:
    for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        content = workbooks.parts()
        del content[name]
        assert name in refused(made(tmp_path / "a.xlsx", content)).message
    broken = workbooks.parts(**{"xl/workbook.xml": "<workbook><sheets>"})
    assert "xl/workbook.xml" in refused(made(tmp_path / "a.xlsx", broken)).message
    assert refused(xml(tmp_path / "b.xlsx", "<row r='2'/><row r='1'/>")).code == "spreadsheet-damaged"
    assert (
        refused(xml(tmp_path / "c.xlsx", "<row r='1'><c r='A2'><v>1</v></c></row>")).code
        == "spreadsheet-damaged"
    )
    assert (
        refused(xml(tmp_path / "d.xlsx", "<row r='1'><c t='s'><v>9</v></c></row>")).code
        == "spreadsheet-damaged"
    )
    assert (
        refused(xml(tmp_path / "e.xlsx", "<row r='1'><c r='ZZZZ1'><v>1</v></c></row>")).code
        == "spreadsheet-damaged"
    )


@pytest.mark.parametrize(
    "name", ["xl/vbaProject.bin", "XL/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "xl\\vbaProject.bin"]
)
def test_macros(tmp_path: Path, name: str) -> None:
    fault = refused(made(tmp_path / "a.xlsx", workbooks.parts(**{name: "<x/>"})))
    assert fault.code == "spreadsheet-macros"


def test_macros_by_the_word_of_the_file_and_of_ods(tmp_path: Path) -> None:
    types = workbooks.parts()["[Content_Types].xml"].replace(
        workbooks.SHEET_TYPE, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    enabled = workbooks.parts(**{"[Content_Types].xml": types})
    assert refused(made(tmp_path / "a.xlsx", enabled)).code == "spreadsheet-macros"
    basic = workbooks.ods(tmp_path / "b.ods", "", **{"Basic/Standard/Module1.xml": "<x/>"})
    assert refused(basic).code == "spreadsheet-macros"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("Root Entry", "EncryptedPackage"), "spreadsheet-encrypted"),
        (("Root Entry", "Workbook", "_VBA_PROJECT_CUR"), "spreadsheet-macros"),
        (("Root Entry", "WordDocument"), "not-a-spreadsheet"),
        (("Root Entry", "Workbook"), "spreadsheet-damaged"),
    ],
)
def test_old_books_and_books_with_a_password(tmp_path: Path, names: tuple[str, ...], code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbooks.compound(*names))
    assert refused(path).code == code


def test_old_books_that_lead_nowhere(tmp_path: Path) -> None:
    """Cut off, with a chain of sectors that is a circle, with a password, and of two cells far apart."""
    whole = bytearray(workbooks.compound("Root Entry", Workbook=records(*WORKBOOK)))
    path = tmp_path / "a.xls"
    for length in (8, 60, 512, 1000, 1600, len(whole) - 4000):
        path.write_bytes(whole[:length])
        assert refused(path).code in ("spreadsheet-damaged", "not-a-spreadsheet")
    struct.pack_into("<I", whole, 512 + 8, 2)
    path.write_bytes(whole)
    assert refused(path).code == "spreadsheet-damaged"
    locked = records(BOF, (0x2F, bytes(6)), END)
    path.write_bytes(workbooks.compound("Root Entry", Workbook=locked))
    assert refused(path).code == "spreadsheet-encrypted"


def test_the_bomb_of_two_cells_in_an_old_book(tmp_path: Path) -> None:
    cells = [(0x0203, struct.pack("<HHHd", row, column, 0, 1.0)) for row, column in ((0, 0), (65535, 255))]
    start = sum(4 + len(data) for _kind, data in (BOF, SHEET, STYLE, END))
    sheet = (0x0085, struct.pack("<IBBBB", start, 0, 0, 1, 0) + b"S")
    stream = records(BOF, sheet, STYLE, END, BOF, *cells, END)
    path = tmp_path / "a.xls"
    path.write_bytes(workbooks.compound("Root Entry", Workbook=stream))
    assert "IV65536" in refused(path).message
    stream = records(BOF, sheet, STYLE, END, BOF, cells[0], END)
    path.write_bytes(workbooks.compound("Root Entry", Workbook=stream))
    assert sound(path).sheets[0].rows == ((1,),)


SHEET = (0x0085, bytes(9))
STYLE = (0x00E0, bytes(20))
BOF = (0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
END = (0x000A, b"")
WORKBOOK = (BOF, END)


def records(*listed: tuple[int, bytes]) -> bytes:
    """Return a stream of records, long enough for sectors of its own."""
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in listed).ljust(4096, b"\0")


def test_parts_with_a_password(tmp_path: Path) -> None:
    data = bytearray(made(tmp_path / "a.xlsx", workbooks.parts()).read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        data[at + offset] |= 1
    (tmp_path / "a.xlsx").write_bytes(data)
    assert refused(tmp_path / "a.xlsx").code == "spreadsheet-encrypted"
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    locked = workbooks.ods(tmp_path / "b.ods", "", **{"META-INF/manifest.xml": manifest})
    assert refused(locked).code == "spreadsheet-encrypted"


# Bombs

LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
    f"<worksheet xmlns='{workbooks.MAIN}'><sheetData><row><c t='inlineStr'><is><t>&b;</t></is></c></row>"
    "</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/app.xml", "customXml/item1.xml"]
)
def test_entities_in_any_part(tmp_path: Path, name: str) -> None:
    fault = refused(made(tmp_path / "a.xlsx", workbooks.parts(**{name: LAUGHS})))
    assert (fault.code, "entities" in fault.message) == ("spreadsheet-damaged", True)


def test_entities_in_utf_16_and_in_ods(tmp_path: Path) -> None:
    wide = LAUGHS.replace("<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-16'?>").encode("utf-16")
    path = workbooks.zipped(tmp_path / "a.xlsx", {**workbooks.parts(), "docProps/app.xml": wide})
    assert "entities" in refused(path).message
    assert "entities" in refused(workbooks.ods(tmp_path / "b.ods", "", **{"styles.xml": LAUGHS})).message


def test_the_bomb_of_two_cells(tmp_path: Path) -> None:
    rows = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    fault = refused(xml(tmp_path / "a.xlsx", rows))
    assert (fault.code, "XFD1048576" in fault.message) == ("spreadsheet-too-big", True)


TO_THE_RIGHT = """<table:table-row><table:table-cell table:number-columns-repeated='{times}'{value}/>{more}
</table:table-row>"""
A_NUMBER = " office:value-type='float' office:value='1'"


@pytest.mark.parametrize(
    "row",
    [
        TO_THE_RIGHT.format(times=16384, value=A_NUMBER, more="").replace(
            "table-row", "table-row table:number-rows-repeated='1048576'", 1
        ),
        TO_THE_RIGHT.format(times=1, value=A_NUMBER, more="").replace(
            "table-row", "table-row table:number-rows-repeated='999999999'", 1
        ),
        TO_THE_RIGHT.format(times=999_999_999, value=A_NUMBER, more=""),
        TO_THE_RIGHT.format(times=999_999, value="", more=f"<table:table-cell{A_NUMBER}/>") * 9,
    ],
)
def test_repeats_of_ods(tmp_path: Path, row: str) -> None:
    path = workbooks.ods(tmp_path / "a.ods", f"<table:table table:name='S'>{row}</table:table>")
    assert refused(path).code == "spreadsheet-too-big"


def test_formats_to_the_last_row_are_no_bomb(tmp_path: Path) -> None:
    """Cells that were only coloured hold nothing, however far away they are."""
    rows = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576' s='0'/></row>"
    assert sheet(xml(tmp_path / "a.xlsx", rows)).rows == ((1,),)


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = xml(tmp_path / "a.xlsx", "<row/>" + " " * 40_000_000)
    assert path.stat().st_size < 100_000
    assert (fault := refused(path)).code == "spreadsheet-too-big"
    assert "packed" in fault.message


def test_a_zip_that_lies_about_its_lengths(tmp_path: Path) -> None:
    """The list says that a part is short; what unpacks is counted."""
    path = xml(tmp_path / "a.xlsx", "<row/>" + " " * 40_000_000)
    true = struct.pack("<L", len(zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")))
    data = path.read_bytes()
    assert data.count(true) >= 2
    path.write_bytes(data.replace(true, struct.pack("<L", 1000)))
    assert refused(path).code in ("spreadsheet-too-big", "spreadsheet-damaged")


def test_too_many_parts_or_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"xl/media/{number}.bin": "" for number in range(container.MOST_PARTS)}
    assert refused(made(tmp_path / "a.xlsx", workbooks.parts() | many)).code == "spreadsheet-too-big"
    with (tmp_path / "b.xlsx").open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(container.LARGEST_FILE + 1)
    assert "64 MB" in refused(tmp_path / "b.xlsx").message


def test_the_same_part_twice(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", workbooks.parts())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as more:
        more.writestr("xl/workbook.xml", "<other/>")
    assert refused(path).code == "spreadsheet-damaged"


def test_one_text_named_by_a_million_cells(tmp_path: Path) -> None:
    strings = f"<sst xmlns='{workbooks.MAIN}'><si><t>{'dài ' * 8000}</t></si></sst>"
    row = "<row>" + "<c t='s'><v>0</v></c>" * 100 + "</row>"
    path = xml(tmp_path / "a.xlsx", row * 30, **{"xl/sharedStrings.xml": strings})
    assert refused(path).code == "spreadsheet-too-big"


# The process that reads


def test_a_reader_that_dies_is_named_and_another_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = workbooks.book(tmp_path / "good.xlsx", {"S": [["a"]]})
    fatal = "import sys, os\nfor line in sys.stdin:\n    {what}\n"
    plain_start = spreadsheet._START
    monkeypatch.setattr(spreadsheet, "_START", fatal.format(what="os.abort()"))
    found = read_books([good, good])
    _path, first = next(found)
    monkeypatch.setattr(spreadsheet, "_START", plain_start)
    _path, second = next(found)
    assert isinstance(first, Invalid)
    assert (first.code, "ended over it" in first.message) == ("spreadsheet-damaged", True)
    assert isinstance(second, Book)


def test_a_reader_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_START", "import time; time.sleep(60)")
    ((_path, found),) = read_books([tmp_path / "a.xlsx"], seconds=0.3)
    assert isinstance(found, Invalid)
    assert "0.3 seconds" in found.message


def test_whoever_stops_early_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[str]] = []
    plain_popen = subprocess.Popen

    def kept(*words: object, **more: object) -> "subprocess.Popen[str]":
        started.append(plain_popen(*words, **more))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", kept)
    good = workbooks.book(tmp_path / "good.xlsx", {"S": [["a"]]})
    books = read_books([good, good])
    next(books)
    books.close()  # type: ignore[attr-defined]
    (process,) = started
    assert process.poll() is not None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_reader_gives_up_memory_and_files(tmp_path: Path) -> None:
    script = (
        "from tasktrack.intake import sheet_child; sheet_child._limit_memory(); sheet_child._grant_time()\n"
        "import resource as r; print(r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_FSIZE)[0],"
        " 0 < r.getrlimit(r.RLIMIT_CPU)[0] <= 62)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(spreadsheet._PACKAGE)!r})\n{script}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [str(sheet_child.MEMORY), "0", "True"]


def test_what_a_book_may_hold_at_most(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The reader itself, in this process, with small limits."""
    monkeypatch.setattr(sheet_out, "MOST_CELLS", 3)
    path = workbooks.book(tmp_path / "a.xlsx", {"S": [["a", "b"], ["c", "d"]]})
    answer = tmp_path / "answer"
    with answer.open("w") as stream:
        sheet_child.answer(path, stream)
    assert answer.read_text().splitlines()[-1] == '{"refused": ["spreadsheet-too-big", "content", ""]}'


def two_sheets(second: str, rows: str) -> dict[str, str]:
    """Return the parts of a book whose second sheet is in a part of that name."""
    content = workbooks.parts(rows)
    for name, end, more in (
        ("xl/workbook.xml", "</sheets>", "<sheet name='T' sheetId='2' r:id='rId2'/>"),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            f"<Relationship Id='rId2' Type='{workbooks.RELATIONS}/worksheet' Target='worksheets/{second}.xml'/>",
        ),
    ):
        content[name] = content[name].replace(end, more + end)
    return content | {f"xl/worksheets/{second}.xml": content["xl/worksheets/sheet1.xml"]}


def test_two_sheets_in_one_part(tmp_path: Path) -> None:
    rows = "<row r='1'><c r='A1'><v>1</v></c></row>"
    assert len(sound(made(tmp_path / "a.xlsx", two_sheets("sheet2", rows))).sheets) == 2
    assert "sheet1.xml" in refused(made(tmp_path / "b.xlsx", two_sheets("sheet1", rows))).message


def test_the_areas_of_all_sheets_count_together(tmp_path: Path) -> None:
    far = "<row r='1'><c r='A1'><v>1</v></c></row><row r='200'><c r='XFD200'><v>1</v></c></row>"
    assert sheet(xml(tmp_path / "a.xlsx", far)).at(200, 16_384) == 1
    assert refused(made(tmp_path / "b.xlsx", two_sheets("sheet2", far))).code == "spreadsheet-too-big"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert "no regular file" in refused(tmp_path / "a.xlsx").message
    assert "no regular file" in refused(tmp_path).message


def test_headings_far_to_the_right_are_not_looked_for() -> None:
    """What a row costs is bounded, wherever its last cell is."""
    rows = [("Mã", "Nội dung nhiệm vụ", *[None] * 16_381, "y")] * 30
    asked: list[str] = []

    def find(text: str) -> str | None:
        asked.append(text)
        return text if text.startswith("Mã") else None

    heading = found_in(Sheet("S", False, rows, ()), find, 1)
    assert heading is not None
    assert (heading.columns[:2], len(heading.columns)) == ((("Mã",), ("Nội dung nhiệm vụ",)), 256)
    assert found_in(Sheet("S", False, rows, ()), find) is None
    assert len(asked) < 200


def test_a_csv_is_held_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_book, "LARGEST_FILE", 1_000)
    taken: list[bytes] = []

    def lines() -> Iterator[bytes]:
        for _number in range(1_000):
            taken.append("Mã;Đã làm\n".encode())
            yield taken[-1]

    with pytest.raises(Invalid) as fault:
        csv_book.read_csv_book(lines(), "a.csv", lambda _text: None)
    assert (fault.value.code, len(taken) < 100) == ("spreadsheet-too-big", True)
    (found,) = csv_book.read_csv_book(["Mã;Đã làm\n".encode()], "a.csv", lambda _text: None).sheets
    assert found.rows == (("Mã", "Đã làm"),)


def _far_rows(number: int) -> str:
    return "".join(f"<row r='{row}'><c r='XFD{row}'><v>1</v></c></row>" for row in range(1, number + 1))


def _all_full(folder: Path) -> Path:
    cells = [cell_name(1, column)[:-1] for column in range(1, 51)]
    rows = "".join(
        f"<row r='{row}'>" + "".join(f"<c r='{name}{row}'><v>{row}.7</v></c>" for name in cells) + "</row>"
        for row in range(1, 20_001)
    )
    return made(folder / "full.xlsx", workbooks.parts(rows))


def _far_ods(folder: Path) -> Path:
    row = TO_THE_RIGHT.format(times=16_383, value="", more=f"<table:table-cell{A_NUMBER}/>")
    row = row.replace("table-row", "table-row table:number-rows-repeated='305'", 1)
    tables = "".join(f"<table:table table:name='S{one}'>{row}</table:table>" for one in range(40))
    return workbooks.ods(folder / "far.ods", tables)


def _far_xlsx(folder: Path) -> Path:
    return made(folder / "far.xlsx", two_sheets("sheet1", _far_rows(305)))


def _far_alone(folder: Path) -> Path:
    return xml(folder / "alone.xlsx", _far_rows(305))


_PEAK = """
import sys
from pathlib import Path
from tasktrack.intake.spreadsheet import read_books
kept = list(read_books([Path(sys.argv[1])]))
told = Path("/proc/self/status").read_text().partition("VmHWM:")[2]
print(int(told.split()[0]) // 2**10)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process is told of its parent's memory too")
@pytest.mark.parametrize("bomb", [_all_full, _far_ods, _far_xlsx, _far_alone])
def test_what_a_book_costs_whoever_asked(tmp_path: Path, bomb: Callable[[Path], Path]) -> None:
    """A small or a large file, honest or not: who asked for it holds no more than 200 MB."""
    given = dict(os.environ) | {"PYTHONPATH": str(spreadsheet._PACKAGE)}
    ran = subprocess.run(
        [sys.executable, "-c", _PEAK, str(bomb(tmp_path))],
        capture_output=True,
        text=True,
        check=True,
        env=given,
    )
    assert int(ran.stdout) < 200


def test_files_of_odd_names(tmp_path: Path) -> None:
    for name in ("Biểu số 1 (đã sửa).xlsx", "a\tb.xlsx", "'x' \"y\".xlsx"):
        assert sheet(workbooks.book(tmp_path / name, {"S": [["a"]]})).rows == (("a",),)
