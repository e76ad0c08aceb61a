"""The superiors of units on a day."""

from datetime import date

from tasktrack.domain.roll import UnitPlace
from tasktrack.store.connect import Connection

# A unit that a later order placed below another one stood on that day where the first such order found it.
_PLACED_LATER = """
SELECT w.id, json_extract(w.before, '$.parent'), min(s.on_day || (1000000000000 + w.seq))
FROM unit_succession s CROSS JOIN journal_row w ON w.seq = s.created AND w.book = 'unit'
WHERE s.on_day > ? AND s.voided IS NULL AND json_type(w.before, '$.parent') IS NOT NULL GROUP BY w.id"""

# What the first change after an entry found is what stood at that entry.
_ENDS = """
SELECT u.id, iif(w.id IS NULL, u.valid_to, json_extract(w.before, '$.valid_to')), min(w.seq)
FROM unit u LEFT JOIN journal_row w ON w.book = 'unit' AND w.id = u.id AND w.seq > :seq
  AND json_type(w.before, '$.valid_to') IS NOT NULL
WHERE u.voided IS NULL AND u.created <= :seq GROUP BY u.id"""


def by(db: Connection, day: date) -> list[UnitPlace]:
    """Return all units that there were by a day, ended ones too, each below the superior that it had then."""
    earlier = {row[0]: row[1] for row in db.execute(_PLACED_LATER, (day.isoformat(),))}
    rows = db.execute(
        "SELECT id, code, name, block, parent FROM unit WHERE voided IS NULL AND coalesce(valid_from, '') <= ?"
        " ORDER BY id",
        (day.isoformat(),),
    )
    places = [UnitPlace(*row) for row in rows]
    return [one._replace(parent=earlier[one.id]) if one.id in earlier else one for one in places]


def ends(db: Connection, seq: int) -> dict[int, date]:
    """Return the last day of every unit that had one at a journal entry."""
    rows = db.execute(_ENDS, {"seq": seq})
    return {row[0]: date.fromisoformat(row[1]) for row in rows if row[1] is not None}
