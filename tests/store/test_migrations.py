"""A file says which schema it has, and one of an older schema is brought up to date once it is saved."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from store.registers import at_work, caller, found, stranger, value

from tasktrack.errors import DatabaseFault, NewerFile
from tasktrack.store import connect, migrations
from tasktrack.store.register import reading
from tasktrack.store.schema import APPLICATION_ID

FIRST = Path(__file__).parents[1] / "data" / "schema-v1.sql"
SECOND = FIRST.with_name("schema-v2.sql")
THIRD = FIRST.with_name("schema-v3.sql")
FOURTH = FIRST.with_name("schema-v4.sql")
FIFTH = FIRST.with_name("schema-v5.sql")
SIXTH = FIRST.with_name("schema-v6.sql")
MADE_BY_THE_LIBRARY = "_sqlite_migrations"


def schema_text(path: Path) -> str:
    """Write the schema of a file, statement by statement in a fixed order."""
    with stranger(path) as db:
        rows = db.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> ?"
            " ORDER BY instr('table index view trigger', type), name",
            (MADE_BY_THE_LIBRARY,),
        ).fetchall()
    return "".join(f"{row['sql']};\n" for row in rows)


def test_a_new_file_says_what_it_is(path: Path) -> None:
    assert value(path, "PRAGMA application_id") == APPLICATION_ID == int.from_bytes(b"task", "big")
    assert value(path, "PRAGMA user_version") == connect.SCHEMA_VERSION == len(migrations.STEPS)
    assert value(path, "PRAGMA journal_mode") == "delete"
    assert path.read_bytes()[68:72] == b"task"


def test_the_schema_is_what_it_was(path: Path) -> None:
    """Files with it are out there: what it lacks is added by a step of its own, never here.

    When a step is added, keep this file, and keep the new schema beside it.
    """
    assert connect.SCHEMA_VERSION == 6
    assert schema_text(path) == SIXTH.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "released"), [(1, FIRST), (2, SECOND), (3, THIRD), (4, FOURTH), (5, FIFTH)]
)
def test_a_file_of_an_earlier_schema_becomes_one_of_today(
    tmp_path: Path, version: int, released: Path
) -> None:
    """Upgraded equals fresh, and what was written before still verifies."""
    path = tmp_path / "earlier.db"
    with sqlite3.connect(path) as db:
        for line in released.read_text(encoding="utf-8").split(";\n"):
            if MADE_BY_THE_LIBRARY not in line:
                db.execute(line)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
    with at_work(path) as register, register.write() as entry:
        entry.insert("setting", {"name": "office", "value": "UBND xã"})
    assert schema_text(path) == SIXTH.read_text(encoding="utf-8")
    assert found(path) == set()


@pytest.mark.parametrize(
    "statement",
    ["CREATE VIEW v_unit AS SELECT 1", "CREATE TABLE V_Task (a)", "CREATE INDEX v_rank ON setting(name)"],
)
def test_a_name_of_ours_that_another_program_took_is_left_to_it(tmp_path: Path, statement: str) -> None:
    """An upgrade neither drops it nor stumbles over it: nothing is written before it is renamed."""
    path = tmp_path / "earlier.db"
    with sqlite3.connect(path) as db:
        for line in FOURTH.read_text(encoding="utf-8").split(";\n"):
            if MADE_BY_THE_LIBRARY not in line:
                db.execute(line)
        db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 4")
    db.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseFault) as fault, at_work(path):
        pass
    assert statement.split()[2] in fault.value.message
    assert "Rename" in fault.value.remedy
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["earlier.db"]


def test_what_is_expected_is_what_a_new_file_has(path: Path) -> None:
    with reading(path, caller()) as register:
        held = migrations.schema_of(register.db)
        columns = migrations.columns_of(register.db)
    schema, expected_columns = migrations.expected()
    assert all(MADE_BY_THE_LIBRARY in name for _kind, name in held.keys() - schema.keys())
    assert {key: held[key] for key in schema} == schema
    assert {name: columns[name] for name in expected_columns} == expected_columns


# -- a later version, as it will come ------------------------------------------------------------------------


def m007_nickname(db: connect.Connection) -> None:
    """A step that adds a column."""
    db.execute("ALTER TABLE unit ADD COLUMN nickname TEXT")


def m007_broken(db: connect.Connection) -> None:
    """A step that fails halfway."""
    m007_nickname(db)
    db.execute("SELECT * FROM nowhere")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Make this program one of the next version."""
    migrations.expected.cache_clear()
    monkeypatch.setattr(connect, "SCHEMA_VERSION", 7)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, m007_nickname))
    yield monkeypatch
    migrations.expected.cache_clear()


def test_an_older_file_is_brought_up_to_date_after_a_backup(path: Path, later: pytest.MonkeyPatch) -> None:
    """Already a read does it; everything that was written still verifies."""
    before = value(path, "SELECT group_concat(hash) FROM journal")
    with reading(path, caller()) as register:
        assert connect.file_version(register.db) == (APPLICATION_ID, 7)
        assert register.db.execute("SELECT count(nickname) FROM unit").fetchone()[0] == 0
    assert value(path, "SELECT group_concat(hash) FROM journal") == before
    assert found(path) == set()
    backup = path.with_name(f"{path.name}.v6.backup")
    assert backup.stat().st_mode & 0o077 == 0
    assert value(backup, "PRAGMA user_version") == 6
    assert value(backup, "SELECT group_concat(hash) FROM journal") == before
    assert schema_text(backup) == SIXTH.read_text(encoding="utf-8")


def test_it_is_done_once(path: Path, later: pytest.MonkeyPatch) -> None:
    with at_work(path):
        pass
    backup = path.with_name(f"{path.name}.v6.backup")
    backup.unlink()
    before = path.read_bytes()
    with at_work(path), reading(path, caller()):
        pass
    assert path.read_bytes() == before
    assert not backup.exists()


def test_user_version_alone_says_which_steps_are_due(path: Path, later: pytest.MonkeyPatch) -> None:
    """What the library keeps of its own may be gone."""
    with stranger(path) as db:
        db.execute(f"DELETE FROM {MADE_BY_THE_LIBRARY}")
    with at_work(path) as register:
        assert connect.file_version(register.db)[1] == 7
    assert found(path) == set()


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, later: pytest.MonkeyPatch) -> None:
    later.setattr(migrations, "STEPS", (*migrations.STEPS[:-1], m007_broken))
    before = path.read_bytes()
    with pytest.raises(Exception, match="nowhere"), at_work(path):
        pass
    assert path.read_bytes() == before
    assert (
        sqlite3.connect(path.with_name(f"{path.name}.v6.backup")).execute("PRAGMA user_version").fetchone()[0]
        == 6
    )


def test_the_program_of_today_refuses_the_file_of_tomorrow(path: Path, later: pytest.MonkeyPatch) -> None:
    with at_work(path):
        pass
    later.undo()
    before = path.read_bytes()
    with pytest.raises(NewerFile), reading(path, caller()):
        pass
    with pytest.raises(NewerFile), at_work(path):
        pass
    assert path.read_bytes() == before
