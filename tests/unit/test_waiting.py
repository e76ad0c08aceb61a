"""Rows that name another row of the file: written after it, whatever the order; circles are told from gaps."""

from hypothesis import given
from hypothesis import strategies as st

from tasktrack.services.waiting import Waiting

NAMES = st.integers(0, 9)


def settled(above: dict[int, int], refused: set[int]) -> tuple[list[int], dict[int, tuple[bool, int | None]]]:
    """Let items wait for others, of which 100 is there from the start; return what was written, and what not."""
    waiting: Waiting[int] = Waiting()
    for item, awaited in above.items():
        waiting.add(item, (str(item),), (str(awaited),))
    written: list[int] = []

    def write(item: int) -> bool:
        if item not in refused:
            written.append(item)
        return item not in refused

    stuck = list(waiting.settle(lambda item: above[item] == 100, write))
    return written, {one.item: (one.in_circle, one.above) for one in stuck}


def test_items_are_written_after_what_they_wait_for() -> None:
    written, stuck = settled({1: 2, 2: 3, 3: 100, 4: 2}, set())
    assert (written[0], written[1], set(written[2:]), stuck) == (3, 2, {1, 4}, {})


def test_what_hangs_on_a_refused_item_is_left() -> None:
    written, stuck = settled({1: 2, 2: 3, 3: 100}, {3})
    assert (written, stuck) == ([], {1: (False, 2), 2: (False, 3)})


def test_circles_what_hangs_on_them_and_what_is_nowhere() -> None:
    _written, stuck = settled({1: 2, 2: 1, 3: 1, 4: 4, 5: 55}, set())
    assert stuck == {1: (True, 2), 2: (True, 1), 3: (False, 1), 4: (True, 4), 5: (False, None)}


@given(above=st.dictionaries(NAMES, st.one_of(NAMES, st.just(100), st.just(55))), refused=st.sets(NAMES))
def test_every_item_is_written_or_left_with_its_reason(above: dict[int, int], refused: set[int]) -> None:
    written, stuck = settled(above, refused)
    assert len(written) == len(set(written))
    assert set(written) | set(stuck) | refused >= set(above)
    assert not set(written) & set(stuck)
    for place, item in enumerate(written):
        assert above[item] == 100 or above[item] in written[:place]
    for item, (in_circle, awaited) in stuck.items():
        way = [item]
        while above.get(way[-1]) in stuck and above[way[-1]] not in way:
            way.append(above[way[-1]])
        assert in_circle == (above[way[-1]] == item)
        assert awaited == (above[item] if above[item] in above else None)
