"""Closings as they leave a register, and what the rows of others' closings must hold."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Final

from tasktrack.domain.sealed_rows import Column, Shape
from tasktrack.store import connect, migrations, seal
from tasktrack.store.connect import Connection, Row

__all__ = ["PageDigests", "Row", "closings", "line_maker", "pages", "register_id", "rows", "shapes"]

# (table, number) -> (rows, SHA-256)
PageDigests = Mapping[tuple[str, int], tuple[int, str]]

_CLOSINGS: Final = """
  SELECT c.*, p.key, p.kind FROM closing c JOIN period p ON p.id = c.period"""
_TYPES: Final = {"TEXT": str, "INTEGER": int}


def register_id(db: Connection) -> str:
    """Return the hash of the first journal entry, which no other register has."""
    row = db.execute("SELECT hash FROM journal WHERE seq = 1").fetchone()
    return str(row[0]) if row and row[0] else ""


def closings(db: Connection) -> list[Row]:
    """Return all closings with key and kind of their periods, in the order in which their seals chain."""
    return db.execute(f"{_CLOSINGS} ORDER BY c.number").fetchall()


def rows(db: Connection, period: int, revision: int, book: str) -> Iterator[Row]:
    """Yield line and digest of every row that a closing froze in a table, in the order of its key."""
    yield from db.execute(
        f"SELECT {seal.line_sql(db, book)} AS line, digest FROM {book} WHERE period = ? AND revision = ?"
        f" ORDER BY {', '.join(seal.FROZEN_BOOKS[book])}",
        (period, revision),
    )


def pages(db: Connection, period: int, revision: int) -> PageDigests:
    """Return rows and SHA-256 of every page that a closing recorded, by table and number."""
    found = db.execute(
        "SELECT book, page, rows, sha256 FROM frozen_page WHERE period = ? AND revision = ?",
        (period, revision),
    )
    return {(row["book"], row["page"]): (row["rows"], row["sha256"]) for row in found}


@contextlib.contextmanager
def line_maker() -> Iterator[Callable[[Sequence[object]], str]]:
    """Return what makes a line of the values of a row, as SQLite wrote the line that was sealed."""
    db = connect.connect_to_memory()
    try:
        yield partial(_line, db)
    finally:
        db.close()


def _line(db: Connection, values: Sequence[object]) -> str:
    marks = ", ".join("?" * len(values))
    return str(db.execute(f"SELECT json_array({marks})", tuple(values)).fetchone()[0])


@cache
def shapes() -> Mapping[str, Shape]:
    """Return what the lines of each frozen table hold, tables in the order in which the seal has them."""
    db = connect.connect_to_memory()
    try:
        for book in seal.FROZEN_BOOKS:
            db.execute(migrations.expected()[0]["table", book])
        return {book: _shape(db, book) for book in seal.FROZEN_BOOKS}
    finally:
        db.close()


def _shape(db: Connection, book: str) -> Shape:
    about = db.execute(
        "SELECT name, type, \"notnull\" AS needed FROM pragma_table_info(?) WHERE name <> 'digest'", (book,)
    )
    columns = tuple(Column(row["name"], _TYPES[row["type"]], not row["needed"]) for row in about)
    names = [column.name for column in columns]
    return Shape(columns, tuple(names.index(name) for name in seal.FROZEN_BOOKS[book]))
