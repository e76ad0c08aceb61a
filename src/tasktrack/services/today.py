"""What lies on the desk today: open periods, overdue, due this week, silent, awaiting review, returned."""

from collections.abc import Collection
from datetime import timedelta

from tasktrack.domain.period import PeriodKey, WeekStarts, containing, following, parts
from tasktrack.domain.period import window as window_of
from tasktrack.domain.period_state import OPEN, Period, cut_of, is_cut, state_of
from tasktrack.domain.today import MOST_SHOWN, Desk, OpenPeriod, Pile
from tasktrack.services import lookup, task_find, window
from tasktrack.store import period as periods
from tasktrack.store import today as piles
from tasktrack.store.register import Register


def desk(
    register: Register,
    *,
    unit: str | None = None,
    under: str | None = None,
    officer: str | None = None,
    mine: bool = False,
) -> Desk:
    """Return what lies on the desk of the office, of one unit, of one and those below it, or of an officer.

    `mine` narrows as it does in `task list`, to the register's own officer or unit.
    """
    wanted = task_find.asked(register, {"unit": unit, "under": under, "officer": officer, "mine": mine})
    lead = lookup.unit(register, wanted.unit) if wanted.unit else None
    person = lookup.officer(register, wanted.officer) if wanted.officer else None
    today = register.clock.today()
    silent_days = register.settings.number("stale_days")
    bounds = piles.Desk(
        source=lookup.state_source(register),
        today=today,
        week_ends=window_of(_week(register), week_starts=_week_starts(register)).ends_on,
        soon=lookup.soon(register),
        silent_since=today - timedelta(days=silent_days),
        lead=lead.id if lead else None,
        officer=person.id if person else None,
        under=tuple(sorted(wanted.choice.units)) if wanted.choice else None,
    )
    found = _piles(register, bounds)
    return Desk(
        office=register.settings["office"],
        today=today,
        unit=lead.code if lead else None,
        choice=wanted.choice,
        officer=person.code if person else None,
        periods=_open_periods(register),
        next_key=_next_key(register),
        overdue=found["overdue"],
        this_week=found["this_week"],
        week_ends=bounds.week_ends,
        due_soon=piles.count(register.db, bounds, "due_soon"),
        soon=bounds.soon,
        silent=found["silent"],
        silent_days=silent_days,
        awaiting=found["awaiting"],
        returned=found["returned"],
    )


def _piles(register: Register, bounds: piles.Desk) -> dict[str, Pile]:
    """Return each pile with its first tasks, whose lines are read all at once."""
    names = ("overdue", "this_week", "silent", "awaiting", "returned")
    found = {name: piles.pile(register.db, bounds, name, MOST_SHOWN) for name in names}
    wanted = sorted({task for pile in found.values() for task in pile.tasks})
    lines = piles.rows(register.db, bounds, wanted)
    return {name: Pile(pile.total, tuple(lines[task] for task in pile.tasks)) for name, pile in found.items()}


def _week_starts(register: Register) -> WeekStarts:
    return "thursday" if register.settings["week_starts"] == "thursday" else "monday"


def _week(register: Register) -> PeriodKey:
    return containing(register.clock.today(), "week", week_starts=_week_starts(register))


def _next_key(register: Register) -> PeriodKey:
    """Return the base period to be opened next: after the last one opened, else the one of today."""
    kind, today = window.base_kind(register), register.clock.today()
    if opened := periods.every(register.db, kind, people=False):
        return following(opened[-1].key)
    return containing(today, kind, window.windows_of(register, PeriodKey(kind, today.year)))


def _open_periods(register: Register) -> tuple[OpenPeriod, ...]:
    """Return the periods that are not closed; of weeks, which never are, those that are not over."""
    today = register.clock.today()
    known = periods.every(register.db)
    closed = {period.key for period in known if period.closed}
    return tuple(
        _standing(register, period, closed)
        for period in known
        if not period.closed and not (period.key.kind == "week" and period.ends_on < today)
    )


def _standing(register: Register, period: Period, closed: Collection[PeriodKey]) -> OpenPeriod:
    clock = register.clock
    state = state_of(period, clock)
    locks_at = period.locks_at.astimezone(clock.zone) if period.locks_at else None
    # The moment 24:00 of a day is the first of the next; the day it ends is meant.
    last = (locks_at - timedelta(seconds=1)).date() if locks_at else period.ends_on
    over = is_cut(period, clock) or _is_made_of_closed(register, period, closed)
    return OpenPeriod(
        key=period.key,
        state=state,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        cut_on=cut_of(period, clock),
        locks_at=locks_at,
        days_left=(last - clock.today()).days if state == OPEN and last >= clock.today() else None,
        over=over,
        blockers=_blockers(register, period) if over else (),
    )


def _is_made_of_closed(register: Register, period: Period, closed: Collection[PeriodKey]) -> bool:
    """Return whether the last part of a longer period is closed, and with it all before."""
    inside = parts(period.key, window.base_kind(register))
    return bool(inside) and inside[-1] in closed


def _blockers(register: Register, period: Period) -> tuple[str, ...]:
    # Only a period that is over asks for it, and it brings all of scoring with it.
    from tasktrack.services.period import blockers

    return tuple(blockers(register, period))
