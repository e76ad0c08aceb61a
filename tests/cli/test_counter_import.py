"""Counters from files: the long form, the wide form of the offices, and tables that define what they count."""

from pathlib import Path
from typing import Any

import pytest
import workbooks
from clerk import Clerk

from tasktrack.store import counter as counters

EXAMPLES = Path(__file__).parents[2] / "examples" / "counters"
PUBLIC = str(EXAMPLES / "ha-tinh-2015.csv")


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    clerk.ok("counter", "define", "documents_in", "--label-vi", "Văn bản đến", "--label-en", "Documents in")
    clerk.ok("counter", "define", "documents_out", "--label-vi", "Văn bản đi")
    return clerk


def table(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "figures.csv"
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def counts(done: dict[str, Any]) -> tuple[int, int, int]:
    return done["added"], done["changed"], done["same"]


def own(clerk: Clerk, period: str) -> dict[tuple[str, str], Any]:
    rows = clerk.data("counter", "list", period)
    return {(row["unit"], row["counter"]): row["own"] for row in rows}


def test_the_long_form(office: Clerk, tmp_path: Path) -> None:
    """Counters by code or wording, units by code or name; the same again is skipped, another figure is a change."""
    rows = ("Kỳ,Đơn vị,Chỉ tiêu số liệu,Số liệu,Ghi chú", "2026-10,STC,documents_in,120,sổ 1")
    path = table(tmp_path, *rows, "10/2026,Sở Tư pháp,văn bản đến,80,")
    assert counts(office.data("counter", "import", path)) == (2, 0, 0)
    assert own(office, "2026-10") == {("STC", "documents_in"): 120, ("STP", "documents_in"): 80}
    before = office.digest()
    assert counts(office.data("counter", "import", path)) == (0, 0, 2)
    assert office.digest() == before
    path = table(tmp_path, *rows, "2026-10,STP,documents_in,81,")
    done = office.data("counter", "import", path)
    assert done["changes"] == [
        {"row": 3, "name": "STP documents_in 2026-10", "before": {"value": "80"}, "after": {"value": "81"}}
    ]


def test_what_holds_for_the_whole_file(office: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "counter,value,unit", "documents_in,5,", "documents_out,6,STP")
    office.ok("counter", "import", path, "--period", "2026-10", "--unit", "STC")
    assert own(office, "2026-10") == {("STC", "documents_in"): 5, ("STP", "documents_out"): 6}
    error = office.refused(4, "counter", "import", path, "--period", "2026-10")
    assert '"unit" is empty in row 2.' in error["details"][0]
    path = table(tmp_path, "counter,value", "documents_in,5")
    error = office.refused(4, "counter", "import", path, "--period", "2026-10", "--define")
    assert "The row names no unit." in error["details"][0]
    error = office.refused(4, "counter", "import", path, "--period", "2027-01", "--unit", "STC")
    assert error["message"].startswith("2027-01 begins on 2027-01-01, after today")


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("2026-10,STC,payroll,5", "counter", "tasktrack counter define payroll --label TEXT"),
        ("2026-10,XX,documents_in,5", "unit", "There is no unit XX."),
        ("2026-13,STC,documents_in,5", "period", "2026-13"),
        ("2026-12,STC,documents_in,5", "period", "after today"),
        ("2026-10,STC,documents_in,13.825", "value", "Write 13825 or 13.8250."),
        ("2026-10,STC,documents_in,many", "value", "is not a number"),
        ("2026-10,STC,documents_in,", "value", "is empty"),
    ],
)
def test_faults_name_their_cell(office: Clerk, tmp_path: Path, row: str, column: str, says: str) -> None:
    """Nothing is written beside them, and --skip-bad writes the others."""
    path = table(tmp_path, "period,unit,counter,value", "2026-10,STP,documents_in,1", row)
    error = office.refused(4, "counter", "import", path)
    assert [fault["column"] for fault in error["faults"]] == [column]
    assert says in error["details"][0]
    assert office.run("counter", "import", path, "--skip-bad").code == 9
    assert own(office, "2026-10") == {("STP", "documents_in"): 1}


def test_a_row_said_twice(office: Clerk, tmp_path: Path) -> None:
    head = "period,unit,counter,value"
    path = table(tmp_path, head, "2026-10,STC,documents_in,1", "2026-10,STC,Documents in,1")
    assert counts(office.data("counter", "import", path)) == (1, 0, 1)
    path = table(tmp_path, head, "2026-10,STC,documents_in,1", "2026-10,STC,Documents in,2")
    assert "Row 2 says something else" in office.refused(4, "counter", "import", path)["details"][0]


def test_a_closed_period_is_a_fault_of_its_rows(office: Clerk, tmp_path: Path) -> None:
    office.ok("period", "open", "2026-10", today="2026-11-01")
    office.ok("period", "close", "2026-10")
    path = table(tmp_path, "period,unit,counter,value", "2026-10,STC,documents_in,1")
    assert "Period 2026-10 is closed" in office.refused(4, "counter", "import", path)["details"][0]
    path = table(tmp_path, "unit,counter,value", "STC,documents_in,1")
    assert office.refused(5, "counter", "import", path, "--period", "2026-10")["code"] == "period-closed"


def test_a_published_table_defines_what_it_counts(clerk: Clerk) -> None:
    """Codes that are known bring what they are held against; without --define each is a fault."""
    place = ("--period", "2015-H1", "--unit", "STC")
    error = clerk.refused(4, "counter", "import", PUBLIC, *place)
    assert len(error["faults"]) == 9
    assert "tasktrack counter define documents_out" in error["details"][0]
    said = clerk.ok("counter", "import", PUBLIC, *place, "--define")
    assert "Counters defined: documents_out, documents_in, dossiers_received" in said.err
    rows = clerk.data("counter", "list", "--definitions")
    assert [row["label_vi"] for row in rows][:3] == ["Văn bản đi", "Văn bản đến", "Hồ sơ tiếp nhận"]
    assert {row["code"]: row["whole"] for row in rows if row["whole"]} == {
        "dossiers_on_day": "dossiers_received",
        "dossiers_before_day": "dossiers_received",
        "days_used": "days_allowed",
    }
    before = clerk.digest()
    assert counts(clerk.data("counter", "import", PUBLIC, *place, "--define")) == (0, 0, 9)
    assert clerk.digest() == before
    assert counts(clerk.data("counter", "import", PUBLIC, *place)) == (0, 0, 9)


def test_definitions_alone(clerk: Clerk, tmp_path: Path) -> None:
    """Rows without a figure; a wording changed is an update, and said otherwise twice a fault."""
    path = str(EXAMPLES / "definitions.csv")
    assert counts(clerk.data("counter", "import", path, "--define")) == (7, 0, 0)
    assert counts(clerk.data("counter", "import", path, "--define")) == (0, 0, 7)
    head = "counter,label_vi,part_of"
    path = table(tmp_path, head, "petitions,Đơn thư các loại,")
    assert counts(clerk.data("counter", "import", path, "--define")) == (0, 1, 0)
    path = table(tmp_path, head, "a,Một,", "a,Hai,")
    assert clerk.refused(4, "counter", "import", path, "--define")["faults"][0]["column"] == "label_vi"
    path = table(tmp_path, head, "a,Một,nowhere")
    assert clerk.refused(4, "counter", "import", path, "--define")["faults"][0]["column"] == "part_of"


def test_a_wording_beside_the_code_must_be_its_own(office: Clerk, tmp_path: Path) -> None:
    rows = ("period,unit,counter,label_vi,value", "2026-10,STC,documents_in,văn bản đến,1")
    assert counts(office.data("counter", "import", table(tmp_path, *rows))) == (1, 0, 0)
    path = table(tmp_path, rows[0], "2026-10,STC,documents_in,Văn bản đi,1")
    assert (
        "documents_in is Văn bản đến, not Văn bản đi."
        in (office.refused(4, "counter", "import", path)["details"][0])
    )


WIDE = ("STT,Mã,Tên đơn vị,Văn bản đến,documents_out", "1,STC,Sở Tài chính,120,90", "2,STP,,80,")


def test_the_wide_form(office: Clerk, tmp_path: Path) -> None:
    """A column for each counter by code or wording; an empty cell says nothing."""
    path = table(tmp_path, *WIDE)
    asked = ("counter", "import", path, "--wide", "--period", "2026-10")
    assert counts(office.data(*asked)) == (3, 0, 0)
    assert own(office, "2026-10") == {
        ("STC", "documents_in"): 120,
        ("STP", "documents_in"): 80,
        ("STC", "documents_out"): 90,
    }
    assert counts(office.data(*asked)) == (0, 0, 3)
    table(tmp_path, *WIDE[:2], "2,STP,Sở Tư pháp,79,1")
    assert counts(office.data(*asked)) == (1, 1, 2)


def test_the_wide_form_as_a_workbook(office: Clerk, tmp_path: Path) -> None:
    """With a period in each row, and units by their names alone."""
    rows = [["Kỳ", "Đơn vị", "Văn bản đến"], ["2026-10", "Sở Tài chính", 1200], ["2026-09", "Sở Tư pháp", 7]]
    path = workbooks.book(tmp_path / "so-lieu.xlsx", {"Số liệu": rows})
    assert counts(office.data("counter", "import", str(path), "--wide")) == (2, 0, 0)
    assert own(office, "2026-10") == {("STC", "documents_in"): 1200}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("3,XX,,1,2", "There is no unit XX."),
        ("3,STC,,1,2", "Row 2 says something else of the same one."),
        ("3,XA1,Sở Tài chính,1,2", "XA1 is Xã Đông Hòa, not Sở Tài chính."),
        ("3,XA1,,,", "No figure is given."),
        ("3,XA1,,a lot,2", "is not a number"),
        ("3,XA1,,13.825,2", "Write 13825 or 13.8250."),
    ],
)
def test_faults_of_the_wide_form(office: Clerk, tmp_path: Path, row: str, says: str) -> None:
    path = table(tmp_path, *WIDE, row)
    asked = ("counter", "import", path, "--wide", "--period", "2026-10")
    assert says in " ".join(office.refused(4, *asked)["details"])


def test_what_does_not_go_together(clerk: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, *WIDE)
    assert clerk.refused(2, "counter", "import", path, "--wide", "--define")["message"]
    assert "No counter is defined" in clerk.refused(4, "counter", "import", path, "--wide")["message"]
    clerk.ok("counter", "define", "documents_in", "--label-vi", "Văn bản đến")
    error = clerk.refused(4, "counter", "import", path, "--wide", "--period", "2026-10")
    assert 'Unknown column "documents_out".' in error["details"][0]
    assert "tasktrack counter define CODE --label TEXT" in error["details"][0]


def test_a_definition_that_changes_says_what(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("counter", "define", "guests", "--label-en", "Guests")
    path = tmp_path / "d.csv"
    path.write_text("counter,label_en\nguests,Visitors\n", encoding="utf-8")
    done = clerk.data("counter", "import", str(path), "--define")
    assert (done["added"], done["changed"]) == (0, 1)
    assert "Guests" in str(done["changes"])


def test_many_figures_are_read_and_written_at_once(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands is asked once a period, not once a row; the same place twice in a file is one figure."""
    clerk.ok("counter", "define", "documents_in")
    path = tmp_path / "d.csv"
    rows = [f"2026-10,{unit},documents_in,7" for unit in ("STC", "STP", "XA1", "STC")]
    path.write_text("\n".join(["period,unit,counter,value", *rows]), encoding="utf-8")
    monkeypatch.setattr(counters, "at", None)
    done = clerk.data("counter", "import", str(path))
    assert (done["added"], done["same"]) == (3, 1)
    assert clerk.data("counter", "import", str(path))["same"] == 4
    assert clerk.run("verify").code == 0
    clerk.ok("undo", "--yes")
    assert clerk.data("counter", "list") == []
