"""What units had to do with a task beside leading it, for its card: supporting units, refusals."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from tasktrack.domain.task import Timeline
from tasktrack.reports.refusal import decision_words, refusal_data, refusal_words
from tasktrack.reports.report import Cell, Table, Tone
from tasktrack.reports.support import entry_words, left_data, left_words, part_data, part_table

# Within a day what was entered in the journal comes before what was reported and judged, entry by entry.
BEFORE_ALL: Final = -1_000_000_000_000
# A day, the order within it, and the row of the timeline with its tone.
_Event = tuple[date, int, tuple[Cell, ...], Tone]


def handing_data(found: Timeline, today: date) -> dict[str, object]:
    """Return supporting units with their entries, those taken off, and refusals, for programs."""
    return {
        "supports": [part_data(part, found.support_entries) for part in found.parts],
        "supported_until": [left_data(one) for one in found.left],
        "refusals": [refusal_data(one, today) for one in found.refusals],
    }


def support_sections(found: Timeline) -> tuple[Table, ...]:
    """List the supporting units where any has something of its own to do."""
    return (part_table(found.parts),) if any(one.is_its_own for one in found.parts) else ()


def handing_events(found: Timeline) -> Iterator[_Event]:
    """Yield what supporting units reported, those taken off, and refusals with their decisions."""
    for entry in found.support_entries:
        words = (entry.on, None, entry_words(entry), entry.actor)
        yield entry.on, 0, words, "muted" if entry.taken_back else ""
    for left in found.left:
        yield left.on, BEFORE_ALL + left.entry, (left.on, None, left_words(left), left.actor), ""
    for refusal in found.refusals:
        asked = (refusal.on, None, refusal_words(refusal), refusal.actor)
        yield refusal.on, BEFORE_ALL + refusal.created, asked, "warn"
        if refusal.decided_on:
            row = (refusal.decided_on, None, decision_words(refusal), refusal.decided_actor)
            yield refusal.decided_on, BEFORE_ALL + refusal.decided_in, row, ""
