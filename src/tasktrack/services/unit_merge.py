"""Merge units into one, and close a unit: what they have passes on from the first day of the new order.

Unfinished work goes to the body that takes the function (Luật 72/2025/QH15 Art. 54(8), for district work; here for
every merger); due dates stay, and closed periods keep the old units.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from tasktrack.domain.change import Grounds
from tasktrack.domain.dates import day_text
from tasktrack.domain.succession import Moved, Reorganised, place_above
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _, ngettext
from tasktrack.services import lookup, succession, unit_doubts, unit_moving
from tasktrack.services import unit as services
from tasktrack.services.directing import refusing_circles
from tasktrack.services.unit_moving import Order, Takers, refuse_unfit
from tasktrack.store import succession as successions
from tasktrack.store import unit as units
from tasktrack.store.belongings import Belongings
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

__all__ = ["NewUnit", "Order", "close", "merge"]

MERGE: Final = "merge"
CLOSE: Final = "close"
_NOTHING: Final = Moved()
_DAY: Final = timedelta(days=1)


class NewUnit(NamedTuple):
    """A unit to be entered with the order that makes it; block and parent are those of the old ones when left out."""

    name: str
    block: str | None = None
    parent: str | None = None


def merge(
    register: Register, codes: Sequence[str], into: str, order: Order, new: NewUnit | None = None
) -> Reorganised:
    """Merge units into one that exists, may be one of them, or is entered here; return what passed.

    Raise NotFound for a unit that is not there, Invalid for one that ended or begins later, UsageFault where
    nothing is left to be merged, PeriodClosed for a day that counts no more.
    """
    return _take_over(register, codes, into, order, new, MERGE)


def close(register: Register, code: str, order: Order, into: str | None = None) -> Reorganised:
    """Close a unit; `into` takes what it has. Without one nothing may be left: raise Invalid with what is."""
    if into is not None:
        return _take_over(register, [code], into, order, None, CLOSE)
    with register.write(f"{order.document}: {order.reason}" if order.reason else order.document) as entry:
        old = lookup.unit(register, code)
        why = unit_moving.grounds(register, order)
        refuse_unfit(register, old, why.on)
        _refuse_ended(old)
        left = unit_moving.belongings(register, [old], why.on)
        if left:
            raise _still_has(old, left)
        elsewhere = unit_doubts.gone_elsewhere(register, [old], [], why.on)
        unit_moving.end(entry, [old], why.on)
        said = unit_doubts.warnings(register, [old], [], why.on, _NOTHING, elsewhere)
        return Reorganised(
            CLOSE, (unit_moving.party(old),), (), why.on, str(why.document), _NOTHING, warnings=said
        )


def _take_over(
    register: Register, codes: Sequence[str], into: str, order: Order, new: NewUnit | None, kind: str
) -> Reorganised:
    with register.write(order.reason) as entry:
        old = list({unit.id: unit for unit in (lookup.unit(register, code) for code in codes)}.values())
        why = unit_moving.grounds(register, order)
        taker = _taker(register, into, new, old, why)
        words = _("merged into the new {code}") if new and len(old) > 1 else _("merged into {code}")
        if kind == CLOSE:
            words = _("closed, taken over by {code}")
        why = why._replace(reason=why.reason or words.format(code=taker.code))
        old = [unit for unit in old if unit.id != taker.id]
        if not old:
            raise UsageFault(
                _("{code} cannot take over from itself.").format(code=taker.code),
                _("Name the units that end."),
            )
        unit_moving.refuse_party([*old, taker], why.approved_by)
        for unit in old:
            refuse_unfit(register, unit, why.on, [taker.id])
        return _pass_on(register, entry, old, taker, kind, why, is_new=new is not None)


def _pass_on(
    register: Register,
    entry: Entry,
    old: Sequence[Unit],
    taker: Unit,
    kind: str,
    why: Grounds,
    *,
    is_new: bool,
) -> Reorganised:
    left = unit_moving.belongings(register, old, why.on)
    elsewhere = unit_doubts.gone_elsewhere(register, old, [taker], why.on)
    with refusing_circles(register, why.on):
        _lift(register, entry, old, taker)
        moved = unit_moving.hand_out(entry, left, Takers.one(left, taker.id), why)
        unit_moving.end(entry, old, why.on)
    unit_moving.succeed(register, entry, old, [taker], kind, why, moved)
    return Reorganised(
        kind,
        tuple(map(unit_moving.party, old)),
        (unit_moving.party(taker),),
        why.on,
        str(why.document),
        moved,
        taker.code if is_new else None,
        warnings=unit_doubts.warnings(register, old, [taker], why.on, moved, elsewhere),
    )


def _lift(register: Register, entry: Entry, old: Iterable[Unit], taker: Unit) -> None:
    """Put a taker that stood below one of the old units where that one stood."""
    parents = successions.parents(register.db)
    above = place_above(parents, [unit.id for unit in old], taker.id)
    if above != parents[taker.id]:
        units.edit(entry, taker.id, {"parent": above})


def _taker(register: Register, into: str, new: NewUnit | None, old: Sequence[Unit], why: Grounds) -> Unit:
    """Return the unit that takes over, entered now where a name is given."""
    if new is None:
        try:
            taker = lookup.unit(register, into)
        except NotFound as fault:
            more = _('To enter it with this order, give its name: --name "NAME".')
            raise NotFound(fault.message, f"{fault.remedy} {more}") from fault
        succession.refuse_absent(register, taker, why.on)
        return taker
    _refuse_made(register, into, old, why)
    block = _shared([unit.block for unit in old], _("blocks"), "--block") if new.block is None else new.block
    parent = (
        _shared([unit.parent for unit in old], _("superior units"), "--parent")
        if new.parent is None
        else new.parent
    )
    made = services.add(
        register, into, new.name, block=block, parent=parent or None, valid_from=why.on.isoformat()
    )
    if made.parent in {unit.code for unit in old}:
        raise Invalid(
            _("{code} ends with this order; the new unit cannot stand below it.").format(code=made.parent),
            _("Give another --parent."),
        )
    return made


def _refuse_made(register: Register, code: str, old: Sequence[Unit], why: Grounds) -> None:
    """Raise Invalid for a unit that was entered by this very order: it is not entered again."""
    made = units.find(register.db, code)
    if made is None:
        return
    known = successions.of_units(register.db, [made.id])
    givers = {one.old for one in known if one.new == made.id and one.document == why.document}
    if givers >= {unit.id for unit in old}:
        raise Invalid(
            _("Unit {code} exists already: {name}.").format(code=made.code, name=made.name),
            _("This order has entered it. For what was entered under the old units since, leave --name out."),
            code="exists",
        )


def _shared(values: Sequence[str | None], what: str, option: str) -> str | None:
    """Return what the old units have in common; raise UsageFault where they differ."""
    found = list(dict.fromkeys(values))
    if len(found) > 1:
        raise UsageFault(
            _("The old units are of different {what}: {values}.").format(
                what=what, values=", ".join(value or "–" for value in found)
            ),
            _('Say it of the new one: {option}; "" for none.').format(option=option),
        )
    return found[0]


def _refuse_ended(unit: Unit) -> None:
    if unit.valid_to is not None:
        raise Invalid(
            _("The last day of unit {code} is {day} already.").format(
                code=unit.code, day=day_text(unit.valid_to)
            ),
            _("To let another unit take over: --into CODE --on {day}.").format(
                day=day_text(unit.valid_to + _DAY)
            ),
        )


def _still_has(unit: Unit, left: Belongings) -> Invalid:
    """Return the refusal to close a unit that has something still, a line for each kind."""
    officers = {row.id for row in left.serving}
    counts = (
        (len(left.led), ngettext("{count} unfinished task", "{count} unfinished tasks", len(left.led))),
        (
            len(left.supported),
            ngettext("{count} task that it supports", "{count} tasks that it supports", len(left.supported)),
        ),
        (
            len(officers),
            ngettext("{count} officer who serves in it", "{count} officers who serve in it", len(officers)),
        ),
        (
            len(left.below),
            ngettext(
                "{count} unit that stands below it", "{count} units that stand below it", len(left.below)
            ),
        ),
    )
    words = ", ".join(sentence.format(count=count) for count, sentence in counts if count)
    return Invalid(
        _("Unit {code} still has: {what}.").format(code=unit.code, what=words),
        _(
            "Name the unit that takes over: --into CODE; for several see 'tasktrack unit split'. What it has:"
            " tasktrack task list --unit {code}."
        ).format(code=unit.code),
        code="in-use",
        data={
            "tasks": [row.code for row in left.led],
            "supports": [row.code for row in left.supported],
            "officers": sorted({row.code for row in left.serving}),
            "sub_units": [row.code for row in left.below],
        },
    )
