"""What units that ended handed on, and to whom."""

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from tasktrack.domain.period_report import Span
from tasktrack.domain.succession import Succession
from tasktrack.store.connect import Connection
from tasktrack.store.period_counts import parameters
from tasktrack.store.rows import known

# Every task once, with its lead; where no period asks for updates, none lacks any.
LEADS = "(SELECT s.*, '' AS lacks FROM temp.task_state s WHERE s.role = 'lead')"
_PASSED = f"""
SELECT u.id, v.code, count(DISTINCT c.task) FROM json_each(:units) asked JOIN main.unit u ON u.id = asked.value
  JOIN main.change c ON c.before = CAST(u.id AS TEXT) AND c.on_day BETWEEN date(u.valid_to, '+1 day') AND :as_of
  JOIN main.unit v ON v.id = CAST(c.after AS INTEGER)
WHERE c.kind = 'hand-over' AND c.field = 'lead' AND {known("c")} GROUP BY u.id, v.id ORDER BY u.id, v.code
"""
_SUCCESSIONS = f"""
SELECT s.old, o.code AS old_code, o.name AS old_name, s.new, n.code AS new_code, n.name AS new_name, s.kind,
  min(s.on_day) AS on_day, s.document, s.reason
FROM main.unit_succession s JOIN main.unit o ON o.id = s.old JOIN main.unit n ON n.id = s.new
WHERE s.old IN (SELECT value FROM json_each(:units)) AND s.on_day <= :as_of AND {known("s")}
GROUP BY s.old, s.new ORDER BY on_day, s.id
"""

# Who is closed without a successor has the document in the reason of the entry alone.
_CLOSED = """
SELECT w.id, j.reason FROM main.journal_row w JOIN main.journal j ON j.seq = w.seq
WHERE w.book = 'unit' AND w.id IN (SELECT value FROM json_each(:units)) AND w.seq <= :seq
  AND j.command = 'unit close' AND json_type(w.after, '$.valid_to') = 'text' ORDER BY w.seq
"""


class Handed(NamedTuple):
    """How many tasks a unit that ended has handed to another one since."""

    unit: int
    to: str
    tasks: int


def passed(db: Connection, units: Collection[int], span: Span) -> list[Handed]:
    """Return where the tasks of units went since they ended, as far as a closing knew."""
    rows = db.execute(_PASSED, {**parameters(span), "units": json.dumps(sorted(units))})
    return [Handed(*row) for row in rows]


def closed_by(db: Connection, units: Collection[int], span: Span) -> dict[int, str]:
    """Return the reasons for which units were closed, which begin with the document, as far as a closing knew."""
    rows = db.execute(_CLOSED, {"seq": span.seq, "units": json.dumps(sorted(units))})
    return {row[0]: row[1] for row in rows}


def successions(db: Connection, units: Collection[int], span: Span) -> list[Succession]:
    """Return who took over from units, once each, as far as a closing knew."""
    rows = db.execute(_SUCCESSIONS, {**parameters(span), "units": json.dumps(sorted(units))})
    return [
        Succession(
            row["old"],
            row["old_code"],
            row["old_name"],
            row["new"],
            row["new_code"],
            row["new_name"],
            row["kind"],
            date.fromisoformat(row["on_day"]),
            row["document"],
            row["reason"],
        )
        for row in rows
    ]
