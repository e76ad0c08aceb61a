"""Tables whose columns hang on what the register holds: criteria of a scheme, counters of the office."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tasktrack.intake.table_spec import ColumnSpec, TableSpec, as_written, fold, may, must


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
    period = (must("period", "Kỳ báo cáo", "Kỳ"),) if with_period else (may("period", "Kỳ báo cáo", "Kỳ"),)
    subject = must("subject", "Mã công chức", "Mã", "Đối tượng", "Công chức", "officer", "code")
    name = may("name", "Họ và tên", "Tên công chức", "Tên đơn vị")
    return TableSpec("wide-marks", (*period, subject, name, *columns))


def counter_figures(*, with_period: bool = True, with_unit: bool = True, defining: bool = False) -> TableSpec:
    """Return the long form of counters: a row for each figure.

    Period and unit may be said for the whole file. A file that defines counters holds what they are, and figures or
    none.
    """
    what = may if defining else must
    return TableSpec(
        "counters",
        (
            (must if with_period and not defining else may)("period", "Kỳ báo cáo", "Kỳ"),
            (must if with_unit and not defining else may)("unit", "Đơn vị", "Mã đơn vị", "Cơ quan, đơn vị"),
            must("counter", "Chỉ tiêu số liệu", "Chỉ tiêu", "Mã chỉ tiêu", "code"),
            what("value", "Giá trị", "Số liệu"),
            may("note", "Ghi chú"),
            may("label", "Tên chỉ tiêu"),
            may("label_vi", "Tên tiếng Việt"),
            may("label_en", "Tên tiếng Anh"),
            may("measure", "Đơn vị tính"),
            may("over", "Cách tính kỳ dài hơn"),
            may("part_of", "Là một phần của"),
            may("share_of", "Là tỷ lệ của"),
            may("used_of", "Đã dùng trong"),
            may("together", "Cộng chung"),
        ),
    )


def wide_counters(counters: Iterable[Sequence[str]], *, with_period: bool = True) -> TableSpec:
    """Return the wide form of counters: a row for each unit, a column for each counter by code or wording.

    A wording that two counters share means neither.
    """
    base = (
        (must if with_period else may)("period", "Kỳ báo cáo", "Kỳ"),
        must("unit", "Mã đơn vị", "Mã", "code", unless="name"),
        may("name", "Tên đơn vị", "Đơn vị", "Cơ quan, đơn vị"),
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
    return {as_written(sign) for sign in begun if len(sign) == 1}
