"""The week told: figures with their check lines, each unit's, and the lists behind them."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period import label
from tasktrack.domain.weekly import Figures, UnitWeek, Week, Weekly
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Lines, Report, Section, Table
from tasktrack.reports.standing import scope_data
from tasktrack.reports.task_lines import MACHINES, sentences
from tasktrack.reports.task_list import filter_words
from tasktrack.reports.weekly_lists import lists_data, sections


def weekly(told: Weekly, form: str) -> Report:
    """Tell a week: as text in the lines of a mail, else in tables; csv and tsv hold a row a unit."""
    machine = form in MACHINES
    units = [_unit_data(unit) for unit in told.units]
    return Report(
        command="report weekly",
        title=_title(told.week),
        data=units if machine else {"units": units, "total": figures_data(told.total), **lists_data(told)},
        sections=(_heading(),) if machine else tuple(_sections(told, form)),
        as_of=told.week.as_of,
        envelope=_envelope(told),
        language=language(),
    )


def figures_data(figures: Figures) -> dict[str, object]:
    """Return figures for programs: counts of tasks, and percentages whose denominators their names say."""
    return {
        **{name: value for name, value in figures._asdict().items() if not name.endswith("_before")},
        "done": figures.done,
        "in_hand": figures.in_hand,
        "on_time_of_done": _percent(figures.on_time, figures.done),
        "overdue_of_unfinished": _percent(figures.overdue, figures.in_hand),
        **{f"{name}_last_week": before for name, _now, before in _compared(figures)},
        **{f"{name}_change": now - before for name, now, before in _compared(figures)},
    }


def _compared(figures: Figures) -> tuple[tuple[str, int, int], ...]:
    """Return what is compared with the week before: name, now, before."""
    return (
        ("new", figures.new, figures.new_before),
        ("done", figures.done, figures.done_before),
        ("done_late", figures.done_late, figures.done_late_before),
        ("in_hand", figures.in_hand, figures.start),
        ("overdue", figures.overdue, figures.overdue_before),
        ("silent", figures.silent, figures.silent_before),
    )


def _envelope(told: Weekly) -> dict[str, object]:
    week = told.week
    return {
        "office": told.office,
        "week": str(week.key),
        "from": week.starts_on,
        "to": week.ends_on,
        "due_to": week.next_ends_on,
        "stale_days": told.silent_days,
        **scope_data(told.wanted),
    }


def _title(week: Week) -> str:
    return _("Weekly report, {week}: {first} to {last}").format(
        week=label(week.key), first=echo(week.starts_on), last=echo(week.ends_on)
    )


def _sections(told: Weekly, form: str) -> Iterator[Section]:
    yield sentences(_under_title(told), form)
    if told.is_empty:
        yield sentences([_("Nothing to tell: no task in hand, none new and none done.")], form)
        return
    yield _totals(told)
    yield sentences([*_checks(told), *_ratios(told.total)], form)
    if len(told.units) > 1:
        yield _movement(told, form)
        yield from _done(told, form)
        yield _standing(told, form)
    yield from sections(told, form)


def _under_title(told: Weekly) -> list[str]:
    week = told.week
    if week.is_over:
        as_of = _("As of {day}.").format(day=echo(week.as_of))
    else:
        as_of = _("As of {day}: the week is not over; the week before is told whole.").format(
            day=echo(week.as_of)
        )
    unit = [f"{one.name} ({one.code})" for one in told.units] if told.wanted.unit else []
    narrowed = filter_words(told.wanted._replace(unit=None))
    return [*filter(None, (told.office, *unit, *narrowed)), as_of]


def _totals(told: Weekly) -> Table:
    week, figures = told.week, told.total
    columns = (
        Column("figure", pgettext("week", "Tasks")),
        Column("now", pgettext("week", "This week"), "integer"),
        Column("before", pgettext("week", "Week before"), "integer"),
        Column("change", pgettext("week", "Change"), "integer"),
    )
    before = {name: value for name, _now, value in _compared(figures)}
    rows: list[tuple[Cell, ...]] = []
    for name, words, level in _lines(week.as_of, week.next_ends_on, told.silent_days):
        now = getattr(figures, name)
        if now or name not in _ONLY_IF_ANY:
            then = before.get(name)
            rows.append(("  " * level + words, now, then, None if then is None else _signed(now - then)))
    return Table(columns, rows)


# Figures that most weeks do not have.
_ONLY_IF_ANY = frozenset(
    {
        "registered_late",
        "resumed",
        "handed_in",
        "withdrawn",
        "suspended",
        "split",
        "handed_out",
        "returned",
        "awaiting_review",
    }
)


def _lines(as_of: date, next_ends_on: date, silent_days: int) -> tuple[tuple[str, str, int], ...]:
    """Return the figures of the total in the order in which they add up: name, words, indentation."""
    return (
        ("start", _("In hand at the start"), 0),
        ("registered_late", _("registered only this week, assigned earlier"), 1),
        ("new", _("New, assigned this week"), 0),
        ("resumed", _("Resumed"), 0),
        ("handed_in", _("Taken over from another unit"), 0),
        ("done", _("Done"), 0),
        ("done_early", _("before the due date"), 1),
        ("done_on_time", _("on the due date"), 1),
        ("done_late", _("late"), 1),
        ("done_no_deadline", _("without a due date"), 1),
        ("withdrawn", _("Withdrawn"), 0),
        ("suspended", _("Suspended"), 0),
        ("split", _("Told by new sub-tasks"), 0),
        ("handed_out", _("Handed over to another unit"), 0),
        ("in_hand", _("In hand at the end"), 0),
        ("overdue", _("overdue"), 1),
        (
            "due_next",
            _("due from {first} to {last}").format(first=day_text(as_of), last=day_text(next_ends_on)),
            1,
        ),
        ("later", _("due later"), 1),
        ("no_deadline", _("without a due date"), 1),
        ("returned", _("returned, to be done again"), 1),
        ("awaiting_review", _("reported done, awaiting review"), 1),
        (
            "silent",
            ngettext(
                "In hand without update for {count} day or more",
                "In hand without update for {count} days or more",
                silent_days,
            ).format(count=silent_days),
            0,
        ),
        ("obstacles", _("Obstacles and proposals reported"), 0),
    )


def _checks(told: Weekly) -> list[str]:
    figures = told.total
    return [
        _(
            "Check: {start} at the start + {new} new + {came} resumed or taken over = {done} done"
            " + {left} withdrawn, suspended, told by sub-tasks or handed over + {in_hand} in hand"
        ).format(
            start=figures.start,
            new=figures.new,
            came=figures.came,
            done=figures.done,
            left=figures.left,
            in_hand=figures.in_hand,
        ),
        _(
            "Check: {early} early + {on_time} on the day + {late} late + {none} without a due date = {done} done"
        ).format(
            early=figures.done_early,
            on_time=figures.done_on_time,
            late=figures.done_late,
            none=figures.done_no_deadline,
            done=figures.done,
        ),
        _(
            "Check: {overdue} overdue + {due_next} due by {day} + {later} due later + {none} without a due date"
            " + {returned} returned + {awaiting} awaiting review = {in_hand} in hand"
        ).format(
            overdue=figures.overdue,
            due_next=figures.due_next,
            day=day_text(told.week.next_ends_on),
            later=figures.later,
            none=figures.no_deadline,
            returned=figures.returned,
            awaiting=figures.awaiting_review,
            in_hand=figures.in_hand,
        ),
    ]


def _ratios(figures: Figures) -> list[str]:
    return [
        _ratio(pgettext("ratio", "On time of done"), figures.on_time, figures.done),
        _ratio(pgettext("ratio", "Overdue of unfinished"), figures.overdue, figures.in_hand),
    ]


def _ratio(name: str, part: int, whole: int) -> str:
    percent = _percent(part, whole)
    if percent is None:
        return _("{ratio}: –").format(ratio=name)
    shown = decimal_text(percent, 2, language=language())
    return _("{ratio}: {part} of {whole}, {percent} %").format(
        ratio=name, part=part, whole=whole, percent=shown
    )


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


def _done(told: Weekly, form: str) -> Iterator[Table]:
    """Show when the work of each unit was done, for the units that did any."""
    heads = (
        ("done", pgettext("week", "Done")),
        ("done_early", pgettext("week", "Early")),
        ("done_on_time", pgettext("week", "On the day")),
        ("done_late", pgettext("week", "Late")),
        ("done_no_deadline", pgettext("week", "No date")),
    )
    note = _("Done = early + on the day + late + no date, for each unit and in total.")
    if told.total.done:
        yield _by_unit(told, heads, _("What was done, by unit"), sentences([note], form), only="done")


def _standing(told: Weekly, form: str) -> Table:
    """Show how each unit stands."""
    heads = (
        ("overdue", pgettext("week", "Overdue")),
        ("overdue_change", pgettext("week", "Change")),
        ("due_next", pgettext("week", "Due next")),
        ("silent", pgettext("week", "Silent")),
        ("obstacles", pgettext("week", "Obstacles")),
    )
    note = _("Change: of the overdue against the week before. Due next: from {first} to {last}.").format(
        first=day_text(told.week.as_of), last=day_text(told.week.next_ends_on)
    )
    return _by_unit(told, heads, _("How the units stand"), sentences([note], form))


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
        return _signed(figures.overdue - figures.overdue_before)
    value: int = getattr(figures, name)
    return value


def _signed(change: int) -> str:
    return f"{change:+d}" if change else "0"


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


def _unit_data(unit: UnitWeek) -> dict[str, object]:
    return {"unit": unit.code, "name": unit.name, "block": unit.block, **figures_data(unit.figures)}


def _heading() -> Table:
    """Return the heading of a file for programs, in a table without rows."""
    return Table(tuple(Column(name, name) for name in _unit_data(UnitWeek("", "", None, Figures()))), ())
