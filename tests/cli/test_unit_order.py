"""Mergers, splits and closures of units: what passes, from which day, and what stays."""

from datetime import date
from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.clock import Clock
from tasktrack.store.register import Caller, reading, writing

DAY = "2026-11-10"
ORDER = ("--on", DAY, "--document", "QĐ 12/QĐ-UBND")
NEW = ("--into", "SKT", "--name", "Sở Kinh tế")


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """Return a clerk whose two departments have tasks, supports, officers and a sub-unit each way."""
    clerk.ok("unit", "add", "P1", "Phòng Ngân sách", "--parent", "STC")
    clerk.ok("officer", "add", "CUC", "Lê Cúc", "--unit", "STP", "--position", "head", "--from", "2026-01-05")
    for words in (
        ("Open", "--officer", "BINH", "--due", "2026-11-30"),
        ("Done before",),
        ("Done since", "--due", "2026-11-20"),
        ("Of STP", "--lead", "STP", "--support", "STC"),
        ("Of the commune", "--lead", "XA1", "--support", "STC", "--support", "STP"),
        ("Finished by the commune", "--lead", "XA1", "--support", "STC"),
        ("Assigned since", "--assigned", "2026-11-12"),
    ):
        clerk.task(*words)
    clerk.ok("log", "NV2", "--done", "--on", "2026-10-20")
    clerk.ok("log", "NV3", "--done", "--on", "2026-11-15")
    clerk.ok("log", "NV6", "--done", "--on", "2026-10-20")
    clerk.ok("log", "NV1", "half", "--percent", "50", "--on", "2026-11-03")
    return clerk


def leads(clerk: Clerk, today: str | None = None) -> dict[str, str]:
    """Return who leads each task."""
    return {row["code"]: row["lead"] for row in clerk.data("task", "list", "--sort", "code", today=today)}


def supports(clerk: Clerk) -> dict[str, list[str]]:
    """Return who supports each task that anybody supports."""
    return {row["code"]: row["support"] for row in clerk.data("task", "list") if row["support"]}


def verified(clerk: Clerk) -> None:
    """Everything is as it was written."""
    assert clerk.run("verify").code == 0


def test_two_units_become_one(office: Clerk) -> None:
    """What was open on the eve passes, also what was finished since; what was done before stays."""
    done = office.data("unit", "merge", "STC", "STP", *NEW, *ORDER, "--approved-by", "Chủ tịch UBND tỉnh")
    assert (done["kind"], done["created"], done["on"]) == ("merge", "SKT", DAY)
    assert [one["code"] for one in done["old"]] == ["STC", "STP"]
    assert {one["code"]: one["on"] for one in done["tasks"]} == {
        "NV1": DAY,
        "NV3": DAY,
        "NV4": DAY,
        "NV7": None,
    }
    assert leads(office) == {
        "NV1": "SKT",
        "NV2": "STC",
        "NV3": "SKT",
        "NV4": "SKT",
        "NV5": "XA1",
        "NV6": "XA1",
        "NV7": "SKT",
    }
    shown = office.data("unit", "show", "SKT")
    assert (shown["from"], shown["block"], shown["children"]) == (DAY, "so", ["P1"])
    assert [one["code"] for one in shown["predecessors"]] == ["STC", "STP"]
    assert (shown["tasks"], shown["inherited"]) == ({"done": 1, "open": 3}, {"done": 1, "open": 2})
    old = office.data("unit", "show", "STC")
    assert (old["to"], [one["code"] for one in old["successors"]]) == ("2026-11-09", ["SKT"])
    assert old["successors"][0]["document"] == "QĐ 12/QĐ-UBND"
    assert office.data("task", "show", "NV1")["due_on"] == "2026-11-30"
    verified(office)


def test_supports_pass_once(office: Clerk) -> None:
    """Not where the new unit leads, not twice, and not of what is finished."""
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    assert supports(office) == {"NV5": ["SKT"], "NV6": ["STC"]}


def test_before_the_merger_nothing_is_changed(office: Clerk) -> None:
    """At an earlier --today the old units lead; the flag comes with the day."""
    before = leads(office, today="2026-11-09")
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    assert leads(office, today="2026-11-09") == before
    assert office.codes("--unit", "STC", today="2026-11-09") == ["NV3", "NV1", "NV2"]
    assert office.codes("--unit", "SKT", today="2026-11-09") == []
    rows = {row["code"]: row["inherited"] for row in office.data("task", "list")}
    assert [code for code, inherited in rows.items() if inherited] == ["NV3", "NV1", "NV4"]
    assert not any(row["inherited"] for row in office.data("task", "list", today="2026-11-09"))


def test_officers_follow(office: Clerk) -> None:
    """Postings end on the eve and go on as they were; later ones begin in the new unit."""
    office.ok("officer", "move", "BINH", "--position", "deputy", "--on", "2026-12-01")
    said = office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    assert "Unit SKT has 2 heads from 2026-11-10 on: AN, CUC" in said.err
    postings = office.data("officer", "show", "BINH")["postings"]
    assert [(one["unit"], one["position"], one["from"], one["to"]) for one in postings] == [
        ("STC", "staff", None, "2026-11-09"),
        ("SKT", "staff", DAY, "2026-11-30"),
        ("SKT", "deputy", "2026-12-01", None),
    ]
    assert {one["manager"] for one in postings} == {"AN"}
    assert office.data("officer", "show", "AN")["position"] == "head"
    # The remedy of the warning works.
    office.ok("officer", "move", "CUC", "--position", "deputy", "--on", "2026-11-11")
    verified(office)


def test_one_of_the_merged_may_take_over(office: Clerk) -> None:
    """And a unit that stood below the one that ends takes its place."""
    office.ok("unit", "merge", "STC", "STP", "--into", "STP", *ORDER)
    assert leads(office)["NV1"] == "STP"
    assert office.data("unit", "show", "STP")["to"] is None
    assert office.data("unit", "show", "P1")["parent"] == "STP"
    office.ok("unit", "merge", "STP", "--into", "P1", "--on", "2026-11-20", "--document", "QĐ 13")
    assert office.data("unit", "show", "P1")["parent"] is None
    assert leads(office)["NV1"] == "P1"


def test_no_superior_stands_below_itself(clerk: Clerk) -> None:
    """A grandchild into which the top is merged goes to the top, and the child below it."""
    clerk.ok("unit", "add", "K", "Chi cục", "--parent", "STC")
    clerk.ok("unit", "add", "C", "Trạm", "--parent", "K")
    clerk.ok("unit", "merge", "STC", "--into", "C", *ORDER)
    assert clerk.data("unit", "show", "C")["parent"] is None
    assert clerk.data("unit", "show", "K")["parent"] == "C"


def test_a_second_merger_goes_on_from_the_first(office: Clerk) -> None:
    """Work goes on through both, and each day has its lead."""
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    office.ok("unit", "merge", "SKT", "--into", "XA1", "--on", "2026-11-18", "--document", "QĐ 20")
    assert leads(office)["NV1"] == "XA1"
    assert leads(office, today="2026-11-17")["NV1"] == "SKT"
    assert leads(office, today="2026-11-09")["NV1"] == "STC"
    assert [one["code"] for one in office.data("task", "show", "NV1")["inherited_from"]] == ["STC", "SKT"]
    # NV3 was done under SKT.
    assert leads(office)["NV3"] == "SKT"
    fault = office.refused(4, "task", "add", "New", "--lead", "STC")
    assert "Give its successor: XA1 (Xã Đông Hòa)." in fault["remedy"]
    verified(office)


def test_undo_takes_all_of_it_back(office: Clerk) -> None:
    """One entry: units, tasks, supports, postings and superiors stand as before."""
    books = ("unit list", "officer list", "task list")
    before = [office.data(*words.split()) for words in books]
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    office.ok("undo")
    assert [office.data(*words.split()) for words in books] == before
    assert office.data("unit", "show", "STC")["successors"] == []
    verified(office)
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    office.ok("log", "NV1", "more", "--percent", "70")
    office.refused(4, "undo", str(office.data("history", "--limit", "2")[1]["seq"]))


def test_a_dry_run_shows_what_would_pass(office: Clerk) -> None:
    """Every task, support and officer is named; nothing is written."""
    before = office.digest()
    said = office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER, "--dry-run").out
    assert "Dry run" in said
    for word in ("NV1", "NV4", "NV5", "BINH", "P1", "3 unfinished tasks handed over"):
        assert word in said
    assert office.digest() == before


def test_closed_periods_keep_the_old_units(office: Clerk) -> None:
    """A period that ends after the merger counts the moved tasks once, under the new unit; verify holds."""
    office.ok("period", "open", "2026-10", today="2026-11-02")
    office.ok("period", "close", "2026-10", today="2026-11-02")
    ranked = office.data("rank", "2026-10")
    office.refused(5, "unit", "merge", "STC", "--into", "STP", "--on", "2026-10-15", "--document", "QĐ")
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    assert office.data("rank", "2026-10") == ranked
    assert {row["subject"] for row in ranked} >= {"STC", "STP"}
    office.ok("log", "NV1", "--done", "--on", "2026-11-25", today="2026-12-01")
    office.ok("period", "open", "2026-11", today="2026-12-01")
    office.ok("period", "close", "2026-11", today="2026-12-01")
    closed = {row["subject"]: row for row in office.data("rank", "2026-11", today="2026-12-01")}
    assert {"STC", "STP", "SKT"} <= set(closed)
    assert closed["SKT"]["score"] == 100
    explained = {
        unit: {
            task
            for line in office.data("score", "explain", unit, "2026-11", today="2026-12-01")["lines"]
            for task in line["tasks"]
        }
        for unit in ("STC", "STP", "SKT")
    }
    assert explained["SKT"] == {"NV1", "NV3"}
    assert explained["STC"] == explained["STP"] == set()
    assert office.run("verify", today="2026-12-01").code == 0


def test_recorded_before_an_older_month_is_closed(office: Clerk) -> None:
    """The month before the merger, closed after it, counts tasks and supports of the old units."""
    office.ok("period", "open", "2026-10", today="2026-11-02")
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    office.ok("period", "close", "2026-10")
    with reading(office.db, Caller()) as register:
        held = register.db.execute(
            "SELECT t.code, f.role, u.code FROM frozen_task f JOIN task t ON t.id = f.task"
            " JOIN unit u ON u.id = f.subject"
            " WHERE f.role IN ('lead', 'support') AND t.code IN ('NV1', 'NV4', 'NV5') ORDER BY 1, 2, 3"
        ).fetchall()
    assert [tuple(row) for row in held] == [
        ("NV1", "lead", "STC"),
        ("NV4", "lead", "STP"),
        ("NV4", "support", "STC"),
        ("NV5", "lead", "XA1"),
        ("NV5", "support", "STC"),
        ("NV5", "support", "STP"),
    ]
    verified(office)


def test_a_locked_day_is_refused(office: Clerk) -> None:
    """And a day that lies ahead; nothing is written."""
    office.ok("period", "open", "2026-11", "--meeting", "2026-11-19", today="2026-11-02")
    fault = office.refused(5, "unit", "merge", "STC", "--into", "STP", *ORDER)
    assert fault["code"] == "period-locked"
    fault = office.refused(
        4, "unit", "merge", "STC", "--into", "STP", "--on", "2026-12-01", "--document", "QĐ"
    )
    assert "record it on that day or later" in fault["remedy"]


def test_what_went_elsewhere_since_stays_there(office: Clerk) -> None:
    """A change of lead after the first day is later than the order; a unit passes on from the day it had it."""
    office.ok("unit", "merge", "STC", "--into", "XA1", "--on", "2026-11-15", "--document", "QĐ 9")
    office.ok("unit", "add", "MOI", "Sở mới")
    fault = office.refused(4, "unit", "merge", "STC", "--into", "STP", *ORDER)
    assert "taken over by XA1" in fault["message"]
    assert office.ok("unit", "merge", "XA1", "--into", "MOI", *ORDER).err == ""
    # NV1 came to XA1 on the 15th and goes on from that day; NV5, its own, from the 10th.
    assert leads(office, today="2026-11-14")["NV1"] == "STC"
    assert leads(office, today="2026-11-15")["NV1"] == "MOI"
    assert leads(office, today="2026-11-14")["NV5"] == "MOI"
    verified(office)


def test_late_entries_pass_by_the_same_order(office: Clerk) -> None:
    """A task of the old days that is entered late goes on when the order is given again."""
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    fault = office.refused(4, "unit", "merge", "STC", "--into", "SKT", *ORDER)
    assert "recorded already" in fault["message"]
    said = office.ok("task", "add", "Late paper", "--lead", "STC", "--assigned", "2026-11-05")
    assert "Give its successor: SKT (Sở Kinh tế)." in said.err
    office.refused(4, "unit", "merge", "STC", "--into", "XA1", *ORDER)
    done = office.data("unit", "merge", "STC", "--into", "SKT", *ORDER)
    assert [one["code"] for one in done["tasks"]] == ["NV8"]
    assert len(office.data("unit", "show", "SKT")["predecessors"]) == 2
    verified(office)


def test_units_that_cannot_be_merged(office: Clerk) -> None:
    """None left, unknown, not yet there, of different blocks, the approver itself, the new one below an old one."""
    office.refused(2, "unit", "merge", "STC", "--into", "STC", *ORDER)
    fault = office.refused(3, "unit", "merge", "STC", "--into", "SKT", *ORDER)
    assert '--name "NAME"' in fault["remedy"]
    office.refused(4, "unit", "merge", "STC", "--into", "STP", "--name", "Khác", *ORDER)
    office.refused(2, "unit", "merge", "STC", "--into", "STP", "--block", "so", *ORDER)
    fault = office.refused(2, "unit", "merge", "STC", "XA1", *NEW, *ORDER)
    assert "so, xa" in fault["message"]
    office.refused(4, "unit", "merge", "STC", *NEW, "--parent", "STC", *ORDER)
    office.refused(4, "unit", "merge", "STC", "--into", "STP", *ORDER, "--approved-by", "sở tư pháp")
    office.refused(4, "unit", "merge", "STC", "--into", "STP", "--on", DAY, "--document", " ")
    office.ok("unit", "add", "SAU", "Sở sau", "--from", "2026-11-20")
    office.refused(4, "unit", "merge", "STC", "--into", "SAU", *ORDER)
    office.refused(4, "unit", "merge", "SAU", "--into", "STC", *ORDER)


def test_a_unit_closes_when_nothing_is_left(office: Clerk) -> None:
    """Else what it has is counted; another unit may take it."""
    fault = office.refused(4, "unit", "close", "STC", *ORDER)
    assert (
        "3 unfinished tasks, 2 tasks that it supports, 2 officers who serve in it, 1 unit" in fault["message"]
    )
    assert "--into CODE" in fault["remedy"]
    done = office.data("unit", "close", "STC", "--into", "STP", *ORDER)
    assert (done["kind"], leads(office)["NV1"]) == ("close", "STP")
    office.ok("unit", "add", "TAM", "Ban tạm")
    said = office.ok("unit", "close", "TAM", *ORDER, "--reason", "hết nhiệm vụ")
    assert "it had nothing left" in said.out
    assert office.data("history", "--limit", "1")[0]["reason"] == "QĐ 12/QĐ-UBND: hết nhiệm vụ"
    assert office.data("unit", "show", "TAM")["to"] == "2026-11-09"
    office.refused(4, "unit", "close", "TAM", *ORDER)


def test_units_are_listed_by_whether_they_live(office: Clerk) -> None:
    """Ended ones are marked; --on leaves them out."""
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    rows = {row["code"]: row for row in office.data("unit", "list")}
    assert (rows["STC"]["ended"], rows["STC"]["successors"]) == (True, ["SKT"])
    assert (rows["SKT"]["ended"], rows["SKT"]["successors"]) == (False, [])
    text = office.ok("unit", "list").out
    assert "Ended" in text
    assert [row["code"] for row in office.data("unit", "list", "--on", "2026-11-22")] == ["SKT", "XA1", "P1"]
    assert {row["code"] for row in office.data("unit", "list", "--on", "2026-11-09")} == {
        "STC",
        "STP",
        "XA1",
        "P1",
    }


def test_no_work_is_given_to_a_unit_that_is_gone(office: Clerk, tmp_path: Path) -> None:
    """Neither by add, nor by edit, nor by import, nor by a series; the successor is named."""
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    named = "SKT (Sở Kinh tế)"
    assert named in office.refused(4, "task", "add", "New", "--lead", "STC", "--assigned", DAY)["remedy"]
    assert named in office.refused(4, "task", "add", "New", "--lead", "XA1", "--support", "STP")["remedy"]
    office.ok("task", "add", "New", "--lead", "XA1")
    assert named in office.refused(4, "task", "edit", "NV8", "--lead", "STC")["remedy"]
    office.refused(4, "task", "edit", "NV8", "--support", "STP")
    office.refused(4, "officer", "move", "CUC", "--to", "STC", "--on", "2026-11-20")
    table = tmp_path / "tasks.csv"
    table.write_text(
        "title,lead,support,assigned_on\nA,STC,,2026-11-09\nB,STC,,2026-11-10\nC,XA1,STP,2026-11-10\n",
        encoding="utf-8",
    )
    fault = office.refused(4, "task", "import", str(table))
    assert [(one["row"], one["column"]) for one in fault["faults"]] == [(3, "lead"), (4, "support")]
    assert named in fault["faults"][0]["remedy"]


def test_settings_and_views_that_name_it_are_told(office: Clerk) -> None:
    """What would go on asking for a unit that is gone."""
    office.ok("config", "set", "own_unit", "STC")
    office.ok("view", "save", "cua-toi", "--unit", "STC")
    said = office.ok("unit", "merge", "STC", "--into", "STP", *ORDER)
    assert "tasktrack config set own_unit STP" in said.err
    assert "@cua-toi asks for STC" in said.err


def test_parts_of_the_work_pass_with_their_dates(office: Clerk) -> None:
    """Part and due date go on; a part that was reported done stays; one that finds no place is named."""
    with (
        writing(office.db, Caller(clock=Clock(given=date(2026, 11, 9)))) as register,
        register.write() as entry,
    ):
        rows = register.db.execute(
            "SELECT t.code, u.code, s.id, s.task, s.unit FROM task_support s JOIN task t ON t.id = s.task"
            " JOIN unit u ON u.id = s.unit"
        )
        supported = {(row[0], row[1]): row for row in rows.fetchall()}
        for key in (("NV4", "STC"), ("NV5", "STC"), ("NV5", "STP")):
            entry.update(
                "task_support", supported[key][2], {"part": f"part {key[1]}", "due_on": "2026-11-25"}
            )
        *_names, task, unit = supported["NV5", "STP"]
        entry.insert(
            "support_entry", {"task": task, "unit": unit, "on_day": "2026-11-09", "done_on": "2026-11-08"}
        )
    said = office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    assert (
        "In NV4 the new unit leads or supports already; the part of STC is not carried over: part STC"
        in said.err
    )
    assert supports(office)["NV5"] == ["STP", "SKT"]
    with reading(office.db, Caller()) as register:
        part = register.db.execute(
            "SELECT s.part, s.due_on FROM task_support s JOIN unit u ON u.id = s.unit WHERE u.code = 'SKT'"
        ).fetchall()
    assert [tuple(row) for row in part] == [("part STC", "2026-11-25")]
    verified(office)


def test_a_task_given_elsewhere_since_stays_there(office: Clerk) -> None:
    """The later lead stands, and the tasks are named."""
    office.ok(
        *("unit", "split", "STC", "--keep", "--into", "XA1", "--task", "NV1=XA1", "--rest", "STC"),
        *("--on", "2026-11-15", "--document", "QĐ 9"),
    )
    said = office.ok("unit", "merge", "STC", "--into", "STP", *ORDER)
    assert "1 task was given to another unit since 2026-11-10 and stays there: NV1." in said.err
    assert leads(office)["NV1"] == "XA1"
    assert leads(office, today="2026-11-14")["NV1"] == "STC"
    assert leads(office)["NV7"] == "STP"
    verified(office)


def test_a_unit_is_split_by_name(office: Clerk, tmp_path: Path) -> None:
    """What is not named is told at once; a table, options and the rest settle it."""
    office.ok("unit", "add", "A", "Sở A", "--block", "so", "--from", "2026-11-01")
    office.ok("unit", "add", "B", "Sở B", "--block", "so", "--from", "2026-11-01")
    split = ("unit", "split", "STC", "--into", "A", "--into", "B", *ORDER)
    fault = office.refused(4, *split, "--task", "NV1=A", "--task", "NV9=B", "--officer", "AN=XA1")
    assert fault["details"] == [
        "NV9 is no unfinished task that STC leads or supports.",
        "Not given to any unit, tasks: NV3, NV7, NV4, NV5.",
        "XA1 is none of those that take over: A, B.",
        "Not given to any unit, officers: BINH.",
        "Not given to any unit, units below: P1.",
    ]
    office.refused(4, *split, "--rest", "A", "--task", "NV1=A", "--task", "nv1=B")
    office.refused(2, *split, "--task", "NV1")
    office.refused(2, "unit", "split", "STC", "--into", "A", *ORDER)
    office.refused(2, "unit", "split", "STC", "--into", "A", "--into", "STC", *ORDER)
    table = tmp_path / "giao.csv"
    table.write_text("Nhiệm vụ,Đơn vị nhận\nNV1,B\nNV4,A\n", encoding="utf-8")
    done = office.ok(*split, "--tasks", str(table), "--officer", "AN=B", "--sub-unit", "P1=B", "--rest", "A")
    assert "NV1" in done.err  # goes to B, its officer to A
    assert {code: lead for code, lead in leads(office).items() if lead in "AB"} == {
        "NV1": "B",
        "NV3": "A",
        "NV7": "A",
    }
    assert supports(office)["NV4"] == ["A"]
    assert office.data("officer", "show", "AN")["unit"] == "B"
    assert office.data("officer", "show", "BINH")["unit"] == "A"
    assert office.data("unit", "show", "P1")["parent"] == "B"
    assert office.data("unit", "show", "STC")["to"] == "2026-11-09"
    fault = office.refused(4, "task", "add", "New", "--lead", "STC")
    assert "one of its successors: A (Sở A); B (Sở B)" in fault["remedy"]
    office.refused(4, *split, "--rest", "A")
    verified(office)
    office.ok("undo")
    assert leads(office)["NV1"] == "STC"


def test_a_unit_that_lives_on_keeps_a_part(office: Clerk) -> None:
    """What stays with it is not touched."""
    office.ok("unit", "add", "A", "Sở A", "--block", "so")
    done = office.data(
        "unit", "split", "STC", "--keep", "--into", "A", *ORDER, "--task", "NV1=A", "--rest", "STC"
    )
    assert (done["kept"], [one["code"] for one in done["tasks"]]) == (True, ["NV1"])
    assert office.data("unit", "show", "STC")["to"] is None
    assert office.data("officer", "show", "AN")["unit"] == "STC"
    assert leads(office)["NV3"] == "STC"
    verified(office)


def test_the_list_that_both_sides_sign(office: Clerk) -> None:
    """By giver, taker or document: how each task stood on the eve, the sum and its check.

    Where a supporting unit has no due date of its own, the task's stands there.
    """
    office.ok("task", "edit", "NV4", "--due", "2026-12-10")
    office.ok("task", "edit", "NV5", "--due", "2026-12-10")
    office.ok("task", "support", "NV4", "STC", "--due", "2026-11-25")
    office.ok("unit", "merge", "STC", "STP", *NEW, *ORDER)
    said = office.ok("report", "handover", "STC", "--format", "json").json
    assert [row["code"] for row in said["data"]] == ["NV1", "NV3"]
    first = said["data"][0]
    assert (first["from"], first["to"], first["on"], first["number"]) == ("STC", "SKT", DAY, 1)
    assert (first["percent"], first["status"], first["due_on"]) == (50, "in-progress", "2026-11-30")
    # Done on 15 November, open on the eve.
    assert said["data"][1]["status"] == "not-started"
    (one,) = said["lists"]
    assert one["by_status"] == {"not-started": 1, "in-progress": 1}
    assert [(task["code"], task["due_on"]) for task in one["supports"]] == [
        ("NV4", "2026-11-25"),
        ("NV5", "2026-12-10"),
    ]
    assert len(office.ok("report", "handover", "SKT", "--format", "json").json["lists"]) == 2
    text = office.ok("report", "handover", "STC", "--document", "qđ 12/qđ-ubnd").out
    assert "Check: 1 not started + 1 in progress = 2 handed over" in text
    assert "HANDED OVER BY" in text
    vi = office.ok("report", "handover", "STC", "--format", "md", lang="vi").out
    assert "Sở Kinh tế (SKT)" in vi
    assert "Nội dung nhiệm vụ" in vi
    office.refused(3, "report", "handover", "STC", "--on", "2026-11-11")
    office.refused(3, "report", "handover", "XA1")
    office.refused(3, "report", "handover", "STC", today="2026-11-09")


def test_lists_mark_what_was_taken_over(office: Clerk) -> None:
    """A column of its own in the unit tables of the week, a remark in the lists."""
    office.ok("unit", "merge", "STC", "--into", "STP", *ORDER)
    told = office.ok("report", "weekly", "--format", "json").json["data"]
    units = {unit["unit"]: unit for unit in told["units"]}
    assert units["STP"]["inherited"] == 1
    assert units["XA1"]["inherited"] == 0
    assert "Inherited" in office.ok("report", "weekly", "--format", "md").out
    assert "inherited)" in office.ok("report", "due", "--days", "30").out
    assert office.data("report", "due", "--days", "30")[0]["inherited"] is True
    shown = office.ok("task", "show", "NV1").out
    assert "from Sở Tài chính (STC), since 2026-11-10, QĐ 12/QĐ-UBND" in shown


def test_the_order_that_entered_a_unit_is_given_again_without_its_name(clerk: Clerk) -> None:
    order = ("unit", "merge", "STC", "STP", "--into", "SM", "--on", "2026-11-01", "--document", "5/NQ")
    clerk.ok(*order, "--name", "Sở mới")
    error = clerk.refused(4, *order, "--name", "Sở mới")
    assert (error["code"], "leave --name out" in error["remedy"]) == ("exists", True)
    clerk.task("Đến sau", "--lead", "STC", "--assigned", "2026-10-20")
    clerk.ok(*order)
    reasons = {one["reason"] for one in clerk.data("unit", "show", "SM")["predecessors"]}
    assert reasons == {"merged into the new SM"}
