"""What followed a direction or a reminder by a day: a report on the task, its withdrawal, or nothing yet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

OUTCOMES: Final = ("reported", "withdrawn", "waiting")


class Followed(NamedTuple):
    """When something was said of a task, and when it was reported on after that.

    `reported_on` is None where nothing was reported since; `state` is that of the task as of the report.
    """

    on: date
    reported_on: date | None
    state: str
    as_of: date

    @property
    def outcome(self) -> str:
        """Return one of OUTCOMES; a report stands also where the task was withdrawn after it."""
        if self.reported_on is not None:
            return "reported"
        return "withdrawn" if self.state == "withdrawn" else "waiting"

    @property
    def days(self) -> int | None:
        """Return the calendar days that the report took, or has been waited for; None for a withdrawn task."""
        last = {"reported": self.reported_on, "waiting": self.as_of}.get(self.outcome)
        return (last - self.on).days if last else None


class Outcomes(NamedTuple):
    """How many were followed by what; they add up to `total`."""

    reported: int
    withdrawn: int
    waiting: int

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self)


def outcomes(every: Iterable[Followed]) -> Outcomes:
    """Count what followed."""
    found = Counter(one.outcome for one in every)
    return Outcomes(*(found[name] for name in OUTCOMES))


def days_of(every: Sequence[Followed], outcome: str) -> list[int]:
    """Return the days of those with one outcome."""
    return [one.days for one in every if one.outcome == outcome and one.days is not None]
