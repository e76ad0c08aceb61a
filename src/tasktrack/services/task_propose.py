"""A head registers a key task, which a leader then accepts (Bắc Giang, QĐ 193/2011/QĐ-UBND)."""

from collections.abc import Mapping
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.key_tasks import REGISTERED
from tasktrack.domain.task import Registered
from tasktrack.domain.unit import Unit
from tasktrack.i18n import _
from tasktrack.services import inputs, key_tasks, lookup
from tasktrack.services import task as tasks
from tasktrack.services.task_find import standing
from tasktrack.store import approval, officer
from tasktrack.store.register import Register


def propose(register: Register, given: Mapping[str, object], by: str | None = None) -> Registered:
    """Register a key task that awaits approval; `given` are fields of the task as typed.

    Who proposes is kept as its assigner: `by`, an officer's code or a name, else the head whom the register
    knows; a task that the head directs in person is the head's own. Raise what `task add` raises.
    """
    with register.write() as entry:
        new = inputs.new_task(register, {"origin": "own", **given, "kind": REGISTERED})
        unit, on = lookup.unit(register, new.lead), new.assigned_on
        year = key_tasks.year_of_task(register, new)
        heads = officer.heads(register.db, unit.id, on)
        only_head = heads[0] if len(heads) == 1 else None
        proposer = lookup.person(register, by or only_head, on)
        if new.head_in_person and new.officer is None:
            new = new._replace(officer=only_head)
        warnings = (
            *_not_head(register, unit, proposer, on),
            *key_tasks.too_many(register, unit, REGISTERED, year),
            *key_tasks.too_late(register, new, year),
        )
        done = tasks.add(register, new._replace(assigner=proposer))
        approval.propose(entry, done.task.row.id)
        return done._replace(task=standing(register, done.task.row.id), warnings=(*done.warnings, *warnings))


def _not_head(register: Register, unit: Unit, proposer: str | None, on: date) -> tuple[str, ...]:
    """Say that somebody else than the head proposes, where the register knows the head."""
    if proposer is None or not officer.heads(register.db, unit.id, on):
        return ()
    if key_tasks.is_head(register, unit, proposer, on):
        return ()
    return (
        _("{name} does not head {unit} on {day}.").format(name=proposer, unit=unit.name, day=day_text(on)),
    )
