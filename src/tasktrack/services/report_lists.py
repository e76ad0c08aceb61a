"""The lists that a cron job sends: what falls due, what is overdue, what nobody has spoken of for long."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.grouping import (
    NO_DEADLINE,
    OVERDUE,
    REPORTING,
    STANDINGS,
    Bucket,
    reporting,
    standing,
)
from tasktrack.domain.standing import DueTasks, OverdueTasks, SilentTask, SilentTasks, past_due
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, report_groups
from tasktrack.store import now, task_list, weekly
from tasktrack.store import unit as units
from tasktrack.store.register import Register

_REPORTED: Final = ("returned", "awaiting-review")


def due(
    register: Register,
    wanted: TaskFilter,
    *,
    days: int | None = None,
    to: str | None = None,
    by: str | None = None,
) -> DueTasks:
    """Return the open tasks due from today to a day: `to`, else `days` ahead, else the setting due_soon_days.

    `by` groups them and counts which of them were ever reported on.
    """
    by = by and report_groups.checked(by)
    today, last = register.clock.today(), _last_day(register, days, to)
    states = lookup.state_source(register)
    source = weekly.open_tasks(states)
    rows = counted(register, states, wanted._replace(due_from=today, due_to=last), source)
    places = {unit.code: place for place, unit in enumerate(units.every(register.db))}
    groups = report_groups.grouped(register, by, rows, REPORTING, reporting) if by else None
    return DueTasks(wanted, sorted(rows, key=lambda row: places[row.lead]), today, last, groups)


def overdue(register: Register, wanted: TaskFilter, by: str | None = None) -> OverdueTasks:
    """Return the unfinished tasks whose due date has passed; returned work is not done, nor is what awaits review.

    `by` groups them and counts, beside them, the unfinished tasks without a due date.
    """
    by = by and report_groups.checked(by)
    today, states = register.clock.today(), lookup.state_source(register)
    rows = counted(register, states, wanted._replace(statuses=("overdue",)))
    late = wanted._replace(due_to=today - timedelta(days=1))
    reported = [
        row
        for state in _REPORTED
        for row in counted(register, states, late, weekly.reported_tasks(states, state))
    ]
    found = OverdueTasks(wanted, rows, past_due(reported, today), today)
    if by is None:
        return found
    sources = (weekly.open_tasks(states), *(weekly.reported_tasks(states, state) for state in _REPORTED))
    undated = wanted._replace(no_due=True)
    beside = [row for source in sources for row in counted(register, states, undated, source)]
    every = past_due(found.every, today)
    buckets = (*OVERDUE, *NO_DEADLINE)
    groups = report_groups.grouped(register, by, every, buckets, _standing(register), beside)
    return found._replace(grouped=groups)


def late_on(register: Register, wanted: TaskFilter, on: date) -> list[TaskRow]:
    """Return the tasks that were overdue on a day, the longest first: open, or returned past their due date."""
    states = now.source(register.db, on, done_needs_review=register.settings.yes("done_needs_review"))
    rows = counted(register, states, wanted._replace(statuses=("overdue",)), on=on)
    late, source = wanted._replace(due_to=on - timedelta(days=1)), weekly.reported_tasks(states, "returned")
    return past_due([*rows, *counted(register, states, late, source, on=on)], on)


def stale(
    register: Register, wanted: TaskFilter, *, days: int | None = None, by: str | None = None
) -> SilentTasks:
    """Return the open tasks without update for `days` days or more; left out, the setting stale_days.

    `by` groups them and counts them by how they stand against their due dates.
    """
    by = by and report_groups.checked(by)
    days = register.settings.number("stale_days") if days is None else days
    rows = counted(register, lookup.state_source(register), wanted._replace(silent_days=days))
    today = register.clock.today()
    tasks = silent_tasks(register, rows, today)
    groups = (
        report_groups.grouped(register, by, [task.row for task in tasks], STANDINGS, _standing(register))
        if by
        else None
    )
    return SilentTasks(wanted, tasks, today, days, groups)


def silent_tasks(register: Register, rows: Iterable[TaskRow], as_of: date) -> list[SilentTask]:
    """Return tasks with what was last said of them, the longest silent first."""
    rows = list(rows)
    last = weekly.last_entries(register.db, (row.id for row in rows), as_of)
    tasks = [
        SilentTask(row, (as_of - (row.last_progress_on or row.assigned_on)).days, last.get(row.id))
        for row in rows
    ]
    return sorted(tasks, key=lambda task: -task.days)


def _standing(register: Register) -> Bucket:
    today, limits = register.clock.today(), report_groups.limits(register)
    return lambda row: standing(row, today, limits)


def counted(
    register: Register, states: str, wanted: TaskFilter, source: str | None = None, on: date | None = None
) -> list[TaskRow]:
    """Return the tasks of `states`, or of a part of it, that pass; their sub-tasks tell parents, as in scores."""
    today = on or register.clock.today()
    rows = task_list.rows(register.db, source or states, wanted, today, lookup.soon(register))
    parents = weekly.parents_among(register.db, states, (row.id for row in rows), today)
    return [row for row in rows if row.id not in parents]


def _last_day(register: Register, days: int | None, to: str | None) -> date:
    if days is not None and to is not None:
        raise UsageFault(_("--days excludes --to."), _("Leave one of them out."))
    today = register.clock.today()
    if to is None:
        ahead = register.settings.number("due_soon_days") if days is None else days
        return today + timedelta(days=ahead)
    last = lookup.a_day(register, to)
    if last < today:
        raise Invalid(
            _("{day} lies before today, {today}.").format(day=day_text(last), today=day_text(today)),
            _("Give today or a later day; what is past its date is in 'tasktrack report overdue'."),
        )
    return last
