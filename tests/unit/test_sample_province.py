"""The sample province agrees with itself: codes exist, days follow one another, nothing stands twice."""

import re
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import is_normalized

import pytest

from tasktrack.intake import columns
from tasktrack.intake.cells import Row
from tasktrack.intake.table import read_table
from tasktrack.intake.table_spec import TableSpec

FOLDER = Path(__file__).parents[2] / "examples" / "province"
FILES = {
    "units.csv": columns.UNITS,
    "officers.csv": columns.OFFICERS,
    "tasks.csv": columns.TASKS,
    "progress.csv": columns.PROGRESS,
    "reviews.csv": columns.REVIEWS,
    "tay-ninh-2023-units.csv": columns.UNITS,
    "tay-ninh-2023-marks.csv": columns.MARKS,
    "thanh-hoa-2024-units.csv": columns.UNITS,
    "thanh-hoa-2024-marks.csv": columns.MARKS,
}
WHOLE_PERIOD = {"2026-Q4": date(2026, 12, 31), "2026-12": date(2026, 12, 31)}
Values = dict[str, str]


@cache
def rows(name: str) -> tuple[Values, ...]:
    with (FOLDER / name).open("rb") as source:
        found = list(read_table(source, FILES[name], name))
    return tuple(item.values if isinstance(item, Row) else pytest.fail(item.message) for item in found)


def codes(name: str) -> set[str]:
    return {row["code"] for row in rows(name)}


def due(task: Values) -> date | None:
    text = task["due_on"]
    return WHOLE_PERIOD.get(text) or (date.fromisoformat(text) if text else None)


def done_on(entry: Values) -> date:
    return date.fromisoformat(entry["on"] if entry["done"] == "yes" else entry["done"])


def by_task(name: str) -> dict[str, list[Values]]:
    grouped: dict[str, list[Values]] = defaultdict(list)
    for row in rows(name):
        grouped[row["task"]].append(row)
    return grouped


def test_the_folder_holds_these_files_and_no_other() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)


@pytest.mark.parametrize(("name", "spec"), FILES.items(), ids=str)
def test_files_are_in_the_columns_order_and_nfc(name: str, spec: TableSpec) -> None:
    text = (FOLDER / name).read_text("utf-8")
    heading = text.splitlines()[0].split(",")
    assert heading == [name for name in spec.names if name in heading]
    assert is_normalized("NFC", text)
    assert text.endswith("\n")
    assert rows(name)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(("units.csv", "officers.csv"))])
def test_codes_stand_once(name: str) -> None:
    found = [row["code"] for row in rows(name)]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"[A-Z]+(-[A-Z0-9]+)?", code) for code in found)


def test_units() -> None:
    blocks = Counter(row["block"] for row in rows("units.csv"))
    assert blocks == {"": 1, "so-nganh": 14, "xa-phuong": 10}
    assert {row["parent"] for row in rows("units.csv")} == {"", "UBND"}
    assert {row["from"] for row in rows("units.csv")} == {"2025-07-01"}


def test_every_department_has_a_head_a_deputy_and_two_staff() -> None:
    posts: dict[str, list[str]] = defaultdict(list)
    for officer in rows("officers.csv"):
        posts[officer["unit"]].append(officer["position"])
        assert bool(officer["group"]) == (officer["position"] == "staff")
    assert set(posts) == {row["code"] for row in rows("units.csv") if row["block"] == "so-nganh"}
    assert all(sorted(positions) == ["deputy", "head", "staff", "staff"] for positions in posts.values())
    assert len({row["name"] for row in rows("officers.csv")}) == len(rows("officers.csv"))


def test_tasks_name_units_and_officers_that_exist() -> None:
    units = codes("units.csv")
    home = {row["code"]: row["unit"] for row in rows("officers.csv")}
    for task in rows("tasks.csv"):
        support = task["support"].split(";") if task["support"] else []
        assert task["lead"] in units
        assert set(support) <= units - {task["lead"]}
        assert len(set(support)) == len(support)
        assert not task["officer"] or home[task["officer"]] == task["lead"]


def test_tasks_have_keys_words_and_days_of_the_register() -> None:
    keys = [task["key"] for task in rows("tasks.csv")]
    assert len(set(keys)) == len(keys) >= 150
    assert not [key for key in keys if re.fullmatch(r"NV\d+", key)]
    titles = [(task["document"], task["title"]) for task in rows("tasks.csv")]
    assert len(set(titles)) == len(titles)
    for task in rows("tasks.csv"):
        assert task["kind"] in {"key-registered", "key-common", "regular", "adhoc"}
        assert task["urgency"] in {"", "urgent", "very-urgent", "express"}
        assigned = date.fromisoformat(task["assigned_on"])
        assert date.fromisoformat(task["document_date"]) <= assigned
        assert date(2026, 8, 1) <= assigned <= date(2026, 11, 20)
        deadline = due(task)
        assert deadline is None or assigned < deadline <= date(2026, 12, 31)
        assert all(Decimal(task[name] or 1) > 0 for name in ("coefficient", "quantity", "target", "baseline"))
        assert task["measure"] or not (task["quantity"] or task["target"])


def test_ten_key_tasks_a_head() -> None:
    heads = {row["unit"]: row["code"] for row in rows("officers.csv") if row["position"] == "head"}
    found = Counter((t["lead"], t["kind"]) for t in rows("tasks.csv") if t["kind"].startswith("key-"))
    assert len(found) == 8
    assert set(found.values()) == {5}
    assert all(t["officer"] == heads[t["lead"]] for t in rows("tasks.csv") if t["kind"].startswith("key-"))


def test_tasks_differ_in_due_dates() -> None:
    months = Counter(task["due_on"][:7] for task in rows("tasks.csv"))
    assert set(months) == {"2026-09", "2026-10", "2026-11", "2026-12", "2026-Q4", ""}
    late_registered = [task for task in rows("tasks.csv") if task["assigned_on"] >= "2026-11-01"]
    assert 10 <= len(late_registered) <= 16


def test_entries_follow_their_tasks() -> None:
    tasks = {task["key"]: task for task in rows("tasks.csv")}
    days = [entry["on"] for entry in rows("progress.csv")]
    assert days == sorted(days)
    assert days[0] >= "2026-09-05"
    assert days[-1] <= "2026-11-20"
    keys = [entry["key"] for entry in rows("progress.csv")]
    assert len(set(keys)) == len(keys)
    for entry in rows("progress.csv"):
        task = tasks[entry["task"]]
        assert date.fromisoformat(entry["on"]) >= date.fromisoformat(task["assigned_on"])
        assert not (entry["percent"] and entry["quantity"])
        assert 0 <= int(entry["percent"] or 0) <= 100
        assert bool(entry["obstacle"]) == bool(entry["proposal"])
        if entry["done"]:
            assert task["assigned_on"] <= done_on(entry).isoformat() <= entry["on"]
            assert entry["evidence"]


def test_quantities_logged_add_up_to_no_more_than_was_assigned() -> None:
    tasks = {task["key"]: Decimal(task["quantity"] or 0) for task in rows("tasks.csv")}
    logged = {
        key: sum(Decimal(e["quantity"] or 0) for e in es) for key, es in by_task("progress.csv").items()
    }
    assert all(quantity <= tasks[key] for key, quantity in logged.items())
    assert any(0 < quantity < tasks[key] for key, quantity in logged.items())


def test_nothing_is_reported_after_done_unless_returned_and_percents_rise() -> None:
    reviews = by_task("reviews.csv")
    for task, entries in by_task("progress.csv").items():
        assert len({entry["on"] for entry in entries}) == len(entries)
        for before, after in pairwise(entries):
            back = [
                r
                for r in reviews[task]
                if r["verdict"] == "returned" and before["on"] <= r["on"] < after["on"]
            ]
            assert bool(before["done"]) == bool(back)
            assert back or not after["percent"] or int(before["percent"] or 0) < int(after["percent"])


def test_reviews_judge_an_entry_that_reported_done() -> None:
    entries = by_task("progress.csv")
    days = [review["on"] for review in rows("reviews.csv")]
    assert days == sorted(days)
    assert days[-1] <= "2026-11-20"
    assert {review["verdict"] for review in rows("reviews.csv")} == {"accepted", "failed", "returned"}
    for review in rows("reviews.csv"):
        before = [entry for entry in entries[review["task"]] if entry["on"] <= review["on"]]
        assert before
        assert before[-1]["done"]
        assert review["reason"]
        assert review["reviewer"]
        assert review["exceeded"] in {"", "yes"}
        assert bool(review["objective_confirmed_by"]) == bool(review["objective_on"])
    assert len([review for review in rows("reviews.csv") if review["objective_on"]]) == 1
    assert [review for review in rows("reviews.csv") if review["exceeded"]]


def outcome(task: Values, entries: list[Values]) -> str:
    """Say how a task stood on 31 October: early, on time, late, overdue or silent."""
    last = next((entry for entry in reversed(entries) if entry["done"] and entry["on"] <= "2026-10-31"), None)
    deadline = due(task)
    assert deadline is not None
    if last is None:
        return "overdue" if entries else "silent"
    day = done_on(last)
    return "early" if day < deadline else "on time" if day == deadline else "late"


def test_october_shows_every_outcome_and_one_unit_with_nothing_due() -> None:
    entries = by_task("progress.csv")
    by_unit: dict[str, set[str]] = defaultdict(set)
    for task in rows("tasks.csv"):
        if task["due_on"].startswith("2026-10"):
            by_unit[task["lead"]].add(outcome(task, entries[task["key"]]))
    assert set().union(*by_unit.values()) == {"early", "on time", "late", "overdue", "silent"}
    assert [unit for unit, seen in by_unit.items() if seen <= {"early", "on time"}]
    assert [unit for unit, seen in by_unit.items() if seen <= {"overdue", "silent"}]
    assert codes("units.csv") - set(by_unit) == {"UBND", "SDTTG"}


@pytest.mark.parametrize(
    ("name", "year", "block", "count"),
    [("tay-ninh-2023", "2023", "tay-ninh", 19), ("thanh-hoa-2024", "2024", "thanh-hoa", 20)],
)
def test_published_indexes(name: str, year: str, block: str, count: int) -> None:
    units, marks = rows(f"{name}-units.csv"), rows(f"{name}-marks.csv")
    assert {unit["block"] for unit in units} == {block}
    assert len(units) == count
    assert [mark["subject"] for mark in marks] == [unit["code"] for unit in units]
    assert {(mark["period"], mark["scheme"], mark["criterion"]) for mark in marks} == {
        (year, "par-index", "index")
    }
    shares = [Decimal(mark["points"]) / Decimal(mark["max"]) for mark in marks]
    assert shares == sorted(shares, reverse=True)
    assert all(0 < share <= 1 for share in shares)


def test_published_figures() -> None:
    tay_ninh = {mark["subject"]: (mark["points"], mark["max"]) for mark in rows("tay-ninh-2023-marks.csv")}
    assert tay_ninh["TN-SNGV"] == ("61.00", "71.5")
    assert tay_ninh["TN-SCT"] == ("84.75", "100")
    thanh_hoa = [Decimal(mark["points"]) for mark in rows("thanh-hoa-2024-marks.csv")]
    assert round(sum(thanh_hoa) / len(thanh_hoa), 2) == Decimal("85.41")


def test_codes_of_the_three_provinces_do_not_meet() -> None:
    files = ["units.csv", "tay-ninh-2023-units.csv", "thanh-hoa-2024-units.csv"]
    every = [code for name in files for code in codes(name)]
    assert len(set(every)) == len(every)
