"""Open the file: identity, waiting for locks, recovery after a crash, and every sqlite3 error as a sentence.

This is the one module that imports sqlite3, so that no second copy of SQLite ever touches the file.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from urllib.parse import quote

from tasktrack.errors import Busy, DatabaseFault, Invalid, NewerFile, PeriodClosed, TasktrackError
from tasktrack.i18n import _
from tasktrack.store.schema import APPLICATION_ID

Connection = sqlite3.Connection
Row = sqlite3.Row
RowRefused = sqlite3.IntegrityError
SCHEMA_VERSION = 6
WAIT_SECONDS = 30.0
SILENT_SECONDS = 1.0


def connect_to_read(path: Path, on_wait: Callable[[], None], wait: float | None = None) -> Connection:
    """Open read-only; after a crash in mid-write let SQLite roll the journal back first.

    `wait` is how many seconds to wait for a writer, else as for a write.
    """
    try:
        return _opened(path, "ro", on_wait, wait)
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode not in (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY):
            raise
        _opened(path, "rw", on_wait).close()
        return _opened(path, "ro", on_wait)


def connect_to_look(path: Path) -> Connection:
    """Open read-only, waiting for nobody and mending nothing: for what is worth no trouble."""
    return _opened(path, "ro", lambda: None, 0)


def connect_to_write(path: Path, on_wait: Callable[[], None]) -> Connection:
    """Open an existing register for writing; never creates a file."""
    return _opened(path, "rw", on_wait)


def connect_new(path: Path) -> Connection:
    """Open an empty file that we just created."""
    return _configured(_connect(path, "rw"), writes=True)


def connect_to_memory() -> Connection:
    """Open an empty database that no file holds."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.row_factory = sqlite3.Row
    return _configured(db, writes=True)


def file_version(db: Connection) -> tuple[int, int]:
    """Return (application_id, user_version)."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    return int(application), int(version)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into our own errors, naming the file."""
    try:
        yield
    except sqlite3.Error as fault:
        raise _explain(fault, path) from fault


def begin_immediate(db: Connection, on_wait: Callable[[], None]) -> None:
    """Take the write lock: silent for a second, then say that we wait, at most thirty in all."""
    _patient(lambda: db.execute("BEGIN IMMEDIATE"), on_wait, wait_seconds())


def hold(db: Connection, on_wait: Callable[[], None]) -> None:
    """Keep everybody else from the file until this connection closes, outside a transaction too.

    The backup API copies neither from nor into a connection that has a write transaction open.
    """
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    _patient(lambda: db.execute("BEGIN EXCLUSIVE"), on_wait, wait_seconds())
    db.execute("COMMIT")


def begin_read(db: Connection, on_wait: Callable[[], None]) -> None:
    """Take a view of the file that stays the same from the first query to the last."""

    def begin() -> None:
        if not db.in_transaction:
            db.execute("BEGIN")
        # BEGIN alone takes no lock yet; the first look at the file does.
        db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()

    _patient(begin, on_wait, wait_seconds())


def commit(db: Connection, on_wait: Callable[[], None]) -> None:
    """Commit; a reader in the middle of its query keeps us waiting."""
    _patient(lambda: db.execute("COMMIT"), on_wait, wait_seconds())


def is_older(db: Connection) -> bool:
    """Return whether the file has an older schema than this program."""
    return file_version(db)[1] < SCHEMA_VERSION


def _opened(path: Path, mode: str, on_wait: Callable[[], None], wait: float | None = None) -> Connection:
    if not path.is_file():
        raise DatabaseFault(
            _("There is no register at {path}.").format(path=path),
            _("Create one with 'tasktrack init', or name another file with --db or TASKTRACK_DB."),
            code="no-register",
        )
    longest = wait_seconds() if wait is None else wait
    db = _connect(path, mode, longest)
    try:
        _patient(lambda: _check_identity(db, path), on_wait, longest)
        return _configured(db, writes=mode == "rw")
    except BaseException:
        db.close()
        raise


def _connect(path: Path, mode: str, wait: float = SILENT_SECONDS) -> Connection:
    db = sqlite3.connect(
        uri_of(path.absolute(), mode), uri=True, isolation_level=None, timeout=min(wait, SILENT_SECONDS)
    )
    db.row_factory = sqlite3.Row
    return db


def uri_of(path: PurePath, mode: str) -> str:
    """Write an absolute path as SQLite reads one on any system: file:///C:/..., never with a host before it."""
    text = path.as_posix()
    slash = "" if text.startswith("/") else "/"
    return f"file://{slash}{quote(os.fsencode(text), safe='/:')}?mode={mode}"


def _configured(db: Connection, *, writes: bool) -> Connection:
    if writes:
        from tasktrack.store.digest import row_digest  # reads hash nothing through SQL

        db.create_function("row_digest", 1, row_digest, deterministic=True)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")
    db.execute("PRAGMA synchronous = FULL")
    if writes:
        db.execute("PRAGMA cache_size = -32768")
    return db


def _check_identity(db: Connection, path: Path) -> None:
    application, version = file_version(db)
    if application != APPLICATION_ID:
        raise DatabaseFault(
            _("{path} is not a tasktrack register.").format(path=path),
            _("Name the right file with --db; this one was left as it is."),
            code="not-a-register",
        )
    if version > SCHEMA_VERSION:
        raise NewerFile(
            _(
                "{path} was written by a newer tasktrack (file version {file}, this program reads {ours})."
            ).format(path=path, file=version, ours=SCHEMA_VERSION),
            _("Upgrade tasktrack; the file was left as it is."),
        )


def _patient(action: Callable[[], object], on_wait: Callable[[], None], wait: float) -> None:
    """Try `action` until the lock is free, `wait` seconds in all; raise the last SQLITE_BUSY after that.

    SQLite itself waits, silently, for as long as the connection's timeout; from then on we say that we wait.
    """
    started = time.monotonic()
    said = False
    while True:
        try:
            action()
        except sqlite3.OperationalError as fault:
            busy = fault.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() - started >= wait:
                raise
            if not said:
                said = True
                on_wait()
        else:
            return


def wait_seconds() -> float:
    """Return how long to wait for another writer; TASKTRACK_WAIT overrides it for scripts."""
    try:
        return float(os.environ.get("TASKTRACK_WAIT", WAIT_SECONDS))
    except ValueError:
        return WAIT_SECONDS


_GUARDED: dict[str, Callable[[], TasktrackError]] = {
    "period-closed": lambda: PeriodClosed(
        _("The day lies in the window of a closed period; its figures stay as they are."),
        _("Date the entry after the closed window, or ask for the period to be reopened."),
    ),
    "append-only": lambda: Invalid(_("This entry is append-only."), _("Correct it with a new entry.")),
}


def _explain(fault: sqlite3.Error, path: Path) -> TasktrackError:
    text = str(fault)
    if text.startswith("tasktrack:") and (made := _GUARDED.get(text.partition(":")[2])):
        return made()
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_BUSY:
        return Busy(
            _("Another program is writing to {path}; waited {seconds:g} seconds.").format(
                path=path, seconds=wait_seconds()
            ),
            _("Try again in a moment; nothing was written."),
        )
    if code == sqlite3.SQLITE_FULL:
        return DatabaseFault(
            _("The disk that holds {path} is full.").format(path=path),
            _("Free some space and run the command again; nothing was written."),
            code="disk-full",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return DatabaseFault(
            _("{path} cannot be opened or written here ({fault}).").format(path=path, fault=text),
            _("Check the permissions of the file and of its folder; nothing was written."),
            code="not-writable",
        )
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return DatabaseFault(
            _("{path} is damaged or not a register ({fault}).").format(path=path, fault=text),
            _("Restore the newest backup; the file was left as it is."),
            code="damaged",
        )
    return DatabaseFault(
        _("The register {path} refused the work: {fault}.").format(path=path, fault=text),
        _("Nothing was written. Run 'tasktrack verify'; if it finds nothing, report this message."),
    )
