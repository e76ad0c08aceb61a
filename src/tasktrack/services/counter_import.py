"""Import counters: a row for each figure, with what a counter is where the file defines it."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from tasktrack.domain.counter import SCALE, Counter, Given, Terms
from tasktrack.domain.numbers import scaled_text
from tasktrack.domain.period import PeriodKey, Window
from tasktrack.domain.text import fold, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _, language
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import COUNTERS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.intake.wide_columns import counter_figures
from tasktrack.services import counter, counter_define, lookup
from tasktrack.services.cell_readers import stands_twice
from tasktrack.services.importing import Importer, remembered
from tasktrack.store import counter as counters
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register

LABELS = ("label", "label_vi", "label_en")


class Place(NamedTuple):
    """Where a figure stands."""

    key: PeriodKey
    unit: Unit
    counter: Counter

    @property
    def row(self) -> tuple[str, int, int]:
        return str(self.key), self.unit.id, self.counter.id


def long(
    period: str | None = None, unit: str | None = None, *, define: bool = False
) -> Callable[[Register, str], "CounterImport"]:
    """Return what makes the import of the long form; period and unit are those of rows that name none."""

    def build(register: Register, file: str) -> CounterImport:
        class Form(CounterImport):
            spec: ClassVar[TableSpec] = counter_figures(
                with_period=period is None, with_unit=unit is None, defining=define
            )

        return Form(register, file, period or "", unit or "", define=define)

    return build


class CounterImport(Importer):
    """Rows into figures, one each; the same again is skipped, another figure is a change.

    Where the file defines, a counter that is not there yet is defined and one that is there is changed; else what
    the file says of a counter must be what it is called.
    """

    spec: ClassVar[TableSpec] = COUNTERS

    def __init__(
        self, register: Register, file: str, period: str = "", unit: str = "", *, define: bool = False
    ) -> None:
        super().__init__(register, file)
        self._usual = {"period": period, "unit": unit}
        self._define = define
        self._defined: dict[str, tuple[int, Mapping[str, str]]] = {}
        self._added: list[str] = []
        self._seen: dict[tuple[str, int, int], tuple[int, tuple[str, str]]] = {}
        self._period = remembered(lambda text: counter.open_key(register, text))
        self._unit = remembered(lambda text: lookup.unit(register, text))
        self._known: dict[str, Counter] = {}
        self._there: set[tuple[PeriodKey, int]] = set()
        self._days: dict[PeriodKey, Window] = {}
        self._stood: dict[str, dict[tuple[int, str], Given]] = {}
        self._given: set[tuple[str, int, int]] = set()
        self._new: list[tuple[Value, ...]] = []
        if period:  # what holds for the whole file is no fault of each row
            self._period(period)
        if unit:
            self._unit(unit)

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write figures: what is new at once, what is changed one by one."""
        for row in rows:
            try:
                self._take(entry, row)
            except TasktrackError as fault:
                self.refuse(row, fault, fault.field or "counter")
        counters.add_many(entry, self._new)
        self._new.clear()

    def finish(self, entry: Entry) -> None:  # noqa: ARG002 - nothing is left to write
        """Say which counters were defined."""
        if self._added:
            self.warnings.append(_("Counters defined: {codes}.").format(codes=", ".join(self._added)))

    def _take(self, entry: Entry, row: Row) -> None:
        defined = self._define_row(entry, row) if self._define else ""
        if defined and not row.values["value"]:
            if defined != "changed":  # which is counted where it is kept
                self.done[defined] += 1
            return
        place = self._place(row)
        if place is None:
            return
        value, note = counter.figure(row.values["value"]), row.values["note"]
        first, said = self._seen.setdefault(place.row, (row.number, (str(value), note)))
        if said != (str(value), note):
            raise stands_twice(first, "counter")
        if first != row.number:
            self.done["same"] += 1
            return
        values: dict[str, Value] = {"value": value}
        if "note" in row.given:
            values["note"] = tidy(note)
        self.put(entry, row, place, values)

    def put(self, entry: Entry, row: Row, place: Place, values: Mapping[str, Value]) -> None:
        """Write a figure, and keep what it changed."""
        held = self._held(place)
        if held is None:
            is_new = place.row not in self._given
            if is_new:
                self._given.add(place.row)
                self._new.append((*place.row, values["value"], values.get("note")))
            self.done["added" if is_new else "same"] += 1
            return
        done = counters.set_value(entry, place.row, held, values)
        if done != "changed":
            self.done[done] += 1
            return
        name = f"{place.unit.code} {place.counter.terms.code} {place.key}"
        self.changed(row, name, _words(held), _words(held, values))

    def _held(self, place: Place) -> Given | None:
        """Return the figure that stood before the import; those of a period are read at once."""
        period, unit, _counter = place.row
        if period not in self._stood:
            found = counters.given(self.register.db, period=period)
            self._stood[period] = {(given.unit, given.counter.casefold()): given for given in found}
        return self._stood[period].get((unit, place.counter.terms.code.casefold()))

    def _place(self, row: Row) -> Place | None:
        """Return where the figure of a row stands; None when a cell of it cannot be read."""
        cells = self.cells(row)
        for column in ("period", "unit"):
            if not row.values[column] and not self._usual[column]:
                raise Invalid(
                    _("The row names no {column}.").format(column=column),
                    _("Fill in the cell, or give --{option} for the whole file.").format(option=column),
                    field=column,
                )
        key = cells.read("period", self._period)
        unit = cells.read("unit", self._unit)
        found = cells.read("counter", self._counter)
        cells.read("value", counter.figure)
        if not cells.sound or found is None:
            return None
        key = key or self._period(self._usual["period"])
        unit = unit or self._unit(self._usual["unit"])
        self.refuse_absent(unit, key)
        if not self._define:
            self._refuse_other(row, found.terms)
        return Place(key, unit, found)

    def refuse_absent(self, unit: Unit, key: PeriodKey) -> None:
        """Raise Invalid when a unit did not exist in a period, which is looked up once."""
        if (key, unit.id) not in self._there:
            if key not in self._days:
                self._days[key] = counter.span(self.register, key)
            counter.refuse_absent(self.register, unit, key, self._days[key])
            self._there.add((key, unit.id))

    def _counter(self, word: str) -> Counter:
        if word not in self._known:
            self._known[word] = counter.find(self.register, word)
        return self._known[word]

    def _define_row(self, entry: Entry, row: Row) -> str:
        """Define the counter of a row, once in the file; return what that did, nothing where the row only names it."""
        given = {name: row.values[name] for name in counter_define.NAMES if row.values[name]}
        code = row.values["counter"]
        first, said = self._defined.setdefault(code, (row.number, given))
        if first != row.number:
            if given and given != said:
                raise stands_twice(first, next(name for name in given if given[name] != said.get(name)))
            return "same"
        if not given and self._is_known(code):
            return "same"
        done = counter_define.define_in(self.register, entry, code, given)
        self._known.pop(code, None)
        if done.done == "changed" and done.before is not None:
            self.changed(row, code, *_definitions(done.before.terms, done.after.terms))
        if done.done == "added":
            self._added += [*done.also, done.after.terms.code]
        return done.done

    def _is_known(self, word: str) -> bool:
        return counters.find(self.register.db, word) is not None or bool(
            counter.called(counters.every(self.register.db), word)
        )

    def _refuse_other(self, row: Row, terms: Terms) -> None:
        """Raise Invalid when the wording beside a code is another counter's: one of the two cells slipped a row."""
        called = {name: getattr(terms, name) for name in ("label_vi", "label_en")}
        called["label"] = called[f"label_{language()}"] or terms.label
        for name in LABELS:
            words = row.values[name]
            if words and called[name] and fold(words) != fold(called[name]):
                raise Invalid(
                    _("{code} is {name}, not {other}.").format(
                        code=terms.code, name=called[name], other=words
                    ),
                    _("Correct the code or the name."),
                    field=name,
                )


def _definitions(before: Terms, after: Terms) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a definition said and what it says now, where that is not the same."""
    other = [name for name in Terms._fields if getattr(before, name) != getattr(after, name)]
    old, new = ({name: str(getattr(one, name) or "") for name in other} for one in (before, after))
    return old, new


def _words(held: Given, values: Mapping[str, Value] | None = None) -> dict[str, str]:
    """Return a figure and its note as text, as they stand or as they are set."""
    value = (values or {}).get("value", held.value)
    note = (values or {"note": held.note}).get("note", held.note)
    said = {"value": scaled_text(int(value or 0), SCALE)}
    return said | ({"note": str(note)} if note else {})
