"""One key task for every head of a block at once (Bắc Giang, QĐ 193/2011/QĐ-UBND)."""

from collections.abc import Mapping, Sequence
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.key_tasks import COMMON, Common
from tasktrack.domain.task import NewTask
from tasktrack.domain.text import tidy
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import inputs, key_tasks, lookup
from tasktrack.services import task as tasks
from tasktrack.services.unit import block_named
from tasktrack.store import key_tasks as book
from tasktrack.store import officer
from tasktrack.store import unit as units
from tasktrack.store.register import Register


def assign_common(
    register: Register, given: Mapping[str, object], blocks: Sequence[str], without: Sequence[str] = ()
) -> Common:
    """Register a common key task for each unit of some blocks that exists that day, all or none.

    `given` are fields of the tasks as typed; `without` are units left aside. A unit that has a task of that title
    for the year, and of the document where one is given, keeps it and gets no other, so that the command may be
    repeated. A task that the
    head directs in person is the head's where the register knows him. Raise NotFound for a block or unit that is
    not there, Invalid when no unit is left.
    """
    with register.write():
        new = inputs.new_task(register, {**given, "kind": COMMON, "lead": ""})
        names = tuple(dict.fromkeys(block_named(register, block) for block in blocks))
        chosen = _units(register, names, new.assigned_on, _without(register, without, names))
        days = key_tasks.span(register, key_tasks.year_of_task(register, new))
        held = book.holders(
            register.db,
            new.title,
            tidy(new.document),
            [unit.id for unit in chosen],
            days.starts_on,
            days.ends_on,
        )
        left = [unit for unit in chosen if unit.id not in held]
        warnings = dict.fromkeys(said for unit in left for said in _too_many(register, unit, new))
        registered = [tasks.add(register, _for(register, unit, new)) for unit in left]
        # The first one says it for all: to the later ones the earlier ones look like repetitions.
        first = registered[0].warnings if registered else ()
        had = tuple((unit.code, held[unit.id]) for unit in chosen if unit.id in held)
        return Common(names, tuple(registered), had, (*first, *warnings))


def _for(register: Register, unit: Unit, new: NewTask) -> NewTask:
    heads = officer.heads(register.db, unit.id, new.assigned_on) if new.head_in_person else []
    return new._replace(lead=unit.code, officer=heads[0] if len(heads) == 1 else None)


def _too_many(register: Register, unit: Unit, new: NewTask) -> tuple[str, ...]:
    return key_tasks.too_many(register, unit, COMMON, key_tasks.year_of_task(register, new))


def _without(register: Register, codes: Sequence[str], blocks: Sequence[str]) -> set[int]:
    """Return the units left aside; raise Invalid for one that is of none of the blocks."""
    found = [lookup.unit(register, code) for code in codes]
    for unit in found:
        if unit.block not in blocks:
            raise Invalid(
                _("Unit {code} is of none of these blocks: {blocks}.").format(
                    code=unit.code, blocks=", ".join(blocks)
                ),
                _("Leave it out of --except, or check the block."),
            )
    return {unit.id for unit in found}


def _units(register: Register, blocks: Sequence[str], on: date, without: set[int]) -> list[Unit]:
    found = [
        unit
        for unit in units.every(register.db)
        if unit.block in blocks and unit.exists_in(on, on) and unit.id not in without
    ]
    if not found:
        raise Invalid(
            _("No unit of {blocks} is there on {day}.").format(blocks=", ".join(blocks), day=day_text(on)),
            _("See 'tasktrack unit list'."),
        )
    return found
