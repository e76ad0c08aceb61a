"""What stands in a cell that was filled in, brought to one spelling; never guessed."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from tasktrack.domain.dates import month_of, parse_day, quarter_of
from tasktrack.domain.form import Column, plain
from tasktrack.domain.numbers import decimal_text, parse_scaled, scaled_text
from tasktrack.domain.text import clean, fold, nfc, shown
from tasktrack.errors import Invalid
from tasktrack.i18n import _, language

_MILLIONTHS: Final = 1_000_000
_PLACES: Final = 6
_DAY: Final = r"(?:ngay )?([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4})"
_DAY_IN_WORDS: Final = r"ngay ([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})"
_ISO: Final = r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ t]00:00(?::00)?)?"
# 1.387 is a thousand and more in Vietnamese, and a little more than one in English.
_EITHER: Final = r"[1-9][0-9]{0,2}[.,][0-9]{3}"
# 1.000.000 or 1 387,5: signs between thousands that nobody takes for a decimal one.
_THOUSANDS: Final = (
    r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,}|(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,}"
    r"|(?: [0-9]{3})+(?:[.,][0-9]+)?)"
)
# Understood whatever language the form went out in.
_WORDS: Final = {
    "chu quan": "subjective",
    "khach quan": "objective",
    "thuong xuyen": "regular",
    "dot xuat": "adhoc",
}
_ANY_DAY: Final = date(2000, 1, 1)


def read(column: Column, cell: object, name: str, choices: Mapping[str, str]) -> str:
    """Return a filled cell as an import takes it: days as 2026-12-31, plain numbers, codes, tidy texts.

    `name` is the heading of the column, `choices` the codes by the texts of its list. Raise Invalid for what is not
    of the column's kind, and for what may mean two things.
    """
    if isinstance(cell, bool):
        raise Invalid(
            _("{name}: {value} is no entry here.").format(name=name, value=plain(cell)),
            _("Type the entry anew."),
        )
    match column.takes:
        case "day":
            return _day(cell, name)
        case "due":
            return _due(cell, name)
        case "percent":
            return _percent(cell, name)
        case "number":
            return _number(cell, name)
        case "choice":
            return _choice(cell, name, choices)
        case _:
            return _text(cell)


def _text(cell: object) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return nfc(clean(nfc(cell))) if isinstance(cell, str) else plain(cell)


def _day(cell: object, name: str) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _existing(cell.isoformat())
    if text := spelled_day(cell) if isinstance(cell, str) else None:
        return _existing(text)
    raise Invalid(
        _("{name}: {value} is not a day.").format(name=name, value=shown(_text(cell))), _day_remedy()
    )


def spelled_day(text: str) -> str | None:
    """Return a day as cells spell it, 31.12.2026 or "ngày 31 tháng 12 năm 2026", as 31/12/2026 or 2026-12-31.

    None for what names no whole day; whether the calendar has it is not looked at.
    """
    word = fold(text)
    if found := re.fullmatch(_ISO, word):
        return found[1]
    found = re.fullmatch(_DAY, word) or re.fullmatch(_DAY_IN_WORDS, word)
    return "/".join(found.groups()) if found else None


def _existing(text: str) -> str:
    try:
        return parse_day(text, _ANY_DAY).isoformat()
    except Invalid as fault:
        raise Invalid(fault.message, _day_remedy()) from fault


def _day_remedy() -> str:
    return _("Write the day, the month and the year, as in 31/12/2026.")


def _due(cell: object, name: str) -> str:
    """Read a due date: a day, or a month or quarter, which falls on its last day and keeps its wording."""
    word = fold(cell) if isinstance(cell, str) else ""
    if month := month_of(word):
        return "{}-{:02}".format(*month)
    if quarter := quarter_of(word):
        return "{}-Q{}".format(*quarter)
    return _day(cell, name)


def _percent(cell: object, name: str) -> str:
    if isinstance(cell, int | Fraction) and 0 < cell <= 1:
        small, large = (
            decimal_text(value, _PLACES, language=language(), trim=True) for value in (cell, 100 * cell)
        )
        raise Invalid(
            _("{name}: {value} may mean {small} % or {large} %.").format(
                name=name, value=small, small=small, large=large
            ),
            _("Write {large}, or the sign too: {small}%.").format(large=large, small=small),
        )
    if isinstance(cell, str):
        cell = cell.strip().removesuffix("%").rstrip()
    value = _number(cell, name)
    if Fraction(value) > 100:
        raise Invalid(
            _("{percent} % is more than the whole.").format(percent=value), _("Write a number from 0 to 100.")
        )
    return value


def _number(cell: object, name: str) -> str:
    if isinstance(cell, date):
        raise Invalid(
            _("{name}: {value} is a day, not a number.").format(name=name, value=_text(cell)),
            _("Write a plain number such as 5, 0.8 or 0,8."),
        )
    text = cell.strip() if isinstance(cell, str) else plain(cell)
    if isinstance(cell, str) and re.fullmatch(_EITHER, text):
        whole, decimals = re.split("[.,]", text)
        raise Invalid(
            _("{name}: {value} could be a decimal or a number with a thousands separator.").format(
                name=name, value=text
            ),
            _("Write {thousands} or {decimal}.").format(
                thousands=whole + decimals, decimal=f"{whole},{decimals}".rstrip("0").rstrip(",")
            ),
        )
    return scaled_text(parse_scaled(_without_thousands(text), _MILLIONTHS, name), _MILLIONTHS)


def _without_thousands(text: str) -> str:
    """Take out what stands between thousands, where it cannot be a decimal sign."""
    word = " ".join(text.split())
    if not re.fullmatch(_THOUSANDS, word):
        return text
    sign = next(letter for letter in word if not letter.isdigit())
    return word.replace(sign, "")


def _choice(cell: object, name: str, choices: Mapping[str, str]) -> str:
    """Return the code of what was chosen: by the text of the list, by the code, or by what stands behind it."""
    word = fold(_text(cell))
    readings = (
        {code for text, code in choices.items() if fold(text) == word},
        {code for code in choices.values() if fold(code) == word},
        {code for text, code in choices.items() if fold(text.partition(" – ")[2]) == word},
        {code for code in choices.values() if _WORDS.get(word) == code},
    )
    if found := next((codes for codes in readings if len(codes) == 1), None):
        return found.pop()
    raise Invalid(
        _("{name}: {value} does not stand in the list.").format(name=name, value=shown(_text(cell))),
        _("Choose from the list of the cell."),
    )
