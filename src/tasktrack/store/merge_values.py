"""What a row of another office's register says here: its ids by those of ours, its codes behind the office's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tasktrack.domain.text import fold
from tasktrack.store.connect import Connection, Row
from tasktrack.store.journal import Value
from tasktrack.store.merged_books import CHANGED_IDS, MergedBook

Values = dict[str, Value]
_SUPPORT: Final = "support:"
_LONG: Final = 19  # digits with which a number may be more than SQLite keeps


class UnresolvedError(Exception):
    """A row names another that did not come: it waits for that one."""


@dataclass(frozen=True)
class Rewriter:
    """Rewrites the rows of one table; `held` gives, by table, which rows here stand for rows of theirs."""

    db: Connection
    book: MergedBook
    names: Sequence[str]
    code: str
    held: Callable[[str], Mapping[int, int]]

    def values(self, row: Row) -> Values:
        """Return the row as it will be here; raise UnresolvedError when what it must name did not come."""
        values: Values = {name: row[name] for name in self.names}
        for name in self.book.prefixed:
            values[name] = None if row[name] is None else f"{self.code}:{row[name]}"
        for column, book in self.book.names.items():
            values[column] = self._id(book, row[column])
            if values[column] is None and row[column] is not None and self._is_needed(column):
                raise UnresolvedError
        if self.book.subject:
            values["subject"] = self._id(row["subject_kind"], row["subject"])
            if values["subject"] is None:
                raise UnresolvedError
        if self.book.name == "change":
            values |= self._change_values(row)
        if self.book.folds:
            values["folded"] = fold(" ".join(str(values[name]) for name in self.book.folds if values[name]))
        if self.book.name == "unit" and row["parent"] is None:
            values["parent"] = self._own_place()
        return values

    def _change_values(self, row: Row) -> Values:
        """Write ids that stand as text in a change by those of here; a row that did not come is none."""
        held = {theirs: self._id(book, theirs) for book, theirs in ids_of_change(row)}
        text = {str(theirs): None if ours is None else str(ours) for theirs, ours in held.items()}
        if row["field"] in CHANGED_IDS:
            return {name: text.get(row[name]) for name in ("before", "after")}
        if text and row["field"]:
            (_theirs, ours), *_rest = text.items()
            if ours is None:
                raise UnresolvedError
            return {"field": f"{_SUPPORT}{ours}"}
        return {}

    def _own_place(self) -> int | None:
        """Return the unit of our own that stands for the office; what is on top there stands below it."""
        row = self.db.execute(
            "SELECT id FROM unit WHERE voided IS NULL AND upper(code) = ?", (self.code,)
        ).fetchone()
        return int(row["id"]) if row else None

    def _id(self, book: str, theirs: int | None) -> int | None:
        return None if theirs is None else self.held(book).get(theirs)

    def _is_needed(self, column: str) -> bool:
        return column in _needed(self.db, self.book.name)


def ids_of_change(row: Row) -> Iterator[tuple[str, int]]:
    """Yield the rows that a change names in words: lead and officer before and after, the unit of a part."""
    about = row["field"] or ""
    if book := CHANGED_IDS.get(about):
        yield from ((book, int(row[name])) for name in ("before", "after") if _is_id(row[name]))
    elif about.startswith(_SUPPORT) and _is_id(about.removeprefix(_SUPPORT)):
        yield "unit", int(about.removeprefix(_SUPPORT))


def _is_id(text: str | None) -> bool:
    """Tell whether a text is an id; the column takes any, from another program."""
    return text is not None and text.isascii() and text.isdecimal() and len(text) < _LONG


def _needed(db: Connection, book: str) -> frozenset[str]:
    """Return the columns of a table that may not be empty."""
    if book not in _NEEDED:
        rows = db.execute('SELECT name FROM pragma_table_info(?) WHERE "notnull"', (book,))
        _NEEDED[book] = frozenset(row["name"] for row in rows)
    return _NEEDED[book]


_NEEDED: dict[str, frozenset[str]] = {}
