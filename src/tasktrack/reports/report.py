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
Drawing = Literal["bars", "stacked", "line", "heat"]


class Column(NamedTuple):
    """One column: `key` is the JSON and CSV name, `label` what people read.

    A `number` names something, as an entry's does: it is written as a command takes it, without grouping. `places`
    is how many decimals a `decimal` or `percent` cell shows, rounded half-up, once, here. `ratio` names, for a
    percentage, the columns of its part and its whole, so that a spreadsheet can show how it comes about; twice the
    same column for a share of its total.
    """

    key: str
    label: str
    kind: Kind = "text"
    places: int = 2
    ratio: tuple[str, str] | None = None


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


class Series(NamedTuple):
    """One row of figures of a chart, a value for each of its categories; None is a gap, never a nought."""

    name: str
    values: tuple[int | Fraction | None, ...]
    tone: Tone = ""


class Chart(NamedTuple):
    """Figures to be drawn: bars side by side, bars of parts, a line over time, or a heat map (a row a series).

    The same figures stand in a table of the report: formats that draw nothing leave charts out. `summary` says in
    one sentence what is to be seen, for those who cannot see it. `highest` is the end of the axis, left out: the
    greatest value; `upside_down` puts 1 on top, as for ranks.
    """

    drawn_as: Drawing
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    summary: str
    kind: Kind = "integer"
    places: int = 0
    highest: int | Fraction | None = None
    upside_down: bool = False


class Paper(NamedTuple):
    """What an administrative document says around its sections (NĐ 30/2020/NĐ-CP, Annex I).

    `parent` and `body` are the bodies of the left head. `number` is what follows "Số:" and may keep blanks, `place`
    and `day` go into the right head. `name` is the kind of document ("BÁO CÁO"), empty for a letter; `subject` is
    its summary ("V/v ..." in a letter). `opening` and `closing` are paragraphs before and after the sections.
    `signed_as` are the lines above the signature ("TM. ...", "KT. ...", title), `signed_by` the name below it.
    `countersigned_as` and `countersigned_by` are a second signature, to the left, which takes the place of the
    recipients. `landscape` turns the sections into an annex on broad pages, `inline` keeps them between the sentences
    however broad they are; both together turn the pages of the whole document where a table asks for it.
    """

    parent: str = ""
    body: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None
    name: str = ""
    subject: str = ""
    addressed_to: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signed_as: tuple[str, ...] = ()
    signed_by: str = ""
    landscape: bool = False
    countersigned_as: tuple[str, ...] = ()
    countersigned_by: str = ""
    inline: bool = False


Section = Table | Facts | Lines | Chart


class Report(NamedTuple):
    """Everything a renderer needs, in the language already chosen.

    `data` is what JSON puts under `data` (a list of rows, or one object for a `show`); `envelope` are the
    fields that stand beside it; values in both may be dates and fractions. `echo` is the one line that a
    write says on success. `total` is how many rows there are when `sections` show fewer. `paper` is what a printed
    document says around them.
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
    paper: Paper | None = None
