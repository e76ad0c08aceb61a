"""Heads explain the tasks that the report of a period leaves out, at the conference or after it."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period
from tasktrack.domain.text import tidy
from tasktrack.domain.updating import Explained, Explanation, IncompleteTask
from tasktrack.errors import Invalid, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.services.incomplete import incomplete
from tasktrack.services.period import find
from tasktrack.store import explanation
from tasktrack.store.register import Register


def explain(
    register: Register,
    key: str,
    code: str,
    text: str,
    *,
    by: str,
    on: str | None = None,
    meeting: str | None = None,
) -> Explained:
    """Record what a head says of a task that a report leaves out; the newest of a period stands.

    Taken before the cut, of what would be left out by now, until the closing and after it, for no figure hangs on it.
    Raise UsageFault without words or name, Invalid for a task of which nothing is owed, for a day that lies ahead and
    for days before the period.
    """
    said, name = tidy(text), tidy(by)
    if not (said and name):
        raise UsageFault(
            _("An explanation needs its words and the name of who gives it."), _('Give "..." and --by NAME.')
        )
    with register.write() as entry:
        period = find(register, PeriodKey.parse(key))
        task = _owing(register, period, code)
        day = lookup.past_day(register, on, _("The day of the explanation"))
        met = lookup.a_day(register, meeting) if meeting else period.meeting_on
        _refuse_early(register, period, day, _("The day of the explanation"))
        if met is not None:
            _refuse_early(register, period, met, _("The conference"))
        given = Explanation(day, said, lookup.person(register, name, day) or name, met)
        explanation.add(entry, period.id, task.id, given)
        is_due = window.report_date(register, period) >= window.data_window(register, period).cut_on
        return Explained(period, task._replace(explanation=given), is_due)


def _owing(register: Register, period: Period, code: str) -> IncompleteTask:
    row = lookup.task(register, code)
    found = next((one for one in incomplete(register, period) if one.id == row["id"]), None)
    if found is None:
        raise Invalid(
            _("No explanation of {code} is owed for {key}: its report does not leave that task out.").format(
                code=row["code"], key=period.key
            ),
            _("See which it leaves out: tasktrack period incomplete {key}.").format(key=period.key),
        )
    return found


def _refuse_early(register: Register, period: Period, day: date, what: str) -> None:
    first = window.data_window(register, period).from_on
    if day < first:
        raise Invalid(
            _("{what}, {day}, comes before the period, which begins on {first}.").format(
                what=what, day=day_text(day), first=day_text(first)
            ),
            _("Check the day."),
        )
