"""The changes of a span, as they are submitted to the chair."""

from datetime import date

from tasktrack.domain.change import KINDS, Adjusted, Change
from tasktrack.domain.period import PeriodKey, window
from tasktrack.domain.text import shown, tidy
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import key_tasks, lookup, span
from tasktrack.services.window import windows_of
from tasktrack.store import change_list
from tasktrack.store import task as tasks
from tasktrack.store.register import Register


def changes(
    register: Register, key: str | None, *, unit: str | None = None, programme: str | None = None
) -> Adjusted:
    """Return the changes that count from a day of a year or another period, up to today.

    Left out, the year that holds today. Of a unit are those of the tasks that it leads and those by which it
    gave or got a task. A statement for the states of tasks as of today and one for the changes.
    """
    today = register.clock.today()
    asked = PeriodKey.parse(key) if key else _year_of(register, today)
    first, last = span.days_of(register, str(asked))
    lead = lookup.unit(register, unit).code if unit else None
    named = _programme(register, programme) if programme else None
    found = change_list.within(
        register.db,
        lookup.state_source(register),
        first,
        min(last, today),
        key_tasks.listed(register),
    )
    inside = change_list.in_programme(register.db, named) if named else None
    rows = [
        one
        for task, one in found
        if _is_of(one, lead) and (inside is None or task in inside or named in (one.before, one.after))
    ]
    rows.sort(key=lambda one: (KINDS.index(one.kind), one.on))
    return Adjusted(str(asked), first, last, today, lead, named, rows)


def _is_of(one: Change, unit: str | None) -> bool:
    return unit in (None, one.lead) or (one.field == "lead" and unit in (one.before, one.after))


def _year_of(register: Register, today: date) -> PeriodKey:
    """Return the year that holds a day; under statutory windows December belongs to the next one from the 15th on."""
    year = PeriodKey("year", today.year)
    ends = window(year, windows_of(register, year)).ends_on
    return year if today <= ends else PeriodKey("year", today.year + 1)


def _programme(register: Register, name: str) -> str:
    wanted = tidy(name)
    if wanted and tasks.has_programme(register.db, wanted):
        return wanted
    raise NotFound(
        _("No task is in the programme {programme}.").format(programme=shown(name)),
        _("See the programmes of a task with: tasktrack task show TASK."),
    )
