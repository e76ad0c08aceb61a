"""What the report of a period names one by one: as text a paragraph each, else a table with the same facts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from tasktrack.domain.dates import day_text
from tasktrack.domain.period_report import (
    ListedTask,
    Obstacles,
    PeriodReport,
    ReportedObstacle,
    SupportObstacle,
)
from tasktrack.domain.updating import Explanation, IncompleteTask
from tasktrack.i18n import _, ngettext, pgettext
from tasktrack.reports import labels, lacking
from tasktrack.reports.period_words import number
from tasktrack.reports.report import Cell, Column, Lines, Section, Table
from tasktrack.reports.task_lines import paragraph, sentences, spoken

_Row = TypeVar("_Row")


class Style(NamedTuple):
    """How lists are written: the format, and how many rows of each are shown (0: all)."""

    form: str
    limit: int = 0


def listed(
    rows: Sequence[_Row],
    style: Style,
    title: str,
    columns: Sequence[Column],
    cells: Callable[[_Row], tuple[Cell, ...]],
    lines: Callable[[_Row], Iterable[str]],
) -> Section:
    """Return a list under a title with its count; what is not shown is counted in the last line."""
    shown = rows[: style.limit] if style.limit else rows
    left = len(rows) - len(shown)
    more = (_("… and {count} more; --limit 0 shows all.").format(count=number(left)),) if left else ()
    title = f"{title}: {number(len(rows))}"
    if style.form == "text":
        return Lines((*(line for row in shown for line in lines(row)), *more), title)
    return Table(tuple(columns), [cells(row) for row in shown], title, notes=more)


def bullet(code: str, title: str, remarks: Iterable[str]) -> list[str]:
    """Return `- NV12 Title (remark; remark)`, broken to the width of a mail."""
    inside = "; ".join(filter(None, remarks))
    return paragraph(f"- {code} {title} ({inside})" if inside else f"- {code} {title}")


def late_sections(told: PeriodReport, style: Style) -> Iterator[Section]:
    """Yield what was finished late and what is overdue, each with its cause and who confirmed it."""
    if told.done_late or told.overdue:
        yield sentences(
            [
                _("Finished late: {late}. Past their due date and not done: {overdue}.").format(
                    late=number(len(told.done_late)), overdue=number(len(told.overdue))
                )
            ],
            style.form,
        )
    if told.done_late:
        columns = (
            *_task_columns(),
            Column("done_on", pgettext("col", "Done on"), "date"),
            Column("days", pgettext("col", "Days late"), "integer"),
            Column("cause", pgettext("col", "Cause")),
        )
        yield listed(
            told.done_late,
            style,
            _("Finished late"),
            columns,
            lambda row: (*_task_cells(row), row.done_on, row.days, cause_words(row)),
            _late_lines,
        )
    if told.overdue:
        columns = (
            *_task_columns(),
            Column("days", pgettext("col", "Days overdue"), "integer"),
            Column("status", pgettext("col", "Status")),
            Column("cause", pgettext("col", "Cause")),
            Column("obstacle", pgettext("col", "Obstacle")),
        )
        yield listed(
            told.overdue,
            style,
            _("Overdue, the longest first"),
            columns,
            lambda row: (*_task_cells(row), row.days, _status(row), cause_words(row), row.obstacle or ""),
            _overdue_lines,
        )


def obstacle_sections(told: PeriodReport, style: Style) -> Iterator[Section]:
    """Yield what waited when the period began and what was reported in it, each with its answer, or without."""
    found = told.obstacles
    if not any(found):
        return
    yield sentences(_obstacle_checks(found), style.form)
    for title, rows in (
        (_("Waiting from before the period"), found.carried_in),
        (_("Reported in the period"), found.reported),
    ):
        if rows:
            columns = (
                *_obstacle_columns(pgettext("col", "Lead")),
                Column("days", pgettext("directing", "Days"), "integer"),
                Column("direction", pgettext("col", "Direction")),
            )
            yield listed(
                rows,
                style,
                title,
                columns,
                lambda row: (*_obstacle_cells(row), row.days, _answer(row)),
                _obstacle_lines,
            )
    if found.supporting:
        yield listed(
            found.supporting,
            style,
            _("Reported by supporting units in the period"),
            _obstacle_columns(pgettext("period-report", "Supporting unit")),
            _obstacle_cells,
            _support_lines,
        )


def _obstacle_checks(found: Obstacles) -> list[str]:
    """Say how many waited, how many were reported, and what became of them."""
    every = found.every
    answered = sum(row.answer is not None for row in every)
    waiting = sum(row.waits for row in every)
    return [
        _("Check: {carried_in} waiting from before + {reported} reported in the period = {total}").format(
            carried_in=number(len(found.carried_in)),
            reported=number(len(found.reported)),
            total=number(len(every)),
        ),
        _(
            "Check: {answered} answered by a direction + {waiting} waiting for an answer + {done} reported done"
            " without one = {total}"
        ).format(
            answered=number(answered),
            waiting=number(waiting),
            done=number(len(every) - answered - waiting),
            total=number(len(every)),
        ),
    ]


def incomplete_sections(told: PeriodReport, style: Style) -> Iterator[Section]:
    """Yield the tasks that are left out for what their updates lack, with the explanations given and owed."""
    if not told.incomplete:
        return
    given = sum(row.explanation is not None for row in told.incomplete)
    yield sentences(
        [
            _(
                "Check: {given} explained + {owed} to be explained at the conference = {total} left out"
            ).format(
                given=number(given),
                owed=number(len(told.incomplete) - given),
                total=number(len(told.incomplete)),
            )
        ],
        style.form,
    )
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("lead_name", pgettext("col", "Lead")),
        Column("due_on", pgettext("col", "Due"), "date"),
        Column("lacks", pgettext("period-report", "Lacks")),
        Column("explanation", pgettext("col", "Explanation")),
    )
    yield listed(
        told.incomplete,
        style,
        _("Left out of the figures"),
        columns,
        lambda row: (
            row.code,
            row.title,
            row.lead_name,
            row.due_on,
            lacking.words(row.lacks),
            explanation_words(row.explanation),
        ),
        _incomplete_lines,
    )


def cause_words(row: ListedTask) -> str:
    """Say the cause of delay as stated, and of an objective one who confirmed it."""
    cause = labels.cause(row.cause) if row.cause else ""
    if row.confirmed_by and row.confirmed_on:
        confirmed = _("objective cause confirmed by {name}, {day}").format(
            name=row.confirmed_by, day=day_text(row.confirmed_on)
        )
        return f"{cause}; {confirmed}" if cause else confirmed
    return _("{cause}, not confirmed").format(cause=cause) if row.cause == "objective" else cause


def explanation_words(given: Explanation | None) -> str:
    """Say what was explained, or that it is still owed."""
    if given is None:
        return _("owed")
    return _("{text} ({name}, {day})").format(text=given.text, name=given.given_by, day=day_text(given.on))


def _task_columns() -> tuple[Column, ...]:
    return (
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("lead_name", pgettext("col", "Lead")),
        Column("due_on", pgettext("col", "Due"), "date"),
    )


def _task_cells(row: ListedTask) -> tuple[Cell, ...]:
    return row.code, row.title, row.lead_name, row.due_on


def _status(row: ListedTask) -> str:
    return labels.status("overdue" if row.state == "open" else row.state)


def _due(row: ListedTask | IncompleteTask) -> str:
    return _("due {due}").format(due=day_text(row.due_on)) if row.due_on else ""


def _late_lines(row: ListedTask) -> list[str]:
    done = _("done on {day}").format(day=day_text(row.done_on)) if row.done_on else ""
    days = ngettext("{count} day late", "{count} days late", row.days).format(count=row.days)
    return bullet(row.code, row.title, (row.lead_name, _due(row), done, days, cause_words(row)))


def _overdue_lines(row: ListedTask) -> list[str]:
    days = ngettext("{count} day overdue", "{count} days overdue", row.days).format(count=row.days)
    status = "" if row.state == "open" else _status(row)
    remarks = (row.lead_name, _due(row), days, status, cause_words(row))
    return [*bullet(row.code, row.title, remarks), *spoken(row.obstacle, row.proposal)]


def _answer(row: ReportedObstacle) -> str:
    if row.answer is None:
        if not row.waits:
            return _("not answered")
        words = ngettext(
            "waiting for an answer, {count} day", "waiting for an answer, {count} days", row.days
        )
        return words.format(count=row.days)
    document = f", {row.answer.document}" if row.answer.document else ""
    return f"{row.answer.text} ({row.answer.given_by}, {day_text(row.answer.on)}{document})"


def _obstacle_columns(unit: str) -> tuple[Column, ...]:
    return (
        Column("on", pgettext("col", "Day"), "date"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("lead_name", unit),
        Column("obstacle", pgettext("col", "Obstacle")),
        Column("proposal", pgettext("col", "Proposal")),
    )


def _obstacle_cells(row: ReportedObstacle | SupportObstacle) -> tuple[Cell, ...]:
    return row.on, row.task, row.title, row.lead_name, row.obstacle or "", row.proposal or ""


def _obstacle_lines(row: ReportedObstacle) -> list[str]:
    return [
        *_support_lines(row),
        *paragraph(_("Direction: {text}").format(text=_answer(row)), indent="    ", first="  "),
    ]


def _support_lines(row: ReportedObstacle | SupportObstacle) -> list[str]:
    return [
        *bullet(row.task, row.title, (row.lead_name, day_text(row.on))),
        *spoken(row.obstacle, row.proposal),
    ]


def _incomplete_lines(row: IncompleteTask) -> list[str]:
    said = _("Explanation: {text}").format(text=explanation_words(row.explanation))
    return [
        *bullet(row.code, row.title, (row.lead_name, _due(row), lacking.words(row.lacks))),
        *paragraph(said, indent="    ", first="  "),
    ]
