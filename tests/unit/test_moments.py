"""Moments are read in every spelling of one-stop systems, a column as fast as a cell and just as well."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.errors import Invalid
from tasktrack.services.moments import Moments

DAYS = ("{0:%Y-%m-%d}", "{0:%d/%m/%Y}", "{0.day}/{0.month}/{0.year}", "{0:%d-%m-%Y}", "{0:%d.%m.%Y}")
CLOCKS = (
    "{0:02}:{1:02}",
    "{0}:{1:02}",
    "{0:02}:{1:02}:59",
    "{0:02}:{1:02}:59.123",
    "{0}h{1:02}",
    "{0} giờ {1:02}",
)


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a moment: how it is written, and how it is stored."""
    day = draw(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
    text = draw(st.sampled_from(DAYS)).format(day)
    if draw(st.booleans()):
        return text, day.isoformat()
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    clock = draw(st.sampled_from(CLOCKS)).format(hour, minute)
    stored = f"{day}T{hour:02}:{minute:02}" if hour or minute else day.isoformat()
    if draw(st.booleans()):
        return f"{text}{draw(st.sampled_from((' ', ' - ', ', ')))}{clock}", stored
    return f"{clock}{draw(st.sampled_from((' ', ' - ', ' ngày ')))}{text}", stored


@given(st.lists(spelled(), max_size=30))
def test_every_spelling_means_the_moment(moments: list[tuple[str, str]]) -> None:
    """Read one by one, and as a column in which each was met before."""
    reader = Moments()
    texts = [text for text, _stored in moments]
    stored = [stored for _text, stored in moments]
    assert [Moments().one(text) for text in texts] == stored
    assert reader.column([*texts, "", *texts]) == [*stored, None, *stored]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-03-02T15:20:00", "2026-03-02T15:20"),
        ("02/03/2026 03:20 CH", "2026-03-02T15:20"),
        ("02/03/2026 12:05 SA", "2026-03-02T00:05"),
        ("2/3/2026 3:20 PM", "2026-03-02T15:20"),
        ("8h 02/03/2026", "2026-03-02T08:00"),
        ("02/03/2026 00:00:00", "2026-03-02"),
    ],
)
def test_what_programs_write(text: str, stored: str) -> None:
    assert Moments().one(text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "13/2026",
        "03/13/2026 10:00",
        "2026-03-02 24:00",
        "2026-03-02 15:60",
        "2026-03-0215:20",
        "02/03/2026 13:00 CH",
        "02/03/26",
        "1989-12-31",
        "today",
        "15:20",
        "2026-03-02T15:20+07:00",
        "x" * 5000,
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    """Also after its parts were met in others."""
    reader = Moments()
    reader.column(["2026-03-02 15:20", "02/03/2026"])
    with pytest.raises(Invalid):
        reader.column([text])
