"""What schemes reckon with of counters: the figure of a unit with all units below it."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.counter import SCALE, Figure
from tasktrack.domain.counter_coverage import behind
from tasktrack.domain.counter_parts import upwards
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.scheme import Scheme
from tasktrack.services import counter_figures
from tasktrack.services.counter_figures import Sheet
from tasktrack.services.counting import Ground
from tasktrack.store.register import Register

# How many units a reason names.
_NAMED: Final = 3


class Counted(NamedTuple):
    """The figures of a period by counter, whose codes are in small letters, and unit; `lacking` by counter and unit
    names what is missing of it or of a unit below it.
    """

    figures: Mapping[str, Mapping[int, Figure]]
    lacking: Mapping[str, Mapping[int, str]]

    def of_unit(self, code: str, unit: int) -> Value:
        """Return the figure of a unit with those below it.

        There is no value where none was given, nor where it is made of parts of which some are missing.
        """
        name = code.casefold()
        found = self.figures.get(name, {}).get(unit)
        if found is None:
            return Missing("not-counted", code)
        if missing := self.lacking.get(name, {}).get(unit):
            return Missing("not-counted", f"{code} ({missing})")
        return Fraction(found.total, SCALE)


def read(register: Register, schemes: Iterable[Scheme], ground: Ground) -> Counted | None:
    """Return the figures of a period, those that a closing kept where one is read; None where no scheme asks."""
    if not any(one.counters for one in schemes):
        return None
    period, days = ground.period, ground.window
    if ground.closed is not None:
        sheet = counter_figures.of_closing(register, period, ground.closed.revision)
    else:
        sheet = counter_figures.of_books(register, period.key, days.from_on, days.cut_on)
    over = {one.code: one.over for one in sheet.terms}
    return Counted(
        {code.casefold(): found for code, found in sheet.figures.items()},
        {code.casefold(): _lacking(found, over[code], sheet) for code, found in sheet.figures.items()},
    )


def _lacking(found: Mapping[int, Figure], over: str, sheet: Sheet) -> dict[int, str]:
    """Return by unit what is missing of it and of the units below it: NS 2026-02."""
    words: dict[int, list[str]] = {}
    for unit, one in found.items():
        # A stock is that of its last part: what is missing before it is not reckoned with.
        missing = one.missing if over == "sum" else behind(one.parts, one.missing)
        if missing and not one.ended:
            for above in upwards(unit, sheet.parents):
                words.setdefault(above, []).append(f"{sheet.units[unit].code} {', '.join(missing)}")
    return {unit: "; ".join(those[:_NAMED]) for unit, those in words.items()}
