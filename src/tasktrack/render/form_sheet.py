"""A form as a spreadsheet (.xlsx): what is given is protected, what is to be filled in is coloured and checked.

No cell is a formula, whatever a text begins with.
"""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, BinaryIO, Final, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]

from tasktrack.render.clean import clean, one_line
from tasktrack.render.form_rules import Lists, validate
from tasktrack.reports.form_shape import FormCell, FormColumn, FormLine, FormSheet, Shown

_LONGEST_CELL: Final = 32_767
_LINE_HEIGHT: Final = 14.5  # points
_HIGHEST: Final = 400.0
_TITLE_HEIGHT: Final = 21.0
# What the library gives has no types.
Format = Any
Worksheet = Any
_FONT: Final = "Times New Roman"
_YELLOW: Final = "#FFF9DB"
_GREY: Final = "#F2F2F2"
_HEAD: Final = "#DCE6F1"
_LINE: Final = "#A6A6A6"
_A4: Final = 9
_SAVED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed one: the same form is the same file
_WRITER: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MAY: Final = {"format_columns": True, "format_rows": True, "select_locked_cells": True}


class _Styles(NamedTuple):
    """How cells look: above the table, its heads, given and open cells by how they are shown."""

    office: Format
    title: Format
    line: Format
    note: Format
    label: Format
    head: Format
    given: Mapping[str, Format]
    open: Mapping[str, Format]
    closed: Format
    text: Format


def write_form(form: FormSheet, stream: BinaryIO) -> None:
    """Write a form as .xlsx."""
    with xlsxwriter.Workbook(stream, _WRITER) as book:
        book.set_properties({"title": one_line(form.top[1]), "created": _SAVED})
        styles = _styles(book, form.language)
        sheet = book.add_worksheet(form.sheet)
        guidance = book.add_worksheet(form.guidance_sheet)
        lists = Lists(book)
        _draw(sheet, form, styles)
        validate(sheet, form, lists)
        _guide(guidance, form, styles)
        _hide(book, form, styles)


def _styles(book: Any, language: str) -> _Styles:
    day = "dd/mm/yyyy" if language == "vi" else "yyyy-mm-dd"
    base = {"font_name": _FONT, "font_size": 11, "valign": "top"}
    framed = base | {"border": 1, "border_color": _LINE, "text_wrap": True}
    shown: dict[Shown, dict[str, object]] = {
        "text": {"num_format": "@"},
        "long": {},
        "choice": {},
        "number": {"align": "center"},
        "day": {"num_format": day, "align": "center"},
    }
    return _Styles(
        office=book.add_format(base | {"bold": True}),
        title=book.add_format(base | {"bold": True, "font_size": 14}),
        line=book.add_format(base),
        note=book.add_format(base | {"italic": True}),
        label=book.add_format(base | {"bold": True, "align": "right"}),
        head=book.add_format(
            framed | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": _HEAD}
        ),
        given={name: book.add_format(framed | style) for name, style in shown.items()},
        open={
            name: book.add_format(framed | style | {"bg_color": _YELLOW, "locked": False})
            for name, style in shown.items()
        },
        closed=book.add_format(framed | {"bg_color": _GREY}),
        text=book.add_format(base | {"text_wrap": True}),
    )


def _draw(sheet: Worksheet, form: FormSheet, styles: _Styles) -> None:
    """Write the lines above the table, its head and its rows, and how they are printed and protected."""
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, column.width)
    _top(sheet, form, styles)
    head = form.head_row - 1
    sheet.set_row(
        head, _LINE_HEIGHT * max(2, *(_lines(column.heading, column.width) for column in form.columns))
    )
    for place, column in enumerate(form.columns):
        sheet.write_string(head, place, one_line(column.heading), styles.head)
    for row, line in enumerate(form.lines, form.head_row):
        sheet.set_row(row, _height(form, line))
        for place, (column, value) in enumerate(zip(form.columns, line.cells, strict=True)):
            is_open = column.key in line.open
            style = _style(column, value, styles, is_open=is_open)
            _write(sheet, row, place, value, style)
    last = form.head_row + max(len(form.lines), 1) - 1
    sheet.freeze_panes(form.head_row, form.frozen)
    sheet.protect("", dict(_MAY))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, last, len(form.columns) - 1)
    page = form.page.format(page="&P", pages="&N")
    sheet.set_footer(f"&L&9{one_line(form.footer).replace('&', '&&')}&R&9{page}")
    sheet.hide_gridlines(2)
    sheet.activate()


def _height(form: FormSheet, line: FormLine) -> float:
    """Return how high a row is: its longest text is seen whole, and there is room to write."""
    texts = zip(form.columns, line.cells, strict=True)
    lines = max(_lines(value, column.width) for column, value in texts if isinstance(value, str | None))
    return min(_LINE_HEIGHT * max(lines, form.room), _HIGHEST)


def _lines(text: str | None, width: int) -> int:
    """Return how many lines a text takes in a column, at a guess that is rather too many."""
    return sum(1 + 4 * len(part) // (5 * width) for part in clean(text).split("\n")) if text else 1


def _style(column: FormColumn, value: FormCell, styles: _Styles, *, is_open: bool) -> Format:
    if is_open:
        return styles.open[column.shown]
    # A cell of a column that others are to fill in, but not this one: it is seen to be shut.
    return styles.closed if column.rule and value is None else styles.given[column.shown]


def _top(sheet: Worksheet, form: FormSheet, styles: _Styles) -> None:
    sheet.set_row(1, _TITLE_HEIGHT)
    looks = [styles.office, styles.title, *(styles.line for _line in form.top[2:])]
    for row, (text, look) in enumerate(zip(form.top, looks, strict=True)):
        sheet.write_string(row, 0, one_line(text), look)
    if form.day is not None:
        sheet.write_string(form.day.row - 1, form.day.column - 2, form.day.label, styles.label)
        sheet.write_blank(form.day.row - 1, form.day.column - 1, None, styles.open["day"])
    sheet.write_string(form.head_row - 2, 0, form.note, styles.note)


def _write(sheet: Worksheet, row: int, column: int, value: FormCell, style: Format) -> None:
    """Write one cell as what it is; a text is a text, whatever it begins with."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, clean(value)[:_LONGEST_CELL], style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
    elif isinstance(value, Fraction):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_number(row, column, value, style)


def _guide(sheet: Worksheet, form: FormSheet, styles: _Styles) -> None:
    """Write the sheet that explains."""
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, one_line(form.guidance_title), styles.title)
    for row, text in enumerate(form.guidance, 1):
        sheet.write_number(row + 1, 0, row, styles.text)
        sheet.write_string(row + 1, 1, one_line(text), styles.text)
    sheet.protect("", dict(_MAY))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _hide(book: Any, form: FormSheet, styles: _Styles) -> None:
    """Write what the form carries for its way back where nobody meets it."""
    sheet = book.add_worksheet("tasktrack")
    for row, line in enumerate(form.hidden):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text, styles.given["text"])
    sheet.protect()
    sheet.very_hidden()
