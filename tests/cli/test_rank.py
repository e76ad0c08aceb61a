"""The ranked table: states of its figures, ranks, ties, change, and the published tables it reproduces."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk

DATA = Path(__file__).parents[1] / "data"
IN_HAND = str(DATA / "in-hand.toml")
ROW = {
    "rank",
    "tied",
    "subject",
    "name",
    "block",
    "score",
    "score_text",
    "max",
    "index",
    "class",
    "class_label",
    "conditions_failed",
    "change",
}
BESIDE = {"period", "state", "revision", "scheme"}


def work(clerk: Clerk, lead: str, due: str, done: str | None = None) -> str:
    """Register a task, and log it done when a day is given."""
    task = clerk.task("Draft the plan", "--lead", lead, "--due", due, "--assigned", "2026-08-03")
    if done:
        clerk.ok("log", task, "--done", "--on", done)
    return task


@pytest.fixture
def october(clerk: Clerk) -> Clerk:
    """Four departments in October: one on time, two late alike, one without tasks; a commune that did nothing."""
    clerk.ok("unit", "add", "SNV", "Sở Nội vụ", "--block", "so")
    clerk.ok("unit", "add", "SXD", "Sở Xây dựng", "--block", "so")
    clerk.ok("unit", "add", "SYT", "Sở Y tế", "--block", "so")
    clerk.ok("period", "open", "2026-10")
    work(clerk, "STC", "2026-10-12", "2026-10-12")
    for lead in ("STP", "SNV"):
        work(clerk, lead, "2026-10-10", "2026-10-12")
    work(clerk, "SXD", "2026-10-20")
    work(clerk, "XA1", "2026-10-20")
    return clerk


def places(rows: Iterable[dict[str, Any]]) -> list[tuple[str, int | None, bool]]:
    return [(row["subject"], row["rank"], row["tied"]) for row in rows]


def test_the_contract(october: Clerk) -> None:
    said = october.ok("rank", "2026-10", "--format", "json").json
    assert set(said) >= BESIDE | {"schema", "command", "as_of", "data"}
    assert (said["schema"], said["command"], said["as_of"]) == (1, "rank", "2026-10-31")
    assert {name: said[name] for name in BESIDE} == {
        "period": "2026-10",
        "state": "open",
        "revision": 1,
        "scheme": "unit-tasks",
    }
    assert all(set(row) >= ROW for row in said["data"])
    first = said["data"][0]
    assert {name: first[name] for name in ROW} == {
        "rank": 1,
        "tied": False,
        "subject": "STC",
        "name": "Sở Tài chính",
        "block": "so",
        "score": 100,
        "score_text": "100.00",
        "max": 100,
        "index": None,
        "class": "excellent",
        "class_label": "Excellent",
        "conditions_failed": [],
        "change": None,
    }


def test_equal_scores_share_a_rank_and_the_unscored_stand_last(october: Clerk) -> None:
    rows = october.data("rank", "2026-10", "--block", "so")
    assert places(rows) == [
        ("STC", 1, False),
        ("SNV", 2, True),
        ("STP", 2, True),
        ("SXD", 4, False),
        ("SYT", None, False),
    ]
    last = rows[-1]
    assert (last["score"], last["score_text"], last["class"]) == (None, None, "no-score")
    assert (last["class_label"], last["reason"]) == ("No score", "nothing assigned in the period")
    assert rows[1]["score"] == round(100 * (1 + 1 + 0.75) / 3, 6)
    table = october.ok("rank", "2026-10", "--block", "so").out
    assert "Check: 4 scored + 1 without a score = 5" in table
    assert "= tied: what is equal in all of that shares a rank" in table


def test_ranks_are_given_inside_blocks(october: Clerk) -> None:
    rows = october.data("rank", "2026-10")
    assert {row["block"] for row in rows} == {"so", "xa"}
    assert places(row for row in rows if row["block"] == "xa") == [("XA1", 1, False)]
    error = october.refused(3, "rank", "2026-10", "--block", "huyen")
    assert "There are: so, xa." in error["remedy"]


def test_an_open_period_is_provisional(october: Clerk) -> None:
    assert "Provisional: the period is not closed" in october.ok("rank", "2026-10").out
    early = october.ok("rank", "2026-10", "--format", "json", today="2026-10-11").json
    assert early["as_of"] == "2026-10-11"
    assert {row["subject"]: row["class"] for row in early["data"]}["STC"] == "failed", "not yet done then"


def test_no_period_at_all(empty: Clerk) -> None:
    assert empty.refused(3, "rank")["remedy"] == "Open one first: tasktrack period open 2026-11."


def test_no_period_named(october: Clerk) -> None:
    error = october.refused(3, "rank")
    assert (error["code"], "No month is closed yet" in error["message"]) == ("not-found", True)
    assert "tasktrack rank 2026-10" in error["remedy"]
    october.ok("period", "open", "2026-11")
    october.ok("period", "close", "2026-10")
    assert october.ok("rank", "--format", "json").json["period"] == "2026-10"
    october.ok("period", "close", "2026-11", today="2026-12-01")
    assert october.ok("rank", "--format", "json").json["period"] == "2026-11"
    assert october.refused(3, "rank", "2026-12")["code"] == "not-found"


def test_a_closed_table_keeps_its_figures_and_names(october: Clerk) -> None:
    open_rows = october.data("rank", "2026-10")
    closed = october.data("period", "close", "2026-10")
    said = october.ok("rank", "2026-10", "--format", "json").json
    assert (said["state"], said["revision"], said["seal"]) == ("closed", 1, closed["seal"])
    assert said["data"] == open_rows
    october.ok("unit", "rename", "STC", "Sở Tài chính và Kế hoạch", "--reason", "Merged")
    work(october, "STP", "2026-10-05")
    assert october.data("rank", "2026-10") == open_rows
    assert closed["seal"][:16] in october.ok("rank", "2026-10").out
    october.ok("period", "open", "2026-11")
    names = {row["subject"]: row["name"] for row in october.data("rank", "2026-11")}
    assert names["STC"] == "Sở Tài chính và Kế hoạch"


def test_a_closed_period_by_another_scheme_is_computed(october: Clerk) -> None:
    october.ok("scheme", "install", IN_HAND)
    october.ok("period", "close", "2026-10")
    said = october.ok("rank", "2026-10", "--scheme", "in-hand", "--format", "json").json
    assert (said["state"], said["scheme"], said["revision"]) == ("computed", "in-hand", 1)
    assert (
        "this scheme was not part of the closing" in october.ok("rank", "2026-10", "--scheme", "in-hand").out
    )
    work(october, "STC", "2026-10-05")
    again = october.ok("rank", "2026-10", "--scheme", "in-hand", "--format", "json").json
    assert again["data"] == said["data"], "what was registered later is not in the frozen facts"


def test_several_schemes_close_together(october: Clerk) -> None:
    october.ok("scheme", "install", IN_HAND)
    closed = october.data("period", "close", "2026-10", "--scheme", "unit-tasks", "--scheme", "in-hand")
    assert closed["schemes"] == ["unit-tasks", "in-hand"]
    assert [one["scheme"] for one in closed["rankings"]] == ["unit-tasks", "in-hand"]
    assert october.ok("rank", "2026-10", "--format", "json").json["scheme"] == "unit-tasks"
    for scheme in closed["schemes"]:
        said = october.ok("rank", "2026-10", "--scheme", scheme, "--format", "json").json
        assert (said["state"], said["scheme"]) == ("closed", scheme)


def test_change_since_the_period_before(october: Clerk) -> None:
    october.ok("period", "close", "2026-10")
    october.ok("period", "open", "2026-11")
    work(october, "SYT", "2026-11-10", "2026-11-10")
    work(october, "STP", "2026-11-10", "2026-11-12")
    rows = {row["subject"]: row for row in october.data("rank", "2026-11", "--block", "so")}
    found = {code: (row["rank"], row["change"]) for code, row in rows.items()}
    assert found == {
        "SYT": (1, None),  # not ranked in October
        "STP": (2, 0),
        "SXD": (3, 1),  # its task of October, carried over
        "SNV": (None, None),
        "STC": (None, None),
    }
    assert "+1" in october.ok("rank", "2026-11").out
    october.ok("period", "close", "2026-11", today="2026-12-01")
    closed = {row["subject"]: row["change"] for row in october.data("rank", "2026-11", "--block", "so")}
    assert closed == {code: change for code, (_rank, change) in found.items()}


def test_an_earlier_revision_must_exist(october: Clerk) -> None:
    october.ok("period", "close", "2026-10")
    assert october.ok("rank", "2026-10", "--revision", "1", "--format", "json").json["state"] == "closed"
    assert "has no closing no. 2" in october.refused(3, "rank", "2026-10", "--revision", "2")["message"]


def test_units_that_ended_are_not_ranked(clerk: Clerk) -> None:
    clerk.ok("unit", "add", "OLD", "Sở cũ", "--block", "so", "--from", "2020-01-01")
    clerk.ok("unit", "add", "NEW", "Sở mới", "--block", "so", "--from", "2026-11-01")
    clerk.ok("unit", "add", "NONE", "Văn phòng")
    clerk.ok("period", "open", "2026-10")
    assert {row["subject"] for row in clerk.data("rank", "2026-10")} == {"OLD", "STC", "STP", "XA1"}


def marked(clerk: Clerk, tmp_path: Path, key: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """Open a year and import (name, points, own maximum) as marks of its reform index."""
    lines = ["period,subject,scheme,criterion,points,max"]
    for number, (name, points, most) in enumerate(rows):
        clerk.ok("unit", "add", f"U{number}", name, "--block", "tinh")
        lines.append(f"{key},U{number},par-index,index,{points},{most}")
    path = tmp_path / "marks.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    clerk.ok("period", "open", key)
    assert clerk.data("mark", "import", str(path))["added"] == len(rows)


def imported(
    clerk: Clerk, tmp_path: Path, key: str, rows: Sequence[tuple[str, str, str]]
) -> list[dict[str, Any]]:
    """Import marks of a reform index, close the year and return its table."""
    marked(clerk, tmp_path, key, rows)
    clerk.ok("period", "close", key, "--scheme", "par-index")
    return clerk.data("rank", key, "--scheme", "par-index")


def published(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tay_ninh_2023(empty: Clerk, tmp_path: Path) -> None:
    """Raw 61.00 of 71.5 stands above 84.75 of 100: ranks go by the share of each one's own maximum."""
    official = published("tayninh-2023.csv")
    rows = imported(empty, tmp_path, "2023", [(row["unit"], row["score"], row["max"]) for row in official])
    assert len(rows) == 19
    assert [row["name"] for row in rows] == [row["unit"] for row in official]
    assert [row["rank"] for row in rows] == [int(row["rank"]) for row in official]
    assert not any(row["tied"] for row in rows)
    printed = [line.split("  ") for line in empty.ok("rank", "2023").out.splitlines() if " U" in line]
    assert len(printed) == 19
    for row, words in zip(official, printed, strict=True):
        assert row["index"] in {word.strip() for word in words}
    exact = {row["name"]: row["index"] for row in rows}
    assert exact["Sở Ngoại vụ"] == 85.314685
    assert exact["Sở Ngoại vụ"] > exact["Sở Công Thương"] == 84.75


def test_tay_ninh_is_explained_alike_before_and_after_the_closing(empty: Clerk, tmp_path: Path) -> None:
    """The mark stands at the root, in the place of its parts: no formula gave it."""
    official = published("tayninh-2023.csv")
    marked(empty, tmp_path, "2023", [(row["unit"], row["score"], row["max"]) for row in official])
    live = [
        empty.data("score", "explain", f"U{number}", "2023", "--scheme", "par-index")
        for number in range(len(official))
    ]
    assert live[0]["lines"][0]["formula"] is None
    empty.ok("period", "close", "2023", "--scheme", "par-index")
    frozen = [empty.data("score", "explain", f"U{number}", "2023") for number in range(len(official))]
    assert [one["dossiers"].pop("frozen") for one in (*live, *frozen)] == [False] * 19 + [True] * 19
    assert frozen == live


def test_thanh_hoa_2024(empty: Clerk, tmp_path: Path) -> None:
    official = published("thanhhoa-2024.csv")
    rows = imported(empty, tmp_path, "2024", [(row["unit"], row["index"], "100") for row in official])
    assert len(rows) == 20
    values = [row["index"] for row in rows]
    assert values == [float(row["index"]) for row in official]
    for row, value in zip(rows, values, strict=True):
        assert row["tied"] == (values.count(value) > 1)
        assert row["rank"] == values.index(value) + 1
    assert {row["name"] for row in rows if row["tied"]} >= {"Sở Nội vụ", "Văn phòng UBND tỉnh"}
    assert "Mean of the index: 85.41" in empty.ok("rank", "2024").out
