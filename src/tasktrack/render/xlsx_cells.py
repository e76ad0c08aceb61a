"""A cell of a report as a cell of a workbook: a number, a day or a text, and how it is shown."""

import re
from datetime import date, datetime
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final, NamedTuple

from tasktrack.render.cells import NUMBERS, machine_number, people_day, people_number
from tasktrack.render.xlsx_styles import day_format, number_format, signed_format
from tasktrack.render.xlsx_text import cell_text
from tasktrack.reports.report import Cell, Kind

# Beyond these Excel keeps no whole number exactly, and knows no day.
_MOST: Final = 10**15
_FIRST_YEAR: Final = 1900
_LONGEST_CODE: Final = 255  # a longer text under the format for text is shown as ####
# A program that takes such a text for typed in would reckon with it.
_RISKY: Final = ("=", "+", "-", "@")
_WRITTEN: Final = {
    "vi": re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?( ?%)?"),
    "en": re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?( ?%)?"),
}


class Value(NamedTuple):
    """What is written into a cell, `None` for nothing, with the format that shows it.

    `exact` is the number that a formula has to give, None for what is no number.
    """

    written: str | int | float | datetime | date | None
    shown_as: str = ""
    exact: Fraction | None = None
    quoted: bool = False


NOTHING: Final = Value(None)


class Written(NamedTuple):
    """A number that a report wrote as text, with its decimals, whether it has a sign, and the sign of percent."""

    value: Fraction
    places: int
    signed: bool
    unit: str = ""


@lru_cache(8192, typed=True)  # units, states and days come again and again
def value_of(cell: Cell, kind: Kind, places: int, language: str) -> Value:
    """Return a cell for a workbook, numbers half-up to 6 decimals.

    A text is a number only in a column of numbers, where the report itself wrote it: a change with its sign, a
    percentage with as many decimals as it has or with its sign, which stays 0 to 100.
    """
    if cell is None:
        return NOTHING
    if isinstance(cell, bool):
        return Value("x") if cell else NOTHING
    if isinstance(cell, str):
        written = read_number(cell, language) if kind in NUMBERS and kind != "number" else None
        return _said(written) if written else _text(cell, kind)
    if isinstance(cell, date):
        return _day(cell, language)
    if kind == "code":
        return _text(str(cell) if isinstance(cell, int) else people_number(cell, places, language), kind)
    whole = kind == "text" and cell.denominator == 1
    return _number(Fraction(cell), number_format("number" if whole else kind, places), language)


def read_number(text: str, language: str) -> Written | None:
    """Read a number as reports write it in a language; None for any other text."""
    found = _WRITTEN["vi" if language == "vi" else "en"].fullmatch(text) if text.isascii() else None
    if found is None or len(text) > 15:
        return None
    sign, whole, decimals = found[1], re.sub(r"\D", "", found[2]), found[3] or ""
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return Written(-value if sign == "-" else value, len(decimals), bool(sign), found[4] or "")


def _said(written: Written) -> Value:
    pattern = number_format("decimal", written.places) + (f'"{written.unit}"' if written.unit else "")
    return _number(written.value, signed_format(pattern) if written.signed else pattern, "en")


def _number(value: Fraction, shown_as: str, language: str) -> Value:
    if abs(value) >= _MOST:
        return Value(people_number(value, 0, language))
    return Value(excel_number(value), shown_as, value)


def excel_number(value: int | Fraction) -> int | float:
    """Return a number as Excel takes it, half-up at 6 decimals, so that a reader's own sums hold."""
    return value.numerator if value.denominator == 1 else float(machine_number(value))


def _day(day: date, language: str) -> Value:
    if day.year < _FIRST_YEAR:
        return Value(people_day(day, language))
    if isinstance(day, datetime):
        return Value(day.replace(tzinfo=None), day_format(language, with_hour=True))
    return Value(day, day_format(language))


def _text(text: str, kind: Kind) -> Value:
    plain = cell_text(text).lstrip(" ")  # a table shows how far a cell is set in by its format
    if not plain:
        return NOTHING
    is_code = kind == "code" and len(plain) <= _LONGEST_CODE
    return Value(plain, "@" if is_code else "", quoted=plain.startswith(_RISKY))


@cache
def column_letters(place: int) -> str:
    """Return the letters of a column, A for 0."""
    before, last = divmod(place, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def address(row: int, column: int) -> str:
    """Return the name of a cell, A1 for 0, 0."""
    return f"{column_letters(column)}{row + 1}"
