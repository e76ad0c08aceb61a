"""Tables on paper: their rows are counted, names stand behind codes, and columns that hold nothing are left out.

A terminal has the name last for want of room, and no ordinal, for rows are named by their codes there.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from tasktrack.i18n import pgettext
from tasktrack.reports.report import Column, Report, Section, Table

_NAMES: Final = ("name", "title", "task_title")
_ORDINALS: Final = ("no", "number")


def printed(report: Report, form: str = "docx") -> Report:
    """Return a report whose tables of tasks and units are as paper has them; a workbook keeps its empty columns."""
    return report._replace(sections=tuple(_section(one, form) for one in report.sections))


def _section(section: Section, form: str) -> Section:
    if not isinstance(section, Table):
        return section
    if _is_last(section.columns):
        count = len(section.columns)
        section = _chosen(section, [0, count - 1, *range(1, count - 1)])
    if not section.rows or not _names_its_rows(section.columns):
        return section
    return _counted(section if form == "xlsx" else _chosen(section, _filled(section)))


def _is_last(columns: Sequence[Column]) -> bool:
    """Tell whether the last column names what the first one gives the code of."""
    if len(columns) < 3:
        return False
    first, last = columns[0], columns[-1]
    return first.kind == "code" and (last.key == "name" or last.key.endswith("_name"))


def _names_its_rows(columns: Sequence[Column]) -> bool:
    """Tell whether each row is a task, a unit or an officer: a code, and behind it a name."""
    if len(columns) < 3:
        return False
    code, name = columns[:2]
    is_code = code.kind == "code" and code.label and code.key not in _ORDINALS
    return bool(is_code) and (name.key in _NAMES or name.key.endswith("_name"))


def _chosen(table: Table, places: Sequence[int]) -> Table:
    def chosen(cells: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(cells[place] for place in places)

    return table._replace(
        columns=chosen(table.columns),
        rows=[chosen(row) for row in table.rows],
        total=None if table.total is None else chosen(table.total),
    )


def _filled(table: Table) -> list[int]:
    """Return the columns that hold anything, those that name the row, and those that a percentage is made of."""
    needed = {key for column in table.columns for key in column.ratio or ()}

    def holds(place: int) -> bool:
        cells: Iterable[Any] = (row[place] for row in (*table.rows, *([table.total] if table.total else ())))
        return (
            place < 2 or table.columns[place].key in needed or any(cell not in (None, "") for cell in cells)
        )

    return [place for place in range(len(table.columns)) if holds(place)]


def _counted(table: Table) -> Table:
    """Put an ordinal before each row that has a code; sums between them and the total have none."""
    rows: list[tuple[Any, ...]] = []
    number = 0
    for row in table.rows:
        number += bool(row[0])
        rows.append((number if row[0] else "", *row))
    first = Column("no", pgettext("form", "No."), "number")
    total = None if table.total is None else ("", *table.total)
    return table._replace(columns=(first, *table.columns), rows=rows, total=total)
