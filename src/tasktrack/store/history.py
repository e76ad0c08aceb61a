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


def entries(db: Connection, task: int | None, limit: int) -> list[HistoryEntry]:
    """Return journal entries of the register or of one task, newest first; limit 0 for all."""
    where = f"WHERE seq IN ({_OF_TASK})" if task is not None else ""
    rows = db.execute(
        f"SELECT j.*, t.code AS task_code FROM journal j LEFT JOIN task t ON t.id = j.task"
        f" {where.replace('seq IN', 'j.seq IN')} ORDER BY j.seq DESC LIMIT :limit",
        {"task": task, "limit": limit or -1},
    ).fetchall()
    return [_entry(db, row, task) for row in rows]


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
            RowChange(found["book"], found["id"], _shown(found["before"]), _shown(found["after"]))
            for found in db.execute(
                "SELECT book, id, before, after FROM journal_row WHERE seq = :seq"
                " AND (:task IS NULL OR book <> 'task' OR id = :task) ORDER BY book, id",
                {"seq": row["seq"], "task": task},
            )
        ),
    )


def _shown(text: str) -> dict[str, str | int | None]:
    return {name: value for name, value in json.loads(text).items() if name not in ("seq", "folded")}
