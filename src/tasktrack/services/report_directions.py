"""What was directed in a span of days, and whether anything was reported on the tasks since."""

from tasktrack.domain.direction import Directions, Followup
from tasktrack.domain.task import TaskFilter
from tasktrack.domain.text import fold, tidy
from tasktrack.services import lookup, span
from tasktrack.store import direction, task_list
from tasktrack.store.register import Register


def directions(
    register: Register, period: str | None, wanted: TaskFilter, by: str | None = None
) -> Directions:
    """Return the directions of a period, or of this year, each with what followed by today.

    A report on the task counts, and so does one on the task that the direction opened.
    """
    today, (first, last) = register.clock.today(), span.days_told(register, period)
    source = lookup.state_source(register)
    leader = tidy(by)
    found = [
        (task, one, followed)
        for task, one, followed in direction.in_span(register.db, source, first, last, today)
        if leader is None or fold(leader) in fold(one.given_by)
    ]
    rows = task_list.rows_of(
        register.db, source, {task for task, _one, _followed in found}, wanted, today, lookup.soon(register)
    )
    every = [Followup(one, rows[task], followed) for task, one, followed in found if task in rows]
    return Directions(wanted, leader, first, last, today, every)
