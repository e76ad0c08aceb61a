"""Scores explained: formulas with their numbers, and the tasks that add up to every measure."""

import csv
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

DATA = Path(__file__).parents[1] / "data"
LINE = {"code", "label", "formula", "substituted", "value", "points", "max", "source", "tasks"}


def lines(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["code"]: line for line in found["lines"]}


def exact(value: float) -> Fraction:
    """Read a number of JSON, which has at most six decimals."""
    return Fraction(str(value))


@pytest.fixture
def november(clerk: Clerk) -> Clerk:
    """Tasks of STC in November: on time, late with a failed review, partly delivered, overdue, without a date."""
    clerk.ok("period", "open", "2026-11")
    clerk.task("On time", "--due", "2026-11-20", "--document", "12/KH-UBND", "--document-date", "2026-10-01")
    clerk.task("Late", "--due", "2026-11-02", "--coefficient", "2.7", "--quantity", "3")
    clerk.task("In part", "--due", "2026-11-15", "--coefficient", "0.8", "--quantity", "5")
    clerk.task("Overdue", "--due", "2026-10-20")
    clerk.task("Without a date", "--coefficient", "1.5")
    clerk.task("Not yet due", "--due", "2026-12-10")
    clerk.ok("log", "NV1", "--done", "--on", "2026-11-18", "--evidence", "45/BC-STC")
    clerk.ok("log", "NV2", "--done", "--on", "2026-11-05")
    clerk.ok("task", "review", "NV2", "--fail", "--reason", "Figures missing")
    clerk.ok("log", "NV3", "--quantity", "2.5", "--on", "2026-11-10")
    clerk.ok("log", "NV5", "--done", "--on", "2026-11-12")
    return clerk


def check_sums(found: dict[str, Any]) -> None:
    """The listed tasks add up to the measures, as anyone can with pencil and paper."""
    by_code, tasks = lines(found), found["tasks"]

    def total(*names: str, quarters: str = "") -> Fraction:
        parts = []
        for task in tasks:
            part = Fraction(max(0, 4 - task[quarters])) if quarters else Fraction(1)
            for name in names:
                part *= exact(task[name])
            parts.append(part)
        return sum(parts, Fraction(0))

    for code, value in {
        "assigned": total("coefficient", "assigned_quantity"),
        "delivered": total("coefficient", "done_quantity"),
        "sound_quarters": total("coefficient", "done_quantity", quarters="failed_reviews"),
        "punctual_quarters": total("coefficient", "done_quantity", quarters="late_count"),
        "tasks": Fraction(len(tasks)),
        "tasks_overdue": Fraction(sum(task["overdue"] for task in tasks)),
        "tasks_late": Fraction(sum(bool(task["done_on"]) and task["late_days"] > 0 for task in tasks)),
    }.items():
        assert exact(by_code[code]["value"]) == value, code
    assert by_code["tasks"]["tasks"] == [task["code"] for task in tasks]
    assert set(by_code["delivered"]["tasks"]) == {task["code"] for task in tasks if task["done_quantity"]}


def test_the_contract(november: Clerk) -> None:
    said = november.ok("score", "explain", "STC", "2026-11", "--format", "json").json
    assert (said["command"], said["period"], said["state"]) == ("score explain", "2026-11", "open")
    found = said["data"]
    assert set(found) >= {"subject", "scheme", "version", "lines"}
    assert (found["subject"], found["scheme"], found["version"]) == ("STC", "unit-tasks", 1)
    assert all(set(line) >= LINE for line in found["lines"])
    assert {line["source"] for line in found["lines"]} == {"formula", "measure"}


def test_the_listed_tasks_reproduce_the_measures(november: Clerk) -> None:
    found = november.data("score", "explain", "STC", "2026-11")
    assert [task["code"] for task in found["tasks"]] == ["NV1", "NV2", "NV3", "NV4", "NV5"]
    check_sums(found)
    by_task = {task["code"]: task for task in found["tasks"]}
    assert by_task["NV1"]["document"] == "12/KH-UBND"
    assert by_task["NV2"]["late_days"] == 3
    assert (by_task["NV2"]["late_count"], by_task["NV2"]["failed_reviews"]) == (1, 1)
    assert (by_task["NV4"]["carried_over"], by_task["NV4"]["overdue"]) == (True, True)
    assert lines(found)["tasks_overdue"]["tasks"] == ["NV3", "NV4"]
    assert lines(found)["tasks_on_time"]["tasks"] == ["NV1", "NV5"]
    a = lines(found)["a"]
    assert a["formula"].startswith("iif(cap_components, min(1, delivered / assigned)")
    assert "12.6" in a["substituted"], "1 + 8.1 + 2 + 1.5 delivered"
    score = 100 * (sum(exact(lines(found)[code]["value"]) for code in "abc")) / 3
    assert abs(exact(found["score"]) - score) < Fraction(1, 10**4)


def test_closed_figures_are_explained_from_what_was_frozen(november: Clerk) -> None:
    november.ok("period", "lock", "2026-11", "--now")
    before = november.data("score", "explain", "STC", "2026-11")
    november.ok("period", "close", "2026-11")
    november.ok("config", "set", "unit-tasks.late_count", "calendar_day")
    november.ok("log", "NV4", "--done", today="2026-11-24")
    found = november.data("score", "explain", "STC", "2026-11")
    assert (found["lines"], found["tasks"], found["settings"]) == (
        before["lines"],
        before["tasks"],
        before["settings"],
    )
    check_sums(found)


def test_a_closed_period_computed_by_another_scheme_is_explained(november: Clerk) -> None:
    november.ok("scheme", "install", str(DATA / "in-hand.toml"))
    november.ok("period", "lock", "2026-11", "--now")
    november.ok("period", "close", "2026-11")
    said = november.ok("score", "explain", "STC", "--scheme", "in-hand", "--format", "json").json
    assert said["state"] == "computed"
    found = lines(said["data"])
    assert (found["tasks"]["value"], found["tasks_done"]["value"]) == (6, 3)
    assert found["tasks_done"]["tasks"] == ["NV1", "NV2", "NV5"]


def test_people_see_formulas_with_their_numbers(november: Clerk) -> None:
    text = november.ok("score", "explain", "STC", "2026-11").out
    assert "score = 100 * (a + b + c) / 3 = 100 * (" in text
    assert "late_count = occurrence" in text
    assert "carried over; overdue" in text
    assert "12/KH-UBND" in text


def test_a_unit_without_tasks_has_no_score(november: Clerk) -> None:
    found = november.data("score", "explain", "STP", "2026-11")
    assert (found["score"], found["class"], found["tasks"]) == (None, "no-score", [])
    assert lines(found)["score"]["value"] is None
    assert lines(found)["assigned"]["reason"] == "nothing assigned in the period"


def test_who_cannot_be_explained(november: Clerk) -> None:
    november.ok("unit", "add", "VP", "Văn phòng")
    error = november.refused(3, "score", "explain", "VP", "2026-11")
    assert "VP (Văn phòng) is not scored in 2026-11" in error["message"]
    assert november.refused(3, "score", "explain", "NOBODY", "2026-11")["code"] == "not-found"
    error = november.refused(3, "score", "explain", "STC")
    assert "tasktrack score explain STC 2026-11" in error["remedy"]
    assert november.data("score", "explain", "stc", "2026-11")["subject"] == "STC"


def test_the_list_is_the_ranked_table(november: Clerk) -> None:
    said = november.ok("score", "list", "2026-11", "--format", "json").json
    assert said["command"] == "score list"
    assert said["data"] == november.data("rank", "2026-11")
    november.refused(3, "score", "list")


def test_a_quarter_explains_its_own_window(november: Clerk) -> None:
    november.ok("period", "open", "2026-Q4")
    found = november.data("score", "explain", "STC", "2026-Q4")
    assert [task["code"] for task in found["tasks"]] == ["NV1", "NV2", "NV3", "NV4", "NV5", "NV6"]
    assert not any(task["carried_over"] for task in found["tasks"])
    check_sums(found)


def handbook(clerk: Clerk) -> None:
    """Enter the handbook's three products as tasks of one unit, with their failed reviews."""
    with (DATA / "handbook-2026.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    clerk.ok("period", "open", "2025-11")
    for row in rows:
        given = ["--due", row["due"], "--coefficient", row["coef"], "--quantity", row["assigned_qty"]]
        task = clerk.task(row["task_vi"], "--assigned", "2025-11-01", *given)
        on = row["finished"]
        clerk.ok("log", task, "--quantity", row["done_qty"], "--done", "--on", on)
        for day in range(int(row["failed_reviews"])):
            reviewed = date.fromisoformat(on) + timedelta(days=day)
            clerk.ok("task", "review", task, "--fail", "--on", reviewed.isoformat())
    clerk.today = "2025-12-01"


def test_the_handbook_of_2026(clerk: Clerk) -> None:
    """a 89.64 %, b 68.78 %, c 41.73 % and, with 30 common points, 76.70 (NĐ 335/2025 Art. 14, 16)."""
    handbook(clerk)
    clerk.ok("scheme", "install", str(DATA / "handbook.toml"))
    clerk.ok("mark", "set", "2025-11", "STC", "common", "30", "--scheme", "handbook")
    found = clerk.data("score", "explain", "STC", "2025-11", "--scheme", "handbook")
    by_code = lines(found)
    assert by_code["assigned"]["value"] == 16.8
    assert by_code["delivered"]["value"] == 15.06
    assert [by_code[code]["value"] for code in "abc"] == [89.642857, 68.779762, 41.726190]
    assert found["score_text"] == "76.70"
    assert found["class"] == "good"
    assert [task["late_count"] for task in found["tasks"]] == [4, 2, 0]
    closed = clerk.data("period", "close", "2025-11", "--scheme", "handbook")
    assert closed["rankings"][0]["data"][0]["score_text"] == "76.70"


def test_the_handbook_by_the_plain_scheme_and_an_office_setting(clerk: Clerk) -> None:
    handbook(clerk)
    occurrence = lines(clerk.data("score", "explain", "STC", "2025-11"))
    assert occurrence["c"]["value"] == round((4 * 0.75 + 8.1 * 0.75 + 2.96) / 16.8, 6)
    clerk.ok("config", "set", "unit-tasks.late_count", "calendar_day")
    found = clerk.data("score", "explain", "STC", "2025-11")
    assert found["settings"]["late_count"] == "calendar_day"
    shares = [lines(found)[code]["value"] for code in "abc"]
    assert shares == [0.896429, 0.687798, 0.417262]
    check_sums(found)
