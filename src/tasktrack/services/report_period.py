"""The report of a period for the conference, from what its closing froze or from the books."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from tasktrack.domain.period_figures import Figures, Group, of, tally
from tasktrack.domain.period_report import (
    SECTIONS,
    Comparison,
    Counts,
    ListedTask,
    Obstacles,
    PeriodReport,
    Place,
    TaskChange,
    UnitPeriod,
    Urged,
)
from tasktrack.domain.rank_within import within
from tasktrack.domain.ranking import Ranking
from tasktrack.domain.task import KINDS, TaskFilter
from tasktrack.domain.text import shown, sort_key
from tasktrack.domain.tree import Choice
from tasktrack.domain.updating import IncompleteTask
from tasktrack.errors import TasktrackError, UsageFault
from tasktrack.i18n import _
from tasktrack.services import incomplete, period_comparison, period_obstacles, period_reading, score, tree
from tasktrack.services.period_comparison import Year
from tasktrack.services.period_reading import NEVER_OPENED, Reading
from tasktrack.store import period_lists
from tasktrack.store import roll as rolls
from tasktrack.store import unit as units
from tasktrack.store.register import Register


def sections_named(names: Sequence[str]) -> Sequence[str]:
    """Return the sections that are asked for, all when none is; raise UsageFault for one that there is not."""
    for name in names:
        if name not in SECTIONS:
            from tasktrack.domain import near  # only a slip asks what was meant

            raise UsageFault(
                _("There is no section {name}.").format(name=shown(name)),
                near.remedy(name, SECTIONS, _("Use one of: {allowed}.").format(allowed=", ".join(SECTIONS))),
            )
    return names or SECTIONS


class _Told(NamedTuple):
    """What is told: a reading, the units that there were, and the ids of those that are asked for."""

    read: Reading
    places: Mapping[int, Place]
    inside: Collection[int]


def report(
    register: Register,
    text: str | None,
    wanted: TaskFilter,
    *,
    revision: int | None = None,
    scheme: str | None = None,
    sections: Sequence[str] = SECTIONS,
) -> PeriodReport:
    """Tell a period: as its closing froze it, else provisionally as of its cut or today.

    The number of statements hangs on the sections and schemes, never on how many tasks or units there are. What is
    read of a closed period is what its closing knew. Raise NotFound and Invalid as period_reading.named does.
    """
    read = period_reading.named(register, text, revision)
    wanted = tree.renewed(register, wanted, read.span.cut_on, read.record)
    places = _places(register, read)
    told = _Told(read, places, _asked(register, places, wanted))
    ranking, no_ranking = (
        _ranking(register, told, scheme, wanted.choice) if "ranking" in sections else (None, "")
    )
    comparison = _comparison(register, told) if "comparison" in sections else None
    year = period_comparison.year_of(register, read)
    period_comparison.fill(register, read, year)
    groups = _inside(told, period_comparison.counts(register, read))
    named = not {"late", "changes"}.isdisjoint(sections)
    listed = _listed(told, period_lists.tasks(register.db, read.span)) if named else []
    return PeriodReport(
        period=read.period,
        office=read.settings["office"],
        state=period_reading.standing(register, read),
        revision=read.record.revision if read.record else read.period.revision,
        seal=read.record.seal if read.record else None,
        span=read.span,
        wanted=wanted,
        sections=tuple(name for name in SECTIONS if name in sections),
        places=places,
        units=_units(told, groups, comparison, wanted),
        done_late=[one for one in listed if one.state == "done" and one.days],
        overdue=[one for one in listed if one.state != "done" and one.days],
        obstacles=_obstacles(register, told) if "obstacles" in sections else Obstacles(),
        incomplete=_incomplete(register, told) if "incomplete" in sections else (),
        changes=_changes(register, told) if "changes" in sections else (),
        new_tasks=_new(listed, read.span.from_on),
        ranking=ranking,
        no_ranking=no_ranking,
        comparison=comparison,
        urged=_urged(register, told) if "reminders" in sections else (),
        # Last, for it makes the temp tables of the year of those of the period.
        counts=_counts(register, told, groups, year),
    )


def _places(register: Register, read: Reading) -> dict[int, Place]:
    """Return all units by id, by block and name, under the names that the closing kept when one is read."""
    found = {one.id: Place(one.id, one.code, one.name, one.block) for one in units.every(register.db)}
    if read.record is not None:
        kept, _people = rolls.frozen(register.db, *read.span.place)
        found |= {one.id: Place(one.id, one.code, one.name, one.block) for one in kept}
    ordered = sorted(found.values(), key=lambda one: (one.block is None, one.block or "", sort_key(one.name)))
    return {one.id: one for one in ordered}


def _asked(register: Register, places: Mapping[int, Place], wanted: TaskFilter) -> set[int]:
    found = {one.id for one in places.values() if wanted.block in (None, one.block)}
    if wanted.choice is not None:
        found &= wanted.choice.units.keys()
    if wanted.unit is None:
        return found
    named = units.find(register.db, wanted.unit)
    return found & ({named.id} if named else set())


def _inside(told: _Told, groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if group.unit in told.inside]


class _OfUnit(Protocol):
    """What is told of one unit's task."""

    @property
    def unit(self) -> int: ...


_Row = TypeVar("_Row", bound=_OfUnit)


def _listed(told: _Told, rows: Sequence[_Row]) -> list[_Row]:
    return [row for row in rows if row.unit in told.inside]


def _obstacles(register: Register, told: _Told) -> Obstacles:
    found = period_obstacles.obstacles(register, told.read)
    return Obstacles(
        _listed(told, found.reported), _listed(told, found.carried_in), _listed(told, found.supporting)
    )


def _changes(register: Register, told: _Told) -> list[TaskChange]:
    """Return the changes of the tasks of those that are told; who gave a task away is told of it too."""
    codes = {told.places[unit].code for unit in told.inside}
    return [
        row
        for row in period_lists.changes(register.db, told.read.span)
        if row.unit in told.inside or (row.field == "lead" and row.before in codes)
    ]


def _new(listed: Sequence[ListedTask], from_on: date) -> list[ListedTask]:
    new = (one for one in listed if one.assigned_on >= from_on)
    return sorted(new, key=lambda one: (one.assigned_on, one.id))


def _counts(register: Register, told: _Told, groups: Sequence[Group], year: Year) -> Counts:
    by_kind = tally(groups, lambda group: group.kind)
    since = _inside(told, period_comparison.counts_of_year(register, told.read, year))
    return Counts(
        total=of(groups),
        by_kind={kind: by_kind.get(kind, Figures()) for kind in KINDS},
        inherited=of(groups, lambda group: group.inherited),
        taken_over=of(groups, lambda group: group.taken_over),
        year=of(since),
        year_from=year.from_on,
    )


def _units(
    told: _Told, groups: Sequence[Group], comparison: Comparison | None, wanted: TaskFilter
) -> list[UnitPeriod]:
    """Return the units that have anything to tell, now or in a period compared with, and one that was named."""
    figures = tally(groups, lambda group: group.unit)
    before = (comparison.previous, comparison.last_year) if comparison else ()
    there = set(figures).union(*(one.by_unit for one in before))
    return [
        UnitPeriod(place, figures.get(place.id, Figures()))
        for place in told.places.values()
        if place.id in told.inside and (place.id in there or wanted.unit)
    ]


def _comparison(register: Register, told: _Told) -> Comparison:
    return period_comparison.compare(register, told.read, told.places, told.inside)


def _incomplete(register: Register, told: _Told) -> list[IncompleteTask]:
    read = told.read
    if read.record is not None:
        closed = read.period._replace(closed=True, revision=read.record.revision)
        rows = incomplete.incomplete(register, closed)
    else:
        rows = incomplete.filled(register, read.period)
    codes = {told.places[unit].code for unit in told.inside}
    return [row for row in rows if row.lead in codes]


def _ranking(
    register: Register, told: _Told, scheme: str | None, choice: Choice | None
) -> tuple[Ranking | None, str]:
    """Return the ranked table, or why there is none; a scheme that was named must fit."""
    read = told.read
    try:
        if read.period.id == NEVER_OPENED:
            table = score.provisional(register, read.period, scheme)
        else:
            revision = read.record.revision if read.record else None
            table = score.ranking(register, str(read.period.key), scheme, revision=revision)
    except TasktrackError as fault:
        if scheme is not None:
            raise
        return None, fault.message
    if choice is not None:
        table = within(table, choice)
    if table.basis.subject_kind == "unit":
        rows = tuple(row for row in table.rows if row.subject.id in told.inside)
        return table._replace(rows=rows), ""
    return table, ""


def _urged(register: Register, told: _Told) -> list[Urged]:
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for unit, what, times in period_lists.urged(register.db, told.read.span):
        counts[unit][what] += times
    return [
        Urged(place, **counts[place.id])
        for place in told.places.values()
        if place.id in counts and place.id in told.inside
    ]
