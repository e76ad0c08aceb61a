"""The closed grammar of dates and deadlines."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack import i18n
from tasktrack.clock import VIETNAM
from tasktrack.domain.dates import (
    Due,
    day_text,
    doubts,
    due_wording,
    echo,
    month_end,
    months_later,
    parse_day,
    parse_due,
    parse_moment,
    weekday_name,
)
from tasktrack.domain.workdays import Calendar
from tasktrack.errors import Invalid

TODAY = date(2026, 11, 22)  # a Sunday
NEW_YEAR = Calendar(
    off=frozenset({date(2026, 1, 1), date(2026, 1, 2)}), worked=frozenset({date(2026, 1, 10)})
)
# The days of the government's decisions that the cases below meet, 2024 to 2026.
OFF = """
2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18 2024-04-29 2024-04-30 2024-05-01
2024-09-02 2024-09-03 2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30
2025-05-01 2025-05-02 2025-09-01 2025-09-02 2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19
2026-02-20 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02 2026-11-24
"""
WORKED = "2024-05-04 2025-04-26 2026-01-10 2026-08-22"
DECIDED = Calendar(
    off=frozenset(map(date.fromisoformat, OFF.split())),
    worked=frozenset(map(date.fromisoformat, WORKED.split())),
)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("1/2/2026", date(2026, 2, 1)),
        ("03/04/2026", date(2026, 4, 3)),
        (" 2028-02-29 ", date(2028, 2, 29)),
        ("today", TODAY),
        ("Hôm nay", TODAY),
        ("hom  nay", TODAY),
        ("tomorrow", date(2026, 11, 23)),
        ("ngày mai", date(2026, 11, 23)),
        ("YESTERDAY", date(2026, 11, 21)),
        ("hôm qua", date(2026, 11, 21)),
        ("+10d", date(2026, 12, 2)),
        ("-3d", date(2026, 11, 19)),
        ("+0d", TODAY),
        ("+5wd", date(2026, 11, 27)),
        ("-1wd", date(2026, 11, 20)),
        ("eom", date(2026, 11, 30)),
        ("eoq", date(2026, 12, 31)),
        ("eoy", date(2026, 12, 31)),
    ],
)
def test_parse_day(text: str, expected: date) -> None:
    assert parse_day(text, TODAY) == expected


@pytest.mark.parametrize(
    ("today", "quarter_end"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
    ],
)
def test_end_of_quarter(today: date, quarter_end: date) -> None:
    assert parse_day("eoq", today) == quarter_end


def test_working_days_follow_the_calendar_given() -> None:
    assert parse_day("+5wd", date(2025, 12, 31), NEW_YEAR) == date(2026, 1, 9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31",
        "31/12",
        "31/12/26",
        "2026",
        "2026-1-5",
        "2026/12/31",
        "20261231",
        "Dec 31 2026",
        "10d",
        "+10",
        "+10w",
        "+12345d",
        "+1.5d",
        "next week",
        "monday",
        "now",
        "2026-12-31T10:00",
        "٢٠٢٦-12-31",
        "mai",
    ],
)
def test_nothing_else_is_a_day(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_day(text, TODAY)
    assert (text or '""') in caught.value.message
    for form in ("2026-12-31", "31/12/2026", "today", "+10d", "+5wd", "eom"):
        assert form in caught.value.remedy


@pytest.mark.parametrize("text", ["31-12-2026", "31.12.2026", "31 12 2026"])
def test_other_marks_are_refused_with_the_right_spelling(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_day(text, TODAY)
    assert caught.value.remedy == "Write 31/12/2026 (the day first) or 2026-12-31."


@pytest.mark.parametrize(
    "text", ["12/31/2026", "31/02/2026", "2026-02-30", "29/2/2027", "0/1/2026", "12-31-2026"]
)
def test_the_month_is_never_first_and_the_day_exists(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_day(text, TODAY)
    assert text in caught.value.message
    assert "the day first" in caught.value.remedy


@pytest.mark.parametrize("text", ["1989-12-31", "31/12/1989", "2100-01-01", "1/1/2100", "0001-01-01"])
def test_years_outside_the_range(text: str) -> None:
    with pytest.raises(Invalid, match="1990 to 2099"):
        parse_day(text, TODAY)


def test_a_step_may_not_leave_the_range() -> None:
    with pytest.raises(Invalid, match="1990 to 2099"):
        parse_day("+9999d", date(2090, 1, 1))
    with pytest.raises(Invalid, match="1990 to 2099"):
        parse_day("-9999wd", date(1990, 1, 1))


@given(DAYS)
def test_every_day_reads_back_in_both_spellings(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day
    assert parse_day(f"{day:%d/%m/%Y}", TODAY) == day
    assert parse_day(f"{day.day}/{day.month}/{day.year}", TODAY) == day
    assert parse_due(day.isoformat(), TODAY) == Due(day)


@given(st.text(max_size=12) | st.text("0123456789/-+.:dwTQ eomqyIVquýtháng", max_size=12))
def test_odd_text_is_read_inside_the_years_or_refused_in_words(text: str) -> None:
    for parse in (parse_day, parse_due, parse_moment):
        try:
            found = parse(text, TODAY)
        except Invalid as refused:
            fault: Invalid | None = refused
        else:
            fault = None
            day = found.on if isinstance(found, Due) else found
            assert day is None or 1990 <= day.year <= 2099
        assert fault is None or (fault.message and fault.remedy)


def test_parse_moment() -> None:
    assert parse_moment("2026-11-22", TODAY) == date(2026, 11, 22)
    assert parse_moment("yesterday", TODAY) == date(2026, 11, 21)
    naive = parse_moment("2026-11-22T15:30", TODAY)
    assert naive == datetime(2026, 11, 22, 15, 30)  # noqa: DTZ001 - the zone is the clock's to add
    aware = parse_moment("2026-11-22t00:00", TODAY, zone=VIETNAM)
    assert aware == datetime(2026, 11, 22, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "text",
    ["2026-11-22T24:00", "2026-11-22T15:60", "todayT15:30", "22/11/2026T15:30", "1T15:30"],
)
def test_a_moment_needs_an_iso_day_and_a_real_time(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_moment(text, TODAY)
    assert "2026-11-22T15:30" in caught.value.remedy


@pytest.mark.parametrize("text", ["2026-11-22T15:30:00", "2026-11-22T15:30Z", "2026-11-22T1530", "15:30"])
def test_no_other_moment_is_read(text: str) -> None:
    with pytest.raises(Invalid):
        parse_moment(text, TODAY)


def test_a_moment_on_no_day_is_refused() -> None:
    with pytest.raises(Invalid, match="no day 2026-02-30"):
        parse_moment("2026-02-30T10:00", TODAY)


MARCH = Due(date(2026, 3, 31), "2026-03")
FIRST_QUARTER = Due(date(2026, 3, 31), "2026-Q1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/3/2026", Due(date(2026, 3, 31))),
        ("tomorrow", Due(date(2026, 11, 23))),
        ("2026-03", MARCH),
        ("03/2026", MARCH),
        ("3/2026", MARCH),
        ("tháng 3/2026", MARCH),
        ("trong tháng 3/2026", MARCH),
        ("TRONG THANG 03/2026", MARCH),
        ("2028-02", Due(date(2028, 2, 29), "2028-02")),
        ("12/2026", Due(date(2026, 12, 31), "2026-12")),
        ("2026-Q1", FIRST_QUARTER),
        ("2026-q1", FIRST_QUARTER),
        ("quý I/2026", FIRST_QUARTER),
        ("Quý 1/2026", FIRST_QUARTER),
        ("quy i/2026", FIRST_QUARTER),
        ("trong quý I/2026", FIRST_QUARTER),
        ("Q1/2026", FIRST_QUARTER),
        ("quý IV/2026", Due(date(2026, 12, 31), "2026-Q4")),
        ("none", Due(None)),
        ("Không", Due(None)),
        ("khong", Due(None)),
    ],
)
def test_parse_due(text: str, expected: Due) -> None:
    assert parse_due(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("13/2026", "no month"),
        ("2026-00", "no month"),
        ("quý V/2026", "no quarter"),
        ("2026-Q5", "no quarter"),
        ("2026-Q0", "no quarter"),
        ("quý IIII/2026", "not a date"),
        ("3/1989", "1990 to 2099"),
        ("2100-Q1", "1990 to 2099"),
        ("2026", "not a date"),
        ("", '"" is not a date'),
    ],
)
def test_deadlines_that_are_none(text: str, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        parse_due(text, TODAY)


def test_the_remedy_of_a_deadline_names_months_and_quarters() -> None:
    with pytest.raises(Invalid) as caught:
        parse_due("cuối năm", TODAY)
    for form in ("31/12/2026", "2026-03", "2026-Q1", "none"):
        assert form in caught.value.remedy


@given(st.integers(1990, 2099), st.integers(1, 12))
def test_the_text_of_a_deadline_reads_back(year: int, month: int) -> None:
    for text in (f"{year}-{month:02}", f"{year}-Q{(month + 2) // 3}"):
        due = parse_due(text, TODAY)
        assert due.text == text
        assert due.on is not None
        assert (due.on + timedelta(days=1)).day == 1


def test_due_wording() -> None:
    assert due_wording("") == ""
    assert due_wording("2026-03") == "in 3/2026"
    assert due_wording("2026-Q4") == "quarter IV/2026"


def ends(text: str, assigned: date, calendar: Calendar = DECIDED) -> date | None:
    """Return the day on which a span from the day of assignment ends, whatever today is."""
    return parse_due(text, TODAY, calendar, assigned=assigned).on


@pytest.mark.parametrize(
    ("text", "assigned", "expected"),
    [
        ("+5wd", date(2026, 10, 1), date(2026, 10, 8)),
        ("+10d", date(2026, 10, 1), date(2026, 10, 11)),  # a Sunday: plain counting
        ("+0d", date(2026, 10, 1), date(2026, 10, 1)),
        ("trong 5 ngày làm việc", date(2026, 10, 1), date(2026, 10, 8)),
        ("trong 05 ngày làm việc", date(2026, 10, 1), date(2026, 10, 8)),
        ("5 ngày làm việc", date(2026, 10, 1), date(2026, 10, 8)),
        ("TRONG THOI HAN 5 NGAY LAM VIEC", date(2026, 10, 1), date(2026, 10, 8)),
        ("within 5 working days", date(2026, 10, 1), date(2026, 10, 8)),
        ("within 1 working day", date(2026, 10, 2), date(2026, 10, 5)),
        ("5 working days", date(2026, 10, 1), date(2026, 10, 8)),
        ("trong 10 ngày", date(2026, 10, 1), date(2026, 10, 12)),  # the 11th is a Sunday
        ("trong vòng 15 ngày", date(2026, 10, 1), date(2026, 10, 16)),
        ("trong thời hạn 15 ngày", date(2026, 10, 1), date(2026, 10, 16)),
        ("within 10 days", date(2026, 10, 1), date(2026, 10, 12)),
        ("trong 2 tháng", date(2026, 10, 1), date(2026, 12, 1)),
        ("within 2 months", date(2026, 10, 1), date(2026, 12, 1)),
        ("within 1 month", date(2026, 10, 1), date(2026, 11, 2)),  # 1 November is a Sunday
        ("trong 1 năm", date(2025, 10, 1), date(2026, 10, 1)),
        ("within 1 year", date(2025, 10, 1), date(2026, 10, 1)),
    ],
)
def test_spans_count_from_the_day_of_assignment(text: str, assigned: date, expected: date) -> None:
    assert ends(text, assigned) == expected


def test_without_a_day_of_assignment_spans_count_from_today() -> None:
    assert parse_due("+5wd", TODAY) == Due(date(2026, 11, 27), reckoned_after=TODAY)
    assert parse_due("tomorrow", TODAY, assigned=date(2026, 10, 1)) == Due(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("text", "assigned", "expected"),
    [
        # Five working days after 31 December 2025: 1 and 2 January are off, the Saturday 10 is worked.
        ("trong 5 ngày làm việc", date(2025, 12, 31), date(2026, 1, 9)),
        ("trong 6 ngày làm việc", date(2025, 12, 31), date(2026, 1, 10)),
        ("trong 1 ngày", date(2025, 12, 31), date(2026, 1, 5)),
        ("trong 3 ngày", date(2026, 1, 7), date(2026, 1, 10)),  # that Saturday stays
        ("trong 10 ngày", date(2026, 1, 7), date(2026, 1, 19)),  # this one does not
        ("trong 2 ngày", date(2026, 2, 14), date(2026, 2, 23)),  # Tết and the weekend after it
        ("trong 1 ngày", date(2026, 4, 29), date(2026, 5, 4)),
        ("trong 1 tháng", date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        ("trong 1 tháng", date(2025, 1, 31), date(2025, 2, 28)),
        ("trong 2 tháng", date(2026, 1, 31), date(2026, 3, 31)),
        ("trong 1 tháng", date(2024, 1, 31), date(2024, 2, 29)),
        ("trong 1 năm", date(2024, 2, 29), date(2025, 2, 28)),
        ("trong 12 tháng", date(2024, 2, 29), date(2025, 2, 28)),
        ("trong 2 tháng", date(2025, 12, 1), date(2026, 2, 2)),
    ],
)
def test_spans_at_the_edges(text: str, assigned: date, expected: date) -> None:
    assert ends(text, assigned) == expected


@pytest.mark.parametrize(
    "text", ["trước ngày 10/3/2026", "trước 10/3/2026", "before 10/3/2026", "BEFORE 2026-03-10"]
)
def test_before_a_day_is_the_day_before(text: str) -> None:
    assert parse_due(text, TODAY, DECIDED) == Due(date(2026, 3, 9))


@pytest.mark.parametrize(
    "text",
    [
        "ngay", "khẩn", "10 ngày", "2 tháng", "1 năm", "10 days", "trong ngày", "trong 2 tuần", "within a week",
        "trong năm ngày", "trong 1.5 ngày", "trong -5 ngày", "trong 5 working days", "within 5 ngày",
        "trong 10000 ngày", "trước tháng 3/2026", "trước hôm nay", "trước 3/2026", "sau 10/3/2026", "before",
        "trong 5 ngày làm việc kể từ hôm nay",
    ],
)  # fmt: skip
def test_no_other_span_is_read(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_due(text, TODAY, DECIDED)
    for form in ("31/12/2026", "within 5 working days", "10/3/2026"):
        assert form in caught.value.remedy


@pytest.mark.parametrize(
    "text", ["trong 0 ngày", "trong 0 ngày làm việc", "within 0 months", "trong 9999 năm"]
)
def test_a_span_has_a_length(text: str) -> None:
    with pytest.raises(Invalid, match="span of time"):
        parse_due(text, TODAY, DECIDED)


@pytest.mark.parametrize("text", ["trong 833 năm", "+9999wd", "trong 99 năm", "trước ngày 1/1/1990"])
def test_a_span_may_not_leave_the_range(text: str) -> None:
    with pytest.raises(Invalid, match="1990 to 2099"):
        parse_due(text, TODAY, DECIDED, assigned=date(2090, 1, 1))


@given(DAYS, st.integers(1, 40))
def test_months_do_not_drift_from_the_anchor(start: date, n: int) -> None:
    last = months_later(start, n)
    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == n
    assert last.day == min(start.day, month_end(last.year, last.month).day)
    assert months_later(last, 0) == last


@given(st.dates(date(2024, 1, 1), date(2026, 6, 1)), st.integers(1, 250))
def test_spans_keep_their_laws(assigned: date, n: int) -> None:
    """The end is worked; n working days hold n of them; nothing worked lies between a last day and its end."""
    by_days, by_work, by_months = (
        ends(text.format(n=count), assigned)
        for text, count in (
            ("trong {n} ngày", n),
            ("trong {n} ngày làm việc", n),
            ("trong {n} tháng", n % 18 + 1),
        )
    )
    assert by_days is not None
    assert by_work is not None
    assert by_months is not None
    assert all(map(DECIDED.is_working, (by_days, by_work, by_months)))
    assert DECIDED.working_days_between(assigned, by_work) == n
    assert by_work == ends(f"+{n}wd", assigned)
    assert DECIDED.working_days_between(assigned + timedelta(days=n - 1), by_days) == 1
    assert by_days <= by_work


@given(
    st.sampled_from(["trong {n} ngày", "trong {n} ngày làm việc", "within {n} months", "+{n}d", "+{n}wd"]),
    st.dates(date(2024, 1, 1), date(2026, 12, 1)),
    st.integers(0, 40),
    st.integers(1, 200),
    st.integers(0, 60),
)
def test_a_longer_span_and_a_later_start_end_no_earlier(
    text: str, start: date, later: int, n: int, longer: int
) -> None:
    end = ends(text.format(n=n), start)
    assert end is not None
    assert end <= (ends(text.format(n=n + longer), start) or end)
    assert end <= (ends(text.format(n=n), start + timedelta(days=later)) or date.min)


def test_what_is_not_settled_of_the_calendar_is_said() -> None:
    tet = Calendar(
        off=frozenset({date(2026, 1, 1), date(2027, 2, 4), date(2027, 2, 5)}),
        provisional=frozenset({date(2027, 2, 4), date(2027, 2, 5)}),
    )
    assert doubts(tet, date(2026, 1, 1), date(2027, 2, 3)) == ()
    (said,) = doubts(tet, date(2027, 2, 3), date(2027, 2, 5))
    assert (
        said == "The calendar of 2027 is provisional: 2027-02-04, 2027-02-05 may still be decided otherwise."
    )
    (said,) = doubts(tet, date(2027, 12, 31), date(2028, 1, 3))
    assert "no calendar of 2028" in said
    assert len(doubts(tet, date(2025, 12, 30), date(2028, 1, 3))) == 3


@pytest.mark.parametrize(
    ("text", "assigned", "after"),
    [
        ("+5wd", date(2027, 1, 29), date(2027, 1, 29)),
        ("trong 5 ngày làm việc", date(2027, 1, 29), date(2027, 1, 29)),
        # Of plain days and months only the last one hangs on the calendar.
        ("trong 10 ngày", date(2027, 1, 29), date(2027, 2, 7)),
        ("within 2 months", date(2027, 1, 29), date(2027, 3, 28)),
        ("+10d", date(2027, 1, 29), None),
        ("2027-02-08", date(2027, 1, 29), None),
        ("2027-02", date(2027, 1, 29), None),
        ("trước ngày 8/2/2027", date(2027, 1, 29), None),
    ],
)
def test_a_deadline_knows_which_days_it_hangs_on(text: str, assigned: date, after: date | None) -> None:
    assert parse_due(text, TODAY, DECIDED, assigned=assigned).reckoned_after == after


def test_weekday_names() -> None:
    assert [weekday_name(TODAY + timedelta(days=count)) for count in (0, 1, 6)] == [
        "Sunday",
        "Monday",
        "Saturday",
    ]


def test_echo_in_both_languages() -> None:
    assert echo(TODAY) == "2026-11-22 (Sunday)"
    assert day_text(TODAY) == "2026-11-22"
    i18n.activate("vi")
    assert day_text(TODAY) == "22/11/2026"
    assert echo(TODAY) == f"22/11/2026 ({weekday_name(TODAY)})"
