"""Tables over closings that other offices sent: who sent what, and the units of all of them in one order."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain import breakers
from tasktrack.domain.interpreter import Value
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.rank import Entry, rank
from tasktrack.domain.ranking import Basis, RankRow, Unranked
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import Settings
from tasktrack.domain.text import sort_key


class Office(NamedTuple):
    """Another office: the code that stands before its own codes, and its name."""

    code: str
    name: str


class Received(NamedTuple):
    """A closing of another office as it was brought in; `settings` are those of its register, `at` when it closed.

    Of the closings of the same period that came in too, `earlier` are the numbers of those that it replaces, `later`
    of those that replace it.
    """

    id: int
    office: Office
    period: str
    revision: int
    number: int
    from_on: date
    cut_on: date
    as_of: date
    at: str
    actor: str
    settings: Mapping[str, str]
    parts: str
    seal: str
    previous_seal: str
    file: str
    earlier: tuple[int, ...] = ()
    later: tuple[int, ...] = ()

    def coded(self, code: str) -> str:
        """Return one of its codes as it is written here: SNV:NV12."""
        return f"{self.office.code}:{code}"


class Gap(NamedTuple):
    """An office that stands in no row of a table; `sent` are the periods, or the schemes, that it did send.

    `closings` are the numbers of its closings of the very period, where another number was asked for.
    """

    office: Office
    sent: tuple[str, ...]
    closings: tuple[int, ...] = ()


class Standing(NamedTuple):
    """A subject of a received table as its office closed it, and the lines that tie-breakers read."""

    closing: Received
    row: RankRow
    lines: Mapping[str, Value]


class NationalRow(NamedTuple):
    """A subject among those of all offices: its place there, beside `row`, as its office closed it."""

    office: Office
    row: RankRow
    rank: int | None
    tied: bool


class Difference(NamedTuple):
    """What offices did not do as most did: a setting with its value here and there, or the text of the scheme."""

    name: str
    here: str
    most: str


class Variant(NamedTuple):
    """A scheme as some offices ran it: one version, one text, the same settings. Only these are ranked together.

    `unread` are tie-breakers, in words, that ask what a closing does not keep: they part nobody here. `unranked` have
    tasks and stand in no table of their offices.
    """

    label: str
    basis: Basis
    sha256: str
    closings: tuple[Received, ...]
    differs: tuple[Difference, ...]
    rows: tuple[NationalRow, ...]
    unread: tuple[str, ...] = ()
    unranked: tuple[Unranked, ...] = ()


class NationalRanking(NamedTuple):
    """The ranked table over offices, a variant of the scheme after the other, that of most offices first.

    `left_out` are the variants that were not asked for, `missing` the offices that did not send the period,
    `unscored` those that closed it without the scheme.
    """

    key: PeriodKey
    scheme: str
    variants: tuple[Variant, ...]
    left_out: tuple[Variant, ...] = ()
    missing: tuple[Gap, ...] = ()
    unscored: tuple[Gap, ...] = ()

    @property
    def closings(self) -> tuple[Received, ...]:
        """Return the closings whose figures are shown."""
        found = (one for variant in self.variants for one in variant.closings)
        return tuple(sorted(found, key=lambda one: one.office.code))


def unread(one: Scheme) -> tuple[str, ...]:
    """Return, in words, the tie-breakers that name what is no line of a score: a fact of the subject itself."""
    kept = {*one.settings, *one.by_code, *(measure.name for measure in one.measures)}
    kept |= {name for name, _label in one.figures}
    return tuple(
        breaker.label()
        for breaker in one.tie_breakers
        if any(name.name not in kept for name in breaker.formula.names)
    )


def ranked(one: Scheme, settings: Settings, standings: Sequence[Standing]) -> tuple[NationalRow, ...]:
    """Rank the subjects of all offices inside their blocks, by exact scores and the tie-breakers of the scheme.

    Without points those that their offices classed higher stand before the others, all without a rank.
    """
    by_code = {found.row.subject.code: found for found in standings}
    order = [band.code for band in one.classes]
    entries = [
        Entry(
            code,
            found.row.subject.block or "",
            found.row.score,
            breakers.frozen(one, settings, found.lines),
            _sort_key(one, found.row, order),
        )
        for code, found in by_code.items()
    ]
    return tuple(
        NationalRow(found.closing.office, found.row, place.rank, place.tied)
        for place in rank(entries, [breaker.order for breaker in one.tie_breakers])
        for found in (by_code[place.entry.subject],)
    )


def _sort_key(one: Scheme, row: RankRow, order: Sequence[str]) -> str:
    """Order equals by name; where there are no points, by class before."""
    name = sort_key(row.subject.name)
    if not one.by_conditions:
        return name
    code = row.reached.code
    return f"{order.index(code) if code in order else len(order):03}{name}"
