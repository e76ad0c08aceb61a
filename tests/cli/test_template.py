"""An office's own Word template: what it may name, and that it reaches nothing else."""

import builtins
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from clerk import Clerk


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """Return a clerk with a task of a title that looks like markup and like a template."""
    clerk.ok("config", "set", "signed_by", "Nguyễn Văn Bình")
    clerk.task("Rà soát <b>& {{ 7 * 7 }} {% if %}", "--due", "2026-11-12")
    return clerk


def template(path: Path, *lines: str) -> str:
    """Write a template of paragraphs, with a table of the first table's rows at its end."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ paper.body }}"
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for row in tables[-1].records %}"
    table.cell(1, 0).text = "{{ row.code }}"
    table.cell(1, 1).text = "{{ row.title }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    document.save(str(path))
    return str(path)


def filled(clerk: Clerk, tmp_path: Path, *lines: str) -> Any:
    """Fill a template with the report of the week and return the document."""
    made = tmp_path / "ra.docx"
    named = template(tmp_path / "mau.docx", *lines)
    clerk.ok("report", "weekly", "--template", named, "--output", str(made), "--yes", lang="vi")
    return docx.Document(io.BytesIO(made.read_bytes()))


def fault(clerk: Clerk, tmp_path: Path, *lines: str) -> str:
    """Return what is said of a template that cannot be filled."""
    made = tmp_path / "hong.docx"
    named = template(tmp_path / "mau.docx", *lines)
    said = clerk.run("report", "weekly", "--template", named, "--output", str(made))
    assert said.code == 4, said.err
    assert not made.exists()
    assert "Traceback" not in said.err
    return said.err


def test_it_names_paper_tables_and_data(office: Clerk, tmp_path: Path) -> None:
    document = filled(
        office,
        tmp_path,
        "{{ paper.signed_by }}, {{ paper.day }}, {{ paper.date }}",
        "{{ paper.subject }}",
        "{{ data.total.overdue }} / {{ envelope.week }} / {{ tables[0].columns[0] }}",
        "{% for name in paper.recipients %}{{ loop.index }}. {{ name }}{% endfor %}",
    )
    words = [one.text for one in document.paragraphs]
    assert words[0] == "Nguyễn Văn Bình, ngày 22 tháng 11 năm 2026, 22/11/2026"
    assert words[1].startswith("Tình hình, kết quả thực hiện nhiệm vụ tuần 47 năm 2026")
    assert words[2] == "1 / 2026-W47 / Nhiệm vụ"
    assert words[3] == "1. Lưu: VT"
    assert document.sections[0].header.paragraphs[0].text == "UBND tỉnh"
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "NV1",
        "Rà soát <b>& {{ 7 * 7 }} {% if %}",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ paper.__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ range.__self__ }}",
        "{{ paper.items.__globals__ }}",
        "{{ 'a' * 100000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{% include '/etc/passwd' %}",
        "{{ cycler }}",
        "{{ '{0.__class__}'.format(paper) }}",
        "{{ 'x'|center(1500000000)|length }}",
        "{{ '%1500000000d'|format(1)|length }}",
        "{{ 'x'.ljust(1500000000)|length }}",
        "{{ '{:>1500000000}'.format(1)|length }}",
        "{{ ('x'*1000000)|replace('x','y'*2000)|length }}",
        "{% for a in range(90000) %}{% endfor %}",
        "{% set a='x'*1000000 %}{% set b=a~a~a~a %}{{ b }}",
        "{% set a='x'*1000000 %}{% set b=a+a %}{{ b }}",
        "{% set a='x'*1000000 %}{% set b %}{{ a }}{{ a }}{% endset %}{{ b }}",
        "{% set a=['x','y'] %}{% set b=[a,a] %}{{ b }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in 'x'*1000000 %}{% for y in 'x'*1000000 %}{% endfor %}{% endfor %}",
        "{% for x in 'x'*1000 %}{{ 'x'*1000000 }}{% endfor %}",
        "{{ tables|map(attribute='title')|join }}",
        "{{ '<w:p>'|safe }}",
    ],
)
def test_it_reaches_nothing_but_words(office: Clerk, tmp_path: Path, line: str) -> None:
    said = fault(office, tmp_path, "Dòng đầu", line)
    assert "cannot be filled" in said
    assert "object at" not in said


def test_what_offices_write_is_allowed(office: Clerk, tmp_path: Path) -> None:
    document = filled(
        office,
        tmp_path,
        "{{ paper.body|upper }} ~ {{ 'Số ' ~ 5 ~ '/BC' }} {{ paper.recipients|join('; ') }}",
        "{% for row in tables[-1].rows %}{{ loop.index + 1 }}/{{ loop.length }}: {{ row[1] }}{% endfor %}",
        "{% for name, value in paper.items() if name in ['body', 'place'] %}{{ name }};{% endfor %}",
        "{{ title.upper()|replace('TUẦN', 'Tuần')|length > 0 }} {{ '=' * 5 }} {{ paper.place|default('–') }}",
    )
    words = [one.text for one in document.paragraphs]
    assert words[:3] == ["UBND TỈNH ~ Số 5/BC Lưu: VT", "2/1: NV1", "body;place;"]
    assert words[3].startswith("True ===== ")


def test_what_unpacks_to_too_much_is_refused_as_such(office: Clerk, tmp_path: Path) -> None:
    named = template(tmp_path / "to.docx", "a")
    with (
        zipfile.ZipFile(named, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("word/media/a.bmp", "w") as stream,
    ):
        for _turn in range(201):
            stream.write(bytes(1_000_000))
    said = office.run("report", "weekly", "--template", named, "--output", str(tmp_path / "ra.docx"))
    assert said.code == 4
    assert "more than 200 MB" in said.err


def test_a_fault_is_said_with_its_place(office: Clerk, tmp_path: Path) -> None:
    assert "“Tổng: {{ paper.nobody }}”" in fault(office, tmp_path, "Dòng đầu", "Tổng: {{ paper.nobody }}")
    assert "“Ký: {{ paper.body" in fault(office, tmp_path, "Dòng đầu", "Ký: {{ paper.body")
    assert "'if'" in fault(office, tmp_path, "{% if title %}mở mà không đóng")
    assert "“{{ 1 / 0 }}”" in fault(office, tmp_path, "{{ 1 / 0 }}")


def test_the_same_template_gives_the_same_bytes(office: Clerk, tmp_path: Path) -> None:
    filled(office, tmp_path, "{{ title }}")
    first = (tmp_path / "ra.docx").read_bytes()
    filled(office, tmp_path, "{{ title }}")
    assert (tmp_path / "ra.docx").read_bytes() == first


def test_what_is_no_template_is_refused(office: Clerk, tmp_path: Path) -> None:
    out = ("--output", str(tmp_path / "ra.docx"))
    text, empty_zip, macros = tmp_path / "a.docx", tmp_path / "b.docx", tmp_path / "c.docx"
    text.write_text("không phải Word", encoding="utf-8")
    with zipfile.ZipFile(empty_zip, "w") as package:
        package.writestr("x", "")
    template(macros, "a")
    with zipfile.ZipFile(macros, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    for path, code in (
        (text, 4),
        (empty_zip, 4),
        (macros, 4),
        (tmp_path, 4),
        (tmp_path / "không có.docx", 3),
    ):
        said = office.run("report", "weekly", "--template", str(path), *out)
        assert said.code == code, said.err
    named = template(tmp_path / "mau.docx", "a")
    assert office.run("report", "weekly", "--template", named, "--output", str(tmp_path / "ra.md")).code == 2
    assert office.run("report", "weekly", "--template", named, "--format", "docx").code == 2
    assert not (tmp_path / "ra.docx").exists()


def test_letters_and_sheets_fill_it_too(office: Clerk, tmp_path: Path) -> None:
    named = template(tmp_path / "mau.docx", "Kính gửi {{ paper.addressed_to[0] }}")
    document = tmp_path / "cv" / "don-doc-STC.docx"
    bare = docx.Document()
    bare.add_paragraph("Kính gửi {{ paper.addressed_to[0] }}: {{ tables[0].rows[0][1] }}")
    bare.save(named)
    office.ok("report", "letters", "--template", named, "--output", str(tmp_path / "cv"))
    (line,) = [one.text for one in docx.Document(io.BytesIO(document.read_bytes())).paragraphs]
    assert line == "Kính gửi Sở Tài chính: Rà soát <b>& {{ 7 * 7 }} {% if %} (NV1)"
    words = ("report", "letters", "--template", named, "--format", "md", "--output", str(tmp_path / "md"))
    assert office.run(*words).code == 2
    bare.paragraphs[0].text = "{{ data.name }}: {{ data.figures.total }}"
    bare.save(named)
    for command in (("unit", "STC", "2026-11"), ("period", "2026-11")):
        if command[0] == "period":
            bare.paragraphs[0].text = "{{ envelope.period }}"
            bare.save(named)
        office.ok("report", *command, "--template", named, "--output", str(tmp_path / f"{command[0]}.docx"))
    found = docx.Document(io.BytesIO((tmp_path / "unit.docx").read_bytes()))
    assert found.paragraphs[0].text == "Sở Tài chính: 1"


def test_without_the_extra_it_says_how_to_install_it(
    office: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = template(tmp_path / "mau.docx", "a")
    really = builtins.__import__

    def missing(name: str, *others: Any, **more: Any) -> Any:
        if name == "docxtpl":
            raise ImportError(name)
        return really(name, *others, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    said = office.run("report", "weekly", "--template", named, "--output", str(tmp_path / "ra.docx"))
    assert said.code == 4
    assert "pip install tasktrack[templates]" in said.err
