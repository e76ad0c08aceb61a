"""Units under one another: levels, paths and sums, for whatever superiors they name."""

from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.roll import UnitPlace
from tasktrack.domain.tree import Tree

# A province, two departments, and two divisions in one of them; the second department has the earlier name.
PLACES = (
    UnitPlace(1, "UBND", "Ủy ban nhân dân tỉnh", None, None),
    UnitPlace(2, "SXD", "Sở Xây dựng", "so", 1),
    UnitPlace(3, "SNV", "Sở Nội vụ", "so", 1),
    UnitPlace(4, "SNV.P2", "Phòng Tổ chức", "phong", 3),
    UnitPlace(5, "SNV.P1", "Phòng Cải cách hành chính", "phong", 3),
)


def tree(*places: UnitPlace) -> Tree:
    """Return the tree of some units."""
    return Tree({one.id: one for one in places})


# Any unit may name any other as its superior, itself or nobody; circles are in it.
@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Return a tree of up to 12 units, sound or not."""
    count = draw(st.integers(1, 12))
    above = st.none() | st.integers(1, count + 2)
    return tree(*(UnitPlace(one, f"U{one}", f"Unit {one}", None, draw(above)) for one in range(1, count + 1)))


def test_units_stand_in_the_order_of_print() -> None:
    """Each before those below it, by block and name beside others."""
    one = tree(*PLACES)
    assert one.order == (1, 3, 5, 4, 2)
    assert one.levels == {1: 1, 3: 2, 5: 3, 4: 3, 2: 2}
    assert one.path(4) == (1, 3, 4)
    assert one.subtree(3) == (3, 5, 4)
    assert one.of_level(2) == (3, 2)
    assert one.deepest == 3
    assert one.tops == (1,)


def test_a_part_of_a_tree_has_levels_of_its_own() -> None:
    """The named unit is level 1; who is kept brings all above it."""
    one = tree(*PLACES)
    assert one.under(3).levels == {3: 1, 5: 2, 4: 2}
    assert one.with_superiors([4]).order == (1, 3, 4)


def test_a_circle_begins_at_its_first_unit() -> None:
    """Nobody is lost, and nothing runs for ever."""
    one = tree(
        UnitPlace(1, "A", "A", None, 2), UnitPlace(2, "B", "B", None, 3), UnitPlace(3, "C", "C", None, 2)
    )
    assert one.levels == {2: 1, 1: 2, 3: 2}


@given(trees())
def test_every_unit_stands_once(one: Tree) -> None:
    """In the order, below one other or none, one level under it."""
    assert sorted(one.order) == sorted(one.places)
    assert sum(len(one.subtree(top)) for top in one.tops) == len(one.places)
    for unit, level in one.levels.items():
        above = one.superiors[unit]
        assert level == (1 if above is None else one.levels[above] + 1)
        assert one.path(unit)[-1] == unit
        assert len(one.path(unit)) == level


@given(trees(), st.dictionaries(st.integers(1, 14), st.integers(0, 50)))
def test_sums_add_up_at_every_level(one: Tree, given_own: dict[int, int]) -> None:
    """What a unit has with everything below is its own and that of those directly below; a level passes on all."""
    own = {unit: value for unit, value in given_own.items() if unit in one.places}
    total = {unit: sum(values) for unit, values in one.gathered(own).items()}
    for unit in one.order:
        assert total[unit] == own.get(unit, 0) + sum(total[below] for below in one.below[unit])
        assert total[unit] == sum(own.get(inside, 0) for inside in one.subtree(unit))
    left = sum(own.values())
    for level in range(1, one.deepest + 1):
        units = one.of_level(level)
        assert sum(total[unit] for unit in units) == left
        left -= sum(own.get(unit, 0) for unit in units)
    assert left == 0
