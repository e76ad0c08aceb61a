"""The sample province: it is a whole register, and it prints the published rankings."""

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from golden import sample

ROOT = Path(__file__).parents[2]
CENT = Decimal("0.01")


@pytest.fixture
def clerk(capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk who only looks at the sample."""
    return Clerk(sample.province().path, capsys)


def published(name: str) -> list[dict[str, str]]:
    """Return the rows of a table that a province printed."""
    with (ROOT / "tests" / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def two_places(number: object) -> Decimal:
    """Round half up to what the tables print."""
    return Decimal(str(number)).quantize(CENT, ROUND_HALF_UP)


def test_what_it_holds(clerk: Clerk) -> None:
    """The books are counted as the command says."""
    found = sample.province()
    assert found.rows == {
        "unit": 25 + 19 + 20,
        "officer": 56,
        "task": 156,
        "progress": 408,
        "review": 25,
        "mark": 19 + 20,
    }
    assert found.closed == ("2023", "2024", "2026-09", "2026-10")
    assert len(clerk.data("unit", "list")) == found.rows["unit"]
    assert len(clerk.data("task", "list", "--limit", "0")) == found.rows["task"]


def test_verify_finds_nothing(clerk: Clerk) -> None:
    """Journal, seals and derived states agree."""
    said = clerk.ok("verify", "--format", "json").json
    assert said["data"] == []
    assert said["closings"] == 4


def test_two_months_are_closed_and_one_is_open(clerk: Clerk) -> None:
    """The two published years are closed with them."""
    states = {row["key"]: row["state"] for row in clerk.data("period", "list")}
    assert states == {
        "2023": "closed",
        "2024": "closed",
        "2026-09": "closed",
        "2026-10": "closed",
        "2026-11": "open",
    }
    assert clerk.run("log", "NV1", "late news", "--on", "2026-10-20", "--dry-run").code == 5


def test_what_is_logged_is_logged_by_the_sample_s_own_people(clerk: Clerk) -> None:
    """The actor of an entry is the person of its row; the rest is done by who built the sample."""
    assert sample.CLERK not in {entry["actor"] for entry in clerk.data("progress", "list", "--limit", "0")}
    assert clerk.data("history", "NV1")[-1]["actor"] == sample.CLERK


def test_tay_ninh_2023(clerk: Clerk) -> None:
    """All 19 indexes to two decimals and all 19 ranks are those that Tây Ninh printed."""
    rows = clerk.data("rank", "2023")
    assert {row["block"] for row in rows} == {"tay-ninh"}
    assert [
        (row["rank"], row["name"], two_places(row["score"]), two_places(row["max"]), two_places(row["index"]))
        for row in rows
    ] == [
        (
            int(row["rank"]),
            row["unit"],
            two_places(row["score"]),
            two_places(row["max"]),
            two_places(row["index"]),
        )
        for row in published("tayninh-2023.csv")
    ]


def test_tay_ninh_ranks_by_the_share_of_each_unit_s_own_maximum(clerk: Clerk) -> None:
    """Raw 61.00 of 71.5 stands above raw 84.75 of 100."""
    rows = {row["subject"]: row for row in clerk.data("rank", "2023")}
    above, below = rows["TN-SNGV"], rows["TN-SCT"]
    assert (above["score"], above["max"], below["score"], below["max"]) == (61, 71.5, 84.75, 100)
    assert above["rank"] + 1 == below["rank"]


def test_thanh_hoa_2024(clerk: Clerk) -> None:
    """All 20 stand in the printed order, equal values tied, with the printed mean."""
    rows = clerk.data("rank", "2024")
    printed = published("thanhhoa-2024.csv")
    assert [(row["name"], two_places(row["index"])) for row in rows] == [
        (row["unit"], two_places(row["index"])) for row in printed
    ]
    equals = Counter(row["index"] for row in printed)
    assert [row["tied"] for row in rows] == [equals[row["index"]] > 1 for row in printed]
    assert [row["subject"] for row in rows if row["tied"]] == ["TH-SNV", "TH-VPUBND", "TH-SKHCN", "TH-SYT"]
    indexes = [Decimal(str(row["index"])) for row in rows]
    assert two_places(sum(indexes) / len(indexes)) == Decimal("85.41")
    assert "\nMean of the index: 85.41\n" in clerk.ok("rank", "2024").out


def test_equal_indexes_share_a_rank(clerk: Clerk) -> None:
    """The next one is counted on: 1, 2, 2, 4."""
    rows = clerk.data("rank", "2024")
    for place, (above, below) in enumerate(pairwise(rows), start=2):
        assert below["rank"] == (above["rank"] if above["index"] == below["index"] else place)


def key_tasks(clerk: Clerk) -> dict[str, list[dict[str, Any]]]:
    """Return the key tasks by the unit that leads them."""
    found: dict[str, list[dict[str, Any]]] = {}
    kinds = ("--kind", "key-registered", "--kind", "key-common")
    for row in clerk.data("task", "list", *kinds, "--limit", "0"):
        found.setdefault(row["lead"], []).append(row)
    return found


def test_four_heads_have_ten_key_tasks_each(clerk: Clerk) -> None:
    """Five registered by the head, five common, as QĐ 193/2011/QĐ-UBND of Bắc Giang has it."""
    found = key_tasks(clerk)
    assert len(found) == 4
    for unit, tasks in found.items():
        assert Counter(task["kind"] for task in tasks) == {"key-registered": 5, "key-common": 5}
        heads = [one for one in clerk.data("officer", "list", "--unit", unit) if one["position"] == "head"]
        assert {task["officer"] for task in tasks} == {heads[0]["code"]}


def test_october(clerk: Clerk) -> None:
    """Departments and communes are ranked apart; whoever had nothing due has no score."""
    rows = clerk.data("rank", "2026-10")
    departments = [row for row in rows if row["block"] == "so-nganh"]
    communes = [row for row in rows if row["block"] == "xa-phuong"]
    assert [(row["rank"], row["subject"], two_places(row["score"] or 0)) for row in departments] == [
        (1, "SNV", Decimal("100.00")),
        (1, "STC", Decimal("100.00")),
        (1, "STP", Decimal("100.00")),
        (4, "VPUBND", Decimal("97.92")),
        (5, "TTT", Decimal("95.83")),
        (6, "SKHCN", Decimal("92.86")),
        (7, "SXD", Decimal("80.56")),
        (8, "SGDDT", Decimal("70.24")),
        (9, "SCT", Decimal("66.67")),
        (10, "SVHTTDL", Decimal("63.89")),
        (11, "SNNMT", Decimal("53.57")),
        (12, "BQLKCN", Decimal("30.56")),
        (13, "SYT", Decimal("16.67")),
        (None, "SDTTG", Decimal("0.00")),
    ]
    assert departments[-1]["score"] is None
    assert departments[-1]["reason"]
    assert [row["rank"] for row in communes] == [1, 1, 1, 1, 5, 6, 7, 7, 7, 10]
    assert {row["subject"]: row["change"] for row in departments}["SKHCN"] == 7


def test_a_score_by_hand(clerk: Clerk) -> None:
    """Sở Xây dựng in October: 6 assigned, 5 done, 2 of them late by one count of four quarters."""
    explained = clerk.data("score", "explain", "SXD", "2026-10")
    values = {line["code"]: line["value"] for line in explained["lines"]}
    assert (values["assigned"], values["delivered"], values["punctual_quarters"]) == (6, 5, 5 * 4 - 2)
    tasks = {row["code"]: row for row in clerk.data("task", "list", "--unit", "SXD", "--limit", "0")}
    october = [row for row in tasks.values() if (row["due_on"] or "").startswith("2026-10")]
    done = [row for row in october if row["done_on"] and row["done_on"] <= "2026-10-31"]
    late = [row for row in done if row["done_on"] > row["due_on"]]
    assert (len(october), len(done), len(late)) == (6, 5, 2)


def test_november_closes_when_it_is_over(clerk: Clerk) -> None:
    """A dry run prints the table that closing would seal, with the changes since October."""
    assert clerk.run("period", "close", "2026-11", "--dry-run").code == 4
    said = clerk.ok("period", "close", "2026-11", "--dry-run", "--format", "json", today="2026-12-05").json
    assert said["dry_run"] is True
    (table,) = said["data"]["rankings"]
    changes = {row["change"] for row in table["data"] if row["block"] == "so-nganh"}
    assert {change > 0 for change in changes if change} == {True, False}


def test_it_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there is refused with exit 4 and left as it is, whichever sample is asked for."""
    clerk = Clerk(tmp_path / "office.db", capsys)
    clerk.ok("init", "--office", "UBND tỉnh")
    assert clerk.refused(4, "demo")["code"] == "exists"
    assert clerk.refused(4, "demo", "--officers")["code"] == "exists"
    assert [path.name for path in tmp_path.iterdir()] == ["office.db"]


@pytest.mark.slow
def test_the_wheel_carries_the_sample_and_the_translations(tmp_path: Path) -> None:
    """What is built from the checkout builds the sample without it."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    checkout = tmp_path / "checkout"
    for name in ("src", "examples", ".ci"):
        unwanted = shutil.ignore_patterns("__pycache__", "*.mo", ".*_cache")
        shutil.copytree(ROOT / name, checkout / name, ignore=unwanted)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, checkout / name)
    environment = {**os.environ, "PYTHONPATH": "", "TASKTRACK_LANG": "vi"}
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=checkout, env=environment, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("tasktrack-*.whl")
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    for sample_name in ("province", "office"):
        packed = installed / "tasktrack" / "data" / sample_name
        assert {path.name for path in packed.iterdir()} == {
            path.name for path in (ROOT / "examples" / sample_name).iterdir()
        }
    assert list((installed / "tasktrack" / "data" / "locale").glob("*/LC_MESSAGES/*.mo"))
    environment["PYTHONPATH"] = str(installed)

    def python(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True
        ).stdout.decode()

    where = python("-c", "import tasktrack; print(tasktrack.__file__)")
    assert Path(where.strip()).is_relative_to(installed)
    assert "Usage:" not in python("-m", "tasktrack", "--help")
    assert "156" in python("-m", "tasktrack", "--db", "x.db", "demo")
    assert "963" in python("-m", "tasktrack", "--db", "y.db", "demo", "--officers")


def test_a_place_that_is_taken_is_told_with_the_sample_asked_for(clerk: Clerk) -> None:
    """Whoever wants a sample is not sent to start an empty register."""
    assert clerk.refused(4, "demo")["remedy"].endswith("--db FILE demo")
    assert clerk.refused(4, "demo", "--officers")["remedy"].endswith("--db FILE demo --officers")
