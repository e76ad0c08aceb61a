"""The roll-up of figures over any tree: every level adds up, whatever is counted."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from unit.test_tree import trees

from tasktrack.domain.levels import nodes, sums
from tasktrack.domain.period_figures import NAMES, Figures, add_up
from tasktrack.domain.roll import UnitPlace
from tasktrack.domain.tree import Tree

COUNTS = st.tuples(*(st.integers(0, 9) for _name in Figures._fields)).map(lambda counts: Figures(*counts))


@given(trees(), st.dictionaries(st.integers(1, 12), COUNTS, max_size=12))
def test_every_level_adds_up_in_every_figure(tree: Tree, given_own: dict[int, Figures]) -> None:
    """Own and below make the total, and what is below a level is the next one, down to nothing."""
    own = {unit: figures for unit, figures in given_own.items() if unit in tree.places}
    found = nodes(tree, own, {}, date(2026, 1, 1))
    told = sums(list(found.values()))
    left = add_up(own.values())
    for level in told:
        for name in NAMES:
            assert getattr(level.total, name) == getattr(left, name)
            assert getattr(level.own, name) + getattr(level.below, name) == getattr(level.total, name)
        left = level.below
    assert left == Figures()
    assert sum(level.units for level in told) == len(tree.places)
    for one in found.values():
        below = add_up(other.total for other in found.values() if other.superior == one.code)
        assert one.total == add_up((one.own, below))


def test_a_unit_has_ended_when_its_last_day_has_come() -> None:
    """One that is to end later goes on."""
    tree = Tree({one: UnitPlace(one, f"U{one}", f"Unit {one}", None, None) for one in (1, 2, 3)})
    ends = {1: date(2025, 6, 30), 2: date(2025, 7, 1)}
    found = nodes(tree, {}, ends, date(2025, 6, 30))
    assert [one.ended_on for one in found.values()] == [date(2025, 6, 30), None, None]
