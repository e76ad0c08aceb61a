"""Marks of a longer period that is made of the scores of its parts (NĐ 335/2025/NĐ-CP Art. 17(3), 19)."""

from collections.abc import Sequence

from tasktrack.domain.period import PeriodKey, parts
from tasktrack.domain.period import window as span
from tasktrack.domain.period_state import Period
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import window
from tasktrack.store import period as periods
from tasktrack.store import roll
from tasktrack.store.register import Register


def is_composed(register: Register, one: Scheme, found: Period) -> bool:
    """Return whether a scheme makes a period of the scores of its parts: nothing is marked in it itself."""
    return one.composed(found.key.kind, window.base_kind(register))


def refuse_criteria(register: Register, one: Scheme, found: Period, code: str) -> None:
    """Raise Invalid for a criterion of a period that is made of its parts: no mark of it would be read."""
    if is_composed(register, one, found):
        raise _misfit(found, parts(found.key, window.base_kind(register)), code)


def _misfit(found: Period, inside: Sequence[PeriodKey], code: str) -> Invalid:
    return Invalid(
        _("{key} is made of the scores of its parts; {code} is none of them.").format(
            key=found.key, code=shown(code)
        ),
        _(
            "Mark in the part itself, as in {part}; a score that another office gave is set under the part's key."
        ).format(part=inside[-1]),
        field="criterion",
    )


def part_of(register: Register, found: Period, code: str) -> str:
    """Return the key of the part that a mark of a period made of its parts stands for.

    NĐ 335/2025 Art. 19: the months that an officer served elsewhere enter the mean of the year.
    """
    wanted = _key(code)
    inside = parts(found.key, window.base_kind(register))
    part = next((each for each in inside if wanted is not None and each.is_same_span(wanted)), None)
    if part is None:
        raise _misfit(found, inside, code)
    _refuse_to_come(register, part)
    return str(part)


def refuse_scored(register: Register, one: Scheme, found: Period, subject: int, part: str) -> None:
    """Raise Invalid for a part in which this register scored the subject itself: the mark would not be read."""
    key = _key(part)
    closed = periods.find(register.db, key) if key and is_composed(register, one, found) else None
    if closed is None or not closed.closed:
        return
    if roll.is_scored_in(register.db, closed.id, closed.revision, one.longer.of, subject):
        raise Invalid(
            _("{key} has a score of its own here, which stands.").format(key=closed.key),
            _("Have {key} reopened to change it: tasktrack period reopen {key}.").format(key=closed.key),
            field="criterion",
        )


def _refuse_to_come(register: Register, part: PeriodKey) -> None:
    if span(part, window.windows_of(register, part)).starts_on > register.clock.today():
        raise Invalid(
            _("{key} has not begun: nobody can have scored it.").format(key=part),
            _("Set it once the part is scored."),
            field="criterion",
        )


def _key(text: str) -> PeriodKey | None:
    try:
        return PeriodKey.parse(text)
    except Invalid:
        return None
