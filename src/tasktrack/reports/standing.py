"""Lists of unfinished tasks for people and for mail: due, overdue and silent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from tasktrack.domain.dates import echo
from tasktrack.domain.standing import AGES, DueTasks, OverdueTasks, SilentTasks, age
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.i18n import _, language, ngettext
from tasktrack.reports.report import Column, Report, Section, Table
from tasktrack.reports.task_fields import columns, row_data
from tasktrack.reports.task_lines import (
    MACHINES,
    SILENT_KEYS,
    days_left_words,
    due_words,
    how_far,
    lead_words,
    officer_words,
    overdue_check,
    overdue_words,
    percent_words,
    reported_section,
    sentences,
    silent_data,
    silent_section,
    task_section,
)
from tasktrack.reports.task_list import filter_words


def due(found: DueTasks, form: str) -> Report:
    """List what falls due, a section a unit."""
    count = len(found.rows)
    sentence = ngettext(
        "{count} task falls due from {first} to {last}",
        "{count} tasks fall due from {first} to {last}",
        count,
    )
    title = (sentence if count else _("No task falls due from {first} to {last}")).format(
        count=count, first=echo(found.as_of), last=echo(found.last)
    )
    sections = [_unit_section(list(rows), form, found.as_of) for _lead, rows in groupby(found.rows, _lead_of)]
    data = [row_data(row) | {"days_left": _days_left(row, found.as_of)} for row in found.rows]
    envelope = {"from": found.as_of, "to": found.last}
    return _report("report due", found, title, data, sections, envelope, _machine(form, "days_left"))


def overdue(found: OverdueTasks, form: str) -> Report:
    """List what is overdue, a section for each age, the gravest first, and check that they add up.

    What was returned or awaits review stands in a section of its own; the ages count it.
    """
    count, ages = len(found.every), Counter(age(row.overdue_days) for row in found.every)
    held = Counter(row.status for row in found.reported)
    open_ages = {age(row.overdue_days) for row in found.rows}
    sentence = ngettext("{count} task is overdue as of {day}", "{count} tasks are overdue as of {day}", count)
    title = (sentence if count else _("No task is overdue as of {day}")).format(
        count=count, day=echo(found.as_of)
    )
    sections = [
        _age_section([row for row in found.rows if age(row.overdue_days) == name], form, name, found.wanted)
        for name, _least, _most in AGES
        if name in open_ages
    ]
    check = _("Check: {over_30} over 30 days + {middle} of 8 to 30 days + {few} of 1 to 7 days = {total}")
    if found.reported:
        sections.append(reported_section(found.reported, form, found.wanted))
        check = _(
            "Check, returned and awaiting review included: {over_30} over 30 days + {middle} of 8 to 30 days"
            " + {few} of 1 to 7 days = {total}"
        )
    lines = [check.format(over_30=ages["over-30"], middle=ages["8-30"], few=ages["1-7"], total=count)]
    if found.reported:
        lines.append(overdue_check(len(found.rows), held["returned"], held["awaiting-review"]))
    data = [row_data(row) | {"age": age(row.overdue_days)} for row in found.every]
    envelope = {
        "ages": {name: ages[name] for name, _least, _most in AGES},
        "open": len(found.rows),
        "returned": held["returned"],
        "awaiting_review": held["awaiting-review"],
    }
    return _report(
        "report overdue",
        found,
        title,
        data,
        [*sections, sentences(lines, form)],
        envelope,
        _machine(form, "age"),
    )


def stale(found: SilentTasks, form: str) -> Report:
    """List silent tasks with what was last said of them."""
    count = len(found.tasks)
    sentence = ngettext(
        "{count} open task without update for {days} days or more, as of {day}",
        "{count} open tasks without update for {days} days or more, as of {day}",
        count,
    )
    none = _("No open task is without update for {days} days or more, as of {day}")
    title = (sentence if count else none).format(count=count, days=found.days, day=echo(found.as_of))
    data = [row_data(task.row) | silent_data(task) for task in found.tasks]
    sections = [silent_section(found.tasks, form, "", found.wanted)]
    return _report(
        "report stale", found, title, data, sections, {"days": found.days}, _machine(form, *SILENT_KEYS)
    )


def scope_data(wanted: TaskFilter) -> dict[str, object]:
    """Return what a report is narrowed to."""
    return {"unit": wanted.unit, "block": wanted.block, "officer": wanted.officer}


def _report(
    command: str,
    found: DueTasks | OverdueTasks | SilentTasks,
    title: str,
    data: Sequence[Mapping[str, object]],
    sections: Sequence[Section],
    envelope: Mapping[str, object],
    machine: tuple[Section, ...],
) -> Report:
    """Put a list together; what it is narrowed to stands in the title, which says also that there is nothing."""
    return Report(
        command=command,
        title="; ".join((title, *filter_words(found.wanted))),
        data=data,
        sections=machine or (tuple(sections) if data else ()),
        as_of=found.as_of,
        envelope={**envelope, "total": len(data), **scope_data(found.wanted)},
        language=language(),
    )


def _machine(form: str, *more: str) -> tuple[Section, ...]:
    """Return the heading of a file for programs: every field, in a table without rows; nothing for people."""
    if form not in MACHINES:
        return ()
    return (Table(tuple(Column(name, name) for name in (*columns(), *more)), ()),)


def _age_section(rows: Sequence[TaskRow], form: str, name: str, wanted: TaskFilter) -> Section:
    fields = (
        "code",
        "title",
        "lead_name",
        "officer",
        "due_on",
        "overdue_days",
        "percent",
        "last_progress_on",
    )
    return task_section(
        rows,
        form,
        f"{_age_words(name)}: {len(rows)}",
        fields,
        lambda row: (
            lead_words(row, wanted),
            officer_words(row),
            due_words(row),
            overdue_words(row),
            percent_words(row),
        ),
    )


def _unit_section(rows: Sequence[TaskRow], form: str, today: date) -> Section:
    names = ("code", "title", "officer", "due_on", "status", "percent", "last_progress_on")
    return task_section(
        rows,
        form,
        f"{rows[0].lead_name} ({len(rows)})",
        names,
        lambda row: (officer_words(row), due_words(row), days_left_words(row, today), how_far(row)),
    )


def _lead_of(row: TaskRow) -> str:
    return row.lead


def _days_left(row: TaskRow, today: date) -> int | None:
    return (row.due_on - today).days if row.due_on else None


def _age_words(name: str) -> str:
    return {
        "over-30": _("More than 30 days overdue"),
        "8-30": _("8 to 30 days overdue"),
        "1-7": _("1 to 7 days overdue"),
    }[name]
