"""Write a closing as Parquet: a folder with a file for each frozen table, for programs that read many offices."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, BinaryIO, Final

from tasktrack.domain.sealed import Pages, SealedClosing, SealedFile, SealedHeader, SealedRow, head_line
from tasktrack.domain.sealed_rows import Column
from tasktrack.domain.sealed_tables import Filler, Ran, tables, variant
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.services import scheme, sealed
from tasktrack.store import sealed as store

CLOSING: Final = "closing.parquet"
HEADER: Final = b"tasktrack.header"
PAGES: Final = b"tasktrack.pages"
_GROUP: Final = 20_000  # rows that are held at once

Place = Callable[[str, Callable[[BinaryIO], None]], None]


def refuse_without() -> None:
    """Raise UsageFault where the library that writes Parquet is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as fault:
        raise UsageFault(
            _("Parquet is written with pyarrow, which is not installed."),
            _("Install it with: pip install 'tasktrack[parquet]'"),
            code="no-pyarrow",
        ) from fault


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
    passing = _Ahead(_noted(sealed.passing(header, closing.rows, file), filler))
    sizes: list[int] = []
    counts: dict[str, int] = {}
    for table in tables(shapes):
        pages = Pages()
        rows = (filler.fill(row) for row in _paged(passing.of(table.book), pages))
        put(_file(table.name), partial(_write, header, table.columns, rows, pages, sizes))
        counts |= pages.rows
    passing.refuse_more()
    columns, about = closing_row(header)
    put(CLOSING, partial(_write, header, columns, iter((about,)), Pages(), sizes))
    return SealedFile(header, counts, sum(sizes), "")


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


def _noted(rows: Iterable[SealedRow], filler: Filler) -> Iterator[SealedRow]:
    """Pass rows on; note every scheme for those that name it."""
    for row in rows:
        if row.book == "closing_scheme":
            ran = _ran(filler, row)
            filler.ran[ran.scheme.code] = ran
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


def _paged(rows: Iterable[SealedRow], pages: Pages) -> Iterator[SealedRow]:
    for row in rows:
        pages.add(row)
        yield row
    pages.end()


def _write(
    header: SealedHeader,
    columns: Sequence[Column],
    rows: Iterator[tuple[object, ...]],
    pages: Pages,
    sizes: list[int],
    stream: BinaryIO,
) -> None:
    """Write one file; what it says of itself lies beside its columns: the header, and the digests of its pages."""
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
        said = json.dumps([list(page[1:]) for page in pages.done], separators=(",", ":"))
        writer.add_key_value_metadata({HEADER: head_line(header).encode(), PAGES: said.encode()})
    sizes.append(stream.tell())


def _file(name: str) -> str:
    return f"{name}.parquet"
