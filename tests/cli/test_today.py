"""`today`, and what a bare `tasktrack` shows: what lies on the desk, and the command that shows all of it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from clerk import TODAY, Clerk
from golden.sample import province as sample_province
from store.registers import caller
from store.test_query_plans import all_scanned, plans

from tasktrack.__main__ import main
from tasktrack.cli import today as cli
from tasktrack.cli.session import Session
from tasktrack.domain.task import NewTask
from tasktrack.services import today as service
from tasktrack.services.task import add
from tasktrack.store.register import Register, reading, writing

PILES = ("overdue", "due_this_week", "silent", "awaiting_review", "returned")
FRIDAY = "2026-11-20"
PILE_ITSELF = re.compile(r"SCAN n USING INDEX now_(awaiting|returned)$")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample register, some of whose work was returned or awaits review."""
    path = Path(shutil.copy(sample_province().path, tmp_path_factory.mktemp("sample") / "sample.db"))
    begin = ("--db", str(path), "--lang", "en", "--today", TODAY)
    for words in (
        ("log", "NV68", "done", "--done"),
        ("task", "review", "NV68", "--return", "--reason", "incomplete"),
        ("log", "NV103", "done", "--done"),
        ("task", "review", "NV103", "--return", "--reason", "incomplete"),
        ("log", "NV103", "done again", "--done"),
    ):
        assert main([*begin, *words]) == 0
    return path


@pytest.fixture
def province(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk in front of the sample register."""
    return Clerk(Path(shutil.copy(sample, tmp_path / "office.db")), capsys)


def pile(clerk: Clerk, name: str, *words: str, today: str = FRIDAY) -> list[str]:
    """Return the codes of one pile, all of which it must show."""
    found = clerk.data("today", *words, today=today)[name]
    codes = [task["code"] for task in found["tasks"]]
    assert found["total"] == len(codes)
    return codes


# -- the piles -----------------------------------------------------------------------------------------------


def test_overdue_tasks_stand_longest_first(clerk: Clerk) -> None:
    late = [clerk.task(f"Late {day}", "--due", f"2026-11-{day:02}") for day in (19, 3, 12)]
    clerk.task("Due today", "--due", FRIDAY)
    clerk.task("No deadline")
    assert pile(clerk, "overdue") == [late[1], late[2], late[0]]
    rows = clerk.data("today", today=FRIDAY)["overdue"]["tasks"]
    assert [row["overdue_days"] for row in rows] == [17, 8, 1]


def test_a_task_that_is_done_or_suspended_from_counting_lies_in_no_pile(clerk: Clerk) -> None:
    code = clerk.task("Late", "--due", "2026-11-03")
    clerk.ok("log", code, "done", "--done", today=FRIDAY)
    found = clerk.data("today", today=FRIDAY)
    assert {name: found[name]["total"] for name in PILES} == dict.fromkeys(PILES, 0)
    assert found["due_soon"]["total"] == 0


@pytest.mark.parametrize(
    ("starts", "ends", "due"),
    [("monday", "2026-11-22", ["2026-11-20", "2026-11-22"]), ("thursday", "2026-11-25", None)],
)
def test_a_week_ends_where_the_office_says(
    clerk: Clerk, starts: str, ends: str, due: list[str] | None
) -> None:
    days = ["2026-11-20", "2026-11-22", "2026-11-23", "2026-11-25", "2026-11-26"]
    for day in days:
        clerk.task(f"Due {day}", "--due", day)
    clerk.ok("config", "set", "week_starts", starts)
    found = clerk.data("today", today=FRIDAY)["due_this_week"]
    assert found["due_to"] == ends
    assert [row["due_on"] for row in found["tasks"]] == (due or days[:4])


def test_due_soon_reaches_beyond_the_week(clerk: Clerk) -> None:
    for day in ("2026-11-22", "2026-11-27", "2026-11-28"):
        clerk.task(f"Due {day}", "--due", day)
    found = clerk.data("today", today=FRIDAY)["due_soon"]
    assert (found["total"], found["due_to"]) == (2, "2026-11-27")
    text = clerk.ok("today", today=FRIDAY).out
    assert "Due soon, by 2026-11-27 (Friday): 2 tasks" in text
    clerk.ok("config", "set", "due_soon_days", "2")
    assert "Due soon, by" not in clerk.ok("today", today=FRIDAY).out


def test_a_week_longer_than_due_soon_is_listed_whole(clerk: Clerk) -> None:
    """The command names the other open statuses too, where the setting reaches less far than the week."""
    monday = "2026-11-16"
    for day in ("2026-11-16", "2026-11-17", "2026-11-22", "2026-11-23"):
        clerk.task(f"Due {day}", "--due", day)
    clerk.ok("log", "NV3", "begun", today=monday)
    clerk.ok("config", "set", "due_soon_days", "1")
    found = clerk.data("today", today=monday)["due_this_week"]
    assert [row["code"] for row in found["tasks"]] == ["NV1", "NV2", "NV3"]
    assert clerk.data(*found["command"], today=monday) == [
        {key: value for key, value in row.items() if key != "silent_days"} for row in found["tasks"]
    ]


@pytest.mark.parametrize("days", [14, 5])
def test_silent_tasks_are_those_not_heard_of_since(clerk: Clerk, days: int) -> None:
    """Of one that never was heard of the days count from its assignment."""
    limit = date.fromisoformat(FRIDAY) - timedelta(days=days)
    never = clerk.task("Never", "--assigned", limit.isoformat())
    clerk.task("Young", "--assigned", (limit + timedelta(days=1)).isoformat())
    heard = [clerk.task(f"Heard {number}", "--assigned", "2026-10-01") for number in (1, 2)]
    for code, on in zip(heard, (limit, limit + timedelta(days=1)), strict=True):
        clerk.ok("log", code, "news", "--on", on.isoformat(), today=FRIDAY)
    older = clerk.task("Older", "--assigned", "2026-09-01")
    clerk.ok("config", "set", "stale_days", str(days))
    assert pile(clerk, "silent") == [older, never, heard[0]]
    found = clerk.data("today", today=FRIDAY)["silent"]
    assert found["days"] == days
    assert [row["silent_days"] for row in found["tasks"]] == [80, days, days]


def test_work_awaits_review_and_is_returned(clerk: Clerk) -> None:
    clerk.ok("config", "set", "done_needs_review", "yes")
    codes = [clerk.task(f"Work {number}", "--due", "2026-12-31") for number in (1, 2)]
    for code in codes:
        clerk.ok("log", code, "done", "--done", today=FRIDAY)
    assert pile(clerk, "awaiting_review") == codes
    clerk.ok("task", "review", codes[0], "--return", "--reason", "incomplete", today=FRIDAY)
    assert pile(clerk, "awaiting_review") == [codes[1]]
    assert pile(clerk, "returned") == [codes[0]]
    assert "Returned, to be done again: 1 task" in clerk.ok("today", today=FRIDAY).out


def test_a_pile_shows_five_and_counts_all(clerk: Clerk) -> None:
    for day in range(1, 9):
        clerk.task(f"Late {day}", "--due", f"2026-11-{day:02}")
    found = clerk.data("today", today=FRIDAY)["overdue"]
    assert (found["total"], len(found["tasks"])) == (8, 5)
    assert "… and 3 more. All: tasktrack --db" in clerk.ok("today", today=FRIDAY).out


@pytest.mark.parametrize("today", [TODAY, FRIDAY, "2026-12-02", "2026-10-20", "2026-09-01"])
@pytest.mark.parametrize("whose", [(), ("--unit", "SYT"), ("--officer", "SYT-02")])
def test_each_pile_is_what_its_command_lists(province: Clerk, today: str, whose: tuple[str, ...]) -> None:
    """No rule stands twice: `today` and `task list` agree, on days gone by too."""
    found = province.data("today", *whose, today=today)
    for name in (*PILES, "due_soon"):
        listed = province.data(*found[name]["command"], today=today)
        assert len(listed) == found[name]["total"], name
        by_code = {row["code"]: row for row in listed}
        for row in found[name].get("tasks", []):
            assert by_code[row["code"]] == {key: row[key] for key in row if key != "silent_days"}
    assert any(found[name]["total"] for name in PILES) or whose or today == "2026-09-01"


def test_sub_tasks_lie_on_the_desk_in_place_of_their_parent(clerk: Clerk) -> None:
    """In every pile, and in what its command lists; a parent whose sub-tasks are gone lies there itself."""
    clerk.ok("config", "set", "done_needs_review", "yes")
    on = ("--assigned", "2026-10-01")
    parts: dict[str, list[str]] = {}
    for name, due in (
        ("overdue", "2026-11-18"),
        ("due_this_week", "2026-11-21"),
        ("silent", "2026-12-31"),
        ("awaiting_review", "2026-11-18"),
        ("returned", "2026-11-18"),
    ):
        whole = clerk.task(name, "--due", due, *on, today="2026-10-01")
        part = clerk.task(f"Part: {name}", "--parent", whole, "--due", due, *on, today="2026-10-01")
        for code in (whole, part):
            if name in ("awaiting_review", "returned"):
                clerk.ok("log", code, "done", "--done", today="2026-11-19")
            elif name != "silent":
                clerk.ok("log", code, "news", today="2026-11-19")
            if name == "returned":
                clerk.ok("task", "review", code, "--return", "--reason", "incomplete", today=FRIDAY)
        parts[name] = [whole, part]
    found = clerk.data("today", today=FRIDAY)
    for name, (_whole, part) in parts.items():
        assert [row["code"] for row in found[name]["tasks"]] == [part], name
        listed = clerk.data(*found[name]["command"], today=FRIDAY)
        assert [row["code"] for row in listed] == [part], name
    assert found["due_soon"]["total"] == 1
    assert pile(clerk, "overdue") == [row["code"] for row in clerk.data("task", "list", "--status", "overdue",
                                                                        "--without-parents", today=FRIDAY)]  # fmt: skip
    whole, part = parts["overdue"]
    with writing(clerk.db, caller(date(2026, 11, 20))) as register, register.write() as entry:
        entry.about(2)  # the part of the overdue one
        entry.insert("change", {"task": 2, "kind": "withdraw", "on_day": FRIDAY})
    assert pile(clerk, "overdue") == [whole]
    assert clerk.codes("--status", "overdue", "--without-parents", today=FRIDAY) == [whole]


def test_the_sample_has_something_in_every_pile(province: Clerk) -> None:
    """So the test above compares more than nothing with nothing."""
    found = province.data("today", today="2026-11-30")
    assert [name for name in PILES if not found[name]["total"]] == []


def test_a_task_that_begins_later_lies_in_no_pile_yet(clerk: Clerk) -> None:
    """A series makes its instances at once; each is on the desk from the day of its assignment."""
    code = clerk.task("Report", "--due", "2026-11-30", "--assigned", "2026-11-02")
    series = clerk.run("task", "repeat", code, "--monthly", "--through", "2027-03", today=FRIDAY)
    assert series.code == 0, series.err
    assert pile(clerk, "silent") == [code]
    assert clerk.data("today", today=FRIDAY)["due_soon"]["total"] == 0


# -- periods -------------------------------------------------------------------------------------------------


def periods(clerk: Clerk, today: str) -> dict[str, dict[str, Any]]:
    return {one["key"]: one for one in clerk.data("today", today=today)["periods"]}


def test_an_open_period_says_how_long_entry_stays_open(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-12-04")
    expected = {"2026-11-22": 9, "2026-11-30": 1, "2026-12-01": 0, "2026-12-02": None}
    assert {day: periods(clerk, day)["2026-11"]["days_left"] for day in expected} == expected
    said = {day: clerk.ok("today", today=day).out for day in expected}
    assert "locks at 24:00 2026-12-01, 9 days left" in said["2026-11-22"]
    assert "locks at 24:00 2026-12-01, 1 day left" in said["2026-11-30"]
    assert "locks today, at 24:00 2026-12-01; can be closed" in said["2026-12-01"]
    assert "locked since 24:00 2026-12-01; can be closed" in said["2026-12-02"]
    assert f"Close 2026-11: tasktrack --db {clerk.db} --today 2026-12-02 period close 2026-11" in " ".join(
        said["2026-12-02"].split()
    )


def test_a_period_without_lock_ends_with_its_last_day(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-11")
    assert periods(clerk, "2026-11-30")["2026-11"]["days_left"] == 0
    found = periods(clerk, "2026-12-01")["2026-11"]
    assert (found["days_left"], found["closable"]) == (None, True)
    assert "ends on 2026-11-30, 8 days left" in clerk.ok("today").out
    assert "ended on 2026-11-30; can be closed" in clerk.ok("today", today="2026-12-01").out


def test_what_blocks_a_closing_is_said(clerk: Clerk) -> None:
    for key in ("2026-10", "2026-11", "2026-Q4"):
        clerk.ok("period", "open", key, today="2026-10-05")
    found = periods(clerk, "2026-12-01")
    assert [found[key]["closable"] for key in ("2026-10", "2026-11", "2026-Q4")] == [True, False, False]
    assert found["2026-11"]["blockers"] == ["2026-10 comes before it and is still open."]
    assert found["2026-Q4"]["blockers"] == []  # nobody asks before it is over
    text = " ".join(clerk.ok("today", today="2026-12-01").out.split())
    assert "cannot be closed: 2026-10 comes before it and is still open." in text
    assert "What blocks 2026-11: tasktrack" in text
    assert clerk.run("period", "close", "2026-11", today="2026-12-01").code == 4


def test_a_closed_period_lies_no_more_on_the_desk(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10")
    assert periods(clerk, TODAY) == {}
    assert "None is open. Open one: tasktrack" in clerk.ok("today").out
    assert clerk.ok("today").out.count("period open 2026-11") == 1


def test_the_period_suggested_is_the_next_one_that_was_never_opened(clerk: Clerk) -> None:
    """With the month of today closed the one after it, with months left out the first of them."""
    clerk.ok("period", "open", "2026-11")
    clerk.ok("period", "lock", "2026-11", "--now")
    clerk.ok("period", "close", "2026-11")
    assert "period open 2026-12" in clerk.ok("today").out
    assert "period open 2026-12" in clerk.ok("today", today="2027-02-03").out
    clerk.ok("period", "open", "2026-12")


def test_of_weeks_only_those_that_are_not_over_are_shown(clerk: Clerk) -> None:
    """They are never closed, and would pile up."""
    for key in ("2026-W46", "2026-W47", "2026-W48"):
        clerk.ok("period", "open", key)
    assert list(periods(clerk, TODAY)) == ["2026-W47", "2026-W48"]


# -- whose ---------------------------------------------------------------------------------------------------


def test_a_unit_or_officer_sees_its_own(clerk: Clerk) -> None:
    first = clerk.task("Of STC", "--due", "2026-11-03", "--officer", "BINH")
    second = clerk.task("Of STP", "--due", "2026-11-03", "--lead", "STP")
    assert pile(clerk, "overdue") == [first, second]
    assert pile(clerk, "overdue", "--unit", "stp") == [second]
    assert pile(clerk, "overdue", "--officer", "BINH") == [first]
    said = clerk.ok("today", "--unit", "STP", "--format", "json", today=FRIDAY).json
    assert (said["unit"], said["officer"]) == ("STP", None)
    assert said["data"]["overdue"]["command"] == [
        "task", "list", "--status", "overdue", "--without-parents", "--unit", "STP",
    ]  # fmt: skip


def test_mine_is_what_the_settings_say(clerk: Clerk) -> None:
    first = clerk.task("Of STC", "--due", "2026-11-03", "--officer", "BINH")
    other = clerk.task("Of STC too", "--due", "2026-11-03")
    clerk.task("Of STP", "--due", "2026-11-03", "--lead", "STP")
    assert "own_unit" in clerk.refused(4, "today", "--mine")["remedy"]
    clerk.ok("config", "set", "own_unit", "STC")
    assert pile(clerk, "overdue", "--mine") == [first, other]
    clerk.ok("config", "set", "own_officer", "BINH")
    assert pile(clerk, "overdue", "--mine") == [first]
    assert clerk.data("today", today=FRIDAY)["overdue"]["total"] == 3  # the office's, unless asked otherwise


def test_whoever_does_not_exist_is_refused(clerk: Clerk) -> None:
    assert clerk.refused(3, "today", "--unit", "NONE")["code"] == "not-found"
    assert clerk.refused(3, "today", "--officer", "NONE")["code"] == "not-found"


# -- the answer ----------------------------------------------------------------------------------------------


def test_the_answer_for_programs(clerk: Clerk) -> None:
    clerk.task("Late", "--due", "2026-11-03")
    clerk.ok("period", "open", "2026-11")
    said = clerk.ok("today", "--format", "json").json
    assert {key: said[key] for key in said if key != "data"} == {
        "schema": 1,
        "command": "today",
        "as_of": TODAY,
        "office": "UBND tỉnh",
        "unit": None,
        "officer": None,
        "under": None,
    }
    data = said["data"]
    assert list(data) == [
        "periods", "overdue", "due_this_week", "due_soon", "silent", "awaiting_review", "returned",
    ]  # fmt: skip
    assert list(data["periods"][0]) == [
        "key", "kind", "label", "starts_on", "ends_on", "cut_on", "locks_at", "state", "state_label", "days_left",
        "closable", "blockers", "command",
    ]  # fmt: skip
    for name in PILES:
        assert {"total", "command", "tasks"} <= data[name].keys()
    listed = clerk.data("task", "list")[0]
    assert data["overdue"]["tasks"] == [listed | {"silent_days": 52}]


@pytest.mark.parametrize("shape", ["text", "md", "table"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_pile_has_its_heading(province: Clerk, shape: str, lang: str) -> None:
    text = province.ok("today", "--format", shape, lang=lang).out
    assert text.startswith(("UBND tỉnh", "# UBND tỉnh", "**UBND tỉnh"))
    assert "\x1b" not in text
    assert text.count("tasktrack --db") >= 5


def test_a_mail_carries_it(province: Clerk) -> None:
    """Plain lines without colours, none of them broken; a pipe gets them by itself."""
    text = province.ok("today").out
    assert text == province.ok("today", "--format", "text").out
    assert max(map(len, text.splitlines())) < 200
    assert province.ok("today").err == ""


def test_reading_changes_nothing(province: Clerk) -> None:
    before = province.digest()
    province.ok("today")
    assert province.digest() == before


def test_an_empty_register_says_none(empty: Clerk) -> None:
    lines = empty.ok("today").out.splitlines()
    for heading in ("Overdue", "Awaiting review", "Returned, to be done again"):
        assert f"{heading}: none" in lines
    assert empty.data("today")["overdue"] == {
        "total": 0,
        "command": ["task", "list", "--status", "overdue", "--without-parents"],
        "tasks": [],
    }


@pytest.mark.parametrize(
    ("said", "day", "start"),
    [
        (("office.db", "command-line"), None, "tasktrack --db office.db"),
        (("office.db", "environment"), None, "tasktrack"),
        (("my office.db", "command-line"), None, "tasktrack --db 'my office.db'"),
        (("office.db", "folder"), date(2026, 11, 22), "tasktrack --today 2026-11-22"),
    ],
)
def test_commands_begin_as_this_one_did(said: tuple[str, str], day: date | None, start: str) -> None:
    """So that they can be copied: on the same register and the same day."""
    session = Session(Path(said[0]), day, None, {"database": said})
    assert cli.start(session) == start


def test_a_moment_and_windows_are_written_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Session.of(db=Path("my office.db"), lang=None, today="2026-11-22T15:30", actor=None)
    assert cli.start(given) == "tasktrack --db 'my office.db' --today 2026-11-22T15:30"
    monkeypatch.setattr(cli.sys, "platform", "win32")
    assert cli.start(given) == 'tasktrack --db "my office.db" --today 2026-11-22T15:30'


# -- a bare call ---------------------------------------------------------------------------------------------


def test_a_bare_call_shows_the_desk(province: Clerk) -> None:
    assert province.ok() == province.ok("today")


def test_without_a_register_a_bare_call_says_how_to_begin(clerk: Clerk, tmp_path: Path) -> None:
    clerk.db = tmp_path / "none.db"
    said = clerk.ok()
    lines = said.out.splitlines()
    assert lines[0] == f"There is no register at {clerk.db}."
    assert [line.split("  ")[1] for line in lines[2:5]] == [
        "tasktrack --db demo.db demo",
        'tasktrack init --office "NAME"',
        "tasktrack help",
    ]
    assert "Usage: tasktrack" in said.out
    assert not clerk.db.exists()
    clerk.db = clerk.db.with_name("office.db")


def test_a_bare_call_on_another_file_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    clerk.db.write_bytes(b"not a register")
    assert clerk.run().code == 7
    clerk.db.unlink()
    clerk.ok("init", "--office", "UBND")


# -- what it costs -------------------------------------------------------------------------------------------


@pytest.fixture
def register(province: Clerk) -> Iterator[Register]:
    """Return the open sample register, its states read from task_now."""
    with reading(province.db, caller(date(2026, 12, 2))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("whose", "indexes"),
    [
        ({}, {"now_open", "now_heard"}),
        ({"unit": "SYT"}, {"now_open_lead"}),
        ({"officer": "SYT-02"}, {"now_open_officer"}),
    ],
)
def test_nothing_is_computed_over_the_register(
    register: Register, whose: dict[str, str], indexes: set[str]
) -> None:
    """Every pile is found by an index of the open work."""
    with plans(register) as told:
        service.desk(register, **whose)
    # An index of the work that awaits review, or was returned, is that pile, and read as a whole.
    beside = [
        (statement, [step for step in steps if not PILE_ITSELF.match(step)]) for statement, steps in told
    ]
    assert all_scanned(beside) == {}
    used = {name for _statement, steps in told for step in steps for name in step.split() if "now_" in name}
    assert used - {"main.task_now"} == indexes | {"now_awaiting", "now_returned"}


def statements(path: Path) -> int:
    """Return how many statements the desk takes."""
    seen: list[str] = []
    with reading(path, caller()) as register:
        register.db.set_trace_callback(seen.append)
        service.desk(register)
    return len(seen)


def test_the_number_of_queries_is_fixed(clerk: Clerk) -> None:
    counts = []
    for many in (6, 60):
        with writing(clerk.db, caller()) as register, register.write():
            for number in range(many):
                due = date(2026, 11, 1) + timedelta(days=number % 30)
                add(register, NewTask(f"Task {number}", "STC", date(2026, 10, 1), due_on=due))
        counts.append(statements(clerk.db))
    assert counts[0] <= counts[1] <= 20
    more = clerk.db.with_name("more.db")
    shutil.copy(clerk.db, more)
    with writing(more, caller()) as register, register.write():
        for number in range(300):
            add(register, NewTask(f"Task {number}", "STC", date(2026, 10, 1), due_on=date(2026, 11, 3)))
    assert statements(more) == counts[1]


def test_a_pipe_imports_nothing_heavy(province: Clerk) -> None:
    script = "import sys; from tasktrack.__main__ import main; main(); print(*sys.modules, file=sys.stderr)"
    path = os.pathsep.join(part for part in sys.path if part)
    ran = subprocess.run(
        [sys.executable, "-c", script, "--db", str(province.db), "--today", TODAY, "--lang", "en"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )
    assert "Overdue: " in ran.stdout
    found = set(ran.stderr.split())
    heavy = ("rich", "sqlite_utils", "tasktrack.store.journal", "tasktrack.services.closing")
    assert [name for name in heavy if name in found] == []
    assert found.isdisjoint(
        {"tasktrack.cli.pager", "tasktrack.services.period", "tasktrack.services.computing"}
    )
