"""What a computation stands on, and which tasks a scheme counts there: its settings, and earlier closings."""

from datetime import date
from typing import NamedTuple

from tasktrack.domain.fact_scope import NEVER, FactScope
from tasktrack.domain.period import parts, previous
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.services.scheme import Settings
from tasktrack.services.window import base_kind
from tasktrack.store import closing
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


class Ground(NamedTuple):
    """What all schemes of one computation stand on; `closed` is the closing whose frozen facts are read."""

    period: Period
    window: DataWindow
    as_of: date
    closed: Closing | None = None


def scope_of(
    register: Register,
    period: Period,
    window: DataWindow,
    as_of: date,
    settings: Settings,
    *,
    before: int | None = None,
) -> FactScope:
    """Return the window and how the settings want it read.

    `before` is the journal entry of the closing whose figures are read: what was closed later says nothing
    of them.
    """
    # A longer period takes in late what its parts take in late.
    first = next(iter(parts(period.key, base_kind(register))), period.key)
    neighbour = periods.find(register.db, previous(first))
    # While the neighbour is open, again or still, it takes in itself what is registered now.
    stands = neighbour is not None and (neighbour.closed or before is not None)
    earlier = closing.newest(register.db, neighbour.id, before) if neighbour and stands else None
    roles = settings["roles"].value if "roles" in settings else ("lead",)
    return FactScope(
        from_on=window.from_on,
        to_on=window.cut_on,
        as_of=as_of,
        scope=_word(settings, "scope", "due"),
        carry_over=_yes(settings, "carry_over", default=True)
        and _word(settings, "late_finish", "again") == "again",
        late_count=_word(settings, "late_count", "occurrence"),
        roles=roles if isinstance(roles, tuple) else (str(roles),),
        needs_review=_yes(settings, "needs_review"),
        unplanned_adds=_yes(settings, "unplanned_adds"),
        cap_quantity=_yes(settings, "cap_quantity"),
        previous_closing=earlier.seq if earlier else NEVER,
        counted_again=periods.counted_again(
            register.db,
            window.from_on,
            people=period.key.people,
            after=earlier.seq,
            before=before,
            never=NEVER,
        )
        if earlier
        else (),
    )


def _word(settings: Settings, name: str, default: str) -> str:
    return settings[name].text if name in settings else default


def _yes(settings: Settings, name: str, *, default: bool = False) -> bool:
    return settings[name].value is True if name in settings else default
