"""Whatever was done in a register: it comes back the same from its export, and its views tell what a listing does."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
import viewed
from hypothesis import given, settings
from played import LONG, Plan, opened, plans

from tasktrack.domain.task import TaskFilter
from tasktrack.services import task_find
from tasktrack.services.export import export
from tasktrack.services.import_register import import_register
from tasktrack.store.register import Caller


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exchange")


@pytest.mark.slow
@settings(max_examples=25)
@given(plan=plans(50))
def test_a_register_comes_back_the_same(folder: Path, plan: Plan) -> None:
    """Checked on the way by its journal, its rows and its seals."""
    with opened(folder, plan) as played:
        played.play(plan)
        path = played.register.path
    first, again = io.BytesIO(), io.BytesIO()
    export(path, Caller(), first)
    back = folder / "back.db"
    back.unlink(missing_ok=True)
    first.seek(0)
    import_register(back, first, "so.jsonl", Caller())
    export(back, Caller(), again)
    assert again.getvalue() == first.getvalue()


@pytest.mark.slow
@settings(max_examples=25)
@given(plan=plans(50))
def test_tasks_stand_as_a_listing_says(folder: Path, plan: Plan) -> None:
    """On the day after the last that anything speaks for, and later."""
    with opened(folder, plan) as played:
        played.play(plan)
        last = played.today - timedelta(days=LONG)
        listed = {}
        for day in (last, last + timedelta(days=40)):
            played.on(day)
            listed[day] = [
                (
                    row.code, row.status, row.lead, row.due_on and f"{row.due_on}", row.done_on and f"{row.done_on}",
                    row.percent, row.overdue_days, row.last_progress_on and f"{row.last_progress_on}",
                )
                for row in task_find.find(played.register, TaskFilter(sort="code")).rows
            ]  # fmt: skip
        path = played.register.path
    for day, rows in listed.items():
        seen = viewed.rows(
            viewed.on(path, day.isoformat()),
            "SELECT code, status, lead, due_on, done_on, percent, overdue_days, last_progress_on FROM v_task",
        )
        assert sorted(tuple(row.values()) for row in seen) == sorted(rows)
