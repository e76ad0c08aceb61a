"""The clock of a task stopped and let run again: suspended time is not counted."""

import pytest
from clerk import Clerk, Said

WHY = ("--reason", "Chờ Trung ương hướng dẫn", "--document", "7/TB-UBND", "--approved-by", "Chủ tịch")
STOP, DUE, GO = "2026-11-02", "2026-11-10", "2026-11-12"


@pytest.fixture
def due(clerk: Clerk) -> Clerk:
    """Return a clerk with a task of STC, NV1, due on Tuesday, 10 November."""
    clerk.task("Lập kế hoạch", "--due", DUE, today="2026-10-05")
    return clerk


def suspend(clerk: Clerk, task: str = "NV1", on: str = STOP) -> Said:
    return clerk.ok("task", "suspend", task, *WHY, "--on", on)


def resume(clerk: Clerk, task: str = "NV1", on: str = GO, *more: str) -> Said:
    return clerk.ok("task", "resume", task, "--on", on, *more)


def shown(clerk: Clerk, today: str, task: str = "NV1") -> tuple[object, ...]:
    found = clerk.data("task", "show", task, today=today)
    return tuple(found[name] for name in ("due_on", "status", "overdue_days"))


def test_it_says_what_stands_still(due: Clerk) -> None:
    assert suspend(due).out.splitlines() == [
        "NV1 Lập kế hoạch",
        "Suspended: from 2026-11-02 (Monday) on its clock stands still.",
        "On 2026-11-02 (Monday): Chờ Trung ương hướng dẫn; 7/TB-UBND; approved by Chủ tịch.",
        "Now: Suspended.",
    ]
    assert resume(due).out.splitlines() == [
        "NV1 Lập kế hoạch",
        (
            "Resumed on 2026-11-12 (Thursday): it stood still for 10 days, since 2026-11-02."
            " Due 2026-11-20 (Friday) instead of 2026-11-10; that is no extension."
        ),
        "Now: Overdue.",
    ]


def test_programs_read_it(due: Clerk) -> None:
    done = due.data("task", "suspend", "NV1", *WHY, "--on", STOP)
    assert (done["change"], done["status"], done["since"], done["parts"]) == (
        "suspend",
        "suspended",
        STOP,
        [],
    )
    assert (done["before"], done["after"], done["suspended_days"]) == (None, None, None)
    done = due.data("task", "resume", "NV1", "--on", GO)
    assert (done["before"], done["after"], done["suspended_days"]) == (DUE, "2026-11-20", 10)
    assert (done["extended"], done["due_original"], done["reason"]) == (0, DUE, None)


def test_the_state_of_every_day(due: Clerk) -> None:
    """Suspended while it stood still, and overdue days without those of the suspension."""
    suspend(due)
    resume(due)
    expected = {
        "2026-11-01": (DUE, "not-started", 0),
        STOP: (DUE, "suspended", 0),
        "2026-11-11": (DUE, "suspended", 0),
        GO: ("2026-11-20", "not-started", 0),
        "2026-11-13": ("2026-11-20", "due-soon", 0),
        "2026-11-22": ("2026-11-20", "overdue", 2),
    }
    assert {day: shown(due, day) for day in expected} == expected | {
        "2026-11-01": (DUE, "not-started", 0),
        GO: ("2026-11-20", "not-started", 0),
    }
    assert due.codes("--status", "suspended", today="2026-11-11") == ["NV1"]
    assert due.codes("--status", "overdue", today="2026-11-11") == []


def test_two_suspensions_add_up(due: Clerk) -> None:
    """Also over the end of a month: 4 days of October and November, then 3."""
    suspend(due, on="2026-10-30")
    resume(due, on="2026-11-03")
    assert shown(due, "2026-11-03")[0] == "2026-11-14"
    suspend(due, on="2026-11-05")
    resume(due, on="2026-11-08")
    assert [shown(due, day)[0] for day in ("2026-10-29", "2026-11-02", "2026-11-03", "2026-11-07", "2026-11-08")] == [
        DUE, DUE, "2026-11-14", "2026-11-14", "2026-11-17"
    ]  # fmt: skip
    assert shown(due, "2026-11-22") == ("2026-11-17", "overdue", 5)
    found = due.data("task", "show", "NV1")
    assert (found["extended"], found["due_original"]) == (0, DUE)
    assert [one["kind"] for one in found["changes"]] == ["suspend", "resume", "suspend", "resume"]


def test_what_was_late_before_stays_late(due: Clerk) -> None:
    """Two days late when it was stopped, and two when it goes on."""
    suspend(due, on="2026-11-12")
    resume(due, on="2026-11-20")
    assert shown(due, "2026-11-11") == (DUE, "overdue", 1)
    assert shown(due, "2026-11-15") == (DUE, "suspended", 0)
    assert shown(due, "2026-11-20") == ("2026-11-18", "overdue", 2)


def test_stopped_and_resumed_on_a_day(due: Clerk) -> None:
    suspend(due)
    assert "it stood still for 0 days" in resume(due, on=STOP).out
    assert shown(due, "2026-11-11") == (DUE, "overdue", 1)
    assert due.data("task", "show", "NV1")["changes"][1]["field"] is None


def test_without_a_due_date_nothing_moves(clerk: Clerk) -> None:
    clerk.task("Không thời hạn")
    suspend(clerk)
    said = resume(clerk).out
    assert "stood still for 10 days" in said
    assert "instead of" not in said
    assert shown(clerk, "2026-11-22") == (None, "not-started", 0)


def test_it_is_no_extension_and_leaves_that_open(due: Clerk) -> None:
    suspend(due)
    resume(due)
    why = (*WHY, "--on", "2026-11-15")
    said = due.ok("task", "extend", "NV1", "--due", "+1d", *why).out
    assert (
        "Due 2026-11-21 (Saturday) instead of 2026-11-20; original due date 2026-11-10; extension 1 of 1"
        in said
    )


def test_progress_while_it_stands_still(due: Clerk) -> None:
    """Is told; but work cannot be finished then, for its days would count as late."""
    suspend(due)
    due.ok("log", "NV1", "Vẫn chờ", "--percent", "30", "--on", "2026-11-05")
    assert shown(due, "2026-11-06")[1] == "suspended"
    error = due.refused(4, "log", "NV1", "--done", "--on", "2026-11-15")
    assert "suspended since 2026-11-02 and cannot be finished on 2026-11-15" in error["message"]
    assert "tasktrack task resume NV1" in error["remedy"]
    resume(due, on="2026-11-14")
    due.ok("log", "NV1", "--done", "--on", "2026-11-20")
    assert shown(due, "2026-11-22") == ("2026-11-22", "done-early", 0)


def test_work_finished_before_is_reported_later(due: Clerk) -> None:
    suspend(due)
    due.ok("log", "NV1", "--on", "2026-11-15", "--done-on", STOP)
    assert shown(due, "2026-11-22") == (DUE, "done-early", 0)
    assert "is done" in due.refused(4, "task", "resume", "NV1")["message"]


def test_an_import_keeps_to_it(due: Clerk) -> None:
    suspend(due)
    table = due.db.parent / "tien-do.csv"
    table.write_text("task,on,result,done\nNV1,2026-11-15,Xong,yes\n", encoding="utf-8")
    before = due.digest()
    said = due.run("progress", "import", str(table))
    assert said.code == 4
    assert "cannot be finished on 2026-11-15" in said.out + said.err
    assert due.digest() == before
    table.write_text("task,on,result\nNV1,2026-11-15,Đang chờ\n", encoding="utf-8")
    due.ok("progress", "import", str(table))
    assert shown(due, "2026-11-22")[1] == "suspended"


def test_undo_of_each(due: Clerk) -> None:
    suspend(due)
    resume(due)
    due.ok("undo")
    assert shown(due, "2026-11-22") == (DUE, "suspended", 0)
    due.ok("undo", "--yes")
    assert shown(due, "2026-11-22") == (DUE, "overdue", 12)
    assert due.data("task", "show", "NV1")["changes"] == []


def test_a_suspension_is_not_undone_under_its_resumption(due: Clerk) -> None:
    suspend(due)
    suspended = due.data("history", "NV1")[0]["seq"]
    resume(due)
    resumed = due.data("history", "NV1")[0]["seq"]
    due.ok("log", "NV1", "Tiếp tục", "--on", "2026-11-20")
    error = due.refused(4, "undo", str(resumed), "--yes")
    assert "was worked on since" in error["message"]
    due.ok("undo", "--yes")
    error = due.refused(4, "undo", str(suspended), "--yes")
    assert "NV1 (Suspended, 7/TB-UBND) was worked on since: NV1 (Resumed)" in error["message"]
    due.ok("undo", str(resumed), "--yes")
    due.ok("undo", str(suspended), "--yes")
    assert shown(due, "2026-11-22") == (DUE, "overdue", 12)


def test_a_period_that_is_cut_meanwhile_leaves_it_out(due: Clerk) -> None:
    """It is counted in the month in which its due date lies then."""
    due.ok("period", "open", "2026-11")
    suspend(due)
    due.ok("period", "close", "2026-11", today="2026-12-02")
    assert due.data("score", "explain", "STC", "2026-11", today="2026-12-02")["tasks"] == []
    due.ok("period", "open", "2026-12", today="2026-12-02")
    due.ok("task", "resume", "NV1", "--on", "2026-12-02", today="2026-12-02")
    due.ok("log", "NV1", "--done", "--on", "2026-12-09", today="2026-12-09")
    [told] = due.data("score", "explain", "STC", "2026-12", today="2026-12-09")["tasks"]
    assert (told["due_on"], told["late_days"], told["late_count"]) == ("2026-12-10", 0, 0)
    assert due.run("verify", today="2026-12-09").code == 0


def test_parts_go_along(due: Clerk) -> None:
    """What was suspended with the whole goes on with it; a part suspended by itself does not."""
    early = "2026-10-05"
    due.task("Phần một", "--parent", "NV1", "--due", "2026-11-05", today=early)
    due.task("Phần hai", "--parent", "NV1", "--due", "2026-11-06", today=early)
    due.task("Phần ba", "--parent", "NV1", today=early)
    due.task("Trong phần một", "--parent", "NV2", "--due", "2026-11-04", today=early)
    due.ok("log", "NV4", "--done", "--on", "2026-10-20")
    suspend(due, "NV3", on="2026-10-30")
    assert "With its parts: NV2, NV5." in suspend(due).out
    assert [shown(due, "2026-11-04", f"NV{number}")[1] for number in range(1, 6)] == [
        "suspended", "suspended", "suspended", "done-early", "suspended"
    ]  # fmt: skip
    assert "With its parts: NV2, NV5." in resume(due).out
    assert [shown(due, "2026-11-22", f"NV{number}")[:2] for number in range(1, 6)] == [
        ("2026-11-20", "overdue"),
        ("2026-11-15", "overdue"),
        ("2026-11-06", "suspended"),
        (DUE, "done-early"),
        ("2026-11-14", "overdue"),
    ]
    said = resume(due, "NV3", "2026-11-21")
    assert "The part is due on 2026-11-28 now, after the whole, NV1, 2026-11-20." in said.err


def test_a_part_that_goes_on_alone(due: Clerk) -> None:
    """It is not moved again with the whole."""
    due.task("Phần một", "--parent", "NV1", "--due", "2026-11-05", today="2026-10-05")
    suspend(due)
    resume(due, "NV2", "2026-11-05")
    assert "With its parts" not in resume(due).out
    assert shown(due, "2026-11-22", "NV2")[0] == "2026-11-08"


def test_a_part_assigned_meanwhile_did_not_stand_still_before(due: Clerk) -> None:
    due.task("Phần một", "--parent", "NV1", "--due", DUE, "--assigned", "2026-11-06", today="2026-11-06")
    suspend(due)
    resume(due)
    assert shown(due, "2026-11-07", "NV2")[1] == "suspended"
    assert shown(due, "2026-11-22", "NV2")[0] == "2026-11-16"


def test_own_due_dates_of_supporting_units_move_too(due: Clerk) -> None:
    """By the same days, known of every earlier day; those that are done stay."""
    due.ok("task", "edit", "NV1", "--support", "STP", "--support", "XA1", today="2026-10-06")
    with_parts(due, {"STP": "2026-11-08", "XA1": "2026-11-01"}, done={"XA1": "2026-10-31"})
    suspend(due)
    resume(due)
    assert parts(due) == {"STP": "2026-11-18", "XA1": "2026-11-01"}
    told = [one for one in due.data("task", "show", "NV1")["changes"] if one["field"] == "support"]
    assert [(one["unit"], one["before"], one["after"]) for one in told] == [
        ("STP", "2026-11-08", "2026-11-18")
    ]
    assert "Resumed, the part of STP: 2026-11-08 -> 2026-11-18" in due.ok("task", "show", "NV1").out
    due.ok("undo")
    assert parts(due) == {"STP": "2026-11-08", "XA1": "2026-11-01"}


def with_parts(clerk: Clerk, due_on: dict[str, str], done: dict[str, str]) -> None:
    """Give supporting units a part with a due date of its own, and report some of them done."""
    from tasktrack.store.register import Caller, writing

    with writing(clerk.db, Caller()) as register, register.write() as entry:
        ids = dict(register.db.execute("SELECT code, id FROM unit").fetchall())
        for code, day in due_on.items():
            row = register.db.execute("SELECT id FROM task_support WHERE unit = ?", (ids[code],)).fetchone()
            entry.update("task_support", row[0], {"due_on": day})
        for code, day in done.items():
            entry.insert("support_entry", {"task": 1, "unit": ids[code], "on_day": day, "done_on": day})


def parts(clerk: Clerk) -> dict[str, str]:
    from tasktrack.store.register import Caller, reading

    with reading(clerk.db, Caller()) as register:
        rows = register.db.execute("SELECT u.code, s.due_on FROM task_support s JOIN unit u ON u.id = s.unit")
        return dict(rows.fetchall())


def test_what_cannot_be_suspended_or_resumed(due: Clerk) -> None:
    def refusal(*words: str, code: int = 4) -> str:
        return str(due.refused(code, "task", *words)["message"])

    assert "is not suspended" in refusal("resume", "NV1")
    assert "lies after today" in refusal("suspend", "NV1", *WHY, "--on", "2026-11-23")
    assert "before the task was assigned" in refusal("suspend", "NV1", *WHY, "--on", "2026-09-30")
    assert "needs its reason" in refusal("suspend", "NV1", *WHY[:4], code=2)
    assert "cannot approve" in refusal("suspend", "NV1", *WHY[:5], "Sở Tài chính")
    suspend(due)
    assert "is suspended since 2026-11-02" in refusal("suspend", "NV1", *WHY)
    assert "was changed on 2026-11-02, after 2026-11-01" in refusal("resume", "NV1", "--on", "2026-11-01")
    assert "lies after today" in refusal("resume", "NV1", "--on", "2026-11-23")
    assert "cannot approve" in refusal("resume", "NV1", "--approved-by", "AN")
    due.task("Xong")
    due.ok("log", "NV2", "--done")
    assert "is done" in refusal("suspend", "NV2", *WHY)
    assert "no task NV9" in refusal("suspend", "NV9", *WHY, code=3)


def test_closed_and_locked_days(due: Clerk) -> None:
    due.ok("period", "open", "2026-10", today="2026-10-02")
    due.ok("period", "close", "2026-10", today="2026-11-02")
    due.ok("period", "open", "2026-11")
    assert "closed" in due.refused(5, "task", "suspend", "NV1", *WHY, "--on", "2026-10-31")["message"]
    suspend(due)
    due.ok("period", "lock", "2026-11", "--now", "--reason", "họp sớm")
    assert "locked" in due.refused(5, "task", "resume", "NV1")["message"]
    assert due.run("undo", "--yes").code != 0


def test_a_resumption_may_have_grounds_of_its_own(due: Clerk) -> None:
    suspend(due)
    why = ("--reason", "Đã có hướng dẫn", "--document", "9/TB", "--approved-by", "Chủ tịch")
    said = resume(due, "NV1", GO, *why).out
    assert "On 2026-11-12 (Thursday): Đã có hướng dẫn; 9/TB; approved by Chủ tịch." in said
    line = "Resumed: 2026-11-10 -> 2026-11-20; Đã có hướng dẫn; 9/TB; approved by Chủ tịch"
    assert line in due.ok("task", "show", "NV1").out


def test_dry_runs_change_nothing(due: Clerk) -> None:
    before = due.digest()
    assert due.ok("task", "suspend", "NV1", *WHY, "--dry-run").out.startswith("Dry run")
    assert due.digest() == before
    suspend(due)
    before = due.digest()
    assert due.ok("task", "resume", "NV1", "--dry-run").out.startswith("Dry run")
    assert due.digest() == before
