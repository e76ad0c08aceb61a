"""Lists of unfinished tasks for people and for mail: due, overdue and silent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from tasktrack.domain.dates import echo
from tasktrack.domain.standing import AGES, DueTasks, OverdueTasks, SilentTasks, age
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.i18n import _, language, ngettext
from tasktrack.reports import grouped, labels
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
from tasktrack.reports.tree_words import choice_data


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
    if found.grouped:
        sections = list(grouped.sections(found.grouped, form, _listed(form, found, ahead=True)))
    else:
        units = groupby(found.rows, _lead_of)
        sections = [_unit_section(list(rows), form, found.as_of) for _lead, rows in units]
    data = [row_data(row) | {"days_left": _days_left(row, found.as_of)} for row in found.rows]
    envelope = {"from": found.as_of, "to": found.last}
    return _report("report due", found, title, data, sections, envelope, ("days_left",), form)


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
        if name in open_ages and not found.grouped
    ]
    check = _("Check: {over_30} over 30 days + {middle} of 8 to 30 days + {few} of 1 to 7 days = {total}")
    if found.grouped:
        sections += grouped.sections(found.grouped, form, _listed(form, found))
    elif found.reported:
        sections.append(reported_section(found.reported, form, found.wanted))
    if found.reported:
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
    sections.append(sentences(lines, form))
    return _report("report overdue", found, title, data, sections, envelope, ("age",), form)


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
    if found.grouped:
        silent = {task.row.id: task for task in found.tasks}
        sections = list(
            grouped.sections(
                found.grouped,
                form,
                lambda rows, head: silent_section(
                    [silent[row.id] for row in rows], form, head, _of_group(found)
                ),
            )
        )
    else:
        sections = [silent_section(found.tasks, form, "", found.wanted)]
    return _report("report stale", found, title, data, sections, {"days": found.days}, SILENT_KEYS, form)


def scope_data(wanted: TaskFilter) -> dict[str, object]:
    """Return what a report is narrowed to."""
    return {
        "unit": wanted.unit,
        "block": wanted.block,
        "officer": wanted.officer,
        **choice_data(wanted.choice),
    }


def _report(
    command: str,
    found: DueTasks | OverdueTasks | SilentTasks,
    title: str,
    data: Sequence[dict[str, object]],
    sections: Sequence[Section],
    envelope: Mapping[str, object],
    more: tuple[str, ...],
    form: str,
) -> Report:
    """Put a list together; what it is narrowed to stands in the title, which says also that there is nothing.

    `more` are the fields that its rows have beside those of a listing.
    """
    groups = grouped.group_data(found.grouped)
    rows = [one | groups[one["code"]] for one in data] if groups else data
    shown = data or (found.grouped and found.grouped.groups)
    return Report(
        command=command,
        title="; ".join((title, *filter_words(found.wanted))),
        data=rows,
        sections=_machine(form, *more, *grouped.group_keys(found.grouped))
        or (tuple(sections) if shown else ()),
        as_of=found.as_of,
        envelope={
            **envelope,
            "total": len(data),
            **scope_data(found.wanted),
            "assigner": found.wanted.assigner,
            "field": found.wanted.field,
            **grouped.envelope(found.grouped),
        },
        language=language(),
    )


def _machine(form: str, *more: str) -> tuple[Section, ...]:
    """Return the heading of a file for programs: every field, in a table without rows; nothing for people."""
    if form not in MACHINES:
        return ()
    return (Table(tuple(Column(name, name) for name in (*columns(), *more)), ()),)


def _listed(form: str, found: DueTasks | OverdueTasks, *, ahead: bool = False) -> grouped.Listed:
    """Return how the tasks of a group are listed: with the days left, or with those overdue and what they wait for."""
    named = ("code", "title", "lead_name", "officer", "due_on")
    wanted = _of_group(found)
    fields = (*named, *(() if ahead else ("overdue_days",)), "status", "percent", "last_progress_on")

    def remarks(row: TaskRow) -> tuple[str, ...]:
        reported = labels.status(row.status) if row.status in ("returned", "awaiting-review") else ""
        days = days_left_words(row, found.as_of) if ahead else overdue_words(row)
        far = how_far(row) if ahead else percent_words(row)
        return (lead_words(row, wanted), officer_words(row), due_words(row), days, reported or far)

    return lambda rows, title: task_section(rows, form, title, fields, remarks)


def _of_group(found: DueTasks | OverdueTasks | SilentTasks) -> TaskFilter:
    """Return what the list of one group is narrowed to: by unit, each task need not name its lead."""
    if found.grouped and found.grouped.by == "unit":
        return found.wanted._replace(unit=found.grouped.by)
    return found.wanted


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
