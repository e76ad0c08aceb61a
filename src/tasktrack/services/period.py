"""Open, list, show and lock reporting periods."""

from datetime import date, datetime

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import (
    KIND_ORDER,
    PeriodKey,
    WeekStarts,
    Windows,
    containing,
    following,
    previous,
)
from tasktrack.domain.period import window as window_of
from tasktrack.domain.period_state import (
    DataWindow,
    Period,
    cut_of,
    is_cut,
    lock_moment,
    state_of,
)
from tasktrack.domain.ranking import PeriodStatus
from tasktrack.domain.settings import checked
from tasktrack.errors import Invalid, NotFound, PeriodClosed, UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, window
from tasktrack.store import facts
from tasktrack.store import period as periods
from tasktrack.store.register import Register


def open_period(
    register: Register, text: str, *, windows: str | None = None, meeting: str | None = None
) -> Period:
    """Open a period over its window, statutory (NĐ 09/2019/NĐ-CP Art. 12) or calendar.

    Raise Invalid when it exists, overlaps another of its kind, leaves a gap among base periods, or lies
    before a closed one; people's own periods exist only where their windows differ from the office's.
    """
    key = PeriodKey.parse(text)
    with register.write() as entry:
        _refuse_people(register, key)
        chosen = _windows(register, key, windows)
        _refuse_taken(register, key)
        walls = key.kind == window.base_kind(register)
        if walls:
            _refuse_gap(register, key)
        span = window_of(key, chosen, _week_starts(register))
        _refuse_overlap(register, key, span.starts_on, span.ends_on)
        meeting_on = lookup.a_day(register, meeting) if meeting else None
        locks_at = _lock(register, meeting_on) if meeting_on else None
        periods.add(entry, key, span, windows=chosen, walls=walls, meeting_on=meeting_on, locks_at=locks_at)
        opened = find(register, key)
        _refuse_empty(register, opened)
        return opened


def find(register: Register, key: PeriodKey) -> Period:
    """Return a period; raise NotFound when it was never opened."""
    if found := periods.find(register.db, key):
        return _in_zone(register, found)
    raise NotFound(
        _("Period {key} was never opened.").format(key=key),
        _("Open it: tasktrack period open {key}.").format(key=key),
    )


def named(register: Register, text: str | None, command: str | None = None) -> Period:
    """Return the period that a command names; left out, the latest closed one of the base kind.

    Raise NotFound when none is closed, with the `command` (else the one that runs) for provisional figures.
    """
    if text is not None:
        return find(register, PeriodKey.parse(text))
    kind = window.base_kind(register)
    if key := periods.newest_closed(register.db, kind):
        return find(register, key)
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


def status(register: Register, text: str) -> PeriodStatus:
    """Return how a period stands and what blocks its closing."""
    period = find(register, PeriodKey.parse(text))
    days = window.data_window(register, period)
    as_of = window.report_date(register, period)
    facts.fill_from_books(register.db, as_of, done_needs_review=register.settings.yes("done_needs_review"))
    counts = facts.window_counts(register.db, days.from_on, days.cut_on)
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
    )


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
    inside = [part for _key, part in window.base_parts(register, period.key)]
    whole = bool(inside) and all(part is not None and part.closed for part in inside)
    if not whole and not is_cut(period, register.clock):
        found.append(
            _("Its last day, {day}, is not over and entry is not locked.").format(
                day=day_text(cut_of(period, register.clock))
            )
        )
    found += [
        _("{key} comes before it and is still open.").format(key=other.key)
        for other in periods.every(register.db, period.key.kind, people=period.key.people)
        if not other.closed and other.starts_on < period.starts_on
    ]
    if not index_only:
        for key, part in window.base_parts(register, period.key):
            if part is None or not part.closed:
                found.append(_("{key}, a part of it, is not closed.").format(key=key))
    return found


def lock(
    register: Register,
    text: str,
    *,
    now: bool = False,
    meeting: str | None = None,
    reason: str | None = None,
) -> Period:
    """Set the lock moment: the present, or N days before a meeting. Moving it later needs a reason."""
    if now == bool(meeting):
        raise UsageFault(_("Say when entry locks."), _("Give either --now or --meeting DATE."))
    with register.write(reason) as entry:
        period = find(register, PeriodKey.parse(text))
        if period.closed:
            raise PeriodClosed(
                _("Period {key} is closed.").format(key=period.key), _("A closed period is not locked again.")
            )
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


def label_of_kind(kind: str) -> str:
    """Return the word for a kind of period."""
    return {
        "week": _("week"),
        "month": _("month"),
        "quarter": _("quarter"),
        "half": _("half-year"),
        "nine-months": _("nine months"),
        "year": _("year"),
    }[kind]


def _in_zone(register: Register, period: Period) -> Period:
    """Say the lock moment in the office's zone."""
    if period.locks_at is None:
        return period
    return period._replace(locks_at=period.locks_at.astimezone(register.clock.zone))


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


def _refuse_people(register: Register, key: PeriodKey) -> None:
    if key.people and register.settings["people_windows"] == register.settings["windows"]:
        plain = str(key).removeprefix("P")
        raise Invalid(
            _("People are scored in the office's own periods here: there is no {key}.").format(key=key),
            _("Use {key}: one closing serves units and officers.").format(key=plain),
        )


def _refuse_taken(register: Register, key: PeriodKey) -> None:
    if periods.find(register.db, key):
        raise Invalid(
            _("Period {key} was opened before.").format(key=key),
            _("Look at it with: tasktrack period show {key}.").format(key=key),
            code="exists",
        )


def _refuse_gap(register: Register, key: PeriodKey) -> None:
    """Base periods tile time: work dated in a gap would be counted in none of them."""
    others = [period.key for period in periods.every(register.db, key.kind, people=key.people)]
    if not others:
        return
    if key < min(others):
        if any(period.closed for period in periods.every(register.db, key.kind, people=key.people)):
            raise Invalid(
                _("{key} lies before a closed period.").format(key=key),
                _("Periods of a kind are opened and closed in order of time."),
            )
        before = following(key)
    else:
        before = previous(key)
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
