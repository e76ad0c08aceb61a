"""What one unit handed over to another on a day, as the two sides sign for it."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from tasktrack.domain.succession import Party
from tasktrack.domain.task import STATUSES, TaskRow


class HandedTask(NamedTuple):
    """A task as it stood at the end of the day before it passed; `since` where that is later than the list."""

    row: TaskRow
    document_date: date | None
    officer_name: str | None
    parent: str | None
    since: date | None = None


class HandedOfficer(NamedTuple):
    """An officer whose posting goes on with the taker."""

    code: str
    name: str
    position: str


class HandedSupport(NamedTuple):
    """A task in which the taker supports in the place of the giver; `lead` is the code of the unit that leads it."""

    code: str
    title: str
    lead: str
    part: str | None
    due_on: date | None


class Handover(NamedTuple):
    """What one unit handed over to another by one document; `on` is the first day on which the taker leads it."""

    giver: Party
    taker: Party
    on: date
    document: str | None
    approved_by: str | None
    tasks: tuple[HandedTask, ...]
    supports: tuple[HandedSupport, ...] = ()
    officers: tuple[HandedOfficer, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tasks or self.supports or self.officers)

    @property
    def by_status(self) -> dict[str, int]:
        """Return how many tasks stood in each status, in the order of the statuses."""
        counts = Counter(task.row.status for task in self.tasks)
        return {status: counts[status] for status in STATUSES if counts[status]}


class HandedOver(NamedTuple):
    """The lists of a unit, giver or taker, in the order of days."""

    unit: Party
    lists: tuple[Handover, ...]
