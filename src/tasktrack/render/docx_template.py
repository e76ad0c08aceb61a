"""A report in an office's own Word template, which may say where things stand and nothing else.

The template is a stranger's program: it runs in Jinja's sandbox, what it is given are words in lists and mappings,
and every word is escaped.
"""

import html
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO, Final

from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.render.cells import people_day, people_number, people_writer
from tasktrack.render.clean import one_line
from tasktrack.render.docx_page import without_moments
from tasktrack.render.docx_text import NO_XML
from tasktrack.render.layout import shown_fact, shown_rows, shown_total
from tasktrack.render.paper_words import long_day
from tasktrack.reports.report import Facts, Lines, Paper, Report, Table

_LARGEST: Final = 20_000_000  # bytes of a template
_LARGEST_INSIDE: Final = 200_000_000
_PLACE: Final = 120  # characters of the paragraph at fault that are shown


def write_template(report: Report, template: Path, stream: BinaryIO) -> None:
    """Fill a template with a report; raise NotFound and Invalid for one that is not there or at fault."""
    _check(template)
    made = _filled(template, context(report))
    without_moments(made, stream)


def context(report: Report) -> dict[str, object]:
    """Return what a template can name: words as people read them, in mappings and lists."""
    language = report.language
    return {
        "title": _word(report.title),
        "as_of": people_day(report.as_of, language) if report.as_of else "",
        "language": language,
        "paper": _paper(report.paper or Paper(), language),
        "tables": [_table(one, language) for one in report.sections if isinstance(one, Table)],
        "facts": [
            {
                "title": _word(one.title),
                "pairs": [
                    {"label": _word(label), "value": _word(value)}
                    for label, value in (shown_fact(fact, language) for fact in one.pairs)
                ],
            }
            for one in report.sections
            if isinstance(one, Facts)
        ],
        "lines": [
            {"title": _word(one.title), "lines": [_word(line) for line in one.lines]}
            for one in report.sections
            if isinstance(one, Lines)
        ],
        "envelope": _plain(report.envelope, language),
        "data": _plain(report.data, language),
    }


def _word(text: str) -> str:
    return NO_XML.sub("", one_line(text))


def _paper(paper: Paper, language: str) -> dict[str, object]:
    words: dict[str, object] = {
        name: [_word(one) for one in value] if isinstance(value, tuple) else _word(str(value))
        for name, value in paper._asdict().items()
        if isinstance(value, (str, tuple))
    }
    words["day"] = long_day(paper.day, "", language)
    words["date"] = people_day(paper.day, language) if paper.day else ""
    return words


def _table(table: Table, language: str) -> dict[str, object]:
    rows = [[_word(cell) for cell in row] for row in shown_rows(table, language)]
    keys = [column.key for column in table.columns]
    return {
        "title": _word(table.title),
        "columns": [_word(column.label) for column in table.columns],
        "rows": rows,
        "records": [dict(zip(keys, row, strict=True)) for row in rows],
        "total": [_word(cell) for cell in shown_total(table, language) or ()],
        "notes": [_word(note) for note in table.notes],
    }


def _plain(value: object, language: str) -> object:
    """Return a value as words, whole numbers, lists and mappings."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _word(value)
    if isinstance(value, int):
        return people_number(value, 0, language)
    if isinstance(value, Fraction):
        return people_number(value, 0 if value.denominator == 1 else 2, language)
    if isinstance(value, date):
        return people_writer("date", 0, language)(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inside, language) for key, inside in value.items()}
    return (
        [_plain(inside, language) for inside in value] if isinstance(value, Sequence) else _word(str(value))
    )


def _check(template: Path) -> None:
    """Refuse what is no Word template, and what would fill the memory."""
    name = _("The template {path}").format(path=template)
    try:
        if template.stat().st_size > _LARGEST:
            raise Invalid(
                _("{name} is larger than 20 MB.").format(name=name), _("Make its pictures smaller.")
            )
        with zipfile.ZipFile(template) as package:
            inside = package.infolist()
    except FileNotFoundError:
        raise NotFound(_("There is no file {path}.").format(path=template), _("Check the path.")) from None
    except (OSError, zipfile.BadZipFile):
        raise _no_template(name) from None
    if "word/document.xml" not in {one.filename for one in inside}:
        raise _no_template(name)
    if sum(one.file_size for one in inside) > _LARGEST_INSIDE:
        raise Invalid(
            _("{name} holds more than 200 MB when unpacked.").format(name=name),
            _("Make its pictures smaller."),
        )
    if any("vbaProject" in one.filename for one in inside):
        raise Invalid(
            _("{name} holds macros.").format(name=name),
            _("Save it in Word as a document without macros (.docx)."),
        )


def _no_template(name: str) -> Invalid:
    return Invalid(_("{name} is no Word document.").format(name=name), _("Save it in Word as .docx."))


def _filled(template: Path, words: Mapping[str, object]) -> BinaryIO:
    try:
        from docxtpl import DocxTemplate  # type: ignore[import-untyped]

        from tasktrack.render.docx_sandbox import Sandbox
    except ImportError:
        raise Invalid(
            _("Templates of Word need a part that is not installed."),
            _("Install it with: pip install tasktrack[templates]"),
        ) from None

    made = io.BytesIO()
    document = DocxTemplate(str(template))
    parts: list[str] = []
    _remember_parts(document, parts)
    try:
        document.render(words, jinja_env=Sandbox())
        document.save(made)
    except Exception as fault:  # whatever a template can do wrong, in the words of whatever it broke
        raise _fault(template, fault, parts) from fault
    made.seek(0)
    return made


def _remember_parts(document: Any, parts: list[str]) -> None:
    """Keep the text that is being rendered, a paragraph a line, so that a fault can be shown where it is."""
    render = document.render_xml_part

    def remembered(source: str, *others: Any) -> Any:
        parts.append(re.sub(r"<w:p([ >])", r"\n<w:p\1", source))
        return render(source, *others)

    document.render_xml_part = remembered


def _fault(template: Path, fault: BaseException, parts: Sequence[str]) -> Invalid:
    """Say what is wrong with a template, and in which of its paragraphs."""
    line = getattr(fault, "lineno", None)
    trace = fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    lines = parts[-1].splitlines() if parts else []
    here = lines[line - 1].partition("</w:p>")[0] if line and line <= len(lines) else ""
    place = html.unescape(re.sub("<[^>]+>", "", here))
    says = one_line(str(fault)) or type(fault).__name__
    if not place.strip():
        return Invalid(
            _("The template {path} cannot be filled: {fault}.").format(path=template, fault=says.rstrip(".")),
            _("See 'tasktrack help documents' for what a template may name."),
        )
    return Invalid(
        _("The template {path} cannot be filled: {fault}, in the paragraph “{place}”.").format(
            path=template, fault=says.rstrip("."), place=one_line(place).strip()[:_PLACE]
        ),
        _("See 'tasktrack help documents' for what a template may name."),
    )
