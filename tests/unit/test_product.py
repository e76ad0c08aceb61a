"""Coefficients and groups from points: exact, half-up to one decimal."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.product import Product, Yardstick, bands_text, read_bands, read_standard
from tasktrack.errors import Invalid

POINTS = st.integers(0, 1_000_000_000)  # thousandths
STANDARD = st.integers(1, 1_000_000_000)
HANDBOOK = read_bands("100,200,300,400,500")


def product(
    points: Fraction | None, coefficient: Fraction | None = None, group: int | None = None
) -> Product:
    """Return a product of these terms."""
    return Product(1, "P", "Product", None, group, points, coefficient)


@given(points=POINTS, standard=STANDARD)
def test_half_up_is_what_exact_arithmetic_says(points: int, standard: int) -> None:
    """The nearest tenth, and of two equally near the upper one; as decimal arithmetic does where it is exact."""
    exact = Fraction(points, standard)
    found = Yardstick(Fraction(standard, 1000)).coefficient_of(Fraction(points, 1000))
    assert found is not None
    assert (found * 10).denominator == 1
    assert Fraction(-1, 20) < found - exact <= Fraction(1, 20)


@given(coefficient=st.decimals(0, 10_000, places=3), standard=st.sampled_from([1, 2, 5, 8, 100]))
def test_half_up_is_what_decimal_arithmetic_says(coefficient: Decimal, standard: int) -> None:
    points = Fraction(coefficient) * standard
    found = Yardstick(Fraction(standard)).coefficient_of(points)
    assert found == Fraction(coefficient.quantize(Decimal("0.1"), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("points", "coefficient"), [("0.25", "0.1"), ("0.75", "0.2"), ("4.75", "1"), ("12.25", "2.5"), ("5", "1")]
)
def test_the_middle_goes_up(points: str, coefficient: str) -> None:
    assert Yardstick(Fraction(5)).coefficient_of(Fraction(points)) == Fraction(coefficient)


@given(points=POINTS, standard=STANDARD)
def test_what_is_rated_is_within_bounds_or_open(points: int, standard: int) -> None:
    """And the check refuses just what stays open; given terms are left alone."""
    by = Yardstick(Fraction(standard, 1000), "", HANDBOOK)
    raw = product(Fraction(points, 1000))
    found = by.rated(raw)
    if found.coefficient is None:
        with pytest.raises(Invalid):
            by.refuse_misfit(raw)
    else:
        by.refuse_misfit(raw)
        assert Fraction(1, 10) <= found.coefficient <= 1000
        assert found.source == "derived"
    assert found.as_given() == raw
    given_one = product(raw.points, Fraction(3, 2), 5)
    assert by.rated(given_one) == given_one
    assert given_one.source == "given"


@given(points=st.integers(0, 600_000))
def test_a_group_holds_what_its_band_holds(points: int) -> None:
    """Of five groups just the derived one takes the points; above them all none does."""
    by = Yardstick(None, "", HANDBOOK)
    group = by.group_of(Fraction(points, 1000))
    taking = []
    for one in range(1, 6):
        try:
            by.refuse_misfit(product(Fraction(points, 1000), group=one))
        except Invalid:
            continue
        taking.append(one)
    assert taking == ([] if points > 500_000 else [group])


@given(bands=st.lists(st.integers(1, 10**9), min_size=1, max_size=5, unique=True).map(sorted))
def test_bands_read_as_they_are_written(bands: list[int]) -> None:
    found = tuple(Fraction(most, 1000) for most in bands)
    assert read_bands(bands_text(found)) == found


@pytest.mark.parametrize(
    "text", ["", "1,1", "2,1", "1,2,3,4,5,6", "0", "-1,2", "a,b", "1,,2", "1e3", "9999999"]
)
def test_no_bands(text: str) -> None:
    with pytest.raises(Invalid):
        read_bands(text)


def test_standards() -> None:
    assert read_standard("5") == 5
    assert read_standard("2,5") == Fraction(5, 2)
    assert read_bands("none") == ()
    for text in ("", "0", "-5", "1000001", "five"):
        with pytest.raises(Invalid):
            read_standard(text)
    silent = Yardstick()
    assert silent.rated(product(Fraction(40))) == product(Fraction(40))
    silent.refuse_misfit(product(Fraction(40), group=1))
    for group, least in ((1, 0), (2, 100)):
        with pytest.raises(Invalid, match=f"up to {least + 100} points, not 300"):
            Yardstick(None, "", HANDBOOK).refuse_misfit(product(Fraction(300), group=group))
