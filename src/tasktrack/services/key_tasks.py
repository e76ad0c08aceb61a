"""What the key tasks of heads have in common: their year, their number, and who heads whom."""

from datetime import date
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.key_tasks import REGISTERED, deadline
from tasktrack.domain.period import PeriodKey, Window, containing
from tasktrack.domain.period import window as window_of
from tasktrack.domain.task import NewTask
from tasktrack.domain.text import fold
from tasktrack.domain.unit import Unit
from tasktrack.i18n import _, ngettext
from tasktrack.services import lookup, window
from tasktrack.store import key_tasks, officer
from tasktrack.store.change_list import Year
from tasktrack.store.register import Register

# Every year begins on the same day; this one tells which.
_ANY_YEAR: Final = 2026


def year_of(register: Register, day: date) -> PeriodKey:
    """Return the year in whose window a day lies, by the windows of the office."""
    return containing(day, "year", window.windows_of(register, PeriodKey("year", day.year)))


def span(register: Register, year: PeriodKey) -> Window:
    """Return the days of a year, by the windows of the office."""
    return window_of(year, window.windows_of(register, year))


def year_of_task(register: Register, new: NewTask) -> PeriodKey:
    """Return the year to which a task belongs: that of its due date, without one that of its assignment."""
    return year_of(register, new.due_on or new.assigned_on)


def listed(register: Register) -> Year:
    """Return by what a task comes late into the list of its year, by the windows of the office."""
    starts = span(register, PeriodKey("year", _ANY_YEAR)).starts_on
    shift = (date(_ANY_YEAR, 1, 1) - starts).days
    return Year(register.settings["registration_deadline"], register.settings.number("edit_days"), shift)


def needed(register: Register, kind: str) -> int:
    """Return how many key tasks of a kind each head is to have a year."""
    return register.settings.number(
        "key_tasks_registered" if kind == REGISTERED else "key_tasks_common",
    )


def deadline_of(register: Register, year: PeriodKey) -> date | None:
    """Return the last day on which the key tasks of a year are registered in time."""
    return deadline(register.settings["registration_deadline"], year.year)


def too_many(register: Register, unit: Unit, kind: str, year: PeriodKey) -> tuple[str, ...]:
    """Say that one more key task of a kind is more than the unit is to have in a year."""
    days, most = span(register, year), needed(register, kind)
    count = key_tasks.count(register.db, kind, unit.id, days.starts_on, days.ends_on) + 1
    if count <= most:
        return ()
    sentence = (
        ngettext(
            "{unit} has {count} key task registered for {year}; it is to have {most}.",
            "{unit} has {count} key tasks registered for {year}; it is to have {most}.",
            count,
        )
        if kind == REGISTERED
        else ngettext(
            "{unit} has {count} common key task for {year}; it is to have {most}.",
            "{unit} has {count} common key tasks for {year}; it is to have {most}.",
            count,
        )
    )
    return (sentence.format(unit=unit.name, count=count, year=year, most=most),)


def too_late(register: Register, new: NewTask, year: PeriodKey) -> tuple[str, ...]:
    """Say that a task is registered after the deadline of its year."""
    last = deadline_of(register, year)
    if last is None or new.assigned_on <= last:
        return ()
    return (
        _("It is registered on {day}, after {last}, the deadline for the key tasks of {year}.").format(
            day=day_text(new.assigned_on), last=day_text(last), year=year
        ),
    )


def is_head(register: Register, unit: Unit, name: str, on: date) -> bool:
    """Return whether somebody of that name heads a unit on a day."""
    return any(
        fold(name) == fold(lookup.officer(register, code, on).name)
        for code in officer.heads(register.db, unit.id, on)
    )
