"""Changing rows that are there, many at a time: an import brings a million of them."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasktrack.store.journal import Entry, Value


class RowChange(NamedTuple):
    """A row, the entry that wrote it last, and its values before and after, in the order of the columns."""

    id: int
    seq: int
    before: Sequence[Value]
    after: Sequence[Value]


def change_many(entry: Entry, book: str, columns: Sequence[str], changes: Sequence[RowChange]) -> None:
    """Give rows of a book the values that changed, and tell the journal, without keeping them in memory.

    No row may have been written by this entry before, nor be written by it again.
    """
    if not changes:
        return
    if entry.copies:
        entry.copies.refuse_updates(book, [one.id for one in changes])
    sets = ", ".join(f"{name} = ?" for name in columns)
    entry.db.executemany(
        f"UPDATE {book} SET {sets}, seq = ? WHERE id = ?",
        ((*one.after, entry.seq, one.id) for one in changes),
    )
    entry.db.executemany(
        "INSERT INTO journal_row (seq, book, id, before, after) VALUES (?, ?, ?, ?, ?)",
        ((entry.seq, book, one.id, *_told(entry, columns, one)) for one in changes),
    )
    entry.keep()


def _told(entry: Entry, columns: Sequence[str], one: RowChange) -> Iterator[str]:
    differing = [place for place, value in enumerate(one.before) if value != one.after[place]]
    for values, seq in ((one.before, one.seq), (one.after, entry.seq)):
        told = {columns[place]: values[place] for place in differing}
        yield _dumps({**told, "seq": seq})


_dumps = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
