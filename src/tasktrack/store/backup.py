"""Copies of a register: pages through SQLite's backup API, checked, and put in place whole.

Copying a file's bytes would drop SQLite's locks on it and could catch a write halfway; the API does neither.
"""

import contextlib
import errno
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tasktrack.errors import DatabaseFault, TasktrackError
from tasktrack.i18n import _
from tasktrack.store import connect, filesystem

# Pages in one step of copying: between two steps Ctrl-C is heard.
_STEP: Final = 10_000
_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
# number -> name; what follows the first is asked for while the name is taken
Names = Callable[[int], Path]


class State(NamedTuple):
    """What two copies of a register must agree in: file version, end of the journal, rows by table."""

    version: int
    newest: tuple[int, str | None] | None
    rows: tuple[tuple[str, int], ...]


class Saved(NamedTuple):
    """A copy in its place; `strays` counts rows that name rows which are not there."""

    path: Path
    size: int
    strays: int


# -- copying -------------------------------------------------------------------------------------------------


def save(source: connect.Connection, path: Path, names: Names, on_wait: Callable[[], None]) -> Saved:
    """Copy an open register, check the copy, and put it under the first name that is free.

    Others may write again as soon as the pages are copied. Raise DatabaseFault, leaving nothing behind, for a
    full disk, a folder that takes no files, a damaged register, or a copy that is not what was copied.
    """
    connect.begin_read(source, on_wait)
    try:
        with connect.explained(path):
            held = state(source)
        with draft(source, names(1)) as copy:
            source.execute("COMMIT")
            strays = checked(copy, held, path)
            size = copy.stat().st_size
            return Saved(put_in_place(copy, names), size, strays)
    finally:
        if source.in_transaction:
            source.execute("ROLLBACK")


@contextlib.contextmanager
def draft(source: connect.Connection, target: Path) -> Iterator[Path]:
    """Copy to a private file beside `target`, which is gone afterwards unless it was moved to its place."""
    with explained(target):
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
        copy = Path(name)
        try:
            db = connect.connect_new(copy)
            try:
                copy_pages(source, db)
                # A register that another program put into WAL becomes an ordinary one.
                db.execute("PRAGMA journal_mode = DELETE")
            finally:
                db.close()
            filesystem.sync(copy)
            yield copy
        finally:
            for left in family(copy):
                left.unlink(missing_ok=True)


def copy_pages(source: connect.Connection, target: connect.Connection) -> None:
    """Make `target` what `source` is; all of it or, when that fails, nothing."""
    source.backup(target, pages=_STEP, progress=lambda _status, _left, _all: None)


def put_in_place(copy: Path, names: Names) -> Path:
    """Move a finished copy under the first name that is free; return it."""
    for number in itertools.count(1):
        target = names(number)
        with contextlib.suppress(FileExistsError):
            filesystem.move_new(copy, target)
            filesystem.sync_folder(target.parent)
            return target
    raise AssertionError


def family(path: Path) -> tuple[Path, ...]:
    """Return a file and what SQLite keeps beside it."""
    return (path, *(path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm")))


@contextlib.contextmanager
def explained(target: Path) -> Iterator[None]:
    """Turn what the system or SQLite refuses into our own error, naming the file that was to be written."""
    try:
        with connect.explained(target):
            yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise DatabaseFault(
                _("The disk that holds {path} is full.").format(path=target),
                _("Free some space and run the command again; nothing was written."),
                code="disk-full",
            ) from fault
        raise DatabaseFault(
            _("{path} cannot be written ({fault}).").format(path=target, fault=fault.strerror or fault),
            _("Check the folder and its permissions."),
            code="not-writable",
        ) from fault


# -- checking ------------------------------------------------------------------------------------------------


def checked(copy: Path, held: State, source: Path) -> int:
    """Check a copy; return how many of its rows name rows that are not there, as in the source.

    Raise DatabaseFault for one that is damaged or differs from what was copied.
    """
    with reading(copy) as db:
        if broken := integrity(db):
            raise DatabaseFault(
                _("{path} is damaged: a copy of it does not pass SQLite's check.").format(path=source),
                _("Run 'tasktrack doctor'. No backup was written; older ones were kept."),
                code="damaged",
                details=broken,
            )
        if state(db) != held:
            raise DatabaseFault(
                _("The copy of {path} is not what was copied.").format(path=source),
                _("Run the command again; if it happens twice, have the disk looked at."),
                code="copy-differs",
            )
        return strays(db)


@contextlib.contextmanager
def reading(path: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[connect.Connection]:
    """Open a register to read as it is, an older one too, under one view of it."""
    with connect.explained(path):
        db = connect.connect_to_read(path, on_wait)
        try:
            connect.begin_read(db, on_wait)
            yield db
        finally:
            db.close()


def state(db: connect.Connection) -> State:
    """Return what a copy of this register must agree in."""
    tables = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name"
    ).fetchall()
    rows = tuple((name, _count(db, name)) for (name,) in tables)
    return State(connect.file_version(db)[1], newest(db), rows)


def newest(db: connect.Connection) -> tuple[int, str | None] | None:
    """Return number and hash of the newest journal entry."""
    row = db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (row["seq"], row["hash"]) if row else None


def holds(db: connect.Connection, entry: tuple[int, str | None] | None) -> bool:
    """Tell whether an entry stands in this register's journal: then what ended with it is a part of it."""
    return (
        entry is not None
        and db.execute("SELECT 1 FROM journal WHERE seq = ? AND hash = ?", entry).fetchone() is not None
    )


def integrity(db: connect.Connection, limit: int = 20) -> list[str]:
    """Return what SQLite's own check finds, nothing when the file is whole."""
    found = [str(row[0]) for row in db.execute(f"PRAGMA integrity_check({limit})")]
    return [] if found == ["ok"] else found


def strays(db: connect.Connection) -> int:
    """Count the rows that name rows which are not there."""
    return sum(1 for _row in db.execute("PRAGMA foreign_key_check"))


def _count(db: connect.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(db.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])


# -- before an upgrade ---------------------------------------------------------------------------------------


def before_upgrade(path: Path, version: int, on_wait: Callable[[], None] = lambda: None) -> Path:
    """Save a register beside itself before its schema changes; return where.

    A copy of the same state, left by an upgrade that did not come to its end, is taken as it is.
    """
    path = filesystem.itself(path)

    def name(number: int) -> Path:
        return path.with_name(f"{path.name}.v{version}.backup{'' if number == 1 else f'_{number:02}'}")

    with reading(path, on_wait) as source:
        if (held := _same(name(1), state(source))) is not None:
            return held
        return save(source, path, name, on_wait).path


def _same(file: Path, wanted: State) -> Path | None:
    try:
        with reading(file) as db:
            return file if state(db) == wanted and not integrity(db) else None
    except TasktrackError:
        return None
