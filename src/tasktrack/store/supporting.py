"""Supporting units as of a day: the rows of their role in temp.task_state, each with its own part of the work."""

from datetime import date

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
OF_ITS_OWN = "(part IS NOT NULL OR due_on IS NOT NULL OR last_on IS NOT NULL)"
_SUPPORTS = "(SELECT * FROM main.task_support WHERE voided IS NULL {among})"
# Where units merge or split, one journal entry takes back who supported until then and enters who does since.
_LATER = "SELECT created FROM main.unit_succession WHERE voided IS NULL AND on_day > :as_of"
_SUPPORTS_THEN = (
    f"(SELECT * FROM main.task_support WHERE created NOT IN ({_LATER})"
    f" AND (voided IS NULL OR voided IN ({_LATER})) {{among}})"
)


def parts_select(db: Connection, as_of: date, *, of_task: bool = False) -> str:
    """Return the statement for what every supporting unit has to do as of `:as_of`, or those of the task `:task`."""
    among = "AND task = :task" if of_task else ""
    return _PARTS.format(supports=_supports(db, as_of).format(among=among), among=among)


def fill_supports(db: Connection, as_of: date, columns: str) -> None:
    """Add the rows of supporting units; `columns` are those of temp.task_state behind task, role and subject."""
    db.execute("DROP TABLE IF EXISTS temp.task_part")
    supports = _supports(db, as_of).format(among="")
    parameters = {"as_of": as_of.isoformat()}
    parts = parts_select(db, as_of)
    db.execute(f"CREATE TEMP TABLE task_part AS SELECT * FROM ({parts}) WHERE {OF_ITS_OWN}", parameters)
    own = {
        "due_on": "coalesce(a.due_on, s.due_on)",
        "completed_on": "coalesce(a.completed_on, s.completed_on)",
        "done_on": "coalesce(a.done_on, s.done_on)",
        "last_on": "a.last_on",
        "state": "CASE WHEN s.state IN ('withdrawn', 'proposed', 'suspended') THEN s.state"
        " WHEN a.completed_on IS NOT NULL OR s.completed_on IS NOT NULL THEN 'done' ELSE 'open' END",
    }
    part = ", ".join(
        f"CASE WHEN a.task IS NULL THEN s.{name} ELSE {own[name]} END" if name in own else f"s.{name}"
        for name in columns.split(", ")
    )
    db.execute(
        f"INSERT INTO temp.task_state SELECT s.task, 'support', p.unit, {part}, NULL"
        f" FROM temp.task_state s JOIN {supports} p ON p.task = s.task"
        " LEFT JOIN temp.task_part a ON a.task = s.task AND a.unit = p.unit WHERE s.role = 'lead'",
        parameters,
    )


def _supports(db: Connection, as_of: date) -> str:
    """Return the relation with the supporting units as of a day."""
    is_later = db.execute(f"{_LATER} LIMIT 1", {"as_of": as_of.isoformat()}).fetchone() is not None
    return _SUPPORTS_THEN if is_later else _SUPPORTS
