"""Tasks left out of the report of a period, because what was reported on them does not hold what is asked."""

from tasktrack.domain.period_state import Period, state_of
from tasktrack.domain.task import TaskFilter
from tasktrack.domain.updating import IncompleteTask, LeftOut
from tasktrack.services import computing, window
from tasktrack.store import explanation, updates
from tasktrack.store import unit as units
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import day


def incomplete(register: Register, period: Period) -> list[IncompleteTask]:
    """Return the tasks left out of the report of a period, unit by unit: of a closed one, as its closing left them.

    Of an open one as of its cut; before that those that would be left out by today. Closings of earlier
    versions of the program left none out.
    """
    if period.closed or not is_asked(register):
        return filled(register, period)
    computing.fill(
        register, window.data_window(register, period), window.report_date(register, period), so_far=True
    )
    return filled(register, period)


def filled(register: Register, period: Period) -> list[IncompleteTask]:
    """Return the same; of an open period over the facts as `computing.fill` derived them from the books."""
    if period.closed:
        rows = updates.incomplete_in(register.db, period.id, period.revision)
    else:
        rows = updates.incomplete(register.db) if is_asked(register) else []
    said = explanation.newest(register.db, period.id, register.clock.today()) if rows else {}
    places = {unit.code: place for place, unit in enumerate(units.every(register.db))} if rows else {}
    tasks = [_task(row)._replace(explanation=said.get(row["task"])) for row in rows]
    return sorted(tasks, key=lambda one: (places.get(one.lead, len(places)), one.id))


def left_out(register: Register, period: Period, wanted: TaskFilter) -> LeftOut:
    """Return the tasks left out of the report of a period that pass a filter by unit and block."""
    tasks = [
        one
        for one in incomplete(register, period)
        if wanted.unit in (None, one.lead) and wanted.block in (None, one.block)
    ]
    return LeftOut(
        wanted,
        period,
        state_of(period, register.clock),
        window.report_date(register, period),
        window.data_window(register, period).cut_on,
        tuple(tasks),
        is_asked(register),
    )


def is_asked(register: Register) -> bool:
    """Return whether the office asks anything of updates."""
    return bool(register.settings["update_needs"].split() or register.settings.number("update_max_age"))


def _task(row: Row) -> IncompleteTask:
    return IncompleteTask(
        row["task"],
        row["code"],
        row["title"],
        day(row["due_on"]),
        row["lead"],
        row["lead_name"],
        row["block"],
        tuple(row["lacks"].split()),
    )
