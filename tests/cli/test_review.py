"""Judging results: accepted, failed, returned, and what each does to the status."""

from pathlib import Path

import pytest
from clerk import TODAY, Clerk


@pytest.fixture
def task(clerk: Clerk) -> str:
    """Return a task due on 30 November and reported done on the 20th."""
    code = clerk.task("Draft", "--due", "2026-11-30")
    clerk.ok("log", code, "--done", "--on", "2026-11-20")
    return code


@pytest.mark.parametrize(
    ("options", "verdict", "label", "status"),
    [
        (("--accept",), "accepted", "Accepted", "done-early"),
        (("--accept", "--exceeded"), "accepted", "Exceeded", "done-early"),
        (("--fail",), "failed", "Failed", "done-early"),
        (("--return",), "returned", "Returned", "returned"),
    ],
)
def test_each_verdict(
    clerk: Clerk, task: str, options: tuple[str, ...], verdict: str, label: str, status: str
) -> None:
    """Failed lowers quality and leaves the task done; returned undoes it."""
    said = clerk.data("task", "review", task, *options)
    assert said == {
        "review": 1, "entry": 1, "task": task, "title": "Draft", "on": "2026-11-22", "verdict": verdict,
        "verdict_label": label, "exceeded": "--exceeded" in options, "status": status,
        "status_label": {"returned": "Returned"}.get(status, "Done early"), "warnings": [],
    }  # fmt: skip
    assert clerk.status(task) == status
    kept = clerk.data("progress", "list")[0]
    assert (kept["review"], kept["reviews"][0]["reviewer"]) == (verdict, "clerk")


def test_people_read_what_was_judged(clerk: Clerk, task: str) -> None:
    """Task, entry and its day, verdict and its day, and how the task stands."""
    assert clerk.ok("task", "review", task, "--return").out.splitlines() == [
        "NV1 Draft",
        "Entry 1 of 2026-11-20; Returned on 2026-11-22 (Sunday); now: Returned.",
    ]


@pytest.mark.parametrize(
    "options", [(), ("--accept", "--fail"), ("--accept", "--return"), ("--exceeded",), ("--fail", "--exceeded"),
                ("--accept", "--objective-on", "2026-11-20")]
)  # fmt: skip
def test_exactly_one_verdict(clerk: Clerk, task: str, options: tuple[str, ...]) -> None:
    """Anything else is a fault of usage; --exceeded goes with --accept alone."""
    assert clerk.refused(2, "task", "review", task, *options)["code"] == "usage"


def test_returned_work_is_done_again_only_once_accepted(clerk: Clerk, task: str) -> None:
    """Reported a second time it waits; accepted it is done, on the day it was finished."""
    clerk.ok("task", "review", task, "--return", "--reason", "no annex", "--on", "2026-11-21")
    assert clerk.status(task) == "returned"
    assert clerk.status(task, today="2026-12-02") == "returned"
    clerk.ok("log", task, "--done-on", "2026-12-01", "--on", "2026-12-02", today="2026-12-02")
    assert clerk.status(task, today="2026-12-02") == "awaiting-review"
    clerk.ok("task", "review", task, "--accept", today="2026-12-05")
    assert clerk.status(task, today="2026-12-05") == "done-late"
    assert clerk.data("task", "show", task, today="2026-12-05")["done_on"] == "2026-12-01"


def test_returned_twice(clerk: Clerk, task: str) -> None:
    """Each return sends it back."""
    clerk.ok("task", "review", task, "--return")
    clerk.ok("log", task, "--done")
    clerk.ok("task", "review", task, "--return")
    assert clerk.status(task) == "returned"
    clerk.ok("log", task, "still at it")
    assert clerk.status(task) == "returned"


def test_a_return_can_be_taken_back_by_accepting_the_same_entry(clerk: Clerk, task: str) -> None:
    """The newest verdict on an entry counts."""
    clerk.ok("task", "review", task, "--return")
    clerk.ok("task", "review", task, "--accept", "--entry", "1")
    assert clerk.status(task) == "done-early"


def test_where_done_needs_a_review(clerk: Clerk, task: str) -> None:
    """Reported done is awaiting review until accepted; the setting takes effect at once, both ways."""
    assert clerk.status(task) == "done-early"
    clerk.ok("config", "set", "done_needs_review", "yes")
    assert clerk.status(task) == "awaiting-review"
    assert clerk.data("task", "show", task, today="2026-12-31")["overdue_days"] == 0
    clerk.ok("task", "review", task, "--accept", "--on", "2026-11-22")
    assert clerk.status(task) == "done-early"
    assert clerk.data("task", "show", task)["done_on"] == "2026-11-20"
    other = clerk.task("Other")
    assert clerk.data("log", other, "--done")["status"] == "awaiting-review"
    clerk.ok("config", "set", "done_needs_review", "no")
    assert clerk.status(other) == "done-no-deadline"


def test_a_verdict_counts_from_the_day_of_its_entry(clerk: Clerk, task: str) -> None:
    """So a listing of that day, printed again, shows the returned work as not done."""
    assert clerk.status(task, today="2026-11-20") == "done-early"
    clerk.ok("task", "review", task, "--return", today="2026-11-25")
    assert clerk.status(task, today="2026-11-20") == "returned"
    assert clerk.status(task, today="2026-11-19") == "not-started"


def test_the_newest_entry_that_reports_it_done_is_judged(clerk: Clerk, task: str) -> None:
    """Else the newest, or the one named."""
    clerk.ok("log", task, "archived")
    assert clerk.data("task", "review", task, "--accept")["entry"] == 1
    assert clerk.data("task", "review", task, "--accept", "--entry", "2")["entry"] == 2
    other = clerk.task("Other")
    clerk.refused(3, "task", "review", other, "--accept")
    clerk.ok("log", other, "one", "--on", "2026-11-10")
    clerk.ok("log", other, "two", "--on", "2026-11-09")
    assert clerk.data("task", "review", other, "--fail")["entry"] == 3
    clerk.refused(3, "task", "review", other, "--accept", "--entry", "1")


def test_an_entry_that_was_replaced_is_not_judged(clerk: Clerk, task: str) -> None:
    """Only living entries are."""
    clerk.ok("log", task, "--done-on", "2026-11-19", "--corrects", "1")
    clerk.refused(3, "task", "review", task, "--accept", "--entry", "1")


def test_days_of_a_review(clerk: Clerk, task: str) -> None:
    """Not ahead, and not before the entry."""
    clerk.refused(4, "task", "review", task, "--accept", "--on", "2026-11-23")
    clerk.refused(4, "task", "review", task, "--accept", "--on", "2026-11-19")
    clerk.refused(4, "task", "review", task, "--accept", "--on", "31/11/2026")
    assert clerk.data("task", "review", task, "--accept", "--on", "20/11/2026")["on"] == "2026-11-20"


def test_an_objective_cause_has_a_name_and_a_day(clerk: Clerk, task: str) -> None:
    """The day is the verdict's unless another is given; it may not lie ahead."""
    words = ("task", "review", task, "--fail", "--objective-confirmed-by", "UBND tỉnh")
    clerk.refused(4, *words, "--objective-on", "2026-11-23")
    clerk.ok(*words, "--on", "2026-11-21", "--reason", "bão số 5", "--reviewer", "Chánh Văn phòng")
    clerk.ok(*words, "--objective-on", "2026-11-18")
    reviews = clerk.data("progress", "list")[0]["reviews"]
    assert [(one["objective_by"], one["objective_on"]) for one in reviews] == [
        ("UBND tỉnh", "2026-11-21"),
        ("UBND tỉnh", "2026-11-18"),
    ]
    assert (reviews[0]["reviewer"], reviews[0]["reason"]) == ("Chánh Văn phòng", "bão số 5")
    assert "objective cause confirmed by UBND tỉnh, 2026-11-21" in clerk.ok("task", "show", task).out


def test_what_was_failed_is_logged_again_once_it_was_returned(clerk: Clerk, task: str) -> None:
    """Each refusal names that way, and it leads out."""
    clerk.ok("task", "review", task, "--fail")
    done = clerk.refused(4, "log", task, "better", "--done")
    assert done["code"] == "already-done"
    assert f"tasktrack task review {task} --return" in done["remedy"]
    judged = clerk.refused(4, "log", task, "better", "--done", "--corrects", "1")
    assert judged["code"] == "reviewed"
    assert f"tasktrack task review {task} --return --entry 1" in judged["remedy"]
    clerk.ok("task", "review", task, "--return", "--entry", "1")
    assert clerk.data("log", task, "better", "--done")["status"] == "awaiting-review"


def test_entries_taken_back_are_marked(clerk: Clerk, task: str) -> None:
    """One that was replaced says so as long as what replaced it stands, whichever day is today."""

    def marked(text: str, today: str = TODAY) -> bool:
        return text in " ".join(clerk.ok("task", "show", task, today=today).out.split())

    clerk.ok("log", task, "again", "--done-on", "2026-11-19", "--corrects", "1")
    assert marked("replaced by entry 2")
    assert not marked("taken back")
    assert not marked("taken back", "2026-11-21")
    clerk.ok("undo", "--yes")
    assert not marked("replaced by")
    assert marked("taken back; corrects entry 1")
    clerk.ok("log", task, "thrice", "--done-on", "2026-11-19", "--corrects", "1")
    assert marked("replaced by entry 3")
    clerk.ok("undo", "--yes")
    clerk.ok("undo", "--yes")
    assert not marked("replaced by")
    assert [one["voided"] for one in clerk.data("task", "show", task)["entries"]] == [True] * 3


@pytest.fixture
def reported(clerk: Clerk) -> Clerk:
    """Return a clerk with three tasks of BINH: two reported done, one of them in two parts, and one only talked of."""
    for title in ("One", "Two", "Three"):
        clerk.task(title, "--officer", "BINH", "--due", "2026-10-25")
    clerk.ok("log", "NV1", "half", "--quantity", "0.5", "--on", "2026-10-10")
    clerk.ok("log", "NV1", "all", "--done", "--on", "2026-10-20")
    clerk.ok("log", "NV2", "--done", "--on", "2026-10-25")
    clerk.ok("log", "NV3", "talked", "--percent", "40", "--on", "2026-10-25")
    return clerk


def waiting(clerk: Clerk, *options: str) -> list[tuple[str, int]]:
    """Return the entries that wait for a verdict."""
    rows = clerk.data("progress", "list", "--unreviewed", *options)
    return [(row["task"], row["entry"]) for row in rows]


def test_several_tasks_are_judged_alike(reported: Clerk) -> None:
    """Each by the entry that a verdict on it alone would judge; all under one journal entry."""
    done = reported.ok("task", "review", "NV1", "NV2", "nv1", "--accept", "--format", "json").json
    assert [(row["task"], row["entry"], row["status"]) for row in done["data"]] == [
        ("NV1", 2, "done-early"),
        ("NV2", 3, "done-on-time"),
    ]
    assert (done["entries"], done["tasks"], done["in_closed_periods"]) == (2, 2, 0)
    assert reported.data("history")[0]["command"] == "task review"
    reported.ok("undo", "--yes")
    assert waiting(reported) == [("NV1", 1), ("NV1", 2), ("NV2", 3)]


def test_all_or_none_with_every_fault(reported: Clerk) -> None:
    """What is refused of one is refused of all, and each refusal is told."""
    error = reported.refused(4, "task", "review", "NV1", "NV2", "NV9", "--accept", "--on", "2026-10-22")
    assert error["message"] == "2 of 3 cannot be judged so; nothing was written."
    said = reported.run("task", "review", "NV1", "NV2", "NV9", "--accept", "--on", "2026-10-22").err
    assert "NV2: The entry speaks for 2026-10-25, after the review of 2026-10-22." in said
    assert "NV9: There is no task NV9." in said
    reported.refused(3, "task", "review", "NV8", "NV9", "--accept")


def test_all_that_was_reported_is_accepted(reported: Clerk) -> None:
    """Of an officer or a unit, to a day; a dry run lists it; what only talks waits for nothing."""
    before = reported.digest()
    dry = reported.ok("task", "review", "--officer", "BINH", "--accept", "--dry-run").out
    assert "Accepted; entries: 3; tasks: 2." in dry
    assert "NV2" in dry
    assert reported.digest() == before
    accepted = reported.data("task", "review", "--officer", "BINH", "--accept", "--until", "2026-10-20")
    assert [(row["task"], row["entry"]) for row in accepted] == [("NV1", 1), ("NV1", 2)]
    assert waiting(reported) == [("NV2", 3)]
    assert reported.data("task", "review", "--unit", "STP", "--accept") == []
    reported.ok("task", "review", "--unit", "STC", "--accept", "--reviewer", "An", "--reason", "Họp")
    assert waiting(reported) == []
    said = reported.ok("task", "review", "--unit", "STC", "--accept").out
    assert said == "Nothing that was reported waits for a verdict.\n"


def test_entries_of_a_closed_period_are_passed_over(reported: Clerk) -> None:
    """They can no longer be judged, and stand in nobody's way."""
    reported.ok("period", "open", "2026-10")
    reported.ok("period", "close", "2026-10")
    reported.task("Four", "--officer", "BINH", "--due", "2026-11-30")
    reported.ok("log", "NV4", "--done", "--on", "2026-11-05")
    listed = reported.ok("progress", "list", "--unreviewed", "--format", "json").json
    assert ([row["entry"] for row in listed["data"]], listed["in_closed_periods"]) == ([5], 3)
    assert "3 entries lie in closed periods" in reported.ok("progress", "list", "--unreviewed").out
    accepted = reported.ok("task", "review", "--unit", "STC", "--accept").out
    assert "Accepted; entries: 1; tasks: 1." in accepted
    assert "3 entries lie in closed periods and can no longer be judged." in accepted


def test_what_waits_for_a_verdict(reported: Clerk) -> None:
    """Narrowed by day, officer and unit; the options go together."""
    assert waiting(reported) == [("NV1", 1), ("NV1", 2), ("NV2", 3)]
    assert waiting(reported, "--until", "2026-10-10") == [("NV1", 1)]
    assert waiting(reported, "--officer", "AN") == []
    assert waiting(reported, "--officer", "BINH", "--unit", "STC") == [("NV1", 1), ("NV1", 2), ("NV2", 3)]
    assert waiting(reported, "--unit", "STP") == []
    reported.refused(2, "progress", "list", "--until", "2026-10-10")
    reported.refused(2, "progress", "list", "--unreviewed", "--task", "NV1")
    reported.refused(3, "progress", "list", "--unreviewed", "--officer", "NOBODY")
    reported.refused(4, "progress", "list", "--unreviewed", "--until", "2027-01-01")


@pytest.mark.parametrize(
    "words",
    [
        ("--accept",),
        ("NV1", "--officer", "BINH", "--accept"),
        ("--officer", "BINH", "--fail"),
        ("--officer", "BINH", "--accept", "--objective-confirmed-by", "UBND"),
        ("NV1", "--accept", "--until", "2026-10-10"),
        ("NV1", "--accept", "--objective-confirmed-by", " "),
        ("NV1", "--fail", "--objective-confirmed-by", ""),
        ("NV1", "NV2", "--accept", "--entry", "1"),
        ("--unit", "STC", "--accept", "--entry", "1"),
    ],
)
def test_tasks_or_an_officer_or_a_unit(reported: Clerk, words: tuple[str, ...]) -> None:
    """Anything else is a fault of usage."""
    assert reported.refused(2, "task", "review", *words)["code"] == "usage"


HEADING = "task,entry,on,verdict,exceeded,reason,reviewer,objective_confirmed_by,objective_on"


def verdicts(tmp_path: Path, *rows: str, heading: str = HEADING) -> str:
    path = tmp_path / "reviews.csv"
    path.write_text("".join(f"{row}\n" for row in (heading, *rows)), encoding="utf-8")
    return str(path)


def test_a_table_of_verdicts_is_imported_once(reported: Clerk, tmp_path: Path) -> None:
    """The entry is chosen as known on the day of the verdict; the same file again changes nothing."""
    reported.ok("log", "NV2", "more", "--on", "2026-11-01")
    path = verdicts(
        tmp_path,
        "NV1,1,2026-10-12,accepted,,Đạt,Chánh Văn phòng,,",
        "NV1,,2026-10-28,returned,,Thiếu biểu,,,",
        "NV2,,2026-10-30,accepted,yes,,,UBND tỉnh,2026-10-29",
    )
    assert reported.data("review", "import", path)["added"] == 3
    before = reported.digest()
    assert reported.data("review", "import", path)["same"] == 3
    assert reported.digest() == before
    by_entry = {row["entry"]: row["reviews"] for row in reported.data("progress", "list")}
    assert {
        number: [one["verdict"] for one in reviews] for number, reviews in by_entry.items() if reviews
    } == {
        1: ["accepted"],
        2: ["returned"],
        3: ["accepted"],
    }
    assert (by_entry[1][0]["reviewer"], by_entry[1][0]["reason"]) == ("Chánh Văn phòng", "Đạt")
    assert (by_entry[2][0]["reviewer"], by_entry[3][0]["exceeded"]) == ("clerk", True)
    assert (by_entry[3][0]["objective_by"], by_entry[3][0]["objective_on"]) == ("UBND tỉnh", "2026-10-29")
    assert reported.status("NV1") == "returned"


def test_returned_and_accepted_in_one_file(reported: Clerk, tmp_path: Path) -> None:
    """Each verdict is on what was reported by its day, as in a file kept through the month."""
    reported.ok("task", "review", "NV1", "--return", "--on", "2026-10-21")
    reported.ok("log", "NV1", "again", "--done", "--on", "2026-10-26")
    path = verdicts(
        tmp_path,
        "NV1,2026-10-21,Trả lại",
        "NV1,2026-10-27,Đạt yêu cầu",
        "NV2,2026-10-27,Vượt mức yêu cầu",
        heading="Mã nhiệm vụ,Ngày xác nhận,Xác nhận kết quả",
    )
    done = reported.data("review", "import", path)
    assert (done["added"], done["same"]) == (2, 1)
    assert reported.status("NV1") == "done-late"
    assert reported.data("progress", "list", "--task", "NV2")[0]["reviews"][0]["exceeded"] is True


def test_faults_of_verdicts_by_row_and_column(reported: Clerk, tmp_path: Path) -> None:
    """All of them at once, and nothing is written."""
    reported.ok("period", "open", "2026-09")
    path = verdicts(
        tmp_path,
        "NV9,,2026-10-12,accepted,,,,,",
        "NV1,,2026-10-12,perhaps,,,,,",
        "NV1,,2026-12-12,accepted,,,,,",
        "NV1,9,2026-11-12,accepted,,,,,",
        "NV1,key,2026-11-12,accepted,,,,,",
        "NV1,2,2026-10-12,accepted,,,,,",
        "NV1,1,2026-10-12,failed,yes,,,,",
        "NV1,1,2026-10-12,failed,,,,,2026-10-11",
    )
    faults = reported.refused(4, "review", "import", path)["faults"]
    assert [(one["row"], one["column"]) for one in faults] == [
        (2, "task"),
        (3, "verdict"),
        (4, "on"),
        (5, "entry"),
        (6, "entry"),
        (7, "on"),
        (8, "exceeded"),
        (9, "objective_confirmed_by"),
    ]
    assert waiting(reported) == [("NV1", 1), ("NV1", 2), ("NV2", 3)]


def test_verdicts_on_closed_periods_are_faults(reported: Clerk, tmp_path: Path) -> None:
    """The wall holds whatever way a verdict comes."""
    reported.ok("period", "open", "2026-10")
    reported.ok("period", "close", "2026-10")
    path = verdicts(tmp_path, "NV1,,2026-11-12,accepted,,,,,")
    faults = reported.refused(4, "review", "import", path)["faults"]
    assert "closed" in faults[0]["message"]


def test_an_entry_is_named_by_its_key(clerk: Clerk, tmp_path: Path) -> None:
    """As the file of progress had it; the task may go by its key as well."""
    clerk.ok("task", "add", "Lập báo cáo", "--lead", "STC", "--key", "KH-1", "--assigned", "2026-10-01")
    entries = tmp_path / "progress.csv"
    entries.write_text("key,task,on,quantity\nE1,KH-1,2026-10-05,1\nE2,KH-1,2026-10-06,1\n", encoding="utf-8")
    clerk.ok("progress", "import", str(entries))
    clerk.ok("review", "import", verdicts(tmp_path, "KH-1,E1,2026-10-07,failed,,,,,"))
    assert waiting(clerk) == [("NV1", 2)]


def test_a_whole_that_is_judged_counts_through_its_parts(clerk: Clerk) -> None:
    """Both what is logged of it and what is judged, until its parts are gone."""
    whole = clerk.task("Cả việc")
    said = "Task NV1 has parts and is counted through them: NV2."
    assert said not in clerk.ok("log", whole, "x", "--percent", "10").err
    part = clerk.task("Phần", "--parent", whole)
    assert part == "NV2"
    assert said in clerk.ok("log", whole, "y", "--done").err
    assert said in clerk.ok("task", "review", whole, "--accept").err
    assert said not in clerk.ok("log", part, "y", "--done").err
    assert "has parts" not in clerk.ok("task", "review", part, "--accept").err


def test_several_units_and_officers_are_accepted_in_one_go(reported: Clerk) -> None:
    """Each that is named, oldest first; the same one twice is one."""
    reported.ok("officer", "add", "CUC", "Lê Cúc", "--unit", "STP")
    reported.task("Four", "--officer", "CUC", "--lead", "STP")
    reported.ok("log", "NV4", "--done", "--on", "2026-10-22")
    both = ("task", "review", "--accept", "--dry-run", "--unit", "STP", "--unit", "STC", "--unit", "stp")
    assert [row["task"] for row in reported.data(*both)] == ["NV1", "NV1", "NV4", "NV2"]
    people = ("--officer", "BINH", "--officer", "CUC")
    assert len(reported.data("task", "review", "--accept", "--dry-run", *people)) == 4
    assert len(reported.data("task", "review", "--accept", *people, "--unit", "STP")) == 1


def test_a_second_failed_assessment_is_said_to_deduct_again(clerk: Clerk, task: str) -> None:
    assert clerk.ok("task", "review", task, "--fail", "--on", "2026-11-21").err == ""
    excused = clerk.ok("task", "review", task, "--fail", "--objective-confirmed-by", "UBND", "--dry-run")
    assert excused.err == ""
    said = clerk.ok("task", "review", task, "--fail").err
    assert "Failed assessment no. 2 of this entry, after that of 2026-11-21: each one deducts" in said


def test_accepting_less_than_was_assigned_is_said(reported: Clerk) -> None:
    """Reported done by an entry that gives no quantity, after a part was logged: the part is what counts."""
    said = "NV1 is reported done; of 1 assigned 0.5 are logged and {} judged: the rest does not count."
    assert said.format(0) in reported.ok("task", "review", "NV1", "--accept", "--dry-run").err
    assert "NV2" not in reported.ok("task", "review", "NV2", "--accept", "--dry-run").err
    everything = ("task", "review", "--officer", "BINH", "--accept")
    assert said.format("0.5") in reported.ok(*everything, "--dry-run").err
    reported.ok("log", "NV1", "rest", "--quantity", "0.5", "--on", "2026-10-21")
    assert "judged: the rest" not in reported.ok(*everything).err
