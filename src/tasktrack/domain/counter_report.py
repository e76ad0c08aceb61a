"""The figures of counters told: beside earlier periods, as ratios, and whether parts add up to their whole."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.counter import SCALE, Terms, related
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.ratio import percent
from tasktrack.domain.roll import UnitPlace

SHARE, TOGETHER, SAVED = "share", "together", "saved"


class Told(NamedTuple):
    """A figure of whom a report is about, in thousandths.

    `parts` are the shorter periods that it is made of, `missing` those for which nothing was given.
    """

    value: int
    parts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Row(NamedTuple):
    """A counter: its figure now, in the period before and in the same one of the year before."""

    terms: Terms
    now: Told | None
    previous: Told | None
    last_year: Told | None


class Change(NamedTuple):
    """A figure beside an earlier one: the difference, and that as a percentage of the earlier one."""

    difference: Fraction | None
    percent: Fraction | None


def change(now: Told | None, then: Told | None) -> Change:
    """Return how a figure changed; nothing where one side is not known, no percentage of zero."""
    if now is None or then is None:
        return Change(None, None)
    return Change(Fraction(now.value - then.value, SCALE), percent(now.value - then.value, then.value))


class Ratio(NamedTuple):
    """A ratio with its named denominator: `parts` over `whole`; for time saved what is left of the whole.

    `words` name parts that are added up together; `percent` is None where there is nothing to divide by.
    """

    kind: str
    parts: tuple[tuple[Terms, int], ...]
    whole: Terms
    out_of: int
    words: str = ""

    @property
    def part(self) -> int:
        """Return what stands above the line, in thousandths."""
        return sum(value for _terms, value in self.parts)

    @property
    def percent(self) -> Fraction | None:
        """Return it as a percentage."""
        above = self.out_of - self.part if self.kind == SAVED else self.part
        return percent(above, self.out_of)


class Check(NamedTuple):
    """Whether the parts of a counter add up to it; `unknown` are parts of which nothing was given."""

    whole: Terms
    total: int | None
    parts: tuple[tuple[Terms, int], ...]
    unknown: tuple[Terms, ...]

    @property
    def accounted(self) -> int:
        """Return the sum of the parts, in thousandths."""
        return sum(value for _terms, value in self.parts)

    @property
    def left(self) -> int | None:
        """Return what the parts do not account for, below zero where they are more than the whole."""
        return None if self.total is None else self.total - self.accounted


class UnitFigures(NamedTuple):
    """The figures of one unit by counter, own and with the units below it; `level` is its depth in the table."""

    unit: UnitPlace
    level: int
    own: Mapping[str, int]
    total: Mapping[str, int]


class Source(NamedTuple):
    """A period that is told: `revision` is the closing that is read, None where the books are."""

    key: PeriodKey
    revision: int | None
    seal: str | None = None


class CountersReport(NamedTuple):
    """The figures of an office, of a unit itself, or of a unit with all below it.

    `state` is that of the period: open, locked, reopened, closed or unopened. `terms` are all counters of the period,
    `rows` those of which any figure is known. `previous` and `last_year` are None where there is no such period.
    `as_of` is the cut of a closed period, else today; `inherited`: earlier figures of units that are gone count with
    those that took over from them.
    """

    office: str
    source: Source
    state: str
    unit: UnitPlace | None
    with_units_below: bool
    terms: Sequence[Terms]
    rows: Sequence[Row]
    units: Sequence[UnitFigures]
    previous: Source | None
    last_year: Source | None
    as_of: date
    inherited: bool = False

    @property
    def values(self) -> dict[str, int]:
        """Return the figures of the period by counter."""
        return {row.terms.code: row.now.value for row in self.rows if row.now is not None}


def ratios(terms: Sequence[Terms], values: Mapping[str, int]) -> Iterator[Ratio]:
    """Yield the ratios that can be told of figures: parts and shares of their whole, and what was saved of it."""
    by_whole = related(terms)
    for whole in terms:
        if whole.code not in values:
            continue
        out_of = values[whole.code]
        there = [(one, values[one.code]) for one in by_whole.get(whole.code, ()) if one.code in values]
        for one, value in there:
            yield Ratio(SAVED if one.relation == "used" else SHARE, ((one, value),), whole, out_of)
        together: dict[str, list[tuple[Terms, int]]] = {}
        for one, value in there:
            if one.together:
                together.setdefault(one.together, []).append((one, value))
        for words, parts in together.items():
            yield Ratio(TOGETHER, tuple(parts), whole, out_of, words)


def checks(terms: Sequence[Terms], values: Mapping[str, int]) -> Iterator[Check]:
    """Yield whether parts add up, for every counter that has parts of which any was given."""
    by_whole = related(terms)
    for whole in terms:
        parts = [one for one in by_whole.get(whole.code, ()) if one.relation == "part"]
        given = tuple((one, values[one.code]) for one in parts if one.code in values)
        if given:
            unknown = tuple(one for one in parts if one.code not in values)
            yield Check(whole, values.get(whole.code), given, unknown)
