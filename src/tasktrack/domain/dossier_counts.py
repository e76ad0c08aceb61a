"""Dossiers counted: what an office had to settle in a window, what came of it, and the time it took."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from tasktrack.domain.period import PeriodKey
from tasktrack.domain.ratio import Ratio

# What dossiers may be counted by.
GROUPINGS: Final = ("unit", "procedure", "officer", "channel", "month")


class Counts(NamedTuple):
    """What is counted of some dossiers in a window; `used` and `allowed` are working minutes of those settled in it.

    Carried over or received in the window, by the way they came, makes what was to be settled; settled early, on the
    day or late, and unsettled in time, overdue or paused, make it again. `slow` were sent in online and not accepted
    when their working day ran out in the window, `waiting` are not accepted at its end. `apologised` are those of the
    late and the overdue that were sent an apology, `renewed` those with a new date.
    """

    carried: int = 0
    direct: int = 0
    online: int = 0
    post: int = 0
    unstated: int = 0
    early: int = 0
    on_day: int = 0
    late: int = 0
    in_time: int = 0
    overdue: int = 0
    paused: int = 0
    received_on_time: int = 0
    submitted: int = 0
    slow: int = 0
    waiting: int = 0
    apologised: int = 0
    renewed: int = 0
    used: int = 0
    allowed: int = 0

    @property
    def received(self) -> int:
        """How many were received in the window, whatever way."""
        return self.direct + self.online + self.post + self.unstated

    @property
    def to_settle(self) -> int:
        """How many there were to settle: carried over and received."""
        return self.carried + self.received

    @property
    def on_time(self) -> int:
        """How many were settled by the day, before it too."""
        return self.early + self.on_day

    @property
    def settled(self) -> int:
        """How many have their result."""
        return self.on_time + self.late

    @property
    def unsettled(self) -> int:
        """How many have none yet."""
        return self.in_time + self.overdue + self.paused

    @property
    def owed(self) -> int:
        """How many broke their promise: each is owed a written apology (NĐ 61/2018/NĐ-CP Art. 19)."""
        return self.late + self.overdue

    @property
    def unsent(self) -> int:
        """How many apologies are still to be sent."""
        return self.owed - self.apologised

    @property
    def adds_up(self) -> bool:
        """Whether what was to be settled is what came of it."""
        return self.to_settle == self.settled + self.unsettled

    @property
    def time_saved(self) -> Fraction | None:
        """The share of the time allowed that was not used, in percent; None where no time was allowed."""
        return Ratio("time_saved", self.allowed - self.used, self.allowed).percent


def together(every: Iterable[Counts]) -> Counts:
    """Add counts up."""
    found = list(every)
    return Counts(*map(sum, zip(*found, strict=True))) if found else Counts()


def ratios(counts: Counts) -> tuple[Ratio, ...]:
    """Return the percentages that are printed; each name says its denominator."""
    finished_or_overdue = counts.settled + counts.overdue
    return (
        Ratio("on_time_of_received", counts.received_on_time, counts.received),
        Ratio("on_time_of_settled", counts.on_time, counts.settled),
        Ratio("settled_of_to_settle", counts.settled, counts.to_settle),
        Ratio("overdue_of_unfinished", counts.overdue, counts.unsettled),
        Ratio("overdue_of_settled_and_overdue", counts.overdue, finished_or_overdue),
        Ratio("online_of_received", counts.online, counts.received),
        Ratio("sent_of_owed", counts.apologised, counts.owed),
        Ratio("time_saved", counts.allowed - counts.used, counts.allowed),
    )


class Group(NamedTuple):
    """The dossiers of a unit, a procedure, an officer, a channel or a month of receipt; empty: not stated.

    `counts` are those of a unit itself, `whole` those with everything below it, None where nothing below was counted;
    `depth` is how deep it stands below the first that is shown, 0 at the top.
    """

    code: str
    name: str
    counts: Counts
    whole: Counts | None = None
    depth: int = 0


class Kept(NamedTuple):
    """The closing whose figures are shown, whether it is the one in force, and what the book says now.

    `now` is counted by the settings of the closing; None where nothing came to the dossiers or their letters since.
    `differing` names the groups whose counts are others.
    """

    revision: int
    seal: str
    in_force: bool = True
    now: Counts | None = None
    differing: Sequence[str] = ()


class Stats(NamedTuple):
    """Dossiers counted over a span, up to `last`; `kept` when they are those of a closing.

    `unit_minutes` are the minutes of what time is told in, a working day or an hour; `target` is the percentage of
    the time allowed that the office set out to save.
    """

    key: PeriodKey | None
    first: date
    last: date
    by: str
    under: str | None
    groups: Sequence[Group]
    total: Counts
    by_days: bool
    unit_minutes: int
    target: int | None
    kept: Kept | None


class BrokenPromise(NamedTuple):
    """A dossier that was late or is overdue; days as recorded, without their time."""

    code: str
    received: date
    promised: date
    returned: date | None
    state: str


class Behind(NamedTuple):
    """The dossiers behind the figures of one subject: counted, and the first that broke their promise."""

    counts: Counts
    broken: Sequence[BrokenPromise]
    is_frozen: bool
