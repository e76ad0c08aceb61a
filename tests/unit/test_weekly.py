"""The figures of a week add up, follow on from the week before, and are those that scores count."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from written import TASKS, registers

from tasktrack.domain.period import PeriodKey
from tasktrack.domain.task import TaskFilter
from tasktrack.domain.week_figures import Figures, Group, tally, total
from tasktrack.domain.weekly import Weekly, week_told_on
from tasktrack.services.report_weekly import weekly
from tasktrack.store import facts
from tasktrack.store.register import Register

WEEKS = [PeriodKey("week", 2026, number) for number in range(10, 17)]
UNFINISHED = ("open", "returned", "awaiting-review")
ALL = TaskFilter()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weekly")


def of_units(told: Weekly) -> dict[str, Figures]:
    """Return the figures by unit; of a unit that is not told they are all 0."""
    return {code: Figures() for code in ("STC", "STP")} | {unit.code: unit.figures for unit in told.units}


@pytest.mark.slow
@settings(max_examples=examples(60))
@given(tasks=TASKS, needs_review=st.booleans())
def test_weeks_add_up_and_follow_on(folder: Path, tasks: list[dict[str, Any]], needs_review: bool) -> None:
    """In every week, for every unit and in total."""
    for register in registers(folder, tasks, needs_review=needs_review):
        before: dict[str, Figures] | None = None
        for key in WEEKS:
            told = weekly(register, str(key), ALL)
            units = of_units(told)
            for code, figures in (*units.items(), ("", told.total)):
                adds_up(figures, code)
            assert told.total == total(units.values())
            if before is not None:
                follow_on(before, units)
            before = units
            counted_as_scores_do(register, told, needs_review=needs_review)
            listed_as_counted(told)


def test_a_sub_task_that_was_withdrawn_for_a_time(folder: Path) -> None:
    """Done long ago, withdrawn, and back in a later week: until then its parent counts for itself."""
    shared = {"lead": 0, "assigned": 0, "due": 40, "state": "approved"}
    parent = {**shared, "parent": None, "entries": [], "changes": []}
    part = {**shared, "parent": 0, "entries": [(1, 0, None)], "changes": [(8, "withdraw"), (22, "resume")]}
    for register in registers(folder, [parent, part], needs_review=False):
        told = [weekly(register, str(key), ALL).total for key in WEEKS[:4]]
    # done in the first week; withdrawn in the second; back in the fourth
    assert [figures.done for figures in told] == [1, 0, 0, 0]
    assert [figures.start for figures in told] == [0, 0, 1, 1]
    assert [figures.resumed for figures in told] == [0, 1, 0, 0]
    assert [figures.in_hand for figures in told] == [0, 1, 1, 0]
    assert told[3].split == 1


def adds_up(figures: Figures, code: str) -> None:
    """What was there and what came is what was done, what left and what is there."""
    came = figures.start + figures.new + figures.came
    assert came == figures.done + figures.left + figures.in_hand, (code, figures)
    assert figures.silent <= figures.in_hand


def follow_on(before: dict[str, Figures], units: dict[str, Figures]) -> None:
    """What a week says of the one before is what that week says of itself."""
    for code, figures in units.items():
        then = before[code]
        assert figures.start == then.in_hand, code
        assert figures.new_before == then.new, code
        assert figures.done_before == then.done, code
        assert figures.done_late_before == then.done_late, code
        assert figures.overdue_before == then.overdue, code
        assert figures.silent_before == then.silent, code


def counted_as_scores_do(register: Register, told: Weekly, *, needs_review: bool) -> None:
    """The tasks in hand and those done are the ones that a computation of scores counts on that day."""
    week = told.week
    facts.fill_from_books(register.db, week.as_of, done_needs_review=needs_review)
    rows = register.db.execute(
        "SELECT u.code, s.state, s.due_on, s.completed_on FROM temp.task_state s JOIN unit u ON u.id = s.subject"
        " WHERE s.role = 'lead'"
    ).fetchall()
    in_hand = Counter(row["code"] for row in rows if row["state"] in UNFINISHED)
    done = Counter(
        row["code"]
        for row in rows
        if row["state"] == "done" and row["completed_on"] >= week.starts_on.isoformat()
    )
    overdue = Counter(
        row["code"]
        for row in rows
        if row["state"] in UNFINISHED and row["due_on"] and row["due_on"] < week.as_of.isoformat()
    )
    for code, figures in of_units(told).items():
        assert (figures.in_hand, figures.done, figures.overdue) == (in_hand[code], done[code], overdue[code])


def listed_as_counted(told: Weekly) -> None:
    """The lists hold the tasks that the figures count."""
    lists, figures = told.lists, told.total
    for name in ("done_late", "due_next", "returned", "silent"):
        assert len(getattr(lists, name)) == getattr(figures, name), name
    assert len(lists.overdue) == figures.overdue_open
    reported = Counter(row.status for row in lists.overdue_reported)
    assert reported["returned"] == figures.overdue_returned <= figures.returned
    assert reported["awaiting-review"] == figures.overdue_awaiting_review <= figures.awaiting_review
    assert len(lists.overdue) + reported.total() == figures.overdue
    assert len(told.obstacles) == figures.obstacles
    assert [row.overdue_days for row in lists.overdue] == sorted(
        (row.overdue_days for row in lists.overdue), reverse=True
    )
    assert all(task.days >= told.silent_days for task in lists.silent)


def test_the_laws_see_every_kind_of_move() -> None:
    """The tally of each move, written out: what a group does to the figures of both its units."""
    cases = {
        ("hand", "later"): {1: {"start": 1, "handed_out": 1}, 2: {"handed_in": 1, "later": 1}},
        ("hand", "done_late"): {1: {"start": 1, "handed_out": 1}, 2: {"handed_in": 1, "done_late": 1}},
        ("hand", "withdrawn"): {1: {"start": 1, "withdrawn": 1}},
        ("hand", "suspended"): {1: {"start": 1, "suspended": 1}},
        ("hand", "split"): {1: {"start": 1, "split": 1}},
        ("out", "overdue"): {2: {"resumed": 1, "overdue": 1}},
        ("out", "withdrawn"): {},
        ("done", "past"): {1: {"done_before": 1}},
        ("done", "withdrawn"): {1: {"done_before": 1}},
    }
    for (before, after), expected in cases.items():
        found = tally([_alike(2, 1, before, after)])
        assert found == {unit: Figures(**figures) for unit, figures in expected.items()}, (before, after)
    new = {"later": {"new": 1, "later": 1}, "suspended": {"new": 1, "suspended": 1}, "split": {}}
    for after, figures in new.items():
        found = tally([_alike(2, None, "new", after)])
        assert found == ({2: Figures(**figures)} if figures else {}), after
    for after in ("returned", "awaiting_review"):
        found = tally([_alike(1, 1, "hand", after, tasks=3, past_due=2)])[1]
        assert found == Figures(start=3, overdue=2, **{after: 3, f"overdue_{after}": 2})
        assert (found.in_hand, found.overdue_open) == (3, 0)


def _alike(
    lead: int, earlier: int | None, before: str, after: str, *, tasks: int = 1, past_due: int = 0
) -> Group:
    """Return a group of tasks of which no more is to be told."""
    return Group(lead, earlier, before, after, tasks, 0, past_due, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("today", "week_starts", "expected"),
    [
        (date(2026, 11, 20), "monday", "2026-W47"),  # Friday afternoon: the week that is ending
        (date(2026, 11, 22), "monday", "2026-W47"),
        (date(2026, 11, 23), "monday", "2026-W47"),  # Monday morning: the one that is over
        (date(2026, 11, 24), "monday", "2026-W48"),
        (date(2026, 11, 18), "thursday", "2026-W47"),  # Wednesday, the last day of 12 to 18 November
        (date(2026, 11, 19), "thursday", "2026-W47"),
        (date(2026, 11, 20), "thursday", "2026-W48"),
        (date(2027, 1, 4), "monday", "2026-W53"),
    ],
)
def test_the_week_that_is_told(today: date, week_starts: Any, expected: str) -> None:
    assert str(week_told_on(today, week_starts)) == expected


@given(
    day=st.dates(date(2020, 1, 1), date(2030, 12, 31)), week_starts=st.sampled_from(["monday", "thursday"])
)
def test_a_week_is_told_from_its_second_day_to_the_first_day_after_it(day: date, week_starts: Any) -> None:
    """Seven days running tell the same week."""
    first = 1 if week_starts == "monday" else 4
    monday = day - timedelta(days=(day.isoweekday() - first) % 7)
    told = {week_told_on(monday + timedelta(days=offset), week_starts) for offset in range(1, 8)}
    assert len(told) == 1
    assert week_told_on(monday, week_starts) not in told
