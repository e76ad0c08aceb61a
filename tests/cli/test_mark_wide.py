"""The wide form of marks: a row for each person, a column for each criterion."""

from pathlib import Path

import pytest
from clerk import Clerk

DATA = Path(__file__).parents[1] / "data"
CODES = ("I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "III.1", "III.2", "III.3", "III.4")
WIDE = ("--wide", "--scheme", "common-officer")
SELF = (*WIDE, "--kind", "self", "--period", "2026-10")


@pytest.fixture
def month(clerk: Clerk) -> Clerk:
    clerk.ok("officer", "add", "CUC", "Lê Thị Cúc", "--unit", "STC")
    clerk.ok("period", "open", "2026-10")
    clerk.ok("scheme", "install", str(DATA / "common-officer.toml"))
    return clerk


def table(tmp_path: Path, *rows: str, heading: str = f"STT,Mã công chức,Họ và tên,{','.join(CODES)}") -> str:
    path = tmp_path / "form01.csv"
    path.write_text("".join(f"{row}\n" for row in (heading, *rows)), encoding="utf-8")
    return str(path)


def points(clerk: Clerk, side: str) -> dict[tuple[str, str], object]:
    return {(row["subject"], row["criterion"]): row[side] for row in clerk.data("mark", "list", "2026-10")}


FULL = '1,BINH,Trần Thị Bình,5,4.5,2.5,2.5,2,2,"1,5",2.5,2.5,2.5'
PART = "2,CUC,Lê Thị Cúc,5,4,,,,,,,,"


def test_each_filled_cell_is_a_mark(month: Clerk, tmp_path: Path) -> None:
    """Empty cells say nothing; the same file again changes nothing; another point is a change."""
    path = table(tmp_path, FULL, PART)
    done = month.data("mark", "import", path, *SELF)
    assert (done["added"], done["changed"], done["same"]) == (12, 0, 0)
    held = points(month, "self_points")
    assert len(held) == 12
    assert held["BINH", "III.1"] == 1.5
    assert set(points(month, "points").values()) == {None}
    before = month.digest()
    assert month.data("mark", "import", path, *SELF)["same"] == 12
    assert month.digest() == before
    changed = month.data("mark", "import", table(tmp_path, FULL, PART.replace("5,4,", "5,3.5,")), *SELF)
    assert changed["changes"] == [
        {"row": 3, "name": "CUC I.2", "before": {"self_points": "4"}, "after": {"self_points": "3.5"}}
    ]
    path = table(tmp_path, FULL, PART)
    month.ok("mark", "import", path, *WIDE, "--kind", "confirmed", "--period", "2026-10")
    assert points(month, "points")["CUC", "I.2"] == 4
    assert points(month, "self_points")["CUC", "I.2"] == 3.5


def test_the_period_may_stand_in_a_column_and_headings_in_words(month: Clerk, tmp_path: Path) -> None:
    month.ok("period", "open", "2026-11")
    path = table(
        tmp_path,
        "2026-10,BINH,4",
        "2026-11,BINH,3",
        heading="Kỳ,Đối tượng,Ý thức kỷ luật kỷ cương trong thực thi công vụ",
    )
    month.ok("mark", "import", path, *WIDE, "--kind", "self")
    rows = month.data("mark", "list")
    assert [(row["period"], row["criterion"], row["self_points"]) for row in rows] == [
        ("2026-10", "I.2", 4),
        ("2026-11", "I.2", 3),
    ]


def test_all_faults_by_row_and_column(month: Clerk, tmp_path: Path) -> None:
    """A row with a fault writes none of its marks; --skip-bad writes the others."""
    path = table(
        tmp_path,
        FULL,
        "2,CUC,Lê Thị Cúc,5,6,2.5,x,2,2,2,2,2,2",
        "3,AN,Nguyễn Văn An,5,5,2,2,2,2,2,2,2,2",
        "4,NOBODY,,1,1,1,1,1,1,1,1,1,1",
        "5,BINH,Trần Thị Bình,4,4,1,1,1,1,1,1,1,1",
    )
    error = month.refused(4, "mark", "import", path, *SELF)
    assert [(one["row"], one["column"]) for one in error["faults"]] == [
        (3, "II.2"),
        (4, "subject"),
        (5, "subject"),
        (6, "subject"),
    ]
    said = month.run("mark", "import", path, *SELF, "--skip-bad")
    assert said.code == 9
    assert {who for who, _code in points(month, "points")} == {"BINH"}
    path = table(tmp_path, "2,CUC,Lê Thị Cúc,5,6,2.5,2,2,2,2,2,2,3", "3,CUC,,,,,,,,,,,")
    error = month.refused(4, "mark", "import", path, *SELF)
    assert [(one["row"], one["column"]) for one in error["faults"]] == [
        (2, "I.2"),
        (2, "III.4"),
        (3, "subject"),
    ]


def test_a_mark_above_is_in_the_way(month: Clerk, tmp_path: Path) -> None:
    month.ok("mark", "set", "2026-10", "CUC", "common", "--self", "28", "--scheme", "common-officer")
    error = month.refused(4, "mark", "import", table(tmp_path, PART), *SELF)
    assert "common and I.1 are both marked" in error["faults"][0]["message"]
    month.ok("mark", "import", table(tmp_path, PART), *WIDE, "--kind", "confirmed", "--period", "2026-10")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--wide", "--kind", "self"), "criteria of a scheme"),
        (WIDE, "whose points"),
        ((*WIDE, "--kind", "own"), "whose points"),
        (("--scheme", "common-officer"), "--scheme goes with --wide"),
        (("--kind", "self"), "--kind goes with --wide"),
    ],
)
def test_what_must_be_said(month: Clerk, tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    error = month.refused(2, "mark", "import", table(tmp_path, FULL), *options)
    assert message in error["message"]


def test_no_period_a_closed_one_and_unknown_headings(month: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, FULL)
    faults = month.refused(4, "mark", "import", path, *WIDE, "--kind", "self")["faults"]
    assert [one["column"] for one in faults] == ["period"]
    month.refused(3, "mark", "import", path, *WIDE, "--kind", "self", "--period", "2026-09")
    odd = table(tmp_path, "BINH,1,2", heading="officer,I.1,IV.1")
    assert [one["column"] for one in month.refused(4, "mark", "import", odd, *SELF)["faults"]] == ["IV.1"]
    month.ok("period", "close", "2026-10", "--scheme", "unit-tasks")
    month.refused(5, "mark", "import", table(tmp_path, FULL), *SELF)


def test_headings_of_offices_and_the_letters_of_a_formula(month: Clerk, tmp_path: Path) -> None:
    """The officer may be called so over his code; đ is not d, which is reckoned."""
    path = table(tmp_path, "BINH,4,3", heading="Công chức,I.1,I.2")
    assert month.data("mark", "import", path, *SELF)["added"] == 2
    leader = ("--wide", "--scheme", "nd335-leader", "--kind", "confirmed", "--period", "2026-10")
    month.ok("mark", "import", table(tmp_path, "AN,100,50", heading="Mã công chức,Đ,e"), *leader)
    marks = {
        row["criterion"]: row["points"] for row in month.data("mark", "list", "2026-10") if row["points"]
    }
    assert marks == {"dd": 100, "e": 50}
    error = month.refused(4, "mark", "import", table(tmp_path, "AN,100", heading="Mã công chức,d"), *leader)
    assert error["faults"][0]["row"] == 1


def test_the_name_beside_a_code_must_be_its_own(month: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "1,BINH,TRAN THI BINH,5,,,,,,,,,", "2,CUC,Trần Thị Bình,5,,,,,,,,,")
    error = month.refused(4, "mark", "import", path, *SELF)
    assert [(one["row"], one["column"]) for one in error["faults"]] == [(3, "subject")]
    assert "CUC is Lê Thị Cúc, not Trần Thị Bình." in error["faults"][0]["message"]
