"""Counters listed: what they are, and the figures of units, each of itself and with the units below it."""

from collections.abc import Iterator
from typing import NamedTuple

from tasktrack.domain.counter import Counter, FigureRow
from tasktrack.domain.counter_parts import in_time, upwards
from tasktrack.domain.period import PeriodKey
from tasktrack.services import counter, counter_figures, known_counters, lookup
from tasktrack.services.counter_figures import Sheet
from tasktrack.store import counter as counters
from tasktrack.store.register import Register


class Asked(NamedTuple):
    """Whose figures are asked for: those of a unit, those of a unit and all below it, those of a counter."""

    unit: int | None = None
    under: int | None = None
    counter: str | None = None

    def holds(self, unit: int, sheet: Sheet) -> bool:
        """Return whether the figures of a unit are asked for."""
        if self.unit is not None and unit != self.unit:
            return False
        return self.under is None or self.under in upwards(unit, sheet.parents)


def definitions(register: Register) -> list[Counter]:
    """Return all counters in the order in which they were defined."""
    return [one._replace(terms=known_counters.spoken(one.terms)) for one in counters.every(register.db)]


def every(
    register: Register,
    period: str | None = None,
    *,
    unit: str | None = None,
    under: str | None = None,
    code: str | None = None,
) -> list[FigureRow]:
    """Return the figures of a period, or of every period for which any was given, counter by counter."""
    asked = Asked(
        lookup.unit(register, unit).id if unit else None,
        lookup.unit(register, under).id if under else None,
        counter.find(register, code).terms.code if code else None,
    )
    given = counters.given(register.db)
    notes = {(one.period, one.unit, one.counter): one.note for one in given}
    if period:
        keys = [counter.office_key(period)]
    else:
        keys = sorted({PeriodKey.parse(one.period) for one in given}, key=in_time)
    return [row for key in keys for row in _rows(counter_figures.read(register, key), asked, notes)]


def _rows(sheet: Sheet, asked: Asked, notes: dict[tuple[str, int, str], str | None]) -> Iterator[FigureRow]:
    order = {unit: place for place, unit in enumerate(counter_figures.in_tree_order(sheet))}
    closed = sheet.revision is not None
    for terms in sheet.terms:
        if asked.counter not in (None, terms.code):
            continue
        found, said = sheet.figures.get(terms.code, {}), known_counters.spoken(terms)
        for unit in sorted(found, key=lambda one: order.get(one, len(order))):
            if asked.holds(unit, sheet):
                note = notes.get((str(sheet.key), unit, terms.code))
                yield FigureRow(str(sheet.key), sheet.units[unit], said, found[unit], note, closed)
