"""Objections: due 7 working days after receipt, answered once, and what came of those that were upheld."""

import pytest
from clerk import Clerk

STP = ("2026-10", "STP", "--scheme", "unit-tasks", "--grounds", "The report was in time")
ANSWER = ("--answer", "The log is found", "--document", "30/TB")
REOPEN = ("--reason", "An objection", "--document", "31/QĐ", "--by", "Chủ tịch")


@pytest.fixture
def closed(clerk: Clerk) -> Clerk:
    """October is closed on 2 November: STC was in time, STP two days late."""
    clerk.ok("period", "open", "2026-10")
    for lead, done in (("STC", "2026-10-12"), ("STP", "2026-10-14")):
        task = clerk.task("Draft the plan", "--lead", lead, "--due", "2026-10-12")
        clerk.ok("log", task, "--done", "--on", done)
    clerk.ok("period", "close", "2026-10", today="2026-11-02")
    return clerk


def listed(clerk: Clerk, *words: str, today: str | None = None) -> list[dict[str, object]]:
    found: list[dict[str, object]] = clerk.data("objection", "list", *words, today=today)
    return found


def test_the_contract(closed: Clerk) -> None:
    found = closed.data("objection", "add", *STP, today="2026-11-03")
    assert found == {
        "id": 1,
        "period": "2026-10",
        "revision": 1,
        "scheme": "unit-tasks",
        "subject_kind": "unit",
        "subject": "STP",
        "name": "Sở Tư pháp",
        "grounds": "The report was in time",
        "received_on": "2026-11-03",
        "due_on": "2026-11-12",
        "working_days_left": 7,
        "working_days_late": None,
        "late": False,
        "answered_on": None,
        "outcome": None,
        "outcome_label": None,
        "answer": None,
        "document": None,
        "effect": None,
        "effect_label": None,
        "effect_revision": None,
        "score_before": None,
        "class_before": None,
        "class_before_label": None,
        "score_after": None,
        "class_after": None,
        "class_after_label": None,
    }
    assert listed(closed, today="2026-11-03") == [found]
    header = closed.ok("objection", "list", "--format", "csv").out.splitlines()[0]
    assert header == ",".join(found)


def test_the_echo_names_the_weekday(closed: Clerk) -> None:
    assert closed.ok("objection", "add", *STP, "--received", "3/11/2026").out == (
        "Objection no. 1 of STP (Sở Tư pháp) to closing no. 1 of 2026-10 by unit-tasks,"
        " received on 2026-11-03 (Tuesday), to be answered by 2026-11-12 (Thursday).\n"
        "Its last day is over: 6 working days late.\n"
    )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-06", "2026-11-17"),  # a Friday
        ("2026-11-07", "2026-11-17"),  # received on a Saturday
        ("2026-12-28", "2027-01-07"),  # New Year's Day is off
    ],
)
def test_due_seven_working_days_after_receipt(closed: Clerk, received: str, due: str) -> None:
    said = closed.run("objection", "add", *STP, "--format", "json", today=received)
    assert said.json["data"]["due_on"] == due
    assert ("provisional" in said.err) == (due > "2027")


@pytest.mark.parametrize(
    ("today", "left", "late", "words"),
    [
        ("2026-11-10", 2, None, "2 working days left"),
        ("2026-11-12", 0, None, "today is the last day"),
        ("2026-11-13", None, 1, "1 working day late"),
        ("2026-11-15", None, 1, "1 working day late"),
        ("2026-11-17", None, 3, "3 working days late"),
    ],
)
def test_days_left_and_late(
    closed: Clerk, today: str, left: int | None, late: int | None, words: str
) -> None:
    closed.ok("objection", "add", *STP, today="2026-11-03")
    (row,) = listed(closed, "--open", today=today)
    assert (row["working_days_left"], row["working_days_late"]) == (left, late)
    assert words in closed.ok("objection", "list", today=today).out


def test_a_weekend_after_the_last_day_is_over_and_late_by_no_working_day(closed: Clerk) -> None:
    closed.ok("objection", "add", *STP, today="2026-11-04")
    (row,) = listed(closed, today="2026-11-14")
    assert (row["due_on"], row["late"], row["working_days_late"]) == ("2026-11-13", True, 0)
    assert "the last day is over" in closed.ok("objection", "list", today="2026-11-14").out


def test_an_answer_is_given_once(closed: Clerk) -> None:
    closed.ok("objection", "add", *STP, today="2026-11-03")
    words = ("objection", "answer", "1", "--outcome", "dismissed", *ANSWER)
    before = closed.digest()
    assert closed.data(*words, "--dry-run", today="2026-11-16")["outcome"] == "dismissed"
    assert closed.digest() == before
    assert closed.ok(*words, today="2026-11-16").out == (
        "Objection no. 1 of STP (Sở Tư pháp): Dismissed, answered on 2026-11-16 (Monday), 30/TB.\n"
        "It was answered 2 working days late.\n"
    )
    error = closed.refused(4, *words)
    assert (error["code"], "was answered on 2026-11-16, 30/TB" in error["message"]) == ("exists", True)
    assert listed(closed, "--open") == []
    assert closed.ok("objection", "list", "--open").out.endswith("No objection waits for an answer.\n")
    (row,) = listed(closed)
    assert (row["outcome_label"], row["effect"], row["late"]) == ("Dismissed", None, True)
    closed.ok("undo")
    assert len(listed(closed, "--open")) == 1
    in_time = closed.ok(*words, "--on", "2026-11-12").out
    assert "It was answered in time." in in_time


def test_an_upheld_objection_becomes_a_new_revision(closed: Clerk) -> None:
    closed.ok("objection", "add", *STP, today="2026-11-03")
    said = closed.ok("objection", "answer", "1", "--outcome", "upheld", *ANSWER, today="2026-11-10").out
    command = "tasktrack period reopen 2026-10 --reason TEXT --document NO --by NAME"
    assert command in said
    (row,) = listed(closed)
    assert (row["effect"], row["effect_revision"]) == ("to-reopen", None)
    assert command in closed.ok("objection", "list").out
    closed.ok("period", "reopen", "2026-10", *REOPEN)
    (row,) = listed(closed)
    assert (row["effect"], row["effect_revision"]) == ("to-close", 2)
    closed.ok("log", "NV2", "--done-on", "2026-10-12", "--on", "2026-10-14", "--corrects", "2")
    closed.ok("period", "close", "2026-10")
    (row,) = listed(closed)
    assert (row["effect"], row["effect_revision"]) == ("closed-again", 2)
    assert (row["score_before"], row["class_before"]) == (91.666667, "excellent")
    assert (row["score_after"], row["class_after_label"]) == (100, "Excellent")
    assert row["effect_label"] == "Closing no. 2: 91.67 points, Excellent -> 100.00 points, Excellent"


def test_a_closing_that_changed_nothing_says_so(closed: Clerk) -> None:
    closed.ok("objection", "add", *STP, today="2026-11-03")
    closed.ok("objection", "answer", "1", "--outcome", "upheld", *ANSWER, today="2026-11-10")
    closed.ok("period", "reopen", "2026-10", *REOPEN)
    closed.ok("period", "close", "2026-10")
    assert listed(closed)[0]["effect_label"] == "Closing no. 2: unchanged, 91.67 points, Excellent"


def test_an_objection_while_open_again_is_about_the_closing_before(closed: Clerk) -> None:
    closed.ok("period", "reopen", "2026-10", *REOPEN)
    assert closed.data("objection", "add", *STP)["revision"] == 1
    closed.ok("period", "close", "2026-10")
    assert closed.data("objection", "add", *STP[:-1], "Another")["revision"] == 2
    closed.ok("objection", "answer", "1", "--outcome", "upheld", *ANSWER)
    closed.ok("objection", "answer", "2", "--outcome", "upheld", *ANSWER)
    effects = {row["id"]: row["effect"] for row in listed(closed)}
    assert effects == {1: "closed-again", 2: "to-reopen"}


def test_who_was_not_scored_may_object(closed: Clerk) -> None:
    closed.ok("unit", "add", "SYT", "Sở Y tế", "--block", "so", "--from", "2026-11-01")
    closed.ok("objection", "add", "2026-10", "SYT", *STP[2:])
    closed.ok("objection", "answer", "1", "--outcome", "upheld", *ANSWER)
    closed.ok("period", "reopen", "2026-10", *REOPEN)
    closed.ok("period", "close", "2026-10")
    assert listed(closed)[0]["effect_label"] == "Closing no. 2: unchanged, not in the table"


def test_an_unanswered_objection_is_not_recorded_twice(closed: Clerk) -> None:
    closed.ok("objection", "add", *STP)
    error = closed.refused(4, "objection", "add", *STP)
    assert (error["code"], "as no. 1" in error["message"]) == ("exists", True)
    closed.ok("objection", "add", *STP[:-1], "Another reason")
    assert [row["id"] for row in listed(closed, "2026-10", "--subject", "STP")] == [1, 2]
    assert listed(closed, "--subject", "STC") == []


@pytest.mark.parametrize(
    ("code", "words", "message"),
    [
        (2, (*STP, "--grounds", " "), "--grounds is empty"),
        (3, ("2026-10", "NOBODY", *STP[2:]), "There is no unit NOBODY"),
        (3, ("2026-09", *STP[1:]), "2026-09 was never opened"),
        (3, (*STP, "--scheme", "nothing"), "There is no scheme nothing"),
        (4, (*STP, "--scheme", "par-index"), "was not part of the closing"),
        (4, (*STP, "--received", "2026-11-23"), "lies after today"),
        (4, (*STP, "--received", "2026-09-30"), "comes before the first day of 2026-10"),
        (4, ("2026-11", *STP[1:]), "2026-11 was not closed yet"),
    ],
)
def test_what_cannot_be_objected(closed: Clerk, code: int, words: tuple[str, ...], message: str) -> None:
    closed.ok("period", "open", "2026-11")
    assert message in closed.refused(code, "objection", "add", *words)["message"]


@pytest.mark.parametrize(
    ("code", "words", "message"),
    [
        (3, ("2", "--outcome", "upheld", *ANSWER), "There is no objection no. 2"),
        (4, ("1", "--outcome", "no", *ANSWER), "Outcome 'no' is not known"),
        (2, ("1", "--outcome", "upheld", *ANSWER, "--answer", ""), "--answer is empty"),
        (2, ("1", "--outcome", "upheld", *ANSWER, "--document", ""), "--document is empty"),
        (4, ("1", "--outcome", "upheld", *ANSWER, "--on", "2026-11-02"), "comes before its receipt"),
        (4, ("1", "--outcome", "upheld", *ANSWER, "--on", "2026-11-30"), "lies after today"),
    ],
)
def test_what_is_no_answer(closed: Clerk, code: int, words: tuple[str, ...], message: str) -> None:
    closed.ok("objection", "add", *STP, today="2026-11-03")
    assert message in closed.refused(code, "objection", "answer", *words)["message"]
