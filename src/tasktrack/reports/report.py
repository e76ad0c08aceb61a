"""The Report: the one shape between computing and showing.

Cells keep their type (a day, a whole number, an exact fraction), so that each format can write it in its
own way: `1.160,5` on a Vietnamese screen, `1160.5` in JSON.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

Cell = str | int | Fraction | date | bool | None
_NOTHING: Mapping[str, object] = {}
Kind = Literal["text", "code", "integer", "number", "decimal", "percent", "date"]
Tone = Literal["", "good", "warn", "bad", "muted"]


class Column(NamedTuple):
    """One column: `key` is the JSON and CSV name, `label` what people read.

    A `number` names something, as an entry's does: it is written as a command takes it, without grouping. `places`
    is how many decimals a `decimal` or `percent` cell shows, rounded half-up, once, here.
    """

    key: str
    label: str
    kind: Kind = "text"
    places: int = 2


class Table(NamedTuple):
    """Rows under columns; `tones`, when given, has one tone a row. `total` is a last row set apart."""

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    title: str = ""
    tones: Sequence[Tone] = ()
    total: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()


class Fact(NamedTuple):
    """One labelled value of a card."""

    label: str
    value: Cell
    kind: Kind = "text"
    places: int = 2
    tone: Tone = ""


class Facts(NamedTuple):
    """A card: label and value, one a line."""

    pairs: tuple[Fact, ...]
    title: str = ""


class Lines(NamedTuple):
    """Plain sentences: formulas with their numbers, check lines, remarks."""

    lines: tuple[str, ...]
    title: str = ""


Section = Table | Facts | Lines


class Report(NamedTuple):
    """Everything a renderer needs, in the language already chosen.

    `data` is what JSON puts under `data` (a list of rows, or one object for a `show`); `envelope` are the
    fields that stand beside it; values in both may be dates and fractions. `echo` is the one line that a
    write says on success. `total` is how many rows there are when `sections` show fewer.
    """

    command: str
    data: Sequence[Mapping[str, object]] | Mapping[str, object]
    title: str = ""
    sections: tuple[Section, ...] = ()
    as_of: date | None = None
    envelope: Mapping[str, object] = _NOTHING
    language: str = "vi"
    empty: str = ""
    total: int | None = None
