"""Judging results: accepted, failed, returned, and what each does to the status."""

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
        "status_label": {"returned": "Returned"}.get(status, "Done early"),
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
