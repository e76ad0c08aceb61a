"""How units were urged about their tasks and criticised for them, and what followed."""

from tasktrack.domain.reminder import Reminders, Reminding, UnitReminders
from tasktrack.domain.task import TaskFilter
from tasktrack.services import lookup, span
from tasktrack.store import reminder, task_list
from tasktrack.store import unit as units
from tasktrack.store.register import Register


def reminders(register: Register, period: str | None, wanted: TaskFilter) -> Reminders:
    """Return the reminders of a period, or of this year, unit by unit: of whom were urged, lead or supporting.

    A unit, or a block, of `wanted` narrows to those that were urged, whoever leads the tasks today.
    """
    today, (first, last) = register.clock.today(), span.days_told(register, period)
    source = lookup.state_source(register)
    found = reminder.in_span(register.db, source, first, last, today)
    tasks = {task for task, _unit, _one, _followed in found}
    rows = task_list.rows_of(register.db, source, tasks, TaskFilter(), today, lookup.soon(register))
    urged: dict[int, list[Reminding]] = {}
    for task, unit, one, followed in found:
        urged.setdefault(unit, []).append(Reminding(one, unit, rows[task], followed))
    told = [
        UnitReminders(unit.code, unit.name, unit.block, urged[unit.id])
        for unit in units.every(register.db)
        if unit.id in urged and wanted.unit in (None, unit.code) and wanted.block in (None, unit.block)
    ]
    return Reminders(wanted, first, last, today, told)
