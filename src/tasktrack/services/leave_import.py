"""Import spans of leave."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from tasktrack.domain.leave import Leave
from tasktrack.domain.text import tidy
from tasktrack.errors import TasktrackError
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import LEAVES
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import lookup
from tasktrack.services.cell_readers import stands_twice, told
from tasktrack.services.importing import Importer
from tasktrack.services.leave import kind_of, not_serving, refuse_overlap, refuse_turned
from tasktrack.store import leave as leaves
from tasktrack.store import officer as officers
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.rows import day, iso


class _Line(NamedTuple):
    """One row that was read: whose leave, from when, and what else it gives."""

    row: Row
    officer: int
    code: str
    from_on: date
    values: dict[str, Value]


class LeaveImport(Importer):
    """Rows into spans of leave, known by officer and first day.

    Columns that the file does not have stay as they are; an empty last day means not back yet.
    """

    spec: ClassVar[TableSpec] = LEAVES

    def __init__(self, register: Register, file: str) -> None:
        super().__init__(register, file)
        self._ids = {code.casefold(): (number, code) for number, code in officers.codes(register.db).items()}
        self._served = officers.served(register.db)
        self._spans: dict[int, dict[date, Leave]] = {}
        for one in leaves.every(register.db):
            self._spans.setdefault(one.officer, {})[one.from_on] = one
        self._rows: dict[int, int] = {}
        self._officer = told(self._find)
        self._kind = told(kind_of)
        self._day = told(lambda text: lookup.a_day(register, text))

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write spans one by one, nothing being asked of the book for each."""
        for row in rows:
            if line := self._line(row):
                try:
                    self._put(entry, line)
                except TasktrackError as fault:
                    self.refuse(row, fault)

    def _find(self, text: str) -> tuple[int, str]:
        if found := self._ids.get(text.casefold()):
            return found
        officer = lookup.officer(self.register, text)
        return officer.id, officer.code

    def _line(self, row: Row) -> _Line | None:
        """Read a row; None when a cell of it cannot be read."""
        cells = self.cells(row)
        officer = cells.read("officer", self._officer)
        first = cells.read("from", self._day)
        read: dict[str, Value] = {
            "kind": cells.read("kind", self._kind),
            "to": iso(cells.read("to", self._day)),
            "document": tidy(cells.text("document")),
        }
        if not cells.sound or officer is None or first is None:
            return None
        values = {{"to": "to_on"}.get(name, name): value for name, value in read.items() if name in row.given}
        return _Line(row, *officer, first, values)

    def _put(self, entry: Entry, line: _Line) -> None:
        spans = self._spans.setdefault(line.officer, {})
        known = spans.get(line.from_on)
        held: dict[str, Value] = {"kind": None, "to_on": None, "document": None}
        if known is not None:
            held = {"kind": known.kind, "to_on": iso(known.to_on), "document": known.document}
        after = held | line.values
        if known is not None and after == held:
            self.done["same"] += 1
            self._rows.setdefault(known.id, line.row.number)
            return
        if known is not None and known.id in self._rows:
            raise stands_twice(self._rows[known.id], "from")
        self._refuse(line, day(_text(after["to_on"])))
        if known is None:
            number = leaves.add(entry, {"officer": line.officer, "from_on": iso(line.from_on), **after})
            self.done["added"] += 1
        else:
            number = known.id
            leaves.edit(entry, number, after)
            self.changed(line.row, f"{line.code} {line.from_on}", _words(held), _words(after))
        spans[line.from_on] = Leave(
            number,
            line.officer,
            line.code,
            "",
            str(after["kind"]),
            line.from_on,
            day(_text(after["to_on"])),
            _text(after["document"]),
        )
        self._rows[number] = line.row.number

    def _refuse(self, line: _Line, last: date | None) -> None:
        """Raise Invalid for a span that is turned round, meets another one, or lies outside the service."""
        refuse_turned(line.from_on, last)
        for other in self._spans[line.officer].values():
            if other.from_on != line.from_on:
                refuse_overlap(other, line.from_on, last)
        served = self._served.get(line.officer, [])
        if not any(
            (begins is None or last is None or begins <= last) and (ends is None or ends >= line.from_on)
            for begins, ends in served
        ):
            raise not_serving(line.code, line.from_on, last)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _words(held: dict[str, Value]) -> dict[str, str]:
    """Return what a span holds, by column, as text."""
    columns = {"kind": "kind", "to": "to_on", "document": "document"}
    return {column: str(held[name]) for column, name in columns.items() if held[name] is not None}
