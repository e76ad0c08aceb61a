"""Add, list, show and rename units."""

from collections.abc import Sequence
from datetime import date

from tasktrack.domain.text import clean, fold, nfc, shown, tidy
from tasktrack.domain.unit import Unit, UnitCard, UnitRow
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import alias, lookup, succession
from tasktrack.store import alias as aliases
from tasktrack.store import succession as successions
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
    """Add a unit; raise Invalid when the code is taken or unfit, or code or name is another unit's other name."""
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
        _refuse_aliases(register, code, name)
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
    """Return units of a block, with a name or other name like, and existing on a day."""
    found = units.every(register.db)
    if block:
        wanted = block_named(register, block)
        found = [unit for unit in found if unit.block == wanted]
    if text:
        names = {unit.code: f"{unit.code} {unit.name}" for unit in found}
        for other in aliases.every(register.db):
            names[other.unit] = f"{names.get(other.unit, '')} {other.name}"
        found = [unit for unit in found if fold(text) in fold(names[unit.code])]
    if on:
        found = [unit for unit in found if unit.exists_in(on, on)]
    return found


def day_asked(register: Register, text: str | None) -> date | None:
    """Read the day on which listed units exist; None where none is asked for."""
    return lookup.a_day(register, text) if text else None


def block_named(register: Register, text: str) -> str:
    """Return a block as the units have it, case and diacritics forgiven; raise NotFound with what is like it."""
    blocks = units.blocks(register.db)
    if (name := nfc(text)) in blocks:
        return name
    same = [block for block in blocks if fold(block) == fold(text)]
    if len(same) == 1:
        return same[0]
    from tasktrack.domain import near  # only a slip asks what was meant

    known = _("There are: {blocks}.").format(blocks=", ".join(blocks)) if blocks else ""
    raise NotFound(
        _("There is no block {block}.").format(block=shown(text)), near.remedy(text, blocks, known)
    )


def show(register: Register, code: str) -> UnitCard:
    """Return a unit, what stands below it, its other names, and its tasks by state."""
    unit = lookup.unit(register, code)
    children = tuple(other for other in units.every(register.db) if other.parent == unit.code)
    source = lookup.state_source(register)
    states = units.states(register.db, unit.id, source)
    inherited = units.inherited_states(register.db, unit.id, source, register.clock.today())
    before, after = succession.of_unit(register, unit)
    return UnitCard(unit, children, states, aliases.of_unit(register.db, unit.id), inherited, before, after)


def rows(register: Register, found: Sequence[Unit], on: date | None = None) -> list[UnitRow]:
    """Return units as a listing shows them: which have ended by a day (today), and who took over from these."""
    day = on or register.clock.today()
    ended = {unit.id for unit in found if unit.valid_to is not None and unit.valid_to < day}
    taken: dict[int, list[str]] = {}
    for one in successions.of_units(register.db, ended) if ended else ():
        if one.old in ended and one.on <= day:
            taken.setdefault(one.old, []).append(one.new_code)
    return [UnitRow(unit, unit.id in ended, tuple(taken.get(unit.id, ()))) for unit in found]


def rename(
    register: Register, code: str, name: str, reason: str | None = None, *, keep_alias: bool = False
) -> tuple[Unit, str]:
    """Rename a unit; return it and its old name, with `keep_alias` kept as another one of its names.

    Closed periods keep the old one.
    """
    name = required(name, _("Name"))
    with register.write(reason) as entry:
        old = lookup.unit(register, code)
        _refuse_aliases(register, name, own=old.code)
        units.rename(entry, old.id, name)
        unit = lookup.unit(register, old.code)
        if keep_alias:
            alias.add(register, entry, unit, old.name)
        return unit, old.name


def _refuse_aliases(register: Register, *names: str, own: str | None = None) -> None:
    """Raise Invalid when a unit would be called as another one is already: that name would mean two."""
    for name in names:
        alias.refuse_taken(register, name, own)


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
    value = tidy(text)
    if not value:
        raise Invalid(_("{what} is empty.").format(what=what), _("Give it in quotes."))
    return value
