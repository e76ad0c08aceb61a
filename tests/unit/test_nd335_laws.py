"""What must hold of the shipped schemes for officers, whatever was assigned and done (NĐ 335/2025)."""

from collections.abc import Sequence
from fractions import Fraction
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.composition import Part, mean
from tasktrack.domain.interpreter import Missing, over_rows
from tasktrack.domain.marks import Mark
from tasktrack.domain.ranking import Reached
from tasktrack.domain.related import Outcome
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.domain.service import Service
from tasktrack.services.classing import Run, under_unit

Row = dict[str, Fraction | Missing | str]


def shipped(code: str) -> Scheme:
    """Read a shipped scheme."""
    text = (resources.files("tasktrack") / "data" / "schemes" / f"{code}.toml").read_text(encoding="utf-8")
    scheme, faults = read_scheme(text)
    assert scheme is not None, faults
    return scheme


OFFICER, LEADER = shipped("nd335-officer"), shipped("nd335-leader")
BOTH = pytest.mark.parametrize("scheme", [OFFICER, LEADER], ids=["officer", "leader"])
CODES = [band.code for band in OFFICER.classes]


def fact(coefficient: int, assigned: int, share: int, failed: int, late: int, planned: bool) -> Row:
    """Return a product: coefficient in tenths, done a share of ten of what was assigned, or more."""
    done = Fraction(assigned * share, 10)
    numbers = {
        "coefficient": Fraction(coefficient, 10),
        "assigned_quantity": Fraction(assigned),
        "done_quantity": done,
        "reported_quantity": done,
        "failed_reviews": Fraction(failed),
        "late_count": Fraction(late),
        "planned": Fraction(planned),
    }
    return dict(numbers)


PRODUCTS = st.lists(
    st.builds(
        fact,
        st.integers(1, 500),
        st.integers(1, 20),
        st.integers(0, 15),
        st.integers(0, 6),
        st.integers(0, 31),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)
COMMON = st.integers(0, 30)


def scored(scheme: Scheme, rows: Sequence[Row], common: int, **settings: str) -> Evaluation:
    """Evaluate somebody with these products, common points, and all that leaders are marked for."""
    measures = {one.name: over_rows(one.formula.root, one.formula.text, rows) for one in scheme.measures}
    marks = {"common": Mark(Fraction(common))}
    if scheme is LEADER:
        marks |= {"dd": Mark(Fraction(50)), "e": Mark(Fraction(100))}
    known: dict[str, Any] = {name: Fraction(0) for name, _label in scheme.figures}
    return Scorer(scheme, scheme.with_settings(settings)[0]).evaluate(measures, marks, facts=known)


def value(evaluation: Evaluation, code: str) -> Fraction:
    found = evaluation.values[code]
    assert isinstance(found, Fraction)
    return found


@BOTH
@given(rows=PRODUCTS, common=COMMON)
def test_a_total_lies_between_0_and_100(scheme: Scheme, rows: list[Row], common: int) -> None:
    found = scored(scheme, rows, common)
    if any(row["planned"] for row in rows):
        assert found.score is not None
        assert 0 <= found.score <= 100
        assert value(found, "results") <= 70
    else:
        assert found.score is None
        assert found.reason is not None
        assert found.reason.reason == "nothing-assigned"


@BOTH
@given(rows=PRODUCTS, common=COMMON, place=st.integers(0, 7), more=st.integers(1, 50))
def test_a_never_falls_when_more_is_done(
    scheme: Scheme, rows: list[Row], common: int, place: int, more: int
) -> None:
    rows = [{**row, "planned": Fraction(1)} for row in rows]
    chosen = rows[place % len(rows)]
    done = chosen["done_quantity"]
    assert isinstance(done, Fraction)
    better = [{**row, "done_quantity": done + more} if row is chosen else row for row in rows]
    before, after = scored(scheme, rows, common), scored(scheme, better, common)
    assert value(after, "a") > value(before, "a")
    assert value(after, "total") >= value(before, "total")


@BOTH
@given(rows=PRODUCTS, common=COMMON, turn=st.randoms(use_true_random=False))
def test_the_order_of_the_tasks_says_nothing(scheme: Scheme, rows: list[Row], common: int, turn: Any) -> None:
    other = list(rows)
    turn.shuffle(other)
    assert scored(scheme, other, common) == scored(scheme, rows, common)


@given(rows=PRODUCTS, common=COMMON, place=st.integers(0, 7))
def test_handing_back_never_helps_the_giver(rows: list[Row], common: int, place: int) -> None:
    """It stays in what was assigned, with nothing done (Art. 18)."""
    rows = [{**rows[0], "planned": Fraction(1)}, *rows[1:]]
    given_back = rows[place % len(rows)]
    nothing = {"done_quantity": Fraction(0), "reported_quantity": Fraction(0), "failed_reviews": Fraction(0)}
    after = [{**row, **nothing} if row is given_back else row for row in rows]
    kept, handed = scored(OFFICER, rows, common), scored(OFFICER, after, common)
    assert value(handed, "base") == value(kept, "base")
    assert value(handed, "total") <= value(kept, "total")


@given(rows=PRODUCTS, common=COMMON)
def test_with_components_capped_each_is_at_most_100(rows: list[Row], common: int) -> None:
    rows = [{**row, "planned": Fraction(1)} for row in rows]
    found = scored(OFFICER, rows, common, cap_components="true")
    assert all(value(found, code) <= 100 for code in "abc")


def test_a_month_of_only_taken_over_work_is_a_setting() -> None:
    rows = [fact(10, 2, 10, 0, 1, planned=False)]
    assert scored(OFFICER, rows, 20).score is None
    found = scored(OFFICER, rows, 20, taken_over_alone="true")
    assert [value(found, code) for code in "abc"] == [100, 100, 75]


BOUNDS = [("90", "excellent"), ("70", "good"), ("50", "completed")]


@pytest.mark.parametrize(("bound", "code"), BOUNDS)
def test_a_mean_on_the_bound_falls_in_the_upper_class(bound: str, code: str) -> None:
    """Three months of 1/7 above and six of 1/14 below make the bound exactly, whatever a float would say."""
    exact = Fraction(bound)
    scores = [exact + Fraction(1, 7)] * 3 + [exact - Fraction(1, 14)] * 6
    assert mean([Part(str(number), score) for number, score in enumerate(scores)]) == exact
    below = [*scores[:-1], scores[-1] - Fraction(1, 10**12)]
    assert year(scores) == code
    assert year(below) == CODES[CODES.index(code) + 1]


def year(scores: Sequence[Fraction]) -> str:
    parts = [Part(str(number), score, served=True) for number, score in enumerate(scores)]
    scorer = Scorer(OFFICER)
    known: dict[str, Any] = {name: Fraction(0) for name, _label in OFFICER.figures}
    found = scorer.classify(scorer.compose(parts, known))
    assert found.proposed is not None
    return found.proposed.code


@given(
    mine=st.sampled_from(CODES),
    unit=st.sampled_from([*CODES, None]),
    position=st.sampled_from(["head", "deputy"]),
)
def test_the_head_is_never_above_the_unit(mine: str, unit: str | None, position: str) -> None:
    who = Service(1, "GD", "Giám", "civil-servant", 7, position, None, None, 20, 20, "")
    run = Run(LEADER, LEADER.with_settings({})[0], (), {}, gives_class=True)
    run.reached[1] = Reached(mine, mine)
    found = under_unit(run, 1, Roll({}, {1: who}), lambda _unit: Outcome(None, unit) if unit else None)
    if position == "head" and unit is not None:
        assert CODES.index(found.code) >= CODES.index(unit)
        assert found.code in (mine, unit)
    else:
        assert found.code == mine
    assert ("unit-unclassed" in found.failed) == (position == "head" and unit is None)
