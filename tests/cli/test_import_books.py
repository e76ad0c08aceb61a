"""Units and officers from tables: what is new, what is corrected, every fault, and nothing of a bad row."""

import io
import json
import sys
from pathlib import Path

import pytest
from clerk import Clerk

UNITS = "code,name,block,parent,from,to"
OFFICERS = "code,name,unit,position,group,from,category,contact,manager"


def table(folder: Path, heading: str, *rows: str, name: str = "table.csv") -> str:
    """Write a table and return its path."""
    path = folder / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return str(path)


def places(error: dict[str, object]) -> list[tuple[int, str]]:
    """Return row and column of each fault; each says what is wrong and how to mend it."""
    faults: list[dict[str, object]] = error["faults"]  # type: ignore[assignment]
    assert all(fault["message"] and fault["remedy"] for fault in faults)
    return [(int(str(fault["row"])), str(fault["column"])) for fault in faults]


def counts(done: dict[str, object]) -> tuple[object, object, object]:
    """Return how many rows were added, changed and the same."""
    return done["added"], done["changed"], done["same"]


# Units


def test_units_come_in_with_superiors_that_stand_later(clerk: Clerk, tmp_path: Path) -> None:
    """By code or by whole name; in the order of the file."""
    path = table(
        tmp_path,
        UNITS,
        "P1,Phòng Ngân sách,,TTR,,",
        "P2,Phòng Giá,,Thanh tra tỉnh,1/7/2025,",
        "TTR,Thanh tra tỉnh,so,ubnd,2020-01-01,2027-12-31",
        "UBND,Ủy ban nhân dân tỉnh,,,,",
        "P3,Phòng khác,,Sở Tài chính,,",
    )
    assert counts(clerk.data("unit", "import", path)) == (5, 0, 0)
    assert clerk.data("unit", "show", "P2")["parent"] == "TTR"
    assert clerk.data("unit", "show", "P3")["parent"] == "STC"
    shown = clerk.data("unit", "show", "TTR")
    assert (shown["parent"], shown["from"], shown["to"]) == ("UBND", "2020-01-01", "2027-12-31")
    exported = clerk.ok("unit", "list", "--for-import").out.splitlines()
    assert [line.split(",")[0] for line in exported[4:]] == ["P1", "P2", "TTR", "UBND", "P3"]


def test_units_twice_change_nothing(clerk: Clerk, tmp_path: Path) -> None:
    """Letters of a code in any case."""
    path = table(tmp_path, UNITS, "P1,Phòng Giá,so,STC,2025-07-01,", "stc,Sở Tài chính,so,,,")
    assert counts(clerk.data("unit", "import", path)) == (1, 0, 1)
    before = clerk.digest()
    assert counts(clerk.data("unit", "import", path)) == (0, 0, 2)
    assert clerk.digest() == before


def test_a_changed_unit_is_shown_before_it_is_written(clerk: Clerk, tmp_path: Path) -> None:
    """What the file has not stays; an empty cell clears."""
    clerk.ok("unit", "add", "P1", "Phòng Giá", "--block", "so", "--parent", "STC", "--to", "2026-12-31")
    path = table(tmp_path, "code,name,block", "P1,Phòng Giá - Công sản,")
    before = clerk.digest()
    said = clerk.ok("unit", "import", path, "--dry-run").out
    assert "name: Phòng Giá -> Phòng Giá - Công sản, block: so -> –" in said
    assert clerk.digest() == before
    done = clerk.data("unit", "import", path)
    assert done["changes"] == [
        {
            "row": 2,
            "name": "P1",
            "before": {"name": "Phòng Giá", "block": "so"},
            "after": {"name": "Phòng Giá - Công sản", "block": None},
        }
    ]
    shown = clerk.data("unit", "show", "P1")
    assert (shown["block"], shown["parent"], shown["to"]) == (None, "STC", "2026-12-31")


def test_every_fault_of_units(clerk: Clerk, tmp_path: Path) -> None:
    """Cells, circles, what hangs on a circle, names of others, and a second word on the same unit."""
    clerk.ok("unit", "alias", "STP", "Tư pháp")
    path = table(
        tmp_path,
        UNITS,
        "B 1,,so,,32/1/2026,2026-01-01",
        "N1,Phòng,so,nowhere,,",
        "A,a,,B,,",
        "B,b,,A,,",
        "C,c,,B,,",
        "D,d,,D,,",
        "E,e,,,2026-02-01,2026-01-01",
        "F,Tư pháp,,,,",
        "G,g,,STC,,",
        "G,h,,STC,,",
        "STC,Sở Tài chính,so,,,",
        "XA1,Xã Đông Hòa,xa,XA1,,",
    )
    assert places(clerk.refused(4, "unit", "import", path)) == [
        (2, "name"),
        (3, "parent"),
        (4, "parent"),
        (5, "parent"),
        (6, "parent"),
        (7, "parent"),
        (8, "to"),
        (9, "name"),
        (11, "code"),
        (13, "parent"),
    ]
    # The reader refuses a row without a name before its cells are looked at.
    again = table(tmp_path, UNITS, "B 1,Phòng,so,,32/1/2026,2026-01-01")
    assert places(clerk.refused(4, "unit", "import", again)) == [(2, "code"), (2, "from")]


def test_a_unit_below_one_that_is_left_out_is_left_out(clerk: Clerk, tmp_path: Path) -> None:
    """And the sound ones are written."""
    path = table(tmp_path, UNITS, "A,a,,B,,", "B,b,,C,,", "C,Tư pháp,,STC,,", "D,d,,STC,,")
    clerk.ok("unit", "alias", "STP", "Tư pháp")
    listed = tmp_path / "faults.csv"
    said = clerk.run("unit", "import", path, "--skip-bad", "--faults", str(listed), "--format", "json")
    assert said.code == 9
    assert (said.json["data"]["added"], said.json["data"]["skipped"]) == (1, 3)
    assert "hangs on row 3" in listed.read_text(encoding="utf-8")
    assert {row["code"] for row in clerk.data("unit", "list")} == {"STC", "STP", "XA1", "D"}
    clerk.ok("verify")


def test_units_that_stood_and_move_below_later_ones(clerk: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, UNITS, "STP,Sở Tư pháp,so,UB,,", "UB,Ủy ban,,,,", "STP,Sở Tư pháp,so,UB,,")
    done = clerk.data("unit", "import", path)
    assert counts(done) == (1, 1, 1)
    assert done["changes"][0]["after"] == {"parent": "UB"}
    turned = table(tmp_path, UNITS, "UB,Ủy ban,,STP,,")
    assert places(clerk.refused(4, "unit", "import", turned)) == [(2, "parent")]


# Officers


def test_officers_come_in_with_managers_that_stand_later(clerk: Clerk, tmp_path: Path) -> None:
    """Units by their names, words of the offices for positions and categories."""
    path = table(
        tmp_path,
        OFFICERS,
        "CU,Lê Văn Cử,Sở Tư pháp,Công chức,,1/3/2026,,0912,DU",
        "DU,Phạm Thị Dư,stp,Người đứng đầu,lãnh đạo,,cán bộ,du@stp.vn,",
    )
    assert counts(clerk.data("officer", "import", path)) == (2, 0, 0)
    shown = clerk.data("officer", "show", "CU")
    assert (shown["unit"], shown["position"], shown["manager"], shown["from"]) == (
        "STP",
        "staff",
        "DU",
        "2026-03-01",
    )
    assert (shown["category"], shown["contact"]) == ("civil-servant", "0912")
    head = clerk.data("officer", "show", "DU")
    assert (head["position"], head["category"], head["group"]) == ("head", "cadre", "lãnh đạo")
    before = clerk.digest()
    assert counts(clerk.data("officer", "import", path)) == (0, 0, 2)
    assert clerk.digest() == before


def test_another_unit_from_a_later_day_is_a_new_posting(clerk: Clerk, tmp_path: Path) -> None:
    """The old one ends the day before; manager and group were of the old unit."""
    clerk.ok("officer", "add", "CU", "Cử", "--unit", "STC", "--manager", "AN", "--group", "g")
    path = table(tmp_path, "code,name,unit,position,from", "CU,Cử,STP,deputy,2026-06-01")
    done = clerk.data("officer", "import", path)
    assert done["changes"][0]["before"] == {
        "unit": "STC",
        "position": "staff",
        "group": "g",
        "manager": "AN",
        "from": None,
    }
    old, new = clerk.data("officer", "show", "CU")["postings"]
    assert (old["unit"], old["to"], old["manager"]) == ("STC", "2026-05-31", "AN")
    assert (new["unit"], new["from"], new["to"], new["manager"], new["group"]) == (
        "STP",
        "2026-06-01",
        None,
        None,
        None,
    )
    assert counts(clerk.data("officer", "import", path)) == (0, 0, 1)


def test_from_the_same_day_or_without_one_it_is_a_correction(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("officer", "add", "CU", "Cử", "--unit", "STC", "--from", "2026-03-01")
    clerk.ok("officer", "import", table(tmp_path, OFFICERS, "CU,Cử,STP,head,g,2026-03-01,,x,AN"))
    (held,) = clerk.data("officer", "show", "CU")["postings"]
    assert (held["unit"], held["position"], held["group"], held["manager"]) == ("STP", "head", "g", "AN")
    clerk.ok("officer", "import", table(tmp_path, OFFICERS, "CU,Cử,STC,head,,,,,"))
    (held,) = clerk.data("officer", "show", "CU")["postings"]
    assert (held["unit"], held["from"], held["group"], held["manager"]) == ("STC", "2026-03-01", None, None)


def test_a_first_day_alone_is_corrected_while_there_is_one_posting(clerk: Clerk, tmp_path: Path) -> None:
    """What was not known is filled in, too; with a posting before it, it would overlap or leave a gap."""
    path = table(tmp_path, OFFICERS, "AN,Nguyễn Văn An,STC,head,,2024-01-01,,,")
    clerk.ok("officer", "import", path)
    (held,) = clerk.data("officer", "show", "AN")["postings"]
    assert held["from"] == "2024-01-01"
    clerk.ok(
        "officer", "import", table(tmp_path, OFFICERS, "AN,Nguyễn Văn An,STC,head,lãnh đạo,2025-01-01,,,")
    )
    assert len(clerk.data("officer", "show", "AN")["postings"]) == 2
    again = table(tmp_path, OFFICERS, "AN,Nguyễn Văn An,STC,head,lãnh đạo,2025-02-01,,,")
    assert places(clerk.refused(4, "officer", "import", again)) == [(2, "from")]


def test_more_known_of_a_posting_without_a_first_day_is_no_new_one(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("officer", "import", table(tmp_path, OFFICERS, "BINH,Trần Thị Bình,STC,staff,g,2024-01-01,,,AN"))
    (held,) = clerk.data("officer", "show", "BINH")["postings"]
    assert (held["from"], held["group"]) == ("2024-01-01", "g")


def test_every_fault_of_officers(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("officer", "add", "CU", "Cử", "--unit", "STC", "--from", "2026-03-01")
    path = table(
        tmp_path,
        OFFICERS,
        "C 1,x,STX,boss,,30/2/2026,x,,",
        "CU,Cử,STP,staff,,2026-01-01,,,",
        "E1,e,STC,staff,,,,,E1",
        "E2,e,STC,staff,,,,,E3",
        "E3,e,STC,staff,,,,,E2",
        "E4,e,STC,staff,,,,,NOBODY",
        "AN,Nguyễn Văn An,STC,head,,,,,BINH",
        "E5,e,STC,staff,,,,,",
        "e5,f,STC,staff,,,,,",
    )
    assert places(clerk.refused(4, "officer", "import", path)) == [
        (2, "category"),
        (2, "code"),
        (2, "from"),
        (2, "position"),
        (2, "unit"),
        (3, "from"),
        (4, "manager"),
        (5, "manager"),
        (6, "manager"),
        (7, "manager"),
        (8, "manager"),
        (10, "code"),
    ]
    said = clerk.run("officer", "import", path, "--skip-bad", "--format", "json")
    assert (said.code, said.json["data"]["added"], said.json["data"]["skipped"]) == (9, 1, 8)
    assert {row["code"] for row in clerk.data("officer", "list")} == {"AN", "BINH", "CU", "E5"}
    clerk.ok("verify")


# Files of every kind, for each book

BOOKS = {
    "unit": ("Mã", "Tên đơn vị", "Khối", ("P9", "Phòng số 9; tầng 2", "so")),
    "officer": ("Mã", "Họ và tên", "Đơn vị;Chức vụ", ("CU", "Lê; Cử", "STC;staff")),
    "product": ("Mã", "Tên sản phẩm", "Đơn vị tính", ("SP1", "Báo cáo; tờ trình", "văn bản")),
    "task": ("Mã nhiệm vụ", "Nội dung nhiệm vụ", "Cơ quan chủ trì", ("K1", "Lập; trình", "STC")),
}


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_vietnamese_headings_separators_marks_and_line_ends(
    clerk: Clerk, tmp_path: Path, book: str, mark: bytes, separator: str
) -> None:
    """Semicolons inside quoted cells stay."""
    code, name, other, cells = BOOKS[book]
    lines = [
        separator.join((code, name, other.replace(";", separator))),
        separator.join((cells[0], f'"{cells[1]}"', cells[2].replace(";", separator))),
    ]
    path = tmp_path / "bang.csv"
    path.write_bytes(mark + "".join(f"{line}\r\n" for line in lines).encode())
    assert clerk.data(book, "import", str(path))["added"] == 1
    shown = clerk.data(book, "show", cells[0])
    assert shown["title" if book == "task" else "name"] == cells[1]


@pytest.mark.parametrize("book", BOOKS)
def test_json_lines_from_standard_input(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, book: str) -> None:
    code, name, other, cells = BOOKS[book]
    row = dict(zip((code, name, *other.split(";")), (*cells[:2], *cells[2].split(";")), strict=True))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(row).encode())))
    assert clerk.data(book, "import", "-")["added"] == 1


@pytest.mark.parametrize("book", BOOKS)
def test_a_heading_alone_is_nothing_to_import(clerk: Clerk, tmp_path: Path, book: str) -> None:
    code, name, other, _cells = BOOKS[book]
    before = clerk.digest()
    said = clerk.ok(book, "import", table(tmp_path, ";".join((code, name, other))))
    assert "nothing to import" in said.out
    assert clerk.digest() == before


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import-faults"),
        (b"PK\x03\x04\x14\x00\x06\x00", "spreadsheet-damaged"),
        (b"%PDF-1.7", "not-text"),
        ("Mã,Tên".encode("utf-16"), "not-text"),
        (b"colour\nred\n", "import-faults"),
    ],
    ids=["empty", "xlsx", "pdf", "utf-16", "unknown column"],
)
def test_files_that_are_no_table(clerk: Clerk, tmp_path: Path, book: str, data: bytes, code: str) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(data)
    assert clerk.refused(4, book, "import", str(path))["code"] == code
    assert clerk.refused(4, book, "import", str(path), "--skip-bad")["code"] == code


@pytest.mark.parametrize("book", BOOKS)
def test_another_encoding_is_a_fault_of_its_cell(clerk: Clerk, tmp_path: Path, book: str) -> None:
    code, name, other, cells = BOOKS[book]
    path = tmp_path / "bang.csv"
    heading = ";".join((code, name, other)).encode()
    path.write_bytes(heading + b"\n" + f"{cells[0]};".encode() + b"S\xf4 T\xe0i;" + cells[2].encode() + b"\n")
    (fault,) = clerk.refused(4, book, "import", str(path))["faults"]
    assert fault["column"] in ("name", "title")
    assert "CSV UTF-8" in fault["remedy"]


@pytest.mark.parametrize("book", BOOKS)
def test_sound_rows_are_written_and_the_others_listed(clerk: Clerk, tmp_path: Path, book: str) -> None:
    code, name, other, cells = BOOKS[book]
    path = table(
        tmp_path, ";".join((code, name, other)), f";;{cells[2]}", f'{cells[0]};"{cells[1]}";{cells[2]}'
    )
    listed = tmp_path / "faults.csv"
    said = clerk.run(book, "import", path, "--skip-bad", "--faults", str(listed), "--format", "json")
    assert said.code == 9
    assert said.json["data"]["added"] == 1
    lines = listed.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "file,row,column,value,message,remedy,sheet,cell"
    assert all(line.startswith("table.csv,2,") for line in lines[1:])
    assert len(lines) >= 2
    clerk.ok("verify")


@pytest.mark.parametrize("book", BOOKS)
def test_an_import_is_taken_back_whole_and_done_again(clerk: Clerk, tmp_path: Path, book: str) -> None:
    code, name, other, cells = BOOKS[book]
    path = table(tmp_path, ";".join((code, name, other)), f'{cells[0]};"{cells[1]}";{cells[2]}')
    clerk.ok(book, "import", path)
    clerk.ok("undo", "--yes")
    assert clerk.run(book, "show", cells[0]).code == 3
    assert clerk.data(book, "import", path)["added"] == 1
    clerk.ok("verify")


def test_a_folder_is_no_table(clerk: Clerk, tmp_path: Path) -> None:
    error = clerk.refused(4, "unit", "import", str(tmp_path))
    assert (error["message"], error["remedy"]) == (f"{tmp_path} is a folder.", "Name a file in it.")
