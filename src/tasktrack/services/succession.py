"""Which body took over from which: and where work goes when a unit is gone."""

from datetime import date, timedelta

from tasktrack.domain.dates import day_text
from tasktrack.domain.succession import Succession
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.store import succession as successions
from tasktrack.store import unit as units
from tasktrack.store.register import Register

_DAY = timedelta(days=1)


def successors(register: Register, unit: Unit, on: date) -> list[Unit]:
    """Return the units that have the functions of a unit on a day, each once; of one that was closed, none."""
    taken = successions.every(register.db)
    found: dict[int, Unit] = {}
    met = {unit.id}
    todo = [unit.id]
    while todo:
        old = todo.pop(0)
        for new in (one.new for one in taken if one.old == old and one.on <= on and one.new not in met):
            met.add(new)
            body = units.by_id(register.db, new)
            if body.exists_in(on, on):
                found[new] = body
            else:
                todo.append(new)
    return list(found.values())


def of_unit(register: Register, unit: Unit) -> tuple[tuple[Succession, ...], tuple[Succession, ...]]:
    """Return the successions by which a unit took over from others, and those by which others took over from it."""
    found = successions.of_units(register.db, [unit.id])
    return (
        tuple(one for one in found if one.new == unit.id),
        tuple(one for one in found if one.old == unit.id),
    )


def refuse_gone(register: Register, unit: Unit, on: date, field: str | None = None) -> None:
    """Raise Invalid, naming the successor, when a unit no longer exists on a day."""
    if unit.valid_to is not None and unit.valid_to < on:
        raise gone(register, unit, on, field)


def refuse_absent(register: Register, unit: Unit, on: date) -> None:
    """Raise Invalid when a unit does not exist on a day: no longer, with its successor, or not yet."""
    refuse_gone(register, unit, on)
    if not unit.exists_in(on, on):
        raise Invalid(
            _("Unit {code} ({name}) does not exist on {day}.").format(
                code=unit.code, name=unit.name, day=day_text(on)
            ),
            _("See 'tasktrack unit show {code}'.").format(code=unit.code),
        )


def gone(register: Register, unit: Unit, on: date, field: str | None = None) -> Invalid:
    """Return the refusal of a unit that ended before a day, with who took over from it."""
    last = unit.valid_to or on - _DAY
    return Invalid(
        _("Unit {code} ({name}) ended on {last}; it does not exist on {day}.").format(
            code=unit.code, name=unit.name, last=day_text(last), day=day_text(on)
        ),
        remedy(register, unit, on),
        field=field,
    )


def remedy(register: Register, unit: Unit, on: date) -> str:
    """Say which unit has the functions of one that is gone."""
    found = successors(register, unit, on)
    if not found:
        return _("No successor is recorded; see 'tasktrack unit show {code}'.").format(code=unit.code)
    named = "; ".join(f"{one.code} ({one.name})" for one in found)
    if len(found) == 1:
        return _("Give its successor: {units}.").format(units=named)
    return _("Give one of its successors: {units}.").format(units=named)
