"""How each task was reported on in a window: temp.task_update, beside temp.task_state."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tasktrack.store.connect import Connection

if TYPE_CHECKING:
    from tasktrack.domain.updating import Asked

COLUMNS = "task, entries, last_entries, lacks"
# The newest entry of the window speaks for the task; numbers, evidence and obstacles may stand in any of it.
# Recorded after the cut is recorded last of all: whoever waits for the lock to pass waits longest.
_ENTRIES = """
  SELECT p.task, count(*) AS entries, sum(j.today > :last_from) AS last_entries, max(p.on_day) AS last_on,
         max(p.percent IS NOT NULL OR p.quantity IS NOT NULL) AS amount,
         max(p.done_on IS NOT NULL AND p.evidence IS NOT NULL) AS evidence,
         max(p.obstacle IS NOT NULL AND p.proposal IS NOT NULL) AS obstacle,
         substr(max(p.on_day || (1000000000000 + p.id) || (p.result IS NOT NULL)), 24) = '1' AS result
  FROM main.progress p JOIN main.journal j ON j.seq = p.created
  WHERE p.voided IS NULL AND p.on_day BETWEEN :from_on AND :as_of GROUP BY p.task
"""
_LATE = "CASE WHEN s.completed_on IS NULL THEN s.due_on < :as_of ELSE s.done_on > s.due_on END"
_LACKS = {
    "result": "e.result = 0",
    "amount": "e.amount = 0 AND s.completed_on IS NULL",
    "evidence": "s.completed_on IS NOT NULL AND e.evidence = 0",
    "obstacle": f"coalesce({_LATE}, 0) AND e.obstacle = 0",
    "fresh": "s.completed_on IS NULL AND e.last_on < :fresh_from",
}


def fill(db: Connection, asked: Asked) -> None:
    """Derive temp.task_update over temp.task_state as it was filled from the books, for one window.

    A row for each task that was reported on in the window, or whose update lacks something that is asked.
    """
    _new(db)
    asked_for = (*asked.needs, *(["fresh"] if asked.max_age else []))
    parts = [f"iif({_LACKS[word]}, '{word} ', '')" for word in asked_for if word in _LACKS]
    lacks = f"rtrim({' || '.join(parts)})" if parts else "''"
    missing = f"CASE WHEN e.task IS NULL THEN 'update' ELSE {lacks} END" if asked_for else "''"
    active = (
        "s.state NOT IN ('withdrawn', 'proposed', 'suspended')"
        " AND (s.completed_on IS NULL OR s.completed_on >= :from_on) AND s.assigned_on <= :owed_from"
    )
    db.execute(
        f"INSERT INTO temp.task_update WITH e AS ({_ENTRIES}) SELECT s.task, coalesce(e.entries, 0),"
        f" coalesce(e.last_entries, 0), iif({active}, {missing}, '') AS lacks FROM temp.task_state s"
        " LEFT JOIN e ON e.task = s.task WHERE s.role = 'lead' AND (e.task IS NOT NULL OR lacks <> '')",
        {
            "from_on": asked.from_on.isoformat(),
            "as_of": asked.as_of.isoformat(),
            "last_from": (asked.cut_on - timedelta(days=asked.last_days)).isoformat(),
            "fresh_from": (asked.as_of - timedelta(days=asked.max_age)).isoformat(),
            "owed_from": (asked.as_of - timedelta(days=asked.max_age)).isoformat(),
        },
    )


def fill_from_closing(db: Connection, period: int, revision: int) -> None:
    """Read temp.task_update back from what a closing froze; those of earlier versions froze none."""
    _new(db)
    db.execute(
        f"INSERT INTO temp.task_update SELECT {COLUMNS} FROM frozen_update WHERE period = ? AND revision = ?",
        (period, revision),
    )


def freeze(db: Connection, period: int, revision: int) -> None:
    """Keep in the closing how the tasks that it froze were reported on."""
    db.execute(
        f"INSERT INTO frozen_update SELECT ?1, ?2, {COLUMNS}, row_digest(json_array(?1, ?2, {COLUMNS}))"
        " FROM temp.task_update WHERE task IN"
        " (SELECT task FROM frozen_task WHERE period = ?1 AND revision = ?2) ORDER BY task",
        (period, revision),
    )


def _new(db: Connection) -> None:
    db.execute("DROP VIEW IF EXISTS temp.task_fact")
    db.execute("DROP TABLE IF EXISTS temp.task_update")
    db.execute(f"CREATE TEMP TABLE task_update ({COLUMNS}, PRIMARY KEY (task)) WITHOUT ROWID")
