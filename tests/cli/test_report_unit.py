"""The sheet of one unit and the slip it signs: their figures are those of the other commands."""

import io
import sqlite3
from typing import Any

import docx
import pytest
from clerk import Clerk


@pytest.fixture
def busy(clerk: Clerk) -> Clerk:
    """Return a clerk with a closed October: one task late, one in time, one overdue, one open, one elsewhere."""
    early = "2026-09-15"
    for title, lead, due in (
        ("Việc muộn", "STC", "2026-10-10"),
        ("Việc đúng hạn", "STC", "2026-10-20"),
        ("Việc quá hạn", "STC", "2026-10-25"),
        ("Việc đang làm", "STC", "2026-12-25"),
        ("Việc đơn vị khác", "STP", "2026-10-15"),
    ):
        clerk.task(
            title, "--lead", lead, "--due", due, "--assigned", early, "--document", "8/KH-UBND", today=early
        )
    clerk.ok("log", "NV1", "Đã xong", "--done", today="2026-10-14")
    clerk.ok("log", "NV2", "Đã xong", "--done", today="2026-10-20")
    clerk.ok("log", "NV3", "Đang làm", "--percent", "40", "--obstacle", "Thiếu vốn", today="2026-10-21")
    clerk.ok("log", "NV5", "Đã xong", "--done", today="2026-10-15")
    clerk.ok("period", "open", "2026-10", today="2026-10-02")
    clerk.ok("period", "close", "2026-10", "--yes", today="2026-11-05")
    return clerk


def sheet(clerk: Clerk, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = clerk.data("report", "unit", *words)
    return found


def test_counts_are_those_of_the_report_of_the_period(busy: Clerk) -> None:
    data = sheet(busy, "STC", "2026-10")
    (unit,) = busy.data("report", "period", "2026-10", "--unit", "STC")["units"]
    for name in ("total", "done", "done_late", "in_progress", "overdue_open"):
        assert data["figures"][name] == unit[name]
    assert {ratio["name"]: ratio["denominator"] for ratio in data["ratios"]}["done_of_assigned"] == 4
    assert len(data["tasks"]) == data["figures"]["total"]


def test_every_task_of_the_period_is_told_with_its_status(busy: Clerk) -> None:
    tasks = {task["code"]: task for task in sheet(busy, "STC", "2026-10")["tasks"]}
    assert {code: task["status"] for code, task in tasks.items()} == {
        "NV1": "done-late",
        "NV2": "done-on-time",
        "NV3": "overdue",
        "NV4": "not-started",
    }
    assert (tasks["NV1"]["overdue_days"], tasks["NV3"]["overdue_days"]) == (4, 6)
    assert tasks["NV3"]["result"] == "Đang làm"


def test_a_closed_period_reads_nothing_of_a_task_from_the_books_of_today(busy: Clerk) -> None:
    words = ("STC", "2026-10", "--format", "json")
    slip = ("report", "slip", "--unit", *words)
    before = busy.ok("report", "unit", *words).out, busy.ok(*slip).out
    live = sqlite3.connect(busy.db)
    try:
        for name in guards(live):
            live.execute(f'DROP TRIGGER "{name}"')
        for column, value in (
            ("title", "Khác"),
            ("document", "99/KH"),
            ("document_date", "2026-01-01"),
            ("kind", "adhoc"),
            ("due_text", "2026-Q4"),
            ("assigner", "Ai khác"),
        ):
            live.execute(f"UPDATE task SET {column} = ?", (value,))
        live.execute("UPDATE task SET document = NULL WHERE code = 'NV1'")
        live.commit()
    finally:
        live.close()
    assert (busy.ok("report", "unit", *words).out, busy.ok(*slip).out) == before


def guards(live: sqlite3.Connection) -> list[str]:
    """Return the names of what keeps programs that are not ours from changing the books."""
    return [name for (name,) in live.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]


def test_rank_and_score_are_those_of_the_ranked_table(busy: Clerk) -> None:
    data = sheet(busy, "STC", "2026-10")
    (row,) = [row for row in busy.data("rank", "2026-10") if row["subject"] == "STC"]
    assert data["score"] == row
    assert (data["score"]["rank"], data["ranked"]) == (2, 2)
    explained = busy.data("score", "explain", "STC", "2026-10")["lines"]
    assert [line["code"] for line in data["lines"]] == [
        line["code"] for line in explained if line["source"] != "measure"
    ]


def test_reports_reminders_and_obstacles_are_told(busy: Clerk) -> None:
    busy.ok("task", "remind", "NV3", "--document", "9/UBND", today="2026-11-20")
    closed = sheet(busy, "STC", "2026-10")
    assert (closed["reports"]["entries"], closed["reports"]["days"]) == (3, 3)
    assert closed["reports"]["last_on"] == "2026-10-21"
    assert [one["obstacle"] for one in closed["obstacles"]] == ["Thiếu vốn"]
    assert closed["reminders"] is None
    assert sheet(busy, "STC", "2026-11")["reminders"]["reminders"] == 1


def test_an_open_period_and_one_that_was_never_opened_are_provisional(busy: Clerk) -> None:
    said = busy.ok("report", "unit", "STC", "2026-11", "--format", "json").json
    assert (said["provisional"], said["period"]) == (True, "2026-11")
    assert [task["code"] for task in said["data"]["tasks"]] == ["NV3", "NV4"]
    said = busy.ok("report", "unit", "STC", "--format", "json").json
    assert (said["provisional"], said["period"]) == (False, "2026-10")


def test_people_read_it_in_parts_and_programs_a_row_a_task(busy: Clerk) -> None:
    text = busy.ok("report", "unit", "STC", "2026-10").out
    assert "Check: 1 done late + 1 overdue + 0 suspended" in text
    assert "2 of 2 in block so" in text
    rows = busy.ok("report", "unit", "STC", "2026-10", "--format", "csv").out.splitlines()
    assert rows[0].startswith("code,title,document")
    assert len(rows) == 5
    busy.ok("report", "unit", "STC", "2026-10", lang="vi")


def test_what_is_not_there_is_refused(busy: Clerk) -> None:
    busy.refused(3, "report", "unit", "KHONG")
    busy.refused(3, "report", "slip", "--unit", "KHONG")
    busy.refused(4, "report", "unit", "STC", "2027-10")
    assert busy.data("report", "unit", "XA1", "2026-10")["tasks"] == []


def test_a_unit_that_was_not_there_in_the_period_has_no_sheet(busy: Clerk) -> None:
    busy.ok("unit", "add", "MOI", "Sở Mới", "--block", "so", "--from", "2026-11-01")
    said = busy.refused(4, "report", "unit", "MOI", "2026-10")
    assert "exists from 2026-11-01 only" in said["message"]
    busy.refused(4, "report", "slip", "--unit", "MOI", "2026-10")
    busy.ok("report", "slip", "--unit", "MOI", "2026-11")


def test_the_slip_holds_the_tasks_that_the_period_counts(busy: Clerk) -> None:
    said = busy.ok("report", "slip", "--unit", "STC", "2026-10", "--format", "json").json
    assert said["total"] == len(said["data"]) == 4
    assert [row["code"] for row in said["data"]] == ["NV1", "NV2", "NV3", "NV4"]
    text = busy.ok("report", "slip", "--unit", "STC", "2026-10").out
    assert text.count("☐") == 4
    assert "HEAD OF THE UNIT" in text


def test_the_slip_on_paper_has_two_signatures_and_no_number(busy: Clerk, tmp_path: Any) -> None:
    file = tmp_path / "phieu.docx"
    busy.ok("report", "slip", "--unit", "STC", "2026-10", "--output", str(file), lang="vi")
    document = docx.Document(io.BytesIO(file.read_bytes()))
    assert len(document.sections) == 1
    head, table, foot = document.tables
    assert "Số:" not in head.cell(0, 0).text
    assert [cell.text for cell in table.rows[3].cells][:4] == [
        "3",
        "Việc quá hạn (NV3)",
        "8/KH-UBND",
        "25/10/2026",
    ]
    assert [row.cells[4].text for row in table.rows[1:4]] == [
        "hoàn thành ngày 14/10/2026; quá hạn 4 ngày; Đã xong",
        "Hoàn thành đúng hạn; hoàn thành ngày 20/10/2026; Đã xong",
        "40%; quá hạn 6 ngày; Đang làm",
    ]
    assert foot.cell(0, 0).text.startswith("....")
    assert "THỦ TRƯỞNG ĐƠN VỊ" in foot.cell(0, 0).text
    assert "NGƯỜI THEO DÕI, TỔNG HỢP" in foot.cell(0, 1).text
