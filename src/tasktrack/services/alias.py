"""Other names of units: find a unit by one, give them and take them away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tasktrack.domain.text import fold, shown, tidy
from tasktrack.domain.unit import Alias, Naming, Unit
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import alias as aliases
from tasktrack.store import unit as units
from tasktrack.store.register import Register

if TYPE_CHECKING:
    from tasktrack.store.journal import Entry


def unit_named(register: Register, text: str) -> Unit | None:
    """Return the unit that people call so: by another name, else by its whole official name.

    Case and diacritics are forgiven; a part of a name is never guessed. Raise Invalid when several units have
    that name.
    """
    if code := aliases.code_of(register.db, text):
        return units.find(register.db, code)
    codes = aliases.codes_named(register.db, text)
    if len(codes) > 1:
        raise Invalid(
            _("{count} units are named {name}.").format(count=len(codes), name=shown(text)),
            _("Give the code of one: {codes}.").format(codes=", ".join(codes)),
            code="ambiguous",
        )
    return units.find(register.db, codes[0]) if codes else None


def change(
    register: Register,
    code: str | None,
    given: Sequence[str],
    taken: Sequence[str] = (),
    reason: str | None = None,
) -> Naming:
    """Give a unit other names and take some away; raise Invalid for a name that means another unit already.

    Without a code it is the unit whose other names are to be taken away; raise UsageFault when they are not of one.
    """
    with register.write(reason) as entry:
        unit = lookup.unit(register, code) if code is not None else _holder(register, taken)
        removed = tuple(_remove(entry, unit, name) for name in taken)
        added = tuple(name for text in given if (name := add(register, entry, unit, text)))
        return Naming(unit, aliases.of_unit(register.db, unit.id), added, removed)


def add(register: Register, entry: Entry, unit: Unit, text: str) -> str | None:
    """Give a unit one other name and return it, None when it is called so already."""
    name = _checked(text)
    if fold(name) in map(fold, (unit.code, unit.name, *aliases.of_unit(register.db, unit.id))):
        return None
    refuse_taken(register, name, unit.code)
    holders = [units.find(register.db, code) for code in (name, *aliases.codes_named(register.db, name))]
    if holder := next(filter(None, holders), None):
        raise _means(name, holder, _("Choose another name."))
    aliases.add(entry, unit.id, name)
    return name


def refuse_taken(register: Register, name: str, own: str | None = None) -> None:
    """Raise Invalid when a name is another name of a unit other than `own`."""
    code = aliases.code_of(register.db, name)
    if code not in (None, own):
        remedy = _("Choose another name, or take it away first: tasktrack unit alias {code} --remove NAME.")
        raise _means(name, lookup.unit(register, str(code)), remedy.format(code=code))


def every(register: Register, code: str | None = None) -> list[Alias]:
    """Return the other names of one unit or of all."""
    own = lookup.unit(register, code).code if code else None
    return [alias for alias in aliases.every(register.db) if own in (None, alias.unit)]


def _holder(register: Register, names: Sequence[str]) -> Unit:
    """Return the one unit that has all these other names."""
    codes = {aliases.code_of(register.db, _checked(name)) for name in names}
    code = codes.pop()
    if code is None or codes:
        raise UsageFault(
            _("CODE is missing: whose name {name} is to be taken away?").format(
                name=", ".join(map(shown, names))
            ),
            _("Give the unit's code: tasktrack unit alias CODE --remove NAME."),
        )
    return lookup.unit(register, code)


def _remove(entry: Entry, unit: Unit, text: str) -> str:
    name = _checked(text)
    if not aliases.remove(entry, unit.id, name):
        raise NotFound(
            _("Unit {code} has no other name {name}.").format(code=unit.code, name=shown(name)),
            _("See its other names with: tasktrack unit alias {code}.").format(code=unit.code),
        )
    return name


def _checked(text: str) -> str:
    name = tidy(text)
    if not name or not fold(name):
        raise Invalid(_("{what} is empty.").format(what=_("Name")), _("Give it in quotes."))
    return name


def _means(name: str, holder: Unit, remedy: str) -> Invalid:
    message = _("{name} means unit {code} already: {unit}.")
    return Invalid(
        message.format(name=shown(name), code=holder.code, unit=holder.name), remedy, code="exists"
    )
