"""The tree of units on a day or in a period, and what a command asks for of it: --under and --level."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.tree import Choice, Tree
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import roll, tree
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


def by(register: Register, day: date, closed: Closing | None = None) -> Tree:
    """Return all units that there were by a day, ended ones too; of a closing, as far as it kept them, as it did.

    Two or three statements, whatever the number of units.
    """
    places = {one.id: one for one in tree.by(register.db, day)}
    if closed is not None:
        kept, _people = roll.frozen(register.db, closed.period, closed.revision)
        places |= {one.id: one for one in kept}
    return Tree(places)


def subtree(register: Register, code: str, on: date) -> frozenset[int]:
    """Return the ids of a unit and of everything below it on a day; raise NotFound for one that is not there."""
    return chosen(register, by(register, on), on, under=code).units


def choice(
    register: Register, on: date, under: str | None, level: int | None, closed: Closing | None = None
) -> Choice | None:
    """Return what is asked for of the tree of a day, None where nothing is; raise NotFound as `chosen` does."""
    if under is None and level is None:
        return None
    return chosen(register, by(register, on, closed), on, under=under, level=level)


def chosen(
    register: Register, whole: Tree, on: date, *, under: str | None = None, level: int | None = None
) -> Choice:
    """Return what is asked for of a tree; raise NotFound for a unit that was not there yet, or an empty level."""
    unit = lookup.unit(register, under) if under is not None else None
    if unit is not None and unit.id not in whole.places:
        raise NotFound(
            _("Unit {code} ({name}) does not exist on {day}.").format(
                code=unit.code, name=unit.name, day=day_text(on)
            ),
            _("See 'tasktrack unit show {code}'.").format(code=unit.code),
        )
    part = whole.under(unit.id) if unit is not None else whole
    units = part.order if level is None else part.of_level(level)
    if not units:
        raise NotFound(
            _("No unit stands at level {level}.").format(level=level),
            _("The lowest is level {last}; 1 is the top.").format(last=part.deepest),
        )
    name = whole.places[unit.id].name if unit is not None else None
    return Choice(unit.code if unit else None, name, level, frozenset(units))
