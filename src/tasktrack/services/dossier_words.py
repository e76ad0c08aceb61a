"""How the cells of dossiers are called and written for people: as the tables of one-stop systems have them."""

from tasktrack.domain.dates import day_text
from tasktrack.domain.office_hours import moment
from tasktrack.i18n import pgettext
from tasktrack.store.journal import Value


def column_label(name: str) -> str:
    """Return what a column of moments is called."""
    return {
        "submitted_at": pgettext("dossier", "Sent in"),
        "received_at": pgettext("dossier", "Received"),
        "appointed_at": pgettext("dossier", "Promised at first"),
        "returned_at": pgettext("dossier", "Returned"),
        "paused_from": pgettext("dossier", "Supplement asked for"),
        "paused_to": pgettext("dossier", "Supplement given"),
    }[name]


def moment_words(value: Value) -> str:
    """Write a stored moment for people: 02/03/2026 15:20."""
    if value is None:
        return ""
    at = moment(str(value))
    clock = "" if at.minute is None else f" {at.minute // 60:02}:{at.minute % 60:02}"
    return day_text(at.on) + clock
