"""Files into rows and faults: separators, languages, encodings, every fault, and no more than a row held."""

import io
import tracemalloc
from collections.abc import Iterator
from itertools import islice

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tasktrack import i18n
from tasktrack.errors import ExitCode, Invalid
from tasktrack.intake.cells import CELL_LIMIT, Row
from tasktrack.intake.columns import MARKS, OFFICERS, PROGRESS, TABLES, TASKS, UNITS
from tasktrack.intake.faults import Fault
from tasktrack.intake.table import read_table
from tasktrack.intake.table_spec import TableSpec, fold

UNIT_HEADING = "code,name,block\n"


def read(data: bytes | str, spec: TableSpec = UNITS) -> list[Row | Fault]:
    source = io.BytesIO(data) if isinstance(data, bytes) else io.StringIO(data, newline="")
    return list(read_table(source, spec, "units.csv"))


def rows(data: bytes | str, spec: TableSpec = UNITS) -> list[Row]:
    found = read(data, spec)
    assert [item for item in found if isinstance(item, Fault)] == []
    return [item for item in found if isinstance(item, Row)]


def faults(data: bytes | str, spec: TableSpec = UNITS) -> list[Fault]:
    found = read(data, spec)
    assert [item for item in found if isinstance(item, Row)] == []
    return [item for item in found if isinstance(item, Fault)]


def test_a_row_holds_every_column_and_its_spreadsheet_number() -> None:
    (row,) = rows(b"name,code,block\nS\xe1\xbb\x9f T\xc3\xa0i ch\xc3\xadnh,STC,so-nganh\n")
    expected = {
        "code": "STC",
        "name": "Sở Tài chính",
        "block": "so-nganh",
        "parent": "",
        "from": "",
        "to": "",
    }
    assert row == Row(2, expected, ("name", "code", "block"))
    assert list(row.values) == list(UNITS.names)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_separators_byte_order_marks_and_line_ends(separator: str, mark: bytes, line_end: str) -> None:
    lines = [["code", "name", "block"], ["STC", '"Văn hóa, Thể thao; Du lịch"', "so-nganh"]]
    text = "".join(separator.join(line) + line_end for line in lines)
    (row,) = rows(mark + text.encode())
    assert (row.values["code"], row.values["name"]) == ("STC", "Văn hóa, Thể thao; Du lịch")


def test_the_separator_is_the_one_that_makes_known_columns() -> None:
    heading = '"Mã";"Cơ quan, đơn vị";"Khối"'
    (row,) = rows(f"{heading}\nSTC;Sở Tài chính, Bắc Ninh;so-nganh\n")
    assert row.values["name"] == "Sở Tài chính, Bắc Ninh"


def test_a_heading_may_run_over_two_lines() -> None:
    (row,) = rows('code,"Tên\nđơn vị",block\nSTC,Sở Tài chính,so-nganh\n')
    assert (row.number, row.values["name"]) == (2, "Sở Tài chính")


@pytest.mark.parametrize(
    ("spec", "heading"),
    [
        (UNITS, "MÃ,TÊN ĐƠN VỊ,Khối,Đơn vị  cấp trên,Từ ngày,đến ngày"),
        (OFFICERS, "Mã,Họ và tên,Đơn vị,Chức vụ,Nhóm công chức có nhiệm vụ tương đồng,Từ ngày"),
        (
            TASKS,
            'Mã,Noi dung nhiem vu,Loại,Cơ quan chủ trì,Thời hạn,"Chương trình, kế hoạch công tác",Độ khẩn',
        ),
        (OFFICERS, "Mã,Họ và tên,Đơn vị,Chức vụ,Diện,Liên hệ,Người phụ trách trực tiếp"),
        (
            TASKS,
            (
                "Nhiệm vụ,Cơ quan chủ trì,Trích yếu,Văn bản liên quan,Nguồn giao,Đảm nhận thêm,"
                "Người đứng đầu trực tiếp chỉ đạo,Nhiệm vụ cha,Mã trong sổ"
            ),
        ),
        (PROGRESS, 'Nhiệm vụ,Ngày,Tiến độ (%),Kết quả thực hiện,"Khó khăn, vướng mắc"'),
        (
            MARKS,
            "Kỳ báo cáo,Đối tượng,Bộ tiêu chí,Tiêu chí,Điểm chấm,Điểm tự chấm,Điểm tối đa,Tài liệu kiểm chứng",
        ),
    ],
)
def test_vietnamese_headings(spec: TableSpec, heading: str) -> None:
    width = heading.count(",") + 1 - heading.count('"')
    (row,) = rows(heading + "\n" + ",".join(["x"] * (width + heading.count('"') // 2)) + "\n", spec)
    assert list(row.values) == list(spec.names)
    assert "x" in row.values.values()


def test_a_heading_in_decomposed_letters_is_the_same_heading() -> None:
    decomposed = "Kho\u0302\u0301i"
    (row,) = rows(f"code,name,{decomposed}\nSTC,Sở,so-nganh\n")
    assert row.values["block"] == "so-nganh"


@pytest.mark.parametrize("spec", TABLES, ids=[spec.name for spec in TABLES])
def test_no_heading_means_two_columns(spec: TableSpec) -> None:
    words = [(fold(word), each.name) for each in spec.columns for word in {each.name, *each.aliases}]
    assert all(word for word, _name in words)
    assert len({word for word, _name in words}) == len(words)
    assert all(spec.find(word.upper()) == name for word, name in words)


def test_fold() -> None:
    assert fold("  Đơn   vị\ncấp_trên ") == "don vi cap tren"
    assert fold("Uỷ ban") == fold("Ủy ban")
    assert fold("Tiến độ (%)") == "tien do"


def test_cells_are_nfc_and_stripped() -> None:
    (row,) = rows("code,name,block\n STC ,So\u031b\u0309 Ta\u0300i chi\u0301nh\u00a0,\tso-nganh\n")
    assert list(row.values.values())[:3] == ["STC", "Sở Tài chính", "so-nganh"]


def test_blank_rows_are_skipped_and_counted() -> None:
    found = rows("code,name,block\n\nA,a,x\n,,\n  \nB,b,x\n,,,,\n")
    assert [(row.number, row.values["code"]) for row in found] == [(3, "A"), (6, "B")]


def test_blank_lines_before_the_heading_count() -> None:
    assert [row.number for row in rows("\n\ncode,name,block\nA,a,x\n")] == [4]


def test_a_cell_of_several_lines_is_one_spreadsheet_row() -> None:
    found = rows('code,name,block\nA,"một\nhai",x\nB,b,x\n')
    assert [(row.number, row.values["name"]) for row in found] == [(2, "một\nhai"), (3, "b")]


def test_empty_cells_that_stick_out_on_the_right_fall_away() -> None:
    found = rows("code,name,block,,\nA,a,x,,\nB,b,x\nC,c,x, ,\n")
    assert [row.values["code"] for row in found] == ["A", "B", "C"]


def test_unknown_columns_are_named_with_the_known_ones() -> None:
    first, second = faults("code,colour,name,block,size\nA,red,a,x,3\n")
    assert (first.file, first.row, first.column) == ("units.csv", 1, "colour")
    assert 'Unknown column "colour"' in first.message
    assert "code, name, block, parent, from, to" in first.remedy
    assert second.column == "size"


def test_a_heading_left_empty_between_others_is_unknown() -> None:
    (fault,) = faults("code,,name,block\nA,1,a,x\n")
    assert 'Unknown column ""' in fault.message


def test_the_same_column_twice_even_in_two_languages() -> None:
    (fault,) = faults("code,name,block,Tên đơn vị\nA,a,x,b\n")
    assert (fault.row, fault.column) == (1, "Tên đơn vị")
    assert '"name" a second time' in fault.message


def test_missing_required_columns() -> None:
    found = faults("block\nso-nganh\n")
    assert [(fault.row, fault.column) for fault in found] == [(1, "code"), (1, "name")]


def test_empty_required_cells() -> None:
    found = read("code,name,block\n,,x\nB,b,\n")
    assert [(item.row, item.column) for item in found[:2] if isinstance(item, Fault)] == [
        (2, "code"),
        (2, "name"),
    ]
    assert isinstance(found[2], Row)


@pytest.mark.parametrize(("line", "cells"), [("A,a", 2), ("A,a,x,more", 4)])
def test_too_few_and_too_many_cells(line: str, cells: int) -> None:
    (fault,) = faults(f"code,name,block\n{line}\n")
    assert fault.row == 2
    assert f"{cells} cells; the heading has 3" in fault.message


@pytest.mark.parametrize("row", [b"A,S\xe1\xbb,x", b"A,T\xcc\xec,x", b"A,\xff,x"])
def test_bytes_that_are_not_utf8_are_named_by_row(row: bytes) -> None:
    found = read(b"code,name,block\nB,b,x\n\n" + row + b"\nC,c,x\n")
    assert [item.number for item in found if isinstance(item, Row)] == [2, 5]
    (fault,) = [item for item in found if isinstance(item, Fault)]
    assert (fault.row, fault.column) == (4, "name")
    assert "?" in fault.value
    assert "CSV UTF-8" in fault.remedy


def test_a_heading_that_is_not_utf8_is_one_fault() -> None:
    (fault,) = faults(b"code,n\xe4me,block\nA,a,x\n")
    assert fault.row == 1
    assert "CSV UTF-8" in fault.remedy


def test_a_nul_byte() -> None:
    (fault,) = faults(b"code,name,block\nA,a\x00b,x\n")
    assert (fault.row, fault.column, fault.value) == (2, "name", "a␀b")
    assert "NUL" in fault.message


def test_the_longest_cell() -> None:
    (row,) = rows(f"code,name,block\nA,{'ă' * CELL_LIMIT},x\n")
    assert len(row.values["name"]) == CELL_LIMIT
    (fault,) = faults(f"code,name,block\nA,{'ă' * (CELL_LIMIT + 1)},x\n")
    assert (fault.row, fault.column) == (2, "name")
    assert "100001 characters" in fault.message
    assert len(fault.value) == 80


def test_a_row_may_be_longer_than_a_cell() -> None:
    (row,) = rows(f"code,name,block,parent\nA,{'a' * 60_000},x,{'b' * 60_000}\n")
    assert len(row.values["parent"]) == 60_000


def test_quotes_that_do_not_pair_leave_the_other_rows() -> None:
    found = read('code,name,block\nA,"a"b,x\nB,b,x\nC,"c,x\n')
    assert [item.number for item in found if isinstance(item, Row)] == [3]
    assert [item.row for item in found if isinstance(item, Fault)] == [2, 4]


def test_a_quote_that_swallows_the_file_ends_the_reading() -> None:
    found = read('code,name,block\nA,a,x\nB,"b,x\n' + "C,c,x\n" * 40_000)
    assert [item.number for item in found if isinstance(item, Row)] == [2]
    assert [item.row for item in found if isinstance(item, Fault)] == [3]


def test_a_quote_open_in_the_heading() -> None:
    (fault,) = faults('code,"name,block\n' + "A,a,x\n" * 100)
    assert fault.row == 1


@pytest.mark.parametrize("data", [b"", b"\n  \n", b"\xef\xbb\xbf", ""])
def test_an_empty_file(data: bytes | str) -> None:
    (fault,) = faults(data)
    assert (fault.row, fault.message) == (0, "The file is empty.")
    assert "code, name, block" in fault.remedy


@pytest.mark.parametrize(
    "data",
    [
        UNIT_HEADING.encode("utf-16"),
        UNIT_HEADING.encode("utf-16-be"),
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7\n",
        b"SQLite format 3\x00\x10\x00",
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        read(data)
    assert refusal.value.exit_code == ExitCode.INVALID
    assert "units.csv" in refusal.value.message
    assert "CSV UTF-8" in refusal.value.remedy


def test_a_text_stream_that_fails_to_decode_is_refused() -> None:
    source = io.TextIOWrapper(io.BytesIO(b"code,name,block\nA,\xff,x\n"), encoding="utf-8", newline="")
    with pytest.raises(Invalid):
        list(read_table(source, UNITS, "units.csv"))


def test_json_lines() -> None:
    lines = [
        '{"code": "STC", "name": "S\\u1edf Ta\\u0300i chi\\u0301nh", "block": "so-nganh"}',
        "",
        '{"Mã": "X1", "Tên đơn vị": " Xã ", "khoi": "xa-phuong", "parent": null}',
    ]
    found = rows("\n".join(lines).encode())
    assert [row.number for row in found] == [1, 3]
    assert found[0].values["name"] == "Sở Tài chính"
    assert found[1].values == {
        "code": "X1",
        "name": "Xã",
        "block": "xa-phuong",
        "parent": "",
        "from": "",
        "to": "",
    }


def test_json_numbers_stay_as_written_and_lists_are_joined() -> None:
    (row,) = rows(
        '{"title": "t", "lead": "STC", "coefficient": 0.80, "quantity": 3, "support": ["SNV", "STP"]}', TASKS
    )
    assert (row.values["coefficient"], row.values["quantity"]) == ("0.80", "3")
    assert row.values["support"] == "SNV;STP"
    (entry,) = rows('{"task": "NV1", "on": "2026-10-01", "done": true}', PROGRESS)
    assert entry.values["done"] == "yes"
    (entry,) = rows('{"task": "NV1", "on": "2026-10-01", "done": false}', PROGRESS)
    assert entry.values["done"] == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"code": "A", "name": "a", "block": "x", "colour": "red"}', "Unknown column"),
        ('{"code": "A", "name": "a", "block": "x", "code": "B"}', "a second time"),
        ('{"code": "A", "name": {"vi": "a"}, "block": "x"}', "holds an object"),
        ('{"code": "A", "name": [["a"]], "block": "x"}', "holds an object"),
        ('{"code": "A", "block": "x"}', '"name" is empty'),
        ('{"code": "A", "name": "a", "block": "x"', "is not a JSON object"),
        ("[1]", "is not a JSON object"),
        ('{"a":' * 100_000, "is not a JSON object"),
        ('{"code": "A", "name": "\\u0000", "block": "x"}', "NUL"),
        ('{"code": "A", "name": "\\ud800", "block": "x"}', "not UTF-8"),
    ],
)
def test_json_faults(line: str, said: str) -> None:
    good = '{"code": "B", "name": "b", "block": "x"}'
    found = read("\n".join([good, line, good]))
    assert [item.number for item in found if isinstance(item, Row)] == [1, 3]
    (fault,) = [item for item in found if isinstance(item, Fault)]
    assert fault.row == 2
    assert said in fault.message
    assert fault.remedy


def test_an_empty_json_object_lacks_everything() -> None:
    assert [fault.column for fault in faults("{}")] == ["code", "name"]


def test_faults_sort_by_place() -> None:
    late, early = Fault("a.csv", 10, "code", "", "m", "r"), Fault("a.csv", 9, "name", "", "m", "r")
    assert sorted([late, early]) == [early, late]


def endless(drawn: list[int]) -> Iterator[str]:
    yield UNIT_HEADING
    number = 0
    while True:
        drawn.append(number)
        yield f"U{number},Đơn vị {number},khoi\n"
        number += 1


def test_rows_come_before_the_source_ends() -> None:
    drawn: list[int] = []
    first = list(islice(read_table(endless(drawn), UNITS, "pipe"), 3))
    assert [item.number for item in first if isinstance(item, Row)] == [2, 3, 4]
    assert len(drawn) <= 4


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_drawn_one_by_one() -> None:
    drawn: list[int] = []
    for item in islice(read_table(endless(drawn), UNITS, "pipe"), 200_000):
        assert isinstance(item, Row)
        assert item.number == drawn[-1] + 2


@pytest.mark.slow
def test_rows_read_are_not_held() -> None:
    lines = (UNIT_HEADING if number == 0 else f"U{number},{'x' * 100},khoi\n" for number in range(20_000))
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Row) for item in read_table(lines, UNITS, "pipe"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 19_999
    assert peak < 1_000_000


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_rows_faults_or_a_refusal(data: bytes) -> None:
    try:
        found = read(UNIT_HEADING.encode() + data) + read(data)
    except Invalid:
        return
    for item in found:
        if isinstance(item, Row):
            assert list(item.values) == list(UNITS.names)
            assert all(
                text == text.strip() and text.encode() and "\0" not in text
                for text in item.values.values()
                if text
            )
        else:
            assert item.message.encode()
            assert item.remedy


def test_the_running_number_of_the_rows_is_passed_over() -> None:
    """Tables of offices begin with it; a row without a cell for it is too short all the same."""
    lines = ["STT;Mã đơn vị;Tên đơn vị\n", "1;STC;Sở Tài chính\n", "STP;Sở Tư pháp\n"]
    row, fault = read_table(lines, UNITS, "units.csv")
    assert isinstance(row, Row)
    assert (row.values["code"], row.values["name"], row.given) == ("STC", "Sở Tài chính", ("code", "name"))
    assert isinstance(fault, Fault)
    assert fault.row == 3


def test_known_columns_are_told_as_the_file_would_have_them() -> None:
    i18n.activate("vi")
    (fault,) = read_table(["Mã đơn vị,Tên đơn vị,Màu\n", "STC,Sở Tài chính,đỏ\n"], UNITS, "units.csv")
    assert isinstance(fault, Fault)
    assert "Khối" in fault.remedy
