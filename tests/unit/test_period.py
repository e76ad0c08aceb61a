"""Period keys and their windows: the months tile the years 2015 to 2034 in both kinds of window."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.period import (
    KIND_ORDER,
    Base,
    PeriodKey,
    WeekStarts,
    Window,
    Windows,
    containing,
    following,
    label,
    parts,
    previous,
    window,
)
from tasktrack.errors import Invalid

YEARS = range(2015, 2035)
ONE_DAY = timedelta(days=1)
BOTH: tuple[Windows, Windows] = ("statutory", "calendar")
COUNTS = {"month": 12, "quarter": 4, "half": 2, "nine-months": 1, "year": 1}


def keys_of(kind: str, year: int) -> list[PeriodKey]:
    return [PeriodKey(kind, year, number) for number in range(1, COUNTS[kind] + 1)]


@st.composite
def keys(draw: st.DrawFn) -> PeriodKey:
    kind = draw(st.sampled_from(KIND_ORDER))
    year = draw(st.integers(1992, 2097))
    last = date(year, 12, 28).isocalendar().week if kind == "week" else COUNTS[kind]
    people = kind not in {"week", "nine-months"} and draw(st.booleans())
    return PeriodKey(kind, year, draw(st.integers(1, last)), people)


def assert_tiles(windows_in_order: Sequence[Window], whole: Window) -> None:
    assert windows_in_order[0].starts_on == whole.starts_on
    assert windows_in_order[-1].ends_on == whole.ends_on
    for one, after in pairwise(windows_in_order):
        assert after.starts_on == one.ends_on + ONE_DAY


@pytest.mark.parametrize("windows", BOTH)
@pytest.mark.parametrize("kind", ["month", "quarter", "half"])
@pytest.mark.parametrize("year", YEARS)
def test_periods_tile_the_year(kind: str, year: int, windows: Windows) -> None:
    whole = window(PeriodKey("year", year), windows)
    assert_tiles([window(key, windows) for key in keys_of(kind, year)], whole)


@pytest.mark.parametrize("windows", BOTH)
@pytest.mark.parametrize("kind", ["month", "quarter", "half", "year"])
def test_periods_leave_no_gap_between_years(kind: str, windows: Windows) -> None:
    tiles = [window(key, windows) for year in YEARS for key in keys_of(kind, year)]
    assert_tiles(tiles, Window(tiles[0].starts_on, tiles[-1].ends_on))


@pytest.mark.parametrize("windows", BOTH)
@pytest.mark.parametrize("base", ["month", "quarter"])
@pytest.mark.parametrize("year", YEARS)
def test_longer_periods_are_their_parts(base: Base, year: int, windows: Windows) -> None:
    for kind in ("quarter", "half", "nine-months", "year"):
        for key in keys_of(kind, year):
            if kind != base:
                assert_tiles([window(part, windows) for part in parts(key, base)], window(key, windows))


@pytest.mark.parametrize("week_starts", ["monday", "thursday"])
def test_weeks_tile_the_years(week_starts: WeekStarts) -> None:
    week = PeriodKey("week", 2015, 1)
    while week.year < 2035:
        now, then = window(week, week_starts=week_starts), window(following(week), week_starts=week_starts)
        assert then.starts_on == now.ends_on + ONE_DAY
        assert (now.ends_on - now.starts_on).days == 6
        week = following(week)


@pytest.mark.parametrize(
    ("key", "starts_on", "ends_on"),
    [
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-11", date(2026, 10, 15), date(2026, 11, 14)),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 14)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_statutory_windows(key: str, starts_on: date, ends_on: date) -> None:
    assert window(PeriodKey.parse(key), "statutory") == Window(starts_on, ends_on)


def test_calendar_windows() -> None:
    assert window(PeriodKey.parse("2028-02")) == Window(date(2028, 2, 1), date(2028, 2, 29))
    assert window(PeriodKey.parse("2026-9M")) == Window(date(2026, 1, 1), date(2026, 9, 30))
    assert window(PeriodKey.parse("P2026-H2")) == Window(date(2026, 7, 1), date(2026, 12, 31))


def test_week_windows() -> None:
    week = PeriodKey.parse("2026-W47")
    assert window(week) == Window(date(2026, 11, 16), date(2026, 11, 22))
    thursday = window(week, "statutory", "thursday")
    assert thursday == Window(date(2026, 11, 12), date(2026, 11, 18))
    assert thursday.ends_on.isocalendar()[:3] == (2026, 47, 3)


def test_a_window_holds_both_its_ends() -> None:
    november = window(PeriodKey.parse("2026-11"))
    assert date(2026, 11, 1) in november
    assert date(2026, 11, 30) in november
    assert date(2026, 12, 1) not in november


@given(keys(), st.sampled_from(BOTH), st.sampled_from(["monday", "thursday"]), st.data())
def test_containing_is_the_inverse_of_window(
    key: PeriodKey, windows: Windows, week_starts: WeekStarts, data: st.DataObject
) -> None:
    days = window(key, windows, week_starts)
    for day in (days.starts_on, data.draw(st.dates(days.starts_on, days.ends_on)), days.ends_on):
        assert containing(day, key.kind, windows, week_starts, people=key.people) == key


@given(st.dates(date(1991, 1, 1), date(2098, 12, 31)), st.sampled_from(KIND_ORDER), st.sampled_from(BOTH))
def test_every_day_lies_in_the_period_that_contains_it(day: date, kind: str, windows: Windows) -> None:
    try:
        key = containing(day, kind, windows)
    except Invalid:
        assert kind == "nine-months"
        assert day > window(PeriodKey(kind, day.year), windows).ends_on
    else:
        assert day in window(key, windows)


def test_a_day_after_the_nine_months_lies_in_none() -> None:
    assert str(containing(date(2026, 9, 30), "nine-months")) == "2026-9M"
    with pytest.raises(Invalid, match="after the nine months of 2026"):
        containing(date(2026, 10, 1), "nine-months")
    assert str(containing(date(2026, 12, 15), "nine-months", "statutory")) == "2027-9M"


@given(keys())
def test_a_key_reads_back(key: PeriodKey) -> None:
    assert PeriodKey.parse(str(key)) == key
    assert PeriodKey.parse(f" {str(key).lower()} ") == key


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2026-w47", "2026-W47"),
        ("2026-W5", "2026-W05"),
        ("11/2026", "2026-11"),
        ("tháng 3/2026", "2026-03"),
        ("Q4/2026", "2026-Q4"),
        ("quý IV/2026", "2026-Q4"),
        ("Quy 2/2026", "2026-Q2"),
        ("2026-9m", "2026-9M"),
        ("p2026-q4", "P2026-Q4"),
        ("P2026", "P2026"),
    ],
)
def test_other_spellings(text: str, canonical: str) -> None:
    assert str(PeriodKey.parse(text)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026-W00",
        "2026-W54",
        "2025-W53",
        "2026-Q5",
        "2026-H0",
        "2026-H3",
        "2026-6M",
        "2026-M9",
        "1989-12",
        "2100",
        "2026-11-22",
        "PP2026",
        "November 2026",
    ],
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        PeriodKey.parse(text)
    assert caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["P2026-W47", "p2026-9M"])
def test_people_have_no_weeks_and_no_nine_months(text: str) -> None:
    with pytest.raises(Invalid, match="not a period of people") as caught:
        PeriodKey.parse(text)
    assert "P2026-11" in caught.value.remedy


@given(keys())
def test_previous_and_following_are_inverse_and_adjacent(key: PeriodKey) -> None:
    assert previous(following(key)) == key == following(previous(key))
    assert previous(key) < key < following(key)
    if key.kind != "nine-months":
        assert window(previous(key), "statutory").ends_on + ONE_DAY == window(key, "statutory").starts_on


def test_parts() -> None:
    def texts(key: str, base: Base) -> list[str]:
        return [str(part) for part in parts(PeriodKey.parse(key), base)]

    assert texts("2026-Q4", "month") == ["2026-10", "2026-11", "2026-12"]
    assert texts("2026-H2", "quarter") == ["2026-Q3", "2026-Q4"]
    assert texts("2026-9M", "quarter") == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert texts("P2026", "quarter") == ["P2026-Q1", "P2026-Q2", "P2026-Q3", "P2026-Q4"]
    assert len(texts("2026", "month")) == 12
    for shorter in ("2026-W47", "2026-11"):
        assert texts(shorter, "month") == texts(shorter, "quarter") == []
    assert texts("2026-Q4", "quarter") == []


def test_keys_sort_by_kind_then_time() -> None:
    texts = [
        "2026-W02",
        "2025-12",
        "2026-01",
        "P2026-01",
        "2026-02",
        "2025-Q4",
        "2026-H1",
        "2026-9M",
        "2025",
        "2026",
    ]
    assert [str(key) for key in sorted(map(PeriodKey.parse, reversed(texts)))] == texts


def test_labels() -> None:
    expected = {
        "2026-W47": "Week 47/2026",
        "2026-11": "Month 11/2026",
        "2026-03": "Month 3/2026",
        "2026-Q4": "Quarter IV/2026",
        "2026-H1": "First 6 months of 2026",
        "2026-H2": "Last 6 months of 2026",
        "2026-9M": "9 months of 2026",
        "2026": "Year 2026",
        "P2026-Q1": "Quarter I/2026",
    }
    assert {text: label(PeriodKey.parse(text)) for text in expected} == expected
