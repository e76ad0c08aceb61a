"""The sheet of one unit in a period: what it had to do, how it stands, what it reported, how it was scored."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.period_report import PeriodReport
from tasktrack.domain.ranking import Explanation, Ranking, RankRow

# How the tasks are listed, and the buckets of a period that each list holds.
LISTS: Final[dict[str, tuple[str, ...]]] = {
    "done_late": ("done_late",),
    "overdue": ("overdue_long", "overdue_short"),
    "held": ("suspended", "returned", "awaiting_review"),
    "open": ("due_soon", "later", "no_deadline"),
    "done_in_time": ("done_early", "done_on_time", "done_no_deadline"),
    "left_out": ("left_out",),
}


class UnitTask(NamedTuple):
    """A task of the unit as the period counts it; `days` are those past its due date."""

    id: int
    code: str
    title: str
    document: str | None
    kind: str
    bucket: str
    state: str
    assigned_on: date
    due_on: date | None
    due_text: str | None
    done_on: date | None
    percent: Fraction | None
    days: int
    last_on: date | None
    result: str | None = None


class Reporting(NamedTuple):
    """How often a unit reported in a period: entries, on how many days, and the last of these."""

    entries: int
    days: int
    last_on: date | None


class UnitSheet(NamedTuple):
    """The period of one unit. `explanation` is None where a score cannot be taken apart, `no_score` says why."""

    told: PeriodReport
    code: str
    name: str
    block: str | None
    tasks: Sequence[UnitTask]
    reporting: Reporting
    silent: int
    silent_days: int
    ranking: Ranking | None
    explanation: Explanation | None
    no_score: str

    @property
    def row(self) -> RankRow | None:
        """Return the unit's line of the ranked table."""
        rows = self.ranking.rows if self.ranking else ()
        return next((row for row in rows if row.subject.code == self.code), None)

    @property
    def ranked(self) -> int:
        """Return among how many units of its block it stands."""
        rows = self.ranking.rows if self.ranking else ()
        return sum(row.rank is not None and row.subject.block == self.block for row in rows)

    def listed(self, name: str) -> list[UnitTask]:
        """Return the tasks of one of the lists."""
        return [task for task in self.tasks if task.bucket in LISTS[name]]
