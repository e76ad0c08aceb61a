"""What a report is narrowed to, checked once: a mistyped code is an error and not an empty mail for ever."""

from tasktrack.domain.task import TaskFilter
from tasktrack.domain.text import shown, tidy
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import lookup, tree
from tasktrack.store import task_list
from tasktrack.store import unit as units
from tasktrack.store.register import Register


def scope(
    register: Register,
    *,
    unit: str | None = None,
    block: str | None = None,
    officer: str | None = None,
    assigner: str | None = None,
    field: str | None = None,
    under: str | None = None,
    level: int | None = None,
) -> TaskFilter:
    """Return the filter for a unit, a block, an officer, an assigner, a field, and a part of the tree of today.

    Raise NotFound for one that is not there: no unit, no officer, no task of it, nothing at that level.
    """
    return TaskFilter(
        unit=lookup.unit(register, unit).code if unit else None,
        block=_block(register, block) if block else None,
        officer=lookup.officer(register, officer).code if officer else None,
        assigner=_of_tasks(register, "assigner", assigner) if assigner else None,
        field=_of_tasks(register, "field", field) if field else None,
        choice=tree.choice(register, register.clock.today(), under, level),
    )


def _of_tasks(register: Register, column: str, given: str) -> str:
    """Return what is looked for; raise NotFound with what there is where no task has it."""
    wanted = tidy(given) or ""
    if task_list.has(register.db, column, wanted):
        return wanted
    sentence = {
        "assigner": _("No task was assigned by {name}."),
        "field": _("No task is of field {name}."),
    }[column]
    known = task_list.values(register.db, column)
    raise NotFound(
        sentence.format(name=shown(given)),
        _("There are: {names}.").format(names="; ".join(known)) if known else _("See 'tasktrack task list'."),
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
