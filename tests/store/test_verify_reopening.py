"""`verify` and periods that were opened again: the decision must be there, and so must every closing."""

from datetime import date
from pathlib import Path

import pytest
from store.registers import FORGED, OPEN, at_work, change, found, period_id, stranger, value, without_guards

from tasktrack.services import closing, reopening

TODAY = date(2026, 11, 22)


@pytest.fixture
def again(path: Path) -> Path:
    """Return a register whose October was opened again and closed a second time."""
    with at_work(path, TODAY) as register:
        reopening.reopen(register, "2026-10", reopening.Decision("x", "15/QĐ-UBND", "Chủ tịch"))
        closing.close(register, "2026-10")
    return path


def reopened_row(path: Path) -> int:
    return int(value(path, "SELECT id FROM reopening WHERE period = ?", period_id(path, "2026-10")))


def test_a_reopening_and_its_closing_verify(path: Path) -> None:
    with at_work(path, TODAY) as register:
        reopening.reopen(register, "2026-10", reopening.Decision("x", "15/QĐ-UBND", "Chủ tịch"))
    assert found(path) == set()
    with at_work(path, TODAY) as register:
        closing.close(register, "2026-10")
    assert found(path) == set()
    with stranger(path) as db:
        chain = [tuple(row) for row in db.execute("SELECT previous_seal, seal FROM closing ORDER BY number")]
    assert [previous for previous, _seal in chain[1:]] == [seal for _previous, seal in chain[:-1]]


def test_a_reopening_taken_away_is_named(again: Path) -> None:
    number = reopened_row(again)
    without_guards(again, f"DELETE FROM reopening WHERE id = {number}")
    assert found(again) == {("rows", f"reopening {number}"), ("seals", "2026-10 r2")}


@pytest.mark.parametrize("change", ["document = '99/QĐ'", "decided_by = 'x'", "on_day = '2026-11-01'"])
def test_a_decision_that_was_edited_is_named(again: Path, change: str) -> None:
    number = reopened_row(again)
    without_guards(again, f"UPDATE reopening SET {change} WHERE id = {number}")
    assert found(again) == {("rows", f"reopening {number}")}


def test_a_period_put_to_another_revision_is_named(path: Path) -> None:
    period = period_id(path, "2026-10")
    without_guards(path, f"UPDATE period SET state = 'open', revision = 2 WHERE id = {period}")
    assert found(path) == {("rows", f"period {period}"), ("seals", "2026-10 r2")}


def test_a_reopening_of_another_entry_does_not_stand_for_it(path: Path) -> None:
    """The book holds one of 2025 that no entry opened: it does not excuse a period put to revision 2."""
    period = period_id(path, "2025")
    assert value(path, "SELECT count(*) FROM reopening WHERE period = ?", period) == 1
    without_guards(path, f"UPDATE period SET state = 'open', revision = 2 WHERE id = {period}")
    assert ("seals", "2025 r2") in found(path)


@pytest.mark.parametrize("revision", [1, 2])
def test_each_revision_is_under_its_own_seal(again: Path, revision: int) -> None:
    where = f"period = {period_id(again, '2026-10')} AND revision = {revision}"
    without_guards(again, f"UPDATE frozen_rank SET rank = 9 WHERE {where} AND subject = 1")
    assert found(again) == {("seals", f"2026-10 r{revision}, frozen_rank scheme=unit-tasks subject=1")}


def test_the_first_closing_taken_away_is_missed(again: Path) -> None:
    """The second one does not follow the seal before it any more, and the first one's rows are left over."""
    where = f"period = {period_id(again, '2026-10')} AND revision = 1"
    without_guards(again, f"DELETE FROM closing WHERE {where}")
    shown = found(again)
    assert {("seals", "2026-10 r2"), ("seals", "2026-10 r1, frozen_score"), ("seals", "2026-10")} <= shown


def test_days_written_into_a_reopened_period_count_for_nothing(path: Path) -> None:
    """Its window is the one that it was closed with, whatever the row says meanwhile."""
    with at_work(path, TODAY) as register:
        reopening.reopen(register, "2026-10", reopening.Decision("x", "15/QĐ-UBND", "Chủ tịch"))
    period = period_id(path, "2026-10")
    moved = f"data_from = '2026-08-01', cut_on = '2026-11-20', seq = {OPEN}"
    change(path, FORGED, f"UPDATE period SET {moved} WHERE id = {period}")
    assert ("rows", f"period {period}") in found(path)
    with at_work(path, TODAY) as register:
        closing.close(register, "2026-10")
    days = "SELECT data_from || ' ' || cut_on FROM closing ORDER BY number DESC"
    assert value(path, days) == "2026-10-01 2026-10-31"
    assert value(path, "SELECT cut_on FROM period WHERE id = ?", period) == "2026-10-31"
