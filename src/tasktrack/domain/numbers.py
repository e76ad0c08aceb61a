"""Numbers in and out, exactly: scaled integers, fractions and decimal text, never a float."""

import re
from fractions import Fraction
from typing import Final

from tasktrack.domain.text import shown
from tasktrack.errors import Invalid
from tasktrack.i18n import _

ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_MOST_DIGITS = 12
_PLAIN = r"([0-9]+)(?:[.,]([0-9]+))?"
_GROUPED = r"[0-9]{1,3}(?:(?P<mark>[.,\s'])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:[.,][0-9]*)?"
# Nobody writes 1,2 as "1.200" by hand, but 1200 is written so; "0.800" can only be a decimal.
_EITHER = r"[1-9][0-9]{0,2}[.,][0-9]{2}0"
# Of what is counted, 13.825 is more often 13825 than not.
_EITHER_COUNT = r"[1-9][0-9]{0,2}[.,][0-9]{3}"


def parse_scaled(text: str, scale: int, name: str) -> int:
    """Read "0.8", "0,8" or "5" as a whole number of `1/scale` (1000: thousandths, 100: hundredths).

    `name` is what the user calls the value. Raise Invalid for a sign, a thousands separator, more decimals
    than the scale holds, more than 12 digits before the mark, or anything that is not a plain decimal.
    """
    given = text.strip()
    if re.fullmatch(_EITHER, given):
        raise _ambiguous(given, name)
    found = re.fullmatch(_PLAIN, given)
    if not found:
        raise _not_plain(given, name)
    whole, decimals = found[1].lstrip("0"), (found[2] or "").rstrip("0")
    places = _places(scale)
    if len(decimals) > places:
        message = _("{name}: {value} has more than {places} decimals.")
        raise Invalid(
            message.format(name=name, value=shown(given), places=places),
            _("Round it to {places} decimals; write thousands without separators, as in 1200.").format(
                places=places
            ),
        )
    if len(whole) > _MOST_DIGITS:
        raise Invalid(
            _("{name}: {value} is too large.").format(name=name, value=shown(given)),
            _("At most {digits} digits are kept before the decimal mark.").format(digits=_MOST_DIGITS),
        )
    return int(whole + decimals.ljust(places, "0") or "0")


def parse_count(text: str, scale: int, name: str) -> int:
    """Read a figure of what is counted, as `parse_scaled` does; raise Invalid also for 13.825, which may be 13825."""
    if re.fullmatch(_EITHER_COUNT, text.strip()):
        raise _ambiguous(text.strip(), name)
    return parse_scaled(text, scale, name)


def _ambiguous(given: str, name: str) -> Invalid:
    whole, decimals = re.split("[.,]", given)
    # Four decimals can only be decimals; zeros at their end say nothing.
    plain = (
        f"{whole}.{decimals}".rstrip("0").rstrip(".") if decimals.endswith("0") else f"{whole}.{decimals}0"
    )
    return Invalid(
        _("{name}: {value} could be a decimal or a number with a thousands separator.").format(
            name=name, value=given
        ),
        _("Write {thousands} or {decimal}.").format(thousands=whole + decimals, decimal=plain),
    )


def _not_plain(given: str, name: str) -> Invalid:
    value = shown(given)
    if given.startswith(("-", "\u2212")):
        return Invalid(
            _("{name}: {value} is below zero.").format(name=name, value=value),
            _("Give a number of 0 or more."),
        )
    if re.fullmatch(_GROUPED, given):
        return Invalid(
            _("{name}: {value} has a thousands separator.").format(name=name, value=value),
            _("Write thousands without separators, as in 1200 or 1200.5."),
        )
    return Invalid(
        _("{name}: {value} is not a number.").format(name=name, value=value),
        _("Write a plain number such as 5, 0.8 or 0,8."),
    )


def _places(scale: int) -> int:
    places = len(str(scale)) - 1
    if scale != 10**places:
        raise ValueError(scale)
    return places


def _rounded(value: Fraction | int, places: int) -> int:
    """Return `value` in units of `10**-places`, half away from zero."""
    unit: int = 10**places
    scaled = abs(Fraction(value)) * unit
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return units if value >= 0 else -units


def half_up(value: Fraction, places: int) -> Fraction:
    """Return `value` rounded to `places` decimals, half away from zero: 5/3 to one is 1.7."""
    return Fraction(_rounded(value, places), 10**places)


def decimal_text(
    value: Fraction | int, places: int, *, language: str = "en", group: bool = False, trim: bool = False
) -> str:
    """Write `value` rounded half-up to `places` decimals, in the marks of `language`.

    Vietnamese has a comma for decimals and, with `group`, dots between thousands; English the reverse.
    `trim` drops the zeros that end the decimals.
    """
    units = _rounded(value, places)
    whole, rest = divmod(abs(units), 10**places)
    decimals = str(rest).rjust(places, "0") if places else ""
    if trim:
        decimals = decimals.rstrip("0")
    point, separator = (",", ".") if language == "vi" else (".", ",")
    digits = f"{whole:,}".replace(",", separator) if group else str(whole)
    sign = "-" if units < 0 else ""
    return f"{sign}{digits}{point}{decimals}" if decimals else f"{sign}{digits}"


def scaled_text(value: int, scale: int, language: str = "en") -> str:
    """Write a scaled integer as people read it: 800 thousandths are "0.8", 1000 are "1"."""
    return decimal_text(Fraction(value, scale), _places(scale), language=language, trim=True)


def roman(number: int) -> str:
    """Return I to XII; raise ValueError outside 1 to 12."""
    if not 1 <= number <= len(ROMAN):
        raise ValueError(number)
    return ROMAN[number - 1]
