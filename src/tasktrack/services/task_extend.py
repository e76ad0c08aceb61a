"""Move the due date of a task, by decision."""

from datetime import date

from tasktrack.domain.change import Changed, last_day_to_ask
from tasktrack.domain.dates import Due, day_text
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid, PeriodClosed
from tasktrack.i18n import _, ngettext
from tasktrack.services import grounds, lookup, window
from tasktrack.services.changing import OVER, belated, due_of, refuse_before_last, refuse_state
from tasktrack.services.grounds import Given
from tasktrack.services.task_edit import refuse_closed_window
from tasktrack.services.task_find import standing
from tasktrack.store import change
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.register import Register


def extend(register: Register, code: str, due: str, given: Given) -> Changed:
    """Move the approved due date of a task; a span counts from the due date that is moved.

    The original stays. How often, and how many days before the due date, the settings extend_times and
    extend_lead_days say. Raise Invalid for a task without due date, for one that is done, withdrawn, suspended
    or awaits approval, for an earlier date, and for what was asked too late or too often; PeriodClosed where
    the due date or the day of approval counts no more.
    """
    with register.write(tidy(given.reason)) as entry:
        row = lookup.task(register, code)
        held = grounds.read(register, row, given, _("The day of the extension"))
        refuse_state(register, row, (*OVER, "suspended"))
        old = _held_due(row)
        refuse_before_last(register, row, held.on)
        _refuse_often(register, row)
        refuse_late(register, row, old, held.on)
        new = lookup.a_due_date(register, due, old)
        after = _later(old, new)
        _refuse_windows(register, old, after)
        _refuse_past_whole(register, row, after)
        change.record(
            entry, row["id"], "extend", held, field="due_on", before=old.isoformat(), after=after.isoformat()
        )
        tasks.edit(entry, row["id"], {"due_on": after.isoformat()})
        return Changed(
            standing(register, row["id"]),
            "extend",
            "due_on",
            old,
            after,
            held,
            (*belated(register, old, held.on), *_warnings(register, row, new)),
            times=change.extensions(register.db, row["id"]),
            most=register.settings.number("extend_times"),
        )


def _held_due(row: Row) -> date:
    due = due_of(row)
    if due is None:
        raise Invalid(
            _("Task {code} has no due date that could be extended.").format(code=row["code"]),
            _(
                "In the first days enter it with 'tasktrack task edit {code} --due DATE'; later withdraw the task"
                " and register it anew with its due date."
            ).format(code=row["code"]),
        )
    return due


def _later(old: date, new: Due) -> date:
    if new.on is None or new.on <= old:
        raise Invalid(
            _("The new due date, {new}, is not later than {old}.").format(
                new=day_text(new.on) if new.on else _("none"), old=day_text(old)
            ),
            _(
                "Give a later date. What was entered wrong is corrected in the first days: tasktrack task edit;"
                " work that is no longer due is withdrawn: tasktrack task withdraw."
            ),
            field="due_on",
        )
    return new.on


def _refuse_often(register: Register, row: Row) -> None:
    times, most = change.extensions(register.db, row["id"]), register.settings.number("extend_times")
    if times < most:
        return
    sentence = ngettext(
        "Task {code} was extended {times} time, and the setting extend_times allows {most}.",
        "Task {code} was extended {times} times, and the setting extend_times allows {most}.",
        times,
    )
    raise Invalid(
        sentence.format(code=row["code"], times=times, most=most),
        _("Where the office allows more, say so: tasktrack config set extend_times {more}.").format(
            more=times + 1
        ),
    )


def refuse_late(register: Register, row: Row, due: date, on: date) -> None:
    """Raise Invalid where an extension is not asked before the due date, so many days as the office says."""
    lead_days = register.settings.number("extend_lead_days")
    last = last_day_to_ask(due, lead_days)
    if on <= last:
        return
    if lead_days == 0:
        raise Invalid(
            _("Task {code} was due on {due}, before {day}: what is overdue is not extended.").format(
                code=row["code"], due=day_text(due), day=day_text(on)
            ),
            _counted_out(register, last) or _("If it was approved in time, say on which day: --on DATE."),
        )
    sentence = ngettext(
        "Task {code} is due on {due}; an extension is asked at least {days} day before, by {last}.",
        "Task {code} is due on {due}; an extension is asked at least {days} days before, by {last}.",
        lead_days,
    )
    raise Invalid(
        sentence.format(code=row["code"], due=day_text(due), days=lead_days, last=day_text(last)),
        _counted_out(register, last)
        or _(
            "If it was asked in time, say on which day: --on DATE. The days are the setting extend_lead_days."
        ),
    )


def _counted_out(register: Register, last: date) -> str:
    """Say that the last day on which it could be asked takes no change any more; nothing where it does."""
    if not window.is_walled(register, last):
        return ""
    return _(
        "{last}, the last day on which it could be extended, is closed or locked: the due date stays."
    ).format(last=day_text(last))


def _refuse_windows(register: Register, old: date, new: date) -> None:
    """What a closed or locked period counted as due in it stays due in it."""
    try:
        window.refuse_walled(register, old)
    except PeriodClosed as fault:
        raise PeriodClosed(
            fault.message,
            _("What was due in it stays due in it: have the lock moved, or the period reopened."),
            code=fault.code,
        ) from fault
    refuse_closed_window(register, new.isoformat())


def _refuse_past_whole(register: Register, row: Row, due: date) -> None:
    whole = tasks.whole_of(register.db, row["id"])
    if whole is None or (its_due := due_of(whole)) is None or due <= its_due:
        return
    raise Invalid(
        _("The part would be due on {part}, after the whole, {whole}.").format(
            part=day_text(due), whole=day_text(its_due)
        ),
        _("Extend the whole first: tasktrack task extend {code}.").format(code=whole["code"]),
        field="due_on",
    )


def _warnings(register: Register, row: Row, new: Due) -> tuple[str, ...]:
    found = [*lookup.due_doubts(register, new)]
    if parts := tasks.parts_of(register.db, row["id"]):
        found.append(
            _("{code} is counted through its parts, and their due dates stay: {parts}.").format(
                code=row["code"], parts=", ".join(parts)
            )
        )
    return tuple(found)
