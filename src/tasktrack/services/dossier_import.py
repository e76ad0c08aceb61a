"""Import dossiers, a thousand rows at a time: new ones, and what happened since to those that are there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import ClassVar, NamedTuple

from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, TasktrackError, UsageFault
from tasktrack.i18n import _, ngettext
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import DOSSIERS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import dossier_kept
from tasktrack.services.dossier_cells import DossierCells
from tasktrack.services.dossier_units import UnitSpans
from tasktrack.services.importing import Importer
from tasktrack.services.met import Claimed, Met
from tasktrack.store import dossier_bulk as bulk
from tasktrack.store import officer as officers
from tasktrack.store import unit as units
from tasktrack.store.dossier_bulk import COLUMNS, Held, Values
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

_KEY, _UNIT, _OFFICER, _PROCEDURE = map(COLUMNS.index, ("key", "unit", "officer", "procedure"))
_SUBMITTED, _RECEIVED = map(COLUMNS.index, ("submitted_at", "received_at"))
_MOST_KEPT = 10_000

# A row, and what it says in the order of the columns; a procedure is its name until the row is taken.
Line = tuple[Row, Values]


class _Batch(NamedTuple):
    """What the register holds of a batch of rows, and what will be written for it.

    `twins` are the ids of dossiers without a key by what they say, `likes` their units and moments of reception.
    """

    keyed: dict[str, Held]
    twins: dict[Values, list[int]]
    likes: set[Values]
    fresh: list[Values]
    fresh_keys: dict[str, Values]
    changes: dict[int, tuple[Held, Values]]


class DossierImport(Importer):
    """Rows into dossiers, known by their keys.

    The same again is skipped; other content under a key is what happened since, and changes the dossier. Columns
    that the file does not have stay as they are, an empty cell clears. A moment that is recorded is taken back, and a
    promise or a supplement that ended replaced, only with `correct`; `clears` takes moments back without it. Of rows
    without a key as many are skipped as there are dossiers that say the same. `headings` say what the office's own
    mean, as HEADING=COLUMN, nothing behind it for one that is left out.
    """

    spec: ClassVar[TableSpec] = DOSSIERS

    def __init__(
        self,
        register: Register,
        file: str,
        *,
        correct: bool = False,
        clears: bool = False,
        headings: Iterable[str] = (),
    ) -> None:
        super().__init__(register, file)
        own = tuple(_heading(text) for text in headings)
        self.spec = replace(DOSSIERS, headings=(*DOSSIERS.headings, *own))  # type: ignore[misc]
        self._correct, self._clears = correct, clears
        self._cells = DossierCells(register)
        self._was_empty = bulk.is_empty(register.db)
        self._spans = UnitSpans(register)
        self._met = Met()
        self._claimed = Claimed()
        self._procedures: dict[Value, int | None] = {}

    def change(self, entry: Entry, row: Row, held: Held) -> None:
        """Bring one dossier that is there up to date with what a row gives."""
        batch = _Batch({}, {}, set(), [], {}, {})
        places = [place for place, name in enumerate(COLUMNS) if name in row.given]
        for line in self._lines([row], row.given):
            self._meet(entry, line, held, batch, places)
        bulk.change(entry, list(batch.changes.values()))

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write what rows say of new dossiers and of those that are there."""
        for given, group in groupby(rows, key=lambda row: row.given):
            self._take(entry, list(group), given)

    def _take(self, entry: Entry, rows: Sequence[Row], given: Sequence[str]) -> None:
        lines = self._lines(rows, given)
        batch = self._batch(lines, entry)
        places = [place for place, name in enumerate(COLUMNS) if name in given]
        for line in lines:
            if line[1][_KEY] is None:
                self._place_unkeyed(entry, line, batch)
            else:
                self._place(entry, line, batch, places)
        bulk.add(entry, batch.fresh)
        bulk.change(entry, list(batch.changes.values()))

    def _lines(self, rows: Sequence[Row], given: Sequence[str]) -> list[Line]:
        """Read the cells of rows, whole columns of them; row by row where one cannot be read."""
        try:
            texts = [row.values for row in rows]
            nothing = [None] * len(rows)
            columns = [
                self._cells.column(name, [row[name] for row in texts]) if name in given else nothing
                for name in COLUMNS
            ]
        except TasktrackError:
            return [line for row in rows if (line := self._line(row))]
        return list(zip(rows, zip(*columns, strict=True), strict=True))

    def _line(self, row: Row) -> Line | None:
        """Read the cells of one row; None when one of them cannot be read."""
        cells = self.cells(row)
        values = tuple(cells.read(name, partial(self._cells.read, name)) for name in COLUMNS)
        return (row, values) if cells.sound else None

    def finish(self, entry: Entry) -> None:  # noqa: ARG002 - nothing waits to be written
        """Say what dossiers without a key cannot be known by."""
        if count := self.done["keyless"]:
            self.warnings.append(
                ngettext(
                    "{count} dossier was entered without a key: what a later file says of it cannot be told to be"
                    " its own. Have the one-stop system export the column key.",
                    "{count} dossiers were entered without a key: what a later file says of them cannot be told to be"
                    " theirs. Have the one-stop system export the column key.",
                    count,
                ).format(count=count)
            )
        if count := self.done["alike"]:
            self.warnings.append(
                ngettext(
                    "{count} of them has the unit and the reception of a dossier that was there: if it is the same one,"
                    " it counts twice. Take the import back with 'tasktrack undo', and see 'tasktrack help dossiers'.",
                    "{count} of them have the unit and the reception of a dossier that was there: if they are the same,"
                    " they count twice. Take the import back with 'tasktrack undo', and see 'tasktrack help dossiers'.",
                    count,
                ).format(count=count)
            )

    def _batch(self, lines: Sequence[Line], entry: Entry) -> _Batch:
        """Look up all that rows need to know of the register, in one query a question."""
        met = self._met
        again = [values for _row, values in lines if self._is_met(met, values) or not self._was_empty]
        db = self.register.db
        keys = [str(values[_KEY]) for values in again if values[_KEY] is not None]
        keyless = set() if self._was_empty else {_like(values) for values in again if values[_KEY] is None}
        twins = bulk.without_keys(db, keyless, entry.seq)
        return _Batch(bulk.with_keys(db, keys), twins, set(map(_like, twins)), [], {}, {})

    def _is_met(self, met: Met, values: Values) -> bool:
        return values[_KEY] is not None and met.again(values[_KEY])

    def _place_unkeyed(self, entry: Entry, line: Line, batch: _Batch) -> None:
        row, values = line
        if not self._is_sound(row, values):
            return
        values = self._with_procedure(entry, values)
        if self._claimed.one_of(batch.twins.get(values, ())):
            self.done["same"] += 1
            return
        batch.fresh.append(values)
        self.done["added"] += 1
        self.done["keyless"] += 1
        self.done["alike"] += _like(values) in batch.likes

    def _place(self, entry: Entry, line: Line, batch: _Batch, places: Sequence[int]) -> None:
        row, values = line
        key = str(values[_KEY])
        held = batch.keyed.get(key)
        if held is not None:
            self._meet(entry, line, held, batch, places)
        elif self._is_sound(row, values):
            values = self._with_procedure(entry, values)
            first = batch.fresh_keys.setdefault(key, values)
            if first is values:
                batch.fresh.append(values)
                self.done["added"] += 1
            elif first == values:
                self.done["same"] += 1
            else:
                self.refuse(row, _twice())

    def _meet(self, entry: Entry, line: Line, held: Held, batch: _Batch, places: Sequence[int]) -> None:
        """Change a dossier that is there, unless the row says nothing new."""
        row, values = line
        pending = batch.changes.get(held.id)
        now = pending[1] if pending else held.values
        values = self._merged(now, values, places)
        if not self._is_sound(row, values, held.values):
            return
        values = self._with_procedure(entry, values)
        if values == now:
            self.done["same"] += 1
        elif pending or held.seq == entry.seq:
            self.refuse(row, _twice())
        elif fault := self._taken_back(held, values):
            self.refuse(row, fault)
        else:
            batch.changes[held.id] = (held, values)
            self._tell(row, held.values, values)

    def _taken_back(self, held: Held, values: Values) -> Invalid | None:
        """Return the fault of a row that takes back what is recorded, unless it may."""
        if self._correct:
            return None
        gone = None if self._clears else dossier_kept.emptied(held, values)
        return gone or dossier_kept.replaced(held, values, self.register.settings["dossier_pause"])

    def _merged(self, held: Values, values: Values, places: Sequence[int]) -> Values:
        """Return what a dossier says with what a row gives of it; a unit cannot be cleared."""
        merged = list(held)
        for place in places:
            merged[place] = values[place]
        if merged[_UNIT] is None:
            merged[_UNIT] = held[_UNIT]
        return tuple(merged)

    def _is_sound(self, row: Row, values: Values, held: Values | None = None) -> bool:
        """Tell whether a dossier may be as a row makes it; refuse the row otherwise."""
        if held is None or _like(held) != _like(values):
            absent = self._spans.fault(values)
            if absent is not None:
                self.refuse(row, absent)
                return False
        if self._cells.is_sound(values) and values[_UNIT] is not None:
            return True
        faults = self._cells.faults(values)
        for column, fault in faults:
            self.refuse(row, fault, column)
        return not faults

    def _with_procedure(self, entry: Entry, values: Values) -> Values:
        """Return what a row says with the number of its procedure, which is entered when it is new."""
        name = values[_PROCEDURE]
        if name is None or isinstance(name, int):
            return values
        number = self._procedures.get(name)
        if number is None:
            if len(self._procedures) >= _MOST_KEPT:
                self._procedures.clear()
            number = self._procedures[name] = bulk.procedure(entry, str(name))
        return (*values[:_PROCEDURE], number, *values[_PROCEDURE + 1 :])

    def _tell(self, row: Row, before: Values, after: Values) -> None:
        """Count a dossier that changed, and keep what changed of the first of them."""
        if not self.shows_changes:
            self.done["changed"] += 1
            return
        differing = [place for place, value in enumerate(before) if value != after[place]]
        words = [dict(self._words(values, differing)) for values in (before, after)]
        self.changed(row, str(before[_KEY]), *words)

    def _words(self, values: Values, places: Sequence[int]) -> Iterator[tuple[str, str]]:
        """Yield what a dossier says in some columns, as it stands in a file."""
        for place in places:
            value = values[place]
            if value is None:
                continue
            if place == _UNIT:
                value = units.codes(self.register.db)[int(value)]
            elif place == _OFFICER:
                value = officers.codes(self.register.db)[int(value)]
            elif place == _PROCEDURE:
                value = bulk.procedure_name(self.register.db, int(value))
            yield COLUMNS[place], str(value)


def _like(values: Values) -> Values:
    """Return the unit and the moments by which a dossier without a key came in."""
    return values[_UNIT], values[_RECEIVED], values[_SUBMITTED]


def _heading(text: str) -> tuple[str, str]:
    """Read what a heading of the office means: HEADING=COLUMN, nothing behind it for one that is left out."""
    heading, equals, column = (part.strip() for part in text.rpartition("="))
    if not equals or not heading or (column and column not in DOSSIERS.names):
        raise UsageFault(
            _("{value} does not say what a heading means.").format(value=shown(text)),
            _("Write HEADING=COLUMN, or HEADING= to leave it out. Columns: {columns}.").format(
                columns=", ".join(DOSSIERS.names)
            ),
        )
    return heading, column


def _twice() -> Invalid:
    return Invalid(
        _("Another row of this file has the same key and says something else."),
        _("Keep one of the two rows."),
        field="key",
    )
