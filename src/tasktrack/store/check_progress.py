"""What the checks ask of progress entries: evidence, when they were made, and whether they fit one another."""

from tasktrack.store.check import Asked, rows
from tasktrack.store.connect import Connection, Row
from tasktrack.store.updates import ENTERED

_DONE = """
SELECT code, unit, unit_name, EXISTS (SELECT 1 FROM main.progress p WHERE p.task = c.task AND p.voided IS NULL
       AND p.on_day <= :today AND p.evidence IS NOT NULL) AS backed
FROM temp.checked c WHERE state IN ('done', 'awaiting-review')
  AND coalesce(completed_on, last_on) BETWEEN :first AND :last ORDER BY unit, task
"""
_DONE_LONG_BEFORE = """
SELECT c.code, c.unit, c.unit_name, p.done_on, min(coalesce(p.there_on, j.today)) AS entered,
       min(p.id) FILTER (WHERE p.voided IS NULL) AS entry,
       julianday(min(coalesce(p.there_on, j.today))) - julianday(p.done_on) AS days
FROM temp.checked c CROSS JOIN main.progress p ON p.task = c.task CROSS JOIN main.journal j ON j.seq = p.created
WHERE p.done_on >= :began AND p.on_day <= :last AND j.today <= :today
GROUP BY c.task, p.done_on HAVING entry IS NOT NULL AND days > :days
  AND max(p.on_day) FILTER (WHERE p.voided IS NULL) >= :first
ORDER BY c.task, p.done_on
"""
# Work that was returned, or whose target a decision changed, may stand lower afterwards. Done without a percentage is
# 100.
_FALLS = """
WITH said AS (
  SELECT p.id, p.task, p.on_day, coalesce(p.percent, 10000) AS percent,
         lag(p.id) OVER told AS earlier, lag(p.on_day) OVER told AS earlier_on,
         lag(coalesce(p.percent, 10000)) OVER told AS higher
  FROM temp.checked c CROSS JOIN main.progress p ON p.task = c.task
  WHERE p.voided IS NULL AND p.on_day <= :last AND (p.percent IS NOT NULL OR p.done_on IS NOT NULL)
  WINDOW told AS (PARTITION BY p.task ORDER BY p.on_day, p.id))
SELECT c.code, c.unit, c.unit_name, s.id AS entry, s.on_day, s.percent, s.earlier, s.higher
FROM said s CROSS JOIN temp.checked c ON c.task = s.task
WHERE s.percent < s.higher AND s.on_day >= :first
  AND NOT EXISTS (SELECT 1 FROM main.review r WHERE r.progress = s.earlier AND r.verdict = 'returned'
                  AND r.voided IS NULL)
  AND NOT EXISTS (SELECT 1 FROM main.change h WHERE h.task = s.task AND h.kind = 'retarget' AND h.field = 'target'
                  AND h.on_day BETWEEN s.earlier_on AND s.on_day AND h.voided IS NULL)
ORDER BY s.task, s.on_day, s.id
"""
_HUNDRED = """
SELECT code, unit, unit_name, (SELECT p.id FROM main.progress p WHERE p.task = c.task AND p.voided IS NULL
       AND p.on_day <= :today AND p.percent IS NOT NULL ORDER BY p.on_day DESC, p.id DESC LIMIT 1) AS entry, last_on
FROM temp.checked c WHERE state = 'open' AND percent = 10000 ORDER BY task
"""
_HEARD = """
WITH supported AS (
  SELECT unit, max(on_day) AS last_on FROM main.support_entry WHERE voided IS NULL AND on_day <= :today GROUP BY unit),
heard AS (SELECT lead, max(last_on) AS last_on FROM temp.checked GROUP BY lead)
SELECT c.code, c.unit, c.unit_name, c.assigned_on, max(coalesce(h.last_on, ''), coalesce(s.last_on, '')) AS last_on
FROM temp.checked c JOIN heard h ON h.lead = c.lead LEFT JOIN supported s ON s.unit = c.lead
WHERE c.state IN ('open', 'returned') ORDER BY c.unit, c.task
"""
_MADE = f"""
made AS (
  SELECT c.task, c.code, c.unit, c.unit_name, c.assigned_on, p.id, p.on_day, p.created,
         {ENTERED} AS entered
  FROM temp.checked c CROSS JOIN main.progress p ON p.task = c.task CROSS JOIN main.journal j ON j.seq = p.created
  WHERE p.voided IS NULL AND p.on_day BETWEEN :first AND :last AND p.on_day >= :began AND j.today <= :today)
"""
_BACK_DATED = f"""
WITH {_MADE}
SELECT code, unit, unit_name, id AS entry, on_day, entered,
       CAST(julianday(entered) - julianday(on_day) AS INTEGER) AS days
FROM made WHERE julianday(entered) - julianday(on_day) > :days ORDER BY task, on_day, id
"""
# Until entry locks, whatever a period counts is made in time. What was made after a closing was made because the
# period was opened again.
_AFTER_CUT = f"""
WITH {_MADE}, cut AS (
  SELECT json_extract(w.value, '$[0]') AS period, json_extract(w.value, '$[1]') AS key,
         json_extract(w.value, '$[2]') AS from_on, json_extract(w.value, '$[3]') AS cut_on,
         json_extract(w.value, '$[4]') AS until
  FROM json_each(:windows) w)
SELECT m.code, m.unit, m.unit_name, m.id AS entry, w.key, w.until, m.entered
FROM made m CROSS JOIN cut w ON m.on_day BETWEEN w.from_on AND w.cut_on
WHERE m.entered > w.until AND julianday(m.entered) - julianday(m.on_day) <= :days
  AND NOT EXISTS (SELECT 1 FROM main.closing k WHERE k.period = w.period AND k.seq < m.created)
ORDER BY w.from_on, w.key, m.unit, m.id
"""


def done(db: Connection, asked: Asked) -> list[Row]:
    """Return the tasks reported done in the year, and whether any entry of theirs holds evidence."""
    return rows(db, _DONE, asked)


def done_long_before(db: Connection, asked: Asked, *, began: str, days: int) -> list[Row]:
    """Return, by task and day, work finished more than so many days before an entry first said so."""
    return rows(db, _DONE_LONG_BEFORE, asked, began=began, days=days)


def falls(db: Connection, asked: Asked) -> list[Row]:
    """Return the entries with a lower percentage than the one before, both in hundredths."""
    return rows(db, _FALLS, asked)


def at_hundred(db: Connection, asked: Asked) -> list[Row]:
    """Return the open tasks whose newest percentage is 100."""
    return rows(db, _HUNDRED, asked)


def heard(db: Connection, asked: Asked) -> list[Row]:
    """Return the unfinished tasks, each with the day of its unit's last entry on anything, empty for none."""
    return rows(db, _HEARD, asked)


def back_dated(db: Connection, asked: Asked, *, began: str, days: int) -> list[Row]:
    """Return the entries dated more than so many days before they were made."""
    return rows(db, _BACK_DATED, asked, began=began, days=days)


def after_cut(db: Connection, asked: Asked, *, began: str, days: int, windows: str) -> list[Row]:
    """Return the other entries made after the last day for entries of the window that they are dated in.

    `windows` is a JSON array of (period id, key, first day, cut, last day for entries).
    """
    return rows(db, _AFTER_CUT, asked, began=began, days=days, windows=windows)
