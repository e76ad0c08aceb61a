"""A report as an Excel workbook: sheets that filter, add up and print."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, Final

import xlsxwriter  # type: ignore[import-untyped]

from tasktrack.render.layout import row_count
from tasktrack.render.xlsx_plan import Sheet, plan
from tasktrack.render.xlsx_sheet import write_sheet
from tasktrack.render.xlsx_styles import BASE, Styles
from tasktrack.render.xlsx_text import cell_text
from tasktrack.reports.report import Chart

if TYPE_CHECKING:
    from tasktrack.reports.report import Report

# Above this many rows a workbook is written row by row through files of the system, not kept in memory.
LARGE: Final = 20_000
_NO_DAY: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the first day that a file in a zip archive can have


def write_xlsx(report: Report, stream: BinaryIO) -> None:
    """Write `report` as .xlsx; the same report is the same bytes.

    Text is never a formula, a link or a number; numbers and days are what they are, percentages are 0 to 100 as
    in every other format. Raise Invalid where a table has more rows than a sheet can hold.
    """
    sheets = plan(report)
    workbook = xlsxwriter.Workbook(stream, _options(report, sheets))
    workbook.set_size(24_000, 14_000)
    workbook.set_properties(_properties(report))
    styles = Styles(workbook, report.language)
    for sheet in sheets:
        write_sheet(workbook, styles, sheet)
    workbook.close()


def _options(report: Report, sheets: list[Sheet]) -> dict[str, object]:
    # A chart keeps a copy of its figures, which only a workbook in memory can give it.
    draws = any(isinstance(part, Chart) for sheet in sheets for part in sheet.parts)
    large = row_count(report) > LARGE and not draws
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": large,
        "in_memory": not large,
        "default_format_properties": dict(BASE),
        "default_column_width": 72,  # pixels; of those that the writer knows, the one that goes with the font
        "default_row_height": 21,
    }


def _properties(report: Report) -> dict[str, object]:
    """Return title, office and day of the document: the day of the report, so that nothing hangs on the clock."""
    day = report.as_of
    office = report.envelope.get("office")
    if not isinstance(office, str) or not office:
        office = report.paper.body if report.paper else ""
    return {
        "title": cell_text(report.title),
        "author": cell_text(office),
        "company": cell_text(office),
        "created": datetime(day.year, day.month, day.day) if day else _NO_DAY,  # noqa: DTZ001 - a day, no moment
    }
