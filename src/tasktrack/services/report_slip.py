"""The slip on which a unit confirms what the register holds of its tasks in a period."""

from collections.abc import Sequence

from tasktrack.domain.dates import day_text
from tasktrack.domain.period_report import Span
from tasktrack.domain.slip import Slip
from tasktrack.domain.unit import Unit
from tasktrack.domain.unit_sheet import UnitTask
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import lookup, period_reading
from tasktrack.store import unit_sheet
from tasktrack.store.register import Register


def slip(register: Register, code: str, text: str | None) -> Slip:
    """Return the tasks of a unit as the period counts them; raise NotFound and Invalid as `report period` does."""
    unit = lookup.unit(register, code)
    read = period_reading.named(register, text)
    period_reading.fill(register, read)
    tasks = unit_sheet.tasks(register.db, read.span, unit.id)
    refuse_absent(unit, read.span, tasks)
    return Slip(
        office=read.settings["office"],
        unit=unit.code,
        name=unit.name,
        period=read.period,
        span=read.span,
        is_closed=read.record is not None,
        tasks=tasks,
    )


def refuse_absent(unit: Unit, span: Span, tasks: Sequence[UnitTask]) -> None:
    """Raise Invalid for a unit that was not there in a period, and of whose tasks it tells nothing either."""
    if tasks or unit.exists_in(span.from_on, span.cut_on):
        return
    if unit.valid_from is not None and unit.valid_from > span.cut_on:
        message = _("{name} ({code}) exists from {day} only, after the period, which ends on {end}.")
        day = unit.valid_from
    else:
        message = _("{name} ({code}) existed until {day} only, before the period, which begins on {begin}.")
        day = unit.valid_to or span.from_on
    raise Invalid(
        message.format(
            name=unit.name,
            code=unit.code,
            day=day_text(day),
            begin=day_text(span.from_on),
            end=day_text(span.cut_on),
        ),
        _("See its days and who took over: tasktrack unit show {code}").format(code=unit.code),
    )
