"""The dashboard, from what closings froze, from the books of the period that is open, and from today's states."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from tasktrack.domain.cadence import is_dumped
from tasktrack.domain.dashboard import Dashboard, RankAt, Ranks, Rhythm, Stand, UnitRanks, WeekAhead
from tasktrack.domain.period import PeriodKey, WeekStarts, containing, following, parts, previous
from tasktrack.domain.period import window as window_of
from tasktrack.domain.period_figures import of, tally
from tasktrack.domain.period_report import Place
from tasktrack.domain.succession import heirs
from tasktrack.domain.task import TaskFilter
from tasktrack.services import (
    cadence,
    period_comparison,
    period_reading,
    report_lists,
    report_obstacles,
    scheme,
    window,
)
from tasktrack.services.period_reading import Reading
from tasktrack.store import closing, period_lists, setting
from tasktrack.store import period as periods
from tasktrack.store import unit as units
from tasktrack.store.closing import KeptScheme
from tasktrack.store.register import Register

MOST_PERIODS: Final = 12
MOST_RANKED: Final = 6
MOST_WEEKS: Final = 26
USUAL_WEEKS: Final = 5


class _Asked(NamedTuple):
    """Whose figures are shown: units by id with their names of today, those asked for, and who took over from whom."""

    places: Mapping[int, Place]
    inside: Collection[int]
    heirs: Mapping[int, int]


def dashboard(register: Register, text: str | None, wanted: TaskFilter, *, weeks: int) -> Dashboard:
    """Return the dashboard of a period; left out, of the base period that holds today, be it open or not.

    Closed periods stand as they were frozen, under what `report period` prints of them; what a unit had counts with
    the one that took all of it over. The number of statements hangs on the periods, never on units or tasks. Raise
    Invalid for a week and for a period that has not begun.
    """
    read = period_reading.named(register, text or str(_present(register)))
    asked = _asked(register, read, wanted)
    readings = [period_reading.named(register, str(key)) for key in _shown(register, read)]
    stands = [_stand(register, one, asked) for one in readings]
    now = next((one for one in stands if one.key == read.period.key), None) or _stand(register, read, asked)
    return Dashboard(
        office=read.settings["office"],
        wanted=wanted,
        today=register.clock.today(),
        period=read.period,
        now=now,
        seal=read.record.seal if read.record else None,
        stands=stands,
        places=asked.places,
        ranks=_ranks(register, [one for one in readings if one.record is not None][-MOST_RANKED:], asked),
        ahead=_ahead(register, wanted, weeks),
        overdue=report_lists.overdue(register, wanted).every,
        waiting=report_obstacles.obstacles(register, wanted).waiting,
        rhythm=_rhythm(register, _for_rhythm(read, readings), wanted),
    )


def _present(register: Register) -> PeriodKey:
    kind, today = window.base_kind(register), register.clock.today()
    return containing(today, kind, window.windows_of(register, PeriodKey(kind, today.year)))


def _asked(register: Register, read: Reading, wanted: TaskFilter) -> _Asked:
    every = units.every(register.db)
    places = {one.id: Place(one.id, one.code, one.name, one.block) for one in every}
    inside = {
        one.id for one in every if wanted.unit in (None, one.code) and wanted.block in (None, one.block)
    }
    taken = period_lists.successions(register.db, read.span.as_of, read.span.seq)
    return _Asked(places, inside, heirs(taken)[0])


def _shown(register: Register, read: Reading) -> list[PeriodKey]:
    """Return the periods that are told beside each other: those opened among the last twelve, and the last.

    They are of the base kind, unless none of these is closed while of the kind asked for there is one.
    """
    closed = {one.key: one.closed for one in periods.every(register.db, people=False)}
    base, own = (_until(last, closed) for last in (_last_base(register, read), read.period.key))
    is_closed = [any(closed.get(key) for key in keys) for keys in (base, own)]
    return own if is_closed == [False, True] else base


def _until(last: PeriodKey, opened: Collection[PeriodKey]) -> list[PeriodKey]:
    keys = [last]
    while len(keys) < MOST_PERIODS:
        keys.append(previous(keys[-1]))
    return [key for key in reversed(keys) if key in opened or key == last]


def _last_base(register: Register, read: Reading) -> PeriodKey:
    """Return the base period that a period ends with, or the one under way in it."""
    key, kind, today = read.period.key, window.base_kind(register), register.clock.today()
    if key.kind == kind:
        return key
    begun = [one for one in parts(key, kind) if window_of(one, read.period.windows).starts_on <= today]
    return begun[-1] if begun else containing(read.span.as_of, kind, read.period.windows)


def _stand(register: Register, read: Reading, asked: _Asked) -> Stand:
    """Read the figures of a period; fills the temp tables anew."""
    period_reading.fill(register, read)
    found = (
        group._replace(unit=asked.heirs.get(group.unit, group.unit))
        for group in period_comparison.counts(register, read)
    )
    groups = [group for group in found if group.unit in asked.inside]
    return Stand(
        key=read.period.key,
        span=read.span,
        state=period_reading.standing(register, read),
        revision=read.record.revision if read.record else None,
        total=of(groups),
        by_unit=tally(groups, lambda group: group.unit),
    )


def _ranks(register: Register, closed: Sequence[Reading], asked: _Asked) -> Ranks | None:
    """Return the places in closed tables, by the first scheme of units that the newest closing ran."""
    kept = _scheme_of_units(register, closed[-1]) if closed else None
    if kept is None:
        return None
    tables = [_table(register, read, kept.code, asked) for read in closed]
    return Ranks(
        kept.code,
        scheme.frozen(kept.text).title(),
        tuple(read.period.key for read in closed),
        tuple(
            UnitRanks(place, tuple(table[unit][1] if unit in table else None for table in tables))
            for unit, (place, _at) in tables[-1].items()
            if unit in asked.inside
        ),
    )


def _scheme_of_units(register: Register, read: Reading) -> KeptScheme | None:
    kept = closing.schemes(register.db, *read.span.place)
    return next((one for one in kept if one.subject_kind == "unit"), None)


_Table = Mapping[int, tuple[Place, RankAt]]


def _table(register: Register, read: Reading, code: str, asked: _Asked) -> _Table:
    """Return a closed table in its order; who left one heir stands under that one, unless it has a place itself.

    Where several units were merged, none of their places is that of the new one.
    """
    rows = closing.rank_rows(register.db, *read.span.place, code)
    heirs_of = {row["subject"]: asked.heirs.get(row["subject"], row["subject"]) for row in rows}
    heirs_there = Counter(heirs_of.values())
    found = {}
    for row in rows:
        subject = row["subject"]
        heir = heirs_of[subject]
        if heir == subject or (heir not in heirs_of and heirs_there[heir] == 1):
            name = row["name"] if heir == subject else asked.places[heir].name
            place = Place(heir, asked.places[heir].code, name, row["block"])
            found[heir] = (place, RankAt(row["rank"], bool(row["tied"])))
    return found


def _ahead(register: Register, wanted: TaskFilter, weeks: int) -> list[WeekAhead]:
    """Return what falls due in the rest of this week and in those after it."""
    week_starts: WeekStarts = "thursday" if register.settings["week_starts"] == "thursday" else "monday"
    today = register.clock.today()
    key = containing(today, "week", week_starts=week_starts)
    spans = []
    for _week in range(weeks):
        days = window_of(key, week_starts=week_starts)
        spans.append((key, max(days.starts_on, today), days.ends_on))
        key = following(key)
    days_ahead = (spans[-1][2] - today) // timedelta(days=1)
    rows = report_lists.due(register, wanted, days=days_ahead).rows
    return [
        WeekAhead(key, first, last, [row for row in rows if row.due_on and first <= row.due_on <= last])
        for key, first, last in spans
    ]


def _for_rhythm(read: Reading, readings: Sequence[Reading]) -> Reading:
    """Return the newest closed period: before its last days nobody can report at the cut."""
    if read.record is not None:
        return read
    return next((one for one in reversed(readings) if one.record is not None), read)


def _rhythm(register: Register, read: Reading, wanted: TaskFilter) -> Rhythm:
    most = register.settings.number("cadence_share")
    told = [
        one
        for one in cadence.reported(register, read.period)
        if wanted.unit in (None, one.lead) and wanted.block in (None, one.block)
    ]
    settings = setting.as_known(register.db, read.record.seq) if read.record else register.settings
    marked = [one for one in told if is_dumped(one.entries, most)]
    marked.sort(key=lambda one: (-(one.entries.share or 0), one.lead))
    return Rhythm(read.period, settings.number("cadence_days"), most, len(told), marked)
