"""GitHub's Markdown: headings, pipe tables, facts as a list; user text never turns into markup."""

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from tasktrack.render.clean import one_line
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
from tasktrack.reports.report import Facts, Report, Table

_MARKUP = re.compile(r"[\\`*_<\[|~]|&(?=#?\w+;)")
_LINE_MARKUP = re.compile(r"^(\d*)([#>+=.)-])")


def write_markdown(report: Report, stream: TextIO) -> None:
    """Write title, sections and notes as blocks with an empty line between."""
    first = True
    for block in _blocks(report):
        if not first:
            stream.write("\n")
        first = False
        for line in block:
            stream.write(line + "\n")


def escape(text: str) -> str:
    """Return one line of user text with the marks of Markdown escaped."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))


def _blocks(report: Report) -> Iterator[Iterable[str]]:
    if report.title:
        yield [f"# {escape(report.title)}"]
    for section in shown_sections(report):
        if section.title:
            yield [f"## {escape(section.title)}"]
        yield _section_lines(section, report.language)
        if isinstance(section, Table) and section.notes:
            yield _sentences(section.notes)
    if more := more_line(report):
        yield [escape(more)]


def _section_lines(section: Said, language: str) -> Iterator[str]:
    if isinstance(section, Table):
        return _table_lines(section, language)
    if isinstance(section, Facts):
        return _fact_lines(section, language)
    return _sentences(section.lines)


def _table_lines(table: Table, language: str) -> Iterator[str]:
    yield _row(escape(column.label) for column in table.columns)
    yield _row("---:" if right else "---" for right in right_aligned(table))
    for row in shown_rows(table, language):
        yield _row(map(escape, row))
    if total := shown_total(table, language):
        yield _row(f"**{escape(cell)}**" if cell.strip() else "" for cell in total)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _fact_lines(facts: Facts, language: str) -> Iterator[str]:
    for fact in facts.pairs:
        label, value = shown_fact(fact, language)
        yield f"- {escape(label)}: {escape(value)}".rstrip(" ")


def _sentences(lines: tuple[str, ...]) -> Iterator[str]:
    r"""Yield sentences with a hard break (`\`) after each but the last of a paragraph."""
    texts = [_sentence(line) for line in plain_lines(lines)]
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        yield text + "\\" if text and following else text


def _sentence(line: str) -> str:
    text = line.lstrip(" ")
    marked = _LINE_MARKUP.sub(r"\1\\\2", escape(text))
    return "&nbsp;" * (len(line) - len(text)) + marked
