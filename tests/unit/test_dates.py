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
    due_wording,
    echo,
    month_end,
    months_after,
    parse_day,
    parse_due,
    parse_moment,
    period_of_days,
    weekday_name,
)
from tasktrack.domain.workdays import Calendar
from tasktrack.errors import Invalid

TODAY = date(2026, 11, 22)  # a Sunday
NEW_YEAR = Calendar(
    off=frozenset({date(2026, 1, 1), date(2026, 1, 2)}), worked=frozenset({date(2026, 1, 10)})
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


def test_a_period_in_days_ends_on_a_working_day() -> None:
    monday = date(2026, 11, 16)
    assert period_of_days(monday, 4, Calendar.EMPTY) == date(2026, 11, 20)
    assert period_of_days(monday, 5, Calendar.EMPTY) == date(2026, 11, 23)
    assert period_of_days(date(2025, 12, 31), 1, NEW_YEAR) == date(2026, 1, 5)
    assert period_of_days(date(2026, 1, 5), 5, NEW_YEAR) == date(2026, 1, 10)


def test_a_period_in_months_ends_on_the_same_number_or_the_last() -> None:
    every_day = Calendar(worked=frozenset({date(2026, 2, 28), date(2026, 5, 31), date(2027, 1, 31)}))
    anchor = date(2026, 1, 31)
    assert months_after(anchor, 1, every_day) == date(2026, 2, 28)
    assert months_after(anchor, 2, every_day) == date(2026, 3, 31)
    assert months_after(anchor, 4, every_day) == date(2026, 5, 31)
    assert months_after(anchor, 12, every_day) == date(2027, 1, 31)
    assert months_after(anchor, 1, Calendar.EMPTY) == date(2026, 3, 2)
    assert months_after(date(2026, 12, 15), 2, Calendar.EMPTY) == date(2027, 2, 15)


@given(DAYS, st.integers(1, 40))
def test_months_do_not_drift_from_the_anchor(start: date, n: int) -> None:
    worked = Calendar(worked=frozenset(start + timedelta(days=count) for count in range(1300)))
    last = months_after(start, n, worked)
    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == n
    assert last.day == min(start.day, month_end(last.year, last.month).day)


@pytest.mark.parametrize("n", [0, -1, 10_000])
def test_a_period_has_a_length(n: int) -> None:
    for reckon in (period_of_days, months_after):
        with pytest.raises(Invalid, match=str(n)):
            reckon(TODAY, n, Calendar.EMPTY)


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
