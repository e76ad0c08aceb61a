"""Tasks that a report leaves out, and the explanations that heads owe for them (rules BD4, BD6)."""

from datetime import date
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.clock import Clock
from tasktrack.domain.period import PeriodKey
from tasktrack.services.incomplete import incomplete
from tasktrack.services.period import find
from tasktrack.store.register import Caller, reading

CUT = "2026-11-25"
SCHEME = """
[scheme]
code = "told"
version = 1
title = { vi = "Thông tin", en = "Information" }

[settings.scope]
default = "active"

[measures.all]
formula = "count()"
label = { vi = "Tất cả", en = "All" }

[measures.told]
formula = "count(reported)"
label = { vi = "Có thông tin", en = "Told" }

[measures.untold]
formula = "count(incomplete)"
label = { vi = "Thiếu thông tin", en = "Untold" }

[[criteria]]
code = "told_share"
label = { vi = "Tỷ lệ", en = "Share" }
max = 100
formula = "100 * (told + 0 * untold) / all"

[score]
criterion = "told_share"
"""


@pytest.fixture
def desk(clerk: Clerk) -> Clerk:
    """Return a clerk whose office asks for an update with a result; November locks on the 25th.

    STC told of NV1 and owes NV2, STP told of nothing.
    """
    clerk.ok("config", "set", "update_needs", "update result")
    for title, lead in (("One", "STC"), ("Two", "STC"), ("Three", "STP"), ("Four", "XA1")):
        clerk.task(title, "--lead", lead, "--due", "2026-12-31")
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-11-28")
    clerk.ok("log", "NV1", "Half is done", "--percent", "50", today="2026-11-10")
    clerk.ok("log", "NV2", "--percent", "20", today="2026-11-10")
    clerk.ok("log", "NV4", "Done", "--done", today="2026-11-10")
    return clerk


def lacking(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, list[str]]:
    """Return what is lacking by task."""
    rows = clerk.data("period", "incomplete", "2026-11", *words, today=today)
    return {row["code"]: row["lacks"] for row in rows}


def explain(clerk: Clerk, task: str = "NV2", text: str = "Chờ Bộ hướng dẫn", *words: str) -> None:
    clerk.ok("period", "explain", "2026-11", task, text, "--by", "Giám đốc Sở", *words)


def test_what_is_left_out_and_what_each_lacks(desk: Clerk) -> None:
    """In words for people, in codes for programs, unit by unit; the counts add up."""
    assert lacking(desk) == {"NV2": ["result"], "NV3": ["update"]}
    assert lacking(desk, "--unit", "stp") == {"NV3": ["update"]}
    assert lacking(desk, "--block", "xa") == {}
    said = desk.ok("period", "incomplete", "2026-11", today=CUT).out
    assert said.startswith("2 tasks left out of the report of month 11/2026, as of 2026-11-25 (Wednesday)\n")
    assert "no result in the newest update" in said
    assert said.endswith("Check: STC 1 + STP 1 = 2\n")
    found = desk.ok("period", "incomplete", "2026-11", "--format", "json", today=CUT).json
    assert found["total"] == found["owed"] == 2
    assert found["data"][0] == {
        "lead": "STC",
        "lead_name": "Sở Tài chính",
        "block": "so",
        "code": "NV2",
        "title": "Two",
        "due_on": "2026-12-31",
        "lacks": ["result"],
        "lacks_label": "no result in the newest update",
        "explanation": None,
        "explained_by": None,
        "explained_on": None,
        "meeting_on": None,
    }
    desk.refused(3, "period", "incomplete", "2026-12")


def test_looked_at_earlier_less_is_known(desk: Clerk) -> None:
    """On 5 November nobody had said anything; what comes later mends it."""
    assert set(lacking(desk, today="2026-11-05")) == {"NV1", "NV2", "NV3", "NV4"}
    desk.ok("log", "NV3", "Begun", "--on", "2026-11-21")
    assert lacking(desk) == {"NV2": ["result"]}
    assert lacking(desk, today="2026-11-20") == {"NV2": ["result"], "NV3": ["update"]}
    desk.ok("undo")
    assert set(lacking(desk)) == {"NV2", "NV3"}


def test_before_the_cut_work_does_not_disappear(desk: Clerk) -> None:
    """What would be lacking by now is told apart; figures leave nothing out and nobody owes an explanation yet."""
    found = desk.ok("period", "incomplete", "2026-11", "--format", "json").json
    assert (found["so_far"], found["total"], found["owed"], found["units"]) == (True, 2, 0, [])
    said = desk.ok("period", "incomplete", "2026-11").out
    assert said.startswith(
        "2 tasks would be left out of the report of month 11/2026 by now, as of 2026-11-22"
    )
    explain(desk)
    owed = desk.ok("report", "explanations", "2026-11", "--format", "json").json
    assert (owed["data"], owed["total"], owed["owed"]) == ([], 0, 0)
    assert "Nobody owes an explanation yet" in desk.ok("report", "explanations", "2026-11").out
    assert desk.ok("report", "explanations", "2026-11", "--if-any").out == ""
    status = desk.data("period", "status", "2026-11")
    assert (status["incomplete"], status["incomplete_so_far"], status["explanations"]) == (2, True, [])
    assert "by now to be left out" in desk.ok("period", "status", "2026-11").out
    told = desk.data("report", "period", "2026-11")
    assert (told["figures"]["left_out"], told["incomplete"]) == (0, [])
    told = desk.data("report", "period", "2026-11", today=CUT)
    assert (told["figures"]["left_out"], len(told["incomplete"])) == (2, 2)


def test_what_came_too_late_to_be_reported_on_owes_nothing(desk: Clerk) -> None:
    """Assigned in the last three days before entry locks, or registered only after the lock."""
    desk.task("New", "--lead", "XA1", "--assigned", "2026-11-23", today="2026-11-23")
    desk.task("Newer by a day", "--lead", "XA1", "--assigned", "2026-11-22", today="2026-11-23")
    desk.task("Entered late", "--lead", "XA1", "--assigned", "2026-11-02", today="2026-11-26")
    late = {"NV2": ["result"], "NV3": ["update"], "NV6": ["update"]}
    assert lacking(desk, today="2026-11-26") == late
    desk.ok("period", "close", "2026-11", today="2026-11-26")
    assert lacking(desk, today="2026-11-27") == late


def test_an_office_that_asks_nothing_leaves_nothing_out(desk: Clerk) -> None:
    desk.ok("config", "set", "update_needs", "")
    assert lacking(desk) == {}
    out = desk.ok("period", "incomplete", "2026-11").out
    assert "asks nothing of updates" in out
    assert 'tasktrack config set update_needs "update result"' in out
    desk.refused(4, "period", "explain", "2026-11", "NV2", "x", "--by", "y")
    assert desk.data("period", "status", "2026-11")["incomplete"] == 0


def test_new_work_owes_nothing_yet(desk: Clerk) -> None:
    """Assigned in the last days before the cut; and an update may be too old."""
    desk.ok("config", "set", "update_max_age", "7")
    desk.task("New", "--lead", "STP", "--assigned", "2026-11-20")
    assert lacking(desk) == {"NV1": ["fresh"], "NV2": ["result", "fresh"], "NV3": ["update"]}
    assert lacking(desk, today="2026-11-17") == {"NV2": ["result"], "NV3": ["update"]}


def test_a_period_that_has_not_begun_leaves_nothing_out(desk: Clerk) -> None:
    desk.ok("period", "open", "2026-12")
    assert desk.data("period", "incomplete", "2026-12") == []
    desk.refused(4, "period", "explain", "2026-12", "NV3", "x", "--by", "y")
    assert len(desk.data("period", "incomplete", "2026-12", today="2026-12-01")) == 3


def test_a_task_with_parts_is_told_of_through_them(desk: Clerk) -> None:
    desk.task("Part", "--lead", "STP", "--parent", "NV3", "--due", "2026-12-01")
    assert lacking(desk) == {"NV2": ["result"], "NV5": ["update"]}


def test_a_head_explains(desk: Clerk) -> None:
    """With the day of the conference of the period; of several the newest stands."""
    out = desk.ok("period", "explain", "2026-11", "nv2", "Chờ Bộ hướng dẫn", "--by", "Giám đốc Sở").out
    assert out.splitlines() == [
        "Explanation of NV2 for month 11/2026 recorded: Giám đốc Sở, 2026-11-22.",
        "By now the report would leave it out: no result in the newest update.",
    ]
    explain(desk, "NV2", "Đã có hướng dẫn", "--meeting", "2026-11-30")
    (row,) = desk.data("report", "explanations", "2026-11", "--unit", "STC", today=CUT)
    assert (row["explanation"], row["explained_by"], row["explained_on"], row["meeting_on"]) == (
        "Đã có hướng dẫn",
        "Giám đốc Sở",
        "2026-11-22",
        "2026-11-30",
    )
    desk.ok("undo")
    (row,) = desk.data("report", "explanations", "2026-11", "--unit", "STC", today=CUT)
    assert (row["explanation"], row["meeting_on"]) == ("Chờ Bộ hướng dẫn", "2026-11-28")
    explain(desk, "NV2", "Sau khóa", "--on", "2026-11-22")
    late = ("period", "explain", "2026-11", "NV2", "Tại hội nghị", "--by", "x", "--on", "2026-11-26")
    desk.ok(*late, today="2026-11-26")
    (row,) = desk.data("report", "explanations", "2026-11", "--unit", "STC", today=CUT)
    assert row["explanation"] == "Sau khóa"
    assert desk.ok("verify").code == 0


def test_who_owes_and_who_gave(desk: Clerk) -> None:
    explain(desk)
    found = desk.ok("report", "explanations", "2026-11", "--format", "json", today=CUT).json
    assert (found["total"], found["given"], found["owed"]) == (2, 1, 1)
    assert [(one["lead"], one["incomplete"], one["given"], one["owed"]) for one in found["units"]] == [
        ("STC", 1, 1, 0),
        ("STP", 1, 0, 1),
    ]
    said = desk.ok("report", "explanations", "2026-11", today=CUT).out
    assert "1 explanation is owed for the report of month 11/2026" in said
    assert "Check: 1 explained + 1 owed = 2 left out" in said
    status = desk.data("period", "status", "2026-11", today=CUT)
    assert (status["incomplete"], status["explanations"]) == (2, found["units"])
    shown = desk.ok("period", "status", "2026-11", today=CUT).out
    assert "STC Sở Tài chính: 1 left out, 1 explained, 0 owed" in shown
    assert desk.ok("report", "explanations", "2026-11", "--block", "xa", "--if-any", today=CUT).out == ""
    assert (
        "Nothing is left out" in desk.ok("report", "explanations", "2026-11", "--block", "xa", today=CUT).out
    )
    desk.refused(3, "report", "explanations")


def test_only_what_is_owed_is_explained(desk: Clerk) -> None:
    for words, code in (
        (("NV1", "x", "--by", "y"), 4),  # told of
        (("NV4", "x", "--by", "y"), 4),  # done and told of
        (("NV9", "x", "--by", "y"), 3),
        (("NV2", " ", "--by", "y"), 2),
        (("NV2", "x", "--by", " "), 2),
        (("NV2", "x", "--by", "y", "--on", "2026-11-23"), 4),  # lies ahead
        (("NV2", "x", "--by", "y", "--on", "2026-10-31"), 4),  # before the period
        (("NV2", "x", "--by", "y", "--meeting", "2026-10-31"), 4),
    ):
        desk.refused(code, "period", "explain", "2026-11", *words)
    desk.refused(3, "period", "explain", "2026-10", "NV2", "x", "--by", "y")
    before = desk.digest()
    desk.ok("period", "explain", "2026-11", "NV2", "x", "--by", "y", "--dry-run")
    assert desk.digest() == before


def test_a_closing_keeps_what_it_left_out(desk: Clerk) -> None:
    """Explained after the lock and after the closing; settings and names that change later change nothing."""
    explain(desk, "NV2", "Sau khóa", "--on", "2026-11-22")
    desk.ok("period", "close", "2026-11", today="2026-11-26")
    desk.ok("config", "set", "update_needs", "", today="2026-11-27")
    desk.ok("unit", "rename", "STP", "Sở Tư pháp và Hộ tịch", today="2026-11-27")
    desk.ok("log", "NV3", "Too late", today="2026-11-27")
    rows = desk.data("period", "incomplete", "2026-11", today="2026-11-28")
    assert [(row["code"], row["lead_name"], row["lacks"]) for row in rows] == [
        ("NV2", "Sở Tài chính", ["result"]),
        ("NV3", "Sở Tư pháp", ["update"]),
    ]
    said = ("period", "explain", "2026-11", "NV3", "Nay mới rõ", "--by", "Giám đốc")
    desk.ok(*said, today="2026-11-28")
    found = desk.data("report", "explanations", today="2026-11-28")
    assert [row["explanation"] for row in found] == ["Sau khóa", "Nay mới rõ"]
    assert desk.data("period", "status", "2026-11", today="2026-11-28")["incomplete"] == 2
    assert desk.ok("verify", today="2026-11-28").code == 0


def test_each_closing_of_a_period_keeps_its_own(desk: Clerk) -> None:
    desk.ok("period", "close", "2026-11", today="2026-11-26")
    opened = ("period", "reopen", "2026-11", "--reason", "x", "--document", "1/QĐ", "--by", "Chủ tịch")
    desk.ok(*opened, today="2026-11-27")
    desk.ok("log", "NV3", "Found again", "--on", "2026-11-24", today="2026-11-27")
    assert lacking(desk, today="2026-11-27") == {"NV2": ["result"]}
    desk.ok("period", "close", "2026-11", today="2026-11-27")
    assert lacking(desk, today="2026-11-28") == {"NV2": ["result"]}
    with reading(desk.db, Caller()) as register:
        rows = register.db.execute(
            "SELECT revision, count(*) FROM frozen_update WHERE lacks <> '' GROUP BY revision ORDER BY 1"
        )
        assert [tuple(row) for row in rows] == [(1, 2), (2, 1)]


def test_a_scheme_counts_what_was_told(desk: Clerk, tmp_path: Path) -> None:
    """`reported` leaves out what is incomplete; frozen, it stays."""
    path = tmp_path / "told.toml"
    path.write_text(SCHEME)
    desk.ok("scheme", "install", str(path))

    def shares(today: str) -> dict[str, float]:
        rows = desk.data("rank", "2026-11", "--scheme", "told", today=today)
        return {row["subject"]: row["score"] for row in rows}

    assert shares("2026-11-22") == {"STC": 100, "STP": 0, "XA1": 100}
    assert shares(CUT) == {"STC": 50, "STP": 0, "XA1": 100}
    desk.ok("period", "close", "2026-11", today="2026-11-26")
    desk.ok("config", "set", "update_needs", "", today="2026-11-27")
    assert shares("2026-11-27") == {"STC": 50, "STP": 0, "XA1": 100}


def test_the_service_that_reports_build_on(desk: Clerk) -> None:
    """Open and closed, by the same function."""
    with reading(desk.db, Caller(clock=Clock(given=date(2026, 11, 22)))) as register:
        tasks = incomplete(register, find(register, PeriodKey.parse("2026-11")))
    assert [(one.code, one.lead, one.lead_name, one.lacks) for one in tasks] == [
        ("NV2", "STC", "Sở Tài chính", ("result",)),
        ("NV3", "STP", "Sở Tư pháp", ("update",)),
    ]


def test_in_vietnamese(desk: Clerk) -> None:
    said = desk.ok("period", "incomplete", "2026-11", lang="vi").out
    assert "chưa cập nhật trong kỳ" in said
    assert "Đối chiếu: STC 1 + STP 1 = 2" in said
