"""Counters and dossiers of a period that was opened again, beside what its closing before kept of them."""

from collections.abc import Iterator, Mapping

from tasktrack.domain.counter import Figure
from tasktrack.domain.dossier_counts import Counts, together
from tasktrack.domain.dossier_seen import Span
from tasktrack.domain.ranking import OPEN, Basis
from tasktrack.domain.reopening import CounterChange, DossierChange
from tasktrack.services import counter_figures, dossier_stats
from tasktrack.services.counter_figures import Sheet
from tasktrack.store import dossier_stats as frozen_dossiers
from tasktrack.store import unit as units
from tasktrack.store.dossier_stats import FrozenKey
from tasktrack.store.register import Register

Kept = Mapping[FrozenKey, Counts]
_NO_COUNTS = Counts()


def counters(register: Register, basis: Basis) -> tuple[CounterChange, ...]:
    """Return the counters of units, with those below them too, that differ from the closing before."""
    period = basis.period
    if period.key.people:
        return ()
    was = counter_figures.of_closing(register, period, basis.revision - 1)
    if basis.state == OPEN:
        days = basis.window
        now = counter_figures.of_books(register, period.key, days.from_on, days.cut_on)
    else:
        now = counter_figures.of_closing(register, period, basis.revision)
    return tuple(_counters(was, now))


def _counters(was: Sheet, now: Sheet) -> Iterator[CounterChange]:
    order = dict.fromkeys((*counter_figures.in_tree_order(now), *counter_figures.in_tree_order(was)))
    places = {**was.units, **now.units}
    for terms in {one.code: one for one in (*now.terms, *was.terms)}.values():
        before, after = was.figures.get(terms.code, {}), now.figures.get(terms.code, {})
        for unit in order:
            own, total = (_both(before.get(unit), after.get(unit), name) for name in ("own", "total"))
            if own[0] != own[1] or total[0] != total[1]:
                there = places[unit]
                yield CounterChange(unit, there.code, there.name, terms.code, terms.label, own, total)


def _both(before: Figure | None, after: Figure | None, name: str) -> tuple[int | None, int | None]:
    return (
        None if before is None else getattr(before, name),
        None if after is None else getattr(after, name),
    )


def dossiers(register: Register, basis: Basis) -> tuple[DossierChange, ...]:
    """Return the units whose own dossiers are counted otherwise than in the closing before.

    Of an open period one pass over the book, by the settings that the next closing will count by.
    """
    place = basis.period.id
    was = frozen_dossiers.frozen(register.db, place, basis.revision - 1)
    if basis.state == OPEN:
        now: Kept = dossier_stats.to_freeze(register, Span(basis.window.from_on, basis.window.cut_on))
    else:
        now = frozen_dossiers.frozen(register.db, place, basis.revision)
    return tuple(_dossiers(register, was, now))


def _dossiers(register: Register, was: Kept, now: Kept) -> Iterator[DossierChange]:
    differing = {key for key in {*was, *now} if was.get(key, _NO_COUNTS) != now.get(key, _NO_COUNTS)}
    touched = {key.unit for key in differing}
    for unit in (one for one in units.every(register.db) if one.id in touched):
        before, after = _of_unit(was, unit.id), _of_unit(now, unit.id)
        if before != after:
            yield DossierChange(unit.id, unit.code, unit.name, None, before, after)
            continue
        for key in sorted(key for key in differing if key.unit == unit.id):
            one, other = was.get(key, _NO_COUNTS), now.get(key, _NO_COUNTS)
            yield DossierChange(
                unit.id, unit.code, unit.name, (key.procedure, key.officer, key.channel), one, other
            )


def _of_unit(kept: Kept, unit: int) -> Counts:
    return together(counts for key, counts in kept.items() if key.unit == unit)
