"""The tasks and obstacles behind the figures of a week."""

from collections.abc import Iterator

from tasktrack.domain.dates import day_text
from tasktrack.domain.task import TaskRow
from tasktrack.domain.weekly import Obstacle, Weekly
from tasktrack.i18n import _, ngettext, pgettext
from tasktrack.reports.report import Column, Lines, Section, Table
from tasktrack.reports.task_fields import row_data
from tasktrack.reports.task_lines import (
    due_words,
    how_far,
    lead_words,
    officer_words,
    overdue_words,
    paragraph,
    percent_words,
    reported_section,
    silent_data,
    silent_section,
    spoken,
    task_section,
)

_SHARED = ("code", "title", "lead_name", "due_on")
_STANDING = (*_SHARED, "overdue_days", "percent", "last_progress_on")


def sections(told: Weekly, form: str) -> Iterator[Section]:
    """Yield the lists that hold anything: what was late and what is, what is coming, what stands in the way."""
    lists = told.lists
    if lists.done_late:
        yield _done_late(told, form)
    if lists.overdue:
        title = _("Overdue, the longest first: {count}").format(count=len(lists.overdue))
        yield task_section(lists.overdue, form, title, _STANDING, lambda row: _overdue_words(row, told))
    if lists.overdue_reported:
        yield reported_section(lists.overdue_reported, form, told.wanted)
    if lists.due_next:
        yield _due_next(told, form)
    if lists.returned:
        title = _("Returned, to be done again: {count}").format(count=len(lists.returned))
        yield task_section(lists.returned, form, title, _STANDING, lambda row: _overdue_words(row, told))
    if told.obstacles:
        yield _obstacles(told, form)
    if lists.silent:
        title = ngettext(
            "Without update for {days} day or more: {count}",
            "Without update for {days} days or more: {count}",
            told.silent_days,
        ).format(days=told.silent_days, count=len(lists.silent))
        yield silent_section(lists.silent, form, title, told.wanted)


def lists_data(told: Weekly) -> dict[str, object]:
    """Return the lists for programs: tasks with the fields of `task list`, obstacles with their entries."""
    lists = told.lists
    return {
        "done_late": [row_data(row) for row in lists.done_late],
        "overdue": [row_data(row) for row in lists.overdue],
        "overdue_reported": [row_data(row) for row in lists.overdue_reported],
        "due_next": [row_data(row) for row in lists.due_next],
        "returned": [row_data(row) for row in lists.returned],
        "obstacles": [_obstacle_data(one) for one in told.obstacles],
        "silent": [row_data(task.row) | silent_data(task) for task in lists.silent],
    }


def _done_late(told: Weekly, form: str) -> Section:
    rows = told.lists.done_late

    def remarks(row: TaskRow) -> tuple[str, ...]:
        days = ngettext("{count} day late", "{count} days late", row.overdue_days)
        done = _("done on {day}").format(day=day_text(row.done_on)) if row.done_on else ""
        return (*_who(row, told), due_words(row), done, days.format(count=row.overdue_days))

    title = _("Done late: {count}").format(count=len(rows))
    return task_section(rows, form, title, (*_SHARED, "done_on", "overdue_days"), remarks)


def _due_next(told: Weekly, form: str) -> Section:
    rows, week = told.lists.due_next, told.week
    title = _("Due from {first} to {last}: {count}").format(
        first=day_text(week.as_of), last=day_text(week.next_ends_on), count=len(rows)
    )
    fields = (*_SHARED, "status", "percent", "last_progress_on")
    return task_section(
        rows, form, title, fields, lambda row: (*_who(row, told), due_words(row), how_far(row))
    )


def _overdue_words(row: TaskRow, told: Weekly) -> tuple[str, ...]:
    return (*_who(row, told), due_words(row), overdue_words(row), percent_words(row))


def _who(row: TaskRow, told: Weekly) -> tuple[str, str]:
    return lead_words(row, told.wanted), officer_words(row)


def _obstacles(told: Weekly, form: str) -> Section:
    title = _("Obstacles and proposals: {count}").format(count=len(told.obstacles))
    if form == "text":
        return Lines(tuple(line for one in told.obstacles for line in _obstacle_lines(one, told)), title)
    columns = (
        Column("on", pgettext("col", "Day"), "date"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("lead_name", pgettext("col", "Lead")),
        Column("obstacle", pgettext("col", "Obstacle")),
        Column("proposal", pgettext("col", "Proposal")),
    )
    rows = [
        (one.on, one.task, one.title, one.lead_name, one.obstacle or "", one.proposal or "")
        for one in told.obstacles
    ]
    return Table(columns, rows, title)


def _obstacle_lines(one: Obstacle, told: Weekly) -> list[str]:
    inside = day_text(one.on) if told.wanted.unit else f"{one.lead_name}; {day_text(one.on)}"
    return [*paragraph(f"- {one.task} {one.title} ({inside})"), *spoken(one.obstacle, one.proposal)]


def _obstacle_data(one: Obstacle) -> dict[str, object]:
    return {
        "entry": one.entry,
        "on": one.on,
        "task": one.task,
        "title": one.title,
        "lead": one.lead,
        "lead_name": one.lead_name,
        "obstacle": one.obstacle,
        "proposal": one.proposal,
    }
