"""The fields of a task: as one object for programs, and as columns and cells for people."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.dates import day_text, due_wording
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.task import Task, TaskRow
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels
from tasktrack.reports.report import Cell, Kind, Tone


class Shown(NamedTuple):
    """How one field is shown to people: its heading, the kind of its cells, and what a cell says."""

    label: str
    kind: Kind
    cell: Callable[[TaskRow], Cell]


def row_data(row: TaskRow) -> dict[str, object]:
    """Return a line of a listing for programs: the keys that scripts rely on, in their order, then more."""
    return {
        "code": row.code,
        "key": row.key,
        "title": row.title,
        "kind": row.kind,
        "urgency": row.urgency,
        "status": row.status,
        "status_label": labels.status(row.status),
        "lead": row.lead,
        "lead_name": row.lead_name,
        "support": row.support,
        "officer": row.officer,
        "due_on": row.due_on,
        "due_text": row.due_text,
        "due_original": row.due_original,
        "assigned_on": row.assigned_on,
        "done_on": row.done_on,
        "percent": row.percent,
        "overdue_days": row.overdue_days,
        "document": row.document,
        "last_progress_on": row.last_progress_on,
        "extended": row.extended,
        "kind_label": labels.kind(row.kind),
        "urgency_label": labels.urgency(row.urgency),
        "inherited": row.inherited,
    }


def task_data(task: Task) -> dict[str, object]:
    """Return everything recorded of a task for programs: the fields of a listing and more."""
    return row_data(task.row) | {
        "due_label": due(task.row.due_on, task.row.due_text),
        "officer_name": task.officer_name,
        "block": task.block,
        "taken_over": task.taken_over,
        "document_date": task.document_date,
        "issuer": task.issuer,
        "document_subject": task.document_subject,
        "linked_documents": task.linked_documents,
        "assigner": task.assigner,
        "head_in_person": task.head_in_person,
        "coefficient": task.coefficient,
        "assigned_quantity": task.assigned_quantity,
        "done_quantity": task.done_quantity,
        "product": task.product,
        "measure": task.measure,
        "target": task.target,
        "baseline": task.baseline,
        "parent": task.parent,
        "children": task.children,
        "programmes": task.programmes,
        "field": task.field,
        "origin": task.origin,
        "origin_label": labels.origin(task.origin) if task.origin else None,
        "registered_at": task.registered_at,
        "registered_by": task.registered_by,
        "series": task.series,
        "series_period": task.series_period,
    }


def columns() -> dict[str, Shown]:
    """Return every field of a listing as people see it, by its name."""
    return {
        "code": Shown(pgettext("col", "Code"), "code", lambda row: row.code),
        "key": Shown(pgettext("col", "Key"), "code", lambda row: row.key or ""),
        "title": Shown(pgettext("col", "Task"), "text", lambda row: row.title),
        "kind": Shown(pgettext("col", "Kind"), "text", lambda row: labels.kind(row.kind)),
        "urgency": Shown(pgettext("col", "Urgency"), "text", lambda row: labels.urgency(row.urgency)),
        "status": Shown(pgettext("col", "Status"), "text", lambda row: labels.status(row.status)),
        "status_label": Shown(pgettext("col", "Status"), "text", lambda row: labels.status(row.status)),
        "lead": Shown(pgettext("col", "Lead"), "code", lambda row: row.lead),
        "lead_name": Shown(pgettext("col", "Lead"), "text", lambda row: row.lead_name),
        "support": Shown(pgettext("col", "Support"), "text", lambda row: ", ".join(row.support)),
        "officer": Shown(pgettext("col", "Officer"), "code", lambda row: row.officer or ""),
        "due_on": Shown(pgettext("col", "Due"), "date", lambda row: labels.due(row.due_on, row.due_text)),
        "due_text": Shown(pgettext("col", "Due"), "code", lambda row: due_wording(row.due_text or "")),
        "due_original": Shown(pgettext("col", "Original due date"), "date", lambda row: row.due_original),
        "assigned_on": Shown(pgettext("col", "Assigned"), "date", lambda row: row.assigned_on),
        "done_on": Shown(pgettext("col", "Done on"), "date", lambda row: row.done_on),
        "percent": Shown(pgettext("col", "Progress (%)"), "percent", lambda row: number(row.percent)),
        "overdue_days": Shown(pgettext("col", "Days overdue"), "integer", _overdue_days),
        "document": Shown(pgettext("task", "Document"), "code", lambda row: row.document or ""),
        "last_progress_on": Shown(pgettext("col", "Last update"), "date", lambda row: row.last_progress_on),
        "extended": Shown(pgettext("col", "Extended"), "integer", lambda row: row.extended),
        "kind_label": Shown(pgettext("col", "Kind"), "text", lambda row: labels.kind(row.kind)),
        "urgency_label": Shown(pgettext("col", "Urgency"), "text", lambda row: labels.urgency(row.urgency)),
        "inherited": Shown(
            pgettext("col", "Inherited"), "text", lambda row: _("yes") if row.inherited else ""
        ),
    }


def _overdue_days(row: TaskRow) -> int | None:
    return row.overdue_days or None


def due(on: date | None, text: str | None) -> str:
    """Say a due date in words, also that there is none."""
    if on is None:
        return _("no deadline")
    return due_wording(text) if text else day_text(on)


def number(value: Fraction | None) -> str | None:
    """Write a percentage or quantity with as many decimals as it has."""
    return None if value is None else decimal_text(value, 3, language=language(), trim=True)


def tone(status: str) -> Tone:
    """Return how a status should strike the eye."""
    tones: dict[str, Tone] = {
        "overdue": "bad",
        "due-soon": "warn",
        "returned": "warn",
        "suspended": "muted",
        "withdrawn": "muted",
    }
    return "good" if status.startswith("done-") else tones.get(status, "")
