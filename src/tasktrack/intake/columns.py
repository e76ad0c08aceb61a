"""What each kind of import file may hold: its columns, in English and in the words of the offices."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from unicodedata import combining, normalize

from tasktrack.i18n import language

# Headings over the running number of a row, which says nothing of it.
_ORDINALS = ("stt", "tt", "so tt", "so thu tu", "no")
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class ColumnSpec:
    """One column: its name, other headings that mean it, and whether every row must fill it.

    `unless` names the column from which it can be told where it is left empty. `signs` mean it only as they are
    written, capitals aside: đ is not d.
    """

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    unless: str = ""
    signs: tuple[str, ...] = ()


# Columns that may name a day; whatever else they name is left to those who read them.
_DAYS_OF_TASKS: Final = ("assigned_on", "due_on", "document_date", "objective_on", "on", "done")
_DAYS_OF_OTHERS: Final = (
    "from",
    "to",
    "retired",
    "received_at",
    "appointed_at",
    "returned_at",
    "paused_from",
    "paused_to",
    "submitted_at",
)
DAYS: Final = frozenset((*_DAYS_OF_TASKS, *_DAYS_OF_OTHERS))


@dataclass(frozen=True)
class TableSpec:
    """One kind of file: its name and its columns in the order they are written.

    `headings` are an office's own, each with the column that it means, or with nothing where it is left out.
    """

    name: str
    columns: tuple[ColumnSpec, ...]
    headings: tuple[tuple[str, str], ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that every row must fill."""
        return tuple(column.name for column in self.columns if column.required)

    @cached_property
    def unless(self) -> dict[str, str]:
        """The required columns that may be left empty where another one is filled, with that one's name."""
        return {column.name: column.unless for column in self.columns if column.unless}

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns' names as a file in the language spoken would have them."""
        if language() != "vi":
            return self.names
        return tuple(column.aliases[0] if column.aliases else column.name for column in self.columns)

    def find(self, heading: str) -> str | None:
        """Return the name of the column that a heading means, compared folded; None when it means none."""
        own = self._own.get(fold(heading))
        if own is not None:
            return own or None
        return self._by_sign.get(_as_written(heading)) or self._by_heading.get(fold(heading))

    def passes_over(self, heading: str) -> bool:
        """Return whether what stands under a heading is left out: the running number, or what a map leaves out."""
        own = self._own.get(fold(heading))
        return own == "" or (self.find(heading) is None and is_ordinal(heading))

    @cached_property
    def _own(self) -> dict[str, str]:
        return {fold(heading): column for heading, column in self.headings}

    @cached_property
    def _by_sign(self) -> dict[str, str]:
        return {_as_written(sign): each.name for each in self.columns for sign in each.signs}

    @cached_property
    def _by_heading(self) -> dict[str, str]:
        return {fold(word): each.name for each in self.columns for word in (each.name, *each.aliases)}


def is_ordinal(heading: str) -> bool:
    """Return whether a heading stands over the running number of the rows."""
    return fold(heading) in _ORDINALS


def fold(heading: str) -> str:
    """Return a heading for comparing: no diacritics, small letters, words apart by single blanks."""
    bare = "".join(sign for sign in normalize("NFD", heading) if not combining(sign))
    return _APART.sub(" ", bare.casefold().replace("đ", "d")).strip()


def _as_written(heading: str) -> str:
    return normalize("NFC", heading).strip().casefold()


def _may(name: str, *aliases: str) -> ColumnSpec:
    return ColumnSpec(name, aliases)


def _must(name: str, *aliases: str, unless: str = "") -> ColumnSpec:
    return ColumnSpec(name, aliases, required=True, unless=unless)


UNITS = TableSpec(
    "units",
    (
        _must("code", "Mã", "Mã đơn vị"),
        _must("name", "Tên đơn vị", "Cơ quan, đơn vị", "Đơn vị"),
        _may("block", "Khối"),
        _may("parent", "Đơn vị cấp trên", "Cơ quan cấp trên"),
        _may("from", "Từ ngày"),
        _may("to", "Đến ngày"),
    ),
)

OFFICERS = TableSpec(
    "officers",
    (
        _must("code", "Mã", "Mã công chức"),
        _must("name", "Họ và tên", "Công chức"),
        _must("unit", "Đơn vị", "Cơ quan, đơn vị"),
        _must("position", "Chức vụ"),
        _may("group", "Nhóm công chức có nhiệm vụ tương đồng", "Nhóm"),
        _may("from", "Từ ngày"),
        _may("category", "Diện", "Diện cán bộ, công chức, viên chức"),
        _may("contact", "Liên hệ", "Điện thoại", "Thư điện tử"),
        _may("manager", "Người phụ trách trực tiếp"),
    ),
)

LEAVES = TableSpec(
    "leaves",
    (
        _must("officer", "Công chức", "Mã công chức", "Mã"),
        _must("kind", "Loại nghỉ", "Loại", "Lý do nghỉ"),
        _must("from", "Từ ngày", "Nghỉ từ ngày"),
        _may("to", "Đến ngày", "Nghỉ đến ngày"),
        _may("document", "Văn bản", "Quyết định"),
    ),
)

PRODUCTS = TableSpec(
    "products",
    (
        _must("code", "Mã", "Mã sản phẩm"),
        _must("name", "Sản phẩm/công việc", "Tên sản phẩm"),
        _may("measure", "Đơn vị tính"),
        _may("group", "Nhóm phức tạp"),
        _may("points", "Điểm"),
        _may("coefficient", "Hệ số quy đổi", "Hệ số"),
        _may("retired", "Ngừng áp dụng từ ngày"),
    ),
)

TASKS = TableSpec(
    "tasks",
    (
        _may("key", "Mã", "Mã nhiệm vụ"),
        _must("title", "Nội dung nhiệm vụ", "Nhiệm vụ", unless="product"),
        _may("kind", "Loại", "Loại nhiệm vụ"),
        _must("lead", "Cơ quan chủ trì", unless="officer"),
        _may("support", "Cơ quan phối hợp"),
        _may("officer", "Người thực hiện"),
        _may("product", "Sản phẩm/công việc"),
        _may("coefficient", "Hệ số quy đổi", "Hệ số"),
        _may("quantity", "Số lượng", "Số lượng giao"),
        _may("assigned_on", "Ngày giao"),
        _may("due_on", "Thời hạn", "Thời hạn hoàn thành", "Hạn hoàn thành"),
        _may("document", "Văn bản giao"),
        _may("document_date", "Ngày văn bản"),
        _may("issuer", "Cơ quan ban hành"),
        _may("assigner", "Người chỉ đạo", "Người giao"),
        _may("target", "Chỉ tiêu"),
        _may("baseline", "Kết quả năm trước"),
        _may("measure", "Đơn vị tính"),
        _may("programme", "Chương trình, kế hoạch công tác", "Chương trình"),
        _may("field", "Lĩnh vực"),
        _may("urgency", "Độ khẩn"),
        _may("subject", "Trích yếu", "Trích yếu nội dung văn bản"),
        _may("linked", "Văn bản liên quan"),
        _may("origin", "Nguồn giao"),
        _may("taken_over", "Đảm nhận thêm"),
        _may("head_in_person", "Người đứng đầu trực tiếp chỉ đạo"),
        _may("parent", "Nhiệm vụ cha"),
        _may("code", "Mã trong sổ"),
    ),
)

PROGRESS = TableSpec(
    "progress",
    (
        _may("key", "Mã cập nhật"),
        _must("task", "Nhiệm vụ", "Mã nhiệm vụ"),
        _must("on", "Ngày", "Ngày cập nhật"),
        _may("percent", "Tiến độ (%)"),
        _may("quantity", "Số lượng"),
        _may("done", "Hoàn thành", "Ngày hoàn thành"),
        _may("result", "Kết quả thực hiện"),
        _may("obstacle", "Khó khăn, vướng mắc"),
        _may("proposal", "Đề xuất, kiến nghị"),
        _may("next_step", "Công việc tiếp theo"),
        _may("cause", "Nguyên nhân chậm"),
        _may("evidence", "Tài liệu kiểm chứng"),
        _may("actor", "Người cập nhật"),
    ),
)

REVIEWS = TableSpec(
    "reviews",
    (
        _must("task", "Nhiệm vụ", "Mã nhiệm vụ", "key"),
        _may("entry", "Cập nhật", "Mã cập nhật"),
        _must("on", "Ngày", "Ngày xác nhận"),
        _must("verdict", "Xác nhận kết quả"),
        _may("exceeded", "Vượt mức yêu cầu"),
        _may("reason", "Lý do"),
        _may("reviewer", "Người xác nhận"),
        _may("objective_confirmed_by", "Người xác nhận nguyên nhân khách quan"),
        _may("objective_on", "Ngày xác nhận nguyên nhân khách quan"),
    ),
)

MARKS = TableSpec(
    "marks",
    (
        _must("period", "Kỳ báo cáo", "Kỳ"),
        _must("subject", "Đối tượng", "Đơn vị", "Công chức", "Mã công chức"),
        _must("scheme", "Bộ tiêu chí"),
        _must("criterion", "Tiêu chí"),
        _may("points", "Điểm chấm", "Điểm thẩm định", "Điểm xác nhận"),
        _may("self_points", "Điểm tự chấm"),
        _may("max", "Điểm tối đa"),
        _may("reason", "Lý do"),
        _may("evidence", "Tài liệu kiểm chứng"),
        _may("not_applicable", "Không áp dụng"),
    ),
)

REMARKS = TableSpec(
    "remarks",
    (
        _must("period", "Kỳ báo cáo", "Kỳ"),
        _must("subject", "Đối tượng", "Đơn vị", "Công chức", "Mã công chức"),
        _may("strengths", "Ưu điểm"),
        _may("shortcomings", "Hạn chế, khuyết điểm", "Hạn chế"),
        _may("self_class", "Tự xếp loại", "Tự nhận xếp loại", "Mức tự xếp loại"),
        _may("remark", "Nhận xét, đánh giá của cấp trên", "Nhận xét"),
        _may("remarked_by", "Người nhận xét"),
    ),
)

DECISIONS = TableSpec(
    "decisions",
    (
        _must("period", "Kỳ báo cáo", "Kỳ"),
        _must("subject", "Đối tượng", "Mã", "Đơn vị", "Mã đơn vị", "Công chức", "Mã công chức"),
        _must("scheme", "Bộ tiêu chí"),
        _must("class", "Xếp loại", "Mức xếp loại"),
        _must("reason", "Lý do"),
        _must("document", "Số quyết định", "Số, ký hiệu văn bản", "Văn bản"),
        _may("decided_by", "Người quyết định", "Cấp có thẩm quyền"),
        _may("on", "Ngày quyết định", "Ngày"),
    ),
)

DOSSIERS = TableSpec(
    "dossiers",
    (
        _may("key", "Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Số biên nhận", "Mã biên nhận", "Mã"),
        _must(
            "unit",
            "Đơn vị",
            "Cơ quan, đơn vị",
            "Cơ quan giải quyết",
            "Đơn vị giải quyết",
            "Đơn vị xử lý",
            "Cơ quan thực hiện",
            unless="key",
        ),
        _may("officer", "Người thực hiện", "Công chức", "Cán bộ xử lý", "Người xử lý", "Mã công chức"),
        _may("procedure", "Thủ tục", "Thủ tục hành chính", "Tên thủ tục", "Mã thủ tục", "Tên TTHC"),
        _must("received_at", "Ngày tiếp nhận", "Thời gian tiếp nhận", "Ngày nhận", unless="key"),
        _must(
            "appointed_at",
            "Ngày hẹn trả",
            "Ngày hẹn trả kết quả",
            "Thời gian hẹn trả",
            "Hạn trả kết quả",
            "Hạn xử lý",
            unless="key",
        ),
        _may(
            "returned_at",
            "Ngày trả kết quả",
            "Ngày có kết quả",
            "Thời gian trả kết quả",
            "Ngày kết thúc xử lý",
            "Ngày hoàn thành",
        ),
        _may("channel", "Hình thức tiếp nhận", "Hình thức nộp", "Kênh tiếp nhận", "Hình thức"),
        _may("submitted_at", "Ngày nộp", "Ngày nộp hồ sơ", "Thời gian nộp"),
        _may("paused_from", "Tạm dừng từ", "Ngày yêu cầu bổ sung", "Ngày tạm dừng"),
        _may("paused_to", "Tạm dừng đến", "Ngày bổ sung", "Ngày tiếp tục xử lý"),
        _may("supplements", "Số lần bổ sung"),
        _may("bodies", "Số cơ quan phải liên hệ"),
        _may("parts_points", "Điểm thời gian các cơ quan tham gia"),
        _may("attitude_points", "Điểm thái độ"),
    ),
    # What one-stop systems give beside and the register does not keep: people's data, and states, which are computed.
    headings=tuple(
        (heading, "")
        for heading in (
            "Trạng thái",
            "Trạng thái hồ sơ",
            "Tình trạng",
            "Lĩnh vực",
            "Mức độ",
            "Chủ hồ sơ",
            "Tên chủ hồ sơ",
            "Người nộp",
            "Người nộp hồ sơ",
            "Họ tên người nộp",
            "Tổ chức, cá nhân nộp hồ sơ",
            "Địa chỉ",
            "Số điện thoại",
            "Điện thoại",
        )
    ),
)

# Who takes over a task: what 'unit split' reads.
HANDINGS = TableSpec(
    "handings",
    (
        _must("task", "Nhiệm vụ", "Mã nhiệm vụ", "code", "Mã"),
        _must("unit", "Đơn vị nhận", "Bên nhận", "Đơn vị"),
    ),
)


def wide_marks(criteria: Iterable[Sequence[str]], *, with_period: bool) -> TableSpec:
    """Return the wide form of marks: a row for each subject, a column for each criterion by code or wording.

    A wording that two criteria share means neither. One that begins with a sign, as "đ - ...", may be called by it.
    """
    listed = [tuple(words) for words in criteria]
    met = Counter(fold(word) for words in listed for word in words)
    shared = Counter(sign for _code, *words in listed for sign in _signs(words))
    columns = tuple(
        ColumnSpec(
            code,
            tuple(word for word in words if met[fold(word)] == 1),
            signs=tuple(sign for sign in _signs(words) if shared[sign] == 1),
        )
        for code, *words in listed
    )
    period = (_must("period", "Kỳ báo cáo", "Kỳ"),) if with_period else (_may("period", "Kỳ báo cáo", "Kỳ"),)
    subject = _must("subject", "Mã công chức", "Mã", "Đối tượng", "Công chức", "officer", "code")
    name = _may("name", "Họ và tên", "Tên công chức", "Tên đơn vị")
    return TableSpec("wide-marks", (*period, subject, name, *columns))


def counter_figures(*, with_period: bool = True, with_unit: bool = True, defining: bool = False) -> TableSpec:
    """Return the long form of counters: a row for each figure.

    Period and unit may be said for the whole file. A file that defines counters holds what they are, and figures or
    none.
    """
    what = _may if defining else _must
    return TableSpec(
        "counters",
        (
            (_must if with_period and not defining else _may)("period", "Kỳ báo cáo", "Kỳ"),
            (_must if with_unit and not defining else _may)("unit", "Đơn vị", "Mã đơn vị", "Cơ quan, đơn vị"),
            _must("counter", "Chỉ tiêu số liệu", "Chỉ tiêu", "Mã chỉ tiêu", "code"),
            what("value", "Giá trị", "Số liệu"),
            _may("note", "Ghi chú"),
            _may("label", "Tên chỉ tiêu"),
            _may("label_vi", "Tên tiếng Việt"),
            _may("label_en", "Tên tiếng Anh"),
            _may("measure", "Đơn vị tính"),
            _may("over", "Cách tính kỳ dài hơn"),
            _may("part_of", "Là một phần của"),
            _may("share_of", "Là tỷ lệ của"),
            _may("used_of", "Đã dùng trong"),
            _may("together", "Cộng chung"),
        ),
    )


def wide_counters(counters: Iterable[Sequence[str]], *, with_period: bool = True) -> TableSpec:
    """Return the wide form of counters: a row for each unit, a column for each counter by code or wording.

    A wording that two counters share means neither.
    """
    base = (
        (_must if with_period else _may)("period", "Kỳ báo cáo", "Kỳ"),
        _must("unit", "Mã đơn vị", "Mã", "code", unless="name"),
        _may("name", "Tên đơn vị", "Đơn vị", "Cơ quan, đơn vị"),
    )
    taken = {fold(word) for column in base for word in (column.name, *column.aliases)}
    listed = [tuple(words) for words in counters if fold(words[0]) not in taken]
    met = Counter((*(fold(word) for words in listed for word in words), *taken))
    columns = (
        ColumnSpec(code, tuple(word for word in words if met[fold(word)] == 1)) for code, *words in listed
    )
    return TableSpec("wide-counters", (*base, *columns))


def _signs(words: Iterable[str]) -> set[str]:
    """Return the single letters with which wordings begin: those of a formula of the law."""
    begun = (word.partition(" - ")[0] for word in words if " - " in word)
    return {_as_written(sign) for sign in begun if len(sign) == 1}


WIDE_MARKS = wide_marks((), with_period=False)
COUNTERS = counter_figures()
WIDE_COUNTERS = wide_counters(())
TABLES = (
    UNITS,
    OFFICERS,
    LEAVES,
    PRODUCTS,
    TASKS,
    PROGRESS,
    REVIEWS,
    MARKS,
    WIDE_MARKS,
    REMARKS,
    DECISIONS,
    COUNTERS,
    WIDE_COUNTERS,
    DOSSIERS,
)
