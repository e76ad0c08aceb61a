"""What every check is given to work with: the register, what it was asked, and the office's settings."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tasktrack.domain.finding import Place
from tasktrack.domain.period_state import DataWindow, Period
from tasktrack.domain.workdays import Calendar
from tasktrack.services import lookup, window
from tasktrack.store import check as store
from tasktrack.store import period as periods
from tasktrack.store.check import Asked
from tasktrack.store.connect import Connection, Row
from tasktrack.store.register import Register


class Desk(NamedTuple):
    """A register whose temp.checked is filled; `began` is its first day, `unit` the code of the one asked for."""

    register: Register
    asked: Asked
    began: date
    unit: str | None = None

    @property
    def db(self) -> Connection:
        """Return the connection."""
        return self.register.db

    def number(self, name: str) -> int:
        """Return a threshold in force."""
        return self.register.settings.number(name)

    def calendar(self) -> Calendar:
        """Return the office's calendar of working days."""
        return lookup.calendar(self.register)

    def past_entry(self) -> list[tuple[Period, DataWindow]]:
        """Return the office's base periods whose cut lies in the year asked for and whose entry is over."""
        every = periods.every(self.db, window.base_kind(self.register), people=False)
        found = [(one, window.data_window(self.register, one)) for one in every if one.walls]
        return [
            (one, days)
            for one, days in found
            if days.cut_on.year == self.asked.year and days.entry_until < self.asked.today
        ]


def sit_down(register: Register, asked: Asked, unit: str | None = None) -> Desk:
    """Make temp.checked as of the day asked for."""
    store.fill(register.db, lookup.state_source(register), asked)
    return Desk(register, asked, store.began_on(register.db) or asked.today, unit)


def place(row: Row) -> Place:
    """Return the unit of a row."""
    return Place(row["unit"], row["unit_name"])


def codes(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the tasks of rows, each once."""
    return tuple(dict.fromkeys(row["code"] for row in rows))


def as_json(windows: Sequence[tuple[Period, DataWindow]]) -> str:
    """Write periods with their data windows as a statement takes them."""
    return json.dumps(
        [
            [
                one.id,
                str(one.key),
                *(day.isoformat() for day in (days.from_on, days.cut_on, days.entry_until)),
            ]
            for one, days in windows
        ]
    )
