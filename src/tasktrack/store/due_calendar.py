"""What a calendar file needs beside the tasks: which register it is, and how often due dates were moved."""

import json
from collections.abc import Iterable
from datetime import date

from tasktrack.store.connect import Connection

_SHORT = 16


def identity(db: Connection) -> str:
    """Return what tells this register from any other: the first digits of the hash of its first entry."""
    return str(db.execute("SELECT hash FROM journal ORDER BY seq LIMIT 1").fetchone()[0])[:_SHORT]


def moved(db: Connection, tasks: Iterable[int], as_of: date) -> dict[int, int]:
    """Return, for tasks whose due date was changed by a day, how often: extended, corrected or set back.

    Each is an entry of the journal, an undo too, so the number only grows.
    """
    rows = db.execute(
        "SELECT w.id, count(*) FROM json_each(?) asked CROSS JOIN journal_row w ON w.book = 'task'"
        " AND w.id = asked.value JOIN journal j ON j.seq = w.seq"
        " WHERE json_type(w.before, '$.due_on') IS NOT NULL AND j.today <= ? GROUP BY w.id",
        (json.dumps(list(tasks)), as_of.isoformat()),
    )
    return {row[0]: row[1] for row in rows}
