"""`doctor` names each thing that is wrong with a register and around it, with what to type, and writes nothing."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from clerk import Clerk
from store.test_backup import half_written

from tasktrack.errors import DatabaseFault
from tasktrack.services import doctor_beside, doctor_books
from tasktrack.store import connect, doctor, filesystem

CHECKS = [
    "sqlite", "file", "permissions", "owner", "folder", "file-system", "space", "leftovers", "journal-mode",
    "integrity", "foreign-keys", "schema", "calendar", "clock", "zone", "settings", "guards", "journal", "rows",
    "seals", "states", "backup",
]  # fmt: skip
posix = pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")


@pytest.fixture(autouse=True)
def _sound_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine's own disk is like is none of a test's doing."""
    monkeypatch.setattr(filesystem, "kind", lambda _path: "ext4")
    monkeypatch.setattr(filesystem, "synchronised", lambda _path: "")
    monkeypatch.setattr(filesystem, "free_bytes", lambda _folder: 2**40)


def examined(
    clerk: Clerk, code: int, *words: str, today: str | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Run doctor, which must end in this exit code and change nothing; return what it found by check."""
    before = clerk.db.read_bytes() if clerk.db.is_file() else None
    said = clerk.run("doctor", *words, "--format", "json", today=today)
    assert said.code == code, (said.out, said.err)
    assert said.err == ""
    assert (clerk.db.read_bytes() if clerk.db.is_file() else None) == before
    found: dict[str, list[dict[str, Any]]] = {}
    for row in said.json["data"]:
        assert row["state"] == "fine" or row["finding"]
        found.setdefault(row["check"], []).append(row)
    assert said.json["problems"] == sum(row["state"] == "problem" for row in said.json["data"])
    assert code not in (0, 1) or bool(said.json["problems"]) == bool(code)
    return found


def problem(clerk: Clerk, check: str, code: int = 1, **said: Any) -> dict[str, Any]:
    """Run doctor, which must find just one problem, of this check, with what to do."""
    found = examined(clerk, code, **said)
    problems = [row for rows in found.values() for row in rows if row["state"] == "problem"]
    assert [row["check"] for row in problems] == [check]
    assert problems[0]["remedy"]
    return problems[0]


def advice(clerk: Clerk, check: str, **said: Any) -> dict[str, Any]:
    """Run doctor, which must give a piece of advice on this check and end in 0."""
    (row,) = [row for row in examined(clerk, 0, **said)[check] if row["state"] == "advice"]
    assert row["remedy"]
    return dict(row)


def run_sql(path: Path, *statements: str) -> None:
    """Let another program run statements."""
    db = connect.connect_to_write(path, lambda: None)
    db.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        db.execute(statement)
    db.close()


def without_guard(path: Path, guard: str, *statements: str) -> None:
    """Let another program take a guard off, run statements, and put it back."""
    db = connect.connect_to_write(path, lambda: None)
    (text,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (guard,)).fetchone()
    db.close()
    run_sql(path, f"DROP TRIGGER {guard}", *statements, text)


# -- a register in good health -------------------------------------------------------------------------------


def test_all_is_looked_at(clerk: Clerk) -> None:
    """Every check once; only advice, so the exit code is 0."""
    found = examined(clerk, 0)
    wanted = CHECKS if os.name == "posix" else [c for c in CHECKS if c not in ("permissions", "owner")]
    assert list(found) == wanted
    assert {check for check, rows in found.items() if rows[0]["state"] != "fine"} == {"calendar", "backup"}
    assert set(found["sqlite"][0]) == {"check", "check_label", "state", "state_label", "finding", "remedy"}


def test_people_read_a_table(clerk: Clerk) -> None:
    clerk.ok("backup")
    said = clerk.ok("doctor", today="2026-05-04")
    lines = said.out.splitlines()
    assert lines[0] == f"Examination of {clerk.db}"
    assert lines[2] == "No problem was found."
    header = next(line for line in lines if line.startswith("Check "))
    assert header.split("  ")[0] == "Check"
    assert header.rstrip().endswith("What to do")
    assert any(line.startswith("Integrity") and "SQLite finds the file whole." in line for line in lines)


def test_it_is_written_to_a_file(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("doctor", "--output", str(tmp_path / "doctor.csv"))
    assert (tmp_path / "doctor.csv").read_text(encoding="utf-8").startswith("check,state,finding,remedy")


def test_it_says_what_it_is_in_the_envelope(clerk: Clerk) -> None:
    said = clerk.ok("doctor", "--format", "json").json
    assert {key: said[key] for key in ("command", "path", "opened", "problems", "repaired", "dry_run")} == {
        "command": "doctor",
        "path": str(clerk.db),
        "opened": True,
        "problems": 0,
        "repaired": None,
        "dry_run": False,
    }


def test_it_leaves_no_trace(clerk: Clerk) -> None:
    before = (clerk.db.stat().st_mtime_ns, sorted(entry.name for entry in clerk.db.parent.iterdir()))
    examined(clerk, 0)
    assert before == (clerk.db.stat().st_mtime_ns, sorted(entry.name for entry in clerk.db.parent.iterdir()))


def test_a_link_is_followed(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "máy chủ").mkdir()
    real = clerk.db.rename(tmp_path / "máy chủ" / "sổ giao việc.db")
    clerk.db.symlink_to(real)
    found = examined(clerk, 0)
    assert found["folder"][0]["finding"] == str(real.parent)
    clerk.ok("backup")
    assert [row["state"] for row in examined(clerk, 0)["backup"]] == ["fine"]


def test_it_waits_for_nobody_who_only_writes(clerk: Clerk) -> None:
    """A writer at work is no finding; its journal is not one that was left behind."""
    other = connect.connect_to_write(clerk.db, lambda: None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE more (x)")
    assert [row["finding"] for row in examined(clerk, 0)["leftovers"]] == [
        "Another program is writing at this moment."
    ]
    other.close()


def test_writers_wait_for_one_look_at_most(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two looks a write goes through."""
    written = []
    years = doctor.calendar_years

    def write_before(db: connect.Connection) -> set[int]:
        found = years(db)
        db.execute("ROLLBACK")  # the look is over
        run_sql(clerk.db, "UPDATE task_now SET percent = percent")
        written.append(True)
        db.execute("BEGIN")
        return found

    monkeypatch.setattr(doctor, "calendar_years", write_before)
    examined(clerk, 0)
    assert written == [True]


# -- the file and what surrounds it --------------------------------------------------------------------------


@posix
@pytest.mark.parametrize(("mode", "bad"), [(0o600, False), (0o660, False), (0o604, True), (0o666, True)])
def test_others_may_not_open_it(clerk: Clerk, mode: int, bad: bool) -> None:
    clerk.db.chmod(mode)
    if bad:
        found = problem(clerk, "permissions")
        assert f"{mode:o}" in found["finding"]
        assert found["remedy"] == f'chmod o-rwx "{clerk.db}"'
    else:
        assert examined(clerk, 0)["permissions"][0]["finding"] == f"mode {mode:o}"


@posix
def test_whose_it_is(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    assert filesystem.owner(clerk.db) in advice(clerk, "owner")["finding"]


@posix
def test_an_owner_without_a_name_has_a_number(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setitem(sys.modules, "pwd", SimpleNamespace(getpwuid=unknown))
    assert examined(clerk, 0)["owner"][0]["finding"] == str(clerk.db.stat().st_uid)


def test_what_may_not_be_written(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may write anything, so the answer of the system is made up."""
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != clerk.db and access(path, mode))
    assert str(clerk.db) in problem(clerk, "file")["finding"]
    monkeypatch.setattr(os, "access", lambda path, mode: path != clerk.db.parent and access(path, mode))
    assert str(clerk.db.parent) in problem(clerk, "folder")["finding"]


def test_a_second_name_is_a_second_journal(clerk: Clerk, tmp_path: Path) -> None:
    os.link(clerk.db, tmp_path / "second.db")
    assert "2 names" in problem(clerk, "file")["finding"]


def test_a_network_drive(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "kind", lambda _path: "cifs")
    assert "(cifs)" in problem(clerk, "file-system")["finding"]


def test_a_folder_that_a_cloud_copies(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    place = clerk.db.parent / "OneDrive - UBND tỉnh" / "sổ"
    place.mkdir(parents=True)
    assert filesystem.synchronised(place / "office.db") == str(place.parent)
    assert filesystem.synchronised(clerk.db) == ""


def test_a_cloud_is_advised_against(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "synchronised", lambda _path: "D:/OneDrive")
    assert "D:/OneDrive" in advice(clerk, "file-system")["finding"]


def test_room_for_twice_the_register(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    size = clerk.db.stat().st_size
    monkeypatch.setattr(filesystem, "free_bytes", lambda _folder: 2 * size)
    assert examined(clerk, 0)["space"][0]["state"] == "fine"
    monkeypatch.setattr(filesystem, "free_bytes", lambda _folder: 2 * size - 1)
    problem(clerk, "space")
    monkeypatch.setattr(filesystem, "free_bytes", lambda _folder: None)
    assert examined(clerk, 0)["space"][0]["finding"] == "not known"


def test_an_old_sqlite(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "sqlite_version", lambda: "3.36.0")
    assert "3.36.0" in problem(clerk, "sqlite")["finding"]
    assert not doctor.is_old("3.37.0")
    assert not doctor.is_old("4.0")


def test_copies_that_were_never_finished(clerk: Clerk) -> None:
    (clerk.db.parent / "backups").mkdir()
    for name in (".office-20261122T052400Z.db.x1.part", ".other.db.x1.part", ".office.db.12.new"):
        (clerk.db.parent / "backups" / name).touch()
    found = [row["finding"] for row in examined(clerk, 0)["leftovers"] if row["state"] == "advice"]
    assert len(found) == 2
    assert not any(".other" in line for line in found)


def test_a_journal_that_lies_about(clerk: Clerk) -> None:
    journal = clerk.db.with_name("office.db-journal")
    journal.write_bytes(bytes(512))
    assert journal.name in advice(clerk, "leftovers")["finding"]
    assert journal.exists()


def test_a_write_in_progress_is_said(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that ended while we looked."""
    monkeypatch.setattr(doctor, "journal_left", lambda _path: "filled")
    assert "at this moment" in examined(clerk, 0)["leftovers"][0]["finding"]
    answers = iter(["filled", "none"])
    monkeypatch.setattr(doctor, "journal_left", lambda _path: next(answers))
    assert "has ended" in examined(clerk, 0)["leftovers"][0]["finding"]


def test_a_journal_is_read_by_its_first_bytes(clerk: Clerk) -> None:
    journal = clerk.db.with_name("office.db-journal")
    assert doctor.journal_left(clerk.db) == "none"
    db = connect.connect_to_write(clerk.db, lambda: None)
    db.execute("PRAGMA synchronous = FULL")  # as outside of tests
    db.execute("BEGIN IMMEDIATE")
    db.execute("CREATE TABLE more (x)")
    assert journal.exists()
    assert doctor.journal_left(clerk.db) == "empty"  # until it is synced
    db.execute("PRAGMA cache_size = 1")
    for _number in range(99):
        db.execute("INSERT INTO more VALUES (?)", ("x" * 3000,))
    assert doctor.journal_left(clerk.db) == "filled"
    db.close()
    journal.touch()
    assert doctor.journal_left(clerk.db) == "empty"
    journal.unlink()


def test_wal_mode_is_another_programs(clerk: Clerk) -> None:
    run_sql(clerk.db, "PRAGMA journal_mode = WAL")
    said = clerk.run("doctor", "--format", "json")
    (row,) = [row for row in said.json["data"] if row["state"] == "problem"]
    assert (said.code, row["check"]) == (1, "journal-mode")
    file = clerk.data("backup")["path"]
    clerk.ok("restore", file, "--yes")
    assert examined(clerk, 0)["journal-mode"][0]["finding"] == "delete"


# -- backups -------------------------------------------------------------------------------------------------


def test_the_age_of_the_newest_backup(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no backup" in advice(clerk, "backup")["finding"]
    path = Path(clerk.data("backup")["path"])
    assert examined(clerk, 0)["backup"][0]["finding"] == f"0 days old: {path}"
    old = path.rename(path.with_name("office-20200101T000000Z.db"))
    row = advice(clerk, "backup")
    assert str(old) in row["finding"]
    assert "tasktrack backup" in row["remedy"]


def test_a_backup_of_a_register_that_rests_does_not_age(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was written since, so nothing is missing from it."""
    clerk.ok("backup")
    monkeypatch.setattr(doctor_beside, "machine_moment", lambda: "2099-01-01T00:00:00Z")
    assert examined(clerk, 0)["backup"][0]["state"] == "fine"


def test_a_backup_that_cannot_be_read(clerk: Clerk) -> None:
    Path(clerk.data("backup")["path"]).write_text("x" * 5000, encoding="utf-8")
    assert "cannot be read" in problem(clerk, "backup")["finding"]


# -- what the register holds ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        ("2027-06-01", "advice", "There are no holidays of 2028"),
        ("2040-01-01", "problem", "There are no holidays of 2040:"),
        ("2039-12-31", "problem", "There are no holidays of 2039, 2040"),
    ],
)
def test_a_year_without_holidays(clerk: Clerk, today: str, state: str, words: str) -> None:
    """Today's year is needed now; the next one is decided late in this one."""
    rows = examined(clerk, 1 if state == "problem" else 0, today=today)["calendar"]
    assert rows[0]["state"] == state
    assert rows[0]["finding"].startswith(words)
    assert "tasktrack calendar" in rows[0]["remedy"]


def test_holidays_that_are_not_decided(clerk: Clerk) -> None:
    """Only of the twelve months ahead."""
    guard = "guard_day_update"
    without_guard(clerk.db, guard, "UPDATE day SET status = 'official'")
    assert [row["state"] for row in examined(clerk, 1)["calendar"]] == ["fine"]
    without_guard(clerk.db, guard, "UPDATE day SET status = 'provisional' WHERE on_day < '2026-11-01'")
    assert [row["state"] for row in examined(clerk, 1)["calendar"]] == ["fine"]
    without_guard(clerk.db, guard, "UPDATE day SET status = 'provisional' WHERE on_day = '2027-09-02'")
    (row,) = examined(clerk, 1)["calendar"]
    assert (row["state"], row["finding"]) == ("advice", "Holidays of 2027 are provisional.")


def test_a_clock_that_went_back(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasktrack.clock.machine_moment", lambda: "2020-01-01T00:00:00Z")
    assert "2020-01-01" in problem(clerk, "clock")["finding"]


def test_a_zone_that_this_machine_does_not_know(clerk: Clerk) -> None:
    """The other checks are done all the same."""
    run_sql(clerk.db, "DROP TRIGGER guard_setting_insert", "DROP TRIGGER guard_setting_update")
    run_sql(clerk.db, "INSERT INTO setting (name, value, created, seq) VALUES ('zone', 'Mars/Olympus', 1, 1)")
    found = examined(clerk, 1)
    assert found["zone"][0]["state"] == "problem"
    assert "Mars/Olympus" in found["zone"][0]["finding"]
    assert "tzdata" in found["zone"][0]["remedy"]
    assert found["integrity"][0]["state"] == "fine"
    run_sql(clerk.db, "DROP TRIGGER guard_setting_delete", "DELETE FROM setting WHERE name = 'zone'")


@pytest.mark.parametrize(
    ("name", "value"),
    [("own_unit", "KHAC"), ("own_officer", "CHI"), ("scheme", "none"), ("none.late_count", "occurrence")],
)
def test_settings_that_name_what_is_not_there(clerk: Clerk, name: str, value: str) -> None:
    run_sql(
        clerk.db,
        "DROP TRIGGER guard_setting_insert",
        f"INSERT INTO setting (name, value, created, seq) VALUES ('{name}', '{value}', 1, 1)",
    )
    (row,) = examined(clerk, 1)["settings"]
    assert row["state"] == "problem"
    assert f"Setting {name} names {value.replace('occurrence', 'none')}," in row["finding"]
    assert f"config set {name}" in row["remedy"]


def test_settings_that_name_what_is_there(clerk: Clerk) -> None:
    for name, value in (("own_unit", "STC"), ("own_officer", "AN"), ("scheme", "unit-tasks")):
        clerk.ok("config", "set", name, value)
    assert examined(clerk, 0)["settings"][0]["state"] == "fine"


@pytest.mark.parametrize(
    ("check", "statement", "words"),
    [
        ("guards", "DROP TRIGGER guard_task_delete", "guard_task_delete: guard is missing"),
        (
            "guards",
            "CREATE TRIGGER own AFTER INSERT ON unit BEGIN SELECT 1; END",
            "own: is not a guard of ours",
        ),
        ("schema", "DROP INDEX posting_unit", "posting_unit: is missing"),
    ],
)
def test_a_schema_that_was_changed(clerk: Clerk, check: str, statement: str, words: str) -> None:
    run_sql(clerk.db, statement)
    assert problem(clerk, check)["finding"] == words


def test_a_row_that_was_changed(clerk: Clerk) -> None:
    without_guard(clerk.db, "guard_unit_update", "UPDATE unit SET name = 'Forged' WHERE id = 2")
    row = problem(clerk, "rows")
    assert row["finding"] == "unit 2: is not what the journal wrote"
    assert "tasktrack verify" in row["remedy"]


def test_a_row_that_names_nothing(clerk: Clerk) -> None:
    without_guard(clerk.db, "guard_posting_update", "UPDATE posting SET unit = 99 WHERE id = 1")
    found = examined(clerk, 1)
    assert found["foreign-keys"][0]["finding"].endswith(": 1")
    assert {row["check"] for rows in found.values() for row in rows if row["state"] == "problem"} == {
        "foreign-keys",
        "rows",
    }


def test_a_single_entry_and_a_single_row_read_as_one(empty: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_books.verify, "count_rows", lambda _db: 1)
    rows = {row["check"]: row["finding"] for row in empty.run("doctor", "--format", "json").json["data"]}
    assert rows["journal"] == "1 entry stands in the journal, as it was written."
    assert rows["rows"] == "1 row is as the journal wrote it."
    assert rows["seals"] == "0 closings are as they were sealed."


def test_an_entry_that_was_changed(clerk: Clerk) -> None:
    copy = Clerk(Path(shutil.copy(clerk.db, clerk.db.with_name("copy.db"))), clerk.capsys)
    without_guard(copy.db, "guard_journal_update", "UPDATE journal SET actor = 'Nobody' WHERE seq = 2")
    assert problem(copy, "journal")["finding"] == "journal 2: does not match its hash"


def test_a_closing_that_was_changed(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10")
    assert examined(clerk, 0)["seals"][0]["finding"] == "1 closing is as it was sealed."
    without_guard(
        clerk.db, "guard_frozen_subject_update", "UPDATE frozen_subject SET name = 'x' WHERE subject = 1"
    )
    found = examined(clerk, 1)["seals"]
    assert any("2026-10" in row["finding"] for row in found)


def test_many_findings_are_counted(clerk: Clerk) -> None:
    """Twenty are named."""
    for number in range(25):
        clerk.ok("unit", "add", f"U{number}", f"Unit {number}")
    without_guard(clerk.db, "guard_unit_update", "UPDATE unit SET name = name || '!'")
    found = examined(clerk, 1)["rows"]
    assert len(found) == 21
    assert found[-1]["finding"] == "... and 8 more."


# -- repair --------------------------------------------------------------------------------------------------


def test_states_that_differ_are_derived_again_and_nothing_else(clerk: Clerk) -> None:
    """What is derived is not journalled."""
    clerk.task()
    clerk.ok("log", "NV1", "half", "--percent", "50")
    clerk.task("Other")
    entries = clerk.data("history")
    run_sql(clerk.db, "UPDATE task_now SET percent = 777", "DROP INDEX posting_unit")
    found = examined(clerk, 1)
    assert [row["finding"] for row in found["states"]] == [
        "task_now 1: is not what the entries say",
        "task_now 2: is not what the entries say",
    ]
    assert found["states"][0]["remedy"].endswith("tasktrack doctor --repair")
    before = clerk.digest()
    said = clerk.run("doctor", "--repair", "--dry-run")
    assert "The states of 2 tasks would be set right." in said.out
    assert clerk.digest() == before
    said = clerk.run("doctor", "--repair", "--format", "json")
    assert (said.code, said.json["repaired"]) == (1, 2)  # the index is still missing
    assert [row["check"] for row in said.json["data"] if row["state"] == "problem"] == ["schema"]
    assert clerk.data("history") == entries
    assert clerk.data("task", "show", "NV1")["percent"] == 50


def test_what_needs_no_repair_is_left(clerk: Clerk) -> None:
    clerk.task()
    before = clerk.digest()
    assert "There was nothing to repair." in clerk.ok("doctor", "--repair").out
    assert clerk.digest() == before
    run_sql(clerk.db, "UPDATE task_now SET percent = 777")
    assert "The state of 1 task was set right." in clerk.ok("doctor", "--repair").out


def test_a_repair_that_is_refused(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is examined all the same; the exit code is that of the refusal."""

    def refuse(*_arguments: object, **_named: object) -> int:
        raise DatabaseFault("may not be written", "ask", code="not-writable")

    monkeypatch.setattr(doctor, "repair_states", refuse)
    found = examined(clerk, 7, "--repair")
    assert [row["finding"] for row in found["states"] if row["state"] == "problem"] == ["may not be written"]
    assert found["integrity"][0]["state"] == "fine"


@posix
def test_a_crash_is_mended_by_looking(clerk: Clerk) -> None:
    """As any reading does; what is left is said to be in order."""
    before = clerk.db.read_bytes()
    half_written(clerk.db)
    assert clerk.db.read_bytes() != before
    said = clerk.ok("doctor", "--format", "json").json
    assert ["has ended" in row["finding"] for row in said["data"] if row["check"] == "leftovers"] == [True]
    assert clerk.db.read_bytes() == before
    assert not clerk.db.with_name("office.db-journal").exists()


# -- files that cannot be opened -----------------------------------------------------------------------------


def opening(clerk: Clerk, code: int, *others: str) -> dict[str, Any]:
    """Run doctor on a file that cannot be opened; return that finding. `others` are more problems."""
    found = examined(clerk, code)
    problems = [row["check"] for rows in found.values() for row in rows if row["state"] == "problem"]
    assert sorted(problems) == sorted(["opening", *others])
    assert not {"integrity", "rows", "calendar"} & found.keys()
    assert found["opening"][0]["remedy"]
    return found["opening"][0]


def damage(path: Path) -> None:
    """Spoil the first page."""
    with path.open("r+b") as file:
        file.write(b"\xee" * 4096)


def test_a_register_that_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "tasktrack init" in opening(Clerk(tmp_path / "none.db", capsys), 7)["remedy"]
    opening(Clerk(tmp_path / "nowhere" / "none.db", capsys), 7, "folder")
    opening(Clerk(tmp_path, capsys), 7)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", [True, False])
def test_the_newest_backup_that_can_be_read_is_offered(clerk: Clerk, missing: bool) -> None:
    """The command is one that works as it is written, once it is agreed to."""
    file = clerk.data("backup")["path"]
    Path(clerk.data("backup")["path"]).write_bytes(b"")
    kept = clerk.db.read_bytes()
    clerk.db.unlink() if missing else damage(clerk.db)
    row = opening(clerk, 7, "backup")
    assert row["remedy"].endswith(f'tasktrack --db "{clerk.db}" restore "{file}"')
    clerk.ok("restore", file, "--yes")
    assert clerk.db.read_bytes()[100:] == kept[100:]


def test_an_index_that_is_broken(clerk: Clerk) -> None:
    """The register can be opened, so the exit code is that of findings."""
    file = clerk.data("backup")["path"]
    run_sql(
        clerk.db,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'setting_name')"
        " WHERE name = 'unit_code'",
    )
    found = examined(clerk, 1)["integrity"]
    assert all(row["state"] == "problem" for row in found)
    assert any("unit_code" in row["finding"] for row in found)
    assert file in found[0]["remedy"]
    Path(file).rename(clerk.db.with_name("away.db"))
    assert "ask for help" in examined(clerk, 1)["integrity"][0]["remedy"]
    clerk.ok("restore", "away.db", "--yes")


def test_a_page_that_is_broken(clerk: Clerk) -> None:
    """Where not even the settings can be read, what can be said of the file is said."""
    file = clerk.data("backup")["path"]
    db = connect.connect_to_write(clerk.db, lambda: None)
    (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'setting'").fetchone()
    db.close()
    with clerk.db.open("r+b") as pages:
        pages.seek(4096 * (page - 1))
        pages.write(b"\xff" * 4096)
    found = examined(clerk, 7)
    assert file in found["opening"][0]["remedy"]
    assert found["integrity"][0]["state"] == "problem"
    clerk.ok("restore", file, "--yes")


def test_a_file_that_is_not_ours(clerk: Clerk, tmp_path: Path) -> None:
    other = Clerk(Path(shutil.copy(clerk.db, tmp_path / "other.db")), clerk.capsys)
    run_sql(other.db, "PRAGMA application_id = 99")
    assert "not a tasktrack register" in opening(other, 7)["finding"]
    other.db.write_text("STT\tNội dung\n" * 99, encoding="utf-8")
    assert "damaged or not a register" in opening(other, 7)["finding"]


def test_a_newer_file(clerk: Clerk, tmp_path: Path) -> None:
    newer = Clerk(Path(shutil.copy(clerk.db, tmp_path / "newer.db")), clerk.capsys)
    run_sql(newer.db, "PRAGMA user_version = 99")
    assert "newer tasktrack" in opening(newer, 8)["finding"]


def test_an_older_file_is_not_upgraded_by_being_looked_at(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = connect.SCHEMA_VERSION
    with monkeypatch.context() as patch:
        patch.setattr(connect, "SCHEMA_VERSION", version + 1)
        found = examined(clerk, 0)
    assert found["schema"][0]["state"] == "advice"
    assert not {"rows", "seals", "guards"} & found.keys()
    assert found["integrity"][0]["state"] == "fine"


def test_a_file_that_is_locked(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "SILENT_SECONDS", 0.01)
    monkeypatch.setenv("TASKTRACK_WAIT", "0.05")
    other = connect.connect_to_write(clerk.db, lambda: None)
    other.execute("BEGIN EXCLUSIVE")
    said = clerk.run("doctor", "--format", "json")
    other.close()
    assert said.code == 6
    assert said.err == "Another program is writing to the register; waiting ...\n"
    assert [row["check"] for row in said.json["data"] if row["state"] == "problem"] == ["opening"]
    assert said.json["opened"] is False


def test_a_crash_that_cannot_be_mended(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal is what mends the register: it must stay."""
    monkeypatch.setattr(doctor, "journal_left", lambda _path: "filled")
    copy = Clerk(Path(shutil.copy(clerk.db, clerk.db.with_name("copy.db"))), clerk.capsys)
    damage(copy.db)
    found = examined(copy, 7)
    (row,) = found["leftovers"]
    assert row["state"] == "problem"
    assert "Leave it beside the register" in row["remedy"]


# -- what systems say of their disks -------------------------------------------------------------------------

MOUNTS = """\
/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
//server/so /mnt/s\\303\\240i\\040li\\341\\273\\207u cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/vdb /home/lan ext4 rw 0 0
me@server: /mnt/far fuse.sshfs rw 0 0
tmpfs /mnt/twice tmpfs rw 0 0
//server/b /mnt/twice smb3 rw 0 0
short
"""
LISTING = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//lan@server/so on /Volumes/so lieu (smbfs, nodev, nosuid, mounted by lan)
map auto_home on /System/Volumes/Data/home (autofs, automounted)
"""


@pytest.mark.parametrize(
    ("reader", "text", "place", "kind", "network"),
    [
        (filesystem.kind_by_mounts, MOUNTS, "/srv/office.db", "ext4", False),
        (filesystem.kind_by_mounts, MOUNTS, "/home/an/office.db", "nfs4", True),
        (filesystem.kind_by_mounts, MOUNTS, "/home/lan/office.db", "ext4", False),
        (filesystem.kind_by_mounts, MOUNTS, "/home/lanh/office.db", "nfs4", True),
        (filesystem.kind_by_mounts, MOUNTS, "/mnt/far/office.db", "fuse.sshfs", True),
        (filesystem.kind_by_mounts, MOUNTS, "/mnt/twice/office.db", "smb3", True),
        (filesystem.kind_by_mounts, "", "/srv/office.db", "", False),
        (filesystem.kind_by_listing, LISTING, "/Volumes/so lieu/office.db", "smbfs", True),
        (filesystem.kind_by_listing, LISTING, "/Users/lan/office.db", "apfs", False),
        (filesystem.kind_by_listing, "nonsense", "/Users/lan/office.db", "", False),
    ],
)
@posix
def test_tables_of_mounts_are_read(
    reader: Callable[[str, Path], str], text: str, place: str, kind: str, network: bool
) -> None:
    """The innermost mount counts, the last of two in one place."""
    assert reader(text, Path(place)) == kind
    assert filesystem.is_network(kind) is network


def test_this_machine_is_asked_without_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it does not tell is no error."""
    monkeypatch.undo()
    assert isinstance(filesystem.kind(tmp_path / "none.db"), str)
    assert filesystem.free_bytes(tmp_path / "none") is None
    assert filesystem.free_bytes(tmp_path)
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    monkeypatch.setattr(filesystem.shutil, "which", lambda _name, path: None)
    assert filesystem.kind(tmp_path) == ""
