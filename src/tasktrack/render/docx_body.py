"""What a document says between head and signature: numbered parts, sentences, tables, and annexes for broad ones."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from tasktrack.i18n import _
from tasktrack.render import docx_chart, docx_table
from tasktrack.render.cells import people_writer
from tasktrack.render.clean import one_line
from tasktrack.render.docx_page import BODY_SIZE, LANDSCAPE_HEIGHT, LANDSCAPE_ROOM, PORTRAIT_ROOM
from tasktrack.render.docx_text import FIRST_LINE, LEVEL, gap, paragraph, run, shaded_run
from tasktrack.render.heat import ends, step
from tasktrack.render.layout import drawn_sections, more_line, plain_lines, shown_fact
from tasktrack.reports.report import Chart, Column, Facts, Paper, Report, Section, Table

_NUMBERED: Final = re.compile(r"([0-9]+)\. +(.+)")
_OWN_NUMBER: Final = re.compile(r"[IVX]+\. ")
_NOTE_SIZE: Final = 12.0
_ROMAN: Final = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_FEW: Final = 6  # rows that are not worth a page of their own
_COUNT: Final = re.compile(r": [0-9.,]+$")  # which a list has in its title
_MANY_MONTHS: Final = 9  # categories beyond which a heat map needs a broad page
_SHADES: Final = ("FFFFFF", "E8E8E8", "D0D0D0", "B8B8B8", "9C9C9C")
# Draws a chart at a width and a height, and returns the run that shows it.
Draw = Callable[[Chart, float, float], str]


class Annex(NamedTuple):
    """Sections on pages of their own, under one title; `mark` is what the body calls it."""

    title: str
    sections: list[Section]


class Body(NamedTuple):
    """The XML of the body, and the annexes that it points at."""

    content: str
    annexes: list[Annex]


def body(report: Report, draw: Draw, room: float) -> Body:
    """Return the sections of a report; what is too broad for the page goes into annexes."""
    writer = _Writer(report, draw, room)
    for section in drawn_sections(report):
        writer.add(section)
    if more := more_line(report):
        writer.parts.append(sentence(more))
    return Body("".join(writer.parts), writer.annexes)


def is_turned(report: Report) -> bool:
    """Tell whether the whole document stands on broad pages."""
    paper = report.paper
    if paper is None or not (paper.landscape and paper.inline):
        return False
    return any(_is_broad(section, report.language) for section in drawn_sections(report))


def annex_body(annex: Annex, report: Report, draw: Draw) -> str:
    """Return the sections of an annex, on broad pages; what is its own title is not said twice."""
    parts = []
    for section in annex.sections:
        if section.title and _COUNT.sub("", section.title) != annex.title:
            parts.append(_heading(section.title, 2))
        parts.extend(_inside(section, report, draw, LANDSCAPE_ROOM))
    return "".join(parts)


def sentence(text: str, *, italic: bool = False, size: float | None = None, keep_next: bool = False) -> str:
    """Return a paragraph of the body: justified, its first line set in; more so where the text is."""
    words = text.lstrip(" ")
    left = LEVEL * ((len(text) - len(words)) // 2)
    inside = run(words, italic=italic, size=size)
    return paragraph(
        inside, align="both", first_line=FIRST_LINE, left=left, before=3, after=3, keep_next=keep_next
    )


def roman(number: int) -> str:
    """Return a number as annexes and parts have it: I, II, XXIV; unlike that of months, it has no end."""
    text = ""
    for letters, worth in _ROMAN:
        count, number = divmod(number, worth)
        text += letters * count
    return text


def annex_name(place: int, count: int) -> str:
    """Return what an annex is called: without a number where it is the only one."""
    return _("Annex") if count == 1 else _("Annex {number}").format(number=roman(place + 1))


class _Writer:
    """Writes section by section: counts parts, and gathers what goes into annexes."""

    def __init__(self, report: Report, draw: Draw, room: float) -> None:
        self.report = report
        self.draw = draw
        self.room = room
        self.parts: list[str] = []
        self.annexes: list[Annex] = []
        paper = report.paper or Paper()
        self.inline = paper.inline
        self.landscape = paper.landscape and not paper.inline
        titles = [section.title for section in drawn_sections(report)]
        # A form that numbers its parts itself is left as it is.
        self.has_numbers = any(_OWN_NUMBER.match(title) for title in titles)
        self.has_parts = not self.has_numbers and any(_NUMBERED.match(title) for title in titles)
        self.counts = [0, 0]
        self.part = ""
        self.joins = False  # whether the section before went into an annex that this one may join

    def add(self, section: Section) -> None:
        """Write a section into the body, or into an annex with a line that points at it."""
        if self.landscape:
            self._add_to_the_annex(section)
            return
        if self.has_parts and _NUMBERED.match(section.title):
            self.joins = False
        self._title(section)
        if self.inline or not _is_broad(section, self.report.language):
            self.joins = False
            self.parts.extend(_inside(section, self.report, self.draw, self.room))
            return
        self._annex(section._replace(title=_plain_title(section)))
        self.parts.append(f"\0{len(self.annexes) - 1}\0")

    def _annex(self, section: Section) -> None:
        """Put a section into an annex: that of the broad one before it in its part, else a new one."""
        whole = self.part or one_line((self.report.paper or Paper()).subject or self.report.title)
        if self.joins:
            self.annexes[-1] = Annex(whole, [*self.annexes[-1].sections, section])
        else:
            self.annexes.append(Annex(_COUNT.sub("", section.title) or whole, [section]))
        self.joins = True

    def _add_to_the_annex(self, section: Section) -> None:
        if not self.annexes:
            self.annexes.append(Annex(one_line(self.report.title), []))
            self.parts.append("\0000\0")
        self.annexes[0].sections.append(section._replace(title=_plain_title(section)))

    def _title(self, section: Section) -> None:
        """Number the heading: I for parts, 1 for what is inside them; a drawn chart has its own."""
        if not section.title or (isinstance(section, Chart) and section.drawn_as != "heat"):
            return
        if self.has_numbers:
            self.parts.append(_heading(one_line(section.title), 1))
            return
        title = _plain_title(section)
        if self.has_parts and not _NUMBERED.match(section.title):
            self.counts[1] += 1
            self.parts.append(_heading(f"{self.counts[1]}. {title}", 2))
            return
        self.counts = [self.counts[0] + 1, 0]
        self.part = title if self.has_parts else ""
        self.parts.append(_heading(f"{roman(self.counts[0])}. {title}", 1))


def _is_broad(section: Section, language: str) -> bool:
    """Tell whether a section asks for a broad page."""
    if isinstance(section, Table):
        measured = docx_table.grid(section, language)
        if len(section.rows) <= _FEW and measured.fits(PORTRAIT_ROOM):
            return False
        return bool(section.rows) and measured.is_broad(PORTRAIT_ROOM)
    if not isinstance(section, Chart):
        return False
    return section.drawn_as == "heat" and len(section.categories) > _MANY_MONTHS


def with_pointers(content: str, count: int) -> str:
    """Put the lines that point at the annexes where they belong, now that it is known how many there are."""

    def pointer(found: re.Match[str]) -> str:
        words = _("(See {annex}, enclosed)").format(annex=annex_name(int(found[1]), count))
        return sentence(words, italic=True, keep_next=True)

    return re.sub("\0([0-9]+)\0", pointer, content)


def _plain_title(section: Section) -> str:
    title = one_line(section.title)
    found = _NUMBERED.match(title)
    return found[2] if found else title


def _heading(text: str, level: int) -> str:
    return paragraph(
        run(text, bold=True, size=BODY_SIZE),
        style=f"Heading{level}",
        align="both",
        first_line=FIRST_LINE,
        before=8 if level == 1 else 5,
        after=4,
        keep_next=True,
    )


def _inside(section: Section, report: Report, draw: Draw, room: float) -> Iterator[str]:
    if isinstance(section, Table):
        yield from _table(section, report.language, room)
    elif isinstance(section, Facts):
        for fact in section.pairs:
            label, value = shown_fact(fact, report.language)
            dash = "" if label[:1].isdigit() else "- "
            yield paragraph(run(f"{dash}{label}: {value}"), first_line=FIRST_LINE, before=3, after=3)
    elif isinstance(section, Chart):
        yield from _chart(section, report.language, draw, room)
    else:
        for line in plain_lines(section.lines):
            yield sentence(line)


def _table(table: Table, language: str, room: float) -> Iterator[str]:
    yield docx_table.drawn(docx_table.grid(table, language), room)
    yield from _notes(table.notes)
    # Two tables without a paragraph between them would be one.
    yield gap(6)


def _notes(notes: Iterable[str]) -> Iterator[str]:
    for line in plain_lines(tuple(notes)):
        yield paragraph(
            run(line.strip(), italic=True, size=_NOTE_SIZE), align="both", before=2, first_line=FIRST_LINE
        )


def _chart(chart: Chart, language: str, draw: Draw, room: float) -> Iterator[str]:
    if chart.drawn_as == "heat":
        yield _heat(chart, language, room)
        yield _scale(chart, language)
    else:
        high = min(docx_chart.height(chart), LANDSCAPE_HEIGHT - 60 if room > PORTRAIT_ROOM else 620.0)
        yield paragraph(draw(chart, room, high), align="center", before=6, keep_next=True)
    yield from _notes([chart.summary])
    yield gap(6)


def _heat(chart: Chart, language: str, room: float) -> str:
    """Return a heat map as a table with its numbers in shaded cells."""
    show = people_writer(chart.kind, chart.places, language)
    rows = [
        (one.name, *(show(value) if value is not None else "" for value in one.values))
        for one in chart.series
    ]
    shades = [
        ["" if value is None else _SHADES[step(value, chart)] for value in one.values] for one in chart.series
    ]
    columns = (Column("name", ""), *(Column("v", name, "code") for name in chart.categories))
    return docx_table.drawn(docx_table.grid(Table(columns, rows, chart.title), language), room, shades)


def _scale(chart: Chart, language: str) -> str:
    """Return the shades between the figures at their ends."""
    show = people_writer(chart.kind, chart.places, language)
    light, dark = map(show, ends(chart))
    shades = "".join(shaded_run("\u2003\u2003", colour) for colour in _SHADES)
    return paragraph(
        run(f"{light} ", size=_NOTE_SIZE) + shades + run(f" {dark}", size=_NOTE_SIZE),
        align="center",
        before=3,
    )
