"""Who is there in a window, from the books or from what a closing kept."""

from fractions import Fraction

from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.roll import Roll
from tasktrack.domain.service import months as months_of
from tasktrack.domain.service import services
from tasktrack.services import lookup
from tasktrack.store import roll, service
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


def months(register: Register, period: Period) -> dict[int, tuple[Fraction, Fraction]]:
    """Return by officer the months worked and excused in a period, from its first day to its last."""
    rows = service.in_window(register.db, period.starts_on, period.ends_on)
    return {row.officer: months_of(row) for row in rows}


def read(register: Register, window: DataWindow, closed: Closing | None = None) -> Roll:
    """Return the units that existed and the officers who served in a window; of a closing, those it kept.

    Closings of earlier versions of the program kept none: theirs are read from the books.
    """
    if closed is not None:
        units, people = roll.frozen(register.db, closed.period, closed.revision)
        if units or people:
            return Roll({one.id: one for one in units}, {one.officer: one for one in people})
    span = (window.from_on, window.cut_on)
    found = services(service.in_window(register.db, *span), *span, lookup.calendar(register))
    units = roll.units_in(register.db, *span)
    return Roll({one.id: one for one in units}, {one.officer: one for one in found})
