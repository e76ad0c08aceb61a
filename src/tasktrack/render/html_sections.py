"""The sections of a report as the template of a page takes them: words that are cleaned, and how they look."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from tasktrack.i18n import _, pgettext
from tasktrack.render import svg
from tasktrack.render.cells import NUMBERS
from tasktrack.render.clean import display_width, one_line
from tasktrack.render.layout import drawn_sections, plain_lines, shown_fact, shown_rows, shown_total
from tasktrack.reports.report import Chart, Column, Facts, Lines, Report, Section, Table, Tone

_NUMBERED: Final = re.compile(r"[0-9]+\. ")
# Broader than this in letters, a table is printed on a page laid across.
ACROSS: Final = "across"
_PORTRAIT: Final = 104
_NARROW: Final = 62
_LOOKED_AT: Final = 200  # rows by which that is judged
_FLOWING: Final = 16  # letters to which a column of text is narrowed on paper
_SIGNS: Final[dict[Tone, str]] = {"good": "●", "warn": "◆", "bad": "▲", "muted": "○"}


class Part(NamedTuple):
    """A section under a heading of some level: `kind` says which of the others is there.

    `breadth` is across for what is printed on pages laid across, narrow for tables that need not fill the page.
    """

    name: str
    kind: str
    title: str
    level: int
    breadth: str = ""
    grid: "Grid | None" = None
    facts: Sequence["Told"] = ()
    lines: Sequence[str] = ()
    picture: "Picture | None" = None
    notes: Sequence[str] = ()


class Head(NamedTuple):
    """The head of a column."""

    label: str
    look: str


class Line(NamedTuple):
    """A row of a table."""

    cells: Sequence[str]
    tone: Tone
    sign: str
    meaning: str


class Grid(NamedTuple):
    """A table; its rows come one by one, for there may be very many."""

    caption: str
    heads: Sequence[Head]
    rows: Iterable[Line]
    total: Sequence[str] | None


class Told(NamedTuple):
    """One value of a card."""

    label: str
    value: str
    tone: Tone
    sign: str
    meaning: str


class Picture(NamedTuple):
    """A chart as markup, its title, what is to be seen in it, and its figures; whether it is drawn with all of them."""

    svg: str
    title: str
    summary: str
    figures: Grid
    is_whole: bool


def parts(report: Report) -> Iterator[Part]:
    """Yield the sections of a report that hold anything, in their order."""
    sections = list(drawn_sections(report))
    numbered = any(_NUMBERED.match(section.title) for section in sections)
    caption, level = one_line(report.title), 2
    is_annex = report.paper is not None and report.paper.landscape and not report.paper.inline
    for number, section in enumerate(sections, 1):
        title = one_line(section.title)
        if title:
            level = 3 if numbered and not _NUMBERED.match(title) and number > 1 else 2
            caption = title
        part = _part(section, f"s{number}", title, level, caption, report.language)
        yield part._replace(breadth=ACROSS) if is_annex else part


def _part(section: Section, name: str, title: str, level: int, caption: str, language: str) -> Part:
    if isinstance(section, Table):
        grid = table_grid(section, caption, language)
        notes = list(filter(None, plain_lines(section.notes)))
        return Part(name, "table", title, level, breadth(section, language), grid=grid, notes=notes)
    if isinstance(section, Facts):
        numeric = all(fact.kind in NUMBERS for fact in section.pairs)
        return Part(name, "tiles" if numeric else "facts", title, level, facts=_told(section, language))
    if isinstance(section, Lines):
        return Part(name, "lines", title, level, lines=list(filter(None, plain_lines(section.lines))))
    return Part(name, "chart", title, level, picture=_picture(section, name, language))


def table_grid(table: Table, caption: str, language: str) -> Grid:
    """Return a table with the marks of its tones, which stand beside the colours."""
    tones: Sequence[Tone] = table.tones or [""] * len(table.rows)
    rows = (_line(cells, tone) for cells, tone in zip(shown_rows(table, language), tones, strict=True))
    return Grid(caption, _heads(table.columns), rows, shown_total(table, language))


def breadth(table: Table, language: str) -> str:
    """Return across for a table too broad for paper that stands upright, narrow for a small one, by its first rows."""
    sample = list(islice(shown_rows(table, language), _LOOKED_AT))
    total = 0
    for place, column in enumerate(table.columns):
        content = max((display_width(row[place]) for row in sample), default=0)
        label = max(map(display_width, one_line(column.label).split()), default=0)
        total += max(min(content, _FLOWING) if column.kind == "text" else content, label, 2) + 2
    return ACROSS if total > _PORTRAIT else "narrow" if total < _NARROW else ""


def _heads(columns: Sequence[Column]) -> list[Head]:
    return [Head(one_line(column.label), _look(column)) for column in columns]


def _look(column: Column) -> str:
    if column.kind in NUMBERS:
        return "num"
    return {"code": "code", "date": "date"}.get(column.kind, "")


def _line(cells: Sequence[str], tone: Tone) -> Line:
    return Line(cells, tone, _SIGNS.get(tone, ""), meaning(tone))


def meaning(tone: Tone) -> str:
    """Return the word for the mark of a tone, for those who do not see it."""
    return {
        "good": pgettext("tone", "good"),
        "warn": pgettext("tone", "to be watched"),
        "bad": pgettext("tone", "bad"),
        "muted": pgettext("tone", "not counted"),
    }.get(tone, "")


def _told(facts: Facts, language: str) -> list[Told]:
    return [
        Told(*shown_fact(fact, language), fact.tone, _SIGNS.get(fact.tone, ""), meaning(fact.tone))
        for fact in facts.pairs
    ]


def _picture(chart: Chart, name: str, language: str) -> Picture:
    drawn = svg.figure(chart, f"{name}c", language)
    title, summary = one_line(chart.title), one_line(chart.summary)
    return Picture(drawn.svg, title, summary, _figures(chart, language), drawn.is_whole)


def _figures(chart: Chart, language: str) -> Grid:
    """Return the figures of a chart as a table that is rather long than broad."""
    if chart.drawn_as == "heat" or len(chart.series) > len(chart.categories):
        heads, names = chart.categories, [series.name for series in chart.series]
        values = [series.values for series in chart.series]
    else:
        heads, names = tuple(series.name for series in chart.series), list(chart.categories)
        values = list(zip(*(series.values for series in chart.series), strict=True))
    columns = (
        Column("", pgettext("chart", "Item")),
        *(Column("", head, chart.kind, chart.places) for head in heads),
    )
    table = Table(columns, [(row, *cells) for row, cells in zip(names, values, strict=True)])
    return table_grid(table, _("{title}: figures").format(title=one_line(chart.title)), language)
