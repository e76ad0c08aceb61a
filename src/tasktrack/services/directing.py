"""Who directs whom: no change of the books may make officers direct themselves through others."""

import contextlib
from collections.abc import Iterator
from datetime import date

from tasktrack.domain.service import circles, in_circle
from tasktrack.errors import Invalid
from tasktrack.store import officer as officers
from tasktrack.store import service
from tasktrack.store.register import Register

Circle = tuple[int, ...]


class Circles:
    """The circles of managers as they stood before a change, so that only new ones are held against it.

    Recorded managers count, and heads where none is recorded: both are looked at on the days given, and on the
    day on which the posting begins that begins last of all.
    """

    def __init__(self, register: Register, *days: date) -> None:
        self._register = register
        self._days = days
        self._before = self._standing()

    def new(self) -> list[tuple[Circle, Invalid]]:
        """Return the circles that were not there before, each with its refusal."""
        found = sorted(self._standing() - self._before)
        codes = officers.codes(self._register.db) if found else {}
        return [(circle, in_circle(circle, codes)) for circle in found]

    def _standing(self) -> set[Circle]:
        db = self._register.db
        days = {*self._days, officers.last_begins(db) or self._days[0]}
        return {circle for day in sorted(days) for circle in circles(service.managers_on(db, day))}


@contextlib.contextmanager
def refusing_circles(register: Register, *days: date) -> Iterator[None]:
    """Raise Invalid, naming everybody in it, when what is done inside closes a circle of managers."""
    circles_of_managers = Circles(register, *days)
    yield
    for _circle, refusal in circles_of_managers.new():
        raise refusal
