"""Import marks: points of many subjects from one table."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import ClassVar

from tasktrack.domain.marking import MarkRow
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import MARKS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import mark, scheme
from tasktrack.services.cell_readers import flag
from tasktrack.services.importing import Importer, remembered
from tasktrack.services.mark import Place
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register


class MarkImport(Importer):
    """Rows into marks.

    The same mark again is skipped, other points for the same place are a change. Columns that the file does
    not have stay as they are, and so do points and maximum where the cell is empty; an empty reason clears it.
    """

    spec: ClassVar[TableSpec] = MARKS

    def __init__(self, register: Register, file: str) -> None:
        super().__init__(register, file)
        self._rows: dict[tuple[Value, ...], tuple[int, tuple[str, ...]]] = {}
        self._period = remembered(lambda text: mark.open_period(register, text))
        self._scheme = remembered(lambda name: scheme.find(register, name)[0])
        self._days: dict[int, DataWindow] = {}

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write marks one by one: what may stand at a criterion hangs on those around it."""
        for row in rows:
            place = self._place(row)
            if place is None:
                continue
            try:
                if self._stands(row, place):
                    self.done["same"] += 1
                else:
                    self._put(entry, row, place)
            except TasktrackError as fault:
                self.refuse(row, fault, fault.field or "points")

    def _place(self, row: Row) -> Place | None:
        cells = self.cells(row)
        period = cells.read("period", self._period)
        one = cells.read("scheme", self._scheme)
        if one is None or period is None:
            return None
        days = self._days_of(period)
        subject = cells.read("subject", lambda code: mark.subject_of(self.register, one, code, days))
        criterion = cells.read(
            "criterion", lambda code: mark.criterion_code(self.register, one, period, code)
        )
        for column in mark.NUMBERS:
            cells.read(column, partial(mark.number, column))
        cells.read("not_applicable", flag)
        if subject is None or criterion is None or not cells.sound:
            return None
        return Place(period, one, subject, criterion)

    def _days_of(self, period: Period) -> DataWindow:
        if period.id not in self._days:
            self._days[period.id] = mark.days_of(self.register, period)
        return self._days[period.id]

    def _stands(self, row: Row, place: Place) -> bool:
        """Return whether a row before this one said the same; raise Invalid when it said something else."""
        given = tuple(row.values[column] for column in row.given)
        first, said = self._rows.setdefault(tuple(place.key.values()), (row.number, given))
        if said != given:
            raise Invalid(
                _("This mark stands in row {row} already.").format(row=first),
                _("Keep one of the two rows."),
                field="criterion",
            )
        return first != row.number

    def _put(self, entry: Entry, row: Row, place: Place) -> None:
        beside = mark.beside(self.register, place)
        before = beside.get(place.criterion)
        given = {column: row.values[column] for column in row.given}
        if given.get("not_applicable") and not flag(given["not_applicable"]):
            given["not_applicable"] = ""
        done = mark.put_at(self.register, entry, place, given, beside)
        if done != "changed" or before is None:
            self.done[done] += 1
            return
        after = mark.beside(self.register, place)[place.criterion]
        self.changed(row, f"{place.subject.code} {place.criterion}", in_words(before), in_words(after))


def in_words(row: MarkRow) -> dict[str, str]:
    """Return the figures and texts of a mark, by column, as text."""
    held = {
        "points": row.points,
        "self_points": row.self_points,
        "max": row.maximum,
        "reason": row.reason,
        "evidence": row.evidence,
    }
    return {
        name: decimal_text(value, 6, trim=True) if isinstance(value, Fraction) else value
        for name, value in held.items()
        if value is not None
    }
