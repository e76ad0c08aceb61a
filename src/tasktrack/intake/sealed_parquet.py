"""A closing as Parquet, read back: the header that its files carry, and their rows in the order in which they stand."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from tasktrack.domain.sealed import CLOSING, SealedHeader, header_from
from tasktrack.domain.sealed_rows import Column
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.intake.register_lines import parsed

HEADER: Final = b"tasktrack.header"
ENDING: Final = ".parquet"
_BATCH: Final = 1000
# What a file of a megabyte or more may unfold to, as a multiple of its size; ours stay below 60.
_UNFOLDS: Final = 500
_SMALL: Final = 2**20


def refuse_without() -> None:
    """Raise UsageFault where the library that reads and writes Parquet is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as fault:
        raise UsageFault(
            _("Parquet is read and written with pyarrow, which is not installed."),
            _("Install it with: pip install 'tasktrack[parquet]'"),
            code="no-pyarrow",
        ) from fault


class SealedFolder:
    """The Parquet files of one closing; `header` is there at once, as closing.parquet carries it.

    Raise Invalid, naming folder and file, for what is not there or cannot be read, or unfolds beyond all measure.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        values = parsed(self._metadata("closing").get(HEADER, b""))
        header = header_from(values) if values and values.get("tasktrack") == CLOSING else None
        if header is None:
            raise Invalid(
                _("{file} is not the sealed file of a closing.").format(file=self._name("closing")),
                _("Make one with 'tasktrack period export PERIOD --format parquet --output FOLDER'."),
                code="not-a-sealed-file",
            )
        self.header: SealedHeader = header

    def rows(self, table: str, columns: Sequence[Column]) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a table, whose columns must be these and no others."""
        with self._opened(table) as file:
            held = [(field.name, str(field.type)) for field in file.schema_arrow]
            if held != [(column.name, _TYPES[column.type]) for column in columns]:
                raise self._refused(table, _("its columns are not those that 'period export' writes"))
            batches = file.iter_batches(_BATCH)
            while (batch := self._next(table, batches)) is not None:
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def _next(self, table: str, batches: Iterator[Any]) -> Any:
        with self._explained(table):
            return next(batches, None)

    def _metadata(self, table: str) -> dict[bytes, bytes]:
        with self._opened(table) as file:
            return dict(file.metadata.metadata or {})

    @contextlib.contextmanager
    def _opened(self, table: str) -> Iterator[Any]:
        from pyarrow import parquet

        path = self.folder / f"{table}{ENDING}"
        with self._explained(table):
            size = path.stat().st_size
            file = parquet.ParquetFile(path)
        with file:
            groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
            if sum(group.total_byte_size for group in groups) > max(size, _SMALL) * _UNFOLDS:
                raise self._refused(table, _("it unfolds to more than such a file can hold"))
            yield file

    @contextlib.contextmanager
    def _explained(self, table: str) -> Iterator[None]:
        """Turn what the library raises of a file into our own error."""
        from pyarrow import ArrowException

        try:
            yield
        except FileNotFoundError as fault:
            raise self._refused(table, _("there is no such file")) from fault
        except (ArrowException, OSError, ValueError, MemoryError) as fault:
            raise self._refused(table, _("it cannot be read as Parquet")) from fault

    def _refused(self, table: str, why: str) -> Invalid:
        return Invalid(
            _("{file}: {why}.").format(file=self._name(table), why=why),
            _("Take the folder as it was written, or have the period exported again."),
            code="sealed-damaged",
        )

    def _name(self, table: str) -> str:
        return f"{self.name}/{table}{ENDING}"


_TYPES: Final = {str: "string", int: "int64"}
