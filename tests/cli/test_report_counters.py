"""The figures of a period told: ratios, what does not add up, earlier periods, units, and what a closing kept."""

from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from store.registers import without_guards

EXAMPLES = Path(__file__).parents[2] / "examples" / "counters"
PUBLIC = str(EXAMPLES / "ha-tinh-2015.csv")
# As the office of the provincial committee of Hà Tĩnh published its figures in 2015.
PRINTED = """\
Số liệu, 6 tháng đầu năm 2015

UBND tỉnh
Tạm tính: kỳ chưa chốt số liệu

Chỉ tiêu                         Đơn vị tính  6 tháng đầu năm 2015
-------------------------------  -----------  --------------------
Văn bản đi                       văn bản                     6.824
Văn bản đến                      văn bản                    13.825
Hồ sơ tiếp nhận                  hồ sơ                         443
Trả đúng ngày hẹn                hồ sơ                         360
Trả trước ngày hẹn               hồ sơ                          65
Thời gian giao thực hiện (ngày)  ngày                        2.872
Thời gian đã dùng (ngày)         ngày                        1.551
Lượt tiếp dân                    lượt                          235
Đơn thư khiếu nại phản ánh       đơn                           486

6 tháng cuối năm 2014 chưa có số liệu để so sánh.
6 tháng đầu năm 2014 chưa có số liệu để so sánh.

Tỷ lệ

Trả đúng ngày hẹn: 81,3% của Hồ sơ tiếp nhận (360 / 443)
Trả trước ngày hẹn: 14,7% của Hồ sơ tiếp nhận (65 / 443)
Đúng hạn: 95,9% của Hồ sơ tiếp nhận ((360 + 65) / 443)
Tỷ lệ cắt giảm thời gian: 46,0% = 1 - 1.551 / 2.872 ngày (Thời gian đã dùng
  (ngày) / Thời gian giao thực hiện (ngày))

Đối chiếu các phần với tổng

Đối chiếu: 443 Hồ sơ tiếp nhận, đã rõ 425 (360 Trả đúng ngày hẹn + 65 Trả
  trước ngày hẹn); còn 18 chưa rõ.
"""


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """STC has a division below it; documents, and dossiers of which some were late."""
    clerk.ok("unit", "add", "NS", "Phòng Ngân sách", "--parent", "STC")
    for code in ("documents_in", "dossiers_on_day", "dossiers_late"):
        clerk.ok("counter", "define", code)
    return clerk


def give(clerk: Clerk, period: str, **figures: str) -> None:
    """Give figures of units: NS_documents_in="7"."""
    for place, value in figures.items():
        unit, _line, counter = place.partition("_")
        clerk.ok("counter", "set", period, unit, counter, value)


def told(clerk: Clerk, *words: str) -> dict[str, Any]:
    """Return the rows of a report by counter."""
    return {row["code"]: row for row in clerk.data("report", "counters", *words)["counters"]}


def test_a_published_table_as_it_is_printed(clerk: Clerk) -> None:
    place = ("--period", "2015-H1", "--unit", "STC", "--define")
    clerk.ok("counter", "import", PUBLIC, *place, lang="vi")
    assert clerk.ok("report", "counters", "2015-H1", lang="vi").out == PRINTED


def test_the_same_for_programs(clerk: Clerk) -> None:
    """Exact ratios with what they are made of; what is not accounted for is a number."""
    clerk.ok("counter", "import", PUBLIC, "--period", "2015-H1", "--unit", "STC", "--define")
    said = clerk.ok("report", "counters", "2015-H1", "--format", "json").json
    assert (said["state"], said["revision"], said["unit"]) == ("unopened", None, None)
    ratios = {one["words"] or one["counters"][0]: one for one in said["data"]["ratios"]}
    saved = ratios["days_used"]
    assert (saved["kind"], saved["numerator"], saved["denominator"]) == ("saved", 1321, 2872)
    assert round(saved["percent"], 1) == 46.0
    assert ratios["On time"]["numerator"] == 425
    (check,) = said["data"]["checks"]
    assert (check["total"], check["accounted_for"], check["not_accounted_for"]) == (443, 425, 18)


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ({"received": "10", "on_day": "8", "late": "2"}, "Check: 10 Dossiers received = 8 "),
        ({"received": "10", "on_day": "8"}, "2 not accounted for. Not given: Returned after"),
        (
            {"received": "10", "on_day": "8", "late": "3"},
            "its parts come to 11 (8 Returned on the appointed day +",
        ),
        ({"on_day": "8", "late": "3"}, "Check: Dossiers received is not given; its parts come to 11"),
        ({"received": "0", "on_day": "0"}, "Returned on the appointed day: – of Dossiers received (0 / 0)"),
        ({"received": "1000.5", "on_day": "0.5"}, "(0.5 / 1,000.5)"),
    ],
)
def test_whether_parts_add_up(office: Clerk, figures: dict[str, str], says: str) -> None:
    give(office, "2026-10", **{f"STC_dossiers_{name}": value for name, value in figures.items()})
    out = office.ok("report", "counters", "2026-10").out
    assert says in " ".join(out.split())


def test_used_of_what_was_allowed(clerk: Clerk) -> None:
    """An office's own counters: what was left of a budget, and a share."""
    clerk.ok("counter", "import", str(EXAMPLES / "definitions.csv"), "--define")
    give(clerk, "2026-10", STC_budget="200", STC_budget_spent="230", STC_documents_in="0")
    out = clerk.ok("report", "counters", "2026-10").out
    assert "Saved: -15.0% = 1 - 230 / 200 triệu đồng (Budget spent / Budget)" in out
    assert "Check" not in out


def test_beside_earlier_periods(office: Clerk) -> None:
    """A percentage of nothing is none; of a year both earlier periods are the same one."""
    give(office, "2026-10", STC_documents_in="150", STC_dossiers_late="3")
    give(office, "2026-09", STC_documents_in="120", STC_dossiers_late="0")
    give(office, "2025-10", STC_documents_in="200")
    row = told(office, "2026-10")["documents_in"]
    assert (row["previous"], row["previous_change"], row["previous_change_percent"]) == (120, 30, 25)
    assert (row["last_year"], row["last_year_change"], row["last_year_change_percent"]) == (200, -50, -25)
    late = told(office, "2026-10")["dossiers_late"]
    assert (late["previous_change"], late["previous_change_percent"], late["last_year"]) == (3, None, None)
    out = office.ok("report", "counters", "2026-10").out
    assert "Change, % of the period before" in out
    assert "Change, % of the year before" in out
    yearly = office.ok("report", "counters", "2026").out
    assert yearly.count("Year 2025") == 1
    assert "Added up of month 9/2026, month 10/2026: Documents in; Returned" in yearly
    assert (
        "Added up of month 10/2025: Documents in. Nothing was given for month 1/2025 to month 9/2025, month 11/2025"
        in " ".join(yearly.split())
    )


def test_weeks_and_what_no_year_has(office: Clerk) -> None:
    """2026 has a 53rd week, 2025 has none; a week is made of nothing."""
    give(office, "2026-W47", STC_documents_in="7")
    assert told(office, "2026-W47")["documents_in"]["value"] == 7
    said = office.ok("report", "counters", "2026-W53", "--format", "json", today="2026-12-31").json
    assert said["same_period_last_year"] is None
    assert said["data"]["counters"] == []
    assert "No figure was given" in office.ok("report", "counters", "2026-W46").out


def test_whom_it_is_about(office: Clerk) -> None:
    """The office; a unit itself; a unit with all below it, where nothing is counted twice."""
    give(office, "2026-10", STC_documents_in="10", NS_documents_in="7", STP_documents_in="5")
    assert told(office, "2026-10")["documents_in"]["value"] == 22
    assert told(office, "2026-10", "--unit", "STC")["documents_in"]["value"] == 10
    assert told(office, "2026-10", "--under", "STC")["documents_in"]["value"] == 17
    assert told(office, "2026-10", "--under", "XA1") == {}
    units = office.data("report", "counters", "2026-10")["units"]
    assert [(one["unit"], one["level"], one["own"], one["total"]) for one in units] == [
        ("STC", 0, {"documents_in": 10}, {"documents_in": 17}),
        ("NS", 1, {"documents_in": 7}, {"documents_in": 7}),
        ("STP", 0, {"documents_in": 5}, {"documents_in": 5}),
    ]
    out = office.ok("report", "counters", "2026-10", "--under", "STC").out
    assert "Sở Tài chính (STC) with all units below it" in out
    assert [line.split()[-1] for line in out.splitlines() if "own" in line or "Total" in line] == ["10", "17"]
    assert office.refused(2, "report", "counters", "2026-10", "--unit", "STC", "--under", "STC")["message"]


def test_a_unit_that_took_over(office: Clerk) -> None:
    """What was given of those that are gone stands beside it in earlier periods, once."""
    office.ok("unit", "add", "DT", "Phòng Đầu tư", "--parent", "STC")
    give(office, "2026-10", STC_documents_in="1", NS_documents_in="7", DT_documents_in="5")
    words = ("--on", "2026-11-01", "--document", "5/QĐ", "--yes")
    office.ok("unit", "merge", "NS", "--into", "DT", *words)
    give(office, "2026-11", DT_documents_in="20")
    row = told(office, "2026-11", "--unit", "DT")["documents_in"]
    assert (row["value"], row["previous"]) == (20, 12)
    row = told(office, "2026-11", "--under", "STC")["documents_in"]
    assert (row["value"], row["previous"]) == (20, 13)
    said = office.ok("report", "counters", "2026-11", "--unit", "DT").out
    assert "What a unit had that another took over counts with that one" in said
    assert "took over" not in office.ok("report", "counters", "2026-10").out


def test_a_closed_period_prints_what_was_closed(office: Clerk) -> None:
    """Whatever is called otherwise, held against something else, or moved elsewhere since."""
    give(office, "2026-10", STC_dossiers_received="10", NS_dossiers_on_day="8")
    before = office.ok("report", "counters", "2026-10").out
    assert "Not given: Returned after the appointed day." in " ".join(before.split())
    office.ok("period", "open", "2026-10", today="2026-11-01")
    office.ok("period", "close", "2026-10")
    closed = office.ok("report", "counters", "2026-10")
    assert "Closed figures, closing no. 1, seal" in closed.out
    assert closed.out.splitlines()[4:] == before.splitlines()[4:]
    office.ok("counter", "define", "dossiers_on_day", "--label-en", "Punctual", "--part-of", "none")
    office.ok("counter", "define", "visits", "--label", "Visits")
    assert office.ok("report", "counters", "2026-10").out == closed.out
    assert office.ok("report", "counters").out == closed.out
    give(office, "2026-11", NS_dossiers_on_day="9")
    row = told(office, "2026-11")["dossiers_on_day"]
    assert (row["label"], row["previous"]) == ("Punctual", 8)


def test_the_seal_covers_the_figures(office: Clerk) -> None:
    give(office, "2026-10", STC_documents_in="10")
    office.ok("period", "open", "2026-10", today="2026-11-01")
    office.ok("period", "close", "2026-10")
    assert office.run("verify").code == 0
    without_guards(office.db, "UPDATE frozen_counter SET total = 99000 WHERE unit > 0")
    said = office.run("verify")
    assert said.code == 1
    assert "frozen_counter" in said.out + said.err


def test_a_longer_period_freezes_what_it_is_made_of(office: Clerk) -> None:
    """Its parts may be opened again: it stands as it was closed."""
    give(office, "2026-07", STC_documents_in="1")
    give(office, "2026-08", STC_documents_in="2")
    for key in ("2026-07", "2026-08", "2026-09", "2026-Q3"):
        office.ok("period", "open", key)
    for key in ("2026-07", "2026-08", "2026-09", "2026-Q3"):
        office.ok("period", "close", key)
    row = told(office, "2026-Q3")["documents_in"]
    assert (row["value"], row["parts"], row["missing"]) == (3, ["2026-07", "2026-08"], ["2026-09"])
    why = ("--reason", "Miscounted", "--document", "15/QĐ", "--by", "Chủ tịch")
    office.ok("period", "reopen", "2026-09", *why)
    give(office, "2026-09", STC_documents_in="4")
    assert told(office, "2026-Q3")["documents_in"]["value"] == 3


def test_machines_get_a_row_a_counter(office: Clerk) -> None:
    give(office, "2026-10", STC_documents_in="10")
    lines = office.ok("report", "counters", "2026-10", "--format", "csv").out.splitlines()
    assert lines[0].startswith("code,label,measure,value,previous,previous_change,previous_change_percent")
    assert lines[1].startswith("documents_in,Documents in,documents,10,")


def test_no_period_is_named_and_none_is_closed(office: Clerk) -> None:
    """Any may be named, opened or not."""
    error = office.refused(3, "report", "counters")
    assert error["remedy"].endswith("tasktrack report counters 2026-11.")
    assert office.refused(4, "report", "counters", "P2026-10")["remedy"] == "Write 2026-10."
    assert office.refused(4, "report", "counters", "2027")["message"].startswith("2027 begins on")
