"""What moved in a week and how it stands at its end, counted: tasks by unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

# Where a counted task stands at the end of the week.
IN_HAND: Final = ("overdue", "due_next", "later", "no_deadline", "returned", "awaiting_review")
DONE: Final = ("done_early", "done_on_time", "done_late", "done_no_deadline")
# How a task leaves the counts without being done; `split`: it got sub-tasks, which are counted in its place.
LEFT: Final = ("withdrawn", "suspended", "split")


class Group(NamedTuple):
    """Tasks that moved alike in the week; units are ids, the rest are counts of tasks.

    `before` is how they stood when it began: `new` (not yet assigned), `hand`, `done` (in the week before) or
    `out` (suspended, withdrawn, told by sub-tasks, done earlier). `after` is one of IN_HAND, DONE and LEFT, or
    `past` (done before the week). `lead_before` is None for those that are new. `past_due` counts those that
    were returned or await review past their due date.
    """

    lead: int
    lead_before: int | None
    before: str
    after: str
    tasks: int
    silent: int
    past_due: int
    registered_late: int
    new_before: int
    done_late_before: int
    overdue_before: int
    silent_before: int
    inherited: int = 0


class Figures(NamedTuple):
    """The figures of a week, of one unit or of all; those that end in `_before` are of the week before.

    start + new + resumed + handed_in = done + withdrawn + suspended + split + handed_out + in_hand.
    `overdue` is all that is past its due date and not done, as schemes count it; `overdue_returned` and
    `overdue_awaiting_review` are the part of it that stands among `returned` and `awaiting_review` too. `inherited`
    is the part of `in_hand` that came from other units, in that week or before.
    """

    start: int = 0
    registered_late: int = 0
    new: int = 0
    resumed: int = 0
    handed_in: int = 0
    done_early: int = 0
    done_on_time: int = 0
    done_late: int = 0
    done_no_deadline: int = 0
    withdrawn: int = 0
    suspended: int = 0
    split: int = 0
    handed_out: int = 0
    overdue: int = 0
    due_next: int = 0
    later: int = 0
    no_deadline: int = 0
    returned: int = 0
    awaiting_review: int = 0
    silent: int = 0
    obstacles: int = 0
    overdue_returned: int = 0
    overdue_awaiting_review: int = 0
    inherited: int = 0
    new_before: int = 0
    done_before: int = 0
    done_late_before: int = 0
    overdue_before: int = 0
    silent_before: int = 0

    @property
    def done(self) -> int:
        """Return how many were done in the week."""
        return sum(getattr(self, name) for name in DONE)

    @property
    def on_time(self) -> int:
        """Return how many of those were not late; without a due date nothing is late."""
        return self.done - self.done_late

    @property
    def in_hand(self) -> int:
        """Return how many are unfinished at the end."""
        every = self._replace(overdue=self.overdue_open)
        return sum(getattr(every, name) for name in IN_HAND)

    @property
    def overdue_open(self) -> int:
        """Return how many of the overdue were not reported done."""
        return self.overdue - self.overdue_returned - self.overdue_awaiting_review

    @property
    def came(self) -> int:
        """Return how many came in that are not new: resumed, or taken over from another unit."""
        return self.resumed + self.handed_in

    @property
    def left(self) -> int:
        """Return how many left without being done."""
        return self.withdrawn + self.suspended + self.split + self.handed_out


def total(rows: Iterable[Figures]) -> Figures:
    """Add up the figures of units; what one handed to another stands on both sides of the total."""
    return Figures(*map(sum, zip(*rows, strict=True)))


def tally(groups: Iterable[Group]) -> dict[int, Figures]:
    """Return the figures of every unit that has any, by its id."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for group in groups:
        for unit, name, tasks in (*_now(group), *_before(group)):
            if tasks:
                counts[unit][name] += tasks
    return {unit: Figures(**counter) for unit, counter in counts.items()}


def _now(group: Group) -> Iterator[tuple[int, str, int]]:
    """Yield what happened to the tasks of a group in the week: whose figure, which, how many."""
    lead, earlier, tasks = group.lead, group.lead_before, group.tasks
    if group.after in IN_HAND or group.after in DONE:
        yield lead, group.after, tasks
        yield lead, "silent", group.silent
        yield lead, "overdue", group.past_due
        yield lead, f"overdue_{group.after}", group.past_due
        yield lead, "inherited", group.inherited if group.after in IN_HAND else 0
        if group.before == "new":
            yield lead, "new", tasks
        elif group.before != "hand":
            yield lead, "resumed", tasks
        elif earlier is not None and earlier != lead:
            yield lead, "handed_in", tasks
            yield earlier, "handed_out", tasks
    elif group.after in LEFT and group.before == "hand":
        yield earlier or lead, group.after, tasks
    elif group.after in ("withdrawn", "suspended") and group.before == "new":
        yield lead, "new", tasks
        yield lead, group.after, tasks


def _before(group: Group) -> Iterator[tuple[int, str, int]]:
    """Yield what the tasks of a group were when the week began, and in the week before."""
    lead = group.lead_before
    if lead is None:
        return
    if group.before == "hand":
        yield lead, "start", group.tasks
        yield lead, "registered_late", group.registered_late
    if group.before == "done":
        yield lead, "done_before", group.tasks
    yield lead, "done_late_before", group.done_late_before
    yield lead, "new_before", group.new_before
    yield lead, "overdue_before", group.overdue_before
    yield lead, "silent_before", group.silent_before
