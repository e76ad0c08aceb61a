"""Open periods, and set when entry locks."""

from datetime import date, datetime, timedelta
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import (
    PeriodKey,
    WeekStarts,
    Windows,
    following,
    label_of_kind,
    last_of_year,
    previous,
)
from tasktrack.domain.period import window as window_of
from tasktrack.domain.period_state import LOCKED, Period, lock_moment, state_of
from tasktrack.domain.settings import checked
from tasktrack.errors import Invalid, PeriodClosed, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.services.period import find
from tasktrack.store import period as periods
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

MOST_AHEAD: Final = 190  # days; a half-year is opened before the one before it ends, a year too many is not


def open_period(
    register: Register,
    text: str,
    *,
    windows: str | None = None,
    meeting: str | None = None,
    reports_due: str | None = None,
) -> Period:
    """Open a period over its window, statutory (NĐ 09/2019/NĐ-CP Art. 12) or calendar.

    Raise Invalid when it exists, begins far ahead, overlaps another of its kind, leaves a gap among base
    periods, or lies before a closed one; people's own periods exist only where their windows differ from the office's.
    """
    key = PeriodKey.parse(text)
    with register.write() as entry:
        refuse_people(register, key)
        chosen = _windows(register, key, windows)
        _refuse_taken(register, key, meeting)
        span = window_of(key, chosen, _week_starts(register))
        _refuse_far(register, key, span.starts_on)
        walls = key.kind == window.base_kind(register)
        _refuse_before_closed(register, key)
        if walls:
            _refuse_gap(register, key)
        _refuse_overlap(register, key, span.starts_on, span.ends_on)
        meeting_on = lookup.a_day(register, meeting) if meeting else None
        # A longer kind is locked with its parts, and weeks are never closed: only base periods lock.
        locks_at = _first_lock(register, key, meeting_on) if walls else None
        periods.add(entry, key, span, windows=chosen, walls=walls, meeting_on=meeting_on, locks_at=locks_at)
        opened = find(register, key)
        _refuse_empty(register, opened)
        return _with_reports_due(register, entry, opened, reports_due)


def lock(
    register: Register,
    text: str,
    *,
    now: bool = False,
    meeting: str | None = None,
    reason: str | None = None,
    reports_due: str | None = None,
) -> Period:
    """Set the lock moment, the present or N days before a meeting, and when the units' reports are due.

    Moving the lock later needs a reason; without one, locking now what is locked already changes nothing.
    """
    if (now and meeting) or not (now or meeting or reports_due):
        raise UsageFault(_("Say when entry locks."), _("Give either --now or --meeting DATE."))
    with register.write(reason) as entry:
        period = find(register, PeriodKey.parse(text))
        if period.closed:
            raise PeriodClosed(
                _("Period {key} is closed.").format(key=period.key), _("A closed period is not locked again.")
            )
        if now or meeting:
            period = _moved(register, entry, period, meeting, reason)
        return _with_reports_due(register, entry, period, reports_due)


def _moved(
    register: Register, entry: Entry, period: Period, meeting: str | None, reason: str | None
) -> Period:
    """Set the lock moment of a base period, before a meeting or to the present."""
    if not period.walls:
        raise Invalid(
            _("{key} has no lock of its own.").format(key=period.key),
            _("Entry is locked by the {kind}: name that period.").format(
                kind=label_of_kind(window.base_kind(register))
            ),
        )
    # A cron job that locks says so again when it is started again.
    if meeting is None and reason is None and state_of(period, register.clock) == LOCKED:
        return period
    meeting_on = lookup.a_day(register, meeting) if meeting else period.meeting_on
    moment = _lock(register, meeting_on) if meeting and meeting_on else register.clock.now()
    if period.locks_at is not None and moment > period.locks_at and not reason:
        raise Invalid(
            _("Entry for {key} would lock later than announced.").format(key=period.key),
            _("Give the --reason."),
        )
    periods.set_lock(entry, period.id, meeting_on, moment)
    locked = find(register, period.key)
    _refuse_empty(register, locked)
    if later := periods.find(register.db, following(period.key)):
        _refuse_empty(register, later)
    return locked


def _with_reports_due(register: Register, entry: Entry, period: Period, text: str | None) -> Period:
    """Set the last day for the reports of the units; raise Invalid for one before the period or far behind it."""
    if text is None:
        return period
    days, due = window.data_window(register, period), lookup.a_day(register, text)
    if not days.from_on <= due <= days.cut_on + timedelta(days=MOST_AHEAD):
        raise Invalid(
            _("Reports for {key}, {first} to {last}, cannot be due on {day}.").format(
                key=period.key,
                first=day_text(days.from_on),
                last=day_text(days.cut_on),
                day=day_text(due),
            ),
            _("Check the date of --reports-due."),
        )
    periods.set_reports_due(entry, period.id, due)
    return find(register, period.key)


def _first_lock(register: Register, key: PeriodKey, meeting_on: date | None) -> datetime | None:
    """Return when entry locks: before the meeting, and in December in time for the year's classes.

    People are classed before 15 December (NĐ 335/2025/NĐ-CP Art. 9, 20), so a December that scores them is cut by
    the setting december_cut; what comes later belongs to the next year.
    """
    moments = [_lock(register, meeting_on)] if meeting_on else []
    cut = register.settings["december_cut"]
    if cut != "none" and _scores_people(register, key) and key == last_of_year(key):
        moments.append(register.clock.end_of(date(key.year, 12, int(cut))))
    return min(moments, default=None)


def _scores_people(register: Register, key: PeriodKey) -> bool:
    same = register.settings["people_windows"] == register.settings["windows"]
    return key.people or (same and bool(register.settings["people_schemes"]))


def _lock(register: Register, meeting_on: date) -> datetime:
    return lock_moment(
        meeting_on,
        register.settings.number("lock_days"),
        working=register.settings["lock_days_are"] == "working",
        calendar=lookup.calendar(register),
        clock=register.clock,
    )


def _windows(register: Register, key: PeriodKey, given: str | None) -> Windows:
    """Return the windows of a period: those of its kind, which its first period chooses, else the register's."""
    held = periods.every(register.db, key.kind, people=key.people)
    usual = held[-1].windows if held else window.windows_of(register, key)
    chosen: Windows = usual
    if given is not None:
        chosen = "statutory" if checked("windows", given) == "statutory" else "calendar"
    if held and chosen != usual:
        raise Invalid(
            _("Other periods of this kind were opened with --windows {windows}.").format(windows=usual),
            _("All periods of one kind keep one kind of window; leave --windows out."),
        )
    return chosen


def _week_starts(register: Register) -> WeekStarts:
    return "thursday" if register.settings["week_starts"] == "thursday" else "monday"


def refuse_people(register: Register, key: PeriodKey) -> None:
    """Raise Invalid for a period of people's own where their windows are the office's."""
    if key.people and register.settings["people_windows"] == register.settings["windows"]:
        plain = str(key).removeprefix("P")
        raise Invalid(
            _("People are scored in the office's own periods here: there is no {key}.").format(key=key),
            _("Use {key}: one closing serves units and officers.").format(key=plain),
        )


def _refuse_taken(register: Register, key: PeriodKey, meeting: str | None) -> None:
    if periods.find(register.db, key):
        remedy = (
            _("To set its meeting: tasktrack period lock {key} --meeting {day}.")
            if meeting
            else _("Look at it with: tasktrack period show {key}.")
        )
        raise Invalid(
            _("Period {key} was opened before.").format(key=key),
            remedy.format(key=key, day=meeting),
            code="exists",
        )


def _refuse_far(register: Register, key: PeriodKey, starts_on: date) -> None:
    """A year mistyped for the first period would bind all others to it, for none is ever taken back."""
    today = register.clock.today()
    if (starts_on - today).days > MOST_AHEAD:
        raise Invalid(
            _("{key} begins on {first}, more than {count} days after today, {today}.").format(
                key=key, first=day_text(starts_on), count=MOST_AHEAD, today=day_text(today)
            ),
            _("Check the year."),
            code="too-far",
        )


def _refuse_before_closed(register: Register, key: PeriodKey) -> None:
    """Periods of a kind close in order: one before a closed one could never be closed."""
    for other in periods.every(register.db, key.kind, people=key.people):
        if other.was_closed and key < other.key:
            raise Invalid(
                _("{key} lies before a closed period.").format(key=key),
                _("Periods of a kind are opened and closed in order of time."),
            )


def _refuse_gap(register: Register, key: PeriodKey) -> None:
    """Base periods tile time: work dated in a gap would be counted in none of them."""
    others = [period.key for period in periods.every(register.db, key.kind, people=key.people)]
    if not others:
        return
    before = following(key) if key < min(others) else previous(key)
    if before not in others:
        raise Invalid(
            _("{before} was never opened: work dated in it would be counted nowhere.").format(before=before),
            _("Open {before} first.").format(before=before),
        )


def _refuse_overlap(register: Register, key: PeriodKey, starts_on: date, ends_on: date) -> None:
    for other in periods.every(register.db, key.kind, people=key.people):
        if other.starts_on <= ends_on and starts_on <= other.ends_on:
            raise Invalid(
                _("{key} would overlap {other}.").format(key=key, other=other.key),
                _("Periods of one kind never overlap; use the same windows as before."),
            )


def _refuse_empty(register: Register, period: Period) -> None:
    days = window.data_window(register, period)
    if days.cut_on < days.from_on:
        raise Invalid(
            _("Entry for {key} would lock on {cut}, before its first day {first}.").format(
                key=period.key, cut=day_text(days.cut_on), first=day_text(days.from_on)
            ),
            _("Check the date of the meeting and the setting lock_days."),
        )
