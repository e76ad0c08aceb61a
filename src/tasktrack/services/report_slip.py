"""The slip on which a unit confirms what the register holds of its tasks in a period."""

from tasktrack.domain.slip import Slip
from tasktrack.services import lookup, period_reading
from tasktrack.store import unit_sheet
from tasktrack.store.register import Register


def slip(register: Register, code: str, text: str | None) -> Slip:
    """Return the tasks of a unit as the period counts them; raise NotFound and Invalid as `report period` does."""
    unit = lookup.unit(register, code)
    read = period_reading.named(register, text)
    period_reading.fill(register, read)
    return Slip(
        office=read.settings["office"],
        unit=unit.code,
        name=unit.name,
        period=read.period,
        span=read.span,
        is_closed=read.record is not None,
        tasks=unit_sheet.tasks(register.db, read.span, unit.id),
    )
