"""Letters that urge units on: their overdue tasks and those that fall due soon."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.task import TaskRow


class LastSaid(NamedTuple):
    """The newest entry of a task that says anything; `done_on` is the day that it says the work was finished."""

    on: date
    result: str | None
    obstacle: str | None
    percent: Fraction | None
    quantity: Fraction | None
    done_on: date | None


class LetterTask(NamedTuple):
    """A task that a letter names, the day of its document, and what was last reported of it."""

    row: TaskRow
    document_date: date | None
    last: LastSaid | None


class Letter(NamedTuple):
    """The letter to one unit: what is overdue, the longest first, and what falls due by a day."""

    unit: str
    name: str
    overdue: Sequence[LetterTask]
    due: Sequence[LetterTask]

    @property
    def tasks(self) -> tuple[LetterTask, ...]:
        """Return all tasks, in the order in which the letter names them."""
        return (*self.overdue, *self.due)


class Letters(NamedTuple):
    """The letters of a day; `due_to` is the last day of what falls due, `answer_by` when an answer is asked for."""

    office: str
    as_of: date
    due_to: date
    answer_by: date
    letters: Sequence[Letter]
