"""The words for kinds of leave and of incidents."""

from tasktrack.domain.incident import INCIDENT_KINDS
from tasktrack.domain.incident import incident_label as incident
from tasktrack.domain.leave import LEAVE_KINDS, leave_label
from tasktrack.i18n import pgettext

__all__ = ["INCIDENT_KINDS", "LEAVE_KINDS", "incident", "leave_label", "subject"]


def subject(code: str) -> str:
    """Return the words for what a subject is."""
    return {"unit": pgettext("subject", "Unit"), "officer": pgettext("subject", "Officer")}[code]
