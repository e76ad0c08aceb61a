"""The sample office agrees with itself: codes exist, days follow one another, every case is there once."""

import csv
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import is_normalized

import pytest

from tasktrack.domain.workdays import Calendar
from tasktrack.intake import columns
from tasktrack.intake.cells import Row
from tasktrack.intake.table import read_table
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import office

FOLDER = Path(__file__).parents[2] / "examples" / "office"
IMPORTED = {
    "units.csv": columns.UNITS,
    "officers.csv": columns.OFFICERS,
    "products.csv": columns.PRODUCTS,
    "leaves.csv": columns.LEAVES,
    "tasks.csv": columns.TASKS,
    "progress.csv": columns.PROGRESS,
    "reviews.csv": columns.REVIEWS,
    "marks.csv": columns.MARKS,
    "remarks.csv": columns.REMARKS,
}
PLAIN = {
    "moves.csv",
    "assignments.csv",
    "incidents.csv",
    "periods.csv",
    "self-marks-staff.csv",
    "self-marks-leaders.csv",
}
# Form 01: the most that each criterion may have (NĐ 335/2025).
MOST = {"I.1": 5, "I.2": 5} | {f"{group}.{place}": 2.5 for group in ("II", "III") for place in range(1, 5)}
Values = dict[str, str]


@cache
def rows(name: str) -> tuple[Values, ...]:
    if name in IMPORTED:
        with (FOLDER / name).open("rb") as source:
            found = list(read_table(source, IMPORTED[name], name))
        return tuple(item.values if isinstance(item, Row) else pytest.fail(item.message) for item in found)
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def codes(name: str) -> set[str]:
    return {row["code"] for row in rows(name)}


@cache
def calendar() -> Calendar:
    days = list(office.vietnam_days())
    found = {
        kind: frozenset(date.fromisoformat(str(day["on_day"])) for day in days if day["kind"] == kind)
        for kind in ("off", "work")
    }
    return Calendar(found["off"], found["work"])


def serving(officer: str) -> date:
    return date.fromisoformat(next(row["from"] for row in rows("officers.csv") if row["code"] == officer))


def test_the_folder_holds_these_files_and_no_other() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*IMPORTED, *PLAIN}


@pytest.mark.parametrize("name", sorted({*IMPORTED, *PLAIN}))
def test_files_are_nfc_and_whole(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert is_normalized("NFC", text)
    assert text.endswith("\n")
    assert rows(name)


@pytest.mark.parametrize(("name", "spec"), IMPORTED.items(), ids=str)
def test_columns_stand_in_their_order(name: str, spec: TableSpec) -> None:
    heading = (FOLDER / name).read_text("utf-8").splitlines()[0].split(",")
    assert heading == [name for name in spec.names if name in heading]


def test_three_units_below_one_and_who_serves_in_them() -> None:
    assert [row["parent"] for row in rows("units.csv")] == ["", "SNV", "SNV", "SNV"]
    posts: dict[str, list[str]] = defaultdict(list)
    for officer in rows("officers.csv"):
        posts[officer["unit"]].append(officer["position"])
    assert set(posts) == codes("units.csv")
    assert all(positions.count("head") == 1 for positions in posts.values())
    assert Counter(row["category"] for row in rows("officers.csv")) == {
        "civil-servant": 15,
        "contract": 1,
        "public-employee": 1,
    }
    managers = {row["code"]: row["manager"] for row in rows("officers.csv")}
    assert [code for code, manager in managers.items() if not manager] == ["SNV-01"]
    assert set(managers.values()) <= {"", *managers}


def test_the_catalogue_is_the_published_one() -> None:
    """Points and coefficients stand as they were published; five points are the standard product."""
    published = Path(__file__).parents[1] / "data" / "product-coefficients.csv"
    with published.open(encoding="utf-8", newline="") as lines:
        printed = list(csv.DictReader(lines))
    assert [(row["name"], row["points"]) for row in rows("products.csv")] == [
        (row["task_vi"], row["points"]) for row in printed
    ]
    assert [Decimal(row["points"]) / 5 for row in rows("products.csv")] == [
        Decimal(row["coefficient"]) for row in printed
    ]


def test_tasks_name_what_exists_and_fall_on_working_days() -> None:
    keys = [task["key"] for task in rows("tasks.csv")]
    assert len(set(keys)) == len(keys)
    for task in rows("tasks.csv"):
        assigned, due = date.fromisoformat(task["assigned_on"]), date.fromisoformat(task["due_on"])
        assert task["product"] in codes("products.csv")
        assert date(2026, 1, 5) <= assigned <= date(2026, 11, 20)
        assert assigned <= due
        assert calendar().is_working(assigned)
        assert calendar().is_working(due)
        assert Decimal(task["quantity"]) > 0
        assert task["kind"] in {"regular", "adhoc"}
        assert not task["officer"] or serving(task["officer"]) <= assigned
        assert bool(task["officer"]) != (task["key"] in {row["parent"] for row in rows("tasks.csv")})


def test_everybody_has_products_every_month_unless_away() -> None:
    found = Counter((task["officer"], task["due_on"][:7]) for task in rows("tasks.csv") if task["officer"])
    assert all(2 <= count <= 9 for count in found.values())
    away = [month for month in range(1, 12) if not found["SNV-04", f"2026-{month:02d}"]]
    assert away == [4, 5, 6, 7, 8]
    assert not found["SNV-11", "2026-06"]
    assert min(month for officer, month in found if officer == "SNV-16") == "2026-09"


def test_shares_make_up_the_whole() -> None:
    (whole,) = [task for task in rows("tasks.csv") if not task["officer"]]
    shares = [task for task in rows("tasks.csv") if task["parent"] == whole["key"]]
    assert len(shares) == 3
    assert sum(Decimal(share["quantity"]) for share in shares) == Decimal(whole["quantity"])
    assert all(Decimal(share["quantity"]) % 1 for share in shares)


def test_entries_follow_their_tasks() -> None:
    tasks = {task["key"]: task for task in rows("tasks.csv")}
    days = [entry["on"] for entry in rows("progress.csv")]
    assert days == sorted(days)
    assert days[-1] == "2026-11-20"
    assert all(calendar().is_working(date.fromisoformat(day)) for day in set(days))
    logged: dict[str, Decimal] = defaultdict(Decimal)
    names = {row["name"] for row in rows("officers.csv")}
    for entry in rows("progress.csv"):
        assert tasks[entry["task"]]["assigned_on"] <= entry["on"]
        assert entry["actor"] in names
        if entry["done"] not in ("", "yes"):
            assert tasks[entry["task"]]["assigned_on"] <= entry["done"] <= entry["on"]
        logged[entry["task"]] += Decimal(entry["quantity"] or 0)
    assert all(quantity <= Decimal(tasks[key]["quantity"]) for key, quantity in logged.items())


def test_nothing_is_reported_after_done_unless_returned() -> None:
    returned = {row["entry"] for row in rows("reviews.csv") if row["verdict"] == "returned"}
    by_task: dict[str, list[Values]] = defaultdict(list)
    for entry in rows("progress.csv"):
        by_task[entry["task"]].append(entry)
    for entries in by_task.values():
        assert all(
            bool(before["done"]) == (before["key"] in returned) for before, _after in pairwise(entries)
        )


def test_reviews_judge_entries_of_their_task_by_another_person() -> None:
    entries = {entry["key"]: entry for entry in rows("progress.csv")}
    days = [review["on"] for review in rows("reviews.csv")]
    assert days == sorted(days)
    for review in rows("reviews.csv"):
        judged = entries[review["entry"]]
        assert judged["task"] == review["task"]
        assert judged["on"] <= review["on"]
        assert review["reviewer"] != judged["actor"]
        assert review["reason"] or review["verdict"] == "accepted"
    found = Counter(review["verdict"] for review in rows("reviews.csv"))
    assert set(found) == {"accepted", "failed", "returned"}
    assert len([review for review in rows("reviews.csv") if review["objective_on"]]) == 1


def test_marks_keep_to_form_01() -> None:
    months = {row["period"] for row in rows("periods.csv") if row["self_marked"]}
    leaders = {row["code"] for row in rows("officers.csv") if row["position"] != "staff"}
    for name, people in (
        ("self-marks-leaders.csv", leaders),
        ("self-marks-staff.csv", codes("officers.csv") - leaders),
    ):
        for row in rows(name):
            assert row["period"] in months
            assert row["subject"] in people
            assert all(0 <= float(row[code]) <= most for code, most in MOST.items())
            assert {row.get("dd", "100"), row.get("e", "100")} <= {"50", "100"}
    given = {(row["period"], row["subject"]): row for row in rows("self-marks-staff.csv")}
    for mark in rows("marks.csv"):
        if mark["scheme"] == "nd335-officer":
            assert float(mark["points"]) < float(given[mark["period"], mark["subject"]][mark["criterion"]])
        assert mark["reason"]


def test_months_are_marked_confirmed_and_closed_in_order() -> None:
    for row in rows("periods.csv"):
        days = [row[name] for name in ("opened", "self_marked", "confirmed", "closed") if row[name]]
        assert days == sorted(days)
        assert all(calendar().is_working(date.fromisoformat(day)) for day in days)
    closed = [row["closed"] for row in rows("periods.csv") if row["closed"] and "Q" not in row["period"]]
    assert len(closed) == 10
    assert closed == sorted(closed)
