"""A sealed closing as columns: one table for each frozen one, so that other programs read many offices at once.

Every column of a frozen row stands there as it was sealed. Before them stand the office and the period's key; behind
them exact numbers as whole numerators and denominators, and in the ranked table who is meant and the key of its order.
"""

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple

from tasktrack.domain import breakers
from tasktrack.domain.interpreter import Missing, Value
from tasktrack.domain.rank_key import rank_key
from tasktrack.domain.ranking import missing_of
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_settings import Settings
from tasktrack.domain.sealed import COUNTED_BY, SealedHeader, SealedRow
from tasktrack.domain.sealed_rows import FRACTIONS, Column, Shape

_HIGHEST: Final = 2**63 - 1
_RANK: Final = "frozen_rank"


class SealedTable(NamedTuple):
    """A table of columns: its name, its frozen table, and its columns with what they hold."""

    name: str
    book: str
    columns: tuple[Column, ...]


class Ran(NamedTuple):
    """A scheme as a closing ran it; `variant` is the same wherever text, version and settings are the same."""

    scheme: Scheme
    settings: Settings
    version: int
    variant: str


def tables(shapes: Mapping[str, Shape]) -> tuple[SealedTable, ...]:
    """Return the tables, in the order in which the rows of a closing come."""
    return tuple(
        SealedTable(name_of(book), book, (*_ABOUT, *_own(shape), *_exact(shape), *_of_ranks(book)))
        for book, shape in shapes.items()
    )


def name_of(book: str) -> str:
    """Return the name of a table of columns: rank for frozen_rank, scheme for closing_scheme."""
    return book.removeprefix("frozen_").removeprefix("closing_")


_ABOUT: Final = (Column("office", str, optional=False), Column("period", str, optional=False))
ABOUT: Final = len(_ABOUT)  # columns before those that were sealed


def _own(shape: Shape) -> tuple[Column, ...]:
    """Return the columns of a frozen table; its number of the period, which means nothing elsewhere, is renamed."""
    return (shape.columns[0]._replace(name="period_id"), *shape.columns[1:])


def _exact(shape: Shape) -> tuple[Column, ...]:
    return tuple(
        Column(f"{column.name}_{part}", int, optional=True)
        for column in shape.columns
        if column.name in FRACTIONS and column.type is str
        for part in ("numerator", "denominator")
    )


def _of_ranks(book: str) -> tuple[Column, ...]:
    if book != _RANK:
        return ()
    texts = ("subject_kind", "code", "name", "block", "variant", "rank_key")
    columns = (Column(name, str, optional=name == "block") for name in texts)
    return (*columns, Column("scheme_version", int, optional=False))


class Filler:
    """Turns the rows of one closing into those of the tables, as they go by in their order."""

    def __init__(self, header: SealedHeader, shapes: Mapping[str, Shape]) -> None:
        self.header = header
        self.shapes = shapes
        self.ran: dict[str, Ran] = {}
        self._subjects: dict[tuple[object, object], tuple[object, ...]] = {}
        self._lines: dict[tuple[object, object], dict[str, Value]] = {}

    def fill(self, row: SealedRow) -> tuple[object, ...]:
        """Return a row of the table that stands for a frozen one; schemes are given with `ran` before."""
        values = json.loads(row.line)
        named = dict(zip((column.name for column in self.shapes[row.book].columns), values, strict=True))
        if row.book == "frozen_subject":
            self._subjects[named["subject_kind"], named["subject"]] = (
                named["code"],
                named["name"],
                named["block"],
            )
        elif row.book == "frozen_score":
            self._keep(named)
        about = (self.header.office.code, self.header.period)
        return (*about, *values, *_parts(named), *self._ranked(row.book, named))

    def _keep(self, named: Mapping[str, Any]) -> None:
        """Keep a line of a score that a tie-breaker reads."""
        ran = self.ran[named["scheme"]]
        if named["criterion"] in breakers.names(ran.scheme):
            value = Fraction(named["value"]) if named["value"] else missing_of(named["reason"] or "")
            lines = self._lines.setdefault((named["scheme"], named["subject"]), {})
            lines[named["criterion"]] = Missing("no-result", named["criterion"]) if value is None else value

    def _ranked(self, book: str, named: Mapping[str, Any]) -> tuple[object, ...]:
        if book != _RANK:
            return ()
        ran = self.ran[named["scheme"]]
        kind = ran.scheme.subject
        who = self._subjects[kind, named["subject"]]
        lines = self._lines.get((named["scheme"], named["subject"]), {})
        key = rank_key(
            Fraction(named["score"]) if named["score"] else None,
            breakers.frozen(ran.scheme, ran.settings, lines),
            [breaker.order for breaker in ran.scheme.tie_breakers],
        )
        return (kind, *who, ran.variant, key, ran.version)


def variant(header: SealedHeader, version: int, text: str, settings: Mapping[str, object]) -> str:
    """Return what is the same of two closings when they may be ranked together: 16 hexadecimal digits.

    Over version and text of the scheme, the value of each of its settings, and the register's that decide what counts.
    """
    kept = json.loads(header.settings)
    alike = [
        version,
        hashlib.sha256(text.encode()).hexdigest(),
        sorted(settings.items()),
        [kept.get(name, "") for name in COUNTED_BY],
    ]
    return hashlib.sha256(json.dumps(alike, separators=(",", ":")).encode()).hexdigest()[:16]


def _parts(named: Mapping[str, object]) -> tuple[int | None, ...]:
    """Return numerator and denominator of every exact number, where both fit."""
    found: list[int | None] = []
    for name, text in named.items():
        if name in FRACTIONS and (text is None or isinstance(text, str)):
            value = None if text is None else Fraction(text)
            fits = value is not None and abs(value.numerator) <= _HIGHEST and value.denominator <= _HIGHEST
            found += [value.numerator, value.denominator] if value is not None and fits else [None, None]
    return tuple(found)
