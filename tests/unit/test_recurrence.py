"""Recurring work: which days the instances get and what they are called."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack import i18n
from tasktrack.domain.dates import Due, month_end
from tasktrack.domain.period import PeriodKey, following, window
from tasktrack.domain.recurrence import KINDS, Occurrence, occurrences, period_of, retitled
from tasktrack.errors import Invalid

DAYS = st.dates(date(1991, 1, 1), date(2090, 12, 31))


def series(due: Due, kind: str, count: int) -> list[Occurrence]:
    """Return the first `count` instances after the one that is due so."""
    first = last = period_of(due, kind, "monday")
    for _step in range(count):
        last = following(last)
    return list(occurrences(due, first, last, "monday"))


def dues(due: Due, kind: str, count: int) -> list[str]:
    """Return the days on which they are due."""
    return [str(one.due.on) for one in series(due, kind, count)]


def test_a_short_month_does_not_shorten_the_ones_after_it() -> None:
    assert dues(Due(date(2026, 1, 31)), "month", 4) == [
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "2026-05-31",
    ]
    assert dues(Due(date(2023, 12, 30)), "month", 3) == ["2024-01-30", "2024-02-29", "2024-03-30"]
    assert dues(Due(date(2025, 11, 30)), "quarter", 2) == ["2026-02-28", "2026-05-30"]


def test_a_month_or_quarter_as_worded_stays_one() -> None:
    """And its last day stays the last, also after February."""
    february = Due(date(2026, 2, 28), "2026-02")
    assert [one.due for one in series(february, "month", 2)] == [
        Due(date(2026, 3, 31), "2026-03"),
        Due(date(2026, 4, 30), "2026-04"),
    ]
    assert [one.due for one in series(Due(date(2026, 12, 31), "2026-Q4"), "quarter", 2)] == [
        Due(date(2027, 3, 31), "2027-Q1"),
        Due(date(2027, 6, 30), "2027-Q2"),
    ]
    assert [one.due for one in series(february, "quarter", 1)] == [Due(date(2026, 5, 31), "2026-05")]


def test_weeks_keep_the_weekday_over_new_year() -> None:
    found = series(Due(date(2026, 12, 25)), "week", 3)
    assert [str(one.key) for one in found] == ["2026-W53", "2027-W01", "2027-W02"]
    assert [str(one.due.on) for one in found] == ["2027-01-01", "2027-01-08", "2027-01-15"]
    assert [str(one.assigned_on) for one in found] == ["2026-12-28", "2027-01-04", "2027-01-11"]


def test_weeks_may_begin_on_thursday() -> None:
    due = Due(date(2026, 11, 20))  # a Friday
    first = period_of(due, "week", "thursday")
    (found,) = occurrences(due, first, following(first), "thursday")
    assert (found.assigned_on, found.due.on) == (date(2026, 11, 26), date(2026, 11, 27))


@given(DAYS, st.sampled_from(KINDS), st.integers(1, 30), st.booleans())
def test_the_days_of_a_series(day: date, kind: str, count: int, worded: bool) -> None:
    """One for each period in turn, assigned on its first day and due inside it, as late in it as the first."""
    due = Due(day)
    if worded and kind != "week":
        due = Due(month_end(day.year, day.month), f"{day.year}-{day.month:02}")
    found = series(due, kind, count)
    assert len(found) == count
    assert all(following(one.key) == other.key for one, other in pairwise(found))
    for one in found:
        assert one.due.on is not None
        days = window(one.key)
        assert one.assigned_on == days.starts_on
        assert one.due.on in days
        assert period_of(one.due, kind, "monday") == one.key
        if kind == "week":
            assert one.due.on.weekday() == day.weekday()
        elif due.text:
            assert (one.due.on + timedelta(days=1)).day == 1
            assert one.due.text == f"{one.due.on.year}-{one.due.on.month:02}"
        else:
            assert one.due.on.day == min(day.day, month_end(one.due.on.year, one.due.on.month).day)


@given(DAYS, st.sampled_from(KINDS), st.integers(2, 24))
def test_a_series_continued_is_the_series_made_at_once(day: date, kind: str, count: int) -> None:
    assert series(Due(day), kind, count)[:-1] == series(Due(day), kind, count - 1)


@pytest.mark.parametrize(
    ("due", "kind"),
    [
        (Due(None), "month"),
        (Due(date(2026, 12, 31), "2026-Q4"), "month"),
        (Due(date(2026, 12, 31), "2026-Q4"), "week"),
        (Due(date(2026, 11, 30), "2026-11"), "week"),
    ],
)
def test_what_has_no_such_period_is_refused(due: Due, kind: str) -> None:
    with pytest.raises(Invalid):
        period_of(due, kind, "monday")


@pytest.mark.parametrize(
    ("old", "new", "title", "expected"),
    [
        ("2026-11", "2026-12", "Báo cáo tháng 11/2026", "Báo cáo tháng 12/2026"),
        ("2026-11", "2027-01", "Báo cáo Tháng 11/2026 của Sở", "Báo cáo Tháng 1/2027 của Sở"),
        ("2026-09", "2026-10", "Báo cáo tháng 09/2026", "Báo cáo tháng 10/2026"),
        ("2026-09", "2027-02", "Báo cáo tháng 09/2026", "Báo cáo tháng 02/2027"),
        ("2026-11", "2026-12", "BC T11/2026", "BC T12/2026"),
        ("2026-11", "2026-12", "Báo cáo tháng 11 năm 2026", "Báo cáo tháng 12 năm 2026"),
        ("2026-11", "2026-12", "Report 11/2026", "Report 12/2026"),
        ("2026-11", "2026-12", "Report (2026-11)", "Report (2026-12)"),
        ("2026-11", "2026-12", "Họp giao ban tháng 11.", "Họp giao ban tháng 12."),
        ("2026-11", "2027-01", "Họp giao ban tháng 11", "Họp giao ban tháng 1/2027"),
        ("2026-11", "2027-11", "Họp tháng 11 (11/2026)", "Họp tháng 11/2027 (11/2027)"),
        ("2026-11", "2026-12", "Report of month 11", "Report of month 12"),
        ("2026-11", "2027-01", "Báo cáo", "Báo cáo (1/2027)"),
        # A day, another month, and numbers that only look like it are none of it.
        ("2026-11", "2026-12", "Theo văn bản 25/11/2026", "Theo văn bản 25/11/2026 (12/2026)"),
        ("2026-11", "2026-12", "Kế hoạch tháng 10/2026", "Kế hoạch tháng 10/2026 (12/2026)"),
        ("2026-01", "2026-02", "Kế hoạch tháng 11/2026", "Kế hoạch tháng 11/2026 (2/2026)"),
        ("2026-01", "2026-02", "Kế hoạch tháng 10 và tháng 1", "Kế hoạch tháng 10 và tháng 2"),
        ("2026-11", "2026-12", "Nghị quyết 11/20267", "Nghị quyết 11/20267 (12/2026)"),
        ("2026-11", "2026-12", "Ngày 2026-11-05", "Ngày 2026-11-05 (12/2026)"),
        ("2026-Q4", "2027-Q1", "Báo cáo quý IV/2026", "Báo cáo quý I/2027"),
        ("2026-Q4", "2027-Q1", "Báo cáo Quý 4/2026", "Báo cáo Quý 1/2027"),
        ("2026-Q4", "2027-Q1", "Báo cáo quý IV năm 2026", "Báo cáo quý I năm 2027"),
        ("2026-Q1", "2026-Q2", "Báo cáo quý I", "Báo cáo quý II"),
        ("2026-Q1", "2026-Q2", "Báo cáo quý II/2026", "Báo cáo quý II/2026 (Quarter II/2026)"),
        ("2026-Q4", "2027-Q1", "Report 2026-Q4", "Report 2027-Q1"),
        ("2026-Q4", "2027-Q1", "Báo cáo", "Báo cáo (Quarter I/2027)"),
        ("2026-Q4", "2027-Q1", "Số liệu 4/2026", "Số liệu 4/2026 (Quarter I/2027)"),
        ("2026-W47", "2026-W48", "Lịch tuần 47/2026", "Lịch tuần 48/2026"),
        ("2026-W53", "2027-W01", "Lịch tuần 53", "Lịch tuần 1/2027"),
        ("2026-W47", "2026-W48", "Schedule 2026-W47", "Schedule 2026-W48"),
        ("2026-W47", "2026-W48", "Schedule", "Schedule (Week 48/2026)"),
        ("2026-W11", "2026-W12", "Kế hoạch 11/2026", "Kế hoạch 11/2026 (Week 12/2026)"),
    ],
)
def test_titles_name_their_period(old: str, new: str, title: str, expected: str) -> None:
    assert retitled(title, PeriodKey.parse(old), PeriodKey.parse(new)) == expected


@given(st.text(max_size=30), st.integers(1, 11))
def test_a_title_is_never_lost(title: str, month: int) -> None:
    """Whatever is written, it is changed or added to, and the way back is the same as the way there."""
    old, new = PeriodKey("month", 2026, month), PeriodKey("month", 2026, month + 1)
    found = retitled(title, old, new)
    assert found != title
    assert retitled(f"{title} tháng {month}/2026", old, new).endswith(f" tháng {month + 1}/2026")


def test_a_title_gets_its_quarter_in_the_language_spoken() -> None:
    i18n.activate("vi")
    assert (
        retitled("Báo cáo", PeriodKey.parse("2026-Q4"), PeriodKey.parse("2027-Q1")) == "Báo cáo (Quý I/2027)"
    )
