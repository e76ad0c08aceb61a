"""Tasks left out of the report of a period, because what was reported on them does not hold what is asked."""

from tasktrack.domain.period_state import Period
from tasktrack.domain.updating import IncompleteTask
from tasktrack.services import computing, window
from tasktrack.store import explanation, updates
from tasktrack.store.connect import Row
from tasktrack.store.register import Register
from tasktrack.store.rows import day


def incomplete(register: Register, period: Period) -> list[IncompleteTask]:
    """Return the tasks left out of the report of a period: of a closed one, those that its closing left out.

    Of an open one as of its cut, or today. Closings of earlier versions of the program left none out.
    """
    if period.closed:
        return _explained(register, period, updates.incomplete_in(register.db, period.id, period.revision))
    days = window.data_window(register, period)
    as_of = window.report_date(register, period)
    if not computing.asked_of(register, days, as_of).is_asked:
        return []
    computing.fill(register, days, as_of)
    return filled(register, period)


def filled(register: Register, period: Period) -> list[IncompleteTask]:
    """Return the same of an open period, over the facts as `computing.fill` derived them from the books."""
    return _explained(register, period, updates.incomplete(register.db))


def _explained(register: Register, period: Period, rows: list[Row]) -> list[IncompleteTask]:
    said = explanation.newest(register.db, period.id, register.clock.today()) if rows else {}
    return [
        IncompleteTask(
            row["task"],
            row["code"],
            row["title"],
            day(row["due_on"]),
            row["lead"],
            row["lead_name"],
            row["block"],
            tuple(row["lacks"].split()),
            said.get(row["task"]),
        )
        for row in rows
    ]
