"""What the help pages state is true: their lines run, their tables hold, their names exist."""

import re
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import chain
from pathlib import Path

import click
import pytest
import typed

from tasktrack import i18n
from tasktrack.cli import command_tree
from tasktrack.cli.app import command
from tasktrack.cli.formats import SUFFIXES
from tasktrack.domain.dates import parse_due
from tasktrack.domain.facts import FACTS
from tasktrack.domain.formula_nodes import FUNCTIONS
from tasktrack.domain.page import Code, Grid, Heading, Items, Page, Paragraph, read_page, spans
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.settings import SETTINGS
from tasktrack.domain.workdays import calendar_from_rows
from tasktrack.i18n import LANGUAGES
from tasktrack.intake.columns import TABLES
from tasktrack.render import FORMATS
from tasktrack.services import help as pages
from tasktrack.services import help_parts, office
from tasktrack.store import schema_reader, seal

FOLDER = typed.ROOT / "src" / "tasktrack" / "data" / "help"
BOTH = pytest.mark.parametrize("language", LANGUAGES)
WRITTEN = [topic for topic in pages.TOPICS if topic != "commands"]
# What is made from the program is as long as the program is.
GENERATED = {"commands", "errors", "file", "views"}
MOST_LINES = 150
WIDTH = 80
UNOFFICIAL = re.compile(
    r"\b(?:hàng (?:ngày|tuần|tháng|quý|năm)|uỷ|huỷ|thuỷ|hoá|khoá|toà|qui|quí|kì)\b", re.IGNORECASE
)
FIRST_OF_OCTOBER = date(2026, 10, 1)
OPTION = re.compile(r"(?<![\w-])(?:--[a-z][a-z-]*|-[a-z]\b)")


def page(topic: str, language: str) -> Page:
    """Return a page as people read it, its generated parts filled in."""
    i18n.activate(language)
    return read_page(pages.page(topic))


def typed_lines(read: Page) -> Iterator[str]:
    """Yield the command lines that a page shows."""
    for block in read.blocks:
        if isinstance(block, Code) and all(line.startswith("tasktrack ") for line in block.lines):
            yield from block.lines


def texts(read: Page) -> Iterator[str]:
    """Yield every running text of a page: lines, items, cells, headings."""
    yield read.title
    for block in read.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Items):
            yield from chain.from_iterable(lines for _mark, lines in block.items)
        elif isinstance(block, Grid):
            yield from chain(block.header, *block.rows)


def codes(read: Page) -> list[str]:
    """Return what stands in code style inside the running text."""
    return [part for text in texts(read) for style, part in spans(text) if style == "code"]


def shape(read: Page) -> list[tuple[object, ...]]:
    """Return how a page is built, whatever its language."""
    found: list[tuple[object, ...]] = []
    for block in read.blocks:
        kind = type(block).__name__
        if isinstance(block, Heading):
            found.append((kind, block.level))
        elif isinstance(block, Items):
            found.append((kind, len(block.items)))
        elif isinstance(block, Grid):
            found.append((kind, len(block.header), len(block.rows)))
        else:
            found.append((kind,))
    return found


def test_each_topic_has_a_page_in_each_language_and_no_page_is_left_over() -> None:
    """A page that no topic leads to could not be read."""
    for language in LANGUAGES:
        found = {path.stem for path in (FOLDER / language).glob("*.md")}
        assert found == set(pages.TOPICS)


@pytest.mark.parametrize("topic", WRITTEN)
def test_both_languages_say_the_same(topic: str) -> None:
    """Headings, lists, tables and examples follow one another alike."""
    assert shape(page(topic, "vi")) == shape(page(topic, "en"))


@BOTH
@pytest.mark.parametrize("topic", WRITTEN)
def test_a_page_fits_the_screen(topic: str, language: str) -> None:
    """Lines are 80 columns at most, but for tables and lines to be copied; a page is a few screens long."""
    i18n.activate(language)
    lines = pages.source(topic).splitlines()
    assert [
        line for line in lines if len(line) > WIDTH and not line.startswith(("|", "tasktrack ", "<!--"))
    ] == []
    assert topic in GENERATED or len(lines) <= MOST_LINES


@BOTH
@pytest.mark.parametrize("topic", WRITTEN)
def test_code_style_is_closed_on_its_line(topic: str, language: str) -> None:
    """A sign that is left open would be shown."""
    for text in texts(page(topic, language)):
        rest = "".join(part for style, part in spans(text) if style != "code")
        assert "`" not in rest, text
        assert "**" not in rest, text


@BOTH
@pytest.mark.parametrize("topic", WRITTEN)
def test_the_lines_of_a_page_run(
    topic: str,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In their order: those of the first day from nothing, the others on the sample province."""
    samples = {"first-day": lambda: None, "officers": typed.office}
    register = samples.get(topic, typed.province)()
    clerk = typed.at_a_desk(tmp_path, capsys, monkeypatch, register, language)
    for line in typed_lines(page(topic, language)) if topic != "errors" else ():
        if line.endswith(" demo"):
            shutil.copy(typed.province(), tmp_path / line.split()[2])
        else:
            clerk.must(line)


def test_vietnamese_is_spelt_as_in_legal_texts() -> None:
    """Hằng tháng, Ủy ban, hóa, khóa, kỳ, quy định; composed letters: in pages, examples and error list."""
    data = FOLDER.parent
    for path in (*(FOLDER / "vi").iterdir(), data / "examples.toml", data / "errors.toml"):
        text = path.read_text(encoding="utf-8")
        assert UNOFFICIAL.findall(text) == [], path.name
        assert unicodedata.is_normalized("NFC", text), path.name
    assert UNOFFICIAL.findall("báo cáo hàng tháng, khoá kì") == ["hàng tháng", "khoá", "kì"]


def test_enough_lines_are_run() -> None:
    """Pages without lines would pass everything above."""
    count = sum(len(list(typed_lines(page(topic, "vi")))) for topic in WRITTEN)
    assert count >= 40


@BOTH
def test_commands_and_options_that_pages_name_exist(language: str) -> None:
    """In running text too, where nothing is run."""
    root = click.Context(command(), info_name="tasktrack")
    every = list(command_tree.every(root))
    known = {
        name
        for one in every
        for parameter in one.command.get_params(one)
        for name in (*parameter.opts, *parameter.secondary_opts)
    }
    paths = {command_tree.path_of(one).split(" ")[0] for one in every}
    for topic in WRITTEN:
        for code in codes(page(topic, language)):
            assert set(OPTION.findall(code)) <= known, (topic, code)
            words = [word for word in code.split() if not word.startswith("-")]
            if words[:1] == ["tasktrack"] and len(words) > 1 and words[1].islower():
                assert words[1] in paths or "--today" in code, (topic, code)


@BOTH
def test_topics_that_pages_name_exist(language: str) -> None:
    """`tasktrack help ...` leads to a page."""
    for topic in WRITTEN:
        for code in codes(page(topic, language)):
            if code.startswith("tasktrack help "):
                words = code.removeprefix("tasktrack help ")
                assert pages.find(words) or pages.error(words), (topic, code)


@BOTH
def test_dates_become_what_the_page_says(language: str) -> None:
    """Every way of typing in the two tables, on a Thursday, by Vietnam's calendar."""
    days = [(date.fromisoformat(str(row["on_day"])), str(row["kind"])) for row in office.vietnam_days()]
    calendar = calendar_from_rows(days)
    tables = [block for block in page("dates", language).blocks if isinstance(block, Grid)]
    assert len(tables) == 2
    typed_ways = 0
    for ways, becomes in chain.from_iterable(table.rows for table in tables):
        for style, way in spans(ways):
            if style == "code":
                typed_ways += 1
                due = parse_due(way, FIRST_OF_OCTOBER, calendar).on
                said = due and (due.isoformat() if language == "en" else f"{due:%d/%m/%Y}")
                assert becomes in (
                    said,
                    "không thời hạn" if due is None else said,
                    "no due date" if due is None else said,
                )
    assert typed_ways >= 25


@BOTH
def test_period_keys_of_the_page_are_keys(language: str) -> None:
    """Each is read, and is the key itself."""
    table = next(block for block in page("periods", language).blocks if isinstance(block, Grid))
    keys = [part for row in table.rows for style, part in spans(row[0]) if style == "code"]
    assert [str(PeriodKey.parse(key)) for key in keys] == keys
    assert len({PeriodKey.parse(key).kind for key in keys}) == 6


@BOTH
def test_formats_and_endings_are_those_of_the_program(language: str) -> None:
    """The table of formats leaves none out."""
    table = next(block for block in page("output", language).blocks if isinstance(block, Grid))
    cells = [tuple("".join(part for _style, part in spans(cell)) for cell in row[:2]) for row in table.rows]
    assert tuple(name for name, _ending in cells) == FORMATS
    endings = {ending: name for name, ending in cells if ending}
    assert endings == {ending: name for ending, name in SUFFIXES.items() if ending}


@BOTH
def test_facts_and_functions_are_all_named(language: str) -> None:
    """An author of schemes finds each fact of a task once."""
    read = page("schemes", language)
    table = next(block for block in read.blocks if isinstance(block, Grid))
    named = [part for row in table.rows for style, part in spans(row[0]) if style == "code"]
    assert sorted(named) == sorted(FACTS)
    text = " ".join(texts(read))
    assert [name for name in FUNCTIONS if f"`{name}" not in text] == []


@BOTH
def test_every_import_column_stands_on_a_page(language: str) -> None:
    """The tables of columns are there, with the headings of the offices: of all that has an import."""
    text = pages.source("columns") if i18n.activate(language) is None else ""
    named = {word for words in re.findall(r"^<!-- columns (.+) -->$", text, re.M) for word in words.split()}
    assert named <= {table.name for table in TABLES}
    assert {table.name for table in TABLES} == named
    shown = page("columns", language)
    columns = {row[0] for block in shown.blocks if isinstance(block, Grid) for row in block.rows}
    assert {f"`{one.name}`" for table in TABLES if table.name in named for one in table.columns} <= columns


@BOTH
def test_words_for_codes_and_columns_that_stand_for_others_are_told(language: str) -> None:
    """A plan needs neither title nor lead; whoever writes trưởng phòng means the head."""
    rows = {
        row[0]: row
        for block in page("columns", language).blocks
        if isinstance(block, Grid)
        for row in block.rows
    }
    assert (rows["`title`"][1], rows["`lead`"][1]) == ("* / `product`", "* / `officer`")
    assert "trưởng phòng" in rows["`head`"][1]
    assert "thai sản" in rows["`maternity`"][1]
    assert "hợp đồng" in rows["`contract`"][1]


@BOTH
def test_settings_that_pages_name_exist(language: str) -> None:
    """A setting that is gone would leave an empty place."""
    i18n.activate(language)
    for topic in WRITTEN:
        for words in re.findall(r"^<!-- settings (.+) -->$", pages.source(topic), re.M):
            assert set(words.split()) <= set(SETTINGS)


@BOTH
def test_every_table_and_column_of_the_file_is_described(language: str) -> None:
    """Also those that a later version of the schema added."""
    text = pages.page("file") if i18n.activate(language) is None else ""
    described = help_parts._described(language)
    tables = {table.name: table for table in schema_reader.tables()}
    for table in tables.values():
        assert f"### {table.name}\n" in text
        assert help_parts.table_words(table)
        for column in table.columns:
            if not (table.is_book and column.name in schema_reader.COMMON):
                assert help_parts.column_words(table, column), f"{table.name}.{column.name}"
    for name, words in described.items():
        known = (
            tables
            if name == "about"
            else {one.name for table in tables.values() for one in table.columns}
            if name == "common"
            else {one.name for one in tables[name].columns}
        )
        assert set(words) <= set(known), name


@BOTH
def test_every_view_and_column_is_described(language: str) -> None:
    """None is left out, and none is described that is not there."""
    text = pages.page("views") if i18n.activate(language) is None else ""
    views = schema_reader.views()
    sections = dict(re.findall(r"^### (v_\w+)\n(.*?)(?=^### |\Z)", text, re.M | re.S))
    assert {name: re.findall(r"^\| `(\w+)` \| .", part, re.M) for name, part in sections.items()} == views
    described = help_parts._views_described(language)
    assert {*described} - {"common"} <= {"about", *views}
    assert {*described["about"]} == {*views}
    assert {*described["common"]} <= {column for columns in views.values() for column in columns}
    for name in views.keys() & described.keys():
        assert {*described[name]} <= {*views[name]}, name


def test_a_column_is_read_with_what_the_schema_says_of_it() -> None:
    """Comments beside, after a comma and of added columns; what must be there; values; tables pointed to."""
    tables = {table.name: {one.name: one for one in table.columns} for table in schema_reader.tables()}
    assert tables["review"]["verdict"].values == ("accepted", "failed", "returned")
    assert tables["task"]["series"].target == "task"
    assert tables["task"]["series"].about == "first task of the series it repeats"
    assert tables["task"]["due_on"].about == "last approved due date; NULL: no deadline"
    assert (tables["task"]["title"].required, tables["task"]["key"].required) == (True, False)
    assert not tables["period"]["voided"].required


@pytest.fixture(scope="module", params=LANGUAGES)
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save the program of the page on seals to a file."""
    blocks = [block for block in page("seal", request.param).blocks if isinstance(block, Code)]
    source = next(block for block in blocks if block.lines[0].startswith("import "))
    path = tmp_path_factory.mktemp("seal") / "seal.py"
    path.write_text("\n".join(source.lines) + "\n", encoding="utf-8")
    return path


def recomputed(program: Path, register: Path, key: str) -> tuple[str, str]:
    """Return the seal in the file and the one that the page's program computes, without tasktrack."""
    words = [sys.executable, "-I", str(program), str(register), key]
    ran = subprocess.run(words, capture_output=True, text=True, check=True, encoding="utf-8")
    stored, again = ran.stdout.split()
    return stored, again


@pytest.mark.parametrize("key", ["2023", "2024", "2026-09", "2026-10"])
def test_the_seal_can_be_recomputed_as_the_page_says(program: Path, key: str) -> None:
    """For the first closing, which has none before it, and for those that follow."""
    stored, again = recomputed(program, typed.province(), key)
    assert re.fullmatch("[0-9a-f]{64}", stored)
    assert again == stored


def test_a_changed_figure_gives_another_seal(program: Path, tmp_path: Path) -> None:
    """So that the test above can fail."""
    register = Path(shutil.copy(typed.province(), tmp_path / "changed.db"))
    with closing(sqlite3.connect(register)) as db:
        db.execute("DROP TRIGGER guard_frozen_rank_update")
        db.execute("UPDATE frozen_rank SET rank = rank + 1 WHERE rank = 1")
        db.commit()
    stored, again = recomputed(program, register, "2026-10")
    assert again != stored


@BOTH
def test_the_page_lists_the_books_in_the_order_of_the_seal(language: str) -> None:
    """The program on the page knows each frozen table."""
    text = "\n".join(
        line for block in page("seal", language).blocks if isinstance(block, Code) for line in block.lines
    )
    found = re.findall(r'^    "(\w+)": "([^"]+)",$', text, re.M)
    assert found == [(book, ", ".join(order)) for book, order in seal.FROZEN_BOOKS.items()]
