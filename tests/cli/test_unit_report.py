"""The reports of units for a period: when they came, why returned, how good, and what schemes make of it."""

from pathlib import Path

import pytest
from clerk import Clerk

from tasktrack.store.register import Caller, reading

SCHEME = """
[scheme]
code = "orderly"
version = 1
title = { vi = "Chế độ báo cáo", en = "Reporting" }

[[criteria]]
code = "order"
label = { vi = "Chế độ báo cáo", en = "Order" }
max = 10
formula = "max(0, 10 * report_came - report_days_late - 2 * report_returns)"

[[criteria]]
code = "worth"
label = { vi = "Chất lượng", en = "Quality" }
max = 3
formula = "report_quality"

[[criteria]]
code = "points"
label = { vi = "Tổng", en = "Total" }
max = 13
formula = "order + worth"

[score]
criterion = "points"

[[classes]]
code = "good"
label = { vi = "Tốt", en = "Good" }
from = 9
conditions = [{ formula = "report_returns == 0", label = { vi = "Không bị trả lại", en = "Never returned" } }]

[[classes]]
code = "poor"
label = { vi = "Kém", en = "Poor" }
from = 0
"""


@pytest.fixture
def desk(clerk: Clerk) -> Clerk:
    """Return a clerk to whom the reports for October are due on 2 November."""
    clerk.ok("period", "open", "2026-10", "--reports-due", "2026-11-02")
    return clerk


def stand(clerk: Clerk, *words: str, today: str | None = None) -> dict[str, tuple[str, int]]:
    """Return how the report of each unit stands, and the days by which it is late."""
    rows = clerk.data("period", "reports", "2026-10", *words, today=today)
    return {row["unit"]: (row["status"], row["days_late"]) for row in rows}


def test_a_report_comes_is_returned_and_comes_again(desk: Clerk) -> None:
    """Every field comes back; what counts is the day on which the one that stands came."""
    desk.ok("period", "receive", "2026-10", "STC", "--on", "2026-11-01", "--document", "12/BC-STC")
    assert stand(desk)["STC"] == ("on-time", 0)
    said = desk.ok("period", "return", "2026-10", "STC", "--reason", "Thiếu biểu số 2", "--on", "2026-11-03")
    assert said.out == ("The report of STC for month 10/2026 was returned, 1 time so far: Thiếu biểu số 2\n")
    assert stand(desk)["STC"] == ("returned", 20)
    again = desk.ok("period", "receive", "2026-10", "STC", "--on", "2026-11-05", "--document", "15/BC-STC")
    assert again.out == "The report of STC for month 10/2026 came on 2026-11-05, 3 days late.\n"
    judged = ("--quality", "fair", "--remark", "Còn sai số liệu", "--by", "Chánh Văn phòng")
    assert desk.ok("period", "remark", "2026-10", "STC", *judged).out == (
        "The report of STC for month 10/2026 is judged: Fair; Còn sai số liệu\n"
    )
    assert desk.data("period", "reports", "2026-10", "--unit", "STC") == [
        {
            "unit": "STC",
            "unit_name": "Sở Tài chính",
            "block": "so",
            "owes": True,
            "status": "late",
            "status_label": "Late",
            "days_late": 3,
            "first_on": "2026-11-01",
            "received_on": "2026-11-05",
            "document": "15/BC-STC",
            "returns": 1,
            "returned_on": "2026-11-03",
            "return_reason": "Thiếu biểu số 2",
            "quality": "fair",
            "quality_label": "Fair",
            "remark": "Còn sai số liệu",
            "remarked_by": "Chánh Văn phòng",
        }
    ]
    assert desk.ok("verify").code == 0


def test_what_is_said_later_replaces_only_what_it_says(desk: Clerk) -> None:
    desk.ok("period", "receive", "2026-10", "STC")
    desk.ok("period", "remark", "2026-10", "STC", "--quality", "good", "--by", "Chánh Văn phòng")
    desk.ok("period", "remark", "2026-10", "STC", "--remark", "Gọn")
    (row,) = desk.data("period", "reports", "2026-10", "--unit", "STC")
    assert (row["quality"], row["remark"], row["remarked_by"]) == ("good", "Gọn", None)
    desk.ok("undo")
    (row,) = desk.data("period", "reports", "2026-10", "--unit", "STC")
    assert (row["quality"], row["remark"], row["remarked_by"]) == ("good", None, "Chánh Văn phòng")


def test_who_owes_one_and_has_sent_none(desk: Clerk) -> None:
    """Every unit of a block; one without a block is listed once its report came; they add up."""
    desk.ok("unit", "add", "VP", "Văn phòng")
    desk.ok("unit", "add", "CU", "Sở cũ", "--block", "so", "--from", "2025-01-01")
    assert stand(desk, today="2026-11-02") == dict.fromkeys(("CU", "STC", "STP", "XA1"), ("awaited", 0))
    desk.ok("period", "receive", "2026-10", "VP", "STP", "stp", "--on", "2026-11-02")
    assert stand(desk) == {
        "STC": ("owed", 20),
        "STP": ("on-time", 0),
        "CU": ("owed", 20),
        "XA1": ("owed", 20),
        "VP": ("on-time", 0),
    }
    said = desk.ok("period", "reports", "2026-10").out
    assert "Reports of the units for month 10/2026, due on 2026-11-02; as of 2026-11-22 (Sunday)" in said
    assert "Check: 2 on time + 0 late + 0 returned + 3 owed + 0 not due yet = 5" in said
    assert "Still owed: CU, STC, XA1" in said
    found = desk.ok("period", "reports", "2026-10", "--block", "xa", "--format", "json").json
    assert (found["due_on"], found["total"], found["statuses"]["owed"]) == ("2026-11-02", 1, 1)
    assert {row["unit"]: row["owes"] for row in desk.data("period", "reports", "2026-10")}["VP"] is False


def test_looked_at_earlier_a_report_has_not_come_yet(desk: Clerk) -> None:
    desk.ok("period", "receive", "2026-10", "STC", "--on", "2026-11-04")
    assert stand(desk, today="2026-11-03")["STC"] == ("owed", 1)
    assert stand(desk, today="2026-11-04")["STC"] == ("late", 2)
    desk.ok("period", "return", "2026-10", "STC", "--reason", "x", "--on", "2026-11-06")
    assert stand(desk, today="2026-11-05")["STC"] == ("late", 2)
    assert stand(desk, today="2026-11-06")["STC"] == ("returned", 4)


def tell(clerk: Clerk) -> None:
    """Send a report in, judge it, send it back twice on one day, and let it come again."""
    receive, back = ("period", "receive", "2026-10", "STC"), ("period", "return", "2026-10", "STC")
    clerk.ok(*receive, "--on", "2026-11-01", "--document", "1/BC", today="2026-11-01")
    clerk.ok("period", "remark", "2026-10", "STC", "--quality", "fair", today="2026-11-03")
    clerk.ok(*back, "--reason", "Thiếu biểu", "--on", "2026-11-05", today="2026-11-08")
    clerk.ok(*receive, "--on", "2026-11-05", "--document", "2/BC", today="2026-11-08")
    clerk.ok(*back, "--reason", "Sai số", "--on", "2026-11-05", today="2026-11-08")
    clerk.ok(
        "period", "remark", "2026-10", "STC", "--quality", "poor", "--remark", "Sơ sài", today="2026-11-10"
    )
    clerk.ok(*receive, "--on", "2026-11-09", "--document", "3/BC", today="2026-11-12")
    clerk.ok(*back, "--reason", "Nhầm", today="2026-11-13")
    clerk.ok("undo", "--yes", today="2026-11-13")


KEPT = ("received_on", "document", "returns", "returned_on", "return_reason", "quality", "remark")


@pytest.mark.parametrize(
    ("today", "known"),
    [
        ("2026-10-31", (None, None, 0, None, None, None, None)),
        ("2026-11-02", ("2026-11-01", "1/BC", 0, None, None, None, None)),
        ("2026-11-04", ("2026-11-01", "1/BC", 0, None, None, "fair", None)),
        ("2026-11-05", (None, "2/BC", 2, "2026-11-05", "Sai số", "fair", None)),
        ("2026-11-09", ("2026-11-09", "3/BC", 2, "2026-11-05", "Sai số", "fair", None)),
        ("2026-11-13", ("2026-11-09", "3/BC", 2, "2026-11-05", "Sai số", "poor", "Sơ sài")),
    ],
)
def test_as_of_a_day_it_stands_as_it_stood(desk: Clerk, today: str, known: tuple[object, ...]) -> None:
    """Returns and comings by their days, whenever they were entered; judgements by the day of their entry."""
    tell(desk)
    (row,) = desk.data("period", "reports", "2026-10", "--unit", "STC", today=today)
    assert tuple(row[name] for name in KEPT) == known


def test_what_is_refused(desk: Clerk) -> None:
    desk.ok("period", "receive", "2026-10", "STC", "--on", "2026-11-04")
    error = desk.refused(4, "period", "receive", "2026-10", "STP", "STC")  # all or none
    assert (error["code"], "came on 2026-11-04 already" in error["message"]) == ("exists", True)
    desk.refused(4, "period", "receive", "2026-10", "STP", "--on", "2026-11-23")
    desk.refused(4, "period", "receive", "2026-10", "STP", "--on", "2026-09-30")
    desk.refused(2, "period", "receive", "2026-10", "STP", "XA1", "--document", "1/BC")
    desk.refused(2, "period", "receive", "2026-10")
    desk.refused(3, "period", "receive", "2026-10", "SXX")
    desk.refused(3, "period", "receive", "2026-11", "STP")
    desk.refused(3, "period", "return", "2026-10", "STP", "--reason", "x")
    desk.refused(3, "period", "remark", "2026-10", "STP", "--quality", "good")
    desk.refused(2, "period", "return", "2026-10", "STC")
    desk.refused(2, "period", "return", "2026-10", "STC", "--reason", " ")
    desk.refused(4, "period", "return", "2026-10", "STC", "--reason", "x", "--on", "2026-11-03")
    desk.refused(2, "period", "remark", "2026-10", "STC")
    desk.refused(4, "period", "remark", "2026-10", "STC", "--quality", "best")
    desk.ok("period", "return", "2026-10", "STC", "--reason", "x", "--on", "2026-11-10")
    desk.refused(4, "period", "return", "2026-10", "STC", "--reason", "x")
    desk.refused(4, "period", "receive", "2026-10", "STC", "--on", "2026-11-09")
    before = desk.digest()
    desk.ok("period", "receive", "2026-10", "STC", "--dry-run")
    assert desk.digest() == before


def test_a_closed_period_takes_no_more(desk: Clerk) -> None:
    desk.ok("period", "receive", "2026-10", "STC", "--on", "2026-11-04")
    desk.ok("period", "close", "2026-10")
    for words in (
        ("receive", "2026-10", "STP"),
        ("return", "2026-10", "STC", "--reason", "x"),
        ("remark", "2026-10", "STC", "--quality", "good"),
    ):
        assert desk.refused(5, "period", *words)["code"] == "period-closed"
    assert stand(desk) == {"STC": ("late", 2), "STP": ("owed", 20), "XA1": ("owed", 20)}
    opened = ("--reason", "x", "--document", "1/QĐ", "--by", "Chủ tịch")
    desk.ok("period", "reopen", "2026-10", *opened)
    desk.ok("period", "remark", "2026-10", "STC", "--quality", "good")


def scores(clerk: Clerk, today: str | None = None) -> dict[str, float | None]:
    """Return what the scheme makes of each unit."""
    rows = clerk.data("rank", "2026-10", "--scheme", "orderly", today=today)
    return {row["subject"]: row["score"] for row in rows}


def test_a_scheme_reckons_with_the_reports(desk: Clerk, tmp_path: Path) -> None:
    """Came, late, returned and judged; nobody judged is no value. Once closed the figures stay."""
    path = tmp_path / "orderly.toml"
    path.write_text(SCHEME)
    desk.ok("scheme", "install", str(path))
    desk.ok("period", "receive", "2026-10", "STC", "STP", "--on", "2026-11-01")
    desk.ok("period", "return", "2026-10", "STP", "--reason", "x", "--on", "2026-11-02")
    desk.ok("period", "receive", "2026-10", "STP", "--on", "2026-11-05")
    desk.ok("period", "remark", "2026-10", "STC", "--quality", "good")
    desk.ok("period", "remark", "2026-10", "STP", "--quality", "poor")
    assert scores(desk) == {"STC": 13, "STP": 10 - 3 - 2 + 1, "XA1": None}
    rows = {row["subject"]: row for row in desk.data("rank", "2026-10", "--scheme", "orderly")}
    assert rows["STC"]["class"] == "good"
    lines = desk.data("score", "explain", "XA1", "2026-10", "--scheme", "orderly")["lines"]
    assert any("was not judged" in (line["reason"] or "") for line in lines)
    desk.ok("period", "close", "2026-10", today="2026-11-22")
    assert scores(desk, "2026-12-30") == {"STC": 13, "STP": 6, "XA1": None}


def test_a_score_as_of_an_earlier_day_is_what_it_was(desk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "orderly.toml"
    path.write_text(SCHEME)
    desk.ok("scheme", "install", str(path))
    seen: dict[str, float | None] = {}
    days = ("2026-11-01", "2026-11-02", "2026-11-04", "2026-11-06")
    acts = (
        ("receive", "2026-10", "STC"),
        ("remark", "2026-10", "STC", "--quality", "good"),
        ("return", "2026-10", "STC", "--reason", "x"),
        ("receive", "2026-10", "STC"),
    )
    for day, words in zip(days, acts, strict=True):
        desk.ok("period", *words, today=day)
        seen[day] = scores(desk, day)["STC"]
    assert list(seen.values()) == [None, 13, 3, 10 - 4 - 2 + 3]
    assert {day: scores(desk, day)["STC"] for day in days} == seen


def test_reports_are_read_once_and_only_when_a_scheme_names_them(desk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "orderly.toml"
    path.write_text(SCHEME)
    desk.ok("scheme", "install", str(path))

    def asked(scheme: str) -> int:
        from tasktrack.services import score

        with reading(desk.db, Caller()) as register:
            said: list[str] = []
            register.db.set_trace_callback(said.append)
            score.ranking(register, "2026-10", scheme)
            register.db.set_trace_callback(None)
        return sum("FROM unit_report" in one for one in said)

    assert (asked("orderly"), asked("unit-tasks")) == (1, 0)


def test_in_vietnamese(desk: Clerk) -> None:
    said = desk.ok("period", "receive", "2026-10", "STC", "--on", "2026-11-04", lang="vi").out
    assert said == "Đã nhận báo cáo tháng 10/2026 của STC ngày 04/11/2026, chậm 2 ngày.\n"
    assert "Còn nợ báo cáo: STP, XA1" in desk.ok("period", "reports", "2026-10", lang="vi").out


def test_a_unit_that_was_not_there_sends_no_report(desk: Clerk) -> None:
    desk.ok("unit", "add", "OLD", "Sở cũ", "--block", "so", "--to", "2026-09-30")
    desk.ok("unit", "add", "NEW", "Sở mới", "--block", "so", "--from", "2026-11-01")
    for unit, words in (("OLD", "ended on 2026-09-30"), ("NEW", "does not exist on 2026-10-31")):
        assert words in desk.refused(4, "period", "receive", "2026-10", unit)["message"]
    assert set(stand(desk)) == {"STC", "STP", "XA1"}
    desk.ok("unit", "add", "MID", "Sở giữa", "--block", "so", "--to", "2026-10-15")
    [row] = desk.data("period", "receive", "2026-10", "MID", "--on", "2026-10-15")["reports"]
    assert (row["owes"], set(stand(desk))) == (False, {"STC", "STP", "XA1", "MID"})


def test_a_second_receipt_points_to_undo_and_a_quality_may_be_given_in_words(desk: Clerk) -> None:
    desk.ok("period", "receive", "2026-10", "STC", "--on", "2026-11-02")
    remedy = desk.refused(4, "period", "receive", "2026-10", "STC")["remedy"]
    assert "tasktrack undo" in remedy
    desk.ok("period", "remark", "2026-10", "STC", "--quality", "TỐT", lang="vi")
    [row] = desk.data("period", "reports", "2026-10", "--unit", "STC")
    assert row["quality"] == "good"
    remedy = desk.refused(4, "period", "remark", "2026-10", "STC", "--quality", "best")["remedy"]
    assert "good (Good), fair (Fair), poor (Poor)" in remedy
