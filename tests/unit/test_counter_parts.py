"""Figures of longer periods out of those of their parts, and of units out of those below them."""

import pytest

from tasktrack.domain.counter import Figure, Terms, leads_back, wholes_first
from tasktrack.domain.counter_parts import Made, figures, inside, made
from tasktrack.domain.period import PeriodKey

Given = dict[str, int]


def found(key: str, given: Given, over: str = "sum", absent: tuple[str, ...] = ()) -> Made | None:
    values = {PeriodKey.parse(text): value for text, value in given.items()}
    return made(PeriodKey.parse(key), values, over, lambda part: str(part) not in absent)


def told(key: str, given: Given, over: str = "sum", absent: tuple[str, ...] = ()) -> tuple[int, str, str]:
    one = found(key, given, over, absent)
    assert one is not None
    return one.value, " ".join(map(str, one.parts)), " ".join(map(str, one.missing))


@pytest.mark.parametrize(
    ("key", "given", "over", "expected"),
    [
        ("2026-10", {"2026-10": 5}, "sum", (5, "", "")),
        ("2026-Q4", {"2026-Q4": 9, "2026-10": 5}, "sum", (9, "", "")),
        ("2026-Q4", {"2026-10": 5, "2026-12": 2}, "sum", (7, "2026-10 2026-12", "2026-11")),
        ("2026-Q4", {"2026-10": 5, "2026-11": 2}, "last", (2, "2026-10 2026-11", "2026-12")),
        ("2026-H2", {"2026-Q3": 9, "2026-10": 5}, "sum", (14, "2026-Q3 2026-10", "2026-11 2026-12")),
        ("2026-9M", {"2026-Q1": 1, "2026-Q2": 2, "2026-Q3": 4}, "sum", (7, "2026-Q1 2026-Q2 2026-Q3", "")),
        ("2026-9M", {"2026-H1": 3, "2026-07": 4}, "last", (4, "2026-H1 2026-07", "2026-08 2026-09")),
        ("2026", {"2026-H1": 3}, "sum", (3, "2026-H1", "2026-H2")),
        ("2026", {"2026-9M": 30, "2026-Q4": 4}, "sum", (34, "2026-9M 2026-Q4", "")),
        ("2026", {"2026-9M": 30, "2026-H1": 10}, "sum", (30, "2026-9M", "2026-Q4")),
        ("2026", {f"2026-{month:02}": month for month in range(1, 13)}, "last", None),
    ],
)
def test_of_its_parts(key: str, given: Given, over: str, expected: tuple[int, str, str] | None) -> None:
    """What is given for it itself stands; else the way that covers most of it counts."""
    assert told(key, given, over) == (expected or (12, " ".join(sorted(given)), ""))


def test_of_nothing_there_is_nothing() -> None:
    assert found("2026", {"2025-H1": 3, "2026-W10": 4}) is None
    assert found("2026-W10", {"2026-03": 4}) is None


def test_parts_without_the_unit_are_not_missing() -> None:
    later = ("2026-11", "2026-12")
    assert told("2026-Q4", {"2026-10": 5}, absent=later) == (5, "2026-10", "")


def test_what_lies_inside() -> None:
    assert len(inside(PeriodKey.parse("2026"))) == 1 + 2 + 1 + 4 + 12
    assert {str(one) for one in inside(PeriodKey.parse("2026-Q2"))} == {
        "2026-Q2",
        "2026-04",
        "2026-05",
        "2026-06",
    }


def test_units_add_up() -> None:
    """A tree of four: 1 above 2 and 3, 4 below 3; nothing was given of 3."""
    month = PeriodKey.parse("2026-10")
    own = {1: Made(10), 2: Made(5), 4: Made(7, (month,))}
    assert figures(own, {1: None, 2: 1, 3: 1, 4: 3, 5: 3}) == {
        1: Figure(10, 22),
        2: Figure(5, 5),
        3: Figure(None, 7),
        4: Figure(7, 7, ("2026-10",)),
    }


def test_a_circle_of_units_ends() -> None:
    assert figures({1: Made(1), 2: Made(2)}, {1: 2, 2: 1}) == {1: Figure(1, 3), 2: Figure(2, 3)}


def test_wholes_come_first() -> None:
    part = Terms("part", None, "Part", None, "sum", "whole", "part")
    whole = Terms("whole", None, "Whole", None, "sum", "elsewhere", "share")
    assert [one.code for one in wholes_first([part, whole])] == ["whole", "part"]


def test_a_counter_is_no_part_of_itself() -> None:
    wholes = {"a": "b", "b": "c", "c": None, "x": "y", "y": "x"}
    assert leads_back("c", "a", wholes)
    assert not leads_back("d", "a", wholes)
    assert not leads_back("d", "x", wholes)
