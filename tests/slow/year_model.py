"""What a year of a province comes to, reckoned from lists of events and nothing of the program."""

import csv
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")
DAY = timedelta(days=1)
HOLIDAYS = Path(__file__).parents[2] / "src" / "tasktrack" / "data" / "vietnam-days.csv"


@dataclass
class Entry:
    """A progress entry; `order` is its place among all that was ever recorded."""

    order: int
    on: date
    done_on: date | None = None
    verdict: str | None = None
    judged: int = 0


@dataclass
class Work:
    """A task: what it was, from which day on, in lists of (day, value), the oldest first."""

    code: str
    assigned: date
    leads: list[tuple[date, str]]
    dues: list[tuple[date, date | None]]
    approved: date | None = date.min
    rejected: bool = False
    standing: list[tuple[date, str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def lead(self, as_of: date) -> str:
        return _last(self.leads, as_of)

    def due(self, as_of: date) -> date | None:
        return _last(self.dues, as_of)

    def completed(self, as_of: date) -> Entry | None:
        """Return the entry that completed it: not sent back, and judged where an earlier one was sent back."""
        sent_back = [one.judged for one in self.entries if one.verdict == "returned"]
        claims = [
            one
            for one in self.entries
            if one.on <= as_of
            and one.done_on is not None
            and one.verdict != "returned"
            and (one.verdict is not None or all(one.order < judged for judged in sent_back))
        ]
        return min(claims, key=lambda one: (one.on, one.order), default=None)

    def state(self, as_of: date) -> str:
        """Return proposed, withdrawn, done, suspended or open."""
        if self.approved is None or as_of < self.approved:
            return "proposed"
        now = [what for on, what in self.standing if on <= as_of]
        if self.rejected or (now and now[-1] == "withdraw"):
            return "withdrawn"
        if self.completed(as_of):
            return "done"
        return "suspended" if now and now[-1] == "suspend" else "open"

    def is_counted(self, first: date, cut: date) -> bool:
        """Tell whether a month counts it: due in it, or due earlier and not finished before it."""
        if self.assigned > cut or self.state(cut) in ("proposed", "withdrawn", "suspended"):
            return False
        due, done = self.due(cut), self.completed(cut)
        if due is None:
            return done is not None and done.on >= first
        return due <= cut and (due >= first or done is None or done.on >= first)

    def is_silent(self, first: date, cut: date) -> bool:
        return all(one.on < first for one in self.entries if one.on <= cut)


def _last(values: list[tuple[date, Value]], as_of: date) -> Value:
    """Return the value of a day; before the first it was the first."""
    return values[max(bisect_right([on for on, _value in values], as_of) - 1, 0)][1]


def counts(works: list[Work], first: date, cut: date) -> Counter[str]:
    """Return what a month counts: due, done, unfinished and silent, and by unit how many are due and on time."""
    found: Counter[str] = Counter()
    for work in works:
        if not work.is_counted(first, cut):
            continue
        lead, done, due = work.lead(cut), work.completed(cut), work.due(cut)
        found["due"] += 1
        found[f"{lead} due"] += 1
        if done is None:
            found["unfinished"] += 1
            found["silent"] += work.is_silent(first, cut)
            continue
        found["done"] += 1
        assert done.done_on is not None
        found[f"{lead} on time"] += due is None or done.done_on <= due
    return +found


class Days:
    """The working days of Vietnam, from the rows of its calendar."""

    def __init__(self) -> None:
        with HOLIDAYS.open(encoding="utf-8", newline="") as stream:
            self.special = {date.fromisoformat(row["date"]): row["kind"] for row in csv.DictReader(stream)}

    def is_working(self, day: date) -> bool:
        return self.special.get(day, "off" if day.weekday() > 4 else "work") == "work"

    def after(self, day: date, count: int) -> date:
        """Return the working day that is so many after a day; before it, when negative."""
        step = DAY if count > 0 else -DAY
        for _number in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += DAY
        return day


def month_end(day: date, months: int = 0) -> date:
    """Return the last day of the month that lies so many after that of a day."""
    year, month = divmod(day.year * 12 + day.month + months, 12)
    return date(year, month + 1, 1) - DAY
