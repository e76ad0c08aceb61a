"""The order of columns on paper: a name stands behind its code, where a terminal has it last for want of room."""

from collections.abc import Sequence
from typing import Any

from tasktrack.reports.report import Column, Report, Section, Table


def printed(report: Report) -> Report:
    """Return a report whose tables have the names of their rows in the second column."""
    return report._replace(sections=tuple(map(_section, report.sections)))


def _section(section: Section) -> Section:
    if not isinstance(section, Table) or not _is_last(section.columns):
        return section
    total = section.total
    return section._replace(
        columns=tuple(_second(section.columns)),
        rows=[tuple(_second(row)) for row in section.rows],
        total=None if total is None else tuple(_second(total)),
    )


def _is_last(columns: Sequence[Column]) -> bool:
    """Tell whether the last column names what the first one gives the code of."""
    if len(columns) < 3:
        return False
    first, last = columns[0], columns[-1]
    return first.kind == "code" and (last.key == "name" or last.key.endswith("_name"))


def _second(cells: Sequence[Any]) -> list[Any]:
    first, *others, last = cells
    return [first, last, *others]
