"""The roll-up of what offices closed: figures by office or by block, and the sum of all."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tasktrack.domain.national import Gap, Office, Received, Variant
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_figures import Figures


class Line(NamedTuple):
    """The tasks of one office, or of one block over all of them; without a code those of units without a block."""

    code: str | None
    name: str
    figures: Figures


class Classed(NamedTuple):
    """Whom an office scored, and into which class each fell: by the code of the class, or why there is none."""

    closing: Received
    subjects: int
    scored: int
    classes: Mapping[str, int]


class ClassTable(NamedTuple):
    """The classes of the offices that ran a scheme alike."""

    variant: Variant
    offices: tuple[Classed, ...]


class CounterPart(NamedTuple):
    """What an office gave of a counter, in thousandths, under its own words."""

    office: Office
    code: str
    label_vi: str | None
    label_en: str | None
    value: int


class CounterSum(NamedTuple):
    """A counter over all offices that gave it, in one unit of measure and alike for longer periods (`over`)."""

    code: str
    measure: str | None
    over: str
    parts: tuple[CounterPart, ...]

    @property
    def total(self) -> int:
        """Return the sum of the parts, in thousandths."""
        return sum(part.value for part in self.parts)


class OfficesReport(NamedTuple):
    """What offices closed of a period, added up: `lines` are offices or blocks, as `by` says.

    `total` is counted over all their tasks at once, so that the lines can be checked against it. `dossiers` are the
    counts of each office that sealed any. Overdue by more than `long_days` is told apart. `no_classes` says why no
    scheme is told.
    """

    key: PeriodKey
    by: str
    closings: tuple[Received, ...]
    lines: Sequence[Line]
    total: Figures
    long_days: int
    classes: tuple[ClassTable, ...] = ()
    no_classes: str = ""
    counters: tuple[CounterSum, ...] = ()
    dossiers: tuple[tuple[Office, Mapping[str, int]], ...] = ()
    missing: tuple[Gap, ...] = ()
    unscored: tuple[Gap, ...] = ()
