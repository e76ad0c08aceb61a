"""Directions: what leaders instruct on tasks, what they answer by it, and which tasks they open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.following import Followed
from tasktrack.domain.progress import ProgressEntry
from tasktrack.domain.task import Task, TaskFilter, TaskRow
from tasktrack.domain.text import fold

# Work that a leader can still help: what awaits review is said to be done.
UNFINISHED: Final = ("open", "suspended", "returned")


class Direction(NamedTuple):
    """A direction as recorded. `answers` is the number of an entry, `opens` the code of a task."""

    id: int
    task: str
    on: date
    text: str
    given_by: str
    document: str | None
    answers: int | None
    opens: str | None
    opens_title: str | None
    actor: str
    created: int


class Instruction(NamedTuple):
    """What `task direct` takes, as typed.

    `opens` are the fields of the task that it opens, `opens_task` is the code of one that is there.
    """

    text: str
    by: str
    document: str | None = None
    on: str | None = None
    answers: int | None = None
    opens: Mapping[str, object] | None = None
    opens_task: str | None = None


class Directed(NamedTuple):
    """What a direction did: the task, the direction, the entry that it answers and the task that it opens."""

    task: Task
    direction: Direction
    answered: ProgressEntry | None
    opened: Task | None
    warnings: tuple[str, ...] = ()


class Followup(NamedTuple):
    """A direction, its task as it stands, and what followed."""

    direction: Direction
    row: TaskRow
    followed: Followed


class Directions(NamedTuple):
    """The directions of a span of days, in their order; `by` narrows to leaders of a like name."""

    wanted: TaskFilter
    by: str | None
    from_on: date
    to_on: date
    as_of: date
    every: Sequence[Followup]


class Remark(NamedTuple):
    """An entry that names an obstacle or a proposal, its task given by id."""

    entry: int
    task: int
    on: date
    obstacle: str | None
    proposal: str | None


class Answer(NamedTuple):
    """The direction that answers an entry."""

    entry: int
    direction: int
    on: date
    given_by: str
    text: str = ""
    document: str | None = None


class Said(NamedTuple):
    """What a task, given by id, reported in the same words, and every direction that answers the last of the entries.

    `since` is the day of the first of the entries, `last` that of the last.
    """

    task: int
    entries: tuple[int, ...]
    since: date
    last: date
    obstacle: str | None
    proposal: str | None
    answers: tuple[Answer, ...]

    @property
    def answer(self) -> Answer | None:
        """Return the first direction that answers it."""
        return self.answers[0] if self.answers else None

    def days(self, as_of: date) -> int:
        """Return for how many days it waited: until the answer, else until a day.

        One that was corrected to a day after its answer did not wait.
        """
        return max(((self.answer.on if self.answer else as_of) - self.since).days, 0)


def put_together(
    remarks: Iterable[Remark], answers: Iterable[Answer], replaced_by: Mapping[int, int]
) -> list[Said]:
    """Put together what a task said in the same words, up to each answer; the oldest first.

    Remarks and answers come in the order of days. `replaced_by` names for each entry that was corrected the one
    that stands for it: what answers the one answers the other.
    """
    given: dict[int, list[Answer]] = {}
    for answer in answers:
        number = answer.entry
        while number in replaced_by:
            number = replaced_by[number]
        given.setdefault(number, []).append(answer)
    said: dict[tuple[int, str, str], list[list[Remark]]] = {}
    for one in remarks:
        parts = said.setdefault((one.task, fold(one.obstacle or ""), fold(one.proposal or "")), [])
        if not parts or parts[-1][-1].entry in given:
            parts.append([])
        parts[-1].append(one)
    found = [_said(part, given.get(part[-1].entry, ())) for parts in said.values() for part in parts]
    return sorted(found, key=lambda one: (one.since, one.entries[-1]))


def _said(part: Sequence[Remark], answers: Sequence[Answer]) -> Said:
    last = part[-1]
    entries = tuple(one.entry for one in part)
    return Said(last.task, entries, part[0].on, last.on, last.obstacle, last.proposal, tuple(answers))


class Matter(NamedTuple):
    """An obstacle or proposal of a task, as often as it was reported in the same words.

    `since` is the day of the first of the entries, `newest` the number of the last; `days` run from `since` to the
    answer, else to the day of the report.
    """

    row: TaskRow
    since: date
    newest: int
    entries: tuple[int, ...]
    obstacle: str | None
    proposal: str | None
    answer: Answer | None
    days: int


class Obstacles(NamedTuple):
    """What unfinished tasks named as obstacles or proposed, by a day: what waits for an answer and what has one."""

    wanted: TaskFilter
    as_of: date
    waiting: Sequence[Matter]
    answered: Sequence[Matter]
