"""Dossiers of units that were not there when they came in: they belong to the body that took over."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.unit import Unit
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services.dossier_cells import PLACE
from tasktrack.store import succession
from tasktrack.store import unit as units
from tasktrack.store.dossier_bulk import Values
from tasktrack.store.journal import Value
from tasktrack.store.register import Register

_UNIT, _SUBMITTED, _RECEIVED = PLACE["unit"], PLACE["submitted_at"], PLACE["received_at"]


class UnitSpans:
    """From when until when units exist, of those of which it is recorded."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._bound: dict[Value, Unit] = {
            one.id: one for one in units.every(register.db) if one.valid_from or one.valid_to
        }

    def fault(self, values: Values) -> Invalid | None:
        """Return the fault of a dossier that came in on a day on which its unit did not exist."""
        unit = self._bound.get(values[_UNIT])
        came = values[_RECEIVED] or values[_SUBMITTED]
        if unit is None or came is None:
            return None
        on = date.fromisoformat(str(came)[:10])
        if unit.exists_in(on, on):
            return None
        if unit.valid_to is not None and unit.valid_to < on:
            return self._ended(unit, unit.valid_to, on)
        return Invalid(
            _("{unit} begins on {begins}, and the dossier came in on {day}.").format(
                unit=unit.code, begins=day_text(unit.valid_from or date.max), day=day_text(on)
            ),
            _("Give the unit that was there on that day."),
            field="unit",
        )

    def _ended(self, unit: Unit, ended: date, on: date) -> Invalid:
        taken = [one for one in succession.of_units(self._register.db, [unit.id]) if one.old == unit.id]
        heirs = ", ".join(dict.fromkeys(one.new_code for one in taken))
        return Invalid(
            _("{unit} ended on {ended}, and the dossier came in on {day}.").format(
                unit=unit.code, ended=day_text(ended), day=day_text(on)
            ),
            _("Who took over from it: {units}. Give the code of that one.").format(units=heirs)
            if heirs
            else _("Give the unit that was there on that day."),
            field="unit",
        )
