"""Which scheme scores a unit or an officer, where none is named."""

from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import choosing, lookup, roll, scheme
from tasktrack.store import closing, officer, unit
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


def subject(register: Register, found: Period, record: Closing | None, days: DataWindow, code: str) -> str:
    """Return the scheme that scores a subject: of its closing, else of those that the office uses."""
    if record is not None or found.is_reopened:
        last = record.revision if record else found.revision - 1
        if kept := closing.scheme_with(register.db, found.id, last, code):
            return kept
    kind, number, named = _who(register, days, code)
    fitting = [one for one in _usual(register, found.key) if one.subject == kind]
    if kind == "unit":
        return fitting[0].code if fitting else register.settings["scheme"]
    person = roll.read(register, days, record).people.get(number)
    if person is not None:
        fitting = [one for one in fitting if one.scores(person.position)]
    if not fitting:
        raise Invalid(
            _("No scheme of the office scores {code} in {key}.").format(code=named, key=found.key),
            _(
                "Name one with --scheme; the office's are set with: tasktrack config set people_schemes CODES."
            ),
        )
    return fitting[0].code


def _usual(register: Register, key: PeriodKey) -> list[Scheme]:
    people = register.settings["people_schemes"].replace(",", " ").split()
    names = dict.fromkeys((*choosing.usual(register, key), *people))
    found = [scheme.find(register, name)[0] for name in names]
    return [one for one in found if scheme.fits(one, key)]


def _who(register: Register, days: DataWindow, code: str) -> tuple[str, int, str]:
    """Return unit or officer, its id and its code; raise NotFound when there is neither."""
    if body := unit.find(register.db, code):
        return "unit", body.id, body.code
    if person := officer.find(register.db, code, days.cut_on):
        return "officer", person.id, person.code
    try:
        body = lookup.unit(register, code)  # by another name
    except NotFound as fault:
        raise NotFound(
            _("There is no unit or officer {code}.").format(code=shown(code)), fault.remedy
        ) from fault
    return "unit", body.id, body.code
