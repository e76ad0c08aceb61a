"""Marks as they are recorded and listed."""

from fractions import Fraction
from typing import NamedTuple


class MarkRow(NamedTuple):
    """Points given to a subject for a criterion: by itself, and as appraised or confirmed.

    `closed` tells whether their period is; `note` says why a mark counts for nothing.
    """

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
    closed: bool
    note: str = ""
    id: int = 0
    of_officer: bool = False

    @property
    def is_set_aside(self) -> bool:
        """Tell whether the criterion does not apply to the subject: nothing of it could be reached."""
        return self.maximum == 0


class Confirmed(NamedTuple):
    """A mark that was confirmed at the self-marked points: as it stands now, and the points it had before."""

    row: MarkRow
    before: Fraction | None
