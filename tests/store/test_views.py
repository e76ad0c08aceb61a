"""The views of the file: whole, read-only, watched by `verify`, and found by indexes."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from store.registers import caller, change, contents, stranger, value, without_guards
from store.test_query_plans import plan

from tasktrack.services import verify
from tasktrack.store.guards import BOOKS
from tasktrack.store.register import Register, reading
from tasktrack.store.schema_reader import views
from tasktrack.store.schema_views import NAMES


def findings(path: Path) -> set[tuple[str, str]]:
    """Return part, place and fault of what `verify` finds."""
    with reading(path, caller()) as register:
        return {(f"{one.part} {one.where}", one.what) for one in verify.verify_all(register).findings}


def test_every_view_shows_rows(path: Path) -> None:
    """So that a join which finds nothing is seen here."""
    with stranger(path) as db:
        none = {name for name in NAMES if db.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is None}
    assert none == set()


# What shows rows that stay: the journal, what was frozen, the day itself.
KEPT = {"v_today", "v_journal", "v_closing", "v_rank", "v_score", "v_score_line", "v_frozen_task"}


def test_what_was_taken_back_is_in_no_view(path: Path) -> None:
    """Whatever is voided, period included, is shown by none of the others."""
    books = [book.name for book in BOOKS if value(path, f"SELECT count(*) FROM {book.name}")]
    without_guards(path, *(f"UPDATE {book} SET voided = 1" for book in books))
    with stranger(path) as db:
        assert {name for name in NAMES if db.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()} == KEPT


@pytest.mark.parametrize("name", NAMES)
def test_no_view_can_be_written_to(path: Path, name: str) -> None:
    before = contents(path)
    with stranger(path) as db:
        [column] = db.execute(f"SELECT name FROM pragma_table_info('{name}') LIMIT 1").fetchone()
        for attack in (
            f"INSERT INTO {name} ({column}) VALUES ('x')",
            f"INSERT OR REPLACE INTO {name} ({column}) VALUES ('x')",
            f"UPDATE {name} SET {column} = 'x'",
            f"DELETE FROM {name}",
        ):
            with pytest.raises(sqlite3.OperationalError, match="cannot modify"):
                db.execute(attack)
    assert contents(path) == before


def test_a_view_that_was_changed_or_taken_away_is_named(path: Path) -> None:
    change(
        path,
        "DROP VIEW v_rank",
        "DROP VIEW v_task",
        "CREATE VIEW v_task AS SELECT code, 'done-early' AS status FROM task",
        "CREATE VIEW late AS SELECT * FROM task_now",
    )
    assert findings(path) == {("schema v_rank", "is missing"), ("schema v_task", "was changed")}


def test_numbers_are_reals_and_whole_where_they_count(path: Path) -> None:
    """Coefficients, quantities, percentages, scores: so that a program can chart them as they come."""
    reals = {
        "v_task": ("coefficient", "assigned_quantity", "percent"),
        "v_score_line": ("value", "max"),
        "v_rank": ("score", "max", "ranked_by"),
        "v_mark": ("points",),
        "v_frozen_task": ("coefficient", "assigned_quantity"),
    }
    with stranger(path) as db:
        for name, columns in reals.items():
            for column in columns:
                found = {row[0] for row in db.execute(f"SELECT DISTINCT typeof({column}) FROM {name}")}
                assert found <= {"real", "null"}, (name, column)
                assert "real" in found, (name, column)
        assert db.execute("SELECT DISTINCT typeof(overdue_days) FROM v_task").fetchall()[0][0] == "integer"
        points = {row[0] for row in db.execute("SELECT points FROM v_mark")}
    assert points == {80.0, 75.5}


def test_the_columns_are_listed_as_they_are(path: Path) -> None:
    """What the help page is made from."""
    with stranger(path) as db:
        for name, columns in views().items():
            assert columns == [
                row["name"] for row in db.execute(f"SELECT name FROM pragma_table_info('{name}')")
            ]
    assert tuple(views()) == NAMES
    assert all(len(columns) == len(set(columns)) for columns in views().values())


# -- plans ---------------------------------------------------------------------------------------------------


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with reading(path, caller()) as opened:
        yield opened


NARROW = {
    "a task": ("SELECT * FROM v_task WHERE code = 'NV1'", "task_code"),
    "a unit": ("SELECT * FROM v_task WHERE lead = 'STC'", "now_lead"),
    "the overdue of a unit": (
        "SELECT code FROM v_task WHERE lead = 'STC' AND status = 'overdue'",
        "now_lead",
    ),
    "how many of a unit": (
        "SELECT status, count(*) FROM v_task WHERE lead = 'STC' GROUP BY status",
        "now_lead",
    ),
    "entries of a task": ("SELECT * FROM v_progress WHERE task = 'NV1'", "progress_task"),
    "changes of a task": ("SELECT * FROM v_change WHERE task = 'NV2'", "change_task"),
    "a ranked table": ("SELECT * FROM v_rank WHERE period = '2026-09'", "period_key"),
    "lines of a period": ("SELECT * FROM v_score_line WHERE period = '2026-09'", "period_key"),
    "frozen tasks of a period": ("SELECT * FROM v_frozen_task WHERE period = '2026-09'", "period_key"),
}


def scans(steps: list[str]) -> list[str]:
    """Return the steps that read a table from end to end; inside a view it goes by the letter that it has there."""
    return [step for step in steps if re.match(r"SCAN [a-z]\b", step)]


@pytest.mark.parametrize("name", NARROW)
def test_narrow_questions_scan_nothing(register: Register, name: str) -> None:
    statement, index = NARROW[name]
    steps = plan(register, statement)
    assert scans(steps) == []
    assert any(index in step for step in steps), steps


def test_the_watch_sees_a_scan(register: Register) -> None:
    """So that the test above can fail."""
    assert scans(plan(register, "SELECT * FROM v_task WHERE title = 'x'"))
