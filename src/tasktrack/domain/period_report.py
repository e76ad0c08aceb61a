"""The report of a period for the conference: what it tells, section by section."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from tasktrack.domain.direction import Answer
from tasktrack.domain.fact_scope import NEVER
from tasktrack.domain.period_figures import Figures
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.ranking import Ranking
from tasktrack.domain.task import TaskFilter
from tasktrack.domain.updating import IncompleteTask

# In the order in which they are printed; the place of each is its number in the heading.
SECTIONS: Final = (
    "head",
    "counts",
    "units",
    "late",
    "obstacles",
    "incomplete",
    "changes",
    "ranking",
    "comparison",
    "reminders",
    "words",
)
CHANGE_KINDS: Final = (
    "extend", "bring-forward", "withdraw", "add", "retarget", "suspend", "resume", "hand-over"
)  # fmt: skip


class Span(NamedTuple):
    """What is read: the days of a period, the report date, and the last day that counts as due soon then.

    Of the overdue those are told apart that are so for more than `long_days`.

    `seq` is the journal entry of the closing that is read: what was written later is not known to it (NEVER: all
    is known). `place` is its key in the frozen tables, (0, 0) of what is read from the books.
    """

    from_on: date
    cut_on: date
    as_of: date
    soon: date
    long_days: int
    seq: int = NEVER
    place: tuple[int, int] = (0, 0)


class Place(NamedTuple):
    """A unit under the name and in the block that it had in the period."""

    id: int
    code: str
    name: str
    block: str | None


class UnitPeriod(NamedTuple):
    """The period of one unit."""

    unit: Place
    figures: Figures


class ListedTask(NamedTuple):
    """A task that the report names: finished late, overdue, or new; `days` are those past its due date.

    `cause` is the newest cause of delay that was stated, `confirmed_by` who confirmed an objective one. Obstacle
    and proposal are the newest.
    """

    id: int
    code: str
    title: str
    kind: str
    state: str
    unit: int
    lead: str
    lead_name: str
    assigned_on: date
    due_on: date | None
    done_on: date | None
    days: int
    inherited: bool
    cause: str | None
    confirmed_by: str | None
    confirmed_on: date | None
    obstacle: str | None
    proposal: str | None


class SayingTask(NamedTuple):
    """A task that reported something, as its period names it."""

    code: str
    title: str
    unit: int
    lead: str
    lead_name: str
    state: str


class ReportedObstacle(NamedTuple):
    """An obstacle, a proposal or both, as often as its task reported it in the same words.

    The newest direction by the report date answers it. `on` is the day of the first entry, `entry` the number of
    the last; `days` run to the first answer, else to the report date. `waits`: unanswered, and its task unfinished.
    """

    entry: int
    on: date
    last_on: date
    task: str
    title: str
    unit: int
    lead: str
    lead_name: str
    obstacle: str | None
    proposal: str | None
    answer: Answer | None
    days: int
    waits: bool


class Obstacles(NamedTuple):
    """What was reported first in the period, and what waited for an answer when it began."""

    reported: Sequence[ReportedObstacle] = ()
    carried_in: Sequence[ReportedObstacle] = ()
    supporting: Sequence["SupportObstacle"] = ()

    @property
    def every(self) -> list[ReportedObstacle]:
        """Return what leaders are asked to answer, the oldest first."""
        return [*self.carried_in, *self.reported]


class SupportObstacle(NamedTuple):
    """What a supporting unit, told as `lead`, reported in the period as an obstacle to its part, or proposed."""

    entry: int
    on: date
    task: str
    title: str
    unit: int
    lead: str
    lead_name: str
    obstacle: str | None
    proposal: str | None


class TaskChange(NamedTuple):
    """A change of a task that counts from a day of the period; units among its values are codes."""

    on: date
    kind: str
    task: str
    title: str
    unit: int
    lead: str
    lead_name: str
    field: str | None
    before: str | None
    after: str | None
    reason: str | None
    document: str | None
    approved_by: str | None


class Urged(NamedTuple):
    """How often a unit was urged and criticised in the period, what it refused, and what was handed from and to it."""

    unit: Place
    reminders: int = 0
    criticisms: int = 0
    refusals: int = 0
    reassigned: int = 0
    handed_out: int = 0
    handed_in: int = 0


class Earlier(NamedTuple):
    """The figures of an earlier period: as its closing no. `revision` froze them, or (None) derived as of its cut.

    `by_unit` are those of today's units: what a predecessor had counts with the unit that took it over. `year` are
    those since its year began.
    """

    period: Period
    window: DataWindow
    revision: int | None
    total: Figures
    by_unit: Mapping[int, Figures]
    year: Figures


class Comparison(NamedTuple):
    """The periods that a report is compared with, and the units that were split, whose figures stay their own."""

    previous: Earlier
    last_year: Earlier
    split: Sequence[Place]


class Counts(NamedTuple):
    """The figures of all that is told: in the period, by kind, of those marked, and since the year began."""

    total: Figures
    by_kind: Mapping[str, Figures]
    inherited: Figures
    taken_over: Figures
    year: Figures
    year_from: date


class PeriodReport(NamedTuple):
    """The report of a period: of all units, a block or one unit. A section that was not asked for is None.

    `seal` and `revision` are those of the closing that is read; `state` is closed, or how the open period stands:
    open, locked, reopened, unopened. `no_ranking` says why there is no ranked table.
    """

    period: Period
    office: str
    state: str
    revision: int
    seal: str | None
    span: Span
    wanted: TaskFilter
    sections: Sequence[str]
    places: Mapping[int, Place]
    counts: Counts
    units: Sequence[UnitPeriod]
    done_late: Sequence[ListedTask]
    overdue: Sequence[ListedTask]
    obstacles: Obstacles
    incomplete: Sequence[IncompleteTask]
    changes: Sequence[TaskChange]
    new_tasks: Sequence[ListedTask]
    ranking: Ranking | None
    no_ranking: str
    comparison: Comparison | None
    urged: Sequence[Urged]

    @property
    def is_closed(self) -> bool:
        """Return whether the figures are those that a closing froze."""
        return self.seal is not None
