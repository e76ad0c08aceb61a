"""What units named as obstacles or proposed, and which of it no leader has answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from tasktrack.domain.direction import Answer, Matter, Obstacles, Remark
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.domain.text import fold
from tasktrack.services import lookup
from tasktrack.store import direction, task_list
from tasktrack.store.register import Register

_Words = tuple[int, str, str]
_NOBODY: Final[dict[int, Answer]] = {}


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
    matters = _matters(
        [one for one in remarks if one.task in rows], rows, _answers(register, tasks, today), today
    )
    waiting = [one for one in matters if one.answer is None]
    answered = [one for one in matters if one.answer is not None]
    return Obstacles(wanted, today, waiting, answered)


def _answers(register: Register, tasks: Iterable[int], today: date) -> dict[int, Answer]:
    """Return the first answer to each entry, under the number of the entry that stands for it now."""
    asked = list(tasks)
    given = direction.answers(register.db, asked, today)
    if not given:
        return _NOBODY
    replaced_by = direction.corrections(register.db, asked)
    found: dict[int, Answer] = {}
    for answer in given:
        number = answer.entry
        while number in replaced_by:
            number = replaced_by[number]
        found.setdefault(number, answer)
    return found


def _matters(
    remarks: Sequence[Remark], rows: Mapping[int, TaskRow], answers: Mapping[int, Answer], today: date
) -> list[Matter]:
    """Put together what a task said in the same words, up to each answer; the longest waiting first."""
    said: dict[_Words, list[Remark]] = {}
    for one in remarks:
        said.setdefault((one.task, fold(one.obstacle or ""), fold(one.proposal or "")), []).append(one)
    found = [
        _matter(part, rows, answers, today) for entries in said.values() for part in _parts(entries, answers)
    ]
    return sorted(found, key=lambda one: (one.since, one.newest))


def _parts(entries: Sequence[Remark], answers: Mapping[int, Answer]) -> list[list[Remark]]:
    """Cut the entries of one matter, in their order, behind each that was answered."""
    parts: list[list[Remark]] = [[]]
    for one in entries:
        parts[-1].append(one)
        if one.entry in answers:
            parts.append([])
    return [part for part in parts if part]


def _matter(
    part: Sequence[Remark], rows: Mapping[int, TaskRow], answers: Mapping[int, Answer], today: date
) -> Matter:
    first, last = part[0], part[-1]
    answer = answers.get(last.entry)
    return Matter(
        row=rows[last.task],
        since=first.on,
        newest=last.entry,
        entries=tuple(one.entry for one in part),
        obstacle=last.obstacle,
        proposal=last.proposal,
        answer=answer,
        days=((answer.on if answer else today) - first.on).days,
    )
