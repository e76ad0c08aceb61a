"""No work is lost between periods: many random registers, each played day by day through the services."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from played import Plan, check_nothing_is_lost, plans


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("played")


@pytest.mark.slow
@settings(max_examples=200)
@given(plan=plans(70))
def test_every_finished_task_is_scored_once(folder: Path, plan: Plan) -> None:
    check_nothing_is_lost(folder, plan)
