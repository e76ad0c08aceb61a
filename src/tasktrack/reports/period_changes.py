"""What changed in the list of tasks in a period, what is new, and who was urged."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import scaled_text
from tasktrack.domain.period_report import CHANGE_KINDS, ListedTask, PeriodReport, TaskChange, Urged
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels
from tasktrack.reports.period_lists import Style, bullet, listed
from tasktrack.reports.period_words import change_kind, number
from tasktrack.reports.report import Column, Section, Table
from tasktrack.reports.task_lines import paragraph, sentences

_THOUSANDTHS: Final = ("target", "baseline", "assigned_quantity", "coefficient")
_URGED: Final = ("reminders", "criticisms", "refusals", "reassigned", "handed_out", "handed_in")


def sections(told: PeriodReport, style: Style) -> Iterator[Section]:
    """Yield the changes by kind and one by one, then the new tasks."""
    if told.changes or told.new_tasks:
        yield sentences([changes_line(told)], style.form)
    if told.changes:
        yield _changes(told, style)
    if told.new_tasks:
        yield _new_tasks(told, style)


def by_kind(told: PeriodReport) -> dict[str, int]:
    """Return how many changes of each kind there were."""
    counts = Counter(one.kind for one in told.changes)
    return {kind: counts[kind] for kind in CHANGE_KINDS}


def changes_line(told: PeriodReport) -> str:
    """Say how many changes of each kind there were, and that they add up."""
    if not told.changes:
        return _("Nothing was changed in the list.")
    counts = by_kind(told)
    words = "; ".join(f"{change_kind(kind)}: {number(count)}" for kind, count in counts.items() if count)
    check = _("Check: {kinds} = {total} changes").format(
        kinds=" + ".join(number(count) for count in counts.values() if count),
        total=number(len(told.changes)),
    )
    return f"{words}. {check}"


def urged_sections(told: PeriodReport, style: Style) -> Iterator[Section]:
    """Yield how often each unit was urged and criticised, what it refused, and what was handed from and to it."""
    if not told.urged:
        return
    heads = (
        pgettext("period-report", "Reminders"),
        pgettext("period-report", "Criticisms"),
        pgettext("period-report", "Refusals"),
        pgettext("period-report", "Reassigned"),
        pgettext("period-report", "Handed out"),
        pgettext("period-report", "Handed in"),
    )
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        *(Column(name, words, "integer") for name, words in zip(_URGED, heads, strict=True)),
        Column("name", pgettext("col", "Name of unit")),
    )
    note = _("Reassigned: of the refusals, what a leader gave to another unit in the period.")
    total = [sum(getattr(one, name) for one in told.urged) for name in _URGED]
    yield Table(
        columns,
        [(one.unit.code, *_times(one), one.unit.name) for one in told.urged],
        total=("", *total, _("Total")),
        notes=sentences([note], style.form).lines,
    )


def urged_data(one: Urged) -> dict[str, object]:
    """Return for programs how often a unit was urged."""
    times = dict(zip(_URGED, _times(one), strict=True))
    return {"unit": one.unit.code, "name": one.unit.name, "block": one.unit.block, **times}


def change_words(one: TaskChange) -> str:
    """Say a change: its kind, and the values before and after it."""
    words = change_kind(one.kind)
    if one.field is None or one.before == one.after:
        return words
    return f"{words}: {_value(one.field, one.before)} → {_value(one.field, one.after)}"


def _times(one: Urged) -> tuple[int, ...]:
    return tuple(getattr(one, name) for name in _URGED)


def _value(field: str, stored: str | None) -> str:
    """Write a value of the task book as people read it."""
    if stored is None:
        return "–"
    if field.endswith("_on") or field.startswith("support:"):
        return day_text(date.fromisoformat(stored))
    if field in _THOUSANDTHS and stored.lstrip("-").isdigit():
        return scaled_text(int(stored), 1000, language())
    return stored


def _changes(told: PeriodReport, style: Style) -> Section:
    columns = (
        Column("on", pgettext("col", "Day"), "date"),
        Column("task", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("lead_name", pgettext("col", "Lead")),
        Column("change", pgettext("col", "Change")),
        Column("reason", pgettext("col", "Reason")),
        Column("document", pgettext("col", "Document")),
        Column("approved_by", pgettext("period-report", "Approved by")),
    )
    return listed(
        told.changes,
        style,
        _("Changes of the list"),
        columns,
        lambda row: (
            row.on,
            row.task,
            row.title,
            row.lead_name,
            change_words(row),
            row.reason or "",
            row.document or "",
            row.approved_by or "",
        ),
        _change_lines,
    )


def _change_lines(row: TaskChange) -> list[str]:
    grounds = (
        _("reason: {text}").format(text=row.reason) if row.reason else "",
        _("document {document}").format(document=row.document) if row.document else "",
        _("approved by {name}").format(name=row.approved_by) if row.approved_by else "",
    )
    said = "; ".join(filter(None, (change_words(row), *grounds)))
    return [
        *bullet(row.task, row.title, (row.lead_name, day_text(row.on))),
        *paragraph(said, indent="    ", first="  "),
    ]


def _new_tasks(told: PeriodReport, style: Style) -> Section:
    columns = (
        Column("assigned_on", pgettext("col", "Assigned"), "date"),
        Column("code", pgettext("col", "Code"), "code"),
        Column("title", pgettext("col", "Task")),
        Column("lead_name", pgettext("col", "Lead")),
        Column("kind", pgettext("col", "Kind")),
        Column("due_on", pgettext("col", "Due"), "date"),
    )
    return listed(
        told.new_tasks,
        style,
        _("New tasks, assigned in the period"),
        columns,
        lambda row: (row.assigned_on, row.code, row.title, row.lead_name, labels.kind(row.kind), row.due_on),
        _new_lines,
    )


def _new_lines(row: ListedTask) -> list[str]:
    assigned = _("assigned {day}").format(day=day_text(row.assigned_on))
    due = _("due {due}").format(due=day_text(row.due_on)) if row.due_on else _("no deadline")
    return bullet(row.code, row.title, (row.lead_name, labels.kind(row.kind), assigned, due))
