"""Logging progress: what an entry says, the days it may speak for, corrections, evidence."""

import hashlib
from pathlib import Path

import pytest
from clerk import Clerk

KEYS = [
    "entry", "task", "task_title", "officer", "on", "done_on", "percent", "quantity", "result", "obstacle", "proposal",
    "next_step", "cause", "cause_label", "evidence", "evidence_sha256", "corrects", "voided", "recorded_at", "actor",
    "review", "reviews",
]  # fmt: skip


def test_every_field_comes_back(clerk: Clerk) -> None:
    """What `log` takes is what `progress list` gives."""
    task = clerk.task()
    clerk.ok(
        "log", task, " đã dự thảo ", "--percent", "45,5", "--on", "20/11/2026", "--obstacle", "thiếu số liệu",
        "--proposal", "gia hạn", "--next", "xin ý kiến", "--cause", "objective", "--evidence", "9/BC-STC",
    )  # fmt: skip
    entry = clerk.data("progress", "list", "--task", task)[0]
    assert list(entry) == KEYS
    assert {name: value for name, value in entry.items() if name != "recorded_at"} == {
        "entry": 1, "task": "NV1", "task_title": "Draft the plan", "officer": None, "on": "2026-11-20", "done_on": None,
        "percent": 45.5, "quantity": None, "result": "đã dự thảo", "obstacle": "thiếu số liệu", "proposal": "gia hạn",
        "next_step": "xin ý kiến", "cause": "objective", "cause_label": "Objective cause", "evidence": "9/BC-STC",
        "evidence_sha256": None, "corrects": None, "voided": False, "actor": "clerk", "review": None, "reviews": [],
    }  # fmt: skip


def test_the_answer_says_entry_day_status_and_how_much(clerk: Clerk) -> None:
    """The day with its weekday, the new status, percent or quantity of what was assigned."""
    task, many = clerk.task(), clerk.task("Inspections", "--quantity", "5")
    assert clerk.ok("log", task, "--percent", "45,5", "--on", "+0d").out.splitlines() == [
        "Entry 1: NV1 Draft the plan",
        "2026-11-22 (Sunday); In progress; 45.5 %",
    ]
    assert (
        clerk.ok("log", many, "--quantity", "1,5").out.splitlines()[1]
        == "2026-11-22 (Sunday); In progress; 1.5 of 5"
    )
    assert (
        clerk.ok("log", many, "--quantity", "2.5").out.splitlines()[1]
        == "2026-11-22 (Sunday); In progress; 4 of 5"
    )
    assert clerk.ok("log", task, "--done-on", "2026-11-20").out.splitlines()[1] == (
        "2026-11-22 (Sunday); Done (no deadline); 100 %; done on 2026-11-20 (Friday)"
    )
    assert clerk.data("log", many, "--quantity", "1", "--done") == {
        "entry": 5, "task": "NV2", "title": "Inspections", "on": "2026-11-22", "done_on": "2026-11-22",
        "status": "done-no-deadline", "status_label": "Done (no deadline)", "percent": 100, "quantity": 5,
        "assigned_quantity": 5, "warnings": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "percent"),
    [("0", 0), ("45", 45), ("45.5", 45.5), ("45,5", 45.5), ("33.33", 33.33), ("60%", 60)],
)
def test_percent_is_read(clerk: Clerk, typed: str, percent: object) -> None:
    """With a point or a comma, to two decimals."""
    assert clerk.data("log", clerk.task(), "--percent", typed)["percent"] == percent


@pytest.mark.parametrize(
    ("code", "options"),
    [
        (4, ()),
        (4, ("",)),
        (4, ("  ",)),
        (4, ("--percent", "101")),
        (4, ("--percent", "100.01")),
        (4, ("--percent", "45.555")),
        (4, ("--percent", "half")),
        (4, ("--percent", "-5")),
        (4, ("--quantity", "-1")),
        (4, ("--quantity", "2000000")),
        (2, ("--percent", "5", "--quantity", "1")),
        (4, ("text", "--cause", "weather")),
        (4, ("text", "--on", "2026-11-23")),
        (4, ("text", "--on", "tomorrow")),
        (4, ("text", "--on", "22-11-2026")),
        (4, ("text", "--on", "2026-09-30")),
        (4, ("--done-on", "2026-11-23")),
        (4, ("--done-on", "2026-11-20", "--on", "2026-11-19")),
        (4, ("--done-on", "2026-09-30")),
        (3, ("text", "--corrects", "9")),
        (2, ("text", "--corrects", "first")),
    ],
)
def test_what_cannot_be_is_refused(clerk: Clerk, code: int, options: tuple[str, ...]) -> None:
    """Empty entries, numbers outside, days ahead, before the assignment, or against each other."""
    fault = clerk.refused(code, "log", clerk.task(), *options)
    assert fault["message"]
    assert fault["remedy"] or code == 2


def test_the_days_at_the_edges_are_taken(clerk: Clerk) -> None:
    """Today and the day of the assignment."""
    task = clerk.task()
    assert clerk.data("log", task, "begun", "--on", "2026-10-01")["on"] == "2026-10-01"
    assert clerk.data("log", task, "--done", "--on", "today")["done_on"] == "2026-11-22"


def test_done_with_its_day(clerk: Clerk) -> None:
    """--done is the entry's day; --done-on names another; both together is the named one."""
    tasks = [clerk.task() for _one in range(3)]
    assert clerk.data("log", tasks[0], "--done", "--on", "2026-11-20")["done_on"] == "2026-11-20"
    assert clerk.data("log", tasks[1], "--done-on", "2026-11-19")["done_on"] == "2026-11-19"
    assert clerk.data("log", tasks[2], "--done", "--done-on", "2026-11-19")["done_on"] == "2026-11-19"


def test_a_hundred_percent_alone_is_not_done(clerk: Clerk) -> None:
    """It is said; with --done it is."""
    task = clerk.task("Draft", "--due", "2026-12-31")
    said = clerk.ok("log", task, "--percent", "100")
    assert said.err == "Warning: 100 % alone does not make the task done: add --done.\n"
    assert clerk.status(task) == "in-progress"
    said = clerk.ok("log", task, "--percent", "100", "--done")
    assert said.err == ""
    assert clerk.status(task) == "done-early"


def test_warnings_on_numbers_that_look_wrong(clerk: Clerk) -> None:
    """Progress that falls, more than was assigned: taken, and said."""
    task, many = clerk.task(), clerk.task("Many", "--quantity", "2")
    clerk.ok("log", task, "--percent", "50", "--on", "2026-11-10")
    assert clerk.data("log", task, "--percent", "50", "--on", "2026-11-11")["warnings"] == []
    assert clerk.data("log", task, "--percent", "49.99")["warnings"] == [
        "Progress falls below the entry before it."
    ]
    assert clerk.data("log", task, "--percent", "20", "--on", "2026-11-05")["warnings"] == []
    assert clerk.data("log", many, "--quantity", "2")["warnings"] == []
    warned = clerk.data("log", many, "--quantity", "0.001", "--on", "2026-11-20")
    assert warned["warnings"] == ["More is logged than was assigned."]


def test_a_task_is_done_once(clerk: Clerk) -> None:
    """A second completion is refused; a remark is not, a correction neither."""
    task = clerk.task("Draft", "--due", "2026-11-15")
    clerk.ok("log", task, "--done", "--on", "2026-11-20")
    assert clerk.status(task) == "done-late"
    assert clerk.refused(4, "log", task, "--done")["code"] == "already-done"
    clerk.ok("log", task, "archived")
    assert clerk.data("log", task, "--done-on", "2026-11-14", "--corrects", "1")["status"] == "done-early"
    assert clerk.status(task) == "done-early"


def test_a_correction_replaces_an_entry(clerk: Clerk) -> None:
    """The old one stays in the book, voided; it counts no more and cannot be replaced again."""
    task, other = clerk.task(), clerk.task("Other")
    clerk.ok("log", task, "--percent", "90")
    clerk.ok("log", other, "begun")
    clerk.refused(3, "log", task, "--percent", "9", "--corrects", "2")
    assert clerk.data("log", task, "--percent", "9", "--corrects", "1")["warnings"] == []
    assert clerk.data("task", "show", task)["percent"] == 9
    assert [entry["entry"] for entry in clerk.data("progress", "list", "--task", task)] == [3]
    entries = clerk.data("task", "show", task)["entries"]
    assert [(entry["entry"], entry["corrects"], entry["voided"]) for entry in entries] == [
        (1, None, True),
        (3, 1, False),
    ]
    clerk.refused(3, "log", task, "--percent", "8", "--corrects", "1")


def test_a_correction_can_take_completion_back(clerk: Clerk) -> None:
    """Reported done by mistake: the entry is replaced by one that does not say so."""
    task = clerk.task()
    clerk.ok("log", task, "--done")
    clerk.ok("log", task, "only half", "--percent", "50", "--corrects", "1")
    assert clerk.status(task) == "in-progress"


def test_an_entry_for_an_earlier_day_keeps_its_place(clerk: Clerk) -> None:
    """The newest day decides how far the task is, not the newest line."""
    task = clerk.task()
    clerk.ok("log", task, "--percent", "60", "--on", "2026-11-20")
    clerk.ok("log", task, "--percent", "40", "--on", "2026-11-10")
    shown = clerk.data("task", "show", task)
    assert (shown["percent"], shown["last_progress_on"]) == (60, "2026-11-20")
    assert clerk.data("task", "show", task, today="2026-11-15")["percent"] == 40


def test_logging_at_an_earlier_day_answers_as_of_it(clerk: Clerk) -> None:
    """What is recorded for later days is not yet known on that --today."""
    task = clerk.task("Draft", "--due", "2026-12-31")
    clerk.ok("log", task, "--done", "--on", "2026-11-20")
    said = clerk.data("log", task, "begun", "--percent", "10", today="2026-10-10")
    assert (said["status"], said["percent"]) == ("in-progress", 10)
    assert clerk.status(task) == "done-early"


def test_evidence_that_is_a_file_keeps_name_and_hash(clerk: Clerk, tmp_path: Path) -> None:
    """Whatever the spelling of its name on the disk; anything else is a document's number."""
    for name in ("Biên bản.pdf", "Quye\u0302\u0301t.pdf"):
        path = tmp_path / name
        path.write_bytes(name.encode())
        clerk.ok("log", clerk.task(), "signed", "--evidence", str(path))
        entry = clerk.data("progress", "list", "--limit", "1")[0]
        assert entry["evidence"] == {"Biên bản.pdf": "Biên bản.pdf"}.get(name, "Quyết.pdf")
        assert entry["evidence_sha256"] == hashlib.sha256(name.encode()).hexdigest()
        assert entry["evidence_sha256"] in clerk.ok("task", "show", entry["task"]).out
    clerk.ok("log", clerk.task(), "signed", "--evidence", str(tmp_path))
    assert clerk.data("progress", "list", "--limit", "1")[0]["evidence_sha256"] is None


def test_entries_are_listed_newest_first(clerk: Clerk) -> None:
    """Of one task oldest first; a limit keeps the newest and says how many more there are."""
    first, second = clerk.task("First"), clerk.task("Second")
    for task, day in ((first, "2026-11-10"), (second, "2026-11-12"), (first, "2026-11-11")):
        clerk.ok("log", task, "done something", "--on", day)
    assert [entry["entry"] for entry in clerk.data("progress", "list")] == [2, 3, 1]
    assert [entry["entry"] for entry in clerk.data("progress", "list", "--task", first)] == [1, 3]
    assert [entry["entry"] for entry in clerk.data("progress", "list", today="2026-11-11")] == [3, 1]
    assert [entry["entry"] for entry in clerk.data("progress", "list", "--task", first, "--limit", "1")] == [
        3
    ]
    assert (
        clerk.ok("progress", "list", "--limit", "2").out.splitlines()[-1]
        == "… and 1 more; --limit 0 shows all."
    )
    assert "… and" not in clerk.ok("progress", "list", "--task", second).out


def test_no_entries_yet(clerk: Clerk) -> None:
    """Exit code 0 and how to begin."""
    assert "tasktrack log" in clerk.ok("progress", "list").out
    assert clerk.data("progress", "list") == []


def test_stored_text_steers_no_terminal(clerk: Clerk) -> None:
    """Escape and direction characters go; markup is just text."""
    clerk.ok("log", clerk.task(), "a\x1b[2Jb \u202e[/red]", "--obstacle", "x\x07y")
    entry = clerk.data("progress", "list")[0]
    assert (entry["result"], entry["obstacle"]) == ("a[2Jb [/red]", "xy")


@pytest.fixture
def closed(clerk: Clerk) -> Clerk:
    """Return a clerk whose October is closed, with one entry in it."""
    clerk.task("Draft", "--due", "2026-10-20", today="2026-10-01")
    clerk.ok("log", "NV1", "half", "--percent", "50", "--on", "2026-10-10", today="2026-10-10")
    clerk.ok("period", "open", "2026-10", today="2026-10-10")
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    return clerk


def test_a_closed_window_takes_no_entry(closed: Clerk) -> None:
    """Nor a correction of an entry inside it, nor a verdict on one: exit 5; the day after it does."""
    for words in (
        ("log", "NV1", "more", "--on", "2026-10-31"),
        ("log", "NV1", "--done", "--on", "2026-10-01"),
        ("log", "NV1", "less", "--corrects", "1"),
        ("task", "review", "NV1", "--accept", "--entry", "1"),
    ):
        assert closed.refused(5, *words)["code"] == "period-closed"
    assert (
        closed.data("log", "NV1", "--done-on", "2026-10-19", "--on", "2026-11-01")["status"] == "done-early"
    )


def test_a_task_that_a_closing_counted_keeps_its_days(closed: Clerk) -> None:
    """However many days the office allows for corrections."""
    closed.ok("config", "set", "edit_days", "365")
    assert closed.refused(4, "task", "edit", "NV1", "--due", "2026-12-31")["code"] == "too-late"
    closed.ok("task", "edit", "NV1", "--title", "Draft two")


def test_a_task_due_in_a_closed_window_is_registered_with_a_warning(closed: Clerk) -> None:
    """It counts in the first open period."""
    words = ("task", "add", "Late", "--lead", "STC", "--assigned", "2026-10-01", "--due")
    assert "2026-10" in closed.data(*words, "2026-10-31")["warnings"][0]
    assert closed.data(*words, "2026-11-01")["warnings"] == []


def test_a_locked_window_takes_no_entry_but_a_verdict(clerk: Clerk) -> None:
    """After the lock moment reviews are still entered, until the closing."""
    task = clerk.task(today="2026-10-01")
    clerk.ok("log", task, "--done", "--on", "2026-11-10", today="2026-11-10")
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-11-25", today="2026-11-10")
    assert clerk.data("log", task, "archived", today="2026-11-22")["entry"] == 2
    assert (
        clerk.refused(5, "log", task, "more", "--on", "2026-11-22", today="2026-11-23")["code"]
        == "period-locked"
    )
    assert clerk.data("log", task, "more", "--on", "2026-11-23", today="2026-11-23")["entry"] == 3
    clerk.ok("task", "review", task, "--accept", "--entry", "1", today="2026-11-24")


def test_numbers_of_entries_are_written_as_commands_take_them(clerk: Clerk, tmp_path: Path) -> None:
    """Vietnamese groups the digits of amounts, and `--corrects 1.002` would be refused."""
    clerk.task("Lập")
    rows = "".join(f"NV1,2026-11-20,bước {number}\n" for number in range(1, 1003))
    path = tmp_path / "progress.csv"
    path.write_text(f"task,on,result\n{rows}", encoding="utf-8")
    clerk.ok("progress", "import", str(path))
    for words in (("progress", "list", "--limit", "1"), ("task", "show", "NV1")):
        said = clerk.ok(*words, lang="vi").out
        assert " 1002 " in said
        assert "1.002" not in said
    clerk.ok("log", "NV1", "sửa", "--on", "2026-11-20", "--corrects", "1002")


def test_what_waits_for_a_verdict_names_the_officer(clerk: Clerk) -> None:
    clerk.task("Lập", "--officer", "BINH")
    clerk.ok("log", "NV1", "xong", "--done")
    assert clerk.data("progress", "list", "--unreviewed")[0]["officer"] == "BINH"
    table = clerk.ok("progress", "list", "--unreviewed", "--format", "csv").out.splitlines()
    assert table[0].startswith("entry,on,task,officer,task_title")
    assert clerk.ok("progress", "list", "--format", "csv").out.startswith("entry,on,task,task_title")
