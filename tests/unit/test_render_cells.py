"""Numbers, days and odd text as cells."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasktrack.render.cells import fixed, machine_number, people_day, people_number, people_writer
from tasktrack.render.clean import clean, display_width, one_line, pad


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(2675, 1000), 2, "2.68"),
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(-4, 1000), 2, "0.00"),
        (Fraction(1, 2), 0, "1"),
        (90, 1, "90.0"),
        (Fraction(99995, 1000), 2, "100.00"),
    ],
)
def test_a_half_goes_away_from_zero(value: int | Fraction, places: int, text: str) -> None:
    assert fixed(value, places) == text


@settings(max_examples=100)
@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_rounding_agrees_with_decimal(thousandths: int, places: int) -> None:
    exact = Decimal(thousandths).scaleb(-3)
    expected = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert Decimal(fixed(Fraction(thousandths, 1000), places)) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(6), "6"),
        (Fraction(1, 2), "0.5"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(1, 10**6), "0.000001"),
        (Fraction(1, 10**7), "0"),
        (Fraction(29999999, 10**7), "3"),
        (Fraction(-1, 10**7), "0"),
        (100, "100"),
        (Fraction(10**18 + 1, 10), "100000000000000000.1"),
    ],
)
def test_programs_read_at_most_six_decimals(value: int | Fraction, text: str) -> None:
    assert machine_number(value) == text


def test_people_read_the_marks_of_their_language() -> None:
    assert people_number(Fraction(11605, 10), 1, "vi") == "1.160,5"
    assert people_number(Fraction(11605, 10), 1, "en") == "1,160.5"
    assert people_number(-1234567, 0, "vi") == "-1.234.567"
    assert people_day(date(2026, 1, 2), "vi") == "02/01/2026"
    assert people_day(date(2026, 1, 2), "en") == "2026-01-02"
    assert people_day(datetime(2026, 1, 2, 7, 5, tzinfo=UTC), "vi") == "02/01/2026 07:05"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("integer", 1160, "1.160"),
        ("integer", Fraction(5, 2), "3"),
        ("code", 1160, "1160"),
        ("text", 2026, "2026"),
        ("text", Fraction(1, 3), "0,33"),
        ("decimal", 90, "90,00"),
        ("percent", Fraction(2, 3), "0,67"),
        ("percent", None, "–"),
        ("date", None, "–"),
        ("text", None, ""),
        ("code", None, ""),
        ("integer", True, "x"),
        ("text", False, ""),
        ("decimal", "Chưa có điểm", "Chưa có điểm"),
    ],
)
def test_cells_for_people(kind: str, value: object, text: str) -> None:
    assert people_writer(kind, 2, "vi")(value) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dirty", "shown"),
    [
        ("\x1b[31mđỏ\x1b[0m", "[31mđỏ[0m"),
        ("a\x9bb\x85c", "ab c"),
        ("phải\u202esang\u2066trái\u2069\u200f", "phảisangtrái"),
        ("một\r\nhai\rba\u2028bốn\n\n", "một hai ba bốn"),
        ("a\tb\x00\x07\x7f\ufeff", "a b"),
        ("x\u200by\u00ad", "xy"),
        ("\udce9", "\ufffd"),
        ("[gấp] [/x] :fire: 🔥", "[gấp] [/x] :fire: 🔥"),
    ],
)
def test_no_text_can_steer_a_terminal(dirty: str, shown: str) -> None:
    assert one_line(dirty) == shown


def test_clean_keeps_tabs_and_line_feeds() -> None:
    assert clean("a\tb\r\nc\x1b") == "a\tb\nc"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Ủy ban hằng", 11),
        ("U\u0309y", 2),
        ("日本", 4),
        ("🔥x", 3),
        ("ＡB", 3),
        ("–…", 2),
        ("", 0),
        ("中Ủ", 3),
        ("a\u00a0b", 3),
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width
    assert display_width(pad(text, 12, right=True)) == 12
    assert pad(text, 12, right=False).startswith(text)
