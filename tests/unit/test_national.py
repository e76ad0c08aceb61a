"""One order over many offices: what tie-breakers read of frozen lines, and the laws of the order."""

from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain import breakers
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.national import Office, Received, Standing, ranked, unread
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import RankRow, Reached, Subject
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_reader import read_scheme

SCHEMES = Path(__file__).parents[2] / "src" / "tasktrack" / "data" / "schemes"
DAY = date(2026, 10, 31)


def scheme(name: str = "unit-tasks", *changes: tuple[str, str]) -> Scheme:
    text = (SCHEMES / f"{name}.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    found, faults = read_scheme(text)
    assert found is not None, faults
    return found


UNIT_TASKS = scheme()


def closing(office: str) -> Received:
    return Received(
        1, Office(office, office), "2026-10", 1, 1, DAY, DAY, DAY, "", "", {}, "[]", "0" * 64, "", "file"
    )


def standing(
    office: str, code: str, score: Fraction | int | None, lines: dict[str, Value], block: str = "so"
) -> Standing:
    exact = None if score is None else Fraction(score)
    subject = Subject(1, f"{office}:{code}", code, block)
    row = RankRow(subject, 1, False, exact, Fraction(100), exact, Reached("good", "good"))
    return Standing(closing(office), row, lines)


def lines(tasks: int, on_time: int, overdue: int) -> dict[str, Value]:
    return {
        "tasks": Fraction(tasks),
        "tasks_on_time": Fraction(on_time),
        "tasks_overdue": Fraction(overdue),
    }


def order(*standings: Standing, one: Scheme = UNIT_TASKS) -> list[tuple[str, int | None, bool]]:
    found = ranked(one, one.with_settings({})[0], standings)
    return [(row.row.subject.code, row.rank, row.tied) for row in found]


def test_what_tie_breakers_read_is_known() -> None:
    assert breakers.names(UNIT_TASKS) == {"tasks", "tasks_on_time", "tasks_overdue"}
    assert breakers.names(scheme("par-index")) == set()


def test_equal_scores_of_two_offices_are_parted_by_the_frozen_lines() -> None:
    assert order(
        standing("A", "X", 90, lines(10, 8, 1)),
        standing("B", "X", 90, lines(10, 9, 1)),
        standing("B", "Y", 90, lines(20, 16, 0)),
        standing("A", "Y", 90, lines(5, 4, 1)),
    ) == [("B:X", 1, False), ("B:Y", 2, False), ("A:X", 3, True), ("A:Y", 3, True)]


def test_scores_are_compared_exactly() -> None:
    close = Fraction(10**30 + 1, 10**28)
    assert order(standing("A", "X", 100, lines(1, 1, 0)), standing("B", "X", close, lines(1, 0, 9))) == [
        ("B:X", 1, False),
        ("A:X", 2, False),
    ]


def test_a_line_without_a_value_stands_behind_those_that_have_one() -> None:
    nothing: dict[str, Value] = {"tasks": Missing("nothing-assigned", "tasks")}
    assert order(
        standing("A", "X", 90, nothing), standing("B", "X", 90, {}), standing("B", "Y", 90, lines(1, 0, 5))
    ) == [("B:Y", 1, False), ("A:X", 2, True), ("B:X", 2, True)]


def test_who_has_no_score_stands_last_without_a_rank() -> None:
    assert order(standing("A", "X", None, {}), standing("B", "X", 0, lines(1, 0, 1))) == [
        ("B:X", 1, False),
        ("A:X", None, False),
    ]


def test_blocks_of_all_offices_are_one() -> None:
    assert order(
        standing("A", "X", 1, {}, "xa"), standing("B", "X", 2, {}, "xa"), standing("B", "Y", 0, {}, "so")
    ) == [("B:Y", 1, False), ("B:X", 1, False), ("A:X", 2, False)]


def test_a_tie_breaker_may_name_a_setting_and_what_no_line_holds() -> None:
    breaker = 'formula = "tasks_overdue"'
    by_setting = scheme("unit-tasks", (breaker, 'formula = "tasks_overdue * carry_over"'))
    assert unread(by_setting) == ()
    assert order(
        standing("A", "X", 90, lines(2, 1, 1)), standing("B", "X", 90, lines(2, 1, 0)), one=by_setting
    ) == [("B:X", 1, False), ("A:X", 2, False)]
    by_fact = scheme("unit-tasks", (breaker, 'formula = "subunits_there"'))
    assert unread(by_fact) == (by_fact.tie_breakers[1].label(),)
    assert unread(UNIT_TASKS) == ()
    # Nobody has a value, so it parts nobody.
    assert order(
        standing("A", "X", 90, lines(2, 1, 1)), standing("B", "X", 90, lines(2, 1, 0)), one=by_fact
    ) == [("A:X", 1, True), ("B:X", 1, True)]


def test_without_points_the_better_class_stands_first() -> None:
    nd90 = scheme("nd90")
    assert nd90.by_conditions
    classes = [band.code for band in nd90.classes]
    worse = standing("A", "X", None, {})
    better = standing("B", "Y", None, {})
    worse = worse._replace(row=worse.row._replace(reached=Reached(classes[1], classes[1])))
    better = better._replace(row=better.row._replace(reached=Reached(classes[0], classes[0])))
    assert order(worse, better, one=nd90) == [("B:Y", None, False), ("A:X", None, False)]


_few = st.integers(0, 3)
_unit = st.tuples(st.none() | st.integers(0, 3), st.integers(1, 3), _few, _few)
_office = st.lists(_unit, max_size=6)


@given(st.lists(_office, min_size=1, max_size=4))
def test_inside_an_office_the_order_is_that_of_the_office(
    offices: list[list[tuple[int | None, int, int, int]]],
) -> None:
    """Who stands before whom in the own table does so among all; equal there are equal here."""
    standings = [
        standing(f"O{office}", f"U{number}", score, lines(tasks, min(tasks, on_time), overdue))
        for office, units in enumerate(offices)
        for number, (score, tasks, on_time, overdue) in enumerate(units)
    ]
    settings = UNIT_TASKS.with_settings({})[0]
    here = {row.row.subject.code: row.rank for row in ranked(UNIT_TASKS, settings, standings)}
    assert len(here) == len(standings)
    for office, units in enumerate(offices):
        entries = [
            Entry(
                f"O{office}:U{number}",
                "so",
                None if score is None else Fraction(score),
                (Fraction(min(tasks, on_time), tasks), Fraction(overdue)),
            )
            for number, (score, tasks, on_time, overdue) in enumerate(units)
        ]
        own = {one.entry.subject: one.rank for one in rank(entries, ("desc", "asc"))}
        for left, right in product(own, own):
            one, two = own[left], own[right]
            mine, other = here[left], here[right]
            assert (one is None) == (mine is None)
            if one is not None and two is not None and mine is not None and other is not None:
                assert (one < two) == (mine < other)
                assert (one == two) == (mine == other)
    # A rank says how many stand before: 1, 2, 2, 4.
    given_ranks = [place for place in here.values() if place is not None]
    assert all(place == 1 + sum(other < place for other in given_ranks) for place in given_ranks)
