"""The reports of units for a period: when they were due, when they came, how often they were returned, how good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.i18n import pgettext

if TYPE_CHECKING:
    from tasktrack.domain.period_state import Period
    from tasktrack.domain.task import TaskFilter

QUALITIES: Final = ("good", "fair", "poor")
# What a scheme reckons with.
QUALITY_POINTS: Final = {"good": 3, "fair": 2, "poor": 1}
ON_TIME: Final = "on-time"
LATE: Final = "late"
RETURNED: Final = "returned"
OWED: Final = "owed"
AWAITED: Final = "awaited"
# In the order in which they are counted.
STATUSES: Final = (ON_TIME, LATE, RETURNED, OWED, AWAITED)


def quality_label(code: str) -> str:
    """Return the words for how good the report of a unit is."""
    return {
        "good": pgettext("quality", "Good"),
        "fair": pgettext("quality", "Fair"),
        "poor": pgettext("quality", "Poor"),
    }[code]


class UnitReport(NamedTuple):
    """What is recorded of the report of a unit; `received_on` is None while it was returned and has not come again."""

    id: int
    unit: int
    first_on: date
    received_on: date | None
    document: str | None = None
    returns: int = 0
    returned_on: date | None = None
    return_reason: str | None = None
    quality: str | None = None
    remark: str | None = None
    remarked_by: str | None = None


class Standing(NamedTuple):
    """How the report of a unit stands on a day: its status, and the days by which it is late."""

    status: str
    days_late: int


def standing(one: UnitReport | None, due_on: date, until: date) -> Standing:
    """Return how a report due on a day, as it stood on another, stands; one that is not there is late to that day."""
    came = one.received_on if one else None
    late = max(0, ((came or until) - due_on).days)
    if came is not None:
        return Standing(LATE if late else ON_TIME, late)
    if one is not None:
        return Standing(RETURNED, late)
    return Standing(OWED if late else AWAITED, late)


class Row(NamedTuple):
    """A unit of the list, with what is recorded of its report; `owes`: it is one of those that send one."""

    unit: str
    name: str
    block: str | None
    owes: bool
    stands: Standing
    report: UnitReport | None


class UnitReports(NamedTuple):
    """The reports of the units for a period as of a day; `wanted` holds what narrows them."""

    wanted: TaskFilter
    period: Period
    state: str
    due_on: date
    as_of: date
    rows: tuple[Row, ...]


class Recorded(NamedTuple):
    """Reports of units as they stand after a command: code and name of each unit, what is recorded, how it stands."""

    period: Period
    due_on: date
    rows: tuple[Row, ...]
