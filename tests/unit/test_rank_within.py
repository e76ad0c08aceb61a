"""Places among a part of a ranked table, beside those of the whole."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.rank_within import placed
from tasktrack.domain.ranking import RankRow, Reached, Subject

SCORES = st.none() | st.integers(0, 4).map(Fraction)
SUBJECTS = st.lists(st.tuples(st.sampled_from("AB"), SCORES, st.booleans()), max_size=20)


@given(SUBJECTS)
def test_places_are_those_of_a_table_of_the_part_alone(
    given_rows: list[tuple[str, Fraction | None, bool]],
) -> None:
    """Whoever is left out of the whole."""
    entries = [
        Entry(str(number), block, score, sort_key=f"{number:02}")
        for number, (block, score, _kept) in enumerate(given_rows)
    ]
    kept = {str(number) for number, (_block, _score, is_kept) in enumerate(given_rows) if is_kept}
    whole = [
        RankRow(
            Subject(int(one.entry.subject), one.entry.subject, "", one.entry.block),
            one.rank,
            one.tied,
            one.entry.score,
            None,
            one.entry.score,
            Reached("no-score"),
        )
        for one in rank(entries)
        if one.entry.subject in kept
    ]
    alone = {
        one.entry.subject: (one.rank, one.tied)
        for one in rank(entry for entry in entries if entry.subject in kept)
    }
    assert {row.subject.code: (row.rank_within, row.tied_within) for row in placed(whole)} == alone


class Block(str):
    """A block that counts how often it is held against another."""

    __slots__ = ()
    __hash__ = str.__hash__
    compared = 0

    def __eq__(self, other: object) -> bool:
        Block.compared += 1
        return str.__eq__(self, other)


def test_a_row_is_not_held_against_every_other() -> None:
    block = Block("xa")
    rows = [
        RankRow(Subject(place, f"U{place}", "", block), place, False, None, None, None, Reached("no-score"))
        for place in range(1, 301)
    ]
    assert [row.rank_within for row in placed(rows)] == list(range(1, 301))
    assert Block.compared < 10 * len(rows)
