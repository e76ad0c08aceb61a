"""The arithmetic of the checks, exactly."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.check import CHECKS
from tasktrack.domain.check_rules import (
    even_in_december,
    is_rank,
    lacking,
    median,
    pattern,
    runs,
    strays,
)
from tasktrack.domain.key_tasks import deadline
from tasktrack.domain.settings import SETTINGS


def test_an_even_spread_counts_the_months_left() -> None:
    """A year's tasks: one in twelve; what is assigned in December can fall due in December alone."""
    assert even_in_december([1] * 12) == 1
    assert even_in_december([12, 12]) == 2
    assert even_in_december([11, 10, 7]) == Fraction(1, 2) + Fraction(1, 3) + Fraction(1, 6)
    assert even_in_december([]) == 0


def test_the_middle_of_a_block() -> None:
    """Of an even number the mean of the two in the middle; a difference of just the percentage is allowed."""
    assert median([Fraction(3), Fraction(1), Fraction(2)]) == 2
    assert median([Fraction(1), Fraction(4), Fraction(2), Fraction(3)]) == Fraction(5, 2)
    ratios = [Fraction(100, 100), Fraction(110, 100), Fraction(165, 100), Fraction(54, 100)]
    assert strays([*ratios, Fraction(110, 100)], 50) == (Fraction(11, 10), [3])
    assert strays([Fraction(1)] * 3, 1) == (1, [])


def test_the_same_task_is_told_by_its_text_without_the_unit() -> None:
    """However the unit's name is written in it."""
    one = pattern("Hoàn thành nhiệm vụ giao cho Sở Tài chính trong năm 2026", "Sở Tài chính")
    other = pattern("hoàn thành nhiệm vụ giao cho SỞ TƯ PHÁP trong năm 2026", "Sở Tư pháp")
    assert one == other == "hoan thanh nhiem vu giao cho trong nam 2026"
    assert pattern("Thu ngân sách", "Sở Tài chính") != one


@pytest.mark.parametrize(
    ("measure", "rank"), [("Thứ hạng", True), ("vị thứ", True), ("điểm", False), (None, False)]
)
def test_a_place_in_a_ranking_is_no_figure(measure: str | None, rank: bool) -> None:
    assert is_rank(measure) is rank


def test_the_last_day_for_registering() -> None:
    """29 February falls on the last of February."""
    assert deadline("01-31", 2026) == date(2026, 1, 31)
    assert deadline("02-29", 2024) == date(2024, 2, 29)
    assert deadline("02-29", 2026) == date(2026, 2, 28)
    assert deadline("none", 2026) is None


@given(st.sets(st.integers(1, 60), min_size=1))
def test_runs_hold_every_number_once(numbers: set[int]) -> None:
    """And no two of them could be one."""
    found = runs(numbers)
    assert [number for first, last in found for number in range(first, last + 1)] == sorted(numbers)
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(found))


def test_what_is_lacking() -> None:
    """In the order in which it is asked; an empty text says nothing."""
    assert lacking({"reason": "x", "document": "", "approved_by": None}) == ("document", "approved_by")


def test_thresholds_are_settings_with_a_default_in_their_range() -> None:
    """Each check's thresholds are named so that they stand together in the list of settings."""
    for check in CHECKS.values():
        for one in check.thresholds:
            assert one.name.startswith("check_")
            assert one.lowest <= one.default <= one.highest
            assert SETTINGS[one.name].default == str(one.default)
        assert set(check.settings) <= set(SETTINGS)
