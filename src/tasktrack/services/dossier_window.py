"""The dossiers of a window, as they stood at its end: what statistics, schemes, closings and letters all look at."""

from collections.abc import Iterable, Iterator

from tasktrack.domain.dossier import rules_of
from tasktrack.domain.dossier_seen import Seen, Sight, Span
from tasktrack.domain.settings import Settings
from tasktrack.services import lookup
from tasktrack.services.dossier import rules
from tasktrack.store import dossier_stats
from tasktrack.store.register import Register


def seen(
    register: Register,
    span: Span,
    units: Iterable[int] | None = None,
    officer: int | None = None,
    settings: Settings | None = None,
) -> Iterator[Seen]:
    """Yield the dossiers that a window touches, all or those of some units or of one officer, as they stood at its end.

    One statement over the book, and one over the apologies. Time is counted by the settings that hold, or by others.
    """
    by = rules(register) if settings is None else rules_of(settings, lookup.calendar(register))
    sight = Sight(by, span, dossier_stats.letters(register.db, span, units, officer))
    return sight.every(dossier_stats.touching(register.db, span, units, officer))
