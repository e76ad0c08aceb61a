"""A week's work, from the states of the tasks when it began and when it ended."""

from collections.abc import Iterable
from datetime import date

from tasktrack.domain.standing import LastEntry
from tasktrack.domain.week_figures import Group
from tasktrack.domain.weekly import Obstacle, Week
from tasktrack.store import inherited
from tasktrack.store.connect import Connection
from tasktrack.store.facts import NOW_COLUMNS, state_select

_LISTED = "silent OR past_due OR after IN ('done_late', 'overdue', 'due_next', 'returned')"
_UNFINISHED = "('open', 'returned', 'awaiting-review')"
# Leaves out what was done before the week before and has not been touched since: the bulk of an old register.
_CONCERNED = """state <> 'done' OR completed_on >= :eve_starts_on
  OR task IN (SELECT task FROM main.change WHERE on_day BETWEEN :starts_on AND :as_of)"""
# Since when a task is told by its living sub-tasks: by the states at the end of the week, and by those before it.
_WEEK_PARENT = """
INSERT INTO temp.week_parent SELECT c.parent, min(CASE WHEN n.state IS NOT 'withdrawn' THEN c.assigned_on END),
  min(CASE WHEN b.state IS NOT 'withdrawn' THEN c.assigned_on END)
FROM main.task c LEFT JOIN temp.week_now n ON n.task = c.id LEFT JOIN temp.week_before b ON b.task = c.id
WHERE c.parent IS NOT NULL AND c.voided IS NULL AND c.state <> 'rejected' GROUP BY c.parent
"""
# As for scores (facts.fill_from_books): one that is done is told by them also when they were assigned later.
_IS_PARENT = "coalesce({since} <= {day} OR {state} = 'done', 0) AND {since} IS NOT NULL"
_NOW_PARENT = _IS_PARENT.format(since="p.since", day=":as_of", state="e.state")
_BEFORE_PARENT = _IS_PARENT.format(since="p.since_before", day=":eve", state="b.state")
_WEEK_TASK = f"""
CREATE TEMP TABLE week_task AS
SELECT task, lead, lead_before, before,
  CASE WHEN parent THEN 'split'
    WHEN state = 'open' THEN CASE WHEN due_on IS NULL THEN 'no_deadline' WHEN due_on < :as_of THEN 'overdue'
      WHEN due_on <= :next_ends_on THEN 'due_next' ELSE 'later' END
    WHEN state = 'done' THEN CASE WHEN completed_on < :starts_on THEN 'past' WHEN due_on IS NULL THEN 'done_no_deadline'
      WHEN done_on < due_on THEN 'done_early' WHEN done_on = due_on THEN 'done_on_time' ELSE 'done_late' END
    WHEN state = 'awaiting-review' THEN 'awaiting_review' ELSE state END AS after,
  NOT parent AND state IN ('open', 'returned')
    AND coalesce(last_on, assigned_on) <= date(:as_of, :silent) AS silent,
  before = 'hand' AND coalesce(there_on, (SELECT today FROM main.journal WHERE seq = registered))
    BETWEEN :starts_on AND :as_of AS registered_late,
  NOT parent AND state IN ('returned', 'awaiting-review') AND coalesce(due_on < :as_of, 0) AS past_due,
  assigned_on >= :eve_starts_on AND (before IN ('hand', 'done')
    OR (NOT parent_before AND coalesce(state_before IN ('withdrawn', 'suspended'), 0))) AS new_before,
  before = 'done' AND coalesce(done_on_before > due_before, 0) AS done_late_before,
  before = 'hand' AND coalesce(due_before < :eve, 0) AS overdue_before,
  before = 'hand' AND state_before IN ('open', 'returned')
    AND coalesce(last_before, assigned_on) <= date(:eve, :silent) AS silent_before,
  NOT parent AND handed AS inherited
FROM (
  SELECT e.*, t.assigned_on, t.created AS registered, t.there_on, {_NOW_PARENT} AS parent,
    {_BEFORE_PARENT} AS parent_before,
    b.lead AS lead_before, b.state AS state_before, b.due_on AS due_before, b.done_on AS done_on_before,
    b.last_on AS last_before, {inherited.by("e.task", ":as_of")} AS handed,
    CASE WHEN b.task IS NULL THEN 'new' WHEN {_BEFORE_PARENT} THEN 'out' WHEN b.state IN {_UNFINISHED} THEN 'hand'
      WHEN b.state = 'done' AND b.completed_on >= :eve_starts_on THEN 'done' ELSE 'out' END AS before
  FROM temp.week_now e CROSS JOIN main.task t ON t.id = e.task
    LEFT JOIN temp.week_before b ON b.task = e.task LEFT JOIN temp.week_parent p ON p.task = e.task
  WHERE t.state = 'approved')
"""
_SUMS = (
    "silent",
    "past_due",
    "registered_late",
    "new_before",
    "done_late_before",
    "overdue_before",
    "silent_before",
    "inherited",
)


def fill(db: Connection, source: str, week: Week, *, silent_days: int, done_needs_review: bool) -> None:
    """Derive temp.week_task: every task that the week or the one before is about, and how it stood at both ends.

    `source` is the relation with every task's state as of the day of the report (store.now.source).
    """
    parameters = {
        "starts_on": week.starts_on.isoformat(),
        "as_of": week.as_of.isoformat(),
        "eve": week.eve.isoformat(),
        "eve_starts_on": week.eve_starts_on.isoformat(),
        "next_ends_on": week.next_ends_on.isoformat(),
        "silent": f"-{silent_days} days",
    }
    _states(db, "week_now", f"SELECT {NOW_COLUMNS} FROM {source} WHERE {_CONCERNED}", parameters)
    tasks = db.execute("SELECT json_group_array(task) FROM temp.week_now").fetchone()[0]
    at_the_start = {"as_of": parameters["eve"], "done_needs_review": int(done_needs_review), "tasks": tasks}
    _states(db, "week_before", f"SELECT {NOW_COLUMNS} FROM ({state_select(among=True)})", at_the_start)
    db.execute("DROP TABLE IF EXISTS temp.week_parent")
    db.execute("CREATE TEMP TABLE week_parent (task INTEGER PRIMARY KEY, since, since_before)")
    db.execute(_WEEK_PARENT)
    db.execute("DROP TABLE IF EXISTS temp.week_task")
    db.execute(_WEEK_TASK, parameters)


def _states(
    db: Connection, name: str, select: str, parameters: dict[str, str] | dict[str, str | int]
) -> None:
    """Keep the states that a statement gives in a temp table with a key."""
    others = NOW_COLUMNS.removeprefix("task, ")
    db.execute(f"DROP TABLE IF EXISTS temp.{name}")
    db.execute(f"CREATE TEMP TABLE {name} (task INTEGER PRIMARY KEY, {others})")
    db.execute(f"INSERT INTO temp.{name} {select}", parameters)


def groups(db: Connection) -> list[Group]:
    """Return the tasks of temp.week_task, counted by how they moved."""
    sums = ", ".join(f"sum({name})" for name in _SUMS)
    rows = db.execute(
        f"SELECT lead, lead_before, before, after, count(*), {sums} FROM temp.week_task GROUP BY 1, 2, 3, 4"
    )
    return [Group(*row) for row in rows]


def listed(db: Connection) -> dict[int, tuple[str, bool]]:
    """Return how the tasks that the lists name stand at the end, and whether they are silent, by their ids."""
    rows = db.execute(f"SELECT task, after, silent FROM temp.week_task WHERE {_LISTED}")
    return {row["task"]: (row["after"], bool(row["silent"])) for row in rows}


def states_of_listed() -> str:
    """Return the relation with the states of the tasks that the lists name."""
    return f"(SELECT * FROM temp.week_now WHERE task IN (SELECT task FROM temp.week_task WHERE {_LISTED}))"


def obstacles(db: Connection, source: str, week: Week) -> list[Obstacle]:
    """Return what was reported in the week as an obstacle or proposed, in the order of days."""
    rows = db.execute(
        "SELECT p.id, p.on_day, t.code, t.title, u.id AS unit, u.code AS lead, u.name, p.obstacle, p.proposal"
        f" FROM main.progress p JOIN {source} n ON n.task = p.task JOIN main.task t ON t.id = p.task"
        " JOIN main.unit u ON u.id = n.lead"
        " WHERE p.on_day BETWEEN ? AND ? AND p.voided IS NULL AND coalesce(p.obstacle, p.proposal) IS NOT NULL"
        " AND n.state NOT IN ('withdrawn', 'proposed') ORDER BY p.on_day, p.id",
        (week.starts_on.isoformat(), week.as_of.isoformat()),
    )
    return [Obstacle(row[0], date.fromisoformat(row[1]), *tuple(row)[2:]) for row in rows]


def open_tasks(source: str) -> str:
    """Return the relation with the open tasks of another: their due dates are an index of task_now."""
    return f"(SELECT * FROM {source} WHERE state = 'open')"


def reported_tasks(source: str, state: str) -> str:
    """Return the relation with the tasks of another that were returned or await review, by that index of task_now."""
    # The plus keeps SQLite from walking through all that a unit ever led: what is held at reviewers is less.
    columns = NOW_COLUMNS.replace("lead", "+lead AS lead")
    return f"(SELECT {columns} FROM {source} WHERE state = '{state}')"


def parents_among(db: Connection, source: str, tasks: Iterable[int], as_of: date) -> set[int]:
    """Return those of some unfinished tasks that have living sub-tasks, which are counted in their place."""
    rows = db.execute(
        "SELECT DISTINCT c.parent FROM json_each(?) asked CROSS JOIN main.task c ON c.parent = asked.value"
        f" JOIN {source} n ON n.task = c.id WHERE c.voided IS NULL AND c.state <> 'rejected'"
        " AND n.state <> 'withdrawn' AND c.assigned_on <= ?",
        (_array(tasks), as_of.isoformat()),
    )
    return {row[0] for row in rows}


def last_entries(db: Connection, tasks: Iterable[int], as_of: date) -> dict[int, LastEntry]:
    """Return the newest entry of each of some tasks that was known by a day."""
    rows = db.execute(
        "SELECT p.task, p.on_day, p.result, p.obstacle, p.proposal FROM json_each(?) asked"
        " CROSS JOIN main.progress p ON p.id = (SELECT q.id FROM main.progress q WHERE q.task = asked.value"
        " AND q.on_day <= ? AND q.voided IS NULL ORDER BY q.on_day DESC, q.id DESC LIMIT 1)",
        (_array(tasks), as_of.isoformat()),
    )
    return {row[0]: LastEntry(date.fromisoformat(row[1]), *tuple(row)[2:]) for row in rows}


def _array(tasks: Iterable[int]) -> str:
    return f"[{','.join(map(str, tasks))}]"
