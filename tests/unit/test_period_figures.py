"""Laws of the figures of a period: every task in one place, sums that hold for any part, ratios between 0 and 1."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from written import TASKS, registers

from tasktrack.domain.period_figures import (
    APART,
    ASSIGNED,
    BUCKETS,
    Figures,
    Group,
    add_up,
    of,
    ratios,
    tally,
)
from tasktrack.domain.period_report import Span
from tasktrack.domain.task import KINDS, TaskFilter
from tasktrack.services.report_period import report
from tasktrack.store.connect import Row


@st.composite
def _group(draw: st.DrawFn) -> Group:
    tasks = draw(st.integers(1, 50))
    part = st.integers(0, tasks)
    bucket = draw(st.sampled_from(BUCKETS))
    soon = bucket == "due_soon"  # what is due soon is told as that, also when nobody began it
    return Group(
        draw(st.integers(1, 4)),
        draw(st.sampled_from(KINDS)),
        draw(st.booleans()),
        draw(st.booleans()),
        bucket,
        tasks,
        draw(part),
        0 if soon else draw(part),
        draw(part),
        draw(part),
    )


GROUPS = st.lists(_group(), max_size=12)


@given(GROUPS)
def test_buckets_partition_the_total(groups: list[Group]) -> None:
    figures = of(groups)
    assert figures.total == sum(group.tasks for group in groups if group.bucket in ASSIGNED)
    assert figures.with_left_out == figures.total + figures.left_out
    assert figures.total == figures.done + figures.in_progress
    assert figures.done == figures.on_time + figures.done_late
    assert figures.in_progress == figures.in_time + figures.overdue_open + figures.held
    assert figures.in_time == figures.due_soon + figures.not_started + figures.under_way
    assert figures.in_time == figures.due_soon + figures.later + figures.no_deadline
    assert figures.overdue_open == figures.overdue_long + figures.overdue_short
    assert figures.overdue_open <= figures.overdue <= figures.in_progress
    for name in ("new", "inherited", "taken_over", "due"):
        assert 0 <= getattr(figures, name) <= figures.total
    for name in APART:
        assert getattr(figures, name) == sum(group.tasks for group in groups if group.bucket == name)


@given(GROUPS)
def test_ratios_lie_between_nothing_and_all(groups: list[Group]) -> None:
    found = ratios(of(groups))
    assert len({one.name for one in found}) == len(found) == 7
    for one in found:
        assert 0 <= one.part <= one.whole
        assert (one.percent is None) == (one.whole == 0)
        assert one.percent is None or 0 <= one.percent <= 100


@given(GROUPS, GROUPS)
def test_parts_add_up_to_the_whole(groups: list[Group], others: list[Group]) -> None:
    """By unit, by kind, by mark, or cut anywhere."""
    both = [*groups, *others]
    assert of(both) == add_up([of(groups), of(others)])
    for key in (lambda group: group.unit, lambda group: group.kind, lambda group: group.inherited):
        assert add_up(tally(both, key).values()) == of(both)
    assert of(both, lambda group: group.inherited).total == of(both).inherited
    assert of(both, lambda group: group.taken_over).total == of(both).taken_over


def test_nothing_is_nothing() -> None:
    assert of([]) == add_up([]) == Figures()
    assert {one.percent for one in ratios(Figures())} == {None}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("period")


@pytest.mark.slow
@settings(max_examples=examples(40))
@given(tasks=TASKS, needs_review=st.booleans())
def test_a_report_counts_what_the_books_say(
    folder: Path, tasks: list[dict[str, Any]], needs_review: bool
) -> None:
    """Task by task, counted again in plain code; the lists hold what is counted, the units make the whole."""
    for register in registers(folder, tasks, needs_review=needs_review):
        for key in ("2026-03", "2026-04", "2026-Q1", "2026"):
            told = report(register, key, TaskFilter(), sections=("counts", "late", "changes"))
            span, figures = told.span, told.counts.total
            rows = register.db.execute("SELECT * FROM temp.task_state WHERE role = 'lead'").fetchall()
            expected = Counter(_bucket(row, span) for row in rows if _counts(row, span.from_on))
            found = {name: getattr(figures, name) for name in BUCKETS if name != "withdrawn"}
            assert Counter({name: count for name, count in found.items() if count}) == expected
            assert len(told.done_late) == figures.done_late
            assert len(told.overdue) == figures.overdue
            assert len(told.new_tasks) == figures.new
            assert add_up(one.figures for one in told.units) == figures
            assert add_up(told.counts.by_kind.values()) == figures
            assert told.counts.year.total >= figures.total


def _counts(row: Row, from_on: date) -> bool:
    finished_before = row["completed_on"] is not None and date.fromisoformat(row["completed_on"]) < from_on
    return row["state"] != "withdrawn" and not finished_before


def _bucket(row: Row, span: Span) -> str:
    due = row["due_on"] and date.fromisoformat(row["due_on"])
    if row["state"] == "done":
        done = date.fromisoformat(row["done_on"])
        if due is None:
            return "done_no_deadline"
        return "done_early" if done < due else "done_on_time" if done == due else "done_late"
    if row["state"] != "open":
        return str(row["state"]).replace("-", "_")
    if due is None:
        return "no_deadline"
    if due < span.as_of:
        return "overdue_long" if (span.as_of - due).days > span.long_days else "overdue_short"
    return "due_soon" if due <= span.soon else "later"
