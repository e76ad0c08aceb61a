"""A task that is being asked for: the words for its fields, and the last look before it is written."""

from collections.abc import Mapping
from datetime import date

from tasktrack.domain.dates import Due, due_wording, echo
from tasktrack.domain.officer import Officer
from tasktrack.domain.unit import Unit
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels
from tasktrack.reports.report import Column, Report, Table
from tasktrack.reports.task import field_label

_NOTHING = "–"
# field of the task -> the name under which reports label it, where they differ
_LABELS = {"kind": "kind_label", "due_on": "due_label", "urgency": "urgency_label"}


def question(name: str) -> str:
    """Return the question that asks for a field."""
    return {
        "title": _("What is to be done"),
        "lead": _("Lead unit: its code, or a part of its name"),
        "support": _("Supporting unit: its code, or a part of its name"),
        "kind": _("Kind: its number or its code"),
        "document": _("Number and symbol of the source document"),
        "document_date": _("Date of the document"),
        "issuer": _("Who issued the document"),
        "assigned_on": _("Day it was assigned"),
        "due_on": _("Due: a day, a month (2026-12), a quarter (2026-Q4) or a span (+5wd)"),
        "officer": _("Officer: number, code, or a part of the name"),
        "urgency": _("Urgency: its number or its code"),
    }[name]


def choice(name: str, code: str) -> str:
    """Return the words for one of the kinds or urgencies."""
    return labels.kind(code) if name == "kind" else labels.urgency(code)


def words(name: str, value: object) -> str:
    """Say what was answered, with the weekday of a day."""
    if value is None or value == ():
        return _NOTHING
    if isinstance(value, Unit | Officer):
        return f"{value.code} {value.name}"
    if isinstance(value, Due):
        return _due(value)
    if isinstance(value, date):
        return echo(value)
    if isinstance(value, tuple):
        return "; ".join(words(name, one) for one in value)
    return choice(name, str(value)) if name in ("kind", "urgency") else str(value)


def look(draft: Mapping[str, object], fields: tuple[str, ...]) -> Report:
    """Show every field with the number by which it can be changed."""
    columns = (
        Column("number", pgettext("col", "No."), "integer"),
        Column("field", pgettext("col", "Entry field")),
        Column("value", pgettext("col", "Value")),
    )
    rows = [
        (number, field_label(_LABELS.get(name, name)), words(name, draft.get(name)))
        for number, name in enumerate(fields, 1)
    ]
    return Report(command="task add", data=[], sections=(Table(columns, rows),), language=language())


def _due(due: Due) -> str:
    if due.on is None:
        return _("no deadline")
    return f"{due_wording(due.text)}, {echo(due.on)}" if due.text else echo(due.on)
