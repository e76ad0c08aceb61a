"""Where a score is simulated: the period, over its books or its closing, and the schemes as they stand."""

import json
from datetime import date
from typing import NamedTuple

from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.scheme import Scheme
from tasktrack.services import choosing, period, scheme, scheme_of, window
from tasktrack.services.scheme import Chosen
from tasktrack.store import closing
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
    wanted = name or scheme_of.subject(register, found, record, days, code)
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
