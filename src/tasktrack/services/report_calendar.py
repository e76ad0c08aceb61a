"""The due dates of unfinished tasks, as other calendars take them over."""

from datetime import timedelta

from tasktrack.domain.due_calendar import DueCalendar, DueEvent
from tasktrack.domain.task import TaskFilter
from tasktrack.services import lookup, report_lists
from tasktrack.store import due_calendar as store
from tasktrack.store import weekly
from tasktrack.store.register import Register


def due_calendar(
    register: Register, wanted: TaskFilter, *, days: int | None = None, alarm: int | None = None
) -> DueCalendar:
    """Return an event for each task that is open or returned and has a due date, those past it too.

    At most `days` ahead; without it all. `alarm` is how many days before the due date to remind.
    """
    today = register.clock.today()
    narrowed = wanted if days is None else wanted._replace(due_to=today + timedelta(days=days))
    states = lookup.state_source(register)
    sources = (weekly.open_tasks(states), weekly.reported_tasks(states, "returned"))
    rows = [row for source in sources for row in report_lists.counted(register, states, narrowed, source)]
    dated = sorted((row for row in rows if row.due_on), key=lambda row: (row.due_on or today, row.id))
    moved = store.moved(register.db, (row.id for row in dated), today)
    return DueCalendar(
        wanted,
        today,
        register.clock.now(),
        register.settings["office"],
        store.identity(register.db),
        [DueEvent(row, moved.get(row.id, 0)) for row in dated],
        alarm,
    )
