"""Working days over the holidays and swaps that the program ships."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tasktrack.data
from tasktrack.domain.workdays import Calendar, calendar_from_rows
from tasktrack.errors import Invalid

SHIPPED = Path(str(tasktrack.data.__file__)).with_name("vietnam-days.csv")
with SHIPPED.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
VIETNAM = calendar_from_rows((date.fromisoformat(row["date"]), row["kind"]) for row in ROWS)
DAYS = st.dates(date(2023, 12, 1), date(2028, 1, 31))
CALENDARS = st.sampled_from([VIETNAM, Calendar.EMPTY])


def test_shipped_rows_are_well_formed() -> None:
    assert list(ROWS[0]) == ["date", "kind", "name", "status", "decision"]
    days = [row["date"] for row in ROWS]
    assert days == sorted(set(days))
    for row in ROWS:
        weekend = date.fromisoformat(row["date"]).weekday() > 4
        assert row["kind"] == ("work" if weekend else "off"), row
        assert row["name"]
        assert row["status"] in {"official", "provisional"}
        assert not (row["decision"] and row["status"] == "provisional"), row


def test_every_swapped_day_off_has_its_day_worked() -> None:
    swaps = {row["date"]: row["name"].split()[-1] for row in ROWS if row["name"].startswith("Hoán đổi cho")}
    worked = {row["name"].split()[-1]: row["date"] for row in ROWS if row["kind"] == "work"}
    assert swaps == worked
    assert len(swaps) == 4


def test_the_swap_of_new_year_2026() -> None:
    assert VIETNAM.add_working_days(date(2025, 12, 31), 5) == date(2026, 1, 9)
    assert VIETNAM.working_days_between(date(2025, 12, 31), date(2026, 1, 9)) == 5
    assert not VIETNAM.is_working(date(2026, 1, 2))
    assert VIETNAM.is_working(date(2026, 1, 10))
    assert not VIETNAM.is_working(date(2026, 1, 17))


def test_over_tet() -> None:
    assert VIETNAM.next_working_day(date(2026, 2, 14)) == date(2026, 2, 23)
    assert VIETNAM.add_working_days(date(2026, 2, 23), -1) == date(2026, 2, 13)


def test_without_rows_only_weekends_are_off() -> None:
    friday = date(2026, 1, 2)
    assert Calendar.EMPTY.is_working(friday)
    assert Calendar.EMPTY.add_working_days(friday, 1) == date(2026, 1, 5)
    assert Calendar.EMPTY.next_working_day(date(2026, 1, 3)) == date(2026, 1, 5)
    assert Calendar() == Calendar.EMPTY


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(calendar: Calendar, day: date, n: int) -> None:
    after, before = calendar.add_working_days(day, n), calendar.add_working_days(day, -n)
    assert calendar.is_working(after)
    assert calendar.is_working(before)
    assert calendar.working_days_between(day, after) == n
    assert calendar.working_days_between(before - timedelta(days=1), day - timedelta(days=1)) == n
    assert calendar.add_working_days(day, 0) == day


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_counts_add_up(calendar: Calendar, first: date, middle: date, last: date) -> None:
    count = calendar.working_days_between
    assert count(first, last) == count(first, middle) + count(middle, last)


@given(CALENDARS, DAYS)
def test_next_working_day_skips_none(calendar: Calendar, day: date) -> None:
    found = calendar.next_working_day(day)
    assert calendar.is_working(found)
    assert calendar.working_days_between(day - timedelta(days=1), found) == 1


def test_contradicting_rows_are_refused() -> None:
    day = date(2026, 1, 2)
    with pytest.raises(Invalid, match="2026-01-02 is marked both"):
        calendar_from_rows([(day, "off"), (day, "work")])
    with pytest.raises(Invalid, match="marked holiday"):
        calendar_from_rows([(day, "holiday")])
