"""What the report of a period names one by one: late tasks, obstacles with their answers, changes, who was urged."""

import json
from collections.abc import Collection, Iterable
from datetime import date

from tasktrack.domain.direction import Remark
from tasktrack.domain.period_report import ListedTask, SayingTask, Span, SupportObstacle, TaskChange
from tasktrack.store.change import KIND
from tasktrack.store.connect import Connection, Row
from tasktrack.store.period_counts import ACTIVE, LEAD, parameters
from tasktrack.store.rows import day, known

# Titles and names are those that the closing kept, else those of the books.
_NAMES = """coalesce(k.code, t.code) AS code, coalesce(k.title, t.title) AS title, n.id AS unit,
  coalesce(v.code, n.code) AS lead, coalesce(v.name, n.name) AS lead_name"""
_NAMED = """LEFT JOIN main.frozen_title k ON k.period = :period AND k.revision = :revision AND k.task = t.id
  LEFT JOIN main.frozen_unit v ON v.period = :period AND v.revision = :revision AND v.unit = n.id"""
_NEWEST = """(SELECT p.{column} FROM main.progress p WHERE p.task = t.id AND p.on_day <= :as_of
  AND p.{column} IS NOT NULL AND {known} ORDER BY p.on_day DESC, p.id DESC LIMIT 1)"""
_CONFIRMED = """(SELECT r.{column} FROM main.review r JOIN main.progress p ON p.id = r.progress
  WHERE p.task = t.id AND p.on_day <= :as_of AND r.objective_on IS NOT NULL AND {entry} AND {review}
  ORDER BY r.objective_on DESC, r.id DESC LIMIT 1)"""
_LATE = "(s.state = 'done' AND s.done_on > s.due_on)"
_OVERDUE = "(s.state IN ('open', 'returned', 'awaiting-review') AND s.due_on < :as_of)"
_NEW = "s.assigned_on >= :from_on"
_TASKS = f"""
SELECT s.task, {_NAMES}, s.kind, s.state, s.assigned_on, s.due_on, s.done_on, s.inherited,
  CASE WHEN {_LATE} OR {_OVERDUE} THEN CAST(julianday(coalesce(s.done_on, :as_of)) - julianday(s.due_on) AS INTEGER)
    ELSE 0 END AS days,
  {{cause}} AS cause, {{confirmed_by}} AS confirmed_by, {{confirmed_on}} AS confirmed_on, {{obstacle}} AS obstacle,
  {{proposal}} AS proposal
FROM temp.task_state s JOIN main.task t ON t.id = s.task JOIN main.unit n ON n.id = s.subject {_NAMED}
  LEFT JOIN temp.task_update u ON u.task = s.task
WHERE s.role = 'lead' AND s.state <> 'proposed' AND coalesce(u.lacks, '') = ''
  AND {ACTIVE} AND ({_LATE} OR {_OVERDUE} OR {_NEW}) ORDER BY days DESC, s.task
"""
# What was open on the books in the period: what was finished before it waits for nobody.
_SAID = f"""
SELECT e.id, e.task, e.on_day, e.obstacle, e.proposal FROM temp.task_state s
  CROSS JOIN main.progress e ON e.task = s.task
WHERE s.role = 'lead' AND s.state NOT IN ('withdrawn', 'proposed')
  AND (s.completed_on IS NULL OR s.completed_on >= :from_on)
  AND e.on_day <= :as_of AND {known("e")} AND coalesce(e.obstacle, e.proposal) IS NOT NULL ORDER BY e.on_day, e.id
"""
_SAYING = f"""
SELECT t.id, {_NAMES}, s.state FROM json_each(:tasks) asked JOIN main.task t ON t.id = asked.value
  JOIN temp.task_state s ON s.task = +t.id AND s.role = 'lead' JOIN main.unit n ON n.id = s.subject {_NAMED}
"""
_SUPPORTING = f"""
SELECT e.id, e.on_day, {_NAMES}, e.obstacle, e.proposal FROM main.support_entry e JOIN main.task t ON t.id = e.task
  JOIN main.unit n ON n.id = e.unit {_NAMED}
WHERE e.on_day BETWEEN :from_on AND :as_of AND {known("e")} AND coalesce(e.obstacle, e.proposal) IS NOT NULL
  AND t.voided IS NULL ORDER BY e.on_day, e.id
"""
# A change of the officer stays inside the unit and changes nothing of the list.
_CHANGES = f"""
SELECT c.on_day, {KIND} AS kind, {_NAMES}, c.field, coalesce(b.code, c.before) AS before,
  coalesce(a.code, c.after) AS after, c.reason, c.document, c.approved_by
FROM main.change c JOIN main.task t ON t.id = c.task JOIN main.unit n ON n.id = {LEAD} {_NAMED}
  LEFT JOIN main.unit b ON c.field = 'lead' AND b.id = CAST(c.before AS INTEGER)
  LEFT JOIN main.unit a ON c.field = 'lead' AND a.id = CAST(c.after AS INTEGER)
WHERE c.on_day BETWEEN :from_on AND :as_of AND {known("c")} AND c.field IS NOT 'officer' AND t.voided IS NULL
ORDER BY c.on_day, c.id
"""
_URGED = f"""
SELECT unit, what, count(*) FROM (
  SELECT r.unit, CASE r.kind WHEN 'criticism' THEN 'criticisms' ELSE 'reminders' END AS what FROM main.reminder r
    WHERE r.on_day BETWEEN :from_on AND :as_of AND {known("r")}
  UNION ALL SELECT f.unit, 'refusals' FROM main.refusal f
    WHERE f.on_day BETWEEN :from_on AND :as_of AND {known("f")}
  UNION ALL SELECT f.unit, 'reassigned' FROM main.refusal f
    WHERE f.outcome = 'reassigned' AND f.decided_on BETWEEN :from_on AND :as_of AND {known("f")}
  UNION ALL SELECT CAST(c.before AS INTEGER), 'handed_out' FROM main.change c
    WHERE c.field = 'lead' AND c.on_day BETWEEN :from_on AND :as_of AND {known("c")}
  UNION ALL SELECT CAST(c.after AS INTEGER), 'handed_in' FROM main.change c
    WHERE c.field = 'lead' AND c.on_day BETWEEN :from_on AND :as_of AND {known("c")})
GROUP BY 1, 2
"""


def tasks(db: Connection, span: Span) -> list[ListedTask]:
    """Return the tasks that were finished late, are overdue or new, the latest first."""
    newest = {
        name: _NEWEST.format(column=name, known=known("p")) for name in ("cause", "obstacle", "proposal")
    }
    confirmed = {
        name: _CONFIRMED.format(column=column, entry=known("p"), review=known("r"))
        for name, column in (("confirmed_by", "objective_by"), ("confirmed_on", "objective_on"))
    }
    return [_task(row) for row in db.execute(_TASKS.format(**newest, **confirmed), parameters(span))]


def remarks(db: Connection, span: Span) -> list[Remark]:
    """Return what tasks of the period reported as obstacles or proposed by the report date, in the order of days."""
    rows = db.execute(_SAID, parameters(span))
    return [Remark(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4]) for row in rows]


def saying(db: Connection, span: Span, tasks: Collection[int]) -> dict[int, SayingTask]:
    """Return tasks by id: what they are called, who leads them, and their state."""
    rows = db.execute(_SAYING, {**parameters(span), "tasks": json.dumps(list(tasks))})
    return {row["id"]: SayingTask(*tuple(row)[1:]) for row in rows}


def supporting(db: Connection, span: Span) -> list[SupportObstacle]:
    """Return what supporting units reported as an obstacle or proposed in the period, in the order of days."""
    return [
        SupportObstacle(row[0], date.fromisoformat(row[1]), *tuple(row)[2:])
        for row in db.execute(_SUPPORTING, parameters(span))
    ]


def changes(db: Connection, span: Span) -> list[TaskChange]:
    """Return the changes that count from a day of the period, in their order."""
    rows = db.execute(_CHANGES, parameters(span))
    return [TaskChange(date.fromisoformat(row[0]), *tuple(row)[1:]) for row in rows]


def urged(db: Connection, span: Span) -> Iterable[tuple[int, str, int]]:
    """Return by unit and kind how often it was urged, criticised, refused a task, gave one away or got one."""
    return [(row[0], row[1], row[2]) for row in db.execute(_URGED, parameters(span))]


def successions(db: Connection, as_of: date, seq: int) -> list[tuple[int, int, bool]]:
    """Return which unit took over from which by a day, in order, as (old, new, whether all of it).

    `seq` is the journal entry by which it must have been recorded.
    """
    rows = db.execute(
        "SELECT s.old, s.new, s.kind <> 'split' OR coalesce(o.valid_to < s.on_day, 0) FROM main.unit_succession s"
        f" JOIN main.unit o ON o.id = s.old WHERE s.on_day <= :as_of AND {known('s')} ORDER BY s.on_day, s.id",
        {"as_of": as_of.isoformat(), "seq": seq},
    )
    return [(row[0], row[1], bool(row[2])) for row in rows]


def _task(row: Row) -> ListedTask:
    return ListedTask(
        id=row["task"],
        code=row["code"],
        title=row["title"],
        kind=row["kind"],
        state=row["state"],
        unit=row["unit"],
        lead=row["lead"],
        lead_name=row["lead_name"],
        assigned_on=date.fromisoformat(row["assigned_on"]),
        due_on=day(row["due_on"]),
        done_on=day(row["done_on"]),
        days=row["days"],
        inherited=bool(row["inherited"]),
        cause=row["cause"],
        confirmed_by=row["confirmed_by"],
        confirmed_on=day(row["confirmed_on"]),
        obstacle=row["obstacle"],
        proposal=row["proposal"],
    )
