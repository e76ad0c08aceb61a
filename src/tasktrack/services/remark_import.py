"""Import what Forms 01 and 02 hold beside the points, from one table."""

from collections.abc import Sequence
from typing import ClassVar

from tasktrack.domain.remark import FIELDS
from tasktrack.errors import TasktrackError
from tasktrack.intake.cells import Row
from tasktrack.intake.columns import REMARKS
from tasktrack.intake.table_spec import TableSpec
from tasktrack.services import remark
from tasktrack.services.cell_readers import stands_twice
from tasktrack.services.importing import Importer, remembered
from tasktrack.services.remark import Place
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


class RemarkImport(Importer):
    """Rows into what is written of people; other words for the same one are a change.

    An empty cell says nothing: what stood there stays, for person and superior fill in different columns.
    """

    spec: ClassVar[TableSpec] = REMARKS

    def __init__(self, register: Register, file: str) -> None:
        super().__init__(register, file)
        self._rows: dict[tuple[int, str, int], Row] = {}
        self._period = remembered(lambda text: remark.open_period(register, text))
        self._class = remembered(remark.class_reader(register))

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write rows one by one."""
        for row in rows:
            place = self._place(row)
            if place is None:
                continue
            key = (place.period.id, place.kind, place.subject.id)
            first = self._rows.setdefault(key, row)
            if first is not row and first.values != row.values:
                self.refuse(row, stands_twice(first.number, "subject"))
            else:
                self._put(entry, row, place)

    def _place(self, row: Row) -> Place | None:
        cells = self.cells(row)
        period = cells.read("period", self._period)
        cells.read("self_class", self._class)
        if period is None:
            return None
        key = str(period.key)
        subject = cells.read("subject", lambda code: remark.subject_of(self.register, key, code))
        return Place(period, subject) if subject is not None and cells.sound else None

    def _put(self, entry: Entry, row: Row, place: Place) -> None:
        given = {name: remark.said(text) for name in FIELDS if (text := row.values[name])}
        if row.values["self_class"]:
            given["self_class"] = self._class(row.values["self_class"])
        before = remark.written(self.register, place)
        try:
            done = remark.put_at(self.register, entry, place, given)
        except TasktrackError as fault:
            self.refuse(row, fault, fault.field or "subject")
            return
        if done != "changed":
            self.done[done] += 1
            return
        after = remark.written(self.register, place)
        was, now = ({k: v for k, v in one.fields.items() if v} for one in (before, after))
        self.changed(row, place.subject.code, was, now)
