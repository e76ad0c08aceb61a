"""Ranks: ties, tie-breakers, the unscored, and two published tables."""

import csv
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.marks import Mark
from tasktrack.domain.rank import Entry, Ranked, rank
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.domain.scoring import Scorer

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parents[1] / "data"
PAR_INDEX = ROOT / "src/tasktrack/data/schemes/par-index.toml"
TAY_NINH = ROOT / "examples/schemes/par-index-tay-ninh.toml"


def entry(subject: str, score: str | None, *breakers: str | None, block: str = "") -> Entry:
    """Return a subject to be ranked."""
    exact = tuple(None if value is None else Fraction(value) for value in breakers)
    return Entry(subject, block, None if score is None else Fraction(score), exact, subject)


def table(ranked: Sequence[Ranked]) -> list[tuple[str, int | None, bool]]:
    """Return subject, rank and tie of each row."""
    return [(row.entry.subject, row.rank, row.tied) for row in ranked]


def test_equal_values_share_a_rank() -> None:
    entries = [entry("d", "70"), entry("c", "80"), entry("b", "80.0"), entry("a", "90")]
    assert table(rank(entries)) == [("a", 1, False), ("b", 2, True), ("c", 2, True), ("d", 4, False)]


def test_a_hair_decides() -> None:
    entries = [entry("a", "1/3"), entry("b", "333333333/1000000000")]
    assert table(rank(entries)) == [("a", 1, False), ("b", 2, False)]


def test_the_unscored_stand_last_without_a_rank() -> None:
    entries = [entry("a", None), entry("c", "0"), entry("b", None)]
    assert table(rank(entries)) == [("c", 1, False), ("a", None, False), ("b", None, False)]


def test_blocks_are_apart() -> None:
    entries = [entry("a", "1", block="y"), entry("b", "9", block="y"), entry("c", "1", block="x")]
    assert table(rank(entries)) == [("c", 1, False), ("b", 1, False), ("a", 2, False)]


def test_breakers_break_only_what_differs() -> None:
    """The first that differs decides; one without a value stands behind; the wholly equal stay tied."""
    entries = [
        entry("a", "80", "0.5", "2"),
        entry("b", "80", "0.5", "1"),
        entry("c", "80", "0.9", "7"),
        entry("d", "80", "0.5", "2"),
        entry("e", "80", None, "0"),
        entry("f", "80", "0.5", None),
        entry("g", "81", "0", "9"),
    ]
    assert table(rank(entries, ("desc", "asc"))) == [
        ("g", 1, False),
        ("c", 2, False),
        ("b", 3, False),
        ("a", 4, True),
        ("d", 4, True),
        ("f", 6, False),
        ("e", 7, False),
    ]


some = st.none() | st.integers(0, 5).map(Fraction)
random_entries = st.lists(st.tuples(st.sampled_from("xy"), some, some), max_size=12).map(
    lambda rows: [
        Entry(f"S{at:02}", block, score, (breaker,), f"S{at:02}")
        for at, (block, score, breaker) in enumerate(rows)
    ]
)


@given(random_entries, st.randoms(use_true_random=False))
def test_laws(entries: list[Entry], random: Random) -> None:
    """The order of entry does not count; a rank is one more than the number of those ahead."""
    ranked = rank(entries, ("desc",))
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert rank(shuffled, ("desc",)) == ranked
    assert sorted(row.entry.subject for row in ranked) == [entry.subject for entry in entries]
    for row in ranked:
        if row.entry.score is None:
            assert (row.rank, row.tied) == (None, False)
            continue
        places = [
            place(other) for other in entries if other.block == row.entry.block and other.score is not None
        ]
        own = place(row.entry)
        assert row.rank == 1 + sum(other > own for other in places)
        assert row.tied == (places.count(own) > 1)


def place(entry: Entry) -> tuple[Fraction, Fraction]:
    """Return what makes an entry better: more."""
    return entry.score or Fraction(0), Fraction(-1) if entry.breakers[0] is None else entry.breakers[0]


def published(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tay_ninh_2023() -> None:
    """All 19 indexes to two decimals, all ranks, all classes: 61.00 of 71.5 above 84.75 of 100."""
    scheme, faults = read_scheme(TAY_NINH.read_text(encoding="utf-8"))
    assert scheme is not None, faults
    scorer = Scorer(scheme)
    rows = {row["unit"]: row for row in published("tayninh-2023.csv")}
    assert len(rows) == 19
    entries = []
    for unit, row in rows.items():
        evaluation = scorer.evaluate({}, {"index": Mark(Fraction(row["score"]), Fraction(row["max"]))})
        assert evaluation.score is not None
        assert two_decimals(evaluation.score) == Fraction(row["index"])
        assert (evaluation.points, evaluation.maximum) == (Fraction(row["score"]), Fraction(row["max"]))
        band = scorer.classify(evaluation).proposed
        assert band is not None
        assert band.label("vi") == row["class"]
        entries.append(Entry(unit, "", evaluation.score, (), unit))
    ranked = rank(entries)
    assert [(row.entry.subject, row.rank) for row in ranked] == [
        (unit, int(row["rank"])) for unit, row in rows.items()
    ]
    assert not any(row.tied for row in ranked)


def two_decimals(value: Fraction) -> Fraction:
    """Round half-up, as tables are printed."""
    return Fraction(int(value * 100 + Fraction(1, 2)), 100)


def test_thanh_hoa_2024() -> None:
    """All 20 in order, equal printed values marked as tied, and the mean 85.41."""
    scheme, faults = read_scheme(PAR_INDEX.read_text(encoding="utf-8"))
    assert scheme is not None, faults
    scorer = Scorer(scheme)
    rows = published("thanhhoa-2024.csv")
    scores = [scorer.evaluate({}, {"index": Mark(Fraction(row["index"]))}).score for row in rows]
    entries = [
        Entry(row["unit"], "", score, (), f"{int(row['rank']):02}")
        for row, score in zip(rows, scores, strict=True)
    ]
    ranked = rank(entries)
    assert [row.entry.subject for row in ranked] == [row["unit"] for row in rows]
    tied = {row.entry.subject: row.rank for row in ranked if row.tied}
    assert tied == {
        "Sở Nội vụ": 2,
        "Văn phòng UBND tỉnh": 2,
        "Sở Khoa học và Công nghệ": 13,
        "Sở Y tế": 13,
    }
    assert [row.rank for row in ranked if not row.tied] == [
        int(row["rank"]) for row in rows if row["unit"] not in tied
    ]
    known = [score for score in scores if score is not None]
    assert len(known) == 20
    assert two_decimals(sum(known, Fraction(0)) / 20) == Fraction("85.41")


@pytest.mark.parametrize("orders", [(), ("desc", "asc")])
def test_breakers_and_orders_go_together(orders: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        rank([entry("a", "1", "2")], orders)  # type: ignore[arg-type]
