"""Counters: named numbers of units in periods, as documents in, receptions, petitions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from tasktrack.domain.labels import Label
from tasktrack.domain.roll import UnitPlace

Relation = Literal["part", "share", "used"]
OVER: Final = ("sum", "last")
RELATIONS: Final[tuple[Relation, ...]] = ("part", "share", "used")
SCALE: Final = 1000  # figures are whole numbers of thousandths


class Terms(NamedTuple):
    """What a counter is called and how it is read: its wordings, its unit of measure, what it is held against.

    A longer period adds up its parts (`over` is sum) or takes the last one (last). `whole` is the code of another
    counter: this one adds up to it with others (`relation` is part), is a share of it, or was used up of it. Parts
    under the same words in `together` are also added up for themselves.
    """

    code: str
    label_vi: str | None
    label_en: str | None
    measure: str | None
    over: str
    whole: str | None = None
    relation: str | None = None
    together: str | None = None

    @property
    def label(self) -> str:
        """Return its wording in the language spoken, else the only one there is."""
        return Label(tuple(self.wordings()))()

    def wordings(self) -> Iterator[tuple[str, str]]:
        """Yield its wordings, each with its language."""
        if self.label_vi:
            yield "vi", self.label_vi
        if self.label_en:
            yield "en", self.label_en


class Counter(NamedTuple):
    """A counter as the book has it; `values` are the figures given of it."""

    id: int
    terms: Terms
    values: int = 0


class Given(NamedTuple):
    """A figure as it was given: of a unit itself for a period, in thousandths; `closed` tells whether that one is."""

    id: int
    period: str
    unit: int
    unit_code: str
    unit_name: str
    counter: str
    value: int
    note: str | None
    closed: bool = False


class Figure(NamedTuple):
    """A counter of a unit in a period, in thousandths: of itself, and with the units below it.

    `own` is None where nothing was given of the unit itself. `parts` are the keys of shorter periods that it is made
    of, none where it was given for the period itself; `missing` those for which nothing was given. `ended`: a stock
    of a unit that is no longer there at the end of the period, which no total holds. `instead` is what its parts come
    to where another figure was given for the period itself.
    """

    own: int | None
    total: int
    parts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    ended: bool = False
    instead: int | None = None


class Defined(NamedTuple):
    """A counter as it stands, and as it stood before; `also` are codes that were defined because it names them."""

    after: Counter
    before: Counter | None
    also: tuple[str, ...] = ()

    @property
    def done(self) -> str:
        """Return added, changed or same."""
        if self.before is None:
            return "added"
        return "same" if self.before.terms == self.after.terms else "changed"


class FigureRow(NamedTuple):
    """A counter of a unit in a period; `note` stands beside the figure that was given."""

    period: str
    unit: UnitPlace
    terms: Terms
    figure: Figure
    note: str | None
    closed: bool


def related(terms: Iterable[Terms]) -> dict[str, list[Terms]]:
    """Return by the code of a whole the counters that are held against it, in their order."""
    found: dict[str, list[Terms]] = {}
    for one in terms:
        if one.whole:
            found.setdefault(one.whole, []).append(one)
    return found


def wholes_first(terms: Sequence[Terms]) -> list[Terms]:
    """Return counters, each behind the one that it is held against."""
    by_code = {one.code: one for one in terms}
    found: dict[str, Terms] = {}

    def take(one: Terms) -> None:
        if one.code not in found:
            if one.whole in by_code and one.whole is not None:
                take(by_code[one.whole])
            found[one.code] = one

    for one in terms:
        take(one)
    return list(found.values())


def leads_back(code: str, whole: str, wholes: Mapping[str, str | None]) -> bool:
    """Return whether a counter would be a part of itself, through others too."""
    met: set[str] = set()
    above: str | None = whole
    while above is not None and above not in met:
        if above == code:
            return True
        met.add(above)
        above = wholes.get(above)
    return False
