"""The pure rules of changes: what is missing, what is lowered, which days stand still."""

from datetime import date
from fractions import Fraction

import pytest

from tasktrack.domain.change import GROUNDS, KINDS, Change, last_day_to_ask, lowered, named, stopped_days

DAY = date(2026, 11, 10)


def change(kind: str, **grounds: str) -> Change:
    given = {"reason": None, "document": None, "approved_by": None, **grounds}
    return Change(
        "NV1",
        "Lập",
        "STC",
        "Sở Tài chính",
        kind,
        None,
        None,
        None,
        None,
        DAY,
        actor="clerk",
        entered_on=DAY,
        **given,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing(kind: str) -> None:
    """Of every kind but a resumption, which rests on the suspension."""
    assert change(kind).lacks == (() if kind == "resume" else GROUNDS)
    assert change(kind, reason="x", document="1/QĐ", approved_by="Chủ tịch").lacks == ()
    if kind != "resume":
        assert change(kind, document="1/QĐ").lacks == ("reason", "approver")
        assert change(kind, reason="", approved_by="x").lacks == ("reason", "document")


@pytest.mark.parametrize(
    ("before", "after", "baseline", "expected"),
    [
        (10, 9, None, ("before",)),
        (10, 11, 12, ("baseline",)),
        (10, 9, Fraction(19, 2), ("before", "baseline")),
        (10, 10, 10, ()),
        (None, 5, None, ()),
        (None, 5, 6, ("baseline",)),
        (None, 0, None, ()),
    ],
)
def test_what_a_target_falls_below(
    before: int | None, after: int, baseline: Fraction | None, expected: tuple[str, ...]
) -> None:
    old = None if before is None else Fraction(before)
    last = None if baseline is None else Fraction(baseline)
    assert lowered(old, Fraction(after), last) == expected


def test_only_numbers_are_lowered() -> None:
    assert lowered(DAY, date(2026, 1, 1), Fraction(5)) == ()
    assert lowered("B", "A", None) == ()


def test_the_last_day_to_ask() -> None:
    assert last_day_to_ask(DAY, 0) == DAY
    assert last_day_to_ask(date(2026, 3, 2), 3) == date(2026, 2, 27)


@pytest.mark.parametrize(
    ("suspended", "resumed", "assigned", "days"),
    [
        ((2026, 11, 10), (2026, 11, 10), (2026, 10, 1), 0),
        ((2026, 11, 10), (2026, 11, 11), (2026, 10, 1), 1),
        ((2026, 2, 27), (2026, 3, 2), (2026, 1, 1), 3),
        ((2028, 2, 28), (2028, 3, 1), (2028, 1, 1), 2),
        ((2026, 11, 10), (2026, 11, 20), (2026, 11, 15), 5),
        ((2026, 11, 10), (2026, 11, 20), (2026, 12, 1), 0),
    ],
)
def test_days_that_stood_still(
    suspended: tuple[int, int, int], resumed: tuple[int, int, int], assigned: tuple[int, int, int], days: int
) -> None:
    assert stopped_days(date(*suspended), date(*resumed), date(*assigned)) == days


def test_the_name_of_a_change() -> None:
    assert named("extend 12/QĐ-UBND ngày 5/11") == "Due date extended, 12/QĐ-UBND ngày 5/11"
    assert named("suspend") == "Suspended"
