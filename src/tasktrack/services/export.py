"""Write a whole register as JSON lines, from a copy, so that others may work on meanwhile."""

import contextlib
import hashlib
import tempfile
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from tasktrack.domain.exchange import CHECKSUM, TABLE, Exported, Header, head, line
from tasktrack.services.opening import Caller, reading
from tasktrack.store import backup, connect, setting
from tasktrack.store import export as store

__all__ = ["Exported", "export"]

_CHUNK: Final = 1000  # rows that are written at once


def export(path: Path, caller: Caller, stream: BinaryIO, *, beside: Path | None = None) -> Exported:
    """Write the register at `path`, an older one being brought up to date first, and say what was written.

    What is written is the same whenever the register is. A private copy is made for the time of writing next to
    `beside`, else in the system's folder for such files: whoever reads us slowly keeps nobody from the register.
    Raise DatabaseFault when there is no sound register or no room for the copy, OSError when the stream takes
    no more.
    """
    with _copied(path, caller, beside) as copy, backup.reading(copy) as db:
        header = _header(db)
        digest, size = hashlib.sha256(), 0
        with contextlib.closing(_texts(db, header)) as texts:  # before the register is closed under them
            for text in texts:
                data = text.encode()
                digest.update(data)
                size += stream.write(data)
        size += stream.write(line({CHECKSUM: digest.hexdigest()}).encode())
        return Exported(header, digest.hexdigest(), size, store.left_out(db))


@contextlib.contextmanager
def _copied(path: Path, caller: Caller, beside: Path | None) -> Iterator[Path]:
    """Copy the register into a folder of our own, and give it back before anything is read from the copy."""
    with contextlib.ExitStack() as stack:
        with backup.explained(beside or path):
            made = tempfile.TemporaryDirectory(
                prefix=f".{(beside or path).name}.", suffix=".part", dir=beside and beside.parent
            )
            copy = Path(stack.enter_context(made)) / "copy.db"
        with reading(path, caller) as register, backup.draft(register.db, copy) as draft:
            draft.rename(copy)
        yield copy


def _header(db: connect.Connection) -> Header:
    newest = backup.newest(db) or (None, None)
    return Header(connect.file_version(db)[1], setting.read(db)["office"], store.counts(db), *newest)


def _texts(db: connect.Connection, header: Header) -> Generator[str, None, None]:
    """Yield all lines but the last, many at once."""
    yield head(header)
    for table in header.rows:
        names = store.columns(db, table)
        with contextlib.closing(store.rows(db, table, names)) as rows:
            lines = (
                line(
                    {
                        TABLE: table,
                        **{name: value for name, value in zip(names, row, strict=True) if value is not None},
                    }
                )
                for row in rows
            )
            while chunk := "".join(islice(lines, _CHUNK)):
                yield chunk
