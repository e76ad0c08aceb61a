"""What a form was believed in though it looks odd: the cells that are to be looked at again."""

from collections.abc import Iterator, Sequence
from typing import Final

from tasktrack.i18n import _
from tasktrack.intake.cells import Row
from tasktrack.services.form_letter import Letter
from tasktrack.store import form as store
from tasktrack.store.form import Report
from tasktrack.store.register import Register

_WHOLE: Final = 10_000  # hundredths of a percent


def doubts(register: Register, letter: Letter, rows: Sequence[Row]) -> Iterator[str]:
    """Yield a sentence, with its cell, for what `log` would say of the entries that rows brought."""
    known = store.reported(register.db, (row.values["key"] for row in rows))
    for row in rows:
        if one := known.get(row.values["key"]):
            for column, note in _notes(one):
                yield _("Cell {cell}: {note}").format(cell=letter.form.place(row.number, column), note=note)


def _notes(one: Report) -> Iterator[tuple[str, str]]:
    if one.percent == _WHOLE and not one.is_done:
        yield (
            "percent",
            _("100 % alone does not make the task done: the day on which it was finished is missing."),
        )
    if one.percent is not None and one.percent < _WHOLE and one.is_done:
        yield "percent", _("It is reported finished with less than 100 %: it counts as done.")
    if one.percent is not None and one.before is not None and one.percent < one.before:
        yield "percent", _("Progress falls below the entry before it.")
    if one.quantity is not None and one.total > one.assigned:
        yield "quantity", _("More is logged than was assigned.")
    if one.is_done and 0 < one.total < one.assigned:
        yield (
            "done",
            _("It is reported done with less than was assigned: only what is logged counts."),
        )
