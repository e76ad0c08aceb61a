"""One page of HTML: whole, escaped, in order, without anything from outside, its charts with their figures."""

import base64
import hashlib
import io
import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, fetched

from tasktrack.render import write
from tasktrack.render.clean import one_line
from tasktrack.render.html_paper import paper_view
from tasktrack.reports.report import (
    Chart,
    Column,
    Drawing,
    Fact,
    Facts,
    Lines,
    Paper,
    Report,
    Section,
    Series,
    Table,
)

DAY = date(2026, 11, 22)
EVIL = '<script>alert("1")</script> & \x1b[31mđỏ\x00 \u202eab\u2066 \ud800 "\' {{ 7 * 7 }} {% raw %}\t=1+1'
COLUMNS = (
    Column("code", "Mã", "code"),
    Column("title", "Nội dung"),
    Column("due_on", "Thời hạn", "date"),
    Column("percent", "Tỷ lệ %", "percent", places=1),
)
ROWS = (
    ("NV1", "Rà soát quy hoạch", DAY, Fraction(2675, 100)),
    ("NV2", EVIL, None, None),
)
TABLE = Table(
    COLUMNS, ROWS, "Danh mục", ("good", "bad"), ("", "Tổng", None, Fraction(100, 3)), ("Trên tổng số giao.",)
)
FACTS = Facts((Fact("Cơ quan", EVIL), Fact("Số", 1387, "integer", tone="warn")), "Thông tin")
TILES = Facts((Fact("Tổng số", 1387, "integer"), Fact("Quá hạn", 16, "integer", tone="bad")))
MONTHS = tuple(f"{month}/2026" for month in range(1, 7))
DRAWINGS: tuple[Drawing, ...] = ("bars", "stacked", "line", "heat")


def page(*sections: Section, paper: Paper | None = None, language: str = "vi", title: str = "Báo cáo") -> str:
    stream = io.StringIO()
    report = Report("x", [], title, sections, DAY, language=language, paper=paper)
    write(report, "html", stream)
    return stream.getvalue()


def chart(
    drawn_as: Drawing, series: Sequence[Series], categories: Sequence[str] = MONTHS, **more: object
) -> Chart:
    return Chart(drawn_as, "Hình", tuple(categories), tuple(series), "Tóm tắt.", **more)  # type: ignore[arg-type]


def read(text: str) -> Page:
    found = Page(text)
    assert found.faults == []
    assert fetched(text) == []
    identities = [attributes["id"] for _tag, attributes in found.tags if "id" in attributes]
    assert len(set(identities)) == len(identities)
    return found


def texts(text: str) -> list[str]:
    """Return the lines of text in the drawings of a page."""
    return re.findall(r"<text [^>]*>([^<]*)", text)


def test_a_page_says_what_it_is() -> None:
    found = read(page(TABLE))
    assert found.all("html") == [{"lang": "vi"}]
    assert found.text("title") == "Báo cáo"
    assert found.headings == [(1, "Báo cáo"), (2, "Danh mục")]
    assert "22/11/2026" in found.text("header")
    assert page(TABLE).startswith("<!doctype html>\n<html lang=")
    assert {"charset": "utf-8"} in found.all("meta")


def test_its_policy_knows_its_style_and_nothing_else() -> None:
    text = page(TABLE)
    found = read(text)
    (policy,) = [one["content"] for one in found.all("meta") if one.get("http-equiv")]
    digest = base64.b64encode(hashlib.sha256(found.text("style").encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _attributes in found.tags}


def test_user_text_is_text() -> None:
    """Neither markup nor a template nor an attribute, and no control character is left."""
    paper = Paper(
        EVIL, EVIL, EVIL, EVIL, None, EVIL, EVIL, (EVIL, EVIL), (EVIL,), (EVIL,), (EVIL,), (EVIL,), EVIL
    )
    heat = Chart("heat", EVIL, (EVIL,), (Series(EVIL, (1,)),), EVIL)
    sections = (
        Table(COLUMNS, ROWS, EVIL, notes=(EVIL,)),
        FACTS._replace(title=EVIL),
        Lines((EVIL,), EVIL),
        heat,
    )
    for one in (None, paper):
        text = page(*sections, paper=one, title=EVIL)
        found = read(text)
        assert found.all("script") == []
        assert one_line(EVIL) in found.text("table")
        assert "{{ 7 * 7 }}" in found.text()
        assert not [letter for letter in text if not letter.isprintable() and letter != "\n"]


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=60)
def test_any_text_stays_what_it_is(words: str) -> None:
    wanted = one_line(words)
    bars = Chart("bars", "t", (words,), (Series(words, (1,)),), words)
    found = read(page(Table((Column("a", words),), ((words,),)), bars, title=words))
    assert found.tables[0] == [[wanted], [wanted]]
    assert found.text("figcaption") == wanted


def test_a_table_can_be_heard_and_reached() -> None:
    found = read(page(TABLE))
    assert found.captions == ["Danh mục"]
    assert [one.get("scope") for one in found.all("th")] == ["col"] * 4 + ["row"] * 3
    (region,) = [one for one in found.all("div") if one.get("class") == "scroll"]
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Danh mục")
    assert found.tables[0] == [
        ["Mã", "Nội dung", "Thời hạn", "Tỷ lệ %"],
        ["● NV1", "Rà soát quy hoạch", "22/11/2026", "26,8"],
        ["▲ NV2", one_line(EVIL), "–", "–"],
        ["", "Tổng", "–", "33,3"],
    ]
    assert "Trên tổng số giao." in found.text("section")


def test_numbers_stand_to_the_right_and_tones_have_a_sign() -> None:
    found = read(page(TABLE))
    assert [one.get("class", "") for one in found.all("td")] == ["", "date", "num"] * 3
    assert [one.get("class", "") for one in found.all("tr")] == ["", "good", "bad", ""]
    assert [one["aria-label"] for one in found.all("span")] == ["good", "bad"]
    assert found.text("tfoot").strip() == "Tổng–33,3"


def test_a_table_without_a_title_is_named_by_the_page() -> None:
    found = read(page(TABLE._replace(title="")))
    assert found.captions == ["Báo cáo"]
    assert found.headings == [(1, "Báo cáo")]


def test_cards_are_lists_of_terms() -> None:
    found = read(page(FACTS, TILES))
    assert len(found.all("dl")) == 2
    assert len(found.all("dt")) == len(found.all("dd")) == 4
    assert [one["class"] for one in found.all("section")] == ["facts", "tiles"]
    assert "1.387" in found.text("dd")
    assert "1,387" in read(page(FACTS, language="en")).text("dd")


def test_sentences_are_paragraphs() -> None:
    found = read(page(Lines(("Một", "  hai\nba", ""), "Lời")))
    assert [text for place, text in found.said if place.endswith("section p")] == ["Một", "  hai", "ba"]


def test_headings_come_in_order() -> None:
    """Numbered parts have their untitled and unnumbered sections below them."""
    found = read(page(Lines(("a",), "1. Một"), TABLE, Lines(("b",), "2. Hai"), TABLE))
    assert [level for level, _words in found.headings] == [1, 2, 3, 2, 3]
    plain = read(page(Lines(("a",), "Một"), TABLE))
    assert [level for level, _words in plain.headings] == [1, 2, 2]


def test_a_long_page_begins_with_its_contents() -> None:
    found = read(page(*(Lines(("a",), f"Phần {number}") for number in range(5))))
    links = [one["href"] for one in found.all("a")]
    assert links == [f"#{one['id']}" for one in found.all("section")]
    assert read(page(TABLE)).all("nav") == []


def test_nothing_and_more_are_said() -> None:
    stream = io.StringIO()
    write(Report("x", [], "Báo cáo", (Table(COLUMNS, ()),), empty="Không có."), "html", stream)
    found = read(stream.getvalue())
    assert found.tables == []
    assert "Không có." in found.text("main")
    stream = io.StringIO()
    write(Report("x", [], "Báo cáo", (TABLE,), total=7), "html", stream)
    assert "5" in [text for place, text in read(stream.getvalue()).said if place.endswith("main p")][-1]


def test_broad_tables_are_printed_on_broad_pages() -> None:
    broad = Table(
        tuple(Column(f"c{number}", "Một cột dài") for number in range(12)), (("một nội dung dài",) * 12,)
    )
    classes = [
        one["class"] for one in read(page(TABLE._replace(rows=ROWS[:1], tones=()), broad)).all("section")
    ]
    assert classes == ["table narrow", "table across"]


@pytest.mark.parametrize("drawn_as", DRAWINGS)
@pytest.mark.parametrize("count", [1, 3, 60])
def test_a_chart_has_a_name_a_summary_and_its_figures(drawn_as: Drawing, count: int) -> None:
    names = [f"Sở thứ {number}" for number in range(count)]
    series = [
        Series("Đúng hạn", tuple(range(count)), "good"),
        Series("Quá hạn", (None,) * count, "bad"),
        Series("Khác", tuple(Fraction(number, 3) for number in range(count))),
    ]
    text = page(chart(drawn_as, series, names))
    found = read(text)
    (svg,) = found.all("svg")
    assert svg["role"] == "img"
    named = {
        attributes["id"] for tag, attributes in found.tags if tag in ("title", "desc") and "id" in attributes
    }
    assert named == set(svg["aria-labelledby"].split())
    assert found.text("figcaption") == "Tóm tắt."
    (table,) = found.tables
    values = {tuple(row[1:]) for row in table[1:]}
    if drawn_as == "heat" or count < 3:
        assert [row[0] for row in table[1:]] == ["Đúng hạn", "Quá hạn", "Khác"]
        assert ("–",) * count in values
    else:
        assert [row[0] for row in table[1:]] == names
        assert all(row[1] == str(number) and row[2] == "–" for number, row in enumerate(table[1:]))


def test_figures_of_bars_are_written_as_people_write_them() -> None:
    text = page(
        chart(
            "bars", [Series("a", (Fraction(875, 10), None, 1387))], ["x", "y", "z"], kind="decimal", places=1
        )
    )
    assert texts(text) == ["x", "87,5", "y", "–", "z", "1.387,0"]
    percents = page(chart("bars", [Series("a", (50,))], ["x"], kind="percent", places=1))
    assert texts(percents) == ["x", "50,0%"]


def test_a_bar_is_as_long_as_its_value() -> None:
    text = page(chart("bars", [Series("a", (100, 50, 0))], ["x", "y", "z"]))
    full, half = [Fraction(width) for width in re.findall(r'width="([\d.]+)" height="15"', text)]
    assert abs(full - 2 * half) <= Fraction(1, 10)


def test_stacked_bars_end_with_their_sum_and_leave_out_what_does_not_fit() -> None:
    text = page(chart("stacked", [Series("a", (990, None), "good"), Series("b", (10, 7), "bad")], ["x", "y"]))
    assert texts(text) == ["a", "b", "x", "990", "1.000", "y", "7"]
    patterns = re.findall(r'<pattern id="([^"]+)"', text)
    assert len(patterns) == 1
    assert f"url(#{patterns[0]})" in text


def test_a_gap_is_no_nought() -> None:
    gap = page(chart("line", [Series("a", (1, None, 3, 4, None, None))]))
    (path,) = re.findall(r'<path d="(M[^"]*)" stroke="[^"]*" stroke-width="2"', gap)
    assert path.count("M") == 2
    heat = page(chart("heat", [Series("a", (1, None, 0, None, None, None))]))
    assert texts(heat)[len(MONTHS) :][:3] == ["a", "1", "0"]


def test_rank_one_stands_on_top() -> None:
    text = page(
        chart("line", [Series("a", (1, 2)), Series("b", (2, 1))], ["x", "y"], upside_down=True, highest=2)
    )
    points = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)".*?<text [^>]*>(\d+)', text)
    heights = {rank: Fraction(y) for _x, y, rank in points}
    assert heights["1"] < heights["2"]
    assert [rank for _x, _y, rank in points] == ["1", "2", "2", "1"]


def test_the_darkest_cell_is_the_greatest_or_the_least() -> None:
    def shade(text: str, figure: str) -> int:
        colour = re.findall(rf'fill="#([0-9a-f]{{6}})"[^>]*/><text [^>]*>{figure}<', text)[0]
        return sum(int(colour[place : place + 2], 16) for place in (0, 2, 4))

    series = [Series("a", (0, 100))]
    more = page(chart("heat", series, ["x", "y"], highest=100))
    less = page(chart("heat", series, ["x", "y"], highest=100, upside_down=True))
    assert shade(more, "0") > shade(more, "100")
    assert shade(less, "0") < shade(less, "100")


def test_names_at_the_ends_of_lines_do_not_touch() -> None:
    series = [Series(f"Đơn vị {number}", (1, 1)) for number in range(20)]
    text = page(chart("line", series, ["x", "y"]))
    feet = sorted(Fraction(y) for y in re.findall(r'<text [^>]*y="([\d.]+)"[^>]*>Đơn vị', text))
    assert len(feet) == 20
    assert min(after - before for before, after in pairwise(feet)) >= 15


def test_charts_beside_each_other_share_no_name() -> None:
    one = chart("stacked", [Series("a", (1,), "bad")], ["x"])
    read(page(one, one))


def test_a_document_is_laid_out_as_the_decree_says() -> None:
    paper = Paper(
        "Ủy ban nhân dân tỉnh", "Sở Nội vụ", "05/BC-SNV", "Bắc Ninh", date(2026, 2, 5), "Báo cáo", "Kết quả",
        ("UBND tỉnh",), ("Mở đầu.",), ("Kết thúc./.",), ("Như trên;", "Lưu: VT"), ("Kt. Giám đốc",), "Nguyễn Văn An",
    )  # fmt: skip
    found = read(page(TABLE, paper=paper))
    said = found.text("main")
    order = [
        "ỦY BAN NHÂN DÂN TỈNH",
        "SỞ NỘI VỤ",
        "05/BC-SNV",
        "Bắc Ninh, ",
        "BÁO CÁO",
        "Kết quả",
        "UBND tỉnh",
        "Mở đầu.",
    ]
    order += ["Danh mục", "Kết thúc./.", "- Như trên;", "- Lưu: VT.", "KT. GIÁM ĐỐC", "Nguyễn Văn An"]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert found.headings[0] == (1, "BÁO CÁOKết quả")
    assert found.all("body") == [{"class": "paper"}]


def test_an_annex_follows_the_signature_on_broad_pages() -> None:
    paper = Paper(body="Sở Nội vụ", name="Báo cáo", signed_by="Nguyễn Văn An", landscape=True)
    found = read(page(TABLE, paper=paper))
    assert found.text("main").index("Nguyễn Văn An") < found.text("main").index("Danh mục")
    assert found.all("section")[0]["class"] == "table across"


def test_a_form_keeps_its_broad_table_between_its_sentences() -> None:
    """Turned where both are asked for and a table is broad; two signatures leave no room for recipients."""
    broad = Table(
        tuple(Column(f"c{number}", "Một cột dài") for number in range(12)), (("nội dung dài",) * 12,), "Bảng"
    )
    signatures = {
        "signed_by": "Nguyễn Văn An",
        "countersigned_as": ("Đại diện",),
        "countersigned_by": "Trần Thị Bình",
    }
    paper = Paper(name="Biên bản", closing=("Hết.",), recipients=("Lưu",), inline=True, **signatures)
    for landscape, turned in ((False, "paper upright"), (True, "paper turned")):
        found = read(page(broad, paper=paper._replace(landscape=landscape)))
        said = found.text("main")
        places = [
            said.index(words) for words in ("Bảng", "Hết.", "ĐẠI DIỆN", "Trần Thị Bình", "Nguyễn Văn An")
        ]
        assert places == sorted(places)
        assert "Lưu" not in said
        assert found.all("body") == [{"class": turned}]


def test_a_letter_has_its_subject_under_its_number() -> None:
    paper = Paper(
        body="Sở Nội vụ", number="     /SNV-TH", subject="V/v đôn đốc", addressed_to=("Sở A", "Sở B")
    )
    found = read(page(TABLE, paper=paper))
    assert found.text("main").index("/SNV-TH") < found.text("main").index("V/v đôn đốc")
    assert [text for place, text in found.said if place.endswith("ul li")] == ["- Sở A;", "- Sở B."]
    assert found.headings[0] == (1, "Báo cáo")


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 2, 5), "2026-02-05"), (date(2026, 11, 22), "2026-11-22"), (None, "…-…-…")]
)
def test_the_day_of_a_document(day: date | None, words: str) -> None:
    assert paper_view(Paper(place="Huế", day=day), "en", is_broad=False).place_and_day == f"Huế, {words}"


def test_the_table_of_a_chart_is_printed_where_the_drawing_leaves_figures_out() -> None:
    stacked = chart("stacked", [Series("a", (990,), "good"), Series("b", (10,), "bad")], ["x"])
    roomy = stacked._replace(series=(Series("a", (990,), "good"), Series("b", (0,), "bad")))
    heat = chart("heat", [Series("a", (1, None))], ["x", "y"])
    three = chart("line", [Series(name, (1, 2)) for name in "abc"], ["x", "y"])
    looks = [read(page(one)).all("details") for one in (stacked, roomy, heat, three)]
    assert looks == [[{"class": "printed"}], [{}], [{}], [{"class": "printed"}]]


def test_the_drawing_and_its_figures_have_names_of_their_own() -> None:
    found = read(page(chart("bars", [Series("a", (1,))], ["x"])))
    names = [one["aria-label"] for one in found.all("div") if one.get("role") == "region"]
    assert names == ["Hình", "Hình: figures"]


def test_figures_near_the_foot_stand_above_the_categories() -> None:
    text = page(chart("line", [Series("a", (9, 100)), Series("b", (0, 90))], ["x", "y"], highest=100))
    feet = {words: Fraction(y) for y, words in re.findall(r'<text [^>]*y="([\d.]+)"[^>]*>(\w+)<', text)}
    assert feet["x"] - feet["0"] >= 14
