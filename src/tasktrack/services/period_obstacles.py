"""What units named as obstacles or proposed in a period, or before it and waits still, as `report obstacles` has it."""

from tasktrack.domain.direction import UNFINISHED, Said
from tasktrack.domain.period_report import Obstacles, ReportedObstacle, SayingTask
from tasktrack.services.period_reading import Reading
from tasktrack.services.report_obstacles import together
from tasktrack.store import period_lists
from tasktrack.store.register import Register


def obstacles(register: Register, read: Reading) -> Obstacles:
    """Return what was reported in a period, over the temp tables as they were filled for it.

    What a task reported again in the same words is one matter. One that was reported before waited when the period
    began, if no direction had answered it; it is told unless its task was finished without an answer.
    """
    db, span = register.db, read.span
    said = together(register, period_lists.remarks(db, span), span.as_of, span.seq)
    tasks = period_lists.saying(db, span, {one.task for one in said})
    told = [(one, _reported(one, tasks[one.task], read)) for one in said]
    carried = [
        row
        for one, row in told
        if row.on < span.from_on
        and (row.waits or row.last_on >= span.from_on or (one.answer and one.answer.on >= span.from_on))
    ]
    return Obstacles(
        [row for _one, row in told if row.on >= span.from_on], carried, period_lists.supporting(db, span)
    )


def _reported(said: Said, task: SayingTask, read: Reading) -> ReportedObstacle:
    return ReportedObstacle(
        entry=said.entries[-1],
        on=said.since,
        last_on=said.last,
        task=task.code,
        title=task.title,
        unit=task.unit,
        lead=task.lead,
        lead_name=task.lead_name,
        obstacle=said.obstacle,
        proposal=said.proposal,
        answer=said.answers[-1] if said.answers else None,
        days=said.days(read.span.as_of),
        waits=not said.answers and task.state in UNFINISHED,
    )
