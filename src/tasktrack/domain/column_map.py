"""A map from an office's own table of tasks to ours: which heading is which column, and which words mean what."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from tasktrack.domain.text import fold
from tasktrack.domain.toml_source import Source, Table
from tasktrack.i18n import _

LAST_DAY: Final = "last-day"
MONTH_DUE: Final = ("", LAST_DAY)
# What programs write into a cell that was left empty.
NO_DEADLINE: Final = ("01/01/1970",)
# One table of words for the columns that name units.
UNIT: Final = "unit"
UNIT_COLUMNS: Final = ("lead", "support")
_LAST_ROW: Final = 1_048_576


class ColumnMap(NamedTuple):
    """What a map says: the sheet and the lower row of the heading, if it says so, columns by heading, values by column.

    A column that is empty is left out. Values are by the office's words as written. `month_due` is empty where a
    due date without a day is to be asked about.
    """

    columns: Mapping[str, str]
    sheet: str | None = None
    heading_row: int | None = None
    values: Mapping[str, Mapping[str, str]] = {}
    no_deadline: tuple[str, ...] = NO_DEADLINE
    month_due: str = ""


class MapFault(NamedTuple):
    """What is wrong with a map, on which line of its file."""

    line: int
    where: str
    message: str
    remedy: str


def read_map(
    text: str, known: Iterable[str], of_progress: Iterable[str] = ()
) -> tuple[ColumnMap, list[MapFault]]:
    """Read a map in TOML; return it with its faults, by line.

    `known` are the columns that a heading may mean, `of_progress` those that come in by another import.
    """
    source = Source(text)
    root = source.root
    reader = _Reader(tuple(known), tuple(of_progress))
    found = ColumnMap(
        columns=reader.columns(root.table("columns")),
        sheet=root.text("sheet"),
        heading_row=_row(root),
        values=reader.values(root.table("values")),
        no_deadline=_days(root),
        month_due=_month_due(root),
    )
    if not source.faults and not found.columns:
        root.fault(None, _("The map gives no column."), _("Write a table [columns]: heading = column."))
    root.finish()
    faults = [MapFault(one.line, one.where, one.message, one.remedy) for one in source.faults]
    return found, sorted(set(faults))


def is_no_deadline(text: str, days: Iterable[str]) -> bool:
    """Return whether a due cell holds one of the days that mean none, however it is written."""
    return any(fold(text) == fold(day) or _same_day(text, day) for day in days)


class _Reader:
    """Reads the tables of a map against the columns that there are."""

    def __init__(self, known: tuple[str, ...], of_progress: tuple[str, ...]) -> None:
        self._known = known
        self._of_progress = of_progress

    def columns(self, table: Table | None) -> dict[str, str]:
        found: dict[str, str] = {}
        if table is None:
            return found
        for heading in table.data:
            column = self._text(table, heading)
            if column is None or not self._is_column(table, heading, column):
                continue
            if column and column in found.values():
                message = _("{column} is given by two headings.").format(column=column)
                table.fault(heading, message, _("Keep one of them, and give the other one nothing."))
            found[heading] = column
        return found

    def values(self, table: Table | None) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        if table is None:
            return found
        for column in table.data:
            words = table.table(column)
            if words is None or not (column == UNIT or self._is_column(table, column, column)):
                continue
            given = {word: self._text(words, word) for word in words.data}
            told = {word: value for word, value in given.items() if value is not None}
            for one in UNIT_COLUMNS if column == UNIT else (column,):
                found[one] = found.get(one, {}) | told
        return found

    def _text(self, table: Table, key: str) -> str | None:
        value = table.raw(key)
        if isinstance(value, str):
            return value.strip()
        table.fault(
            key,
            _("{key} cannot be {value}.").format(key=key, value=str(value)[:60]),
            _("Give a text in quotes."),
        )
        return None

    def _is_column(self, table: Table, key: str, column: str) -> bool:
        if not column or column in self._known:
            return True
        if column in self._of_progress:
            message = _("{column} is progress, which does not come in with the tasks.").format(column=column)
            remedy = _(
                'Leave it out: "{heading}" = "". Bring it in afterwards with: tasktrack progress import FILE.'
            ).format(heading=key)
        else:
            message = _("{column} is no column of tasks.").format(column=column)
            remedy = _("Columns: {columns}.").format(columns=", ".join(self._known))
        table.fault(key, message, remedy)
        return False


def _row(root: Table) -> int | None:
    row = root.integer("heading_row")
    if row is not None and not 1 <= row <= _LAST_ROW:
        root.fault(
            "heading_row",
            _("There is no row {row}.").format(row=row),
            _("Give a row of the sheet, from 1 on."),
        )
        return None
    return row


def _days(root: Table) -> tuple[str, ...]:
    if "no_deadline" not in root.data:
        root.asked.add("no_deadline")
        return NO_DEADLINE
    return root.words("no_deadline") or ()


def _month_due(root: Table) -> str:
    value = root.raw("month_due")
    if value in (None, *MONTH_DUE):
        return str(value or "")
    root.fault(
        "month_due",
        _("month_due cannot be {value}.").format(value=str(value)[:60]),
        _('Give "" to be asked, or "{last_day}" for the last day of the month.').format(last_day=LAST_DAY),
    )
    return ""


def _same_day(text: str, day: str) -> bool:
    one, other = _day(text), _day(day)
    return one is not None and one == other


def _day(text: str) -> tuple[int, ...] | None:
    """Return year, month and day of a date in figures, of any year; None for other text."""
    bare = text.strip().partition("T")[0].partition(" ")[0]
    if len(bare) == 10 and bare[4:5] == "-":
        parts = bare.split("-")
    else:
        parts = bare.replace("-", "/").replace(".", "/").split("/")[::-1]
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    return tuple(map(int, parts))
