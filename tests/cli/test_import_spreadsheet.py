"""Imports from spreadsheets: the sheet, the heading and the end of the table found, faults named by their cells."""

import io
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typed
import workbooks
from clerk import Clerk

from tasktrack.cli import asking
from tasktrack.errors import ExitCode

HEADING = ["Mã", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Ngày giao", "Thời hạn"]
GIVEN = date(2026, 10, 1)
FORMAT = "dd/mm/yyyy"


def tasks(folder: Path, *rows: list[Any], heading: list[str] = HEADING, name: str = "viec.xlsx") -> str:
    """Write a workbook of tasks and return its path."""
    return str(workbooks.book(folder / name, {"Việc": [heading, *rows]}))


def imported(clerk: Clerk, *words: str) -> Any:
    return clerk.data("task", "import", *words)


def cells(error: dict[str, Any]) -> list[tuple[str | None, int, str | None, str]]:
    """Return sheet, row, cell and column of each fault; each says what is wrong and how to mend it."""
    assert all(one["message"] and one["remedy"] for one in error["faults"])
    return [(one["sheet"], one["row"], one["cell"], one["column"]) for one in error["faults"]]


# The table in its sheet


def test_real_dates_numbers_and_texts_in_any_form(clerk: Clerk, tmp_path: Path) -> None:
    heading = [*HEADING, "Hệ số", "Số lượng", "Đảm nhận thêm"]
    path = tasks(
        tmp_path,
        ["K1", "  Lập kế\u00a0hoạch ", "STC", GIVEN, date(2026, 12, 31), 0.8, 2, True],
        [
            "K2",
            "Tri\u0300nh",
            "So\u031b\u0309 Tu\u031b pha\u0301p",
            "1/10/2026",
            "trước ngày 10/12/2026",
            "0,8",
            "2.5",
            "x",
        ],
        [3, "Số ở cột mã", "xa dong hoa", datetime(2026, 10, 1), None, None, None, False],  # noqa: DTZ001
        heading=heading,
    )
    assert imported(clerk, path)["added"] == 3
    first, second, third = (clerk.data("task", "show", key) for key in ("K1", "K2", "3"))
    assert (first["due_on"], first["coefficient"], first["assigned_quantity"], first["taken_over"]) == (
        "2026-12-31",
        0.8,
        2,
        True,
    )
    assert (second["title"], second["lead"], second["due_on"], second["coefficient"]) == (
        "Trình",
        "STP",
        "2026-12-09",
        0.8,
    )
    assert (third["lead"], third["due_on"], third["taken_over"]) == ("XA1", None, False)
    assert imported(clerk, path)["same"] == 3


def a_printed_table(folder: Path) -> str:
    """Write a table as offices print it: national head, title, two rows of headings, sections, a total, signatures."""
    whole = openpyxl.Workbook()
    notes, sheet = whole.worksheets[0], whole.create_sheet("Danh mục")
    notes.title, notes["A1"] = "Hướng dẫn", "Ghi chú"
    sheet["A1"], sheet["D1"] = "UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A3"] = "DANH MỤC NHIỆM VỤ"
    for area in ("A1:C1", "D1:F1", "A3:F3", "A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:F5", "B8:F8"):
        sheet.merge_cells(area)
    for column, text in zip(
        "ABCDE", ["STT", "Mã", "NỘI DUNG\nNHIỆM VỤ", "Cơ quan chủ trì", "Thời gian"], strict=True
    ):
        sheet[f"{column}5"] = text
    sheet["E6"], sheet["F6"] = "Ngày giao", "Thoi han"
    for place, column in enumerate("ABCDEF", 1):
        sheet[f"{column}7"] = f"({place})"
    sheet["A8"], sheet["B8"] = "I", "LĨNH VỰC KINH TẾ"
    for row, lead in ((9, "STC"), (10, None), (11, None), (13, "STP")):
        for column, value in zip(
            "ABCDEF", [row, f"K{row}", f"Việc {row}", lead, GIVEN, date(2026, 12, row)], strict=True
        ):
            sheet[f"{column}{row}"] = value
    sheet.merge_cells("D9:D11")
    sheet["A14"] = "Tổng cộng: 4 nhiệm vụ"
    sheet["E16"], sheet["B17"], sheet["E21"] = "Ngày 01 tháng 10 năm 2026", "Người lập biểu", "Nguyễn Văn A"
    whole.save(folder / "bieu.xlsx")
    return str(folder / "bieu.xlsx")


def test_a_table_as_it_is_printed(clerk: Clerk, tmp_path: Path) -> None:
    done = imported(clerk, a_printed_table(tmp_path))
    assert done["added"] == 4
    assert done["warnings"] == [
        "Rows 8, 14 are headings or totals within the table and were passed over.",
        "Rows 16-17, 21 stand below the table and were passed over.",
    ]
    leads = {row["key"]: (row["lead"], row["due_on"]) for row in clerk.data("task", "list")}
    assert leads == {
        "K9": ("STC", "2026-12-09"),
        "K10": ("STC", "2026-12-10"),
        "K11": ("STC", "2026-12-11"),
        "K13": ("STP", "2026-12-13"),
    }


def test_faults_name_sheet_row_and_cell(clerk: Clerk, tmp_path: Path) -> None:
    path = tasks(
        tmp_path,
        ["K1", "Việc", "STC", GIVEN, "=1/0"],
        ["K2", "Việc", "KHÔNG CÓ", GIVEN, "31/02/2027"],
        ["K3", None, "STC", GIVEN, 46387],
        ["K4", "Việc", "STC", GIVEN, None],
    )
    error = clerk.refused(4, "task", "import", path)
    assert cells(error) == [
        ("Việc", 2, "E2", "due_on"),
        ("Việc", 3, "C3", "lead"),
        ("Việc", 3, "E3", "due_on"),
        ("Việc", 4, "B4", "title"),
    ]
    said = clerk.run("task", "import", path)
    assert "sheet Việc, row 3, cell C3, lead: " in said.err
    listed = tmp_path / "loi.csv"
    assert clerk.run("task", "import", path, "--skip-bad", "--faults", str(listed)).code == 9
    assert listed.read_text(encoding="utf-8").splitlines()[1].endswith(",Việc,E2")
    assert [row["key"] for row in clerk.data("task", "list")] == ["K4"]


def test_an_error_of_a_formula_is_never_an_empty_cell(clerk: Clerk, tmp_path: Path) -> None:
    strings = "<c r='{name}' t='str'><v>{text}</v></c>"
    head = "".join(
        strings.format(name=f"{column}1", text=text)
        for column, text in zip("ABC", ["key", "title", "lead"], strict=True)
    )
    row = (
        strings.format(name="A2", text="K1")
        + strings.format(name="B2", text="Việc")
        + "<c r='C2' t='e'><v>#REF!</v></c>"
    )
    path = workbooks.zipped(
        tmp_path / "a.xlsx", workbooks.parts(f"<row r='1'>{head}</row><row r='2'>{row}</row>")
    )
    error = clerk.refused(4, "task", "import", str(path))
    assert cells(error) == [("S", 2, "C2", "lead")]
    assert "#REF!" in error["faults"][0]["message"]


def test_headings_that_are_not_known_or_twice_there(clerk: Clerk, tmp_path: Path) -> None:
    path = tasks(
        tmp_path, ["K1", "x", "y", "z", "STC"], heading=["Mã", "Nhiệm vụ", "Nội dung nhiệm vụ", "Màu", "Lead"]
    )
    assert cells(clerk.refused(4, "task", "import", path)) == [
        ("Việc", 1, "C1", "Nội dung nhiệm vụ"),
        ("Việc", 1, "D1", "Màu"),
    ]
    loose = tasks(tmp_path, ["x", "STC", "lạc"], heading=["Nhiệm vụ", "Cơ quan chủ trì"])
    assert cells(clerk.refused(4, "task", "import", loose)) == [("Việc", 2, "C2", "")]
    none = tasks(tmp_path, ["x"], heading=["Màu"])
    assert "No heading row" in clerk.refused(4, "task", "import", none)["faults"][0]["message"]


def test_an_offices_own_headings_are_one_fault_with_the_way_out(clerk: Clerk, tmp_path: Path) -> None:
    own_words = ["Nội dung nhiệm vụ", "Cơ quan chủ trì", "Lãnh đạo theo dõi", "Màu", "Số hiệu"]
    path = tasks(tmp_path, ["x", "STC", "a", "b", "c"], heading=own_words)
    (fault,) = clerk.refused(4, "task", "import", path)["faults"]
    assert (fault["cell"], fault["column"]) == ("C1", "Lãnh đạo theo dõi")
    assert '"Lãnh đạo theo dõi", "Màu", "Số hiệu"' in fault["message"]
    assert "--map OFFICE.toml" in fault["remedy"]


def test_a_due_date_at_fault_has_a_short_remedy(clerk: Clerk, tmp_path: Path) -> None:
    rows = [["K1", "Lập kế hoạch", "STC", GIVEN, "thường xuyên liên tục"]]
    (fault,) = clerk.refused(4, "task", "import", tasks(tmp_path, *rows))["faults"]
    assert "help dates" in fault["remedy"]
    assert "no_deadline" in fault["remedy"]
    assert len(fault["remedy"]) < 200


def test_rows_that_are_meant_are_never_taken_for_signatures(clerk: Clerk, tmp_path: Path) -> None:
    """A row below a blank one that fills three columns is a task with a fault, not a footer."""
    path = tasks(tmp_path, ["K1", "Việc", "STC", GIVEN, None], [], ["K2", "Việc hai", None, GIVEN, None])
    assert cells(clerk.refused(4, "task", "import", path)) == [("Việc", 4, "C4", "lead")]


def test_the_sheet_that_is_meant(clerk: Clerk, tmp_path: Path) -> None:
    table = [HEADING, ["K1", "Việc", "STC", GIVEN, None]]
    two = workbooks.book(tmp_path / "hai.xlsx", {"Một": table, "Hai": table, "Ba": [["x"]]})
    error = clerk.refused(4, "task", "import", str(two))
    assert (error["code"], "Một, Hai" in error["message"]) == ("several-sheets", True)
    assert '--sheet "Một"' in error["remedy"]
    assert clerk.refused(4, "task", "import", str(two), "--sheet", "Bốn")["code"] == "no-such-sheet"
    assert imported(clerk, str(two), "--sheet", "hai")["added"] == 1
    hidden = workbooks.book(tmp_path / "an.xlsx", {"Một": table, "Hai": table}, hidden=["Hai"])
    assert imported(clerk, str(hidden))["same"] == 1
    csv = tmp_path / "viec.csv"
    csv.write_text("key,title,lead\n", encoding="utf-8")
    assert clerk.refused(2, "task", "import", str(csv), "--sheet", "Một")["code"] == "usage"


def test_a_text_under_the_name_of_a_spreadsheet_is_told(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "viec.xlsx"
    path.write_text("key,title,lead\nK1,Việc,STC\n", encoding="utf-8")
    error = clerk.refused(4, "task", "import", str(path))
    assert (error["code"], ".csv" in error["remedy"]) == ("not-a-spreadsheet", True)


def test_a_spreadsheet_through_a_pipe(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Path(tasks(tmp_path, ["K1", "Việc", "STC", GIVEN, None])).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert imported(clerk, "-")["added"] == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data[:-30])))
    assert "standard input" in clerk.refused(4, "task", "import", "-")["message"]


def test_every_book_reads_spreadsheets(clerk: Clerk, tmp_path: Path) -> None:
    units = {"Đơn vị": [["Mã", "Tên đơn vị", "Khối"], ["SYT", "Sở Y tế", "so"]]}
    assert clerk.data("unit", "import", str(workbooks.book(tmp_path / "u.xlsx", units)))["added"] == 1
    officers = {"S": [["Mã", "Họ và tên", "Đơn vị", "Chức vụ"], ["CHI", "Lê Chi", "SYT", "Chuyên viên"]]}
    assert clerk.data("officer", "import", str(workbooks.book(tmp_path / "o.xlsx", officers)))["added"] == 1
    clerk.task("Draft", "--key", "K1")
    log = {
        "S": [
            ["Nhiệm vụ", "Ngày", "Tiến độ (%)", "Kết quả thực hiện"],
            ["K1", date(2026, 11, 2), "45%", "một nửa"],
        ]
    }
    path = workbooks.book(tmp_path / "p.xlsx", log)
    assert clerk.data("progress", "import", str(path))["added"] == 1
    assert clerk.data("task", "show", "K1")["percent"] == 45
    whole = openpyxl.load_workbook(path)
    whole.worksheets[0]["B2"], whole.worksheets[0]["C2"] = date(2026, 11, 9), 0.6
    whole.worksheets[0]["C2"].number_format = "0%"
    whole.save(path)
    assert clerk.data("progress", "import", str(path))["added"] == 1
    assert clerk.data("task", "show", "K1")["percent"] == 60


# An office's own columns

OWN = ["STT", "Số, ký hiệu", "Nội dung công việc", "Chủ trì", "Hạn xử lý", "Trạng thái", "Ghi chú"]
OWN_ROWS = [
    [1, "12/KL", "Lập kế hoạch", "Sở TC", date(2026, 12, 31), "Đang làm", "gấp"],
    [2, "12/KL", "Theo dõi", "STP", date(1970, 1, 1), None, None],
]
MAP = """
[columns]
"Số, ký hiệu" = "document"
"Nội dung công việc" = "title"
"Chủ trì" = "lead"
"Hạn xử lý" = "due_on"
"Trạng thái" = ""
"Ghi chú" = ""
[values.unit]
"Sở TC" = "STC"
"""


def own(folder: Path, *more: list[Any]) -> str:
    return tasks(folder, *OWN_ROWS, *more, heading=OWN)


def mapped(folder: Path, text: str = MAP) -> str:
    path = folder / "cot.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_map_is_proposed_looked_at_and_used(clerk: Clerk, tmp_path: Path) -> None:
    path, target = own(tmp_path), tmp_path / "cot.toml"
    error = clerk.refused(4, "task", "import", path, "--map", str(target))
    assert error["code"] == "map-proposed"
    assert [(one["heading"], one["column"], one["why"]) for one in error["columns"]] == [
        ("Số, ký hiệu", "document", None),
        ("Nội dung công việc", "title", None),
        ("Chủ trì", "lead", None),
        ("Hạn xử lý", "due_on", None),
        ("Trạng thái", None, "progress"),
        ("Ghi chú", None, "unknown"),
    ]
    assert error["unknown_units"] == ["Sở TC"]
    text = target.read_text(encoding="utf-8")
    assert '# "Sở TC" = ""' in text
    target.write_text(text.replace('# "Sở TC" = ""', '"Sở TC" = "STC"'), encoding="utf-8")
    assert imported(clerk, path, "--map", str(target))["added"] == 2
    found = {row["title"]: (row["lead"], row["due_on"]) for row in clerk.data("task", "list")}
    assert found == {"Lập kế hoạch": ("STC", "2026-12-31"), "Theo dõi": ("STP", None)}
    assert imported(clerk, path, "--map", str(target))["same"] == 2


def test_a_map_proposes_the_only_unit_that_a_name_fits(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("unit", "add", "XHB", "Ủy ban nhân dân xã Hòa Bình", "--block", "xa")
    path = tasks(
        tmp_path, [1, "1/KL", "Họp", "Phường Hòa Bình", None], [2, "1/KL", "Họp", "Lạ", None], heading=OWN[:5]
    )
    clerk.refused(4, "task", "import", path, "--map", str(tmp_path / "c.toml"))
    text = (tmp_path / "c.toml").read_text(encoding="utf-8")
    assert '# "Phường Hòa Bình" = "XHB"' in text
    assert '# "Lạ" = ""' in text


def test_a_dry_run_proposes_and_writes_no_map(clerk: Clerk, tmp_path: Path) -> None:
    error = clerk.refused(
        4, "task", "import", own(tmp_path), "--map", str(tmp_path / "cot.toml"), "--dry-run"
    )
    assert error["code"] == "map-proposed"
    assert not (tmp_path / "cot.toml").exists()


def test_what_every_row_must_fill_and_nobody_gives_is_said(clerk: Clerk, tmp_path: Path) -> None:
    path = tasks(tmp_path, ["a", "b", "c"], heading=["Nội dung công việc", "Ghi chú", "Hạn"])
    error = clerk.refused(4, "task", "import", path, "--map", str(tmp_path / "cot.toml"))
    assert (error["code"], error["missing"]) == ("map-proposed", ["lead"])
    path = tasks(tmp_path, ["a", "b"], heading=["Màu", "Ghi chú"])
    error = clerk.refused(4, "task", "import", path, "--map", str(tmp_path / "khac.toml"))
    assert error["code"] == "no-heading"
    assert not (tmp_path / "khac.toml").exists()


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('[columns]\n"Việc" = "viec"\n', 2, "viec"),
        ('[columns]\n"Việc" = "title"\n"Trạng thái" = "percent"\n', 3, "progress"),
        ('[columns]\n"Việc" = "title"\n"Nội dung" = "title"\n', 3, "two headings"),
        ('[columns]\n"Việc" = 5\n', 2, "cannot be 5"),
        ('month_due = "maybe"\n[columns]\n"Việc" = "title"\n', 1, "maybe"),
        ('heading_row = 0\n[columns]\n"Việc" = "title"\n', 1, "row 0"),
        ('colour = "red"\n[columns]\n"Việc" = "title"\n', 1, "colour"),
        ('[columns]\n"Việc" = "title"\n\n[values.mau]\n"x" = "y"\n', 4, "mau"),
        ('no_deadline = "none"\n[columns]\n"Việc" = "title"\n', 1, "none"),
        ("", 1, "no column"),
        ("[columns\n", 1, "TOML"),
    ],
)
def test_a_map_with_faults(clerk: Clerk, tmp_path: Path, text: str, line: int, word: str) -> None:
    error = clerk.refused(4, "task", "import", own(tmp_path), "--map", mapped(tmp_path, text))
    assert error["code"] == "map-faults"
    assert line in [one["line"] for one in error["faults"]]
    assert any(word in one["message"] for one in error["faults"]), error["faults"]


def test_the_map_says_what_a_month_without_a_day_means(clerk: Clerk, tmp_path: Path) -> None:
    more = [
        [row, None, f"Việc {row}", "STC", due, None, None]
        for row, due in enumerate(
            ["12/2026", "Tháng 12/2026", "Quý IV/2026", "tháng 12 năm 2026", "Quý IV", "tháng 12"], 3
        )
    ]
    path = own(tmp_path, *more)
    error = clerk.refused(4, "task", "import", path, "--map", mapped(tmp_path))
    assert [one["cell"] for one in error["faults"]] == [f"E{row}" for row in range(4, 10)]
    assert [("no day" in one["message"], "no year" in one["message"]) for one in error["faults"]] == [
        *[(True, False)] * 4,
        *[(False, True)] * 2,
    ]
    whole = own(tmp_path, *more[:4])
    assert imported(clerk, whole, "--map", mapped(tmp_path, 'month_due = "last-day"\n' + MAP))["added"] == 6
    found = {row["title"]: (row["due_on"], row["due_text"]) for row in clerk.data("task", "list")}
    assert found["Việc 3"] == found["Việc 4"] == found["Việc 6"] == ("2026-12-31", "2026-12")
    assert found["Việc 5"] == ("2026-12-31", "2026-Q4")


def test_a_cell_that_shows_a_month_is_asked_about_too(clerk: Clerk, tmp_path: Path) -> None:
    """What is typed as 12/2026 a spreadsheet keeps as the first of December."""
    path = Path(own(tmp_path))
    whole = openpyxl.load_workbook(path)
    whole.worksheets[0]["E2"] = date(2026, 12, 1)
    whole.worksheets[0]["E2"].number_format = "mmm-yy"
    whole.save(path)
    (fault,) = clerk.refused(4, "task", "import", str(path), "--map", mapped(tmp_path))["faults"]
    assert (fault["cell"], fault["value"]) == ("E2", "12/2026")


def test_days_that_mean_none(clerk: Clerk, tmp_path: Path) -> None:
    """A day may be written in any way; without the word of the map it is a fault."""
    more = [[3, None, "Ba", "STC", "1/1/1970", None, None], [4, None, "Bốn", "STC", "31/12/9999", None, None]]
    days = 'no_deadline = ["01/01/1970", "31/12/9999"]\n'
    assert imported(clerk, own(tmp_path, *more), "--map", mapped(tmp_path, days + MAP))["added"] == 4
    assert {row["due_on"] for row in clerk.data("task", "list")} == {None, "2026-12-31"}
    other = own(tmp_path, [5, None, "Năm", "STC", date(1970, 1, 1), None, None])
    error = clerk.refused(4, "task", "import", other, "--map", mapped(tmp_path, "no_deadline = []\n" + MAP))
    assert [one["cell"] for one in error["faults"]] == ["E3", "E4"]


@pytest.mark.parametrize(
    "text", ["31.12.2026", "31-12-2026", "31 / 12 / 2026", "Ngày 31 tháng 12 năm 2026", "2026-12-31 00:00"]
)
def test_days_spelled_as_a_form_takes_them(clerk: Clerk, tmp_path: Path, text: str) -> None:
    """In a sheet, and in a table that is read by a map."""
    path = tasks(tmp_path, ["K1", "Lập kế hoạch", "STC", "1-10-2026", text])
    assert imported(clerk, path)["added"] == 1
    shown = clerk.data("task", "show", "K1")
    assert (shown["assigned_on"], shown["due_on"]) == ("2026-10-01", "2026-12-31")
    map_file = tmp_path / "m.toml"
    map_file.write_text(
        '[columns]\n"Việc" = "title"\n"Ai" = "lead"\n"Khi nào" = "due_on"\n', encoding="utf-8"
    )
    (tmp_path / "b.csv").write_text(f"Việc;Ai;Khi nào\nSoạn đề án;STC;{text}\n", encoding="utf-8")
    assert imported(clerk, str(tmp_path / "b.csv"), "--map", str(map_file))["added"] == 1


def test_a_time_of_day_behind_a_date_is_left_out(clerk: Clerk, tmp_path: Path) -> None:
    more = [
        [3, None, "Ba", "STC", datetime(2026, 12, 5, 17), None, None],  # noqa: DTZ001
        [4, None, "Bốn", "STC", "6/12/2026 17:00:00", None, None],
        [5, None, "Năm", "STC", datetime(1970, 1, 1, 7), None, None],  # noqa: DTZ001
    ]
    assert imported(clerk, own(tmp_path, *more), "--map", mapped(tmp_path))["added"] == 5
    found = {row["title"]: row["due_on"] for row in clerk.data("task", "list")}
    assert (found["Ba"], found["Bốn"], found["Năm"]) == ("2026-12-05", "2026-12-06", None)


def test_a_heading_of_the_map_that_is_not_there_and_one_that_the_map_does_not_know(
    clerk: Clerk, tmp_path: Path
) -> None:
    absent = MAP.replace('"Ghi chú" = ""', '"Ghi chú" = ""\n"Người giao việc" = "assigner"')
    (fault,) = clerk.refused(4, "task", "import", own(tmp_path), "--map", mapped(tmp_path, absent))["faults"]
    assert "Người giao việc" in fault["message"]
    unknown = MAP.replace('"Ghi chú" = ""\n', "")
    (fault,) = clerk.refused(4, "task", "import", own(tmp_path), "--map", mapped(tmp_path, unknown))["faults"]
    assert (fault["cell"], fault["column"]) == ("G1", "Ghi chú")


def test_the_same_map_reads_a_csv_with_a_title(clerk: Clerk, tmp_path: Path) -> None:
    lines = [
        "UBND TỈNH;;;;;;",
        "",
        ";".join(OWN),
        "1;12/KL;Lập kế hoạch;Sở TC;31/12/2026;;",
        "2;12/KL;Theo dõi;STP;01/01/1970;;",
    ]
    path = tmp_path / "viec.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sheet = 'sheet = "Việc"\n'
    assert imported(clerk, str(path), "--map", mapped(tmp_path, sheet + MAP))["added"] == 2
    assert imported(clerk, own(tmp_path), "--map", mapped(tmp_path))["same"] == 2
    path.write_text('{"title": "x"}\n', encoding="utf-8")
    assert clerk.refused(4, "task", "import", str(path), "--map", mapped(tmp_path))["code"] == "invalid"
    path.write_bytes("Việc".encode("utf-16"))
    assert clerk.refused(4, "task", "import", str(path), "--map", mapped(tmp_path))["code"] == "not-text"


def test_at_a_terminal_one_may_go_on_and_is_asked_about_months(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "is_possible", lambda: True)
    path = tasks(tmp_path, [1, None, "Việc", "STC", "12/2026", None, None], heading=OWN)
    words = ("task", "import", path, "--map", str(tmp_path / "cot.toml"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\nno\n"))
    before = clerk.digest()
    assert clerk.run(*words).code == ExitCode.INTERRUPTED
    assert clerk.digest() == before
    assert (tmp_path / "cot.toml").exists()
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    said = clerk.ok(*words)
    assert "names no day: 12/2026 (row 2)" in said.err
    assert clerk.data("task", "list")[0]["due_text"] == "2026-12"


def test_the_example_comes_in(tmp_path: Path, clerk: Clerk) -> None:
    """The office's table that lies beside the program, on units of its own."""
    folder = typed.ROOT / "examples" / "import"
    units = [["code", "name", "block"]]
    for line in (folder / "office-table.toml").read_text(encoding="utf-8").splitlines():
        name, equals, code = line.partition(" = ")
        if equals and code.strip('"').isupper() and code.strip('"') not in ("STC", "STP"):
            units.append([code.strip('"'), name.strip('"'), "so"])
    clerk.ok("unit", "import", str(workbooks.book(tmp_path / "u.xlsx", {"S": units})))
    path, by = str(folder / "office-table.xlsx"), str(folder / "office-table.toml")
    done = imported(clerk, path, "--map", by)
    assert (done["added"], len(done["warnings"])) == (12, 2)
    rows = clerk.data("task", "list", "--limit", "0")
    assert sum(row["due_on"] is None for row in rows) == 2
    assert {row["due_text"] for row in rows if row["due_text"]} == {"2026-12", "2027-01"}
    documents = {clerk.data("task", "show", row["code"])["document"] for row in rows}
    assert documents == {"1622/UBND-KTTH", "138/TB-UBND", "1731/UBND-NC"}
