"""Put a backup in the place of a register: under its lock where it can be opened, else beside and then moved.

An existing register is overwritten in one transaction, so that whoever waits for its lock goes on with the
restored one, and a crash in the middle leaves it as it was. Replacing the file would leave them writing to
one that has no name any more, with a journal that SQLite would apply to the new one.
"""

import contextlib
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tasktrack.errors import DatabaseFault, Invalid
from tasktrack.i18n import _
from tasktrack.store import backup, connect, filesystem, migrations, rotation


def restore(path: Path, source: connect.Connection, on_wait: Callable[[], None]) -> Path | None:
    """Make the file at `path` what `source` holds; return where what lay there was kept.

    Raise Busy when another program keeps it locked, DatabaseFault when it cannot be written or is another
    program's database, NewerFile when a newer tasktrack wrote it: then it stays as it was.
    """
    if path.is_file() and path.stat().st_size:
        try:
            return _overwrite(path, source, on_wait)
        except DatabaseFault as fault:
            if fault.code != "damaged":
                raise
    return _move_in(path, source)


@contextlib.contextmanager
def upgraded_copy(source: connect.Connection, path: Path) -> Iterator[connect.Connection]:
    """Copy an older register to a folder of its own beside `path`, bring the copy up to date, and open it."""
    with (
        backup.explained(path),
        tempfile.TemporaryDirectory(prefix=f".{path.name}.", suffix=".part", dir=path.parent) as folder,
        backup.draft(source, Path(folder) / path.name) as copy,
    ):
        db = connect.connect_to_write(copy, _silent)
        try:
            migrations.upgrade(db, copy, _silent)
            yield db
        finally:
            db.close()


def _silent() -> None:
    """Nobody waits for a file that nobody else knows."""


def _overwrite(path: Path, source: connect.Connection, on_wait: Callable[[], None]) -> Path:
    with connect.explained(path):
        old = connect.connect_to_write(path, on_wait)
        try:
            connect.hold(old, on_wait)
            old.execute("PRAGMA journal_mode = DELETE")
            names = rotation.kept_names(path)
            # Not checked: what is replaced may be in any state, and is kept in that state.
            with backup.draft(old, names(1)) as copy:
                kept = backup.put_in_place(copy, names)
            try:
                backup.copy_pages(source, old)
            except BaseException:
                kept.unlink()
                raise
        finally:
            old.close()
    filesystem.hide_from_others(path)
    return kept


def _move_in(path: Path, source: connect.Connection) -> Path | None:
    """Move what lies there aside byte for byte, then the restored file into its place."""
    with backup.draft(source, path) as copy:
        moved = _move_aside(path)
        try:
            filesystem.move_new(copy, path)
        except BaseException as fault:
            _move_back(moved)
            if isinstance(fault, FileExistsError):
                raise _taken(path) from fault
            raise
        filesystem.sync_folder(path.parent)
    return moved[0][1] if moved else None


def _move_aside(path: Path) -> list[tuple[Path, Path]]:
    """Move a file and the journal beside it, which is of that file alone; return what went where."""
    names = rotation.kept_names(path)
    for number in itertools.count(1):
        places = list(zip(backup.family(path), backup.family(names(number)), strict=True))
        if not any(os.path.lexists(kept) for _lying, kept in places):
            break
    moved: list[tuple[Path, Path]] = []
    try:
        for lying, kept in places:
            if os.path.lexists(lying):
                filesystem.move_new(lying, kept)
                moved.append((lying, kept))
    except BaseException:
        _move_back(moved)
        raise
    return moved


def _move_back(moved: list[tuple[Path, Path]]) -> None:
    for lying, kept in reversed(moved):
        filesystem.move_new(kept, lying)


def _taken(path: Path) -> Invalid:
    return Invalid(
        _("{path} is there already.").format(path=path),
        _("Another program made it meanwhile; run the command again."),
        code="exists",
    )
