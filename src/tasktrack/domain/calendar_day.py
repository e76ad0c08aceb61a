"""The calendar's rows: holidays and swapped working days, each with the document that decides it."""

from datetime import date
from typing import Final, Literal, NamedTuple

OFF: Final = "off"
WORK: Final = "work"
OFFICIAL: Final = "official"
PROVISIONAL: Final = "provisional"

What = Literal["added", "made-official", "changed", "taken-out", "kept"]


class CalendarDay(NamedTuple):
    """A weekday off or a weekend day worked.

    `status` is official once decided, provisional while it only holds by rule; `own` marks what the office
    entered itself, beside the days that the program ships.
    """

    on: date
    kind: str
    name: str
    status: str
    decision: str | None = None
    own: bool = False
    id: int = 0

    @property
    def decided(self) -> bool:
        """Whether a document decides it."""
        return self.status == OFFICIAL


class Added(NamedTuple):
    """What was entered, which provisional days that settled, and the weekend days passed over."""

    days: tuple[CalendarDay, ...]
    settled: tuple[CalendarDay, ...]
    passed_over: tuple[date, ...]


class DayChange(NamedTuple):
    """What taking over the program's calendar did to one day; `kept`: the office decided otherwise."""

    on: date
    what: What
    before: CalendarDay | None
    after: CalendarDay | None


class MonthSheet(NamedTuple):
    """A month day by day: whether it is worked, and its row where it has one."""

    year: int
    month: int
    days: tuple[tuple[date, bool, CalendarDay | None], ...]
