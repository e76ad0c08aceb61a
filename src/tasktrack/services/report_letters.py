"""Which units are urged on in writing, and about which of their tasks."""

from collections.abc import Iterable, Sequence
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.letter import Letter, Letters, LetterTask
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup, report_lists, report_scope
from tasktrack.store import letter
from tasktrack.store import unit as units
from tasktrack.store.register import Register

_ANSWER: Final = "+3wd"


def letters(
    register: Register,
    codes: Sequence[str] = (),
    block: str | None = None,
    *,
    days: int | None = None,
    answer_by: str | None = None,
) -> Letters:
    """Return a letter for each unit with overdue tasks or tasks due within `days` (the setting due_soon_days).

    Work that awaits review is not urged, for the unit has done its part; what was returned is. An answer is asked for
    within three working days where no day is named. Raise NotFound for a unit or block that is not there.
    """
    asked = [lookup.unit(register, code).code for code in dict.fromkeys(codes)]
    wanted = report_scope.scope(register, block=block)
    today = register.clock.today()
    until = lookup.a_day(register, answer_by or _ANSWER)
    if until < today:
        raise Invalid(
            _("{day} lies before today, {today}.").format(day=day_text(until), today=day_text(today)),
            _("Give the day by which the units answer, today or later."),
        )
    late, near = _late(register, wanted), report_lists.due(register, wanted, days=days)
    told = _told(register, [*late, *near.rows])
    found = [
        Letter(
            unit.code,
            unit.name,
            [told[row.id] for row in late if row.lead == unit.code],
            [told[row.id] for row in near.rows if row.lead == unit.code],
        )
        for unit in units.every(register.db)
        if not asked or unit.code in asked
    ]
    chosen = [one for one in found if one.tasks]
    return Letters(register.settings["office"], today, near.last, until, chosen)


def _late(register: Register, wanted: TaskFilter) -> list[TaskRow]:
    """Return what is overdue and what was returned past its due date, the longest first."""
    found = report_lists.overdue(register, wanted)
    returned = [row for row in found.reported if row.status == "returned"]
    return sorted([*found.rows, *returned], key=lambda row: -row.overdue_days)


def _told(register: Register, rows: Iterable[TaskRow]) -> dict[int, LetterTask]:
    by_id = {row.id: row for row in rows}
    dates = letter.document_dates(register.db, by_id)
    last = letter.last_said(register.db, by_id, register.clock.today())
    return {number: LetterTask(row, dates.get(number), last.get(number)) for number, row in by_id.items()}
