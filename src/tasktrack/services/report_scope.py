"""What a report is narrowed to, checked once: a mistyped code is an error and not an empty mail for ever."""

from tasktrack.domain.task import TaskFilter
from tasktrack.domain.text import shown, tidy
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import lookup
from tasktrack.store import unit as units
from tasktrack.store.register import Register


def scope(
    register: Register, *, unit: str | None = None, block: str | None = None, officer: str | None = None
) -> TaskFilter:
    """Return the filter for a unit, a block and an officer; raise NotFound for one that is not there."""
    return TaskFilter(
        unit=lookup.unit(register, unit).code if unit else None,
        block=_block(register, block) if block else None,
        officer=lookup.officer(register, officer).code if officer else None,
    )


def _block(register: Register, block: str) -> str:
    wanted = tidy(block)
    known = {unit.block: None for unit in units.every(register.db) if unit.block}
    if wanted in known:
        return str(wanted)
    raise NotFound(
        _("No unit is of block {block}.").format(block=shown(block)),
        _("There are: {blocks}.").format(blocks=", ".join(map(str, known)))
        if known
        else _("See 'tasktrack unit list'."),
    )
