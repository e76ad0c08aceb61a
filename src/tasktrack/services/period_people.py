"""What people still owe a period before it is closed: marks, confirmations, reports that nobody approved."""

from datetime import date

from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.ranking import PeopleStatus, Unapproved
from tasktrack.services import choosing, computing, counting, mark_missing, roll, scheme
from tasktrack.services.scheme import Settings
from tasktrack.store import facts
from tasktrack.store.register import Register


def status(register: Register, period: Period, window: DataWindow, as_of: date) -> PeopleStatus | None:
    """Return what is owed by the schemes that score people in a period; None where none does.

    temp.task_state must stand as it was filled.
    """
    found = [
        scheme.find(register, name)
        for name in choosing.usual(register, period.key)
        if scheme.find(register, name)[0].subject == "officer"
    ]
    if not found:
        return None
    gaps = {one.code: mark_missing.mark_gaps(register, period, one) for one, _settings in found}
    sentences = [
        told
        for one, _settings in found
        for told in mark_missing.sentences(register, gaps[one.code], period, one)
    ]
    unapproved: dict[Unapproved, None] = {}
    for _one, settings in found:
        unapproved |= dict.fromkeys(_unapproved(register, period, window, as_of, settings))
    return PeopleStatus(tuple(sentences), gaps, tuple(unapproved))


def _unapproved(
    register: Register, period: Period, window: DataWindow, as_of: date, settings: Settings
) -> list[Unapproved]:
    """Return what was reported and does not count, because no superior approved it (NĐ 335/2025/NĐ-CP Art. 14)."""
    scope = counting.scope_of(register, period, window, as_of, settings)
    if not scope.needs_review:
        return []
    computing.fill_directing(register, roll.read(register, window), settings)
    facts.define_task_fact(register.db, scope)
    return [Unapproved(*row) for row in facts.unapproved(register.db)]
