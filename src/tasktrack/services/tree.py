"""The tree of units on a day or in a period, and what a command asks for of it: --under and --level."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.task import TaskFilter
from tasktrack.domain.tree import Choice, Tree
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import roll, tree
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


def by(register: Register, day: date, closed: Closing | None = None) -> Tree:
    """Return all units that there were by a day, ended ones too; of a closing, as far as it kept them, as it did.

    A few statements, whatever the number of units.
    """
    places = {one.id: one for one in tree.by(register.db, day)}
    if closed is not None:
        kept, _people = roll.frozen(register.db, closed.period, closed.revision)
        places |= {one.id: one for one in kept}
    return Tree(places)


def subtree(register: Register, code: str, on: date) -> frozenset[int]:
    """Return the ids of a unit and of everything below it on a day, ended units too; raise NotFound as `part` does."""
    return frozenset(part(register, by(register, on), on, code).places)


def part(register: Register, whole: Tree, on: date, under: str) -> Tree:
    """Return the tree of a unit and everything below it; raise NotFound for one that is not there on that day."""
    unit = lookup.unit(register, under)
    if unit.id in whole.places:
        return whole.under(unit.id)
    raise NotFound(
        _("Unit {code} ({name}) does not exist on {day}.").format(
            code=unit.code, name=unit.name, day=day_text(on)
        ),
        _("See 'tasktrack unit show {code}'.").format(code=unit.code),
    )


def renewed(register: Register, wanted: TaskFilter, on: date, closed: Closing | None = None) -> TaskFilter:
    """Return a filter whose part of the tree is that of another day, or of a closing."""
    asked = wanted.choice
    if asked is None:
        return wanted
    return wanted._replace(choice=choice(register, on, asked.under, asked.level, closed))


def choice(
    register: Register, on: date, under: str | None, level: int | None, closed: Closing | None = None
) -> Choice | None:
    """Return what is asked for of the tree of a day, None where nothing is; raise NotFound as `chosen` does."""
    if under is None and level is None:
        return None
    whole = by(register, on, closed)
    if under is None:
        return chosen(whole, level)
    return chosen(part(register, whole, on, under), level, has_top=True)


def chosen(told: Tree, level: int | None, *, has_top: bool = False) -> Choice:
    """Return what is asked for of a tree, which one unit is the top of where that was named.

    Raise NotFound for a level at which no unit stands, and where there is no unit at all.
    """
    if not told.order:
        raise NotFound(
            _("The register has no unit on that day."),
            _("Add one: tasktrack unit add CODE NAME --block BLOCK."),
        )
    units = told.order if level is None else told.of_level(level)
    if not units:
        raise NotFound(
            _("No unit stands at level {level}.").format(level=level),
            _("The lowest is level {last}; 1 is the top.").format(last=told.deepest),
        )
    top = told.places[told.order[0]] if has_top else None
    return Choice(
        top.code if top else None,
        top.name if top else None,
        level,
        {unit: told.places[unit].code for unit in units},
    )
