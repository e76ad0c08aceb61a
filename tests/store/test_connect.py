"""Only a register of ours is opened, a crash is mended, others are waited for, and reads never write."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import Clerk
from store.registers import FORGED, OPEN, at_work, caller, found, stranger, value

from tasktrack.errors import Busy
from tasktrack.services import task_edit
from tasktrack.store import connect
from tasktrack.store.register import reading

posix = pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
READS = (
    ("unit", "list"),
    ("officer", "list"),
    ("task", "list"),
    ("task", "list", "--status", "overdue"),
    ("task", "show", "NV2"),
    ("progress", "list"),
    ("period", "list"),
    ("period", "status", "2026-11"),
    ("rank", "2026-10"),
    ("rank", "2026-11"),
    ("score", "explain", "STC", "2026-10"),
    ("mark", "list"),
    ("scheme", "list"),
    ("config", "list"),
    ("history",),
    ("verify",),
)


@pytest.fixture
def clerk(path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk in front of the register."""
    return Clerk(path, capsys)


def state(path: Path) -> tuple[str, int, list[str]]:
    """Return what a read must not touch: the bytes, the time of the last change, the files beside."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return digest, path.stat().st_mtime_ns, sorted(entry.name for entry in path.parent.iterdir())


# -- which file ----------------------------------------------------------------------------------------------


def not_ours(folder: Path, kind: str) -> Path:
    """Make a file that is not a register."""
    path = folder / "other.db"
    if kind == "text":
        path.write_text("STT\tNội dung nhiệm vụ\n" * 200, encoding="utf-8")
    elif kind == "short":
        path.write_bytes(b"x")
    elif kind == "empty":
        path.touch()
    else:
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE task (id INTEGER PRIMARY KEY, title TEXT)")
            db.commit()
    return path


@pytest.mark.parametrize("words", [("task", "list"), ("task", "add", "X", "--lead", "STC"), ("verify",)])
@pytest.mark.parametrize("kind", ["text", "short", "empty", "another database"])
def test_a_file_that_is_not_ours_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, words: tuple[str, ...]
) -> None:
    path = not_ours(tmp_path, kind)
    before = state(path)
    error = Clerk(path, capsys).refused(7, *words)
    assert error["code"] in ("not-a-register", "damaged")
    assert str(path) in error["message"]
    assert error["remedy"]
    assert state(path) == before


@pytest.mark.parametrize("words", [("task", "list"), ("task", "add", "X", "--lead", "STC")])
@pytest.mark.parametrize("name", ["missing.db", "missing/office.db", "folder"])
def test_nothing_is_created_where_there_is_no_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "folder").mkdir()
    path = tmp_path / name
    said = Clerk(path, capsys).run(*words, "--format", "json")
    assert said.code == 7
    assert said.error["code"] == "no-register"
    assert str(path) in said.error["message"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]


def test_a_damaged_file_is_said_to_be(clerk: Clerk) -> None:
    with clerk.db.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    assert clerk.refused(7, "task", "list")["code"] == "damaged"


@pytest.mark.parametrize("words", [("task", "list"), ("task", "add", "X", "--lead", "STC"), ("verify",)])
def test_a_newer_file_is_refused_by_name(clerk: Clerk, words: tuple[str, ...]) -> None:
    with stranger(clerk.db) as db:
        db.execute(f"PRAGMA user_version = {connect.SCHEMA_VERSION + 4}")
    before = state(clerk.db)
    error = clerk.refused(8, *words)
    assert error["code"] == "newer-file"
    assert str(clerk.db) in error["message"]
    assert f"file version {connect.SCHEMA_VERSION + 4}" in error["message"]
    assert state(clerk.db) == before


def test_a_name_with_signs_of_a_query_is_a_name(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = path.with_name("sổ ?mode=memory#100%25.db")
    shutil.copy(path, odd)
    assert sorted(Clerk(odd, capsys).codes()) == ["NV1", "NV2", "NV3", "NV4"]
    assert sorted(entry.name for entry in path.parent.glob("*.db")) == ["office.db", odd.name]


# -- permissions ---------------------------------------------------------------------------------------------


@posix
def test_a_new_register_is_private(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.db"
    before = os.umask(0)
    try:
        Clerk(path, capsys).ok("init", "--office", "X")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["new.db"]


@posix
def test_a_register_being_written_keeps_its_journal_private(path: Path) -> None:
    """What stands beside the file for a moment holds the same rows."""
    path.chmod(0o600)
    with at_work(path) as register, register.write() as entry:
        entry.update("unit", 1, {"name": "Other"})
        assert path.with_name("office.db-journal").stat().st_mode & 0o077 == 0


@contextlib.contextmanager
def another_user() -> Iterator[None]:
    """Be a user whom permissions bind; the superuser may do anything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def others_place() -> Iterator[Path]:
    """Return a folder that another user may enter, as pytest's own may not be."""
    folder = Path(tempfile.mkdtemp(prefix="tasktrack-"))
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@posix
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o644, 0o555), (0o444, 0o555)])
def test_what_may_only_be_read_is_read(
    clerk: Clerk, others_place: Path, file_mode: int, folder_mode: int
) -> None:
    """A read-only file and a read-only folder are listed as ever; a write says what is wrong."""
    clerk.ok("task", "list")
    clerk.ok(
        "task", "edit", "NV4", "--title", "Other", "--dry-run"
    )  # what a write imports lazily is there now
    clerk.db = Path(shutil.copy(clerk.db, others_place / "office.db"))
    if os.geteuid() == 0:
        os.chown(clerk.db, 65534, 65534)
    clerk.db.chmod(file_mode)
    others_place.chmod(folder_mode)
    before = state(clerk.db)
    with another_user():
        assert len(clerk.codes()) == 4
        error = clerk.refused(7, "task", "edit", "NV4", "--title", "Other")
    assert error["code"] == "not-writable"
    assert str(clerk.db) in error["message"]
    assert state(clerk.db) == before


@posix
def test_a_register_is_not_made_where_one_may_not_write(
    others_place: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Clerk(tmp_path / "first.db", capsys).ok("init", "--office", "X")
    others_place.chmod(0o555)
    with another_user():
        said = Clerk(others_place / "new.db", capsys).run("init", "--office", "X", "--format", "json")
    assert (said.code, said.error["code"]) == (7, "not-writable")
    assert list(others_place.iterdir()) == []


# -- reads never write ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_a_read_leaves_no_trace(clerk: Clerk, words: tuple[str, ...]) -> None:
    before = state(clerk.db)
    assert clerk.ok(*words).out
    assert state(clerk.db) == before


# -- after a crash -------------------------------------------------------------------------------------------

# Writes until pages reach the file, then dies as by a power cut.
DIES = f"""
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 2")
db.execute("BEGIN IMMEDIATE")
db.execute({FORGED!r})
for number in range(400):
    db.execute(
        "INSERT INTO unit (code, name, folded, created, seq) VALUES (?, ?, 'x', {OPEN}, {OPEN})",
        (f"U{{number}}", "x" * 500),
    )
db.execute("UPDATE task SET title = 'half written', seq = {OPEN}")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def crashed(path: Path) -> bytes:
    """Leave the register as a writer does that was killed in the middle; return what it held before."""
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", DIES, str(path)], check=False)
    assert done.returncode < 0
    assert path.with_name("office.db-journal").stat().st_size > 512
    assert path.read_bytes() != before
    return before


@posix
def test_a_read_mends_what_a_crash_left(clerk: Clerk, crashed: bytes) -> None:
    """SQLite alone refuses to read such a file without writing; the clerk never sees it."""
    with contextlib.closing(sqlite3.connect(f"file:{clerk.db}?mode=ro", uri=True)) as db:
        with pytest.raises(sqlite3.OperationalError) as refused:
            db.execute("SELECT * FROM task")
        assert refused.value.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK
    assert {row["title"][:7] for row in clerk.data("task", "list")} == {"Work of"}
    assert clerk.db.read_bytes() == crashed
    assert [entry.name for entry in clerk.db.parent.iterdir() if entry.name.startswith("office")] == [
        "office.db"
    ]
    clerk.ok("verify")


@posix
def test_a_write_mends_it_too(clerk: Clerk, crashed: bytes) -> None:
    clerk.ok("task", "edit", "NV4", "--title", "Goes on")
    assert value(clerk.db, "SELECT count(*) FROM unit") == 3
    assert found(clerk.db) == set()


@posix
def test_a_folder_where_nothing_can_be_mended_is_named(
    clerk: Clerk, crashed: bytes, others_place: Path
) -> None:
    """The half-written file is not shown as if it were whole."""
    clerk.ok("--version")
    for name in ("office.db", "office.db-journal"):
        shutil.copy(clerk.db.with_name(name), others_place / name)
        (others_place / name).chmod(0o444)
    clerk.db = others_place / "office.db"
    others_place.chmod(0o555)
    with another_user():
        said = clerk.run("task", "list", "--format", "json")
    assert (said.code, said.error["code"]) == (7, "not-writable")
    assert said.out == ""


# -- other programs at work ----------------------------------------------------------------------------------

WAITING = "Another program is writing to the register; waiting ..."


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a tenth of a second, and say so after a hundredth."""
    monkeypatch.setattr(connect, "SILENT_SECONDS", 0.01)
    monkeypatch.setenv("TASKTRACK_WAIT", "0.1")


@pytest.mark.usefixtures("hurried")
def test_a_writer_is_waited_for_and_then_named(clerk: Clerk) -> None:
    """Exit 6 after the wait, which is said once; nothing is written."""
    with stranger(clerk.db) as db:
        db.execute("BEGIN IMMEDIATE")
        said = clerk.run("task", "edit", "NV4", "--title", "Other", "--format", "json")
        assert said.code == 6
        assert said.out == ""
        assert said.err.splitlines()[:-1] == [WAITING]
        assert said.error["code"] == "busy"
        assert str(clerk.db) in said.error["message"]
        assert "0.1 seconds" in said.error["message"]
    assert value(clerk.db, "SELECT title FROM task WHERE id = 4").startswith("Work of")


@pytest.mark.usefixtures("hurried")
def test_a_list_does_not_wait_for_a_writer(clerk: Clerk) -> None:
    with stranger(clerk.db) as db:
        db.execute("BEGIN IMMEDIATE")
        said = clerk.ok("task", "list")
    assert said.err == ""


@pytest.mark.usefixtures("hurried")
def test_a_list_waits_while_the_file_is_being_written(clerk: Clerk) -> None:
    with stranger(clerk.db) as db:
        db.execute("BEGIN EXCLUSIVE")
        said = clerk.run("task", "list", "--format", "json")
    assert (said.code, said.error["code"]) == (6, "busy")
    assert said.err.splitlines()[:-1] == [WAITING]


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_the_work_goes_on_once_the_other_is_done(path: Path, lock: str) -> None:
    with stranger(path) as db:
        db.execute(lock)
        with at_work(path, on_wait=lambda: db.execute("ROLLBACK")) as register:
            task_edit.edit(register, "NV4", {"title": "Goes on"})
        assert not db.in_transaction
    assert value(path, "SELECT title FROM task WHERE id = 4") == "Goes on"


@pytest.mark.usefixtures("hurried")
def test_a_commit_waits_for_readers(path: Path) -> None:
    """SQLite writes the file only when nobody reads it: a long report must not cost a clerk's work."""
    with stranger(path) as db:
        db.execute("BEGIN")
        db.execute("SELECT * FROM task").fetchone()
        with at_work(path, on_wait=lambda: db.execute("COMMIT")) as register:
            task_edit.edit(register, "NV4", {"title": "Goes on"})
        assert not db.in_transaction
    assert value(path, "SELECT title FROM task WHERE id = 4") == "Goes on"


@pytest.mark.usefixtures("hurried")
def test_a_reader_that_stays_keeps_the_file_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    with reading(path, caller()), at_work(path) as register, pytest.raises(Busy):
        task_edit.edit(register, "NV4", {"title": "Goes on"})
    assert path.read_bytes() == before
    with at_work(path) as register:
        task_edit.edit(register, "NV4", {"title": "Goes on"})


@pytest.mark.parametrize(("said", "seconds"), [("2.5", 2.5), ("0", 0.0), ("soon", 30.0)])
def test_scripts_say_how_long_to_wait(monkeypatch: pytest.MonkeyPatch, said: str, seconds: float) -> None:
    monkeypatch.setenv("TASKTRACK_WAIT", said)
    assert connect.wait_seconds() == seconds


def test_people_are_waited_for_half_a_minute() -> None:
    assert connect.wait_seconds() == 30.0


@pytest.mark.slow
def test_of_four_that_start_the_same_register_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    words = [sys.executable, "-m", "tasktrack", "--db", str(path), "--lang", "en", "init", "--office"]
    started = [
        subprocess.Popen([*words, f"Office {number}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for number in range(4)
    ]
    codes = []
    for process in started:
        process.communicate()
        codes.append(process.returncode)
    assert sorted(codes) == [0, 4, 4, 4]
    winner = codes.index(0)
    assert value(path, "SELECT value FROM setting WHERE name = 'office'") == f"Office {winner}"
    assert [entry.name for entry in tmp_path.iterdir()] == ["new.db"]
    assert found(path) == set()


@pytest.mark.slow
def test_four_writers_lose_nothing(path: Path) -> None:
    """Each adds its units beside the others; every one of them is there, in one chain."""
    script = (
        "import sys\n"
        "from tasktrack.__main__ import main\n"
        "for number in range(10):\n"
        "    word = f'W{sys.argv[2]}N{number}'\n"
        "    assert main(['--db', sys.argv[1], '--lang', 'en', 'unit', 'add', word, word]) == 0\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, str(path), str(number)], stdout=subprocess.DEVNULL)
        for number in range(4)
    ]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
    assert value(path, "SELECT count(*) FROM unit WHERE code LIKE 'W%N%'") == 40
    assert found(path) == set()


def test_a_register_waits_for_the_disk(path: Path) -> None:
    """Tests do not; the program, in a process of its own, does: a commit survives a power cut."""
    script = (
        "import sys, pathlib\nfrom tasktrack.store import connect\n"
        "db = connect.connect_to_write(pathlib.Path(sys.argv[1]), lambda: None)\n"
        "print(db.execute('PRAGMA synchronous').fetchone()[0])\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "2\n"
