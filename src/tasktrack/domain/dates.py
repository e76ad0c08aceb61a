"""The closed grammar of dates and deadlines: day first, never guessed, resolved against a given today."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from tasktrack.domain.numbers import ROMAN, roman
from tasktrack.domain.text import fold, shown
from tasktrack.domain.workdays import Calendar
from tasktrack.errors import Invalid
from tasktrack.i18n import _, language, pgettext

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2099

_ISO = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_DAY_FIRST = r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"
_OTHER_MARKS = r"([0-9]{1,2})[-. ]([0-9]{1,2})[-. ]([0-9]{4})"
_STEP = r"([+-][0-9]{1,4})(d|wd)"
_MOMENT = r"(.+)t([0-9]{2}):([0-9]{2})"
_MONTH = r"([0-9]{4})-([0-9]{2})|(?:(?:trong )?thang )?([0-9]{1,2})/([0-9]{4})"
_QUARTER = r"([0-9]{4})-q([0-9])|(?:(?:trong )?quy |q)([0-9]|[iv]{1,3})/([0-9]{4})"
_NEAR_DAYS = {"today": 0, "hom nay": 0, "tomorrow": 1, "ngay mai": 1, "yesterday": -1, "hom qua": -1}
_BEFORE = r"(?:truoc(?: ngay)?|before) (.+)"
# Spans in words, as documents write them: the lead-in may be left out only where working days are named.
_SPANS = (
    r"(trong (?:vong |thoi han )?)?([0-9]{1,4}) (ngay lam viec|ngay|thang|nam)",
    r"(within )?([0-9]{1,4}) (working day|day|month|year)s?",
)
_WORKING_DAYS = ("ngay lam viec", "working day")
_MONTHS_IN = {"thang": 1, "month": 1, "nam": 12, "year": 12}
_LONGEST_PERIOD = 9999
_NO_DEADLINE = ("none", "no deadline", "khong", "khong thoi han", "khong co thoi han")


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def parse_day(text: str, today: date, calendar: Calendar = Calendar.EMPTY) -> date:
    """Read a day of the closed grammar; raise Invalid for anything else and outside 1990 to 2099.

    2026-12-31, 31/12/2026, today (hôm nay), tomorrow (ngày mai), yesterday (hôm qua), +10d, -3d, +5wd
    (working days of `calendar`), eom, eoq and eoy (the end of today's month, quarter, year).
    """
    word = fold(text)
    day = _relative_day(word, today, calendar) or _written_day(word)
    if day is None:
        raise _not_a_day(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _outside_years(text)
    return day


def parse_moment(
    text: str, today: date, calendar: Calendar = Calendar.EMPTY, *, zone: tzinfo | None = None
) -> date | datetime:
    """Read what --today takes: a day, or a day with a clock time such as 2026-11-22T15:30.

    The time is the office's; the result carries `zone`, and is naive without one.
    """
    found = re.fullmatch(_MOMENT, fold(text))
    if not found:
        return parse_day(text, today, calendar)
    hour, minute = int(found[2]), int(found[3])
    if not re.fullmatch(_ISO, found[1]) or hour > 23 or minute > 59:
        raise Invalid(
            _("{value} is not a moment that tasktrack reads.").format(value=shown(text)),
            _("Write the day and the time of day as in 2026-11-22T15:30."),
        )
    return datetime.combine(parse_day(found[1], today, calendar), time(hour, minute), tzinfo=zone)


def _relative_day(word: str, today: date, calendar: Calendar) -> date | None:
    if word in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[word])
    if found := re.fullmatch(_STEP, word):
        count = int(found[1])
        return calendar.add_working_days(today, count) if found[2] == "wd" else today + timedelta(days=count)
    last_months = {"eom": today.month, "eoq": (today.month + 2) // 3 * 3, "eoy": 12}
    return month_end(today.year, last_months[word]) if word in last_months else None


def written_day(text: str) -> date:
    """Read a day written out, as 2026-12-31 or 31/12/2026; raise Invalid for anything else and outside 1990 to 2099."""
    day = _written_day(fold(text))
    if day is None:
        raise _not_a_day(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _outside_years(text)
    return day


def _written_day(word: str) -> date | None:
    if found := re.fullmatch(_ISO, word):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(_DAY_FIRST, word):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise Invalid(_("There is no day {value}.").format(value=word), _accepted_days()) from fault


class Due(NamedTuple):
    """A deadline: its day, and the canonical text when it was given as a month or a quarter.

    `on` is None for a task without deadline; `text` is "", "2026-03" or "2026-Q1". `reckoned_after` is set
    when the day hangs on the calendar of working days: on those after it, up to and including `on`.
    """

    on: date | None
    text: str = ""
    reckoned_after: date | None = None


def parse_due(
    text: str, today: date, calendar: Calendar = Calendar.EMPTY, *, assigned: date | None = None
) -> Due:
    """Read a deadline: a day, a month or a quarter (due on its last day), a span, or `none` (không).

    A span counts from the day of assignment, else from today: +10d and +5wd, or in words, as trong 5 ngày
    làm việc, trong vòng 15 ngày, within 2 months (BLDS 2015 Art. 147-148). `trước ngày 10/3/2026` and
    `before 10/3/2026` mean the day before.
    """
    word = fold(text)
    if word in _NO_DEADLINE:
        return Due(None)
    if found := month_of(word):
        year, month = found
        return Due(month_end(year, month), f"{year}-{month:02}")
    if found := quarter_of(word):
        year, quarter = found
        return Due(month_end(year, 3 * quarter), f"{year}-Q{quarter}")
    due = _span_end(word, assigned or today, calendar) or _day_before(word)
    if due is None:
        return _plain_day(text, today, calendar)
    if due.on and not FIRST_YEAR <= due.on.year <= LAST_YEAR:
        raise _outside_years(text)
    return due


class NoDueDate(Invalid):
    """A text that is no due date in any of the ways one may be given; the remedy lists them all."""


def _plain_day(text: str, today: date, calendar: Calendar) -> Due:
    try:
        return Due(parse_day(text, today, calendar))
    except Invalid as fault:
        more = (
            _("A deadline may also be a month (2026-03, 3/2026), a quarter (2026-Q1, Q1/2026) or none."),
            _(
                "A span counts from the day of assignment: within 5 working days, within 10 days, within 2 months."
            ),
            _("Before 10/3/2026 is the day before it."),
        )
        raise NoDueDate(fault.message, " ".join((fault.remedy, *more))) from fault


def _span_end(word: str, start: date, calendar: Calendar) -> Due | None:
    """Return the end of a span from `start`, None for other text (BLDS 2015 Art. 147-148).

    The first day is not counted; months end on the same-numbered day, or the month's last; a last day that
    is not worked gives way to the next working day. Plain days (+10d) ask no calendar.
    """
    if step := re.fullmatch(_STEP, word):
        on = _relative_day(word, start, calendar)
        return Due(on, reckoned_after=start if step[2] == "wd" else None)
    found = next(filter(None, (re.fullmatch(pattern, word) for pattern in _SPANS)), None)
    if found is None:
        return None
    lead_in, count, unit = found[1], int(found[2]), found[3]
    if unit in _WORKING_DAYS:
        return Due(calendar.add_working_days(start, _length(count)), reckoned_after=start)
    if not lead_in:
        return None
    if unit in _MONTHS_IN:
        last = months_later(start, _length(count * _MONTHS_IN[unit]))
    else:
        last = start + timedelta(days=_length(count))
    return Due(calendar.next_working_day(last), reckoned_after=last - timedelta(days=1))


def _day_before(word: str) -> Due | None:
    found = re.fullmatch(_BEFORE, word)
    day = _written_day(found[1]) if found else None
    return Due(day - timedelta(days=1)) if day else None


def doubts(calendar: Calendar, after: date, until: date) -> tuple[str, ...]:
    """Say what is not settled of the calendar of the days after `after`, up to and including `until`."""
    found = [
        _(
            "The register has no calendar of {year}: only weekends count as off. "
            "Enter its days with 'tasktrack calendar add', or take them over with 'tasktrack calendar refresh'."
        ).format(year=year)
        for year in calendar.unknown_years(after, until)
    ]
    days = calendar.undecided(after, until)
    for year in sorted({day.year for day in days}):
        names = ", ".join(day_text(day) for day in days if day.year == year)
        found.append(
            _("The calendar of {year} is provisional: {days} may still be decided otherwise.").format(
                year=year, days=names
            )
        )
    return tuple(found)


def month_of(word: str) -> tuple[int, int] | None:
    """Return (year, month) for folded text that names a month, as 2026-03, 3/2026 or thang 3/2026."""
    found = re.fullmatch(_MONTH, word)
    if not found:
        return None
    year, month = int(found[1] or found[4]), int(found[2] or found[3])
    if not 1 <= month <= 12:
        raise Invalid(
            _("There is no month {value}.").format(value=word), _("Months run from 1 to 12, as in 2026-03.")
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside_years(word)
    return year, month


def quarter_of(word: str) -> tuple[int, int] | None:
    """Return (year, quarter) for folded text that names a quarter, as 2026-q1, q1/2026 or quy iv/2026."""
    found = re.fullmatch(_QUARTER, word)
    if not found:
        return None
    year, number = int(found[1] or found[4]), (found[2] or found[3]).upper()
    quarters = {"1": 1, "2": 2, "3": 3, "4": 4} | {ROMAN[quarter - 1]: quarter for quarter in range(1, 5)}
    if number not in quarters:
        raise Invalid(
            _("There is no quarter {value}.").format(value=word.upper()),
            _("Quarters run from 1 to 4, as in 2026-Q1."),
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside_years(word)
    return year, quarters[number]


def due_wording(text: str) -> str:
    """Say the canonical text of a Due: in 3/2026, quarter I/2026; nothing for a plain day."""
    if not text:
        return ""
    year, part = text.split("-")
    if part.startswith("Q"):
        return _("quarter {roman}/{year}").format(roman=roman(int(part[1:])), year=year)
    return _("in {month}/{year}").format(month=int(part), year=year)


def months_later(start: date, months: int) -> date:
    """Return the same-numbered day so many months after `start`, or the last of a month that is shorter."""
    years, month = divmod(start.month - 1 + months, 12)
    last = month_end(start.year + years, month + 1)
    return last.replace(day=min(start.day, last.day))


def _length(n: int) -> int:
    if not 1 <= n <= _LONGEST_PERIOD:
        raise Invalid(
            _("A span of time cannot be {count} days or months long.").format(count=n),
            _("Give a whole number from 1 to {most}.").format(most=_LONGEST_PERIOD),
        )
    return n


def weekday_name(day: date) -> str:
    """Return the name of the day of the week, in the language spoken."""
    names = (
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )
    return names[day.weekday()]


def day_text(day: date) -> str:
    """Write a day as people read it: 22/11/2026 in Vietnamese, 2026-11-22 in English."""
    return f"{day:%d/%m/%Y}" if language() == "vi" else day.isoformat()


def moment_text(moment: datetime) -> str:
    """Write a moment in its own zone; the end of a day as 24:00 of that day, as people say it."""
    if (moment.hour, moment.minute) == (0, 0):
        return f"24:00 {day_text((moment - timedelta(days=1)).date())}"
    return f"{moment:%H:%M} {day_text(moment.date())}"


def echo(day: date) -> str:
    """Write a day with its weekday, as every command repeats the date it understood."""
    return f"{day_text(day)} ({weekday_name(day)})"


def _accepted_days() -> str:
    return _(
        "Write 2026-12-31, 31/12/2026 (the day first), today, tomorrow, yesterday, +10d, -3d, "
        "+5wd (working days), eom, eoq or eoy."
    )


def _not_a_day(text: str) -> Invalid:
    message = _("{value} is not a date that tasktrack reads.").format(value=shown(text))
    if found := re.fullmatch(_OTHER_MARKS, fold(text)):
        day, month, year = found.groups()
        if int(day) in range(1, 32) and int(month) in range(1, 13):
            remedy = _("Write {slashes} (the day first) or {iso}.")
            slashes, iso = f"{day}/{month}/{year}", f"{year}-{month:>02}-{day:>02}"
            return Invalid(message, remedy.format(slashes=slashes, iso=iso))
    return Invalid(message, _accepted_days())


def _outside_years(text: str) -> Invalid:
    return Invalid(
        _("{value} lies outside the years {first} to {last}.").format(
            value=shown(text), first=FIRST_YEAR, last=LAST_YEAR
        ),
        _("Check the year."),
    )
