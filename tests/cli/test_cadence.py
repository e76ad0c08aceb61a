"""Who reports through a period and who only at the cut (rules BD2)."""

import sqlite3
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.domain.period import PeriodKey
from tasktrack.domain.task import TaskFilter
from tasktrack.services import cadence
from tasktrack.services.period import find
from tasktrack.store.register import Caller, reading

SCHEME = """
[scheme]
code = "steady"
version = 1
title = { vi = "Cập nhật thường xuyên", en = "Steady" }

[settings.scope]
default = "active"

[measures.entries_all]
formula = "sum(entries)"
label = { vi = "Số lần cập nhật", en = "Entries" }

[measures.entries_last]
formula = "sum(last_entries)"
label = { vi = "Trong các ngày cuối", en = "In the last days" }

[[criteria]]
code = "steadiness"
label = { vi = "Thường xuyên", en = "Steadiness" }
max = 100
formula = "100 - 100 * entries_last / entries_all"

[score]
criterion = "steadiness"
"""


def log(clerk: Clerk, task: str, on: str, recorded: str | None = None) -> None:
    """Log an entry, recorded on the day it speaks for unless said otherwise."""
    clerk.ok("log", task, "told", "--on", on, today=recorded or on)


@pytest.fixture
def desk(clerk: Clerk) -> Clerk:
    """Return a clerk in whose November STC reported through the month and STP only at the cut, XA1 nothing.

    Entry locks at 24:00 of the 25th, so the last three days are the 23rd to the 25th.
    """
    for title, lead in (("One", "STC"), ("Two", "STC"), ("Three", "STP"), ("Four", "XA1")):
        clerk.task(title, "--lead", lead, "--due", "2026-12-31")
    for key, meeting in (("2026-10", "2026-10-30"), ("2026-11", "2026-11-28")):
        clerk.ok("period", "open", key, "--meeting", meeting, today="2026-10-05")
    log(clerk, "NV1", "2026-10-06")
    log(clerk, "NV3", "2026-10-25")
    for on in ("2026-11-03", "2026-11-12", "2026-11-22", "2026-11-23"):
        log(clerk, "NV1", on)
    for on in ("2026-11-04", "2026-11-11"):  # dated through the month, told at the end
        log(clerk, "NV3", on, "2026-11-24")
    return clerk


def rows(clerk: Clerk, *words: str, today: str = "2026-11-26") -> dict[str, dict[str, object]]:
    """Return the report by unit."""
    return {row["lead"]: row for row in clerk.data("report", "cadence", "2026-11", *words, today=today)}


def test_what_was_told_only_at_the_cut_shows(desk: Clerk) -> None:
    """By the day of recording: an entry dated early tells nothing of when it was told."""
    found = rows(desk)
    assert list(found) == ["STP", "XA1", "STC"]  # the worst first
    assert found["STC"] == {
        "lead": "STC",
        "lead_name": "Sở Tài chính",
        "block": "so",
        "entries": 4,
        "last_entries": 1,
        "share": 25,
        "marked": False,
        "tasks": 2,
        "silent": 1,
        "longest_silence": 55,  # NV2, since it was assigned on 1 October
        "before_1": 0,
        "before": [{"period": "2026-10", "entries": 1, "last_entries": 0, "share": 0}],
    }
    assert (found["STP"]["entries"], found["STP"]["share"], found["STP"]["marked"]) == (2, 100, True)
    assert found["STP"]["before_1"] == 100
    assert (found["XA1"]["entries"], found["XA1"]["share"], found["XA1"]["silent"]) == (0, None, 1)


def test_for_people(desk: Clerk) -> None:
    """The share names its denominator, the entries add up, and who is marked is named."""
    said = desk.ok("report", "cadence", "2026-11", today="2026-11-26").out
    assert "of all entries of the unit" in said
    assert "Check: 3 earlier + 3 in the last days = 6 entries" in said
    assert "Reported only at the cut: STP" in said
    assert "Marked: more than 50 % of the entries came only then." in said
    assert "Chỉ cập nhật sát ngày khóa: STP" in desk.ok(
        "report", "cadence", "2026-11", today="2026-11-26", lang="vi"
    ).out.replace("\n", " ")  # fmt: skip
    header, first = desk.ok(
        "report", "cadence", "2026-11", "--format", "csv", today="2026-11-26"
    ).out.splitlines()[:2]  # fmt: skip
    assert header.startswith("lead,entries,last_entries,share,marked,before_1,tasks,silent")
    assert first.startswith("STP,2,2,100,true,100,1,0")


def test_the_settings_say_what_is_watched(desk: Clerk) -> None:
    desk.ok("config", "set", "cadence_share", "20")
    assert [lead for lead, row in rows(desk).items() if row["marked"]] == ["STP", "STC"]
    desk.ok("config", "set", "cadence_days", "1")
    assert rows(desk)["STP"]["last_entries"] == 0
    desk.ok("config", "set", "cadence_days", "31")
    assert rows(desk)["STC"]["last_entries"] == 4
    desk.refused(4, "config", "set", "cadence_share", "101")


def test_narrowed_and_looked_at_earlier(desk: Clerk) -> None:
    assert set(rows(desk, "--unit", "stc")) == {"STC"}
    assert set(rows(desk, "--block", "xa")) == {"XA1"}
    assert rows(desk, today="2026-11-12")["STC"]["entries"] == 2
    desk.refused(3, "report", "cadence", "2026-12")
    desk.refused(3, "report", "cadence", "2026-11", "--block", "none")


def test_a_correction_speaks_from_the_day_of_the_entry(desk: Clerk) -> None:
    """Mending a slip at the end makes no dumper of who told in time; what was replaced counts no more."""
    entry = desk.data("log", "NV4", "x", "--on", "2026-11-05", today="2026-11-05")["entry"]
    words = ("log", "NV4", "told", "--on", "2026-11-05", "--corrects", str(entry))
    desk.ok(*words, today="2026-11-25")
    found = rows(desk)["XA1"]
    assert (found["entries"], found["last_entries"]) == (1, 0)
    entry = desk.data("log", "NV4", "y", "--on", "2026-11-06", today="2026-11-25")["entry"]
    desk.ok("log", "NV4", "z", "--on", "2026-11-07", "--corrects", str(entry), today="2026-11-25")
    found = rows(desk)["XA1"]
    assert (found["entries"], found["last_entries"]) == (2, 1)


def test_the_last_days_are_those_before_the_lock(desk: Clerk) -> None:
    """Entry into December locks on 2 January, so that its last three days begin on 31 December."""
    desk.ok("period", "open", "2026-12", "--meeting", "2027-01-05", today="2026-12-01")
    for on in ("2026-12-28", "2026-12-29", "2026-12-30"):
        log(desk, "NV1", on)
    log(desk, "NV3", "2026-12-31", "2027-01-02")

    def shares() -> dict[str, tuple[int, int]]:
        found = desk.data("report", "cadence", "2026-12", today="2027-01-03")
        return {row["lead"]: (row["entries"], row["last_entries"]) for row in found}

    assert shares() == {"STC": (3, 0), "STP": (1, 1), "XA1": (0, 0)}
    for key in ("2026-10", "2026-11", "2026-12"):
        desk.ok("period", "close", key, today="2027-01-03")
    assert shares() == {"STC": (3, 0), "STP": (1, 1), "XA1": (0, 0)}
    # A quarter is locked with its last month; opened again, a month has its cut alone.
    desk.ok("period", "open", "2026-Q4", today="2027-01-03")
    found = desk.data("report", "cadence", "2026-Q4", today="2027-01-03")
    assert {row["lead"]: row["last_entries"] for row in found} == {"STC": 0, "STP": 1, "XA1": 0}
    words = ("--reason", "x", "--document", "1/QĐ", "--by", "Chủ tịch")
    desk.ok("period", "reopen", "2026-12", *words, today="2027-01-04")
    assert shares() == {"STC": (3, 2), "STP": (1, 1), "XA1": (0, 0)}


def test_entries_stay_with_who_led_the_task(desk: Clerk) -> None:
    """Who gave a task away keeps what it told; so do suspended and withdrawn tasks, before and after closing."""
    grounds = ("--reason", "x", "--document", "1/QĐ", "--approved-by", "Chủ tịch", "--on", "2026-11-24")
    desk.ok("task", "hand-over", "NV1", "--to", "XA1", *grounds, today="2026-11-24")
    log(desk, "NV1", "2026-11-24")
    log(desk, "NV4", "2026-11-20")
    desk.ok("task", "suspend", "NV4", *grounds, today="2026-11-24")
    found = rows(desk)
    assert {lead: (row["entries"], row["last_entries"], row["tasks"]) for lead, row in found.items()} == {
        "STC": (4, 1, 1),
        "STP": (2, 2, 1),
        "XA1": (2, 1, 1),
    }
    desk.ok("period", "close", "2026-10", today="2026-11-26")
    desk.ok("period", "close", "2026-11", today="2026-11-26")
    desk.ok("task", "hand-over", "NV3", "--to", "XA1", *grounds[:-1], "2026-11-27", today="2026-11-27")
    assert rows(desk, today="2026-11-27") == found


def test_what_a_merged_unit_told_counts_with_who_took_over(desk: Clerk) -> None:
    words = ("STP", "--into", "STC", "--on", "2026-11-21", "--document", "1/NQ")
    desk.ok("unit", "merge", *words, today="2026-11-21")
    found = rows(desk)
    assert set(found) == {"STC", "XA1"}
    assert (found["STC"]["entries"], found["STC"]["last_entries"]) == (6, 3)
    assert found["STC"]["before"] == [{"period": "2026-10", "entries": 2, "last_entries": 1, "share": 50}]


def test_a_closing_keeps_it(desk: Clerk) -> None:
    """The same before and after; settings that change later change only who is marked."""
    before = rows(desk, today="2026-11-25")
    desk.ok("period", "close", "2026-10", today="2026-11-26")
    desk.ok("period", "close", "2026-11", today="2026-11-26")
    assert rows(desk) == before
    desk.ok("config", "set", "cadence_days", "31", today="2026-11-26")
    desk.ok("unit", "rename", "STC", "Sở Tài chính mới", today="2026-11-26")
    assert rows(desk) == before
    assert desk.data("report", "cadence", today="2026-11-26")[0]["lead"] == "STP"
    assert desk.ok("verify", today="2026-11-26").code == 0


def test_work_finished_before_and_withdrawn_parents_are_left_aside(desk: Clerk) -> None:
    """Tasks are those in hand in the window; one with parts is counted through them, what was told of it stays told."""
    desk.ok("log", "NV2", "--done", "--on", "2026-10-20", today="2026-10-20")
    desk.task("Part", "--lead", "XA1", "--parent", "NV4", "--due", "2026-12-01")
    log(desk, "NV4", "2026-11-20")
    found = rows(desk)
    assert (found["STC"]["tasks"], found["STC"]["silent"]) == (1, 0)
    assert (found["XA1"]["tasks"], found["XA1"]["entries"]) == (1, 1)


def test_a_scheme_reckons_with_it(desk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "steady.toml"
    path.write_text(SCHEME)
    desk.ok("scheme", "install", str(path))

    def scores() -> dict[str, float | None]:
        found = desk.data("rank", "2026-11", "--scheme", "steady", today="2026-11-27")
        return {row["subject"]: row["score"] for row in found}

    assert scores() == {"STC": 75, "STP": 0, "XA1": None}
    desk.ok("period", "close", "2026-10", today="2026-11-26")
    desk.ok("period", "close", "2026-11", "--scheme", "steady", today="2026-11-26")
    desk.ok("config", "set", "cadence_days", "31", today="2026-11-27")
    assert scores() == {"STC": 75, "STP": 0, "XA1": None}


def test_finished_work_is_not_silent(desk: Clerk, tmp_path: Path) -> None:
    """Nor is what awaits review: days_silent counts on for unfinished work alone."""
    path = tmp_path / "silence.toml"
    text = SCHEME.replace('"steady"', '"silence"').replace("sum(entries)", "sum(days_silent)")
    path.write_text(text.replace("100 - 100 * entries_last / entries_all", "entries_all + 0 * entries_last"))
    desk.ok("scheme", "install", str(path))

    def silence() -> float:
        found = desk.data("rank", "2026-11", "--scheme", "silence", "--block", "xa", today="2026-11-25")
        return found[0]["score"]

    assert silence() == 55
    log(desk, "NV4", "2026-11-05")
    assert silence() == 20
    desk.ok("log", "NV4", "all of it", "--done", "--on", "2026-11-10", today="2026-11-10")
    assert silence() == 0
    desk.ok("config", "set", "done_needs_review", "yes")
    assert desk.status("NV4", today="2026-11-25") == "awaiting-review"
    assert silence() == 0


def test_the_statements_hang_on_the_periods_and_not_on_the_units(desk: Clerk) -> None:
    """Ten units more are read by as many statements."""

    def statements() -> int:
        with reading(desk.db, Caller()) as register:
            period = find(register, PeriodKey.parse("2026-11"))
            said: list[str] = []
            register.db.set_trace_callback(said.append)
            cadence.cadences(register, period, TaskFilter())
            register.db.set_trace_callback(None)
        return len(said)

    few = statements()
    for number in range(10):
        desk.ok("unit", "add", f"X{number}", f"Xã {number}", "--block", "xa", today="2026-01-05")
        desk.task("Five", "--lead", f"X{number}")
    assert statements() == few
    assert len(rows(desk)) == 13


def test_a_closing_of_an_earlier_version_is_read_too(desk: Clerk) -> None:
    """It kept no figures of updates; the entries that stood then are in the books."""
    before = desk.data("report", "cadence", "2026-10", today="2026-11-26")
    desk.ok("period", "close", "2026-10", today="2026-11-26")
    with sqlite3.connect(desk.db) as db:
        triggers = db.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'frozen_update'"
        ).fetchall()
        for name, _sql in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM frozen_update")
        for _name, sql in triggers:
            db.execute(sql)
    assert desk.data("report", "cadence", "2026-10", today="2026-11-26") == before
    assert rows(desk)["STP"]["before_1"] == 100
