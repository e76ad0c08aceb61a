"""The roll-up of tasks over the levels of units: of a period as it was frozen or stands, or of all as of today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tasktrack.domain.fact_scope import NEVER
from tasktrack.domain.levels import Ended, Levels, nodes, sums
from tasktrack.domain.period_figures import Figures, Group, add_up, tally
from tasktrack.domain.period_report import Span
from tasktrack.domain.succession import Party, Succession
from tasktrack.domain.tree import Tree
from tasktrack.domain.unit import Unit
from tasktrack.services import period_comparison, period_reading, tree
from tasktrack.services.period_reading import Reading
from tasktrack.store import facts, period_counts, roll
from tasktrack.store import levels as store
from tasktrack.store import tree as store_tree
from tasktrack.store import unit as units
from tasktrack.store.closing import Closing
from tasktrack.store.register import Register


class _Counted(NamedTuple):
    """What is told: a reading of a period, or none, its days, and the tasks of every unit."""

    read: Reading | None
    span: Span
    own: Mapping[int, Figures]

    @property
    def record(self) -> Closing | None:
        """Return the closing that is read."""
        return self.read.record if self.read else None

    @property
    def there_from(self) -> date:
        """Return the first of the days on one of which a unit must have been there to be told without tasks."""
        return self.span.from_on if self.read else self.span.as_of


def levels(
    register: Register,
    text: str | None,
    *,
    under: str | None = None,
    level: int | None = None,
    revision: int | None = None,
) -> Levels:
    """Tell the tasks of a period by level, each counted once, with its lead; of no period all of them as of today.

    The number of statements hangs neither on the units nor on the levels. Raise NotFound and Invalid as
    period_reading.named, tree.part and tree.chosen do.
    """
    counted = _of_period(register, text, revision) if text is not None else _of_today(register)
    read, span, record = counted.read, counted.span, counted.record
    part = tree.by(register, span.cut_on, record)
    if under is not None:
        part = tree.part(register, part, span.cut_on, under)
    every = units.every(register.db)
    told = _told(register, counted, part, every, has_top=under is not None)
    narrowed = under is not None or level is not None
    choice = tree.chosen(told, level, has_top=under is not None) if narrowed else None
    ends = store_tree.ends(register.db, span.seq)
    found = nodes(told, counted.own, ends, span.cut_on)
    return Levels(
        period=read.period if read else None,
        office=(read.settings if read else register.settings)["office"],
        state=period_reading.standing(register, read) if read else "today",
        revision=(record.revision if record else read.period.revision) if read else None,
        seal=record.seal if record else None,
        span=span,
        choice=choice,
        nodes=[one for unit, one in found.items() if choice is None or unit in choice.units],
        sums=sums(list(found.values())),
        total=add_up(figures for unit, figures in counted.own.items() if unit in told.places),
        ended=_ended(register, counted, part, ends),
    )


def _of_period(register: Register, text: str, revision: int | None) -> _Counted:
    read = period_reading.named(register, text, revision)
    period_reading.fill(register, read)
    return _Counted(read, read.span, _by_unit(period_comparison.counts(register, read)))


def _of_today(register: Register) -> _Counted:
    """Count all tasks that were assigned by today, from the books."""
    today, settings = register.clock.today(), register.settings
    soon = today + timedelta(days=settings.number("due_soon_days"))
    span = Span(date.min, today, today, soon, settings.number("overdue_bucket_days"), NEVER)
    facts.fill_from_books(register.db, today, done_needs_review=settings.yes("done_needs_review"))
    groups = [
        *period_counts.groups(register.db, span, store.LEADS),
        *period_counts.withdrawn(register.db, span),
    ]
    return _Counted(None, span, _by_unit(groups))


def _by_unit(groups: Iterable[Group]) -> dict[int, Figures]:
    return tally(groups, lambda group: group.unit)


def _told(register: Register, counted: _Counted, part: Tree, every: Iterable[Unit], *, has_top: bool) -> Tree:
    """Return the units that were there, those that have tasks, and all above them; and the one that was named."""
    record, span = counted.record, counted.span
    kept = {one.id for one in roll.frozen(register.db, *span.place)[0]} if record else set()
    there = kept or {one.id for one in every if one.exists_in(counted.there_from, span.cut_on)}
    named = part.order[:1] if has_top else ()
    return part.with_superiors({*there, *counted.own, *named} & part.places.keys())


def _ended(register: Register, counted: _Counted, part: Tree, ends: Mapping[int, date]) -> tuple[Ended, ...]:
    """Return the units that ended in the year, and those before that still have tasks, with who took over."""
    read, span = counted.read, counted.span
    first = period_reading.year_from(register, read) if read else date(span.as_of.year, 1, 1)
    gone = [
        unit
        for unit in part.order
        if unit in ends and ends[unit] <= span.cut_on and (ends[unit] >= first or unit in counted.own)
    ]
    if not gone:
        return ()
    taken: defaultdict[int, list[Succession]] = defaultdict(list)
    for one in store.successions(register.db, gone, span):
        taken[one.old].append(one)
    passed: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for each in store.passed(register.db, gone, span):
        passed[each.unit][each.to] = each.tasks
    closed_by = store.closed_by(register.db, gone, span)
    return tuple(
        Ended(
            Party(part.places[unit].code, part.places[unit].name),
            ends[unit],
            taken[unit],
            passed[unit],
            counted.own.get(unit, Figures()),
            None if taken[unit] else closed_by.get(unit),
        )
        for unit in sorted(gone, key=lambda unit: ends[unit])
    )
