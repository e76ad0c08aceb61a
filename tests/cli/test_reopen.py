"""A closed period is opened again by a decision: what it held stays readable, and what changed is told."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk, Said
from cli.test_imports_at_run import loaded

IN_HAND = (Path(__file__).parents[1] / "data" / "in-hand.toml").read_text(encoding="utf-8")
WHY = ("--reason", "A review came in late", "--document", "15/QĐ-UBND", "--by", "Chủ tịch")
LATER = "2026-12-02"


def reopen(clerk: Clerk, key: str, *words: str, today: str | None = None) -> Any:
    return clerk.data("period", "reopen", key, *WHY, *words, today=today)


def shown(clerk: Clerk, *words: str, today: str | None = None) -> Any:
    """Return the whole object of a command."""
    return clerk.ok(*words, "--format", "json", today=today).json


@pytest.fixture
def months(clerk: Clerk) -> Clerk:
    """September and October are closed, November is open; STC has one task on time, one overdue, one due later."""
    for key in ("2026-09", "2026-10", "2026-11"):
        clerk.ok("period", "open", key)
    for title, due in (("First", "2026-09-10"), ("Second", "2026-09-20"), ("Third", "2026-10-20")):
        clerk.task(title, "--due", due, "--assigned", "2026-09-01")
    clerk.ok("log", "NV1", "--done", "--on", "2026-09-10")
    for key in ("2026-09", "2026-10"):
        clerk.ok("period", "close", key)
    return clerk


@pytest.mark.parametrize("left_out", [0, 2, 4])
def test_reason_document_and_decider_are_asked(months: Clerk, left_out: int) -> None:
    words = [*WHY[:left_out], *WHY[left_out + 2 :]]
    error = months.refused(2, "period", "reopen", "2026-10", *words)
    assert (error["code"], WHY[left_out] in error["message"]) == ("usage", True)
    blank = [*words, WHY[left_out], "  "]
    error = months.refused(2, "period", "reopen", "2026-10", *blank)
    assert (error["code"], error["message"]) == ("usage", f"{WHY[left_out]} is empty.")


def test_what_a_reopening_says_and_writes(months: Clerk) -> None:
    before = months.data("period", "show", "2026-09")
    done = reopen(months, "2026-09", "--on", "2026-11-23", today="2026-11-24")
    assert (done["state"], done["revision"], done["locks_at"]) == ("open", 2, None)
    assert (done["data_from"], done["cut_on"]) == (before["data_from"], before["cut_on"])
    decided = {
        "revision": 2,
        "on": "2026-11-23",
        "decided_by": "Chủ tịch",
        "document": "15/QĐ-UBND",
        "reason": "A review came in late",
    }
    assert done["reopened"] == decided
    assert (done["closed_later"], done["built_upon_it"], done["still_walled"]) == (["2026-10"], [], [])
    found = months.data("period", "show", "2026-09")
    assert (found["state"], found["revision"], found["reopened"]) == ("open", 2, [decided])
    assert [one["seal"] for one in found["closings"]] == [before["seal"]]
    newest = months.data("history")[0]
    assert (newest["command"], newest["reason"]) == ("period reopen", "A review came in late")
    assert {one["book"] for one in newest["inserted"]} == {"reopening"}
    assert months.ok("verify").code == 0


def test_the_echo(months: Clerk) -> None:
    said = months.ok("period", "reopen", "2026-09", *WHY).out
    assert "Month 9/2026 (2026-09) opened again, as no. 2, on 2026-11-22 by Chủ tịch" in said
    assert "document 15/QĐ-UBND, because: A review came in late" in said
    assert "Entries dated 2026-09-01 to 2026-09-30 are taken" in said
    assert "tasktrack rank 2026-09 --revision 1" in said
    assert "left as they are: 2026-10." in said


def test_a_dry_run_reopens_nothing(months: Clerk) -> None:
    before = months.digest()
    assert "Dry run" in months.ok("period", "reopen", "2026-10", *WHY, "--dry-run").out
    assert months.digest() == before
    assert months.data("period", "show", "2026-10")["state"] == "closed"


def test_what_cannot_be_reopened(months: Clerk) -> None:
    def refused(code: int, key: str, *words: str) -> dict[str, Any]:
        return months.refused(code, "period", "reopen", key, *WHY, *words)

    assert refused(3, "2027-01")["code"] == "not-found"
    assert "is open and was never closed" in refused(4, "2026-11")["message"]
    months.ok("period", "lock", "2026-11", "--now")
    locked = refused(4, "2026-11")
    assert "is locked and was never closed" in locked["message"]
    assert "tasktrack period lock 2026-11 --meeting DATE" in locked["remedy"]
    months.ok("period", "open", "2026-W46")
    assert "Weeks are never closed" in refused(4, "2026-W46")["message"]
    people = refused(4, "P2026-10")
    assert "there is no P2026-10" in people["message"]
    assert "Use 2026-10" in people["remedy"]
    assert "lies after today" in refused(4, "2026-10", "--on", "2026-11-23")["message"]
    early = refused(4, "2026-10", "--on", "2026-11-21")
    assert "2026-11-21, comes before the period was closed, 2026-11-22" in early["message"]
    reopen(months, "2026-10")
    again = refused(4, "2026-10")
    assert (again["code"], "open again already, as no. 2, since 2026-11-22" in again["message"]) == (
        "exists",
        True,
    )


def test_its_days_take_entries_again_and_no_others(months: Clerk) -> None:
    begun = months.data("log", "NV3", "begun", "--on", "2026-11-02")["entry"]
    assert months.refused(5, "log", "NV2", "late", "--on", "2026-09-25")["code"] == "period-closed"
    reopen(months, "2026-09")
    entry = months.data("log", "NV2", "late", "--on", "2026-09-25", "--percent", "50")["entry"]
    months.ok("log", "NV2", "--done", "--on", "2026-09-24", "--corrects", str(entry))
    months.ok("task", "review", "NV1", "--fail", "--reason", "The annex is missing")
    for on in ("2026-10-01", "2026-10-31"):
        error = months.refused(5, "log", "NV3", "more", "--on", on)
        assert "2026-10, which is closed" in error["message"]
    months.ok("log", "NV3", "more", "--corrects", str(begun))
    closed = months.data("period", "close", "2026-09")
    assert (closed["state"], closed["revision"]) == ("closed", 2)
    months.refused(5, "log", "NV2", "late", "--on", "2026-09-25")


def test_days_before_the_first_period_stay_closed(clerk: Clerk) -> None:
    """What was open at its first closing could else be finished where nothing is counted."""
    task = clerk.task("Draft", "--assigned", "2026-08-03", "--due", "2026-08-20")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10")
    reopen(clerk, "2026-10")
    error = clerk.refused(5, "log", task, "--done", "--on", "2026-09-30")
    assert "comes before the first period, 2026-10, which was closed" in error["message"]
    assert "before a closed period" in clerk.refused(4, "period", "open", "2026-09")["message"]


def test_an_early_cut_stays_and_may_be_locked_again(clerk: Clerk) -> None:
    """Reopened, November keeps the days that it was closed with; December begins after them."""
    task = clerk.task()
    clerk.ok("period", "open", "2026-11", "--meeting", "2026-11-23")
    clerk.ok("period", "close", "2026-11")
    clerk.ok("period", "open", "2026-12")
    reopen(clerk, "2026-11")
    days = {one["key"]: (one["data_from"], one["cut_on"]) for one in clerk.data("period", "list")}
    assert days == {
        "2026-11": ("2026-11-01", "2026-11-20"),
        "2026-12": ("2026-11-21", "2026-12-31"),
    }
    assert clerk.data("period", "status", "2026-11")["blockers"] == []
    clerk.ok("log", task, "late", "--on", "2026-11-20")
    locked = clerk.data("period", "lock", "2026-11", "--now")
    assert (locked["state"], locked["cut_on"]) == ("locked", "2026-11-20")
    error = clerk.refused(5, "log", task, "later", "--on", "2026-11-20")
    assert (error["code"], "period lock 2026-11 --meeting" in error["remedy"]) == ("period-locked", True)
    clerk.ok("log", task, "of December", "--on", "2026-11-21")
    clerk.ok("period", "close", "2026-11")
    assert clerk.data("period", "show", "2026-11")["cut_on"] == "2026-11-20"


def test_later_periods_wait_for_it(months: Clerk) -> None:
    reopen(months, "2026-09")
    error = months.refused(4, "period", "close", "2026-11", today=LATER)
    assert error["details"] == ["2026-09 comes before it and is open again."]
    months.ok("period", "close", "2026-09")
    months.ok("period", "close", "2026-11", today=LATER)


def test_both_revisions_are_readable(months: Clerk) -> None:
    first = shown(months, "rank", "2026-09")
    explained = shown(months, "score", "explain", "STC", "2026-09")
    assert (first["reopened"], first["changed"]) == ([], None)
    reopen(months, "2026-09")
    months.ok("log", "NV2", "--done", "--on", "2026-09-25")
    second = months.data("period", "close", "2026-09")
    assert (second["revision"], second["rankings"][0]["seal"]) == (2, second["seal"])
    stands = shown(months, "rank", "2026-09")
    assert (stands["revision"], stands["seal"], stands["state"]) == (2, second["seal"], "closed")
    old = shown(months, "rank", "2026-09", "--revision", "1")
    assert (old["revision"], old["seal"], old["data"]) == (1, first["seal"], first["data"])
    assert old["changed"] is None
    assert old["reopened"] == stands["reopened"] != []
    assert shown(months, "score", "list", "2026-09", "--revision", "1")["data"] == first["data"]
    of_old = shown(months, "score", "explain", "STC", "2026-09", "--revision", "1")
    assert of_old["data"] == explained["data"]
    assert len(shown(months, "score", "explain", "STC", "2026-09")["data"]["tasks"]) == 2
    error = months.refused(3, "rank", "2026-09", "--revision", "3")
    assert "no closing no. 3" in error["message"]
    closings = months.data("period", "show", "2026-09")["closings"]
    assert [(one["revision"], one["number"], one["closed_by"]) for one in closings] == [
        (1, 1, "clerk"),
        (2, 3, "clerk"),
    ]
    assert [one["seal"] for one in closings] == [first["seal"], second["seal"]]
    assert months.ok("verify").code == 0


def test_reports_say_that_it_was_reopened(months: Clerk) -> None:
    line = "reopened on 2026-11-22 by Chủ tịch, document 15/QĐ-UBND, because: A review came in late"
    tables = (("rank", "2026-09"), ("score", "list", "2026-09"), ("score", "explain", "STC", "2026-09"))
    reopen(months, "2026-09")
    for words in tables:
        assert f"Open again, to be closed as no. 2; {line}" in months.ok(*words).out
    assert f"Closed again as no. 2; {line}" in months.ok("period", "close", "2026-09").out
    for words in tables:
        assert f"Closed again as no. 2; {line}" in months.ok(*words).out
        assert f"No longer in force: {line.replace('on 2026', 'as no. 2 on 2026')}" in (
            months.ok(*words, "--revision", "1").out
        )
    reopen(months, "2026-09")
    months.ok("period", "close", "2026-09")
    assert "Closed again as no. 3;" in months.ok("rank", "2026-09").out
    card = months.ok("period", "show", "2026-09").out
    told = [line.split(" on ")[0] for line in card.partition("Closings")[2].splitlines() if " on " in line]
    assert told == ["No. 1 closed", "Reopened as no. 2", "No. 2 closed", "Reopened as no. 3", "No. 3 closed"]


def test_the_list_says_so(months: Clerk) -> None:
    reopen(months, "2026-10")
    lines = {
        line.split()[0]: line for line in months.ok("period", "list").out.splitlines() if "Month" in line
    }
    assert "Open again" in lines["2026-10"]
    assert lines["2026-10"].split()[-1] == "1", "the closing that is there"
    assert {one["key"]: one["revision"] for one in months.data("period", "list")} == {
        "2026-09": 1,
        "2026-10": 2,
        "2026-11": 1,
    }


# -- what changed --------------------------------------------------------------------------------------------


def test_what_changed_is_told_before_and_after_the_second_closing(months: Clerk) -> None:
    reopen(months, "2026-09")
    months.ok("log", "NV2", "--done", "--on", "2026-09-25")
    new = months.task("Fourth", "--lead", "STP", "--due", "2026-09-15", "--assigned", "2026-09-01")
    changed = shown(months, "rank", "2026-09")["changed"]
    assert (changed["revision"], changed["comparable"], changed["settings"]) == (1, True, [])
    stc, stp = changed["subjects"]
    assert (stc["subject"], stc["before"]["score_text"], stc["after"]["score_text"]) == (
        "STC",
        "50.00",
        "95.83",
    )
    assert (stc["before"]["class"], stc["after"]["class"]) == ("completed", "excellent")
    assert (stp["subject"], stp["before"]["rank"], stp["after"]["rank"]) == ("STP", None, 2)
    late, added = changed["tasks"]
    assert (late["code"], late["title"], late["change"]) == ("NV2", "Second", "changed")
    facts = {fact["fact"]: (fact["before"], fact["after"]) for fact in late["facts"]}
    assert facts == {
        "state": ("open", "done"),
        "done_on": (None, "2026-09-25"),
        "completed_on": (None, "2026-09-25"),
        "last_on": (None, "2026-09-25"),
    }
    assert (added["code"], added["change"]) == (new, "added")
    assert ("due_on", None, "2026-09-15") in [
        (fact["fact"], fact["before"], fact["after"]) for fact in added["facts"]
    ]
    dry = months.data("period", "close", "2026-09", "--dry-run")["rankings"][0]["changed"]
    closed = months.data("period", "close", "2026-09")["rankings"][0]["changed"]
    assert dry == closed == changed
    months.ok("task", "edit", "NV2", "--title", "Renamed since")
    for words in (("rank", "2026-09"), ("score", "list", "2026-09")):
        assert shown(months, *words)["changed"] == changed
    text = months.ok("rank", "2026-09").out.partition("What changed since closing no. 1")[2]
    assert "50.00 -> 95.83" in text
    assert "Completed -> Excellent" in text
    assert "NV2" in text
    assert new in text
    block = shown(months, "rank", "2026-09", "--block", "xa")["changed"]
    assert (block["subjects"], block["tasks"]) == ([], [])


def test_a_task_that_is_counted_no_more(months: Clerk) -> None:
    """Returned in October, the task of September is no longer done, and November takes it over."""
    reopen(months, "2026-09")
    months.ok("task", "review", "NV1", "--return", "--reason", "Not what was asked")
    changed = shown(months, "rank", "2026-09")["changed"]
    (task,) = changed["tasks"]
    facts = {fact["fact"]: (fact["before"], fact["after"]) for fact in task["facts"]}
    assert facts == {
        "state": ("done", "returned"),
        "done_on": ("2026-09-10", None),
        "completed_on": ("2026-09-10", None),
        "on_time": (True, False),
    }
    text = months.ok("rank", "2026-09").out
    assert "On time" in text
    months.ok("period", "close", "2026-09")
    months.ok("log", "NV1", "--done", "--on", "2026-11-20")
    months.ok("task", "review", "NV1", "--accept")
    tasks = months.data("score", "explain", "STC", "2026-11")["tasks"]
    assert {one["code"]: one["carried_over"] for one in tasks} == {"NV1": True, "NV2": True, "NV3": True}


def test_when_nothing_differs_it_says_so(months: Clerk) -> None:
    reopen(months, "2026-10")
    said = shown(months, "rank", "2026-10")
    assert (said["changed"]["subjects"], said["changed"]["tasks"]) == ([], [])
    assert "What changed since closing no. 1\n\nNothing differs." in months.ok("rank", "2026-10").out
    assert "Nothing differs." in months.ok("period", "close", "2026-10").out
    header = csv.DictReader(io.StringIO(months.ok("rank", "2026-10", "--format", "csv").out)).fieldnames
    assert header == list(said["data"][0])


def test_the_scheme_of_the_closing_is_used_again(clerk: Clerk, tmp_path: Path) -> None:
    """Also when another is the office's by now; a newer version and other settings are told."""
    path = tmp_path / "in-hand.toml"
    path.write_text(IN_HAND, encoding="utf-8")
    clerk.ok("scheme", "install", str(path))
    clerk.task("Draft", "--due", "2026-10-20")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10", "--scheme", "in-hand")
    reopen(clerk, "2026-10")
    clerk.ok("config", "set", "in-hand.scope", "assigned")
    path.write_text(IN_HAND.replace("version = 1", "version = 2"), encoding="utf-8")
    clerk.ok("scheme", "install", str(path))
    said = shown(clerk, "rank", "2026-10")
    assert (said["scheme"], said["scheme_version"]) == ("in-hand", 2)
    assert said["changed"]["settings"] == [
        {"name": "version", "before": "1", "after": "2"},
        {"name": "scope", "before": "active", "after": "assigned"},
    ]
    other = shown(clerk, "rank", "2026-10", "--scheme", "unit-tasks")["changed"]
    assert (other["comparable"], other["subjects"]) == (False, [])
    assert "That closing did not run this scheme" in clerk.ok("rank", "2026-10", "--scheme", "unit-tasks").out
    assert clerk.data("score", "explain", "STC", "2026-10")["scheme"] == "in-hand"
    assert clerk.data("period", "close", "2026-10")["schemes"] == ["in-hand"]
    assert shown(clerk, "rank", "2026-10", "--scheme", "unit-tasks")["changed"] is None, "computed now"


def test_support_and_officers_are_told_apart(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    text = IN_HAND.replace('code = "in-hand"', 'code = "people"\nsubject = "officer"')
    path.write_text(text, encoding="utf-8")
    clerk.ok("scheme", "install", str(path))
    clerk.task("Draft", "--due", "2026-10-20", "--officer", "AN", "--support", "STP")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-10", "--scheme", "unit-tasks", "--scheme", "people")
    reopen(clerk, "2026-10")
    clerk.ok("log", "NV1", "--done", "--on", "2026-10-19")
    (task,) = shown(clerk, "rank", "2026-10", "--scheme", "people")["changed"]["tasks"]
    assert (task["code"], task["role"]) == ("NV1", "officer")
    closed = clerk.data("period", "close", "2026-10")
    assert [one["changed"]["tasks"][0]["role"] for one in closed["rankings"]] == ["lead", "officer"]


# -- longer periods, years of marks, people ------------------------------------------------------------------


def test_a_quarter_stands_on_the_closing_it_was_made_of(clerk: Clerk) -> None:
    for key in ("2026-07", "2026-08", "2026-09", "2026-Q3"):
        clerk.ok("period", "open", key)
    for key in ("2026-07", "2026-08", "2026-09", "2026-Q3"):
        clerk.ok("period", "close", key)
    seal = clerk.data("period", "show", "2026-Q3")["seal"]
    assert reopen(clerk, "2026-08")["built_upon_it"] == ["2026-Q3"]
    found = clerk.data("period", "show", "2026-Q3")
    assert (found["state"], found["seal"]) == ("closed", seal)
    assert found["built_on"] == [{"period": "2026-08", "revision": 1, "now": None}]
    assert "2026-08, which is open again" in clerk.ok("period", "show", "2026-Q3").out
    clerk.ok("period", "close", "2026-08")
    moved = "uilt on closing no. 1 of 2026-08; that is now no. 2."
    for words in (("period", "show", "2026-Q3"), ("period", "status", "2026-Q3"), ("verify",)):
        assert moved in clerk.ok(*words).out
    assert len(shown(clerk, "verify")["notes"]) == 1
    reopen(clerk, "2026-Q3")
    again = clerk.data("period", "close", "2026-Q3")
    assert again["revision"] == 2
    assert clerk.data("period", "show", "2026-Q3")["built_on"] == []
    assert shown(clerk, "verify")["notes"] == []


def test_a_quarter_that_is_open_again_waits_for_its_months(clerk: Clerk) -> None:
    for key in ("2026-07", "2026-08", "2026-09", "2026-Q3"):
        clerk.ok("period", "open", key)
    for key in ("2026-07", "2026-08", "2026-09", "2026-Q3"):
        clerk.ok("period", "close", key)
    done = reopen(clerk, "2026-Q3")
    assert (done["data_from"], done["cut_on"]) == ("2026-07-01", "2026-09-30")
    task = clerk.task("Draft", "--assigned", "2026-07-01")
    clerk.refused(5, "log", task, "late", "--on", "2026-08-10")
    reopen(clerk, "2026-08")
    error = clerk.refused(4, "period", "close", "2026-Q3")
    assert error["details"] == ["2026-08, a part of it, is not closed."]


def test_marks_of_a_year_can_be_changed_again(clerk: Clerk) -> None:
    def mark(points: str) -> tuple[str, ...]:
        return ("mark", "set", "2025", "STC", "index", points, "--scheme", "par-index")

    clerk.ok("period", "open", "2025")
    clerk.ok(*mark("70"))
    clerk.ok("period", "close", "2025", "--scheme", "par-index")
    clerk.refused(5, *mark("80"))
    said = clerk.ok("period", "reopen", "2025", *WHY).out
    assert "Its marks can be changed until it is closed" in said
    clerk.ok(*mark("80"))
    changed = shown(clerk, "rank", "2025")["changed"]
    assert [(one["subject"], one["after"]["score_text"]) for one in changed["subjects"]] == [("STC", "80.00")]
    (given,) = changed["marks"]
    assert (given["criterion"], given["before"], given["after"]) == ("index", 70, 80)
    assert "70.00" in clerk.ok("rank", "2025").out.partition("Marks")[2]
    closed = clerk.data("period", "close", "2025")
    assert (closed["schemes"], closed["rankings"][0]["changed"]) == (["par-index"], changed)
    assert clerk.ok("verify").code == 0


def test_days_that_a_period_of_people_walls_stay_closed(empty: Clerk) -> None:
    """The office's October, 15 September to 14 October, lies in two calendar months of its people."""
    people = Path("people.toml")
    text = IN_HAND.replace('code = "in-hand"', 'code = "people"\nsubject = "officer"')
    people.write_text(text, encoding="utf-8")
    empty.ok("unit", "add", "STC", "Sở Tài chính", "--block", "so", today="2026-09-01")
    empty.ok("scheme", "install", str(people))
    empty.ok("config", "set", "windows", "statutory")
    for key in ("2026-10", "P2026-09", "P2026-10"):
        empty.ok("period", "open", key)
    task = empty.task("Draft", "--assigned", "2026-09-15")
    empty.ok("period", "close", "2026-10")
    empty.ok("period", "close", "P2026-09", "--scheme", "people")
    done = reopen(empty, "2026-10")
    assert done["still_walled"] == [{"period": "P2026-09", "data_from": "2026-09-15", "cut_on": "2026-09-30"}]
    assert "P2026-09" in empty.refused(5, "log", task, "late", "--on", "2026-09-30")["message"]
    empty.ok("log", task, "late", "--on", "2026-10-01")
    assert reopen(empty, "P2026-09")["still_walled"] == []
    empty.ok("log", task, "late", "--on", "2026-09-30")
    empty.ok("period", "close", "P2026-09")
    assert shown(empty, "rank", "P2026-09")["scheme"] == "people"


# -- which period is meant -----------------------------------------------------------------------------------


def test_without_a_period_the_latest_closed_one_is_shown(months: Clerk) -> None:
    note = "2026-10 is open again, as no. 2, and is passed over until it is closed."
    reopen(months, "2026-10")
    for words in (("rank",), ("score", "list"), ("score", "explain", "STC")):
        said: Said = months.ok(*words, "--format", "json")
        assert (said.json["period"], said.err.strip()) == ("2026-09", note)
    assert months.ok("rank", "2026-09").err == ""
    reopen(months, "2026-09")
    error = months.refused(3, "rank")
    assert error["message"] == "No month is closed now: 2026-10 is open again."
    assert error["remedy"] == "See what it was closed with: tasktrack rank 2026-10 --revision 1."


def test_a_period_never_reopened_costs_nothing_more(months: Clerk) -> None:
    ours = {f"tasktrack.{name}" for name in ("services.changed_figures", "reports.changed_figures")}
    ours |= {f"tasktrack.{room}.reopening" for room in ("domain", "services", "store", "reports")}
    ours |= {"tasktrack.services.counted_once", "tasktrack.store.changed_figures"}
    for words in (("rank",), ("rank", "2026-11"), ("score", "explain", "STC"), ("period", "list")):
        assert loaded(months, *words).isdisjoint(ours)
    reopen(months, "2026-10")
    assert loaded(months, "rank", "2026-10") >= ours - {
        "tasktrack.services.reopening",
        "tasktrack.reports.reopening",
        "tasktrack.services.counted_once",
    }


def test_a_due_date_entered_wrong_is_mended_while_the_period_is_open_again(clerk: Clerk) -> None:
    """As the refusal says: a closing that is no longer in force holds nothing fast."""
    task = clerk.task("Draft the plan", "--due", "2026-10-20", today="2026-10-31")
    clerk.ok("period", "open", "2026-10", today="2026-10-31")
    clerk.ok("period", "close", "2026-10", today="2026-11-01")
    clerk.refused(4, "task", "edit", task, "--due", "2026-10-30", today="2026-11-01")
    words = ("--reason", "wrong day", "--document", "1/BB", "--by", "Chánh Văn phòng")
    clerk.ok("period", "reopen", "2026-10", *words, today="2026-11-01")
    edited = clerk.data("task", "edit", task, "--due", "2026-10-30", today="2026-11-01")
    assert edited["due_on"] == "2026-10-30"
    clerk.ok("period", "close", "2026-10", today="2026-11-01")
    clerk.ok("verify")
