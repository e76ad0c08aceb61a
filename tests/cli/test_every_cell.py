"""Whatever format a report is written in, nothing of it is left out: every cell of a table and every sentence."""

import io
import re
import shlex
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typed
from clerk import Clerk
from pages import Page

from tasktrack.cli.session import Session
from tasktrack.render import write, write_binary
from tasktrack.render.cells import people_writer
from tasktrack.render.layout import plain_lines
from tasktrack.render.xlsx_cells import value_of
from tasktrack.reports.report import Report, Table
from tasktrack.services import manual

_FILES = ("--output", "--format", "--template", "-o", "-f")
# One writes many files, the other needs a unit that was merged.
_NOT_HERE = ("report letters", "report handover")


def lines_of_reports() -> list[str]:
    """Return an example of every command that reports, the dashboard first, without the file that it writes."""
    found: dict[str, list[str]] = {}
    for example in manual.entries("examples", "example"):
        name = example["command"]
        is_plain = not example.get("before") and example.get("sample", "province") == "province"
        if not name.startswith(("report ", "rank")) or name in _NOT_HERE or not is_plain:
            continue
        if "--db" in example["line"]:  # it is told of another register
            continue
        words = iter(shlex.split(example["line"])[1:])
        kept = []
        for word in words:
            if word in _FILES:
                next(words)
            elif word not in ("--yes", "--if-any"):
                kept.append(word)
        found.setdefault(name, kept)
    lines = [shlex.join(words) for words in found.values()]
    return sorted(lines, key=lambda line: "dashboard" not in line)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Report, str]]:
    """Return the reports that commands send, as the format gets them."""
    reports: list[tuple[Report, str]] = []

    def keep(session: Session, report: Report, form: str, output: Path | None) -> None:
        reports.append((session.printed(report, form), form))

    monkeypatch.setattr(Session, "send", keep)
    return reports


def plain(text: str) -> str:
    """Return a text without its blanks, which a format may break anew, and without marks of direction."""
    return re.sub(r"[\s\u2060\u200b-\u200f]+", "", text)


def whole(report: Report, form: str) -> tuple[str, set[Any]]:
    """Return all that a file says, and the numbers and days of a workbook."""
    if form == "html":
        stream = io.StringIO()
        write(report, form, stream)
        return plain("".join(text for _place, text in Page(stream.getvalue()).said)), set()
    binary = io.BytesIO()
    write_binary(report, form, binary)
    if form == "docx":
        with zipfile.ZipFile(binary) as archive:
            document = archive.read("word/document.xml").decode()
        text = re.sub(r"<w:(p|tab|br)[ />]", " <", document)
        return plain(unescaped("".join(re.findall(r"<w:t[ >][^<]*|<w:t>[^<]*", text)))), set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(binary, data_only=True)
    cells = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    words = plain(" ".join(cell for cell in cells if isinstance(cell, str)))
    return words, {day_of(cell) for cell in cells if cell is not None and not isinstance(cell, str)}


def day_of(cell: Any) -> Any:
    """Return the day of what another library reads as midnight."""
    is_day = isinstance(cell, datetime) and not (cell.hour or cell.minute)
    return cell.date() if is_day else cell


def unescaped(markup: str) -> str:
    """Return the text of runs."""
    text = re.sub(r"<w:t[^>]*>", "", markup)
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def lost(report: Report, form: str) -> Iterator[str]:
    """Yield what a report holds and a file of it does not."""
    said, figures = whole(report, form)
    for section in report.sections:
        lines = section.notes if isinstance(section, Table) else getattr(section, "lines", ())
        yield from (line for line in plain_lines(lines) if plain(line) not in said)
        if not isinstance(section, Table):
            continue
        writers = [people_writer(column.kind, column.places, report.language) for column in section.columns]
        for cells in (*section.rows, *([section.total] if section.total else [])):
            for cell, column, show in zip(cells, section.columns, writers, strict=True):
                written = value_of(cell, column.kind, column.places, report.language).written
                if form == "xlsx" and not isinstance(written, str):
                    if written is not None and written not in figures and not near(written, figures):
                        yield f"{column.key}: {cell}"
                elif plain(show(cell)) not in said and cell is not None:
                    yield f"{column.key}: {cell}"


def near(number: object, figures: set[Any]) -> bool:
    """Tell whether a formula gives a number, to the decimals that a cell without one has."""
    return isinstance(number, float) and any(
        isinstance(one, int | float) and abs(one - number) < 1e-5 for one in figures
    )


@pytest.mark.parametrize("line", lines_of_reports())
def test_no_format_leaves_anything_out(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], sent: list[tuple[Report, str]]
) -> None:
    clerk = Clerk(Path(shutil.copy(typed.province(), tmp_path / "province.db")), capsys)
    for form in ("xlsx", "docx", "html"):
        clerk.run(*shlex.split(line), "--format", form, lang="vi")
    assert [form for _report, form in sent] == ["xlsx", "docx", "html"]
    for report, form in sent:
        assert list(lost(report, form)) == [], form
        for table in (section for section in report.sections if isinstance(section, Table)):
            keys = {column.key for column in table.columns}
            assert keys.issuperset(name for column in table.columns for name in column.ratio or ())
