"""Words that the decree sets (NĐ 30/2020/NĐ-CP, Annex I) and that every format for paper has alike."""

from collections.abc import Sequence
from datetime import date

from tasktrack.i18n import pgettext
from tasktrack.render.clean import one_line


def long_day(day: date | None, place: str, language: str) -> str:
    """Return place and day as a document has them: Đà Nẵng, ngày 05 tháng 02 năm 2026; dots for no day."""
    where = f"{one_line(place).strip()}, " if place.strip() else ""
    # In Vietnamese noughts lead the days below 10, and of the months only the first two.
    padded = day is not None and (language != "vi" or day.month < 3)
    return where + pgettext("day of a document", "{year}-{month}-{day}").format(
        day=f"{day.day:02}" if day else "…",
        month=(f"{day.month:02}" if padded else day.month) if day else "…",
        year=day.year if day else "…",
    )


def unbroken(text: str) -> str:
    """Return a summary whose last two words stay on one line: none is left alone below the others."""
    words = one_line(text).split()
    if len(words) < 5:
        return " ".join(words)
    return " ".join((*words[:-2], "\u00a0".join(words[-2:])))


def listed(names: Sequence[str]) -> list[str]:
    """Return the lines of a list: each with one dash, a semicolon between, a full stop at its end."""
    words = [one_line(name).strip() for name in names]
    lines = [f"- {word.removeprefix('-').lstrip().rstrip(' ;.')};" for word in words]
    return [*lines[:-1], *(line[:-1] + "." for line in lines[-1:])]
