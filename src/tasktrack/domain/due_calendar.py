"""Due dates as events of a calendar."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from tasktrack.domain.task import TaskFilter, TaskRow


class DueEvent(NamedTuple):
    """A task that has a due date, and how often that date was changed so far."""

    row: TaskRow
    moved: int


class DueCalendar(NamedTuple):
    """The due dates of unfinished tasks, the earliest first.

    `register` tells this register from any other, whatever its file is called; `alarm` is how many days before a
    due date to remind, None for never.
    """

    wanted: TaskFilter
    as_of: date
    made_at: datetime
    office: str
    register: str
    events: Sequence[DueEvent]
    alarm: int | None
