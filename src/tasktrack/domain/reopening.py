"""A closed period that was opened again: why, what it held before, and what its figures say now."""

from datetime import date, datetime
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.dossier_counts import Counts
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.ranking import RankRow

# What a closing froze of a task, in the order in which differences are told; numbers with their scale.
TASK_FACTS: Final = {
    "state": 0,
    "due_on": 0,
    "done_on": 0,
    "completed_on": 0,
    "on_time": 0,
    "subject": 0,
    "percent": 100,
    "quantity": 1000,
    "reviewed_quantity": 1000,
    "assigned_quantity": 1000,
    "coefficient": 1000,
    "reviewed": 0,
    "failed_reviews": 1,
    "exceeded": 0,
    "exempt": 0,
    "extended": 1,
    "inherited": 0,
    "kind": 0,
    "urgency": 0,
    "taken_over": 0,
    "head_in_person": 0,
    "assigned_on": 0,
    "last_on": 0,
}
YES_NO: Final = frozenset(
    {"on_time", "reviewed", "exceeded", "exempt", "inherited", "taken_over", "head_in_person"}
)

FactValue = str | int | bool | Fraction | date | None


class Reopening(NamedTuple):
    """The decision by which a closed period was opened again, at the next revision (NĐ 335/2025 Art. 21(3))."""

    revision: int
    on: date
    reason: str
    document: str
    decided_by: str


class ClosedOnce(NamedTuple):
    """One closing of a period: `on` is the day it took as today, `at` the machine's moment."""

    revision: int
    number: int
    on: date
    at: datetime
    actor: str
    schemes: tuple[str, ...]
    seal: str


class BuiltOn(NamedTuple):
    """A part of a longer period that was opened again since: closing no. `revision` of it was built upon, and
    `now` is the one that stands; None while it is open."""

    key: str
    revision: int
    now: int | None


class Past(NamedTuple):
    """What became of a period: its closings, the reopenings between them, and parts that moved on since."""

    closings: tuple[ClosedOnce, ...]
    reopenings: tuple[Reopening, ...]
    built_on: tuple[BuiltOn, ...]


class Reopened(NamedTuple):
    """What a reopening did, and what stays as it was closed.

    `later` were closed upon the old figures, `longer` stand on them; `walled` are periods of the other base
    kind, people's or the office's, whose closed windows still refuse some of its days.
    """

    period: Period
    state: str
    window: DataWindow
    reopening: Reopening
    later: tuple[str, ...]
    longer: tuple[str, ...]
    walled: tuple[tuple[str, DataWindow], ...]


class SubjectChange(NamedTuple):
    """Who stands otherwise than in the closing before; None on the side where they do not stand."""

    code: str
    name: str
    before: RankRow | None
    after: RankRow | None


class MarkChange(NamedTuple):
    """Points that a person gave otherwise than the closing before counted them."""

    code: str
    criterion: str
    label: str
    before: Fraction | None
    after: Fraction | None


class FactChange(NamedTuple):
    """One fact of a task before and after; `name` is one of TASK_FACTS."""

    name: str
    before: FactValue
    after: FactValue


class TaskChange(NamedTuple):
    """A task that is counted otherwise than before: `how` is changed, added or gone.

    `subjects` are the ids of those under whom it is or was counted.
    """

    code: str
    title: str
    role: str
    how: str
    subjects: frozenset[int]
    facts: tuple[FactChange, ...]


class SettingChange(NamedTuple):
    """A setting of the scheme, or its version, that is another than in the closing before."""

    name: str
    before: str
    after: str


class CounterChange(NamedTuple):
    """A counter of a unit that is another than before, in thousandths, of itself and with everything below it.

    `unit` is its id; None on the side where it has no figure.
    """

    unit: int
    code: str
    name: str
    counter: str
    label: str
    own: tuple[int | None, int | None]
    total: tuple[int | None, int | None]


class DossierChange(NamedTuple):
    """Dossiers that are counted otherwise than before: of a unit itself.

    `of` names procedure, officer and channel where the unit's own counts are the same and only these differ.
    """

    unit: int
    code: str
    name: str
    of: tuple[str, str, str] | None
    before: Counts
    after: Counts


class Changed(NamedTuple):
    """How figures differ from those of the closing before, no. `revision`, under the same scheme.

    `comparable` is False when that closing did not run the scheme; counters and dossiers belong to no scheme.
    """

    revision: int
    comparable: bool = True
    subjects: tuple[SubjectChange, ...] = ()
    marks: tuple[MarkChange, ...] = ()
    tasks: tuple[TaskChange, ...] = ()
    settings: tuple[SettingChange, ...] = ()
    counters: tuple[CounterChange, ...] = ()
    dossiers: tuple[DossierChange, ...] = ()
