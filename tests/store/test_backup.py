"""A copy is whole or not there, rotation touches nothing of anybody else, and a crash loses neither file."""

import contextlib
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.registers import at_work, caller, change, contents, found, stranger, value, without_guards
from store.test_connect import another_user, others_place, posix

from tasktrack.domain.backup import Backup
from tasktrack.errors import Busy, DatabaseFault, Invalid
from tasktrack.services import restore as service
from tasktrack.services import task_edit
from tasktrack.services.backup import back_up
from tasktrack.store import backup, connect, filesystem, migrations, restore, rotation
from tasktrack.store.register import reading

__all__ = ["others_place"]  # a fixture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where backups go; it is not there yet."""
    return tmp_path / "bản sao" / "năm 2026"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return how the machine's clock is set."""

    def set_to(moment: str) -> None:
        monkeypatch.setattr(rotation, "machine_moment", lambda: moment)

    return set_to


def names(folder: Path) -> list[str]:
    """Return the names of everything in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def edit(path: Path, title: str) -> None:
    """Let the register go on."""
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"title": title})


# -- a copy --------------------------------------------------------------------------------------------------


def test_a_copy_holds_what_the_register_holds(path: Path, folder: Path, at: Callable[[str], None]) -> None:
    at("2026-11-22T05:24:00Z")
    before = path.read_bytes()
    made = back_up(path, caller(), folder=folder)
    assert made.path == folder / "office-20261122T052400Z.db"
    assert made.size == made.path.stat().st_size
    assert contents(made.path) == contents(path)
    assert found(made.path) == set()
    assert value(made.path, "PRAGMA journal_mode") == "delete"
    assert path.read_bytes() == before
    assert names(folder) == ["office-20261122T052400Z.db"]


@posix
def test_a_copy_is_private(path: Path, folder: Path) -> None:
    path.chmod(0o644)
    before = os.umask(0)
    try:
        made = back_up(path, caller(), folder=folder)
    finally:
        os.umask(before)
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_copies_of_one_second_stand_beside_one_another_in_order(
    path: Path, folder: Path, at: Callable[[str], None]
) -> None:
    at("2026-11-22T05:24:00Z")
    made = [back_up(path, caller(), folder=folder).path.name for _number in range(3)]
    at("2026-11-22T05:24:01Z")
    made.append(back_up(path, caller(), folder=folder).path.name)
    assert made == [
        "office-20261122T052400Z.db",
        "office-20261122T052400Z_02.db",
        "office-20261122T052400Z_03.db",
        "office-20261122T052401Z.db",
    ]
    assert sorted(made) == made == names(folder)


def test_a_file_that_is_there_is_not_written_over(
    path: Path, folder: Path, at: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are no hard links, too."""
    at("2026-11-22T05:24:00Z")
    folder.mkdir(parents=True)
    taken = folder / "office-20261122T052400Z.db"
    taken.write_text("of somebody else", encoding="utf-8")

    def no_links(*_paths: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    made = back_up(path, caller(), folder=folder)
    assert made.path.name == "office-20261122T052400Z_02.db"
    assert found(made.path) == set()
    assert taken.read_text(encoding="utf-8") == "of somebody else"
    assert len(names(folder)) == 2


def test_the_register_is_found_behind_a_link(path: Path, tmp_path: Path) -> None:
    """Backups lie beside the file itself, under its own name, whatever leads to it."""
    home = tmp_path / "máy chủ"
    home.mkdir()
    real = path.rename(home / "sổ giao việc.db")
    path.symlink_to(real)
    made = back_up(path, caller())
    assert made.path.parent == home / "backups"
    assert made.path.name.startswith("sổ giao việc-2")
    assert found(made.path) == set()


def test_an_older_register_is_copied_as_it_is(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = connect.SCHEMA_VERSION
    monkeypatch.setattr(connect, "SCHEMA_VERSION", version + 1)
    made = back_up(path, caller(), folder=folder)
    assert value(made.path, "PRAGMA user_version") == version
    assert value(path, "PRAGMA user_version") == version


def test_others_work_on_meanwhile(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write in progress is not in the copy, and once the pages are copied the next one goes through."""
    monkeypatch.setenv("TASKTRACK_WAIT", "0.1")
    checked = backup.checked

    def work_while_it_is_checked(copy: Path, held: backup.State, source: Path) -> int:
        edit(path, "Written meanwhile")
        return checked(copy, held, source)

    monkeypatch.setattr(backup, "checked", work_while_it_is_checked)
    with stranger(path) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            back_up(path, caller(), folder=folder)
        db.execute("ROLLBACK")
    made = back_up(path, caller(), folder=folder)
    assert value(path, "SELECT title FROM task WHERE id = 4") == "Written meanwhile"
    assert value(made.path, "SELECT title FROM task WHERE id = 4").startswith("Work of")
    assert names(folder) == [made.path.name]


def test_a_write_in_progress_does_not_hinder_a_copy(path: Path, folder: Path) -> None:
    with stranger(path) as db:
        db.execute("BEGIN IMMEDIATE")
        made = back_up(path, caller(), folder=folder)
    assert contents(made.path) == contents(path)


def test_it_waits_for_the_end_of_a_write(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "SILENT_SECONDS", 0.01)
    with stranger(path) as db:
        db.execute("BEGIN EXCLUSIVE")
        made = back_up(path, caller(on_wait=lambda: db.execute("ROLLBACK")), folder=folder)
        assert not db.in_transaction
    assert found(made.path) == set()


def test_a_register_in_wal_is_copied_into_an_ordinary_one(path: Path, folder: Path) -> None:
    with stranger(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("UPDATE task_now SET percent = 777 WHERE task = 4")
        made = back_up(path, caller(), folder=folder)
    assert value(made.path, "PRAGMA journal_mode") == "delete"
    assert value(made.path, "SELECT percent FROM task_now WHERE task = 4") == 777
    assert names(folder) == [made.path.name]


# -- what goes wrong -----------------------------------------------------------------------------------------


def refused(path: Path, folder: Path, code: str) -> DatabaseFault:
    """Fail to make a backup; nothing is left in the folder, and the register is as it was."""
    before = path.read_bytes()
    there = names(folder) if folder.is_dir() else []
    with pytest.raises(DatabaseFault) as refusal:
        back_up(path, caller(), folder=folder, keep=1)
    assert refusal.value.code == code
    assert (names(folder) if folder.is_dir() else []) == there
    assert path.read_bytes() == before
    assert refusal.value.remedy
    return refusal.value


def test_a_full_disk_leaves_no_half_file(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says that it is full while it copies."""
    back_up(path, caller(), folder=folder)
    connect_new = connect.connect_new

    def connect_small(file: Path) -> connect.Connection:
        db = connect_new(file)
        db.execute("PRAGMA max_page_count = 3")
        return db

    monkeypatch.setattr(connect, "connect_new", connect_small)
    assert str(folder) in refused(path, folder, "disk-full").message


@pytest.mark.parametrize("number", ["ENOSPC", "EDQUOT"])
def test_a_disk_that_is_full_at_the_last_moment(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    def full(_path: Path) -> None:
        raise OSError(getattr(errno, number), "no room")

    monkeypatch.setattr(filesystem, "sync", full)
    refused(path, folder, "disk-full")


ON_A_SMALL_DISK = """
import subprocess, sys
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", sys.argv[2]], check=True)
from pathlib import Path
from tasktrack.__main__ import main
code = main(["--db", sys.argv[1], "--lang", "en", "backup", sys.argv[2], "--keep", "1"])
print(code, [entry.name for entry in Path(sys.argv[2]).iterdir()])
"""


def may_mount() -> bool:
    """Tell whether this machine lets us have a disk of our own for a moment."""
    unshare = shutil.which("unshare")
    command = [unshare, "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return unshare is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_really_full_disk(path: Path, tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("this machine gives us no small disk")
    small = tmp_path / "small"
    small.mkdir()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", ON_A_SMALL_DISK, str(path), str(small)],
        capture_output=True, text=True, encoding="utf-8", check=False, env=environment,
    )  # fmt: skip
    assert done.stdout == "7 []\n", done.stderr
    assert done.stderr.startswith("Error: The disk that holds ")
    assert len(done.stderr.splitlines()) == 2


@posix
def test_a_folder_that_takes_no_files(path: Path, others_place: Path) -> None:
    before = path.read_bytes()
    copy = Path(shutil.copy(path, others_place / "office.db"))
    copy.chmod(0o644)
    (others_place / "backups").mkdir()
    (others_place / "backups").chmod(0o555)
    back_up(path, caller())  # what is imported late is there now
    with another_user():
        fault = refused(copy, others_place / "backups", "not-writable")
    assert "backups" in fault.message
    assert copy.read_bytes() == before


@posix
def test_a_folder_that_cannot_be_made(path: Path, others_place: Path) -> None:
    copy = Path(shutil.copy(path, others_place / "office.db"))
    copy.chmod(0o644)
    others_place.chmod(0o555)
    with another_user():
        refused(copy, others_place / "backups", "not-writable")


@pytest.mark.parametrize("how", ["pages", "index"])
def test_a_damaged_register_is_not_backed_up_and_costs_no_older_one(
    path: Path, folder: Path, how: str
) -> None:
    """Pages are copied whatever they hold; the check of the copy finds what no reading shows."""
    kept = back_up(path, caller(), folder=folder)
    if how == "pages":
        break_pages(path)
    else:
        swap_indexes(path)
    fault = refused(path, folder, "damaged")
    assert str(path) in fault.message
    assert bool(fault.details) == (how == "index")
    assert names(folder) == [kept.path.name]


def swap_indexes(path: Path) -> None:
    """Let an index point to the rows of another."""
    change(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'setting_name')"
        " WHERE name = 'unit_code'",
    )


def break_pages(path: Path) -> None:
    """Spoil the inside of the register; its first page stays."""
    with path.open("r+b") as file:
        file.seek(4096 * 4)
        file.write(b"\xff" * 4096 * 12)


def test_a_copy_that_is_not_what_was_copied_is_refused(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_pages = backup.copy_pages

    def lose_a_row(source: connect.Connection, target: connect.Connection) -> None:
        copy_pages(source, target)
        target.execute("DELETE FROM task_now WHERE task = 4")

    monkeypatch.setattr(backup, "copy_pages", lose_a_row)
    refused(path, folder, "copy-differs")


def test_ctrl_c_leaves_no_half_file(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "sync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        back_up(path, caller(), folder=folder)
    assert names(folder) == []


def test_rows_that_name_nothing_are_copied_and_no_older_copy_goes_for_them(path: Path, folder: Path) -> None:
    """Which of them is the sound one is not for us to say."""
    first = back_up(path, caller(), folder=folder)
    without_guards(path, "DELETE FROM unit WHERE code = 'X1'")
    second = back_up(path, caller(), folder=folder, keep=1)
    assert second.strays > 0
    assert second.removed == ()
    assert names(folder) == [first.path.name, second.path.name]


# -- rotation ------------------------------------------------------------------------------------------------


def taken(path: Path, folder: Path, at: Callable[[str], None], count: int) -> list[Path]:
    """Make backups, one a day from the first of November on."""
    made = []
    for day in range(1, count + 1):
        at(f"2026-11-{day:02}T05:24:00Z")
        made.append(back_up(path, caller(), folder=folder).path)
    return made


def test_the_oldest_go_and_are_named(path: Path, folder: Path, at: Callable[[str], None]) -> None:
    made = taken(path, folder, at, 5)
    at("2026-11-20T05:24:00Z")
    new = back_up(path, caller(), folder=folder, keep=3)
    assert new.removed == tuple(made[:3])
    assert names(folder) == [file.name for file in (*made[3:], new.path)]
    at("2026-11-21T05:24:00Z")
    assert back_up(path, caller(), folder=folder, keep=9).removed == ()


def test_the_one_just_written_never_goes(path: Path, folder: Path, at: Callable[[str], None]) -> None:
    """Not by a clock that was set back either."""
    made = taken(path, folder, at, 2)
    at("2020-01-01T00:00:00Z")
    new = back_up(path, caller(), folder=folder, keep=2)
    assert new.removed == (made[0],)
    at("2019-01-01T00:00:00Z")
    last = back_up(path, caller(), folder=folder, keep=1)
    assert last.removed == (new.path, made[1])
    assert names(folder) == [last.path.name]


def test_nothing_of_anybody_else_is_touched(path: Path, folder: Path, at: Callable[[str], None]) -> None:
    """Other names, other registers of the same name, texts, folders, links, and what cannot be read stay."""
    old, *_made = taken(path, folder, at, 2)
    other = path.with_name("other.db")
    shutil.copy(path, other)
    edit(other, "Went its own way")
    shutil.copy(back_up(other, caller()).path, folder / "office-20200101T000000Z.db")
    for name in (
        "office-20200102T000000Z.db.txt",
        "office-20200102T000000Z_1.db",
        "office-2020.db",
        "office.before-restore-20200102T000000Z.db",
        "phòng office-20200102T000000Z.db",
        "Xoffice-20200102T000000Z.db",
    ):
        shutil.copy(old, folder / name)
    (folder / "office-20200103T000000Z.db").write_text("not a register", encoding="utf-8")
    (folder / "office-20200104T000000Z.db").mkdir()
    (folder / "office-20200105T000000Z.db").symlink_to(old)
    with contextlib.closing(sqlite3.connect(folder / "office-20200106T000000Z.db")) as db:
        db.execute("CREATE TABLE t (x)")
    shutil.copy(old, folder / "office-20200107T000000Z.db")
    change(folder / "office-20200107T000000Z.db", "PRAGMA user_version = 99")
    before = set(names(folder))
    at("2026-11-20T05:24:00Z")
    new = back_up(path, caller(), folder=folder, keep=1)
    assert before - set(names(folder)) == {file.name for file in new.removed}
    assert {file.name for file in new.removed} == {
        "office-20261101T052400Z.db",
        "office-20261102T052400Z.db",
    }


def test_what_a_restoring_dropped_is_not_rotated_away(
    path: Path, folder: Path, at: Callable[[str], None]
) -> None:
    """A backup of entries that the register no longer has is the only place where they are."""
    (first,) = taken(path, folder, at, 1)
    edit(path, "Dropped later")
    at("2026-11-10T05:24:00Z")
    dropped = back_up(path, caller(), folder=folder).path
    plan = service.prepare(path, first, caller())
    assert plan.lost == 1
    service.carry_out(plan, caller())
    edit(path, "Another way")
    at("2026-11-20T05:24:00Z")
    new = back_up(path, caller(), folder=folder, keep=1)
    assert new.removed == (first,)
    assert names(folder) == [dropped.name, new.path.name]


def test_a_dry_run_says_what_would_go(path: Path, folder: Path, at: Callable[[str], None]) -> None:
    made = taken(path, folder, at, 3)
    at("2026-11-20T05:24:00Z")
    would = back_up(path, caller(dry_run=True), folder=folder, keep=2)
    assert would.removed == tuple(made[:2])
    assert names(folder) == [file.name for file in made]
    assert back_up(path, caller(dry_run=True), folder=folder / "new") == Backup(
        folder / "new" / "office-20261120T052400Z.db", path, path.stat().st_size
    )
    assert not (folder / "new").exists()


MOMENTS = st.datetimes().map(lambda moment: f"{moment:%Y%m%dT%H%M%S}Z".rjust(16, "0"))


@given(
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.lists(st.tuples(MOMENTS, st.integers(1, 99)), max_size=6, unique=True),
)
def test_names_are_read_back_in_the_order_of_time(
    tmp_path_factory: pytest.TempPathFactory, stem: str, dated: list[tuple[str, int]]
) -> None:
    """Whatever signs the register's name is made of."""
    register = Path(f"{stem}.db")
    if register.name in (".", "..") or len(register.name.encode()) > 200:
        return
    folder = tmp_path_factory.mktemp("names")
    for moment, number in dated:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rotation, "machine_moment", lambda moment=moment: moment)
            rotation.backup_names(register, folder)(number).touch()
    found = rotation.listed(register, folder)
    assert [(one.moment, one.number) for one in found] == sorted(dated)
    (folder / f"{stem}-20261122T052400Z.db.part").touch()
    assert rotation.listed(Path("another.db"), folder) == []
    assert len(rotation.listed(register, folder)) == len(dated)


# -- before an upgrade ---------------------------------------------------------------------------------------


def test_the_copy_before_an_upgrade_is_checked_and_made_once(path: Path) -> None:
    first = backup.before_upgrade(path, 1)
    assert first == path.with_name("office.db.v1.backup")
    assert contents(first) == contents(path)
    before = first.read_bytes()
    assert backup.before_upgrade(path, 1) == first
    edit(path, "Went on")
    second = backup.before_upgrade(path, 1)
    assert second == path.with_name("office.db.v1.backup_02")
    assert contents(second) == contents(path)
    assert first.read_bytes() == before


def test_a_damaged_register_is_not_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "SCHEMA_VERSION", connect.SCHEMA_VERSION + 1)
    monkeypatch.setattr(
        migrations, "STEPS", (*migrations.STEPS, lambda db: db.execute("DROP TABLE task_now"))
    )
    break_pages(path)
    before = path.read_bytes()
    with pytest.raises(DatabaseFault) as refusal, reading(path, caller()):
        pass
    assert refusal.value.code == "damaged"
    assert path.read_bytes() == before
    assert names(path.parent) == ["office.db"]


# -- restoring -----------------------------------------------------------------------------------------------


@pytest.fixture
def saved(path: Path, folder: Path) -> Path:
    """Return a backup; the register went on since."""
    made = back_up(path, caller(), folder=folder).path
    edit(path, "Made since")
    return made


def bring_back(path: Path, saved: Path, **said: object) -> Path | None:
    """Restore a backup; return where what was there is kept."""
    return service.carry_out(service.prepare(path, saved, caller()), caller(**said)).kept


def test_the_register_is_what_the_backup_was_and_what_it_was_is_kept(path: Path, saved: Path) -> None:
    before = contents(path)
    kept = bring_back(path, saved)
    assert kept is not None
    assert contents(path) == contents(saved)
    assert contents(kept) == before
    assert found(path) == found(kept) == set()
    assert sorted(set(names(path.parent)) - {"bản sao"}) == [kept.name, "office.db"]
    edit(path, "Goes on")


@posix
def test_a_restored_register_is_private(path: Path, saved: Path, tmp_path: Path) -> None:
    """A new file is its owner's alone; one that an office shares with a group stays shared with it."""
    new = tmp_path / "new.db"
    assert bring_back(new, saved) is None
    assert new.stat().st_mode & 0o777 == 0o600
    for before, after in ((0o644, 0o640), (0o666, 0o660), (0o600, 0o600)):
        path.chmod(before)
        kept = bring_back(path, saved)
        assert path.stat().st_mode & 0o777 == after
        assert kept is not None
        assert kept.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(path: Path, saved: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path)
    kept = bring_back(link, saved)
    assert link.is_symlink()
    assert kept is not None
    assert kept.parent == path.parent
    assert contents(path) == contents(saved)


@pytest.mark.usefixtures("saved")
def test_who_has_the_register_open_goes_on_with_the_restored_one(path: Path, saved: Path) -> None:
    """The file stays the same file: a writer that waits does not write to one that has no name any more."""
    with stranger(path) as db:
        assert db.execute("SELECT title FROM task WHERE id = 4").fetchone()[0] == "Made since"
        bring_back(path, saved)
        assert db.execute("SELECT title FROM task WHERE id = 4").fetchone()[0].startswith("Work of")
        db.execute("UPDATE task_now SET percent = 777 WHERE task = 4")
    assert value(path, "SELECT percent FROM task_now WHERE task = 4") == 777


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "BEGIN; SELECT * FROM task"])
def test_it_refuses_while_another_is_at_work(
    path: Path, saved: Path, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "SILENT_SECONDS", 0.01)
    plan = service.prepare(path, saved, caller())
    before = path.read_bytes()
    there = names(path.parent)
    with stranger(path) as db:
        monkeypatch.setenv("TASKTRACK_WAIT", "0.05")
        for statement in lock.split("; "):
            db.execute(statement).fetchone()
        with pytest.raises(Busy):
            service.carry_out(plan, caller())
        assert path.read_bytes() == before
        assert names(path.parent) == there
        monkeypatch.setenv("TASKTRACK_WAIT", "5")
        service.carry_out(plan, caller(on_wait=lambda: db.execute("ROLLBACK")))
    assert contents(path) == contents(saved)


def test_nobody_comes_between_the_keeping_and_the_restoring(
    path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written after the old file was kept would be in neither."""
    tried = []
    copy_pages = backup.copy_pages

    def try_to_write(source: connect.Connection, target: connect.Connection) -> None:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as db:
            for statement in ("BEGIN IMMEDIATE", "SELECT * FROM task"):
                with pytest.raises(sqlite3.OperationalError, match="locked"):
                    db.execute(statement)
                tried.append(statement)
        copy_pages(source, target)

    monkeypatch.setattr(backup, "copy_pages", try_to_write)
    bring_back(path, saved)
    assert len(tried) == 4  # while the old one is kept, and while it is overwritten


@pytest.mark.parametrize("trouble", ["full", "interrupted"])
def test_what_stops_it_in_the_middle_costs_nothing(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    """A backup larger than the register, which the disk has no room for; and Ctrl-C."""
    larger = Path(shutil.copy(path, path.with_name("larger.db")))
    grow(larger)
    saved = back_up(larger, caller(), folder=folder).path
    before = contents(path)
    there = names(path.parent)
    copy_pages = backup.copy_pages

    def stop(source: connect.Connection, target: connect.Connection) -> None:
        if target.execute("PRAGMA database_list").fetchone()[2] != str(path):
            copy_pages(source, target)
        elif trouble == "full":
            target.execute("PRAGMA max_page_count = 1")
            copy_pages(source, target)
        else:
            source.backup(target, pages=9, progress=interrupt)

    monkeypatch.setattr(backup, "copy_pages", stop)
    with pytest.raises(DatabaseFault if trouble == "full" else KeyboardInterrupt) as stopped:
        bring_back(path, saved)
    assert getattr(stopped.value, "code", None) == ("disk-full" if trouble == "full" else None)
    assert contents(path) == before
    assert found(path) == set()
    assert names(path.parent) == there


def interrupt(*_left: object) -> None:
    """Press Ctrl-C."""
    raise KeyboardInterrupt


def grow(path: Path) -> None:
    """Add many units with long names."""
    with at_work(path) as register, register.write() as entry:
        for number in range(300):
            entry.insert("unit", {"code": f"U{number}", "name": "x" * 500, "folded": "x"})


def test_a_register_in_wal_comes_back_as_an_ordinary_one(path: Path, saved: Path) -> None:
    with stranger(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("UPDATE task_now SET percent = 777 WHERE task = 4")
    kept = bring_back(path, saved)
    assert value(path, "PRAGMA journal_mode") == "delete"
    assert contents(path) == contents(saved)
    assert kept is not None
    assert value(kept, "SELECT percent FROM task_now WHERE task = 4") == 777
    assert not [name for name in names(path.parent) if name.endswith(("-wal", "-shm", "-journal"))]


# Writes over the register until pages reach the file, then dies as by a power cut.
DIES = """
import os, signal, sys
from pathlib import Path
from tasktrack.services import restore
from tasktrack.store import backup, connect
from tasktrack.store.register import Caller

path, saved = Path(sys.argv[1]), Path(sys.argv[2])
hold = connect.hold

def hold_with_a_small_cache(db, on_wait):
    hold(db, on_wait)
    db.execute("PRAGMA cache_size = 2")

def die(source, target):
    if target.execute("PRAGMA database_list").fetchone()[2] != str(path):
        source.backup(target)
        return
    steps = iter(range(99))
    def progress(*_left):
        if next(steps) == 60:
            os.kill(os.getpid(), signal.SIGKILL)
    source.backup(target, pages=1, progress=progress)

connect.hold, backup.copy_pages = hold_with_a_small_cache, die
restore.carry_out(restore.prepare(path, saved, Caller()), Caller())
"""


@posix
def test_a_crash_in_the_middle_leaves_the_register_as_it_was(path: Path, folder: Path) -> None:
    """And what was to be kept is there as well; the next try goes through."""
    saved = back_up(path, caller(), folder=folder).path
    grow(path)
    before = contents(path)
    whole = path.read_bytes()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    done = subprocess.run(
        [sys.executable, "-c", DIES, str(path), str(saved)], check=False, env=environment, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert path.with_name("office.db-journal").stat().st_size > 512
    assert path.read_bytes() != whole
    assert found(path) == set()
    assert contents(path) == before
    (kept,) = path.parent.glob("office.before-restore-*.db")
    assert contents(kept) == before
    bring_back(path, saved)
    assert contents(path) == contents(saved)


# -- restoring where there is no register to lock ------------------------------------------------------------


def test_a_damaged_file_is_kept_byte_for_byte(path: Path, saved: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xee" * 9000)
    before = path.read_bytes()
    kept = bring_back(path, saved)
    assert kept is not None
    assert kept.read_bytes() == before
    assert contents(path) == contents(saved)
    assert found(path) == set()


def test_a_file_with_broken_pages_is_kept_with_them(path: Path, saved: Path) -> None:
    break_pages(path)
    before = path.read_bytes()
    kept = bring_back(path, saved)
    assert kept is not None
    assert kept.read_bytes()[4096:] == before[4096:]
    assert contents(path) == contents(saved)


def test_a_file_that_was_cut_short(path: Path, saved: Path) -> None:
    os.truncate(path, 10_000)
    bring_back(path, saved)
    assert contents(path) == contents(saved)
    assert found(path) == set()


def half_written(path: Path) -> bytes:
    """Leave a register as a writer does that was killed; return its journal."""
    script = """
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 2")
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE task_now SET percent = 777")
db.execute("CREATE TABLE filler (x)")
for number in range(400):
    db.execute("INSERT INTO filler VALUES (?)", ("x" * 900,))
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    journal = path.with_name(f"{path.name}-journal").read_bytes()
    assert len(journal) > 512
    return journal


@posix
def test_what_a_crash_left_is_taken_back_before_it_is_kept(path: Path, saved: Path) -> None:
    before = contents(path)
    half_written(path)
    kept = bring_back(path, saved)
    assert kept is not None
    assert contents(kept) == before
    assert contents(path) == contents(saved)


@posix
@pytest.mark.parametrize("gone", [True, False])
def test_the_journal_of_the_old_file_is_never_applied_to_the_new_one(
    path: Path, saved: Path, gone: bool
) -> None:
    """It goes with the file that it belongs to, whether that is there, empty, or not."""
    journal = half_written(path)
    path.unlink() if gone else path.write_bytes(b"")
    kept = bring_back(path, saved)
    assert kept is not None
    assert not path.with_name("office.db-journal").exists()
    assert contents(path) == contents(saved)
    assert found(path) == set()
    (moved,) = path.parent.glob("office.before-restore-*-journal")
    assert moved.read_bytes() == journal
    assert moved.name.removesuffix("-journal") == kept.name.removesuffix("-journal")


@posix
def test_a_damaged_file_takes_its_journal_with_it(path: Path, saved: Path) -> None:
    """SQLite may mend the one by the other; the new file has no part in it."""
    half_written(path)
    path.write_bytes(b"\xee" * 9000)
    assert bring_back(path, saved) is not None
    assert not path.with_name("office.db-journal").exists()
    assert contents(path) == contents(saved)
    assert found(path) == set()


def test_what_is_moved_aside_comes_back_when_the_new_file_cannot_take_its_place(
    path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"\xee" * 9000)
    path.with_name("office.db-journal").write_bytes(bytes(600))
    before = {name: (path.parent / name).read_bytes() for name in names(path.parent) if "office" in name}
    move_new = filesystem.move_new

    def somebody_was_faster(source: Path, target: Path) -> None:
        if target == path and source.suffix == ".part":
            raise FileExistsError
        move_new(source, target)

    monkeypatch.setattr(filesystem, "move_new", somebody_was_faster)
    with pytest.raises(Invalid) as refusal:
        bring_back(path, saved)
    assert refusal.value.code == "exists"
    assert before == {
        name: (path.parent / name).read_bytes() for name in names(path.parent) if "office" in name
    }


def test_a_journal_that_cannot_be_moved_keeps_all_where_it_was(
    path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"\xee" * 9000)
    path.with_name("office.db-journal").write_bytes(bytes(600))
    there = names(path.parent)
    move_new = filesystem.move_new

    def refuse_journals(source: Path, target: Path) -> None:
        if source.name.endswith("-journal"):
            raise PermissionError(errno.EACCES, "in use")
        move_new(source, target)

    monkeypatch.setattr(filesystem, "move_new", refuse_journals)
    with pytest.raises(DatabaseFault) as refusal:
        bring_back(path, saved)
    assert refusal.value.code == "not-writable"
    assert names(path.parent) == there
    assert path.read_bytes() == b"\xee" * 9000


def test_what_is_kept_takes_no_name_that_is_taken(path: Path, saved: Path, at: Callable[[str], None]) -> None:
    at("2026-11-22T05:24:00Z")
    first = bring_back(path, saved)
    second = bring_back(path, saved)
    path.write_bytes(b"\xee" * 9000)
    third = bring_back(path, saved)
    assert [kept.name for kept in (first, second, third) if kept] == [
        "office.before-restore-20261122T052400Z.db",
        "office.before-restore-20261122T052400Z_02.db",
        "office.before-restore-20261122T052400Z_03.db",
    ]


def test_an_older_backup_is_checked_in_a_copy_and_brought_up_to_date_when_it_is_used(
    path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = connect.SCHEMA_VERSION
    steps = (*migrations.STEPS, lambda db: db.execute("ALTER TABLE saved_view ADD COLUMN note TEXT"))
    migrations.expected.cache_clear()
    monkeypatch.setattr(connect, "SCHEMA_VERSION", version + 1)
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(steps[-1], "__name__", "m_next", raising=False)
    before = saved.read_bytes()
    there = names(path.parent)
    try:
        plan = service.prepare(path, saved, caller())
        assert plan.contents.version == version
        assert names(path.parent) == there
        assert saved.read_bytes() == before
        service.carry_out(plan, caller())
        assert value(path, "PRAGMA user_version") == version
        assert found(path) == set()
        assert value(path, "PRAGMA user_version") == version + 1
        without_guards(saved, "UPDATE unit SET name = 'Forged'")
        with pytest.raises(Invalid) as refusal:
            service.prepare(path, saved, caller())
        assert refusal.value.code == "not-as-written"
    finally:
        migrations.expected.cache_clear()


def test_a_backup_that_changes_meanwhile_is_not_restored(path: Path, saved: Path) -> None:
    plan = service.prepare(path, saved, caller())
    edit(saved, "Changed meanwhile")
    before = path.read_bytes()
    with pytest.raises(Invalid) as refusal:
        service.carry_out(plan, caller())
    assert refusal.value.code == "changed"
    assert path.read_bytes() == before


def test_restoring_is_one_function_of_the_store(path: Path, tmp_path: Path) -> None:
    """It makes a new register of any open connection."""
    new = tmp_path / "new.db"
    with backup.reading(path) as source:
        assert restore.restore(new, source, lambda: None) is None
    assert contents(new) == contents(path)
