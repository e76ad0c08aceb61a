"""Plain aligned text for pipes and files: full width, no colour, nothing cut off."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from tasktrack.render.clean import display_width, one_line, pad
from tasktrack.render.layout import (
    Said,
    more_line,
    plain_lines,
    right_aligned,
    shown_fact,
    shown_rows,
    shown_sections,
    shown_total,
)
from tasktrack.reports.report import Facts, Lines, Report, Table

_GAP = "  "


def write_text(report: Report, stream: TextIO) -> None:
    """Write title, sections and notes, a blank line between any two of them."""
    first = True
    for block in _blocks(report):
        if not first:
            stream.write("\n")
        first = False
        for line in block:
            stream.write(line + "\n")


def _blocks(report: Report) -> Iterator[Iterable[str]]:
    if report.title:
        yield [one_line(report.title)]
    for section in shown_sections(report):
        if section.title:
            yield [one_line(section.title)]
        yield section_lines(section, report.language)
        if isinstance(section, Table) and section.notes:
            yield plain_lines(section.notes)
    if more := more_line(report):
        yield [more]


def section_lines(section: Said, language: str) -> Iterator[str]:
    """Yield the lines of one section, without its title and notes."""
    if isinstance(section, Table):
        return table_lines(section, language)
    if isinstance(section, Facts):
        return fact_lines(section, language)
    return _sentences(section)


def _sentences(section: Lines) -> Iterator[str]:
    return plain_lines(section.lines)


def fact_lines(facts: Facts, language: str) -> Iterator[str]:
    """Yield `label: value`, the values under one another."""
    pairs = [shown_fact(fact, language) for fact in facts.pairs]
    width = max((display_width(label) for label, _value in pairs), default=0) + 2
    for label, value in pairs:
        yield (pad(f"{label}:", width, right=False) + value).rstrip(" ")


def table_lines(table: Table, language: str) -> Iterator[str]:
    """Yield header, rule and rows, columns two blanks apart; the total follows a second rule."""
    header = [one_line(column.label) for column in table.columns]
    rows = list(shown_rows(table, language))
    total = shown_total(table, language)
    widths = _widths([header, *rows, *([total] if total else [])])
    rule = _GAP.join("-" * width for width in widths)
    places = list(zip(widths, right_aligned(table), strict=True))
    yield _line(header, places)
    yield rule
    for row in rows:
        yield _line(row, places)
    if total:
        yield rule
        yield _line(total, places)


def _widths(rows: list[list[str]]) -> list[int]:
    widths = [0] * len(rows[0])
    for row in rows:
        for place, cell in enumerate(row):
            # A cell that is short in letters is short in columns too, so few need to be measured.
            if 2 * len(cell) > widths[place]:
                widths[place] = max(widths[place], display_width(cell))
    return widths


def _line(cells: list[str], places: list[tuple[int, bool]]) -> str:
    padded = (pad(cell, width, right=right) for cell, (width, right) in zip(cells, places, strict=True))
    return _GAP.join(padded).rstrip(" ")
