"""The words for a column of a book and for what stands in it, where the journal tells a change to people."""

from datetime import date
from fractions import Fraction
from typing import Final

from tasktrack.domain.dates import day_text, due_wording
from tasktrack.domain.incident import incident_label
from tasktrack.domain.leave import leave_label
from tasktrack.domain.numbers import scaled_text
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels
from tasktrack.reports.task import EDITABLE, field_label

NOTHING: Final = "–"
_SCALES: Final = {
    "coefficient": 1000,
    "assigned_quantity": 1000,
    "quantity": 1000,
    "target": 1000,
    "baseline": 1000,
    "percent": 100,
}
# Columns of the task book that its fields show in words.
_IN_WORDS: Final = {
    "kind": "kind_label",
    "urgency": "urgency_label",
    "origin": "origin_label",
    "due_on": "due_label",
}
_DAYS: Final = frozenset(("valid_from", "valid_to", "due_original", "document_date"))
_FLAGS: Final = frozenset(("taken_over", "head_in_person"))


def exact(name: str, value: str | int | None) -> str | int | Fraction | None:
    """Return the value of a column as programs read it."""
    return Fraction(value, _SCALES[name]) if name in _SCALES and isinstance(value, int) else value


def column_label(book: str, name: str) -> str:
    """Return the words for a column; one that has none keeps its name."""
    if book == "task":
        field = _IN_WORDS.get(name, name)
        if field in EDITABLE:
            return field_label(field)
    return _columns().get(name, name)


def value_text(book: str, name: str, value: str | int | None) -> str:
    """Write the value of a column as people read it; nothing is a dash."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, int):
        if name in _FLAGS:
            return _("yes") if value else _("no")
        return scaled_text(value, _SCALES[name], language()) if name in _SCALES else str(value)
    if name in _DAYS or name.endswith("_on"):
        return _day(value)
    return _word(book, name, value)


def _day(value: str) -> str:
    try:
        return day_text(date.fromisoformat(value))
    except ValueError:
        return value


def _word(book: str, name: str, value: str) -> str:
    words = {
        ("task", "kind"): labels.kind,
        ("task", "urgency"): labels.urgency,
        ("task", "origin"): labels.origin,
        ("task", "due_text"): due_wording,
        ("posting", "position"): labels.position,
        ("officer", "category"): labels.category,
        ("incident", "kind"): incident_label,
        ("leave", "kind"): leave_label,
        ("unit_report", "quality"): labels.quality,
        ("review", "verdict"): labels.verdict,
        ("progress", "cause"): labels.cause,
    }.get((book, name))
    return words(value) if words else value


def _columns() -> dict[str, str]:
    return {
        "code": pgettext("col", "Code"),
        "name": pgettext("col", "Name"),
        "title": pgettext("col", "Title"),
        "kind": pgettext("col", "Kind"),
        "block": pgettext("col", "Block"),
        "parent": pgettext("col", "Superior unit"),
        "valid_from": pgettext("history", "First day"),
        "valid_to": pgettext("history", "Last day"),
        "unit": pgettext("col", "Unit"),
        "officer": pgettext("col", "Officer"),
        "position": pgettext("col", "Position"),
        "category": pgettext("history", "Category"),
        "contact": pgettext("history", "Contact"),
        "manager": pgettext("history", "Directed by"),
        "from_on": pgettext("history", "From"),
        "to_on": pgettext("history", "To"),
        "on_day": pgettext("col", "Day"),
        "due_original": pgettext("col", "Original due date"),
        "due_text": pgettext("history", "Due as worded"),
        "document": pgettext("col", "Document"),
        "reason": pgettext("col", "Reason"),
        "note": pgettext("col", "Note"),
        "state": pgettext("col", "State"),
        "value": pgettext("history", "Value"),
        "measure": pgettext("col", "Unit of measure"),
        "group": pgettext("history", "Group"),
        "points": pgettext("history", "Points"),
        "concluded_on": pgettext("col", "Concluded on"),
        "fixed_on": pgettext("col", "Mended on"),
        "meeting_on": pgettext("col", "Conference"),
        "locks_at": pgettext("history", "Entry locks at"),
        "reports_due": pgettext("history", "Reports due"),
        "received_on": pgettext("col", "Came on"),
        "returned_on": pgettext("history", "Returned on"),
        "returns": pgettext("col", "Returned"),
        "return_reason": pgettext("col", "Why returned"),
        "quality": pgettext("col", "Quality"),
        "remark": pgettext("col", "Remark"),
        "remarked_by": pgettext("history", "Remarked by"),
    }
