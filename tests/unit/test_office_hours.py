"""Working time between two moments agrees with counting minute by minute."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.test_workdays import VIETNAM

from tasktrack.domain.office_hours import Moment, OfficeHours, moment, read_clock, read_spans
from tasktrack.domain.workdays import Calendar
from tasktrack.errors import Invalid

USUAL = read_spans("07:30-11:30 13:30-17:00")
NIGHT = read_spans("00:00-00:30 23:00-23:59")
OFFICES = st.builds(OfficeHours, st.sampled_from([VIETNAM, Calendar.EMPTY]), st.sampled_from([USUAL, NIGHT]))
DAYS = st.dates(date(2025, 12, 20), date(2026, 3, 10))
MOMENTS = st.builds(Moment, DAYS, st.none() | st.integers(0, 1439))


def counted(hours: OfficeHours, first: Moment, last: Moment) -> int:
    """Count the working minutes one by one."""
    total = 0
    on = first.on
    while on <= last.on:
        start = first.last_minute if on == first.on else 0
        end = last.last_minute if on == last.on else 1440
        if hours.calendar.is_working(on):
            total += sum(any(a <= minute < b for a, b in hours.spans) for minute in range(start, end))
        on += timedelta(days=1)
    return total


@given(OFFICES, MOMENTS, MOMENTS)
def test_minutes_are_those_counted_one_by_one(hours: OfficeHours, one: Moment, other: Moment) -> None:
    first, last = sorted((one, other), key=lambda at: (at.on, at.last_minute))
    assert hours.minutes(first, last) == counted(hours, first, last)
    assert hours.minutes(last, first) == -hours.minutes(first, last)


@given(OFFICES, DAYS, DAYS)
def test_days_are_those_of_the_calendar(hours: OfficeHours, one: date, other: date) -> None:
    assert hours.days(one, other) == hours.calendar.working_days_between(one, other)
    assert hours.is_working(one) == hours.calendar.is_working(one)


@given(OFFICES, DAYS, st.integers(1, 60))
def test_days_later_are_those_of_the_calendar(hours: OfficeHours, on: date, count: int) -> None:
    assert hours.days_later(on, count) == hours.calendar.add_working_days(on, count)


@given(OFFICES, MOMENTS, st.integers(1, 5000))
def test_later_is_the_first_moment_by_which_the_minutes_have_passed(
    hours: OfficeHours, at: Moment, minutes: int
) -> None:
    end = hours.later(at, minutes)
    assert hours.minutes(at, end) == minutes
    assert end.minute is not None
    assert hours.minutes(at, Moment(end.on, end.minute - 1)) == minutes - 1


def test_a_day_without_a_time_stands_for_its_end() -> None:
    hours = OfficeHours(VIETNAM, USUAL)
    monday, tuesday = Moment(date(2026, 3, 2)), Moment(date(2026, 3, 3))
    assert hours.minutes(monday, tuesday) == hours.day_minutes == 450
    assert hours.next_morning(date(2026, 3, 6)) == Moment(date(2026, 3, 9), 450)


@pytest.mark.parametrize("text", ["2026-03-02", "2026-03-02T15:20", "2026-03-02T00:05"])
def test_moments_are_written_as_they_were_read(text: str) -> None:
    assert moment(text).text == text


@pytest.mark.parametrize(
    "text", ["", "07:30", "07:30-24:00", "13:30-17:00 07:30-11:30", "08:00-08:00", "a-b"]
)
def test_hours_out_of_order_are_refused(text: str) -> None:
    with pytest.raises(Invalid, match="no office hours"):
        read_spans(text)


def test_times_of_day() -> None:
    assert read_clock("15:00") == 900
    with pytest.raises(Invalid, match="no time of day"):
        read_clock("24:00")
