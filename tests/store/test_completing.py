"""What the Tab key looks up costs the rows it offers; it waits for nobody, mends and writes nothing."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing as closes
from pathlib import Path

import pytest
from store.registers import at_work, caller
from store.test_connect import DIES, posix
from store.test_query_plans import all_scanned, plans, steps_of

from tasktrack.services import completing as service
from tasktrack.services.completing import Offers
from tasktrack.store import alias, completing, connect
from tasktrack.store.register import Register


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Return a register opened in passing."""
    with completing.looking(path, caller()) as opened:
        yield opened


LOOKED_UP: dict[str, Callable[[Register], object]] = {
    "newest tasks": lambda register: completing.newest_tasks(register.db),
    "task codes": lambda register: completing.tasks(register.db, "NV12"),
    "task keys": lambda register: completing.task_keys(register.db, "K"),
    "units": lambda register: completing.coded(register.db, "unit", "S"),
    "units by name": lambda register: completing.named(register.db, "unit", "tai"),
    "units by other name": lambda register: completing.units_called(register.db, "tai"),
    "officers": lambda register: completing.coded(register.db, "officer", "A"),
    "documents": lambda register: completing.documents(register.db, "1"),
    "programmes": lambda register: completing.programmes(register.db, ""),
}


@pytest.mark.parametrize("name", [name for name in LOOKED_UP if name != "newest tasks"])
def test_nothing_large_is_read_from_end_to_end(register: Register, name: str) -> None:
    with plans(register) as told:
        LOOKED_UP[name](register)
    assert all_scanned(told) == {}


def test_codes_are_a_range_of_the_index(register: Register) -> None:
    with plans(register) as told:
        completing.tasks(register.db, "NV12")
        completing.task_keys(register.db, "K")
    assert any("task_code (code>? AND code<?)" in step for step in steps_of(told, "SELECT code"))
    assert any("task_key (key>? AND key<?)" in step for step in steps_of(told, "SELECT key"))


def test_the_newest_tasks_are_read_from_the_end(register: Register) -> None:
    """In the order of their ids and no more than a bounded number, so that no sorting reads them all."""
    with plans(register) as told:
        assert len(completing.newest_tasks(register.db)) > 1
    steps = steps_of(told, "ORDER BY id DESC LIMIT 500")
    assert not any("TEMP B-TREE" in step for step in steps)


def test_a_document_is_offered_once(path: Path) -> None:
    """One step on the index for each, however many tasks come from it."""
    with at_work(path) as register:
        for _number in range(3):
            with register.write() as entry:
                lead = entry.db.execute("SELECT id FROM unit LIMIT 1").fetchone()[0]
                values = {
                    "title": "x",
                    "folded": "x",
                    "kind": "adhoc",
                    "assigned_on": "2026-11-02",
                    "lead": lead,
                }
                number = entry.db.execute("SELECT max(id) + 1 FROM task").fetchone()[0]
                for document in ("77/KH-UBND", "77/QĐ-UBND"):
                    entry.insert(
                        "task", {**values, "id": number, "code": f"NV{number}", "document": document}
                    )
                    number += 1
    with completing.looking(path, caller()) as register:
        assert completing.documents(register.db, "77/") == ["77/KH-UBND", "77/QĐ-UBND"]


def test_at_most_fifty_are_offered(path: Path) -> None:
    """In the order of their numbers, those taken back left out."""
    with at_work(path) as register, register.write() as entry:
        task = dict(entry.db.execute("SELECT * FROM task LIMIT 1").fetchone())
        kept = {
            name: value
            for name, value in task.items()
            if name not in ("id", "created", "seq", "voided", "key")
        }
        for number in range(100, 200):
            entry.insert("task", {**kept, "id": number, "code": f"NV{number}"})
    with at_work(path) as register, register.write() as entry:
        entry.void("task", 101)
    with completing.looking(path, caller()) as register:
        codes = [code for code, _title in completing.tasks(register.db, "NV1")]
        newest = [code for code, _title in completing.newest_tasks(register.db)]
    assert len(codes) == len(newest) == 50
    assert codes[:3] == ["NV1", "NV100", "NV102"]
    assert newest[0] == "NV199"


def test_another_name_gives_its_unit(path: Path) -> None:
    """Diacritics and case forgiven."""
    with at_work(path) as register, register.write() as entry:
        unit = entry.db.execute("SELECT id, code FROM unit ORDER BY id LIMIT 1").fetchone()
        alias.add(entry, unit["id"], "Đội Trật tự")
    with completing.looking(path, caller()) as register:
        assert completing.units_called(register.db, "ĐOI TR") == [(unit["code"], "Đội Trật tự")]


def offered(path: Path) -> Offers:
    """Return what is offered for a task."""
    return service.offers(path, "task", "NV")


def test_a_locked_register_offers_nothing_at_once(path: Path) -> None:
    """Without the seconds that a command would wait."""
    assert offered(path)
    with closes(connect.connect_to_write(path, lambda: None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        assert offered(path) == []
        assert service.language(path) == ""
        db.execute("ROLLBACK")
    assert offered(path)


def test_a_register_that_is_not_one_offers_nothing(tmp_path: Path) -> None:
    """Missing, a folder, something else."""
    (tmp_path / "text.db").write_text(
        "no register at all, but long enough to be looked at as one", encoding="utf-8"
    )
    for path in (tmp_path / "none.db", tmp_path, tmp_path / "text.db"):
        assert offered(path) == []
        assert service.language(path) == ""
    assert sorted(file.name for file in tmp_path.iterdir()) == ["text.db"]


def test_an_older_register_is_left_as_it_is(path: Path) -> None:
    """What it has not yet offers nothing; only a command brings it up to date."""
    with closes(connect.connect_to_write(path, lambda: None)) as db:
        db.execute("DROP TABLE saved_view")
        db.execute("PRAGMA user_version = 1")
    before = path.read_bytes()
    assert service.offers(path, "view", "") == []
    assert offered(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["office.db"]


@posix
def test_what_a_crash_left_is_not_mended_in_passing(path: Path) -> None:
    """The next command does that."""
    subprocess.run([sys.executable, "-c", DIES, str(path)], check=False)
    journal = path.with_name("office.db-journal")
    before = path.read_bytes(), journal.read_bytes()
    assert offered(path) == []
    assert (path.read_bytes(), journal.read_bytes()) == before
