"""The days that a period key means to a report that is not computed over the period itself."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import PeriodKey, WeekStarts
from tasktrack.domain.period import window as window_of
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import window
from tasktrack.store import period as periods
from tasktrack.store.register import Register


def days_of(register: Register, text: str) -> tuple[date, date]:
    """Return the first and the last day of a period: its data window once it was opened, else those of its key."""
    key = PeriodKey.parse(text)
    if found := periods.find(register.db, key):
        counted = window.data_window(register, found)
        return counted.from_on, counted.cut_on
    starts: WeekStarts = "thursday" if register.settings["week_starts"] == "thursday" else "monday"
    days = window_of(key, window.windows_of(register, key), starts)
    return days.starts_on, days.ends_on


def days_told(register: Register, text: str | None) -> tuple[date, date]:
    """Return the days of a period, or of this year where none is named, up to today.

    Raise Invalid for a period that has not begun.
    """
    today = register.clock.today()
    first, last = days_of(register, text or f"{today:%Y}")
    if first > today:
        raise Invalid(
            _("{key} begins on {day}, after today, {today}.").format(
                key=text, day=day_text(first), today=day_text(today)
            ),
            _("Ask for a period that has begun."),
        )
    return first, min(last, today)
