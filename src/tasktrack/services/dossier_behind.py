"""The dossiers behind the figures of one subject: how many of what, and the first of those that broke their promise."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from heapq import nsmallest
from typing import Final

from tasktrack.domain.dossier import LATE, OVERDUE
from tasktrack.domain.dossier_counts import Behind, BrokenPromise, Counts, together
from tasktrack.domain.dossier_seen import Seen, Span
from tasktrack.domain.dossier_tally import count
from tasktrack.domain.ranking import Basis, Subject
from tasktrack.domain.succession import heirs
from tasktrack.services import dossier_window, roll, tree
from tasktrack.store import dossier_stats as store
from tasktrack.store import succession
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register

# So many of very many are shown.
SHOWN: Final = 20
_DAY: Final = 10


def behind(
    register: Register,
    basis: Basis,
    subject: Subject,
    record: Closing | None = None,
    *,
    with_below: bool = False,
) -> Behind:
    """Return the dossiers behind the figures of a unit or an officer; of a closing its counts.

    `with_below`: those of the units below it are its own too.

    Those that broke their promise are told as the book has them, the oldest promise first.
    """
    span = Span(basis.window.from_on, min(basis.window.cut_on, basis.as_of))
    is_officer = basis.subject_kind == "officer"
    units = None if is_officer else _units(register, basis, subject.id, record, with_below=with_below)
    every = dossier_window.seen(register, span, units, subject.id if is_officer else None)
    counts = [0] * len(Counts._fields)
    first = nsmallest(SHOWN, _broken(every, counts), key=lambda one: (one.dossier.appointed, one.dossier.id))
    counted = _kept(register, record, subject, units) if record else Counts(*counts)
    return Behind(counted, _told(register, first), record is not None)


def _units(
    register: Register, basis: Basis, unit: int, record: Closing | None, *, with_below: bool
) -> Collection[int]:
    """Return a unit, those below it where asked for, and those that are gone and left these all they had in hand."""
    there = roll.read(register, basis.window, record).units
    heir = heirs(succession.by(register.db, basis.window.cut_on))[0]
    whole = tree.by(register, basis.window.cut_on, record)
    inside = {unit, *(whole.subtree(unit) if with_below and unit in whole.places else ())}
    known = {*whole.places, *heir, *inside}
    return {one for one in known if (one if one in there else heir.get(one, one)) in inside}


def _broken(every: Iterable[Seen], counts: list[int]) -> Iterator[Seen]:
    """Count every dossier, and yield those that broke their promise."""
    for one in every:
        count(counts, one)
        if one.state in (LATE, OVERDUE) and (one.is_received or one.is_carried):
            yield one


def _kept(register: Register, record: Closing, subject: Subject, units: Collection[int] | None) -> Counts:
    kept = store.frozen(register.db, record.period, record.revision)
    if units is None:
        return together(counts for key, counts in kept.items() if key.officer == subject.code)
    return together(counts for key, counts in kept.items() if key.unit in units)


def _told(register: Register, dossiers: list[Seen]) -> list[BrokenPromise]:
    names = store.keys(register.db, (one.dossier.id for one in dossiers))
    return [
        BrokenPromise(
            names[one.dossier.id],
            _day(one.dossier.received),
            _day(one.dossier.appointed),
            _day(one.dossier.returned) if one.state == LATE else None,
            one.state,
        )
        for one in dossiers
    ]


def _day(text: str | None) -> date:
    return date.fromisoformat((text or "")[:_DAY])
