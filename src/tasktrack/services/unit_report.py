"""The reports of units for a period: receive, return and judge them, and see who owes one."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import Period, reports_due, state_of
from tasktrack.domain.roll import UnitPlace
from tasktrack.domain.task import TaskFilter
from tasktrack.domain.text import tidy
from tasktrack.domain.unit import Unit
from tasktrack.domain.unit_report import (
    QUALITIES,
    Recorded,
    Row,
    UnitReport,
    UnitReports,
    quality_label,
    standing,
)
from tasktrack.errors import Invalid, NotFound, PeriodClosed, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, period, roll, succession, window
from tasktrack.store import closing
from tasktrack.store import unit as units
from tasktrack.store import unit_report as reports
from tasktrack.store.journal import Entry, Value
from tasktrack.store.register import Register


def receive(
    register: Register, key: str, codes: Sequence[str], *, on: str | None = None, document: str | None = None
) -> Recorded:
    """Record that the reports of some units came; after a return that they came again.

    All or none of them. Raise UsageFault for one number of several reports, Invalid for a unit that was not there
    in the period, for a report that is there and for days that contradict each other.
    """
    if document and len(codes) > 1:
        raise UsageFault(
            _("One --document cannot be the number of several reports."), _("Receive them one by one.")
        )
    with register.write() as entry:
        found = _open_period(register, key)
        day = lookup.past_day(register, on, _("The day on which the report came"))
        _refuse_early(register, found, day)
        named = list({one.id: one for one in (lookup.unit(register, code) for code in codes)}.values())
        for unit in named:
            _refuse_absent(register, found, unit)
            _receive(register, entry, found, unit, day, tidy(document))
        return _recorded(register, found, named)


def send_back(register: Register, key: str, code: str, *, reason: str, on: str | None = None) -> Recorded:
    """Record that the report of a unit was returned; it is owed again.

    Raise NotFound for one that never came, Invalid for one that was returned and for a day before it came.
    """
    why = tidy(reason)
    if not why:
        raise UsageFault(_("{option} is empty.").format(option="--reason"), _("Say why it is returned."))
    with register.write(why) as entry:
        found = _open_period(register, key)
        unit = lookup.unit(register, code)
        one = _there(register, found, unit)
        if one.received_on is None:
            raise Invalid(
                _("The report of {unit} for {key} was returned on {day} and has not come again.").format(
                    unit=unit.code, key=found.key, day=day_text(one.returned_on or one.first_on)
                ),
                _("When it comes: tasktrack period receive {key} {unit}.").format(
                    key=found.key, unit=unit.code
                ),
            )
        day = lookup.past_day(register, on, _("The day of the return"))
        _refuse_before(day, one.received_on, _("The day of the return"))
        values: dict[str, Value] = {
            "received_on": None,
            "returns": one.returns + 1,
            "returned_on": day.isoformat(),
            "return_reason": why,
        }
        reports.edit(entry, one.id, values)
        return _recorded(register, found, [unit])


def remark(
    register: Register,
    key: str,
    code: str,
    *,
    quality: str | None = None,
    text: str | None = None,
    by: str | None = None,
) -> Recorded:
    """Judge the report of a unit: how good it is, what is to be said of it, and who says so."""
    said = tidy(text)
    if not (quality or said):
        raise UsageFault(
            _("Say how good the report is, or what is to be said of it."), _("Give --quality or --remark.")
        )
    with register.write() as entry:
        found = _open_period(register, key)
        unit = lookup.unit(register, code)
        one = _there(register, found, unit)
        values: dict[str, Value] = {"remarked_by": tidy(by)}
        if quality:
            values["quality"] = lookup.labelled(
                quality, {one: quality_label(one) for one in QUALITIES}, _("Quality")
            )
        if said:
            values["remark"] = said
        reports.edit(entry, one.id, values)
        return _recorded(register, found, [unit])


def listing(register: Register, key: str, wanted: TaskFilter) -> UnitReports:
    """Return how the reports for a period stand today, by unit: every unit of a block owes one.

    Those that ended before the cut owe none; what came of others is listed beside.
    """
    found = period.find(register, PeriodKey.parse(key))
    days = window.data_window(register, found)
    due, until = reports_due(found, days.cut_on), register.clock.today()
    came = reports.as_of(register.db, found.id, until)
    ended = reports.ended_before(register.db, days.cut_on)
    rows = [
        Row(one.code, one.name, one.block, owes, standing(came.get(one.id), due, until), came.get(one.id))
        for one in _places(register, found, came)
        if (owes := one.block is not None and one.id not in ended) or one.id in came
        if wanted.unit in (None, one.code) and wanted.block in (None, one.block)
    ]
    return UnitReports(wanted, found, state_of(found, register.clock), due, until, tuple(rows))


def _places(register: Register, found: Period, came: Collection[int]) -> Iterator[UnitPlace]:
    """Yield the units of the window and those whose report came, by block and then in alphabetical order.

    Those that a closing kept under the names of that day.
    """
    record = closing.find(register.db, found.id, found.revision) if found.closed else None
    known = roll.read(register, window.data_window(register, found), record).units
    for unit in units.every(register.db):
        if unit.id in known:
            yield known[unit.id]
        elif unit.id in came:
            yield UnitPlace(unit.id, unit.code, unit.name, unit.block, None)


def _open_period(register: Register, key: str) -> Period:
    found = period.find(register, PeriodKey.parse(key))
    if found.closed:
        raise PeriodClosed(
            _("Period {key} is closed; what was recorded of the reports of the units stays as it is.").format(
                key=found.key
            ),
            _("Have the period reopened to change it."),
        )
    return found


def _receive(
    register: Register, entry: Entry, found: Period, unit: Unit, day: date, document: str | None
) -> None:
    one = reports.find(register.db, found.id, unit.id)
    if one is None:
        reports.add(entry, found.id, unit.id, day, document)
        return
    if one.received_on is not None:
        raise Invalid(
            _("The report of {unit} for {key} came on {day} already.").format(
                unit=unit.code, key=found.key, day=day_text(one.received_on)
            ),
            _(
                "If the day is wrong, take that back with 'tasktrack undo'. Only a report that was sent back is"
                " returned: tasktrack period return {key} {unit} --reason TEXT."
            ).format(key=found.key, unit=unit.code),
            code="exists",
        )
    _refuse_before(day, one.returned_on or one.first_on, _("The day on which the report came"))
    again: dict[str, Value] = {"received_on": day.isoformat()}
    if document:
        again["document"] = document
    reports.edit(entry, one.id, again)


def _there(register: Register, found: Period, unit: Unit) -> UnitReport:
    if one := reports.find(register.db, found.id, unit.id):
        return one
    raise NotFound(
        _("No report of {unit} for {key} has come.").format(unit=unit.code, key=found.key),
        _("Record that it came: tasktrack period receive {key} {unit}.").format(
            key=found.key, unit=unit.code
        ),
    )


def _refuse_absent(register: Register, found: Period, unit: Unit) -> None:
    """Raise Invalid for a unit that was not there on any day of a period."""
    days = window.data_window(register, found)
    succession.refuse_gone(register, unit, days.from_on)
    if not unit.exists_in(days.from_on, days.cut_on):
        succession.refuse_absent(register, unit, days.cut_on)


def _refuse_early(register: Register, found: Period, day: date) -> None:
    first = window.data_window(register, found).from_on
    if day < first:
        raise Invalid(
            _("{what}, {day}, comes before the period, which begins on {first}.").format(
                what=_("The day on which the report came"), day=day_text(day), first=day_text(first)
            ),
            _("Check the day."),
        )


def _refuse_before(day: date, earlier: date, what: str) -> None:
    if day < earlier:
        raise Invalid(
            _("{what}, {day}, comes before {earlier}, the last that is recorded of the report.").format(
                what=what, day=day_text(day), earlier=day_text(earlier)
            ),
            _("Check the day."),
        )


def _recorded(register: Register, found: Period, named: Sequence[Unit]) -> Recorded:
    cut_on = window.data_window(register, found).cut_on
    due, until = reports_due(found, cut_on), register.clock.today()
    ended = reports.ended_before(register.db, cut_on)
    rows = []
    for unit in named:
        one = reports.find(register.db, found.id, unit.id)
        owes = unit.block is not None and unit.id not in ended
        rows.append(Row(unit.code, unit.name, unit.block, owes, standing(one, due, until), one))
    return Recorded(found, due, tuple(rows))
