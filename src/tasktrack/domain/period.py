"""Reporting periods: their keys, their windows, and how the longer ones are made of the shorter."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Final, Literal

from tasktrack.domain.dates import FIRST_YEAR, LAST_YEAR, month_end, month_of, quarter_of
from tasktrack.domain.numbers import roman
from tasktrack.domain.text import fold, shown
from tasktrack.errors import Invalid
from tasktrack.i18n import _

Windows = Literal["statutory", "calendar"]
WeekStarts = Literal["monday", "thursday"]
Base = Literal["month", "quarter"]

KIND_ORDER: Final = ("week", "month", "quarter", "half", "nine-months", "year")

_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "nine-months": 9, "year": 12}
_NUMBERS: Final = {"month": 12, "quarter": 4, "half": 2, "nine-months": 1, "year": 1}
_NOT_FOR_PEOPLE: Final = ("week", "nine-months")
_CUT_DAY: Final = 14
_WEDNESDAY: Final = 3
_KEY = r"([0-9]{4})(?:-(?:(w)([0-9]{1,2})|(h)([0-9])|(9m)))?"


@total_ordering
@dataclass(frozen=True)
class PeriodKey:
    """One period: its kind, its year and its number among those of the kind (1 for years and nine months).

    `people` marks the periods in which officers are scored where their windows differ from the office's.
    Keys sort by kind, shortest first, then by time. Raise Invalid for a period that does not exist.
    """

    kind: str
    year: int
    number: int = 1
    people: bool = False

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Invalid(
                _("{key} lies outside the years {first} to {last}.").format(
                    key=self, first=FIRST_YEAR, last=LAST_YEAR
                ),
                _("Check the year."),
            )
        if not 1 <= self.number <= _last_number(self.kind, self.year):
            raise Invalid(_("There is no period {key}.").format(key=self), _accepted_keys())
        if self.people and self.kind in _NOT_FOR_PEOPLE:
            raise Invalid(
                _(
                    "{key} is not a period of people: officers are scored by month, quarter, half and year."
                ).format(key=self),
                _("Write P2026-11, P2026-Q4, P2026-H2 or P2026, or leave the P out."),
            )

    def __str__(self) -> str:
        tail = {
            "week": f"-W{self.number:02}",
            "month": f"-{self.number:02}",
            "quarter": f"-Q{self.number}",
            "half": f"-H{self.number}",
            "nine-months": "-9M",
            "year": "",
        }[self.kind]
        return f"{'P' if self.people else ''}{self.year}{tail}"

    def __lt__(self, other: "PeriodKey") -> bool:
        return self._place() < other._place()

    def _place(self) -> tuple[int, int, int, bool]:
        return KIND_ORDER.index(self.kind), self.year, self.number, self.people

    def is_same_span(self, other: "PeriodKey") -> bool:
        """Tell whether another key means the same month, quarter or year, of people or not."""
        return (self.kind, self.year, self.number) == (other.kind, other.year, other.number)

    @classmethod
    def parse(cls, text: str) -> "PeriodKey":
        """Read 2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026-9M or 2026, or P before one of people's periods.

        Capitals do not matter; 11/2026, Q4/2026 and quý IV/2026 are read too. Raise Invalid otherwise.
        """
        word = fold(text)
        people = word.startswith("p")
        word = word.removeprefix("p")
        if found := month_of(word):
            return cls("month", *found, people)
        if found := quarter_of(word):
            return cls("quarter", *found, people)
        if match := re.fullmatch(_KEY, word):
            return cls(*_read_key(match), people)
        raise Invalid(_("{value} is not a period.").format(value=shown(text)), _accepted_keys())


def _read_key(match: re.Match[str]) -> tuple[str, int, int]:
    year, week, week_number, half, half_number, nine = match.groups()
    if week:
        return "week", int(year), int(week_number)
    if half:
        return "half", int(year), int(half_number)
    return "nine-months" if nine else "year", int(year), 1


def _last_number(kind: str, year: int) -> int:
    if kind != "week":
        return _NUMBERS[kind]
    return date(year, 12, 28).isocalendar().week


def _accepted_keys() -> str:
    return _(
        "Write 2026-W47 (a week), 2026-11 (a month), 2026-Q4 (a quarter), 2026-H2 (a half), 2026-9M or 2026; "
        "P before it for people's own months, quarters, halves and years."
    )


@dataclass(frozen=True)
class Window:
    """The days a period speaks for, both ends included."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def window(key: PeriodKey, windows: Windows = "calendar", week_starts: WeekStarts = "monday") -> Window:
    """Return the days of `key`, by the calendar or by NĐ 09/2019/NĐ-CP Art. 12.

    A statutory month m runs from 15 of m-1 to 14 of m, and longer kinds from the start of their first
    month to the end of their last (nine months by the same logic). Weeks, which the decree leaves out, run
    from Monday to Sunday, or from Thursday to the Wednesday that lies in the ISO week of the key.
    """
    if key.kind == "week":
        return _week_window(key, week_starts)
    first, last = _span(key)
    if windows == "calendar":
        return Window(date(key.year, first, 1), month_end(key.year, last))
    before = (key.year, first - 1) if first > 1 else (key.year - 1, 12)
    return Window(date(*before, _CUT_DAY + 1), date(key.year, last, _CUT_DAY))


def _span(key: PeriodKey) -> tuple[int, int]:
    """Return the first and the last month of `key`."""
    size = _MONTHS[key.kind]
    return size * (key.number - 1) + 1, size * key.number


def _week_window(key: PeriodKey, week_starts: WeekStarts) -> Window:
    if week_starts == "monday":
        starts_on = date.fromisocalendar(key.year, key.number, 1)
    else:
        starts_on = date.fromisocalendar(key.year, key.number, _WEDNESDAY) - timedelta(days=6)
    return Window(starts_on, starts_on + timedelta(days=6))


def containing(
    day: date,
    kind: str,
    windows: Windows = "calendar",
    week_starts: WeekStarts = "monday",
    *,
    people: bool = False,
) -> PeriodKey:
    """Return the period of `kind` whose window holds `day`.

    Raise Invalid for nine months when the day lies after them, and outside the years 1990 to 2099.
    """
    if kind == "week":
        closing = (
            day + timedelta(days=(_WEDNESDAY - day.isoweekday()) % 7) if week_starts == "thursday" else day
        )
        iso = closing.isocalendar()
        return PeriodKey(kind, iso.year, iso.week, people)
    year, month = day.year, day.month
    if windows == "statutory" and day.day > _CUT_DAY:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    if kind == "nine-months" and month > _MONTHS[kind]:
        raise Invalid(
            _("{day} lies after the nine months of {year}.").format(day=day, year=year),
            _("Name the period, as in {key}.").format(key=f"{year}-9M"),
        )
    return PeriodKey(kind, year, (month - 1) // _MONTHS[kind] + 1, people)


def previous(key: PeriodKey) -> PeriodKey:
    """Return the period of the same kind just before; nine months follow each other by years."""
    if key.number > 1:
        return PeriodKey(key.kind, key.year, key.number - 1, key.people)
    return PeriodKey(key.kind, key.year - 1, _last_number(key.kind, key.year - 1), key.people)


def following(key: PeriodKey) -> PeriodKey:
    """Return the period of the same kind just after."""
    if key.number < _last_number(key.kind, key.year):
        return PeriodKey(key.kind, key.year, key.number + 1, key.people)
    return PeriodKey(key.kind, key.year + 1, 1, key.people)


def last_of_year(key: PeriodKey) -> PeriodKey:
    """Return the last period of the kind in the year of `key`."""
    return PeriodKey(key.kind, key.year, _last_number(key.kind, key.year), key.people)


def parts(key: PeriodKey, base: Base) -> tuple[PeriodKey, ...]:
    """Return the base periods inside a longer one, in order; none for the base itself and shorter kinds."""
    if KIND_ORDER.index(key.kind) <= KIND_ORDER.index(base):
        return ()
    first, last = _span(key)
    size = _MONTHS[base]
    numbers = range((first - 1) // size + 1, last // size + 1)
    return tuple(PeriodKey(base, key.year, number, key.people) for number in numbers)


def label(key: PeriodKey) -> str:
    """Name the period as a heading does, in the language spoken: Month 11/2026, Quarter IV/2026."""
    if key.kind == "half":
        sentence = _("First 6 months of {year}") if key.number == 1 else _("Last 6 months of {year}")
    else:
        sentence = {
            "week": _("Week {number}/{year}"),
            "month": _("Month {number}/{year}"),
            "quarter": _("Quarter {roman}/{year}"),
            "nine-months": _("9 months of {year}"),
            "year": _("Year {year}"),
        }[key.kind]
    numeral = roman(key.number) if key.kind == "quarter" else ""
    return sentence.format(number=key.number, roman=numeral, year=key.year)


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
