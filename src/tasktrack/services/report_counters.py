"""The figures of a period told: whom they are about, beside the period before and the same one of the year before."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from tasktrack.domain.counter import Figure, Terms
from tasktrack.domain.counter_parts import in_time, upwards
from tasktrack.domain.counter_report import CountersReport, Row, Source, Told, UnitFigures
from tasktrack.domain.period import PeriodKey, previous
from tasktrack.domain.period_state import CLOSED, state_of
from tasktrack.domain.roll import UnitPlace
from tasktrack.domain.succession import heirs
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import counter, counter_figures, lookup, period
from tasktrack.services.counter_figures import Sheet
from tasktrack.store import succession
from tasktrack.store.register import Register

# Whether the figure of a unit itself counts, by its id and the sheet that it stands in.
Counts = Callable[[int, Sheet], bool]


def told(
    register: Register, text: str | None = None, *, unit: str | None = None, under: str | None = None
) -> CountersReport:
    """Return the figures of a period: of the whole office, of a unit itself, or of a unit with all below it.

    Left out, the period is the latest closed one of the base kind. What a unit had that another took over counts
    with that one in earlier periods. Raise Invalid for a period of people or one that has not begun.
    """
    if unit and under:
        raise UsageFault(_("--unit and --under exclude each other."), _("Leave one of them out."))
    key = counter.office_key(text) if text else period.named(register, None).key
    counter.refuse_to_come(register, key)
    sheet = counter_figures.read(register, key)
    whose = lookup.unit(register, unit or under or "") if unit or under else None
    heir = heirs(succession.by(register.db, counter.span(register, key).ends_on))[0]
    counts = _counting(sheet, heir, whose.id if whose else None, alone=bool(unit))
    before = _sheet(register, lambda: previous(key))
    last_year = _sheet(register, lambda: PeriodKey(key.kind, key.year - 1, key.number))
    place = _place(sheet, whose.id, UnitPlace(*whose[:4], None)) if whose else None
    return CountersReport(
        office=register.settings["office"],
        source=_source(sheet),
        state=_state(register, sheet),
        unit=place,
        with_units_below=not unit,
        terms=sheet.terms,
        rows=list(_rows(sheet, before, last_year, counts)),
        units=_by_unit(sheet, counts),
        previous=_source(before) if before else None,
        last_year=_source(last_year) if last_year else None,
        as_of=_as_of(register, sheet),
        inherited=any(_is_inherited(one, sheet, heir) for one in (before, last_year) if one),
    )


def _as_of(register: Register, sheet: Sheet) -> date:
    cut_on = sheet.found.cut_on if sheet.found and sheet.revision is not None else None
    return cut_on or register.clock.today()


def _is_inherited(earlier: Sheet, now: Sheet, heir: Mapping[int, int]) -> bool:
    """Return whether a unit that is gone had figures, and one that is there took over from it."""
    there = {unit for found in earlier.figures.values() for unit in found}
    return any(unit not in now.units and heir.get(unit) in now.units for unit in there)


def _place(sheet: Sheet, unit: int, otherwise: UnitPlace) -> UnitPlace:
    return sheet.units.get(unit, otherwise)


def _sheet(register: Register, key: Callable[[], PeriodKey]) -> Sheet | None:
    """Return the figures of an earlier period; None where there is none, as of a 53rd week."""
    try:
        return counter_figures.read(register, key())
    except Invalid:
        return None


def _source(sheet: Sheet) -> Source:
    seal = sheet.found.seal if sheet.found and sheet.revision is not None else None
    return Source(sheet.key, sheet.revision, seal)


def _state(register: Register, sheet: Sheet) -> str:
    if sheet.found is None:
        return "unopened"
    if sheet.revision is not None:
        return CLOSED
    return "reopened" if sheet.found.is_reopened else state_of(sheet.found, register.clock)


def _counting(now: Sheet, heir: Mapping[int, int], whose: int | None, *, alone: bool) -> Counts:
    """Return whose own figures are added up.

    A unit that is no longer there counts where all of it went; another one where it stood in its own time.
    """
    if whose is None:
        return lambda _unit, _sheet: True

    def counts(unit: int, sheet: Sheet) -> bool:
        gone = unit not in now.units and heir.get(unit) in now.units
        body, tree = (heir[unit], now) if gone else (unit, sheet)
        return body == whose if alone else whose in upwards(body, tree.parents)

    return counts


def _rows(now: Sheet, before: Sheet | None, last_year: Sheet | None, counts: Counts) -> Iterator[Row]:
    """Yield the counters of which any figure is known, as they are called in the period, else in an earlier one."""
    sheets = (now, before, last_year)
    called: dict[str, Terms] = {}
    for sheet in sheets:
        for terms in sheet.terms if sheet else ():
            called.setdefault(terms.code, terms)
    for code, terms in called.items():
        found = [_added(sheet, code, counts) if sheet else None for sheet in sheets]
        if any(one is not None for one in found):
            yield Row(terms, *found)


def _added(sheet: Sheet, code: str, counts: Counts) -> Told | None:
    """Add up the figures of units themselves; None where nothing was given of any of them."""
    figures = sheet.figures.get(code, {})
    there = [one for unit, one in figures.items() if one.own is not None and counts(unit, sheet)]
    if not there:
        return None
    return Told(
        sum(one.own or 0 for one in there),
        _keys(one.parts for one in there),
        _keys(one.missing for one in there),
    )


def _keys(found: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    keys = {PeriodKey.parse(text) for some in found for text in some}
    return tuple(str(key) for key in sorted(keys, key=in_time))


def _by_unit(sheet: Sheet, counts: Counts) -> Sequence[UnitFigures]:
    """Return the figures unit by unit, each before those below it; none of a single unit."""
    parents = sheet.parents
    found = [
        UnitFigures(
            sheet.units[unit],
            len(upwards(unit, parents)) - 1,
            _of(sheet.figures, unit, lambda one: one.own),
            _of(sheet.figures, unit, lambda one: one.total),
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
