"""How tasks stand after verdicts on what they reported, derived inside the write that gave them."""

import json
from collections.abc import Iterable
from datetime import date

from tasktrack.domain.task import TaskFilter
from tasktrack.store import task_list
from tasktrack.store.connect import Connection
from tasktrack.store.facts import NOW_COLUMNS, state_select


def statuses(
    db: Connection, tasks: Iterable[int] | None, today: date, soon: date, *, done_needs_review: bool
) -> dict[str, str]:
    """Return the statuses of tasks, or of all, by code as of a day; task_now is refreshed only afterwards."""
    db.execute("DROP TABLE IF EXISTS temp.task_judged")
    db.execute(
        f"CREATE TEMP TABLE task_judged AS SELECT {NOW_COLUMNS} FROM ({state_select(among=tasks is not None)})",
        {
            "as_of": today.isoformat(),
            "done_needs_review": int(done_needs_review),
            "tasks": json.dumps(list(tasks or ())),
        },
    )
    found = task_list.rows(db, "temp.task_judged", TaskFilter(), today, soon)
    return {row.code: row.status for row in found}
