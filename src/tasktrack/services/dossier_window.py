"""The dossiers of a window, as they stood at its end: what statistics, schemes, closings and letters all look at."""

from collections.abc import Iterable, Iterator

from tasktrack.domain.dossier import Rules, rules_of
from tasktrack.domain.dossier_seen import Seen, Sight, Span
from tasktrack.domain.period_state import DataWindow
from tasktrack.services import lookup
from tasktrack.store import dossier_stats
from tasktrack.store.register import Register


def rules(register: Register) -> Rules:
    """Return the rules by which the office's settings have dossiers reckoned."""
    return rules_of(register.settings, lookup.calendar(register))


def seen(register: Register, span: Span, units: Iterable[int] | None = None) -> Iterator[Seen]:
    """Yield the dossiers that a window touches, of all units or of some, as they stood at its end."""
    sight = Sight(rules(register), span, dossier_stats.letters(register.db))
    return sight.every(dossier_stats.touching(register.db, span, units))


def span_of(window: DataWindow) -> Span:
    """Return the days of a period's data window."""
    return Span(window.from_on, window.cut_on)
