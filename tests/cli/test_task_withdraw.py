"""Tasks that leave the list, get another target, or come into a programme by decision."""

import pytest
from clerk import Clerk

WHY = ("--reason", "Không còn phù hợp", "--document", "8/TB-UBND", "--approved-by", "Chủ tịch")
DUE, DAY = "2026-11-10", "2026-11-05"


@pytest.fixture
def due(clerk: Clerk) -> Clerk:
    """Return a clerk with a task of STC, NV1, due on Tuesday, 10 November, with a target above last year's."""
    words = ("--due", DUE, "--target", "2000", "--baseline", "1800", "--measure", "lượt")
    clerk.task("Bồi dưỡng cán bộ", *words, today="2026-10-05")
    return clerk


def status(clerk: Clerk, today: str, task: str = "NV1") -> str:
    return str(clerk.data("task", "show", task, today=today)["status"])


def test_from_that_day_on_it_counts_in_no_ratio(due: Clerk) -> None:
    due.task("Việc khác", "--due", "2026-11-20")
    due.ok("log", "NV2", "--done", "--on", "2026-11-20")
    due.ok("period", "open", "2026-11")
    before = due.data("score", "explain", "STC", "2026-11")["tasks"]
    assert [one["code"] for one in before] == ["NV1", "NV2"]
    said = due.ok("task", "withdraw", "NV1", *WHY, "--on", DAY)
    assert said.out.splitlines()[1:] == [
        "Withdrawn: from 2026-11-05 (Thursday) on it counts in no ratio.",
        "On 2026-11-05 (Thursday): Không còn phù hợp; 8/TB-UBND; approved by Chủ tịch.",
        "Now: Withdrawn.",
    ]
    assert [status(due, day) for day in ("2026-11-04", DAY)] == ["due-soon", "withdrawn"]
    [left] = due.data("score", "explain", "STC", "2026-11")["tasks"]
    assert left["code"] == "NV2"
    assert due.data("report", "overdue") == []
    assert due.codes("--status", "withdrawn") == ["NV1"]
    due.ok("undo")
    assert len(due.data("score", "explain", "STC", "2026-11")["tasks"]) == 2
    assert status(due, DAY) == "due-soon"


def test_one_that_was_overdue_is_told(due: Clerk) -> None:
    """Ratios that are better than the work are a known trick."""
    assert "It was overdue by 12 days when it was withdrawn." in due.ok("task", "withdraw", "NV1", *WHY).err
    assert (
        "Withdrawn; Không còn phù hợp; 8/TB-UBND; approved by Chủ tịch" in due.ok("task", "show", "NV1").out
    )


def test_parts_go_along(due: Clerk) -> None:
    """Those that are finished stay, and the whole that loses its last part counts again."""
    early = "2026-10-05"
    for title, words in (
        ("Một", ()),
        ("Hai", ()),
        ("Ba", ("--parent", "NV2")),
    ):
        due.task(title, *(words or ("--parent", "NV1")), today=early)
    due.ok("log", "NV3", "--done", "--on", "2026-10-20")
    due.ok("task", "suspend", "NV4", *WHY, "--on", "2026-10-20")
    said = due.ok("task", "withdraw", "NV1", *WHY, "--on", DAY)
    assert "With its parts: NV2, NV4." in said.out
    assert "Parts that are done stay counted: NV3." in said.err
    assert [status(due, DAY, f"NV{one}") for one in range(1, 5)] == [
        "withdrawn", "withdrawn", "done-early", "withdrawn"
    ]  # fmt: skip
    assert status(due, "2026-11-04", "NV4") == "suspended"
    due.ok("undo")
    assert [status(due, DAY, f"NV{one}") for one in range(1, 5)] == [
        "due-soon", "due-soon", "done-early", "suspended"
    ]  # fmt: skip


def test_the_last_part_leaves_a_whole(due: Clerk) -> None:
    due.task("Một", "--parent", "NV1", today="2026-10-05")
    due.task("Hai", "--parent", "NV1", today="2026-10-05")
    assert "as a whole again" not in due.ok("task", "withdraw", "NV2", *WHY, "--on", DAY).err
    said = due.ok("task", "withdraw", "NV3", *WHY, "--on", DAY).err
    assert "NV1 has no other part, so it is counted as a whole again." in said
    due.ok("period", "open", "2026-11")
    assert [one["code"] for one in due.data("score", "explain", "STC", "2026-11")["tasks"]] == ["NV1"]


def test_what_is_not_withdrawn(due: Clerk) -> None:
    def refusal(*words: str, code: int = 4) -> str:
        return str(due.refused(code, "task", "withdraw", *words)["message"])

    assert "needs its reason" in refusal("NV1", *WHY[2:], code=2)
    assert "cannot approve" in refusal("NV1", *WHY[:5], "STC")
    assert "lies after today" in refusal("NV1", *WHY, "--on", "2026-11-23")
    due.ok("task", "withdraw", "NV1", *WHY)
    assert "was withdrawn" in refusal("NV1", *WHY)
    due.refused(4, "log", "NV1", "--done")
    due.task("Xong")
    due.ok("log", "NV2", "--done")
    assert "is done" in refusal("NV2", *WHY)


def test_what_a_closed_month_counted_stays(due: Clerk) -> None:
    due.ok("period", "open", "2026-11")
    due.ok("period", "close", "2026-11", today="2026-12-02")
    counted = due.data("score", "explain", "STC", "2026-11", today="2026-12-02")["tasks"]
    assert due.refused(5, "task", "withdraw", "NV1", *WHY, "--on", DAY)["code"] == "period-closed"
    due.ok("task", "withdraw", "NV1", *WHY, today="2026-12-02")
    assert due.data("score", "explain", "STC", "2026-11", today="2026-12-02")["tasks"] == counted
    assert status(due, "2026-12-01") == "overdue"
    assert due.run("verify", today="2026-12-02").code == 0


def test_a_target_before_and_after(due: Clerk) -> None:
    said = due.ok("task", "retarget", "NV1", "--target", "2500.5", *WHY, "--on", DAY)
    assert "Target 2500.5 instead of 2000; last year 1800." in said.out
    assert "lower" not in said.err
    assert [due.data("task", "show", "NV1", today=day)["target"] for day in ("2026-11-04", DAY)] == [
        2000,
        2500.5,
    ]
    done = due.data("task", "retarget", "NV1", "--target", "1500", *WHY)
    assert (done["before"], done["after"], done["lowered"]) == (2500.5, 1500, ["before", "baseline"])
    assert done["warnings"] == [
        "The new target is lower than the one before.",
        "The new target is lower than last year's figure.",
    ]
    assert "Target changed: 2500.5 -> 1500; Không còn" in due.ok("task", "show", "NV1").out
    due.ok("undo")
    assert due.data("task", "show", "NV1")["target"] == 2500.5


def test_a_first_target(due: Clerk) -> None:
    due.task("Không chỉ tiêu")
    said = due.ok("task", "retarget", "NV2", "--target", "3", *WHY)
    assert "Target 3 instead of –; last year –." in said.out
    assert due.data("task", "show", "NV2", today="2026-11-21")["target"] is None


def test_targets_that_are_refused(due: Clerk) -> None:
    def refusal(*words: str) -> dict[str, str]:
        found: dict[str, str] = due.refused(4, "task", "retarget", "NV1", *words)
        return found

    assert refusal("--target", "2000", *WHY)["code"] == "exists"
    for bad in ("1.200", "nhiều", "-5", ""):
        refusal(f"--target={bad}", *WHY)
    due.ok("task", "retarget", "NV1", "--target", "2500", *WHY, "--on", DAY)
    assert "was changed on" in refusal("--target", "2600", *WHY, "--on", "2026-11-04")["message"]
    error = due.refused(4, "task", "edit", "NV1", "--target", "100")
    assert (error["code"], "tasktrack task retarget" in error["remedy"]) == ("too-late", True)
    due.ok("period", "open", "2026-10", today="2026-10-02")
    due.ok("period", "close", "2026-10", today="2026-11-02")
    due.refused(5, "task", "retarget", "NV1", "--target", "100", *WHY, "--on", "2026-10-31")


def test_a_target_entered_wrong_is_corrected_in_the_first_days(due: Clerk) -> None:
    due.ok("task", "edit", "NV1", "--target", "200", today="2026-10-06")
    assert due.data("task", "show", "NV1")["target"] == 200


def test_a_task_comes_into_a_programme(due: Clerk) -> None:
    said = due.ok("task", "add-to", "NV1", "Chương trình 2026", *WHY, "--on", DAY)
    assert "Added to the programme Chương trình 2026." in said.out
    assert "No task was in the programme Chương trình 2026 before." in said.err
    programmes = [due.data("task", "show", "NV1", today=day)["programmes"] for day in ("2026-11-04", DAY)]
    assert programmes == [[], ["Chương trình 2026"]]
    assert due.codes("--programme", "Chương trình 2026") == ["NV1"]
    assert due.codes("--programme", "Chương trình 2026", today="2026-11-04") == []
    line = "Added to a programme: Chương trình 2026; Không còn phù hợp; 8/TB-UBND; approved by Chủ tịch"
    assert line in due.ok("task", "show", "NV1").out
    due.ok("undo")
    assert due.data("task", "show", "NV1")["programmes"] == []


def test_one_that_is_in_it_already(due: Clerk) -> None:
    due.ok("task", "add-to", "NV1", "Chương trình 2026", *WHY)
    for name in ("Chương trình 2026", "chuong trinh  2026"):
        assert due.refused(4, "task", "add-to", "NV1", name, *WHY)["code"] == "exists"
    due.refused(2, "task", "add-to", "NV1", " ", *WHY)
    due.refused(2, "task", "add-to", "NV1", "Khác", *WHY[2:])
    due.refused(4, "task", "add-to", "NV1", "Khác", *WHY[:5], "STC")


def test_the_reason_for_one_registered_after_the_deadline(due: Clerk) -> None:
    """It is in the programme, and lacks the decision; once that is there, nothing more is to be said."""
    due.ok("config", "set", "registration_deadline", "10-31")
    due.task(
        "Bổ sung",
        "--assigned",
        "2026-11-03",
        "--programme",
        "CTCT 2026",
        "--due",
        "2026-12-15",
        "--document",
        "5/KH",
    )
    row = lacking(due)["NV2"]
    assert (row["kind"], row["after"], row["document"], row["lacks"]) == (
        "add", "CTCT 2026", "5/KH", ["reason", "approver"]
    )  # fmt: skip
    due.ok("task", "add-to", "NV2", "ctct 2026", *WHY)
    assert lacking(due) == {}
    assert due.data("task", "show", "NV2")["programmes"] == ["CTCT 2026"]
    assert due.refused(4, "task", "add-to", "NV2", "CTCT 2026", *WHY)["code"] == "exists"
    due.ok("undo")
    assert set(lacking(due)) == {"NV2"}


def lacking(clerk: Clerk) -> dict[str, dict[str, object]]:
    return {row["code"]: row for row in clerk.data("report", "changes") if row["lacks"]}


def test_a_done_one_is_told(due: Clerk) -> None:
    due.ok("log", "NV1", "--done")
    assert "counts in the programme as done" in due.ok("task", "add-to", "NV1", "CTCT 2026", *WHY).err
    due.task("Rút")
    due.ok("task", "withdraw", "NV2", *WHY)
    assert "was withdrawn" in due.refused(4, "task", "add-to", "NV2", "CTCT 2026", *WHY)["message"]
