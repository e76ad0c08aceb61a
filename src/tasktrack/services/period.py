"""Open, list, show and lock reporting periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import (
    KIND_ORDER,
    PeriodKey,
    containing,
    label_of_kind,
)
from tasktrack.domain.period_state import (
    DataWindow,
    Period,
    cut_of,
    is_cut,
    state_of,
)
from tasktrack.domain.ranking import PeopleStatus, PeriodStatus
from tasktrack.errors import NotFound
from tasktrack.i18n import _
from tasktrack.services import computing, counting, incomplete, lookup, scheme, window
from tasktrack.store import closing, facts
from tasktrack.store import period as periods
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register

if TYPE_CHECKING:
    from tasktrack.domain.reopening import Past


def find(register: Register, key: PeriodKey) -> Period:
    """Return a period; raise NotFound when it was never opened."""
    if found := periods.find(register.db, key):
        return _in_zone(register, found)
    from tasktrack.services import alike  # only a slip asks what was meant

    remedy = _("Open it: tasktrack period open {key}.").format(key=key)
    raise NotFound(_("Period {key} was never opened.").format(key=key), alike.periods(register, key, remedy))


def named(register: Register, text: str | None, command: str | None = None) -> Period:
    """Return the period that a command names; left out, the latest closed one of the base kind.

    Raise NotFound when none is closed, with the `command` (else the one that runs) for provisional figures.
    """
    if text is not None:
        return find(register, PeriodKey.parse(text))
    kind = window.base_kind(register)
    if key := periods.newest_closed(register.db, kind):
        return find(register, key)
    if again := periods.reopened_since(register.db, kind, None):
        raise _open_again(register, again[-1], command)
    if opened := periods.every(register.db, kind, people=False):
        remedy = _("For provisional figures name the period: tasktrack {command} {key}.").format(
            command=command or register.caller.command, key=opened[-1].key
        )
    else:
        windows = window.windows_of(register, PeriodKey(kind, register.clock.today().year))
        remedy = _("Open one first: tasktrack period open {key}.").format(
            key=containing(register.clock.today(), kind, windows)
        )
    raise NotFound(_("No {kind} is closed yet.").format(kind=label_of_kind(kind)), remedy)


def is_only_received(register: Register, text: str | None) -> bool:
    """Return whether a period that a command names was never opened here, and other offices sent closings of it."""
    if text is None:
        return False
    key = PeriodKey.parse(text)
    if periods.find(register.db, key) is not None:
        return False
    from tasktrack.store import received  # few periods are named that are in no book

    return bool(received.closings(register.db, str(key)))


def closing_of(register: Register, found: Period, revision: int | None) -> Closing | None:
    """Return the closing that is asked for: that revision, else the one that stands; None of an open period.

    Raise NotFound for a revision that was never closed.
    """
    chosen = revision if revision is not None else found.revision if found.closed else None
    if chosen is None:
        return None
    record = closing.find(register.db, found.id, chosen)
    if record is None:
        raise NotFound(
            _("Period {key} has no closing no. {revision}.").format(key=found.key, revision=chosen),
            _("See 'tasktrack period show {key}'.").format(key=found.key),
        )
    return record


def _open_again(register: Register, period: Period, command: str | None) -> NotFound:
    """Say that the one period there is to show is open again, and how its old figures are read."""
    return NotFound(
        _("No {kind} is closed now: {key} is open again.").format(
            kind=label_of_kind(period.key.kind), key=period.key
        ),
        _("See what it was closed with: tasktrack {command} {key} --revision {revision}.").format(
            command=command or register.caller.command, key=period.key, revision=period.revision - 1
        ),
    )


def every(register: Register, kind: str | None = None) -> list[tuple[Period, str, DataWindow]]:
    """Return all periods with their state and data window, in order of time."""
    if kind is not None:
        lookup.one_of(kind, KIND_ORDER, _("Kind"))
    return [standing(register, _in_zone(register, period)) for period in periods.every(register.db, kind)]


def show(register: Register, text: str) -> tuple[Period, str, DataWindow]:
    """Return one period with its state and data window."""
    return standing(register, find(register, PeriodKey.parse(text)))


def standing(register: Register, period: Period) -> tuple[Period, str, DataWindow]:
    """Return a period with its state now and its data window."""
    return period, state_of(period, register.clock), window.data_window(register, period)


def past(register: Register, period: Period) -> Past | None:
    """Return the closings of a period, the reopenings between them, and parts that were closed again since.

    None of one that was never closed.
    """
    if not period.was_closed:
        return None
    from tasktrack.services import reopening  # only where there is something to tell

    return reopening.past(register, period)


def passed_over(register: Register) -> tuple[str, ...]:
    """Name the periods of the base kind that end after the latest closed one and are open again."""
    kind = window.base_kind(register)
    last = periods.newest_closed(register.db, kind)
    return tuple(
        _("{key} is open again, as no. {revision}, and is passed over until it is closed.").format(
            key=one.key, revision=one.revision
        )
        for one in periods.reopened_since(register.db, kind, last)
    )


def status(register: Register, text: str) -> PeriodStatus:
    """Return how a period stands and what blocks its closing."""
    period = find(register, PeriodKey.parse(text))
    days = window.data_window(register, period)
    as_of = window.report_date(register, period)
    computing.fill(register, days, as_of, so_far=True)
    settings = scheme.find(register, register.settings["scheme"])[1]
    scope = counting.scope_of(register, period, days, as_of, settings)
    counts = facts.window_counts(register.db, scope)
    left_out = incomplete.filled(register, period)
    return PeriodStatus(
        period,
        state_of(period, register.clock),
        days,
        as_of,
        due=counts["due"],
        done=counts["done"],
        unfinished=counts["unfinished"],
        silent=counts["silent"],
        awaiting=facts.awaiting(register.db, days.from_on),
        blockers=() if period.closed else tuple(blockers(register, period)),
        past=past(register, period),
        people=people(register, period, days, as_of),
        incomplete=left_out,
    )


def people(register: Register, period: Period, days: DataWindow, as_of: date) -> PeopleStatus | None:
    """Return what people owe a period, over temp.task_state as it was filled; None where nobody is scored."""
    if not register.settings["people_schemes"] or period.key.kind == "week":
        return None
    from tasktrack.services import period_people  # a register that scores units alone does without

    return period_people.status(register, period, days, as_of)


def blockers(register: Register, period: Period, *, index_only: bool = False) -> list[str]:
    """Return in words why a period cannot be closed now."""
    found = []
    if period.key.kind == "week":
        found.append(_("Weeks are never closed."))
    elif not window.is_longer(register, period.key) and period.key.kind != window.base_kind(register):
        found.append(
            _("Only {kind} and longer periods are closed.").format(
                kind=label_of_kind(window.base_kind(register))
            )
        )
    inside = [part for _key, part in window.base_parts(register, period)]
    whole = bool(inside) and all(part is not None and part.closed for part in inside)
    if not whole and not is_cut(period, register.clock):
        found.append(
            _("Its last day, {day}, is not over and entry is not locked.").format(
                day=day_text(cut_of(period, register.clock))
            )
        )
    found += [
        (
            _("{key} comes before it and is open again.")
            if other.is_reopened
            else _("{key} comes before it and is still open.")
        ).format(key=other.key)
        for other in periods.every(register.db, period.key.kind, people=period.key.people)
        if not other.closed and other.starts_on < period.starts_on
    ]
    if not index_only and window.is_longer(register, period.key):
        found += _open_parts(register, period)
    if not found and not index_only and periods.any_reopened(register.db):
        from tasktrack.services import counted_once  # few registers ever open a period again

        found += counted_once.conflicts(register, period)
    return found


def _open_parts(register: Register, period: Period) -> list[str]:
    """Say which parts of a longer period are not closed; its tasks are counted through them."""
    inside = window.base_parts(register, period)
    if not inside:
        kind = label_of_kind(window.base_kind(register))
        return [
            _("It holds no {kind} of this register; only a scheme without tasks can close it.").format(
                kind=kind
            )
        ]
    return [
        _("{key}, a part of it, is not closed.").format(key=key)
        for key, part in inside
        if part is None or not part.closed
    ]


def _in_zone(register: Register, period: Period) -> Period:
    """Say the lock moment in the office's zone."""
    if period.locks_at is None:
        return period
    return period._replace(locks_at=period.locks_at.astimezone(register.clock.zone))
