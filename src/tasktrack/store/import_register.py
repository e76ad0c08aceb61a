"""Build the file of a register from the lines of an export: whole and checked, or not at all.

The rows go into tables without guards, for these know of one open journal entry alone; guards and views are made
behind them, and the journal and the seals say whether the rows are what was written.
"""

from collections.abc import Callable, Iterable
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Final

from tasktrack.domain.exchange import Line
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.store import connect, migrations, now, setting
from tasktrack.store.export import DERIVED

__all__ = ["Line", "build"]

# What to say of a line that is refused: number of the line, what is wrong.
Refusal = Callable[[int, str], Invalid]
_CHUNK: Final = 1000
_TYPES: Final = {"TEXT": str, "INTEGER": int}


def build(path: Path, schema: int, lines: Iterable[Line], refusal: Refusal) -> None:
    """Fill an empty file with rows of a schema, this one or an older one, and derive what is derived.

    Raise Invalid for a table, column or value that is none of the schema's, for a row that breaks a rule of its
    table or names one that is not there.
    """

    def fill(db: connect.Connection) -> None:
        tables = _Tables(db, refusal)
        for table, rows in groupby(lines, key=attrgetter("table")):
            while chunk := list(islice(rows, _CHUNK)):
                tables.insert(table, chunk)
        _refuse_strays(db)

    migrations.build(path, schema, fill)
    db = connect.connect_new(path)
    try:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN IMMEDIATE")
        now.rebuild(db, done_needs_review=setting.read(db).yes("done_needs_review"))
        db.execute("COMMIT")
    finally:
        db.close()


class _Tables:
    """The tables that take rows in; what a row must look like is worked out once for each set of columns."""

    def __init__(self, db: connect.Connection, refusal: Refusal) -> None:
        self.db = db
        self.refusal = refusal
        self.columns = {name: held for name, held in migrations.columns_of(db).items() if name not in DERIVED}
        self._shapes: dict[tuple[str, tuple[str, ...]], list[type]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._last: dict[str, tuple[object, ...]] = {}

    def insert(self, table: str, lines: list[Line]) -> None:
        """Insert rows of one table; name the line of one that is refused."""
        for one in lines:
            self._check(one)
            self._follow(one)
        names = self.columns[table]
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        before = self.db.total_changes
        try:
            self.db.executemany(statement, [[one.values.get(name) for name in names] for one in lines])
        except (connect.RowRefused, OverflowError, UnicodeEncodeError) as fault:
            # Those before it went in.
            raise self.refusal(lines[self.db.total_changes - before].number, f"{table}: {fault}") from fault

    def _check(self, one: Line) -> None:
        shape = (one.table, tuple(one.values))
        if shape not in self._shapes:
            self._shapes[shape] = self._types(one)
        if list(map(type, one.values.values())) != self._shapes[shape]:
            raise self._wrong_value(one)

    def _follow(self, one: Line) -> None:
        """Raise Invalid for a row that stands behind one of a later key: an export has one order only."""
        if one.table not in self._keys:
            keys = self.db.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (one.table,))
            self._keys[one.table] = tuple(name for (name,) in keys)
        key = tuple(one.values[name] for name in self._keys[one.table])
        if key < self._last.get(one.table, key):  # of the same types
            raise self.refusal(
                one.number, _("the rows of {table} are not in the order of its key").format(table=one.table)
            )
        self._last[one.table] = key

    def _types(self, one: Line) -> list[type]:
        """Return what the columns of a row hold; raise Invalid for those that are not there, and for a lacking key."""
        if one.table not in self.columns:
            raise self.refusal(one.number, _("there is no table {table}").format(table=one.table))
        about = self.db.execute("SELECT name, type, pk FROM pragma_table_info(?)", (one.table,)).fetchall()
        types = {row["name"]: _TYPES[row["type"]] for row in about}
        for name in one.values:
            if name not in types:
                raise self.refusal(
                    one.number, _("{table} has no column {column}").format(table=one.table, column=name)
                )
        for row in about:
            if row["pk"] and row["name"] not in one.values:
                raise self._wrong(one, row["name"])
        return [types[name] for name in one.values]

    def _wrong_value(self, one: Line) -> Invalid:
        types = self._shapes[one.table, tuple(one.values)]
        pairs = zip(one.values.items(), types, strict=True)
        return self._wrong(one, next(name for (name, value), wanted in pairs if type(value) is not wanted))

    def _wrong(self, one: Line, column: str) -> Invalid:
        said = _("{column} of {table} does not hold what such a column holds")
        return self.refusal(one.number, said.format(column=column, table=one.table))


def _refuse_strays(db: connect.Connection) -> None:
    row = db.execute("PRAGMA foreign_key_check").fetchone()
    if row is None:
        return
    named = f"{row['table']} {row['rowid'] or ''}".strip()
    raise Invalid(
        _("{row} names a row of {table} that is not there.").format(row=named, table=row["parent"]),
        _("Take the file as it was written, or export the register again."),
        code="export-damaged",
    )
