"""The week of every unit, a row each: what came and went, what was done, how it stands."""

from collections.abc import Iterator, Sequence

from tasktrack.domain.dates import day_text
from tasktrack.domain.week_figures import Figures
from tasktrack.domain.weekly import UnitWeek, Weekly
from tasktrack.i18n import _, pgettext
from tasktrack.reports.report import Cell, Column, Lines, Table
from tasktrack.reports.task_lines import sentences
from tasktrack.reports.weekly_figures import figures_data, signed


def tables(told: Weekly, form: str) -> Iterator[Table]:
    """Yield the tables of the units, when there is more than one."""
    if len(told.units) > 1:
        yield _movement(told, form)
        if told.total.done:
            yield _done(told, form)
        yield _standing(told, form)


def unit_data(unit: UnitWeek) -> dict[str, object]:
    """Return the week of a unit for programs."""
    return {"unit": unit.code, "name": unit.name, "block": unit.block, **figures_data(unit.figures)}


def heading() -> Table:
    """Return the heading of a file for programs, in a table without rows."""
    return Table(tuple(Column(name, name) for name in unit_data(UnitWeek("", "", None, Figures()))), ())


def _movement(told: Weekly, form: str) -> Table:
    """Show what came to each unit and what left it; the names stand last, where they may be as long as they are."""
    heads = (
        ("start", pgettext("week", "At start")),
        ("new", pgettext("week", "New")),
        ("came", pgettext("week", "Came in")),
        ("done", pgettext("week", "Done")),
        ("left", pgettext("week", "Left")),
        ("in_hand", pgettext("week", "In hand")),
    )
    note = _("At start + new + came in = done + left + in hand, for each unit and in total.")
    return _by_unit(told, heads, _("What came and went, by unit"), sentences([note], form))


def _done(told: Weekly, form: str) -> Table:
    """Show when the work of each unit was done, for the units that did any."""
    heads = (
        ("done", pgettext("week", "Done")),
        ("done_early", pgettext("week", "Early")),
        ("done_on_time", pgettext("week", "On the day")),
        ("done_late", pgettext("week", "Late")),
        ("done_no_deadline", pgettext("week", "No date")),
    )
    note = _("Done = early + on the day + late + no date, for each unit and in total.")
    return _by_unit(told, heads, _("What was done, by unit"), sentences([note], form), only="done")


def _standing(told: Weekly, form: str) -> Table:
    """Show how each unit stands."""
    heads = (
        ("overdue", pgettext("week", "Overdue")),
        ("overdue_change", pgettext("week", "Change")),
        ("due_next", pgettext("week", "Due next")),
        ("silent", pgettext("week", "Silent")),
        ("obstacles", pgettext("week", "Obstacles")),
        *((("inherited", pgettext("col", "Inherited")),) if told.total.inherited else ()),
    )
    note = _("Change: of the overdue against the week before. Due next: from {first} to {last}.").format(
        first=day_text(told.week.as_of), last=day_text(told.week.next_ends_on)
    )
    overdue = _("Overdue: past the due date and not done, returned or awaiting review included.")
    return _by_unit(told, heads, _("How the units stand"), sentences([overdue, note], form))


def _by_unit(
    told: Weekly, heads: Sequence[tuple[str, str]], title: str, notes: Lines, only: str = ""
) -> Table:
    """Return a row a unit, of those that have the figure `only` when one is named, and the total."""
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        *(Column(name, words, "integer") for name, words in heads),
        Column("name", pgettext("col", "Name of unit")),
    )

    def cells(code: str, figures: Figures, name: str) -> tuple[Cell, ...]:
        return (code, *(_cell(figures, head) for head, _words in heads), name)

    units = [unit for unit in told.units if not only or getattr(unit.figures, only)]
    return Table(
        columns,
        [cells(unit.code, unit.figures, unit.name) for unit in units],
        title,
        total=cells("", told.total, _("Total")),
        notes=notes.lines,
    )


def _cell(figures: Figures, name: str) -> Cell:
    if name == "overdue_change":
        return signed(figures.overdue - figures.overdue_before)
    value: int = getattr(figures, name)
    return value
