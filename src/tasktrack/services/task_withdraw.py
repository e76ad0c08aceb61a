"""Take a task out of the list: from that day on it counts in no ratio."""

from tasktrack.domain.change import Changed
from tasktrack.domain.task import Task
from tasktrack.domain.text import tidy
from tasktrack.i18n import _, ngettext
from tasktrack.services import grounds, lookup
from tasktrack.services.changing import OVER, belated, codes, due_of, refuse_before_last, refuse_state
from tasktrack.services.grounds import Given
from tasktrack.services.task_find import standing
from tasktrack.store import change
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.register import Register


def withdraw(register: Register, code: str, given: Given) -> Changed:
    """Withdraw a task from a day on, and with a whole its parts that are not finished.

    Raise Invalid for a task that is done, was withdrawn or awaits approval, and PeriodClosed for a day that
    counts no more. What closed periods counted stays counted there.
    """
    with register.write(tidy(given.reason)) as entry:
        row = lookup.task(register, code)
        held = grounds.read(register, row, given, _("The day of the withdrawal"))
        refuse_state(register, row, OVER)
        below = tasks.below(register.db, row["id"])
        parts = [part for part in below if part["standing"] not in ("done", "withdrawn")]
        before = standing(register, row["id"])
        for one in (row, *parts):
            refuse_before_last(register, one, held.on)
            change.record(entry, one["id"], "withdraw", held)
        late = belated(register, due_of(row), held.on) or _late(before)
        finished = codes([part for part in below if part["standing"] == "done"])
        warnings = (*late, *_finished_parts(finished), *_last_of_whole(register, row))
        return Changed(
            standing(register, row["id"]), "withdraw", None, None, None, held, warnings, codes(parts)
        )


def _late(before: Task) -> tuple[str, ...]:
    """Say of a task that it was overdue: withdrawing such ones makes ratios better than the work."""
    days = before.row.overdue_days
    if not days:
        return ()
    sentence = ngettext(
        "It was overdue by {count} day when it was withdrawn.",
        "It was overdue by {count} days when it was withdrawn.",
        days,
    )
    return (sentence.format(count=days),)


def _finished_parts(finished: tuple[str, ...]) -> tuple[str, ...]:
    if not finished:
        return ()
    return (_("Parts that are done stay counted: {codes}.").format(codes=", ".join(finished)),)


def _last_of_whole(register: Register, row: Row) -> tuple[str, ...]:
    """Say of a whole that none of its parts is left, so that it is counted itself again."""
    whole = tasks.whole_of(register.db, row["id"])
    if whole is None or set(tasks.parts_of(register.db, whole["id"])) - {row["code"]}:
        return ()
    return (_("{code} has no other part, so it is counted as a whole again.").format(code=whole["code"]),)
