"""`backup` is silent where cron runs it; `restore` replaces nothing that was not agreed to."""

import io
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.cli import backup as command
from tasktrack.services import backup as service
from tasktrack.store import backup, connect


def files(clerk: Clerk, folder: str = "backups") -> list[Path]:
    """Return the files of a folder beside the register."""
    place = clerk.db.parent / folder
    return sorted(place.iterdir()) if place.is_dir() else []


def saved(clerk: Clerk) -> str:
    """Make a backup; return its path."""
    return str(clerk.data("backup")["path"])


class Terminal(io.StringIO):
    """A keyboard at which somebody answers."""

    def isatty(self) -> bool:
        """Tell that people read and write here."""
        return True


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Answer the next question."""
    monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


# -- backup --------------------------------------------------------------------------------------------------


def test_nothing_is_said_in_a_pipe(clerk: Clerk) -> None:
    """So that cron sends no mail when all went well, with --keep neither."""
    for _number in range(3):
        said = clerk.ok("backup", "--keep", "2")
        assert (said.out, said.err) == ("", "")
    (_one, _other) = files(clerk)


def test_one_line_is_said_on_a_terminal(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "is_terminal", lambda: True)
    said = clerk.ok("backup", "sao lưu")
    (file,) = files(clerk, "sao lưu")
    size = -(-file.stat().st_size // 1024)
    assert said.out == f"Backup written: {Path('sao lưu') / file.name} ({size} KB).\n"
    assert said.err == ""
    said = clerk.ok("backup", "sao lưu", "--keep", "1")
    assert said.out.splitlines()[1] == f"Removed: {Path('sao lưu') / file.name}"
    assert clerk.ok("backup", "--quiet").out == ""
    assert clerk.ok("backup", "-q", "--format", "json").out == ""


def test_programs_are_told_all(clerk: Clerk) -> None:
    first = clerk.ok("backup", "--format", "json").json
    assert first["command"] == "backup"
    assert first["dry_run"] is False
    data = first["data"]
    assert data == {
        "path": str(files(clerk)[0]),
        "register": str(clerk.db),
        "bytes": files(clerk)[0].stat().st_size,
        "removed": [],
        "rows_without_target": 0,
    }
    assert re.fullmatch(r"office-\d{8}T\d{6}Z\.db", Path(data["path"]).name)
    assert clerk.data("backup", "--keep", "1")["removed"] == [data["path"]]


@pytest.mark.parametrize("count", ["0", "-1", "few", "99999999999999"])
def test_how_many_to_keep_is_at_least_one(clerk: Clerk, count: str) -> None:
    assert clerk.refused(2, "backup", "--keep", count)["code"] == "usage"
    assert files(clerk) == []


def test_a_file_is_no_folder(clerk: Clerk, tmp_path: Path) -> None:
    """Neither one that is there nor one that is meant."""
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    for name in ("note.txt", "copy.db"):
        error = clerk.refused(4, "backup", name)
        assert error["code"] == "not-a-folder"
        assert name in error["message"]
    assert clerk.refused(7, "backup", "note.txt/below")["code"] == "not-writable"
    assert {file.name for file in tmp_path.iterdir()} == {"note.txt", "office.db"}


def test_a_folder_of_any_name_is_made(clerk: Clerk) -> None:
    name = str(
        Path("sao lưu hằng ngày") / "100% [2026]*?" if os.name == "posix" else Path("sao lưu") / "2026"
    )
    assert clerk.data("backup", name, "--keep", "1")["removed"] == []
    assert len(clerk.data("backup", name, "--keep", "1")["removed"]) == 1
    assert len(files(clerk, name)) == 1


def test_a_dry_run_writes_nothing(clerk: Clerk) -> None:
    said = clerk.ok("backup", "new", "--dry-run")
    assert said.out.startswith("Dry run, nothing is written.\nBackup would be written: ")
    assert not Path("new").exists()
    first = saved(clerk)
    assert f"Would be removed: {first}" in clerk.ok("backup", "--keep", "1", "--dry-run").out
    assert [str(file) for file in files(clerk)] == [first]


def test_there_must_be_a_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clerk = Clerk(tmp_path / "none.db", capsys)
    said = clerk.run("backup", "--format", "json")
    assert (said.code, said.error["code"], said.out) == (7, "no-register", "")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_sentence(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """On stderr, where cron's mail takes it from."""

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.filesystem, "sync", full)
    said = clerk.run("backup")
    assert said.code == 7
    assert said.out == ""
    assert said.err.startswith("Error: The disk that holds ")
    assert len(said.err.splitlines()) == 2
    assert files(clerk) == []


def test_rows_that_name_nothing_are_told_to_cron(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is made, the exit code says that something was found."""
    before = saved(clerk)
    monkeypatch.setattr(service.backup, "strays", lambda _db: 2)
    said = clerk.run("backup", "--keep", "1")
    assert said.code == 1
    assert said.out == ""
    assert "2 rows name rows that are not there" in said.err
    assert len(files(clerk)) == 2
    assert Path(before).exists()


def test_another_writer_is_waited_for(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "SILENT_SECONDS", 0.01)
    monkeypatch.setenv("TASKTRACK_WAIT", "0.05")
    other = connect.connect_to_write(clerk.db, lambda: None)
    other.execute("BEGIN EXCLUSIVE")
    said = clerk.run("backup", "--format", "json")
    other.close()
    assert (said.code, said.error["code"]) == (6, "busy")
    assert said.err.splitlines()[0] == "Another program is writing to the register; waiting ..."
    assert files(clerk) == []


# -- restore -------------------------------------------------------------------------------------------------


def test_it_says_what_came_back(clerk: Clerk) -> None:
    clerk.task("Kept")
    file = saved(clerk)
    clerk.task("Made since")
    clerk.ok("log", "NV1", "made since", "--percent", "10")
    said = clerk.ok("restore", file, "--yes")
    lines = said.out.splitlines()
    assert lines[0] == f"{clerk.db} was restored from {file}."
    assert lines[1] == "Office: UBND tỉnh"
    assert lines[2].startswith("Newest entry: 7, ")
    assert lines[2].endswith(", clerk, task add")
    assert lines[3] == "3 units, 2 officers, 1 tasks, 0 progress entries, 0 reviews, 0 marks, 0 periods"
    assert lines[4] == "2 entries made since then are not in it."
    (kept,) = clerk.db.parent.glob("office.before-restore-*.db")
    assert lines[5:7] == ["What it replaces:", "Office: UBND tỉnh"]
    assert lines[7].startswith("Newest entry: 9, ")
    assert lines[8:] == [f"What was there before is kept: {kept}"]
    assert said.err == ""
    assert clerk.codes() == ["NV1"]
    lost = Clerk(kept, clerk.capsys)
    assert sorted(lost.codes()) == ["NV1", "NV2"]
    lost.check()


def test_programs_are_told_what_came_back(clerk: Clerk) -> None:
    file = saved(clerk)
    clerk.task()
    data = clerk.data("restore", file, "--yes")
    newest = data.pop("newest")
    replaced = data.pop("replaced")
    (kept,) = clerk.db.parent.glob("office.before-restore-*.db")
    assert data == {
        "path": str(clerk.db),
        "backup": file,
        "office": "UBND tỉnh",
        "file_version": connect.SCHEMA_VERSION,
        "rows": {"unit": 3, "officer": 2, "task": 0, "progress": 0, "review": 0, "mark": 0, "period": 0},
        "replaces": True,
        "another_register": False,
        "entries_lost": 1,
        "kept": str(kept),
        "findings": [],
    }
    assert set(newest) == {"seq", "at", "actor", "command"}
    assert newest["command"] == "officer add"
    assert replaced["office"] == "UBND tỉnh"
    assert set(replaced["newest"]) == set(newest)
    assert replaced["newest"]["seq"] == newest["seq"] + 1


def test_nothing_is_replaced_unless_it_was_agreed_to(clerk: Clerk) -> None:
    file = saved(clerk)
    clerk.task()
    error = clerk.refused(2, "restore", file)
    assert error["code"] == "needs-yes"
    assert "--yes" in error["remedy"]
    assert not list(clerk.db.parent.glob("*before-restore*"))


def test_somebody_at_a_terminal_is_asked(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what the backup holds and what would be lost."""
    file = saved(clerk)
    clerk.task()
    before = clerk.digest()
    at_a_terminal(monkeypatch, "n")
    said = clerk.run("restore", file)
    assert said.code == 130
    assert said.out == ""
    assert "1 entry made since then is not in it." in said.err
    assert f"Replace {clerk.db} with it? [y/N]" in said.err
    assert clerk.digest() == before
    at_a_terminal(monkeypatch, "y")
    assert "was restored from" in clerk.ok("restore", file).out
    assert clerk.codes() == []


@pytest.fixture
def neighbour(clerk: Clerk, tmp_path: Path) -> Clerk:
    """Return a clerk of another office, on the same shelf."""
    other = Clerk(tmp_path / "other.db", clerk.capsys)
    other.ok("init", "--office", "UBND xã")
    return other


def test_the_register_of_another_office_is_named_before_it_is_replaced(
    clerk: Clerk, neighbour: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the question, the dry run, the output and to programs, the warning first."""
    file = saved(clerk)
    warning = f"Warning: Another register lies at {neighbour.db}: the backup is not an earlier state of it.\n"
    named = "What it replaces:\nOffice: UBND xã\nNewest entry: 1, "
    dry = neighbour.ok("restore", file, "--dry-run")
    assert dry.err == warning
    assert named in dry.out
    data = neighbour.data("restore", file, "--dry-run")
    assert data["another_register"] is True
    assert data["replaced"]["office"] == "UBND xã"
    assert data["replaced"]["newest"]["command"] == "init"
    at_a_terminal(monkeypatch, "n")
    asked = neighbour.run("restore", file)
    assert asked.code == 130
    assert asked.err.startswith(warning + named)
    done = neighbour.ok("restore", file, "--yes")
    assert done.err == warning
    assert named in done.out


def test_a_later_backup_of_the_same_register_is_no_other(clerk: Clerk) -> None:
    """One may go back, and forward again; what was written in between makes it another."""
    early = saved(clerk)
    clerk.task()
    late = saved(clerk)
    clerk.ok("restore", early, "--yes")
    assert clerk.data("restore", late, "--dry-run")["another_register"] is False
    clerk.task("Another course")
    assert clerk.data("restore", late, "--dry-run")["another_register"] is True


@pytest.mark.parametrize("held", ["", "STT\tNội dung\n" * 99])
def test_a_file_that_is_no_register_is_said(clerk: Clerk, tmp_path: Path, held: str) -> None:
    file = saved(clerk)
    other = Clerk(tmp_path / "note.db", clerk.capsys)
    other.db.write_text(held, encoding="utf-8")
    said = other.run("restore", file, "--dry-run", "--format", "json")
    assert said.err == f"Warning: What lies at {other.db} is not a register that can be read.\n"
    data = said.json["data"]
    assert (data["replaces"], data["replaced"], data["another_register"]) == (True, None, None)


def test_a_dry_run_checks_and_writes_nothing(clerk: Clerk) -> None:
    file = saved(clerk)
    clerk.task()
    before = clerk.digest()
    said = clerk.ok("restore", file, "--dry-run")
    assert "Dry run, nothing is written." in said.out
    assert "What is there now would be kept beside it." in said.out
    assert clerk.digest() == before
    assert sorted(entry.name for entry in clerk.db.parent.iterdir()) == ["backups", "office.db"]


def test_a_register_is_brought_to_a_new_place(clerk: Clerk, tmp_path: Path) -> None:
    """Nobody is asked where nothing lies."""
    file = saved(clerk)
    new = Clerk(tmp_path / "máy mới" / "sổ giao việc.db", clerk.capsys)
    said = new.run("restore", file, "--format", "json")
    assert (said.code, said.error["code"]) == (7, "not-writable")
    new.db.parent.mkdir()
    assert new.data("restore", file)["kept"] is None
    assert [entry.name for entry in new.db.parent.iterdir()] == ["sổ giao việc.db"]
    assert [row["code"] for row in new.data("unit", "list")] == ["STC", "STP", "XA1"]
    new.check()


def test_a_backup_that_is_not_there_is_named_with_the_newest(clerk: Clerk) -> None:
    assert "Check the path." in clerk.refused(3, "restore", "none.db", "--yes")["remedy"]
    saved(clerk)
    file = saved(clerk)
    for word in ("none.db", "backups"):
        error = clerk.refused(3, "restore", word, "--yes")
        assert word in error["message"]
        assert file in error["remedy"]
    assert clerk.refused(4, "restore", str(clerk.db), "--yes")["code"] == "same-file"


def test_a_folder_is_not_restored_to(clerk: Clerk, tmp_path: Path) -> None:
    file = saved(clerk)
    folder = tmp_path / "folder.db"
    folder.mkdir()
    said = Clerk(folder, clerk.capsys).run("restore", file, "--yes", "--format", "json")
    assert (said.code, said.error["code"]) == (4, "folder")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("kind", "exit_code"), [("text", 7), ("another", 7), ("newer", 8), ("broken", 7)])
def test_what_is_no_sound_register_is_not_restored(clerk: Clerk, kind: str, exit_code: int) -> None:
    file = Path(saved(clerk))
    if kind == "text":
        file.write_text("STT\tNội dung\n" * 99, encoding="utf-8")
    elif kind == "broken":
        with file.open("r+b") as pages:
            pages.seek(5 * 4096)
            pages.write(b"\xff" * 4096 * 9)
    else:
        other = connect.connect_to_write(file, lambda: None)
        other.execute(f"PRAGMA {'application_id' if kind == 'another' else 'user_version'} = 99")
        other.close()
    error = clerk.refused(exit_code, "restore", str(file), "--yes")
    assert str(file) in error["message"]


def test_a_backup_that_was_changed_is_refused_by_name_and_taken_on_demand(clerk: Clerk) -> None:
    """What does not hold is listed either way."""
    file = Path(saved(clerk))
    forge(file)
    error = clerk.refused(4, "restore", str(file), "--yes")
    assert error["code"] == "not-as-written"
    assert "rows: unit 1: is not what the journal wrote" in error["details"]
    assert "--as-is" in error["remedy"]
    data = Clerk(clerk.db.with_name("forged.db"), clerk.capsys).data("restore", str(file), "--as-is")
    assert data["findings"] == error["details"]
    said = clerk.run("--db", "again.db", "restore", str(file), "--as-is")
    assert "It was taken as it is, although this does not hold:" in said.out


def forge(path: Path) -> None:
    """Change a row behind the program's back."""
    db = connect.connect_to_write(path, lambda: None)
    (text,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'guard_unit_update'").fetchone()
    db.execute("DROP TRIGGER guard_unit_update")
    db.execute("UPDATE unit SET name = 'Forged' WHERE id = 1")
    db.execute(text)
    db.close()


def test_another_database_is_not_replaced(clerk: Clerk, tmp_path: Path) -> None:
    """Not with --yes either: --db is wrong."""
    file = saved(clerk)
    other = Path(shutil.copy(clerk.db, tmp_path / "bookmarks.db"))
    db = connect.connect_to_write(other, lambda: None)
    db.execute("PRAGMA application_id = 99")
    db.close()
    assert Clerk(other, clerk.capsys).refused(7, "restore", file, "--yes")["code"] == "not-a-register"


def test_a_register_of_a_newer_program_is_not_replaced(clerk: Clerk, tmp_path: Path) -> None:
    file = saved(clerk)
    newer = Path(shutil.copy(clerk.db, tmp_path / "newer.db"))
    db = connect.connect_to_write(newer, lambda: None)
    db.execute("PRAGMA user_version = 99")
    db.close()
    assert Clerk(newer, clerk.capsys).refused(8, "restore", file, "--yes")["code"] == "newer-file"
