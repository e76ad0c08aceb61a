"""The 30 common points: marked by the person, confirmed by the superior, and who lacks what before the lock."""

import sqlite3
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from clerk import Clerk
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.mark_missing import MarkGaps, gap, in_short, lacking
from tasktrack.domain.mark_missing import Person as Who
from tasktrack.domain.marks import Mark, check_mark, markable
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.errors import Invalid
from tasktrack.services import mark_missing, period
from tasktrack.services import scheme as schemes
from tasktrack.store.register import Caller, reading

DATA = Path(__file__).parents[1] / "data"
OFFICER = ("--scheme", "common-officer")
LEADER = ("--scheme", "common-leader")
CODES = ("I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "III.1", "III.2", "III.3", "III.4")
WHO = Who(1, "BINH", "Trần Thị Bình", "STC", "Sở Tài chính", None, None)


def form(name: str = "common-officer") -> Scheme:
    scheme, faults = read_scheme((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    assert scheme is not None, faults
    return scheme


@pytest.fixture
def month(clerk: Clerk) -> Clerk:
    """October, with the two schemes, and CUC in a room below the department."""
    clerk.ok("unit", "add", "P1", "Phòng Một", "--parent", "STC")
    clerk.ok("officer", "add", "CUC", "Lê Thị Cúc", "--unit", "P1")
    clerk.ok("period", "open", "2026-10")
    for name in ("common-officer", "common-leader"):
        clerk.ok("scheme", "install", str(DATA / f"{name}.toml"))
    return clerk


def mark_all(clerk: Clerk, who: str, *, points: str = "2.5") -> None:
    for code in CODES:
        clerk.ok("mark", "set", "2026-10", who, code, "--self", points, *OFFICER)


def points(clerk: Clerk) -> dict[tuple[str, str], tuple[object, object]]:
    rows = clerk.data("mark", "list", "2026-10")
    return {(row["subject"], row["criterion"]): (row["self_points"], row["points"]) for row in rows}


def test_self_and_confirmed_come_alone_or_together(month: Clerk) -> None:
    month.ok("mark", "set", "2026-10", "BINH", "I.1", "--self", "4.5", *OFFICER)
    month.ok("mark", "set", "2026-10", "BINH", "I.2", "4", *OFFICER)
    month.ok("mark", "set", "2026-10", "BINH", "II.1", "2", "--self", "2,5", *OFFICER)
    month.ok("mark", "set", "2026-10", "BINH", "I.1", "4", *OFFICER)
    assert points(month) == {
        ("BINH", "I.1"): (4.5, 4),
        ("BINH", "I.2"): (None, 4),
        ("BINH", "II.1"): (2.5, 2),
    }


def test_a_person_marks_the_parts_and_the_superior_the_whole(month: Clerk) -> None:
    """Each side has a tree of its own; within one side a mark stands above or below, never both."""
    month.ok("mark", "set", "2026-10", "BINH", "I.1", "--self", "4.5", *OFFICER)
    month.ok("mark", "set", "2026-10", "BINH", "common", "28", *OFFICER)
    error = month.refused(4, "mark", "set", "2026-10", "BINH", "I.2", "4", *OFFICER)
    assert "common and I.2 are both marked" in error["message"]
    error = month.refused(4, "mark", "set", "2026-10", "BINH", "common", "--self", "28", *OFFICER)
    assert "common and I.1 are both marked" in error["message"]


def test_what_is_lacking_before_the_lock(month: Clerk) -> None:
    """Heads first by unit; the superior is the manager, else the head of the unit or of the one above."""
    rows = month.data("mark", "missing", "2026-10", *OFFICER)
    assert [(row["subject"], row["unit"], row["superior"], row["superior_name"]) for row in rows] == [
        ("CUC", "P1", "AN", "Nguyễn Văn An"),
        ("BINH", "STC", "AN", "Nguyễn Văn An"),
    ]
    assert rows[0]["unmarked"] == rows[0]["unconfirmed"] == list(CODES)
    mark_all(month, "BINH")
    month.ok("mark", "set", "2026-10", "CUC", "II.2", "--self", "2", *OFFICER)
    month.ok("mark", "set", "2026-10", "CUC", "I", "9", *OFFICER)
    said = month.ok("mark", "missing", "2026-10")
    lines = [line.split() for line in said.out.splitlines()]
    cuc = next(line for line in lines if line[:1] == ["CUC"])
    assert cuc[-8:] == ["common-officer", "I,", "II.1,", "II.3,", "II.4,", "III", "II,", "III"]
    assert "Check: 2 with something lacking + 0 marked and confirmed = 2" in said.out
    assert "Not self-marked: 1. Not confirmed: 2." in said.out
    found = {
        row["subject"]: (row["unmarked"], row["unconfirmed"])
        for row in month.data("mark", "missing", "2026-10")
    }
    assert found["BINH"] == ([], list(CODES))
    assert found["CUC"] == ([code for code in CODES if code != "II.2"], list(CODES[2:]))
    only = month.ok("mark", "missing", "2026-10", "--unit", "P1", "--format", "json").json
    assert [row["subject"] for row in only["data"]] == ["CUC"]
    assert (only["period"], only["schemes"], only["subjects"]) == ("2026-10", ["common-officer"], 1)
    assert (only["unmarked"], only["unconfirmed"]) == (1, 1)


def test_a_mark_above_covers_all_below_it(month: Clerk) -> None:
    month.ok("mark", "set", "2026-10", "BINH", "common", "28", "--self", "29", *OFFICER)
    assert [row["subject"] for row in month.data("mark", "missing", "2026-10")] == ["CUC"]
    month.ok("mark", "set", "2026-10", "CUC", "common", "28", "--self", "29", *OFFICER)
    assert "all are marked and confirmed by common-officer" in month.ok("mark", "missing", "2026-10").out


def test_leaders_are_asked_for_their_own_criteria(month: Clerk) -> None:
    """What takes certain values only is for the superior to set; nobody of the register is above AN."""
    row = month.data("mark", "missing", "2026-10", *LEADER)[0]
    assert (row["subject"], row["superior"], row["unmarked"], row["unconfirmed"]) == (
        "AN",
        None,
        ["common"],
        ["common", "dd", "e"],
    )
    error = month.refused(4, "mark", "set", "2026-10", "AN", "dd", "75", *LEADER)
    assert error["message"] == "75 points of dd are not among those it takes."
    assert error["remedy"] == "Give one of: 50, 100."
    month.ok("mark", "set", "2026-10", "AN", "dd", "100", *LEADER)


def test_the_shipped_schemes_are_asked_for_what_people_mark(month: Clerk) -> None:
    """What formulas reckon is named nowhere, though what is marked stands below it."""
    month.ok("mark", "set", "2026-10", "AN", "common", "28", "--scheme", "nd335-leader")
    month.ok("mark", "set", "2026-10", "BINH", "II", "--self", "9", "--scheme", "nd335-officer")
    said = month.ok("mark", "missing", "2026-10", "--unit", "STC").out
    rows = {
        line.split()[0]: line.split("nd335-")[1].split() for line in said.splitlines() if "nd335-" in line
    }
    assert rows == {"AN": ["leader", "common", "dd,", "e"], "BINH": ["officer", "I,", "III", "common"]}
    assert "--scheme nd335-officer" in month.refused(
        4, "mark", "set", "2026-10", "BINH", "dd", "50", "--scheme", "nd335-leader"
    )["remedy"].replace("common-officer or ", "")


def test_a_scheme_must_be_named_until_officers_are_marked(month: Clerk) -> None:
    error = month.refused(3, "mark", "missing", "2026-10")
    assert error["remedy"].startswith("Name it with --scheme: ")
    assert {"common-leader", "common-officer"} <= set(
        error["remedy"].partition(": ")[2].rstrip(".").split(", ")
    )
    month.ok("mark", "set", "2026-10", "AN", "dd", "100", *LEADER)
    assert {row["scheme"] for row in month.data("mark", "missing", "2026-10")} == {"common-leader"}


def test_a_position_that_the_scheme_does_not_score_is_refused(month: Clerk, tmp_path: Path) -> None:
    """The position counts that is held on the last day of the period."""
    error = month.refused(4, "mark", "set", "2026-10", "AN", "I.1", "4", *OFFICER)
    assert error["message"] == (
        "AN holds the position head at the end of 2026-10; scheme common-officer scores: staff."
    )
    assert "--scheme common-leader" in error["remedy"]
    month.refused(4, "mark", "set", "2026-10", "BINH", "dd", "50", *LEADER)
    month.refused(4, "mark", "confirm", "2026-10", "AN", *OFFICER)
    file = tmp_path / "marks.csv"
    file.write_text(
        "period,subject,scheme,criterion,points\n2026-10,AN,common-officer,I.1,4\n", encoding="utf-8"
    )
    faults = month.refused(4, "mark", "import", str(file))["faults"]
    assert [(one["row"], one["column"], one["value"]) for one in faults] == [(2, "subject", "AN")]


def test_units_can_lack_marks_too(clerk: Clerk) -> None:
    clerk.ok("period", "open", "2025")
    clerk.ok("mark", "set", "2025", "STC", "index", "80", "--self", "90")
    clerk.ok("mark", "set", "2025", "STP", "index", "--self", "90")
    rows = clerk.data("mark", "missing", "2025", "--scheme", "par-index")
    assert {row["subject"]: bool(row["unmarked"]) for row in rows} == {"STP": False, "XA1": True}


def test_confirming_takes_the_self_marked_points(month: Clerk) -> None:
    """In one journal entry, each mark printed; confirmed ones stay; a second time nothing is left to do."""
    mark_all(month, "BINH")
    month.ok("mark", "set", "2026-10", "BINH", "I.1", "2", *OFFICER)
    before = month.digest()
    said = month.ok("mark", "confirm", "2026-10", "BINH", *OFFICER, "--dry-run")
    assert "Dry run" in said.out
    assert month.digest() == before
    done = month.ok(
        "mark", "confirm", "2026-10", "BINH", *OFFICER, "--reason", "Họp 5/11", "--format", "json"
    ).json
    assert (done["marks"], done["subjects"]) == (9, 1)
    assert done["data"][0] == {
        "period": "2026-10", "subject": "BINH", "name": "Trần Thị Bình", "scheme": "common-officer",
        "criterion": "I.2", "self_points": 2.5, "before": None, "points": 2.5,
    }  # fmt: skip
    assert points(month)["BINH", "I.1"] == (2.5, 2)
    newest = month.data("history")[0]
    assert (newest["command"], newest["reason"]) == ("mark confirm", "Họp 5/11")
    before = month.digest()
    assert "Nothing to confirm" in month.ok("mark", "confirm", "2026-10", "BINH", *OFFICER).out
    assert month.digest() == before
    again = month.data("mark", "confirm", "2026-10", "BINH", *OFFICER, "--as-self")
    assert [(row["criterion"], row["before"], row["points"]) for row in again] == [("I.1", 2, 2.5)]
    month.ok("undo", "--yes")
    assert points(month)["BINH", "I.1"] == (2.5, 2)


def test_confirming_a_unit_or_everybody(month: Clerk) -> None:
    for who in ("BINH", "CUC"):
        month.ok("mark", "set", "2026-10", who, "common", "--self", "28", *OFFICER)
    assert [row["subject"] for row in month.data("mark", "confirm", "2026-10", "--unit", "P1", *OFFICER)] == [
        "CUC"
    ]
    assert [row["subject"] for row in month.data("mark", "confirm", "2026-10", "--all", *OFFICER)] == ["BINH"]
    month.refused(2, "mark", "confirm", "2026-10", *OFFICER)
    month.refused(2, "mark", "confirm", "2026-10", "BINH", "--all", *OFFICER)
    month.refused(2, "mark", "confirm", "2026-10", "BINH")
    month.refused(3, "mark", "confirm", "2026-10", "AN", *LEADER)
    month.refused(3, "mark", "confirm", "2026-10", "BINH", "NOBODY", *OFFICER)


def test_what_is_confirmed_above_or_below_is_left_alone(month: Clerk) -> None:
    month.ok("mark", "set", "2026-10", "BINH", "I.1", "--self", "4.5", *OFFICER)
    month.ok("mark", "set", "2026-10", "BINH", "II", "--self", "9", *OFFICER)
    month.ok("mark", "set", "2026-10", "BINH", "I", "8", *OFFICER)
    month.ok("mark", "set", "2026-10", "BINH", "II.1", "2", *OFFICER)
    assert month.data("mark", "confirm", "2026-10", "BINH", *OFFICER, "--as-self") == []


def test_a_closed_period_is_confirmed_no_more(month: Clerk) -> None:
    month.ok("mark", "set", "2026-10", "BINH", "common", "--self", "28", *OFFICER)
    month.ok("period", "close", "2026-10", *OFFICER)
    assert month.refused(5, "mark", "confirm", "2026-10", "BINH", *OFFICER)["code"] == "period-closed"
    assert [row["unconfirmed"] for row in month.data("mark", "missing", "2026-10")] == [list(CODES)] * 2


def test_counts_for_the_status_of_a_period(month: Clerk) -> None:
    """The number of statements does not grow with the people asked."""
    mark_all(month, "BINH")

    def gaps() -> tuple[MarkGaps, tuple[str, ...], int]:
        told: list[str] = []
        with reading(month.db, Caller()) as register:
            found = period.find(register, PeriodKey.parse("2026-10"))
            one = schemes.find(register, "common-officer")[0]
            db: sqlite3.Connection = register.db
            db.set_trace_callback(told.append)
            counted = mark_missing.mark_gaps(register, found, one)
            db.set_trace_callback(None)
            return counted, mark_missing.sentences(register, counted, found, one), len(told)

    counted, said, statements = gaps()
    assert counted == MarkGaps(1, 2)
    assert said == (
        "1 has not self-marked by common-officer: tasktrack mark missing 2026-10 --scheme common-officer.",
        "2 are not confirmed by common-officer: tasktrack mark missing 2026-10 --scheme common-officer.",
    )
    for code in ("DUNG", "EM", "GIANG"):
        month.ok("officer", "add", code, "Người mới", "--unit", "P1")
    assert (gaps()[0], gaps()[2]) == (MarkGaps(4, 5), statements)


def test_who_left_in_the_month_is_asked_and_confirmed(month: Clerk) -> None:
    """The closing scores whom it finds on any day of the month; who left before it is not asked."""
    month.ok("officer", "end", "CUC", "--on", "2026-10-20", "--reason", "nghỉ hưu")
    asked = month.data("mark", "missing", "2026-10", *OFFICER)
    assert [(row["subject"], row["unit"]) for row in asked] == [("CUC", "P1"), ("BINH", "STC")]
    month.ok("mark", "set", "2026-10", "CUC", "common", "--self", "28", *OFFICER)
    confirmed = month.data("mark", "confirm", "2026-10", "--all", *OFFICER)
    assert [row["subject"] for row in confirmed] == ["CUC"]
    said = month.refused(4, "mark", "set", "2026-10", "CUC", "dd", "100", *LEADER)["message"]
    assert said.startswith("CUC holds the position staff")
    month.ok("period", "open", "2026-11")
    assert [row["subject"] for row in month.data("mark", "missing", "2026-11", *OFFICER)] == ["BINH"]


def test_the_schemes_of_the_office_are_asked_for(month: Clerk) -> None:
    """Also the one by which nobody is marked yet."""
    month.ok("config", "set", "people_schemes", "common-officer,common-leader")
    for code in ("BINH", "CUC"):
        month.ok("mark", "set", "2026-10", code, "common", "28", "--self", "28", *OFFICER)
    found = month.ok("mark", "missing", "2026-10", "--format", "json").json
    assert found["schemes"] == ["common-officer", "common-leader"]
    assert [(row["subject"], row["scheme"]) for row in found["data"]] == [("AN", "common-leader")]


def test_a_period_made_of_its_parts_is_not_marked(month: Clerk, tmp_path: Path) -> None:
    """Its score is the mean of the months: nothing is owed, and a criterion would count for nothing."""
    month.ok("config", "set", "people_schemes", "nd335-officer,nd335-leader")
    month.ok("period", "open", "2026")
    said = "By nd335-officer 2026 is made of the scores of its parts: it has no marks of its own."
    assert said in month.ok("period", "status", "2026").out
    assert "have not self-marked" not in month.ok("period", "status", "2026").out
    scheme = ("--scheme", "nd335-officer")
    assert month.data("mark", "missing", "2026") == []
    assert said in month.ok("mark", "missing", "2026", *scheme).out
    error = month.refused(4, "mark", "set", "2026", "BINH", "I.1", "5", *scheme)
    assert error["message"] == "2026 is made of the scores of its parts; I.1 is none of them."
    assert error["remedy"].startswith("Mark in the part itself, as in 2026-12;")
    rows = {
        "long": "period,subject,scheme,criterion,points\n2026,BINH,nd335-officer,I.1,5\n",
        "wide": "period,subject,I.1\n2026,BINH,5\n",
    }
    for name, text in rows.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        more = ("--wide", "--kind", "confirmed", *scheme) if name == "wide" else ()
        (fault,) = month.refused(4, "mark", "import", str(path), *more)["faults"]
        assert "is made of the scores of its parts" in fault["message"]
    to_come = month.refused(4, "mark", "set", "2026", "BINH", "2026-12", "95", *scheme)
    assert to_come["message"] == "2026-12 has not begun: nobody can have scored it."
    month.ok("mark", "set", "2026", "BINH", "2026-03", "95", *scheme)


MARKS = st.dictionaries(st.sampled_from(CODES), st.fractions(0, Fraction(5, 2), max_denominator=8))


@pytest.mark.slow
@given(MARKS)
def test_the_children_together_stay_within_thirty(given_marks: dict[str, Fraction]) -> None:
    """Whatever points each criterion takes."""
    scheme = form()
    marks = {code: Mark(value) for code, value in given_marks.items()}
    for code, one in marks.items():
        check_mark(scheme, code, one, marks)
    assert sum(given_marks.values()) <= 30
    full = {one.code: Mark(one.maximum) for one in markable(scheme) if one.maximum is not None}
    for code, one in full.items():
        check_mark(scheme, code, one, full)
        with pytest.raises(Invalid):
            check_mark(scheme, code, replace(one, points=one.points + Fraction(1, 1000)), full)
    assert sum(one.points for one in full.values()) == 30


@pytest.mark.slow
@given(st.sets(st.sampled_from((*CODES, "I", "II", "III", "common"))))
def test_what_is_lacking_and_what_is_marked_are_all(marked: set[str]) -> None:
    """A criterion is lacking exactly when no mark stands at it or above it; short and long say the same."""
    scheme = form()
    covered = {code for code in CODES if marked & {code, code.partition(".")[0], "common"}}
    found = gap(scheme, WHO, marked, ())
    assert set(found.unmarked) == set(CODES) - covered
    assert found.unconfirmed_short == ("common",)
    again = lacking(scheme, markable(scheme), set(CODES) - set(found.unmarked))
    assert again == found.unmarked
    assert lacking(scheme, markable(scheme), found.unmarked_short) == tuple(c for c in CODES if c in covered)
    assert in_short(scheme, ()) == ()
