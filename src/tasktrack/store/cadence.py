"""How the tasks of each unit were reported on: from what was derived of the books, or from what a closing froze."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import known
from tasktrack.store.updates import ENTERED

# An entry is of the unit that led its task on the day that it speaks for: what the first change after it found.
_LEAD = """coalesce((SELECT CAST(c.before AS INTEGER) FROM main.change c WHERE c.task = p.task AND c.field = 'lead'
  AND c.on_day > p.on_day AND c.voided IS NULL ORDER BY c.on_day, c.id LIMIT 1), t.lead)"""
# Entries of all tasks, also of those suspended, withdrawn or divided since. Tasks open in the window, or finished in
# it; silence is that of unfinished work, and not of what awaits review. All of it counts with the heir of a unit.
_FIGURES = f"""
WITH heir AS (SELECT CAST(key AS INTEGER) AS old, value AS unit FROM json_each(:heirs)),
told AS (
  SELECT {_LEAD} AS unit, count(*) AS entries, sum({ENTERED} > :last_from) AS last
  FROM main.progress p JOIN main.journal j ON j.seq = p.created JOIN main.task t ON t.id = p.task
  WHERE p.on_day BETWEEN :from_on AND :as_of AND {{stood}} GROUP BY 1),
led AS (
  SELECT s.subject AS unit, count(*) AS tasks, sum(coalesce(s.last_on, '') < :from_on) AS silent,
         max(CASE WHEN s.completed_on IS NULL AND s.state <> 'awaiting-review' THEN
             CAST(julianday(:as_of) - julianday(max(coalesce(s.last_on, s.assigned_on), s.assigned_on)) AS INTEGER)
             END) AS silence
  FROM {{tasks}} s
  WHERE s.role = 'lead' AND s.state NOT IN ('withdrawn', 'proposed', 'suspended')
    AND (s.completed_on IS NULL OR s.completed_on >= :from_on) GROUP BY 1),
figure AS (
  SELECT unit, tasks, silent, silence, 0 AS entries, 0 AS last FROM led
  UNION ALL SELECT unit, 0, 0, NULL, entries, last FROM told)
SELECT coalesce(k.code, n.code) AS lead, coalesce(k.name, n.name) AS lead_name,
       iif(k.unit IS NULL, n.block, k.block) AS block, sum(f.tasks) AS tasks, sum(f.silent) AS silent,
       max(f.silence) AS silence, sum(f.entries) AS entries, sum(f.last) AS last
FROM figure f LEFT JOIN heir h ON h.old = f.unit JOIN main.unit n ON n.id = coalesce(h.unit, f.unit)
LEFT JOIN main.frozen_unit k ON k.period = :period AND k.revision = :revision AND k.unit = n.id
GROUP BY n.id
"""
# A wall keeps the entries behind it as they are; those of a longer period change when a part is opened again.
_STANDS = "p.voided IS NULL AND p.created <= :seq"
_FROZEN = "(SELECT * FROM main.frozen_task WHERE period = :period AND revision = :revision)"


class Asked(NamedTuple):
    """The first day of a window, the day as of which it is looked at, and the days watched before entry locks.

    `seq` is the journal entry by which things must have been recorded. `heirs` took over from other units.
    """

    from_on: date
    as_of: date
    entry_until: date
    last_days: int
    seq: int
    heirs: Mapping[int, int]


def of_books(db: Connection, asked: Asked) -> list[Row]:
    """Return the figures of each unit over the temp tables as they were filled from the books, in one statement."""
    return _figures(db, "temp.task_state", _STANDS, asked, 0, 0)


def of_closing(db: Connection, period: int, revision: int, asked: Asked, *, walls: bool) -> list[Row]:
    """Return the figures of each unit over what a closing froze, under the names of that day, in one statement.

    Entries are those of the books that stood then; `walls`: the closing refuses any change of them.
    """
    return _figures(db, _FROZEN, _STANDS if walls else known("p"), asked, period, revision)


def _figures(db: Connection, tasks: str, stood: str, asked: Asked, period: int, revision: int) -> list[Row]:
    parameters = {
        "from_on": asked.from_on.isoformat(),
        "as_of": asked.as_of.isoformat(),
        "last_from": (asked.entry_until - timedelta(days=asked.last_days)).isoformat(),
        "seq": asked.seq,
        "heirs": json.dumps(asked.heirs),
        "period": period,
        "revision": revision,
    }
    return db.execute(_FIGURES.format(tasks=tasks, stood=stood), parameters).fetchall()
