"""The figures of a period by state and kind: a table, its check lines, the ratios, and what programs get."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from tasktrack.domain.dates import day_text
from tasktrack.domain.period_figures import NAMES, Figures, ratios
from tasktrack.domain.period_report import Counts, PeriodReport
from tasktrack.i18n import _, pgettext
from tasktrack.reports import labels
from tasktrack.reports.period_words import PERCENT_PLACES, number, ratio, ratios_data
from tasktrack.reports.report import Cell, Column, Section, Table
from tasktrack.reports.task_lines import sentences

_ONLY_IF_ANY: Final = frozenset(
    {
        "suspended",
        "returned",
        "overdue_returned",
        "awaiting_review",
        "overdue_awaiting_review",
        "left_out",
    }
)


def figures_data(figures: Figures) -> dict[str, object]:
    """Return figures for programs: counts of tasks."""
    return {name: getattr(figures, name) for name in NAMES}


def counts_data(counts: Counts) -> dict[str, object]:
    """Return all figures of what is told for programs."""
    return {
        "figures": figures_data(counts.total),
        "ratios": ratios_data(counts.total),
        "by_kind": [
            {"kind": kind, "kind_label": labels.kind(kind), **figures_data(figures)}
            for kind, figures in counts.by_kind.items()
        ],
        "inherited": figures_data(counts.inherited),
        "taken_over": figures_data(counts.taken_over),
        "year_to_date": {
            "from": counts.year_from,
            "figures": figures_data(counts.year),
            "ratios": ratios_data(counts.year),
        },
    }


def sections(told: PeriodReport, form: str) -> Iterator[Section]:
    """Yield the tables of states and kinds, their check lines, and the ratios with their denominators."""
    yield _table(told)
    yield _by_kind(told.counts)
    yield sentences(checks(told), form)
    yield _ratios(told.counts)


def checks(told: PeriodReport) -> list[str]:
    """Say how the figures of the period add up."""
    figures = told.counts.total
    lines = [*standing_checks(figures, told.span.long_days), _kinds_check(told.counts)]
    if figures.left_out:
        lines.insert(0, left_out_check(figures))
    return lines


def standing_checks(figures: Figures, long_days: int) -> list[str]:
    """Say how the states add up."""
    lines = (
        _("Check: {done} done + {in_progress} in progress = {total} assigned"),
        _(
            "Check: {on_time} on time ({done_early} early, {done_on_time} on the day, {done_no_deadline} without a due"
            " date) + {done_late} late = {done} done"
        ),
        _(
            "Check: {in_time} in time + {overdue_open} overdue + {suspended} suspended + {returned} returned"
            " + {awaiting_review} awaiting review = {in_progress} in progress"
        ),
        _(
            "Check: {due_soon} due soon + {not_started} not started + {under_way} under way = {in_time} in time"
        ),
        _(
            "Check: {overdue_long} over {days} days + {overdue_short} up to {days} days = {overdue_open} overdue"
        ),
    )
    named = {name: number(getattr(figures, name)) for name in NAMES}
    return [line.format(days=long_days, **named) for line in lines]


def left_out_check(figures: Figures) -> str:
    """Say what was assigned and does not count, because its information is incomplete."""
    return _(
        "Check: {counted} counted + {left_out} left out for incomplete information = {total} tasks"
    ).format(
        counted=number(figures.total),
        left_out=number(figures.left_out),
        total=number(figures.with_left_out),
    )


def _kinds_check(counts: Counts) -> str:
    return _("Check: {kinds} by kind = {total} assigned").format(
        kinds=" + ".join(number(figures.total) for figures in counts.by_kind.values()),
        total=number(counts.total.total),
    )


def _table(told: PeriodReport) -> Table:
    counts = told.counts
    columns = (
        Column("figure", pgettext("period-report", "Tasks")),
        Column("total", pgettext("period-report", "In the period"), "integer"),
        Column("inherited", pgettext("period-report", "Inherited"), "integer"),
        Column("taken_over", pgettext("period-report", "Taken over"), "integer"),
        Column("year", pgettext("period-report", "Since new year"), "integer"),
    )
    shown = (counts.total, counts.inherited, counts.taken_over, counts.year)
    rows: list[tuple[Cell, ...]] = []
    for name, words, level in _lines(told.span.soon, told.span.long_days):
        values = [_value(figures, name) for figures in shown]
        if any(values) or name not in _ONLY_IF_ANY:
            rows.append(("  " * level + words, *values))
    note = _("Inherited and taken over: of those in the period. Since new year: from {day}.")
    return Table(columns, rows, notes=(note.format(day=day_text(counts.year_from)),))


def _by_kind(counts: Counts) -> Table:
    heads = (
        ("total", pgettext("period-report", "Total")),
        ("done", pgettext("period-report", "Done")),
        ("on_time", pgettext("period-report", "On time")),
        ("done_late", pgettext("period-report", "Late")),
        ("in_progress", pgettext("period-report", "In progress")),
        ("in_time", pgettext("period-report", "In time")),
        ("overdue_open", pgettext("period-report", "Overdue")),
        ("held", pgettext("period-report", "Held")),
    )
    columns = (
        Column("kind", pgettext("col", "Kind")),
        *(Column(name, words, "integer") for name, words in heads),
    )

    def cells(words: str, figures: Figures) -> tuple[Cell, ...]:
        return (words, *(_value(figures, name) for name, _words in heads))

    rows = [cells(labels.kind(kind), figures) for kind, figures in counts.by_kind.items()]
    return Table(columns, rows, _("By kind"), total=cells(_("Total"), counts.total))


def _value(figures: Figures, name: str) -> int:
    if name == "carried_in":
        return figures.total - figures.new
    value: int = getattr(figures, name)
    return value


def _lines(soon: date, days: int) -> tuple[tuple[str, str, int], ...]:
    """Return the figures in the order in which they add up: name, words, indentation."""
    return (
        ("total", _("Assigned in all"), 0),
        ("new", _("assigned in the period"), 1),
        ("carried_in", _("carried in from before"), 1),
        ("done", _("Done"), 0),
        ("done_early", _("before the due date"), 1),
        ("done_on_time", _("on the due date"), 1),
        ("done_late", _("late"), 1),
        ("done_no_deadline", _("without a due date"), 1),
        ("in_progress", _("In progress"), 0),
        ("in_time", _("in time"), 1),
        ("due_soon", _("due soon, by {day}").format(day=day_text(soon)), 2),
        ("not_started", _("not started"), 2),
        ("under_way", _("under way"), 2),
        ("no_deadline", _("of those in time: without a due date"), 2),
        ("overdue_open", _("overdue and not reported done"), 1),
        ("overdue_long", _("by more than {days} days").format(days=days), 2),
        ("overdue_short", _("by up to {days} days").format(days=days), 2),
        ("suspended", _("suspended"), 1),
        ("returned", _("returned, to be done again"), 1),
        ("overdue_returned", _("of which past their due date"), 2),
        ("awaiting_review", _("reported done, awaiting review"), 1),
        ("overdue_awaiting_review", _("of which past their due date"), 2),
        ("overdue", _("Overdue in all"), 0),
        ("withdrawn", _("Withdrawn, in no total"), 0),
        ("proposed", _("Awaiting approval, in no total"), 0),
        ("left_out", _("Left out for incomplete information, in no total"), 0),
    )


def _ratios(counts: Counts) -> Table:
    columns = (
        Column("ratio", pgettext("period-report", "Ratio")),
        Column("numerator", pgettext("period-report", "Tasks"), "integer"),
        Column("denominator", pgettext("period-report", "Of"), "integer"),
        Column("percent", "%", "percent", PERCENT_PLACES, ("numerator", "denominator")),
        Column("year_numerator", pgettext("period-report", "Since new year"), "integer"),
        Column("year_denominator", pgettext("period-report", "Of"), "integer"),
        Column("year_percent", "%", "percent", PERCENT_PLACES, ("year_numerator", "year_denominator")),
    )
    pairs = zip(ratios(counts.total), ratios(counts.year), strict=True)
    rows = [
        (ratio(now.name), now.part, now.whole, now.percent, year.part, year.whole, year.percent)
        for now, year in pairs
    ]
    note = _("Every ratio names its denominator; withdrawn and proposed tasks are in none.")
    return Table(columns, rows, _("Ratios"), notes=(note,))
