"""Hand-overs between units and refusals, counted unit by unit: no work is pushed upward or sideways unseen."""

from tasktrack.domain.task import TaskFilter
from tasktrack.domain.transfer import Transfers, UnitMoves, added_up, moves_of
from tasktrack.services import span
from tasktrack.store import now, refusal, transfer
from tasktrack.store import unit as units
from tasktrack.store.register import Register


def transfers(register: Register, period: str | None, wanted: TaskFilter) -> Transfers:
    """Return what units handed on and refused in a period up to today; without one, in the year that holds today.

    Units with nothing to tell are left out, but for one that was named. The sums over every unit show that what
    one handed on another received.
    """
    first, as_of = span.days_told(register, period)
    moved = transfer.in_span(register.db, first, as_of)
    needs_review = register.settings.yes("done_needs_review")
    states = now.source(register.db, as_of, done_needs_review=needs_review)
    refused = refusal.in_span(register.db, states, first, as_of)
    every = [
        UnitMoves(one.code, one.name, one.block, moves_of(one.code, moved, refused, (first, as_of)))
        for one in units.every(register.db)
    ]
    asked = [one for one in every if wanted.unit in (None, one.unit) and wanted.block in (None, one.block)]
    inside = {one.unit for one in asked}
    shown = [one for one in asked if wanted.unit or any(one.moves)]
    return Transfers(
        wanted,
        first,
        as_of,
        shown,
        added_up(asked),
        added_up(every),
        [one for one in moved if inside & {one.giver, one.taker}],
        [one for one in refused if one.unit in inside],
    )
