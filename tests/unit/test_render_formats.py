"""Every format, on the same report of odd texts."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import tasktrack
from tasktrack.render import BINARY, FORMATS, write, write_binary
from tasktrack.reports.report import Chart, Column, Fact, Facts, Lines, Paper, Report, Series, Table

SOURCE = Path(tasktrack.__file__).parent.parent
PEOPLE = ("table", "text", "md")
ODD = "\x1b[31mđỏ\x9b \u202eab\u2066 [gấp]\t[/x]\n:fire: 日本 a|b \\"
COLUMNS = (
    Column("code", "Mã", "code"),
    Column("title", "Nội dung"),
    Column("due_on", "Thời hạn", "date"),
    Column("percent", "Tỷ lệ %", "percent", places=1),
    Column("days", "Số ngày", "integer"),
    Column("extended", "Gia hạn"),
)
ROWS = (
    ("NV1", "Rà soát quy hoạch", date(2026, 11, 22), Fraction(2675, 100), 1160, True),
    ("NV2", ODD, None, None, None, False),
)
DATA: list[dict[str, object]] = [
    {
        "code": "NV1",
        "title": "Rà soát quy hoạch",
        "due_on": date(2026, 11, 22),
        "percent": Fraction(2675, 100),
    }
    | {"days": 1160, "extended": True, "support": ["SNV", "STC"], "index": Fraction(2, 3)},
    {"code": "NV2", "title": ODD, "due_on": None, "percent": None}
    | {"days": None, "extended": False, "support": [], "index": None},
]
TABLE = Table(COLUMNS, ROWS, tones=("", "bad"), notes=("Tỷ lệ trên tổng số giao.",))
LIST = Report("task list", DATA, "Nhiệm vụ", (TABLE,), date(2026, 11, 22), {"state": "open"})
TOTAL = ("", "Tổng", "", Fraction(1, 3), 1160, "")


def shown(report: Report, form: str, *, width: int = 120, colour: bool = False, bom: bool = False) -> str:
    stream = io.StringIO()
    write(report, form, stream, width=width, colour=colour, bom=bom)
    return stream.getvalue()


def whole(report: Report, form: str, *, width: int = 120) -> str:
    """Return all that a file of a format says; of an office program's the parts, each of them sound XML."""
    if form not in BINARY:
        return shown(report, form, width=width)
    stream = io.BytesIO()
    write_binary(report, form, stream)
    said = []
    with zipfile.ZipFile(stream) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                text = archive.read(name).decode()
                ElementTree.fromstring(text)
                said.append(text)
    return "\n".join(said)


def plain(drawn: str) -> list[str]:
    """Return the lines of a drawing without the blanks rich fills them up with."""
    return [line.rstrip() for line in drawn.splitlines()]


def test_text_is_aligned_and_whole() -> None:
    odd = "[31mđỏ ab [gấp] [/x] :fire: 日本 a|b \\"
    assert shown(LIST, "text").split("\n") == [
        "Nhiệm vụ",
        "",
        "Mã   Nội dung                                Thời hạn    Tỷ lệ %  Số ngày  Gia hạn",
        "---  --------------------------------------  ----------  -------  -------  -------",
        "NV1  Rà soát quy hoạch                       22/11/2026     26,8    1.160  x",
        f"NV2  {odd}  –                 –        –",
        "",
        "Tỷ lệ trên tổng số giao.",
        "",
    ]


def test_text_aligns_by_columns_not_letters() -> None:
    rows = (("abcde", 20), ("日本日本", 1))
    table = Table((Column("a", "A"), Column("b", "B", "integer")), rows)
    assert shown(Report("x", [], sections=(table,)), "text") == (
        "A          B\n--------  --\nabcde     20\n日本日本   1\n"
    )


def test_text_in_english_with_total_and_more() -> None:
    report = LIST._replace(sections=(Table(COLUMNS, ROWS[:1], total=TOTAL),), total=1301, language="en")
    assert shown(report, "text").split("\n") == [
        "Nhiệm vụ",
        "",
        "Mã   Nội dung           Thời hạn    Tỷ lệ %  Số ngày  Gia hạn",
        "---  -----------------  ----------  -------  -------  -------",
        "NV1  Rà soát quy hoạch  2026-11-22     26.8    1,160  x",
        "---  -----------------  ----------  -------  -------  -------",
        "     Tổng                               0.3    1,160",
        "",
        "… and 1,300 more; --limit 0 shows all.",
        "",
    ]


CARD = Report(
    "task show",
    {"code": "NV1", "points": Fraction(200, 3), "lines": [{"value": Fraction(1, 2), "on": date(2026, 1, 2)}]},
    "Nhiệm vụ NV1",
    (
        Facts(
            (
                Fact("Mã", "NV1", "code"),
                Fact("Thời hạn", date(2026, 1, 2), "date"),
                Fact("Điểm", Fraction(200, 3), "decimal", tone="bad"),
                Fact("Ghi chú", None),
            ),
            "Thẻ",
        ),
        Lines(("a = 3 * 4", "  = 12"), "Cách tính"),
        Lines(()),
    ),
)


def test_text_of_several_sections() -> None:
    assert shown(CARD, "text").split("\n") == [
        "Nhiệm vụ NV1",
        "",
        "Thẻ",
        "",
        "Mã:       NV1",
        "Thời hạn: 02/01/2026",
        "Điểm:     66,67",
        "Ghi chú:",
        "",
        "Cách tính",
        "",
        "a = 3 * 4",
        "  = 12",
        "",
    ]


def test_markdown_of_several_sections() -> None:
    assert shown(CARD, "md").split("\n") == [
        "# Nhiệm vụ NV1",
        "",
        "## Thẻ",
        "",
        "- Mã: NV1",
        "- Thời hạn: 02/01/2026",
        "- Điểm: 66,67",
        "- Ghi chú:",
        "",
        "## Cách tính",
        "",
        "a = 3 \\* 4\\",
        "&nbsp;&nbsp;\\= 12",
        "",
    ]


def test_markdown_table() -> None:
    report = LIST._replace(sections=(TABLE._replace(total=TOTAL),), total=3)
    assert shown(report, "md").split("\n") == [
        "# Nhiệm vụ",
        "",
        "| Mã | Nội dung | Thời hạn | Tỷ lệ % | Số ngày | Gia hạn |",
        "| --- | --- | --- | ---: | ---: | --- |",
        "| NV1 | Rà soát quy hoạch | 22/11/2026 | 26,8 | 1.160 | x |",
        "| NV2 | \\[31mđỏ ab \\[gấp] \\[/x] :fire: 日本 a\\|b \\\\ | – | – | – |  |",
        "|  | **Tổng** |  | **0,3** | **1.160** |  |",
        "",
        "Tỷ lệ trên tổng số giao.",
        "",
        "… and 1 more; --limit 0 shows all.",
        "",
    ]


def test_json_reads_back_exactly() -> None:
    text = shown(LIST, "json")
    assert "Rà soát" in text
    assert text.endswith("]}\n")
    assert list(json.loads(text)) == ["schema", "command", "as_of", "state", "data"]
    assert json.loads(text) == {
        "schema": 1,
        "command": "task list",
        "as_of": "2026-11-22",
        "state": "open",
        "data": [
            {"code": "NV1", "title": "Rà soát quy hoạch", "due_on": "2026-11-22", "percent": 26.75}
            | {"days": 1160, "extended": True, "support": ["SNV", "STC"], "index": 0.666667},
            {"code": "NV2", "title": ODD, "due_on": None, "percent": None}
            | {"days": None, "extended": False, "support": [], "index": None},
        ],
    }


def test_json_of_one_object_and_of_nothing() -> None:
    lines = [{"value": 0.5, "on": "2026-01-02"}]
    card = {"code": "NV1", "points": 66.666667, "lines": lines}
    assert json.loads(shown(CARD, "json"))["data"] == card
    assert json.loads(shown(CARD, "jsonl")) == card
    empty = Report("rank", [])
    assert shown(empty, "json") == '{"schema": 1, "command": "rank", "as_of": null, "data": []}\n'
    assert shown(empty, "jsonl") == ""


def test_json_writes_a_whole_number_without_a_point() -> None:
    report = Report("x", {"a": Fraction(6), "b": Fraction(1, 10**6), "c": Fraction(10**18 + 1, 10)})
    assert '{"a": 6, "b": 0.000001, "c": 100000000000000000.1}' in shown(report, "json")


def test_json_lines_hold_a_row_each() -> None:
    rows = shown(LIST, "jsonl").splitlines()
    assert [json.loads(row)["code"] for row in rows] == ["NV1", "NV2"]


@pytest.mark.parametrize("value", [0.5, {1}, object(), {1: "a"}])
def test_a_report_holds_no_float_nor_anything_strange(value: object) -> None:
    with pytest.raises(TypeError, match=r"report may not hold|key must"):
        shown(Report("x", {"value": value}), "json")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.slow
@settings(max_examples=80)
@given(st.lists(st.dictionaries(st.text(), _VALUES, max_size=4), max_size=3))
def test_json_gives_back_what_it_was_given(rows: list[dict[str, object]]) -> None:
    text = shown(Report("x", rows), "json")
    assert json.loads(text)["data"] == rows
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_csv_has_the_columns_of_the_table_and_exact_text() -> None:
    assert list(csv.reader(io.StringIO(shown(LIST, "csv"), newline=""))) == [
        ["code", "title", "due_on", "percent", "days", "extended"],
        ["NV1", "Rà soát quy hoạch", "2026-11-22", "26.75", "1160", "true"],
        ["NV2", ODD, "", "", "", "false"],
    ]


def test_csv_without_a_table_has_every_key() -> None:
    rows = csv.DictReader(io.StringIO(shown(LIST._replace(sections=()), "csv"), newline=""))
    first, second = rows
    assert (first["support"], first["index"]) == ("SNV;STC", "0.666667")
    assert (second["support"], second["index"]) == ("", "")
    strangers = LIST._replace(sections=(Table((Column("elsewhere", "?"),), ()),))
    assert shown(strangers, "csv") == shown(LIST._replace(sections=()), "csv")


def test_csv_of_one_object_and_of_no_rows() -> None:
    assert shown(CARD, "csv") == (
        'field,value\ncode,NV1\npoints,66.666667\nlines,"[{""value"": 0.5, ""on"": ""2026-01-02""}]"\n'
    )
    empty = LIST._replace(data=[], sections=(Table(COLUMNS, ()),))
    assert shown(empty, "csv") == "code,title,due_on,percent,days,extended\n"
    assert shown(Report("x", []), "csv") == ""


def test_csv_leaves_formulas_alone_quotes_returns_and_marks_utf_8_on_demand() -> None:
    report = Report("x", [{"a": "=1+1", "b": "-5"}])
    assert shown(Report("x", {"a": 'b\rc "d"'}), "csv") == 'field,value\na,"b\rc ""d"""\n'
    assert shown(report, "csv") == "a,b\n=1+1,-5\n"
    assert shown(report, "csv", bom=True) == "\ufeffa,b\n=1+1,-5\n"


@settings(max_examples=80)
@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1, max_size=3))
def test_csv_gives_back_any_text(rows: list[list[str]]) -> None:
    text = shown(Report("x", [{"a": a, "b": b} for a, b in rows]), "csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *rows]


def test_tsv_keeps_each_row_on_a_line() -> None:
    assert shown(LIST, "tsv").split("\n") == [
        "code\ttitle\tdue_on\tpercent\tdays\textended",
        "NV1\tRà soát quy hoạch\t2026-11-22\t26.75\t1160\ttrue",
        "NV2\t[31mđỏ ab [gấp]\\t[/x]\\n:fire: 日本 a|b \\\\\t\t\t\tfalse",
        "",
    ]


def test_table_without_colour_has_no_codes() -> None:
    drawn = shown(LIST._replace(sections=(TABLE._replace(total=TOTAL),), total=3), "table", width=90)
    assert "\x1b" not in drawn
    assert plain(drawn) == [
        "Nhiệm vụ",
        "",
        "Mã   Nội dung                                Thời hạn    Tỷ lệ %  Số ngày  Gia hạn",
        "─" * 82,
        "NV1  Rà soát quy hoạch                       22/11/2026     26,8    1.160  x",
        "NV2  [31mđỏ ab [gấp] [/x] :fire: 日本 a|b \\  –                 –        –",
        "─" * 82,
        "     Tổng                                                    0,3    1.160",
        "",
        "Tỷ lệ trên tổng số giao.",
        "",
        "… and 1 more; --limit 0 shows all.",
    ]


@pytest.mark.parametrize(
    ("tone", "code"), [("good", "32"), ("warn", "33"), ("bad", "31"), ("muted", "2"), ("", None)]
)
def test_tones_are_colours_only_when_asked(tone: str, code: str | None) -> None:
    table = Table(COLUMNS[:1], (("NV1",),), tones=(tone,))  # type: ignore[arg-type]
    drawn = shown(Report("x", [], "Nhiệm vụ", (table,)), "table", colour=True)
    assert drawn.startswith("\x1b[1mNhiệm vụ\x1b[0m\n")
    assert drawn.splitlines()[-1].rstrip() == (f"\x1b[{code}mNV1\x1b[0m" if code else "NV1")


@pytest.mark.parametrize(
    "variables", [{"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}, {"TERM": "dumb", "COLUMNS": "30"}]
)
@pytest.mark.parametrize("colour", [True, False])
def test_the_environment_decides_nothing(
    variables: Mapping[str, str], colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    usual = shown(LIST, "table", width=90, colour=colour)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert shown(LIST, "table", width=90, colour=colour) == usual
    assert ("\x1b[1m" in usual) is colour


def test_a_narrow_table_wraps_text_and_headers_but_no_code() -> None:
    rows = (("NV1287", "một hai ba bốn năm sáu bảy tám", date(2026, 11, 22), Fraction(1), 1160, True),)
    drawn = plain(shown(Report("x", [], sections=(Table(COLUMNS, rows),)), "table", width=62))
    assert drawn == [
        "                                            Tỷ",
        "                                            lệ     Số",
        "Mã      Nội dung               Thời hạn      %   ngày  Gia hạn",
        "─" * 62,
        "NV1287  một hai ba bốn năm     22/11/2026  1,0  1.160  x",
        "        sáu bảy tám",
    ]


def test_a_window_too_narrow_for_the_codes_gets_cards() -> None:
    report = Report("x", [], sections=(Table(COLUMNS, ROWS[:1], total=TOTAL),))
    drawn = plain(shown(report, "table", width=30))
    assert drawn[:6] == [
        "Mã:        NV1",
        "Nội dung:  Rà soát quy hoạch",
        "Thời hạn:  22/11/2026",
        "Tỷ lệ %:   26,8",
        "Số ngày:   1.160",
        "Gia hạn:   x",
    ]
    assert drawn[8] == "Nội dung:  Tổng"


def test_long_tables_are_written_plainly() -> None:
    rows = [(f"NV{number}",) for number in range(401)]
    report = Report("x", [], "Nhiệm vụ", (Table(COLUMNS[:1], rows),))
    assert shown(report, "table", colour=True) == shown(report, "text")
    assert "NV400\n" in shown(report, "text")


@pytest.mark.parametrize("form", PEOPLE)
@pytest.mark.parametrize("width", [20, 80])
def test_a_long_title_is_never_cut(form: str, width: int) -> None:
    title = "nhiệm vụ [gấp] " * 333
    rows = (("NV1", title, None, None, None, None),)
    text = shown(Report("x", [], title, (Table(COLUMNS, rows),)), form, width=width)
    assert text.count("gấp") == 666


def everywhere(text: str) -> Report:
    """Return a report that says a text wherever it can say one."""
    facts = Facts((Fact(text, text),), text)
    table = TABLE._replace(title=text, notes=(text,), columns=(Column("code", text), *COLUMNS[1:]))
    bars = Chart("bars", text, (text, text), (Series(text, (1, None)), Series(text, (2, 3))), text)
    drawings = (bars, bars._replace(drawn_as="line"), bars._replace(drawn_as="heat"))
    paper = Paper(
        parent=text,
        body=text,
        number=text,
        place=text,
        day=date(2026, 11, 22),
        name=text,
        subject=text,
        addressed_to=(text,),
        opening=(text,),
        closing=(text,),
        recipients=(text,),
        signed_as=(text,),
        signed_by=text,
    )
    sections = (table, facts, Lines((text,), text), table, *drawings)
    return LIST._replace(title=text, sections=sections, empty=text, paper=paper)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("width", [30, 120])
def test_no_format_but_csv_lets_control_characters_through(form: str, width: int) -> None:
    text = whole(everywhere(ODD), form, width=width)
    assert ("\x1b" in text) is (form == "csv")
    assert bool(re.search("[\x80-\x9f\u202e\u2066]", text)) is (form == "csv")
    assert ":fire:" in text


class _Page(HTMLParser):
    """Collects the tags of a page, and what their attributes that run anything hold."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.commands: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.commands += [name for name, _value in attrs if name.startswith("on")]


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=80))
@example("</t><script>alert(1)</script>&#27;]]>")
@example("<r>&</r>")
@example("_x001B_\x00\ufffe\ud800\udc00")
@example("=HYPERLINK(1)\n\t+1" * 300)
@pytest.mark.parametrize("form", ["html", "xlsx", "docx"])
def test_any_text_gives_a_sound_file(form: str, text: str) -> None:
    said = whole(everywhere(text), form)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", said)
    if form == "html":
        page, usual = _Page(), _Page()
        page.feed(said)
        usual.feed(whole(everywhere("x"), form))
        assert page.tags <= usual.tags | {"br"}
        assert page.commands == usual.commands


@pytest.mark.parametrize("form", PEOPLE)
def test_an_empty_report_says_so(form: str) -> None:
    sections = (Table(COLUMNS, (), "Đơn vị A"), Table(COLUMNS, (), "Đơn vị B"), Lines(("Còn lại.",)))
    report = Report("x", [], "Nhiệm vụ", sections, empty="Không có nhiệm vụ nào.")
    lines = [line.lstrip("# ") for line in plain(shown(report, form))]
    assert lines == ["Nhiệm vụ", "", "Đơn vị A", "", "Không có nhiệm vụ nào.", "", "Còn lại."]
    assert plain(shown(Report("x", [], empty="Không có."), form)) == ["Không có."]
    assert "Không có" not in shown(LIST._replace(empty="Không có."), form)


@pytest.mark.parametrize("form", PEOPLE)
def test_rows_of_all_tables_count_against_the_total(form: str) -> None:
    report = LIST._replace(sections=(TABLE, TABLE), total=4)
    assert "more" not in shown(report, form)
    assert "… and 1 more" in shown(report._replace(total=5), form)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="xlsx"):
        shown(LIST, "xlsx")


@pytest.mark.parametrize("form", ["text", "csv", "tsv", "json", "jsonl", "md"])
def test_pipes_do_not_import_rich(form: str) -> None:
    program = (
        "import sys\n"
        "from tasktrack.render import write\n"
        "assert not [name for name in sys.modules if name.startswith('tasktrack.render.')]\n"
        "from tasktrack.reports.report import Column, Report, Table\n"
        "report = Report('x', [{'a': 1}], 't', (Table((Column('a', 'A', 'integer'),), ((1,),)),))\n"
        f"write(report, {form!r}, sys.stdout)\n"
        "assert not {'rich', 'typer', 'click', 'csv'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "1" in done.stdout
