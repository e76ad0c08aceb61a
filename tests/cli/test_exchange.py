"""`export` and `import` at the command line: files, pipes, what is said, and work that goes on."""

import gc
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

from tasktrack.store import connect

WORDS = (sys.executable, "-m", "tasktrack", "--lang", "en")


@pytest.fixture
def out(clerk: Clerk, tmp_path: Path) -> Path:
    """Return an export of a register in which a month is closed and a task is under way."""
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    clerk.task("Draft", "--due", "2026-10-20")
    clerk.ok("log", "NV1", "done", "--done", "--on", "2026-10-19", today="2026-10-19")
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    clerk.task("Kế hoạch năm 2027", "--due", "2026-12-20", "--assigned", "2026-11-05")
    clerk.ok("log", "NV2", "half", "--percent", "50")
    path = tmp_path / "so.jsonl"
    clerk.ok("export", "--output", str(path))
    return path


@pytest.fixture
def other(clerk: Clerk, tmp_path: Path) -> Clerk:
    """Return a clerk who has no register yet."""
    (tmp_path / "other").mkdir()
    return Clerk(tmp_path / "other" / "office.db", clerk.capsys)


def test_what_an_export_says(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "so.jsonl"
    said = clerk.ok("export", "-o", str(path))
    size = -(-path.stat().st_size // 1024)
    count = len(path.read_bytes().splitlines()) - 2
    last = json.loads(path.read_bytes().splitlines()[-1])
    assert said.out.splitlines() == [
        f"The register was exported to {path}: {count} rows ({size} KB).",
        f"SHA-256: {last['sha256']}",
    ]
    assert said.err == ""
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    data = clerk.data("export", "-o", str(tmp_path / "again.jsonl"))
    assert data["sha256"] == last["sha256"]
    assert data["bytes"] == path.stat().st_size
    assert data["rows"] == json.loads(path.read_bytes().splitlines()[0])["rows"]
    assert (tmp_path / "again.jsonl").read_bytes() == path.read_bytes()
    assert {file.name for file in tmp_path.iterdir()} == {"office.db", "so.jsonl", "again.jsonl"}


def test_what_an_import_says(out: Path, other: Clerk) -> None:
    said = other.ok("import", str(out))
    lines = said.out.splitlines()
    assert lines[0] == f"{other.db} was made from so.jsonl."
    assert lines[1] == "Office: UBND tỉnh"
    assert lines[2].startswith("Newest entry: 12, ")
    assert lines[3] == "3 units, 2 officers, 2 tasks, 2 progress entries, 0 reviews, 0 marks, 1 periods"
    assert (len(lines), said.err) == (4, "")
    assert [file.name for file in other.db.parent.iterdir()] == ["office.db"]
    other.check()


def test_programs_are_told_what_an_import_made(out: Path, other: Clerk) -> None:
    data = other.ok("import", str(out), "--dry-run", "--format", "json").json
    assert data["dry_run"] is True
    assert not other.db.exists()
    made = other.data("import", str(out))
    assert made == data["data"]
    assert (made["file"], made["office"]) == ("so.jsonl", "UBND tỉnh")
    assert made["file_version"] == made["exported_version"] == connect.SCHEMA_VERSION
    assert made["total"] == sum(json.loads(out.read_bytes().splitlines()[0])["rows"].values())
    assert made["findings"] == []


def test_work_goes_on_where_it_stood(clerk: Clerk, out: Path, other: Clerk) -> None:
    """What was closed stays closed, what was done is undone, the next month is closed: as in the first one."""
    other.ok("import", str(out))
    for one in (clerk, other):
        assert one.run("log", "NV1", "late", "--on", "2026-10-20").code == 5
        one.ok("undo")
        assert one.status("NV2") == "not-started"
        one.ok("log", "NV2", "done", "--done")
        one.ok("period", "open", "2026-11", "--meeting", "2026-12-05")
        one.ok("period", "close", "2026-11", today="2026-12-03")
        one.check()
    assert other.ok("verify").out == clerk.ok("verify").out
    assert other.data("rank", "2026-11") == clerk.data("rank", "2026-11")
    shown = [one.data("period", "show", "2026-11") for one in (clerk, other)]
    assert shown[0]["seal"] == shown[1]["seal"]


def test_it_goes_down_a_pipe(clerk: Clerk, out: Path, other: Clerk) -> None:
    """Nothing but the lines is said, and what comes in is the same."""
    path = os.pathsep.join(part for part in sys.path if part)
    given = {"env": {**os.environ, "PYTHONPATH": path}, "capture_output": True, "check": False}
    made = subprocess.run([*WORDS, "--db", str(clerk.db), "export"], **given)
    assert (made.returncode, made.stderr) == (0, b"")
    assert made.stdout == out.read_bytes()
    took = subprocess.run([*WORDS, "--db", str(other.db), "import", "-"], input=made.stdout, **given)
    assert took.returncode == 0, took.stderr
    assert took.stdout.decode().splitlines()[0] == f"{other.db} was made from standard input."
    other.ok("export", "-o", str(out.with_name("new.jsonl")))
    assert out.with_name("new.jsonl").read_bytes() == made.stdout


@pytest.mark.skipif(os.name != "posix", reason="a shell's pipes")
def test_a_reader_who_goes_away_is_no_failure_and_a_full_disk_is(clerk: Clerk, out: Path) -> None:
    path = os.pathsep.join(part for part in sys.path if part)
    environment = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(out.parent)}
    before = set(out.parent.iterdir())
    with subprocess.Popen(
        [*WORDS, "--db", str(clerk.db), "export"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        assert ran.stderr.read() == b""
    assert ran.returncode == 0
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            words = [*WORDS, "--db", str(clerk.db), "export"]
            done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
        assert done.returncode == 4
        assert done.stderr.startswith(b"Error: The output cannot be written (No space left on device).")
    assert set(out.parent.iterdir()) == before


def test_a_terminal_is_asked_for_a_file(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    said = clerk.run("export")
    assert (said.code, said.out) == (2, "")
    assert "tasktrack export --output FILE.jsonl" in said.err
    monkeypatch.undo()
    assert clerk.run("export", "--format", "json").code == 2


def test_no_file_is_written_over_unless_it_was_agreed_to(clerk: Clerk, out: Path) -> None:
    before = out.read_bytes()
    clerk.ok("log", "NV2", "more", "--percent", "60")
    error = clerk.refused(4, "export", "-o", str(out))
    assert error["code"] == "not-written-over"
    assert out.read_bytes() == before
    clerk.ok("export", "-o", str(out), "--yes")
    assert out.read_bytes() != before
    for database in (clerk.db, Path(shutil.copy(clerk.db, clerk.db.with_name("b.db")))):
        assert clerk.refused(4, "export", "-o", str(database), "--yes")["code"] == "not-written-over"


def test_an_export_without_register_or_folder_leaves_nothing(clerk: Clerk, tmp_path: Path) -> None:
    assert clerk.refused(4, "export", "-o", str(tmp_path / "none" / "so.jsonl"))["code"] == "not-writable"
    none = Clerk(tmp_path / "none.db", clerk.capsys)
    said = none.run("export", "-o", str(tmp_path / "so.jsonl"), "--format", "json")
    assert (said.code, said.error["code"]) == (7, "no-register")
    assert {file.name for file in tmp_path.iterdir()} == {"office.db"}


def test_an_import_is_never_over_a_register(clerk: Clerk, out: Path) -> None:
    error = clerk.refused(4, "import", str(out))
    assert error["code"] == "exists"
    assert "tasktrack --db FILE import" in error["remedy"]


def test_faults_of_an_import_are_one_sentence(out: Path, other: Clerk) -> None:
    """By the name of the file, with the way to mend it; nothing is left behind."""
    lines = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(b"".join(lines[:-1]))
    said = other.run("import", str(out))
    assert (said.code, said.out) == (4, "")
    assert said.err.splitlines() == [
        f"Error: so.jsonl was cut off: it ends in line {len(lines)}, before the line with its checksum.",
        "Take the whole file, or export the register again.",
    ]
    assert other.run("import", str(out.with_name("none.jsonl"))).code == 3
    assert other.run("import", str(out.parent)).code == 4
    nowhere = Clerk(other.db.parent / "none" / "office.db", other.capsys)
    assert nowhere.run("import", str(out)).code == 7
    assert list(other.db.parent.iterdir()) == []


def test_a_forged_export_is_refused_and_taken_on_demand(out: Path, other: Clerk) -> None:
    import hashlib

    *lines, _last = (
        out.read_bytes().replace("Sở Tư pháp".encode(), "Sở Giả".encode()).splitlines(keepends=True)
    )
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    out.write_bytes(b"".join([*lines, f'{{"sha256": "{digest}"}}\n'.encode()]))
    said = other.run("import", str(out), "--format", "json")
    assert (said.code, said.error["code"]) == (4, "not-as-written")
    assert "rows: unit 2: is not what the journal wrote" in said.error["details"]
    assert "--as-is" in said.error["remedy"]
    assert not other.db.exists()
    told = other.ok("import", str(out), "--as-is").out
    assert "It was taken as it is, although this does not hold:" in told
    assert other.run("verify").code == 1


def test_an_export_that_is_interrupted_says_nothing_of_its_rows(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads the rows is ended before the register is closed under it."""
    from tasktrack.services import export
    from tasktrack.services.opening import Caller

    unheard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unheard.append)
    monkeypatch.setattr(export, "_CHUNK", 1)

    class Stopped(io.BytesIO):
        def write(self, data: Any, /) -> int:
            if self.tell() > 1_000:
                raise KeyboardInterrupt
            return super().write(data)

    with pytest.raises(KeyboardInterrupt) as kept:
        export.export(clerk.db, Caller(), Stopped())
    assert kept
    del kept
    gc.collect()
    assert unheard == []


def rewritten(path: Path, lines: list[bytes]) -> Path:
    """Write the lines of an export with the checksum that fits them."""
    body = b"".join(line + b"\n" for line in lines[:-1])
    last = json.dumps({"sha256": hashlib.sha256(body).hexdigest()}, separators=(",", ":")).encode()
    path.write_bytes(body + last + b"\n")
    return path


@pytest.mark.parametrize(("name", "value"), [("office", "UBND xã khác"), ("seq", 3), ("hash", "0" * 64)])
def test_a_first_line_that_says_otherwise_is_refused(
    out: Path, other: Clerk, name: str, value: object
) -> None:
    lines = out.read_bytes().splitlines()
    lines[0] = json.dumps(json.loads(lines[0]) | {name: value}, ensure_ascii=False).encode()
    said = other.run("import", str(rewritten(out, lines)), "--format", "json")
    assert (said.code, said.error["code"]) == (4, "not-as-written")
    assert name in said.error["details"][0]
    assert not other.db.exists()


def test_rows_in_another_order_are_refused(out: Path, other: Clerk) -> None:
    lines = out.read_bytes().splitlines()
    first, second = (place for place, line in enumerate(lines) if line.startswith(b'{"table":"task",'))
    lines[first], lines[second] = lines[second], lines[first]
    said = other.run("import", str(rewritten(out, lines)), "--format", "json")
    assert (said.code, said.error["code"]) == (4, "export-damaged")
    assert "order" in said.error["message"]


def test_tables_of_other_programs_are_named(clerk: Clerk, tmp_path: Path) -> None:
    db = connect.connect_to_write(clerk.db, lambda: None)
    db.execute("CREATE TABLE note (text)")
    db.close()
    said = clerk.ok("export", "-o", str(tmp_path / "so.jsonl"))
    assert said.err == "Warning: Tables of other programs were left out: note.\n"
