"""What the checks ask of tasks: due dates, targets, when they were registered, how often they were moved."""

from tasktrack.store.change import KIND, MOVED_DUE, ORDERED
from tasktrack.store.check import Asked, rows
from tasktrack.store.connect import Connection, Row

_DUE_IN_YEAR = """
SELECT code, unit, unit_name, due_on >= :year || '-12-01' AS late,
       CASE WHEN assigned_on < :first THEN 1 ELSE CAST(substr(assigned_on, 6, 2) AS INTEGER) END AS month
FROM temp.checked WHERE due_on BETWEEN :first AND :year || '-12-31' ORDER BY unit, task
"""
_TARGETS = """
SELECT code, title, unit, unit_name, block, document, measure, target, baseline FROM temp.checked
WHERE year = :year AND target IS NOT NULL AND baseline > 0 ORDER BY task
"""
# What is dated before the register began could not be entered in time.
_ENTERED = """
WITH many AS (
  SELECT document FROM main.task WHERE document IS NOT NULL AND voided IS NULL
  GROUP BY document HAVING count(*) >= :many)
SELECT code, unit, unit_name, document, entered, urgency <> 'normal' AS urgent,
       document IN (SELECT document FROM many) AS many,
       iif(assigned_on >= :began AND assigned_on < entered, assigned_on, NULL) AS assigned,
       iif(document_date >= :began AND document_date < entered, document_date, NULL) AS dated
FROM temp.checked WHERE entered BETWEEN :first AND :last AND coalesce(assigned, dated) IS NOT NULL
ORDER BY task
"""
# A task of a programme may follow from a later document, repeat an earlier one, or have been added by a decision.
_REGISTERED = """
SELECT code, unit, unit_name, kind, entered FROM temp.checked c
WHERE year = :year AND entered > :deadline
  AND (kind = 'key-registered' OR (kind <> 'adhoc' AND (series IS NULL OR series = task)
       AND coalesce(document_date <= :deadline, 1)
       AND EXISTS (SELECT 1 FROM main.task_programme p WHERE p.task = c.task AND p.voided IS NULL)))
  AND NOT EXISTS (SELECT 1 FROM main.change h WHERE h.task = c.task AND h.kind = 'add' AND h.voided IS NULL
                  AND h.on_day <= :today)
ORDER BY task
"""
_EXTENDED = """
SELECT c.code, c.unit, c.unit_name, c.due_original, c.due_on, count(*) AS times,
       sum(julianday(h.before) - julianday(h.on_day) <= :days) AS late
FROM main.change h CROSS JOIN temp.checked c ON c.task = h.task
WHERE h.kind = 'extend' AND h.field = 'due_on' AND h.voided IS NULL AND h.on_day <= :today
GROUP BY c.task HAVING max(h.on_day) BETWEEN :first AND :last
  AND (count(*) > :most OR (count(*) > 1 AND late = count(*)))
ORDER BY c.task
"""
_OF_DOCUMENTS = """
SELECT code, title, unit, unit_name, document, lead, officer, parent, series_period, due_on, due_original
FROM temp.checked
WHERE year = :year AND document IS NOT NULL ORDER BY task
"""
# What passes on when units merge, split or close rests on the document of that order.
_UNJUSTIFIED = f"""
SELECT t.code, u.code AS unit, u.name AS unit_name, {KIND} AS kind, c.on_day, c.reason, c.document, c.approved_by,
       c.created
FROM main.change c CROSS JOIN main.task t ON t.id = c.task CROSS JOIN main.unit u ON u.id = t.lead
WHERE (c.kind IN ('extend', 'withdraw', 'retarget', 'suspend') OR (c.kind = 'hand-over' AND c.field = 'lead'))
  AND c.voided IS NULL AND c.on_day BETWEEN :first AND :last
  AND (c.reason IS NULL OR c.document IS NULL OR c.approved_by IS NULL)
  AND NOT {ORDERED}
  AND t.voided IS NULL AND t.state <> 'rejected' AND (:unit IS NULL OR t.lead = :unit)
ORDER BY c.id
"""
_BACK_DATED = f"""
WITH made AS (
  SELECT t.code, u.code AS unit, u.name AS unit_name, c.id, c.kind, c.on_day, c.created,
         coalesce(c.there_on, j.today) AS entered,
         {MOVED_DUE} AS moved_due
  FROM main.change c CROSS JOIN main.journal j ON j.seq = c.created CROSS JOIN main.task t ON t.id = c.task
  CROSS JOIN main.unit u ON u.id = t.lead
  WHERE (c.kind IN ('extend', 'withdraw', 'retarget', 'suspend') OR (c.kind = 'hand-over' AND c.field = 'lead'))
    AND c.voided IS NULL AND c.on_day BETWEEN :first AND :last AND c.on_day >= :began AND j.today <= :today
    AND t.voided IS NULL AND t.state <> 'rejected' AND (:unit IS NULL OR t.lead = :unit))
SELECT *, coalesce(on_day <= moved_due AND moved_due < entered, 0) AS belated,
       CAST(julianday(entered) - julianday(on_day) AS INTEGER) AS days
FROM made WHERE belated OR days > :days ORDER BY id
"""


def due_in_year(db: Connection, asked: Asked) -> list[Row]:
    """Return the tasks due in the year: `month` is the first in which each could fall due, `late` December."""
    return rows(db, _DUE_IN_YEAR, asked)


def targets(db: Connection, asked: Asked) -> list[Row]:
    """Return the tasks of the year that have a target and a figure of last year, in thousandths."""
    return rows(db, _TARGETS, asked)


def entered(db: Connection, asked: Asked, *, began: str, many: int) -> list[Row]:
    """Return the tasks entered in the year later than they were `assigned`, or than their document was `dated`."""
    return rows(db, _ENTERED, asked, began=began, many=many)


def registered_after(db: Connection, asked: Asked, deadline: str) -> list[Row]:
    """Return the tasks of the year's registration and programmes that were registered after a day."""
    return rows(db, _REGISTERED, asked, deadline=deadline)


def extended(db: Connection, asked: Asked, *, most: int, days: int) -> list[Row]:
    """Return the tasks extended more than `most` times, or each time within so many days of the due date."""
    return rows(db, _EXTENDED, asked, most=most, days=days)


def of_documents(db: Connection, asked: Asked) -> list[Row]:
    """Return the tasks of the year that come from a document."""
    return rows(db, _OF_DOCUMENTS, asked)


def back_dated(db: Connection, asked: Asked, *, began: str, days: int) -> list[Row]:
    """Return the changes entered more than so many days after their day, or after the due date that they moved."""
    return rows(db, _BACK_DATED, asked, began=began, days=days)


def unjustified(db: Connection, asked: Asked) -> list[Row]:
    """Return the changes of the year that lack a reason, a document or who approved them."""
    return rows(db, _UNJUSTIFIED, asked)
