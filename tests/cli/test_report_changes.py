"""The submission of adjusted tasks: every change with its grounds, what lacks them, and as of any day."""

import pytest
from clerk import Clerk

from tasktrack.store.register import Caller, reading

WHY = ("--reason", "Chờ vốn", "--document", "8/TB-UBND", "--approved-by", "Chủ tịch")
KEYS = {
    "kind", "kind_label", "code", "title", "lead", "lead_name", "field", "unit", "before", "before_label", "after",
    "after_label", "due_original", "on", "reason", "document", "approved_by", "actor", "lowered", "lacks",
    "entered_on", "belated",
}  # fmt: skip


@pytest.fixture
def year(clerk: Clerk) -> Clerk:
    """Return a clerk with a change of every kind that a command makes, in October and November."""
    early = "2026-10-01"
    clerk.ok("config", "set", "registration_deadline", "none")
    for number, lead in enumerate(("STC", "STC", "STP", "XA1", "STC"), 1):
        clerk.task(f"Việc {number}", "--lead", lead, "--due", "2026-11-30", "--target", "10", today=early)
    clerk.ok("task", "extend", "NV1", "--due", "2026-12-15", *WHY, "--on", "2026-11-10")
    clerk.ok("task", "withdraw", "NV3", *WHY, "--on", "2026-11-12")
    clerk.ok("task", "suspend", "NV2", *WHY, "--on", "2026-10-20")
    clerk.ok("task", "resume", "NV2", "--on", "2026-11-02")
    clerk.ok("task", "retarget", "NV5", "--target", "8", *WHY, "--on", "2026-11-15")
    clerk.ok("task", "add-to", "NV4", "CTCT 2026", *WHY, "--on", "2026-11-16")
    return clerk


def told(clerk: Clerk, *words: str, today: str | None = None) -> list[tuple[str, str]]:
    return [(row["kind"], row["code"]) for row in clerk.data("report", "changes", *words, today=today)]


EVERY = [
    ("extend", "NV1"),
    ("withdraw", "NV3"),
    ("add", "NV4"),
    ("retarget", "NV5"),
    ("suspend", "NV2"),
    ("resume", "NV2"),
]


def test_programs_read_every_field(year: Clerk) -> None:
    said = year.ok("report", "changes", "--format", "json").json
    assert (said["command"], said["as_of"]) == ("report changes", "2026-11-22")
    assert (said["period"], said["from"], said["to"]) == ("2026", "2026-01-01", "2026-12-31")
    assert (said["total"], said["tasks"], said["lacking"]) == (6, 5, 0)
    assert said["counts"] == {
        "extend": 1, "bring-forward": 0, "withdraw": 1, "add": 1, "drop": 0, "retarget": 1, "suspend": 1, "resume": 1,
        "hand-over": 0, "edit": 0,
    }  # fmt: skip
    rows = said["data"]
    assert [(row["kind"], row["code"]) for row in rows] == EVERY
    assert all(set(row) == KEYS for row in rows)
    assert rows[0] == {
        "kind": "extend",
        "kind_label": "Due date extended",
        "code": "NV1",
        "title": "Việc 1",
        "lead": "STC",
        "lead_name": "Sở Tài chính",
        "field": "due_on",
        "unit": None,
        "before": "2026-11-30",
        "before_label": "2026-11-30",
        "after": "2026-12-15",
        "after_label": "2026-12-15",
        "due_original": "2026-11-30",
        "on": "2026-11-10",
        "reason": "Chờ vốn",
        "document": "8/TB-UBND",
        "approved_by": "Chủ tịch",
        "actor": "clerk",
        "entered_on": "2026-11-22",
        "belated": False,
        "lowered": [],
        "lacks": [],
    }
    assert (rows[2]["before"], rows[2]["after"]) == (None, "CTCT 2026")
    assert (rows[3]["before"], rows[3]["after"], rows[3]["lowered"]) == (10, 8, ["before"])
    assert (rows[5]["before"], rows[5]["after"], rows[5]["reason"]) == ("2026-11-30", "2026-12-13", None)


def test_people_read_numbered_groups(year: Clerk) -> None:
    out = year.ok("report", "changes").out
    lines = out.splitlines()
    assert lines[0] == "Adjusted tasks of year 2026, 2026-01-01 to 2026-11-22: 6 changes, tasks: 5"
    for title in ("Due date extended: 1", "Withdrawn: 1", "Added to a programme: 1", "Resumed: 1"):
        assert title in lines
    assert "  1  NV1   Việc 1  Sở Tài chính  2026-11-30    2026-12-15    2026-11-30" in out
    joined = " ".join(out.split())
    assert (
        "Check: 1 due date extended + 1 withdrawn + 1 added to a programme + 1 target changed + 1 suspended"
        " + 1 resumed = 6" in joined
    )
    assert "Nothing lacks a reason, a document or an approver; a resumption, and what passes on" in joined
    assert "lower than before" in out


def test_what_a_merger_passes_on_rests_on_its_document(clerk: Clerk) -> None:
    """A task that was handed over by itself still lacks who approved it."""
    clerk.task("Của Sở Tài chính")
    clerk.ok("unit", "merge", "STC", "--into", "STP", "--on", "2026-11-10", "--document", "12/QĐ-UBND")
    (row,) = clerk.data("report", "changes")
    assert (row["kind"], row["approved_by"], row["lacks"]) == ("hand-over", None, [])
    assert clerk.run("check", "changed-without-reason").code == 0


def test_an_earlier_due_date_of_a_part_is_no_new_target(clerk: Clerk) -> None:
    clerk.task("Draft", "--support", "STP", "--due", "2026-12-20")
    clerk.ok("period", "open", "2026-11")
    clerk.ok("task", "support", "NV1", "STP", "--due", "2026-12-15")
    clerk.ok("task", "support", "NV1", "STP", "--due", "2026-12-10", *WHY)
    out = clerk.ok("report", "changes").out
    assert "Due date brought forward: 1" in out
    assert "Target changed" not in out
    (row,) = clerk.data("report", "changes")
    assert (row["kind"], row["field"], row["unit"], row["before"], row["after"]) == (
        "bring-forward", "support", "STP", "2026-12-15", "2026-12-10"
    )  # fmt: skip
    shown = clerk.ok("task", "show", "NV1").out
    assert "Due date brought forward, the part of STP: 2026-12-15 -> 2026-12-10" in shown
    assert "Brought forward: 1." in clerk.ok("report", "period", "2026-11").out


def test_in_vietnamese(year: Clerk) -> None:
    """Days are written the other way round, and no text is left out."""
    out = year.ok("report", "changes", lang="vi").out
    assert "01/01/2026" in out.splitlines()[0]
    assert "30/11/2026" in out
    assert "15/12/2026" in out


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-10-19", []),
        ("2026-10-20", [("suspend", "NV2")]),
        ("2026-11-10", [("extend", "NV1"), ("suspend", "NV2"), ("resume", "NV2")]),
        ("2026-11-15", [one for one in EVERY if one[0] != "add"]),
    ],
)
def test_as_of_a_day(year: Clerk, today: str, expected: list[tuple[str, str]]) -> None:
    assert told(year, today=today) == expected


def test_of_a_period_a_unit_a_programme(year: Clerk) -> None:
    assert told(year, "2026-10") == [("suspend", "NV2")]
    assert told(year, "2026-Q4") == told(year, "2026") == EVERY
    assert told(year, "2025") == told(year, "2027") == []
    assert told(year, "--unit", "stp") == [("withdraw", "NV3")]
    assert told(year, "--lead", "Xã Đông Hòa") == [("add", "NV4")]
    assert told(year, "--programme", "CTCT 2026") == [("add", "NV4")]
    said = year.ok("report", "changes", "2026-11", "--unit", "XA1").out
    assert said.startswith(
        "Adjusted tasks of month 11/2026, 2026-11-01 to 2026-11-22: 1 change, tasks: 1; lead XA1"
    )
    assert "2025-12-31: none" in year.ok("report", "changes", "2025").out
    year.refused(3, "report", "changes", "--unit", "SXX")
    year.refused(3, "report", "changes", "--programme", "CTCT 2025")
    year.refused(4, "report", "changes", "soon")


def test_the_year_of_statutory_windows(empty: Clerk) -> None:
    """From 15 December on it is the next one."""
    empty.ok("config", "set", "windows", "statutory")
    for today, key in (("2026-12-14", "2026"), ("2026-12-15", "2027")):
        assert empty.ok("report", "changes", "--format", "json", today=today).json["period"] == key


def test_what_was_taken_back_is_left_out(year: Clerk) -> None:
    year.ok("undo")
    assert told(year) == [one for one in EVERY if one[0] != "add"]


def test_rows_for_a_spreadsheet(year: Clerk) -> None:
    lines = year.ok("report", "changes", "--format", "csv").out.splitlines()
    assert set(lines[0].split(",")) == KEYS
    assert len(lines) == 7
    assert lines[1].startswith("extend,Due date extended,NV1,Việc 1,STC,Sở Tài chính,due_on,,2026-11-30,")
    assert set(year.ok("report", "changes", "2025", "--format", "csv").out.strip().split(",")) == KEYS
    for form in ("table", "text", "md", "tsv", "jsonl"):
        assert "NV4" in year.ok("report", "changes", "--format", form).out


def test_a_due_date_that_was_corrected_later(clerk: Clerk) -> None:
    """Not on the day of registration, not what was undone, and not an extension."""
    clerk.ok("config", "set", "registration_deadline", "none")
    for title in ("Một", "Hai", "Ba"):
        clerk.task(title, "--due", "2026-11-30", today="2026-11-20")
    clerk.ok("task", "edit", "NV1", "--due", "2026-12-01", today="2026-11-20")
    clerk.ok("task", "edit", "NV1", "--due", "2026-12-05", "--reason", "Gõ nhầm", today="2026-11-21")
    clerk.ok("task", "edit", "NV2", "--due", "2026-12-05", today="2026-11-21")
    clerk.ok("undo", "--yes", today="2026-11-21")
    clerk.ok("task", "extend", "NV3", "--due", "2026-12-05", *WHY)
    clerk.ok("task", "edit", "NV3", "--title", "Ba bốn", "--assigner", "Chủ tịch")
    rows = {row["kind"]: row for row in clerk.data("report", "changes")}
    assert {kind: row["code"] for kind, row in rows.items()} == {"edit": "NV1", "extend": "NV3"}
    edit = rows["edit"]
    assert (edit["before"], edit["after"], edit["on"]) == ("2026-12-01", "2026-12-05", "2026-11-21")
    assert (edit["reason"], edit["lacks"]) == ("Gõ nhầm", ["document", "approver"])
    assert told(clerk, today="2026-11-20") == []
    out = clerk.ok("report", "changes").out
    assert "What lacks a reason, a document or an approver: 1" in out
    assert "document, approver" in out
    assert "Nothing lacks" not in out


def test_a_correction_by_import_is_told_too(clerk: Clerk) -> None:
    clerk.task("Một", "--due", "2026-11-30", "--key", "A1", today="2026-11-20")
    table = clerk.db.parent / "viec.csv"
    table.write_text("key,title,lead,due_on\nA1,Một,STC,2026-12-20\n", encoding="utf-8")
    clerk.ok("task", "import", str(table), today="2026-11-21")
    assert told(clerk) == [("edit", "NV1")]


@pytest.mark.parametrize(
    ("assigned", "today", "deadline", "late"),
    [
        ("2026-01-20", "2026-01-20", "01-31", False),
        ("2026-01-31", "2026-01-31", "01-31", False),
        ("2026-02-01", "2026-02-01", "01-31", True),
        ("2026-01-20", "2026-03-01", "01-31", False),  # assigned in time, entered later
        ("2026-03-01", "2026-03-01", "none", False),
        ("2026-02-29", "2026-03-01", "02-29", True),
    ],
)
def test_tasks_added_after_the_deadline(
    clerk: Clerk, assigned: str, today: str, deadline: str, late: bool
) -> None:
    """By the day of assignment and that of registration; the year is the due date's."""
    clerk.ok("config", "set", "registration_deadline", deadline)
    listed(clerk)
    day = "2026-03-01" if assigned == "2026-02-29" else assigned
    words = ("--assigned", day, "--due", "2026-12-01", "--programme", "CTCT", "--programme", "NQ 1")
    clerk.task("Một", *words, today=today)
    clerk.task("Ngoài chương trình", "--assigned", day, "--due", "2026-12-01", today=today)
    assert told(clerk) == ([("add", "NV2")] * 2 if late else [])
    assert told(clerk, "--programme", "NQ 1") == ([("add", "NV2")] * 2 if late else [])


def listed(clerk: Clerk) -> None:
    """Register a task of the year's list in time."""
    clerk.task("Trong danh mục", "--assigned", "2026-01-05", "--programme", "CTCT", today="2026-01-05")


def test_work_of_next_year_is_in_time(clerk: Clerk) -> None:
    listed(clerk)
    clerk.task("Năm sau", "--due", "2027-06-30", "--programme", "CTCT 2027")
    assert told(clerk) == []


def test_a_programme_that_was_entered_later(clerk: Clerk) -> None:
    """A correction brings a task into a programme without a decision."""
    clerk.task("Một", "--assigned", "2026-01-10", "--due", "2026-12-01", today="2026-01-10")
    clerk.ok("task", "edit", "NV1", "--programme", "CTCT", today="2026-06-10")
    [row] = clerk.data("report", "changes")
    assert (row["kind"], row["on"], row["lacks"]) == ("add", "2026-06-10", ["reason", "document", "approver"])


def test_a_list_that_was_entered_after_the_deadline(clerk: Clerk) -> None:
    """A register that was begun later knows of none in time: all that came was the list."""
    for title in ("Một", "Hai"):
        clerk.task(title, "--due", "2026-12-20", "--programme", "CTCT")
    assert told(clerk) == []


@pytest.mark.parametrize("bad", ["31-01", "1-31", "02-30", "", "01-31 ", "2026-01-31"])
def test_deadlines_are_a_month_and_a_day(clerk: Clerk, bad: str) -> None:
    if bad.strip() != bad:
        clerk.ok("config", "set", "registration_deadline", bad)
    else:
        clerk.refused(4, "config", "set", "registration_deadline", bad)


def hand_over(clerk: Clerk, code: str, taker: str, **grounds: str) -> None:
    """Record a hand-over of the lead as another command does it."""
    from datetime import date

    from tasktrack.domain.change import Grounds
    from tasktrack.services import lookup
    from tasktrack.store import change
    from tasktrack.store.register import writing

    with writing(clerk.db, Caller("other program", "robot")) as register, register.write() as entry:
        row = lookup.task(register, code)
        basis = Grounds(date(2026, 11, 5), **grounds)
        change.move_lead(entry, row["id"], basis, giver=row["lead"], taker=lookup.unit(register, taker).id)


def test_hand_overs_name_both_units(clerk: Clerk) -> None:
    """Of either of the two, and what another program recorded without grounds."""
    clerk.task("Một", "--due", "2026-11-30")
    hand_over(clerk, "NV1", "STP", reason="Sắp xếp")
    [row] = clerk.data("report", "changes")
    assert (row["kind"], row["field"], row["before"], row["after"]) == ("hand-over", "lead", "STC", "STP")
    assert (row["before_label"], row["after_label"]) == ("Sở Tài chính (STC)", "Sở Tư pháp (STP)")
    assert (row["lead"], row["actor"], row["lacks"]) == ("STP", "robot", ["document", "approver"])
    assert told(clerk, "--unit", "STC") == told(clerk, "--unit", "STP") == [("hand-over", "NV1")]
    assert told(clerk, "--unit", "XA1") == []
    out = clerk.ok("report", "changes").out
    assert "Sở Tài chính (STC)  Sở Tư pháp (STP)" in out
    assert (
        "Handed over: Sở Tài chính (STC) -> Sở Tư pháp (STP); Sắp xếp" in clerk.ok("task", "show", "NV1").out
    )
    error = clerk.refused(4, "task", "edit", "NV1", "--lead", "XA1")
    assert "tasktrack task hand-over" in error["remedy"]


def test_officers_are_the_units_own_affair(clerk: Clerk) -> None:
    clerk.task("Một", "--officer", "AN")
    clerk.ok("task", "assign", "NV1", "--officer", "BINH")
    assert told(clerk) == []


def test_few_statements_whatever_the_number(year: Clerk) -> None:
    """One for the states and one for the changes, beside what is asked of settings and the period."""
    from datetime import date

    from tasktrack.clock import Clock
    from tasktrack.services import report_changes

    def statements() -> int:
        said: list[str] = []
        with reading(year.db, Caller(clock=Clock(given=date(2026, 11, 22)))) as register:
            register.db.set_trace_callback(said.append)
            report_changes.changes(register, None)
            register.db.set_trace_callback(None)
        return sum(1 for one in said if not one.startswith("--"))

    few = statements()
    for number in range(6, 12):
        year.task(f"Thêm {number}", "--due", "2026-11-30")
        year.ok("task", "withdraw", f"NV{number}", *WHY)
    assert statements() == few <= 8


def test_the_kind_of_a_change_is_headed_as_an_adjustment(year: Clerk) -> None:
    code = year.task("Không căn cứ", "--due", "2026-12-01", today="2026-11-21")
    year.ok("task", "edit", code, "--due", "2026-12-05")
    table = year.ok("report", "changes").out.split("What lacks")[1]
    assert "Adjustment" in table


@pytest.fixture
def overdue(clerk: Clerk) -> Clerk:
    """Return a clerk with three tasks that fell due on 5 November, as of the 22nd."""
    clerk.ok("config", "set", "registration_deadline", "none")
    for title in ("Một", "Hai", "Ba"):
        clerk.task(title, "--due", "2026-11-05", today="2026-10-01")
    return clerk


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("extend", "NV1", "--due", "2026-11-30"), "extend"),
        (("suspend", "NV1"), "suspend"),
        (("withdraw", "NV1"), "withdraw"),
    ],
)
def test_what_was_entered_after_the_due_date_is_told(
    overdue: Clerk, words: tuple[str, ...], kind: str
) -> None:
    """A decision may be entered late, but it cleans no overdue work unseen."""
    said = overdue.ok("task", *words, *WHY, "--on", "2026-11-01")
    assert "entered on 2026-11-22, after the due date, 2026-11-05" in " ".join((said.out + said.err).split())
    if kind == "suspend":
        overdue.ok("task", "resume", "NV1")
    (row,) = (one for one in overdue.data("report", "changes") if one["kind"] == kind)
    assert (row["on"], row["entered_on"], row["belated"]) == ("2026-11-01", "2026-11-22", True)
    shown = overdue.ok("report", "changes").out
    assert "Entered after the due date, which it moves or stops: 1" in shown
    assert "Entered" in shown
    found = overdue.run("check", "back-dated", "--format", "json").json["data"]
    assert [(one["tasks"], one["journal"] != []) for one in found] == [(["NV1"], True)]
    assert "after the due date, 2026-11-05" in " ".join(overdue.run("check", "back-dated").out.split())


def test_what_was_entered_long_after_its_day_is_found(overdue: Clerk) -> None:
    """A hand-over or a new target moves no due date; the day itself tells."""
    overdue.ok("task", "hand-over", "NV2", "--to", "STP", *WHY, "--on", "2026-11-01")
    overdue.ok("task", "withdraw", "NV3", *WHY, "--on", "2026-11-20")
    found = overdue.run("check", "back-dated", "--format", "json").json["data"]
    assert [one["tasks"] for one in found] == [["NV2"]]
    assert not any(row["belated"] for row in overdue.data("report", "changes"))


def test_what_left_a_programme(clerk: Clerk) -> None:
    """Swapped or dropped, later than the first days; a slip of the day itself and what is taken back aside."""
    clerk.ok("config", "set", "registration_deadline", "none")
    for title in ("Một", "Hai", "Ba"):
        clerk.task(title, "--due", "2026-11-30", "--programme", "CT 1", today="2026-10-01")
    clerk.ok("task", "edit", "NV3", "--programme", "CT 3", today="2026-10-01")
    clerk.ok("task", "edit", "NV1", "--programme", "CT 2", "--reason", "Chuyển sang")
    clerk.ok("task", "edit", "NV2", "--programme", "CT 2")
    clerk.ok("undo", "--yes")
    (row,) = clerk.data("report", "changes")
    assert (row["kind"], row["code"], row["before"], row["after"]) == ("drop", "NV1", "CT 1", None)
    assert (row["on"], row["reason"], row["lacks"]) == ("2026-11-22", "Chuyển sang", ["document", "approver"])
    assert told(clerk, "--programme", "CT 1") == [("drop", "NV1")]
    assert "Dropped from a programme: 1" in clerk.ok("report", "changes").out


def test_a_late_proposal_rests_on_the_word_of_the_leader(empty: Clerk) -> None:
    """Its head approves nothing; the year is that of the office, which may begin on 15 December."""
    empty.ok("config", "set", "windows", "statutory")
    empty.ok("unit", "add", "A", "Sở A", "--block", "so", today="2026-01-05")
    empty.ok("officer", "add", "AH", "Ông A", "--unit", "A", "--position", "head", today="2026-01-05")
    empty.ok(
        "task", "add", "Một", "--lead", "A", "--due", "2026-06-30", "--programme", "CT", today="2026-01-05"
    )
    propose = ("task", "propose", "Hai", "--lead", "A", "--programme", "CT", "--key", "K")
    empty.ok(*propose, "--due", "2026-10-20", "--document", "1/TTr", "--by", "AH", today="2026-06-20")
    assert [row["approved_by"] for row in empty.data("report", "changes", today="2026-06-20")] == [None]
    empty.ok("task", "approve", "K", "--by", "Phó Chủ tịch", "--document", "9/QĐ", today="2026-06-21")
    (row,) = empty.data("report", "changes", today="2026-06-21")
    assert (row["document"], row["approved_by"]) == ("9/QĐ", "Phó Chủ tịch")
    empty.ok(
        "task", "propose", "Ba", "--lead", "A", "--programme", "CT", "--due", "2026-12-20", today="2026-10-20"
    )
    assert told(empty, today="2026-10-20") == [("add", "NV2")]
