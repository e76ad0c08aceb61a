"""The figures of a period told: whom they are about, beside the period before and the same one of the year before."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.counter import Figure, Terms
from tasktrack.domain.counter_coverage import Had, Side, gaps
from tasktrack.domain.counter_parts import in_time, upwards
from tasktrack.domain.counter_report import CountersReport, Row, Source, Told, UnitFigures
from tasktrack.domain.period import PeriodKey, containing, previous
from tasktrack.domain.period_state import CLOSED, state_of
from tasktrack.domain.roll import UnitPlace
from tasktrack.domain.succession import heirs
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import counter, counter_figures, known_counters, lookup, period, window
from tasktrack.services.counter_figures import Sheet
from tasktrack.store import closing, succession
from tasktrack.store.register import Register

# Whether the figure of a unit itself counts, by its id and the sheet that it stands in.
Counts = Callable[[int, Sheet], bool]


class Scope(NamedTuple):
    """Whose own figures are added up, and with which unit one counts."""

    counts: Counts
    body: Callable[[int], int]


def told(
    register: Register,
    text: str | None = None,
    *,
    unit: str | None = None,
    under: str | None = None,
    revision: int | None = None,
) -> CountersReport:
    """Return the figures of a period: of the whole office, of a unit itself, or of a unit with all below it.

    Left out, the period is the latest closed one of the base kind. What a unit had that another took over counts
    with that one in earlier periods. `revision` reads an earlier closing. Raise Invalid for a period of people or one
    that has not begun.
    """
    if unit and under:
        raise UsageFault(_("--unit and --under exclude each other."), _("Leave one of them out."))
    key = counter.office_key(text) if text else _newest(register)
    counter.refuse_to_come(register, key)
    sheet = _closed(register, key, revision) if revision else counter_figures.read(register, key)
    whose = lookup.unit(register, unit or under or "") if unit or under else None
    heir = heirs(succession.by(register.db, counter.span(register, key).ends_on))[0]
    scope = _scope(sheet, heir, whose.id if whose else None, alone=bool(unit))
    counts = scope.counts
    before = _sheet(register, lambda: previous(key))
    # Of a year both are the same one.
    last_year = before
    if previous(key).number != key.number:
        last_year = _sheet(register, lambda: PeriodKey(key.kind, key.year - 1, key.number))
    place = _place(sheet, whose.id, UnitPlace(*whose[:4], None)) if whose else None
    return CountersReport(
        office=register.settings["office"],
        source=_source(register, sheet),
        state=_state(register, sheet),
        unit=place,
        with_units_below=not unit,
        terms=[known_counters.spoken(one) for one in sheet.terms],
        rows=list(_rows(sheet, before, last_year, scope)),
        units=_by_unit(sheet, counts),
        previous=_source(register, before) if before else None,
        last_year=_source(register, last_year) if last_year else None,
        as_of=_as_of(register, sheet),
        inherited=any(_is_inherited(one, sheet, heir) for one in (before, last_year) if one),
        joined=_joined(sheet, scope) if whose else (),
        gone=_gone(sheet, counts),
    )


def _joined(sheet: Sheet, scope: Scope) -> list[str]:
    """Return the units that ended within a period and count with another one that took over from them."""
    had = {unit for found in sheet.figures.values() for unit, one in found.items() if one.own is not None}
    return sorted(
        f"{sheet.units[unit].code} ({sheet.units[scope.body(unit)].code})"
        for unit in had & sheet.ended
        if scope.body(unit) != unit and scope.counts(unit, sheet)
    )


def _gone(sheet: Sheet, counts: Counts) -> dict[str, list[str]]:
    """Return by counter the units whose stock does not count, for they were no longer there at the end."""
    found = {
        code: sorted(
            sheet.units[unit].code for unit, one in by_unit.items() if one.ended and counts(unit, sheet)
        )
        for code, by_unit in sheet.figures.items()
    }
    return {code: those for code, those in found.items() if those}


def _as_of(register: Register, sheet: Sheet) -> date:
    cut_on = sheet.found.cut_on if sheet.found and sheet.revision is not None else None
    return cut_on or register.clock.today()


def _is_inherited(earlier: Sheet, now: Sheet, heir: Mapping[int, int]) -> bool:
    """Return whether a unit that is gone had figures, and one that is there took over from it."""
    there = {unit for found in earlier.figures.values() for unit in found}
    return any(unit not in now.units and heir.get(unit) in now.units for unit in there)


def _newest(register: Register) -> PeriodKey:
    """Return the latest closed period of the base kind; raise NotFound where none is, for any may be named."""
    try:
        return period.named(register, None).key
    except NotFound as fault:
        today, kind = register.clock.today(), window.base_kind(register)
        key = containing(today, kind, window.windows_of(register, PeriodKey(kind, today.year)))
        raise NotFound(
            fault.message,
            _("Name the period, opened or not: tasktrack report counters {key}.").format(key=key),
        ) from fault


def _closed(register: Register, key: PeriodKey, revision: int) -> Sheet:
    """Return what a closing kept; raise NotFound for one that was never made."""
    found = period.find(register, key)
    period.closing_of(register, found, revision)
    return counter_figures.of_closing(register, found, revision)


def _place(sheet: Sheet, unit: int, otherwise: UnitPlace) -> UnitPlace:
    return sheet.units.get(unit, otherwise)


def _sheet(register: Register, key: Callable[[], PeriodKey]) -> Sheet | None:
    """Return the figures of an earlier period; None where there is none, as of a 53rd week."""
    try:
        return counter_figures.read(register, key())
    except Invalid:
        return None


def _source(register: Register, sheet: Sheet) -> Source:
    if sheet.found is None or sheet.revision is None:
        return Source(sheet.key, None, to_come=sheet.to_come)
    record = closing.find(register.db, sheet.found.id, sheet.revision)
    return Source(sheet.key, sheet.revision, record.seal if record else None)


def _state(register: Register, sheet: Sheet) -> str:
    if sheet.found is None:
        return "unopened"
    if sheet.revision is not None:
        return CLOSED
    return "reopened" if sheet.found.is_reopened else state_of(sheet.found, register.clock)


def _scope(now: Sheet, heir: Mapping[int, int], whose: int | None, *, alone: bool) -> Scope:
    """Return whose own figures are added up, and with which unit each counts.

    A unit that is no longer there counts where all of it went; one that ended within the period there too, and where
    it stood until then; another one where it stood in its own time.
    """

    def body(unit: int) -> int:
        gone = unit not in now.units or unit in now.ended
        return heir[unit] if gone and heir.get(unit) in now.units else unit

    def counts(unit: int, sheet: Sheet) -> bool:
        if whose is None:
            return True
        taker = body(unit)
        places = [(unit, sheet)] if taker == unit or unit in now.units else []
        if taker != unit:
            places.append((taker, now))
        return any(one == whose if alone else whose in upwards(one, tree.parents) for one, tree in places)

    return Scope(counts, body)


def _rows(now: Sheet, before: Sheet | None, last_year: Sheet | None, scope: Scope) -> Iterator[Row]:
    """Yield the counters of which any figure is known, as they are called in the period, else in an earlier one."""
    sheets = (now, before, last_year)
    called: dict[str, Terms] = {}
    for sheet in sheets:
        for terms in sheet.terms if sheet else ():
            called.setdefault(terms.code, known_counters.spoken(terms))
    for code, terms in called.items():
        found = [_added(sheet, now, code, scope) if sheet else None for sheet in sheets]
        if any(one is not None for one in found):
            sides = [
                _side(terms, one, sheet, now, scope) if one and sheet else None
                for one, sheet in zip(found, sheets, strict=True)
            ]
            lacking = [gaps(sides[0], one) if sides[0] and one else () for one in sides[1:]]
            yield Row(terms, found[0], found[1], found[2], lacking[0], lacking[1])


def _side(terms: Terms, told: Told, sheet: Sheet, now: Sheet, scope: Scope) -> Side:
    there = {_code(scope.body(unit), sheet, now) for unit in sheet.units if scope.counts(unit, sheet)}
    return Side(terms, sheet.key, told.had, there, sheet.to_come)


def _code(body: int, sheet: Sheet, now: Sheet) -> str:
    return (now.units.get(body) or sheet.units[body]).code


def _added(sheet: Sheet, now: Sheet, code: str, scope: Scope) -> Told | None:
    """Add up the figures of units themselves; None where nothing was given of any of them."""
    had: list[Had] = []
    for unit, one in sheet.figures.get(code, {}).items():
        if one.own is not None and not one.ended and scope.counts(unit, sheet):
            body = _code(scope.body(unit), sheet, now)
            had.append(Had(sheet.units[unit].code, body, one.own, one.parts, one.missing, one.instead))
    if not had:
        return None
    return Told(
        sum(one.value for one in had),
        tuple(sorted(had)),
        _keys(one.parts for one in had),
        _keys(one.missing for one in had),
    )


def _keys(found: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    keys = set().union(*found)
    return tuple(sorted(keys, key=lambda text: in_time(PeriodKey.parse(text))))


def _by_unit(sheet: Sheet, counts: Counts) -> Sequence[UnitFigures]:
    """Return the figures unit by unit, each before those below it; none of a single unit."""
    parents = sheet.parents
    found = [
        UnitFigures(
            sheet.units[unit],
            len(upwards(unit, parents)) - 1,
            _of(sheet.figures, unit, lambda one: None if one.ended else one.own),
            _of(sheet.figures, unit, lambda one: None if one.ended and not one.total else one.total),
        )
        for unit in counter_figures.in_tree_order(sheet)
        if counts(unit, sheet)
    ]
    found = [one for one in found if one.total]
    first = min((one.level for one in found), default=0)
    return [one._replace(level=one.level - first) for one in found] if len(found) > 1 else []


def _of(
    figures: Mapping[str, Mapping[int, Figure]], unit: int, read: Callable[[Figure], int | None]
) -> dict[str, int]:
    by_code = {code: read(found[unit]) for code, found in figures.items() if unit in found}
    return {code: value for code, value in by_code.items() if value is not None}
