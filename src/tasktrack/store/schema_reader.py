"""Read the schema back as documentation: tables and columns with the comments they carry.

Columns come from the newest schema as SQLite keeps it, so that those added by a later version are there;
the comment above a table is kept in the schema's source alone.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tasktrack.store import (
    connect,
    migrations,
    schema,
    schema_daily,
    schema_discipline,
    schema_exchange,
    schema_offices,
    schema_people,
    schema_views,
)
from tasktrack.store.guards import BOOKS

# Columns that every record book has; schema.py says what they hold.
COMMON: Final = ("id", "created", "seq", "voided")
_SOURCES: Final = (
    schema.JOURNAL,
    schema.REGISTER,
    schema_daily.BOOKS_ADDED,
    schema_people.PEOPLE_ADDED,
    schema_discipline.DISCIPLINE_ADDED,
    schema_exchange.EXCHANGE_ADDED,
    schema_offices.OFFICES_ADDED,
    schema.PERIODS,
    schema.DERIVED,
)
_TABLE: Final = re.compile(r"((?:--[^\n]*\n)*)CREATE TABLE (\w+)")
_COMMENT: Final = re.compile(r"--\s*(.*)|/\*\s*(.*?)\s*\*/")
_NEXT_ADDED: Final = re.compile(r", \w+ (?:TEXT|INTEGER)\b")
_VALUES: Final = re.compile(r" IN \(([^)]*)\)")
_TARGET: Final = re.compile(r"REFERENCES (\w+)")


class ColumnWords(NamedTuple):
    """A column: SQL type, whether it must hold a value, the table it points to, the values it takes."""

    name: str
    type: str
    required: bool
    target: str
    values: tuple[str, ...]
    about: str


class TableWords(NamedTuple):
    """A table: what it is for, its columns, and whether it is a record book with the COMMON columns."""

    name: str
    about: str
    columns: tuple[ColumnWords, ...]
    is_book: bool


def tables() -> list[TableWords]:
    """Return every table of a register, journal first, in the order in which the schema describes them."""
    sql, names = migrations.expected()
    about = {name: text for source in _SOURCES for text, name in _commented(source)}
    order = [name for name in about if name in names] + sorted(names.keys() - about.keys())
    books = {book.name for book in BOOKS}
    return [
        TableWords(
            name,
            about.get(name, ""),
            tuple(_column(sql["table", name], column) for column in names[name]),
            name in books,
        )
        for name in order
    ]


def views() -> dict[str, list[str]]:
    """Return the columns of every view that other programs read, in order."""
    db = connect.connect_to_memory()
    try:
        migrations.define(db)
        return {
            name: [row["name"] for row in db.execute("SELECT name FROM pragma_table_info(?)", (name,))]
            for name in schema_views.NAMES
        }
    finally:
        db.close()


def _commented(source: str) -> Iterator[tuple[str, str]]:
    for found in _TABLE.finditer(source):
        lines = (line.removeprefix("--").strip() for line in found[1].splitlines())
        yield " ".join(lines), found[2]


def _column(sql: str, name: str) -> ColumnWords:
    """Read one column's definition: its line, with the line after it when that only continues it."""
    found = re.search(rf"(?m)(?:^\s*|, ){name} (TEXT|INTEGER)\b(.*(?:\n\s+CHECK [^\n]*)?)", sql)
    if found is None:
        raise LookupError(name)
    rest = found[2]
    if following := _NEXT_ADDED.search(rest):
        rest = rest[: following.start()]
    comment = _COMMENT.search(rest)
    code = _COMMENT.sub("", rest)
    target, values = _TARGET.search(code), _VALUES.search(code)
    return ColumnWords(
        name,
        found[1],
        code.lstrip().startswith(("NOT NULL", "PRIMARY KEY")),
        target[1] if target else "",
        tuple(word.strip(" '") for word in values[1].split(",")) if values else (),
        (comment[1] or comment[2] or "").rstrip(",") if comment else "",
    )
