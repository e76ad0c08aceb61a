"""Named steps from one schema version to the next; `user_version` is the only truth that is read.

Runs inside the write lock, looks again at the version once it holds it, and backs the file up first.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tasktrack.errors import DatabaseFault
from tasktrack.i18n import _
from tasktrack.store import connect
from tasktrack.store.guards import guards
from tasktrack.store.schema import APPLICATION_ID, DERIVED, JOURNAL, PERIODS, REGISTER, statements
from tasktrack.store.schema_daily import BOOKS_ADDED, COLUMNS_ADDED, INDEXES_ADDED
from tasktrack.store.schema_discipline import DISCIPLINE_ADDED, DISCIPLINE_COLUMNS
from tasktrack.store.schema_exchange import EXCHANGE_ADDED
from tasktrack.store.schema_offices import OFFICES_ADDED, OFFICES_COLUMNS
from tasktrack.store.schema_people import PEOPLE_ADDED, PEOPLE_COLUMNS
from tasktrack.store.schema_views import NAMES, VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = Callable[[connect.Connection], None]
Schema = dict[tuple[str, str], str]
Columns = dict[str, list[str]]
_VIEWS_SINCE = 5  # in a file of an earlier schema none of their names is ours


def create(path: Path) -> None:
    """Build the newest schema in an empty file."""
    with connect.explained(path):
        db = connect.connect_new(path)
        try:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("BEGIN IMMEDIATE")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _apply(db)
            db.execute("COMMIT")
        finally:
            db.close()


def build(path: Path, version: int, fill: Callable[[connect.Connection], None]) -> None:
    """Build a schema, the newest or an older one, in an empty file, let `fill` fill it, and bring it up to date.

    While they are filled there are neither guards nor views, and foreign keys are not looked at. The file is for
    nobody but the caller until it is finished: it is not kept safe from a power cut meanwhile.
    """
    db = connect.connect_new(path)
    try:
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = OFF"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _step_up(db, version)
        fill(db)
        _apply(db)
        db.execute("COMMIT")
    finally:
        db.close()


def upgrade(db: connect.Connection, path: Path, on_wait: Callable[[], None]) -> None:
    """Bring an older file up to date, after a backup beside it."""
    connect.begin_immediate(db, on_wait)
    try:
        version = connect.file_version(db)[1]
        if version < connect.SCHEMA_VERSION:
            _refuse_foreign(db, path, version)
            _backup(path, version)
            _apply(db)
        connect.commit(db, on_wait)
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@cache
def expected() -> tuple[Schema, Columns]:
    """Return what a register of this version defines: SQL by (type, name), and the columns of each table."""
    db = connect.connect_to_memory()
    try:
        define(db)
        return schema_of(db), columns_of(db)
    finally:
        db.close()


def define(db: connect.Connection) -> None:
    """Define in an empty database all that a register of this version defines."""
    for step in STEPS:
        step(db)
    _complete(db)


def schema_of(db: connect.Connection) -> Schema:
    """Return the SQL of everything a file defines, by (type, name); what SQLite makes by itself is left out."""
    rows = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {(row["type"], row["name"]): row["sql"] for row in rows}


def columns_of(db: connect.Connection) -> Columns:
    """Return the names of the columns of each table."""
    rows = db.execute(
        "SELECT t.name AS book, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table' ORDER BY t.name, c.cid"
    )
    found: Columns = {}
    for row in rows:
        found.setdefault(row["book"], []).append(row["name"])
    return found


def _refuse_foreign(db: connect.Connection, path: Path, version: int) -> None:
    """Raise DatabaseFault where something of another program bears the name of a view that is about to be made."""
    ours = {"view"} if version >= _VIEWS_SINCE else set()
    for kind, name in sorted(schema_of(db)):
        if name.lower() in NAMES and kind not in ours:
            raise DatabaseFault(
                _("{path} holds a {kind} {name} of another program, a name that this version needs.").format(
                    path=path, kind=kind, name=name
                ),
                _("Rename it with the program that made it; the file was left as it is."),
            )


def _apply(db: connect.Connection) -> None:
    _take_off_views(db)  # while tables change, none may name what is not there
    _step_up(db, connect.SCHEMA_VERSION)
    _complete(db)


def _step_up(db: connect.Connection, version: int) -> None:
    # Both are needed only when a file is made or upgraded, and sqlite_utils is slow to import.
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("tasktrack")
    for step in STEPS[connect.file_version(db)[1] : version]:
        migrations(name=step.__name__)(_on_connection(step))
    migrations.apply(Database(db, execute_plugins=False))
    db.execute(f"PRAGMA user_version = {version}")


def _on_connection(step: Step) -> Callable[["Database"], None]:
    return lambda database: step(database.conn)


def _backup(path: Path, version: int) -> None:
    from tasktrack.store import backup  # needed once in the life of a file

    backup.before_upgrade(path, version)


def _complete(db: connect.Connection) -> None:
    """Make all guards and views anew, by the tables and columns as they are after the last step."""
    for kind, name in schema_of(db):
        if kind == "trigger" and name.startswith("guard_"):
            db.execute(f"DROP TRIGGER {name}")
    for statement in guards(columns_of(db)):
        db.execute(statement)
    _take_off_views(db)
    _execute(db, VIEWS)


def _take_off_views(db: connect.Connection) -> None:
    for name in NAMES:
        db.execute(f"DROP VIEW IF EXISTS {name}")


def m001_register(db: connect.Connection) -> None:
    """The first schema: journal, register, periods and derived table."""
    _execute(db, JOURNAL, REGISTER, PERIODS, DERIVED)


def m002_daily_use(db: connect.Connection) -> None:
    """Catalogue, other names of units, saved views, reopenings, series, keys of progress entries, piles of today."""
    _execute(db, BOOKS_ADDED, COLUMNS_ADDED, INDEXES_ADDED)


def m003_people(db: connect.Connection) -> None:
    """Leave, incidents, decisions, objections, remarks; what a closing keeps of units and of who served."""
    _execute(db, PEOPLE_ADDED, PEOPLE_COLUMNS)


def m004_discipline(db: connect.Connection) -> None:
    """Approvals, directions, explanations, units' reports, refusals, reminders, successions, supporters' parts."""
    _execute(db, DISCIPLINE_ADDED, DISCIPLINE_COLUMNS)


def m005_exchange(db: connect.Connection) -> None:
    """Forms that units fill in."""
    _execute(db, EXCHANGE_ADDED)


def m006_offices(db: connect.Connection) -> None:
    """Counters, dossiers, and what other offices sent."""
    _execute(db, OFFICES_ADDED, OFFICES_COLUMNS)


def _execute(db: connect.Connection, *texts: str) -> None:
    for text in texts:
        for statement in statements(text):
            db.execute(statement)


STEPS: tuple[Step, ...] = (
    m001_register,
    m002_daily_use,
    m003_people,
    m004_discipline,
    m005_exchange,
    m006_offices,
)
