"""A form as it is drawn: cells that are given and cells to be filled in, and what these take.

It is no report: a person fills it in and sends it back. Its one renderer writes a spreadsheet.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

FormCell = str | int | Fraction | date | None
Shown = Literal["text", "long", "day", "number", "choice"]


class Rule(NamedTuple):
    """What a cell takes: a day, a number or one of a list, and what is said at it.

    `choices` are listed; `up_to` names the column whose number is the most in each row. A `text` takes anything.
    """

    takes: Literal["text", "day", "number", "choice"]
    title: str
    message: str
    least: int | date = 0
    most: int | date | None = None
    choices: tuple[str, ...] = ()
    up_to: str = ""


class FormColumn(NamedTuple):
    """One column: its heading, its width in letters, how its cells are shown, and what those to be filled in take."""

    key: str
    heading: str
    width: int
    shown: Shown
    rule: Rule | None = None


class FormLine(NamedTuple):
    """One row: its cells, and which of them are to be filled in."""

    cells: tuple[FormCell, ...]
    open: frozenset[str]


class DayCell(NamedTuple):
    """The cell above the table whose day holds for every row; row and column count from 1."""

    label: str
    row: int
    column: int
    rule: Rule


class FormSheet(NamedTuple):
    """A form whole. The heading row stands in `head_row`, counted from 1; `frozen` columns stay in sight.

    Each row is at least `room` lines high, so that there is place to write.

    `top` are the lines above the table, the second of them its title. `hidden` are lines of cells that the form
    carries for its way back. `footer` stands below each printed page, beside `page`: its number and the number of all.
    """

    language: str
    sheet: str
    top: tuple[str, ...]
    note: str
    day: DayCell | None
    head_row: int
    columns: tuple[FormColumn, ...]
    frozen: int
    room: int
    lines: Sequence[FormLine]
    guidance_sheet: str
    guidance_title: str
    guidance: Sequence[str]
    hidden: Iterable[tuple[str, ...]]
    footer: str
    page: str
