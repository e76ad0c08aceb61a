"""What `doctor` asks of the file: SQLite's version and mode, a journal left behind, the years of the calendar."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, Literal

from tasktrack.errors import Busy, TasktrackError
from tasktrack.store import connect, day, filesystem, now, setting, verify
from tasktrack.store.connect import Connection

# STRICT tables came with it.
LEAST_SQLITE: Final = (3, 37)
_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
Left = Literal["none", "empty", "filled"]


def sqlite_version() -> str:
    """Return the version of the SQLite that runs here."""
    db = connect.connect_to_memory()
    try:
        return str(db.execute("SELECT sqlite_version()").fetchone()[0])
    finally:
        db.close()


def is_old(version: str) -> bool:
    """Tell whether a SQLite is older than what the register needs."""
    return tuple(map(int, version.split(".")[:2])) < LEAST_SQLITE


def journal_left(path: Path) -> Left:
    """Tell whether a rollback journal lies beside the register, and whether it is filled in.

    SQLite mends the register by one that is, and makes no use of another.
    """
    try:
        with path.with_name(path.name + "-journal").open("rb") as journal:
            return "filled" if journal.read(len(_MAGIC)) == _MAGIC else "empty"
    except OSError:
        return "none"


def is_being_written(path: Path) -> bool:
    """Tell whether another program is in the middle of a write at this moment."""
    try:
        with connect.explained(path):
            db = connect.connect_to_write(path, lambda: None)
            try:
                db.execute("PRAGMA busy_timeout = 0")
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
            finally:
                db.close()
    except Busy:
        return True
    except TasktrackError:
        return False
    return False


def journal_mode(db: Connection) -> str:
    """Return the journal mode that the file itself keeps: `wal`, else `delete`."""
    return str(db.execute("PRAGMA journal_mode").fetchone()[0])


def calendar_years(db: Connection) -> set[int]:
    """Return the years whose holidays the calendar knows."""
    return day.calendar(db).known_years()


def provisional_years(db: Connection, first: date, last: date) -> list[int]:
    """Return the years of the provisional days from `first` to `last`."""
    rows = db.execute(
        "SELECT DISTINCT CAST(substr(on_day, 1, 4) AS INTEGER) FROM day"
        " WHERE voided IS NULL AND status = 'provisional' AND on_day BETWEEN ? AND ? ORDER BY 1",
        (first.isoformat(), last.isoformat()),
    )
    return [row[0] for row in rows]


def newest_moment(db: Connection) -> str | None:
    """Return the latest machine's moment in the journal, UTC."""
    found = db.execute("SELECT max(at) FROM journal").fetchone()[0]
    return str(found) if found else None


def repair_states(path: Path, on_wait: Callable[[], None], *, dry_run: bool) -> int:
    """Derive task_now again where it is not what the entries say; return how many tasks that were.

    It is derived, so nothing is journalled. A file of an older schema is left to its upgrade.
    """
    path = filesystem.itself(path)
    with connect.explained(path):
        db = connect.connect_to_write(path, on_wait)
        try:
            connect.begin_immediate(db, on_wait)
            if not verify.is_readable(db):
                return 0
            needs_review = setting.read(db).yes("done_needs_review")
            wrong = now.differing(db, done_needs_review=needs_review)
            if wrong and not dry_run:
                now.rebuild(db, done_needs_review=needs_review)
                connect.commit(db, on_wait)
            return len(wrong)
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
            db.close()
