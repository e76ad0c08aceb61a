"""`merge` and `office`: registers and sealed closings of other offices, brought into one."""

import json
import os
import shlex
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

from tasktrack.services import merge_source

Office = Callable[..., Clerk]
STORY = (
    ("2026-09-01", "unit add P1 'Phòng Một' --block phong --parent SNV"),
    ("2026-09-01", "unit add P2 'Phòng Hai' --block phong --parent SNV"),
    ("2026-09-01", "unit alias P1 'Phòng Tổng hợp'"),
    ("2026-09-01", "officer add AN 'Nguyễn Văn An' --unit P1 --position head"),
    ("2026-09-01", "officer add BINH 'Trần Thị Bình' --unit P1 --manager AN"),
    ("2026-09-01", "officer leave BINH --kind annual --from 2026-09-07 --to 2026-09-08"),
    ("2026-10-01", "period open 2026-10"),
    ("2026-10-01", "task add 'Đề án' --lead P1 --officer AN --due 2026-10-20 --document 12/KH --support P2"),
    ("2026-10-01", "task add 'Báo cáo' --lead P2 --due 2026-10-15 --programme 'Chương trình 2026'"),
    ("2026-10-01", "task add 'Rà soát' --lead P1 --due 2026-11-30"),
    ("2026-10-05", "log NV2 'xong' --done"),
    ("2026-10-06", "task review NV2 --return --reason 'Thiếu số liệu'"),
    ("2026-10-06", "log NV2 'bổ sung' --done"),
    ("2026-10-07", "log NV1 'một nửa' --percent 50"),
    ("2026-10-08", "log NV1 'gần nửa' --percent 45 --corrects 3 --on 2026-10-07"),
    (
        "2026-10-09",
        "task extend NV1 --due 2026-10-27 --reason 'Chờ ý kiến' --document 5/CV --approved-by 'Lê Hòa'",
    ),
    (
        "2026-10-12",
        "task hand-over NV3 --to P2 --reason 'Đúng chức năng' --document 9/QĐ --approved-by 'Lê Hòa'",
    ),
    (
        "2026-10-13",
        "incident add BINH --kind commendation --on 2026-10-10 --concluded 2026-10-12 --document 3/QĐ",
    ),
)
SEEN = (
    "code",
    "title",
    "lead",
    "support",
    "officer",
    "due_on",
    "due_original",
    "percent",
    "status",
    "extended",
)


@pytest.fixture
def office(tmp_path: Path, clerk: Clerk, capsys: pytest.CaptureFixture[str]) -> Office:
    """Return how a department gets a register of its own."""

    def made(code: str, name: str = "Sở Nội vụ", story: tuple[tuple[str, str], ...] = STORY) -> Clerk:
        one = Clerk(tmp_path / f"{code or 'x'}.db", capsys)
        one.ok("init", "--office", name, today="2026-09-01")
        if code:
            one.ok("config", "set", "office_code", code, today="2026-09-01")
        one.ok("unit", "add", "SNV", name, "--block", "so", today="2026-09-01")
        for day, line in story:
            one.ok(*shlex.split(line), today=day)
        return one

    return made


@pytest.fixture
def snv(office: Office) -> Clerk:
    """Return a department with closed October, returned work, a correction, an extension and a hand-over."""
    one = office("SNV")
    one.ok("period", "close", "2026-10", today="2026-11-02")
    return one


def _merged(clerk: Clerk, *files: Clerk | str, options: tuple[str, ...] = ()) -> Any:
    return clerk.data("merge", *(str(one.db) if isinstance(one, Clerk) else one for one in files), *options)


def _tasks(clerk: Clerk, prefix: str = "") -> list[dict[str, Any]]:
    """Return the tasks of an office as its register lists them, codes with a prefix."""
    rows = []
    for row in clerk.data("task", "list", "--limit", "0"):
        if prefix and not row["code"].startswith(prefix):
            continue
        seen = {name: row[name] for name in SEEN}
        text = json.dumps(seen, sort_keys=True, ensure_ascii=False)
        rows.append(json.loads(text.replace(prefix, "") if prefix else text))
    return sorted(rows, key=lambda row: str(row["code"]))


def _change(path: Path, *statements: str) -> None:
    """Do to a file what only another program does: its guards are taken off first."""
    db = sqlite3.connect(path)
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


# -- a register ----------------------------------------------------------------------------------------------


def test_tasks_are_here_as_they_are_there(clerk: Clerk, snv: Clerk) -> None:
    """Units, officers, returned work, corrections, decisions: each under the office's code."""
    clerk.ok("unit", "add", "SNV", "Sở Nội vụ", "--block", "so")
    [file] = _merged(clerk, snv)["files"]
    assert (file["office"], file["name"], file["source"]) == ("SNV", "Sở Nội vụ", "register")
    assert file["closings"] == [{"period": "2026-10", "revision": 1}]
    assert _tasks(clerk, "SNV:") == _tasks(snv)
    assert _tasks(snv)[1]["status"] == "awaiting-review"  # done again after the return, not accepted yet
    here, there = (
        clerk.data("progress", "list", "--task", "snv:nv1"),
        snv.data("progress", "list", "--task", "NV1"),
    )
    assert [(row["on"], row["percent"], row["actor"]) for row in here] == [
        (row["on"], row["percent"], row["actor"]) for row in there
    ]
    assert clerk.data("unit", "show", "SNV:SNV")["parent"] == "SNV"
    assert clerk.data("unit", "show", "SNV:P1")["parent"] == "SNV:SNV"
    assert clerk.data("officer", "show", "SNV:BINH")["name"] == "Trần Thị Bình"
    [incident] = clerk.data("incident", "list")
    assert (incident["subject"], incident["kind"]) == ("SNV:BINH", "commendation")
    clerk.ok("verify")
    clerk.ok("doctor")


def test_reports_count_copies_as_their_office_does(clerk: Clerk, snv: Clerk) -> None:
    """What hangs on the day or the order in which something was entered is kept as well."""
    _merged(clerk, snv)
    for words in (("report", "weekly"), ("report", "changes"), ("report", "stale")):
        here, there = (one.run(*words, "--format", "json", today="2026-10-16") for one in (clerk, snv))
        ours, theirs = (json.loads(said.out.replace("SNV:", ""))["data"] for said in (here, there))
        if words == ("report", "weekly"):
            ours, theirs = ours["total"], theirs["total"]
        assert ours == theirs, words


RICH = (
    ("2026-09-01", "unit add P0 'Phòng Không' --block phong"),
    ("2026-09-01", "unit add P1 'Phòng Một' --block phong"),
    ("2026-09-01", "unit add P2 'Phòng Hai' --block phong"),
    ("2026-09-01", "unit add P3 'Phòng Ba' --block phong"),
    ("2026-09-01", "config set update_needs 'update obstacle'"),
    ("2026-09-01", "config set update_max_age 10"),
    ("2026-10-01", "period open 2026-10"),
    ("2026-10-01", "task add 'Đề án' --lead P0 --due 2026-10-20"),
    ("2026-10-01", "task add 'Báo cáo' --lead P1 --due 2026-10-15 --support P3"),
    ("2026-10-01", "task add 'Rà soát' --lead P2 --due 2026-11-30"),
    ("2026-10-01", "task add 'Thẩm định' --lead P3 --due 2026-10-25"),
    ("2026-10-02", "task add 'Kế hoạch' --lead P0 --due 2026-10-26"),
    ("2026-10-12", "task support NV1 P2"),
    ("2026-10-15", "log NV1 'sớm' --percent 50"),
    (
        "2026-10-16",
        "task hand-over NV2 --to P2 --reason 'chuyển' --document 'CV 2' --approved-by 'Lê Hòa' --on 2026-10-16",
    ),
    ("2026-10-20", "unit merge P3 --into P2 --on 2026-10-20 --document 'QĐ 1'"),
    (
        "2026-10-20",
        "task hand-over NV5 --to P2 --reason 'chuyển' --document 'CV 3' --approved-by 'Lê Hòa' --on 2026-10-20",
    ),
    ("2026-10-21", "task direct NV1 'Làm gấp' --by 'Lê Hòa' --on 2026-10-21"),
    ("2026-10-21", "log NV1 'đã báo cáo' --percent 60"),
    ("2026-10-21", "task remind NV3 --on 2026-10-21"),
    ("2026-10-21", "log NV3 'đang làm' --percent 10"),
    ("2026-10-31", "log NV1 'sớm, sửa' --percent 50 --on 2026-10-15 --corrects 1"),
)
ALIKE = (
    "report period 2026-10",
    "report weekly",
    "report changes",
    "report due",
    "report cooperation",
    "report directions",
    "report reminders",
    "report transfers",
    "report stale",
    "report obstacles",
    "report levels 2026-10",
    "report handover P3 --on 2026-10-20",
    "score list 2026-10",
    "period incomplete 2026-10",
    "task list",
)


def _told(clerk: Clerk, words: str, prefix: str = "", today: str = "2026-11-05") -> Any:
    """Return what a report says in JSON, a code without the office before it and without what tells of rows."""
    rows = (
        "id",
        "entry",
        "number",
        "actor",
        "entered_by",
        "registered_at",
        "registered_by",
        "office",
        "codes",
    )
    asked = [prefix + word if prefix and word in ("P3",) else word for word in shlex.split(words)]
    data = clerk.data(*asked, today=today)

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(one) for name, one in value.items() if name not in rows}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value.replace(prefix, "") if prefix and isinstance(value, str) else value

    return plain(data)


def test_every_report_says_the_same_of_copies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of one rich register, read by itself and merged into one that reads by the same settings."""
    one, here = Clerk(tmp_path / "s4.db", capsys), Clerk(tmp_path / "here.db", capsys)
    one.ok("init", "--office", "Sở Bốn", today="2026-09-01")
    one.ok("config", "set", "office_code", "S4", today="2026-09-01")
    for day, line in RICH:
        one.ok(*shlex.split(line), today=day)
    here.ok("init", "--office", "Tỉnh", today="2026-11-05")
    here.ok("config", "set", "update_needs", "update obstacle")
    here.ok("config", "set", "update_max_age", "10")
    _merged(here, one)
    here.ok("period", "open", "2026-10", today="2026-11-05")
    differing = [words for words in ALIKE if _told(here, words, "S4:") != _told(one, words)]
    assert differing == []
    for day in ("2026-10-11", "2026-10-13"):  # before and after a supporter was named
        there, here_too = (
            [row["support"] for row in clerk.data("task", "list", today=day) if row["title"] == "Đề án"]
            for clerk in (one, here)
        )
        assert [[f"S4:{code}" for code in codes] for codes in there] == here_too


def test_the_same_again_changes_nothing(clerk: Clerk, snv: Clerk, tmp_path: Path) -> None:
    sealed = tmp_path / "snv-2026-10.jsonl"
    _export_closing(snv, sealed)
    _merged(clerk, snv)
    before = clerk.digest()
    said = clerk.ok("merge", str(snv.db), str(sealed))
    assert said.out.splitlines()[0] == "Everything is here already; nothing was written."
    assert clerk.digest() == before
    exported = tmp_path / "snv.jsonl"
    snv.ok("export", "--output", str(exported))
    assert _merged(clerk, str(exported))["files"][0]["source"] == "export"
    assert clerk.digest() == before


def test_an_export_does_as_its_register_does(clerk: Clerk, snv: Clerk, tmp_path: Path) -> None:
    exported = tmp_path / "snv.jsonl"
    snv.ok("export", "--output", str(exported))
    _merged(clerk, str(exported))
    assert _tasks(clerk, "SNV:") == _tasks(snv)
    assert not list(tmp_path.glob(".*.part"))


def test_what_changed_there_changes_here(clerk: Clerk, snv: Clerk) -> None:
    """New, changed and taken back: one by one, and the rest stays untouched."""
    _merged(clerk, snv)
    snv.ok("task", "add", "Mới", "--lead", "P2", "--parent", "NV3")
    snv.ok("log", "NV3", "ba phần", "--percent", "30")
    snv.ok("log", "NV1", "nhầm", "--percent", "99")
    snv.ok("undo", "--yes")
    snv.ok("unit", "rename", "P2", "Phòng Số Hai")
    books = _merged(clerk, snv)["files"][0]["books"]
    assert {name: (one["added"], one["changed"], one["voided"]) for name, one in books.items()} == {
        "unit": (0, 1, 0),
        "task": (1, 0, 0),
        "progress": (1, 0, 0),
    }
    assert _tasks(clerk, "SNV:") == _tasks(snv)
    snv.ok("undo", "--yes")
    snv.ok("undo", str(_entry_of(snv, "ba phần")), "--yes")
    books = _merged(clerk, snv)["files"][0]["books"]
    assert books["progress"]["voided"] == 1
    assert _tasks(clerk, "SNV:") == _tasks(snv)
    assert clerk.data("unit", "show", "SNV:P2")["name"] == "Phòng Hai"
    clerk.ok("verify")


def _entry_of(clerk: Clerk, result: str) -> int:
    db = sqlite3.connect(clerk.db)
    [(seq,)] = db.execute("SELECT created FROM progress WHERE result = ?", (result,)).fetchall()
    db.close()
    return int(seq)


def test_new_codes_are_ours(clerk: Clerk, snv: Clerk) -> None:
    """Numbers go on behind those of the copies; a code is never given twice."""
    first = clerk.task()
    _merged(clerk, snv)
    assert first == "NV1"
    second = clerk.task("Second")
    assert second == "NV5"
    assert clerk.codes("--lead", "STC") == [first, second]
    clerk.ok("log", "NV5", "x", "--percent", "10")


@pytest.mark.parametrize(
    "line",
    [
        "log SNV:NV1 x --percent 60",
        "task edit SNV:NV1 --title x",
        "task add x --lead STC --parent SNV:NV3 --due 2026-11-25",
        "unit rename SNV:P1 x",
        "unit alias SNV:P1 x",
        "task remind SNV:NV1",
        "officer leave SNV:BINH --kind sick --from 2026-11-20",
    ],
)
def test_nothing_is_written_in_a_copy(clerk: Clerk, snv: Clerk, line: str) -> None:
    _merged(clerk, snv)
    error = clerk.refused(4, *shlex.split(line))
    assert error["code"] == "copy"
    assert "belongs to the office SNV" in error["message"]


def test_an_import_writes_in_no_copy_either(clerk: Clerk, snv: Clerk, tmp_path: Path) -> None:
    _merged(clerk, snv)
    table = tmp_path / "p.csv"
    table.write_text("task,on,percent\nSNV:NV1,2026-11-20,60\n", encoding="utf-8")
    assert clerk.refused(4, "progress", "import", str(table))["code"] == "copy"


def test_dossiers_of_a_copied_unit_are_its_office_s_own(clerk: Clerk, office: Office, tmp_path: Path) -> None:
    """One at a time and from a table: neither changed nor added."""
    one = office("SNV", story=(("2026-09-01", "unit add P1 'Phòng Một' --block phong"),))
    table = tmp_path / "d.csv"
    head = "key,unit,procedure,received_at,appointed_at,returned_at\n"
    table.write_text(f"{head}H1,P1,TT1,2026-10-01,2026-10-05,2026-10-04\n", encoding="utf-8")
    one.ok("dossier", "import", str(table), today="2026-11-03")
    _merged(clerk, one)
    for row in (
        "SNV:H1,SNV:P1,TT1,2026-10-01,2026-10-05,2026-10-09\n",
        "X1,SNV:P1,TT1,2026-10-01,2026-10-05,\n",
    ):
        table.write_text(head + row, encoding="utf-8")
        assert clerk.refused(4, "dossier", "import", str(table))["code"] == "copy"
    assert clerk.refused(4, "dossier", "edit", "SNV:H1", "--returned", "2026-10-20")["code"] == "copy"


def test_our_own_code_is_none_that_was_merged(clerk: Clerk, snv: Clerk) -> None:
    _merged(clerk, snv)
    assert clerk.refused(4, "config", "set", "office_code", "snv")["code"] == "office-taken"


def test_a_copy_was_registered_by_its_office(clerk: Clerk, snv: Clerk) -> None:
    _merged(clerk, snv)
    task = clerk.data("task", "show", "SNV:NV1")
    assert (task["registered_at"], task["registered_by"]) == ("2026-10-01", "Sở Nội vụ")
    assert "01/10/2026" in clerk.ok("task", "show", "SNV:NV1", lang="vi").out


def test_it_is_taken_back_and_comes_again(clerk: Clerk, snv: Clerk) -> None:
    """A code that was given once comes back to its own task."""
    own = clerk.task()
    _merged(clerk, snv)
    clerk.ok("undo", "--yes")
    assert clerk.codes() == [own]
    assert clerk.data("office", "list") == []
    clerk.ok("verify")
    _merged(clerk, snv)
    assert _tasks(clerk, "SNV:") == _tasks(snv)
    clerk.ok("verify")
    before = clerk.digest()
    _merged(clerk, snv)
    assert clerk.digest() == before


def test_a_dry_run_says_what_would_come(clerk: Clerk, snv: Clerk) -> None:
    before = clerk.digest()
    said = clerk.ok("merge", str(snv.db), "--dry-run")
    assert said.out.splitlines()[0] == "Dry run, nothing is written."
    assert said.out.splitlines()[1].startswith("Would be merged: offices 1, closings 1, rows ")
    assert clerk.digest() == before


def test_an_office_hands_on_what_it_merged(clerk: Clerk, snv: Clerk, office: Office) -> None:
    """Codes keep the way that they came: of the department, through the province, to the ministry."""
    clerk.ok("config", "set", "office_code", "TINH")
    _merged(clerk, snv)
    ministry = office("BO", "Bộ Nội vụ", story=())
    _merged(ministry, clerk)
    assert _tasks(ministry, "TINH:SNV:") == _tasks(snv)
    shown = ministry.data("progress", "list", "--task", "TINH:SNV:NV1")
    assert [row["actor"] for row in shown] == [
        row["actor"] for row in snv.data("progress", "list", "--task", "NV1")
    ]
    ministry.ok("verify")


def test_texts_of_malice_stay_texts(clerk: Clerk, office: Office) -> None:
    """Marks of direction, formulas and signs of SQL come as they are, and act nowhere."""
    odd = "=1+1 \u202e'; DROP TABLE task; -- \x1b[31m" + "Đ" * 5000
    one = office("X1", "=cmd|'/c calc'!A1", story=())
    one.ok("task", "add", odd, "--lead", "SNV", "--key", "@K;1")
    _merged(clerk, one)
    shown, there = clerk.data("task", "show", "X1:NV1"), one.data("task", "show", "NV1")
    assert (shown["title"], shown["key"]) == (there["title"], "X1:@K;1")
    assert "\x1b" not in clerk.ok("office", "list").out
    before = clerk.digest()
    _merged(clerk, one)
    assert clerk.digest() == before


# -- whose it is ---------------------------------------------------------------------------------------------


def test_an_office_without_code_is_named(clerk: Clerk, office: Office) -> None:
    nameless = office("", story=())
    error = clerk.refused(4, "merge", str(nameless.db))
    assert (error["code"], error["remedy"]) == (
        "no-office-code",
        f"Give its code: tasktrack merge CODE={nameless.db}.",
    )
    _merged(clerk, f"snv.vp={nameless.db}")
    assert [row["code"] for row in clerk.data("office", "list")] == ["SNV.VP"]
    assert clerk.refused(4, "merge", f"XX={nameless.db}")["code"] == "office-known"
    _merged(clerk, nameless)  # known by its register from now on
    assert clerk.refused(2, "merge", f"s:x={nameless.db}")["code"] == "usage"


def test_two_offices_of_one_code(clerk: Clerk, snv: Clerk, office: Office) -> None:
    snv.db.rename(snv.db.with_name("first.db"))
    other = office("SNV", "Sở Ngoại vụ", story=())
    _merged(clerk, str(other.db))
    error = clerk.refused(4, "merge", str(snv.db.with_name("first.db")))
    assert error["code"] == "office-taken"
    assert "Sở Ngoại vụ" in error["message"]
    _merged(clerk, f"SNV2={snv.db.with_name('first.db')}")
    assert len(_tasks(clerk, "SNV2:")) == 3


def test_files_that_are_no_other_office(clerk: Clerk, tmp_path: Path) -> None:
    copy = Path(shutil.copy(clerk.db, tmp_path / "copy.db"))
    assert clerk.refused(4, "merge", str(clerk.db))["code"] == "same-file"
    assert clerk.refused(4, "merge", f"XX={copy}")["code"] == "same-register"
    assert clerk.refused(3, "merge", str(tmp_path / "none.db"))["code"] == "not-found"
    assert clerk.refused(4, "merge", str(tmp_path))["code"] == "folder"
    table = tmp_path / "t.csv"
    table.write_text("a,b\n", encoding="utf-8")
    assert clerk.refused(4, "merge", str(table))["code"] == "not-to-be-merged"
    odd = tmp_path / "odd.db"
    sqlite3.connect(odd).execute("CREATE TABLE x (y)").connection.close()
    assert clerk.refused(7, "merge", str(odd))["code"] == "not-a-register"


# -- what does not hold --------------------------------------------------------------------------------------


def _export_closing(clerk: Clerk, path: Path, period: str = "2026-10") -> Path:
    """Write a sealed file."""
    clerk.ok("period", "export", period, "--output", str(path))
    return path


def test_a_part_that_was_tampered_with_is_refused_by_name(
    clerk: Clerk, snv: Clerk, office: Office, tmp_path: Path
) -> None:
    """File, office, period, and what differs; the sound parts come with --skip-bad."""
    sound = office("STTTT", "Sở khác", story=())
    sealed = _export_closing(snv, tmp_path / "snv.jsonl")
    text = sealed.read_text(encoding="utf-8")
    forged = tmp_path / "forged.jsonl"
    forged.write_text(text.replace("Phòng Một", "Phòng Mốt"), encoding="utf-8")
    tampered = Path(shutil.copy(snv.db, tmp_path / "tampered.db"))
    _change(tampered, "UPDATE frozen_score SET value = '100/1' WHERE subject = 2")
    error = clerk.refused(4, "merge", str(sound.db), str(forged), str(tampered))
    assert error["code"] == "merge-refused"
    assert [one["file"] for one in error["refused"]] == [str(forged), str(tampered)]
    assert "SNV, 2026-10" in error["refused"][0]["message"]
    assert any("2026-10 r1, frozen_score" in line for line in error["refused"][1]["details"])
    said = clerk.run("merge", str(sound.db), str(forged), str(tampered), "--skip-bad", "--format", "json")
    assert said.code == 9
    assert [one["office"] for one in said.json["data"]["files"]] == ["STTTT"]
    assert len(said.json["data"]["refused"]) == 2
    clerk.ok("verify")


def test_rows_changed_by_another_program_are_refused_unless_as_is(clerk: Clerk, snv: Clerk) -> None:
    _change(snv.db, "UPDATE task SET title = 'Khác' WHERE id = 3")
    error = clerk.refused(4, "merge", str(snv.db))
    assert error["code"] == "not-as-written"
    assert str(snv.db) in error["message"]
    [file] = _merged(clerk, snv, options=("--as-is",))["files"]
    assert file["findings"]
    assert clerk.data("task", "show", "SNV:NV3")["title"] == "Khác"


def test_another_seal_for_the_same_closing_is_a_conflict(
    clerk: Clerk, office: Office, tmp_path: Path
) -> None:
    """Nothing is chosen: what came first stays, what else the file holds comes with --skip-bad."""
    one = office("SNV")
    two = Clerk(Path(shutil.copy(one.db, tmp_path / "two.db")), one.capsys)
    one.ok("period", "close", "2026-10", today="2026-11-02")
    two.ok("log", "NV3", "khác", "--percent", "5", "--on", "2026-10-30", today="2026-10-30")
    two.ok("period", "close", "2026-10", today="2026-11-02")
    first = _export_closing(one, tmp_path / "first.jsonl")
    second = _export_closing(two, tmp_path / "second.jsonl")
    _merged(clerk, str(first))
    error = clerk.refused(4, "merge", str(second))
    assert error["code"] == "merge-refused"
    assert [(c["kind"], c["office"], c["row"]) for c in error["conflicts"]] == [("seal", "SNV", "2026-10")]
    before = clerk.digest()
    assert clerk.run("merge", str(second), "--skip-bad").code == 9
    assert clerk.digest() == before


def test_nothing_is_taken_of_a_register_whose_closing_came_otherwise(
    clerk: Clerk, office: Office, tmp_path: Path
) -> None:
    """Nor its rows: the genuine one, which comes later, would be refused for them."""
    one = office("SNV")
    two = Clerk(Path(shutil.copy(one.db, tmp_path / "two.db")), one.capsys)
    for register, percent in ((one, "10"), (two, "20")):
        register.ok("log", "NV3", "khác", "--percent", percent, "--on", "2026-10-30", today="2026-10-30")
        register.ok("period", "close", "2026-10", today="2026-11-02")
    _merged(clerk, str(_export_closing(one, tmp_path / "first.jsonl")))
    before = clerk.digest()
    assert clerk.run("merge", str(two.db), "--skip-bad").code == 9
    assert clerk.digest() == before
    _merged(clerk, one)
    assert clerk.data("task", "show", "SNV:NV3")["percent"] == 10


def test_no_office_counts_twice(clerk: Clerk, office: Office) -> None:
    """A ministry has it by itself or within its province, in whatever order both come."""
    one, province = office("SNV", "Sở Nội vụ"), office("TINH", "Tỉnh", story=())
    _merged(province, one)
    for files in ((one, province), (province, one)):
        error = clerk.refused(4, "merge", *(str(file.db) for file in files))
        assert [row["code"] for row in error["refused"]] == ["counted-twice"]
    _merged(clerk, one)
    assert clerk.refused(4, "merge", str(province.db))["code"] == "counted-twice"
    _merged(clerk, one)


def test_another_office_of_the_same_name_is_said(clerk: Clerk, office: Office) -> None:
    one, two = office("S1", "Sở Nội vụ", story=()), office("S2", "Sở", story=())  # made in the same second
    two.ok("config", "set", "office", "Sở Nội vụ")
    first, second = _merged(clerk, one, two)["files"]
    assert (first["namesake"], second["namesake"]) == ("", "S1")
    assert "an office of the same name" in " ".join(clerk.ok("merge", str(two.db)).out.split())


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_a_file_whose_name_is_no_text(clerk: Clerk, snv: Clerk, tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.db")
    shutil.copy(snv.db, odd)
    assert clerk.ok("merge", odd).out
    closing = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jsonl")
    shutil.copy(_export_closing(snv, tmp_path / "c.jsonl"), closing)
    assert clerk.ok("merge", closing).out
    clerk.ok("history")
    clerk.refused(3, "merge", f"{odd}x")


def test_others_write_while_files_are_verified(
    clerk: Clerk, snv: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is taken only for what is written."""
    clerk.ok("config", "set", "office", "Tỉnh")
    verified = merge_source._register

    def writing_meanwhile(*given: Any, **named: Any) -> Any:
        db = sqlite3.connect(clerk.db, timeout=0)
        db.execute("BEGIN IMMEDIATE")
        db.close()
        return verified(*given, **named)

    monkeypatch.setattr(merge_source, "_register", writing_meanwhile)
    _merged(clerk, snv)


def test_the_history_of_others_comes_behind_our_own_closings(clerk: Clerk, office: Office) -> None:
    """A province that closes its months merges every month; what it froze stays, and the merge can be taken back."""
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    clerk.ok("unit", "add", "VP", "Văn phòng", "--block", "so", today="2026-10-01")
    clerk.ok("task", "add", "Việc tỉnh", "--lead", "VP", "--due", "2026-10-20", today="2026-10-02")
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    frozen = clerk.data("report", "period", "2026-10")
    snv = office("SNV")
    snv.ok("counter", "define", "docs", "--label", "Văn bản", today="2026-10-03")
    snv.ok("counter", "set", "2026-10", "P1", "docs", "5", today="2026-10-31")
    _merged(clerk, snv)
    assert _tasks(clerk, "SNV:") == _tasks(snv)
    assert clerk.data("report", "period", "2026-10") == frozen
    clerk.ok("verify")
    clerk.ok("doctor")
    clerk.ok("undo")
    clerk.ok("verify")
    _merged(clerk, snv)
    assert _tasks(clerk, "SNV:") == _tasks(snv)


def test_a_month_is_closed_again_though_copies_came_behind_the_next_one(clerk: Clerk, office: Office) -> None:
    """They would count nowhere in it: their own office counts them."""
    for key in ("2026-09", "2026-10"):
        clerk.ok("period", "open", key, today="2026-09-01")
    clerk.ok("period", "close", "2026-09", today="2026-10-02")
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    _merged(clerk, office("SNV", story=(*STORY, ("2026-10-13", "log NV1 'xong' --done"))))
    clerk.ok(*shlex.split("period reopen 2026-09 --reason 'Sửa' --document 1/QĐ --by 'Lê Hòa'"))
    clerk.ok("period", "close", "2026-09")


def test_no_other_program_passes_where_a_merge_does(clerk: Clerk, snv: Clerk) -> None:
    """Neither with an entry that calls itself a merge, on a task of our own, nor with another one on a copy."""
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    clerk.ok("unit", "add", "VP", "Văn phòng", "--block", "so", today="2026-10-01")
    clerk.ok("task", "add", "Việc tỉnh", "--lead", "VP", "--due", "2026-10-20", today="2026-10-02")
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    _merged(clerk, snv)
    db = sqlite3.connect(clerk.db, isolation_level=None)
    own, copy = (
        db.execute(f"SELECT id FROM task WHERE code {sign} 'SNV:NV1' ORDER BY id").fetchone()[0]
        for sign in ("NOT LIKE 'SNV:%' OR code =", "=")
    )
    seq = db.execute("SELECT max(seq) FROM journal").fetchone()[0] + 1
    for command, task, as_copy in (("merge", own, False), ("merge", own, True), ("log", copy, False)):
        db.execute("BEGIN")
        db.execute(
            "INSERT INTO journal (at, today, actor, command, prev) SELECT 'x', '2026-11-22', 'x', ?, hash"
            " FROM journal ORDER BY seq DESC LIMIT 1",
            (command,),
        )
        if as_copy:
            db.execute(
                "INSERT INTO merged_row (office, book, theirs, ours, sha256, created, seq)"
                " VALUES (1, 'task', 9999, ?, 'x', ?, ?)",
                (task, seq, seq),
            )
        with pytest.raises(sqlite3.IntegrityError, match="period-closed"):
            db.execute(
                "INSERT INTO progress (task, on_day, percent, created, seq) VALUES (?, '2026-10-10', 100, ?, ?)",
                (task, seq, seq),
            )
        db.execute("ROLLBACK")
    db.close()


def test_a_copy_changed_here_by_another_program_is_a_conflict(clerk: Clerk, snv: Clerk) -> None:
    _merged(clerk, snv)
    db = sqlite3.connect(clerk.db)
    db.execute(
        "INSERT INTO journal (at, today, actor, command, prev) SELECT 'x', '2026-11-22', 'x', 'x', hash"
        " FROM journal ORDER BY seq DESC LIMIT 1"
    )
    db.execute("UPDATE task SET title = 'Đổi', seq = (SELECT max(seq) FROM journal) WHERE code = 'SNV:NV3'")
    db.commit()
    db.close()
    snv.ok("task", "edit", "NV3", "--title", "Đổi khác", today="2026-10-02")
    error = clerk.refused(4, "merge", str(snv.db))
    assert [(one["kind"], one["row"]) for one in error["conflicts"]] == [("edited", "NV3")]
    clerk.task()  # which closes what the other program left open


def test_an_older_copy_of_a_register_takes_nothing_back(clerk: Clerk, snv: Clerk, tmp_path: Path) -> None:
    older = Path(shutil.copy(snv.db, tmp_path / "older.db"))
    snv.ok("log", "NV3", "mới", "--percent", "80")
    _merged(clerk, snv)
    before = clerk.digest()
    [file] = _merged(clerk, str(older))["files"]
    assert file["older"]
    assert clerk.digest() == before
    other = Clerk(older, snv.capsys)
    for number in range(3):
        other.ok("log", "NV3", f"khác {number}", "--percent", "70")
    assert clerk.refused(4, "merge", str(older))["code"] == "diverged"


def test_other_settings_and_days_are_said(clerk: Clerk, snv: Clerk) -> None:
    clerk.ok("config", "set", "done_needs_review", "yes")
    snv.ok("calendar", "add", "2026-12-28", "--off", "--name", "Ngày truyền thống", "--decision", "9/QĐ")
    [file] = _merged(clerk, snv)["files"]
    assert file["days"] == ["2026-12-28"]
    assert file["settings"] == ["done_needs_review no"]
    said = clerk.ok("merge", str(snv.db))
    assert "SNV has other days off or worked, which are not merged: 2026-12-28." in said.out


# -- sealed closings -----------------------------------------------------------------------------------------


def test_closings_are_kept_side_by_side_and_gaps_are_said(clerk: Clerk, snv: Clerk, tmp_path: Path) -> None:
    """A later revision stands beside the earlier one; what is missing between two is said."""
    first = _export_closing(snv, tmp_path / "1.jsonl")
    snv.ok(
        *shlex.split("period reopen 2026-10 --reason 'Sai' --document 1/QĐ --by 'Lê Hòa'"), today="2026-11-03"
    )
    snv.ok("period", "close", "2026-10", today="2026-11-04")
    snv.ok("period", "open", "2026-11", today="2026-11-04")
    snv.ok("period", "close", "2026-11", today="2026-12-02")
    third = _export_closing(snv, tmp_path / "3.jsonl", "2026-11")
    _merged(clerk, str(first))
    assert _merged(clerk, str(third))["gaps"] == [{"office": "SNV", "first": 2, "last": 2, "follows": True}]
    card = clerk.data("office", "show", "SNV")
    assert [(one["number"], one["period"], one["revision"]) for one in card["received"]] == [
        (1, "2026-10", 1),
        (3, "2026-11", 1),
    ]
    assert "the closing in place 2 of its chain is missing" in clerk.ok("office", "show", "snv").out
    _merged(clerk, snv)
    card = clerk.data("office", "show", "SNV")
    assert [(one["revision"], one["superseded"]) for one in card["received"]] == [
        (1, True),
        (2, False),
        (1, False),
    ]
    assert card["gaps"] == []
    assert card["tasks"] == 3
    clerk.ok("verify")


def test_verify_names_a_received_closing_that_was_changed(clerk: Clerk, snv: Clerk) -> None:
    _merged(clerk, snv)
    _change(
        clerk.db, "UPDATE received_row SET line = replace(line, 'Đề án', 'Đề') WHERE book = 'frozen_title'"
    )
    said = clerk.run("verify", "--format", "json")
    assert said.code == 1
    assert ("received", "SNV:2026-10 r1") in {(one["part"], one["where"]) for one in said.json["data"]}


def test_no_office_yet(clerk: Clerk) -> None:
    assert "Nothing was merged yet" in clerk.ok("office", "list").out
    assert (
        clerk.refused(3, "office", "show", "SNV")["remedy"] == "Nothing was merged yet: tasktrack merge FILE."
    )


def _refused_for(clerk: Clerk, one: Clerk) -> list[tuple[str, str]]:
    error = clerk.refused(4, "merge", str(one.db))
    assert all(not line.isspace() for line in error["details"])
    return [(c["kind"], c["row"]) for c in error["conflicts"]]


def test_a_counter_held_against_another_one_is_not_the_same(clerk: Clerk, office: Office) -> None:
    one = office("SNV", story=())
    for register, part in ((one, ("--part-of", "docs")), (clerk, ())):
        register.ok("counter", "define", "docs", "--label", "Văn bản", today="2026-10-01")
        register.ok("counter", "define", "late", "--label", "Trễ", *part, today="2026-10-01")
    assert _refused_for(clerk, one) == [("defined", "late")]
    clerk.ok("counter", "define", "late", "--label", "Trễ", "--part-of", "docs")
    _merged(clerk, one)


def test_a_unit_taken_back_there_that_is_named_here_is_a_conflict(clerk: Clerk, office: Office) -> None:
    one = office("SNV", story=(("2026-10-01", "unit add PX 'Phòng X' --block phong"),))
    _merged(clerk, one)
    clerk.ok("task", "add", "Việc tỉnh giao", "--lead", "SNV:PX", "--due", "2026-12-01")
    one.ok("undo", today="2026-10-01")
    assert _refused_for(clerk, one) == [("held", "PX")]
    assert clerk.data("unit", "show", "SNV:PX")["name"] == "Phòng X"
    clerk.ok("report", "due", "--days", "90")
