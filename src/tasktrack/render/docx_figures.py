"""The small workbook inside a chart of a document: what "Edit data" opens, and where the figures can be checked."""

import io
from datetime import datetime
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]

from tasktrack.render.xlsx_cells import excel_number
from tasktrack.render.xlsx_text import cell_text
from tasktrack.reports.report import Chart

SHEET: Final = "Sheet1"
_NO_DAY: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the same figures are the same bytes


def figures(chart: Chart) -> bytes:
    """Return categories below one another and a column for each series, from A1; a gap is an empty cell."""
    stream = io.BytesIO()
    plain = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **plain})
    book.set_properties({"created": _NO_DAY})
    sheet = book.add_worksheet(SHEET)
    for row, name in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, cell_text(name))
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, cell_text(series.name))
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, excel_number(value))
    book.close()
    return stream.getvalue()
