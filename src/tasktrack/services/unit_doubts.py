"""What a person should look at again after a new order of units: heads, tasks that went elsewhere, leftover names."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.succession import Moved
from tasktrack.domain.unit import Unit
from tasktrack.i18n import _, ngettext
from tasktrack.store import belongings as books
from tasktrack.store import officer as officers
from tasktrack.store import unit as units
from tasktrack.store import view
from tasktrack.store.register import Register

_DAY: Final = timedelta(days=1)
_NAMED: Final = 20


def gone_elsewhere(register: Register, old: Sequence[Unit], new: Sequence[Unit], on: date) -> tuple[str, ...]:
    """Return the tasks that went from the old units to others than the new ones since the new order began."""
    others = [unit.id for unit in new]
    return tuple(books.passed_on(register.db, [unit.id for unit in old], others, on))


def warnings(
    register: Register,
    old: Sequence[Unit],
    new: Sequence[Unit],
    on: date,
    moved: Moved,
    elsewhere: Sequence[str],
) -> tuple[str, ...]:
    """Say what a person should look at again: heads, tasks that went elsewhere, what still names the old units."""
    return (
        *(said for unit in new if (said := _heads(register, unit, on))),
        *_elsewhere(elsewhere, on),
        *_parts(moved),
        *_named(register, old, new, on),
    )


def _heads(register: Register, unit: Unit, on: date) -> str | None:
    heads = officers.heads(register.db, unit.id, on)
    if len(heads) < 2:
        return None
    return _(
        "Unit {unit} has {count} heads from {day} on: {codes}. Where no manager is recorded, the one who began last"
        " directs. For those who are to be deputies: tasktrack officer move CODE --position deputy --on {next}."
    ).format(
        unit=unit.code,
        count=len(heads),
        day=day_text(on),
        codes=", ".join(heads),
        next=(on + _DAY).isoformat(),
    )


def _elsewhere(codes: Sequence[str], on: date) -> Iterator[str]:
    if codes:
        yield ngettext(
            "{count} task was given to another unit since {day} and stays there: {codes}.",
            "{count} tasks were given to other units since {day} and stay there: {codes}.",
            len(codes),
        ).format(count=len(codes), day=day_text(on), codes=listed(codes))


def _parts(moved: Moved) -> Iterator[str]:
    for one in moved.supports:
        if one.taker is None and one.part:
            yield _(
                "In {task} the new unit leads or supports already; the part of {unit} is not carried over: {part}."
            ).format(task=one.code, unit=one.giver, part=one.part)


def _named(register: Register, old: Sequence[Unit], new: Sequence[Unit], on: date) -> Iterator[str]:
    """Say which settings and saved filters name a unit that ended."""
    ended = {unit.code for unit in old if not units.by_id(register.db, unit.id).exists_in(on, on)}
    takers = ", ".join(unit.code for unit in new) or "CODE"
    if (own := register.settings["own_unit"]) in ended:
        yield _(
            "The setting own_unit names {unit} still. To change that: tasktrack config set own_unit {new}."
        ).format(unit=own, new=takers)
    for saved in view.every(register.db):
        named = ended & {str(saved.options.get(name)) for name in ("unit", "support")}
        if named:
            yield _("The view @{view} asks for {unit} still. Save it again with {new}.").format(
                view=saved.name, unit=", ".join(sorted(named)), new=takers
            )


def listed(codes: Sequence[str]) -> str:
    """Name codes, the first of many."""
    return ", ".join(codes[:_NAMED]) + (", …" if len(codes) > _NAMED else "")
