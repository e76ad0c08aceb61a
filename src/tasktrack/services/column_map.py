"""Maps from an office's own table of tasks to ours: read, checked, and proposed for a table that has none yet."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tasktrack.domain.column_map import LAST_DAY, NO_DEADLINE, ColumnMap, MapFault, read_map
from tasktrack.domain.text import shown, tidy
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.intake.columns import PROGRESS, TASKS, fold
from tasktrack.intake.csv_book import read_csv_book
from tasktrack.intake.mapped import Mapped, Undated
from tasktrack.intake.sheet_source import SheetSource
from tasktrack.intake.spreadsheet import Book

__all__ = [
    "Book",
    "ColumnMap",
    "Mapped",
    "Proposal",
    "Undated",
    "csv_book",
    "proposed",
    "read",
    "table",
    "toml",
    "undated",
    "with_last_days",
]

_LARGEST: Final = 1_000_000
_OF_PROGRESS: Final = tuple(
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


class Proposed(NamedTuple):
    """A heading and the column it is taken for, empty where it is left out; `why` is of-progress or unknown then."""

    heading: str
    column: str
    why: str = ""


class Proposal(NamedTuple):
    """What a table's headings are taken for; `missing` are columns that every row must fill and nobody gives."""

    sheet: str
    heading_row: int
    columns: tuple[Proposed, ...]
    missing: tuple[str, ...]

    def map(self) -> ColumnMap:
        """Return the proposal as a map."""
        columns = {one.heading: one.column for one in self.columns}
        return ColumnMap(columns, self.sheet or None, self.heading_row)


def read(path: Path) -> ColumnMap:
    """Read a map; raise Invalid with all its faults, by line."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LARGEST + 1).decode("utf-8-sig")
    except OSError as fault:
        raise Invalid(
            _("{path} cannot be read ({fault}).").format(path=path, fault=fault.strerror),
            _("Check its permissions."),
        ) from fault
    except UnicodeDecodeError as fault:
        raise Invalid(
            _("{file} cannot be read as UTF-8 text.").format(file=path.name),
            _("Save the file again in UTF-8."),
            code="not-text",
        ) from fault
    found, faults = read_map(text, TASKS.names, _OF_PROGRESS)
    if faults:
        raise _map_faults(path, faults)
    return found


def csv_book(lines: Iterable[bytes], name: str, given: ColumnMap | None) -> Book:
    """Read a CSV whole as a book of one sheet; its separator is told by the headings of a map, and by known ones."""
    own = {fold(heading): column or heading for heading, column in given.columns.items()} if given else {}
    return read_csv_book(lines, name, lambda heading: own.get(fold(heading)) or meant(heading))


def table(whole: Book, given: ColumnMap, map_name: str, sheet: str | None = None) -> Mapped:
    """Return the table of a book read by a map; `sheet` goes before the map's."""
    return Mapped(SheetSource(whole, sheet or given.sheet or None, given.heading_row), given, map_name)


def with_last_days(given: ColumnMap) -> ColumnMap:
    """Return a map by which a month without a day means its last one."""
    return given._replace(month_due=LAST_DAY)


def proposed(whole: Book, sheet: str | None) -> Proposal:
    """Return what the headings of a table are taken for; raise Invalid where no heading is found."""
    found, heading = SheetSource(whole, sheet).chosen(meant)
    if found is None or heading is None:
        raise Invalid(
            _("{file}: no heading row is found: no row has headings that are known.").format(file=whole.name),
            _("Name the sheet with --sheet, or write the map by hand (tasktrack help import)."),
            code="no-heading",
        )
    columns = tuple(_proposed(heading.wordings().values()))
    given = {one.column for one in columns}
    missing = [each for each in TASKS.required if each not in given and TASKS.unless.get(each) not in given]
    return Proposal(found.name, heading.last, columns, tuple(missing))


def meant(heading: str) -> str | None:
    """Return what a heading may mean: a column, progress, or None for what is not known."""
    found = TASKS.find(heading) or _BY_HEADING.get(fold(heading))
    if found:
        return found
    of_progress = fold(heading) in _TELL_PROGRESS or PROGRESS.find(heading) in _OF_PROGRESS
    return PROGRESS_WORD if of_progress else None


def toml(proposal: Proposal, file: str) -> str:
    """Return a proposal as the text of a map, to be looked through."""
    return "\n".join(_lines(proposal, file)) + "\n"


def undated(source: Mapped, name: str) -> list[Undated]:
    """Return the due cells that name a month or quarter and no day."""
    return source.undated(TASKS, name)


def _proposed(headings: Iterable[str]) -> Iterator[Proposed]:
    met: set[str] = set()
    for heading in headings:
        column = meant(heading)
        if column == PROGRESS_WORD:
            yield Proposed(_kept(heading), "", "progress")
        elif column is None and TASKS.passes_over(heading):
            continue
        elif column is None or column in met:
            yield Proposed(_kept(heading), "", "unknown")
        else:
            met.add(column)
            yield Proposed(_kept(heading), column)


def _kept(heading: str) -> str:
    return tidy(heading) or ""


def _lines(proposal: Proposal, file: str) -> Iterator[str]:
    yield "# " + _(
        "How the columns of {file} are read: look through it, and mend it where it is wrong."
    ).format(file=shown(file))
    if proposal.sheet:
        yield f"sheet = {_quoted(proposal.sheet)}"
    yield f"heading_row = {proposal.heading_row}"
    yield "# " + _("Due dates that mean none.")
    yield f"no_deadline = [{', '.join(map(_quoted, NO_DEADLINE))}]"
    yield "# " + _(
        'A due date without a day, as 12/2026: "" asks, "last-day" takes the last day of the month.'
    )
    yield 'month_due = ""'
    yield ""
    yield "# " + _('Heading = column; "" leaves it out. Columns: {columns}.').format(
        columns=", ".join(TASKS.names)
    )
    yield "[columns]"
    for one in proposal.columns:
        why = {"progress": _("progress comes in with: progress import"), "unknown": _("not understood")}
        yield f"{_quoted(one.heading)} = {_quoted(one.column)}" + (f"  # {why[one.why]}" if one.why else "")
    yield ""
    yield "# " + _("Words of the office for ours, a table a column, such as:")
    yield "# [values.lead]"
    yield f"# {_quoted('Sở TC')} = {_quoted('STC')}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _map_faults(path: Path, faults: Iterable[MapFault]) -> Invalid:
    found = list(faults)
    return Invalid(
        _("{file} is not a map that can be used.").format(file=path.name),
        _("Mend these lines; 'tasktrack help import' shows what a map holds."),
        code="map-faults",
        details=[
            _("line {line}: {where}: {message} {remedy}").format(
                line=one.line, where=one.where, message=one.message, remedy=one.remedy
            )
            for one in found
        ],
        data={"faults": [one._asdict() for one in found]},
    )
