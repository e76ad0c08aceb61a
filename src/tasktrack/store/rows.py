"""Stored text and integers into days and exact numbers, and back."""

from datetime import date
from fractions import Fraction

THOUSANDTHS = 1000
HUNDREDTHS = 100
MILLIONTHS = 1_000_000


def day(text: str | None) -> date | None:
    """Read a stored day."""
    return date.fromisoformat(text) if text else None


def iso(value: date | None) -> str | None:
    """Write a day as stored."""
    return value.isoformat() if value else None


def thousandths(value: int | None) -> Fraction | None:
    """Read a stored coefficient or quantity."""
    return None if value is None else Fraction(value, THOUSANDTHS)


def hundredths(value: int | None) -> Fraction | None:
    """Read a stored percentage."""
    return None if value is None else Fraction(value, HUNDREDTHS)


def fraction_text(value: Fraction | None) -> str | None:
    """Write an exact number as `n/d`."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


def fraction(text: str | None) -> Fraction | None:
    """Read an exact number back."""
    return None if text is None else Fraction(text)


def micro(value: Fraction | None) -> int | None:
    """Return an exact number in millionths, half-up, for programs that read the file."""
    if value is None:
        return None
    scaled = abs(value) * MILLIONTHS
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return rounded if value >= 0 else -rounded


def known(alias: str) -> str:
    """Return the condition that a row of a book stood at the journal entry `:seq`."""
    return f"{alias}.created <= :seq AND ({alias}.voided IS NULL OR {alias}.voided > :seq)"
