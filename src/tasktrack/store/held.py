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
    `giver`, with nothing done; who took it over has it outside his plan, but for one who had it in his plan
    before. Redistributed by the superior it is wholly the new holder's.
    """
    db.execute("DROP TABLE IF EXISTS temp.task_held")
    db.execute(f"CREATE TEMP TABLE task_held AS {_HELD}", {"as_of": as_of.isoformat()})
    taken = "s.taken_over OR coalesce(h.taken_over, 0)"
    db.execute(
        f"INSERT INTO temp.task_state SELECT s.task, 'officer', s.holder, {_said(columns, taken_over=taken)}, NULL"
        " FROM temp.task_state s LEFT JOIN temp.task_held h ON h.task = s.task AND h.officer = s.holder"
        " WHERE s.role = 'lead' AND s.holder IS NOT NULL"
    )
    gone = "s.state IN ('withdrawn', 'suspended', 'proposed')"
    given = _said(
        columns,
        **dict.fromkeys(("done_on", "last_on"), "NULL"),
        **dict.fromkeys(_NOTHING_DONE, "0"),
        taken_over=taken,
        state=f"CASE WHEN {gone} THEN s.state ELSE 'handed-back' END",
        completed_on="h.left_on",
    )
    db.execute(
        f"INSERT INTO temp.task_state SELECT s.task, 'giver', h.officer, {given}, NULL FROM temp.task_held h"
        " CROSS JOIN temp.task_state s ON s.task = +h.task AND s.role = 'lead'"
        " WHERE h.handed_back AND h.officer IS NOT s.holder"
    )


def _said(columns: str, **instead: str) -> str:
    """Return columns of a task's state as `s` has them, some of them otherwise."""
    return ", ".join(instead.get(name, f"s.{name}") for name in columns.split(", "))
