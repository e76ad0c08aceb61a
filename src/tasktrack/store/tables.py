"""The books row by row as an import writes them, in the order in which they were entered."""

import json
from collections.abc import Collection, Iterator
from datetime import date

from tasktrack.store.connect import Connection, Row

_TASKS = """
SELECT t.*, u.code AS lead_code, o.code AS officer_code, CASE WHEN t.due_on IS t.due_original THEN t.due_text END
  AS wording, w.key AS whole_key, w.code AS whole_code, w.id AS whole,
  (SELECT group_concat(code, ';') FROM (SELECT v.code FROM task_support s JOIN unit v ON v.id = s.unit
   WHERE s.task = t.id AND s.voided IS NULL ORDER BY s.id)) AS support,
  (SELECT group_concat(programme, char(31)) FROM (SELECT programme FROM task_programme
   WHERE task = t.id AND voided IS NULL ORDER BY id)) AS programmes
FROM task t JOIN unit u ON u.id = t.lead LEFT JOIN officer o ON o.id = t.officer LEFT JOIN task w ON w.id = t.parent
WHERE t.voided IS NULL AND t.assigned_on <= :today
"""
_ENTRIES = """
SELECT p.*, t.key AS task_key, t.code AS task_code FROM progress p JOIN task t ON t.id = p.task
WHERE p.voided IS NULL AND p.on_day <= :today AND (:task IS NULL OR p.task = :task) ORDER BY p.id
"""
# A programme's name holds no control character: this one parts the names of a task.
PARTS = "\x1f"


def tasks(db: Connection, today: date, ids: Collection[int] | None = None) -> list[Row]:
    """Return the tasks that are assigned by a day, all or those of these numbers."""
    among = "" if ids is None else " AND t.id IN (SELECT value FROM json_each(:ids))"
    told = {"today": today.isoformat(), "ids": json.dumps(list(ids or ()))}
    return db.execute(f"{_TASKS}{among} ORDER BY t.id", told).fetchall()


def entries(db: Connection, today: date, task: int | None = None) -> Iterator[Row]:
    """Yield the living progress entries known by a day, of one task or all."""
    yield from db.execute(_ENTRIES, {"today": today.isoformat(), "task": task})
