"""The figures of counters told: beside earlier periods, as ratios, and whether parts add up to their whole."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tasktrack.domain.counter import SCALE, Given, Terms, related
from tasktrack.domain.counter_coverage import Gap, Had, Side, gaps
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.ratio import percent
from tasktrack.domain.roll import UnitPlace

SHARE, TOGETHER, SAVED = "share", "together", "saved"
_NOTHING: Mapping[str, Sequence[str]] = {}


class Told(NamedTuple):
    """A figure of whom a report is about, in thousandths, with what each unit had of it.

    `parts` are the shorter periods that it is made of, `missing` those for which nothing was given.
    """

    value: int
    had: tuple[Had, ...]
    parts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Row(NamedTuple):
    """A counter: its figure now, in the period before and in the same one of the year before.

    The gaps are what one of two figures lacks of what the other one covers: no change is told then.
    """

    terms: Terms
    now: Told | None
    previous: Told | None
    last_year: Told | None
    previous_gaps: tuple[Gap, ...] = ()
    last_year_gaps: tuple[Gap, ...] = ()

    def compared(self, name: str) -> tuple[Told | None, tuple[Gap, ...]]:
        """Return the figure of the `previous` period or that of `last_year`, with what does not cover the same."""
        if name == "previous":
            return self.previous, self.previous_gaps
        return self.last_year, self.last_year_gaps


class Change(NamedTuple):
    """A figure beside an earlier one: the difference, and that as a percentage of the earlier one."""

    difference: Fraction | None
    percent: Fraction | None


def change(row: Row, name: str) -> Change:
    """Return how a figure changed since the `previous` period or `last_year`.

    Nothing where one side is not known or both do not cover the same; no percentage of zero.
    """
    now, (then, lacking) = row.now, row.compared(name)
    if now is None or then is None or lacking:
        return Change(None, None)
    return Change(Fraction(now.value - then.value, SCALE), percent(now.value - then.value, then.value))


class Ratio(NamedTuple):
    """A ratio with its named denominator: `parts` over `whole`; for time saved what is left of the whole.

    `words` name parts that are added up together; `gaps` are what one figure lacks of what the others cover, `unknown`
    parts of which nothing was given. `percent` is None then, and where there is nothing to divide by.
    """

    kind: str
    parts: tuple[tuple[Terms, int], ...]
    whole: Terms
    out_of: int
    words: str = ""
    gaps: tuple[Gap, ...] = ()
    unknown: tuple[Terms, ...] = ()

    @property
    def part(self) -> int:
        """Return what stands above the line, in thousandths."""
        return sum(value for _terms, value in self.parts)

    @property
    def percent(self) -> Fraction | None:
        """Return it as a percentage."""
        if self.gaps or self.unknown:
            return None
        above = self.out_of - self.part if self.kind == SAVED else self.part
        return percent(above, self.out_of)


class Check(NamedTuple):
    """Whether the parts of a counter add up to it; `unknown` are parts of which nothing was given.

    `gaps` are what one figure lacks of what the others cover.
    """

    whole: Terms
    total: int | None
    parts: tuple[tuple[Terms, int], ...]
    unknown: tuple[Terms, ...]
    gaps: tuple[Gap, ...] = ()

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
    """A period that is told: `revision` is the closing that is read, None where the books are.

    `to_come` are its months that have not begun, counted from its first one.
    """

    key: PeriodKey
    revision: int | None
    seal: str | None = None
    to_come: frozenset[int] = frozenset()


class Beside(NamedTuple):
    """A figure given for a period itself where its parts come to another one, both in thousandths."""

    terms: Terms
    unit: str
    given: int
    parts: int


class Put(NamedTuple):
    """A figure as it stands, or stood until it was taken out, and the one `before`; `done` is what was done.

    That is added, changed, same or removed. `kept_note`: the note of the figure before stays beside another figure.
    `apart` are periods for which a figure is given where their parts come to another one.
    """

    given: Given
    done: str
    before: Given | None
    kept_note: bool = False
    apart: tuple[tuple[PeriodKey, Beside], ...] = ()


class CountersReport(NamedTuple):
    """The figures of an office, of a unit itself, or of a unit with all below it.

    `state` is that of the period: open, locked, reopened, closed or unopened. `terms` are all counters of the period,
    `rows` those of which any figure is known. `previous` and `last_year` are None where there is no such period.
    `as_of` is the cut of a closed period, else today; `inherited`: earlier figures of units that are gone count with
    those that took over from them; `joined` are units that ended within the period and count with who took over from
    them. `gone` are units by counter whose stock does not count, for they were no longer there at the end.
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
    joined: Sequence[str] = ()
    gone: Mapping[str, Sequence[str]] = _NOTHING

    @property
    def values(self) -> dict[str, int]:
        """Return the figures of the period by counter."""
        return {row.terms.code: row.now.value for row in self.rows if row.now is not None}

    @property
    def beside(self) -> list[Beside]:
        """Return the figures that were given for the period where its parts come to others."""
        return [
            Beside(row.terms, one.unit, one.value, one.instead)
            for row in self.rows
            if row.now is not None
            for one in row.now.had
            if one.instead is not None
        ]

    def gaps(self, among: Sequence[Terms]) -> tuple[Gap, ...]:
        """Return what the first of some figures lacks of what the others cover, and they of it."""
        told = {row.terms.code: row.now for row in self.rows if row.now is not None}
        sides = [self._side(one, told[one.code]) for one in among if one.code in told]
        found = (gaps(sides[0], other) for other in sides[1:])
        return tuple(dict.fromkeys(gap for some in found for gap in some))

    def _side(self, terms: Terms, told: Told) -> Side:
        there = {one.body for row in self.rows if row.now for one in row.now.had}
        return Side(
            terms, self.source.key, told.had, there - {*self.gone.get(terms.code, ())}, self.source.to_come
        )


def ratios(told: CountersReport) -> Iterator[Ratio]:
    """Yield the ratios that can be told of figures: parts and shares of their whole, and what was saved of it."""
    by_whole, values = related(told.terms), told.values
    for whole in told.terms:
        if whole.code not in values:
            continue
        out_of = values[whole.code]
        there = [(one, values[one.code]) for one in by_whole.get(whole.code, ()) if one.code in values]
        for one, value in there:
            kind = SAVED if one.relation == "used" else SHARE
            yield Ratio(kind, ((one, value),), whole, out_of, gaps=told.gaps((whole, one)))
        together: dict[str, list[tuple[Terms, int]]] = {}
        for one, value in there:
            if one.together:
                together.setdefault(one.together, []).append((one, value))
        for words, parts in together.items():
            unknown = tuple(
                one for one in by_whole[whole.code] if one.together == words and one.code not in values
            )
            covered = told.gaps((whole, *(one for one, _value in parts)))
            yield Ratio(TOGETHER, tuple(parts), whole, out_of, words, covered, unknown)


def checks(told: CountersReport) -> Iterator[Check]:
    """Yield whether parts add up, for every counter that has parts of which any was given."""
    by_whole, values = related(told.terms), told.values
    for whole in told.terms:
        parts = [one for one in by_whole.get(whole.code, ()) if one.relation == "part"]
        given = tuple((one, values[one.code]) for one in parts if one.code in values)
        if given:
            unknown = tuple(one for one in parts if one.code not in values)
            covered = told.gaps((whole, *(one for one, _value in given)))
            yield Check(whole, values.get(whole.code), given, unknown, covered)
