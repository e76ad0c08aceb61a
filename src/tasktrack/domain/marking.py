"""Marks as they are recorded and listed."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class MarkRow:
    """Points given to a subject for a criterion: by itself, and as appraised or confirmed."""

    period: str
    subject_id: int
    subject: str
    name: str
    scheme: str
    criterion: str
    self_points: Fraction | None
    points: Fraction | None
    maximum: Fraction | None
    reason: str | None
    evidence: str | None


@dataclass(frozen=True)
class Imported:
    """What an import did, row by row."""

    file: str
    added: int
    changed: int
    same: int
