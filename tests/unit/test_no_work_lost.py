"""No work is lost between periods: a few random registers; tests/slow plays many."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from played import Plan, check_nothing_is_lost, plans


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("played")


@settings(max_examples=20)
@given(plan=plans(25))
def test_every_finished_task_is_scored_once(folder: Path, plan: Plan) -> None:
    check_nothing_is_lost(folder, plan)
