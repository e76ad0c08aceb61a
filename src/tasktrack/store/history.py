"""Reading the journal: who did what, when and why."""

import json

from tasktrack.domain.history import BookCount, HistoryEntry, RowChange
from tasktrack.store.connect import Connection, Row

_OF_TASK = """
  SELECT created FROM task WHERE id = :task
  UNION SELECT seq FROM journal_row WHERE book = 'task' AND id = :task
  UNION SELECT created FROM progress WHERE task = :task UNION SELECT seq FROM progress WHERE task = :task
  UNION SELECT r.created FROM review r JOIN progress p ON p.id = r.progress WHERE p.task = :task
  UNION SELECT created FROM change WHERE task = :task
  UNION SELECT seq FROM journal WHERE task = :task
"""

# Columns of a book that name a row of another by its id.
_NAMED = {("task", "lead"): "unit", ("task", "officer"): "officer", ("task", "parent"): "task"}


def entries(db: Connection, task: int | None, limit: int) -> list[HistoryEntry]:
    """Return journal entries of the register or of one task, newest first; limit 0 for all."""
    where = f"WHERE seq IN ({_OF_TASK})" if task is not None else ""
    rows = db.execute(
        f"SELECT j.*, t.code AS task_code FROM journal j LEFT JOIN task t ON t.id = j.task"
        f" {where.replace('seq IN', 'j.seq IN')} ORDER BY j.seq DESC LIMIT :limit",
        {"task": task, "limit": limit or -1},
    ).fetchall()
    return [_entry(db, row, task) for row in rows]


def count(db: Connection, task: int | None) -> int:
    """Return how many journal entries there are, of the register or of one task."""
    where = f"WHERE seq IN ({_OF_TASK})" if task is not None else ""
    return int(db.execute(f"SELECT count(*) FROM journal {where}", {"task": task}).fetchone()[0])


def living_rows(db: Connection, book: str) -> int:
    """Return how many rows of a book stand."""
    return int(db.execute(f"SELECT count(*) FROM {book} WHERE voided IS NULL").fetchone()[0])


def moment(db: Connection, seq: int) -> str:
    """Return the machine's moment of an entry, UTC."""
    return str(db.execute("SELECT at FROM journal WHERE seq = ?", (seq,)).fetchone()[0])


def given_day(db: Connection, seq: int) -> str:
    """Return the day that an entry took as today."""
    return str(db.execute("SELECT today FROM journal WHERE seq = ?", (seq,)).fetchone()[0])


def _entry(db: Connection, row: Row, task: int | None) -> HistoryEntry:
    return HistoryEntry(
        seq=row["seq"],
        at=row["at"],
        today=row["today"],
        actor=row["actor"],
        command=row["command"],
        reason=row["reason"],
        task=row["task_code"],
        undoes=row["undoes"],
        prev=row["prev"],
        hash=row["hash"] or "",
        foreign=row["foreign_note"] is not None,
        inserted=tuple(
            BookCount(found["book"], found["rows"])
            for found in db.execute(
                "SELECT book, sum(last - first + 1) AS rows FROM journal_range WHERE seq = ? GROUP BY book",
                (row["seq"],),
            )
        ),
        changed=tuple(
            RowChange(
                found["book"],
                found["id"],
                _shown(db, found["book"], found["before"]),
                _shown(db, found["book"], found["after"]),
            )
            for found in db.execute(
                "SELECT book, id, before, after FROM journal_row WHERE seq = :seq"
                " AND (:task IS NULL OR book <> 'task' OR id = :task) ORDER BY book, id",
                {"seq": row["seq"], "task": task},
            )
        ),
    )


def _shown(db: Connection, book: str, text: str) -> dict[str, str | int | None]:
    """Return the columns that mean something outside the file: ids become codes."""
    values: dict[str, str | int | None] = json.loads(text)
    return {
        name: _code(db, _NAMED[book, name], value) if (book, name) in _NAMED else value
        for name, value in values.items()
        if name not in ("seq", "folded")
    }


def _code(db: Connection, book: str, row_id: str | int | None) -> str | None:
    found = db.execute(f"SELECT code FROM {book} WHERE id = ?", (row_id,)).fetchone()
    return str(found[0]) if found else None
