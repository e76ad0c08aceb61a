"""How evenly units reported through a period, and how much of it only in the last days before entry locks."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from tasktrack.domain.period import PeriodKey
    from tasktrack.domain.period_state import DataWindow, Period
    from tasktrack.domain.task import TaskFilter


class Entries(NamedTuple):
    """Entries of a window, and how many of them were recorded in its last days or later."""

    entries: int = 0
    last: int = 0

    @property
    def share(self) -> Fraction | None:
        """Return the percentage of the last ones among all entries; None where there are none."""
        return Fraction(100 * self.last, self.entries) if self.entries else None


class Reported(NamedTuple):
    """How the tasks that a unit led in a window were reported on.

    `tasks` were open in it; of these `silent` have no entry in it, and `silence` is the most days since the last one
    of an unfinished task. `entries` are those of the tasks that it led on the days they speak for.
    """

    lead: str
    lead_name: str
    block: str | None
    tasks: int
    silent: int
    silence: int | None
    entries: Entries


class Cadence(NamedTuple):
    """A unit in a period, beside its entries in the periods before, the nearest first; `marked`: dumped at the end."""

    unit: Reported
    before: tuple[Entries | None, ...]
    marked: bool


class Cadences(NamedTuple):
    """How the units reported through a period; `last_days` are watched, and more than `most` percent are marked."""

    wanted: TaskFilter
    period: Period
    state: str
    window: DataWindow
    as_of: date
    before: tuple[PeriodKey, ...]
    units: tuple[Cadence, ...]
    last_days: int
    most: int


def is_dumped(entries: Entries, most: int) -> bool:
    """Tell whether more of the entries than a percentage were recorded only in the last days."""
    share = entries.share
    return share is not None and share > most
