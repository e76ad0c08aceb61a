"""What registering, correcting and reviewing a task says."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.progress import Reviewed
from tasktrack.domain.task import Registered, Task, TaskRow
from tasktrack.i18n import _, pgettext
from tasktrack.reports import labels, said
from tasktrack.reports.progress import verdict_words
from tasktrack.reports.report import Report
from tasktrack.reports.task_fields import due, number, task_data

_NOTHING = "–"


def added(new: Registered, *, dry_run: bool) -> Report:
    """Say that a task was registered: its code and title first."""
    row = new.task.row
    more = (
        _("Lead: {name} ({code}).").format(name=row.lead_name, code=row.lead),
        _("Assigned {assigned}; due: {due}.").format(assigned=echo(row.assigned_on), due=_due(row)),
    )
    data = task_data(new.task) | {"warnings": new.warnings}
    return said.report("task add", f"{row.code} {row.title}", data, dry_run=dry_run, more=more)


def edited(before: Task, after: Task, *, dry_run: bool) -> Report:
    """Say what was corrected: each field, before and after."""
    changed = dict(_changed(before, after))
    echoed = {name: (_due(before.row), _due(after.row)) for name in changed if name == "due_label"}
    lines = [
        _("{field}: {before} -> {after}").format(field=field_label(name), before=_text(old), after=_text(new))
        for name, (old, new) in (changed | echoed).items()
    ]
    data = task_data(after) | {
        "changed": [{"field": name, "before": old, "after": new} for name, (old, new) in changed.items()]
    }
    row = after.row
    more = lines or [_("Nothing changed.")]
    return said.report("task edit", f"{row.code} {row.title}", data, dry_run=dry_run, more=more)


def reviewed(done: Reviewed, *, dry_run: bool) -> Report:
    """Say what was judged, how, and how the task stands now."""
    entry = done.entry
    words = verdict_words(done.verdict, exceeded=done.exceeded)
    more = (
        _("Entry {entry} of {entry_day}; {verdict} on {day}; now: {status}.").format(
            entry=entry.id,
            entry_day=day_text(entry.on),
            verdict=words,
            day=echo(done.on),
            status=labels.status(done.status),
        ),
    )
    data = review_data(done)
    return said.report("task review", f"{entry.task} {entry.task_title}", data, dry_run=dry_run, more=more)


def review_data(done: Reviewed) -> dict[str, object]:
    """Return what a review did, for programs."""
    entry = done.entry
    return {
        "review": done.review,
        "entry": entry.id,
        "task": entry.task,
        "title": entry.task_title,
        "on": done.on,
        "verdict": done.verdict,
        "verdict_label": verdict_words(done.verdict, exceeded=done.exceeded),
        "exceeded": done.exceeded,
        "status": done.status,
        "status_label": labels.status(done.status),
        "warnings": list(done.warnings),
    }


def field_label(name: str) -> str:
    """Return the words for a field of a task."""
    return {
        "key": pgettext("col", "Key"),
        "title": pgettext("col", "Task"),
        "kind_label": pgettext("col", "Kind"),
        "taken_over": pgettext("col", "Taken over"),
        "document": pgettext("task", "Document"),
        "document_date": pgettext("col", "Document date"),
        "issuer": pgettext("col", "Issuer"),
        "document_subject": pgettext("col", "Subject"),
        "linked_documents": pgettext("col", "Linked documents"),
        "assigner": pgettext("col", "Assigner"),
        "lead": pgettext("col", "Lead"),
        "support": pgettext("col", "Support"),
        "officer": pgettext("col", "Officer"),
        "head_in_person": pgettext("col", "Head directs in person"),
        "assigned_on": pgettext("col", "Assigned"),
        "due_label": pgettext("col", "Due"),
        "coefficient": pgettext("col", "Coefficient"),
        "assigned_quantity": pgettext("col", "Quantity"),
        "product": pgettext("col", "Product"),
        "measure": pgettext("col", "Unit of measure"),
        "target": pgettext("col", "Target"),
        "baseline": pgettext("col", "Last year"),
        "parent": pgettext("col", "Parent task"),
        "programmes": pgettext("col", "Programme"),
        "field": pgettext("col", "Field"),
        "urgency_label": pgettext("col", "Urgency"),
        "origin_label": pgettext("col", "Origin"),
    }[name]


EDITABLE = (
    "key", "title", "kind_label", "taken_over", "document", "document_date", "issuer", "document_subject",
    "linked_documents", "assigner", "lead", "support", "officer", "head_in_person", "assigned_on", "due_label",
    "coefficient", "assigned_quantity", "product", "measure", "target", "baseline", "parent", "programmes", "field",
    "urgency_label", "origin_label",
)  # fmt: skip


def _changed(before: Task, after: Task) -> Iterator[tuple[str, tuple[object, object]]]:
    old, new = task_data(before), task_data(after)
    for name in EDITABLE:
        if old[name] != new[name]:
            yield name, (old[name], new[name])


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Fraction):
        return number(value) or ""
    if isinstance(value, tuple):
        return ", ".join(value) or _NOTHING
    return str(value) if value not in (None, "") else _NOTHING


def _due(row: TaskRow) -> str:
    """Say the due date with its weekday, and its wording when it has one."""
    if row.due_on is None:
        return due(None, None)
    return f"{due(row.due_on, row.due_text)}, {echo(row.due_on)}" if row.due_text else echo(row.due_on)
