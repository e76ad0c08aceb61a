"""What the formats for people share: the sentence for nothing, the line for what is left out, columns."""

from collections.abc import Iterator
from typing import Final

from tasktrack.i18n import _
from tasktrack.render.cells import NUMBERS, people_number, people_writer
from tasktrack.render.clean import clean, display_width, one_line
from tasktrack.reports.report import Chart, Fact, Facts, Lines, Report, Section, Table

_LONG_NAME: Final = 12
_MANY_NAMES: Final = 12


def row_count(report: Report) -> int:
    """Return how many rows the tables of `report` show."""
    return sum(len(section.rows) for section in report.sections if isinstance(section, Table))


Said = Table | Facts | Lines


def shown_sections(report: Report) -> Iterator[Said]:
    """Yield what holds anything and can be said in words, which a chart cannot."""
    for section in drawn_sections(report):
        if not isinstance(section, Chart):
            yield section


def drawn_sections(report: Report) -> Iterator[Section]:
    """Yield what holds anything; when no table has a row, `report.empty` stands for the tables."""
    has_table = any(isinstance(section, Table) for section in report.sections)
    if not report.empty or row_count(report) or (report.sections and not has_table):
        yield from filter(_holds_anything, report.sections)
        return
    said = False
    for section in report.sections or (Table((), ()),):
        if not isinstance(section, Table):
            yield from filter(_holds_anything, [section])
        elif not said:
            said = True
            yield Lines((report.empty,), section.title)


def _holds_anything(section: Section) -> bool:
    if isinstance(section, Table):
        return bool(section.columns)
    if isinstance(section, Chart):
        return any(value is not None for series in section.series for value in series.values)
    return bool(section.pairs if isinstance(section, Facts) else section.lines)


def lies(chart: Chart) -> bool:
    """Tell whether bars lie: where the names of their categories are long or many."""
    longest = max(map(display_width, chart.categories), default=0)
    return longest > _LONG_NAME or len(chart.categories) > _MANY_NAMES


def more_line(report: Report) -> str:
    """Return the sentence on the rows that are not shown, or nothing."""
    left = (report.total or 0) - row_count(report)
    if left <= 0:
        return ""
    return _("… and {count} more; --limit 0 shows all.").format(count=people_number(left, 0, report.language))


def shown_rows(table: Table, language: str) -> Iterator[list[str]]:
    """Yield the rows of `table` as people read them, without the total."""
    writers = [people_writer(column.kind, column.places, language) for column in table.columns]
    for row in table.rows:
        yield [show(cell) for show, cell in zip(writers, row, strict=True)]


def shown_total(table: Table, language: str) -> list[str] | None:
    """Return the total row as people read it."""
    if table.total is None:
        return None
    cells = zip(table.columns, table.total, strict=True)
    return [people_writer(column.kind, column.places, language)(cell) for column, cell in cells]


def shown_fact(fact: Fact, language: str) -> tuple[str, str]:
    """Return label and value of one fact as people read them."""
    return one_line(fact.label), people_writer(fact.kind, fact.places, language)(fact.value)


def plain_lines(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield sentences as they are, indentation too, cleaned; one with line feeds is several lines."""
    for line in lines:
        for part in clean(line).replace("\t", " ").split("\n"):
            yield part.rstrip()


def right_aligned(table: Table) -> list[bool]:
    """Tell for each column whether it holds numbers, which stand to the right."""
    return [column.kind in NUMBERS for column in table.columns]
