"""Word documents, read back: the layout of NĐ 30/2020/NĐ-CP, numbers, tables, annexes, charts, odd texts."""

import io
import re
import zipfile
from datetime import date
from fractions import Fraction
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tasktrack import i18n
from tasktrack.render import write_binary
from tasktrack.render.docx import write_docx
from tasktrack.reports.report import Chart, Column, Fact, Facts, Lines, Paper, Report, Section, Series, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DAY = date(2026, 2, 5)
PAPER = Paper(
    parent="Bộ Nội vụ",
    body="Ủy ban nhân dân tỉnh",
    number="05/BC-UBND",
    place="Huế",
    day=DAY,
    name="BÁO CÁO",
    subject="Kết quả tháng 01",
    addressed_to=("Bộ Nội vụ", "Bộ Tài chính"),
    opening=("Thực hiện quy chế làm việc, báo cáo như sau:",),
    closing=("Trên đây là báo cáo./.",),
    recipients=("Như trên", "Lưu: VT"),
    signed_as=("TM. Ủy ban nhân dân", "Chủ tịch"),
    signed_by="Nguyễn Văn Bình",
)
NARROW = Table(
    (
        Column("code", "Mã", "code"),
        Column("title", "Nội dung nhiệm vụ"),
        Column("count", "Số lượng", "integer"),
        Column("percent", "Tỷ lệ (%)", "percent", 1),
    ),
    [("NV1", "Rà soát quy hoạch", 1160, Fraction(874, 10)), ("NV2", "  Trong đó", None, None)],
    "Theo loại",
    total=("", "Tổng số", 1160, Fraction(874, 10)),
    notes=("Tỷ lệ trên tổng số được giao.",),
)
BROAD = Table(
    tuple(Column(f"c{place}", f"Cột có tên dài thứ {place}") for place in range(9)),
    [tuple(f"Nội dung của ô trong hàng, cột {place}, đủ dài" for place in range(9))] * 7,
    "Danh mục chi tiết",
)
# The order in which the schema wants what we write of these elements.
ORDER = {
    "pPr": "pStyle keepNext keepLines pBdr spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts b bCs i iCs color sz szCs bdr shd lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW shd vAlign",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference type pgSz pgMar pgNumType cols titlePg",
    "catAx": "axId scaling delete axPos numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto"
    " lblAlgn lblOffset tickLblSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx"
    " crosses crossBetween majorUnit",
    "scaling": "orientation max min",
    "ser": "idx order tx spPr invertIfNegative marker dLbls cat val smooth",
    "dLbls": "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize",
    "barChart": "barDir grouping varyColors ser gapWidth overlap axId",
    "lineChart": "grouping varyColors ser marker axId",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
}


@pytest.fixture(autouse=True)
def _vietnamese() -> Any:
    i18n.activate("vi")
    yield
    i18n.activate("en")


def report(*sections: Section, paper: Paper | None = PAPER, language: str = "vi", **more: Any) -> Report:
    return Report("report period", [], "Báo cáo", sections, DAY, paper=paper, language=language, **more)


def made(one: Report) -> bytes:
    stream = io.BytesIO()
    write_docx(one, stream)
    return stream.getvalue()


def opened(one: Report) -> Any:
    return docx.Document(io.BytesIO(made(one)))


def texts(document: Any) -> list[str]:
    """Return every paragraph in the order in which it is read, those in tables too."""
    return [
        "".join(node.text or "" for node in found.iter(qn("w:t")))
        for found in document.element.body.iter(qn("w:p"))
    ]


def parts(content: bytes, name: str) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [etree.fromstring(package.read(one)) for one in package.namelist() if re.fullmatch(name, one)]


def assert_in_order(root: etree._Element) -> None:
    """Every element we know stands where the schema wants it."""
    for element in root.iter():
        wanted = ORDER.get(etree.QName(element).localname)
        if wanted is None or not element.tag.startswith((W, C)):
            continue
        names = [etree.QName(child).localname for child in element]
        places = [wanted.split().index(name) for name in names]
        assert places == sorted(places), (etree.QName(element).localname, names)


def test_pages_are_those_of_the_decree() -> None:
    document = opened(report(NARROW, BROAD))
    first, annex = document.sections
    millimetres = [
        round(length.mm)
        for length in (first.page_width, first.page_height, first.top_margin, first.bottom_margin)
    ]
    assert millimetres == [210, 297, 20, 20]
    assert (round(first.left_margin.mm), round(first.right_margin.mm)) == (30, 15)
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)
    assert first.different_first_page_header_footer
    assert annex.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == ""
    number = first.header.paragraphs[0]
    assert "PAGE" in number._p.xml
    assert number.alignment == 1
    assert first.header_distance < first.top_margin


def test_letters_are_times_new_roman_in_every_script() -> None:
    content = made(report(NARROW))
    (styles,) = parts(content, "word/styles.xml")
    fonts = styles.findall(f".//{W}rFonts")
    assert fonts
    for one in fonts:
        assert {one.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Times New Roman"
        }
        assert len(one.attrib) == 4
    assert styles.find(f"{W}docDefaults//{W}sz").get(f"{W}val") == "28"
    assert styles.find(f"{W}docDefaults//{W}color").get(f"{W}val") == "000000"


def test_head_and_foot_say_what_the_decree_asks_for() -> None:
    said = texts(opened(report(Lines(("Đã hoàn thành.",)))))
    for wanted in (
        "BỘ NỘI VỤ",
        "ỦY BAN NHÂN DÂN TỈNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-UBND",
        "Huế, ngày 05 tháng 02 năm 2026",
        "BÁO CÁO",
        "Kết quả tháng 01",
        "Kính gửi:",
        "- Bộ Nội vụ;",
        "- Bộ Tài chính.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Bình",
    ):
        assert wanted in said
    assert said.index("Trên đây là báo cáo./.") < said.index("Nơi nhận:")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_noughts_lead_days_below_ten_and_the_first_two_months(day: date | None, words: str) -> None:
    assert f"Huế, {words}" in texts(opened(report(paper=PAPER._replace(day=day))))


def test_a_letter_has_its_subject_below_the_number_and_one_addressee_on_the_line() -> None:
    letter = PAPER._replace(name="", subject="V/v đôn đốc", addressed_to=("Sở Y tế",), number="12/UBND")
    said = texts(opened(report(Lines(("Nội dung.",)), paper=letter)))
    assert said.index("V/v đôn đốc") == said.index("Số: 12/UBND") + 1
    assert "Kính gửi: Sở Y tế" in said
    assert "BÁO CÁO" not in said


def test_an_english_report_keeps_the_layout() -> None:
    i18n.activate("en")
    said = texts(opened(report(NARROW, BROAD, language="en")))
    assert "SOCIALIST REPUBLIC OF VIET NAM" in said
    assert "Huế, 2026-02-05" in said
    assert "Recipients:" in said
    assert "1,160" in said
    assert any(line.startswith("(See Annex") for line in said)


def test_body_is_justified_with_its_first_line_set_in() -> None:
    document = opened(report(Lines(("Câu thứ nhất.", "  câu con"))))
    found = {one.text: one for one in document.paragraphs}
    body = found["Câu thứ nhất."].paragraph_format
    assert body.alignment == 3
    assert round(body.first_line_indent.cm, 2) == 1.27
    assert found["câu con"].paragraph_format.left_indent > 0


def test_tables_repeat_their_heading_and_keep_rows_whole() -> None:
    (head, table) = opened(report(NARROW)).tables[:2]
    assert head.cell(0, 0).text.startswith("BỘ NỘI VỤ")
    rows = table._tbl.tr_lst
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert not any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[1:])
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1] == ["NV1", "Rà soát quy hoạch", "1.160", "87,4"]
    assert cells[2] == ["NV2", "Trong đó", "–", "–"]
    assert cells[3] == ["", "Tổng số", "1.160", "87,4"]
    number = table.cell(1, 2).paragraphs[0]
    assert number.alignment == 2
    assert table.cell(3, 1).paragraphs[0].runs[0].bold
    assert table.cell(2, 1).paragraphs[0].paragraph_format.left_indent > 0
    width = sum(column.get(qn("w:w"), 0) and int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
    assert abs(width - 165 * 1440 / 25.4) < 10


def test_a_row_higher_than_a_page_may_be_broken() -> None:
    long = Table((Column("text", "Nội dung"), Column("n", "Số", "integer")), [("từ " * 5000, 1), ("ngắn", 2)])
    rows = opened(report(long, paper=None)).tables[0]._tbl.tr_lst
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, False, True]


def test_parts_are_numbered_as_official_reports_are() -> None:
    titled = (
        Lines(("a",), "1. Thông tin chung"),
        NARROW,
        Lines(("b",), "Tỷ lệ"),
        Lines(("c",), "2. Đơn vị"),
        NARROW._replace(title="Khối sở"),
    )
    said = texts(opened(report(*titled)))
    headings = ["I. Thông tin chung", "1. Theo loại", "2. Tỷ lệ", "II. Đơn vị", "1. Khối sở"]
    assert [line for line in said if line in headings] == headings
    own = texts(opened(report(Lines(("a",), "I. TIÊU CHÍ"), Lines(("b",), "4. Ưu điểm"))))
    assert [line for line in own if line in ("I. TIÊU CHÍ", "4. Ưu điểm")] == ["I. TIÊU CHÍ", "4. Ưu điểm"]


def test_broad_tables_are_annexes_that_the_body_points_at() -> None:
    said = texts(opened(report(BROAD, NARROW, BROAD._replace(title="Danh mục khác"))))
    assert said.index("(Chi tiết tại Phụ lục I kèm theo)") < said.index("Nơi nhận:") < said.index("Phụ lục I")
    assert said[said.index("Phụ lục I") + 1] == "DANH MỤC CHI TIẾT"
    under = said[said.index("Phụ lục II") + 2]
    assert under == "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh)"
    lone = texts(opened(report(BROAD)))
    assert "Phụ lục" in lone
    assert "Phụ lục I" not in lone


def test_paper_turns_pages_or_keeps_tables_inside() -> None:
    annexed = opened(report(NARROW, paper=PAPER._replace(landscape=True)))
    assert [section.page_width.mm > 250 for section in annexed.sections] == [False, True]
    kept = opened(report(BROAD, paper=PAPER._replace(inline=True)))
    assert [section.page_width.mm > 250 for section in kept.sections] == [False]
    both = PAPER._replace(inline=True, landscape=True)
    assert [one.page_width.mm > 250 for one in opened(report(BROAD, paper=both)).sections] == [True]
    assert [one.page_width.mm > 250 for one in opened(report(NARROW, paper=both)).sections] == [False]


def test_a_second_signature_takes_the_place_of_the_recipients() -> None:
    signed = PAPER._replace(countersigned_as=("Công chức tự đánh giá", "(Ký tên)"), countersigned_by="An")
    foot = opened(report(NARROW, paper=signed)).tables[-1]
    assert foot.cell(0, 0).text.split("\n") == ["CÔNG CHỨC TỰ ĐÁNH GIÁ", "(Ký tên)", "An"]
    assert "Nguyễn Văn Bình" in foot.cell(0, 1).text


def test_facts_and_what_is_not_shown_are_said() -> None:
    facts = Facts((Fact("Tổng", 1387, "integer"), Fact("Ngày", DAY, "date")), "Số liệu")
    said = texts(opened(report(facts, NARROW, total=5)))
    assert "- Tổng: 1.387" in said
    assert "- Ngày: 05/02/2026" in said
    assert any("3" in line and "--limit 0" in line for line in said)
    nothing = Report("task list", [], "Nhiệm vụ", (Table((), ()),), DAY, empty="Không có nhiệm vụ nào.")
    assert "Không có nhiệm vụ nào." in texts(opened(nothing))


CHARTS = (
    Chart(
        "bars",
        "Số <nhiệm vụ>",
        ("1", "2"),
        (Series("Giao", (3, None)), Series("Xong", (2, 1))),
        "Tóm tắt một.",
    ),
    Chart("stacked", "Theo đơn vị", ("Sở Nông nghiệp", "Sở Y tế"), (Series("Xong", (3, 4), "good"),), "Hai."),
    Chart(
        "line", "Thứ hạng", ("T1", "T2"), (Series("A", (1, 2)), Series("B", (2, 1))), "Ba.", upside_down=True
    ),
    Chart(
        "heat",
        "Bản đồ nhiệt",
        ("T1", "T2"),
        (Series("A", (0, 100)), Series("B", (None, 50))),
        "Bốn.",
        "percent",
    ),
)


def test_charts_are_drawn_by_word_with_their_summaries() -> None:
    content = made(report(*CHARTS))
    drawn = parts(content, r"word/charts/chart\d+\.xml")
    assert len(drawn) == 3
    bars, stacked, line = drawn
    assert bars.find(f".//{C}barDir").get("val") == "col"
    assert stacked.find(f".//{C}barDir").get("val") == "bar"
    assert stacked.find(f".//{C}grouping").get("val") == "stacked"
    assert line.find(f".//{C}valAx/{C}scaling/{C}orientation").get("val") == "maxMin"
    cached = bars.findall(f".//{C}ser")[0].findall(f"{C}val//{C}pt")
    assert [(point.get("idx"), point[0].text) for point in cached] == [("0", "3")]
    (body,) = parts(content, "word/document.xml")
    summaries = [one.get("descr") for one in body.iter() if etree.QName(one).localname == "docPr"]
    assert summaries == ["Tóm tắt một.", "Hai.", "Ba."]
    shades = [one.get(f"{W}fill") for one in body.iter(f"{W}shd")]
    assert len(set(shades)) == 5  # three in the map, all in its legend


def test_everything_stands_in_the_order_of_the_schema() -> None:
    content = made(report(NARROW, *CHARTS, BROAD))
    for root in parts(content, r"word/(document|styles|charts/chart\d+)\.xml"):
        assert_in_order(root)


def test_the_same_report_gives_the_same_bytes() -> None:
    one = report(NARROW, BROAD, *CHARTS)
    assert made(one) == made(one)
    with zipfile.ZipFile(io.BytesIO(made(one))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in package.namelist()
        links = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        names = {f"word/{link.get('Target')}" for link in links if link.get("TargetMode") != "External"}
        assert names <= set(package.namelist())
    core = opened(one).core_properties
    assert (core.created.date(), core.last_modified_by, core.title) == (DAY, "", "Kết quả tháng 01")


def test_a_report_without_paper_stands_under_its_title() -> None:
    said = texts(opened(report(NARROW, paper=None)))
    assert said[0] == "Báo cáo"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in said


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_gives_a_valid_document(text: str) -> None:
    paper = PAPER._replace(body=text, subject=text, addressed_to=(text,), recipients=(text,), signed_by=text)
    table = NARROW._replace(rows=[(text, text, 1, None)], title=text, notes=(text,))
    chart = CHARTS[0]._replace(title=text, categories=(text, text), summary=text)
    content = made(report(Lines((text,), text), table, chart, paper=paper))
    assert docx.Document(io.BytesIO(content)).tables
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                shown = package.read(name).decode()
                assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]", shown)
                etree.fromstring(shown.encode())


def test_markup_and_five_thousand_letters_stay_text() -> None:
    odd = "\x1b[31m<w:b/>&amp; =1+1 \u202e" + "x" * 5000
    said = "\n".join(texts(opened(report(Lines((odd,)), NARROW._replace(rows=[(odd, odd, 1, None)])))))
    assert "[31m<w:b/>&amp; =1+1 " + "x" * 5000 in said


def test_it_is_written_by_its_name() -> None:
    stream = io.BytesIO()
    write_binary(report(NARROW), "docx", stream)
    assert stream.getvalue() == made(report(NARROW))


def test_a_drawing_stays_with_the_sentence_below_it_and_a_number_needs_no_dash() -> None:
    chart = Chart("bars", "Vẽ", ("a", "b"), (Series("x", (1, 2)),), "Tóm tắt.")
    facts = Facts((Fact("3. Tổng điểm", 9, "integer"), Fact("Ghi chú", "x")))
    stream = io.BytesIO()
    write_docx(Report("x", [], "Tên", sections=(chart, facts)), stream)
    document = docx.Document(io.BytesIO(stream.getvalue()))
    (drawn,) = [one for one in document.paragraphs if one._p.xpath(".//w:drawing")]
    assert drawn.paragraph_format.keep_with_next
    words = [one.text for one in document.paragraphs]
    assert "3. Tổng điểm: 9" in words
    assert "- Ghi chú: x" in words


def test_a_few_rows_stay_in_the_body_and_an_annex_is_called_without_its_count() -> None:
    for count, pages in ((6, 1), (7, 2)):
        table = BROAD._replace(rows=[*BROAD.rows][:count], title="Hoàn thành quá hạn: 7")
        stream = io.BytesIO()
        write_docx(Report("x", [], "Tên", sections=(table,), paper=PAPER), stream)
        document = docx.Document(io.BytesIO(stream.getvalue()))
        assert len(document.sections) == pages
        assert ("HOÀN THÀNH QUÁ HẠN" in [one.text for one in document.paragraphs]) == (pages == 2)


@pytest.mark.parametrize(
    ("names", "turned"), [(("x" * 12,) * 12, "col"), (("x" * 13,), "bar"), (("x",) * 13, "bar")]
)
def test_bars_lie_in_word_where_they_lie_in_a_workbook(names: tuple[str, ...], turned: str) -> None:
    chart = Chart("bars", "h", names, (Series("a", (1,) * len(names)),), "s")
    (drawn,) = parts(made(report(chart)), r"word/charts/chart\d+\.xml")
    assert drawn.find(f".//{C}barDir").get("val") == turned
    stream = io.BytesIO()
    write_binary(report(chart), "xlsx", stream)
    with zipfile.ZipFile(stream) as archive:
        assert f'<c:barDir val="{turned}"/>' in archive.read("xl/charts/chart1.xml").decode()


def test_the_figures_of_a_chart_stand_in_a_workbook_inside() -> None:
    content = made(report(*CHARTS))
    assert content == made(report(*CHARTS))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        drawn = archive.read("word/charts/chart1.xml").decode()
        links = archive.read("word/charts/_rels/chart1.xml.rels").decode()
        book = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")))
    (key,) = re.findall(r'<c:externalData r:id="(\w+)"', drawn)
    assert f'Id="{key}"' in links
    assert "embeddings/chart1.xlsx" in links
    rows = [[cell.value for cell in row] for row in book["Sheet1"].iter_rows()]
    assert rows == [[None, "Giao", "Xong"], ["1", 3, 2], ["2", None, 1]]
