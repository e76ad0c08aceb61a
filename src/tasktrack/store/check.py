"""What the checks look at: temp.checked, the tasks that were known by a day, each with its state of that day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tasktrack.store.connect import Connection, Row
from tasktrack.store.rows import day

# `entered` is the day on which a task was registered, `year` the one it is planned for. What was withdrawn or
# rejected is left out.
_CHECKED = """
CREATE TEMP TABLE checked AS
SELECT t.id AS task, t.code, t.title, t.kind, t.urgency, t.document, t.document_date, n.lead, u.code AS unit,
       u.name AS unit_name, u.block, n.officer, t.parent, t.series, t.series_period, t.measure, t.target,
       t.baseline, t.assigned_on, n.due_on, t.due_original, coalesce(t.there_on, j.today) AS entered,
       n.state, n.completed_on, n.percent,
       n.last_on, CAST(substr(coalesce(n.due_on, t.assigned_on), 1, 4) AS INTEGER) AS year
FROM {states} n CROSS JOIN main.task t ON t.id = n.task CROSS JOIN main.journal j ON j.seq = t.created
CROSS JOIN main.unit u ON u.id = n.lead
WHERE n.state <> 'withdrawn' AND j.today <= :today AND (:unit IS NULL OR n.lead = :unit) ORDER BY t.id
"""


class Asked(NamedTuple):
    """What the checks are asked for: as of which day, over which year, and of one unit (its id) or of all."""

    today: date
    year: int
    unit: int | None

    @property
    def parameters(self) -> dict[str, str | int | None]:
        """Return what statements may name: today, year, first and last (days of that year), and unit."""
        last = min(date(self.year, 12, 31), self.today)
        return {
            "today": self.today.isoformat(),
            "year": self.year,
            "first": f"{self.year}-01-01",
            "last": last.isoformat(),
            "unit": self.unit,
        }


def fill(db: Connection, states: str, asked: Asked) -> None:
    """Make temp.checked from the states of a day."""
    db.execute("DROP TABLE IF EXISTS temp.checked")
    db.execute(_CHECKED.format(states=states), {"today": asked.today.isoformat(), "unit": asked.unit})
    db.execute("CREATE UNIQUE INDEX temp.checked_task ON checked(task)")


def began_on(db: Connection) -> date | None:
    """Return the first day of the register: what is dated before it could not be entered in time."""
    return day(db.execute("SELECT min(today) FROM journal").fetchone()[0])


def rows(db: Connection, statement: str, asked: Asked, **more: str | int | None) -> list[Row]:
    """Run the statement of a check; it may name what is asked for and its own thresholds."""
    return db.execute(statement, {**asked.parameters, **more}).fetchall()
