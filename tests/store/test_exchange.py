"""A register goes out as text and comes back the same; what was damaged on the way is refused and leaves nothing."""

import hashlib
import io
import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from store.registers import FORGED, at_work, caller, change, columns, contents, found, stranger, value

from tasktrack.domain.exchange import Imported
from tasktrack.errors import Invalid, NewerFile, TasktrackError
from tasktrack.services.export import export
from tasktrack.services.import_register import import_register
from tasktrack.store import connect, migrations, setting
from tasktrack.store.export import DERIVED, ORDER

Lines = list[dict[str, Any]]


def exported(path: Path) -> bytes:
    """Return the export of a register."""
    stream = io.BytesIO()
    made = export(path, caller(), stream)
    assert made.size == len(stream.getvalue())
    return stream.getvalue()


def imported(path: Path, data: bytes, **said: Any) -> Imported:
    """Make a register from an export."""
    dry_run = said.pop("dry_run", False)
    return import_register(path, io.BytesIO(data), "so.jsonl", caller(dry_run=dry_run), **said)


@pytest.fixture
def data(path: Path) -> bytes:
    return exported(path)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Return where a register may be made; the folder is empty."""
    (tmp_path / "new").mkdir()
    return tmp_path / "new" / "so-moi.db"


def signed(lines: Lines) -> bytes:
    """Write lines as somebody does who knows how the checksum is made."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines).encode()
    return text + json.dumps({"sha256": hashlib.sha256(text).hexdigest()}).encode() + b"\n"


def parsed(data: bytes) -> Lines:
    """Return the lines of an export without the last."""
    return [json.loads(line) for line in data.decode().split("\n")[:-2]]


def of_table(lines: Lines, table: str) -> dict[str, Any]:
    """Return the first row of a table."""
    return next(one for one in lines if one.get("table") == table)


# -- there and back ------------------------------------------------------------------------------------------


def test_a_register_comes_back_the_same(path: Path, data: bytes, new: Path) -> None:
    """To the last row of every table, guards and views; and goes out again as it came."""
    done = imported(new, data)
    assert exported(new) == data
    own = [line for line in contents(path) if "_sqlite_migrations" not in line]
    again = [line for line in contents(new) if "_sqlite_migrations" not in line]
    assert sorted(own) == sorted(again)
    assert found(new) == set()
    assert (done.findings, done.total) == ((), sum(parsed(data)[0]["rows"].values()))
    assert value(new, "PRAGMA user_version") == connect.SCHEMA_VERSION
    assert value(new, "PRAGMA journal_mode") == "delete"
    assert value(new, "PRAGMA integrity_check") == "ok"


def test_the_sample_has_rows_in_every_table(data: bytes) -> None:
    """Else the test above would prove little."""
    assert tuple(parsed(data)[0]["rows"]) == ORDER


def test_every_table_is_part_of_an_export_or_derived() -> None:
    """One that a later version adds is found here."""
    assert sorted(migrations.expected()[1]) == sorted({*ORDER, "task_now"})
    assert DERIVED.isdisjoint(ORDER)


def test_a_table_stands_behind_those_that_its_rows_name(path: Path) -> None:
    with stranger(path) as db:
        for place, table in enumerate(ORDER):
            named = {row["table"] for row in db.execute(f"PRAGMA foreign_key_list({table})")} - {table}
            assert named <= set(ORDER[:place]), table


def test_the_lines_are_what_the_page_says(path: Path, data: bytes) -> None:
    """A header, rows in the order of tables and keys, columns that hold something, the checksum."""
    head, *rows = parsed(data)
    newest = value(path, "SELECT json_array(seq, hash) FROM journal ORDER BY seq DESC")
    assert [head["seq"], head["hash"]] == json.loads(newest)
    assert (head["format"], head["version"], head["schema"]) == ("tasktrack register", 1, 6)
    assert head["office"] == "UBND tỉnh"
    tables = list(dict.fromkeys(row["table"] for row in rows))
    assert tables == list(ORDER)
    for table, count in head["rows"].items():
        own = [row for row in rows if row["table"] == table]
        assert len(own) == count == value(path, f"SELECT count(*) FROM {table}")
        assert all(None not in row.values() for row in own)
        assert list(own[0]) == [name for name in ["table", *columns(path, table)] if name in own[0]]
    ids = [row["id"] for row in rows if row["table"] == "progress"]
    assert ids == sorted(ids)
    *lines, last, end = data.split(b"\n")
    assert end == b""
    before = b"".join(line + b"\n" for line in lines)
    assert json.loads(last) == {"sha256": hashlib.sha256(before).hexdigest()}


def test_odd_letters_come_back_and_act_on_no_screen(path: Path, new: Path) -> None:
    odd = 'a\x00\x1b[31m\x7f\x85\x9b\u202e\u2028\ufeff\t\r\n"\\ đ\u0323 ' + "ơ" * 5000
    with at_work(path) as register, register.write() as entry:
        setting.put(entry, "office", odd)
    data = exported(path)
    assert not set(data.decode()) & set(odd[1:13].replace("[31m", "")) - {"\n"}
    imported(new, data)
    assert value(new, "SELECT value FROM setting WHERE name = 'office'") == odd
    assert exported(new) == data


def test_work_goes_on_in_it(data: bytes, new: Path) -> None:
    imported(new, data)
    with at_work(new) as register, register.write() as entry:
        entry.insert("saved_view", {"name": "moi", "options": "{}"})
    assert found(new) == set()


def test_both_files_are_for_their_owner_alone(data: bytes, new: Path) -> None:
    imported(new, data)
    if os.name == "posix":
        assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert list(new.parent.iterdir()) == [new]


def test_a_dry_run_makes_nothing(data: bytes, new: Path) -> None:
    done = imported(new, data, dry_run=True)
    assert done.contents.rows["task"] == 4
    assert list(new.parent.iterdir()) == []


def test_line_ends_and_a_byte_order_mark_of_another_system_do_no_harm(data: bytes, new: Path) -> None:
    imported(new, b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert exported(new) == data


def test_whoever_reads_slowly_keeps_nobody_from_the_register(path: Path) -> None:
    """What is written meanwhile is in the next export."""

    class Slow(io.BytesIO):
        def write(self, data: Any, /) -> int:
            with at_work(path) as register, register.write() as entry:
                setting.put(entry, "actor", f"clerk {self.tell()}")
            return super().write(data)

    before, stream = exported(path), Slow()
    export(path, caller(), stream)
    assert stream.getvalue() == before
    assert exported(path) != before


def test_tables_of_other_programs_stay_behind(path: Path, data: bytes) -> None:
    change(
        path,
        "CREATE TABLE note (text)",
        "INSERT INTO note VALUES ('x')",
        "CREATE VIEW late AS SELECT 1",
        "ANALYZE",
    )
    stream = io.BytesIO()
    assert export(path, caller(), stream).left_out == ("note",)
    assert stream.getvalue() == data


def test_an_export_leaves_nothing_beside(path: Path, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    with pytest.raises(OSError, match="gone"):
        export(path, caller(), Gone(), beside=tmp_path / "so.jsonl")
    export(path, caller(), io.BytesIO(), beside=tmp_path / "so.jsonl")
    assert set(tmp_path.iterdir()) == before


class Gone(io.BytesIO):
    """A reader who went away."""

    def write(self, _data: Any, /) -> int:
        raise BrokenPipeError("gone")


# -- a later version -----------------------------------------------------------------------------------------


def m007_nickname(db: connect.Connection) -> None:
    """A step that adds a column."""
    db.execute("ALTER TABLE unit ADD COLUMN nickname TEXT")


@pytest.fixture
def later(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Make this program one of the next version, once there is an export of today's."""
    migrations.expected.cache_clear()
    monkeypatch.setattr(connect, "SCHEMA_VERSION", 7)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, m007_nickname))
    yield monkeypatch
    migrations.expected.cache_clear()


def test_an_export_of_an_older_schema_is_brought_up_to_date(
    data: bytes, new: Path, later: pytest.MonkeyPatch
) -> None:
    done = imported(new, data)
    assert (done.schema, done.contents.version) == (6, 7)
    assert found(new) == set()
    assert "nickname" in columns(new, "unit")
    again = parsed(exported(new))
    assert [again[0]["schema"], again[1:]] == [7, parsed(data)[1:]]


def test_the_program_of_today_refuses_the_export_of_tomorrow(
    path: Path, new: Path, later: pytest.MonkeyPatch
) -> None:
    data = exported(path)
    later.undo()
    migrations.expected.cache_clear()
    with pytest.raises(NewerFile, match=r"so\.jsonl was written by a newer tasktrack \(file version 7"):
        imported(new, data)
    assert list(new.parent.iterdir()) == []


# -- damaged on the way --------------------------------------------------------------------------------------


def edited(lines: Lines) -> None:
    of_table(lines, "unit")["name"] = "Sở khác"


CHANGED: dict[str, tuple[Callable[[Lines], object], str]] = {
    "a rule of the table": (
        lambda lines: of_table(lines, "progress").update(percent=10001),
        "progress: CHECK constraint failed",
    ),
    "a day that is none": (
        lambda lines: of_table(lines, "period").update(starts_on="2026-02-30"),
        "period: CHECK constraint failed",
    ),
    "a row that is not there": (
        lambda lines: of_table(lines, "posting").update(unit=99),
        "posting 1 names a row of unit that is not there.",
    ),
    "a row twice": (
        lambda lines: lines.insert(5, of_table(lines, "journal")),
        "Line 6 of so.jsonl: the rows of journal are not in the order of its key.",
    ),
    "a value that must be there": (lambda lines: of_table(lines, "unit").pop("name"), "unit.name"),
    "no key": (lambda lines: of_table(lines, "unit").pop("id"), "id of unit does not hold"),
    "text for a number": (lambda lines: of_table(lines, "task").update(lead="1"), "lead of task does not hold"),
    "a number for text": (lambda lines: of_table(lines, "task").update(title=1), "title of task does not hold"),
    "a float": (lambda lines: of_table(lines, "task").update(coefficient=1.5), "coefficient of task"),
    "true": (lambda lines: of_table(lines, "task").update(taken_over=True), "taken_over of task"),
    "null": (lambda lines: of_table(lines, "task").update(key=None), "key of task"),
    "a list": (lambda lines: of_table(lines, "task").update(title=["x"]), "title of task"),
    "a number beyond all": (lambda lines: of_table(lines, "task").update(target=2**70), "task: Python int too large"),
    "half a letter": (lambda lines: of_table(lines, "task").update(title="\ud800"), "surrogates not allowed"),
    "no such column": (lambda lines: of_table(lines, "unit").update(nickname="x"), "unit has no column nickname"),
    "no such table": (lambda lines: of_table(lines, "unit").update(table="units"), "there is no table units"),
    "a derived table": (lambda lines: of_table(lines, "unit").update(table="task_now"), "there is no table task_now"),
    "a table of SQLite": (
        lambda lines: of_table(lines, "unit").update(table="sqlite_schema"),
        "there is no table sqlite_schema",
    ),
    "no table": (lambda lines: of_table(lines, "unit").pop("table"), "it names no table"),
    "a row less": (
        lambda lines: lines.remove(of_table(lines, "incident_against")),
        "so.jsonl holds 0 rows of incident_against; its first line says 1.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_what_no_register_holds_is_refused_by_name(name: str, data: bytes, new: Path) -> None:
    """Also where the checksum was made anew."""
    spoil, says = CHANGED[name]
    lines = parsed(data)
    spoil(lines)
    # A lone half of a letter can be written as an escape alone.
    changed = signed(lines) if name != "half a letter" else signed_in_ascii(lines)
    with pytest.raises(Invalid) as refused:
        imported(new, changed)
    assert says in refused.value.message
    assert refused.value.code == "export-damaged"
    assert list(new.parent.iterdir()) == []


def signed_in_ascii(lines: Lines) -> bytes:
    text = "".join(json.dumps(one) + "\n" for one in lines).encode()
    return text + json.dumps({"sha256": hashlib.sha256(text).hexdigest()}).encode() + b"\n"


def line(data: bytes, number: int) -> int:
    """Return where the line after that number begins."""
    return len(b"".join(data.splitlines(keepends=True)[:number]))


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "cut behind a line": (
        lambda data: data[: line(data, 20)], "export-damaged", "was cut off: it ends in line 21"
    ),
    "cut in a line": (
        lambda data: data[: line(data, 20) + 9], "export-damaged", "was cut off: it ends in line 21"
    ),
    "cut in the last line": (lambda data: data[:-1], "export-damaged", "was cut off"),
    "a letter changed": (
        lambda data: data.replace("Sở Tư pháp".encode(), "Sở Xư pháp".encode()), "export-damaged",
        "was changed after it was written",
    ),
    "two lines exchanged": (
        lambda data: b"".join(
            [*(lines := data.splitlines(keepends=True))[:-3], lines[-2], lines[-3], lines[-1]]
        ),
        "export-damaged", "was changed after it was written",
    ),
    "more behind the end": (lambda data: data + b"{}\n", "export-damaged", "the file should have ended before it"),
    "no JSON inside": (
        lambda data: data[: line(data, 9)] + b"x\n", "export-damaged",
        "Line 10 of so.jsonl: it is not a row as an export writes it."
    ),
    "a list inside": (lambda data: data[: line(data, 9)] + b"[1]\n", "export-damaged", "Line 10"),
    "a name twice": (
        lambda data: data[: line(data, 9)] + b'{"table": "unit", "id": 1, "id": 2}\n', "export-damaged", "Line 10"
    ),
    "too deep": (lambda data: data[: line(data, 9)] + b"[" * 200000 + b"\n", "export-damaged", "Line 10"),
    "not UTF-8": (lambda data: data[: line(data, 9)] + b'{"a": "\xff"}\n', "export-damaged", "Line 10"),
    "UTF-16": (lambda data: data.decode().encode("utf-16"), "not-an-export", "so.jsonl is not the export"),
    "empty": (lambda data: b"", "not-an-export", "so.jsonl is not the export of a register."),
    "a table of tasks": (lambda data: b'{"title": "x"}\n', "not-an-export", "so.jsonl is not the export"),
    "another header": (
        lambda data: b'{"format": "tasktrack register", "version": 1}\n', "not-an-export", "so.jsonl is not"
    ),
    "schema 0": (lambda data: data.replace(b'"schema":6', b'"schema":0', 1), "not-an-export", "so.jsonl is not"),
    "a newer format": (
        lambda data: data.replace(b'"version":1', b'"version":2', 1), "newer-file", "(format 2, this program reads 1)"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_what_was_damaged_on_the_way_is_refused(name: str, data: bytes, new: Path) -> None:
    spoil, code, says = DAMAGED[name]
    changed = spoil(data)
    assert changed != data
    with pytest.raises(TasktrackError) as refused:
        imported(new, changed)
    assert says in refused.value.message
    assert refused.value.code == code
    assert refused.value.remedy
    assert list(new.parent.iterdir()) == []


def test_a_database_is_sent_to_restore(path: Path, new: Path) -> None:
    with pytest.raises(Invalid) as refused:
        imported(new, path.read_bytes())
    assert "tasktrack restore" in refused.value.remedy


def test_a_line_without_end_is_not_read_to_its_end(data: bytes, new: Path) -> None:
    """A bomb of one line takes no more room than the longest line that is read."""

    class Endless(io.BytesIO):
        asked: int = 0

        def readline(self, limit: int | None = -1, /) -> bytes:
            got = super().readline(limit)
            if got or limit is None:
                return got
            type(self).asked = limit
            return b"x" * limit

    with pytest.raises(Invalid, match="it is longer than any row"):
        import_register(new, Endless(data[: line(data, 3)]), "so.jsonl", caller())
    assert Endless.asked <= 2**26


def test_what_its_journal_does_not_say_is_refused_and_taken_on_demand(data: bytes, new: Path) -> None:
    """Whoever makes the checksum anew is caught by the digests inside."""
    lines = parsed(data)
    edited(lines)
    with pytest.raises(Invalid) as refused:
        imported(new, signed(lines))
    assert refused.value.code == "not-as-written"
    assert refused.value.details == ("rows: unit 1: is not what the journal wrote",)
    assert list(new.parent.iterdir()) == []
    assert imported(new, signed(lines), as_is=True).findings == refused.value.details
    assert found(new) == {("rows", "unit 1")}


def test_frozen_figures_that_were_changed_are_named(data: bytes, new: Path) -> None:
    lines = parsed(data)
    of_table(lines, "frozen_rank")["rank"] = 9
    with pytest.raises(Invalid) as refused:
        imported(new, signed(lines))
    assert any(detail.startswith("seals: 2025 r1, frozen_rank") for detail in refused.value.details)


def test_an_entry_that_another_program_left_open_is_carried_and_named(path: Path, new: Path) -> None:
    """As a backup of it would be."""
    change(path, FORGED)
    data = exported(path)
    assert "hash" not in [row for row in parsed(data) if row.get("table") == "journal"][-1]
    with pytest.raises(Invalid) as refused:
        imported(new, data)
    assert refused.value.code == "not-as-written"
    imported(new, data, as_is=True)
    assert exported(new) == data
    with at_work(new) as register, register.write() as entry:
        setting.put(entry, "actor", "x")
    assert value(new, "SELECT count(*) FROM journal WHERE hash IS NULL") == 0


def test_states_are_derived_not_trusted(path: Path, new: Path) -> None:
    change(path, "UPDATE task_now SET percent = 9999")
    imported(new, exported(path))
    assert found(path) != set()
    assert found(new) == set()


@pytest.mark.parametrize("lying", ["so-moi.db", "so-moi.db-journal", "so-moi.db-wal"])
def test_nothing_is_written_over_or_mixed_with(data: bytes, new: Path, lying: str) -> None:
    """A journal that was left beside would be applied to the new register."""
    place = new.with_name(lying)
    place.write_bytes(b"x")
    with pytest.raises(Invalid, match=f"{lying} is there already") as refused:
        imported(new, data)
    assert refused.value.code == "exists"
    assert place.read_bytes() == b"x"
    assert list(new.parent.iterdir()) == [place]


@pytest.mark.skipif(os.name != "posix", reason="links are for administrators elsewhere")
def test_a_link_is_not_followed(data: bytes, new: Path) -> None:
    new.symlink_to(new.with_name("elsewhere.db"))
    with pytest.raises(Invalid, match="is there already"):
        imported(new, data)
    assert not new.with_name("elsewhere.db").exists()


def test_who_was_faster_keeps_the_place(data: bytes, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody makes a register there while ours is being built."""
    from tasktrack.services import import_register as service

    build = service.store.build

    def slowly(*words: Any) -> None:
        build(*words)
        new.write_bytes(b"theirs")

    monkeypatch.setattr(service.store, "build", slowly)
    with pytest.raises(Invalid, match="is there already"):
        imported(new, data)
    assert new.read_bytes() == b"theirs"
    assert list(new.parent.iterdir()) == [new]


def test_guards_hold_at_the_end(data: bytes, new: Path) -> None:
    imported(new, data)
    with stranger(new) as db, pytest.raises(sqlite3.IntegrityError, match="tasktrack:"):
        db.execute("UPDATE frozen_rank SET rank = 1")
