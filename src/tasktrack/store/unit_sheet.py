"""Every task of one unit as a period counts it, and how often the unit reported."""

from datetime import date

from tasktrack.domain.period_report import Span
from tasktrack.domain.unit_sheet import Reporting, UnitTask
from tasktrack.store.connect import Connection, Row
from tasktrack.store.period_counts import ACTIVE, BUCKET, STATES, parameters
from tasktrack.store.rows import day, hundredths, known

# What a closing froze stands, an empty document too; it keeps no wording of a due date, so its day is printed.
_TASKS = f"""
SELECT s.task, coalesce(k.code, t.code) AS code, coalesce(k.title, t.title) AS title,
  iif(k.task IS NULL, t.document, k.document) AS document, s.kind, {BUCKET} AS bucket, s.state, s.assigned_on, s.due_on,
  iif(k.task IS NULL AND s.due_on = t.due_original, t.due_text, NULL) AS due_text,
  s.done_on, s.last_on, CASE WHEN s.state = 'done' THEN 10000 WHEN s.percent IS NOT NULL THEN s.percent
    WHEN s.quantity IS NOT NULL THEN min(10000, s.quantity * 10000 / s.assigned_quantity) END AS percent,
  CASE WHEN s.due_on IS NULL OR s.state = 'suspended' THEN 0
    ELSE max(0, CAST(julianday(coalesce(s.done_on, :as_of)) - julianday(s.due_on) AS INTEGER)) END AS days,
  (SELECT p.result FROM main.progress p WHERE p.task = s.task AND p.on_day <= :as_of AND p.result IS NOT NULL
    AND {known("p")} ORDER BY p.on_day DESC, p.id DESC LIMIT 1) AS result
FROM {STATES} s JOIN main.task t ON t.id = s.task
  LEFT JOIN main.frozen_title k ON k.period = :period AND k.revision = :revision AND k.task = s.task
WHERE s.subject = :unit AND {ACTIVE} AND s.state <> 'proposed' ORDER BY s.due_on IS NULL, s.due_on, s.task
"""
_REPORTING = f"""
SELECT count(*), count(DISTINCT p.on_day), max(p.on_day) FROM {STATES} s
  CROSS JOIN main.progress p ON p.task = s.task
WHERE s.subject = :unit AND {ACTIVE} AND s.state <> 'proposed' AND p.on_day BETWEEN :from_on AND :as_of
  AND {known("p")}
"""


def tasks(db: Connection, span: Span, unit: int) -> list[UnitTask]:
    """Return the tasks that a unit leads in a period, by due date, over temp.task_state as it was filled for it."""
    return [_task(row) for row in db.execute(_TASKS, {**parameters(span), "unit": unit})]


def reporting(db: Connection, span: Span, unit: int) -> Reporting:
    """Return how often it was reported on those tasks in the period."""
    entries, days, last = db.execute(_REPORTING, {**parameters(span), "unit": unit}).fetchone()
    return Reporting(entries, days, day(last))


def _task(row: Row) -> UnitTask:
    return UnitTask(
        id=row["task"],
        code=row["code"],
        title=row["title"],
        document=row["document"],
        kind=row["kind"],
        bucket=row["bucket"],
        state=row["state"],
        assigned_on=date.fromisoformat(row["assigned_on"]),
        due_on=day(row["due_on"]),
        due_text=row["due_text"],
        done_on=day(row["done_on"]),
        percent=hundredths(row["percent"]),
        days=row["days"],
        last_on=day(row["last_on"]),
        result=row["result"],
    )
