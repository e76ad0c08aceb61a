"""Checks of the other books: postings, the journal's days, closings built on closings."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tasktrack.clock import parse_utc
from tasktrack.domain.check_rules import grouped
from tasktrack.domain.finding import Figures, Finding, Place
from tasktrack.services.check_desk import Desk, place
from tasktrack.store import check_records as store
from tasktrack.store import reopening, verify
from tasktrack.store.connect import Row

_FOREVER = "9999-12-31"


def two_units(desk: Desk) -> Iterator[Finding]:
    """Find people whose postings in different units share days."""
    for row in store.in_two_units(desk.db, desk.asked):
        open_ended = row["last"] == _FOREVER
        figures: Figures = {
            "other": row["other"],
            "first": date.fromisoformat(row["first"]) if row["first"] else None,
            "last": None if open_ended else date.fromisoformat(row["last"]),
        }
        officer = Place(row["officer"], row["officer_name"])
        yield Finding("two-units", "open" if open_ended else "both", figures, place(row), officer)


class _Given(NamedTuple):
    seq: int
    machine: date
    given: date


def given_day(desk: Desk) -> Iterator[Finding]:
    """Find, by person and day of the machine, the journal entries that were made under another day."""
    allowed = desk.number("check_given_days")
    rows = store.given_days(desk.db, desk.asked)
    for (actor, machine), group in grouped(rows, lambda row: (row["actor"], _machine_day(desk, row))).items():
        if machine is None:  # a moment that cannot be read is what `verify` finds
            continue
        told = [_Given(row["seq"], machine, date.fromisoformat(row["today"])) for row in group]
        if far := [one for one in told if abs((one.given - machine).days) > allowed]:
            figures: Figures = {
                "actor": actor,
                "machine": machine,
                "count": len(far),
                "first": min(one.given for one in far),
                "last": max(one.given for one in far),
            }
            yield Finding("given-day", "given", figures, journal=tuple(one.seq for one in far))


def _machine_day(desk: Desk, row: Row) -> date | None:
    try:
        return parse_utc(row["at"]).astimezone(desk.register.clock.zone).date()
    except ValueError:
        return None


def built_on_earlier(desk: Desk) -> Iterator[Finding]:
    """Find closed periods of the year, all the same printed, that a part was opened again under."""
    for record in reopening.in_force(desk.db):
        key = verify.standing(desk.db, record.period)[0]
        if str(desk.asked.year) not in key:
            continue
        for part in reopening.moved_on(desk.db, record):
            figures: Figures = {"part": part.key, "revision": part.revision, "now": part.now or 0}
            yield Finding("built-on-earlier", "closed" if part.now else "open", figures, period=key)
