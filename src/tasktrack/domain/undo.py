"""Taking a journal entry back: what it will do, what stands in the way, and what was done."""

from typing import NamedTuple

from tasktrack.domain.history import BookCount, HistoryEntry, RowChange, RowName


class Hold(NamedTuple):
    """A row of the entry, the row that stands in the way, and the entry that wrote or took back that one."""

    row: RowName
    other: RowName
    entry: int


class Undoing(NamedTuple):
    """What taking an entry back does: counts by book, and the first rows of each kind by name.

    `taken_back` are rows that the entry inserted, `set_back` those that it changed, `restored` those that it
    had taken back. `changes` say what rows hold now (before) and what they get back (after). `number` is the
    entry under which it was done, None while it was not.
    """

    undone: HistoryEntry
    taken_back: tuple[BookCount, ...]
    set_back: tuple[BookCount, ...]
    restored: tuple[BookCount, ...]
    rows: tuple[RowName, ...]
    rows_restored: tuple[RowName, ...]
    changes: tuple[RowChange, ...]
    number: int | None = None
