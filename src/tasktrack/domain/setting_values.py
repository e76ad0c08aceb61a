"""What a setting may be given: a check of the text, and what it accepts in words or values."""

import re
from collections.abc import Callable
from datetime import date

from tasktrack.clock import zone
from tasktrack.domain.check import CHECKS
from tasktrack.domain.updating import NEEDS
from tasktrack.errors import Invalid
from tasktrack.i18n import N_

Check = Callable[[str], bool]
# str.isdigit takes signs that int does not read, and int refuses to read very long numbers.
_FEW_DIGITS = re.compile(r"[0-9]{1,9}")
_MONTH_AND_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def one_of(*values: str) -> tuple[Check, str]:
    """Take one of these words."""
    return (lambda text: text in values), " | ".join(values)


def whole(lowest: int, highest: int) -> tuple[Check, str]:
    """Take a whole number from the lowest to the highest."""

    def fits(text: str) -> bool:
        return _FEW_DIGITS.fullmatch(text) is not None and lowest <= int(text) <= highest

    return fits, f"{lowest}..{highest}"


def day_of_december() -> tuple[Check, str]:
    """Take a day of December, or none."""
    number, allowed = whole(1, 31)
    return (lambda text: text == "none" or number(text)), f"{allowed} | none"


def is_day_of_year(text: str) -> bool:
    """Tell whether a text is a month and day, or none."""
    if text == "none":
        return True
    if not _MONTH_AND_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"2024-{text}")  # a leap year: 02-29 is the last day of February
    except ValueError:
        return False
    return True


def is_zone(text: str) -> bool:
    """Tell whether a text names a zone."""
    try:
        zone(text)
    except ValueError:
        return False
    return True


def is_points(text: str) -> bool:
    """Tell whether a text is points of a standard product, or empty."""
    from tasktrack.domain.product import read_standard  # only when it is set

    return not text or _reads(read_standard, text)


def are_hours(text: str) -> bool:
    """Tell whether a text is the hours of a working day."""
    from tasktrack.domain.office_hours import read_spans

    return _reads(read_spans, text)


def is_share(text: str) -> bool:
    """Tell whether a text is a whole percentage, or empty."""
    return not text or (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100)


def is_clock(text: str) -> bool:
    """Tell whether a text is a time of day."""
    from tasktrack.domain.office_hours import read_clock

    return _reads(read_clock, text)


def are_bands(text: str) -> bool:
    """Tell whether a text is rising bands of points."""
    from tasktrack.domain.product import read_bands

    return _reads(read_bands, text)


def _reads(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except Invalid:
        return False
    return True


def are_needs(text: str) -> bool:
    """Tell whether a text is what updates may be asked for, each once."""
    words = text.split()
    return len(set(words)) == len(words) and set(words) <= set(NEEDS)


def are_words(text: str) -> bool:
    """Tell whether a text is words of small letters, digits and dashes, each once."""
    words = text.split()
    return bool(words) and len(set(words)) == len(words) and all(map(_WORD.fullmatch, words))


def are_checks(text: str) -> bool:
    """Tell whether a text is names of checks, each once."""
    words = text.split()
    return len(set(words)) == len(words) and CHECKS.keys() >= set(words)


ANY: tuple[Check, str] = (lambda _text: True), N_("text")
YES_NO = one_of("yes", "no")
