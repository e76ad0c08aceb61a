"""Where a score is simulated: the period, over its books or its closing, and the schemes as they stand."""

import json
from datetime import date
from typing import NamedTuple

from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import choosing, lookup, period, roll, scheme, window
from tasktrack.services.scheme import Chosen
from tasktrack.store import closing, officer, unit
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


class Where(NamedTuple):
    """A period with the closing over which it is simulated, None over the books; `one` is the scheme in question.

    `chosen` are the schemes that are computed with it, those that it uses before it.
    """

    period: Period
    record: Closing | None
    window: DataWindow
    one: Scheme
    chosen: Chosen

    def composed(self, register: Register) -> bool:
        """Tell whether the score is made of those of the parts of the period."""
        kind = self.period.key.kind
        return kind != "week" and self.one.composed(kind, window.base_kind(register))


def find(register: Register, code: str, text: str | None, name: str | None) -> Where:
    """Return where the score of a subject is simulated; raise NotFound for who or what is not there."""
    found = period.named(register, text, f"score simulate {code}")
    record = closing.find(register.db, found.id, found.revision) if found.closed else None
    if record is None:
        days = window.data_window(register, found)
    else:
        days = DataWindow(date.fromisoformat(record.data_from), date.fromisoformat(record.cut_on))
    wanted = name or _scheme_of(register, found, record, days, code)
    chosen = _kept(register, record, wanted) if record else []
    if not chosen:
        chosen = (
            [scheme.find(register, wanted)]
            if found.key.kind == "week"
            else choosing.together(register, found.key, [wanted])
        )
    one = next(each for each, _settings in chosen if each.code == wanted)
    return Where(found, record, days, one, chosen)


def _kept(register: Register, record: Closing, wanted: str) -> Chosen:
    """Return the schemes of a closing as it kept them, when the one wanted is among them."""
    kept = closing.schemes(register.db, record.period, record.revision)
    if all(each.code != wanted for each in kept):
        return []
    found: Chosen = []
    for each in kept:
        one = scheme.frozen(each.text)
        given = {name: item["value"] for name, item in json.loads(each.settings).items() if item["given"]}
        found.append((one, one.with_settings(given)[0]))
    return found


def _scheme_of(register: Register, found: Period, record: Closing | None, days: DataWindow, code: str) -> str:
    """Return the scheme that scores a subject: of its closing, else of those that the office uses."""
    if record is not None or found.is_reopened:
        last = record.revision if record else found.revision - 1
        if kept := closing.scheme_with(register.db, found.id, last, code):
            return kept
    kind, number, subject = _who(register, days, code)
    fitting = [one for one in _usual(register, found.key) if one.subject == kind]
    if kind == "unit":
        return fitting[0].code if fitting else register.settings["scheme"]
    person = roll.read(register, days, record).people.get(number)
    if person is not None:
        fitting = [one for one in fitting if not one.positions or person.position in one.positions]
    if not fitting:
        raise Invalid(
            _("No scheme of the office scores {code} in {key}.").format(code=subject, key=found.key),
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
