"""The office's calendar: the days that the program ships, the office's own, and newer decisions taken over.

Due dates and lock moments are reckoned once and stored: no change of the calendar moves them afterwards.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tasktrack.domain.calendar_day import (
    OFF,
    OFFICIAL,
    PROVISIONAL,
    WORK,
    Added,
    CalendarDay,
    DayChange,
    MonthSheet,
    What,
)
from tasktrack.domain.dates import FIRST_YEAR, LAST_YEAR, day_text, echo, month_end, month_of
from tasktrack.domain.text import fold, shown, tidy
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _, pgettext
from tasktrack.services import lookup
from tasktrack.services.office import vietnam_days
from tasktrack.services.unit import required
from tasktrack.store import day as days
from tasktrack.store.journal import Entry
from tasktrack.store.register import Register

_DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST = 366


def every(register: Register, year: int | None = None) -> list[CalendarDay]:
    """Return the days off and worked of a year, else of all years."""
    return days.between(register.db, date(year or FIRST_YEAR, 1, 1), date(year or LAST_YEAR, 12, 31))


def month(register: Register, text: str | None = None) -> MonthSheet:
    """Return a month day by day, this month when none is named; raise Invalid for what is no month."""
    today = register.clock.today()
    found = month_of(fold(text)) if text else (today.year, today.month)
    if found is None:
        raise Invalid(
            _("{value} is not a month.").format(value=shown(text or "")),
            _("Write it as in 2026-03 or 3/2026."),
        )
    first, last = date(*found, 1), month_end(*found)
    rows = {day.on: day for day in days.between(register.db, first, last)}
    calendar = lookup.calendar(register)
    return MonthSheet(*found, tuple((on, calendar.is_working(on), rows.get(on)) for on in _days(first, last)))


def add(
    register: Register,
    text: str,
    *,
    to: str | None = None,
    kind: str,
    name: str,
    decision: str | None = None,
    provisional: bool = False,
) -> Added:
    """Enter a day, or several (`DATE..DATE`, or `to`), as off or worked, and return what was entered.

    Weekends inside several days off are passed over; a provisional day is settled by the decision. Raise
    Invalid for a day that is so already, or that is in the calendar otherwise.
    """
    first, last = _span(register, text, to)
    status = PROVISIONAL if provisional else OFFICIAL
    decided_by = tidy(decision)
    if not provisional and not decided_by:
        raise UsageFault(
            _("The document that decides the day is missing."),
            _("Give its number and date with --decision, or --provisional until there is one."),
        )
    name = required(name, _("Name"))
    entered: list[CalendarDay] = []
    settled: list[CalendarDay] = []
    passed_over: list[date] = []
    with register.write() as entry:
        held = {day.on: day for day in days.between(register.db, first, last)}
        for on in _days(first, last):
            if kind == OFF and on.weekday() >= _SATURDAY and on not in held and first < last:
                passed_over.append(on)
                continue
            new = CalendarDay(on, kind, name, status, decided_by, own=True)
            _refuse_misfit(new, held.get(on))
            if old := held.get(on):
                settled.append(old)
                days.void(entry, old.id)
            days.add(entry, new)
            entered.append(new)
        if not entered:
            raise Invalid(_("All of these days are weekends, off anyway."), _("Check the dates."))
    return Added(tuple(entered), tuple(settled), tuple(passed_over))


def remove(register: Register, text: str, reason: str) -> CalendarDay:
    """Take a day out of the calendar, with the reason, and return what it was."""
    on = lookup.a_day(register, text)
    reason = required(reason, _("Reason"))
    with register.write(reason) as entry:
        held = days.between(register.db, on, on)
        if not held:
            raise NotFound(
                _("The calendar has nothing on {day}.").format(day=echo(on)),
                _("See 'tasktrack calendar list {year}'.").format(year=on.year),
            )
        days.void(entry, held[0].id)
        return held[0]


def refresh(register: Register) -> list[DayChange]:
    """Take over the days of this version of the program and return what changed, in order of time.

    The office's own days stay, and so do those that it took out. Nothing decided is undecided again: a
    register that was used with a newer version loses nothing.
    """
    with register.write() as entry:
        return sorted(_take_over(register, entry), key=lambda change: change.on)


def _take_over(register: Register, entry: Entry) -> Iterator[DayChange]:
    shipped = {day.on: day for day in _shipped()}
    held = {day.on: day for day in every(register)}
    taken_out = days.taken_out(register.db)
    for on, new in shipped.items():
        old = held.get(on)
        if what := _what(old, new, removed=on in taken_out):
            if what == "added":
                days.add(entry, new)
            elif old and what != "kept":
                days.change(entry, old.id, new)
            yield DayChange(on, what, old, new)
    years = {on.year for on in shipped}
    for on, old in held.items():
        if on not in shipped and on.year in years and not old.own and not old.decided:
            days.void(entry, old.id)
            yield DayChange(on, "taken-out", old, None)


def _what(old: CalendarDay | None, new: CalendarDay, *, removed: bool) -> What | None:
    """Return what becomes of a day that the program ships; None when nothing does."""
    if old is None:
        return "kept" if removed else "added"
    if old.own:
        return "kept" if old.kind != new.kind else None
    if old._replace(id=0) == new or (old.decided and not new.decided):
        return None
    return "made-official" if new.decided and not old.decided else "changed"


def _shipped() -> Iterator[CalendarDay]:
    for row in vietnam_days():
        decision = row["decision"]
        yield CalendarDay(
            date.fromisoformat(str(row["on_day"])),
            str(row["kind"]),
            str(row["name"]),
            str(row["status"]),
            str(decision) if decision else None,
        )


def _span(register: Register, text: str, to: str | None) -> tuple[date, date]:
    """Read DATE, DATE..DATE or DATE with the last day apart."""
    first_text, dots, last_text = text.partition("..")
    if dots and to is not None:
        raise UsageFault(_("The last day is given twice."), _("Give either DATE..DATE or --to DATE."))
    first = lookup.a_day(register, first_text)
    last = lookup.a_day(register, last_text if dots else to or "") if dots or to is not None else first
    if last < first:
        raise Invalid(
            _("{last} lies before {first}.").format(last=day_text(last), first=day_text(first)),
            _("Give the first day first."),
        )
    if (last - first).days >= _LONGEST:
        raise Invalid(
            _("From {first} to {last} is more than a year.").format(
                first=day_text(first), last=day_text(last)
            ),
            _("Check the dates."),
        )
    return first, last


def _days(first: date, last: date) -> Iterator[date]:
    return (first + count * _DAY for count in range((last - first).days + 1))


def _refuse_misfit(new: CalendarDay, old: CalendarDay | None) -> None:
    """Refuse a day that the calendar holds already, and one that is off or worked without a row."""
    if old and not (old.kind == new.kind and new.decided and not old.decided):
        what = pgettext("day", "off") if old.kind == OFF else pgettext("day", "worked")
        raise Invalid(
            _("{day} is in the calendar already: {what}, {name}.").format(
                day=echo(new.on), what=what, name=old.name
            ),
            _("Take it out first: tasktrack calendar remove {day} --reason ...").format(
                day=new.on.isoformat()
            ),
            code="exists",
        )
    weekend = new.on.weekday() >= _SATURDAY
    if new.kind == OFF and weekend:
        raise Invalid(
            _("{day} is off anyway.").format(day=echo(new.on)),
            _("Days of the weekend are entered only where they are worked, with --work."),
        )
    if new.kind == WORK and not weekend:
        raise Invalid(
            _("{day} is worked anyway.").format(day=echo(new.on)),
            _("Days from Monday to Friday are entered only where they are off, with --off."),
        )
