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
        assert row["decision"] or row["status"] == "provisional", row


def test_decided_years_and_those_by_rule() -> None:
    """What is off and worked in 2026, as the government decided it; 2027 only holds by rule."""
    decided = {row["date"]: row["kind"] for row in ROWS if row["date"].startswith("2026")}
    off = """
    2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27 2026-04-30
    2026-05-01 2026-08-31 2026-09-01 2026-09-02 2026-11-24
    """
    assert decided == dict.fromkeys(off.split(), "off") | dict.fromkeys(("2026-01-10", "2026-08-22"), "work")
    # Of the newest holiday the resolution was read in quotations alone.
    status = {(row["date"][:4], row["status"]) for row in ROWS if row["date"] != "2026-11-24"}
    assert status == {(year, "official") for year in ("2024", "2025", "2026")} | {("2027", "provisional")}


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


@given(CALENDARS, DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_days_and_later_starts_end_no_earlier(
    calendar: Calendar, day: date, fewer: int, more: int
) -> None:
    end = calendar.add_working_days(day, fewer)
    assert end <= calendar.add_working_days(day, fewer + more)
    assert end <= calendar.add_working_days(day + timedelta(days=more), fewer)
    assert calendar.next_working_day(day) <= calendar.next_working_day(day + timedelta(days=more))


def test_undecided_days_and_unknown_years() -> None:
    first, last = date(2027, 2, 4), date(2027, 2, 5)
    calendar = calendar_from_rows([(first, "off"), (last, "off"), (date(2025, 1, 1), "off")], [last, first])
    assert calendar.undecided(first - timedelta(days=1), last) == (first, last)
    assert calendar.undecided(first, last) == (last,)
    assert calendar.undecided(last, date(2028, 1, 1)) == ()
    assert calendar.unknown_years(date(2024, 12, 31), date(2027, 1, 1)) == (2026,)
    assert calendar.unknown_years(date(2024, 12, 30), date(2025, 1, 1)) == (2024,)
    assert calendar.unknown_years(last, last) == ()


def test_days_of_its_own_make_no_year_known_until_they_are_its_holidays() -> None:
    """Five weekdays off do; weekend days do not count, nor do days worked."""
    monday = date(2028, 1, 3)
    week = [monday + timedelta(days=count) for count in range(7)]

    def known(days: list[date], kind: str = "off", own: bool = True) -> set[int]:
        return calendar_from_rows([(day, kind) for day in days], own=days if own else ()).known_years()

    assert known(week[:1], own=False) == known(week[:5]) == {2028}
    assert known(week[:4]) == known(week[:4] + week[5:]) == known(week, "work") == set()
    last = week[:1]
    assert calendar_from_rows([(monday, "off")], own=last).unknown_years(monday, week[-1]) == (2028,)


def test_contradicting_rows_are_refused() -> None:
    day = date(2026, 1, 2)
    with pytest.raises(Invalid, match="2026-01-02 is marked both"):
        calendar_from_rows([(day, "off"), (day, "work")])
    with pytest.raises(Invalid, match="marked holiday"):
        calendar_from_rows([(day, "holiday")])
