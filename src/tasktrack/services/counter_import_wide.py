"""Import counters from the wide form that many offices use: a row for each unit, a column for each counter."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from tasktrack.domain.counter import Counter
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.text import fold
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import WIDE_COUNTERS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.intake.wide_columns import wide_counters
from tasktrack.services import counter, lookup
from tasktrack.services.cell_readers import stands_twice
from tasktrack.services.counter_import import CounterImport, Place
from tasktrack.store import counter as counters
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


def wide(period: str | None = None) -> Callable[[Register, str], "WideCounterImport"]:
    """Return what makes the import of the wide form: headings are the codes of the counters, or their wordings.

    `period` is that of rows which name none; without it the file has a column for it. Raise Invalid where no counter
    is defined.
    """

    def build(register: Register, file: str) -> WideCounterImport:
        every = counters.every(register.db)
        if not every:
            raise Invalid(
                _("No counter is defined: the columns of the file mean nothing yet."),
                _("Define them first: tasktrack counter define CODE --label TEXT."),
            )
        called = [(one.terms.code, *(words for _lang, words in one.terms.wordings())) for one in every]

        class Form(WideCounterImport):
            spec: ClassVar[TableSpec] = wide_counters(called, with_period=period is None)

        return Form(register, file, every, period or "")

    return build


class WideCounterImport(CounterImport):
    """Rows into the figures of a unit, one for each cell that is filled; an empty one says nothing.

    The same figures again are skipped, others are a change. A row with a fault writes none of its figures.
    """

    spec: ClassVar[TableSpec] = WIDE_COUNTERS

    def __init__(self, register: Register, file: str, every: Sequence[Counter], period: str) -> None:
        super().__init__(register, file, period)
        self._by_code = {one.terms.code: one for one in every}
        self._rows: dict[tuple[str, int], Row] = {}

    def finish(self, entry: Entry) -> None:
        """Say how a column becomes known that is the heading of no counter."""
        super().finish(entry)
        hint = _("A counter that is not there: tasktrack counter define CODE --label TEXT.")
        self.faults = [
            fault
            if not fault.column or fault.column in self.spec.names
            else replace(fault, remedy=f"{fault.remedy} {hint}")
            for fault in self.faults
        ]

    def _take(self, entry: Entry, row: Row) -> None:
        cells = self.cells(row)
        given = {
            code: value
            for code in row.given
            if code in self._by_code and (value := cells.read(code, counter.figure)) is not None
        }
        key = cells.read("period", self._period)
        unit = self._body(row)
        if not cells.sound:
            return
        if key is None:
            key = self._period(self._usual["period"])
        self._refuse_unfit(row, unit, key, filled=bool(given))
        for code, value in given.items():
            self.put(entry, row, Place(key, unit, self._by_code[code]), {"value": value})

    def _body(self, row: Row) -> Unit:
        """Return the unit of a row, by its code or by its name alone."""
        code, name = row.values["unit"], row.values["name"]
        try:
            unit = lookup.unit(self.register, code or name)
        except TasktrackError as fault:
            raise type(fault)(fault.message, fault.remedy, field="unit" if code else "name") from fault
        if code and name and fold(name) != fold(unit.name) and lookup.unit(self.register, name) != unit:
            raise Invalid(
                _("{code} is {name}, not {other}.").format(code=unit.code, name=unit.name, other=name),
                _("Correct the code or the name."),
                field="name",
            )
        return unit

    def _refuse_unfit(self, row: Row, unit: Unit, key: PeriodKey, *, filled: bool) -> None:
        if not filled:
            raise Invalid(
                _("No figure is given."), _("Fill in a counter, or take the row out."), field="unit"
            )
        self.refuse_absent(unit, key)
        first = self._rows.setdefault((str(key), unit.id), row)
        if first.values != row.values:
            raise stands_twice(first.number, "unit")
