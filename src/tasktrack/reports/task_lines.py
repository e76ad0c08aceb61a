"""Tasks as a mail carries them: a paragraph each where text is asked for, else a table with the same facts."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.standing import SilentTask
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.i18n import _, ngettext, pgettext
from tasktrack.reports import labels
from tasktrack.reports.progress import percent_text
from tasktrack.reports.report import Cell, Column, Lines, Section, Table
from tasktrack.reports.task_fields import columns, due, tone

# Lines of a mail are read without being broken again at this width, also when they are quoted.
WIDTH = 76
_HARD_BLANK = "\u00a0"  # at which no line is broken
MACHINES = ("csv", "tsv")  # formats of rows alone, with every field
SILENT_KEYS = ("silent_days", "last_result", "obstacle", "proposal")

Extra = tuple[Column, Sequence[Cell]]
Remarks = Callable[[TaskRow], Iterable[str]]


def sentences(lines: Iterable[str], form: str, title: str = "") -> Lines:
    """Return plain sentences; as text they are broken to the width of a mail, nothing is cut off."""
    texts = [part for line in lines for part in (paragraph(line) if form == "text" else (line,))]
    return Lines(tuple(texts), title)


def paragraph(text: str, indent: str = "  ", first: str = "") -> list[str]:
    """Break a text into lines; those after the first are indented. Long words stay whole."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def task_section(
    rows: Sequence[TaskRow],
    form: str,
    title: str,
    names: Sequence[str],
    remarks: Remarks,
    extra: Sequence[Extra] = (),
) -> Section:
    """List tasks: as text `- NV12 Title (remark; remark)`, else a table of the named fields and the extra ones."""
    if form != "text":
        return _table(rows, title, names, extra)
    lines = [
        part
        for row in rows
        for said in ("; ".join(filter(None, (*remarks(row), inherited_words(row)))),)
        for part in paragraph(f"- {row.code} {row.title} ({said})")
    ]
    return Lines(tuple(lines), title)


def reported_section(rows: Sequence[TaskRow], form: str, wanted: TaskFilter) -> Section:
    """List the overdue tasks that were reported done, and were returned or await review."""
    title = _("Returned or awaiting review, past their due date: {count}").format(count=len(rows))
    names = ("code", "title", "lead_name", "officer", "due_on", "overdue_days", "status", "last_progress_on")
    return task_section(
        rows,
        form,
        title,
        names,
        lambda row: (
            lead_words(row, wanted),
            officer_words(row),
            due_words(row),
            overdue_words(row),
            labels.status(row.status),
        ),
    )


def overdue_check(not_reported: int, returned: int, awaiting: int) -> str:
    """Say how the overdue tasks add up by where they stand."""
    return _(
        "Check: {open} not reported done + {returned} returned + {awaiting} awaiting review = {overdue} overdue"
    ).format(
        open=not_reported, returned=returned, awaiting=awaiting, overdue=not_reported + returned + awaiting
    )


def silent_section(tasks: Sequence[SilentTask], form: str, title: str, wanted: TaskFilter) -> Section:
    """List silent tasks, each with what was last said of it."""
    if form == "text":
        return Lines(tuple(part for task in tasks for part in _silent_lines(task, wanted)), title)
    last = [task.last for task in tasks]
    extra: tuple[Extra, ...] = (
        (Column("silent_days", pgettext("col", "Days silent"), "integer"), [task.days for task in tasks]),
        (Column("last_result", pgettext("col", "Result")), [(one and one.result) or "" for one in last]),
        (Column("obstacle", pgettext("col", "Obstacle")), [(one and one.obstacle) or "" for one in last]),
    )
    names = ("code", "title", "lead_name", "due_on", "last_progress_on")
    return _table([task.row for task in tasks], title, names, extra)


def silent_data(task: SilentTask) -> dict[str, object]:
    """Return what a silent task has beside the fields of a listing."""
    last = task.last
    said = (last.result, last.obstacle, last.proposal) if last else (None, None, None)
    return dict(zip(SILENT_KEYS, (task.days, *said), strict=True))


def spoken(obstacle: str | None, proposal: str | None) -> list[str]:
    """Say an obstacle and a proposal, a paragraph each, set under the task they belong to."""
    said = (
        (obstacle, _("Obstacle: {text}")),
        (proposal, _("Proposal: {text}")),
    )
    return [
        line
        for text, sentence in said
        if text
        for line in paragraph(sentence.format(text=text), indent="    ", first="  ")
    ]


def lead_words(row: TaskRow, wanted: TaskFilter) -> str:
    """Say who leads it, unless the report is of one unit."""
    return "" if wanted.unit else row.lead_name


def due_words(row: TaskRow) -> str:
    """Say when a task is due."""
    words = due(row.due_on, row.due_text)
    return _("due {due}").format(due=words) if row.due_on else words


def officer_words(row: TaskRow) -> str:
    """Say who does it, when that is known."""
    return _("officer {value}").format(value=row.officer) if row.officer else ""


def inherited_words(row: TaskRow) -> str:
    """Say that it came from another unit."""
    return _("inherited") if row.inherited else ""


def percent_words(row: TaskRow) -> str:
    """Say how far it is, when that is known."""
    return percent_text(row.percent).replace(" ", _HARD_BLANK) if row.percent is not None else ""


def how_far(row: TaskRow) -> str:
    """Say how far it is: its percentage, else its status."""
    return percent_words(row) or labels.status(row.status)


def overdue_words(row: TaskRow) -> str:
    """Say by how many days the due date has passed."""
    days = row.overdue_days
    return ngettext("{count} day overdue", "{count} days overdue", days).format(count=days) if days else ""


def days_left_words(row: TaskRow, today: date) -> str:
    """Say in how many days it is due."""
    left = (row.due_on - today).days if row.due_on else 0
    return ngettext("in {count} day", "in {count} days", left).format(count=left) if left else _("today")


def _silent_lines(task: SilentTask, wanted: TaskFilter) -> list[str]:
    row, last = task.row, task.last
    remarks = (
        lead_words(row, wanted),
        officer_words(row),
        due_words(row),
        _since(task),
        inherited_words(row),
    )
    inside = "; ".join(filter(None, remarks))
    result = paragraph(last.result, indent="    ", first="  ") if last and last.result else []
    said = spoken(last.obstacle, last.proposal) if last else []
    return [*paragraph(f"- {row.code} {row.title} ({inside})"), *result, *said]


def _since(task: SilentTask) -> str:
    if task.row.last_progress_on is None:
        sentence = ngettext(
            "no update since it was assigned on {day}, {count} day ago",
            "no update since it was assigned on {day}, {count} days ago",
            task.days,
        )
        return sentence.format(day=day_text(task.row.assigned_on), count=task.days)
    sentence = ngettext(
        "last update on {day}, {count} day ago", "last update on {day}, {count} days ago", task.days
    )
    return sentence.format(day=day_text(task.row.last_progress_on), count=task.days)


def _table(rows: Sequence[TaskRow], title: str, names: Sequence[str], extra: Sequence[Extra]) -> Table:
    known = columns()
    if any(row.inherited for row in rows):
        names = (*names, "inherited")
    heads = [Column(name, known[name].label, known[name].kind) for name in names]
    cells = [
        (*(known[name].cell(row) for name in names), *(values[place] for _column, values in extra))
        for place, row in enumerate(rows)
    ]
    return Table(
        (*heads, *(column for column, _values in extra)),
        cells,
        title,
        [tone(row.status) for row in rows],
    )
