"""The words for codes: one table a kind of code, in the official terms."""

from datetime import date

from tasktrack.domain.dates import due_wording
from tasktrack.domain.task_words import kind_label, status_label
from tasktrack.domain.unit_report import quality_label
from tasktrack.i18n import pgettext

quality = quality_label
status = status_label
kind = kind_label


def urgency(code: str) -> str:
    """Return the words for an urgency."""
    return {
        "normal": pgettext("urgency", "Normal"),
        "urgent": pgettext("urgency", "Urgent"),
        "very-urgent": pgettext("urgency", "Very urgent"),
        "express": pgettext("urgency", "Express"),
    }[code]


def position(code: str, category: str = "civil-servant") -> str:
    """Return the words for a position; staff who are no civil servants are called by what they are."""
    if code == "staff" and category in ("public-employee", "contract"):
        return {
            "public-employee": pgettext("post", "Staff (public employee)"),
            "contract": pgettext("post", "Staff (contract)"),
        }[category]
    return {
        "staff": pgettext("position", "Staff"),
        "deputy": pgettext("position", "Deputy head"),
        "head": pgettext("position", "Head"),
    }[code]


def category(code: str) -> str:
    """Return the words for a category of officer."""
    return {
        "civil-servant": pgettext("category", "Civil servant"),
        "public-employee": pgettext("category", "Public employee"),
        "cadre": pgettext("category", "Cadre"),
        "contract": pgettext("category", "Contract"),
    }[code]


def origin(code: str) -> str:
    """Return the words for where a task originates."""
    return {
        "central": pgettext("origin", "Central government"),
        "province": pgettext("origin", "Province"),
        "own": pgettext("origin", "Own proposal"),
    }[code]


def verdict(code: str) -> str:
    """Return the words for a verdict on an entry."""
    return {
        "accepted": pgettext("review", "Accepted"),
        "failed": pgettext("review", "Failed"),
        "returned": pgettext("review", "Returned"),
        "exceeded": pgettext("review", "Exceeded"),
    }[code]


def cause(code: str) -> str:
    """Return the words for a cause of delay."""
    return {
        "subjective": pgettext("cause", "Subjective cause"),
        "objective": pgettext("cause", "Objective cause"),
    }[code]


def period_state(code: str) -> str:
    """Return the words for the state of a period."""
    return {
        "open": pgettext("period-state", "Open"),
        "locked": pgettext("period-state", "Locked"),
        "closed": pgettext("period-state", "Closed"),
        "computed": pgettext("period-state", "Provisional"),
    }[code]


def due(on: date | None, text: str | None) -> str | date | None:
    """Return a due date as worded in the document, else the day."""
    return due_wording(text) if text else on
