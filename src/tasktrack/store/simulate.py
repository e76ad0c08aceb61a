"""What might be of tasks: entries, verdicts and changes that nobody wrote, and temp.task_state edited after them.

The rows of a few tasks are copied into temp tables, what is supposed is added there, and the statement that
derives every state reads these tables: a supposition has the effect that really writing it would have.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from tasktrack.store.connect import Connection
from tasktrack.store.facts import state_select
from tasktrack.store.rows import iso

# What an entry, a verdict or a change can alter of a task.
ALTERED: Final = (
    *("state", "due_on", "completed_on", "done_on", "percent", "quantity", "last_on", "reviewed_quantity"),
    *("reviewed", "failed_reviews", "returned", "exceeded", "exempt", "extended"),
)
# Of these who handed the task back has but its due date; nothing done stays nothing done.
_OF_GIVERS: Final = ("due_on", "extended")
_GONE: Final = ("withdrawn", "suspended", "proposed")
_LATEST: Final = 2**53  # more than any journal entry: what is supposed is recorded last
_AMONG = "IN (SELECT value FROM json_each(:tasks))"
_COPIES: Final = {
    "task": f"SELECT * FROM main.task WHERE id {_AMONG}",
    "progress": f"SELECT * FROM main.progress WHERE task {_AMONG} AND voided IS NULL",
    "review": "SELECT * FROM main.review WHERE voided IS NULL"
    " AND progress IN (SELECT id FROM temp.supposed_progress)",
    "change": f"SELECT * FROM main.change WHERE task {_AMONG} AND voided IS NULL",
    "approval": f"SELECT * FROM main.approval WHERE task {_AMONG} AND voided IS NULL",
}


def copy_books(db: Connection, tasks: Collection[int]) -> None:
    """Copy what the books hold of some tasks into temp tables."""
    for book, rows in _COPIES.items():
        db.execute(f"DROP TABLE IF EXISTS temp.supposed_{book}")
        parameters = {"tasks": _array(tasks)} if ":tasks" in rows else {}
        db.execute(f"CREATE TEMP TABLE supposed_{book} AS {rows}", parameters)


def states(
    db: Connection, tasks: Collection[int], as_of: date, *, done_needs_review: bool
) -> dict[int, dict[str, str | int | None]]:
    """Return by task what can be altered of its state as of a day, derived from the copies."""
    statement = state_select(among=True).replace("main.", "temp.supposed_")
    rows = db.execute(
        f"SELECT task, {', '.join(ALTERED)} FROM ({statement})",
        {"tasks": _array(tasks), "as_of": as_of.isoformat(), "done_needs_review": int(done_needs_review)},
    )
    return {row["task"]: {name: row[name] for name in ALTERED} for row in rows}


def add_entry(db: Connection, task: int, on: date, done_on: date | None, quantity: int | None) -> int:
    """Suppose a progress entry; return its number."""
    db.execute(
        "INSERT INTO temp.supposed_progress (id, task, on_day, done_on, quantity, created)"
        " SELECT max(coalesce((SELECT max(id) FROM main.progress), 0),"
        " coalesce((SELECT max(id) FROM temp.supposed_progress), 0)) + 1, ?, ?, ?, ?, ?",
        (task, on.isoformat(), iso(done_on), quantity, _LATEST + 1),
    )
    return int(db.execute("SELECT max(id) FROM temp.supposed_progress").fetchone()[0])


def judged(db: Connection, task: int, as_of: date) -> tuple[int, date] | None:
    """Return the entry that a verdict is on and its day: the newest that reports the task done, else the newest."""
    found = db.execute(
        "SELECT id, on_day FROM temp.supposed_progress WHERE task = ? AND on_day <= ?"
        " ORDER BY done_on IS NOT NULL DESC, on_day DESC, id DESC LIMIT 1",
        (task, as_of.isoformat()),
    ).fetchone()
    return (found["id"], date.fromisoformat(found["on_day"])) if found else None


def add_verdict(db: Connection, entry: int, on: date, verdict: str, *, objective: bool = False) -> None:
    """Suppose a verdict on an entry, and that an objective cause of its delay was confirmed."""
    db.execute(
        "INSERT INTO temp.supposed_review (id, progress, on_day, verdict, exceeded, objective_on, created)"
        " SELECT max(coalesce((SELECT max(id) FROM main.review), 0),"
        " coalesce((SELECT max(id) FROM temp.supposed_review), 0)) + 1, ?, ?, ?, 0, ?, ?",
        (entry, on.isoformat(), verdict, on.isoformat() if objective else None, _LATEST),
    )


def extend(db: Connection, task: int, on: date, due: date) -> None:
    """Suppose that the due date is moved; what moved it after that day is left aside."""
    db.execute(
        "DELETE FROM temp.supposed_change WHERE task = ? AND field = 'due_on' AND on_day > ?",
        (task, on.isoformat()),
    )
    db.execute("UPDATE temp.supposed_task SET due_on = ? WHERE id = ?", (due.isoformat(), task))
    _add_change(db, task, on, "extend", "due_on")


def withdraw(db: Connection, task: int, on: date) -> None:
    """Suppose that a task is withdrawn."""
    _add_change(db, task, on, "withdraw")


def _add_change(db: Connection, task: int, on: date, kind: str, field: str | None = None) -> None:
    db.execute(
        "INSERT INTO temp.supposed_change (id, task, kind, field, on_day)"
        " SELECT max(coalesce((SELECT max(id) FROM main.change), 0),"
        " coalesce((SELECT max(id) FROM temp.supposed_change), 0)) + 1, ?, ?, ?, ?",
        (task, kind, field, on.isoformat()),
    )


def edit(db: Connection, task: int, altered: Mapping[str, str | int | None]) -> None:
    """Write into temp.task_state what became another, in every role of the task."""
    _update(db, task, altered, "role <> 'giver'")
    given = {name: altered[name] for name in _OF_GIVERS if name in altered}
    if "state" in altered:
        given["state"] = altered["state"] if altered["state"] in _GONE else "handed-back"
    _update(db, task, given, "role = 'giver'")


def _update(db: Connection, task: int, values: Mapping[str, str | int | None], which: str) -> None:
    if values:
        names = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"UPDATE temp.task_state SET {names} WHERE task = ? AND {which}", (*values.values(), task))


def subjects_counted(db: Connection, tasks: Collection[int]) -> dict[int, set[int]]:
    """Return by task for whom temp.task_fact counts it."""
    found: dict[int, set[int]] = {}
    rows = db.execute(
        f"SELECT task, subject FROM temp.task_fact WHERE task {_AMONG}", {"tasks": _array(tasks)}
    )
    for task, subject in rows:
        found.setdefault(task, set()).add(subject)
    return found


def is_known(db: Connection, task: int) -> bool:
    """Return whether temp.task_state holds a task."""
    return db.execute("SELECT 1 FROM temp.task_state WHERE task = ? LIMIT 1", (task,)).fetchone() is not None


def parts(db: Connection, whole: int) -> tuple[str, ...]:
    """Return the codes of the living sub-tasks of a task, by temp.task_state."""
    rows = db.execute(
        "SELECT DISTINCT t.code, t.id FROM main.task t JOIN temp.task_state s ON s.task = t.id"
        " WHERE t.parent = ? AND s.state <> 'withdrawn' ORDER BY t.id",
        (whole,),
    )
    return tuple(row[0] for row in rows)


def _array(tasks: Collection[int]) -> str:
    return f"[{','.join(map(str, sorted(tasks)))}]"
