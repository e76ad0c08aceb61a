"""What the head must direct in person goes to no deputy; the attempt stays in the journal."""

from pathlib import Path

import pytest
from clerk import Clerk

SAID = "The head must direct task NV1 in person: it is not given to Lê Phó (PHO), deputy head of STC."


@pytest.fixture
def held(clerk: Clerk) -> Clerk:
    """Return a clerk whose register has a deputy and a task that the head, AN, directs in person."""
    clerk.ok("officer", "add", "PHO", "Lê Phó", "--unit", "STC", "--position", "deputy", today="2026-01-05")
    clerk.task("Trực tiếp chỉ đạo", "--officer", "AN", "--head-in-person", "--due", "2026-12-20")
    return clerk


def attempt(clerk: Clerk, *words: str, lang: str | None = None) -> str:
    """Try what is refused and journalled; return the sentence."""
    entries = len(clerk.data("history", "--limit", "0"))
    said = clerk.run(*words, "--format", "json", lang=lang)
    assert (said.code, said.out) == (4, "")
    journal = clerk.data("history", "--limit", "0")
    assert len(journal) == entries + 1
    newest = journal[0]
    assert (newest["inserted"], newest["changed"], newest["task"]) == ([], [], "NV1")
    assert newest["reason"] == said.error["message"]
    clerk.ok("verify")
    return str(said.error["message"])


def test_passing_it_to_a_deputy_is_refused_and_noted(held: Clerk) -> None:
    assert attempt(held, "task", "assign", "NV1", "--officer", "PHO") == SAID
    shown = held.ok("task", "show", "NV1").out
    assert f"2026-11-22      –  refused: task assign; {SAID}" in shown
    refused = held.data("task", "show", "NV1")["refused"]
    assert [(one["on"], one["actor"], one["command"], one["message"]) for one in refused] == [
        ("2026-11-22", "clerk", "task assign", SAID)
    ]
    assert held.data("task", "show", "NV1", today="2026-11-21")["refused"] == []
    assert held.data("task", "show", "NV1")["officer"] == "AN"
    listed = held.ok("history", "NV1", "--limit", "1").out
    assert "refused, nothing was written" in listed
    assert SAID in listed
    assert held.data("history", "NV1")[0]["what"] == "refused, nothing was written"


def test_the_note_is_not_undone(held: Clerk) -> None:
    """`undo` passes it over; named, there is nothing to take back."""
    held.ok("log", "NV1", "Bắt đầu")
    attempt(held, "task", "assign", "NV1", "--officer", "PHO")
    entry = str(held.data("history", "--limit", "1")[0]["seq"])
    assert "left nothing that could be taken back" in str(held.refused(4, "undo", entry, "--yes")["message"])
    undone = held.ok("undo", "--yes")
    assert "log" in undone.out
    assert held.status("NV1") == "not-started"
    assert len(held.data("task", "show", "NV1")["refused"]) == 1
    held.ok("verify")


def test_a_correction_gives_it_to_no_deputy_either(held: Clerk) -> None:
    today = ("task", "edit", "NV1")
    assert attempt(held, *today, "--officer", "PHO", "--title", "Khác") == SAID
    assert held.data("task", "show", "NV1")["title"] == "Trực tiếp chỉ đạo"
    held.ok(*today, "--not-head-in-person", "--officer", "PHO")
    assert attempt(held, *today, "--head-in-person") == SAID
    held.ok(*today, "--head-in-person", "--officer", "BINH")
    held.ok(*today, "--title", "Khác")


def test_no_share_of_it_either(held: Clerk) -> None:
    assert attempt(held, "task", "split", "NV1", "--share", "PHO=0.4") == SAID
    assert held.codes() == ["NV1"]


def test_a_dry_run_notes_nothing(held: Clerk) -> None:
    words = ("task", "assign", "NV1", "--officer", "PHO", "--dry-run")
    assert held.refused(4, *words)["message"] == SAID
    assert held.refused(4, "task", "edit", "NV1", "--officer", "PHO", "--dry-run")["message"] == SAID


def test_a_new_task_is_refused_plainly(held: Clerk) -> None:
    words = ("task", "add", "Mới", "--lead", "STC", "--officer", "PHO", "--head-in-person")
    error = held.refused(4, *words)
    assert error["message"] == (
        "The head must direct the task in person: it is not given to Lê Phó (PHO), deputy head of STC."
    )
    assert (
        error["remedy"] == "Give it to the head, or leave out that the head must direct it: --head-in-person."
    )
    held.refused(4, "task", "propose", *words[2:])
    held.ok(*words[:-1])


def test_the_posting_of_the_day_decides(held: Clerk) -> None:
    """One who was deputy until the 9th heads the unit from the 10th on."""
    held.ok("officer", "move", "PHO", "--to", "STC", "--position", "head", "--on", "2026-11-10")
    words = ("task", "assign", "NV1", "--officer", "PHO", "--on")
    assert attempt(held, *words, "2026-11-09") == SAID
    held.ok(*words, "2026-11-10")
    add = ("task", "add", "Mới", "--lead", "STC", "--officer", "PHO", "--head-in-person", "--assigned")
    held.refused(4, *add, "2026-11-09")
    held.ok(*add, "2026-11-10")


def test_other_tasks_go_to_deputies(held: Clerk) -> None:
    held.task("Thường")
    held.ok("task", "assign", "NV2", "--officer", "PHO")
    held.ok("task", "assign", "NV1", "--officer", "BINH")


def test_other_refusals_are_not_noted(held: Clerk) -> None:
    """A wrong officer, a locked day: the file stays as it was."""
    held.refused(3, "task", "assign", "NV1", "--officer", "XX")
    held.refused(4, "task", "assign", "NV1", "--officer", "AN")
    held.ok("period", "open", "2026-11")
    held.ok("period", "lock", "2026-11", "--now", "--reason", "họp sớm")


def imported(clerk: Clerk, folder: Path, text: str) -> str:
    """Import rows that must be refused, and return what is said of them."""
    file = folder / "tasks.csv"
    file.write_text(text, encoding="utf-8")
    before = clerk.data("task", "list")
    said = clerk.run("task", "import", str(file))
    assert said.code == 4
    assert clerk.data("task", "list") == before
    return said.err


def test_rows_of_a_table_are_refused(held: Clerk, tmp_path: Path) -> None:
    """New ones, and corrections of the officer or of the mark."""
    new = "key,title,lead,officer,head_in_person\nK1,Mới,STC,PHO,x\n"
    assert "in person: it is not given to Lê Phó (PHO)" in imported(held, tmp_path, new)
    assert "Lê Phó (PHO)" in imported(
        held, tmp_path, "code,title,lead,officer\nNV1,Trực tiếp chỉ đạo,STC,PHO\n"
    )
    held.task("Của phó", "--officer", "PHO", "--key", "K2")
    marked = "key,title,lead,officer,head_in_person\nK2,Của phó,STC,PHO,x\n"
    assert "Lê Phó (PHO)" in imported(held, tmp_path, marked)
    (tmp_path / "fine.csv").write_text(
        "key,title,lead,officer,head_in_person\nK3,Mới,STC,PHO,\nK4,Mới,STC,AN,x\n", encoding="utf-8"
    )
    held.ok("task", "import", str(tmp_path / "fine.csv"))


def test_it_is_said_in_vietnamese_too(held: Clerk) -> None:
    said = attempt(held, "task", "assign", "NV1", "--officer", "PHO", lang="vi")
    assert "NV1" in said
    assert "Lê Phó (PHO)" in said


def test_a_part_of_it_goes_to_no_deputy_either(held: Clerk) -> None:
    """What the head directs in person is not passed on part by part, at whatever depth."""
    under = ("--lead", "STC", "--parent")
    held.refused(4, "task", "add", "Phần 1", *under, "NV1", "--officer", "PHO")
    held.task("Phần 1", "--parent", "NV1", "--officer", "BINH")
    held.refused(4, "task", "add", "Phần của phần", *under, "NV2", "--officer", "PHO")
    held.run("task", "edit", "NV2", "--officer", "PHO")
    held.run("task", "assign", "NV2", "--officer", "PHO")
    assert held.data("task", "show", "NV2")["officer"] == "BINH"
    assert len(held.data("task", "show", "NV2")["refused"]) == 2
    held.task("Việc khác", "--officer", "PHO")
    assert held.run("task", "edit", "NV3", "--parent", "NV1").code == 4


def test_a_row_of_a_table_that_tries_it_is_noted(held: Clerk, tmp_path: Path) -> None:
    """Once the file is refused, and where the other rows are written; not in a dry run."""
    table = tmp_path / "viec.csv"
    table.write_text("code,title,lead,officer\nNV1,Trực tiếp chỉ đạo,STC,PHO\n", encoding="utf-8")
    held.run("task", "import", str(table), "--dry-run")
    assert held.data("task", "show", "NV1")["refused"] == []
    assert held.run("task", "import", str(table)).code == 4
    assert [one["message"] for one in held.data("task", "show", "NV1")["refused"]] == [SAID]
    held.run("task", "import", str(table), "--skip-bad")
    assert len(held.data("task", "show", "NV1")["refused"]) == 2
    held.check()
