"""How supporting units did their parts: what is late stands with them, and not with the lead."""

from collections import defaultdict
from collections.abc import Iterable

from tasktrack.domain.support import Cooperation, Part, PartCounts, UnitParts, counts_of, late_of
from tasktrack.domain.task import TaskFilter
from tasktrack.services import lookup, span
from tasktrack.store import support
from tasktrack.store import unit as units
from tasktrack.store.register import Register


def cooperation(register: Register, period: str | None, wanted: TaskFilter) -> Cooperation:
    """Return how the parts of supporting units stand today; of a period, those due in it up to its last day.

    A part without a due date belongs to the period in which it was done. Of a task with sub-tasks these count.
    """
    today = register.clock.today()
    days = span.days_of(register, period) if period else None
    found: dict[str, list[Part]] = defaultdict(list)
    for part in support.parts(register.db, lookup.state_source(register), today):
        day = part.due_on or part.done_on
        if days is None or (day is not None and days[0] <= day <= days[1]):
            found[part.unit].append(part)
    told = [
        UnitParts(one.code, one.name, one.block, counts_of(found[one.code]), late_of(found[one.code]))
        for one in units.every(register.db)
        if wanted.unit in (None, one.code) and wanted.block in (None, one.block)
    ]
    shown = [one for one in told if wanted.unit or any(one.counts)]
    return Cooperation(wanted, today, days, shown, _added_up(one.counts for one in shown))


def _added_up(counts: Iterable[PartCounts]) -> PartCounts:
    return PartCounts(*(sum(column) for column in zip(PartCounts(), *counts, strict=True)))
