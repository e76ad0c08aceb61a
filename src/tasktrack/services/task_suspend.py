"""Stop the clock of a task, and let it run again: suspended time is not counted."""

from datetime import date, timedelta

from tasktrack.domain.change import Changed, Grounds, stopped_days
from tasktrack.domain.dates import day_text
from tasktrack.domain.text import tidy
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import grounds, lookup
from tasktrack.services.changing import OVER, belated, codes, due_of, refuse_before_last, refuse_state
from tasktrack.services.grounds import Given
from tasktrack.services.task_find import standing
from tasktrack.store import change
from tasktrack.store import task as tasks
from tasktrack.store.connect import Row
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register


def suspend(register: Register, code: str, given: Given) -> Changed:
    """Suspend a task from a day on, and with a whole its parts whose clock runs.

    Raise Invalid for a task that is done, withdrawn, suspended already or awaits approval, and PeriodClosed for
    a day that counts no more.
    """
    with register.write(tidy(given.reason)) as entry:
        row = lookup.task(register, code)
        held = grounds.read(register, row, given, _("The day of the suspension"))
        refuse_state(register, row, (*OVER, "suspended"))
        running = [
            part
            for part in tasks.below(register.db, row["id"])
            if part["standing"] not in (*OVER, "suspended")
        ]
        for one in (row, *running):
            refuse_before_last(register, one, held.on)
            change.record(entry, one["id"], "suspend", held)
        return Changed(
            standing(register, row["id"]),
            "suspend",
            None,
            None,
            None,
            held,
            belated(register, due_of(row), held.on),
            codes(running),
            since=held.on,
        )


def resume(register: Register, code: str, given: Given) -> Changed:
    """Resume a suspended task, and with a whole the parts that were suspended with it.

    Each due date moves later by the calendar days of the suspension, from its first day up to the day before
    this one; that is no extension. Own due dates of supporting units that are not done move too.
    Raise Invalid for a task that is not suspended, and PeriodClosed for a day that counts no more.
    """
    with register.write(tidy(given.reason)) as entry:
        row = lookup.task(register, code)
        _refuse_running(register, row)
        held = _grounds(register, row, given)
        refuse_before_last(register, row, held.on)
        since, by = change.suspension(register.db, row["id"])
        parts = _suspended_with(register, row, by)
        before, after = _restart(register, entry, row, held)
        for part in parts:
            refuse_before_last(register, part, held.on)
            _restart(register, entry, part, held)
        return Changed(
            standing(register, row["id"]),
            "resume",
            "due_on" if before != after else None,
            before,
            after,
            held,
            _past_whole(register, row, after),
            codes(parts),
            since=since,
            days=stopped_days(since, held.on, date.fromisoformat(row["assigned_on"])),
        )


def refuse_done_meanwhile(register: Register, task: int, code: str, done_on: date) -> None:
    """Raise Invalid for work finished while the clock stood still: its days would be counted as late."""
    since, _entry = change.suspension(register.db, task)
    if done_on > since:
        raise Invalid(
            _("Task {code} is suspended since {day} and cannot be finished on {done}.").format(
                code=code, day=day_text(since), done=day_text(done_on)
            ),
            _("Resume it first: tasktrack task resume {code} --on DATE.").format(code=code),
            field="done",
        )


def _refuse_running(register: Register, row: Row) -> None:
    refuse_state(register, row, OVER)
    if tasks.state_of(register.db, row["id"]) != "suspended":
        raise Invalid(
            _("Task {code} is not suspended.").format(code=row["code"]),
            _("Look at it with: tasktrack task show {code}.").format(code=row["code"]),
        )


def _grounds(register: Register, row: Row, given: Given) -> Grounds:
    """Return what a resumption rests on; the suspension had its reason, so none is asked for."""
    on = lookup.past_day(register, given.on, _("The day of the resumption"))
    grounds.refuse_day(register, row, on, _("The day of the resumption"))
    approver = tidy(given.approved_by)
    if approver:
        grounds.refuse_lead(register, row, approver, on)
    return Grounds(on, tidy(given.reason), tidy(given.document), lookup.person(register, approver, on))


def _suspended_with(register: Register, row: Row, entry: int) -> list[Row]:
    """Return the parts that an entry suspended together with a task and that are suspended since."""
    return [
        part
        for part in tasks.below(register.db, row["id"])
        if part["standing"] == "suspended" and change.suspension(register.db, part["id"])[1] == entry
    ]


def _restart(register: Register, entry: Entry, row: Row, held: Grounds) -> tuple[date | None, date | None]:
    """Let the clock of a task run again; return its due date before and after."""
    since, _entry = change.suspension(register.db, row["id"])
    days = timedelta(stopped_days(since, held.on, date.fromisoformat(row["assigned_on"])))
    before = due_of(row)
    after = before + days if before else None
    if before is None or after is None or before == after:
        change.record(entry, row["id"], "resume", held)
    else:
        text = after.isoformat()
        change.record(entry, row["id"], "resume", held, field="due_on", before=before.isoformat(), after=text)
        tasks.edit(entry, row["id"], {"due_on": text})
    for part in change.own_parts(register.db, row["id"]) if days else ():
        _move_part(entry, row["id"], part, held, days)
    return before, after


def _move_part(entry: Entry, task: int, part: Row, held: Grounds, days: timedelta) -> None:
    after = (date.fromisoformat(part["due_on"]) + days).isoformat()
    change.record(
        entry, task, "resume", held, field=f"support:{part['unit']}", before=part["due_on"], after=after
    )
    entry.update("task_support", part["id"], {"due_on": after})


def _past_whole(register: Register, row: Row, due: date | None) -> tuple[str, ...]:
    whole = tasks.whole_of(register.db, row["id"])
    if due is None or whole is None or (its_due := due_of(whole)) is None or due <= its_due:
        return ()
    return (
        _("The part is due on {part} now, after the whole, {code}, {whole}.").format(
            part=day_text(due), code=whole["code"], whole=day_text(its_due)
        ),
    )
