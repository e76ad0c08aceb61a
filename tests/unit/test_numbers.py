"""Exact numbers in and out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.numbers import decimal_text, parse_scaled, roman, scaled_text
from tasktrack.errors import Invalid

FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("text", "scale", "expected"),
    [
        ("0.8", 1000, 800),
        ("0,8", 1000, 800),
        ("5", 1000, 5000),
        (" 12,345 ", 1000, 12345),
        ("0.800", 1000, 800),
        ("0.10000", 1000, 100),
        ("007", 100, 700),
        ("0", 100, 0),
        ("0.00", 100, 0),
        ("99.99", 100, 9999),
        ("12", 1, 12),
        ("999999999999.999", 1000, 999_999_999_999_999),
    ],
)
def test_parse_scaled_is_exact(text: str, scale: int, expected: int) -> None:
    assert parse_scaled(text, scale, "quantity") == expected


@pytest.mark.parametrize(
    ("text", "scale", "says", "mends"),
    [
        ("0.1234", 1000, "more than 3 decimals", "Round it"),
        ("12.345", 100, "more than 2 decimals", "without separators"),
        ("-1", 1000, "below zero", "0 or more"),
        ("\u22121", 1000, "below zero", "0 or more"),
        ("1.160,5", 1000, "thousands separator", "1200.5"),
        ("1,160.5", 1000, "thousands separator", "1200.5"),
        ("1.160.000", 1000, "thousands separator", "1200"),
        ("1 160", 1000, "thousands separator", "1200"),
        ("1\u00a0160", 1000, "thousands separator", "1200"),
        ("1.200", 1000, "could be", "Write 1200 or 1.2."),
        ("12,000", 100, "could be", "Write 12000 or 12."),
        ("1000000000000", 1000, "too large", "12 digits"),
        ("9" * 6000, 1000, "too large", "12 digits"),
        ("", 1000, 'quantity: ""', "plain number"),
        ("+5", 1000, "not a number", "plain number"),
        (".5", 1000, "not a number", "plain number"),
        ("5.", 1000, "not a number", "plain number"),
        ("1e3", 1000, "not a number", "plain number"),
        ("50%", 100, "not a number", "plain number"),
        ("nan", 100, "not a number", "plain number"),
        ("٣", 1000, "not a number", "plain number"),
        ("1_000", 1000, "not a number", "plain number"),
        ("\x1b[1m5", 1000, "quantity: [1m5", "plain number"),
    ],
)
def test_parse_scaled_refuses_and_says_how_to_mend(text: str, scale: int, says: str, mends: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_scaled(text, scale, "quantity")
    assert caught.value.message.startswith("quantity: ")
    assert says in caught.value.message
    assert mends in caught.value.remedy
    assert "\x1b" not in caught.value.message


@given(st.integers(0, 10**15 - 1), st.sampled_from([1, 10, 100, 1000]), st.sampled_from(["en", "vi"]))
def test_scaled_text_reads_back(value: int, scale: int, language: str) -> None:
    if value >= scale * 10**12:
        value %= scale * 10**12
    assert parse_scaled(scaled_text(value, scale, language), scale, "x") == value


def test_scaled_text_is_trimmed() -> None:
    assert scaled_text(800, 1000) == "0.8"
    assert scaled_text(1000, 1000, "vi") == "1"
    assert scaled_text(1160500, 1000, "vi") == "1160,5"
    assert scaled_text(-50, 100, "en") == "-0.5"
    with pytest.raises(ValueError):
        scaled_text(1, 60)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction("2.675"), 2, "2.68"),
        (Fraction("-2.675"), 2, "-2.68"),
        (Fraction("0.5"), 0, "1"),
        (Fraction("-0.5"), 0, "-1"),
        (Fraction("-0.004"), 2, "0.00"),
        (Fraction("0.9999"), 2, "1.00"),
        (Fraction(2, 3), 6, "0.666667"),
        (Fraction(-1, 20), 1, "-0.1"),
        (7, 0, "7"),
        (7, 2, "7.00"),
        (10**30, 1, "1" + "0" * 30 + ".0"),
    ],
)
def test_decimal_text_rounds_half_up(value: Fraction | int, places: int, expected: str) -> None:
    assert decimal_text(value, places) == expected


def test_decimal_text_speaks_both_languages() -> None:
    value = Fraction("-1160999.5")
    assert decimal_text(value, 2, language="vi", group=True) == "-1.160.999,50"
    assert decimal_text(value, 2, language="en", group=True) == "-1,160,999.50"
    assert decimal_text(value, 2, language="vi") == "-1160999,50"
    assert decimal_text(value, 2, language="vi", trim=True) == "-1160999,5"
    assert decimal_text(Fraction(100), 2, trim=True) == "100"
    assert decimal_text(100, 0, trim=True) == "100"


@given(FRACTIONS, st.integers(0, 6))
def test_half_up_is_the_nearest_and_symmetrical(value: Fraction, places: int) -> None:
    rounded = Fraction(decimal_text(value, places))
    assert (rounded * 10**places).denominator == 1
    assert abs(rounded - value) <= Fraction(1, 2 * 10**places)
    assert Fraction(decimal_text(-value, places)) == -rounded
    if abs(rounded - value) == Fraction(1, 2 * 10**places):
        assert abs(rounded) > abs(value)


def test_roman() -> None:
    assert [roman(number) for number in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]
    for number in (0, 13, -1):
        with pytest.raises(ValueError):
            roman(number)
