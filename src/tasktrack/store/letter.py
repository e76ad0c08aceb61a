"""What a letter names beside the row of a task: the day of the document that gave it, and what was last said of it."""

import json
from collections.abc import Iterable
from datetime import date

from tasktrack.domain.letter import LastSaid
from tasktrack.store.connect import Connection
from tasktrack.store.rows import day, hundredths, thousandths


def document_dates(db: Connection, tasks: Iterable[int]) -> dict[int, date | None]:
    """Return the day of the source document of each of some tasks."""
    rows = db.execute(
        "SELECT t.id, t.document_date FROM json_each(?) asked CROSS JOIN task t ON t.id = asked.value",
        (json.dumps(list(tasks)),),
    )
    return {row[0]: day(row[1]) for row in rows}


def last_said(db: Connection, tasks: Iterable[int], as_of: date) -> dict[int, LastSaid]:
    """Return the newest entry of each of some tasks, known by a day, that says anything; else the newest."""
    rows = db.execute(
        "SELECT p.task, p.on_day, p.result, p.obstacle, p.percent, p.quantity, p.done_on FROM json_each(?) asked"
        " CROSS JOIN main.progress p ON p.id = (SELECT q.id FROM main.progress q WHERE q.task = asked.value"
        " AND q.on_day <= ? AND q.voided IS NULL"
        " ORDER BY coalesce(q.result, q.obstacle, q.percent, q.quantity, q.done_on) IS NULL, q.on_day DESC, q.id DESC"
        " LIMIT 1)",
        (json.dumps(list(tasks)), as_of.isoformat()),
    )
    return {
        row[0]: LastSaid(
            date.fromisoformat(row[1]), row[2], row[3], hundredths(row[4]), thousandths(row[5]), day(row[6])
        )
        for row in rows
    }
