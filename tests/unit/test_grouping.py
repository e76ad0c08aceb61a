"""Buckets of unfinished tasks, what followed, and the lines of a calendar file: the rules by themselves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.following import Followed, Outcomes, days_of, outcomes
from tasktrack.domain.grouping import Limits, standing
from tasktrack.domain.task import TaskRow
from tasktrack.render.ics import escaped, folded

TODAY = date(2026, 11, 30)


def row(due_on: date | None, assigned_on: date = date(2026, 1, 5)) -> TaskRow:
    """Return an unfinished task with these days."""
    return TaskRow(
        1, "NV1", None, "Plan", "regular", "normal", "overdue", "STC", "Sở Tài chính", (), None, due_on, None, due_on,
        assigned_on, None, None, 0, None, None, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due_on", "bucket"),
    [
        (date(2026, 12, 1), "in_time"),
        (TODAY, "in_time"),
        (date(2026, 11, 29), "overdue_up_to"),
        (date(2026, 10, 31), "overdue_up_to"),
        (date(2026, 10, 30), "overdue_over"),
    ],
)
def test_overdue_buckets_part_after_the_last_day(due_on: date, bucket: str) -> None:
    """30 days overdue is up to 30 days."""
    assert standing(row(due_on), TODAY, Limits(30, 3)) == bucket


@pytest.mark.parametrize(
    ("assigned_on", "as_of", "bucket"),
    [
        (date(2026, 8, 30), TODAY, "no_deadline_up_to"),
        (date(2026, 8, 29), TODAY, "no_deadline_over"),
        # three months after 30 November is the last of February
        (date(2025, 11, 30), date(2026, 2, 28), "no_deadline_up_to"),
        (date(2025, 11, 30), date(2026, 3, 1), "no_deadline_over"),
    ],
)
def test_months_without_a_date_are_calendar_months(assigned_on: date, as_of: date, bucket: str) -> None:
    """The same-numbered day is the last that counts as up to it."""
    assert standing(row(None, assigned_on), as_of, Limits(30, 3)) == bucket


def test_what_followed() -> None:
    """A report stands also where the task was withdrawn after it; of a withdrawn task nothing is waited for."""
    said = date(2026, 11, 1)
    every = [
        Followed(said, date(2026, 11, 4), "withdrawn", TODAY),
        Followed(said, None, "withdrawn", TODAY),
        Followed(said, None, "done", TODAY),
        Followed(said, said, "open", TODAY),
    ]
    assert [(one.outcome, one.days) for one in every] == [
        ("reported", 3),
        ("withdrawn", None),
        ("waiting", 29),
        ("reported", 0),
    ]
    assert outcomes(every) == Outcomes(2, 1, 1)
    assert outcomes(every).total == 4
    assert (days_of(every, "reported"), days_of(every, "withdrawn")) == ([3, 0], [])


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_folded_lines_come_back(text: str) -> None:
    """At most 75 octets each, nothing lost, and no more lines than are needed."""
    parts = list(folded(text))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == text
    assert all(part.startswith(" ") for part in parts[1:])
    assert all(len(part.encode()) >= 72 for part in parts[:-1])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("a\\n", "a\\\\n"),
        ("a\nb\r\nc", "a\\nb\\nc"),
        ("a\tb\x07c", "a bc"),
        ('"a": b', '"a": b'),
    ],
)
def test_text_values_are_escaped(text: str, value: str) -> None:
    """Line ends of every kind are one; controls go."""
    assert escaped(text) == value
