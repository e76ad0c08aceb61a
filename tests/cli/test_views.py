"""The views say what the commands say, on every day."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typed
import viewed
from clerk import Clerk

from tasktrack.__main__ import main
from tasktrack.domain.task import STATUSES

GROUNDS = ("--reason", "Chờ hướng dẫn", "--document", "9/UBND", "--approved-by", "Chủ tịch")
DAYS = (
    "2026-11-22",
    "2026-11-24",
    "2026-11-25",
    "2026-11-26",
    "2026-12-01",
    "2026-12-15",
    "2026-12-21",
    "2027-02-01",
)
# Beside the labels, which are in the user's language, task list says nothing that v_task does not.
AS_LISTED = (
    "code", "key", "title", "kind", "urgency", "status", "lead", "lead_name", "support", "officer", "due_on",
    "due_text", "due_original", "assigned_on", "done_on", "percent", "overdue_days", "document", "last_progress_on",
    "extended", "inherited",
)  # fmt: skip
AS_RANKED = (
    "rank", "tied", "subject", "name", "block", "score", "max", "class", "band", "class_decided", "change",
)  # fmt: skip


@pytest.fixture
def busy(clerk: Clerk) -> Clerk:
    """Return a clerk whose register has a task of every status on 22 November, and one of each odd kind."""
    clerk.ok("config", "set", "done_needs_review", "yes")
    for title, due in (
        ("early", "2026-12-01"),
        ("on time", "2026-11-22"),
        ("late", "2026-11-01"),
        ("none", "none"),
    ):
        code = clerk.task(title, "--due", due, "--officer", "AN", "--support", "XA1", "--support", "STP")
        clerk.ok("log", code, "--done")
        clerk.ok("task", "review", code, "--accept")
    clerk.ok("log", clerk.task("awaiting", "--due", "2026-11-20"), "--done")
    returned = clerk.task("returned", "--due", "2026-11-20")
    clerk.ok("log", returned, "--done")
    clerk.ok("task", "review", returned, "--return", "--reason", "Thiếu số liệu")
    clerk.ok("task", "propose", "proposed", "--lead", "STP", "--due", "2026-12-20")
    for what in ("withdraw", "suspend"):
        clerk.ok("task", what, clerk.task(what, "--due", "2026-11-10"), *GROUNDS)
    clerk.task("overdue", "--due", "2026-11-10", "--urgency", "urgent", "--programme", "CT2026")
    clerk.task("due soon", "--due", "2026-11-29", "--kind", "adhoc")
    clerk.ok("log", clerk.task("in progress", "--due", "2026-12-15", "--key", "K1"), "--percent", "33.33")
    clerk.task("not started", "--due", "2026-12", "--lead", "XA1")
    clerk.ok("log", clerk.task("by quantity", "--due", "Q1/2027", "--quantity", "3"), "--quantity", "1")
    clerk.ok("log", clerk.task("more than asked", "--quantity", "1.5"), "--quantity", "2")
    clerk.ok("task", "extend", clerk.task("extended", "--due", "2026-11-24"), "--due", "2026-12-20", *GROUNDS)
    clerk.ok("task", "hand-over", clerk.task("inherited", "--due", "2026-11-25"), "--to", "STP", *GROUNDS)
    every_month = clerk.task("every month", "--due", "2026-11-30", "--assigned", "2026-11-01")
    clerk.ok("task", "repeat", every_month, "--monthly", "--through", "2027-01")
    undone = clerk.task("undone", "--due", "2026-11-30")
    clerk.ok("undo")
    assert undone not in clerk.codes()
    return clerk


def as_listed(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return of a row of a view what a command says, in the types of JSON."""
    return {name: bool(row[name]) if name in ("inherited", "tied") else row[name] for name in names}


def said(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return of what a command says that a view has, lists joined."""
    return {name: ";".join(row[name]) or None if isinstance(row[name], list) else row[name] for name in names}


def same_tasks(clerk: Clerk, day: str) -> set[str]:
    """Compare v_task with task list on a day; return the statuses that occur."""
    listed = clerk.data("task", "list", today=day)
    seen = viewed.rows(viewed.on(clerk.db, day), "SELECT * FROM v_task")
    order = {row["code"]: said(row, AS_LISTED) for row in listed}
    assert {row["code"]: as_listed(row, AS_LISTED) for row in seen} == order
    assert order
    return {row["status"] for row in seen}


def test_tasks_stand_as_task_list_says(busy: Clerk) -> None:
    """In every status, today and on days to come."""
    met = [same_tasks(busy, day) for day in DAYS]
    assert set.union(*met) == set(STATUSES) == met[0]
    codes = [len(viewed.rows(viewed.on(busy.db, day), "SELECT 1 FROM v_task")) for day in DAYS]
    assert codes[0] < codes[-1], "instances of a series come when they are assigned"


def test_due_soon_is_what_the_office_says(busy: Clerk) -> None:
    """Its setting, and the default of the program."""
    assert viewed.rows(busy.db, "SELECT julianday(soon_until) - julianday(today) AS days FROM v_today") == [
        {"days": 7}
    ]
    busy.ok("config", "set", "due_soon_days", "30")
    assert viewed.rows(busy.db, "SELECT julianday(soon_until) - julianday(today) AS days FROM v_today") == [
        {"days": 30}
    ]


@pytest.mark.parametrize(("zone", "hours"), [("+07:00", 7), ("-11:00", -11), ("Asia/Ho_Chi_Minh", 7)])
def test_today_is_that_of_the_office(empty: Clerk, zone: str, hours: int) -> None:
    """By the offset that is set; a zone by name is taken for that of Vietnam."""
    empty.ok("config", "set", "--", "zone", zone)
    before = datetime.now(UTC)
    [row] = viewed.rows(empty.db, "SELECT * FROM v_today")
    wanted = {(moment + timedelta(hours=hours)).date().isoformat() for moment in (before, datetime.now(UTC))}
    assert row["today"] in wanted
    assert abs(datetime.fromisoformat(row["moment"]) - before) < timedelta(minutes=1)


def test_the_real_day_is_that_of_the_commands(clerk: Clerk) -> None:
    """Without --today: the day may not be forced here."""
    now = datetime.now(UTC) + timedelta(hours=7)
    clerk.task(
        "overdue yesterday", "--due", (now - timedelta(days=1)).date().isoformat(), today=f"{now.date()}"
    )
    clerk.capsys.readouterr()
    assert (
        main(
            [
                "--db",
                str(clerk.db),
                "--lang",
                "en",
                "task",
                "list",
                "--format",
                "csv",
                "--columns",
                "overdue_days",
            ]
        )
        == 0
    )
    shown = clerk.capsys.readouterr().out.splitlines()[1]
    [row] = viewed.rows(clerk.db, "SELECT status, overdue_days FROM v_task")
    assert row == {"status": "overdue", "overdue_days": int(shown)}


def test_what_a_task_holds_beside_the_list(busy: Clerk) -> None:
    """As task show says it."""
    for code in ("NV4", "NV10", "NV14", "NV15"):
        shown = busy.data("task", "show", code)
        [row] = viewed.rows(viewed.on(busy.db, "2026-11-22"), "SELECT * FROM v_task WHERE code = ?", code)
        names = (
            "coefficient",
            "assigned_quantity",
            "done_quantity",
            "target",
            "measure",
            "product",
            "officer_name",
        )
        assert {name: row[name] for name in names} == {name: shown[name] for name in names}
        assert (row["programmes"] or "") == "; ".join(shown["programmes"])


def test_periods_lock_and_close_as_period_list_says(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-09", "--meeting", "2026-10-08", today="2026-09-20")
    clerk.ok("period", "open", "2026-10", today="2026-10-01")
    clerk.task("Work", "--due", "2026-10-20", "--officer", "AN")
    names = ("key", "kind", "starts_on", "ends_on", "meeting_on", "state", "revision", "seal", "windows")

    def same(day: str) -> list[str]:
        listed = clerk.data("period", "list", today=day)
        seen = viewed.rows(viewed.on(clerk.db, day), "SELECT * FROM v_period ORDER BY starts_on")
        assert [{name: row[name] for name in names} for row in seen] == [
            {name: row[name] for name in names} for row in listed
        ]
        return [row["state"] for row in seen]

    assert same("2026-10-05") == ["open", "open"]
    assert same("2026-10-06") == ["locked", "open"]
    clerk.ok("period", "close", "2026-09", today="2026-10-08")
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    assert same("2026-11-02") == ["closed", "closed"]
    reopen = ("--reason", "Sai số liệu", "--document", "9/QĐ", "--by", "Chủ tịch")
    clerk.ok("period", "reopen", "2026-10", *reopen, today="2026-11-03")
    assert same("2026-11-03") == ["closed", "open"]
    closings = viewed.rows(clerk.db, "SELECT period, revision, in_force FROM v_closing ORDER BY number")
    assert [tuple(row.values()) for row in closings] == [("2026-09", 1, 1), ("2026-10", 1, 0)]
    assert {row["period"] for row in viewed.rows(clerk.db, "SELECT period FROM v_rank")} == {"2026-09"}
    clerk.ok("period", "close", "2026-10", today="2026-11-04")
    revisions = viewed.rows(
        clerk.db, "SELECT DISTINCT revision, in_force FROM v_score WHERE period = '2026-10'"
    )
    assert sorted(tuple(row.values()) for row in revisions) == [(1, 0), (2, 1)]


def as_ranked(row: dict[str, Any]) -> dict[str, Any]:
    """Return of a row of v_rank what rank says, the score as far as JSON writes it."""
    return as_listed(row | {"score": row["score"] and round(row["score"], 6)}, AS_RANKED)


def same_ranks(clerk: Clerk, period: str, scheme: str) -> None:
    """Compare v_rank with rank."""
    ranked = clerk.data("rank", period, "--scheme", scheme)
    seen = viewed.rows(
        clerk.db, "SELECT * FROM v_rank WHERE period = ? AND scheme = ? ORDER BY position", period, scheme
    )
    assert [as_ranked(row) for row in seen] == [said(row, AS_RANKED) for row in ranked]
    assert [bool(row["reason"]) for row in seen] == [bool(row["reason"]) for row in ranked]
    assert seen


@pytest.fixture
def samples(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> tuple[Clerk, Clerk]:
    """Return clerks before the sample province and the sample office."""
    made = [Path(shutil.copy(sample(), tmp_path)) for sample in (typed.province, typed.office)]
    return Clerk(made[0], capsys), Clerk(made[1], capsys)


@pytest.mark.slow
def test_the_samples_stand_as_their_commands_say(samples: tuple[Clerk, Clerk]) -> None:
    """Tasks, ranks by every scheme of every closing, officers, units, progress."""
    for clerk in samples:
        same_tasks(clerk, "2026-11-22")
        for row in viewed.rows(clerk.db, "SELECT DISTINCT period, scheme FROM v_rank"):
            same_ranks(clerk, row["period"], row["scheme"])
        same_list(
            clerk,
            "officer",
            "code",
            "name",
            "category",
            "contact",
            "unit",
            "unit_name",
            "position",
            "manager",
        )
        same_list(clerk, "unit", "code", "name", "block", "parent")
        same_list(
            clerk, "progress", "entry", "task", "done_on", "percent", "quantity", "result", "next_step", "recorded_at",
            "actor",
        )  # fmt: skip


def same_list(clerk: Clerk, noun: str, *names: str) -> None:
    """Compare columns of a view with those of the list of that noun."""
    listed = sorted(
        (tuple(row[name] for name in names) for row in clerk.data(noun, "list")), key=lambda row: row[0]
    )
    seen = viewed.rows(
        viewed.on(clerk.db, clerk.today), f"SELECT {', '.join(names)} FROM v_{noun} ORDER BY {names[0]}"
    )
    assert [tuple(row.values()) for row in seen] == listed
    assert seen


@pytest.mark.slow
def test_score_lines_are_those_of_the_explanation(samples: tuple[Clerk, Clerk]) -> None:
    """Value and maximum of each criterion, of a unit and of an officer."""
    for clerk, subject, period in ((samples[0], "SXD", "2026-10"), (samples[1], "SNV-14", "2026-10")):
        found = clerk.data("score", "explain", subject, period)
        seen = viewed.rows(
            clerk.db,
            "SELECT criterion, source, value, max FROM v_score_line"
            " WHERE in_force AND period = ? AND subject = ? AND scheme = ? ORDER BY position",
            period,
            subject,
            found["scheme"],
        )
        lines = [(one["code"], one["source"], one["value"], one["max"]) for one in found["lines"]]
        assert [tuple(row.values()) for row in seen] == lines


def test_changes_name_what_they_changed(busy: Clerk) -> None:
    """Units by their codes, days as days."""
    seen = viewed.rows(
        busy.db, "SELECT kind, field, before, after FROM v_change WHERE field IS NOT NULL ORDER BY number"
    )
    found = {(row["kind"], row["field"], row["before"], row["after"]) for row in seen}
    assert ("extend", "due_on", "2026-11-24", "2026-12-20") in found
    assert ("hand-over", "lead", "STC", "STP") in found
