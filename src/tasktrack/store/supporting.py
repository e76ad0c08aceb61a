"""Supporting units as of a day: the rows of their role in temp.task_state, each with its own part of the work."""

from datetime import date
from typing import Final

from tasktrack.store.connect import Connection

# A unit with a part of its own, or that reported on it, is judged by that: its own due date, its own completion.
# Finishing the whole finishes what was never reported on. `due_on` is the part's own, NULL where it is the whole's:
# a later extension of the part found another.
_PARTS = """
WITH reported AS (
  SELECT task, unit, max(on_day) AS last_on,
         min(CASE WHEN done_on IS NOT NULL THEN on_day || (1000000000000 + id) || done_on END) AS completing
  FROM main.support_entry WHERE voided IS NULL AND on_day <= :as_of {among} GROUP BY task, unit),
later AS (
  SELECT task, CAST(substr(field, 9) AS INTEGER) AS unit, before, min(on_day || (1000000000000 + id))
  FROM main.change WHERE voided IS NULL AND on_day > :as_of AND field GLOB 'support:*' {among} GROUP BY task, field)
SELECT p.task, p.unit, p.id, p.part, CASE WHEN l.task IS NULL THEN p.due_on ELSE l.before END AS due_on,
       r.last_on, substr(r.completing, 1, 10) AS completed_on, substr(r.completing, 24, 10) AS done_on
FROM {supports} p
LEFT JOIN reported r ON r.task = p.task AND r.unit = p.unit
LEFT JOIN later l ON l.task = p.task AND l.unit = p.unit
"""
_OF_THE_LEAD: Final = (
    "reviewed",
    "failed_reviews",
    "returned",
    "exceeded",
    "exempt",
    "extended",
    "inherited",
)
OF_ITS_OWN: Final = "(part IS NOT NULL OR due_on IS NOT NULL OR last_on IS NOT NULL)"
# From which day on an entry counts for the supporters of a task: that of the new order of units, of the change of the
# task that it records, else the day on which it was made.
_DAY_OF = """coalesce((SELECT min(o.on_day) FROM main.unit_succession o WHERE o.created = {entry}),
  (SELECT min(c.on_day) FROM main.change c WHERE c.task = p.task AND c.created = {entry}),
  (SELECT j.today FROM main.journal j WHERE j.seq = {entry}))"""
# Who was named with the task supported it from the beginning; who was named by a slip, taken back since, never did.
STANDS: Final = f"""(p.created = (SELECT t.created FROM main.task t WHERE t.id = p.task) AND p.there_on IS NULL
    OR coalesce(p.there_on, {_DAY_OF.format(entry="p.created")}) <= {{day}})
  AND (p.voided IS NULL OR ({_DAY_OF.format(entry="p.voided")} > {{day}}
    AND (SELECT j.undoes IS NULL FROM main.journal j WHERE j.seq = p.voided)))"""
_SUPPORTS = f"(SELECT * FROM main.task_support p WHERE {STANDS.format(day=':as_of')} {{among}})"


def parts_select(*, of_task: bool = False) -> str:
    """Return the statement for what every supporting unit has to do as of `:as_of`, or those of the task `:task`."""
    among = "AND task = :task" if of_task else ""
    return _PARTS.format(supports=_SUPPORTS.format(among=among), among=among)


def fill_supports(db: Connection, as_of: date, columns: str) -> None:
    """Add the rows of supporting units; `columns` are those of temp.task_state behind task, role and subject."""
    db.execute("DROP TABLE IF EXISTS temp.task_part")
    parameters = {"as_of": as_of.isoformat()}
    db.execute(
        f"CREATE TEMP TABLE task_part AS SELECT * FROM ({parts_select()}) WHERE {OF_ITS_OWN}", parameters
    )
    own = {
        "due_on": "coalesce(a.due_on, s.due_on)",
        "completed_on": "coalesce(a.completed_on, s.completed_on)",
        "done_on": "coalesce(a.done_on, s.done_on)",
        "last_on": "a.last_on",
        # How much the lead did, how well and what was judged of it, says nothing of the part.
        **dict.fromkeys(("percent", "quantity", "reviewed_quantity"), "NULL"),
        **dict.fromkeys(_OF_THE_LEAD, "0"),
        "state": "CASE WHEN s.state IN ('withdrawn', 'proposed', 'suspended') THEN s.state"
        " WHEN a.completed_on IS NOT NULL OR s.completed_on IS NOT NULL THEN 'done' ELSE 'open' END",
    }
    part = ", ".join(
        f"CASE WHEN a.task IS NULL THEN s.{name} ELSE {own[name]} END" if name in own else f"s.{name}"
        for name in columns.split(", ")
    )
    db.execute(
        f"INSERT INTO temp.task_state SELECT s.task, 'support', p.unit, {part}, NULL"
        f" FROM temp.task_state s JOIN {_SUPPORTS.format(among='')} p ON p.task = s.task"
        " LEFT JOIN temp.task_part a ON a.task = s.task AND a.unit = p.unit WHERE s.role = 'lead'",
        parameters,
    )
