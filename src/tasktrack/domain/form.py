"""Forms: spreadsheets that go out to units to be filled in, and come back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.text import clean, nfc

KINDS: Final = ("progress", "key-tasks", "products", "marks")
LONGEST: Final = 30_000  # letters of a cell; a spreadsheet holds 32,767

Value = str | int | Fraction | date | None
Takes = Literal["text", "long", "day", "due", "percent", "number", "choice"]


class Column(NamedTuple):
    """One column of a form; `key` is the name that the imports know what is filled in by."""

    key: str
    takes: Takes = "text"
    fill: bool = False


_GIVEN: Final = (Column("no", "number"), Column("code"))
LAYOUTS: Final[Mapping[str, tuple[Column, ...]]] = {
    "progress": (
        *_GIVEN,
        Column("title", "long"),
        Column("document"),
        Column("due_on", "day"),
        Column("status"),
        Column("percent_now", "percent"),
        Column("last_on", "day"),
        Column("on", "day", fill=True),
        Column("percent", "percent", fill=True),
        Column("quantity", "number", fill=True),
        Column("done", "day", fill=True),
        Column("result", "long", fill=True),
        Column("obstacle", "long", fill=True),
        Column("proposal", "long", fill=True),
        Column("next_step", "long", fill=True),
        Column("cause", "choice", fill=True),
        Column("evidence", fill=True),
    ),
    "key-tasks": (
        Column("no", "number"),
        Column("title", "long", fill=True),
        Column("target", "number", fill=True),
        Column("measure", fill=True),
        Column("baseline", "number", fill=True),
        Column("due_on", "due", fill=True),
        Column("document", fill=True),
    ),
    "products": (
        *_GIVEN,
        Column("officer", "choice", fill=True),
        Column("product", "choice", fill=True),
        Column("title", "long"),
        Column("kind", "choice", fill=True),
        Column("coefficient", "number"),
        Column("assigned", "number", fill=True),
        Column("due_on", "day", fill=True),
        Column("done_before", "number"),
        Column("quantity", "number", fill=True),
        Column("done", "day", fill=True),
        Column("result", "long", fill=True),
    ),
    "marks": (
        Column("no", "number"),
        Column("scheme"),
        Column("subject"),
        Column("name"),
        Column("criterion"),
        Column("label", "long"),
        Column("max", "number"),
        Column("self_points", "number", fill=True),
        Column("points", "number", fill=True),
        Column("reason", "long", fill=True),
        Column("evidence", fill=True),
    ),
}
# The heading row of every form and, where one day holds for all rows, the cell for it: (row, column), from 1.
HEAD_ROW: Final = 8
DAY_CELL: Final = (6, 4)
WITH_DAY: Final = ("progress", "products")


class Choice(NamedTuple):
    """One entry of a list to choose from: what it means, and what people read and pick."""

    code: str
    text: str


class FormRow(NamedTuple):
    """A row as it goes out; `open` are the columns to be filled in. `key` names it in any language."""

    key: str
    values: Mapping[str, Value]
    open: tuple[str, ...]


class Form(NamedTuple):
    """One form for one unit. `first` and `last` are the days that its entries may speak for.

    `begun` is the earliest day on which work of it can be finished. `language` is the one that its words are in.
    """

    register: str
    number: str
    kind: str
    period: str
    revision: int
    unit: str
    unit_name: str
    office: str
    made_on: date
    return_by: date
    first: date
    last: date
    begun: date
    language: str
    sheet: str
    headings: tuple[str, ...]
    rows: Sequence[FormRow]
    choices: Mapping[str, tuple[Choice, ...]]

    @property
    def columns(self) -> tuple[Column, ...]:
        return LAYOUTS[self.kind]

    @property
    def filled_in(self) -> int:
        """Return how many rows speak of something already; the others are blank."""
        return sum(not row.key.startswith("#") for row in self.rows)


class FormRecord(NamedTuple):
    """A form as the book has it: what was sent, and what came back last."""

    id: int
    number: str
    kind: str
    period: str
    revision: int
    unit_id: int
    unit: str
    unit_name: str
    made_on: date
    rows: int
    sha256: str
    received_on: date | None = None
    received_sha256: str | None = None
    taken: int | None = None


class Contact(NamedTuple):
    """Whom to ask in a unit, and by which telephone or mail."""

    name: str
    contact: str | None


class NotSent(NamedTuple):
    """A unit that was sent a form and has not sent it back."""

    record: FormRecord
    who: Contact | None


class CellFault(NamedTuple):
    """What is wrong in one cell of a file; `cell` is empty where it is the whole file."""

    file: str
    sheet: str
    cell: str
    column: str
    value: str
    message: str
    remedy: str


class Said(NamedTuple):
    """What one file says in one cell, or of one row."""

    file: str
    cell: str
    text: str


class Conflict(NamedTuple):
    """Two files that say different things of the same row, side by side."""

    what: str
    column: str
    one: Said
    other: Said


State = Literal["taken", "same", "refused"]


class Outcome(NamedTuple):
    """What became of one file. `added`, `changed` and `same` count rows; `same_as` says with what it is the same."""

    file: str
    state: State
    record: FormRecord | None = None
    added: int = 0
    changed: int = 0
    same: int = 0
    same_as: str = ""
    faults: tuple[CellFault, ...] = ()
    warnings: tuple[str, ...] = ()
    code: str = ""


class Imported(NamedTuple):
    """What an import did with each file, what contradicts itself, who is missing, and files passed over."""

    outcomes: Sequence[Outcome]
    conflicts: Sequence[Conflict]
    not_sent: Sequence[NotSent]
    passed_over: Sequence[str]
    periods: tuple[str, ...] = ()

    def how_many(self, state: State) -> int:
        """Return how many files ended so."""
        return sum(one.state == state for one in self.outcomes)

    @property
    def is_refused(self) -> bool:
        """Whether no file was taken, nor was known already."""
        return self.how_many("refused") == len(self.outcomes)


class Exported(NamedTuple):
    """The forms that were made, the names of their files, and the units for which there was nothing to fill in."""

    kind: str
    period: str
    return_by: date
    records: Sequence[FormRecord]
    files: Sequence[str]
    without: Sequence[str]


class Listed(NamedTuple):
    """Forms of the book, and who has not sent theirs back."""

    records: Sequence[FormRecord]
    not_sent: Sequence[NotSent]
    period: str | None


def plain(value: object) -> str:
    """Return a value of a cell as it is compared and sealed: no language, no format, no stray blanks."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction):
        return decimal_text(value, 6, trim=True)
    # Once more NFC: letter and accent may have stood apart by a character that is gone.
    return " ".join(nfc(clean(nfc(str(value)))).split())


def cut(text: str | None) -> str | None:
    """Return a text as a cell can hold it."""
    return text if text is None or len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def latest(records: Sequence[FormRecord]) -> Iterator[FormRecord]:
    """Yield of each unit, kind and period the form that was sent last."""
    newest: dict[tuple[str, str, int], FormRecord] = {}
    for one in sorted(records, key=lambda form: form.id):
        newest[one.kind, one.period, one.unit_id] = one
    yield from newest.values()


def missing(records: Sequence[FormRecord]) -> list[FormRecord]:
    """Return the forms that stay out: of each unit the one that was sent last, until it comes back.

    An older one of the same revision that comes back on a later day stands for it.
    """
    days: dict[tuple[str, str, int, int], date] = {}
    for one in records:
        if one.received_on is not None:
            days[_asked(one)] = max(days.get(_asked(one), one.received_on), one.received_on)
    return [
        one
        for one in latest(records)
        if one.received_on is None and days.get(_asked(one), one.made_on) <= one.made_on
    ]


def _asked(one: FormRecord) -> tuple[str, str, int, int]:
    return one.kind, one.period, one.revision, one.unit_id
