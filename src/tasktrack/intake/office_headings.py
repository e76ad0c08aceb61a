"""Headings of the offices' own tables of tasks, and what each is likely to mean: for proposals, which are looked at."""

from typing import Final

from tasktrack.intake.columns import PROGRESS, TASKS
from tasktrack.intake.table_spec import fold

OF_PROGRESS: Final = tuple(
    column for column in PROGRESS.names if column not in (*TASKS.names, "task", "on", "actor")
)
# Headings that offices write and that mean one thing only; a proposal is looked at before it is used.
_MEANT: Final = {
    "key": ("Mã NV", "Mã số nhiệm vụ", "Mã công việc", "Số nhiệm vụ"),
    "title": (
        "Nội dung",
        "Nội dung công việc",
        "Nội dung chỉ đạo",
        "Nội dung giao",
        "Nội dung nhiệm vụ giao",
        "Tên nhiệm vụ",
        "Tên công việc",
        "Công việc",
        "Nhiệm vụ được giao",
        "Nội dung nhiệm vụ, công việc",
    ),
    "lead": (
        "Chủ trì",
        "Đơn vị chủ trì",
        "Cơ quan, đơn vị chủ trì",
        "Cơ quan thực hiện",
        "Đơn vị thực hiện",
        "Cơ quan, đơn vị thực hiện",
        "Cơ quan được giao",
        "Đơn vị được giao",
    ),
    "support": ("Phối hợp", "Đơn vị phối hợp", "Cơ quan, đơn vị phối hợp"),
    "officer": ("Cán bộ thực hiện", "Chuyên viên", "Chuyên viên xử lý", "Công chức thực hiện"),
    "assigned_on": ("Ngày được giao", "Ngày giao việc", "Ngày giao nhiệm vụ"),
    "due_on": (
        "Hạn",
        "Hạn xử lý",
        "Hạn thực hiện",
        "Hạn HT",
        "Ngày hết hạn",
        "Ngày đến hạn",
        "Thời gian hoàn thành",
        "Thời hạn thực hiện",
        "Thời gian thực hiện",
        "Hoàn thành trước ngày",
    ),
    "document": (
        "Số văn bản",
        "Số, ký hiệu",
        "Số ký hiệu",
        "Số hiệu văn bản",
        "Số, ký hiệu văn bản",
        "Văn bản chỉ đạo",
        "Văn bản giao nhiệm vụ",
        "Số VB",
    ),
    "document_date": ("Ngày ban hành", "Ngày, tháng văn bản", "Ngày VB", "Ngày tháng năm văn bản"),
    "issuer": ("Cơ quan giao", "Đơn vị ban hành", "Nơi ban hành"),
    "assigner": ("Lãnh đạo chỉ đạo", "Lãnh đạo giao", "Lãnh đạo phụ trách", "Người giao việc"),
    "programme": ("Chương trình công tác", "Kế hoạch", "Thuộc chương trình"),
    "field": ("Lĩnh vực công tác", "Lĩnh vực phụ trách"),
    "urgency": ("Mức độ khẩn", "Mức độ", "Độ khẩn cấp"),
}
_PROGRESS_WORDS: Final = (
    "Kết quả",
    "Trạng thái",
    "Tình trạng",
    "Tiến độ",
    "Tiến độ thực hiện",
    "Tình hình thực hiện",
    "Tình hình, kết quả thực hiện",
    "Kết quả xử lý",
    "Vướng mắc",
    "Khó khăn",
    "Khó khăn, vướng mắc, kiến nghị",
    "Kiến nghị",
    "% hoàn thành",
    "Tỷ lệ hoàn thành",
    "Status",
)
_BY_HEADING: Final = {fold(word): column for column, words in _MEANT.items() for word in words}
_TELL_PROGRESS: Final = frozenset(map(fold, _PROGRESS_WORDS))
PROGRESS_WORD: Final = "progress"


def meant(heading: str) -> str | None:
    """Return what a heading may mean: a column, progress, or None for what is not known."""
    found = TASKS.find(heading) or _BY_HEADING.get(fold(heading))
    if found:
        return found
    of_progress = fold(heading) in _TELL_PROGRESS or PROGRESS.find(heading) in OF_PROGRESS
    return PROGRESS_WORD if of_progress else None
