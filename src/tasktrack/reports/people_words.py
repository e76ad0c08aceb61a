"""The words for kinds of leave and of incidents."""

from tasktrack.domain.incident import INCIDENT_KINDS
from tasktrack.domain.leave import LEAVE_KINDS, leave_label
from tasktrack.i18n import pgettext

__all__ = ["INCIDENT_KINDS", "LEAVE_KINDS", "incident", "leave_label", "subject"]


def incident(code: str) -> str:
    """Return the words for a kind of incident; a kind of the office's own speaks for itself."""
    return {
        "discipline": pgettext("incident", "Disciplinary measure"),
        "corruption": pgettext("incident", "Corruption, embezzlement"),
        "waste": pgettext("incident", "Waste"),
        "degradation": pgettext("incident", "Political or moral degradation"),
        "party-ban": pgettext("incident", "Breach of Party prohibitions"),
        "harm-to-prestige": pgettext("incident", "Harm to the office's prestige"),
        "personnel": pgettext("incident", "Wrongdoing in personnel work"),
        "disunity": pgettext("incident", "Disunity, factions"),
        "prosecution": pgettext("incident", "Criminal prosecution"),
        "shortcoming": pgettext("incident", "Shortcoming found by inspection"),
        "fire": pgettext("incident", "Fire"),
        "forest": pgettext("incident", "Forest destruction"),
        "traffic": pgettext("incident", "Traffic"),
        "exam": pgettext("incident", "Exam fraud"),
        "complaint": pgettext("incident", "Complaint, denunciation"),
        "press-report": pgettext("incident", "Press report"),
        "commendation": pgettext("incident", "Commendation"),
        "initiative": pgettext("incident", "Initiative"),
    }.get(code, code)


def subject(code: str) -> str:
    """Return the words for what a subject is."""
    return {"unit": pgettext("subject", "Unit"), "officer": pgettext("subject", "Officer")}[code]
