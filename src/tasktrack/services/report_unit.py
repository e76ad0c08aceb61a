"""The sheet of one unit in a period, from what its closing froze or from the books."""

from tasktrack.domain.period_report import PeriodReport
from tasktrack.domain.ranking import Explanation, Ranking
from tasktrack.domain.task import TaskFilter
from tasktrack.domain.unit_sheet import LISTS, UnitSheet
from tasktrack.errors import TasktrackError
from tasktrack.services import lookup, period_reading, report_period, report_slip, score
from tasktrack.services.period_reading import NEVER_OPENED
from tasktrack.store import unit_sheet
from tasktrack.store.register import Register

_PARTS = ("head", "counts", "units", "obstacles", "reminders")


def sheet(
    register: Register, code: str, text: str | None, *, revision: int | None = None, scheme: str | None = None
) -> UnitSheet:
    """Tell the period of one unit: counts, score with its lines, its tasks, how it reported, obstacles, reminders.

    Raise NotFound and Invalid as `report period` does; a scheme that is named must score the unit.
    """
    unit = lookup.unit(register, code)
    wanted = TaskFilter(unit=unit.code)
    told = report_period.report(register, text, wanted, revision=revision, sections=_PARTS)
    ranking, explanation, no_score = _scored(register, told, unit.code, scheme)
    # Last, for the scores fill the temp tables for themselves.
    read = period_reading.named(register, text, revision)
    period_reading.fill(register, read)
    tasks = unit_sheet.tasks(register.db, read.span, unit.id)
    report_slip.refuse_absent(unit, read.span, tasks)
    silent_days = register.settings.number("stale_days")
    unfinished = [
        task for name in ("overdue", "held", "open") for task in tasks if task.bucket in LISTS[name]
    ]
    place = told.places[unit.id]
    return UnitSheet(
        told=told,
        code=place.code,
        name=place.name,
        block=place.block,
        tasks=tasks,
        reporting=unit_sheet.reporting(register.db, read.span, unit.id),
        silent=sum(
            (told.span.as_of - (task.last_on or task.assigned_on)).days >= silent_days
            for task in unfinished
            if task.state in ("open", "returned")
        ),
        silent_days=silent_days,
        ranking=ranking,
        explanation=explanation,
        no_score=no_score,
    )


def _scored(
    register: Register, told: PeriodReport, code: str, scheme: str | None
) -> tuple[Ranking | None, Explanation | None, str]:
    """Return the ranked table and the unit's score with its lines, or why there is none."""
    key, revision = str(told.period.key), told.revision if told.is_closed else None
    try:
        if told.period.id == NEVER_OPENED:
            return score.provisional(register, told.period, scheme), None, ""
        table = score.ranking(register, key, scheme, revision=revision)
        if table.basis.subject_kind != "unit":
            return None, None, ""
        return table, score.explain(register, code, key, table.basis.scheme, revision), ""
    except TasktrackError as fault:
        if scheme is not None:
            raise
        return None, None, fault.message
