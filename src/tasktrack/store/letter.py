"""What a letter names beside the row of a task: the day of the document that gave it."""

import json
from collections.abc import Iterable
from datetime import date

from tasktrack.store.connect import Connection
from tasktrack.store.rows import day


def document_dates(db: Connection, tasks: Iterable[int]) -> dict[int, date | None]:
    """Return the day of the source document of each of some tasks."""
    rows = db.execute(
        "SELECT t.id, t.document_date FROM json_each(?) asked CROSS JOIN task t ON t.id = asked.value",
        (json.dumps(list(tasks)),),
    )
    return {row[0]: day(row[1]) for row in rows}
