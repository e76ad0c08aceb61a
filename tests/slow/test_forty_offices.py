"""A province and its forty offices: their registers merge, their figures add up, and one that was touched is named."""

import csv
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from clerk import Clerk

pytestmark = pytest.mark.slow
OFFICES = 40
TASKS = 12
UNITS = 3


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tables that every office imports: units, tasks, entries."""
    folder = tmp_path_factory.mktemp("tables")
    _table(folder / "units.csv", "code,name,block", ((f"P{n}", f"Phòng {n}", "phong") for n in range(UNITS)))
    _table(
        folder / "tasks.csv",
        "key,title,kind,lead,assigned_on,due_on",
        (
            (f"K{n}", f"Nhiệm vụ {n}", "regular", f"P{n % UNITS}", "2026-10-01", f"2026-10-{10 + n}")
            for n in range(TASKS)
        ),
    )
    _table(
        folder / "progress.csv",
        "key,task,on,percent,done",
        (
            (f"E{n}", f"K{n}", "2026-10-15", "100" if n % 2 else "40", "yes" if n % 2 else "")
            for n in range(TASKS)
        ),
    )
    return folder


def _table(path: Path, heading: str, rows: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(heading.split(","))
        table.writerows(rows)  # type: ignore[arg-type]


def _office(number: int, folder: Path, tables: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Start the register of an office; each has finished one task more than the one before, up to all."""
    one = Clerk(folder / f"so-{number}.db", capsys, today="2026-10-20")
    one.ok("init", "--office", f"Sở số {number}", today="2026-10-01")
    one.ok("config", "set", "office_code", f"S{number}", today="2026-10-01")
    one.ok("unit", "import", str(tables / "units.csv"), today="2026-10-01")
    one.ok("period", "open", "2026-10", today="2026-10-01")
    one.ok("task", "import", str(tables / "tasks.csv"))
    one.ok("progress", "import", str(tables / "progress.csv"))
    one.ok("log", f"NV{1 + 2 * (number % (TASKS // 2))}", "thêm", "--done")
    if number % 2:
        one.ok("period", "close", "2026-10", today="2026-11-02")
    return one


def _states(clerk: Clerk) -> Counter[str]:
    return Counter(row["status"] for row in clerk.data("task", "list", "--limit", "0", today="2026-11-05"))


def test_forty_registers_merge(tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    offices = [_office(number, tmp_path, tables, capsys) for number in range(1, OFFICES + 1)]
    province = Clerk(tmp_path / "tinh.db", capsys, today="2026-11-05")
    province.ok("init", "--office", "UBND tỉnh", today="2026-10-01")
    files = [str(one.db) for one in offices]

    touched = tmp_path / "so-7-bi-sua.db"
    touched.write_bytes(offices[6].db.read_bytes())
    db = sqlite3.connect(touched)
    db.execute("DROP TRIGGER guard_frozen_score_update")
    db.execute("UPDATE frozen_score SET micro = micro + 1")
    db.commit()
    db.close()
    error = province.refused(4, "merge", *files[:6], str(touched), *files[7:])
    assert [one["file"] for one in error["refused"]] == [str(touched)]
    assert any("2026-10 r1, frozen_score" in line for line in error["refused"][0]["details"])

    done = province.data("merge", *files)
    assert len(done["files"]) == OFFICES
    assert sum(len(one["closings"]) for one in done["files"]) == OFFICES // 2
    assert done["refused"] == done["conflicts"] == done["gaps"] == []
    assert _states(province) == sum(map(_states, offices), Counter())
    ours, theirs = province, offices
    total = ours.data("report", "weekly", today="2026-10-18")["total"]
    parts = [one.data("report", "weekly", today="2026-10-18")["total"] for one in theirs]
    counted = [
        name for name, value in total.items() if isinstance(value, int) and isinstance(parts[0][name], int)
    ]
    assert len(counted) > 10
    assert {name: total[name] for name in counted} == {
        name: sum(part[name] for part in parts) for name in counted
    }
    assert {row["tasks"] for row in province.data("office", "list")} == {TASKS}

    before = province.digest()
    said = province.ok("merge", *files)
    assert said.out.splitlines()[0] == "Everything is here already; nothing was written."
    assert province.digest() == before
    province.ok("verify")
