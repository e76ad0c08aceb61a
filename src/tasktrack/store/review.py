"""How tasks stand after verdicts on what they reported, derived inside the write that gave them."""

from collections.abc import Iterable
from datetime import date

from tasktrack.domain.task import TaskFilter
from tasktrack.store import task_list
from tasktrack.store.connect import Connection
from tasktrack.store.facts import derive


def statuses(
    db: Connection, tasks: Iterable[int] | None, today: date, soon: date, *, done_needs_review: bool
) -> dict[str, str]:
    """Return the statuses of tasks, or of all, by code as of a day; task_now is refreshed only afterwards."""
    source = derive(db, "task_judged", today, done_needs_review=done_needs_review, tasks=tasks)
    found = task_list.rows(db, source, TaskFilter(), today, soon)
    return {row.code: row.status for row in found}
