"""Key tasks that heads register and leaders decide on, and common ones set for a block."""

from pathlib import Path

import pytest
from clerk import Clerk
from proposals import CHAIR, JANUARY, approve, propose


def message(clerk: Clerk, code: int, *words: str, today: str | None = None) -> str:
    return str(clerk.refused(code, *words, today=today)["message"])


def test_a_proposal_awaits_approval_and_takes_no_progress(clerk: Clerk) -> None:
    new = clerk.data(
        "task", "propose", "Chuyển đổi số", "--lead", "STC", "--due", "2026-12-20", today=JANUARY
    )
    assert (new["code"], new["kind"], new["status"]) == ("NV1", "key-registered", "proposed")
    assert (new["proposed_by"], new["assigner"], new["officer"]) == ("Nguyễn Văn An", "Nguyễn Văn An", None)
    assert (new["origin"], new["warnings"]) == ("own", [])
    assert clerk.status("NV1") == "proposed"
    assert clerk.codes("--status", "proposed") == ["NV1"]
    assert clerk.codes("--status", "overdue", today="2027-02-01") == []
    assert "awaits approval" in message(clerk, 4, "log", "NV1", "x")
    assert "awaits approval" in message(
        clerk, 4, "task", "repeat", "NV1", "--monthly", "--through", "2027-03"
    )


def test_what_the_head_directs_in_person_is_the_heads_own(clerk: Clerk) -> None:
    """Unless an officer is named; where the register knows no head, nobody is guessed."""
    propose(clerk, "Một", "--head-in-person")
    propose(clerk, "Hai", "--head-in-person", "--officer", "BINH")
    propose(clerk, "Ba", "--head-in-person", "--lead", "STP")
    officers = [clerk.data("task", "show", code)["officer"] for code in ("NV1", "NV2", "NV3")]
    assert officers == ["AN", "BINH", None]
    assert clerk.data("task", "show", "NV3")["assigner"] is None


def test_who_proposes(clerk: Clerk) -> None:
    """An officer by code or a name; that it is not the head is said, and never forbidden."""
    propose(clerk, "Một", "--by", "an")
    said = clerk.ok("task", "propose", "Hai", "--lead", "STC", "--by", "BINH", today=JANUARY)
    assert "Proposed by Trần Thị Bình." in said.out
    assert "Trần Thị Bình does not head Sở Tài chính on 2026-01-20." in said.err
    assert "head" not in clerk.ok("task", "propose", "Ba", "--lead", "STP", "--by", "Lê X", today=JANUARY).err
    assert clerk.data("task", "show", "NV1")["assigner"] == "Nguyễn Văn An"
    assert clerk.data("task", "show", "NV3")["assigner"] == "Lê X"


def test_one_too_many_and_too_late_are_said(clerk: Clerk) -> None:
    """By the year in which it falls due; what was rejected leaves its place to another."""
    for number in range(5):
        propose(clerk, f"Việc {number}")
    sixth = ("task", "propose", "Việc 6", "--lead", "STC", "--due", "2026-12-01")
    said = clerk.ok(*sixth, "--dry-run", today=JANUARY)
    assert "Sở Tài chính has 6 key tasks registered for 2026; it is to have 5." in said.err
    assert said.out.startswith("Dry run, nothing is written.")
    clerk.ok("task", "reject", "NV5", *CHAIR, "--reason", "dưới yêu cầu", today=JANUARY)
    assert clerk.ok(*sixth, "--dry-run", today="2026-01-31").err == ""
    late = clerk.ok(*sixth, today="2026-02-01")
    assert "registered on 2026-02-01, after 2026-01-31, the deadline for the key tasks of 2026." in late.err
    assert clerk.ok("task", "propose", "Sang năm", "--lead", "STC", "--due", "2027-06-30").err == ""
    clerk.ok("config", "set", "registration_deadline", "none")
    assert "deadline" not in clerk.ok(*sixth, "--dry-run").err
    clerk.ok("config", "set", "registration_deadline", "02-29")
    assert "after 2026-02-28" in clerk.ok(*sixth, "--dry-run").err


@pytest.mark.parametrize("value", ["31-01", "02-30", "W01-1", "1-31", "", "0131"])
def test_a_deadline_is_month_and_day(clerk: Clerk, value: str) -> None:
    assert "registration_deadline" in message(clerk, 4, "config", "set", "registration_deadline", value)


def test_approved_from_the_day_of_the_decision_on(clerk: Clerk) -> None:
    """Before it the task is proposed, also when that day is looked at later."""
    propose(clerk)
    clerk.ok(
        "task", "approve", "nv1", *CHAIR, "--on", "2026-02-10", "--document", "12/QĐ-UBND", today="2026-02-15"
    )
    assert clerk.status("NV1", today="2026-02-09") == "proposed"
    assert clerk.status("NV1", today="2026-02-10") == "not-started"
    assert clerk.data("task", "show", "NV1", today="2026-02-09")["approvals"] == []
    shown = clerk.data("task", "show", "NV1")
    assert shown["approvals"] == [
        {
            "on": "2026-02-10",
            "verdict": "approved",
            "verdict_label": "Approved",
            "decided_by": "Trần Chủ tịch",
            "reason": None,
            "document": "12/QĐ-UBND",
            "actor": "clerk",
        }
    ]
    assert shown["edits"] == []
    clerk.ok("log", "NV1", "Bắt đầu", "--percent", "10")
    assert clerk.status("NV1") == "in-progress"


def test_several_are_decided_in_one_entry_all_or_none(clerk: Clerk) -> None:
    first, second = propose(clerk, "Một"), propose(clerk, "Hai")
    clerk.task("Thường xuyên")
    assert "was not registered as a proposal" in message(clerk, 4, "task", "approve", first, "NV3", *CHAIR)
    assert message(clerk, 3, "task", "approve", first, "NV9", *CHAIR)
    done = clerk.data("task", "approve", first, second, first, *CHAIR)
    assert [task["status"] for task in done["tasks"]] == ["not-started", "not-started"]
    assert (done["verdict"], done["verdict_label"], done["on"]) == ("approved", "Approved", "2026-11-22")
    newest = clerk.data("history", "--limit", "1")[0]
    assert newest["inserted"] == [{"book": "approval", "rows": 2}]
    clerk.task("Việc khác")
    error = clerk.refused(4, "task", "reject", first, *CHAIR, "--reason", "x")
    assert "was approved on 2026-11-22 already, by Trần Chủ tịch" in error["message"]
    assert f"'tasktrack undo {newest['seq']}'" in error["remedy"]
    clerk.ok("verify")


def test_rejected_is_withdrawn_with_the_reason(clerk: Clerk) -> None:
    propose(clerk)
    assert "for a reason" in message(clerk, 2, "task", "reject", "NV1", *CHAIR, "--reason", " ")
    assert clerk.run("task", "reject", "NV1", *CHAIR).code == 2
    clerk.ok("task", "reject", "NV1", *CHAIR, "--reason", "Dưới yêu cầu", "--on", "2026-02-10")
    assert clerk.status("NV1") == "withdrawn"
    assert clerk.status("NV1", today="2026-02-09") == "proposed"
    shown = clerk.ok("task", "show", "NV1").out
    assert "Approval:      rejected by Trần Chủ tịch on 2026-02-10; Dưới yêu cầu" in shown
    assert "2026-02-10      –  rejected by Trần Chủ tịch; Dưới yêu cầu" in shown
    assert "corrected" not in shown
    vietnamese = clerk.ok("task", "show", "NV1", lang="vi").out
    assert "Trần Chủ tịch" in vietnamese
    assert "rejected" not in vietnamese
    assert "was rejected on 2026-02-10 already" in message(clerk, 4, "task", "approve", "NV1", *CHAIR)
    assert "withdrawn" in message(clerk, 4, "log", "NV1", "x")
    propose(clerk, "Chuyển đổi số, làm lại")


def test_nobody_decides_on_his_own_proposal(clerk: Clerk) -> None:
    """Neither the unit by code or name, nor its head by code or name, nor who proposed it."""
    propose(clerk, "Một", "--by", "BINH")
    for name in ("stc", "Sở Tài chính", "so tai chinh", "AN", "an", "nguyễn văn an", "BINH", "Trần Thị Bình"):
        said = message(clerk, 4, "task", "approve", "NV1", "--by", name)
        assert "which Sở Tài chính registered itself" in said
    assert clerk.run("task", "approve", "NV1", "--by", " ").code == 2
    clerk.ok("officer", "add", "CT", "Trần Chủ tịch", "--unit", "STP", "--position", "head")
    done = clerk.data("task", "approve", "NV1", "--by", "ct")
    assert done["decided_by"] == "Trần Chủ tịch"


def test_days_of_a_decision(clerk: Clerk) -> None:
    """Not ahead, not before the registration, in no locked or closed period."""
    propose(clerk, today="2026-09-15")
    assert "lies after today" in message(clerk, 4, "task", "approve", "NV1", *CHAIR, "--on", "2026-11-23")
    assert "2026-09-15" in message(clerk, 4, "task", "approve", "NV1", *CHAIR, "--on", "2026-09-14")
    clerk.ok("period", "open", "2026-10", today="2026-10-02")
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    clerk.ok("period", "open", "2026-11")
    for verdict in (("approve",), ("reject", "--reason", "x")):
        words = ("task", *verdict, "NV1", *CHAIR)
        assert "2026-10" in message(clerk, 5, *words, "--on", "2026-10-31")
        # The first period begins in October: what comes before it is counted in none.
        assert "2026-10" in message(clerk, 5, *words, "--on", "2026-09-20")
    clerk.ok("period", "lock", "2026-11", "--now", "--reason", "họp sớm")
    assert "locked" in message(clerk, 5, "task", "approve", "NV1", *CHAIR)


def test_a_month_closed_while_it_was_proposed_does_not_count_it(clerk: Clerk) -> None:
    """Neither then nor when the closed month is computed again later; afterwards it counts as left over."""
    clerk.task("Khác", "--due", "2026-10-20")
    propose(clerk, "Chờ", "--due", "2026-10-25", today="2026-10-02")
    clerk.ok("period", "open", "2026-10", today="2026-10-02")
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    clerk.ok("period", "open", "2026-11", today="2026-11-02")
    explained = clerk.data("score", "explain", "STC", "2026-10")
    assert [task["code"] for task in explained["tasks"]] == ["NV1"]
    clerk.ok("task", "approve", "NV2", *CHAIR, "--on", "2026-11-03")
    assert clerk.data("score", "explain", "STC", "2026-10") == explained
    now = clerk.data("score", "explain", "STC", "2026-11")
    assert [task["code"] for task in now["tasks"]] == ["NV1", "NV2"]
    assert clerk.status("NV2") == "overdue"
    assert clerk.status("NV2", today="2026-10-31") == "proposed"
    clerk.ok("verify")


def test_a_decision_is_taken_back(clerk: Clerk) -> None:
    """As long as nothing was reported on the task."""
    propose(clerk, "Một")
    propose(clerk, "Hai")
    approve(clerk, "NV1", "NV2", today="2026-02-10")
    clerk.ok("undo", "--yes")
    assert [clerk.status(code) for code in ("NV1", "NV2")] == ["proposed", "proposed"]
    shown = clerk.data("task", "show", "NV1")
    assert (shown["approvals"], shown["edits"], shown["refused"]) == ([], [], [])
    approve(clerk, "NV1", today="2026-02-10")
    entry = str(clerk.data("history", "--limit", "1")[0]["seq"])
    clerk.ok("log", "NV1", "Bắt đầu")
    error = clerk.refused(4, "undo", entry, "--yes")
    assert error["code"] == "in-use"
    clerk.ok("undo", "--yes")
    clerk.ok("undo", entry, "--yes")
    assert clerk.status("NV1") == "proposed"
    clerk.ok("verify")


def test_a_decision_of_a_locked_month_is_not_taken_back(clerk: Clerk) -> None:
    propose(clerk, today="2026-11-02")
    clerk.ok("period", "open", "2026-11")
    approve(clerk, "NV1")
    entry = str(clerk.data("history", "--limit", "1")[0]["seq"])
    clerk.ok("period", "lock", "2026-11", "--now", "--reason", "họp sớm")
    assert "locked" in message(clerk, 5, "undo", entry, "--yes")


def test_dry_runs_write_nothing(clerk: Clerk) -> None:
    propose(clerk)
    before = clerk.digest()
    said = clerk.ok("task", "approve", "NV1", *CHAIR, "--dry-run")
    assert said.out.splitlines()[:2] == [
        "Dry run, nothing is written.",
        "1 task approved by Trần Chủ tịch, 2026-11-22 (Sunday).",
    ]
    clerk.ok("task", "reject", "NV1", *CHAIR, "--reason", "x", "--dry-run")
    clerk.ok("task", "assign-common", "Chung", "--block", "so", "--dry-run")
    assert clerk.digest() == before


def test_imported_key_tasks_are_approved(clerk: Clerk, tmp_path: Path) -> None:
    """They come from a paper register in which they were accepted."""
    file = tmp_path / "tasks.csv"
    file.write_text("key,title,kind,lead,due_on\nK1,Một,key-registered,STC,2026-12-01\n", encoding="utf-8")
    clerk.ok("task", "import", str(file))
    assert clerk.status("NV1") == "not-started"
    assert "was not registered as a proposal" in message(clerk, 4, "task", "approve", "K1", *CHAIR)


COMMON = ("task", "assign-common", "Giải ngân vốn", "--document", "5/CT-UBND", "--due", "2026-12-10")


def test_one_task_for_every_unit_of_a_block(clerk: Clerk) -> None:
    clerk.ok("unit", "add", "CU", "Sở Cũ", "--block", "so", "--from", "2020-01-01", "--to", "2025-12-31")
    clerk.ok("unit", "add", "MOI", "Sở Mới", "--block", "so", "--from", "2026-12-01")
    done = clerk.data(*COMMON, "--block", "SO", "--head-in-person", today=JANUARY)
    assert [(task["code"], task["lead"], task["officer"]) for task in done["made"]] == [
        ("NV1", "STC", "AN"),
        ("NV2", "STP", None),
    ]
    assert {task["kind"] for task in done["made"]} == {"key-common"}
    assert {task["status"] for task in done["made"]} == {"not-started"}
    assert (done["blocks"], done["had"], done["warnings"]) == (["so"], [], [])
    assert clerk.data("history", "--limit", "1")[0]["inserted"] == [{"book": "task", "rows": 2}]
    clerk.ok("undo", "--yes")
    assert clerk.codes() == []
    clerk.ok("verify")


def test_repeated_it_reaches_only_who_has_none(clerk: Clerk) -> None:
    """Known by title and document, accents aside, and by the year; a withdrawn one is none."""
    clerk.ok(*COMMON, "--block", "so", "--except", "STP", today=JANUARY)
    said = clerk.ok("task", "assign-common", "GIAI NGAN VON", *COMMON[3:], "--block", "so", "--block", "xa")
    assert said.out.splitlines()[:2] == [
        "2 common key tasks registered for so, xa: GIAI NGAN VON",
        "1 unit has it already: STC (NV1).",
    ]
    before = clerk.digest()
    again = clerk.data(*COMMON, "--block", "so", "--block", "xa")
    assert again["made"] == []
    assert [one["lead"] for one in again["had"]] == ["STC", "STP", "XA1"]
    assert clerk.ok(*COMMON, "--block", "xa").out == "1 unit has it already: XA1 (NV3).\n"
    assert clerk.digest() == before
    next_year = ("task", "assign-common", "Giải ngân vốn", "--document", "5/CT-UBND", "--due", "2027-12-10")
    assert len(clerk.data(*next_year, "--block", "xa")["made"]) == 1
    other = ("task", "assign-common", "Giải ngân vốn", "--document", "6/CT-UBND", "--due", "2026-12-10")
    assert len(clerk.data(*other, "--block", "xa")["made"]) == 1


def test_what_cannot_be_assigned_to_all(clerk: Clerk) -> None:
    assert message(clerk, 3, *COMMON, "--block", "tinh")
    assert message(clerk, 3, *COMMON, "--block", "so", "--except", "XX")
    assert "none of these blocks: so" in message(clerk, 4, *COMMON, "--block", "so", "--except", "XA1")
    assert "No unit of xa is there" in message(clerk, 4, *COMMON, "--block", "xa", "--except", "XA1")
    assert message(clerk, 4, *COMMON, "--block", "so", "--secret")
    early = (*COMMON[:-1], "2026-01-01", "--block", "so")
    assert "before it is assigned" in message(clerk, 4, *early)


def test_more_common_ones_than_asked_are_said(clerk: Clerk) -> None:
    clerk.ok("config", "set", "key_tasks_common", "1")
    clerk.ok(*COMMON, "--block", "xa")
    said = clerk.ok("task", "assign-common", "Hai", "--block", "xa", "--due", "2026-12-01").err
    assert "Xã Đông Hòa has 2 common key tasks for 2026; it is to have 1." in said


def test_a_unit_that_ended_lacks_nothing(clerk: Clerk) -> None:
    clerk.ok("unit", "add", "OLD", "Sở cũ", "--block", "so", "--to", "2026-06-30")
    clerk.task(
        "Đề án", "--kind", "key-common", "--lead", "OLD", "--assigned", "2026-02-01", "--due", "2026-05-31"
    )
    found = {one["unit"]: one for one in clerk.data("report", "heads")}
    assert (found["OLD"]["common"], found["OLD"]["missing_registered"], found["OLD"]["missing_common"]) == (
        1,
        0,
        0,
    )
    assert found["STC"]["missing_registered"] == 5
    out = " ".join(clerk.ok("report", "heads", "--unit", "OLD").out.split())
    assert "Sở cũ (OLD); the unit has ended: none is asked of it" in out
    then = {one["unit"]: one for one in clerk.data("report", "heads", today="2026-06-30")}
    assert (then["OLD"]["missing_registered"], then["OLD"]["missing_common"]) == (5, 4)


def test_a_common_task_repeated_without_its_document_is_held_already(clerk: Clerk) -> None:
    words = ("task", "assign-common", "Sắp xếp trụ sở", "--block", "so", "--due", "2026-12-30")
    assert len(clerk.data(*words, "--document", "5/UBND")["made"]) == 2
    again = clerk.data(*words)
    assert (again["made"], len(again["had"])) == ([], 2)
    assert len(clerk.data(*words, "--document", "6/UBND")["made"]) == 2


def test_the_half_that_holds_a_month_is_offered(clerk: Clerk) -> None:
    for key, half in (("2026-11", "2026-H2"), ("2026-Q2", "2026-H1"), ("2026-W10", "2026-H1")):
        assert half in clerk.refused(4, "report", "key-tasks", key)["remedy"]


def test_what_a_leader_decided_on_is_corrected_no_more(clerk: Clerk, tmp_path: Path) -> None:
    """Neither by a command nor by a table, until the decision is taken back."""
    propose(clerk, today="2026-11-20")
    clerk.ok("task", "edit", "NV1", "--title", "Chuyển đổi số toàn tỉnh")
    approve(clerk, "NV1")
    entry = clerk.data("history", "--limit", "1")[0]["seq"]
    for words in (
        ("--kind", "regular"), ("--lead", "STP"), ("--due", "2026-12-31"), ("--title", "Khác"), ("--target", "5"),
    ):  # fmt: skip
        error = clerk.refused(4, "task", "edit", "NV1", *words)
        assert error["code"] == "too-late"
        assert "is what a leader decided on" in error["message"]
        assert f"tasktrack undo {entry};" in error["remedy"]
    table = tmp_path / "tasks.csv"
    for column, value in (("kind", "regular"), ("title", "Chuyển đổi số tỉnh"), ("lead", "STP")):
        cells = {"code": "NV1", "title": "Chuyển đổi số toàn tỉnh", "lead": "STC"} | {column: value}
        table.write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8")
        said = clerk.run("task", "import", str(table))
        assert said.code == 4
        assert "is what a leader decided on" in said.out + said.err
    clerk.ok("task", "edit", "NV1", "--officer", "BINH")
    clerk.ok("undo", "--yes")
    clerk.ok("undo", str(entry), "--yes")
    clerk.ok("task", "edit", "NV1", "--title", "Khác")


def test_no_correction_makes_a_key_task_that_nobody_accepted(clerk: Clerk, tmp_path: Path) -> None:
    clerk.task("Thường xuyên")
    error = clerk.refused(4, "task", "edit", "NV1", "--kind", "key-registered")
    assert "a leader accepts those" in error["message"]
    assert "tasktrack task propose" in error["remedy"]
    table = tmp_path / "tasks.csv"
    table.write_text("code,title,lead,kind\nNV1,Thường xuyên,STC,key-registered\n", encoding="utf-8")
    said = clerk.run("task", "import", str(table))
    assert said.code == 4
    assert "a leader accepts those" in said.out + said.err
    clerk.ok("task", "edit", "NV1", "--kind", "key-common")


def test_nobody_of_the_lead_decides(clerk: Clerk) -> None:
    """Who serves in the unit on that day, by code or name; a namesake elsewhere is named by the code."""
    propose(clerk)
    for name in ("BINH", "binh", "Trần Thị Bình", "tran thi binh", "AN"):
        error = clerk.refused(4, "task", "approve", "NV1", "--by", name)
        assert "cannot decide on NV1" in error["message"]
        assert "A namesake who serves elsewhere" in error["remedy"]
    clerk.ok("officer", "add", "B2", "Trần Thị Bình", "--unit", "STP", today="2026-01-05")
    assert clerk.data("task", "approve", "NV1", "--by", "b2")["decided_by"] == "Trần Thị Bình"


def test_nothing_is_handed_on_before_the_approval(clerk: Clerk) -> None:
    propose(clerk, "Một", "--support", "XA1")
    basis = ("--reason", "x", "--document", "1/CV")
    for words in (
        ("task", "refuse", "NV1", *basis),
        ("task", "hand-over", "NV1", "--to", "STP", *basis, *("--approved-by", "PCT")),
        ("task", "support", "NV1", "XA1", "--part", "Góp ý"),
        ("task", "support", "NV1", "STP"),
        ("task", "support", "NV1", "XA1", "--drop", *basis),
    ):
        error = clerk.refused(4, *words)
        assert error["message"] == "Task NV1 still awaits approval."
        assert "tasktrack task approve NV1 --by NAME" in error["remedy"]
