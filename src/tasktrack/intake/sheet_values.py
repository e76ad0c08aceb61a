"""Values of cells: exact numbers, days, errors, and how number formats tell days and percentages from numbers."""

import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final

_DIGITS: Final = 15  # spreadsheets themselves count with no more
_LETTERS: Final = 26
_LAST_SERIAL: Final = 2_958_465  # 31 December 9999
_DAY: Final = 86_400
# What of a format is not a placeholder: quoted or escaped text, fillers, colours and conditions.
_ASIDE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]')
_WORDS: Final = ("general", "standard")
# Formats that a file names by number only; 37 to 49 aside from times are numbers, 50 to 58 days of East Asia.
_BUILT_IN: Final = {
    **dict.fromkeys((9, 10), "%"),
    **dict.fromkeys((14, 15, 16, 22, *range(27, 32), *range(50, 59)), "d"),
    17: "m",
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 46, 47), "h"),
    36: "d",
}


class CellError(str):
    """What a formula could not work out, as #REF!; or, beginning with =, one that nobody worked out."""

    __slots__ = ()


Value = str | int | Fraction | date | datetime | bool | None


def cell_name(row: int, column: int) -> str:
    """Return how spreadsheets call a cell: F12 for row 12, column 6."""
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"


@lru_cache(maxsize=10_000)
def number(text: str) -> int | Fraction | None:
    """Return a number exactly as it is written, at 15 digits where a formula left more; None for none."""
    if len(text) <= _DIGITS and text.isascii() and text.isdigit():
        return int(text)
    try:
        value = float(text)
    except ValueError:
        return None
    if value != value or abs(value) == float("inf"):
        return None
    if value.is_integer():
        return int(value)
    shortest = repr(value)
    digits = shortest.partition("e")[0].lstrip("-0.").replace(".", "")
    return Fraction(shortest if len(digits) <= _DIGITS else f"{value:.{_DIGITS}g}")


def percentage(value: int | Fraction) -> str:
    """Return a number of a percent format as people see it: 45% for 0.45."""
    return f"{plain(value * 100)}%"


def plain(value: int | Fraction) -> str:
    """Return a number in plain digits, with a point."""
    if isinstance(value, int) or value.denominator == 1:
        return str(int(value))
    whole, left = divmod(abs(value), 1)
    places = next(place for place in range(1, 400) if (left * 10**place).denominator == 1)
    return f"{'-' if value < 0 else ''}{whole}.{int(left * 10**places):0{places}}"


def kind_of(number: int, code: str | None) -> str:
    """Return what a number format shows: % percent, d day, m month without day, y year, h time, or nothing."""
    return _BUILT_IN.get(number, "") if code is None else format_kind(code)


def format_kind(code: str) -> str:
    """Return what a format code shows, told by its first section."""
    bare = _ASIDE.sub("", code).partition(";")[0].lower()
    if bare.strip() in _WORDS:
        return ""
    if "%" in bare:
        return "%"
    if "d" in bare:
        return "d"
    timed = "h" in bare or "s" in bare
    if "y" in bare:
        return "m" if "m" in bare else "y"
    return "h" if timed else "m" if "mmm" in bare else ""


def shown_as(value: int | Fraction, kind: str, since_1904: bool = False) -> Value:
    """Return what a cell with a number in it shows, by the kind of its format."""
    if kind == "%":
        return percentage(value)
    return dated(value, kind, since_1904) if kind else value


def dated(serial: int | Fraction, kind: str, since_1904: bool) -> Value:
    """Return the day or moment of a serial number; as text what is none: a month, a time, the day 0."""
    whole, left = divmod(serial, 1)
    seconds = int(left * _DAY + Fraction(1, 2))
    if seconds == _DAY:
        whole, seconds = whole + 1, 0
    if not 0 <= whole <= _LAST_SERIAL - (1462 if since_1904 else 0):
        return serial
    if kind == "h" and (whole == 0 or serial < 1000):
        return duration(int(whole) * _DAY + seconds)
    if not since_1904 and whole in (0, 60):
        return "00/01/1900" if whole == 0 else "29/02/1900"  # days that only spreadsheets know
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if whole > 60 else 31)
    return worded(start + timedelta(days=int(whole)), seconds, kind)


def worded(day: date, seconds: int, kind: str) -> Value:
    """Return a day, a moment when it has a time, or a month or year as text where the cell shows no day."""
    if kind == "m":
        return f"{day.month}/{day.year}"
    if kind == "y":
        return str(day.year)
    return datetime(day.year, day.month, day.day) + timedelta(seconds=seconds) if seconds else day  # noqa: DTZ001


def duration(seconds: int) -> str:
    """Return a time of day or a length of time as text: 10:30, or 10:30:05."""
    minutes, rest = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}" + (f":{rest:02}" if rest else "")
