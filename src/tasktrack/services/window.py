"""Data windows of periods, and the wall: which day may still be written to."""

from datetime import date, timedelta

from tasktrack.domain.dates import day_text, moment_text
from tasktrack.domain.period import KIND_ORDER, Base, PeriodKey, Windows, parts, previous
from tasktrack.domain.period_state import LOCKED, DataWindow, Period, cut_of, lock_on, state_of
from tasktrack.errors import PeriodClosed
from tasktrack.i18n import _
from tasktrack.store import period as periods
from tasktrack.store.register import Register


def base_kind(register: Register) -> Base:
    """Return the kind of period whose closing walls its days."""
    return "quarter" if register.settings["base_kind"] == "quarter" else "month"


def windows_of(register: Register, key: PeriodKey) -> Windows:
    """Return the windows in which a key is read: people's own, or the office's."""
    name = "people_windows" if key.people else "windows"
    return "statutory" if register.settings[name] == "statutory" else "calendar"


def is_longer(register: Register, key: PeriodKey) -> bool:
    """Return whether a period is made of base periods."""
    return KIND_ORDER.index(key.kind) > KIND_ORDER.index(base_kind(register))


def base_parts(register: Register, period: Period) -> list[tuple[PeriodKey, Period | None]]:
    """Return the base periods inside a longer one, each with its record when it was opened.

    Those before the register's first one are left out: the register knows nothing of them, and they can no
    longer be opened once that one is closed. A longer kind over other windows has no parts.
    """
    inside = [(part, periods.find(register.db, part)) for part in parts(period.key, base_kind(register))]
    first = periods.first_wall(register.db, people=period.key.people)
    if first is None:
        return inside
    if first.windows != period.windows:
        return []
    return [(key, found) for key, found in inside if key >= first.key]


def data_window(register: Register, period: Period) -> DataWindow:
    """Return the days whose entries a period counts.

    Once closed: as fixed, also while it is open again. A longer kind whose parts are all open or closed: from
    the first part's first day to the last part's cut, so that it counts what its parts count. Else from the day
    after the neighbour's cut, or starts_on when there is no neighbour, to its own cut. Entry into a longer kind
    locks with its last part.
    """
    inside = _whole_parts(register, period) if is_longer(register, period.key) else []
    last = inside[-1] if inside else period
    locks_on = lock_on(last, register.clock)
    if period.data_from and period.cut_on:
        return DataWindow(period.data_from, period.cut_on, locks_on)
    first = inside[0] if inside else period
    return DataWindow(_first_day(register, first), cut_of(last, register.clock), locks_on)


def report_date(register: Register, period: Period) -> date:
    """Return the day as of which a period is computed: its cut, or today while that lies ahead."""
    window = data_window(register, period)
    return window.cut_on if period.closed else min(window.cut_on, register.clock.today())


def closed_around(register: Register, day: date) -> str | None:
    """Return the key of the closed period that walls a day."""
    return periods.closed_around(register.db, day)


def is_walled(register: Register, day: date) -> bool:
    """Return whether a day lies in the window of a base period that is closed or locked."""
    try:
        refuse_walled(register, day)
    except PeriodClosed:
        return True
    return False


def refuse_walled(register: Register, day: date, *, change: bool = False) -> None:
    """Raise PeriodClosed when a day lies in the window of a base period that is closed or locked.

    `change`: it is the day from which a change counts, and not that of an entry.
    """
    refuse_closed(register, day, change=change)
    for period in periods.walls(register.db):
        is_locked = state_of(period, register.clock) == LOCKED
        if period.locks_at and is_locked and day in data_window(register, period):
            raise PeriodClosed(
                _("{day} belongs to period {key}, locked for entry since {moment}.").format(
                    day=day_text(day),
                    key=period.key,
                    moment=moment_text(period.locks_at.astimezone(register.clock.zone)),
                ),
                _lock_remedy(register, period, change=change),
                code="period-locked",
            )


def refuse_closed(register: Register, day: date, *, change: bool = False) -> None:
    """Raise PeriodClosed when a day lies in the window of a closed base period, or before the first one.

    What is dated before the first period, once that is closed, would be counted in none; when it is opened
    again too, for only its own days are.
    """
    if key := periods.closed_around(register.db, day):
        raise PeriodClosed(
            _("{day} belongs to period {key}, which is closed.").format(day=day_text(day), key=key),
            _("Its figures stay as they are. A change counts from an open day: give a later one, --on DATE.")
            if change
            else _(
                "Its figures stay as they are. Date the entry after the period, or have the period reopened."
            ),
        )
    first = periods.first_wall(register.db)
    if first is not None and first.data_from and day < first.data_from:
        sentence = (
            _("{day} comes before the first period, {key}, which is closed: it would be counted in none.")
            if first.closed
            else _(
                "{day} comes before the first period, {key}, which was closed: it would be counted in none."
            )
        )
        raise PeriodClosed(
            sentence.format(day=day_text(day), key=first.key),
            _("A change counts from an open day: give a later one, --on DATE.")
            if change
            else _("Date the entry after the closed periods; --done-on says when the work was finished."),
        )


def _lock_remedy(register: Register, period: Period, *, change: bool) -> str:
    if period.is_reopened:
        return _(
            "It is open again and was locked: move that with"
            " 'tasktrack period lock {key} --meeting DATE --reason TEXT'."
        ).format(key=period.key)
    cut = cut_of(period, register.clock)
    later = (
        _("A change counts from an open day: give one after {cut}, --on DATE.")
        if change
        else _("What comes later belongs to the next period: date the entry after {cut}.")
    ).format(cut=day_text(cut))
    if register.clock.today() > cut:
        return later
    return "{} {}".format(
        later,
        _(
            "That day is still to come; what cannot wait needs the lock moved:"
            " tasktrack period lock {key} --meeting DATE --reason TEXT."
        ).format(key=period.key),
    )


def _first_day(register: Register, period: Period) -> date:
    if period.data_from:
        return period.data_from
    neighbour = periods.find(register.db, previous(period.key))
    if neighbour is None:
        return period.starts_on
    inside = [] if neighbour.was_closed else _whole_parts(register, neighbour)
    return cut_of(inside[-1] if inside else neighbour, register.clock) + timedelta(days=1)


def _whole_parts(register: Register, period: Period) -> list[Period]:
    """Return the base periods that a longer one is made of; none unless every one was opened."""
    inside = [found for _key, found in base_parts(register, period)]
    return [found for found in inside if found is not None] if all(inside) else []
