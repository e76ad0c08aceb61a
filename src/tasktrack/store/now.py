"""task_now: the state of each task by all that is recorded, so that a listing costs what it shows."""

from collections.abc import Collection
from datetime import date
from typing import Final

from tasktrack.store.connect import Connection
from tasktrack.store.facts import FOREVER, NOW_COLUMNS, derive, state_select

_FEW: Final = 1000


def refresh(db: Connection, tasks: Collection[int], *, done_needs_review: bool) -> None:
    """Derive the named tasks again; the one function that writes task_now after a write."""
    if len(tasks) > _FEW and 2 * len(tasks) > db.execute("SELECT count(*) FROM task_now").fetchone()[0]:
        rebuild(db, done_needs_review=done_needs_review)  # each task by itself would cost more than all
        return
    parameters = {
        "as_of": FOREVER,
        "done_needs_review": int(done_needs_review),
        "tasks": f"[{','.join(map(str, sorted(tasks)))}]",
    }
    db.execute("DELETE FROM task_now WHERE task IN (SELECT value FROM json_each(:tasks))", parameters)
    db.execute(f"INSERT INTO task_now SELECT {NOW_COLUMNS} FROM ({state_select(among=True)})", parameters)


def rebuild(db: Connection, *, done_needs_review: bool) -> None:
    """Derive every task again."""
    parameters = {"as_of": FOREVER, "done_needs_review": int(done_needs_review)}
    db.execute("DELETE FROM task_now")
    db.execute(f"INSERT INTO task_now SELECT {NOW_COLUMNS} FROM ({state_select()})", parameters)


def differing(db: Connection, *, done_needs_review: bool) -> list[int]:
    """Return the tasks whose stored state is not what the events say."""
    parameters = {"as_of": FOREVER, "done_needs_review": int(done_needs_review)}
    derived = f"SELECT {NOW_COLUMNS} FROM ({state_select()})"
    stored = f"SELECT {NOW_COLUMNS} FROM task_now"
    rows = db.execute(
        f"SELECT task FROM (SELECT * FROM ({derived}) EXCEPT {stored})"
        f" UNION SELECT task FROM (SELECT * FROM ({stored}) EXCEPT {derived}) ORDER BY 1",
        parameters,
    )
    return [row[0] for row in rows]


def source(db: Connection, today: date, *, done_needs_review: bool) -> str:
    """Return the relation that holds every task's state as of `today`.

    That is task_now, less what is assigned later (instances of a series are), unless an entry or a change
    speaks for a later day: then an earlier --today was asked for, and the states are derived as of it into a
    temp table.
    """
    if max(_newest_day(db, book) for book in ("progress", "change", "approval")) <= today.isoformat():
        return _assigned_by(db, today)
    return derive(db, "task_then", today, done_needs_review=done_needs_review)


def _newest_day(db: Connection, book: str) -> str:
    """Return the latest day for which a living row of a book speaks, empty when there is none."""
    newest = db.execute(f"SELECT max(on_day) FROM {book} WHERE voided IS NULL").fetchone()[0]
    return newest or ""


def _assigned_by(db: Connection, today: date) -> str:
    """Return task_now, as a view without the tasks that are assigned after `today` when there are any."""
    last = db.execute("SELECT max(assigned_on) FROM task").fetchone()[0]
    if last is None or last <= today.isoformat():
        return "main.task_now"
    db.execute("DROP VIEW IF EXISTS temp.task_known")
    # Looked up row by row, so that what is asked of it still costs what it shows.
    db.execute(
        f"CREATE TEMP VIEW task_known AS SELECT {NOW_COLUMNS} FROM main.task_now n"
        f" WHERE (SELECT assigned_on FROM main.task WHERE id = n.task) <= '{today.isoformat()}'"
    )
    return "temp.task_known"
