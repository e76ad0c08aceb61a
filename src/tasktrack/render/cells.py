"""One cell as people read it in their language, or as a program reads it; rounding half-up happens here."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

from tasktrack.render.clean import one_line
from tasktrack.reports.report import Cell, Kind

NOTHING = "–"
NUMBERS: frozenset[Kind] = frozenset({"integer", "number", "decimal", "percent"})
_SWAP = str.maketrans(",.", ".,")


def fixed(value: int | Fraction, places: int, *, grouped: bool = False) -> str:
    """Return `value` with `places` decimals, rounded half-up (a half goes away from zero)."""
    scale = 10**places
    denominator = value.denominator
    units = (2 * abs(value.numerator) * scale + denominator) // (2 * denominator)
    whole, rest = divmod(units, scale)
    sign = "-" if value < 0 and units else ""
    body = f"{whole:,}" if grouped else str(whole)
    return f"{sign}{body}.{rest:0{places}}" if places else sign + body


def machine_number(value: int | Fraction) -> str:
    """Return a number for programs: half-up to 6 decimals, no trailing zeros, whole when it is whole."""
    if value.denominator == 1:
        return str(value.numerator)
    return fixed(value, 6).rstrip("0").rstrip(".")


def people_number(value: int | Fraction, places: int, language: str) -> str:
    """Return a number for people: `1.160,50` in Vietnamese, `1,160.50` in English."""
    text = fixed(value, places, grouped=True)
    return text.translate(_SWAP) if language == "vi" else text


def people_day(day: date, language: str) -> str:
    """Return `22/11/2026` in Vietnamese, `2026-11-22` in English; a moment keeps its hour and minute."""
    text = f"{day.day:02}/{day.month:02}/{day.year:04}" if language == "vi" else day.isoformat()[:10]
    return f"{text} {day:%H:%M}" if isinstance(day, datetime) else text


def people_writer(kind: Kind, places: int, language: str) -> Callable[[Cell], str]:
    """Return the function that shows the cells of one column on one line, without control characters."""
    number_places = 0 if kind == "integer" else places
    nothing = NOTHING if kind in NUMBERS or kind == "date" else ""

    def show(value: Cell) -> str:
        if isinstance(value, str):
            return one_line(value)
        if value is None:
            return nothing
        if isinstance(value, bool):
            return "x" if value else ""
        if isinstance(value, date):
            return people_day(value, language)
        if isinstance(value, int) and (kind not in NUMBERS or kind == "number"):
            return str(value)
        return people_number(value, number_places, language)

    return show
