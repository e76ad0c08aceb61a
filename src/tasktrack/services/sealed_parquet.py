"""Write a closing as Parquet: a folder with a file for each frozen table, for programs that read many offices."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from tasktrack.domain.sealed import SealedClosing, SealedFile, SealedHeader, SealedRow, head_line
from tasktrack.domain.sealed_rows import Column
from tasktrack.domain.sealed_tables import ABOUT, Filler, Ran, tables, variant
from tasktrack.errors import TasktrackError
from tasktrack.i18n import _
from tasktrack.intake.sealed_parquet import ENDING, HEADER, SealedFolder, refuse_without
from tasktrack.services import scheme, sealed
from tasktrack.store import sealed as store

__all__ = ["folder_of", "names", "refuse_without", "verify", "write"]

CLOSING: Final = "closing.parquet"
_GROUP: Final = 20_000  # rows that are held at once

Place = Callable[[str, Callable[[BinaryIO], None]], None]


def folder_of(header: SealedHeader) -> str:
    """Return the name of the folder for a closing: BTH-2026-10-1."""
    return f"{header.office.code}-{header.period}-{header.revision}"


def names() -> list[str]:
    """Return the names of the files in it."""
    return [CLOSING, *(_file(table.name) for table in tables(store.shapes()))]


def write(closing: SealedClosing, file: str, put: Place) -> SealedFile:
    """Let `put` take every file of a closing's folder by its name, and say what was written.

    Every row is looked at and the seal recomputed on the way: raise Invalid, naming `file`, when it does not hold.
    Rows are held in groups, whatever the size.
    """
    header, shapes = closing.header, store.shapes()
    filler = Filler(header, shapes)
    filling = _Filling(filler, file)
    passing = _Ahead(filling.noted(sealed.passing(header, closing.rows, file)))
    sizes: list[int] = []
    counts: dict[str, int] = {}
    for table in tables(shapes):
        rows = map(filling.fill, _counted(passing.of(table.book), counts))
        put(_file(table.name), partial(_write, header, table.columns, rows, sizes))
    passing.refuse_more()
    columns, about = closing_row(header)
    put(CLOSING, partial(_write, header, columns, iter((about,)), sizes))
    return SealedFile(header, counts, sum(sizes), "")


def verify(folder: Path) -> SealedFile:
    """Return what a folder holds when its seal does: the lines that the seal counts are made again from the columns.

    What stands there beside them, as the key of the order, is worked out again and compared. Raise Invalid, naming
    folder, table and row, where anything differs.
    """
    kept = SealedFolder(folder)
    header = kept.header
    columns, about = closing_row(header)
    if list(kept.rows("closing", columns)) != [about]:
        raise sealed.differs(
            header, kept.name, _("closing{ending} is not what was sealed").format(ending=ENDING)
        )
    filling, counts = _Filling(Filler(header, store.shapes()), kept.name), dict[str, int]()
    stored: deque[tuple[object, ...]] = deque()
    lines = _lines(kept, stored)
    for row in filling.noted(_counted(sealed.passing(header, lines, kept.name), counts)):
        if filling.fill(row) != stored.popleft():
            place = _("row {number} of {book}").format(number=counts[row.book], book=row.book)
            what = _("the columns beside what was sealed are not what follows from it")
            raise sealed.differs(header, kept.name, f"{place}: {what}")
    size = sum((folder / name).stat().st_size for name in names())
    return SealedFile(header, counts, size, "")


def _lines(kept: SealedFolder, stored: deque[tuple[object, ...]]) -> Iterator[SealedRow]:
    """Yield the lines that the seal counts, made of the columns; leave each row itself in `stored`."""
    shapes = store.shapes()
    with store.line_maker() as line:
        for table in tables(shapes):
            sealed_columns = slice(ABOUT, ABOUT + len(shapes[table.book].columns))
            for values in kept.rows(table.name, table.columns):
                stored.append(values)
                yield SealedRow(table.book, line(values[sealed_columns]))


def closing_row(header: SealedHeader) -> tuple[tuple[Column, ...], tuple[object, ...]]:
    """Return the columns and the one row of the table that says whose closing this is."""
    values: dict[str, object] = {
        "office": header.office.code,
        "office_name": header.office.name,
        "register": header.office.register,
        "period": header.period,
        "kind": header.kind,
        "revision": header.revision,
        "number": header.number,
        "closed_at": header.at,
        "closed_by": header.actor,
        "from_on": header.from_on,
        "cut_on": header.cut_on,
        "as_of": header.as_of,
        "settings": header.settings,
        "parts": json.dumps(header.parts, separators=(",", ":")),
        "previous_seal": header.previous,
        "seal": header.seal,
        "schema": header.schema,
    }
    columns = tuple(Column(name, type(value), optional=False) for name, value in values.items())
    return columns, tuple(values.values())


class _Ahead:
    """Rows table by table: the first row of the next one waits until it is asked for."""

    def __init__(self, rows: Iterator[SealedRow]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, book: str) -> Iterator[SealedRow]:
        """Yield the rows of a table; none when others come next."""
        while self._next is not None and self._next.book == book:
            yield self._next
            self._next = next(self._rows, None)

    def refuse_more(self) -> None:
        """See that no row is left: each table had its turn in the order in which they come."""
        if self._next is not None:
            raise AssertionError(self._next.book)


class _Filling:
    """Fills the tables of one closing; a row of another's that leads nowhere is named in words."""

    def __init__(self, filler: Filler, file: str) -> None:
        self.filler = filler
        self.file = file

    def fill(self, row: SealedRow) -> tuple[object, ...]:
        """Return the row of a table for a frozen one; raise Invalid when it names what is not there."""
        try:
            return self.filler.fill(row)
        except KeyError as fault:
            what = _("a row of {book} names what is not there").format(book=row.book)
            raise sealed.differs(self.filler.header, self.file, what) from fault

    def noted(self, rows: Iterable[SealedRow]) -> Iterator[SealedRow]:
        """Pass rows on; note every scheme for those that name it, raise Invalid for one that cannot be read."""
        for row in rows:
            if row.book == "closing_scheme":
                try:
                    ran = _ran(self.filler, row)
                except (KeyError, TypeError, AttributeError, ValueError, TasktrackError) as fault:
                    what = _("its scheme cannot be read")
                    raise sealed.differs(self.filler.header, self.file, what) from fault
                self.filler.ran[ran.scheme.code] = ran
            yield row


def _ran(filler: Filler, row: SealedRow) -> Ran:
    columns = (column.name for column in filler.shapes[row.book].columns)
    kept: dict[str, Any] = dict(zip(columns, json.loads(row.line), strict=True))
    one = scheme.frozen(kept["text"])
    settings = json.loads(kept["settings"])
    given = {name: item["value"] for name, item in settings.items() if item["given"]}
    values = {name: str(item["value"]) for name, item in settings.items()}
    alike = variant(filler.header, kept["version"], kept["text"], values)
    return Ran(one, one.with_settings(given)[0], kept["version"], alike)


def _counted(rows: Iterable[SealedRow], counts: dict[str, int]) -> Iterator[SealedRow]:
    for row in rows:
        counts[row.book] = counts.get(row.book, 0) + 1
        yield row


def _write(
    header: SealedHeader,
    columns: Sequence[Column],
    rows: Iterator[tuple[object, ...]],
    sizes: list[int],
    stream: BinaryIO,
) -> None:
    """Write one file; the header of the closing lies beside its columns."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {str: pa.string(), int: pa.int64()}
    schema = pa.schema([pa.field(one.name, types[one.type], one.optional) for one in columns])
    with parquet.ParquetWriter(stream, schema, compression="zstd", version="2.6") as writer:
        while group := list(islice(rows, _GROUP)):
            arrays = [
                pa.array(values, field.type)
                for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
        writer.add_key_value_metadata({HEADER: head_line(header).encode()})
    sizes.append(stream.tell())


def _file(name: str) -> str:
    return f"{name}{ENDING}"
