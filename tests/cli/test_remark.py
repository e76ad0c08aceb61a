"""What Forms 01 and 02 hold beside the points: own words, the class proposed, the superior's remark."""

import sqlite3
from pathlib import Path

import pytest
from clerk import Clerk
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.remark import unwritten

HEADING = "period,subject,strengths,shortcomings,self_class,remark,remarked_by"
FIELDS = ("strengths", "shortcomings", "self_class", "remark", "remarked_by")


@pytest.fixture
def month(clerk: Clerk) -> Clerk:
    clerk.ok("period", "open", "2026-10")
    return clerk


def table(tmp_path: Path, *rows: str, heading: str = HEADING) -> str:
    path = tmp_path / "remarks.csv"
    path.write_text("".join(f"{row}\n" for row in (heading, *rows)), encoding="utf-8")
    return str(path)


def test_person_and_superior_write_one_after_the_other(month: Clerk) -> None:
    """What is not given stays; who remarks is the actor unless named; the same again changes nothing."""
    place = ("remark", "set", "2026-10", "BINH")
    first = month.data(*place, "--strengths", "Chăm chỉ", "--shortcomings", "Chậm\nhai việc")
    assert (first["result"], first["strengths"], first["shortcomings"]) == (
        "added",
        "Chăm chỉ",
        "Chậm\nhai việc",
    )
    second = month.data(*place, "--remark", "Tốt", "--by", "Nguyễn Văn An")
    assert (second["result"], second["remark"], second["remarked_by"]) == ("changed", "Tốt", "Nguyễn Văn An")
    before = month.digest()
    assert month.data(*place, "--remark", "Tốt")["result"] == "same"
    assert month.digest() == before
    assert month.data(*place, "--remark", "Khá")["remarked_by"] == "clerk"
    shown = month.data("remark", "show", "2026-10", "BINH")
    assert shown == {
        "period": "2026-10", "subject": "BINH", "subject_kind": "officer", "name": "Trần Thị Bình", "unit": "STC",
        "strengths": "Chăm chỉ", "shortcomings": "Chậm\nhai việc", "self_class": None, "self_class_label": None,
        "remark": "Khá", "remarked_by": "clerk",
    }  # fmt: skip
    said = month.ok("remark", "show", "2026-10", "BINH").out
    assert "Superior's remark:" in said
    newest = month.data("history")[0]
    assert newest["command"] == "remark set"


def test_an_empty_text_clears_and_nothing_left_takes_it_out(month: Clerk) -> None:
    """The author goes with the remark; the place is free again."""
    place = ("remark", "set", "2026-10", "BINH")
    month.ok(*place, "--strengths", "Chăm chỉ", "--remark", "Tốt", "--by", "An")
    cleared = month.data(*place, "--remark", " ")
    assert (cleared["remark"], cleared["remarked_by"], cleared["strengths"]) == (None, None, "Chăm chỉ")
    assert "Taken out of 2026-10" in month.ok(*place, "--strengths", "").out
    assert month.data("remark", "list", "2026-10") == []
    assert month.refused(3, "remark", "show", "2026-10", "BINH")["remedy"].endswith(
        "remark set 2026-10 BINH."
    )
    month.refused(3, *place, "--strengths", "")
    assert month.data(*place, "--shortcomings", "Chậm")["result"] == "added"


def test_a_class_is_known_by_code_and_wording(month: Clerk) -> None:
    place = ("remark", "set", "2026-10", "BINH")
    done = month.data(*place, "--self-class", "Hoàn thành tốt nhiệm vụ")
    assert (done["self_class"], done["self_class_label"]) == ("good", "Good")
    error = month.refused(4, *place, "--self-class", "super")
    assert error["message"] == "super is no class."
    assert "good (Good)" in error["remedy"]
    assert month.data(*place, "--self-class", "", "--strengths", "x")["self_class"] is None


def test_what_is_refused(month: Clerk) -> None:
    month.refused(2, "remark", "set", "2026-10", "BINH")
    month.refused(4, "remark", "set", "2026-10", "BINH", "--by", "An")
    month.refused(3, "remark", "set", "2026-10", "NOBODY", "--remark", "x")
    month.refused(3, "remark", "set", "2026-09", "BINH", "--remark", "x")
    month.refused(3, "remark", "list", "2026-10", "--unit", "NONE")
    month.refused(2, "remark", "list", "2026-10", "--missing", "--for-import")


def test_a_unit_is_remarked_on_too(month: Clerk) -> None:
    month.ok("remark", "set", "2026-10", "STC", "--remark", "Đơn vị mạnh")
    month.ok("remark", "set", "2026-10", "AN", "--remark", "Tốt")
    month.ok("remark", "set", "2026-10", "BINH", "--strengths", "Chăm")
    rows = month.data("remark", "list", "2026-10")
    assert [(row["subject"], row["subject_kind"], row["unit"]) for row in rows] == [
        ("STC", "unit", "STC"),
        ("AN", "officer", "STC"),
        ("BINH", "officer", "STC"),
    ]
    assert month.data("remark", "list", "2026-10", "--unit", "STP") == []


def test_a_closed_period_keeps_what_is_written(month: Clerk) -> None:
    """The service says so, and the database holds it against any program."""
    month.ok("remark", "set", "2026-10", "BINH", "--strengths", "Chăm chỉ")
    month.ok("period", "close", "2026-10")
    error = month.refused(5, "remark", "set", "2026-10", "BINH", "--remark", "x")
    assert error["code"] == "period-closed"
    db = sqlite3.connect(month.db)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE remark SET strengths = 'khác'")
    db.close()
    assert month.data("remark", "show", "2026-10", "BINH")["strengths"] == "Chăm chỉ"


def test_what_is_still_to_be_written(month: Clerk) -> None:
    """Each person with the superior; a proposed class is asked for years only."""
    month.ok("remark", "set", "2026-10", "BINH", "--strengths", "Chăm", "--shortcomings", "Chậm")
    found = month.ok("remark", "list", "2026-10", "--missing", "--format", "json").json
    assert [(row["subject"], row["superior"], row["missing"]) for row in found["data"]] == [
        ("AN", None, ["strengths", "shortcomings", "remark"]),
        ("BINH", "AN", ["remark"]),
    ]
    assert found["subjects"] == 2
    month.ok("remark", "set", "2026-10", "BINH", "--remark", "Tốt")
    said = month.ok("remark", "list", "2026-10", "--missing").out
    assert "Check: 1 with something to be written + 1 whole = 2" in said
    assert "BINH" not in said
    month.ok("period", "open", "2026")
    rows = month.data("remark", "list", "2026", "--missing")
    assert rows[0]["missing"] == ["strengths", "shortcomings", "self_class", "remark"]
    month.ok("remark", "set", "2026-10", "AN", "--strengths", "a", "--shortcomings", "b", "--remark", "c")
    assert "Nothing is still to be written" in month.ok("remark", "list", "2026-10", "--missing").out


def test_an_import_and_its_list_are_one_table(month: Clerk, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        '2026-10,BINH,Chăm chỉ,"Chậm\nhai việc",Hoàn thành tốt nhiệm vụ,Tốt,An',
        "2026-10,AN,Giỏi,,,,",
    )
    assert month.data("remark", "import", path)["added"] == 2
    before = month.digest()
    assert month.data("remark", "import", path)["same"] == 2
    listed = month.ok("remark", "list", "2026-10", "--for-import").out
    again = tmp_path / "again.csv"
    again.write_text(listed, encoding="utf-8")
    assert month.data("remark", "import", str(again))["same"] == 2
    assert month.digest() == before
    changed = month.data("remark", "import", table(tmp_path, "2026-10,AN,,Nóng,,,"))
    assert changed["changes"] == [
        {"row": 2, "name": "AN", "before": {"shortcomings": None}, "after": {"shortcomings": "Nóng"}}
    ]
    assert month.data("remark", "show", "2026-10", "AN")["strengths"] == "Giỏi"


def test_faults_by_row_and_column(month: Clerk, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "2026-10,BINH,a,,,,",
        "2026-10,NOBODY,a,,,,",
        "2026-09,AN,a,,,,",
        "2026-10,AN,a,,super,,",
        "2026-10,BINH,b,,,,",
        "2026-10,AN,,,,,An",
    )
    faults = month.refused(4, "remark", "import", path)["faults"]
    assert [(one["row"], one["column"]) for one in faults] == [
        (3, "subject"),
        (4, "period"),
        (5, "self_class"),
        (6, "subject"),
        (7, "remarked_by"),
    ]
    assert month.data("remark", "list", "2026-10") == []
    words = table(tmp_path, "2026-10,BINH,x", heading="Kỳ,Công chức,Ưu điểm")
    month.ok("remark", "import", words)


@given(
    st.dictionaries(st.sampled_from(FIELDS), st.one_of(st.none(), st.text(min_size=1))),
    st.sampled_from(("month", "year")),
)
def test_written_and_unwritten_are_all_that_is_asked(written: dict[str, str | None], kind: str) -> None:
    """No field is asked for that stands, and none that lacks is forgotten."""
    lacking = unwritten(written, kind)
    asked = {"strengths", "shortcomings", "remark"} | ({"self_class"} if kind == "year" else set())
    assert set(lacking) | {name for name in asked if written.get(name)} == asked
    assert not set(lacking) & {name for name in FIELDS if written.get(name)}
