"""What a check finds: the rows it is about, and the figures that make it a finding."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

# A day that is not known is None.
Figure = str | int | Fraction | date | tuple[date, ...] | None
Figures = dict[str, Figure]


class Place(NamedTuple):
    """A unit or a person that a finding is about."""

    code: str
    name: str


class Finding(NamedTuple):
    """One finding: which check, which of its sentences, the rows it is about and the figures that make it one.

    `tasks` are codes, `entries` numbers of progress entries, `journal` those of journal entries.
    """

    check: str
    says: str
    figures: Figures
    unit: Place | None = None
    officer: Place | None = None
    period: str | None = None
    tasks: tuple[str, ...] = ()
    entries: tuple[int, ...] = ()
    journal: tuple[int, ...] = ()


class Checked(NamedTuple):
    """What the checks that were run found, in their order; `unit` is what they were narrowed to."""

    names: tuple[str, ...]
    findings: tuple[Finding, ...]
    as_of: date
    year: int
    unit: str | None = None
