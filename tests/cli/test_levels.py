"""Several levels of units in one register: the roll-up, and what is below a unit or at a level."""

import re
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from levels import CLOSED, played

from tasktrack.store.register import Caller, reading


@pytest.fixture
def province(empty: Clerk) -> Clerk:
    """Return a clerk in front of the example."""
    return played(empty)


def rows(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, dict[str, Any]]:
    """Return the roll-up by unit."""
    return {row["unit"]: row for row in clerk.data("report", "levels", *words, today=today)}


def test_every_unit_has_its_own_and_what_is_below(province: Clerk) -> None:
    """Each task once, with its lead: those finished before with the old unit, the others with who took over."""
    found = rows(province, "2025")
    figures = {
        unit: (row["level"], row["own_total"], row["total"], row["done"]) for unit, row in found.items()
    }
    assert figures["UBND"] == (1, 0, 20, 14)
    assert figures["SNV"] == (2, 1, 5, 3)
    assert figures["SNV.CCHC"] == (3, 2, 2, 1)
    assert figures["HYB"] == (2, 1, 2, 2)
    assert figures["XDT"] == (3, 1, 1, 1)
    assert figures["XYB"] == (2, 3, 3, 2)
    assert found["SNV"]["done_of_assigned"] == 60
    assert found["SNV.CCHC"]["superior"] == "SNV"
    assert (found["HYB"]["ended_on"], found["SNV"]["ended_on"]) == ("2025-06-30", None)
    assert sum(row["own_total"] for row in found.values()) == 20


def test_sums_add_up_at_every_level(province: Clerk) -> None:
    """A unit is its own and what stands directly below; what is below a level is the next one."""
    said = province.ok("report", "levels", "2025", "--format", "json").json
    found = {row["unit"]: row for row in said["data"]}
    for name in ("total", "done", "done_late", "in_progress", "overdue", "withdrawn", "inherited"):
        for row in found.values():
            below = sum(one[name] for one in found.values() if one["superior"] == row["unit"])
            assert row[name] == row[f"own_{name}"] + below
        left = said["figures"][name]
        for level in said["levels"]:
            assert level["total"][name] == left == level["own"][name] + level["below"][name]
            left = level["below"][name]
        assert left == 0
    out = province.ok("report", "levels", "2025").out
    assert "Check, level 1, 1 unit: 0 own + 20 below = 20 assigned" in out
    assert "Check, level 2, 7 units: 12 own + 8 below = 20 assigned" in out
    assert "Check, level 3, 9 units: 8 own + 0 below = 8 assigned" in out


def test_units_that_ended_say_where_their_tasks_went(province: Clerk) -> None:
    """With the day, who took over, the document, and how many tasks; nothing is counted twice."""
    said = province.ok("report", "levels", "2025", "--format", "json").json
    ended = {one["unit"]: one for one in said["ended"]}
    assert set(ended) == {"HYB", "HTS", "XDT", "XTT", "XNL", "XBL"}
    assert ended["HTS"]["last"] == "2025-06-30"
    assert [one["unit"] for one in ended["HTS"]["successors"]] == ["XTS", "UBND"]
    assert ended["HTS"]["passed"] == [{"to": "XTS", "tasks": 1}]
    assert ended["HTS"]["figures"]["total"] == ended["HTS"]["figures"]["done"] == 1
    assert ended["XDT"]["successors"][0] | {"name": ""} == {
        "unit": "XYB",
        "name": "",
        "kind": "merge",
        "on": "2025-07-01",
        "document": "1701/NQ",
    }
    assert ended["XDT"]["passed"] == []
    out = province.ok("report", "levels", "2025").out
    assert "UBND huyện Tam Sa (to 2025-06-30)" in out
    told = [line.split() for line in out.splitlines() if line.startswith("HYB ")]
    assert told == [
        ["HYB", "2025-06-30", "closed", "XYB", "72/2025/QH15", "1", "1", *["UBND", "huyện", "Yên", "Bồng"]]
    ]


def test_a_closed_period_keeps_its_tree(province: Clerk) -> None:
    """June was closed before the districts ended: they are in it, with their communes; renamed units keep names."""
    province.ok("unit", "rename", "XTH", "UBND phường Trung Hạ")
    said = province.ok("report", "levels", CLOSED, "--format", "json").json
    found = {row["unit"]: row for row in said["data"]}
    assert (said["state"], said["provisional"], said["revision"]) == ("closed", False, 1)
    assert {row["superior"] for unit, row in found.items() if unit.startswith("X")} == {"HYB", "HTS"}
    assert found["XTH"]["name"] == "UBND xã Trung Hạ"
    assert found["HTS"]["total"] == 5
    assert "XYB" not in found
    # That the districts were to end was written down only after the closing.
    assert {row["ended_on"] for row in found.values()} == {None}
    assert said["ended"] == []
    assert said["figures"]["total"] == found["UBND"]["total"] == 13


def test_of_no_period_all_tasks_are_told_as_of_today(province: Clerk) -> None:
    """The whole register, whatever year; units that ended stand where they have tasks still."""
    said = province.ok("report", "levels", "--format", "json").json
    assert (said["period"], said["from"], said["state"], said["as_of"]) == (None, None, "today", "2025-11-20")
    found = {row["unit"]: row for row in said["data"]}
    assert found["UBND"]["total"] == said["figures"]["total"] == 20
    assert "XDT" in found
    assert "XTT" not in found
    listed = province.data("task", "list", "--without-parents")
    assert said["figures"]["overdue"] == sum(row["status"] == "overdue" for row in listed)


def test_an_earlier_day_has_the_units_of_that_day_below_each_other(province: Clerk) -> None:
    """A commune stood below its district until that ended, though the books say who is above it now."""
    before = rows(province, today="2025-06-30")
    assert before["XTH"]["superior"] == "HTS"
    assert before["HTS"]["ended_on"] == "2025-06-30"
    assert "XYB" not in before
    assert rows(province)["XTH"]["superior"] == "UBND"


def test_below_a_unit_and_at_a_level(province: Clerk) -> None:
    """Levels are counted from the named unit; the figures of a level hold everything below it."""
    found = rows(province, "2025", "--under", "SNV")
    assert {unit: row["level"] for unit, row in found.items()} == {
        "SNV": 1,
        "SNV.CCHC": 2,
        "SNV.TCCB": 2,
        "SNV.VP": 2,
    }
    assert set(rows(province, "2025", "--under", "SNV", "--level", "2")) == set(found) - {"SNV"}
    second = rows(province, "2025", "--level", "2")
    assert set(second) == {"SNV", "STC", "HYB", "HTS", "XYB", "XTS", "XTH"}
    assert sum(row["total"] for row in second.values()) == 20
    said = province.ok("report", "levels", "2025", "--under", "SNV", "--level", "2", "--format", "json").json
    assert (said["under"], said["level"], said["figures"]["total"]) == ("SNV", 2, 5)
    out = province.ok("report", "levels", "2025", "--under", "SNV").out
    assert out.startswith("Tasks by level of units, Year 2025; Sở Nội vụ (SNV) and the units below it\n")
    assert "Units that ended" not in out


def test_what_is_not_there_is_refused(province: Clerk) -> None:
    """A unit by its code, a level by how many there are, a closing by its period."""
    words = ("report", "levels", "2025")
    assert province.refused(3, *words, "--under", "SNB")["code"] == "not-found"
    assert "level 3" in province.refused(3, *words, "--level", "4")["remedy"]
    assert "level 2" in province.refused(3, *words, "--under", "SNV", "--level", "3")["remedy"]
    assert "2025-06-30" in province.refused(3, "report", "levels", CLOSED, "--under", "XYB")["message"]
    province.refused(2, "report", "levels", "--revision", "1")
    province.refused(2, *words, "--level", "0")


def test_a_level_of_a_register_without_units(empty: Clerk) -> None:
    error = empty.refused(3, "report", "levels", "--level", "2")
    assert error["message"] == "The register has no unit on that day."
    assert "unit add" in error["remedy"]


def test_tasks_told_by_sub_tasks_are_counted_once(province: Clerk) -> None:
    """A parent with living sub-tasks is never beside them, whoever leads these."""
    whole = rows(province)["UBND"]["total"]
    task = next(row["code"] for row in province.data("task", "list") if row["key"] == "T-04")
    for lead in ("SNV.CCHC", "STC"):
        province.ok("task", "add", f"Part of {lead}", "--lead", lead, "--parent", task)
    after = rows(province)
    assert (after["UBND"]["total"], after["SNV.VP"]["total"]) == (whole + 1, 0)


@pytest.mark.parametrize("words", [("2025",), (CLOSED,), ()])
def test_the_number_of_statements_hangs_on_no_unit(province: Clerk, words: tuple[str, ...]) -> None:
    """Nor on the levels: ten more units below each other cost none."""
    before = statements(province, *words)
    for number in range(10):
        above = f"D{number - 1}" if number else "SNV.CCHC"
        province.ok("unit", "add", f"D{number}", f"Division {number}", "--parent", above)
    assert statements(province, *words) == before


def statements(clerk: Clerk, *words: str) -> int:
    """Return how many statements the roll-up runs."""
    from tasktrack.clock import Clock
    from tasktrack.services import report_levels
    from tasktrack.services.opening import given_day

    run: list[str] = []
    with reading(clerk.db, Caller(clock=Clock(given=given_day(clerk.today)))) as register:
        register.db.set_trace_callback(run.append)
        report_levels.levels(register, *(words or (None,)))
    return len(run)


@pytest.mark.parametrize("form", ["table", "csv", "md", "html", "jsonl"])
def test_every_format_is_written(province: Clerk, form: str) -> None:
    """As other reports; csv has a row a unit."""
    out = province.ok("report", "levels", "2025", "--format", form).out
    assert "SNV.CCHC" in out
    if form == "csv":
        head, *lines = out.splitlines()
        assert head.startswith("unit,name,block,superior,level,ended_on,total,done")
        assert len(lines) == 17


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_it_goes_on_paper(province: Clerk, ending: str, tmp_path: Path) -> None:
    """As a report of the office."""
    file = tmp_path / f"levels.{ending}"
    province.ok("report", "levels", "2025", "--output", str(file))
    assert file.stat().st_size > 3000


def test_a_unit_that_nobody_took_over_names_its_document(province: Clerk) -> None:
    """It had nothing left; the entry that closed it says by what."""
    province.ok("unit", "close", "SNV.TCCB", "--on", "2025-11-01", "--document", "90/QĐ-SNV")
    said = province.ok("report", "levels", "2025", "--under", "SNV", "--format", "json").json
    (ended,) = said["ended"]
    assert (ended["unit"], ended["closed_by"], ended["successors"]) == ("SNV.TCCB", "90/QĐ-SNV", [])
    assert ended["figures"]["done"] == 1
    out = province.ok("report", "levels", "2025", "--under", "SNV").out
    assert re.search(r"^SNV\.TCCB +2025-10-31 +closed +– +90/QĐ-SNV ", out, re.MULTILINE)
    province.ok("undo")
    assert province.ok("report", "levels", "2025", "--under", "SNV", "--format", "json").json["ended"] == []
