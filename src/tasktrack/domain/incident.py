"""What happened and was concluded: faults and merits of units and officers (NĐ 335/2025/NĐ-CP Art. 8, 20)."""

from datetime import date
from typing import Final, NamedTuple

from tasktrack.i18n import pgettext

# Those that come with the program; the setting incident_kinds may name others.
INCIDENT_KINDS: Final = (
    "discipline",
    "corruption",
    "waste",
    "degradation",
    "party-ban",
    "harm-to-prestige",
    "personnel",
    "disunity",
    "prosecution",
    "shortcoming",
    "fire",
    "forest",
    "traffic",
    "exam",
    "complaint",
    "press-report",
    "commendation",
    "initiative",
)


# Those of them that are merits, unless the setting merit_kinds says otherwise.
MERIT_KINDS: Final = ("commendation", "initiative")


def incident_label(code: str) -> str:
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


class Against(NamedTuple):
    """One who answers for an incident beside its subject; `unit` is where an officer served that day."""

    subject_kind: str
    subject: str
    subject_name: str
    unit: str | None


class Answerable(NamedTuple):
    """The same, units and officers given by id."""

    subject_kind: str
    subject: int
    unit: int | None


class Incident(NamedTuple):
    """An incident as recorded. `unit` is where an officer served that day, a subject unit itself.

    Without `concluded_on`, and the document that concludes, it counts for nothing.
    """

    id: int
    subject_kind: str
    subject: str
    subject_name: str
    unit: str | None
    unit_name: str | None
    kind: str
    on: date
    concluded_on: date | None
    document: str | None
    note: str | None
    fixed_on: date | None
    against: tuple[Against, ...] = ()


class Concluded(NamedTuple):
    """An incident that counts, units and officers given by id; `fixed_on` is None for what was mended later.

    Who answers for it beside its subject is told only where a scheme asks.
    """

    subject_kind: str
    subject: int
    unit: int | None
    kind: str
    on: date
    document: str
    concluded_on: date
    fixed_on: date | None
    id: int
    answerable: tuple[Answerable, ...] = ()


class IncidentFilter(NamedTuple):
    """Which incidents to list: of subjects by (kind, id), of a kind, not concluded yet, or of a span of days.

    Of a span are those that happened or were concluded in it. `against` are those who answer for them, by (kind, id);
    `is_merit` tells merits, which are of `merit_kinds`, from faults.
    """

    subjects: tuple[tuple[str, int], ...] | None = None
    kind: str | None = None
    is_open: bool = False
    span: tuple[date, date] | None = None
    against: tuple[tuple[str, int], ...] | None = None
    is_unfixed: bool = False
    is_merit: bool | None = None
    merit_kinds: tuple[str, ...] = ()
