"""What figures of counters cover: nothing is held against each other that does not cover the same."""

from typing import Any

import pytest
from clerk import Clerk


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    for code in ("documents_in", "days_used"):
        clerk.ok("counter", "define", code)
    clerk.ok("counter", "define", "staff", "--label", "Staff", "--over", "last")
    return clerk


def give(clerk: Clerk, counter: str, unit: str, **figures: str) -> None:
    """Give figures of 2026: m01="100"; y2025 is that of a whole year."""
    for place, value in figures.items():
        key = f"2026-{place[1:]}" if place.startswith("m") else place[1:].replace("_", "-")
        clerk.ok("counter", "set", key, unit, counter, value)


def row(clerk: Clerk, counter: str, *words: str) -> dict[str, Any]:
    rows = clerk.data("report", "counters", *words)["counters"]
    return next(one for one in rows if one["code"] == counter)


def printed(clerk: Clerk, *words: str) -> str:
    return " ".join(clerk.ok("report", "counters", *words).out.split())


def test_a_ratio_of_what_was_not_given_for_the_same_months(office: Clerk) -> None:
    """80 days used in January are no ratio of 300 allowed in three months."""
    give(office, "days_allowed", "STC", m01="100", m02="100", m03="100")
    give(office, "days_used", "STC", m01="80")
    (ratio,) = office.data("report", "counters", "2026-Q1")["ratios"]
    assert ratio["percent"] is None
    assert [(one["unit"], one["periods"]) for one in ratio["incomplete"]] == [("STC", ["2026-02", "2026-03"])]
    out = printed(office, "2026-Q1")
    assert "Time saved: – = 1 - 80 / 300 days" in out
    assert "Time used: nothing from STC for month 2/2026, month 3/2026." in out
    give(office, "days_used", "STC", m02="60", m03="70")
    assert "Time saved: 30.0% = 1 - 210 / 300 days" in printed(office, "2026-Q1")


def test_a_ratio_of_what_other_units_gave(office: Clerk) -> None:
    give(office, "days_allowed", "STC", m10="100")
    give(office, "days_allowed", "STP", m10="50")
    give(office, "days_used", "STC", m10="80")
    assert "Time used: nothing from STP for month 10/2026." in printed(office, "2026-10")


def test_a_change_names_who_has_not_given(office: Clerk) -> None:
    for unit in ("STC", "STP", "XA1"):
        give(office, "documents_in", unit, m09="100")
    give(office, "documents_in", "STC", m10="110")
    found = row(office, "documents_in", "2026-10")
    assert (found["value"], found["previous"]) == (110, 300)
    assert (found["previous_change"], found["previous_change_percent"]) == (None, None)
    assert {one["unit"] for one in found["previous_incomplete"]} == {"STP", "XA1"}
    assert "Documents in: nothing from STP, XA1 for month 10/2026." in printed(office, "2026-10")
    assert row(office, "documents_in", "2026-10", "--unit", "STC")["previous_change"] == 10


def test_a_year_that_is_not_over(office: Clerk) -> None:
    """Eleven months are not held against twelve; a stock is."""
    for counter in ("documents_in", "staff"):
        give(office, counter, "STC", y2025="120", **{f"m{month:02}": "10" for month in range(1, 12)})
    assert row(office, "documents_in", "2026")["previous_change"] is None
    assert "Not begun yet: month 12/2026." in printed(office, "2026")
    assert row(office, "staff", "2026")["previous_change"] == -110


def test_a_stock_of_a_unit_that_ended(office: Clerk) -> None:
    """Its people are counted where they are now."""
    give(office, "staff", "STP", m06="10")
    words = ("--on", "2026-07-01", "--document", "5/QĐ", "--yes")
    office.ok("unit", "merge", "STP", "--into", "STC", *words)
    give(office, "staff", "STC", m10="25")
    assert row(office, "staff", "2026")["value"] == 25
    assert "Staff: no longer there at the end of the period, so not counted: STP." in printed(office, "2026")
    rows = {one["unit"]: (one["own"], one["total"]) for one in office.data("counter", "list", "2026")}
    assert rows == {"STP": (10, 0), "STC": (25, 25)}
    assert row(office, "staff", "2026-06")["value"] == 10


def test_a_closing_keeps_which_stocks_do_not_count(office: Clerk) -> None:
    give(office, "staff", "STP", m10="10")
    office.ok("unit", "merge", "STP", "--into", "STC", "--on", "2026-10-20", "--document", "5/QĐ", "--yes")
    give(office, "staff", "STC", m10="25")
    office.ok("period", "open", "2026-10", today="2026-11-01")
    office.ok("period", "close", "2026-10")
    assert row(office, "staff", "2026-10")["value"] == 25
    assert "so not counted: STP" in printed(office, "2026-10")


def test_a_figure_that_its_parts_do_not_come_to(office: Clerk) -> None:
    """It stands, and both are said: at once, in the report, and in what a closing kept."""
    give(office, "documents_in", "STC", m01="30", m02="30", m03="30")
    said = office.ok("counter", "set", "2026-Q1", "STC", "documents_in", "500").out
    check = "500 is given for quarter I/2026, yet its parts come to 90 (410 apart)"
    assert check in said
    assert check in office.ok("counter", "set", "2026-03", "STC", "documents_in", "30").out
    (found,) = office.data("report", "counters", "2026-Q1")["given_beside_parts"]
    assert (found["unit"], found["given"], found["parts"], found["difference"]) == ("STC", 500, 90, 410)
    assert check in printed(office, "2026-Q1")


def test_of_which_periods_is_said_by_unit(office: Clerk) -> None:
    """No period stands among those added up and among those missing; quarters and months are apart."""
    give(office, "documents_in", "STC", m07="1", m08="1", y2026_Q2="4")
    give(office, "documents_in", "STP", m07="1", m08="1", m09="1")
    out = printed(office, "2026-Q3")
    assert (
        "Added up of month 7/2026, month 8/2026: Documents in (STC). Nothing was given for month 9/2026."
        in out
    )
    assert "Added up of month 7/2026 to month 9/2026: Documents in (STP). " in out
    out = printed(office, "2026", "--unit", "STC")
    assert "Added up of quarter II/2026; month 7/2026, month 8/2026: Documents in." in out
    assert "Nothing was given for month 1/2026 to month 3/2026, month 9/2026 to month 11/2026." in out


def test_what_stands_beside_a_closed_period(office: Clerk) -> None:
    """The seal covers its own figures only: where the others come from is said."""
    give(office, "documents_in", "STC", m09="5", m10="6")
    office.ok("period", "open", "2026-10", today="2026-11-01")
    office.ok("period", "close", "2026-10")
    assert "Month 9/2026 is not closed: its figures are those of the book as it stands now" in printed(
        office, "2026-10"
    )


def test_a_unit_that_ended_within_the_period(office: Clerk) -> None:
    """Its figures count with who took over, and where it stood until then."""
    give(office, "documents_in", "STP", m10="7")
    office.ok("unit", "merge", "STP", "--into", "STC", "--on", "2026-10-15", "--document", "5/QĐ", "--yes")
    give(office, "documents_in", "STC", m10="20")
    assert row(office, "documents_in", "2026-10", "--under", "STC")["value"] == 27
    assert "Ended within the period, counted also with who took over: STP (STC)." in printed(
        office, "2026-10", "--under", "STC"
    )
    assert row(office, "documents_in", "2026-10", "--unit", "STP")["value"] == 7
    assert row(office, "documents_in", "2026-10")["value"] == 27


def test_a_known_measure_is_said_in_the_language_spoken(office: Clerk) -> None:
    give(office, "documents_in", "STC", m10="6")
    assert "văn bản" in office.ok("report", "counters", "2026-10", lang="vi").out
    assert "6 văn bản" in office.ok("counter", "set", "2026-10", "STC", "documents_in", "6", lang="vi").out
