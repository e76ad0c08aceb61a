"""What Forms 01 and 02 of NĐ 335/2025/NĐ-CP hold beside the points: words of the person, and of the superior."""

from collections.abc import Mapping
from typing import Final, NamedTuple

OWN: Final = ("strengths", "shortcomings", "self_class")
FIELDS: Final = (*OWN, "remark", "remarked_by")


class Remark(NamedTuple):
    """What is written of a subject, an officer or a unit, in a period.

    `unit` is that of the posting at the end of the period, or the unit itself; `class_label` words `self_class`.
    """

    period: str
    subject_kind: str
    subject_id: int
    subject: str
    name: str
    strengths: str | None = None
    shortcomings: str | None = None
    self_class: str | None = None
    remark: str | None = None
    remarked_by: str | None = None
    id: int = 0
    unit: str = ""
    class_label: str = ""

    @property
    def fields(self) -> dict[str, str | None]:
        """Return what is written, by the name of the field."""
        return {name: getattr(self, name) for name in FIELDS}


class Unwritten(NamedTuple):
    """What is still to be written of somebody, by the name of the field; the superior is who remarks."""

    subject: str
    name: str
    unit: str
    superior: str | None
    superior_name: str | None
    fields: tuple[str, ...]


def unwritten(written: Mapping[str, str | None], kind: str) -> tuple[str, ...]:
    """Return the fields that somebody has yet to fill; a class is proposed for years only (Art. 20)."""
    asked = ("strengths", "shortcomings", *(("self_class",) if kind == "year" else ()), "remark")
    return tuple(name for name in asked if written.get(name) is None)
