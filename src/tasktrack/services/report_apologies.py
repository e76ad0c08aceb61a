"""Apologies for late dossiers: who owes them, who sent them and when, unit by unit and officer by officer."""

from collections.abc import Collection, Iterator
from datetime import date
from heapq import nsmallest
from math import ceil
from typing import NamedTuple

from tasktrack.domain.apologies import (
    Apologies,
    ApologyReport,
    FrozenApologies,
    LateDossier,
    Owing,
    together,
)
from tasktrack.domain.dossier import LATE, OVERDUE, facts
from tasktrack.domain.dossier_counts import together as counted_together
from tasktrack.domain.dossier_seen import Letters, Seen, Sight, Span, times
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.text import sort_key
from tasktrack.errors import UsageFault
from tasktrack.i18n import _
from tasktrack.services import lookup, period, span
from tasktrack.services.dossier import rules
from tasktrack.store import dossier
from tasktrack.store import dossier_stats as store
from tasktrack.store import period as periods
from tasktrack.store import unit as units
from tasktrack.store.register import Register

_DAY = 10


class Asked(NamedTuple):
    """What the report is asked for; no period: the year that holds today."""

    period: str | None = None
    unit: str | None = None
    under: str | None = None
    owing_only: bool = False
    limit: int = 0


def report(register: Register, asked: Asked) -> ApologyReport:
    """Return what is owed and sent for the dossiers that were late or overdue in a period, up to today.

    One pass over the book. What was sent after the period counts too: it is asked who still owes.
    """
    first, last = span.days_told(register, asked.period)
    code, inside = _units(register, asked)
    found = _Apologies(register, Span(first, last), inside)
    listed = found.count(owing_only=asked.owing_only, limit=asked.limit)
    return ApologyReport(
        first,
        last,
        found.today,
        code,
        asked.owing_only,
        found.owing_units(),
        found.owing_officers(),
        together(found.units.values()),
        found.told(listed),
        found.listed_of,
        _frozen(register, asked.period, inside),
    )


def _frozen(register: Register, text: str | None, inside: Collection[int] | None) -> FrozenApologies | None:
    """Return what the closing of a period kept; None where none stands, or no period was named."""
    found = periods.find(register.db, PeriodKey.parse(text)) if text else None
    record = period.closing_of(register, found, None) if found else None
    if record is None:
        return None
    kept = store.frozen(register.db, record.period, record.revision)
    counts = counted_together(one for key, one in kept.items() if inside is None or key.unit in inside)
    return FrozenApologies(
        record.revision, record.seal, date.fromisoformat(record.cut_on), counts.owed, counts.apologised
    )


def _units(register: Register, asked: Asked) -> tuple[str | None, Collection[int] | None]:
    if asked.unit and asked.under:
        raise UsageFault(_("--unit and --under exclude each other."), _("Leave one of them out."))
    if not (asked.unit or asked.under):
        return None, None
    unit = lookup.unit(register, asked.unit or asked.under or "")
    return unit.code, dossier.below(register.db, unit.id) if asked.under else (unit.id,)


class _Apologies:
    """One pass over the dossiers of a span: what units and officers owe, and which dossiers are to be listed."""

    def __init__(self, register: Register, days: Span, inside: Collection[int] | None) -> None:
        self.register = register
        self.days = days
        self.inside = inside
        self.today = register.clock.today()
        self.rules = rules(register)
        self.letters = store.letters(register.db, days, inside)
        self.sight = Sight(self.rules, days, self.letters)
        self.units: dict[int, Apologies] = {}
        self.officers: dict[int | None, tuple[int, Apologies]] = {}
        self.listed_of = 0

    def count(self, *, owing_only: bool, limit: int) -> list[Seen]:
        """Count the late and the overdue, and return the first of those to be listed: those owed, then those sent."""
        late = self._late(owing_only=owing_only)
        if limit:
            return nsmallest(limit, late, key=self._order)
        return sorted(late, key=self._order)

    def _order(self, one: Seen) -> tuple[bool, str, int]:
        return self._sent(one) is not None, one.dossier.appointed or "", one.dossier.id

    def _late(self, *, owing_only: bool) -> Iterator[Seen]:
        for one in self.sight.every(store.touching(self.register.db, self.days, self.inside)):
            if one.state not in (LATE, OVERDUE) or not (one.is_received or one.is_carried):
                continue
            self._add(one)
            if not owing_only or self._sent(one) is None:
                self.listed_of += 1
                yield one

    def _add(self, one: Seen) -> None:
        sent, letters = self._sent(one), self.letters.get(one.dossier.id)
        renewed = letters is not None and letters.renewed is not None and letters.renewed <= str(self.today)
        # The letter says beforehand that the promise will not be kept.
        is_ahead = sent is not None and sent < (one.dossier.appointed or "")[:_DAY]
        new = Apologies(1, int(sent is not None), int(is_ahead), int(renewed))
        told = one.dossier
        self.units[told.unit] = self.units.get(told.unit, Apologies()).plus(new)
        unit, before = self.officers.get(told.officer, (told.unit, Apologies()))
        self.officers[told.officer] = (unit, before.plus(new))

    def _sent(self, one: Seen) -> str | None:
        """Return the day of the first apology by today."""
        letters = self.letters.get(one.dossier.id)
        return letters.apologised if letters and letters.apologised <= str(self.today) else None

    def owing_units(self) -> list[Owing]:
        """Return the units that owe or sent, in their usual order."""
        return [
            Owing(one.code, one.name, one.code, self.units[one.id])
            for one in units.every(self.register.db)
            if one.id in self.units
        ]

    def owing_officers(self) -> list[Owing]:
        """Return the officers by name, and last what stands for no officer."""
        names, codes = store.officers(self.register.db), units.codes(self.register.db)
        found = [
            Owing(*names[officer], codes.get(unit, ""), apologies)
            if officer in names
            else Owing("", "", "", apologies)
            for officer, (unit, apologies) in self.officers.items()
        ]
        return sorted(found, key=lambda one: (not one.code, sort_key(one.name), one.code))

    def told(self, listed: list[Seen]) -> list[LateDossier]:
        """Return the dossiers to be listed, each reckoned whole."""
        names = store.keys(self.register.db, (one.dossier.id for one in listed))
        documents = store.documents(self.register.db, (one.dossier.id for one in listed))
        officers, codes = store.officers(self.register.db), units.codes(self.register.db)
        procedures = store.procedures(self.register.db)
        found = []
        for one in listed:
            told, letters = one.dossier, self.letters.get(one.dossier.id)
            promised, late = self._broken(one, letters)
            sent = self._sent(one)
            found.append(
                LateDossier(
                    names[told.id],
                    codes.get(told.unit, ""),
                    officers[told.officer][0] if told.officer in officers else "",
                    procedures.get(told.procedure or 0, ""),
                    _date(told.received),
                    promised,
                    _date(told.returned) if one.state == LATE else None,
                    one.state,
                    late,
                    date.fromisoformat(sent) if sent else None,
                    documents.get(told.id, "") if sent else "",
                    _date(letters.new_date) if letters and letters.new_date and sent else None,
                )
            )
        return found

    def _broken(self, one: Seen, letters: Letters | None) -> tuple[date, int]:
        """Return the promised day, after pauses, and by how many working days it was broken."""
        said = facts(times(one.dossier, letters), self.rules, self.sight.at)
        promised = said.promised.on if said.promised else _date(one.dossier.appointed)
        return promised, ceil(said.late / self.rules.hours.day_minutes)


def _date(text: str | None) -> date:
    return date.fromisoformat((text or "")[:_DAY])
