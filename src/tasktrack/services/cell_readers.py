"""Readers of cells that the imports share: words of the offices for our codes, yes and no, faults said once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from tasktrack.domain.text import fold
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.services import lookup

T = TypeVar("T")

# Read without regard to accents and capitals, as `one_of` does; help shows them as they stand here.
KIND_WORDS: Final = {
    "thường xuyên": "regular",
    "đột xuất": "adhoc",
    "đột xuất, phát sinh ngoài kế hoạch": "adhoc",
    "trọng tâm (đơn vị đăng ký)": "key-registered",
    "trọng tâm (chung)": "key-common",
}
URGENCY_WORDS: Final = {
    "thường": "normal",
    "khẩn": "urgent",
    "thượng khẩn": "very-urgent",
    "hỏa tốc": "express",
}
ORIGIN_WORDS: Final = {"trung ương": "central", "tỉnh": "province", "đơn vị tự đề xuất": "own"}
POSITION_WORDS: Final = {
    "công chức": "staff",
    "công chức không giữ chức vụ lãnh đạo, quản lý": "staff",
    "chuyên viên": "staff",
    "cán sự": "staff",
    "nhân viên": "staff",
    "cấp phó": "deputy",
    "cấp phó của người đứng đầu": "deputy",
    "phó trưởng phòng": "deputy",
    "phó giám đốc": "deputy",
    "phó chánh văn phòng": "deputy",
    "người đứng đầu": "head",
    "trưởng phòng": "head",
    "giám đốc": "head",
    "chánh văn phòng": "head",
}
CATEGORY_WORDS: Final = {
    "công chức": "civil-servant",
    "viên chức": "public-employee",
    "cán bộ": "cadre",
    "hợp đồng": "contract",
    "lao động hợp đồng": "contract",
}
CHANNEL_WORDS: Final = {
    "trực tiếp": "direct",
    "nộp trực tiếp": "direct",
    "tại bộ phận một cửa": "direct",
    "trực tuyến": "online",
    "nộp trực tuyến": "online",
    "nộp trực tuyến toàn trình": "online",
    "toàn trình": "online",
    "qua mạng": "online",
    "qua cổng dịch vụ công": "online",
    "bưu chính": "post",
    "qua bưu chính": "post",
    "bưu chính công ích": "post",
    "qua dịch vụ bưu chính công ích": "post",
    "bưu điện": "post",
}
_MOST_KEPT: Final = 10_000
_YES: Final = ("yes", "co", "x", "true", "1")
_NO: Final = ("no", "khong", "false", "0")


def told(reader: Callable[[str], T]) -> Callable[[str], T]:
    """Return a reader that works out a text once, a refusal of it too: a slip often fills a whole column."""
    known: dict[str, T] = {}
    refused: dict[str, TasktrackError] = {}

    def read(text: str) -> T:
        return known[text] if text in known else new(text)

    def new(text: str) -> T:
        if text in refused:
            raise refused[text].with_traceback(None)
        for memory in (known, refused):
            if len(memory) >= _MOST_KEPT:
                memory.clear()
        try:
            known[text] = reader(text)
        except TasktrackError as fault:
            refused[text] = fault
            raise
        return known[text]

    return read


def one_of(allowed: Iterable[str], what: str, words: Mapping[str, str]) -> Callable[[str], str]:
    """Return a reader of a code that may also be given by an office's own words for it."""
    folded = {fold(word): code for word, code in words.items()}
    return lambda text: lookup.one_of(folded.get(fold(text), text), allowed, what)


def flag(text: str) -> int:
    """Read yes (có, x) as 1 and no (không) as 0."""
    word = fold(text)
    if word not in _YES and word not in _NO:
        raise Invalid(
            _("{value} is neither yes nor no.").format(value=text), _("Write yes, or leave the cell empty.")
        )
    return int(word in _YES)


def stands_twice(row: int, column: str) -> Invalid:
    """Return the refusal of a second row about what an earlier row of the file says otherwise."""
    return Invalid(
        _("Row {row} says something else of the same one.").format(row=row),
        _("Keep one of the two rows."),
        field=column,
    )


def left_out(row: int) -> Invalid:
    """Return the refusal of a row that hangs on another one of the file, which was refused itself."""
    return Invalid(_("It hangs on row {row}, which was left out.").format(row=row), _("Mend that row first."))
