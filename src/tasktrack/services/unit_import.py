"""Import units: new ones, and corrections of those that are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, NamedTuple

from tasktrack.domain.text import fold, tidy
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import UNITS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import alias, lookup
from tasktrack.services.cell_readers import stands_twice, told
from tasktrack.services.importing import Importer
from tasktrack.services.unit import checked_code, required
from tasktrack.services.waiting import Waiting, why_stuck
from tasktrack.store import unit as units
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

# column -> what the book calls it, where they differ
_COLUMNS = {"name": "name", "block": "block", "parent": "parent", "from": "valid_from", "to": "valid_to"}


@dataclass
class _Known:
    """A unit as the book has it, and the row of this file that spoke of it."""

    id: int
    code: str
    values: dict[str, Value]
    row: int = 0


class _Line(NamedTuple):
    """One row that was read: what it gives by column of the book, and the word for the superior unit."""

    row: Row
    code: str
    values: dict[str, Value]
    above: str | None
    id: int


class UnitImport(Importer):
    """Rows into units, known by their codes, letters in any case.

    Columns that the file does not have stay as they are, an empty cell clears. A superior unit may stand later
    in the file.
    """

    spec: ClassVar[TableSpec] = UNITS

    def __init__(self, register: Register, file: str) -> None:
        super().__init__(register, file)
        self._by_id = {one.id: one for one in _held(register)}
        self._known = {one.code.casefold(): one for one in self._by_id.values()}
        self._next = units.next_id(register.db)
        self._waiting: Waiting[_Line] = Waiting()
        self._day = told(lambda text: lookup.a_day(register, text).isoformat())

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write units one by one: there are some thousands of them at most."""
        for row in rows:
            if line := self._line(row):
                self._try(entry, line)

    def finish(self, entry: Entry) -> None:
        """Write the units below those that stood later in the file."""
        for stuck in self._waiting.settle(self._may_go, lambda line: self._try(entry, line)):
            why = why_stuck(stuck, _circle(), _row_number, partial(_look_up, self.register, stuck.item))
            self.refuse(stuck.item.row, why, "parent")

    def _line(self, row: Row) -> _Line | None:
        """Read a row; None when a cell of it cannot be read."""
        cells = self.cells(row)
        code = cells.read("code", lambda text: checked_code(text, _("Unit code")))
        values: dict[str, Value] = {"name": cells.read("name", lambda text: required(text, _("Name")))}
        values["valid_from"] = cells.read("from", self._day)
        values["valid_to"] = cells.read("to", self._day)
        values["block"] = tidy(cells.text("block"))
        if values["valid_from"] and values["valid_to"]:
            cells.read("to", lambda _text: _refuse_order(values))
        if not cells.sound or code is None:
            return None
        given = {_COLUMNS[column] for column in row.given if column in _COLUMNS}
        above = (cells.text("parent") or "") if "parent" in given else None
        kept = {name: value for name, value in values.items() if name in given}
        return _Line(row, code, kept, above, 0)

    def _try(self, entry: Entry, line: _Line) -> bool:
        try:
            self._put(entry, line)
        except TasktrackError as fault:
            self.refuse(line.row, fault)
            return False
        return True

    def _may_go(self, line: _Line) -> bool:
        try:
            return self._find(str(line.above)) is not None
        except TasktrackError:
            return False

    def _put(self, entry: Entry, line: _Line) -> None:
        """Write a unit, or let it wait until the superior one is there."""
        if not line.id and (twin := self._waiting.named(line.code.casefold())):
            if (twin.values, twin.above) != (line.values, line.above):
                raise stands_twice(twin.row.number, "code")
            self.done["same"] += 1
            return
        known = self._known.get(line.code.casefold())
        values = dict(line.values)
        if line.above is not None:
            above = self._find(line.above) if line.above else None
            if line.above and above is None:
                self._wait(line)
                return
            values["parent"] = above.id if above else None
        if known is None:
            self._add(entry, line, values)
        else:
            self._change(entry, line, known, values)

    def _wait(self, line: _Line) -> None:
        """Put a row aside under its own number, so that units stand in the order of the file."""
        names = (line.code.casefold(), _by_name(str(line.values["name"])))
        above = str(line.above)
        self._waiting.add(line._replace(id=self._number(line)), names, (above.casefold(), _by_name(above)))

    def _number(self, line: _Line) -> int:
        """Return the number that the unit of a row has or will have."""
        if known := self._known.get(line.code.casefold()):
            return known.id
        self._next += 1
        return self._next - 1

    def _add(self, entry: Entry, line: _Line, values: dict[str, Value]) -> None:
        self._refuse_taken(line.code, "code")
        self._check(values)
        number = line.id or self._number(line)
        full = dict.fromkeys(_COLUMNS.values()) | values
        units.add(entry, {"id": number, "code": line.code, **full})
        new = _Known(number, line.code, full, line.row.number)
        self._known[line.code.casefold()] = self._by_id[number] = new
        self.done["added"] += 1

    def _change(self, entry: Entry, line: _Line, known: _Known, values: dict[str, Value]) -> None:
        changed = {name: value for name, value in values.items() if known.values[name] != value}
        if changed and known.row and known.row != line.row.number:
            raise stands_twice(known.row, "code")
        known.row = known.row or line.row.number
        if not changed:
            self.done["same"] += 1
            return
        self._check(changed, known)
        before = self._words(known.values)
        units.edit(entry, known.id, changed)
        known.values |= changed
        self.changed(line.row, known.code, before, self._words(known.values))

    def _check(self, values: dict[str, Value], known: _Known | None = None) -> None:
        """Raise Invalid for a name that means another unit, days that contradict each other, a circle."""
        if "name" in values:
            self._refuse_taken(str(values["name"]), "name", known.code if known else None)
        _refuse_order((known.values if known else {}) | values)
        if known and values.get("parent"):
            self._refuse_circle(known, values["parent"])

    def _refuse_taken(self, name: str, column: str, own: str | None = None) -> None:
        try:
            alias.refuse_taken(self.register, name, own)
        except TasktrackError as fault:
            fault.field = column
            raise

    def _refuse_circle(self, known: _Known, parent: Value) -> None:
        above = parent
        while isinstance(above, int):
            if above == known.id:
                raise _circle()
            above = self._by_id[above].values["parent"]

    def _find(self, word: str) -> _Known | None:
        """Return the unit that a word names by its code, other name or whole name."""
        if known := self._known.get(word.casefold()):
            return known
        found = alias.unit_named(self.register, word)
        return self._known[found.code.casefold()] if found else None

    def _words(self, values: dict[str, Value]) -> dict[str, str]:
        """Return what a unit holds, by column, as text."""
        held = {column: values[name] for column, name in _COLUMNS.items()}
        parent = held["parent"]
        held["parent"] = self._by_id[parent].code if isinstance(parent, int) else None
        return {column: str(value) for column, value in held.items() if value is not None}


def _held(register: Register) -> list[_Known]:
    found = units.every(register.db)
    ids = {one.code: one.id for one in found}
    return [
        _Known(
            one.id,
            one.code,
            {
                "name": one.name,
                "block": one.block,
                "parent": ids.get(one.parent or ""),
                "valid_from": one.valid_from.isoformat() if one.valid_from else None,
                "valid_to": one.valid_to.isoformat() if one.valid_to else None,
            },
        )
        for one in found
    ]


def _refuse_order(values: Mapping[str, Value]) -> None:
    first, last = values.get("valid_from"), values.get("valid_to")
    if first and last and str(last) < str(first):
        raise Invalid(
            _("The unit ends before it begins."), _("Check the first and the last day."), field="to"
        )


def _by_name(text: str) -> str:
    return f"name:{fold(text)}"


def _circle() -> Invalid:
    return Invalid(_("A unit cannot stand below itself."), _("Name another superior unit."), field="parent")


def _row_number(line: _Line) -> int:
    return line.row.number


def _look_up(register: Register, line: _Line) -> None:
    lookup.unit(register, str(line.above))
