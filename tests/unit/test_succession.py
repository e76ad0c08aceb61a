"""Whose earlier figures count with whose, after bodies took over from others."""

from tasktrack.domain.succession import heirs


def test_through_several_mergers() -> None:
    """1 and 2 went into 3, and 3 into 4: all are of 4 now."""
    assert heirs([(1, 3, True), (2, 3, True), (3, 4, True)]) == ({1: 4, 2: 4, 3: 4}, set())


def test_what_was_split_has_no_heir() -> None:
    """Nor what gave away a part and lives on; one body that took over all of a split one is its heir."""
    assert heirs([(1, 2, True), (1, 3, True)]) == ({}, {1})
    assert heirs([(1, 2, False)]) == ({}, {1})
    assert heirs([(1, 2, True), (2, 5, True)]) == ({1: 5, 2: 5}, set())


def test_nothing_and_itself() -> None:
    assert heirs([]) == heirs([(1, 1, True)]) == ({}, set())


def test_what_went_into_a_split_one_stays_with_it() -> None:
    assert heirs([(1, 2, True), (2, 3, True), (2, 4, True)]) == ({1: 2}, {2})


def test_a_circle_ends() -> None:
    """A name that came back later: the units follow each other once."""
    found, parted = heirs([(1, 2, True), (2, 1, True)])
    assert set(found) == {1, 2}
    assert parted == set()
