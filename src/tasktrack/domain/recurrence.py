"""Recurring work: the days of each instance, counted from the first task, and what it is called."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from tasktrack.domain.dates import Due, due_wording, month_end, months_later
from tasktrack.domain.numbers import roman
from tasktrack.domain.period import PeriodKey, WeekStarts, containing, following, label, window
from tasktrack.errors import Invalid
from tasktrack.i18n import _

if TYPE_CHECKING:
    from tasktrack.domain.task import NewTask

KINDS: Final = ("week", "month", "quarter")
MOST: Final = 120

_MONTHS: Final = {"month": 1, "quarter": 3}
_WEEK: Final = timedelta(days=7)
# How a title names its period; only a month is also written without the word, as in 11/2026.
_WORDS: Final = {"week": "tuần|week", "month": "tháng|month|t", "quarter": "quý|quarter|q"}
_JOINTS: Final = r"/|\s+năm\s+|\s+of\s+"


class Occurrence(NamedTuple):
    """One instance of a series: the period it is for, assigned on its first day, and when it is due."""

    key: PeriodKey
    assigned_on: date
    due: Due


class Template(NamedTuple):
    """What the instances of a series copy; people and units by their ids."""

    new: "NewTask"
    lead: int
    lead_ends: date | None
    officer: int | None
    support: tuple[int, ...]


class Made(NamedTuple):
    """An instance as it was registered."""

    code: str
    title: str
    occurrence: Occurrence


class Repeated(NamedTuple):
    """What repeating a task made: the first task of the series, its own period, and the new instances."""

    series: str
    title: str
    first: PeriodKey
    through: PeriodKey
    made: tuple[Made, ...]
    warnings: tuple[str, ...] = ()


def period_of(due: Due, kind: str, week_starts: WeekStarts) -> PeriodKey:
    """Return the week, calendar month or quarter that a task is for: the one in which it is due.

    Raise Invalid for a task without due date, and for a wording wider than the period: what is due in a
    quarter cannot come every month.
    """
    if due.on is None:
        raise Invalid(
            _("The task has no due date, so there is nothing to repeat."),
            _("Give it one with 'task edit --due', then repeat it."),
        )
    if (kind == "week" and due.text) or (kind == "month" and "Q" in due.text):
        raise Invalid(
            _("The task is due {wording}: that is longer than the period in which it would repeat.").format(
                wording=due_wording(due.text)
            ),
            _("Repeat it --monthly or --quarterly, or give it a day to be due."),
        )
    return containing(due.on, kind, "calendar", week_starts)


def occurrences(
    due: Due, first: PeriodKey, through: PeriodKey, week_starts: WeekStarts
) -> Iterator[Occurrence]:
    """Yield the instances after the first, up to and including `through`.

    Each is the n-th from the first and never the next of the one before, so that 31 January is followed by
    28 February and 31 March.
    """
    key, n = first, 0
    while key < through:
        key, n = following(key), n + 1
        starts_on = window(key, "calendar", week_starts).starts_on
        yield Occurrence(key, starts_on, _nth(due, first.kind, n))


def _nth(due: Due, kind: str, n: int) -> Due:
    if due.on is None or kind == "week":
        return Due(due.on and due.on + n * _WEEK)
    on = months_later(due.on, n * _MONTHS[kind])
    if not due.text:
        return Due(on)
    text = f"{on.year}-Q{(on.month + 2) // 3}" if "Q" in due.text else f"{on.year}-{on.month:02}"
    return Due(month_end(on.year, on.month), text)


def retitled(title: str, old: PeriodKey, new: PeriodKey) -> str:
    """Return the title for another period: where it names its own, the other is put in; else it is appended.

    "Báo cáo tháng 11/2026" becomes "Báo cáo tháng 12/2026", "Báo cáo" becomes "Báo cáo (12/2026)".
    """
    number = rf"{roman(old.number)}|{old.number}" if old.kind == "quarter" else rf"0?{old.number}"
    words = _WORDS[old.kind]
    may = "?" if old.kind == "month" else ""
    patterns = (
        rf"(?<![\w/.-])(?P<word>(?:{words})\s*){may}(?P<number>{number})(?P<joint>{_JOINTS}){old.year}(?![\d/])",
        rf"(?<![\w-]){old}(?![\w-])",
        rf"(?<!\w)(?P<word>(?:{words})\s+)(?P<number>{number})(?![\w/]|[.-]\d)",
    )

    def other(found: re.Match[str]) -> str:
        return _in_the_manner(found, old, new)

    changed = title
    for pattern in patterns:
        changed = re.sub(pattern, other, changed, flags=re.IGNORECASE)
    return changed if changed != title else f"{title} ({_short(new)})"


def _in_the_manner(found: re.Match[str], old: PeriodKey, new: PeriodKey) -> str:
    """Write another period as the match writes its own: with or without word, year, Roman numeral, zero."""
    parts = found.groupdict()
    if "number" not in parts:
        return str(new)
    written = parts["number"]
    number = str(new.number) if written.isdigit() else roman(new.number)
    if written.startswith("0"):
        number = number.zfill(2)
    if joint := parts.get("joint"):
        return f"{parts['word'] or ''}{number}{joint}{new.year}"
    return f"{parts['word']}{number}" if new.year == old.year else f"{parts['word']}{number}/{new.year}"


def _short(key: PeriodKey) -> str:
    return f"{key.number}/{key.year}" if key.kind == "month" else label(key)
