"""Tasks handed over to other units, refused, decided, and the report that counts them."""

from datetime import date
from typing import Any

import pytest
from clerk import Clerk

from tasktrack.domain.change import Grounds
from tasktrack.store import change
from tasktrack.store.register import Caller, writing

LATER = "2026-11-10"
GROUNDS = ("--reason", "không thuộc chức năng", "--document", "12/QĐ-UBND", "--approved-by", "Lê Thu")


def hand_over(clerk: Clerk, task: str = "NV1", to: str = "STP", on: str = LATER) -> Any:
    return clerk.data("task", "hand-over", task, "--to", to, "--on", on, *GROUNDS)


def refuse(clerk: Clerk, task: str = "NV1", on: str = LATER) -> Any:
    words = ("--reason", "không thuộc chức năng", "--document", "45/STC")
    return clerk.data("task", "refuse", task, *words, "--on", on)


def decide(clerk: Clerk, *words: str, task: str = "NV1", on: str = "2026-11-15") -> Any:
    said = ("--by", "Lê Thu", "--document", "9/TB", "--on", on)
    return clerk.data("task", "decide-refusal", task, *said, *words)


def lead(clerk: Clerk, task: str = "NV1", today: str | None = None) -> str:
    return str(clerk.data("task", "show", task, today=today)["lead"])


def moves(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, dict[str, int]]:
    """Return the report's figures by unit, nothing left out but what is nothing."""
    rows = clerk.data("report", "transfers", *words, today=today)
    return {
        row["unit"]: {
            key: value for key, value in row.items() if key not in ("unit", "name", "block") and value
        }
        for row in rows
    }


@pytest.fixture
def held(clerk: Clerk) -> Clerk:
    """Return a clerk with a task of STC, NV1, that AN does and STP supports, due at the end of November."""
    clerk.task(
        "Lập kế hoạch", "--officer", "AN", "--due", "2026-11-30", "--support", "STP", "--support", "XA1"
    )
    return clerk


def test_a_task_goes_to_another_unit(held: Clerk) -> None:
    """It leaves its officer, the due date stays; before that day all was as it was."""
    said = held.ok("task", "hand-over", "NV1", "--to", "stp", "--on", LATER, *GROUNDS)
    assert said.out.splitlines() == [
        "NV1 Lập kế hoạch",
        "Handed over from Sở Tài chính (STC) to Sở Tư pháp (STP), from 2026-11-10 (Tuesday) on.",
        "The due date stays: 2026-11-30.",
        "Nguyễn Văn An (AN) has it no longer; give it to an officer of STP: tasktrack task assign NV1 --officer CODE.",
        "Sở Tư pháp is no longer a supporting unit of it: it leads.",
    ]
    shown = held.data("task", "show", "NV1")
    assert (shown["lead"], shown["officer"], shown["support"], shown["due_on"]) == (
        "STP",
        None,
        ["XA1"],
        "2026-11-30",
    )
    before = held.data("task", "show", "NV1", today="2026-11-09")
    assert (before["lead"], before["officer"]) == ("STC", "AN")
    assert held.codes("--unit", "STC", today="2026-11-09") == held.codes("--unit", "STP") == ["NV1"]
    assert held.codes("--unit", "STC") == held.codes("--officer", "AN") == []
    assert shown["holders"] == [
        {
            "officer": "AN",
            "officer_name": "Nguyễn Văn An",
            "from_on": "2026-10-01",
            "to_on": "2026-11-09",
            "handed_back": False,
            "taken_over": False,
        }
    ]


def test_programs_read_what_was_handed_over(held: Clerk) -> None:
    done = hand_over(held)
    assert {
        name: done[name] for name in ("code", "lead", "giver", "taker", "on", "officer_before", "warnings")
    } == {
        "code": "NV1",
        "lead": "STP",
        "giver": "STC",
        "taker": "STP",
        "on": LATER,
        "officer_before": "Nguyễn Văn An (AN)",
        "warnings": [],
    }
    assert (done["reason"], done["document_of_change"], done["approved_by"]) == (
        "không thuộc chức năng",
        "12/QĐ-UBND",
        "Lê Thu",
    )


def test_an_officer_of_a_unit_below_keeps_it(clerk: Clerk) -> None:
    clerk.ok("unit", "add", "PNV", "Phòng Nghiệp vụ", "--parent", "STP", "--from", "2026-01-01")
    clerk.ok("officer", "add", "DUNG", "Đỗ Dũng", "--unit", "PNV", "--from", "2026-01-01")
    clerk.task("Việc", "--lead", "PNV", "--officer", "DUNG")
    done = hand_over(clerk)
    assert (done["lead"], done["officer"], done["officer_before"]) == ("STP", "DUNG", None)


def test_handed_over_twice_and_on_one_day(held: Clerk) -> None:
    """Each day tells its own lead; on one day the last one stands."""
    hand_over(held, to="STP", on="2026-11-01")
    hand_over(held, to="XA1", on="2026-11-10")
    hand_over(held, to="STC", on="2026-11-10")
    days = ("2026-10-31", "2026-11-01", "2026-11-09", "2026-11-10", "2026-11-22")
    assert [lead(held, today=day) for day in days] == ["STC", "STP", "STP", "STC", "STC"]
    assert moves(held) == {
        "STC": {"given": 1, "received": 1},
        "STP": {"given": 1, "received": 1},
        "XA1": {"given": 1, "received": 1},
    }


def test_undo_gives_everything_back(held: Clerk) -> None:
    hand_over(held)
    held.ok("undo")
    shown = held.data("task", "show", "NV1")
    assert (shown["lead"], shown["officer"], shown["support"]) == ("STC", "AN", ["STP", "XA1"])
    assert moves(held) == {}
    assert held.run("verify").code == 0


def test_a_hand_over_is_not_undone_below_what_followed(held: Clerk) -> None:
    """The new lead refused it since: that one first."""
    hand_over(held)
    handed = str(held.data("history", "--command", "task hand-over")[0]["seq"])
    refuse(held, on="2026-11-12")
    held.refused(4, "undo", handed)
    held.ok("undo")
    held.ok("undo", handed)
    assert lead(held) == "STC"


def test_what_cannot_be_handed_over(held: Clerk) -> None:
    say = ("task", "hand-over", "NV1", "--to")
    assert held.refused(4, *say, "STC", *GROUNDS)["code"] == "exists"
    held.refused(3, *say, "NONE", *GROUNDS)
    held.refused(3, "task", "hand-over", "NV9", "--to", "STP", *GROUNDS)
    held.refused(2, *say, "STP", *GROUNDS[:4])
    held.refused(2, *say, "STP", *GROUNDS[2:])
    held.refused(2, *say, "STP", *GROUNDS[:2], *GROUNDS[4:])
    held.refused(2, *say, "STP", *GROUNDS[:4], "--approved-by", "  ")
    for approver in ("STC", "sở tài chính", "STP", "So Tu phap"):
        held.refused(4, *say, "STP", *GROUNDS[:4], "--approved-by", approver)
    held.refused(4, *say, "STP", "--on", "2026-11-23", *GROUNDS)
    held.refused(4, *say, "STP", "--on", "2026-09-30", *GROUNDS)
    hand_over(held, on=LATER)
    held.refused(4, *say, "XA1", "--on", "2026-11-09", *GROUNDS)
    held.ok("log", "NV1", "--done", "--on", "2026-11-20")
    held.refused(4, *say, "XA1", "--on", "2026-11-21", *GROUNDS)


def test_a_unit_that_is_not_there_takes_nothing(held: Clerk) -> None:
    """Not yet there, or gone by then."""
    held.ok("unit", "add", "MOI", "Sở Mới", "--from", "2026-11-15")
    held.ok("unit", "add", "CU", "Sở Cũ", "--from", "2020-01-01")
    with writing(held.db, Caller()) as register, register.write() as entry:
        old = register.db.execute("SELECT id FROM unit WHERE code = 'CU'").fetchone()[0]
        entry.update("unit", old, {"valid_to": "2026-11-12"})
    say = ("task", "hand-over", "NV1", *GROUNDS, "--to")
    error = held.refused(4, *say, "MOI", "--on", "2026-11-14")
    assert error["message"] == "Unit MOI (Sở Mới) does not exist on 2026-11-14."
    held.refused(4, *say, "CU", "--on", "2026-11-13")
    held.refused(4, *say, "CU", "--on", "2026-11-12")
    held.ok(*say, "MOI", "--on", "2026-11-15")


def test_the_day_lies_behind_every_change_of_hands(held: Clerk) -> None:
    """Whether of the unit or of the officer, and both ways."""
    held.ok("task", "assign", "NV1", "--officer", "BINH", "--on", "2026-11-05")
    held.refused(4, "task", "hand-over", "NV1", "--to", "STP", "--on", "2026-11-04", *GROUNDS)
    held.ok("officer", "add", "DUNG", "Đỗ Dũng", "--unit", "STP", "--from", "2026-01-01")
    hand_over(held)
    held.refused(4, "task", "assign", "NV1", "--officer", "DUNG", "--on", "2026-11-09")
    held.ok("task", "assign", "NV1", "--officer", "DUNG", "--on", LATER)
    assert [held.data("task", "show", "NV1", today=day)["officer"] for day in ("2026-11-09", LATER)] == [
        "BINH",
        "DUNG",
    ]


def test_locked_and_closed_days_are_refused(held: Clerk) -> None:
    """Exit 5, for every command that speaks for such a day; the closed lead stays."""
    held.ok("period", "open", "2026-10")
    held.ok("period", "close", "2026-10")
    held.refused(5, "task", "hand-over", "NV1", "--to", "STP", "--on", "2026-10-20", *GROUNDS)
    held.refused(5, "task", "refuse", "NV1", *GROUNDS[:4], "--on", "2026-10-20")
    refuse(held)
    held.ok("period", "open", "2026-11")
    held.ok("period", "lock", "2026-11", "--now")
    decision = ("task", "decide-refusal", "NV1", "--by", "Lê Thu", "--document", "9/TB")
    for words in (("--stays",), ("--to", "STP")):
        held.refused(5, *decision, *words, "--on", "2026-11-15")
    assert held.data("rank", "2026-10")[0]["subject"] == "STC"


def test_a_task_with_parts_says_that_they_stay(clerk: Clerk) -> None:
    clerk.task("Whole")
    clerk.task("Part", "--parent", "NV1")
    said = clerk.ok("task", "hand-over", "NV1", "--to", "STP", *GROUNDS)
    assert "Task NV1 is counted through its parts, which stay with their lead units: NV2." in said.err
    assert lead(clerk, "NV2") == "STC"


def test_scores_follow_the_lead_of_the_day(clerk: Clerk) -> None:
    """Before the hand-over it counts for the giver, after it for the taker, as inherited."""
    clerk.task("Việc", "--due", "2026-11-20")
    hand_over(clerk)
    clerk.ok("period", "open", "2026-11")
    rows = {row["subject"]: row["score"] for row in clerk.data("rank", "2026-11")}
    assert rows["STP"] == 0
    assert rows.get("STC") is None


# Refusals


def test_a_refused_task_stays_until_a_leader_decides(held: Clerk) -> None:
    """The unit leads it, its clock runs, and it is listed with the days for which it has waited."""
    said = held.ok(
        "task", "refuse", "NV1", *GROUNDS[:2], "--document", "45/STC", "--unit", "stc", "--on", LATER
    )
    assert said.out.splitlines() == [
        "NV1 Lập kế hoạch",
        "Refused by Sở Tài chính (STC) on 2026-11-10 (Tuesday), by 45/STC: không thuộc chức năng",
        "Until a leader decides it stays with STC and its clock runs; it is due: 2026-11-30.",
        "Decide it with: tasktrack task decide-refusal NV1 --by NAME --document NO, with --stays or --to UNIT.",
    ]
    assert lead(held) == "STC"
    assert held.status("NV1", today="2026-12-01") == "overdue"
    assert moves(held) == {"STC": {"refused": 1, "undecided": 1, "longest": 12}}
    assert moves(held, today="2026-11-09") == {}
    listed = held.ok("report", "transfers", "--format", "json").json["refusals"]
    assert [(one["task"], one["unit"], one["outcome"], one["days"]) for one in listed] == [
        ("NV1", "STC", None, 12)
    ]


def test_the_leader_lets_it_stay(held: Clerk) -> None:
    refuse(held)
    done = decide(held, "--stays")
    assert done["lead"] == "STC"
    assert {
        name: done["refusal"][name] for name in ("outcome", "decided_on", "decided_by", "decision", "to_unit")
    } == {
        "outcome": "stays",
        "decided_on": "2026-11-15",
        "decided_by": "Lê Thu",
        "decision": "9/TB",
        "to_unit": None,
    }
    assert moves(held) == {"STC": {"refused": 1, "stays": 1}}
    assert moves(held, today="2026-11-14") == {"STC": {"refused": 1, "undecided": 1, "longest": 4}}
    refused = held.data("task", "show", "NV1", today="2026-11-14")["refusals"]
    assert [(one["outcome"], one["decided_by"], one["days"]) for one in refused] == [(None, None, 4)]
    shown = held.ok("task", "show", "NV1").out
    assert "refused by Sở Tài chính (STC); không thuộc chức năng; 45/STC" in shown
    assert "refusal not granted: it stays; decided by Lê Thu; 9/TB" in shown


def test_the_leader_gives_it_to_another(held: Clerk) -> None:
    """In one entry: what is undone is both."""
    refuse(held)
    done = decide(held, "--to", "STP")
    assert (done["lead"], done["officer"], done["refusal"]["to_unit"]) == ("STP", None, "STP")
    assert (done["hand_over"]["taker"], done["hand_over"]["reason"]) == ("STP", "không thuộc chức năng")
    assert lead(held, today="2026-11-14") == "STC"
    assert moves(held) == {"STC": {"given": 1, "refused": 1, "reassigned": 1}, "STP": {"received": 1}}
    held.ok("undo")
    assert lead(held) == "STC"
    assert moves(held) == {"STC": {"refused": 1, "undecided": 1, "longest": 12}}
    assert held.run("verify").code == 0


def test_one_refusal_at_a_time(held: Clerk) -> None:
    """A second one waits for the first decision; a hand-over would pass by it."""
    refuse(held)
    error = held.refused(4, "task", "refuse", "NV1", *GROUNDS[:4])
    assert error["code"] == "exists"
    assert "decide-refusal NV1" in error["remedy"]
    error = held.refused(4, "task", "hand-over", "NV1", "--to", "STP", *GROUNDS)
    assert "decide-refusal NV1 --to UNIT" in error["remedy"]
    decide(held, "--stays")
    held.refused(4, "task", "refuse", "NV1", *GROUNDS[:4], "--on", "2026-11-14")
    refuse(held, on="2026-11-16")
    decide(held, "--to", "XA1", on="2026-11-20")
    assert moves(held)["STC"] == {"given": 1, "refused": 2, "stays": 1, "reassigned": 1}


def test_what_cannot_be_refused(held: Clerk) -> None:
    say = ("task", "refuse", "NV1")
    held.refused(2, *say, *GROUNDS[:2])
    held.refused(2, *say, *GROUNDS[2:4])
    held.refused(2, *say, "--reason", " ", *GROUNDS[2:4])
    held.refused(4, *say, *GROUNDS[:4], "--unit", "STP")
    held.refused(4, *say, *GROUNDS[:4], "--on", "2026-11-23")
    held.refused(4, *say, *GROUNDS[:4], "--on", "2026-09-30")
    hand_over(held)
    held.refused(4, *say, *GROUNDS[:4], "--on", "2026-11-09")
    held.ok("log", "NV1", "--done", "--on", "2026-11-20")
    held.refused(4, *say, *GROUNDS[:4])


def test_what_cannot_be_decided(held: Clerk) -> None:
    say = ("task", "decide-refusal", "NV1", "--document", "9/TB", "--by")
    held.refused(3, *say, "Lê Thu", "--stays")
    refuse(held)
    held.refused(2, *say, "Lê Thu")
    held.refused(2, *say, "Lê Thu", "--stays", "--to", "STP")
    held.refused(2, *say, " ", "--stays")
    held.refused(4, *say, "Lê Thu", "--stays", "--on", "2026-11-09")
    held.refused(4, *say, "Lê Thu", "--stays", "--on", "2026-11-23")
    held.refused(4, *say, "STC", "--stays")
    held.refused(4, *say, "Sở Tư pháp", "--to", "STP")
    held.refused(4, *say, "Lê Thu", "--to", "STC")
    held.refused(3, *say, "Lê Thu", "--to", "NONE")
    decide(held, "--stays")
    held.refused(3, *say, "Lê Thu", "--stays")


def test_a_finished_task_stays(held: Clerk) -> None:
    """A refusal that was not decided in time is settled with it: nothing is handed over, and nothing decided."""
    refuse(held)
    held.ok("log", "NV1", "--done", "--on", "2026-11-12")
    held.refused(4, "task", "decide-refusal", "NV1", "--to", "STP", "--by", "Lê Thu", "--document", "9/TB")
    held.refused(4, "task", "decide-refusal", "NV1", "--stays", "--by", "Lê Thu", "--document", "9/TB")


# The report


def merge(clerk: Clerk, task: str, old: str, new: str, on: str) -> None:
    """Record that one unit took over the functions of another, and a task with them."""
    with writing(clerk.db, Caller()) as register, register.write() as entry:
        ids = dict(register.db.execute("SELECT code, id FROM unit").fetchall())
        row = register.db.execute("SELECT id FROM task WHERE code = ?", (task,)).fetchone()[0]
        values = {"old": ids[old], "new": ids[new], "kind": "merge", "on_day": on, "document": "1/NQ"}
        entry.insert("unit_succession", values)
        change.move_lead(
            entry,
            row,
            Grounds(date.fromisoformat(on), "sáp nhập", "1/NQ", "HĐND"),
            giver=ids[old],
            taker=ids[new],
        )


def test_mergers_are_counted_apart(held: Clerk) -> None:
    """What came with the functions was not pushed away; the same pair on another day was."""
    held.task("Second", "--due", "2026-11-30")
    merge(held, "NV1", "STC", "STP", "2026-11-01")
    hand_over(held, "NV2", "STP", LATER)
    assert moves(held) == {
        "STC": {"given": 1, "given_by_merger": 1},
        "STP": {"received": 1, "received_by_merger": 1},
    }
    out = held.ok("report", "transfers").out
    assert "Check, over all units: 1 handed on = 1 received" in out
    assert "Check, over all units: 1 passed by merger = 1 got by merger" in out
    report = held.ok("report", "transfers", "--format", "json").json
    assert [(one["task"], one["by_merger"]) for one in report["transfers"]] == [("NV1", True), ("NV2", False)]


def test_a_period_counts_its_own_and_what_waited(held: Clerk) -> None:
    """Refusals made before and undecided then are counted until they are decided, and no longer."""
    refuse(held, on="2026-10-20")
    assert moves(held, "2026-10", today="2026-10-31")["STC"] == {"refused": 1, "undecided": 1, "longest": 11}
    decide(held, "--to", "XA1", on="2026-11-05")
    assert moves(held, "2026-10") == {"STC": {"refused": 1, "undecided": 1, "longest": 11}}
    assert moves(held, "2026-11") == {
        "STC": {"given": 1, "earlier": 1, "reassigned": 1},
        "XA1": {"received": 1},
    }
    assert moves(held, "2026-Q4") == moves(held) == moves(held, "2026")
    assert moves(held, "2026-09") == moves(held, "2025") == {}
    held.refused(4, "report", "transfers", "2027")
    check = "Check: 0 refused + 1 refused before = 0 stay + 1 reassigned + 0 undecided"
    assert check in held.ok("report", "transfers", "2026-11").out


def test_narrowed_to_a_unit_or_a_block(held: Clerk) -> None:
    """The sums over all units show that nothing is lost."""
    held.task("Second")
    hand_over(held, "NV1", "STP")
    hand_over(held, "NV2", "XA1")
    assert moves(held, "--unit", "XA1") == {"XA1": {"received": 1}}
    assert moves(held, "--block", "so") == {"STC": {"given": 2}, "STP": {"received": 1}}
    report = held.ok("report", "transfers", "--unit", "xa1", "--format", "json").json
    assert [one["task"] for one in report["transfers"]] == ["NV2"]
    assert (report["totals"]["received"], report["all_units"]["received"], report["all_units"]["given"]) == (
        1,
        2,
        2,
    )
    assert "unit XA1" in held.ok("report", "transfers", "--unit", "XA1").out
    held.refused(3, "report", "transfers", "--unit", "NONE")
    held.refused(3, "report", "transfers", "--block", "none")
    held.refused(4, "report", "transfers", "soon")


def test_a_taker_who_was_named_wrong(held: Clerk) -> None:
    """What was decided is not corrected: it is taken back and decided anew, and the report tells who has it."""
    held.task("Entered wrong")
    hand_over(held, "NV2", "STP")
    held.refused(4, "task", "edit", "NV2", "--lead", "XA1")
    held.ok("undo", "--yes")
    hand_over(held, "NV2", "XA1")
    assert moves(held) == {"STC": {"given": 1}, "XA1": {"received": 1}}


def test_nothing_to_tell(held: Clerk) -> None:
    assert held.ok("report", "transfers", "--if-any").out == ""
    assert "No task was handed over or refused" in held.ok("report", "transfers").out
    assert held.data("report", "transfers") == []
    moved = "unit,name,given,received,given_by_merger,received_by_merger"
    refused = "refused,earlier,stays,reassigned,settled,undecided,longest"
    assert held.ok("report", "transfers", "--format", "csv").out == f"{moved},{refused}\n"


def test_a_dry_run_moves_nothing(held: Clerk) -> None:
    before = held.digest()
    held.ok("task", "hand-over", "NV1", "--to", "STP", *GROUNDS, "--dry-run")
    held.ok("task", "refuse", "NV1", *GROUNDS[:4], "--dry-run")
    assert held.digest() == before


def test_nobody_of_the_unit_decides_on_its_refusal(held: Clerk) -> None:
    refuse(held)
    words = ("task", "decide-refusal", "NV1", "--stays", "--document", "2/CV")
    for name in ("STC", "BINH", "Trần Thị Bình"):
        assert "--by NAME" in held.refused(4, *words, "--by", name)["remedy"]
    held.ok("officer", "add", "CT", "Lê Chủ tịch", "--unit", "XA1", "--position", "head")
    assert held.data(*words, "--by", "ct")["refusal"]["decided_by"] == "Lê Chủ tịch"


def test_the_timeline_follows_the_journal(held: Clerk) -> None:
    """Refused, decided, handed over: on one day in that order, and by whoever entered it."""
    refuse(held)
    decide(held, "--to", "STP", on=LATER)
    shown = held.ok("task", "show", "NV1", "--format", "md").out.partition("Timeline")[2]
    lines = [line.strip("| ").split(" | ") for line in shown.splitlines() if line.startswith(f"| {LATER}")]
    told = ("refused by", "refusal granted", "passed on from", "Handed over")
    assert [line[2].startswith(word) for word, line in zip(told, lines, strict=True)] == [True] * 4
    assert [line[-1] for line in lines] == ["clerk"] * 4


@pytest.mark.parametrize(
    ("over", "outcome"),
    [
        (
            (
                "task",
                "withdraw",
                "NV1",
                "--reason",
                "thôi",
                "--document",
                "9/QĐ",
                "--approved-by",
                "Chủ tịch",
            ),
            "withdrawn",
        ),
        (("log", "NV1", "xong", "--done"), "finished"),
    ],
)
def test_a_refusal_of_what_is_over_waits_for_nobody(
    clerk: Clerk, over: tuple[str, ...], outcome: str
) -> None:
    """There is nothing left to decide, and the report says so."""
    clerk.task("Một", "--due", "2026-12-20")
    clerk.ok("task", "refuse", "NV1", "--reason", "không thuộc", "--document", "1/CV", "--on", "2026-11-02")
    clerk.ok(*over)
    said = clerk.ok("report", "transfers", "--format", "json").json
    assert (said["totals"]["undecided"], said["totals"]["settled"]) == (0, 1)
    (row,) = said["refusals"]
    assert (row["outcome"], row["days"]) == (outcome, 20)
    shown = " ".join(clerk.ok("report", "transfers").out.split())
    assert "0 reassigned + 1 finished or withdrawn since + 0 undecided" in shown
    clerk.refused(4, "task", "decide-refusal", "NV1", "--stays", "--by", "Chủ tịch", "--document", "2/QĐ")
    before = clerk.ok("report", "transfers", "--format", "json", today="2026-11-21").json
    assert before["totals"]["undecided"] == 1
