"""Entries of the journal, as people and programs read them."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class BookCount(NamedTuple):
    """How many rows of a book something was done to."""

    book: str
    rows: int


class RowName(NamedTuple):
    """What people call a row: its code, and its title or what it says; `on` is the day it speaks for."""

    book: str
    id: int
    code: str
    text: str
    on: date | None = None


class RowChange(NamedTuple):
    """A row that an entry changed: the columns that differ, before and after; `code` is what people call it."""

    book: str
    id: int
    before: Mapping[str, str | int | None]
    after: Mapping[str, str | int | None]
    code: str = ""


class HistoryEntry(NamedTuple):
    """One journal entry: `at` is the machine's moment in UTC, `today` the day the command took as today.

    `taken_back` are rows that it voided, `restored` rows that it made stand again, `set` those of which it
    changed columns; `changed` tells all three row by row, but for rows taken back in whole pages. `undone`
    is the command that it takes back, `undone_by` the entry that takes it back. `code` is that of the one counter or
    dossier that it is about.
    """

    seq: int
    at: str
    today: str
    actor: str
    command: str
    reason: str | None
    task: str | None
    undoes: int | None
    undone: str | None
    undone_by: int | None
    prev: str
    hash: str
    foreign: bool
    inserted: tuple[BookCount, ...]
    set: tuple[BookCount, ...]
    taken_back: tuple[BookCount, ...]
    restored: tuple[BookCount, ...]
    changed: tuple[RowChange, ...]
    code: str | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether it only tells that something was refused: what, stands as its reason."""
        wrote = self.inserted or self.set or self.taken_back or self.restored
        return not (wrote or self.foreign) and self.undoes is None and self.task is not None


class HistoryFilter(NamedTuple):
    """Which entries are wanted; what is None asks for nothing.

    `since` and `until` are the first and the last day, by the machine's moment in the office's zone; `after`
    and `before` are the moments in UTC at which they begin and end. `command` is a command's first words,
    `code` that of the task.
    """

    task: int | None = None
    code: str | None = None
    actor: str | None = None
    command: str | None = None
    book: str | None = None
    since: date | None = None
    until: date | None = None
    after: str | None = None
    before: str | None = None
    undone: bool = False
    entry: int | None = None


class EntryCard(NamedTuple):
    """One entry whole: every changed row, and the first of the rows that it entered."""

    entry: HistoryEntry
    entered: tuple[RowName, ...]
