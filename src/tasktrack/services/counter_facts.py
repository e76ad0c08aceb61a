"""What schemes reckon with of counters: the figure of a unit with all units below it."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.counter import SCALE, Figure
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.scheme import Scheme
from tasktrack.services import counter_figures
from tasktrack.services.counting import Ground
from tasktrack.store.register import Register


class Counted(NamedTuple):
    """The figures of a period by counter, whose codes are in small letters, and unit."""

    figures: Mapping[str, Mapping[int, Figure]]

    def of_unit(self, code: str, unit: int) -> Value:
        """Return the figure of a unit with those below it; of none that was given there is no value."""
        found = self.figures.get(code.casefold(), {}).get(unit)
        return Missing("not-counted", code) if found is None else Fraction(found.total, SCALE)


def read(register: Register, schemes: Iterable[Scheme], ground: Ground) -> Counted | None:
    """Return the figures of a period, those that a closing kept where one is read; None where no scheme asks."""
    if not any(one.counters for one in schemes):
        return None
    period, days = ground.period, ground.window
    if ground.closed is not None:
        sheet = counter_figures.of_closing(register, period, ground.closed.revision)
    else:
        sheet = counter_figures.of_books(register, period.key, days.from_on, days.cut_on)
    return Counted({code.casefold(): found for code, found in sheet.figures.items()})
