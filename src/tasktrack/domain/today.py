"""What lies on the desk on a day: periods that are open, and the tasks that ask for something."""

from datetime import date, datetime
from typing import Final, NamedTuple

from tasktrack.domain.period import PeriodKey
from tasktrack.domain.task import TaskRow
from tasktrack.domain.tree import Choice

MOST_SHOWN: Final = 5


class OpenPeriod(NamedTuple):
    """A period that is not closed.

    `days_left` counts to the day at whose end entry locks, without a lock moment to its last day; None after
    that. `over`: nothing can come to count any more, so it is to be closed; `blockers` say then why it cannot be.
    """

    key: PeriodKey
    state: str
    starts_on: date
    ends_on: date
    cut_on: date
    locks_at: datetime | None
    days_left: int | None
    over: bool = False
    blockers: tuple[str, ...] = ()

    @property
    def closable(self) -> bool:
        """Return whether it can be closed now."""
        return self.over and not self.blockers


class Pile(NamedTuple):
    """Tasks of one sort: how many there are, and the first few of them, the most pressing first."""

    total: int
    tasks: tuple[TaskRow, ...]


class Desk(NamedTuple):
    """What lies on the desk, of the whole office or of one unit or officer (their codes), or a part of the units.

    `this_week` are open tasks due from today to `week_ends`; `due_soon` counts those due by `soon`; `next_key`
    is the base period to be opened next.
    """

    office: str
    today: date
    unit: str | None
    officer: str | None
    periods: tuple[OpenPeriod, ...]
    next_key: PeriodKey
    overdue: Pile
    this_week: Pile
    week_ends: date
    due_soon: int
    soon: date
    silent: Pile
    silent_days: int
    awaiting: Pile
    returned: Pile
    choice: Choice | None = None
