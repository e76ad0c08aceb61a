"""Who answers for tasks beside their units: what a line of a listing does not hold."""

import json
from collections.abc import Iterable

from tasktrack.store.connect import Connection


def texts(db: Connection, column: str, tasks: Iterable[int]) -> dict[int, str | None]:
    """Return the assigner, or the field, of tasks by their ids."""
    rows = db.execute(
        f"SELECT t.id, t.{column} FROM json_each(?) asked CROSS JOIN main.task t ON t.id = asked.value",
        (json.dumps(list(tasks)),),
    )
    return {row[0]: row[1] for row in rows}


def officer_names(db: Connection, codes: Iterable[str]) -> dict[str, str]:
    """Return the names of officers by their codes."""
    rows = db.execute(
        "SELECT o.code, o.name FROM json_each(?) asked CROSS JOIN main.officer o ON o.code = asked.value"
        " WHERE o.voided IS NULL",
        (json.dumps(list(codes)),),
    )
    return {row[0]: row[1] for row in rows}
