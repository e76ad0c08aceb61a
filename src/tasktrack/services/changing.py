"""What every change of a task asks first: a state that still allows it, and an order of days."""

from collections.abc import Collection
from datetime import date
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.store import change
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.register import Register

# What moves the clock of a task, or stops it: states and due dates are derived from these in the order of days.
CLOCK: Final = ("extend", "suspend", "resume", "withdraw")
# What gives it to another unit, or to another officer.
HANDING: Final = ("hand-over",)
AWAITING: Final = ("proposed",)
OVER: Final = ("done", "withdrawn", *AWAITING)


def refuse_state(register: Register, row: Row, refused: Collection[str]) -> None:
    """Raise Invalid for a task that is in one of these states by all that was recorded."""
    state = tasks.state_of(register.db, row["id"])
    if state in refused:
        raise _refusal(register, row, state or "")


def _refusal(register: Register, row: Row, state: str) -> Invalid:
    code = row["code"]
    if state == "done":
        return Invalid(
            _("Task {code} is done.").format(code=code),
            _("If it is not finished, correct the entry that reports it done."),
        )
    if state == "withdrawn":
        return Invalid(
            _("Task {code} was withdrawn.").format(code=code),
            _("Register the work as a task of its own."),
        )
    if state == "proposed":
        return Invalid(
            _("Task {code} still awaits approval.").format(code=code),
            _(
                "Have it decided first: tasktrack task approve {code} --by NAME, or tasktrack task reject {code}"
                " --by NAME --reason TEXT."
            ).format(code=code),
        )
    since, _entry = change.suspension(register.db, row["id"])
    return Invalid(
        _("Task {code} is suspended since {day}: its clock stands still.").format(
            code=code, day=day_text(since)
        ),
        _("Resume it first: tasktrack task resume {code}.").format(code=code),
    )


def refuse_before_last(register: Register, row: Row, on: date, kinds: Collection[str] = CLOCK) -> None:
    """Raise Invalid for a day before the newest change of these kinds."""
    newest = change.last(register.db, row["id"], kinds)
    if newest is None:
        return
    last, entry = newest
    if on < last:
        raise Invalid(
            _("Task {code} was changed on {last}, after {day}.").format(
                code=row["code"], last=day_text(last), day=day_text(on)
            ),
            _("Give that day or a later one, or take that change back: tasktrack undo {entry}.").format(
                entry=entry
            ),
        )


def due_of(row: Row) -> date | None:
    """Return the last approved due date of a task."""
    return date.fromisoformat(row["due_on"]) if row["due_on"] else None


def belated(register: Register, due: date | None, on: date) -> tuple[str, ...]:
    """Say of a change that it is entered after the due date which it moves or stops, as if it had come before."""
    today = register.clock.today()
    if due is None or not on <= due < today:
        return ()
    return (
        _(
            "It is entered on {day}, after the due date, {due}: 'report changes' and 'check back-dated' show that."
        ).format(day=day_text(today), due=day_text(due)),
    )


def codes(rows: Collection[Row]) -> tuple[str, ...]:
    """Return the codes of tasks."""
    return tuple(row["code"] for row in rows)
