"""A week told: what moved, what stands still, what falls due, from two states of the register."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import PeriodKey, WeekStarts, window
from tasktrack.domain.standing import past_due
from tasktrack.domain.task import TaskFilter, TaskRow
from tasktrack.domain.unit import Unit
from tasktrack.domain.week_figures import Figures, tally, total
from tasktrack.domain.weekly import Obstacle, UnitWeek, Week, WeekLists, Weekly, week_told_on
from tasktrack.errors import Invalid
from tasktrack.i18n import _
from tasktrack.services import tree
from tasktrack.services.report_lists import silent_tasks
from tasktrack.store import now, task_list
from tasktrack.store import unit as units
from tasktrack.store import weekly as store
from tasktrack.store.register import Register


def weekly(register: Register, key: str | None, wanted: TaskFilter) -> Weekly:
    """Tell a week, as of its last day or of today while it lasts; left out, the one that is told today.

    A handful of statements, whatever the number of units. Raise Invalid for a week that has not begun.
    """
    week = _week(register, key)
    wanted = tree.renewed(register, wanted, week.as_of)
    silent_days = register.settings.number("stale_days")
    needs_review = register.settings.yes("done_needs_review")
    source = now.source(register.db, week.as_of, done_needs_review=needs_review)
    store.fill(register.db, source, week, silent_days=silent_days, done_needs_review=needs_review)
    asked = [unit for unit in units.every(register.db) if _is_asked(unit, wanted)]
    inside = {unit.id for unit in asked}
    obstacles = [one for one in store.obstacles(register.db, source, week) if one.unit in inside]
    told = _units(register, asked, obstacles, wanted)
    return Weekly(
        week=week,
        office=register.settings["office"],
        wanted=wanted,
        silent_days=silent_days,
        units=told,
        total=total(unit.figures for unit in told),
        lists=_lists(register, week, wanted),
        obstacles=obstacles,
    )


def _week(register: Register, key: str | None) -> Week:
    today = register.clock.today()
    week_starts: WeekStarts = "thursday" if register.settings["week_starts"] == "thursday" else "monday"
    asked = PeriodKey.parse(key) if key else week_told_on(today, week_starts)
    if asked.kind != "week":
        raise Invalid(
            _("{key} is not a week.").format(key=asked), _("Write the year and the week, as in 2026-W47.")
        )
    days = window(asked, week_starts=week_starts)
    if days.starts_on > today:
        raise Invalid(
            _("{key} begins on {day}, after today, {today}.").format(
                key=asked, day=day_text(days.starts_on), today=day_text(today)
            ),
            _("Ask for this week or an earlier one."),
        )
    return Week(asked, days.starts_on, days.ends_on, min(days.ends_on, today))


def _is_asked(unit: Unit, wanted: TaskFilter) -> bool:
    in_tree = wanted.choice is None or unit.id in wanted.choice.units
    return in_tree and wanted.unit in (None, unit.code) and wanted.block in (None, unit.block)


def _units(
    register: Register, asked: Sequence[Unit], obstacles: Sequence[Obstacle], wanted: TaskFilter
) -> list[UnitWeek]:
    """Return the units that have anything to tell, and one that was named, in the order of blocks and names."""
    figures = tally(store.groups(register.db))
    reported = Counter(one.unit for one in obstacles)
    weeks = [
        UnitWeek(
            unit.code,
            unit.name,
            unit.block,
            figures.get(unit.id, Figures())._replace(obstacles=reported[unit.id]),
        )
        for unit in asked
    ]
    return [week for week in weeks if wanted.unit or any(week.figures)]


def _lists(register: Register, week: Week, wanted: TaskFilter) -> WeekLists:
    places = store.listed(register.db)
    soon = week.as_of + timedelta(days=register.settings.number("due_soon_days"))
    rows = task_list.rows(register.db, store.states_of_listed(), wanted, week.as_of, soon)

    def of(name: str) -> list[TaskRow]:
        return [row for row in rows if places[row.id][0] == name]

    return WeekLists(
        done_late=sorted(of("done_late"), key=lambda row: -row.overdue_days),
        overdue=of("overdue"),
        overdue_reported=past_due([*of("returned"), *of("awaiting_review")], week.as_of),
        due_next=of("due_next"),
        returned=of("returned"),
        silent=silent_tasks(register, (row for row in rows if places[row.id][1]), week.as_of),
    )
