"""Who is there in a window, from the books or from what a closing kept."""

from tasktrack.domain.period_state import DataWindow
from tasktrack.domain.roll import Roll
from tasktrack.domain.service import services
from tasktrack.services import lookup
from tasktrack.store import roll, service
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


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
