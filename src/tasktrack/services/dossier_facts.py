"""What schemes reckon with of the dossiers of their subjects, read in one pass for all schemes of a computation."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tasktrack.domain.dossier_figures import Reckoning
from tasktrack.domain.dossier_seen import Seen, Span
from tasktrack.domain.interpreter import Value
from tasktrack.domain.roll import Roll
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.succession import heirs
from tasktrack.services import dossier_window, tree
from tasktrack.services.counting import Ground
from tasktrack.services.dossier import rules
from tasktrack.services.scheme import Chosen, Settings
from tasktrack.store import succession
from tasktrack.store.register import Register


class DossierFacts(NamedTuple):
    """The figures of one scheme by subject, and those of a subject without dossiers."""

    found: Mapping[int, Mapping[str, Value]]
    nothing: Mapping[str, Value]

    def of(self, subject: int) -> Mapping[str, Value]:
        """Return the figures of a subject."""
        return self.found.get(subject, self.nothing)


def read(register: Register, chosen: Chosen, ground: Ground, roll: Roll) -> dict[str, DossierFacts]:
    """Return the figures over dossiers by scheme; nothing is read where no scheme has any.

    They are those of the book as of the end of the window, or of the day as of which is computed. What a unit that
    is gone had in hand counts for the one that took over all of it. Those of a unit count for all above it too, where
    the scheme does not say that each has its own alone.
    """
    asked = [one for one, _settings in chosen if one.dossiers]
    if not asked:
        return {}
    day_minutes = rules(register).hours.day_minutes
    whose = _subjects(register, ground, roll)
    reckonings = {one.code: Reckoning(one.dossiers, day_minutes) for one in asked}
    takers = [(reckonings[one.code].take, whose[one.subject]) for one in asked]
    span = Span(ground.window.from_on, min(ground.window.cut_on, ground.as_of))
    for dossier in dossier_window.seen(register, span):
        for take, subject_of in takers:
            subject = subject_of(dossier)
            if subject is not None:
                take(subject, dossier)
    rolled_up = {one.code for one, settings in chosen if counts_below(one, settings)}
    above = _above(register, ground) if rolled_up else None
    return {
        code: DossierFacts(one.values(above if code in rolled_up else None), one.nothing())
        for code, one in reckonings.items()
    }


def counts_below(scheme: Scheme, settings: Settings) -> bool:
    """Tell whether the dossiers of a unit count for the units above it as well."""
    return scheme.subject == "unit" and "dossiers" in settings and settings["dossiers"].value == "with_below"


def _above(register: Register, ground: Ground) -> Callable[[int], Iterable[int]]:
    whole = tree.by(register, ground.window.cut_on, ground.closed)
    return lambda unit: whole.path(unit) if unit in whole.places else ()


def _subjects(register: Register, ground: Ground, roll: Roll) -> dict[str, Callable[[Seen], int | None]]:
    heir = heirs(succession.by(register.db, ground.window.cut_on))[0]

    def unit(one: Seen) -> int:
        own = one.dossier.unit
        return own if own in roll.units else heir.get(own, own)

    return {"unit": unit, "officer": lambda one: one.dossier.officer}
