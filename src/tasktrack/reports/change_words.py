"""What a change of a task says, in words and for programs."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tasktrack.domain.change import Change, Value, label
from tasktrack.domain.dates import day_text
from tasktrack.i18n import _, pgettext
from tasktrack.reports.report import Cell
from tasktrack.reports.task_fields import number

_NOTHING = "–"


def value_words(value: Value, name: str | None = None) -> str:
    """Write what a field held: a day, an exact number, a unit with its name, or text; nothing is a dash."""
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Fraction):
        return number(value) or ""
    return f"{name} ({value})" if name else value


def words(change: Change) -> str:
    """Say a change with what it changed, why, by which document and who approved it."""
    parts = (_what(change), *grounds_words(change.reason, change.document, change.approved_by))
    return "; ".join(filter(None, parts))


def grounds_words(reason: str | None, document: str | None, approved_by: str | None) -> tuple[str, ...]:
    """Say what a change rests on; what was not recorded is left out."""
    approved = _("approved by {name}").format(name=approved_by) if approved_by else ""
    return tuple(filter(None, (reason, document, approved)))


def _what(change: Change) -> str:
    before, after = (
        value_words(change.before, change.before_name),
        value_words(change.after, change.after_name),
    )
    if change.field is None:
        return label(change.kind)
    if change.kind == "drop":
        return _("{change}: {before}").format(change=label(change.kind), before=before)
    if change.kind == "add":
        return _("{change}: {after}").format(change=label(change.kind), after=after)
    if change.field == "support":
        return _("{change}, the part of {unit}: {before} -> {after}").format(
            change=label(change.kind), unit=change.unit, before=before, after=after
        )
    return _("{change}: {before} -> {after}").format(change=label(change.kind), before=before, after=after)


def lacks_words(lacks: Sequence[str]) -> str:
    """Say what a change lacks."""
    known = {
        "reason": pgettext("grounds", "reason"),
        "document": pgettext("grounds", "document"),
        "approver": pgettext("grounds", "approver"),
    }
    return ", ".join(known[name] for name in lacks)


def lowered_words(lowered: Sequence[str]) -> str:
    """Say what a new target falls below."""
    known = {
        "before": pgettext("lowered", "lower than before"),
        "baseline": pgettext("lowered", "lower than last year"),
    }
    return ", ".join(known[name] for name in lowered)


def data(change: Change) -> dict[str, object]:
    """Return a change for programs."""
    return {
        "kind": change.kind,
        "kind_label": label(change.kind),
        "code": change.code,
        "title": change.title,
        "lead": change.lead,
        "lead_name": change.lead_name,
        "field": change.field,
        "unit": change.unit,
        "before": change.before,
        "before_label": value_words(change.before, change.before_name),
        "after": change.after,
        "after_label": value_words(change.after, change.after_name),
        "due_original": change.due_original,
        "on": change.on,
        "reason": change.reason,
        "document": change.document,
        "approved_by": change.approved_by,
        "actor": change.actor,
        "entered_on": change.entered_on,
        "belated": change.is_belated,
        "lowered": change.lowered,
        "lacks": change.lacks,
    }


def cell(value: Value, name: str | None = None) -> Cell:
    """Return what a field held as a cell, days as days."""
    return value if isinstance(value, date) else value_words(value, name) if value is not None else ""
