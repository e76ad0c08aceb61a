"""How the tasks of each unit were reported on: from what was derived of the books, or from what a closing froze."""

from datetime import date
from typing import NamedTuple

from tasktrack.store.connect import Connection, Row

# Open in the window, or finished in it. Silence is that of unfinished work, and not of what awaits review.
_FIGURES = """
  SELECT {unit}, count(*) AS tasks, sum(coalesce(s.last_on, '') < :from_on) AS silent,
         max(CASE WHEN s.completed_on IS NULL AND s.state <> 'awaiting-review' THEN
             CAST(julianday(:as_of) - julianday(max(coalesce(s.last_on, s.assigned_on), s.assigned_on)) AS INTEGER)
             END) AS silence,
         sum(coalesce(u.entries, 0)) AS entries, sum(coalesce(u.last_entries, 0)) AS last
  FROM {tables}
  WHERE s.role = 'lead' AND s.state NOT IN ('withdrawn', 'proposed', 'suspended')
    AND (s.completed_on IS NULL OR s.completed_on >= :from_on) {closing}
  GROUP BY s.subject
"""


class Days(NamedTuple):
    """The first day of a window and the day as of which it is looked at."""

    from_on: date
    as_of: date


def of_books(db: Connection, days: Days) -> list[Row]:
    """Return the figures of each unit over the temp tables as they were filled from the books, in one statement."""
    statement = _FIGURES.format(
        unit="n.code AS lead, n.name AS lead_name, n.block",
        tables="temp.task_state s JOIN main.unit n ON n.id = s.subject"
        " LEFT JOIN temp.task_update u ON u.task = s.task",
        closing="",
    )
    return db.execute(statement, _given(days)).fetchall()


def of_closing(db: Connection, period: int, revision: int, days: Days) -> list[Row]:
    """Return the figures of each unit over what a closing froze, under the names of that day, in one statement."""
    statement = _FIGURES.format(
        unit="coalesce(k.code, n.code) AS lead, coalesce(k.name, n.name) AS lead_name,"
        " iif(k.unit IS NULL, n.block, k.block) AS block",
        tables="frozen_task s JOIN unit n ON n.id = s.subject"
        " LEFT JOIN frozen_update u USING (period, revision, task) LEFT JOIN frozen_unit k"
        " ON k.period = s.period AND k.revision = s.revision AND k.unit = s.subject",
        closing="AND s.period = :period AND s.revision = :revision",
    )
    return db.execute(statement, _given(days) | {"period": period, "revision": revision}).fetchall()


def is_kept(db: Connection, period: int, revision: int) -> bool:
    """Return whether a closing kept how its tasks were reported on; those of earlier versions kept nothing.

    One whose tasks have no entry in the window had nothing to keep: it kept all.
    """
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM frozen_update WHERE period = ?1 AND revision = ?2) OR NOT EXISTS"
        " (SELECT 1 FROM frozen_task s JOIN closing c USING (period, revision) WHERE s.period = ?1"
        " AND s.revision = ?2 AND s.role = 'lead' AND s.last_on >= c.data_from)",
        (period, revision),
    ).fetchone()
    return bool(row[0])


def _given(days: Days) -> dict[str, str | int]:
    return {"from_on": days.from_on.isoformat(), "as_of": days.as_of.isoformat()}
