"""Reminders and criticisms from the command line, and what followed them."""

from typing import Any

from clerk import Clerk

from tasktrack.store import unit as units
from tasktrack.store.register import Caller, writing

CRITICISE = ("--criticise", "--document", "9/TB", "--by", "Chủ tịch")


def remind(clerk: Clerk, *words: str, today: str | None = None) -> list[tuple[str, str, int]]:
    """Urge and return (task, unit, times so far)."""
    made = clerk.data("task", "remind", *words, today=today)["reminded"]
    return [(one["task"], one["unit"], one["times"]) for one in made]


def told(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, Any]:
    """Return the whole JSON of the report."""
    return clerk.ok("report", "reminders", *words, "--format", "json", today=today).json


def test_every_urging_is_counted(clerk: Clerk) -> None:
    """One row a task, one entry; a task named twice is urged once; the day decides what came before."""
    one, two = clerk.task("One", "--due", "2026-11-10"), clerk.task("Two", "--lead", "STP")
    before = len(clerk.data("history"))
    assert remind(clerk, one, two, one.lower(), "--document", "1/UBND") == [(one, "STC", 1), (two, "STP", 1)]
    assert len(clerk.data("history")) == before + 1
    assert remind(clerk, one, "--note", "Gấp") == [(one, "STC", 2)]
    assert remind(clerk, one, "--on", "2026-11-15") == [(one, "STC", 1)]
    assert remind(clerk, one, *CRITICISE) == [(one, "STC", 1)]
    shown = clerk.data("task", "show", one)["reminders"]
    assert [(row["on"], row["kind"], row["document"], row["note"], row["given_by"]) for row in shown] == [
        ("2026-11-15", "reminder", None, None, None),
        ("2026-11-22", "reminder", "1/UBND", None, None),
        ("2026-11-22", "reminder", None, "Gấp", None),
        ("2026-11-22", "criticism", "9/TB", None, "Chủ tịch"),
    ]
    card = clerk.ok("task", "show", one).out
    assert "3 times, last on 2026-11-22" in card
    assert "criticised: Sở Tài chính (STC); 9/TB; by Chủ tịch" in card
    assert "urged: Sở Tài chính (STC); Gấp" in card
    assert len(clerk.data("task", "show", one, today="2026-11-16")["reminders"]) == 1
    clerk.ok("undo")
    assert len(clerk.data("task", "show", one)["reminders"]) == 3
    assert clerk.ok("verify").code == 0


def test_people_read_how_often(clerk: Clerk) -> None:
    """A table, in both languages; a dry run says so."""
    task = clerk.task("Rà soát", "--due", "2026-11-10")
    lines = clerk.ok("task", "remind", task, "--on", "20/11/2026", "--dry-run").out.splitlines()
    assert lines[:2] == ["Dry run, nothing is written.", "1 task urged on 2026-11-20 (Friday)."]
    assert lines[-1].split() == [task, "STC", "2026-11-10", "10", "1", "Rà", "soát"]
    assert "20/11/2026" in clerk.ok("task", "remind", task, "--on", "20/11/2026", lang="vi").out


def test_a_supporting_unit_is_urged(clerk: Clerk) -> None:
    """In place of the lead; another unit is refused."""
    task = clerk.task("One", "--support", "STP")
    assert remind(clerk, task) == [(task, "STC", 1)]
    assert remind(clerk, task, "--unit", "stp") == [(task, "STP", 1)]
    assert remind(clerk, task, "--unit", "STC", "--note", "x") == [(task, "STC", 2)]
    clerk.refused(4, "task", "remind", task, "--unit", "XA1")
    clerk.refused(3, "task", "remind", task, "--unit", "NONE")


def test_all_overdue_tasks_are_urged_at_once(clerk: Clerk) -> None:
    """Those that the report of overdue tasks holds but for what awaits review; the same document urges once."""
    clerk.ok("config", "set", "done_needs_review", "yes")
    late, returned, waits = (clerk.task(f"Task {number}", "--due", "2026-11-02") for number in range(3))
    clerk.task("In time", "--due", "2026-12-01")
    clerk.task("No date")
    far = clerk.task("Of another", "--lead", "XA1", "--due", "2026-11-05")
    for task in (returned, waits):
        clerk.ok("log", task, "Sent", "--done", today="2026-11-10")
    clerk.ok("task", "review", returned, "--return", "--reason", "Again", today="2026-11-11")
    words = ("--overdue", "--document", "6/UBND-VP")
    assert sorted(remind(clerk, *words, "--unit", "STC")) == [(late, "STC", 1), (returned, "STC", 1)]
    made = clerk.data("task", "remind", *words)
    assert [one["task"] for one in made["reminded"]] == [far]
    assert sorted(made["left_out"]) == [late, returned]
    before = clerk.digest()
    out = clerk.ok("task", "remind", *words).out
    assert out.startswith("No overdue task was left to urge on 2026-11-22 (Sunday).")
    assert clerk.digest() == before
    # on the 9th nothing was reported yet, and nothing of the future is known
    assert len(remind(clerk, *words, "--on", "2026-11-09")) == 4
    assert [row[0] for row in remind(clerk, *words, "--on", "2026-11-03", "--unit", "XA1")] == []


def test_a_parent_is_urged_through_its_parts(clerk: Clerk) -> None:
    """As it is counted."""
    whole = clerk.task("Whole", "--due", "2026-11-10", today="2026-11-01")
    part = clerk.task("Part", "--parent", whole, "--due", "2026-11-09", today="2026-11-01")
    assert [row[0] for row in remind(clerk, "--overdue", "--document", "1/UBND")] == [part]


def test_reminders_that_cannot_be_are_refused(clerk: Clerk) -> None:
    """Nothing is recorded, of the other tasks either."""
    task, done = clerk.task(), clerk.task("Done", "--due", "2026-11-05")
    clerk.ok("log", done, "Ready", "--done", today="2026-11-10")
    clerk.refused(2, "task", "remind")
    clerk.refused(2, "task", "remind", task, "--overdue", "--document", "1/UBND")
    clerk.refused(2, "task", "remind", "--overdue")
    clerk.refused(2, "task", "remind", task, "--criticise", "--document", "1/TB")
    clerk.refused(2, "task", "remind", task, "--criticise", "--by", "Chủ tịch")
    clerk.refused(3, "task", "remind", task, "NV99")
    clerk.refused(4, "task", "remind", task, "--on", "2026-11-23")
    clerk.refused(4, "task", "remind", task, "--on", "2026-09-30")
    error = clerk.refused(4, "task", "remind", task, done)
    assert error["message"] == f"Task {done} was finished on 2026-11-10: there is nothing to urge."
    # before it was done, it could be urged; that it was late may be criticised
    assert remind(clerk, done, "--on", "2026-11-09") == [(done, "STC", 1)]
    assert remind(clerk, done, *CRITICISE) == [(done, "STC", 1)]
    assert clerk.refused(4, "task", "remind", done, *CRITICISE)["code"] == "exists"


def test_what_followed_is_told_by_unit(clerk: Clerk) -> None:
    """The lead answers by a report on the task, a supporting unit by one on its part."""
    one, two = clerk.task("One", "--support", "STP"), clerk.task("Two", "--lead", "STP")
    clerk.ok("task", "remind", one, two, "--document", "1/UBND", today="2026-11-02")
    clerk.ok("task", "remind", one, "--unit", "STP", today="2026-11-02")
    clerk.ok("task", "remind", two, *CRITICISE, today="2026-11-16")
    clerk.ok("log", one, "Going on", today="2026-11-05")
    answer = told(clerk)
    names = (
        "unit",
        "reminders",
        "criticisms",
        "tasks",
        "first_on",
        "last_on",
        "reported",
        "waiting",
        "withdrawn",
    )
    assert [tuple(row[name] for name in names) for row in answer["data"]] == [
        ("STC", 1, 0, 1, "2026-11-02", "2026-11-02", 1, 0, 0),
        ("STP", 2, 1, 2, "2026-11-02", "2026-11-16", 0, 3, 0),
    ]
    assert [answer[name] for name in ("reminders", "criticisms", "total", "mean_days")] == [3, 1, 4, 3]
    assert answer["data"][1]["tasks_waiting"] == [one, two] or answer["data"][1]["tasks_waiting"] == [
        two,
        one,
    ]
    assert answer["data"][1]["every"][-1]["days"] == 6
    text = clerk.ok("report", "reminders").out
    assert "Check: 1 reported on since + 3 not yet + 0 of withdrawn tasks = 4" in text
    assert ["3", "1", "3", "1", "3", "0", "–", "–", "Total"] in [line.split() for line in text.splitlines()]
    assert "Nothing reported since the last time: 2" in text


def test_a_supporting_unit_answers_for_its_part(clerk: Clerk) -> None:
    """A report of the lead is not its own; one of the same day counts where it came after the urging."""
    task = clerk.task("One", "--support", "STP", "--support", "XA1")

    def report(unit: str, on: str) -> None:
        with writing(clerk.db, Caller()) as register, register.write() as entry:
            found = units.find(register.db, unit)
            assert found is not None
            entry.insert("support_entry", {"task": 1, "unit": found.id, "on_day": on, "result": "Sent"})

    report("STP", "2026-11-02")
    for unit in ("STP", "XA1"):
        clerk.ok("task", "remind", task, "--unit", unit, today="2026-11-02")
    clerk.ok("log", task, "Going on", today="2026-11-05")
    assert [row["waiting"] for row in told(clerk)["data"]] == [1, 1]
    report("STP", "2026-11-02")
    report("XA1", "2026-11-09")
    assert [row["every"][0]["days"] for row in told(clerk)["data"]] == [0, 7]


def test_reports_of_reminders_are_narrowed(clerk: Clerk) -> None:
    """By period, unit and block of those that were urged, as of a day."""
    one, two = clerk.task("One"), clerk.task("Two", "--lead", "XA1")
    clerk.ok("task", "remind", one, today="2026-10-05")
    clerk.ok("task", "remind", two, today="2026-11-05")

    def units(*words: str, today: str | None = None) -> list[str]:
        return [row["unit"] for row in told(clerk, *words, today=today)["data"]]

    assert (units(), units("2026-11"), units("2026-10")) == (["STC", "XA1"], ["XA1"], ["STC"])
    assert (units("--unit", "XA1"), units("--block", "so"), units("2025")) == (["XA1"], ["STC"], [])
    assert units(today="2026-11-04") == ["STC"]
    assert clerk.ok("report", "reminders", "2025", "--if-any").out == ""
    assert clerk.ok("report", "reminders", "2025").out.startswith("No reminder or criticism from 2025-01-01")
    lines = clerk.ok("report", "reminders", "--format", "csv").out.splitlines()
    assert lines[0] == (
        "unit,name,block,reminders,criticisms,tasks,first_on,last_on,reported,withdrawn,waiting,tasks_waiting"
    )
    assert lines[1] == f"STC,Sở Tài chính,so,1,0,1,2026-10-05,2026-10-05,0,0,1,{one}"


def test_a_supporting_unit_is_urged_about_its_part(clerk: Clerk) -> None:
    """By the part's own due date; one that is done asks for nothing, but may be criticised."""
    task = clerk.task("One", "--due", "2026-11-20")
    clerk.ok("task", "support", task, "STP", "--due", "2026-11-10", today="2026-11-01")
    clerk.ok("task", "support", task, "XA1", today="2026-11-01")

    def urged(*words: str) -> tuple[str, int]:
        made = clerk.data("task", "remind", task, *words)["reminded"][0]
        return made["due_on"], made["overdue_days"]

    assert urged() == ("2026-11-20", 2)
    assert urged("--unit", "STP") == ("2026-11-10", 12)
    assert urged("--unit", "XA1") == ("2026-11-20", 2)
    clerk.ok("log", task, "Sent", "--support", "STP", "--done")
    again = ("task", "remind", task, "--unit", "STP", "--note", "again")
    assert "finished its part of task NV1" in clerk.refused(4, *again)["message"]
    clerk.ok(*again, "--criticise", "--document", "9/CV", "--by", "PCT")
