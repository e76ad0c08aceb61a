"""report dashboard: every figure is the one that the other commands print."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typed
from clerk import Clerk
from pages import Page, fetched

from tasktrack.clock import Clock
from tasktrack.domain.task import TaskFilter
from tasktrack.services import report_dashboard
from tasktrack.store.register import Caller, reading

ORDER = ("--on", "2026-11-10", "--document", "NQ 12/2026")


@pytest.fixture
def province(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk in front of a copy of the sample province."""
    return Clerk(Path(shutil.copy(typed.province(), tmp_path / "province.db")), capsys)


def dashboard(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, Any]:
    """Return the whole object of a dashboard."""
    return clerk.ok("report", "dashboard", *words, "--format", "json", today=today).json


def compare_periods(clerk: Clerk, shown: dict[str, Any], *narrowed: str) -> None:
    """Every period of a dashboard is what `report period` tells of it, in all and by unit."""
    for one in shown["trend"]:
        told = clerk.ok("report", "period", one["period"], *narrowed, "--format", "json").json
        figures = told["data"]["figures"]
        assert told["provisional"] == one["provisional"]
        for name in ("total", "done", "on_time", "done_late", "overdue", "due", "due_done"):
            assert one[name] == figures[name], (one["period"], name)
        units = {row["unit"]: row for row in told["data"]["units"]}
        for unit in shown["units"]:
            (month,) = [month for month in unit["months"] if month["period"] == one["period"]]
            own = units.get(unit["unit"])
            for name in ("total", "done", "on_time", "done_late", "overdue", "due", "due_done"):
                assert month[name] == (own[name] if own else 0), (unit["unit"], one["period"], name)


@pytest.mark.parametrize("narrowed", [(), ("--block", "xa-phuong"), ("--unit", "SXD")])
def test_periods_are_those_of_the_report_of_a_period(province: Clerk, narrowed: Sequence[str]) -> None:
    shown = dashboard(province, *narrowed)
    assert (shown["period"], shown["provisional"]) == ("2026-11", True)
    data = shown["data"]
    assert [one["period"] for one in data["trend"]] == ["2026-09", "2026-10", "2026-11"]
    assert [one["provisional"] for one in data["trend"]] == [False, False, True]
    compare_periods(province, data, *narrowed)
    told = province.data("report", "period", "2026-11", *narrowed)
    counts = data["counts"]
    assert counts["figures"] == told["figures"]
    assert counts["ratios"][:-1] == told["ratios"]


def test_a_closed_period_is_shown_as_it_was_frozen(province: Clerk) -> None:
    shown = dashboard(province, "2026-10")
    told = province.ok("report", "period", "2026-10", "--format", "json").json
    assert (shown["state"], shown["seal"], shown["revision"]) == ("closed", told["seal"], 1)
    assert shown["data"]["counts"]["figures"] == told["data"]["figures"]
    assert [one["period"] for one in shown["data"]["trend"]] == ["2026-09", "2026-10"]
    longer = dashboard(province, "2026")
    assert longer["data"]["counts"]["figures"] == province.data("report", "period", "2026")["figures"]
    assert [one["period"] for one in longer["data"]["trend"]] == ["2026-09", "2026-10", "2026-11"]


def test_a_closed_year_without_closed_months_stands_with_its_like(province: Clerk) -> None:
    """Not beside one month that nobody closed; and its ranked table is there."""
    shown = dashboard(province, "2023")
    assert (shown["state"], shown["provisional"]) == ("closed", False)
    data = shown["data"]
    assert [(one["period"], one["provisional"]) for one in data["trend"]] == [("2023", False)]
    assert data["ranks"]["periods"] == ["2023"]
    table = {row["subject"]: row["rank"] for row in province.data("rank", "2023")}
    assert {one["unit"]: one["ranks"][0]["rank"] for one in data["ranks"]["units"]} == table
    out = province.ok("report", "dashboard", "2023").out
    assert "No ranked table" not in out
    assert "provisional" not in out


def test_that_nothing_is_closed_is_another_sentence_than_that_nobody_is_ranked(
    province: Clerk, empty: Clerk
) -> None:
    out = empty.ok("report", "dashboard").out
    assert "No ranked table of units is closed yet." in out
    assert "No unit reported anything in month 11/2026." in out
    assert "No unit of 0" not in out
    province.ok("unit", "add", "NEW", "Sở Mới", "--block", "so-nganh", "--from", "2026-11-01")
    out = province.ok("report", "dashboard", "--unit", "NEW").out
    assert "None of these units stands in the ranked table of month 10/2026." in out
    assert "is closed yet" not in out


def test_sentences_of_the_dashboard(province: Clerk) -> None:
    out = " ".join(province.ok("report", "dashboard").out.split())
    assert "Provisional figures, the period is open." in out
    assert "more than 50% of" in out


def test_on_time_of_due_is_counted_task_by_task(province: Clerk) -> None:
    """Of the tasks whose due date has come in the period so far, those that were done by it."""
    (november,) = [one for one in dashboard(province)["data"]["trend"] if one["period"] == "2026-11"]
    due = [
        row
        for row in province.data("task", "list", "--without-parents", "--limit", "0")
        if row["due_on"] and row["due_on"] <= "2026-11-22"
        if row["status"] not in ("suspended", "withdrawn", "proposed")
        if row["done_on"] is None or row["done_on"] >= "2026-11-01"
    ]
    on_time = [row for row in due if row["done_on"] and row["done_on"] <= row["due_on"]]
    assert (november["due"], november["due_on_time"]) == (len(due), len(on_time))
    assert november["on_time_of_due"] == pytest.approx(100 * len(on_time) / len(due), abs=1e-6)


def test_ranks_are_those_of_the_closed_tables(province: Clerk) -> None:
    ranks = dashboard(province)["data"]["ranks"]
    assert ranks["periods"] == ["2026-09", "2026-10"]
    for place, key in enumerate(ranks["periods"]):
        table = {row["subject"]: row for row in province.data("rank", key, "--scheme", ranks["scheme"])}
        for unit in ranks["units"]:
            row = table.get(unit["unit"])
            at = unit["ranks"][place]
            assert (at["rank"], at["tied"]) == ((row["rank"], row["tied"]) if row else (None, False))
            if row and key == "2026-10":
                assert unit["change"] == row["change"]


def test_what_lies_ahead_and_waits_is_what_the_lists_say(province: Clerk) -> None:
    data = dashboard(province, "--weeks", "8")["data"]
    due, last = data["due"], data["due"]["to"]
    listed = province.data("report", "due", "--to", last)
    assert due["total"] == len(listed) > 0
    assert [week["week"] for week in due["weeks"]][:2] == ["2026-W47", "2026-W48"]
    for week in due["weeks"]:
        inside = [row for row in listed if week["from"] <= row["due_on"] <= week["to"]]
        assert week["tasks"] == len(inside)
        for unit in due["units"]:
            place = due["weeks"].index(week)
            assert unit["weeks"][place] == sum(row["lead"] == unit["unit"] for row in inside)
    overdue = province.ok("report", "overdue", "--format", "json").json
    assert data["overdue"]["ages"] == overdue["ages"]
    assert (
        data["overdue"]["total"]
        == len(overdue["data"])
        == sum(one["total"] for one in data["overdue"]["units"])
    )
    waiting = province.data("report", "obstacles")
    assert [(one["task"], one["days"]) for one in data["obstacles"]["waiting"]] == [
        (one["task"], one["days"]) for one in waiting
    ]
    cadence = province.ok("report", "cadence", "--format", "json").json
    assert data["cadence"]["period"] == cadence["period"]
    assert data["cadence"]["units"] == cadence["total"]
    assert sorted(one["unit"] for one in data["cadence"]["marked"]) == sorted(cadence["marked"])


def test_units_carry_what_lies_ahead_of_them(province: Clerk) -> None:
    data = dashboard(province)["data"]
    of_due = {one["unit"]: one["total"] for one in data["due"]["units"]}
    of_overdue = {one["unit"]: one["total"] for one in data["overdue"]["units"]}
    for unit in data["units"]:
        assert unit["due_ahead"] == of_due.get(unit["unit"], 0)
        assert unit["overdue_today"] == of_overdue.get(unit["unit"], 0)
    rows = province.ok("report", "dashboard", "--format", "csv").out.splitlines()
    assert len(rows) == 1 + len(data["units"])
    assert rows[0].split(",")[:4] == ["unit", "name", "block", "total"]


def test_what_a_merged_unit_had_counts_with_its_heir(province: Clerk) -> None:
    before = dashboard(province)["data"]
    province.ok("unit", "merge", "SCT", "--into", "STC", *ORDER, "--yes")
    after = dashboard(province)["data"]
    assert [one["total"] for one in after["trend"]] == [one["total"] for one in before["trend"]]
    was = {one["unit"]: one["months"] for one in before["units"]}
    now = {one["unit"]: one["months"] for one in after["units"]}
    assert "SCT" not in now
    for place in range(2):
        for name in ("total", "done", "due", "due_on_time"):
            assert now["STC"][place][name] == was["STC"][place][name] + was["SCT"][place][name]
    ranks = {one["unit"]: one["ranks"] for one in after["ranks"]["units"]}
    assert "SCT" not in ranks
    assert ranks["STC"] == {one["unit"]: one["ranks"] for one in before["ranks"]["units"]}["STC"]


def test_a_unit_that_took_over_alone_keeps_the_place(province: Clerk) -> None:
    before = {one["unit"]: one["ranks"] for one in dashboard(province)["data"]["ranks"]["units"]}
    province.ok("unit", "merge", "SCT", "--into", "SCTM", "--name", "Sở Công Thương mới", *ORDER, "--yes")
    after = {one["unit"]: one["ranks"] for one in dashboard(province)["data"]["ranks"]["units"]}
    assert after["SCTM"] == before["SCT"]


def test_an_empty_register_has_a_dashboard(empty: Clerk) -> None:
    shown = dashboard(empty)
    data = shown["data"]
    assert (shown["period"], shown["state"]) == ("2026-11", "unopened")
    assert [one["total"] for one in data["trend"]] == [0]
    assert data["trend"][0]["on_time_of_due"] is None
    assert (data["units"], data["ranks"], data["due"]["total"], data["overdue"]["total"]) == ([], None, 0, 0)
    for form in ("text", "md", "html", "csv"):
        out = empty.ok("report", "dashboard", "--format", form).out
        assert "None" not in out.replace("None waits", "")
    assert Page(empty.ok("report", "dashboard", "--format", "html").out).faults == []


def test_one_period_is_enough(clerk: Clerk) -> None:
    task = clerk.task("Draft", "--due", "2026-11-10", "--assigned", "2026-11-02")
    clerk.ok("log", task, "--done-on", "2026-11-09", "--on", "2026-11-09")
    clerk.task("Late", "--due", "2026-11-12", "--assigned", "2026-11-02")
    (only,) = dashboard(clerk)["data"]["trend"]
    assert (only["due"], only["due_on_time"], only["done"], only["on_time"], only["overdue"]) == (
        2,
        1,
        1,
        1,
        1,
    )
    out = clerk.ok("report", "dashboard").out
    assert "50.0" in out
    assert Page(clerk.ok("report", "dashboard", "--format", "html").out).faults == []


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_page_holds_the_figures(province: Clerk, lang: str) -> None:
    text = province.ok("report", "dashboard", "--format", "html", lang=lang).out
    page = Page(text)
    assert page.faults == []
    assert fetched(text) == []
    assert page.all("html") == [{"lang": lang}]
    data = dashboard(province)["data"]
    tiles = [text for place, text in page.said if place.endswith("dd")]
    figures = data["counts"]["figures"]
    for name in ("total", "done", "in_progress"):
        assert str(figures[name]) in tiles
    point = "," if lang == "vi" else "."
    for unit in data["units"]:
        shares = [month["on_time_of_due"] for month in unit["months"]]
        wanted = ["–" if one is None else f"{one:.1f}".replace(".", point) for one in shares]
        assert any(row[0] == unit["name"] and row[1:] == wanted for table in page.tables for row in table)


def test_every_chart_stands_in_other_formats_as_a_table(province: Clerk) -> None:
    text = province.ok("report", "dashboard", "--format", "md").out
    charts = len(Page(province.ok("report", "dashboard", "--format", "html").out).all("svg"))
    assert charts > 5
    assert text.count("\n| ---") >= charts - 1


def test_a_file_without_an_ending_is_a_page(province: Clerk, tmp_path: Path) -> None:
    province.ok("report", "dashboard", "-o", str(tmp_path / "page"))
    assert (tmp_path / "page").read_text(encoding="utf-8").startswith("<!doctype html>")
    province.ok("report", "dashboard", "-o", str(tmp_path / "page.md"))
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith("# Dashboard")
    province.refused(4, "report", "dashboard", "-o", str(tmp_path / "page"))


def test_what_cannot_be_shown_is_refused(province: Clerk) -> None:
    province.refused(4, "report", "dashboard", "2026-W47")
    province.refused(4, "report", "dashboard", "2027-05")
    province.refused(3, "report", "dashboard", "--unit", "NOBODY")
    assert province.run("report", "dashboard", "--weeks", "0").code == 2


def statements(path: Path) -> int:
    """Return how many statements a dashboard runs."""
    seen: list[str] = []
    caller = Caller(command="report dashboard", clock=Clock(given=date(2026, 11, 22)))
    with reading(path, caller) as register:
        register.db.set_trace_callback(seen.append)
        report_dashboard.dashboard(register, None, TaskFilter(), weeks=5)
        register.db.set_trace_callback(None)
    return len(seen)


def test_the_number_of_statements_hangs_on_periods_alone(province: Clerk) -> None:
    """Not on units, nor on tasks."""
    few = statements(province.db)
    for number in range(12):
        province.ok(
            "unit", "add", f"N{number}", f"Xã số {number}", "--block", "xa-phuong", "--from", "2026-11-01"
        )
        province.task("Draft", "--lead", f"N{number}", "--assigned", "2026-11-02", "--due", "2026-11-10")
    assert statements(province.db) == few <= 120


def test_the_report_of_a_period_has_charts_where_they_can_be_drawn(province: Clerk) -> None:
    page = Page(province.ok("report", "period", "2026-10", "--format", "html").out)
    assert page.faults == []
    assert len(page.all("svg")) == 3  # a block each, and the periods compared
    for form in ("text", "md", "json"):
        assert "How the tasks of the units stand" not in province.ok("report", "period", "--format", form).out
