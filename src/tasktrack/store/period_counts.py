"""Tasks of a period by how they stand, from temp.task_state and what closings froze: counts, never tasks."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tasktrack.domain.period_figures import Group
from tasktrack.domain.period_report import Span
from tasktrack.store.connect import Connection
from tasktrack.store.facts import STATE_COLUMNS
from tasktrack.store.rows import known

# What a task lacks stands beside how it stands: of the period in temp.task_update, of the year in temp.year_task.
STATES = (
    "(SELECT s.*, coalesce(u.lacks, '') AS lacks FROM temp.task_state s"
    " LEFT JOIN temp.task_update u ON u.task = s.task WHERE s.role = 'lead')"
)
YEAR = "temp.year_task"
# Assigned by the cut and not finished before the window; what is open on the books of a closed one was frozen too.
ACTIVE = (
    "s.state <> 'withdrawn' AND s.assigned_on <= :cut_on AND s.registered <= :seq"
    " AND (s.completed_on IS NULL OR s.completed_on >= :from_on)"
)
BUCKET = """CASE WHEN s.state = 'proposed' THEN 'proposed' WHEN s.lacks <> '' THEN 'left_out'
  WHEN s.state = 'done' THEN CASE WHEN s.due_on IS NULL THEN 'done_no_deadline'
    WHEN s.done_on < s.due_on THEN 'done_early' WHEN s.done_on = s.due_on THEN 'done_on_time' ELSE 'done_late' END
  WHEN s.state = 'open' THEN CASE WHEN s.due_on IS NULL THEN 'no_deadline'
    WHEN s.due_on < :long_since THEN 'overdue_long' WHEN s.due_on < :as_of THEN 'overdue_short'
    WHEN s.due_on <= :soon THEN 'due_soon' ELSE 'later' END
  WHEN s.state = 'awaiting-review' THEN 'awaiting_review' ELSE s.state END"""
_GROUPS = f"""
SELECT s.subject, s.kind, s.inherited, s.taken_over, {BUCKET} AS bucket, count(*),
  sum(s.assigned_on >= :from_on),
  sum(s.state = 'open' AND s.last_on IS NULL AND coalesce(s.due_on > :soon, 1)),
  sum(s.state IN ('returned', 'awaiting-review') AND coalesce(s.due_on < :as_of, 0)),
  sum(s.state <> 'suspended' AND coalesce(s.due_on <= :as_of, 0))
FROM {{source}} s WHERE {ACTIVE} GROUP BY 1, 2, 3, 4, 5
"""
# The lead of a day is what the first change after it found; all that was recorded of it is asked, also later.
LEAD = """coalesce((SELECT CAST(m.before AS INTEGER) FROM main.change m WHERE m.task = t.id AND m.field = 'lead'
  AND m.on_day > :as_of AND m.voided IS NULL ORDER BY m.on_day, m.id LIMIT 1), t.lead)"""
_WITHDRAWN = """
SELECT lead, kind, 0, taken_over, 'withdrawn', count(*) FROM (
  SELECT {lead} AS lead, t.kind, t.taken_over,
    substr(max(c.on_day || (1000000000000 + c.id) || c.kind), 24) AS standing,
    max(CASE WHEN c.kind = 'withdraw' THEN c.on_day END) AS withdrawn_on
  FROM main.task t JOIN main.change c ON c.task = t.id
  WHERE t.id IN (SELECT task FROM main.change WHERE kind = 'withdraw' AND on_day BETWEEN :from_on AND :as_of)
    AND t.voided IS NULL AND t.state = 'approved' AND t.created <= :seq
    AND c.kind IN ('withdraw', 'suspend', 'resume') AND c.on_day <= :as_of AND {known} GROUP BY t.id)
WHERE standing = 'withdraw' AND withdrawn_on BETWEEN :from_on AND :until GROUP BY 1, 2, 4
"""


def parameters(span: Span) -> dict[str, str | int]:
    """Return the values that the statements of a report name."""
    return {
        "from_on": span.from_on.isoformat(),
        "cut_on": span.cut_on.isoformat(),
        "as_of": span.as_of.isoformat(),
        "soon": span.soon.isoformat(),
        "long_since": (span.as_of - timedelta(days=span.long_days)).isoformat(),
        "seq": span.seq,
        "period": span.place[0],
        "revision": span.place[1],
    }


def groups(db: Connection, span: Span, source: str = STATES) -> list[Group]:
    """Return the tasks of a period counted by how they stand; those that lack information are left out."""
    rows = db.execute(_GROUPS.format(source=source), parameters(span))
    return [Group(row[0], row[1], bool(row[2]), bool(row[3]), *tuple(row)[4:]) for row in rows]


def withdrawn(db: Connection, span: Span, until: date | None = None) -> list[Group]:
    """Return the tasks that were withdrawn in a period, or until a day of it, and not taken up again."""
    statement = _WITHDRAWN.format(lead=LEAD, known=known("c"))
    last = (until or span.as_of).isoformat()
    rows = db.execute(statement, {**parameters(span), "until": last})
    return [Group(row[0], row[1], bool(row[2]), bool(row[3]), row[4], row[5]) for row in rows]


def start_year(db: Connection) -> None:
    """Begin temp.year_task, of which no task is known yet: how those of a year stand, and what they lack."""
    db.execute("DROP TABLE IF EXISTS temp.year_task")
    db.execute(f"CREATE TEMP TABLE year_task ({STATE_COLUMNS}, lacks, UNIQUE (task))")


def fill_year(
    db: Connection,
    year_from: date,
    span: Span,
    closings: Sequence[tuple[int, int]],
    heirs: Mapping[int, int],
) -> None:
    """Put into temp.year_task what was finished in the year before a period began, with those who took it over.

    As the closing of that time froze it, given as (period, revision) in the order of time; what none of them holds
    as temp.task_state and temp.task_update have it, which were filled from the books as of the report date. By that
    day it is judged which tasks were withdrawn, and which are told by their sub-tasks.
    """
    days = {
        "year_from": year_from.isoformat(),
        "eve": (span.from_on - timedelta(days=1)).isoformat(),
        "seq": span.seq,
    }
    inside = "s.completed_on BETWEEN :year_from AND :eve AND s.registered <= :seq"
    db.execute(
        f"INSERT INTO temp.year_task SELECT {STATE_COLUMNS}, lacks FROM {STATES} s WHERE {inside}", days
    )
    columns = ", ".join(f"s.{name}" for name in STATE_COLUMNS.split(", "))
    # Only the closing of the window in which a task was finished knows what its report lacked.
    db.execute(
        f"INSERT OR REPLACE INTO temp.year_task SELECT {columns}, coalesce(u.lacks, '') FROM json_each(:closings) c"
        " JOIN main.closing k ON k.period = json_extract(c.value, '$[0]')"
        " AND k.revision = json_extract(c.value, '$[1]')"
        " CROSS JOIN main.frozen_task s ON s.period = k.period AND s.revision = k.revision"
        " LEFT JOIN main.frozen_update u ON u.period = k.period AND u.revision = k.revision AND u.task = s.task"
        f" WHERE s.role = 'lead' AND {inside} AND s.completed_on >= k.data_from AND s.task IN"
        " (SELECT task FROM temp.task_state WHERE role = 'lead' AND state <> 'withdrawn') ORDER BY c.key",
        {**days, "closings": json.dumps(closings)},
    )
    db.execute(
        "UPDATE temp.year_task SET subject = coalesce(json_extract(:heirs, '$.\"' || subject || '\"'), subject)",
        {"heirs": json.dumps(heirs)},
    )


def end_year(db: Connection, span: Span) -> None:
    """Add to temp.year_task what the period itself holds: how its tasks stand at its cut."""
    db.execute(
        f"INSERT OR REPLACE INTO temp.year_task SELECT {STATE_COLUMNS}, lacks FROM {STATES}"
        " WHERE completed_on IS NULL OR completed_on >= ?",
        (span.from_on.isoformat(),),
    )
