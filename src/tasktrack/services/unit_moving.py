"""What passes from units that end to those that take over, in one journal entry: tasks, supports, people, sub-units."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from tasktrack.domain.change import Grounds
from tasktrack.domain.dates import day_text
from tasktrack.domain.succession import Moved, Party, Passing, Placed, Posted, Supporting
from tasktrack.domain.text import fold, tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.services.unit import required
from tasktrack.store import belongings as books
from tasktrack.store import change, support
from tasktrack.store import officer as officers
from tasktrack.store import succession as successions
from tasktrack.store import task as tasks
from tasktrack.store import unit as units
from tasktrack.store.belongings import Belongings, Led, Serving
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register
from tasktrack.store.rows import day, iso

_DAY: Final = timedelta(days=1)


class Order(NamedTuple):
    """What a reorganisation rests on, as typed; `on` is the first day of the new order."""

    on: str
    document: str
    reason: str | None = None
    approved_by: str | None = None


class Takers(NamedTuple):
    """Who takes what, by ids; of the tasks both those that were led and those that were supported."""

    tasks: Mapping[int, int]
    officers: Mapping[int, int]
    subunits: Mapping[int, int]

    @classmethod
    def one(cls, left: Belongings, taker: int) -> "Takers":
        """Return that one unit takes everything."""
        return cls(
            dict.fromkeys([*(row.id for row in left.led), *(row.id for row in left.supported)], taker),
            dict.fromkeys([row.id for row in left.serving], taker),
            dict.fromkeys([row.id for row in left.below], taker),
        )


def grounds(register: Register, order: Order) -> Grounds:
    """Read what a reorganisation rests on; raise Invalid for a day ahead, PeriodClosed for one that counts no more."""
    first = lookup.a_day(register, order.on)
    today = register.clock.today()
    if first > today:
        raise Invalid(
            _("The new order begins on {day}, after today, {today}.").format(
                day=day_text(first), today=day_text(today)
            ),
            _("Until then the units stand as they are: record it on that day or later."),
        )
    window.refuse_walled(register, first, change=True)
    return Grounds(
        first,
        tidy(order.reason),
        required(order.document, _("Document")),
        tidy(order.approved_by),
    )


def refuse_party(parties: Sequence[Unit], approver: str | None) -> None:
    """Raise Invalid where one of the units would approve the order that moves its own work."""
    for unit in parties if approver else ():
        if fold(approver or "") in (fold(unit.code), fold(unit.name)):
            raise Invalid(
                _("{unit} takes part in this and cannot approve it.").format(unit=unit.name),
                _("Name the leader or the office that approved it: --approved-by NAME."),
            )


def refuse_unfit(register: Register, unit: Unit, on: date, takers: Sequence[int] = ()) -> None:
    """Raise Invalid for a unit that does not end, or lose a part, with the day before `on`.

    One that ended then may hand on what was entered under it since, to the same takers.
    """
    if unit.valid_from is not None and unit.valid_from >= on:
        raise Invalid(
            _("Unit {code} exists only from {day} on.").format(code=unit.code, day=day_text(unit.valid_from)),
            _("Check --on; a unit that was entered by mistake is taken back with 'tasktrack undo'."),
        )
    if unit.valid_to is None:
        return
    known = successions.of_units(register.db, [unit.id])
    by_it = [one for one in known if one.old == unit.id and one.on == unit.valid_to + _DAY]
    is_same = unit.valid_to == on - _DAY and {one.new for one in by_it} >= set(takers)
    if is_same or (not by_it and unit.valid_to >= on - _DAY):
        return
    ended = _("Unit {code} ended on {day} already, taken over by {codes}.")
    if not by_it:
        ended = _("Unit {code} ended on {day} already.")
    raise Invalid(
        ended.format(
            code=unit.code,
            day=day_text(unit.valid_to),
            codes=", ".join(one.new_code for one in by_it),
        ),
        _("For what was entered under it since, give that order again: --on {day}.").format(
            day=day_text(unit.valid_to + _DAY)
        ),
    )


def belongings(register: Register, old: Sequence[Unit], on: date) -> Belongings:
    """Return what units have at the end of the day before."""
    return books.of_units(
        register.db,
        [unit.id for unit in old],
        on,
        done_needs_review=register.settings.yes("done_needs_review"),
    )


def end(entry: Entry, old: Sequence[Unit], on: date) -> None:
    """Let units end with the day before."""
    for unit in old:
        units.edit(entry, unit.id, {"valid_to": iso(on - _DAY)})


def succeed(
    register: Register,
    entry: Entry,
    old: Sequence[Unit],
    takers: Sequence[Unit],
    kind: str,
    why: Grounds,
    moved: Moved,
) -> None:
    """Record who took over from whom; raise Invalid where that is recorded already and nothing passed."""
    pairs = {(unit.id, taker.id) for unit in old for taker in takers}
    known = successions.of_units(register.db, [unit.id for unit in old])
    if not any(moved) and pairs <= {(one.old, one.new) for one in known if one.on == why.on}:
        raise Invalid(
            _("This is recorded already, and nothing is left to pass on."),
            _("See 'tasktrack unit show {code}'.").format(code=old[0].code),
        )
    for unit in old:
        for taker in takers:
            successions.add(entry, unit.id, taker.id, kind, why)


def party(unit: Unit) -> Party:
    """Return a unit as a result names it."""
    return Party(unit.code, unit.name)


def hand_out(entry: Entry, left: Belongings, takers: Takers, why: Grounds) -> Moved:
    """Write who has what from the first day on, and return what passed; a taker that has it already keeps it."""
    codes = units.codes(entry.db)
    return Moved(
        tuple(_tasks(entry, left.led, takers.tasks, why, codes)),
        tuple(_supports(entry, left, takers.tasks, codes)),
        tuple(_officers(entry, left.serving, takers.officers, why.on, codes)),
        tuple(_below(entry, left, takers.subunits, codes)),
    )


def _tasks(
    entry: Entry, led: Sequence[Led], takers: Mapping[int, int], why: Grounds, codes: Mapping[int, str]
) -> Iterator[Passing]:
    entry.about_many(row.id for row in led)
    beside = books.supporters(entry.db, {row.id for row in led})
    for row in led:
        taker = takers[row.id]
        if taker == row.lead:
            continue
        if taker in beside.get(row.id, ()):
            _drop_part(entry, row.id, taker)
        since = _since(row, why.on)
        if since is None:
            # It was assigned in the new order: nobody handed it over, it was only entered under the old unit.
            tasks.edit(entry, row.id, {"lead": taker})
        else:
            change.move_lead(entry, row.id, why._replace(on=since), giver=row.lead, taker=taker)
        yield Passing(row.code, row.title, codes[row.lead], codes[taker], day(row.due_on), since)


def _drop_part(entry: Entry, task: int, taker: int) -> None:
    """Let a unit that leads a task from now on support it no longer."""
    part = support.find(entry.db, task, taker)
    if part is not None:
        support.drop(entry, task, part.id)


def _since(row: Led, on: date) -> date | None:
    """Return the day from which a task passes on; None where it was the old unit's on no day of the old order."""
    if row.later:
        return date.fromisoformat(row.later)
    return None if row.assigned_on >= on.isoformat() else on


def _supports(
    entry: Entry, left: Belongings, takers: Mapping[int, int], codes: Mapping[int, str]
) -> Iterator[Supporting]:
    """Let the takers support in the place of the old units, with the same part and due date."""
    beside = books.supporters(entry.db, {row.id for row in left.supported})
    led = {row.id for row in left.led}
    entry.about_many(row.id for row in left.supported)
    for row in left.supported:
        taker = takers[row.id]
        if taker == row.unit:
            continue
        entry.void("task_support", row.row)
        lead = taker if row.id in led else row.lead
        is_new = taker != lead and taker not in beside[row.id]
        if is_new:
            beside[row.id].add(taker)
            values = {"task": row.id, "unit": taker, "part": row.part, "due_on": row.due_on}
            entry.insert("task_support", values)
        yield Supporting(
            row.code,
            row.title,
            codes[row.unit],
            codes[taker] if is_new else None,
            row.part,
            day(row.due_on),
        )


def _officers(
    entry: Entry, serving: Sequence[Serving], takers: Mapping[int, int], on: date, codes: Mapping[int, str]
) -> Iterator[Posted]:
    """Let postings end and go on in the new unit as they were; those that begin later begin there."""
    for row in serving:
        taker = takers[row.id]
        if taker == row.unit:
            continue
        begins_later = row.from_on is not None and row.from_on >= on.isoformat()
        if begins_later:
            officers.edit_posting(entry, row.posting, {"unit": taker})
        else:
            officers.edit_posting(entry, row.posting, {"to_on": iso(on - _DAY)})
        if not begins_later and row.held:
            values: dict[str, Value] = {
                "officer": row.id,
                "unit": taker,
                "position": row.position,
                "manager": row.manager,
                "similar_group": row.similar_group,
                "from_on": iso(on),
                "to_on": row.to_on,
            }
            officers.post(entry, values)
        if begins_later or row.held:
            first = date.fromisoformat(row.from_on) if begins_later and row.from_on else on
            yield Posted(row.code, row.name, row.position, codes[row.unit], codes[taker], first)


def _below(
    entry: Entry, left: Belongings, takers: Mapping[int, int], codes: Mapping[int, str]
) -> Iterator[Placed]:
    for row in left.below:
        taker = takers[row.id]
        if taker not in (row.parent, row.id):
            units.edit(entry, row.id, {"parent": taker})
            yield Placed(row.code, row.name, codes[taker])
