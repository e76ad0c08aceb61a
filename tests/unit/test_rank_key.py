"""A rank key sorts by its bytes as exact numbers do, and ties where they tie."""

import contextlib
import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.rank import Entry, Order, rank
from tasktrack.domain.rank_key import rank_key

LARGE = 10**40
SMALL = st.fractions(min_value=-3, max_value=3, max_denominator=4)
ANY = st.builds(
    Fraction,
    st.integers(min_value=-(LARGE**2), max_value=LARGE**2),
    st.integers(min_value=1, max_value=LARGE),
)
NUMBERS = st.one_of(SMALL, ANY, st.integers(min_value=-(10**30), max_value=10**30).map(Fraction))
ORDERS: st.SearchStrategy[Order] = st.sampled_from(("desc", "asc"))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Entry], list[Order]]:
    """Subjects of two blocks with many equal scores, and the order of each tie-breaker."""
    orders = draw(st.lists(ORDERS, max_size=3))
    scores = draw(st.lists(st.one_of(st.none(), NUMBERS), min_size=1, max_size=6))
    few = st.one_of(st.none(), st.sampled_from((Fraction(0), Fraction(1, 3), Fraction(1, 2))), NUMBERS)
    entries = [
        Entry(
            f"U{number}",
            draw(st.sampled_from(("so", "xa"))),
            draw(st.sampled_from(scores)),
            tuple(draw(few) for _order in orders),
        )
        for number in range(draw(st.integers(min_value=1, max_value=12)))
    ]
    return entries, orders


def by_keys(entries: list[Entry], orders: list[Order]) -> dict[str, tuple[int | None, bool]]:
    """Rank as a database does that knows texts alone: 1 and how many are greater in the block."""
    keys = {one.subject: rank_key(one.score, one.breakers, orders).encode() for one in entries}
    found = {}
    for one in entries:
        others = [keys[each.subject] for each in entries if each.block == one.block]
        own = keys[one.subject]
        scored = one.score is not None
        found[one.subject] = (
            1 + sum(key > own for key in others) if scored else None,
            scored and others.count(own) > 1,
        )
    return found


@given(tables())
def test_keys_rank_as_exact_numbers_do(table: tuple[list[Entry], list[Order]]) -> None:
    entries, orders = table
    exact = {one.entry.subject: (one.rank, one.tied) for one in rank(entries, orders)}
    assert by_keys(entries, orders) == exact


@given(ANY, st.integers(min_value=1, max_value=LARGE))
def test_neighbours_with_huge_denominators_do_not_meet(value: Fraction, below: int) -> None:
    """The nearest two fractions with denominators up to 10^40 lie 10^-80 apart."""
    for step in (Fraction(1, below * value.denominator), Fraction(1, LARGE * LARGE)):
        assert rank_key(value + step) > rank_key(value) > rank_key(value - step)


@given(st.lists(NUMBERS, min_size=2, max_size=2, unique=True))
def test_no_key_is_the_beginning_of_another(pair: list[Fraction]) -> None:
    """Else a tie-breaker behind it would be compared with digits of the score."""
    one, other = map(rank_key, pair)
    assert not one.startswith(other)
    assert not other.startswith(one)


@pytest.mark.parametrize("value", [Fraction(100), Fraction(-1, 3), Fraction(10**3000), Fraction(0)])
def test_a_key_is_small_letters_and_digits(value: Fraction) -> None:
    """The same in every collation, and nothing of it is lost on the way through a CSV."""
    key = rank_key(value, (None, value), ("asc", "desc"))
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()


def test_who_has_no_score_stands_last() -> None:
    assert rank_key(None) < rank_key(Fraction(-(10**50)), (None,), ("asc",))


def test_a_closing_that_lies_there_twice_is_ranked_once() -> None:
    """The statement for many offices, here in SQLite."""
    columns = (
        "period, scheme, variant, block, score, micro, rank_key, office, code, name, revision, rank, class"
    )
    statement = Path(__file__).parents[2] / "examples" / "country" / "rank.sql"
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"CREATE TABLE closed_rank ({columns})")
        rows = [
            ("2026-10", "s", "v", "so", "9/1", 9, key, office, "A", "A", 1, 1, "good")
            for office, key in (("HT", "9"), ("HT", "9"), ("LC", "8"))
        ]
        db.executemany(f"INSERT INTO closed_rank VALUES ({', '.join('?' * 13)})", rows)
        found = db.execute(statement.read_text(encoding="utf-8")).fetchall()
    assert [(row[6], row[4], row[5]) for row in found] == [("HT", 1, 0), ("LC", 2, 0)]
