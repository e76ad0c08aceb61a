"""Due dates moved by decision: who may, when, how often, and what it does to every earlier and later day."""

import pytest
from clerk import Clerk, Said

WHY = (
    "--reason",
    "Chờ phân bổ vốn",
    "--document",
    "12/QĐ-UBND",
    "--approved-by",
    "Phó Chủ tịch Lê Văn Cường",
)
BEFORE, DAY, DUE, LATER = "2026-11-09", "2026-11-10", "2026-11-16", "2026-11-30"


@pytest.fixture
def due(clerk: Clerk) -> Clerk:
    """Return a clerk with a task of STC, NV1, due on Monday, 16 November."""
    clerk.task("Lập kế hoạch", "--due", DUE)
    return clerk


def extend(clerk: Clerk, task: str = "NV1", to: str = LATER, *more: str, on: str = DAY) -> Said:
    return clerk.ok("task", "extend", task, "--due", to, *WHY, "--on", on, *more)


def refusal(clerk: Clerk, *words: str, code: int = 4, today: str | None = None) -> dict[str, str]:
    found: dict[str, str] = clerk.refused(code, "task", "extend", *words, today=today)
    return found


def shown(clerk: Clerk, today: str, task: str = "NV1") -> tuple[object, ...]:
    found = clerk.data("task", "show", task, today=today)
    return tuple(found[name] for name in ("due_on", "status", "overdue_days", "extended", "due_original"))


def test_it_says_what_moved(due: Clerk) -> None:
    assert extend(due).out.splitlines() == [
        "NV1 Lập kế hoạch",
        "Due 2026-11-30 (Monday) instead of 2026-11-16; original due date 2026-11-16; extension 1 of 1.",
        "On 2026-11-10 (Tuesday): Chờ phân bổ vốn; 12/QĐ-UBND; approved by Phó Chủ tịch Lê Văn Cường.",
        "Now: Not started.",
    ]


def test_programs_read_what_moved(due: Clerk) -> None:
    done = due.data("task", "extend", "NV1", "--due", LATER, *WHY, "--on", DAY)
    names = ("code", "change", "changed_field", "before", "after", "due_on", "due_original", "extended", "on")
    assert [done[name] for name in names] == ["NV1", "extend", "due_on", DUE, LATER, LATER, DUE, 1, DAY]
    assert done["document_of_change"] == "12/QĐ-UBND"
    assert (done["reason"], done["approved_by"]) == ("Chờ phân bổ vốn", "Phó Chủ tịch Lê Văn Cường")
    assert ["entered on" in one for one in done["warnings"]] == [True]


def test_every_day_has_its_own_due_date(due: Clerk) -> None:
    """Before the day of approval the old date stands, whenever that was recorded."""
    extend(due)
    assert shown(due, BEFORE) == (DUE, "due-soon", 0, 0, DUE)
    assert shown(due, DAY) == (LATER, "not-started", 0, 1, DUE)
    assert shown(due, "2026-11-20") == (LATER, "not-started", 0, 1, DUE)
    assert shown(due, LATER) == (LATER, "due-soon", 0, 1, DUE)
    assert shown(due, "2026-12-02") == (LATER, "overdue", 2, 1, DUE)
    assert due.codes("--status", "overdue", today="2026-11-20") == []
    assert due.codes("--due-to", DUE, today=BEFORE) == ["NV1"]
    assert due.codes("--due-to", DUE, today=DAY) == []


def test_undo_restores_the_date(due: Clerk) -> None:
    extend(due)
    due.ok("undo")
    assert shown(due, "2026-11-18") == (DUE, "overdue", 2, 0, DUE)
    extend(due)


def test_the_card_tells_it(due: Clerk) -> None:
    extend(due)
    said = due.ok("task", "show", "NV1").out
    assert "2026-11-16" in next(line for line in said.splitlines() if line.startswith("Original due date:"))
    line = (
        "Due date extended: 2026-11-16 -> 2026-11-30; Chờ phân bổ vốn; 12/QĐ-UBND;"
        " approved by Phó Chủ tịch Lê Văn Cường"
    )
    assert line in said
    assert "corrected" not in said
    assert line not in due.ok("task", "show", "NV1", today=BEFORE).out
    [told] = due.data("task", "show", "NV1")["changes"]
    assert (told["kind"], told["field"], told["before"], told["after"], told["lacks"]) == (
        "extend", "due_on", DUE, LATER, []
    )  # fmt: skip
    assert due.data("task", "show", "NV1", today=BEFORE)["changes"] == []


def test_the_journal_tells_it(due: Clerk) -> None:
    extend(due)
    entry = due.data("history", "NV1")[0]
    assert (entry["command"], entry["reason"], entry["task"]) == ("task extend", "Chờ phân bổ vốn", "NV1")
    [task] = [one for one in entry["changed"] if one["book"] == "task"]
    assert (task["before"], task["after"]) == ({"due_on": DUE}, {"due_on": LATER})
    card = due.ok("history", "--entry", str(entry["seq"])).out
    assert "2026-11-10 Due date extended, 12/QĐ-UBND" in card


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("+5wd", "2026-11-23"),
        ("+10d", "2026-11-26"),
        ("trong vòng 15 ngày", "2026-12-01"),
        ("within 1 month", "2026-12-16"),
        ("20/11/2026", "2026-11-20"),
        ("2026-12", "2026-12-31"),
        ("quý IV/2026", "2026-12-31"),
    ],
)
def test_a_span_counts_from_the_old_date(due: Clerk, typed: str, expected: str) -> None:
    """As every due date is typed; a month or a quarter means its last day."""
    extend(due, "NV1", typed)
    assert due.data("task", "show", "NV1")["due_on"] == expected
    assert due.data("task", "show", "NV1")["due_text"] is None


def test_the_wording_belongs_to_the_original(clerk: Clerk) -> None:
    clerk.task("Báo cáo", "--due", "2026-11")
    extend(clerk, "NV1", "2026-12-15")
    assert clerk.data("task", "show", "NV1")["due_label"] == "2026-12-15"
    assert clerk.data("task", "show", "NV1", today=BEFORE)["due_label"] == "in 11/2026"


def test_only_a_later_date(due: Clerk) -> None:
    for typed in (DUE, "2026-11-15", "none", "2026-10"):
        error = refusal(due, "NV1", "--due", typed, *WHY, "--on", DAY)
        assert "is not later than 2026-11-16" in error["message"]
        assert "tasktrack task edit" in error["remedy"]


def test_asked_before_the_due_date(due: Clerk) -> None:
    """On the due date at the latest; with lead days, so many before it."""
    error = refusal(due, "NV1", "--due", LATER, *WHY)
    assert "was due on 2026-11-16, before 2026-11-22" in error["message"]
    due.ok("config", "set", "extend_lead_days", "3")
    error = refusal(due, "NV1", "--due", LATER, *WHY, "--on", "2026-11-14")
    assert "asked at least 3 days before, by 2026-11-13" in error["message"]
    assert "extend_lead_days" in error["remedy"]
    due.ok("task", "extend", "NV1", "--due", LATER, *WHY, "--on", "2026-11-13", "--dry-run")
    due.ok("config", "set", "extend_lead_days", "0")
    extend(due, on=DUE)
    assert shown(due, DUE)[:2] == (LATER, "not-started")


def test_as_often_as_the_office_allows(due: Clerk) -> None:
    extend(due)
    error = refusal(due, "NV1", "--due", "2026-12-15", *WHY)
    assert error["message"] == "Task NV1 was extended 1 time, and the setting extend_times allows 1."
    assert "tasktrack config set extend_times 2" in error["remedy"]
    due.ok("config", "set", "extend_times", "2")
    assert "extension 2 of 2" in extend(due, "NV1", "2026-12-15", on="2026-11-20").out
    assert [shown(due, day)[0] for day in (BEFORE, "2026-11-19", "2026-11-20")] == [DUE, LATER, "2026-12-15"]
    due.ok("config", "set", "extend_times", "0")
    assert "allows 0" in refusal(due, "NV1", "--due", "+1d", *WHY)["message"]
    for bad in ("21", "x", ""):
        due.refused(4, "config", "set", "extend_times", bad)


def test_an_extension_that_was_taken_back_does_not_count(due: Clerk) -> None:
    extend(due)
    due.ok("undo")
    assert "extension 1 of 1" in extend(due).out


def test_in_the_order_of_days(due: Clerk) -> None:
    """What was before would be told wrong else."""
    due.ok("config", "set", "extend_times", "2")
    extend(due)
    error = refusal(due, "NV1", "--due", "2026-12-15", *WHY, "--on", BEFORE)
    assert "was changed on 2026-11-10, after 2026-11-09" in error["message"]
    extend(due, "NV1", "2026-12-15", on=DAY)
    assert shown(due, BEFORE)[0] == DUE


@pytest.mark.parametrize("left", range(3))
def test_it_rests_on_three_things(due: Clerk, left: int) -> None:
    words = [word for place, word in enumerate(WHY) if place // 2 != left]
    assert "needs its reason" in refusal(due, "NV1", "--due", LATER, *words, code=2)["message"]
    words = [" " if place == 2 * left + 1 else word for place, word in enumerate(WHY)]
    refusal(due, "NV1", "--due", LATER, *words, code=2)


@pytest.mark.parametrize(
    "name", ["STC", "stc", "Sở Tài chính", "so tai chinh", "AN", "Nguyễn Văn An", "nguyen van an"]
)
def test_the_lead_does_not_approve(due: Clerk, name: str) -> None:
    """Nor who heads it."""
    why = (*WHY[:-1], name)
    assert "cannot approve" in refusal(due, "NV1", "--due", LATER, *why, "--on", DAY)["message"]


def test_who_headed_it_that_day(due: Clerk) -> None:
    due.ok("officer", "move", "AN", "--to", "STP", "--position", "staff", "--on", DAY)
    why = (*WHY[:-1], "AN")
    refusal(due, "NV1", "--due", LATER, *why, "--on", BEFORE)
    due.ok("task", "extend", "NV1", "--due", LATER, *why, "--on", DAY)


def test_what_has_no_due_date(clerk: Clerk) -> None:
    clerk.task("Không thời hạn")
    error = refusal(clerk, "NV1", "--due", LATER, *WHY)
    assert "no due date that could be extended" in error["message"]
    assert "tasktrack task edit NV1 --due DATE" in error["remedy"]


def test_states_that_are_not_extended(due: Clerk) -> None:
    due.ok("task", "suspend", "NV1", *WHY, "--on", DAY)
    assert "tasktrack task resume NV1" in refusal(due, "NV1", "--due", LATER, *WHY, "--on", DAY)["remedy"]
    due.ok("task", "withdraw", "NV1", *WHY, "--on", DAY)
    assert "was withdrawn" in refusal(due, "NV1", "--due", LATER, *WHY, "--on", DAY)["message"]
    due.task("Xong", "--due", LATER)
    due.ok("log", "NV2", "--done")
    assert "is done" in refusal(due, "NV2", "--due", "2026-12-01", *WHY)["message"]


def test_days_that_do_not_fit(due: Clerk) -> None:
    words = ("NV1", "--due", LATER, *WHY)
    assert "lies after today" in refusal(due, *words, "--on", "2026-11-23")["message"]
    assert "before the task was assigned" in refusal(due, *words, "--on", "2026-09-30")["message"]
    refusal(due, "NV9", "--due", LATER, *WHY, code=3)
    refusal(due, "NV1", "--due", "mai mốt", *WHY, "--on", DAY)
    refusal(due, "NV1", *WHY, code=2)


def test_closed_and_locked_days(due: Clerk) -> None:
    """The day of approval, and the due date itself: what a period counted as due in it stays due in it."""
    due.task("Tháng 10", "--due", "2026-10-30")
    due.ok("period", "open", "2026-10", today="2026-10-02")
    due.ok("period", "close", "2026-10", today="2026-11-02")
    words = ("NV2", "--due", LATER, *WHY, "--on", "2026-10-20")
    error = refusal(due, *words, code=5)
    assert "which is closed" in error["message"]
    assert error["remedy"].endswith("A change counts from an open day: give a later one, --on DATE.")
    error = refusal(due, "NV2", "--due", LATER, *WHY)
    assert error["remedy"] == (
        "2026-10-30, the last day on which it could be extended, is closed or locked: the due date stays."
    )
    due.ok("period", "open", "2026-11")
    due.ok("period", "lock", "2026-11", "--now", "--reason", "họp sớm")
    words = ("NV1", "--due", LATER, *WHY, "--on")
    error = refusal(due, *words, DAY, code=5)
    assert "locked for entry" in error["message"]
    assert error["remedy"] == (
        "A change counts from an open day: give one after 2026-11-22, --on DATE. That day is still to come; what"
        " cannot wait needs the lock moved: tasktrack period lock 2026-11 --meeting DATE --reason TEXT."
    )
    assert "period lock 2026-11" in due.refused(5, "log", "NV1", "x")["remedy"]
    assert "2026-10" in refusal(due, *words, "2026-10-31", code=5)["message"]


def test_a_due_date_in_a_locked_month_stays(due: Clerk) -> None:
    """Also while an earlier month is open again, so that its days count."""
    due.ok("period", "open", "2026-10", today="2026-10-02")
    due.ok("period", "close", "2026-10", today="2026-11-02")
    due.ok("period", "open", "2026-11")
    again = ("--reason", "Sai số liệu", "--document", "9/QĐ", "--by", "Chủ tịch")
    due.ok("period", "reopen", "2026-10", *again)
    due.ok("period", "lock", "2026-11", "--now", "--reason", "họp sớm")
    error = refusal(due, "NV1", "--due", LATER, *WHY, "--on", "2026-10-31", code=5)
    assert "2026-11-16 belongs to period 2026-11" in error["message"]
    assert error["remedy"].startswith("What was due in it stays due in it")


def test_parts_stay_and_end_with_the_whole(due: Clerk) -> None:
    due.task("Phần một", "--parent", "NV1", "--due", "2026-11-12", today=BEFORE)
    error = refusal(due, "NV2", "--due", "2026-11-20", *WHY, "--on", DAY)
    assert "after the whole, 2026-11-16" in error["message"]
    assert "tasktrack task extend NV1" in error["remedy"]
    assert "counted through its parts, and their due dates stay: NV2" in extend(due).err
    extend(due, "NV2", "2026-11-20")
    assert shown(due, "2026-11-20", "NV2")[0] == "2026-11-20"


def test_a_correction_does_not_belie_a_decision(due: Clerk) -> None:
    """In the first days a due date is corrected, but not one that was extended."""
    due.task("Nhập sai", "--due", LATER)
    extend(due, "NV2", "2026-12-15", on="2026-11-22")
    error = due.refused(4, "task", "edit", "NV2", "--due", "2026-12-20")
    assert (error["code"], "changed by decision" in error["message"]) == ("too-late", True)
    assert "tasktrack task extend" in error["remedy"]
    error = due.refused(4, "task", "edit", "NV1", "--due", "2026-12-20", today="2026-11-26")
    assert "tasktrack task extend" in error["remedy"]
    table = due.db.parent / "viec.csv"
    table.write_text("code,title,lead,due_on\nNV2,Nhập sai,STC,2026-12-20\n", encoding="utf-8")
    before = due.data("task", "show", "NV2")["due_on"]
    said = due.run("task", "import", str(table), "--format", "json")
    assert said.code == 4
    assert "changed by decision" in said.err
    assert due.data("task", "show", "NV2")["due_on"] == before == "2026-12-15"


def test_a_dry_run_changes_nothing(due: Clerk) -> None:
    before = due.digest()
    said = due.ok("task", "extend", "NV1", "--due", LATER, *WHY, "--on", DAY, "--dry-run")
    assert said.out.startswith("Dry run, nothing is written.\nNV1 Lập kế hoạch\nDue 2026-11-30 (Monday)")
    assert due.digest() == before


def test_on_time_is_measured_by_the_approved_date(due: Clerk) -> None:
    """Late by the original date, in time by the approved one: the score and the rank say so."""
    due.task("Việc của Tư pháp", "--lead", "STP", "--due", "2026-11-16")
    due.ok("period", "open", "2026-11")
    for task in ("NV1", "NV2"):
        due.ok("log", task, "--done", "--on", "2026-11-18")
    assert ranks(due) == {"STC": 1, "STP": 1}
    due.ok("undo", "--yes")
    due.ok("undo", "--yes")
    extend(due)
    for task in ("NV1", "NV2"):
        due.ok("log", task, "--done", "--on", "2026-11-18")
    assert ranks(due) == {"STC": 1, "STP": 2}
    [told] = due.data("score", "explain", "STC", "2026-11")["tasks"]
    assert (told["due_on"], told["late_days"], told["late_count"]) == (LATER, 0, 0)
    [other] = due.data("score", "explain", "STP", "2026-11")["tasks"]
    assert (other["late_days"], other["late_count"]) == (2, 1)
    assert shown(due, "2026-11-18")[1] == "done-early"


def ranks(clerk: Clerk) -> dict[str, int]:
    rows = clerk.data("rank", "2026-11", "--block", "so")
    return {row["subject"]: row["rank"] for row in rows}


def test_a_task_that_moves_into_the_next_month_is_counted_there(due: Clerk) -> None:
    """A closed month keeps what it counted: the extension came before its cut."""
    due.ok("period", "open", "2026-11")
    due.ok("task", "extend", "NV1", "--due", "2026-12-10", *WHY, "--on", DAY)
    due.ok("period", "close", "2026-11", today="2026-12-02")
    assert due.data("score", "explain", "STC", "2026-11")["tasks"] == []
    due.ok("log", "NV1", "--done", "--on", "2026-12-10", today="2026-12-10")
    due.ok("period", "open", "2026-12", today="2026-12-10")
    [told] = due.data("score", "explain", "STC", "2026-12", today="2026-12-10")["tasks"]
    assert (told["code"], told["late_days"]) == ("NV1", 0)
    assert due.run("verify", today="2026-12-10").code == 0
