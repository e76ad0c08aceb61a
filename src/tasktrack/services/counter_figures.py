"""The figures of a period: of each unit itself and with the units below it, from the books or from a closing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from tasktrack.domain.counter import Figure, Terms
from tasktrack.domain.counter_parts import Exists, Made, figures, inside, made, months
from tasktrack.domain.period import PeriodKey, Window
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.roll import UnitPlace
from tasktrack.domain.text import sort_key
from tasktrack.domain.unit import Unit
from tasktrack.services import counter, window
from tasktrack.store import counter as counters
from tasktrack.store import frozen_counter, roll
from tasktrack.store import period as periods
from tasktrack.store import unit as units
from tasktrack.store.register import Register


class Sheet(NamedTuple):
    """The figures of one period by counter and unit; `terms` are the counters in their order.

    `units` are those that existed in it, and whoever else was given a figure, with those above them. `found` is the
    period where it was opened; `revision` the closing that is read, None where the books are. `ended` are units that
    were no longer there on its last day; `to_come` its months that have not begun, counted from its first one.
    """

    key: PeriodKey
    terms: tuple[Terms, ...]
    units: Mapping[int, UnitPlace]
    figures: Mapping[str, Mapping[int, Figure]]
    found: Period | None = None
    revision: int | None = None
    ended: frozenset[int] = frozenset()
    to_come: frozenset[int] = frozenset()

    @property
    def parents(self) -> dict[int, int | None]:
        """Return the tree: units by id with those directly above them."""
        return {unit.id: unit.parent for unit in self.units.values()}


def read(register: Register, key: PeriodKey) -> Sheet:
    """Return the figures of a period: those that its closing kept, else those of the books."""
    found = periods.find(register.db, key)
    if found is not None and found.closed:
        return of_closing(register, found, found.revision)
    if found is None:
        whole = counter.span(register, key)
        return of_books(register, key, whole.starts_on, whole.ends_on)
    days = window.data_window(register, found)
    return of_books(register, key, days.from_on, days.cut_on)._replace(found=found)


def of_closing(register: Register, period: Period, revision: int) -> Sheet:
    """Return what a closing of a period kept."""
    rows = frozen_counter.kept(register.db, period.id, revision)
    places, _people = roll.frozen(register.db, period.id, revision)
    by_code: dict[str, dict[int, Figure]] = defaultdict(dict)
    terms: dict[str, Terms] = {}
    for row in rows:
        terms.setdefault(row.terms.code, row.terms)
        if row.unit is not None and row.figure is not None:
            by_code[row.terms.code][row.unit] = row.figure
    asked = {unit for figures in by_code.values() for unit in figures}
    there = _with_those_above({one.id: one for one in places}, asked, register)
    ended = _ended(units.every(register.db), there, period.ends_on)
    return Sheet(period.key, tuple(terms.values()), there, by_code, period, revision, ended)


def of_books(register: Register, key: PeriodKey, from_on: date, to_on: date) -> Sheet:
    """Return the figures that the books have for a period, over the units of its days."""
    every = counters.every(register.db)
    given = _given(register, key)
    asked = {unit for by_unit in given.values() for unit in by_unit}
    existing = {one.id: one for one in roll.units_in(register.db, from_on, to_on)}
    there = _with_those_above(existing, asked, register)
    parents = {one.id: one.parent for one in there.values()}
    book = units.every(register.db)
    exists = _existence(register, book, asked)
    ended = _ended(book, there, counter.span(register, key).ends_on)
    found: dict[str, Mapping[int, Figure]] = {}
    for one in every:
        own: dict[int, Made] = {}
        for unit, values in given.get(one.id, {}).items():
            if (figure := made(key, values, one.terms.over, exists[unit])) is not None:
                own[unit] = figure._replace(ended=one.terms.over == "last" and unit in ended)
        found[one.terms.code] = figures(own, parents)
    terms = tuple(one.terms for one in every)
    return Sheet(key, terms, there, found, ended=ended, to_come=_to_come(register, key))


def _ended(book: Iterable[Unit], there: Mapping[int, UnitPlace], last: date) -> frozenset[int]:
    return frozenset(
        one.id for one in book if one.id in there and one.valid_to is not None and one.valid_to < last
    )


def _to_come(register: Register, key: PeriodKey) -> frozenset[int]:
    """Return the months of a period that have not begun, counted from its first one."""
    today, inside = register.clock.today(), months(key)
    if key.year < today.year:
        return frozenset()
    return frozenset(
        month - inside.start
        for month in inside
        if counter.span(register, PeriodKey("month", key.year, month)).starts_on > today
    )


def _given(register: Register, key: PeriodKey) -> dict[int, dict[int, dict[PeriodKey, int]]]:
    """Return what was given for a period and all that it may be made of, by counter, unit and period."""
    keys = {str(one): one for one in inside(key)}
    found: dict[int, dict[int, dict[PeriodKey, int]]] = defaultdict(lambda: defaultdict(dict))
    for period, unit, one, value in counters.values(register.db, keys):
        found[one][unit][keys[period]] = value
    return found


def _with_those_above(
    units_there: Mapping[int, UnitPlace], asked: Iterable[int], register: Register
) -> dict[int, UnitPlace]:
    """Return units with others that have figures, and whoever stands above these, as the book has them."""
    found = dict(units_there)
    waiting = [unit for unit in asked if unit not in found]
    if waiting:
        book = {one.id: one for one in roll.units_in(register.db, date.min, date.max)}
        while waiting:
            unit = waiting.pop()
            if unit in found or unit not in book:
                continue
            found[unit] = book[unit]
            if (above := book[unit].parent) is not None:
                waiting.append(above)
    return found


def _existence(register: Register, book: Iterable[Unit], asked: Iterable[int]) -> Mapping[int, Exists]:
    """Return by unit what tells whether it existed on a day of a period that has begun."""
    today = register.clock.today()

    @cache
    def days(key: PeriodKey) -> Window:
        return counter.span(register, key)

    def of(unit: Unit) -> Exists:
        return lambda key: (
            days(key).starts_on <= today and unit.exists_in(days(key).starts_on, days(key).ends_on)
        )

    wanted = set(asked)
    return {one.id: of(one) for one in book if one.id in wanted}


def freeze(register: Register, found: Period, days: DataWindow) -> None:
    """Keep the figures of a period that is being closed; periods of people have none."""
    if found.key.people:
        return
    sheet = of_books(register, found.key, days.from_on, days.cut_on)
    frozen_counter.freeze(register.db, found.id, found.revision, sheet.terms, sheet.figures)


def in_tree_order(sheet: Sheet) -> list[int]:
    """Return the units of a sheet, each before those below it, by their names."""
    below: dict[int | None, list[UnitPlace]] = defaultdict(list)
    for one in sheet.units.values():
        below[one.parent if one.parent in sheet.units else None].append(one)
    found: list[int] = []
    waiting = _last_first(below[None])
    while waiting:
        unit = waiting.pop()
        found.append(unit.id)
        waiting += _last_first(below.get(unit.id, ()))
    return found


def _last_first(places: Iterable[UnitPlace]) -> list[UnitPlace]:
    return sorted(places, key=lambda one: (one.block or "", sort_key(one.name)), reverse=True)
