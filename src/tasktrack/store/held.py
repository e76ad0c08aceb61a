"""Who holds tasks as of a day, and who handed them back: the rows of people in temp.task_state."""

from datetime import date

from tasktrack.store.connect import Connection

# By (task, officer) of what was handed back by :as_of: whether the officer took it over each time he got it, and
# how and when he last let go of it. `later` in facts reads holders the same way: by the `before` that follows.
# temp.task_state has no types: `+` lets SQLite make an index over it for the join, which types forbid.
_HELD = """
WITH moves AS (
  SELECT c.task, CAST(c.before AS INTEGER) AS giver, c.on_day, c.handed_back, row_number() OVER moved AS number,
         lead(CAST(c.before AS INTEGER), 1, s.holder) OVER moved AS taker
  FROM main.change c CROSS JOIN temp.task_state s ON s.task = +c.task AND s.role = 'lead'
  WHERE c.field = 'officer' AND c.voided IS NULL AND c.on_day <= :as_of AND c.task IN
    (SELECT task FROM main.change WHERE handed_back AND voided IS NULL AND on_day <= :as_of)
  WINDOW moved AS (PARTITION BY c.task ORDER BY c.on_day, c.id)),
taken AS (
  SELECT task, officer, sum(handed_back) = count(*) AS taken_over FROM
    (SELECT task, giver AS officer, 0 AS handed_back FROM moves WHERE number = 1
     UNION ALL SELECT task, taker, handed_back FROM moves)
  WHERE officer IS NOT NULL GROUP BY task, officer),
given AS (
  SELECT task, giver, handed_back, on_day, max(number) FROM moves GROUP BY task, giver)
SELECT t.task, t.officer, t.taken_over, coalesce(g.handed_back, 0) AS handed_back, g.on_day AS left_on
FROM taken t LEFT JOIN given g ON g.task = t.task AND g.giver = t.officer
"""
# The first entry of a task that says done and was approved, with or without a deduction: what an officer reported
# in a month that was closed before anybody judged it is reported again, and counts from there.
_APPROVED = """
WITH verdict AS (
  SELECT progress, verdict AS newest, max(on_day || (1000000000000 + id)) FROM main.review
  WHERE voided IS NULL GROUP BY progress)
SELECT p.task, min(p.on_day || (1000000000000 + p.id) || p.done_on) AS completing
FROM verdict v CROSS JOIN main.progress p ON p.id = v.progress
WHERE v.newest <> 'returned' AND p.voided IS NULL AND p.done_on IS NOT NULL AND p.on_day <= :as_of
GROUP BY p.task
"""
_NOTHING_DONE = (
    "percent",
    "quantity",
    "reviewed_quantity",
    "reviewed",
    "failed_reviews",
    "returned",
    "exceeded",
    "exempt",
)


def fill_officers(db: Connection, as_of: date, columns: str) -> None:
    """Add the rows of the officers who hold tasks, and of those who handed theirs back (NĐ 335/2025/NĐ-CP Art. 18).

    `columns` are those of temp.task_state behind task, role and subject. Who handed back keeps the task as a
    `giver`, with nothing done, for as long as it is not done; who took it over has it outside his plan, but for
    one who had it in his plan before. Redistributed by the superior it is wholly the new holder's.
    """
    db.execute("DROP TABLE IF EXISTS temp.task_held")
    db.execute(f"CREATE TEMP TABLE task_held AS {_HELD}", {"as_of": as_of.isoformat()})
    db.execute("DROP TABLE IF EXISTS temp.task_approved")
    db.execute("CREATE TEMP TABLE task_approved (task INTEGER PRIMARY KEY, completing)")
    db.execute(f"INSERT INTO temp.task_approved {_APPROVED}", {"as_of": as_of.isoformat()})
    taken = "s.taken_over OR coalesce(h.taken_over, 0)"
    held = _said(
        columns,
        taken_over=taken,
        completed_on=_approved("completed_on", "substr(a.completing, 1, 10)"),
        done_on=_approved("done_on", "substr(a.completing, 24, 10)"),
        reviewed=_approved("reviewed", "1"),
    )
    db.execute(
        f"INSERT INTO temp.task_state SELECT s.task, 'officer', s.holder, {held}, NULL"
        " FROM temp.task_state s LEFT JOIN temp.task_held h ON h.task = s.task AND h.officer = s.holder"
        " LEFT JOIN temp.task_approved a ON a.task = s.task"
        " WHERE s.role = 'lead' AND s.holder IS NOT NULL"
    )
    gone = "s.state IN ('withdrawn', 'suspended', 'proposed')"
    given = _said(
        columns,
        **dict.fromkeys(("done_on", "last_on"), "NULL"),
        **dict.fromkeys(_NOTHING_DONE, "0"),
        taken_over=taken,
        state=f"CASE WHEN {gone} THEN s.state ELSE 'handed-back' END",
        completed_on="CASE WHEN s.completed_on IS NOT NULL THEN max(s.completed_on, h.left_on) END",
    )
    db.execute(
        f"INSERT INTO temp.task_state SELECT s.task, 'giver', h.officer, {given}, NULL FROM temp.task_held h"
        " CROSS JOIN temp.task_state s ON s.task = +h.task AND s.role = 'lead'"
        " WHERE h.handed_back AND h.officer IS NOT s.holder"
    )


def _approved(column: str, instead: str) -> str:
    """Return a column of a task that was done, of the approved report where the first one was not."""
    applies = "s.completed_on IS NOT NULL AND NOT s.reviewed AND a.completing IS NOT NULL"
    return f"CASE WHEN {applies} THEN {instead} ELSE s.{column} END"


def _said(columns: str, **instead: str) -> str:
    """Return columns of a task's state as `s` has them, some of them otherwise."""
    return ", ".join(instead.get(name, f"s.{name}") for name in columns.split(", "))
