"""What units named as obstacles or proposed, and which of it no leader has answered."""

from collections.abc import Mapping, Sequence
from datetime import date

from tasktrack.domain.direction import Matter, Obstacles, Remark, Said, put_together
from tasktrack.domain.fact_scope import NEVER
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.services import lookup
from tasktrack.store import direction, task_list
from tasktrack.store.register import Register


def obstacles(register: Register, wanted: TaskFilter) -> Obstacles:
    """Return the obstacles and proposals of unfinished tasks by today, the longest waiting first.

    One waits until a direction answers it, or until its task is done or withdrawn: a later report that no longer
    names it does not say that anybody decided. What a task reported several times in the same words is one matter;
    an answer to any of these entries answers those before it too. Said again after the answer, it waits again.
    """
    today, source = register.clock.today(), lookup.state_source(register)
    lead = lookup.unit(register, wanted.unit).id if wanted.unit else None
    remarks = direction.remarks(register.db, source, today, lead)
    tasks = {one.task for one in remarks}
    rows = task_list.rows_of(register.db, source, tasks, wanted, today, lookup.soon(register))
    shown = [one for one in remarks if one.task in rows]
    matters = [_matter(one, rows, today) for one in together(register, shown, today)]
    waiting = [one for one in matters if one.answer is None]
    answered = [one for one in matters if one.answer is not None]
    return Obstacles(wanted, today, waiting, answered)


def together(register: Register, remarks: Sequence[Remark], as_of: date, seq: int = NEVER) -> list[Said]:
    """Put together what tasks said in the same words, with what answers it by a day and as known to an entry."""
    tasks = {one.task for one in remarks}
    given = direction.answers(register.db, tasks, as_of, seq)
    replaced_by = direction.corrections(register.db, tasks, seq) if given else {}
    return put_together(remarks, given, replaced_by)


def _matter(said: Said, rows: Mapping[int, TaskRow], today: date) -> Matter:
    return Matter(
        row=rows[said.task],
        since=said.since,
        newest=said.entries[-1],
        entries=said.entries,
        obstacle=said.obstacle,
        proposal=said.proposal,
        answer=said.answer,
        days=said.days(today),
    )
