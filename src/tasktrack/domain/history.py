"""Entries of the journal, as people and programs read them."""

from collections.abc import Mapping
from typing import NamedTuple


class BookCount(NamedTuple):
    """How many rows an entry inserted into a book."""

    book: str
    rows: int


class RowChange(NamedTuple):
    """A row that an entry changed: the columns that differ, before and after."""

    book: str
    id: int
    before: Mapping[str, str | int | None]
    after: Mapping[str, str | int | None]


class HistoryEntry(NamedTuple):
    """One journal entry: `at` is the machine's moment in UTC, `today` the day the command took as today."""

    seq: int
    at: str
    today: str
    actor: str
    command: str
    reason: str | None
    task: str | None
    undoes: int | None
    prev: str
    hash: str
    foreign: bool
    inserted: tuple[BookCount, ...]
    changed: tuple[RowChange, ...]
