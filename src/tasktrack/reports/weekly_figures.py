"""The figures of a week: as a table, with check lines and ratios, and for programs."""

from datetime import date

from tasktrack.domain.dates import day_text
from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.ratio import percent as percent_of
from tasktrack.domain.week_figures import Figures
from tasktrack.domain.weekly import Weekly
from tasktrack.i18n import _, language, ngettext, pgettext
from tasktrack.reports.report import Cell, Column, Table
from tasktrack.reports.task_lines import overdue_check

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
        "overdue_returned",
        "awaiting_review",
        "overdue_awaiting_review",
        "inherited",
    }
)


def figures_data(figures: Figures) -> dict[str, object]:
    """Return figures for programs: counts of tasks, and percentages whose denominators their names say."""
    return {
        **{name: value for name, value in figures._asdict().items() if not name.endswith("_before")},
        "done": figures.done,
        "in_hand": figures.in_hand,
        "overdue_open": figures.overdue_open,
        "on_time_of_done": percent_of(figures.on_time, figures.done),
        "overdue_of_unfinished": percent_of(figures.overdue, figures.in_hand),
        **{f"{name}_last_week": before for name, _now, before in _compared(figures)},
        **{f"{name}_change": now - before for name, now, before in _compared(figures)},
    }


def totals(told: Weekly) -> Table:
    """Show the figures of the total in the order in which they add up, beside those of the week before."""
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
            rows.append(("  " * level + words, now, then, None if then is None else signed(now - then)))
    return Table(columns, rows)


def checks(told: Weekly) -> list[str]:
    """Say how the figures add up."""
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
            "Check: {overdue} overdue and not reported done + {due_next} due by {day} + {later} due later"
            " + {none} without a due date + {returned} returned + {awaiting} awaiting review = {in_hand} in hand"
        ).format(
            overdue=figures.overdue_open,
            due_next=figures.due_next,
            day=day_text(told.week.next_ends_on),
            later=figures.later,
            none=figures.no_deadline,
            returned=figures.returned,
            awaiting=figures.awaiting_review,
            in_hand=figures.in_hand,
        ),
        overdue_check(figures.overdue_open, figures.overdue_returned, figures.overdue_awaiting_review),
    ]


def ratios(figures: Figures) -> list[str]:
    """Say the ratios with their denominators; a dash where there is nothing to divide by."""
    return [
        _ratio(pgettext("ratio", "On time of done"), figures.on_time, figures.done),
        _ratio(pgettext("ratio", "Overdue of unfinished"), figures.overdue, figures.in_hand),
    ]


def signed(change: int) -> str:
    """Write a change with its sign."""
    return f"{change:+d}" if change else "0"


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
        ("overdue_open", _("overdue and not reported done"), 1),
        (
            "due_next",
            _("due from {first} to {last}").format(first=day_text(as_of), last=day_text(next_ends_on)),
            1,
        ),
        ("later", _("due later"), 1),
        ("no_deadline", _("without a due date"), 1),
        ("returned", _("returned, to be done again"), 1),
        ("overdue_returned", _("of which past their due date"), 2),
        ("awaiting_review", _("reported done, awaiting review"), 1),
        ("overdue_awaiting_review", _("of which past their due date"), 2),
        ("overdue", _("Overdue in all"), 0),
        ("inherited", _("In hand, taken over from other units"), 0),
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


def _ratio(name: str, part: int, whole: int) -> str:
    percent = percent_of(part, whole)
    if percent is None:
        return _("{ratio}: –").format(ratio=name)
    shown = decimal_text(percent, 2, language=language())
    return _("{ratio}: {part} of {whole}, {percent} %").format(
        ratio=name, part=part, whole=whole, percent=shown
    )
