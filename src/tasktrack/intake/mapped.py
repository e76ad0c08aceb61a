"""An office's own table read by its map: its headings, its words, its way of saying no day and no deadline."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from tasktrack.domain.column_map import LAST_DAY, ColumnMap, is_no_deadline
from tasktrack.domain.dates import month_of, quarter_of
from tasktrack.domain.text import fold
from tasktrack.errors import TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.faults import Fault, shown
from tasktrack.intake.source import Source
from tasktrack.intake.table_spec import TableSpec

_NONE: Final = "none"
_DAYS: Final = ("assigned_on", "due_on", "document_date")
_TIMED: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
)
_LISTED: Final = ("support", "lead", "programme")
_BETWEEN: Final = re.compile(r"\s*[;\n]\s*")
_YEAR_BY_WORD: Final = re.compile(r"[ ,]+nam ")
_NO_YEAR: Final = re.compile(r"(?:trong |cuoi )?(?:thang [0-9]{1,2}|(?:quy ?|q)(?:[1-4]|[iv]{1,3}))")


class Undated(NamedTuple):
    """A due cell that names a month or quarter and no day: its row and its words."""

    row: int
    text: str


class Mapped(Source):
    """A table whose rows are put into our words before they are imported; what is not clear is a fault."""

    def __init__(self, source: Source, given: ColumnMap, map_name: str) -> None:
        super().__init__()
        self._source = source
        self._map = given
        self._map_name = map_name
        self._values = {
            column: {fold(word): value for word, value in words.items()}
            for column, words in given.values.items()
        }

    def items(self, spec: TableSpec, name: str) -> Iterator[Row | Fault]:
        """Yield the rows and faults under the heading row."""
        own = replace(spec, headings=tuple(self._map.columns.items()))
        looked = False
        for item in self._source.items(own, name):
            if isinstance(item, Fault):
                yield item
                continue
            if not looked:
                yield from self._absent(item, name)
                looked = True
            yield self._mapped(item, name)
        self.notes = self._source.notes

    def located(self, fault: Fault) -> Fault:
        """Return a fault with all that is known of its place."""
        return self._source.located(fault)

    def undated(self, spec: TableSpec, name: str) -> list[Undated]:
        """Return the due cells that name a month or quarter with its year, and no day."""
        own = replace(spec, headings=tuple(self._map.columns.items()))
        return [
            Undated(item.number, item.values["due_on"])
            for item in self._source.items(own, name)
            if isinstance(item, Row) and _month(self._translated("due_on", item.values["due_on"]))
        ]

    def _absent(self, row: Row, name: str) -> Iterator[Fault]:
        """Yield a fault for each heading of the map that gives a column which the file has not."""
        for heading, column in self._map.columns.items():
            if column and column not in row.given:
                message = _('The heading "{heading}" of the map {map} is not in the file.')
                yield Fault(
                    name,
                    0,
                    shown(heading),
                    "",
                    message.format(heading=shown(heading), map=self._map_name),
                    _("Take it out of the map, or check that it is the right file."),
                )

    def _mapped(self, row: Row, name: str) -> Row | Fault:
        values = dict(row.values)
        for column in self._values.keys() & set(row.given):
            values[column] = self._translated(column, values[column])
        for column in _DAYS:
            if timed := _TIMED.fullmatch(values[column]):  # the books keep days
                values[column] = timed[1]
        if text := values["due_on"]:
            due = self._due(text)
            if due is None:
                return self._unclear(row, text, name)
            values["due_on"] = due
        return row._replace(values=values)

    def _translated(self, column: str, text: str) -> str:
        """Return a cell in our words: the whole of it, else each part of a list."""
        words = self._values.get(column)
        if not words or not text:
            return text
        whole = words.get(fold(text))
        if whole is not None:
            return whole
        if column not in _LISTED:
            return text
        parts = (words.get(fold(part), part) for part in _BETWEEN.split(text))
        return ";".join(filter(None, parts))

    def _due(self, text: str) -> str | None:
        """Return a due cell in our words; None for one that names no day where the map does not say what is meant."""
        if is_no_deadline(text, self._map.no_deadline):
            return _NONE
        if _NO_YEAR.fullmatch(fold(text)):
            return None
        month = _month(text)
        if month and self._map.month_due != LAST_DAY:
            return None
        return month or text

    def _unclear(self, row: Row, text: str, name: str) -> Fault:
        if _month(text):
            message = _("The due date {value} names no day.").format(value=shown(text))
            remedy = _(
                'Write the day into the cell, or month_due = "last-day" into {map} if the last day is meant.'
            ).format(map=self._map_name)
        else:
            message = _("The due date {value} names no year.").format(value=shown(text))
            remedy = _("Write the day into the cell, as in 31/12/2026.")
        return Fault(name, row.number, "due_on", shown(text), message, remedy)


def _month(text: str) -> str | None:
    """Return a month or quarter as a due date may be given, 12/2026 or 2026-Q4; None for other text."""
    word = _YEAR_BY_WORD.sub("/", fold(text))
    try:
        if month := month_of(word):
            return f"{month[1]}/{month[0]}"
        if quarter := quarter_of(word):
            return f"{quarter[0]}-Q{quarter[1]}"
    except TasktrackError:  # no such month: the import says so
        return None
    return None
