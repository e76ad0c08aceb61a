"""What a closing froze is all that is read of it: titles, names, order, changes, conditions, who was left out."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from store.registers import value, without_guards

DATA = Path(__file__).parents[1] / "data"
IN_HAND = (DATA / "in-hand.toml").read_text(encoding="utf-8")
CONDITIONS = """
[[classes]]
code = "high"
from = 50
label = { vi = "Mức cao", en = "High" }

[[classes.conditions]]
formula = "tasks >= 1"
label = { vi = "Có nhiệm vụ", en = "Has tasks" }

[[classes.conditions]]
formula = "tasks_done == tasks"
label = { vi = "Hoàn thành toàn bộ", en = "All done" }

[[classes]]
code = "low"
from = 0
label = { vi = "Mức thấp", en = "Low" }
"""
Install = Callable[[str], None]


@pytest.fixture
def install(clerk: Clerk, tmp_path: Path) -> Install:
    """Return how a scheme is installed from its text."""

    def put(text: str) -> None:
        path = tmp_path / "scheme.toml"
        path.write_text(text, encoding="utf-8")
        clerk.ok("scheme", "install", str(path))

    return put


def named(code: str, *changes: tuple[str, str]) -> str:
    """Return the scheme of the tasks in hand under another code, with other changes."""
    text = IN_HAND
    for old, new in (('code = "in-hand"', f'code = "{code}"'), *changes):
        assert old in text
        text = text.replace(old, new)
    return text


OFFICERS = named("people", ("version = 1", 'version = 1\nsubject = "officer"'))


def table(clerk: Clerk, *words: str) -> Any:
    """Return the whole object that `rank` says of October."""
    return clerk.ok("rank", "2026-10", *words, "--format", "json").json


def explained(clerk: Clerk, *words: str) -> Any:
    return clerk.data("score", "explain", *words)


def test_titles_and_documents_stand_as_they_were_closed(clerk: Clerk, install: Install) -> None:
    install(IN_HAND)
    clerk.ok("period", "open", "2026-10")
    task = clerk.task("Draft", "--due", "2026-10-20", "--document", "12/KH", "--document-date", "2026-10-01")
    before = explained(clerk, "STC", "2026-10")["tasks"]
    clerk.ok("period", "close", "2026-10")
    clerk.ok("task", "edit", task, "--title", "Another", "--document", "99/KH")
    assert explained(clerk, "STC", "2026-10")["tasks"] == before
    computed = clerk.ok("score", "explain", "STC", "2026-10", "--scheme", "in-hand", "--format", "json").json
    assert computed["state"] == "computed"
    (found,) = computed["data"]["tasks"]
    assert (found["title"], found["document"], found["document_date"]) == ("Draft", "12/KH", "2026-10-01")
    clerk.ok("period", "open", "2026-11")
    (carried,) = explained(clerk, "STC", "2026-11")["tasks"]
    assert (carried["title"], carried["document"]) == ("Another", "99/KH")
    assert clerk.ok("verify").code == 0


def test_one_title_is_frozen_for_all_roles_of_a_task(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-10")
    clerk.task("Draft", "--due", "2026-10-20", "--officer", "AN", "--support", "STP")
    clerk.ok("period", "close", "2026-10")
    assert value(clerk.db, "SELECT count(*) FROM frozen_task") == 3
    assert value(clerk.db, "SELECT count(*) FROM frozen_title") == 1


def test_the_change_of_rank_is_what_it_was_at_the_closing(clerk: Clerk) -> None:
    for key, lead in (("2026-09", "STC"), ("2026-10", "STP")):
        clerk.ok("period", "open", key)
        for code in ("STC", "STP"):
            task = clerk.task("Draft", "--lead", code, "--due", f"{key}-20", "--assigned", "2026-08-03")
            if code == lead:
                clerk.ok("log", task, "--done", "--on", f"{key}-20")
        clerk.ok("period", "close", key)
    changes = {row["subject"]: row["change"] for row in table(clerk)["data"]}
    assert changes == {"STC": -1, "STP": 1, "XA1": None}
    first = value(clerk.db, "SELECT id FROM period WHERE key = '2026-09'")
    without_guards(clerk.db, f"UPDATE frozen_rank SET rank = 7 WHERE period = {first}")
    assert {row["subject"]: row["change"] for row in table(clerk)["data"]} == changes
    assert {row["change"] for row in clerk.data("rank", "2026-09")} == {None}


def test_a_later_closing_of_the_period_before_changes_nothing(clerk: Clerk) -> None:
    """Whether a task was registered late is told by the closing that stood when this one was made."""
    clerk.ok("period", "open", "2026-09")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("period", "close", "2026-09")
    clerk.task("Late", "--due", "2026-09-20", "--assigned", "2026-09-01")
    clerk.ok("period", "close", "2026-10")
    before = explained(clerk, "STC", "2026-10")["tasks"]
    assert [task["registered_late"] for task in before] == [True]
    again = "period, 2, 99, at, actor, as_of, data_from, cut_on, settings, parts, seal, previous_seal"
    newest = "(SELECT max(seq) FROM journal)"
    without_guards(clerk.db, f"INSERT INTO closing SELECT {again}, {newest} FROM closing WHERE number = 1")
    assert explained(clerk, "STC", "2026-10")["tasks"] == before


def test_the_tied_and_the_unscored_keep_their_order(clerk: Clerk) -> None:
    """Their names decide, by the Vietnamese alphabet, and not their codes."""
    for code, name in (("A1", "Sở Ý"), ("B1", "Sở Đất"), ("C1", "Sở Dân"), ("D1", "Sở An")):
        clerk.ok("unit", "add", code, name, "--block", "khac")
    clerk.ok("period", "open", "2026-10")
    for code in ("A1", "C1"):
        clerk.ok(
            "log", clerk.task("Draft", "--lead", code, "--due", "2026-10-20"), "--done", "--on", "2026-10-20"
        )
    printed = clerk.data("period", "close", "2026-10")["rankings"][0]["data"]
    assert [row["subject"] for row in printed if row["block"] == "khac"] == ["C1", "A1", "D1", "B1"]
    assert table(clerk)["data"] == printed


def test_a_dry_run_names_no_seal_and_closes_nothing(clerk: Clerk) -> None:
    clerk.task("Draft", "--due", "2026-10-20")
    clerk.ok("period", "open", "2026-10")
    said = clerk.ok("period", "close", "2026-10", "--dry-run")
    assert "Month 10/2026 would be closed, closing no. 1; tasks frozen: 1." in said.out
    assert "Provisional: the period is not closed" in said.out
    assert "seal" not in said.out.lower()
    found = clerk.data("period", "close", "2026-10", "--dry-run")
    assert (found["state"], found["seal"], found["schemes"]) == ("open", None, ["unit-tasks"])
    (ranked,) = found["rankings"]
    assert (ranked["state"], ranked["seal"]) == ("open", None)
    assert ranked["data"] == table(clerk)["data"]
    closed = clerk.data("period", "close", "2026-10")
    assert closed["state"] == closed["rankings"][0]["state"] == "closed"
    assert closed["rankings"][0]["seal"] == closed["seal"]


def test_conditions_are_named_in_the_language_spoken(clerk: Clerk, install: Install) -> None:
    install(named("bands") + CONDITIONS)
    clerk.ok("period", "open", "2026-10")
    for number in range(2):
        task = clerk.task(f"Draft {number}", "--due", "2026-10-20")
    clerk.ok("log", task, "--done", "--on", "2026-10-20")
    live = table(clerk, "--scheme", "bands")["data"]
    clerk.ok("period", "close", "2026-10", "--scheme", "bands")
    row = table(clerk)["data"][0]
    assert [row] == [one for one in live if one["subject"] == "STC"]
    assert (row["class"], row["conditions_failed"]) == ("points-ok-condition-failed", ["All done"])
    assert row["class_label"] == "Points reached for High, conditions not met: All done"
    kept = "SELECT band || ' ' || conditions FROM frozen_rank WHERE class = 'points-ok-condition-failed'"
    assert value(clerk.db, kept) == "high [1]"
    vietnamese = clerk.ok("rank", "2026-10", "--format", "json", lang="vi").json["data"][0]
    assert vietnamese["conditions_failed"] == ["Hoàn thành toàn bộ"]
    assert "Mức cao" in vietnamese["class_label"]
    for words in (("rank", "2026-10"), ("score", "explain", "STC", "2026-10")):
        shown = clerk.ok(*words).out
        assert "conditions not met: All done" in shown
        assert "tasks_done == tasks" not in shown


def test_another_scheme_reads_the_names_and_units_of_that_day(clerk: Clerk, install: Install) -> None:
    install(IN_HAND)
    clerk.ok("period", "open", "2026-10")
    clerk.task("Draft", "--due", "2026-10-20")
    clerk.ok("period", "close", "2026-10")
    clerk.ok("unit", "rename", "STC", "Sở Tài chính mới", "--reason", "Merged")
    clerk.ok("unit", "add", "SNV", "Sở Nội vụ", "--block", "so")
    said = table(clerk, "--scheme", "in-hand")
    assert (said["state"], said["seal"]) == ("computed", None)
    assert {row["subject"]: row["name"] for row in said["data"]} == {
        "STC": "Sở Tài chính",
        "STP": "Sở Tư pháp",
        "XA1": "Xã Đông Hòa",
    }


def test_an_open_table_has_no_seal(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2026-10")
    assert table(clerk)["seal"] is None
    clerk.ok("period", "close", "2026-10")
    assert table(clerk)["seal"] == value(clerk.db, "SELECT seal FROM closing")


@pytest.mark.parametrize("closed_by", ["unit-tasks", "due", "active", "assigned"])
def test_every_scope_can_be_asked_of_a_closing(clerk: Clerk, install: Install, closed_by: str) -> None:
    """Whatever it was closed with: due early or late, undated, finished before it was due, assigned and done."""
    for scope in ("due", "active", "assigned"):
        install(named(scope, ('default = "active"', f'default = "{scope}"')))
    clerk.ok("period", "open", "2026-10")
    plan = (
        ("2026-08-03", "2026-12-10", "2026-10-05"),  # finished inside, due later
        ("2026-10-05", "2026-12-10", "2026-10-06"),
        ("2026-10-05", None, "2026-10-06"),
        ("2026-08-03", "2026-10-20", "2026-09-20"),  # finished before its window
        ("2026-08-03", "2026-09-10", "2026-10-20"),
        ("2026-08-03", "2026-09-10", None),
        ("2026-08-03", None, "2026-09-11"),
        ("2026-11-02", "2026-11-10", None),
    )
    for number, (assigned, due, done) in enumerate(plan):
        task = clerk.task(f"Draft {number}", "--assigned", assigned, *(("--due", due) if due else ()))
        if done:
            clerk.ok("log", task, "--done", "--on", done)
    schemes = ("due", "active", "assigned")
    live = {one: explained(clerk, "STC", "2026-10", "--scheme", one) for one in schemes}
    assert {one: len(found["tasks"]) for one, found in live.items()} == {"due": 4, "active": 5, "assigned": 2}
    clerk.ok("period", "close", "2026-10", "--scheme", closed_by)
    for one, found in live.items():
        assert explained(clerk, "STC", "2026-10", "--scheme", one) == found


def test_the_scheme_that_scores_a_subject_explains_it(clerk: Clerk, install: Install) -> None:
    install(OFFICERS)
    clerk.ok("period", "open", "2026-10")
    clerk.task("Draft", "--due", "2026-10-20", "--officer", "AN")
    clerk.ok("period", "close", "2026-10", "--scheme", "unit-tasks", "--scheme", "people")
    assert explained(clerk, "STC", "2026-10")["scheme"] == "unit-tasks"
    found = explained(clerk, "an", "2026-10")
    assert (found["scheme"], [task["code"] for task in found["tasks"]]) == ("people", ["NV1"])
    clerk.refused(3, "score", "explain", "AN", "2026-10", "--scheme", "unit-tasks")


def test_tables_of_officers_are_headed_as_such(clerk: Clerk, install: Install) -> None:
    install(OFFICERS)
    clerk.ok("period", "open", "2026-10")
    clerk.task("Draft", "--due", "2026-10-20", "--officer", "AN")
    shown = clerk.ok("rank", "2026-10", "--scheme", "people").out
    assert "Name of officer" in shown
    assert "Unit STC" in shown
    assert "Name of unit" not in shown
    assert "Block" not in shown
    assert "Name of unit" in clerk.ok("rank", "2026-10").out


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_tables_have_every_key_of_the_rows(clerk: Clerk, form: str, delimiter: str) -> None:
    clerk.ok("period", "open", "2026-10")
    text = clerk.ok("rank", "2026-10", "--format", form).out
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    assert list(rows[0]) == list(table(clerk)["data"][0])
    assert [(row["subject"], row["block"], row["tied"]) for row in rows] == [
        ("STC", "so", "false"),
        ("STP", "so", "false"),
        ("XA1", "xa", "false"),
    ]


def test_who_is_left_out_of_the_table_is_named(clerk: Clerk) -> None:
    clerk.ok("unit", "add", "VP", "Văn phòng")
    clerk.ok("unit", "add", "OLD", "Sở cũ", "--block", "so", "--from", "2020-01-01", "--to", "2026-09-15")
    clerk.ok("period", "open", "2026-10")
    for number, lead in enumerate(("VP", "OLD", "VP", "STC")):
        clerk.task(f"Draft {number}", "--lead", lead, "--due", "2026-10-20", "--assigned", "2026-09-01")
    note = "Not in this table: 3 tasks of units without a block or ended before the period: OLD (1), VP (2)"
    left = [{"unit": "OLD", "tasks": 1}, {"unit": "VP", "tasks": 2}]
    assert note in clerk.ok("rank", "2026-10").out
    assert table(clerk)["unranked"] == left
    closed = clerk.data("period", "close", "2026-10")
    assert closed["rankings"][0]["unranked"] == left
    clerk.ok("period", "open", "2026-11")
    clerk.ok("log", "NV1", "--done", today="2026-11-22")
    assert note in clerk.ok("rank", "2026-10").out
    assert table(clerk)["unranked"] == left
    assert json.loads(value(clerk.db, "SELECT unranked FROM closing_scheme")) == [["OLD", 1], ["VP", 2]]


def test_officers_without_a_posting_are_named_too(clerk: Clerk, install: Install) -> None:
    install(OFFICERS)
    clerk.ok("period", "open", "2026-10")
    for number, officer in enumerate(("AN", "BINH")):
        clerk.task(f"Draft {number}", "--due", "2026-10-20", "--officer", officer)
    assert table(clerk, "--scheme", "people")["unranked"] == []
    ended = (
        "UPDATE posting SET to_on = '2026-09-30' WHERE officer = (SELECT id FROM officer WHERE code = 'BINH')"
    )
    without_guards(clerk.db, ended)
    assert table(clerk, "--scheme", "people")["unranked"] == [{"officer": "BINH", "tasks": 1}]
    shown = clerk.ok("rank", "2026-10", "--scheme", "people").out
    assert "Not in this table: 1 task of officers without a posting at the cut: BINH (1)" in shown


@pytest.mark.parametrize("remark", ["?not-marked:x", "? unclear", "=?", "= 3", "plain"])
def test_a_remark_is_told_as_it_was_entered(clerk: Clerk, remark: str) -> None:
    clerk.ok("period", "open", "2025")
    clerk.ok("mark", "set", "2025", "STC", "index", "70", "--scheme", "par-index", "--reason", remark)

    def reason() -> str:
        lines = explained(clerk, "STC", "2025", "--scheme", "par-index")["lines"]
        return str(next(line["reason"] for line in lines if line["code"] == "index"))

    assert reason() == remark
    clerk.ok("period", "close", "2025", "--scheme", "par-index")
    assert reason() == remark


def test_schemes_in_a_circle_are_named(clerk: Clerk, install: Install) -> None:
    for code, used in (("one", "two"), ("two", "three"), ("three", "two")):
        install(named(code, ("version = 1", f'version = 1\nuses = ["{used}"]')))
    clerk.ok("period", "open", "2026-10")
    error = clerk.refused(4, "period", "close", "2026-10", "--scheme", "one")
    assert error["message"] == "These schemes use each other in a circle: two -> three -> two."


def test_a_used_scheme_that_is_missing_is_named(clerk: Clerk, install: Install) -> None:
    install(named("one", ("version = 1", 'version = 1\nuses = ["two"]')))
    clerk.ok("period", "open", "2026-10")
    error = clerk.refused(3, "period", "close", "2026-10", "--scheme", "one")
    assert (error["code"], error["message"]) == ("not-found", "Scheme one uses two, which is not there.")
    install(named("two"))
    closed = clerk.data("period", "close", "2026-10", "--scheme", "one")
    assert closed["schemes"] == ["one", "two"]
