"""The quota of the best class: never above either bound, never broken at a tie (NĐ 335/2025 Art. 8(5), 20(5))."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.quota import Contender, Scope, Verdict, cut, most

AGENCY: Scope = ("agency", 1)


def contenders(scores: dict[str, int], group: dict[str, str] | None = None) -> list[Contender]:
    """Return contenders of one agency, some of them in groups."""
    return [
        Contender(
            name,
            Fraction(score),
            (AGENCY, ("group", (1, group[name]))) if group and name in group else (AGENCY,),
        )
        for name, score in scores.items()
    ]


@pytest.mark.parametrize(
    ("share", "classed", "good_or_better", "good_only"),
    [
        (20, 10, 2, 1),
        (20, 12, 2, 2),
        (20, 4, 0, 0),
        (20, 5, 1, 0),
        (20, 6, 1, 1),
        (25, 10, 2, 2),
        (25, 20, 5, 4),
    ],
)
def test_the_two_readings_of_the_base(share: int, classed: int, good_or_better: int, good_only: int) -> None:
    """By the letter k is at most the share of those classed "tốt" alone, that is of M - k."""
    assert most(share, classed, "good_or_better") == good_or_better
    assert most(share, classed, "good_only") == good_only


@given(share=st.integers(0, 25), classed=st.integers(0, 500))
def test_the_quota_is_the_largest_number_that_its_reading_allows(share: int, classed: int) -> None:
    of_all, of_good = most(share, classed, "good_or_better"), most(share, classed, "good_only")
    part = Fraction(share, 100)
    assert of_all <= part * classed < of_all + 1
    assert of_good <= part * (classed - of_good)
    assert of_good + 1 > part * (classed - of_good - 1)
    assert of_good <= of_all


def test_the_best_come_first_and_the_rest_are_over() -> None:
    found = cut(contenders({"a": 95, "b": 94, "c": 93}), {AGENCY: 2})
    assert found == {"a": "within", "b": "within", "c": "over"}


def test_a_tie_at_the_cut_is_left_to_a_person() -> None:
    found = cut(contenders({"a": 95, "b": 94, "c": 94, "d": 93}), {AGENCY: 2})
    assert found == {"a": "within", "b": "tie", "c": "tie", "d": "over"}


def test_equals_for_whom_there_is_room_are_no_tie() -> None:
    found = cut(contenders({"a": 94, "b": 94, "c": 90}), {AGENCY: 2})
    assert found == {"a": "within", "b": "within", "c": "over"}


def test_whom_the_group_holds_back_takes_no_room_in_the_agency() -> None:
    group = {"a": "g", "b": "g", "c": "h"}
    limits = {AGENCY: 2, ("group", (1, "g")): 1, ("group", (1, "h")): 1}
    found = cut(contenders({"a": 99, "b": 98, "c": 91}, group), limits)
    assert found == {"a": "within", "b": "over", "c": "within"}


def test_the_room_of_a_tie_in_a_group_is_kept_in_the_agency() -> None:
    """One of the two will be chosen: the agency has room for only one more."""
    group = {"a": "g", "b": "g"}
    limits = {AGENCY: 2, ("group", (1, "g")): 1}
    found = cut(contenders({"a": 95, "b": 95, "c": 92, "d": 91}, group), limits)
    assert found == {"a": "tie", "b": "tie", "c": "within", "d": "over"}


def test_the_order_of_equals_says_nothing() -> None:
    """The tie inside a group is told first: whom it leaves room for is no tie, whoever is looked at first."""
    group = {"a": "g", "b": "g", "c": "h"}
    limits = {AGENCY: 2, ("group", (1, "g")): 1, ("group", (1, "h")): 1}
    those = contenders({"a": 85, "b": 85, "c": 85}, group)
    assert cut(those, limits) == cut(reversed(those), limits) == {"a": "tie", "b": "tie", "c": "within"}


@given(
    scores=st.dictionaries(
        st.integers(0, 40), st.tuples(st.integers(85, 100), st.sampled_from("ghi")), max_size=25
    ),
    agency=st.integers(0, 8),
    groups=st.fixed_dictionaries({name: st.integers(0, 4) for name in "ghi"}),
)
def test_no_bound_is_ever_exceeded(
    scores: dict[int, tuple[int, str]], agency: int, groups: dict[str, int]
) -> None:
    limits = {AGENCY: agency} | {("group", (1, name)): most for name, most in groups.items()}
    all_of_them = [
        Contender(who, Fraction(score), (AGENCY, ("group", (1, group))))
        for who, (score, group) in scores.items()
    ]
    found = cut(all_of_them, limits)
    assert set(found) == set(scores)
    chosen = [who for who, verdict in found.items() if verdict == "within"]
    assert len(chosen) <= agency
    for name, most_of_group in groups.items():
        assert sum(scores[who][1] == name for who in chosen) <= most_of_group
    # The order in which they are given says nothing.
    assert cut(reversed(all_of_them), limits) == found
    _check_nobody_is_passed_over(found, scores)


def _check_nobody_is_passed_over(found: dict[object, Verdict], scores: dict[int, tuple[int, str]]) -> None:
    """Inside a group nobody is proposed while somebody of it with more points is over the quota."""
    for low, (points, group) in scores.items():
        for high, (more, other) in scores.items():
            if found[low] == "within" and group == other and more > points:
                assert found[high] != "over"
