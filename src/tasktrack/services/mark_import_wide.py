"""Import marks from the wide form that many offices use: a row for each person, a column for each criterion."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import ClassVar

from tasktrack.domain.marks import Mark, check_mark, markable, may_be_marked
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.officer import Officer
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import fold
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.intake.table_spec import TableSpec
from tasktrack.intake.wide_columns import wide_marks
from tasktrack.services import mark, mark_part, scheme
from tasktrack.services.cell_readers import stands_twice
from tasktrack.services.importing import Importer, remembered
from tasktrack.services.mark import Place
from tasktrack.store import mark as marks
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


def wide(name: str, column: str, period: str | None = None) -> Callable[[Register, str], "WideMarkImport"]:
    """Return what makes the import of a scheme's wide form; `column` is points or self_points.

    Headings are the criterion codes, or their wordings. `period` is that of rows which name none; without it
    the file has a column for it.
    """

    def build(register: Register, file: str) -> WideMarkImport:
        one = scheme.find(register, name)[0]
        criteria = [
            (each.code, *dict.fromkeys(words for _language, words in each.label.words))
            for each in one.criteria
            if each.source == "sum" or may_be_marked(each)
        ]

        class Form(WideMarkImport):
            spec: ClassVar[TableSpec] = wide_marks(criteria, with_period=period is None)

        return Form(register, file, one, column, period)

    return build


class WideMarkImport(Importer):
    """Rows into the marks of one scheme, one for each cell that is filled; an empty one says nothing.

    The same marks again are skipped, other points are a change. A row with a fault writes none of its marks.
    """

    spec: ClassVar[TableSpec]

    def __init__(self, register: Register, file: str, one: Scheme, column: str, period: str | None) -> None:
        super().__init__(register, file)
        self._scheme = one
        self._column = column
        self._usual_period = period or ""
        self._period = remembered(self._open)
        self._days = remembered(lambda text: mark.days_of(register, self._period(text)))
        self._rows: dict[tuple[int, int], Row] = {}
        if period is not None:  # a period that cannot be marked is no fault of each row
            self._period(period)

    def take(self, entry: Entry, rows: Sequence[Row]) -> None:
        """Write the marks of rows whose every cell can be kept."""
        for row in rows:
            if (read := self._read(row)) is not None:
                place, given = read
                self._put(entry, row, place, given)

    def _read(self, row: Row) -> tuple[Place, dict[str, Fraction]] | None:
        """Return whose marks a row holds, and the points by criterion; None when something cannot be read."""
        cells = self.cells(row)
        given = {
            code: points
            for code in row.given
            if code in self._scheme.by_code
            and (points := cells.read(code, partial(mark.number, self._column))) is not None
        }
        text = row.values["period"] or self._usual_period
        period = cells.read("period", self._period) if row.values["period"] else self._period(text)
        if period is None:
            return None
        place = cells.read("subject", lambda code: self._place(code, row.values["name"], text, period))
        return (place, given) if place is not None and cells.sound else None

    def _open(self, text: str) -> Period:
        """Return a period in which the criteria of the scheme are marked; raise Invalid for one made of its parts."""
        found = mark.open_period(self.register, text)
        first = next(iter(markable(self._scheme)), self._scheme.criteria[0])
        mark_part.refuse_criteria(self.register, self._scheme, found, first.code)
        return found

    def _place(self, code: str, name: str, text: str, period: Period) -> Place:
        """Return where the marks of a row stand, but for the criterion."""
        subject = mark.subject_of(self.register, self._scheme, code, self._days(text))
        _refuse_other(subject, name)
        scheme.refuse_misfit(self._scheme, period.key)
        mark.refuse_position(self.register, self._scheme, period, subject)
        return Place(period, self._scheme, subject, "")

    def _put(self, entry: Entry, row: Row, place: Place, given: Mapping[str, Fraction]) -> None:
        first = self._rows.setdefault((place.period.id, place.subject.id), row)
        if first is not row and first.values != row.values:
            self.refuse(row, stands_twice(first.number, "subject"))
            return
        held = mark.beside(self.register, place)
        before = mark.side(held.values(), self._column)
        after = before | {
            code: Mark(points, held[code].maximum if code in held else None) for code, points in given.items()
        }
        if not self._sound(row, place, given, after):
            return
        for code, points in given.items():
            done = marks.put(entry, place._replace(criterion=code).key, {self._column: points})
            if code not in before or done != "changed":
                self.done["same" if done == "same" else "added"] += 1
            else:
                was, now = _said(self._column, before[code].points), _said(self._column, points)
                self.changed(row, f"{place.subject.code} {code}", was, now)

    def _sound(
        self, row: Row, place: Place, given: Mapping[str, Fraction], after: Mapping[str, Mark]
    ) -> bool:
        """Refuse every cell whose points do not fit; return whether there was none."""
        sound = True
        if not given:
            fault = Invalid(_("No points are given."), _("Fill in a criterion, or take the row out."))
            self.refuse(row, fault, "subject")
            return False
        for code in given:
            try:
                check_mark(self._scheme, code, after[code], after, place.owner)
            except TasktrackError as fault:
                self.refuse(row, fault, code)
                sound = False
        return sound


def _refuse_other(subject: Unit | Officer, name: str) -> None:
    """Raise Invalid when the name beside a code is another's: one of the two cells slipped a row."""
    if name and fold(name) != fold(subject.name):
        raise Invalid(
            _("{code} is {name}, not {other}.").format(code=subject.code, name=subject.name, other=name),
            _("Correct the code or the name."),
        )


def _said(column: str, points: Fraction) -> dict[str, str]:
    return {column: decimal_text(points, 6, trim=True)}
