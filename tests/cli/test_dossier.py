"""Dossiers come in from one-stop systems, are listed as they stand, explained, and apologised for."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import workbooks
from clerk import Clerk

HEADING = "key,unit,officer,procedure,channel,submitted_at,received_at,appointed_at,returned_at,paused_from,paused_to"
OPEN = "A1,STC,BINH,Đăng ký giá,direct,,2026-11-02T10:00,2026-11-06T17:00,,,"
SETTLED = "A1,STC,BINH,Đăng ký giá,direct,,2026-11-02T10:00,2026-11-06T17:00,2026-11-09T09:00,,"


def table(folder: Path, *rows: str, heading: str = HEADING, name: str = "dossiers.csv") -> str:
    """Write a table and return its path."""
    path = folder / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return str(path)


def brought(clerk: Clerk, path: str, *options: str) -> tuple[int, int, int]:
    """Import a table; return how many rows were added, changed and the same."""
    done = clerk.data("dossier", "import", path, *options)
    return done["added"], done["changed"], done["same"]


def shown(clerk: Clerk, key: str, today: str | None = None) -> dict[str, Any]:
    """Return one dossier."""
    found: dict[str, Any] = clerk.data("dossier", "show", key, today=today)
    return found


@pytest.fixture
def desk(clerk: Clerk, tmp_path: Path) -> Clerk:
    """Return a clerk with dossiers in every state on 22 November."""
    path = table(
        tmp_path,
        "EARLY,STC,AN,Đăng ký giá,direct,,2026-11-02,2026-11-06,2026-11-05,,",
        "ONDAY,STC,BINH,Đăng ký giá,online,2026-11-01T20:00,2026-11-02,2026-11-06,2026-11-06,,",
        "LATE,STC,BINH,Thẩm định dự toán,post,,2026-11-03,2026-11-06,2026-11-10,,",
        "OPEN,STP,,Cấp phiếu lý lịch,direct,,2026-11-18,2026-11-27,,,",
        "OVER,XA1,,Cấp phiếu lý lịch,direct,,2026-11-04,2026-11-12,,,",
        "REST,XA1,,Cấp phiếu lý lịch,direct,,2026-11-04,2026-11-12,,2026-11-06,",
        "NEW,STP,,Cấp phiếu lý lịch,online,2026-11-16T09:00,,,,,",
        name="desk.csv",
    )
    assert brought(clerk, path) == (7, 0, 0)
    return clerk


# -- import ---------------------------------------------------------------------------------------------------


def test_the_table_of_a_one_stop_system_is_read_as_it_is(clerk: Clerk, tmp_path: Path) -> None:
    """Its headings, its words, its ways of writing a moment; what it gives of people is left out."""
    heading = (
        "STT;Số hồ sơ;Tên thủ tục;Cơ quan giải quyết;Người xử lý;Ngày tiếp nhận;Ngày hẹn trả;Ngày trả kết quả;"
        "Hình thức tiếp nhận;Ngày nộp;Trạng thái;Chủ hồ sơ;Lĩnh vực"
    )
    path = table(
        tmp_path,
        "1;H1;Đăng ký giá;Sở Tài chính;Trần Thị Bình;02/11/2026 15:20;2026-11-10 17:00:00;;Trực tiếp;;Đang xử lý;A;Giá",
        "2;H2;Đăng ký giá;STC;binh;15:20:07 02/11/2026;10/11/2026;9/11/2026 8h05;Qua mạng;1/11/2026 9:00 CH;Xong;B;",
        "3;H3;;Sở Tư pháp;;02.11.2026 - 7 giờ 30;10-11-2026 00:00:00;;bưu điện;;;;",
        heading=heading,
    )
    assert brought(clerk, path) == (3, 0, 0)
    first, second, third = (shown(clerk, key) for key in ("H1", "H2", "H3"))
    assert (first["unit"], first["officer"], first["channel"]) == ("STC", "BINH", "direct")
    assert (first["received_at"], first["appointed_at"]) == ("2026-11-02T15:20", "2026-11-10T17:00")
    assert (second["received_at"], second["returned_at"]) == ("2026-11-02T15:20", "2026-11-09T08:05")
    assert (second["channel"], second["submitted_at"]) == ("online", "2026-11-01T21:00")
    assert (third["received_at"], third["appointed_at"]) == ("2026-11-02T07:30", "2026-11-10")
    assert (third["unit"], third["procedure"], third["channel"]) == ("STP", None, "post")


def test_what_else_one_stop_systems_give_is_left_out(clerk: Clerk, tmp_path: Path) -> None:
    heading = (
        "Mã hồ sơ;Đơn vị;Tên thủ tục hành chính;Họ tên;Email;Số điện thoại;Ngày tiếp nhận;Ngày hẹn trả;"
        "Tình trạng hồ sơ;Ghi chú"
    )
    path = table(tmp_path, "H1;STC;Đăng ký giá;A;a@b;09;2/11/2026;6/11/2026;Xong;x", heading=heading)
    assert brought(clerk, path) == (1, 0, 0)
    assert shown(clerk, "H1")["procedure"] == "Đăng ký giá"


def test_faults_are_said_in_the_words_of_the_office(clerk: Clerk, tmp_path: Path) -> None:
    rows = ("A,STC,,,fax,,05/11/26 7:30,6/11/2026,,,", "B,STC,,,,,2/11/2026 9:00,6/11/2026,1/11/2026,,")
    said = clerk.run("dossier", "import", table(tmp_path, *rows), lang="vi").err
    for words in ("direct (Trực tiếp), online (Trực tuyến), post (", "02/11/2026 09:00", "01/11/2026"):
        assert words in said
    assert "05/11/26" in said
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, rows[0]))["faults"][1]
    assert "two digits" in fault["message"]
    assert clerk.data("dossier", "list", "--channel", "trực tiếp") == []


def test_an_offices_own_headings_are_said_or_left_out(clerk: Clerk, tmp_path: Path) -> None:
    heading = "Mã hồ sơ,Đơn vị,Mã thủ tục,Tên thủ tục,Thụ lý,Ngày tiếp nhận,Ngày hẹn trả,Phí"
    path = table(tmp_path, "H1,STC,1.01,Đăng ký giá,BINH,2/11/2026,6/11/2026,50000", heading=heading)
    fault = clerk.refused(4, "dossier", "import", path)
    assert {one["column"] for one in fault["faults"]} == {"Tên thủ tục", "Thụ lý", "Phí"}
    assert "--column" in fault["faults"][0]["remedy"] + fault["faults"][1]["remedy"]
    own = ("--column", "Thụ lý=officer", "--column", "Phí=", "--column", "Mã thủ tục=")
    assert brought(clerk, path, *own) == (1, 0, 0)
    found = shown(clerk, "H1")
    assert (found["officer"], found["procedure"]) == ("BINH", "Đăng ký giá")
    assert clerk.refused(2, "dossier", "import", path, "--column", "Phí")["code"] == "usage"
    assert clerk.refused(2, "dossier", "import", path, "--column", "Phí=fee")["code"] == "usage"


def test_one_dossier_by_hand(clerk: Clerk, tmp_path: Path) -> None:
    """Under the rules of the import; without a key of its own it goes by its number."""
    words = ("dossier", "add", "P1", "--unit", "STC", "--received", "2026-11-16T15:30", "--appointed", "+5wd")
    done = clerk.data(*words, "--procedure", "Đăng ký giá", "--channel", "trực tiếp")
    assert (done["state"], done["appointed_at"], done["channel"]) == ("in-time", "2026-11-30", "direct")
    assert clerk.refused(4, *words)["code"] == "exists"
    assert clerk.refused(4, "dossier", "add", "P2", "--unit", "STC")["code"] == "invalid"
    clerk.refused(4, "dossier", "edit", "P1", "--returned", "2026-11-15")
    clerk.refused(4, "dossier", "edit", "P1", "--unit", "STC")
    assert clerk.data("dossier", "edit", "P1", "--returned", "today")["state"] == "early"
    assert clerk.data("dossier", "edit", "P1", "--returned", "")["state"] == "in-time"
    brought(clerk, table(tmp_path, OPEN.removeprefix("A1")))
    assert clerk.data("dossier", "edit", "HS2", "--officer", "AN", "--dry-run")["officer"] == "AN"
    assert clerk.data("dossier", "edit", "HS2", "--returned", "2026-11-05")["state"] == "early"
    clerk.refused(3, "dossier", "edit", "P9", "--returned", "today")


def test_a_spreadsheet_brings_moments(clerk: Clerk, tmp_path: Path) -> None:
    rows = (
        ("Mã hồ sơ", "Đơn vị", "Ngày tiếp nhận", "Ngày hẹn trả", "Số lần bổ sung"),
        ("E1", "STC", datetime(2026, 11, 2, 15, 20), datetime(2026, 11, 10), 2),  # noqa: DTZ001
        ("E2", "STC", "02/11/2026 08:00", "10/11/2026", None),
    )
    book = workbooks.book(tmp_path / "dossiers.xlsx", {"Hồ sơ": rows})
    assert brought(clerk, str(book)) == (2, 0, 0)
    found = shown(clerk, "E1")
    assert (found["received_at"], found["appointed_at"]) == ("2026-11-02T15:20", "2026-11-10")
    assert found["supplements"] == 2


def test_the_same_again_is_skipped_and_what_happened_since_is_taken_over(
    clerk: Clerk, tmp_path: Path
) -> None:
    assert brought(clerk, table(tmp_path, OPEN)) == (1, 0, 0)
    assert brought(clerk, table(tmp_path, OPEN)) == (0, 0, 1)
    done = clerk.data("dossier", "import", table(tmp_path, SETTLED))
    assert (done["changed"], done["changes"][0]["after"]) == (1, {"returned_at": "2026-11-09T09:00"})
    assert shown(clerk, "A1")["state"] == "late"
    clerk.ok("undo", "--yes")
    assert shown(clerk, "A1")["state"] == "overdue"


def test_a_row_of_few_columns_changes_these_alone(clerk: Clerk, tmp_path: Path) -> None:
    brought(clerk, table(tmp_path, OPEN))
    assert brought(clerk, table(tmp_path, "A1,2026-11-05", heading="key,returned_at")) == (0, 1, 0)
    found = shown(clerk, "A1")
    assert (found["state"], found["officer"], found["procedure"]) == ("early", "BINH", "Đăng ký giá")
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, "A2,2026-11-05", heading="key,returned_at"))
    assert {one["column"] for one in fault["faults"]} == {"unit", "received_at", "returned_at"}


def test_an_older_file_does_not_take_a_result_back(clerk: Clerk, tmp_path: Path) -> None:
    brought(clerk, table(tmp_path, SETTLED))
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, OPEN))
    assert (fault["faults"][0]["column"], fault["faults"][0]["row"]) == ("returned_at", 2)
    assert "--correct" in fault["faults"][0]["remedy"]
    assert brought(clerk, table(tmp_path, OPEN), "--correct") == (0, 1, 0)
    assert shown(clerk, "A1")["state"] == "overdue"


def test_an_older_file_takes_no_moment_back(clerk: Clerk, tmp_path: Path) -> None:
    """That it was sent in only, when it had been accepted since; that no supplement was asked for."""
    sent = "A1,STC,BINH,Đăng ký giá,online,2026-11-01T20:00,,,,,"
    accepted = "A1,STC,BINH,Đăng ký giá,online,2026-11-01T20:00,2026-11-02,2026-11-06,,2026-11-03,"
    brought(clerk, table(tmp_path, accepted))
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, sent))
    assert (fault["faults"][0]["column"], fault["faults"][0]["row"]) == ("received_at", 2)
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, accepted.replace("2026-11-03", "")))
    assert fault["faults"][0]["column"] == "paused_from"
    assert shown(clerk, "A1")["state"] == "paused"
    assert brought(clerk, table(tmp_path, sent), "--correct") == (0, 1, 0)
    assert shown(clerk, "A1")["state"] == "not-accepted"


def test_the_first_promise_stands(clerk: Clerk, tmp_path: Path) -> None:
    """A file that promises a later day would turn what is overdue into what is in time."""
    brought(clerk, table(tmp_path, OPEN))
    moved = OPEN.replace("2026-11-06T17:00", "2026-11-30T17:00")
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, moved))["faults"][0]
    assert fault["column"] == "appointed_at"
    assert "dossier apologise A1 --new-date" in fault["remedy"]
    fault = clerk.refused(4, "dossier", "edit", "A1", "--appointed", "2026-11-30")
    assert "promised for 2026-11-06 17:00" in fault["message"]
    assert shown(clerk, "A1")["state"] == "overdue"
    assert clerk.data("dossier", "edit", "A1", "--appointed", "2026-11-30", "--correct")["state"] == "in-time"
    clerk.ok("undo", "--yes")
    # A one-stop system that moves the promised date itself, because of a supplement asked for before it.
    clerk.ok("config", "set", "dossier_pause", "keeps")
    clerk.refused(4, "dossier", "import", table(tmp_path, f"{moved[:-1]}2026-11-09,"))
    assert brought(clerk, table(tmp_path, f"{moved[:-1]}2026-11-05,")) == (0, 1, 0)


def test_a_second_supplement_does_not_take_the_place_of_the_first(clerk: Clerk, tmp_path: Path) -> None:
    brought(clerk, table(tmp_path, f"{OPEN[:-1]}2026-11-03,2026-11-05"))
    again = f"{OPEN[:-1]}2026-11-06,"
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, f"{again}2026-11-09"))["faults"][0]
    assert fault["column"] == "paused_from"
    assert "2026-11-03" in fault["message"]
    clerk.refused(4, "dossier", "edit", "A1", "--paused-from", "2026-11-06", "--paused-to", "")
    assert brought(clerk, table(tmp_path, f"{OPEN[:-1]}2026-11-03,2026-11-09"), "--correct") == (0, 1, 0)


def test_one_key_in_two_rows(clerk: Clerk, tmp_path: Path) -> None:
    """The same twice is one dossier; what differs is a fault, in one batch and across batches."""
    assert brought(clerk, table(tmp_path, OPEN, OPEN)) == (1, 0, 1)
    other = OPEN.replace("A1", "B1")
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, other, SETTLED.replace("A1", "B1")))
    assert (fault["faults"][0]["row"], fault["faults"][0]["column"]) == (3, "key")
    many = [OPEN.replace("A1", f"M{number}") for number in range(1100)]
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, *many, SETTLED.replace("A1", "M0")))
    assert [(one["row"], one["column"]) for one in fault["faults"]] == [(1102, "key")]
    # Of two rows that change what is there, the second says something else.
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, SETTLED, SETTLED.replace("T09", "T10")))
    assert [(one["row"], one["column"]) for one in fault["faults"]] == [(3, "key")]
    assert brought(clerk, table(tmp_path, SETTLED, SETTLED)) == (0, 1, 1)


def test_without_a_key_as_many_are_skipped_as_are_there(clerk: Clerk, tmp_path: Path) -> None:
    """Rows that say the same are as many dossiers; what is entered again beside one that was there is said."""
    keyless = OPEN.removeprefix("A1")
    said = clerk.ok("dossier", "import", table(tmp_path, *[keyless] * 5))
    assert "5 dossiers were entered without a key" in said.out + said.err
    assert brought(clerk, table(tmp_path, *[keyless] * 5)) == (0, 0, 5)
    assert brought(clerk, table(tmp_path, *[keyless] * 6)) == (1, 0, 5)
    other = keyless.replace("BINH", "")
    said = clerk.ok("dossier", "import", table(tmp_path, keyless, other))
    assert "1 of them has the unit and the reception of a dossier that was there" in said.out + said.err
    assert [one["code"] for one in clerk.data("dossier", "list")] == [
        f"HS{number}" for number in range(7, 0, -1)
    ]
    assert shown(clerk, "hs1")["officer"] == "BINH"
    many = [keyless.replace("BINH", "AN")] * 1500
    assert brought(clerk, table(tmp_path, *many)) == (1500, 0, 0)
    assert brought(clerk, table(tmp_path, *many, many[0])) == (1, 0, 1500)


def test_every_fault_is_named_by_row_and_column(clerk: Clerk, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "A,NOWHERE,AN,,fax,,2026-11-32,2026-11-06,,,",
        "B,STC,NOBODY,,,,2026-11-02,2026-11-01,,,",
        "C,STC,,,,,2026-11-05,2026-11-09,2026-11-04,,",
        "D,STC,,,,,2026-11-05T10:00,2026-11-09,2026-11-05T09:59,,",
        "E,STC,,,,,2026-11-23,2026-11-30,,,",
        "F,STC,,,,2026-11-06,2026-11-05,2026-11-09,,2026-11-04,",
        "G,STC,,,,,2026-11-05,,,,",
        "H,STC,,,,,,2026-11-09,,,",
        "I,STC,,,,,2026-11-05,2026-11-09,,,2026-11-06",
        "J,STC,,,,,2026-11-05,2026-11-09,,2026-11-08,2026-11-06",
        "K,STC,,,,,1/13/2026,2026-11-09 25:00,,,",
        "L,STC,,,,,2026-11-05,2026-11-09,,,",
        "M,STC,,,,,2026-11-03,2026-11-09,2026-11-05,2026-11-06,",
        "N,STC,,,,,2026-11-03,2026-11-09,2026-11-05,2026-11-04,2026-11-06",
    )
    fault = clerk.refused(4, "dossier", "import", path)
    assert [(one["row"], one["column"]) for one in fault["faults"]] == [
        (2, "channel"),
        (2, "received_at"),
        (2, "unit"),
        (3, "officer"),
        (4, "returned_at"),
        (5, "returned_at"),
        (6, "received_at"),
        (7, "paused_from"),
        (7, "received_at"),
        (8, "appointed_at"),
        (9, "received_at"),
        (10, "paused_from"),
        (11, "paused_to"),
        (12, "appointed_at"),
        (12, "received_at"),
        (14, "returned_at"),
        (15, "returned_at"),
    ]
    said = clerk.run("dossier", "import", path, "--skip-bad")
    assert said.code == 9
    assert [one["code"] for one in clerk.data("dossier", "list")] == ["L"]


def test_a_promise_before_the_reception_is_a_fault_of_its_own(clerk: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "B,STC,,,,,2026-11-02,2026-11-01,,,", "C,STC,,,,,2026-11-02T15:00,2026-11-02,,,")
    fault = clerk.refused(4, "dossier", "import", path)
    assert [(one["row"], one["column"]) for one in fault["faults"]] == [(2, "appointed_at")]


def test_a_refused_row_leaves_no_procedure_behind(clerk: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "A,STC,,Thủ tục lạ,,,2026-11-02,2026-11-01,,,", OPEN)
    assert clerk.run("dossier", "import", path, "--skip-bad").code == 9
    changed = clerk.ok("history", "--format", "json").json["data"][0]
    assert "Thủ tục lạ" not in json.dumps(changed, ensure_ascii=False)


def test_text_that_means_harm_is_text(clerk: Clerk, tmp_path: Path) -> None:
    name = "=HYPERLINK(1)\x1b[31m\u202e[/x]"
    path = tmp_path / "harm.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(("key", "unit", "procedure", "received_at", "appointed_at"))
        rows.writerow(("\u202eK\x1b1", "STC", name, "2026-11-02", "2026-11-06"))
        rows.writerow(("K" * 100, "STC", "[gấp] " * 160, "2026-11-02", "2026-11-06"))
    assert brought(clerk, str(path)) == (2, 0, 0)
    out = clerk.ok("dossier", "list", "--format", "table").out + clerk.ok("dossier", "show", "K1").out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_unit_that_is_gone_takes_no_dossier(clerk: Clerk, tmp_path: Path) -> None:
    """What came in while it was there stays its own; after that the body that took over has it."""
    brought(clerk, table(tmp_path, OPEN))
    clerk.ok("unit", "merge", "STC", "--into", "STP", "--on", "2026-11-16", "--document", "7/NQ", "--yes")
    after = OPEN.replace("A1", "A2").replace("2026-11-02", "2026-11-16").replace("11-06", "11-20")
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, after))["faults"][0]
    assert fault["column"] == "unit"
    assert "STP" in fault["remedy"]
    before = after.replace("2026-11-16", "2026-11-13")
    assert brought(clerk, table(tmp_path, SETTLED, before)) == (1, 1, 0)
    clerk.ok("unit", "add", "NEW", "Sở mới", "--block", "so", "--from", "2026-11-18")
    fault = clerk.refused(4, "dossier", "import", table(tmp_path, after.replace("STC", "NEW")))["faults"][0]
    assert "begins on 2026-11-18" in fault["message"]


def test_a_key_is_not_what_an_unkeyed_dossier_goes_by(clerk: Clerk, tmp_path: Path) -> None:
    for key in ("HS1", "hs22", "K" * 101):
        fault = clerk.refused(4, "dossier", "import", table(tmp_path, OPEN.replace("A1", key)))["faults"][0]
        assert fault["column"] == "key"
    assert brought(clerk, table(tmp_path, OPEN.replace("A1", "HS-1"), OPEN.replace("A1", "HS1a"))) == (
        2,
        0,
        0,
    )


def test_a_procedure_is_one_whatever_its_spelling(clerk: Clerk, tmp_path: Path) -> None:
    spellings = ("Đăng ký giá", "Đăng  ký   giá", "ĐĂNG KÝ GIÁ", "Đăng kí giá")
    rows = [
        OPEN.replace("A1", f"P{place}").replace("Đăng ký giá", name) for place, name in enumerate(spellings)
    ]
    brought(clerk, table(tmp_path, *rows))
    assert [one["procedure"] for one in clerk.data("dossier", "list")] == [
        "Đăng kí giá",
        *["Đăng ký giá"] * 3,
    ]
    too_long = OPEN.replace("Đăng ký giá", "a" * 1001)
    clerk.refused(4, "dossier", "import", table(tmp_path, too_long.replace("A1", "P9")))


def test_dry_run_writes_nothing(clerk: Clerk, tmp_path: Path) -> None:
    before = clerk.digest()
    assert brought(clerk, table(tmp_path, OPEN), "--dry-run") == (1, 0, 0)
    assert clerk.digest() == before


def test_thousands_change_and_go_back_in_one_go(clerk: Clerk, tmp_path: Path) -> None:
    """A page of the journal for each thousand that came in, a row for each that changed; all of it verifies."""
    first = [OPEN.replace("A1", f"M{number}") for number in range(2300)]
    later = [SETTLED.replace("A1", f"M{number}") for number in range(2300)]
    assert brought(clerk, table(tmp_path, *first)) == (2300, 0, 0)
    assert brought(clerk, table(tmp_path, *later)) == (0, 2300, 0)
    clerk.ok("verify")
    assert len(clerk.data("dossier", "list", "--state", "late", "--limit", "0")) == 2300
    clerk.ok("undo", "--yes")
    assert len(clerk.data("dossier", "list", "--overdue", "--limit", "0")) == 2300
    clerk.ok("undo", "--yes")
    assert clerk.data("dossier", "list") == []
    assert brought(clerk, table(tmp_path, *later)) == (2300, 0, 0)


# -- list and show --------------------------------------------------------------------------------------------


def listed(clerk: Clerk, *options: str, today: str | None = None) -> list[str]:
    """Return the codes of a list."""
    return [one["code"] for one in clerk.data("dossier", "list", *options, today=today)]


def test_a_list_by_state(desk: Clerk) -> None:
    states = {
        state: listed(desk, "--state", state)
        for state in ("early", "on-day", "late", "in-time", "overdue", "paused", "not-accepted")
    }
    assert states == {
        "early": ["EARLY"],
        "on-day": ["ONDAY"],
        "late": ["LATE"],
        "in-time": ["OPEN"],
        "overdue": ["OVER"],
        "paused": ["REST"],
        "not-accepted": ["NEW"],
    }
    assert listed(desk, "--overdue") == ["OVER"]
    assert listed(desk, "--owing") == ["OVER", "LATE"]
    assert listed(desk, "--owing", "--state", "late") == ["LATE"]
    assert desk.refused(2, "dossier", "list", "--overdue", "--state", "late")["code"] == "usage"
    assert desk.refused(4, "dossier", "list", "--state", "done")


def test_a_list_of_an_earlier_day_knows_nothing_later(desk: Clerk) -> None:
    assert listed(desk, "--overdue", today="2026-11-09") == ["LATE"]
    assert listed(desk, "--owing", today="2026-11-09") == ["LATE"]
    assert set(listed(desk, "--state", "in-time", today="2026-11-04")) == {
        "EARLY",
        "ONDAY",
        "LATE",
        "OVER",
        "REST",
    }
    assert "OPEN" not in listed(desk, today="2026-11-04")


def test_only_what_is_sent_in_online_is_accepted_late(clerk: Clerk, tmp_path: Path) -> None:
    """One-stop systems say of every dossier when it was handed in; not known how counts as online."""
    rows = [
        f"{way or 'none'},STC,,,{way},2026-11-02,2026-11-06,2026-11-13,,,"
        for way in ("direct", "post", "online", "")
    ]
    brought(clerk, table(tmp_path, *rows))
    found = {one["code"]: one["not_accepted_late"] for one in clerk.data("dossier", "list")}
    assert found == {"direct": False, "post": False, "online": True, "none": True}
    counted = clerk.data("dossier", "stats", "2026-11", "--by", "channel")
    assert {one["code"]: (one["submitted"], one["slow"]) for one in counted} == {
        "direct": (0, 0),
        "post": (0, 0),
        "online": (1, 1),
        None: (1, 1),
    }


def test_a_list_by_whose_and_when(desk: Clerk) -> None:
    assert listed(desk, "--unit", "STP") == ["OPEN", "NEW"]
    assert listed(desk, "--officer", "BINH") == ["LATE", "ONDAY"]
    assert listed(desk, "--procedure", "dang ky") == ["ONDAY", "EARLY"]
    assert listed(desk, "--channel", "post") == ["LATE"]
    assert listed(desk, "--received", "2026-11-03..2026-11-04") == ["REST", "OVER", "LATE"]
    assert listed(desk, "--received", "..2026-11-02") == ["ONDAY", "EARLY"]
    assert listed(desk, "--received", "2026-11") == ["OPEN", "REST", "OVER", "LATE", "ONDAY", "EARLY"]
    assert listed(desk, "--received", "2026-10") == []
    desk.ok("unit", "add", "DTTC", "Đội tài chính", "--block", "so", "--parent", "STC")
    assert listed(desk, "--under", "STC") == ["LATE", "ONDAY", "EARLY"]
    desk.refused(4, "dossier", "list", "--received", "2026-11-04..2026-11-03")
    desk.refused(2, "dossier", "list", "--under", "STC", "--unit", "STC")


def test_a_list_says_how_many_there_are(desk: Clerk) -> None:
    first = desk.ok("dossier", "list", "--limit", "2", "--format", "json").json
    assert (len(first["data"]), first["total"], first["day_minutes"]) == (2, 7, 450)
    many = desk.ok("dossier", "list", "--limit", "1", "--owing", "--format", "json").json
    assert (len(many["data"]), many["total"]) == (1, None)
    assert "--limit 0" in desk.ok("dossier", "list", "--limit", "1", "--owing").out
    assert desk.ok("dossier", "list", "--limit", "2", "--owing", "--format", "json").json["total"] == 2


def test_a_file_for_programs_holds_moments_as_stored(desk: Clerk) -> None:
    rows = list(
        csv.DictReader(io.StringIO(desk.ok("dossier", "list", "--unit", "STP", "--format", "csv").out))
    )
    assert [(row["code"], row["submitted_at"], row["state"]) for row in rows] == [
        ("OPEN", "", "in-time"),
        ("NEW", "2026-11-16T09:00", "not-accepted"),
    ]


def test_show_says_why(desk: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "WHY,STC,,,,,2026-11-02T15:20,2026-11-10T17:00,2026-11-17,2026-11-04,2026-11-06")
    brought(desk, path)
    said = desk.ok("dossier", "show", "WHY").out
    assert "Received 2026-11-02 15:20, counted from 2026-11-03 07:30: received after 15:00." in said
    assert "now for 2026-11-12 17:00: the clock stood still while the applicant supplemented." in said
    assert "The supplement took 2 working days, which is not counted." in said
    assert "Used 8 working days of 5 working days allowed." in said
    assert "Late by 3 working days." in said
    assert "A written apology is owed: tasktrack dossier apologise WHY --on DATE." in said
    desk.ok("config", "set", "dossier_pause", "anew")
    assert "time counts anew from the supplement" in desk.ok("dossier", "show", "WHY").out
    desk.ok("config", "set", "dossier_clock", "hours")
    desk.ok("config", "set", "dossier_handover", "16:00")
    assert "of 6 working days 1 h 40 min allowed" in desk.ok("dossier", "show", "WHY").out
    assert "not accepted within a working day" in desk.ok("dossier", "show", "NEW").out


def test_show_says_what_is_late_without_working_time(desk: Clerk, tmp_path: Path) -> None:
    """Promised for a Friday, there on Saturday: late, by no working day."""
    brought(desk, table(tmp_path, "SAT,STC,,,online,2026-11-02,2026-11-05,2026-11-06,2026-11-07,,"))
    said = desk.ok("dossier", "show", "SAT").out
    assert "Late, though no working time lies between" in said
    assert "accepted only after more than a working day" in said
    row = next(line for line in desk.ok("dossier", "list").out.splitlines() if "SAT" in line)
    assert "0" in row.split("late", 1)[1]


def test_an_apology_warns_of_days_off_and_of_a_second_letter(desk: Clerk) -> None:
    done = desk.ok("dossier", "apologise", "OPEN", "--new-date", "2026-12-05").out
    assert "is a day off" in done
    desk.ok("dossier", "apologise", "LATE", "--on", "2026-11-12", "--document", "5/TXL")
    assert "apology number 2" in desk.ok("dossier", "apologise", "LATE", "--document", "6/TXL").out


def test_what_is_not_there_is_said(desk: Clerk) -> None:
    fault = desk.refused(3, "dossier", "show", "LAT")
    assert "LATE" in fault["remedy"]
    assert desk.refused(3, "dossier", "show", "HS1")["code"] == "not-found"


# -- apologies ------------------------------------------------------------------------------------------------


def test_an_apology_is_owed_once(desk: Clerk) -> None:
    assert shown(desk, "LATE")["owes_apology"]
    done = desk.data(
        "dossier", "apologise", "LATE", "--on", "2026-11-12", "--document", "5/TXL", "--reason", "Quá tải"
    )
    assert (done["owes_apology"], done["apologies"][0]["document"]) == (False, "5/TXL")
    assert listed(desk, "--owing") == ["OVER"]
    assert shown(desk, "LATE", today="2026-11-11")["owes_apology"]
    assert (
        desk.refused(4, "dossier", "apologise", "LATE", "--on", "2026-11-12", "--document", "5/TXL")["code"]
        == "exists"
    )
    assert "An apology was sent on 2026-11-12." in desk.ok("dossier", "show", "LATE").out
    desk.ok("undo", "--yes")
    assert listed(desk, "--owing") == ["OVER", "LATE"]


def test_nothing_is_owed_for_what_is_in_time(desk: Clerk) -> None:
    for key in ("OPEN", "EARLY", "REST", "NEW"):
        fault = desk.refused(4, "dossier", "apologise", key)
        assert "was not late" in fault["message"]
    # Late only since the 9th.
    desk.refused(4, "dossier", "apologise", "LATE", "--on", "2026-11-06")
    desk.refused(4, "dossier", "apologise", "LATE", "--on", "2026-11-23")


def test_a_new_date_is_given_once_and_a_day_before(desk: Clerk) -> None:
    fault = desk.refused(
        4,
        "dossier",
        "apologise",
        "OPEN",
        "--on",
        "2026-11-27",
        "--new-date",
        "2026-12-04",
        today="2026-11-27",
    )
    assert "at least a day before" in fault["message"]
    desk.refused(4, "dossier", "apologise", "OPEN", "--new-date", "2026-11-27")
    desk.refused(4, "dossier", "apologise", "OVER", "--new-date", "2026-12-04")
    desk.refused(4, "dossier", "apologise", "LATE", "--new-date", "2026-12-04")
    desk.refused(4, "dossier", "apologise", "NEW", "--new-date", "2026-12-04")
    done = desk.data("dossier", "apologise", "OPEN", "--new-date", "2026-12-04")
    assert (done["new_date"], done["state"]) == ("2026-12-04", "in-time")
    fault = desk.refused(4, "dossier", "apologise", "OPEN", "--new-date", "2026-12-11")
    assert "once already" in fault["message"]
    late = shown(desk, "OPEN", today="2026-12-02")
    assert (late["state"], late["owes_apology"], late["promised_at"]) == ("overdue", False, "2026-11-27")
    assert "goes by the first promise" in desk.ok("dossier", "show", "OPEN").out
    desk.ok("config", "set", "dossier_promise", "new")
    assert shown(desk, "OPEN", today="2026-12-02")["promised_at"] == "2026-12-04"
    assert "a new date was announced" in desk.ok("dossier", "show", "OPEN").out


def test_settings_take_only_what_they_mean(clerk: Clerk) -> None:
    for name, value in (
        ("office_hours", "8-17"),
        ("dossier_handover", "15h"),
        ("dossier_clock", "weeks"),
        ("dossier_pause", "x"),
        ("dossier_promise", "last"),
    ):
        clerk.refused(4, "config", "set", name, value)
    clerk.ok("config", "set", "office_hours", "07:00-11:30 13:00-16:30")
