"""Add, list, show and rename units."""

from datetime import date

from tasktrack.domain.text import clean, fold, nfc
from tasktrack.domain.unit import Unit, UnitCard
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import unit as units
from tasktrack.store.register import Register


def add(
    register: Register,
    code: str,
    name: str,
    *,
    block: str | None = None,
    parent: str | None = None,
    valid_from: str | None = None,
    valid_to: str | None = None,
) -> Unit:
    """Add a unit; raise Invalid when the code is taken or unfit."""
    code = checked_code(code, _("Unit code"))
    name = required(name, _("Name"))
    first = lookup.a_day(register, valid_from) if valid_from else None
    last = lookup.a_day(register, valid_to) if valid_to else None
    if first and last and last < first:
        raise Invalid(_("The unit ends before it begins."), _("Check --from and --to."))
    with register.write() as entry:
        if taken := units.find(register.db, code):
            raise Invalid(
                _("Unit {code} exists already: {name}.").format(code=taken.code, name=taken.name),
                _("Choose another code, or use 'unit rename'."),
                code="exists",
            )
        superior = lookup.unit(register, parent) if parent else None
        units.add(
            entry,
            {
                "code": code,
                "name": name,
                "block": nfc(block) or None if block else None,
                "parent": superior.id if superior else None,
                "valid_from": first.isoformat() if first else None,
                "valid_to": last.isoformat() if last else None,
            },
        )
        return lookup.unit(register, code)


def every(
    register: Register, *, block: str | None = None, text: str | None = None, on: date | None = None
) -> list[Unit]:
    """Return units of a block, with a name like, and existing on a day."""
    found = units.every(register.db)
    if block:
        found = [unit for unit in found if unit.block == block]
    if text:
        found = [unit for unit in found if fold(text) in fold(f"{unit.code} {unit.name}")]
    if on:
        found = [unit for unit in found if unit.exists_in(on, on)]
    return found


def show(register: Register, code: str) -> UnitCard:
    """Return a unit, what stands below it, and its tasks by state."""
    unit = lookup.unit(register, code)
    children = tuple(other for other in units.every(register.db) if other.parent == unit.code)
    return UnitCard(unit, children, units.states(register.db, unit.id, lookup.state_source(register)))


def rename(register: Register, code: str, name: str, reason: str | None = None) -> tuple[Unit, str]:
    """Rename a unit; return it and its old name. Closed periods keep the old one."""
    name = required(name, _("Name"))
    with register.write(reason) as entry:
        unit = lookup.unit(register, code)
        units.rename(entry, unit.id, name)
        return lookup.unit(register, unit.code), unit.name


def checked_code(text: str, what: str) -> str:
    """Return a code fit to be typed: letters, digits and . _ - without blanks, at most 40."""
    code = nfc(text)
    if not code or len(code) > 40 or not all(letter.isalnum() or letter in "._-" for letter in code):
        raise Invalid(
            _("{what} {code!r} is not fit to be typed.").format(what=what, code=clean(text, one_line=True)),
            _("Use letters, digits, dot, dash and underscore, without blanks, at most 40."),
        )
    return code


def required(text: str, what: str) -> str:
    """Return the text in NFC; raise Invalid when it is empty."""
    value = clean(nfc(text), one_line=True)
    if not value:
        raise Invalid(_("{what} is empty.").format(what=what), _("Give it in quotes."))
    return value
