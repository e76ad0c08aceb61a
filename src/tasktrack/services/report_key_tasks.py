"""The review of key tasks by half-year and year: done, exceeded, behind plan, carried into the next."""

from collections import defaultdict
from typing import Final

from tasktrack.domain.key_tasks import KeyTaskReview, LeftOut, ReviewedTask, UnitReview
from tasktrack.domain.period import PeriodKey, containing, following
from tasktrack.domain.period import window as window_of
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.roll import UnitPlace
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import computing, counting, lookup, scheme, window
from tasktrack.services.unit import block_named
from tasktrack.store import closing, facts, key_tasks, roll
from tasktrack.store import period as periods
from tasktrack.store import unit as units
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register

SCHEME: Final = "key-tasks"
KINDS: Final = ("half", "year")
_MONTHS_OF_HALF: Final = 6


def review(
    register: Register, text: str | None = None, *, unit: str | None = None, block: str | None = None
) -> KeyTaskReview:
    """Return the key tasks of a half-year or year, the half of today when it is left out, as its scheme counts them.

    As of its last day, or of today when that is earlier; of a closed one what the closing froze. It need not have
    been opened. Raise Invalid for another kind of period, NotFound for a unit or block that is not there.
    """
    key = _key(register, text)
    code = lookup.unit(register, unit).code if unit else None
    of_block = block_named(register, block) if block else None
    found = periods.find(register.db, key) or _unopened(register, key)
    record = closing.find(register.db, found.id, found.revision) if found.closed else None
    days, as_of = window.data_window(register, found), window.report_date(register, found)
    if record:
        computing.fill_from_closing(register, record)
    else:
        computing.fill(register, days, as_of)
    _one, settings = scheme.find(register, SCHEME)
    before = record.seq if record else None
    scope = counting.scope_of(register, found, days, as_of, settings, before=before)
    facts.define_task_fact(register.db, scope._replace(roles=("lead",)))
    frozen = (record.period, record.revision) if record else None
    tasks = key_tasks.facts(register.db, frozen)
    places = {
        one.id: one
        for one in _places(register, days, record, {task.unit for task in tasks})
        if code in (None, one.code) and of_block in (None, one.block)
    }
    return KeyTaskReview(
        key,
        following(key),
        days.from_on,
        days.cut_on,
        as_of,
        record.revision if record else None,
        code,
        of_block,
        _units(register, tasks, places, code),
        _left_out(register, days, places),
    )


def _key(register: Register, text: str | None) -> PeriodKey:
    today = register.clock.today()
    if text is None:
        return containing(today, "half", window.windows_of(register, PeriodKey("year", today.year)))
    key = PeriodKey.parse(text)
    if key.kind not in KINDS or key.people:
        raise Invalid(
            _("Key tasks are reviewed by half-year and year, not by {key}.").format(key=key),
            _("Write {half} or {year}.").format(half=_half_of(key), year=key.year),
        )
    return key


def _half_of(key: PeriodKey) -> PeriodKey:
    """Return the half-year in which another period ends."""
    last = window_of(key, "calendar").ends_on
    return PeriodKey("half", key.year, 1 if last.year == key.year and last.month <= _MONTHS_OF_HALF else 2)


def _unopened(register: Register, key: PeriodKey) -> Period:
    """Return a period that was never opened, with the days that it would have."""
    windows = window.windows_of(register, key)
    days = window_of(key, windows)
    return Period(
        0, key, windows, False, days.starts_on, days.ends_on, None, None, None, None, closed=False, revision=1
    )


def _places(register: Register, days: DataWindow, record: Closing | None, leads: set[int]) -> list[UnitPlace]:
    """Return the units of a window, under the names of its closing, and others that lead one of its tasks."""
    found = roll.frozen(register.db, record.period, record.revision)[0] if record else []
    found = found or roll.units_in(register.db, days.from_on, days.cut_on)
    missing = leads - {one.id for one in found}
    others = (units.by_id(register.db, one) for one in missing)
    return [*found, *(UnitPlace(one.id, one.code, one.name, one.block, None) for one in others)]


def _units(
    register: Register, tasks: list[ReviewedTask], places: dict[int, UnitPlace], asked: str | None
) -> tuple[UnitReview, ...]:
    """Return each unit with its tasks, in the order of unit lists; without tasks only the one asked for."""
    by_unit: defaultdict[int, list[ReviewedTask]] = defaultdict(list)
    for task in tasks:
        by_unit[task.unit].append(task)
    return tuple(
        UnitReview(place.code, place.name, place.block, by_unit[unit.id])
        for unit in units.every(register.db)
        if (place := places.get(unit.id)) and (unit.id in by_unit or asked)
    )


def _left_out(register: Register, days: DataWindow, places: dict[int, UnitPlace]) -> LeftOut:
    return key_tasks.left_out(register.db, days.cut_on, list(places))
