"""Who serves, for how many days, and who directs whom."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.leave import LEAVE_KINDS
from tasktrack.domain.service import Post, Service, ServiceRow, circles, directs, levels, resolved, services
from tasktrack.domain.workdays import Calendar, calendar_from_rows
from tasktrack.errors import Invalid

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
CALENDAR = calendar_from_rows([(date(2026, 11, 24), "off"), (date(2026, 11, 28), "work")])
DAYS = st.dates(date(2026, 10, 1), date(2026, 12, 31))
SPANS = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=4)
LEAVES = st.lists(
    st.tuples(st.sampled_from(LEAVE_KINDS), st.tuples(DAYS, DAYS)).map(
        lambda one: (one[0], min(one[1]), max(one[1]))
    ),
    max_size=4,
)
# A manager whose number is not below one's own could stand in a circle; here nobody does.
TREES = st.lists(st.integers(0, 30), min_size=1, max_size=30).map(
    lambda above: [service(n, min(boss, n - 1) or None) for n, boss in enumerate(above, 1)]
)


def row(
    served: Sequence[tuple[date, date]],
    leave: Sequence[tuple[str, date, date]] = (),
    manager: int | None = None,
) -> ServiceRow:
    """Return an officer of the window."""
    return ServiceRow(
        1, "AN", "An", "civil-servant", 1, "staff", manager, None, served=tuple(served), leave=tuple(leave)
    )


def service(officer: int, manager: int | None) -> Service:
    """Return an officer and who manages him."""
    return Service(officer, f"C{officer}", "Ai", "civil-servant", 1, "staff", manager, None, 20, 20, "")


def counted(served: Sequence[tuple[date, date]], leave: Sequence[tuple[str, date, date]] = ()) -> Service:
    """Return one officer with the days of November."""
    return services([row(served, leave)], FIRST, LAST, CALENDAR)[0]


def test_a_whole_month_of_work() -> None:
    """21 weekdays, one of them off and a Saturday worked instead."""
    assert counted([(FIRST, LAST)])[8:] == (21, 21, "")
    assert counted([(FIRST, date(2026, 11, 13))])[8:] == (21, 10, "")
    assert counted([(date(2026, 11, 28), LAST)])[8:] == (21, 2, "")
    assert services([row([(FIRST, LAST)])], FIRST, LAST, Calendar.EMPTY)[0].workdays == 21


def test_leave_counts_on_working_days_in_service_only() -> None:
    """A weekend away is no leave, and what follows the service neither."""
    assert counted([(FIRST, LAST)], [("sick", date(2026, 11, 7), date(2026, 11, 8))])[9:] == (21, "")
    assert counted([(FIRST, LAST)], [("sick", date(2026, 11, 6), date(2026, 11, 9))])[9:] == (19, "sick")
    assert counted([(FIRST, date(2026, 11, 3))], [("study", date(2026, 11, 4), LAST)])[9:] == (2, "")


def test_the_leave_of_most_days_is_named() -> None:
    """Of two that took as many the one that the law excepts."""
    five, two = (date(2026, 11, 2), date(2026, 11, 6)), (date(2026, 11, 9), date(2026, 11, 10))
    assert counted([(FIRST, LAST)], [("annual", *five), ("sick", *two)]).away == "annual"
    assert counted([(FIRST, LAST)], [("annual", *two), ("sick", *five)]).away == "sick"
    assert (
        counted(
            [(FIRST, LAST)], [("unpaid", *two), ("maternity", two[0] + timedelta(7), two[1] + timedelta(7))]
        ).away
        == "maternity"
    )


@given(SPANS, LEAVES)
def test_days_are_those_counted_one_by_one(
    served: list[tuple[date, date]], leave: list[tuple[str, date, date]]
) -> None:
    """However spans overlap each other and the window's ends."""
    worked = [day for n in range(30) if CALENDAR.is_working(day := FIRST + timedelta(n))]
    there = [day for day in worked if any(first <= day <= last for first, last in served)]
    present = [day for day in there if not any(first <= day <= last for _kind, first, last in leave)]
    found = counted(served, leave)
    assert (found.workdays, found.present) == (len(worked), len(present))
    assert 0 <= found.present <= found.workdays
    assert bool(found.away) == (len(present) < len(there))


@given(TREES)
def test_whoever_is_managed_is_directed_and_so_are_those_below(found: list[Service]) -> None:
    """The relation is the transitive closure of managing, and nobody is in his own."""
    below = directs(found)
    for one in found:
        above, expected = one.manager, set[int]()
        while above is not None:
            expected.add(above)
            above = next(other.manager for other in found if other.officer == above)
        assert {leader for leader, officers in below.items() if one.officer in officers} == expected
        assert one.officer not in expected
    assert all(below.values())


@given(TREES, st.randoms(use_true_random=False))
def test_everybody_comes_after_whom_he_directs(found: list[Service], random: object) -> None:
    """In whatever order the officers are given, each once, those of a step as they were given."""
    random.shuffle(found)  # type: ignore[attr-defined]
    steps = levels(found)
    order = [one.officer for step in steps for one in step]
    assert sorted(order) == sorted(one.officer for one in found)
    for leader, officers in directs(found).items():
        assert all(order.index(one) < order.index(leader) for one in officers)
    assert all(steps)
    assert all(found.index(one) < found.index(two) for step in steps for one, two in pairwise(step))


@given(TREES, st.data())
def test_a_circle_is_found_and_named(found: list[Service], data: st.DataObject) -> None:
    """Whoever is given somebody directed, or himself, as manager closes one."""
    boss = data.draw(st.sampled_from(found))
    officer = data.draw(st.sampled_from(sorted({boss.officer, *directs(found).get(boss.officer, ())})))
    wrong = [one._replace(manager=officer) if one == boss else one for one in found]
    around = circles({one.officer: one.manager for one in wrong})
    assert [boss.officer in one for one in around] == [True]
    for broken in (directs, levels):
        with pytest.raises(Invalid, match=f"C{boss.officer}"):
            broken(wrong)


def test_a_manager_from_elsewhere_directs_nobody() -> None:
    """Only those who served in the window count."""
    assert directs([service(1, 9), service(2, 1)]) == {1: {2}}
    assert directs([]) == {}
    assert levels([]) == []


def test_managers_come_from_the_posting_then_the_unit_then_above() -> None:
    """A head is managed from above only; a unit without head by the nearest one above that has one."""
    parents = {1: None, 2: 1, 3: 2}
    heads = {1: 10, 3: 30}
    posts = [
        Post(10, 1, "head", None),
        Post(11, 1, "staff", None),
        Post(20, 2, "staff", None),
        Post(30, 3, "head", None),
        Post(31, 3, "deputy", 11),
        Post(32, 3, "staff", None),
        Post(33, 3, "head", None),
    ]
    assert resolved(posts, heads, parents) == {10: None, 11: 10, 20: 10, 30: 10, 31: 11, 32: 30, 33: 10}


def test_units_above_each_other_in_a_circle_end_the_search() -> None:
    """Another program may have written them so."""
    assert resolved([Post(1, 1, "staff", None)], {}, {1: 2, 2: 1}) == {1: None}
