"""How each task was reported on in a window: temp.task_update, beside temp.task_state."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tasktrack.store.connect import Connection, Row

if TYPE_CHECKING:
    from tasktrack.domain.updating import Asked

COLUMNS = "task, entries, last_entries, lacks"
# The day on which an entry was made. A correction speaks from the one on which its text was first entered: the rows
# that it replaced count for that.
ENTERED = """CASE WHEN p.corrects IS NULL THEN coalesce(p.there_on, j.today) ELSE
  (SELECT min(coalesce(o.there_on, k.today)) FROM main.progress o JOIN main.journal k ON k.seq = o.created
   WHERE o.task = p.task AND o.on_day = p.on_day) END"""
# The newest entry of the window speaks for the task; numbers, evidence and obstacles may stand in any of it.
# Recorded after the lock is recorded last of all: whoever waits for it to pass waits longest.
_ENTRIES = f"""
  SELECT p.task, count(*) AS entries, sum({ENTERED} > :last_from) AS last_entries,
         max(p.percent IS NOT NULL OR p.quantity IS NOT NULL) AS amount,
         max(CASE WHEN p.done_on IS NOT NULL THEN p.on_day END) AS claimed_on,
         max(CASE WHEN p.evidence IS NOT NULL THEN p.on_day END) AS evidence_on,
         max(p.obstacle IS NOT NULL) AS obstacle, max(p.proposal IS NOT NULL) AS proposal,
         substr(max(p.on_day || (1000000000000 + p.id) || (p.result IS NOT NULL)), 24) = '1' AS result
  FROM main.progress p JOIN main.journal j ON j.seq = p.created
  WHERE p.voided IS NULL AND p.on_day BETWEEN :from_on AND :as_of GROUP BY p.task
"""
_NOTHING = "''"
_COUNTED = f"""
  SELECT p.task, count(*), sum({ENTERED} > :last_from), {_NOTHING}
  FROM main.progress p JOIN main.journal j ON j.seq = p.created
  WHERE p.voided IS NULL AND p.on_day BETWEEN :from_on AND :as_of
    AND p.task IN (SELECT task FROM temp.task_state WHERE role = 'lead') GROUP BY p.task
"""
# What awaits review is reported, and its unit owes nothing more until somebody judges it.
_OPEN = "(s.completed_on IS NULL AND s.state <> 'awaiting-review')"
# Assigned in the last days, a task owes no update yet; finished, it owes its report.
_OWES = f"({_OPEN} AND s.assigned_on < :fresh_from AND s.assigned_on <= :last_from)"
_LACKS = {
    "update": f"e.task IS NULL AND {_OWES}",
    "result": f"e.result = 0 AND ({_OWES} OR NOT {_OPEN})",
    "amount": f"e.amount = 0 AND {_OWES}",
    "evidence": "coalesce(s.completed_on, iif(s.state = 'awaiting-review', e.claimed_on, NULL))"
    " > coalesce(e.evidence_on, '')",
    # Late work that goes on needs help, so it names a proposal too; what was finished late only says why.
    "obstacle": f"({_OWES} AND s.due_on < :as_of AND NOT (e.obstacle AND e.proposal))"
    " OR (s.done_on > s.due_on AND NOT e.obstacle)",
    "fresh": "coalesce(s.last_on, s.assigned_on) < :fresh_from AND (e.task IS NOT NULL OR NOT :update_asked)"
    f" AND {_OWES}",
}
_ACTIVE = (
    "s.state NOT IN ('withdrawn', 'proposed', 'suspended')"
    " AND (s.completed_on IS NULL OR s.completed_on >= :from_on)"
)
# What was registered only after the lock could not be reported on.
_KNOWN = (
    "(SELECT coalesce(t.there_on, r.today) FROM main.task t JOIN main.journal r ON r.seq = t.created"
    " WHERE t.id = s.task) <= :until"
)


def fill(db: Connection, asked: Asked) -> None:
    """Derive temp.task_update over temp.task_state as it was filled from the books, for one window.

    A row for each task that was reported on in the window, or whose update lacks something that is asked.
    """
    _new(db)
    lacks = _lacks(asked)
    # Where nothing is asked, what the entries hold need not be looked at.
    rows = (
        _COUNTED
        if lacks == _NOTHING
        else f"WITH e AS ({_ENTRIES}) SELECT s.task, coalesce(e.entries, 0), coalesce(e.last_entries, 0),"
        f" {lacks} AS lacks FROM temp.task_state s LEFT JOIN e ON e.task = s.task"
        " WHERE s.role = 'lead' AND (e.task IS NOT NULL OR lacks <> '')"
    )
    db.execute(
        f"INSERT INTO temp.task_update {rows}",
        {
            "from_on": asked.from_on.isoformat(),
            "as_of": asked.as_of.isoformat(),
            "last_from": asked.last_from.isoformat(),
            "fresh_from": (asked.as_of - timedelta(days=asked.max_age)).isoformat(),
            "until": asked.entry_until.isoformat(),
            "update_asked": int(bool(asked.needs)),
        },
    )


def _lacks(asked: Asked) -> str:
    """Return what a task lacks of all that is asked, as SQL; whoever owes an update owes what it should hold.

    Nobody owes anything before it is due.
    """
    if not asked.is_due:
        return _NOTHING
    words = [word for word in _LACKS if word in asked.needs]
    if asked.needs and "update" not in words:
        words.insert(0, "update")
    if asked.max_age:
        words.append("fresh")
    parts = [f"iif(coalesce({_LACKS[word]}, 0), '{word} ', '')" for word in words]
    return f"iif({_ACTIVE} AND {_KNOWN}, rtrim({' || '.join(parts)}), '')" if parts else _NOTHING


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


def incomplete(db: Connection) -> list[Row]:
    """Return the tasks whose update lacks something, over the temp tables as they were filled from the books."""
    return db.execute(
        "SELECT s.task, t.code, t.title, s.due_on, n.code AS lead, n.name AS lead_name, n.block, u.lacks"
        " FROM temp.task_state s CROSS JOIN temp.task_update u ON u.task = s.task AND u.lacks <> ''"
        " JOIN main.task t ON t.id = s.task JOIN main.unit n ON n.id = s.subject"
        " WHERE s.role = 'lead' ORDER BY s.task"
    ).fetchall()


def incomplete_in(db: Connection, period: int, revision: int) -> list[Row]:
    """Return the tasks whose update lacked something at a closing, under the titles and names that it kept."""
    return db.execute(
        "SELECT u.task, t.code, t.title, s.due_on, coalesce(k.code, n.code) AS lead,"
        " coalesce(k.name, n.name) AS lead_name, iif(k.unit IS NULL, n.block, k.block) AS block, u.lacks"
        " FROM frozen_update u JOIN frozen_task s USING (period, revision, task)"
        " JOIN frozen_title t USING (period, revision, task)"
        " LEFT JOIN frozen_unit k ON k.period = u.period AND k.revision = u.revision AND k.unit = s.subject"
        " JOIN unit n ON n.id = s.subject"
        " WHERE u.period = ? AND u.revision = ? AND u.lacks <> '' AND s.role = 'lead' ORDER BY u.task",
        (period, revision),
    ).fetchall()


def _new(db: Connection) -> None:
    db.execute("DROP VIEW IF EXISTS temp.task_fact")
    db.execute("DROP TABLE IF EXISTS temp.task_update")
    db.execute(f"CREATE TEMP TABLE task_update ({COLUMNS}, PRIMARY KEY (task)) WITHOUT ROWID")
