"""Moments as the cells of one-stop systems have them: a day, with or without its time, in many spellings."""

import re
from collections.abc import Sequence
from typing import Final

from tasktrack.domain import dates
from tasktrack.domain.text import fold, shown
from tasktrack.errors import Invalid, TasktrackError
from tasktrack.i18n import _

_CLOCK: Final = (
    r"([0-9]{1,2})(?::|h| gio ?)(?:([0-9]{2})(?: ?phut)?)?(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?: ?(am|pm|sa|ch))?"
)
_DAY: Final = r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4})"
_DAY_FIRST: Final = re.compile(rf"{_DAY}(?:(?:t|[ ,-]+){_CLOCK})?")
# A year of two digits could be of any century, and the day could be one of three.
_SHORT_YEAR: Final = re.compile(r"(?:.*[ ,-])?[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}(?:[t ,-].*)?")
_CLOCK_FIRST: Final = re.compile(rf"{_CLOCK}[ ,-]+(?:ngay )?{_DAY}")
_MOST_KEPT: Final = 100_000
_AFTERNOON: Final = ("pm", "ch")


class Moments:
    """Reads moments into 2026-03-02 or 2026-03-02T15:20, seconds cut off; each day and each time of day once.

    Midnight is no time of day: programs write it where they know none.
    """

    def __init__(self) -> None:
        self._days: dict[str, str] = {}
        self._clocks: dict[str, str] = {"": ""}

    def column(self, texts: Sequence[str]) -> list[str | None]:
        """Read a column of cells; nothing for an empty one. Raise Invalid for the first that is no moment."""
        days, clocks = self._days, self._clocks
        found: list[str | None] = []
        for text in texts:
            try:
                found.append(days[text[:10]] + clocks[text[10:]])
            except KeyError:
                found.append(self.one(text) if text else None)
        return found

    def one(self, text: str) -> str:
        """Read a moment; raise Invalid for what is none."""
        day, clock = self._parts(text)
        if len(self._days) + len(self._clocks) > _MOST_KEPT:
            self._days.clear()
            self._clocks.clear()
        if self._begins_with(text, day):
            self._days[text[:10]] = day
            self._clocks[text[10:]] = clock
        return day + clock

    def _begins_with(self, text: str, day: str) -> bool:
        """Tell whether the first ten letters are the day, written out, so that the rest can only be the time."""
        return len(text) <= 10 or text[:10] in (day, f"{day[8:]}/{day[5:7]}/{day[:4]}")

    def _parts(self, text: str) -> tuple[str, str]:
        word = fold(text)
        if found := _DAY_FIRST.fullmatch(word):
            day, *clock = found.groups()
        elif found := _CLOCK_FIRST.fullmatch(word):
            *clock, day = found.groups()
        elif _SHORT_YEAR.fullmatch(word):
            raise Invalid(
                _("The year of {value} has two digits.").format(value=shown(text)),
                _(
                    "Write the year with four digits, as in 31/12/2026 15:20; in a spreadsheet format the column so."
                ),
            )
        else:
            raise _no_moment(text)
        return _day(day), _clock(clock, text)


def _day(word: str) -> str:
    """Return a day in the books' spelling; raise Invalid for one that no calendar has."""
    spelled = word if word[4] == "-" else word.replace(".", "/").replace("-", "/")
    return dates.written_day(spelled).isoformat()


def _clock(parts: Sequence[str | None], text: str) -> str:
    hour_text, minute_text, half = parts
    if hour_text is None:
        return ""
    hour, minute = int(hour_text), int(minute_text or 0)
    if half:
        if not 1 <= hour <= 12:
            raise _no_moment(text)
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    if hour > 23 or minute > 59:
        raise _no_moment(text)
    return f"T{hour:02}:{minute:02}" if hour or minute else ""


def _no_moment(text: str) -> TasktrackError:
    return Invalid(
        _("{value} is not a day, with or without its time.").format(value=shown(text)),
        _("Write it as in 31/12/2026, 31/12/2026 15:20 or 2026-12-31T15:20."),
    )
