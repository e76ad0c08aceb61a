"""How the tasks of a period stand, counted: every task in one bucket, and the ratios between the buckets."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Final, NamedTuple, TypeVar

from tasktrack.domain.ratio import Ratio

Key = TypeVar("Key", bound=Hashable)

DONE: Final = ("done_early", "done_on_time", "done_late", "done_no_deadline")
IN_TIME: Final = ("due_soon", "later", "no_deadline")
OVERDUE: Final = ("overdue_long", "overdue_short")
HELD: Final = ("suspended", "returned", "awaiting_review")
IN_PROGRESS: Final = (*IN_TIME, *OVERDUE, *HELD)
ASSIGNED: Final = (*DONE, *IN_PROGRESS)
# Outside every total and every ratio.
APART: Final = ("withdrawn", "proposed", "left_out")
BUCKETS: Final = (*ASSIGNED, *APART)


class Group(NamedTuple):
    """Tasks that stand alike: the lead's id, the kind, what marks them, the bucket, and how many they are.

    `not_started` counts those in time of which nothing was reported (and that are not due soon), `past_due` the
    returned ones and those awaiting review whose due date has passed, `fallen_due` those due by the report date.
    """

    unit: int
    kind: str
    inherited: bool
    taken_over: bool
    bucket: str
    tasks: int
    new: int = 0
    not_started: int = 0
    past_due: int = 0
    fallen_due: int = 0


class Figures(NamedTuple):
    """The figures of a period, of one unit, one kind, or all. All are counts of tasks.

    total = done + in_progress; in_progress = in_time + overdue_open + suspended + returned + awaiting_review.
    `overdue` is all that is past its due date and not done, as schemes count it: the overdue_open, and those of
    the returned and of the awaiting that are. `due_done` of `due` were done: those that fell due by the report date.
    """

    done_early: int = 0
    done_on_time: int = 0
    done_late: int = 0
    done_no_deadline: int = 0
    due_soon: int = 0
    later: int = 0
    no_deadline: int = 0
    overdue_long: int = 0
    overdue_short: int = 0
    suspended: int = 0
    returned: int = 0
    awaiting_review: int = 0
    not_started: int = 0
    overdue_returned: int = 0
    overdue_awaiting_review: int = 0
    due: int = 0
    due_done: int = 0
    new: int = 0
    inherited: int = 0
    taken_over: int = 0
    withdrawn: int = 0
    proposed: int = 0
    left_out: int = 0

    @property
    def done(self) -> int:
        """Return how many were done in the period."""
        return self._sum(DONE)

    @property
    def on_time(self) -> int:
        """Return how many of those were not late; without a due date nothing is late."""
        return self.done - self.done_late

    @property
    def in_time(self) -> int:
        """Return how many are open and not past a due date."""
        return self._sum(IN_TIME)

    @property
    def under_way(self) -> int:
        """Return how many of those are neither due soon nor without any report."""
        return self.in_time - self.due_soon - self.not_started

    @property
    def overdue_open(self) -> int:
        """Return how many are past their due date and not reported done."""
        return self._sum(OVERDUE)

    @property
    def overdue(self) -> int:
        """Return how many are past their due date and not done."""
        return self.overdue_open + self.overdue_returned + self.overdue_awaiting_review

    @property
    def held(self) -> int:
        """Return how many are suspended, returned or awaiting review."""
        return self._sum(HELD)

    @property
    def in_progress(self) -> int:
        """Return how many are not done."""
        return self._sum(IN_PROGRESS)

    @property
    def total(self) -> int:
        """Return how many were assigned and count."""
        return self.done + self.in_progress

    @property
    def with_left_out(self) -> int:
        """Return how many were assigned, those left out for incomplete information included."""
        return self.total + self.left_out

    def _sum(self, names: Iterable[str]) -> int:
        return sum(getattr(self, name) for name in names)


NAMES: Final = (
    "total",
    "done",
    "on_time",
    "in_progress",
    "in_time",
    "under_way",
    "overdue_open",
    "overdue",
    "held",
    *Figures._fields,
)


def add_up(rows: Iterable[Figures]) -> Figures:
    """Add up figures; of nothing all are 0."""
    return Figures(*map(sum, zip(Figures(), *rows, strict=True)))


def tally(groups: Iterable[Group], key: Callable[[Group], Key]) -> dict[Key, Figures]:
    """Return the figures of the groups that share a key: a unit, a kind, a mark."""
    counts: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for group in groups:
        counts[key(group)].update(_counted(group))
    return {place: Figures(**counter) for place, counter in counts.items()}


def of(groups: Iterable[Group], chosen: Callable[[Group], bool] = lambda _group: True) -> Figures:
    """Return the figures of the groups that are chosen."""
    return tally(filter(chosen, groups), lambda _group: None).get(None, Figures())


def _counted(group: Group) -> dict[str, int]:
    """Return what a group adds; a task that is apart adds to nothing else."""
    if group.bucket in APART:
        return {group.bucket: group.tasks}
    found = {
        group.bucket: group.tasks,
        "new": group.new,
        "inherited": group.tasks * group.inherited,
        "taken_over": group.tasks * group.taken_over,
        "due": group.fallen_due,
    }
    if group.bucket in DONE:
        found["due_done"] = group.fallen_due
    elif group.bucket in IN_TIME:
        found["not_started"] = group.not_started
    elif group.bucket in ("returned", "awaiting_review"):
        found[f"overdue_{group.bucket}"] = group.past_due
    return found


def ratios(figures: Figures) -> tuple[Ratio, ...]:
    """Return the ratios of published tables, each under the name of its denominator."""
    done, overdue = figures.done, figures.overdue
    return (
        Ratio("done_of_assigned", done, figures.total),
        Ratio("on_time_of_assigned", figures.on_time, figures.total),
        Ratio("on_time_of_done", figures.on_time, done),
        Ratio("late_of_done", figures.done_late, done),
        Ratio("done_of_due", figures.due_done, figures.due),
        Ratio("overdue_of_unfinished", overdue, figures.in_progress),
        Ratio("overdue_of_done_and_overdue", overdue, done + overdue),
    )
