"""tasktrack report apologies: who owes a written apology for late dossiers, who sent one and when (GL5)."""

from pathlib import Path

import pytest
from clerk import Clerk
from dossier_tables import dossier, put


@pytest.fixture
def late(clerk: Clerk, tmp_path: Path) -> Clerk:
    """Three late dossiers and one in time: one apologised beforehand with a new date, one after, one not at all."""
    put(clerk, tmp_path, dossier("A", "2026-10-01", "2026-10-12", officer="AN", procedure="Đất đai"))
    clerk.ok(
        "dossier", "apologise", "A", "--on", "2026-10-09", "--document", "5/TXL", "--new-date", "2026-10-14"
    )
    put(
        clerk,
        tmp_path,
        dossier("A", "2026-10-01", "2026-10-12", "2026-10-14", officer="AN", procedure="Đất đai"),
        dossier("B", "2026-10-01", "2026-10-13", "2026-10-20", officer="AN"),
        dossier("C", "2026-10-05", "2026-10-20", unit="XA1"),
        dossier("D", "2026-10-05", "2026-10-20", "2026-10-19", unit="XA1"),
    )
    clerk.ok("dossier", "apologise", "B", "--on", "2026-11-03", "--document", "6/TXL")
    return clerk


def test_who_owes_and_who_sent(late: Clerk) -> None:
    """By unit and officer, with totals that add up; what was sent after the period counts too."""
    answer = late.ok("report", "apologies", "2026-10", "--format", "json").json
    assert answer["total"] == {"owed": 3, "sent": 2, "ahead": 1, "unsent": 1, "renewed": 1}
    assert [(one["code"], one["owed"], one["unsent"]) for one in answer["units"]] == [
        ("STC", 2, 0),
        ("XA1", 1, 1),
    ]
    assert [(one["code"], one["owed"], one["sent"]) for one in answer["officers"]] == [
        ("AN", 2, 2),
        (None, 1, 0),
    ]
    rows = answer["data"]
    assert [row["code"] for row in rows] == ["C", "A", "B"]
    assert [(row["sent_on"], row["document"], row["new_date"]) for row in rows] == [
        (None, None, None),
        ("2026-10-09", "5/TXL", "2026-10-14"),
        ("2026-11-03", "6/TXL", None),
    ]
    assert [(row["state"], row["days_late"]) for row in rows] == [("overdue", 8), ("late", 2), ("late", 5)]


def test_as_text(late: Clerk) -> None:
    said = late.ok("report", "apologies", "2026-10").out
    assert "3 apologies owed for late dossiers" in said
    assert "Check: 3 owed = 2 sent + 1 not sent; sent of owed: 66.7%" in said
    assert "Dossiers: 3 of 3, those without an apology first" in said


def test_only_those_who_still_owe(late: Clerk) -> None:
    answer = late.ok("report", "apologies", "--owing", "--format", "json").json
    assert ([row["code"] for row in answer["data"]], answer["total"]["owed"]) == (["C"], 3)
    assert late.data("report", "apologies", "--under", "STC", "--owing") == []
    assert late.ok("report", "apologies", "--unit", "STC", "--owing", "--if-any").out == ""


def test_the_first_of_many(late: Clerk) -> None:
    answer = late.ok("report", "apologies", "--limit", "2", "--format", "json").json
    assert (len(answer["data"]), answer["listed"], answer["listed_of"]) == (2, 2, 3)


def test_nothing_is_owed(clerk: Clerk) -> None:
    assert "no apology is owed" in clerk.ok("report", "apologies").out.lower()
    assert clerk.ok("report", "apologies", "--if-any").out == ""


def test_both_units_are_too_many(late: Clerk) -> None:
    assert late.refused(2, "report", "apologies", "--unit", "STC", "--under", "STC")["remedy"]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html"])
def test_on_paper(late: Clerk, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"apologies.{ending}"
    late.ok("report", "apologies", "2026-10", "--output", str(path))
    assert path.stat().st_size > 2000


def test_of_a_closed_month_what_was_kept_stands_beside_the_book(late: Clerk) -> None:
    """The letter of 3 November came after the cut; the figures are from the book as it is now."""
    assert late.ok("report", "apologies", "2026-10", "--format", "json").json["closed"] is None
    late.ok("period", "open", "2026-10")
    seal = late.data("period", "close", "2026-10")["seal"]
    closed = late.ok("report", "apologies", "2026-10", "--format", "json").json["closed"]
    assert [closed[name] for name in ("revision", "owed", "sent", "owed_since", "sent_since")] == [
        1,
        3,
        1,
        0,
        1,
    ]
    said = " ".join(late.ok("report", "apologies", "2026-10").out.split())
    assert "from the book as it is now" in said
    assert f"seal {seal[:16]}, kept 3 owed and 1 sent until 2026-10-31; since then 0 owed, +1 sent" in said
    of_one = late.ok("report", "apologies", "2026-10", "--unit", "XA1", "--format", "json").json["closed"]
    assert (of_one["owed"], of_one["sent"]) == (1, 0)


def test_very_many_are_not_all_listed_unasked(clerk: Clerk, tmp_path: Path) -> None:
    put(clerk, tmp_path, *(dossier(f"L{n}", "2026-10-01", "2026-10-12") for n in range(205)))
    assert "Dossiers: 200 of 205" in clerk.ok("report", "apologies", "2026-10").out
    assert "Dossiers: 205 of 205" in clerk.ok("report", "apologies", "2026-10", "--limit", "0").out
    assert len(clerk.data("report", "apologies", "2026-10")) == 205
