"""Dossiers: find them, say what each comes to and why, and keep the apologies for what is late."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from tasktrack.domain import dossier as reckoning
from tasktrack.domain.dates import day_text
from tasktrack.domain.dossier import (
    STATES,
    Apology,
    Dossier,
    DossierFilter,
    DossierList,
    Facts,
    Reckoned,
    Rules,
)
from tasktrack.domain.office_hours import Moment, moment, moment_of
from tasktrack.domain.text import fold, shown, tidy
from tasktrack.errors import Invalid, NotFound, UsageFault
from tasktrack.i18n import _
from tasktrack.services import dossier_cells, lookup, span
from tasktrack.services.moments import Moments
from tasktrack.store import dossier as dossiers
from tasktrack.store.register import Register


class Card(NamedTuple):
    """A dossier whole: what it comes to, by which rules, and the apologies that were sent."""

    dossier: Dossier
    facts: Facts
    rules: Rules
    apologies: tuple[Apology, ...]


def rules(register: Register) -> Rules:
    """Return the rules by which the office reckons dossiers."""
    return reckoning.rules_of(register.settings, lookup.calendar(register))


def now(register: Register, by: Rules) -> Moment:
    """Return from when dossiers are looked at: the end of today where days are counted, else the present."""
    clock = register.clock
    return Moment(clock.today()) if by.by_days else moment_of(clock.now().astimezone(clock.zone))


def find(
    register: Register,
    *,
    unit: str | None = None,
    under: str | None = None,
    officer: str | None = None,
    procedure: str | None = None,
    channel: str | None = None,
    state: str | None = None,
    owing: bool = False,
    received: str | None = None,
    limit: int = 0,
) -> DossierList:
    """Return the dossiers that pass a filter, with what each comes to today.

    `under` is a unit with all below it, `received` a period or days as A..B, `owing` those for which an apology is
    owed. Of a state the oldest promise comes first where no result is there, else the newest reception.
    """
    if unit and under:
        raise UsageFault(_("--unit and --under exclude each other."), _("Leave one of them out."))
    first, last = _days(register, received) if received else (None, None)
    wanted = DossierFilter(
        _units(register, unit, under),
        lookup.officer(register, officer).id if officer else None,
        fold(procedure) if procedure else None,
        dossier_cells.channel(channel) if channel else None,
        lookup.one_of(state, STATES, _("State")) if state else None,
        owing,
        first,
        last,
        limit,
    )
    by = rules(register)
    at = now(register, by)
    asked = wanted.state or wanted.owing
    today = register.clock.today()
    later = dossiers.holds_later(register.db, today, given=register.clock.given is not None)
    passing = _passing(register, wanted, by, at, later=later)
    rows = tuple(islice(passing, limit + 1 if limit and asked else None))
    if not limit or len(rows) < limit:
        total: int | None = len(rows)
    elif asked:
        total = limit if len(rows) == limit else None
    else:
        total = dossiers.count(register.db, wanted, today, later=later)
    return DossierList(rows[:limit] if limit else rows, total, by)


def _passing(
    register: Register, wanted: DossierFilter, by: Rules, at: Moment, *, later: bool
) -> Iterator[Reckoned]:
    """Yield the dossiers that pass, each reckoned."""
    asked = [wanted.state]
    if wanted.owing and wanted.state is None and not later:
        asked = [reckoning.OVERDUE, reckoning.LATE]
    for state in asked:
        narrowed = wanted._replace(state=state)
        for one in dossiers.candidates(register.db, narrowed, register.clock.today(), later=later):
            facts = reckoning.facts(one.times, by, at)
            if state in (None, facts.state) and (facts.owes_apology or not wanted.owing):
                yield Reckoned(one, facts)


def show(register: Register, word: str) -> Card:
    """Return a dossier with what it comes to today."""
    one = known(register, word)
    by = rules(register)
    facts = reckoning.facts(one.times, by, now(register, by))
    return Card(one, facts, by, tuple(dossiers.apologies(register.db, one.id)))


def apologise(
    register: Register,
    word: str,
    *,
    on: str | None = None,
    document: str | None = None,
    reason: str | None = None,
    signed_by: str | None = None,
    new_date: str | None = None,
) -> Card:
    """Record a written apology for a late dossier, or one that will be late, with a new date.

    A new date is given at most once, and announced at least a day before the promised date runs out.
    Legal source: Decree 61/2018/NĐ-CP Art. 19, as taken over by Decree 118/2025/NĐ-CP.
    """
    with register.write(tidy(reason)) as entry:
        found = show(register, word)
        day = lookup.past_day(register, on, _("The day of the apology"))
        apology = Apology(
            day,
            tidy(document),
            tidy(reason),
            lookup.person(register, signed_by, day),
            moment(Moments().one(a_moment(register, new_date))) if new_date else None,
        )
        then = reckoning.facts(found.dossier.times, found.rules, Moment(day))
        if apology.new_date is None:
            _refuse_needless(found, then, day)
        else:
            _refuse_new_date(found, then, apology.new_date, day)
        if any((one.on, one.document) == (day, apology.document) for one in found.apologies):
            raise Invalid(
                _("This apology is recorded already."),
                _("See 'tasktrack dossier show {key}'.").format(key=found.dossier.code),
                code="exists",
            )
        dossiers.apologise(entry, found.dossier.id, apology)
        return show(register, word)


def _refuse_needless(found: Card, then: Facts, day: date) -> None:
    """Raise Invalid where no result was late by that day."""
    if then.state in (reckoning.LATE, reckoning.OVERDUE):
        return
    message = _("Dossier {key} was not late on {day}: {state}.").format(
        key=found.dossier.code, day=day_text(day), state=reckoning.state_label(then.state)
    )
    if then.state in reckoning.SETTLED:
        raise Invalid(message, _("Nothing is owed for it."))
    raise Invalid(
        message, _("To announce beforehand that it will be late, give the new date: --new-date DATE.")
    )


def _refuse_new_date(found: Card, then: Facts, new_date: Moment, day: date) -> None:
    """Raise Invalid for a second new date, one that is announced too late, or one that is no later."""
    key, times = found.dossier.code, found.dossier.times
    if times.new_date is not None:
        raise Invalid(
            _("Dossier {key} was given a new date once already: {day}.").format(
                key=key, day=day_text(times.new_date.on)
            ),
            _("A new date is given at most once; send an apology without one."),
        )
    promised = then.promised
    if promised is None or then.state in reckoning.SETTLED or times.returned is not None:
        raise Invalid(
            _("Dossier {key} has no promise that could be moved: {state}.").format(
                key=key, state=reckoning.state_label(found.facts.state)
            ),
            _("Leave the new date out."),
        )
    if day >= promised.on:
        raise Invalid(
            _(
                "The new date is announced on {day}, and the result was promised for {promised}: it must be announced"
                " at least a day before the time runs out."
            ).format(day=day_text(day), promised=day_text(promised.on)),
            _("Send the apology without a new date."),
        )
    if new_date.on <= promised.on:
        raise Invalid(
            _("The new date, {day}, is not after the promised one, {promised}.").format(
                day=day_text(new_date.on), promised=day_text(promised.on)
            ),
            _("Give a later day."),
        )


def known(register: Register, word: str) -> Dossier:
    """Return the dossier with that key, or HS and its number; raise NotFound with keys that begin alike."""
    given = tidy(word) or ""
    if found := dossiers.find(register.db, given):
        return found
    near = dossiers.alike(register.db, given) if given else []
    raise NotFound(
        _("There is no dossier {key}.").format(key=shown(word)),
        _("Did you mean: {names}?").format(names="; ".join(near))
        if near
        else _("See 'tasktrack dossier list'."),
    )


def a_moment(register: Register, text: str) -> str:
    """Return a moment as typed: words for days, as today or +2wd, are written out; all else stays what it is."""
    try:
        return lookup.a_day(register, text).isoformat()
    except Invalid:
        return text


def _units(register: Register, unit: str | None, under: str | None) -> tuple[int, ...] | None:
    if under:
        return dossiers.below(register.db, lookup.unit(register, under).id)
    return (lookup.unit(register, unit).id,) if unit else None


def _days(register: Register, text: str) -> tuple[date | None, date | None]:
    """Read days as A..B, either of which may be left out, or a period."""
    first, dots, last = text.partition("..")
    if not dots:
        return span.days_of(register, text)
    days = [lookup.a_day(register, part) if part.strip() else None for part in (first, last)]
    if days[0] and days[1] and days[0] > days[1]:
        raise Invalid(
            _("{first} comes after {last}.").format(first=day_text(days[0]), last=day_text(days[1])),
            _("Give the earlier day first."),
        )
    return days[0], days[1]
