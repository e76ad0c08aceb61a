"""Everything the program says has its Vietnamese, in the words and the spelling of the administration."""

import csv
import re
import unicodedata
from pathlib import Path

import messages
import pytest
from babel.messages.catalog import Catalog
from messages import Message

GLOSSARY = Path(__file__).parents[1] / "data" / "glossary.csv"
UNOFFICIAL = re.compile(
    r"\b(?:hàng (?:ngày|tuần|tháng|quý|năm)|uỷ|huỷ|thuỷ|hoá|khoá|toà|qui|quí|kì)\b", re.IGNORECASE
)
# Which words of the glossary each context of pgettext speaks with.
WORDS = {
    "status": ("status.",),
    "class": ("class.",),
    "kind": ("kind.",),
    "urgency": ("urgency.",),
    "position": ("officer.",),
    "period-state": ("period.", "provisional"),
    "windows": ("windows.",),
    "cause": ("cause.",),
    "review": ("review.",),
    "ratio": ("ratio.",),
    "col": ("",),
}
# Headings the glossary has no word for.
OWN_HEADINGS: frozenset[str] = frozenset(
    {
        "Điểm thẩm định, xác nhận",
        "Văn bản",
        "Ngày trả lời",
        "Nguồn hệ số",
        "Ngày kết luận",
        "Số ngày còn lại",
        "Người quyết định",
        "Xử lý tiếp theo",
        "Số liệu từ nguồn khác",
        "Lý do kiến nghị",
        "Ngày xảy ra",
        "Quá trình giao",
        "Loại nghỉ",
        "Ngày khắc phục",
        "Họ và tên cấp trên",
        "Chưa được xác nhận",
        "Chưa tự chấm",
        "Kết quả giải quyết",
        "Ngày nhận",
        "Người nhận xét",
        "Ngừng giao từ ngày",
        "Mức tự xếp loại",
        "Hạn gửi",
        "Ngày gửi",
        "Hạn chế",
        "Nội dung còn phải ghi",
        "Ưu điểm",
        "Cấp trên",
        "Nhận xét của cấp trên",
        "Nơi xảy ra",
        "Ngày làm việc",
        "Người thao tác",
        "Mục",
        "Kết quả kiểm tra",
        "Thao tác",
        "Sau",
        "Trước",
        "Bảng",
        "Nội dung kiểm tra",
        "Cột",
        "Văn bản quyết định",
        "Dữ kiện",
        "Tệp",
        "Mã băm",
        "Đúng hạn",
        "Tùy chọn",
        "Số lượng đã xác nhận",
        "Ngày báo cáo hoàn thành",
        "Đã xác nhận",
        "Chuỗi lặp lại",
        "Chủ đề",
        "Bộ lọc",
        "Thứ",
        "Nội dung lỗi",
        "Công dụng",
        "Cách xử lý",
        "Diện",
        "Lệnh",
        "Điều kiện",
        "Liên hệ",
        "Lấy số liệu đến hết ngày",
        "Ngày",
        "Ngày văn bản",
        "Cập nhật số",
        "Số lần chưa đạt",
        "Lỗi",
        "Sai lệch",
        "Công thức",
        "Từ ngày",
        "Đến ngày",
        "Từ điểm",
        "Xếp trên",
        "Nguồn",
        "Họ và tên",
        "Ngày theo --today",
        "Cách khắc phục",
        "Cơ quan ban hành",
        "Mã gốc",
        "Số liệu năm trước",
        "Dòng",
        "Văn bản liên quan",
        "Ý nghĩa",
        "Chỉ số tính",
        "Thời điểm",
        "Tên",
        "Mục số",
        "Nguồn giao",
        "Điểm tối đa riêng",
        "Phần",
        "Chức vụ",
        "Số lượng",
        "Số lượng được giao",
        "Số lượng hoàn thành",
        "Lý do",
        "Thời điểm vào sổ",
        "Người vào sổ",
        "Đối tượng đánh giá",
        "Tham số",
        "Căn cứ",
        "Nhiệm vụ thành phần",
        "Trích yếu",
        "Chỉ tiêu",
        "Đơn vị",
        "Độ khẩn",
        "Giá trị",
        "Nội dung",
        "Vị trí",
        "Thay số",
        "Người chấp thuận",
        "Còn thiếu",
        "Thời hạn mới",
        "Thời hạn cũ",
        "Chỉ tiêu mới",
        "Chỉ tiêu cũ",
        "Phần việc của",
        "Chuyển từ",
        "Chuyển đến",
        "% số lần",
        "Ngày họp",
        "Số lần cập nhật",
        "Đã giải trình",
        "Người giải trình",
        "Trong các ngày cuối",
        "Chưa tổng hợp",
        "Lâu nhất (ngày)",
        "Đánh dấu",
        "Chưa giải trình",
        "Chất lượng",
        "Nhận xét",
        "Số lần trả lại",
        "Thông tin còn thiếu",
        "Lý do trả lại",
        "Chưa cập nhật",
        "Chịu trách nhiệm",
        "Do sắp xếp",
        "Số ngày",
        "Văn bản đề nghị",
        "Bên giao",
        "Bên nhận",
        "Tiếp nhận do sắp xếp",
        "Bàn giao do sắp xếp",
        "Chuyển đi",
        "Nhận về",
        "Phần việc",
        "Chưa giao phần việc",
        "Trong hạn",
        "Giao đơn vị khác",
        "Đề nghị từ trước",
        "Giữ nguyên",
        "Kế thừa của",
        "Chưa quyết định",
        "Chờ (ngày)",
        "Điều chỉnh",
        "Tính cả cho",
        "Lâu nhất",
        "Không còn phải quyết định",
    }
)
SHORT_FORM = re.compile(r"(?:viết tắt(?: trong bảng)?|trong bảng): \"?([^\";,]+)")


@pytest.fixture(scope="module")
def readers() -> list[messages.Reader]:
    """Read all the sources once."""
    return [messages.read(text, place) for place, text in messages.modules()]


@pytest.fixture(scope="module")
def wanted(readers: list[messages.Reader]) -> list[Message]:
    """Return every sentence the program can say."""
    return messages.wanted(readers)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """Return the Vietnamese catalogue."""
    return messages.load()


def glossary(*prefixes: str) -> set[str]:
    """Return the official words whose code begins with a prefix, with their short forms for tables."""
    with GLOSSARY.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"].startswith(prefixes)]
    short = {found[1] for row in rows if (found := SHORT_FORM.search(row["note"] or ""))}
    return {row["vi"] for row in rows} | short


def foreign_words(catalogue: Catalog) -> list[str]:
    """Return the translations that are not words of the glossary where they should be."""
    return [
        f"{context}: {vietnamese}"
        for (context, _), entry in messages.entries(catalogue).items()
        if context in WORDS and (vietnamese := messages.translation(entry))
        if vietnamese not in glossary(*WORDS[context]) | (OWN_HEADINGS if context == "col" else set())
    ]


def odd_spelling(catalogue: Catalog) -> list[str]:
    """Return the translations that are not written as legal texts are."""
    found = map(messages.translation, messages.entries(catalogue).values())
    return [text for text in found if UNOFFICIAL.search(text) or not unicodedata.is_normalized("NFC", text)]


def filled(**entries: str) -> Catalog:
    """Return a small catalogue; every key is a sentence."""
    catalogue = Catalog(locale="vi")
    for text, vietnamese in entries.items():
        catalogue.add(text, vietnamese)
    return catalogue


def test_every_sentence_can_be_read(readers: list[messages.Reader]) -> None:
    """Only a literal can be found by the translator; the exceptions are named, and still there."""
    assert {fault for reader in readers for fault in reader.faults} == messages.MARKED_ELSEWHERE


def test_every_sentence_has_its_vietnamese(wanted: list[Message], catalogue: Catalog) -> None:
    """Nothing is left in English, empty or fuzzy; `tests/messages.py --update` makes room for what is new."""
    known = messages.entries(catalogue)
    missing = messages.waiting(wanted, known)
    assert not missing, "to translate in tasktrack.po:\n\n" + messages.as_po(missing, known)


def test_placeholders_are_the_same(wanted: list[Message], catalogue: Catalog) -> None:
    """A placeholder lost or misspelt in translation would fail, or say nothing, in front of the user."""
    known = messages.entries(catalogue)
    broken = messages.broken(wanted, known)
    assert not broken, "placeholders differ:\n\n" + messages.as_po(broken, known)


def test_nothing_unused_is_kept(wanted: list[Message], catalogue: Catalog) -> None:
    """The catalogue holds what the program says and no more."""
    assert messages.unused(wanted, catalogue) == []


def test_vietnamese_is_spelt_as_in_legal_texts(catalogue: Catalog) -> None:
    """Hằng tháng, Ủy ban, hóa, khóa, kỳ, quy định; composed letters."""
    assert odd_spelling(catalogue) == []


def test_official_words_are_used(catalogue: Catalog) -> None:
    """A status, a class, a kind, a heading is called what the glossary calls it."""
    assert foreign_words(catalogue) == []


def test_the_reader_finds_every_way_of_saying() -> None:
    """Calls, marks, contexts, plurals, and in the command line docstrings and help texts."""
    reader = messages.read(
        '''
_("One {code}." " Two.")
i18n.ngettext("{count} task", "{count} tasks", count)
pgettext("status", "Overdue")
GROUPS = {"task": N_("Tasks of the register."), "late": NP_("status", "Late")}
@app.command("add", help="Add a unit.")
def add(code: Annotated[str, Argument(metavar="CODE")]) -> None:
    """Enter a unit.

    It receives tasks.
    """
def helper() -> None:
    """Not a command."""
''',
        "tasktrack/cli/unit.py",
    )
    assert reader.faults == []
    assert set(reader.found) == {
        Message("", "One {code}. Two."),
        Message("", "{count} task", "{count} tasks"),
        Message("status", "Overdue"),
        Message("", "Tasks of the register."),
        Message("status", "Late"),
        Message("", "Add a unit."),
        Message("", "CODE"),
        Message("", "Enter a unit.\n\nIt receives tasks."),
    }


@pytest.mark.parametrize(
    "line",
    [
        "_(text)",
        "_(f'{code} is late')",
        "_('{} is late'.format(code))",
        "pgettext('status', word)",
        "f(help=f'{x}')",
    ],
)
def test_a_sentence_that_is_not_literal_is_a_fault(line: str) -> None:
    """What is built on the spot is nowhere in the catalogue."""
    assert len(messages.read(line, "tasktrack/cli/task.py").faults) == 1


def test_help_is_read_in_the_command_line_only() -> None:
    """Elsewhere `help=` is an ordinary argument."""
    assert messages.read("f(help='Help.')", "tasktrack/services/task.py").found == []


def test_libraries_are_read(wanted: list[Message]) -> None:
    """Click's and typer's own sentences are among those to translate."""
    assert {"click", "typer"} <= {message.origin for message in wanted}
    assert "Usage:" in {message.text for message in wanted}


def test_the_checks_of_the_catalogue_can_fail() -> None:
    """Empty, fuzzy, broken and unused entries are each found."""
    late, early = Message("", "{days} days late"), Message("", "{days} days early")
    catalogue = filled(**{late.text: "muộn {ngày} ngày", early.text: "", "gone": "đã bỏ"})
    known = messages.entries(catalogue)
    assert messages.waiting([late, early], known) == [early]
    assert messages.broken([late, early], known) == [late]
    assert messages.unused([late, early], catalogue) == ["gone"]
    known["", late.text].flags.add("fuzzy")
    assert messages.waiting([late], known) == [late]


def test_either_english_form_gives_the_placeholders() -> None:
    """Vietnamese has one form, so it may speak like the English singular or like its plural."""
    message = Message("", "one of {unit}", "{count} of {unit}")
    catalogue = Catalog(locale="vi")
    catalogue.add((message.text, message.plural), ("{count} của {unit}",))
    assert messages.broken([message], messages.entries(catalogue)) == []


@pytest.mark.parametrize(
    "text",
    [
        "báo cáo hàng tháng",
        "Uỷ ban",
        "văn hoá",
        "đã khoá nhập",
        "kì này",
        "qui định",
        unicodedata.normalize("NFD", "kỳ"),
    ],
)
def test_an_odd_spelling_is_found(text: str) -> None:
    """The spelling check knows each unofficial form."""
    assert odd_spelling(filled(said=text)) == [text]


def test_good_spelling_passes() -> None:
    """Words that only look like an unofficial form are left alone."""
    assert odd_spelling(filled(said="khoáng sản, mặt hàng, hóa, khóa, kỳ, quy định, hằng năm, Ủy ban")) == []


def test_a_word_outside_the_glossary_is_found() -> None:
    """The same Vietnamese is right in one context and wrong in another."""
    catalogue = Catalog(locale="vi")
    catalogue.add("Overdue", "Trễ hạn", context="status")
    catalogue.add("Late", "Quá hạn", context="status")
    catalogue.add("Good", "Tốt", context="class")
    catalogue.add("Sort", "Trễ hạn")
    assert foreign_words(catalogue) == ["status: Trễ hạn"]


def test_an_update_keeps_what_is_translated() -> None:
    """Writing the catalogue anew keeps translations, contexts, remarks and the fuzzy mark."""
    catalogue = Catalog(locale="vi")
    catalogue.add("Overdue", "Quá hạn", context="status", user_comments=["as in the monthly table"])
    catalogue.add("Done", "Xong", flags=["fuzzy"])
    known = messages.entries(catalogue)
    kept = [Message("status", "Overdue"), Message("", "Done"), Message("", "New")]
    assert messages.as_po(kept, known) == (
        '# as in the monthly table\nmsgctxt "status"\nmsgid "Overdue"\nmsgstr "Quá hạn"\n\n'
        '#, fuzzy\nmsgid "Done"\nmsgstr "Xong"\n\n'
        'msgid "New"\nmsgstr ""\n\n'
    )
