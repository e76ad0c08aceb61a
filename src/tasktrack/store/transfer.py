"""Hand-overs between lead units, from the change book."""

from __future__ import annotations

from datetime import date

from tasktrack.domain.transfer import Transfer
from tasktrack.store.connect import Connection, Row

# The taker is whom the next hand-over found, else the lead: a lead may have been corrected.
_MOVED = """
SELECT c.id, c.task, c.created, c.on_day, c.reason, c.document, c.approved_by,
  c.there_entry, CAST(c.before AS INTEGER) AS giver,
  CAST(lead(c.before, 1, t.lead) OVER (PARTITION BY c.task ORDER BY c.on_day, c.id) AS INTEGER) AS taker
FROM change c JOIN task t ON t.id = c.task
WHERE c.kind = 'hand-over' AND c.field = 'lead' AND c.voided IS NULL AND t.voided IS NULL"""
# A merger and what passes by it are one journal entry, whatever the day from which a task passes.
_BY_MERGER = (
    "EXISTS (SELECT 1 FROM unit_succession s"
    " WHERE s.created = m.created AND s.there_entry IS m.there_entry AND s.old = m.giver AND s.voided IS NULL)"
)
_SELECT = (
    "SELECT t.code AS task, t.title, m.on_day, g.code AS giver, g.name AS giver_name, r.code AS taker,"
    f" r.name AS taker_name, {_BY_MERGER} AS by_merger, m.reason, m.document, m.approved_by"
    f" FROM ({_MOVED}) m JOIN task t ON t.id = m.task JOIN unit g ON g.id = m.giver"
    " JOIN unit r ON r.id = m.taker WHERE m.on_day BETWEEN ? AND ? ORDER BY m.on_day, m.id"
)


def in_span(db: Connection, first: date, last: date) -> list[Transfer]:
    """Return the hand-overs between lead units that count from a day of a span, both ends included."""
    rows = db.execute(_SELECT, (first.isoformat(), last.isoformat()))
    return [_transfer(row) for row in rows]


def _transfer(row: Row) -> Transfer:
    on, by_merger = date.fromisoformat(row["on_day"]), bool(row["by_merger"])
    return Transfer._make((*row[:2], on, *row[3:7], by_merger, *row[8:]))
