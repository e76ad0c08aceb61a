"""Dossiers counted one by one, in one pass: by unit, officer, procedure, channel or month of receipt."""

from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeVar

from tasktrack.domain.dossier import (
    EARLY,
    IN_TIME,
    LATE,
    NOT_ACCEPTED,
    ON_DAY,
    OVERDUE,
    PAUSED,
    SETTLED,
)
from tasktrack.domain.dossier_counts import Counts
from tasktrack.domain.dossier_seen import Seen

Key = TypeVar("Key", bound=Hashable)

_PLACE: Final = {name: place for place, name in enumerate(Counts._fields)}
_OF_STATE: Final = {
    EARLY: _PLACE["early"],
    ON_DAY: _PLACE["on_day"],
    LATE: _PLACE["late"],
    IN_TIME: _PLACE["in_time"],
    OVERDUE: _PLACE["overdue"],
    PAUSED: _PLACE["paused"],
}
_OF_CHANNEL: Final = {
    "direct": _PLACE["direct"],
    "online": _PLACE["online"],
    "post": _PLACE["post"],
    None: _PLACE["unstated"],
}
_CARRIED: Final = _PLACE["carried"]
_RECEIVED_ON_TIME: Final = _PLACE["received_on_time"]
_SUBMITTED: Final = _PLACE["submitted"]
_SLOW: Final = _PLACE["slow"]
_WAITING: Final = _PLACE["waiting"]
_APOLOGISED: Final = _PLACE["apologised"]
_RENEWED: Final = _PLACE["renewed"]
_USED: Final = _PLACE["used"]
_ALLOWED: Final = _PLACE["allowed"]


def tally(dossiers: Iterable[Seen], key: Callable[[Seen], Key]) -> dict[Key, Counts]:
    """Count dossiers by what `key` says of each."""
    found: dict[Key, list[int]] = {}
    nothing = [0] * len(Counts._fields)
    for one in dossiers:
        place = key(one)
        counts = found.get(place)
        if counts is None:
            counts = found[place] = nothing.copy()
        count(counts, one)
    return {place: Counts(*counts) for place, counts in found.items()}


def count(counts: list[int], one: Seen) -> None:
    """Add one dossier to counts, which stand in the order of Counts."""
    counts[_SUBMITTED] += one.is_submitted
    counts[_SLOW] += one.is_slow
    state = one.state
    if state == NOT_ACCEPTED:
        counts[_WAITING] += 1
        return
    if one.is_received:
        counts[_OF_CHANNEL[one.dossier.channel]] += 1
    elif one.is_carried:
        counts[_CARRIED] += 1
    else:
        return
    counts[_OF_STATE[state]] += 1
    counts[_RENEWED] += one.is_renewed
    if state in SETTLED:
        counts[_USED] += one.used
        counts[_ALLOWED] += one.allowed
        counts[_RECEIVED_ON_TIME] += one.is_received and state != LATE
    if state in (LATE, OVERDUE):
        counts[_APOLOGISED] += one.is_apologised
