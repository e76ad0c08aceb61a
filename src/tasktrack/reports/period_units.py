"""The figures of a period by unit, each block apart, with totals and check lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tasktrack.domain.period_figures import Figures, add_up
from tasktrack.domain.period_report import PeriodReport, Place, UnitPeriod
from tasktrack.domain.ratio import percent
from tasktrack.i18n import _, pgettext
from tasktrack.reports.period_counts import figures_data, left_out_check, standing_checks
from tasktrack.reports.period_words import PERCENT_PLACES, number, ratios_data
from tasktrack.reports.report import Cell, Column, Section, Table
from tasktrack.reports.task_lines import sentences

_Heads = tuple[tuple[str, str], ...]


def sections(told: PeriodReport, form: str) -> Iterator[Section]:
    """Yield, block by block, what each unit did and what it has in progress; then the total of all blocks."""
    if not told.units:
        return
    blocks = [(block, list(units)) for block, units in groupby(told.units, lambda one: one.unit.block)]
    yield _explained(form)
    for block, units in blocks:
        yield _done(units, block)
        yield _in_progress(units, block)
    lines = standing_checks(told.counts.total, told.span.long_days)[:3]
    if told.counts.total.left_out:
        lines.insert(0, left_out_check(told.counts.total))
        lines.insert(1, _left_out_by_unit(told))
    if len(blocks) > 1:
        totals = [add_up(one.figures for one in units).total for _block, units in blocks]
        lines.append(
            _("Check: {blocks} by block = {total} assigned").format(
                blocks=" + ".join(map(number, totals)), total=number(told.counts.total.total)
            )
        )
    yield sentences(lines, form, _("All units"))


def _left_out_by_unit(told: PeriodReport) -> str:
    """Say of which units tasks are left out, and that they add up."""
    found = [one.figures.left_out for one in told.units if one.figures.left_out]
    return _("Check: {units} by unit = {total} left out").format(
        units=" + ".join(map(number, found)), total=number(told.counts.total.left_out)
    )


def unit_data(one: UnitPeriod) -> dict[str, object]:
    """Return the period of a unit for programs: counts, and percentages whose denominators their names say."""
    return {
        "unit": one.unit.code,
        "name": one.unit.name,
        "block": one.unit.block,
        **figures_data(one.figures),
        **{str(ratio["name"]): ratio["percent"] for ratio in ratios_data(one.figures)},
    }


def blocks_data(units: Sequence[UnitPeriod]) -> list[dict[str, object]]:
    """Return the figures of every block for programs."""
    return [
        {"block": block, **figures_data(add_up(one.figures for one in inside))}
        for block, inside in groupby(units, lambda one: one.unit.block)
    ]


def machine_heading() -> Table:
    """Return the heading of a file for programs, in a table without rows."""
    nobody = UnitPeriod(Place(0, "", "", None), Figures())
    return Table(tuple(Column(name, name) for name in unit_data(nobody)), ())


def _explained(form: str) -> Section:
    return sentences(
        [
            _("Total = done + in progress; done = early + on day + late + no date; %: done of assigned."),
            _(
                "In progress = in time + due soon + no date + overdue + held; held: suspended, returned or awaiting"
                " review."
            ),
            _("In time is told apart here from what is due soon and what has no due date."),
        ],
        form,
    )


def _done(units: Sequence[UnitPeriod], block: str | None) -> Table:
    heads = (
        *_counted(units),
        ("inherited", pgettext("period-report", "Inherited")),
        ("done", pgettext("period-report", "Done")),
        ("done_early", pgettext("period-report", "Early")),
        ("done_on_time", pgettext("period-report", "On day")),
        ("done_late", pgettext("period-report", "Late")),
        ("done_no_deadline", pgettext("period-report", "No date")),
        ("percent", "%"),
    )
    return _table(units, heads, _title(_("Assigned and done"), block))


def _counted(units: Sequence[UnitPeriod]) -> _Heads:
    """Return what counts, and beside it what is left out, where anything is, with the sum of both."""
    total = ("total", pgettext("period-report", "Total"))
    if not any(one.figures.left_out for one in units):
        return (total,)
    return (
        total,
        ("left_out", pgettext("period-report", "Left out")),
        ("with_left_out", pgettext("period-report", "With those")),
    )


def _in_progress(units: Sequence[UnitPeriod], block: str | None) -> Table:
    heads = (
        ("in_progress", pgettext("period-report", "In progress")),
        ("later", pgettext("period-report", "In time")),
        ("due_soon", pgettext("period-report", "Due soon")),
        ("no_deadline", pgettext("period-report", "No date")),
        ("overdue_open", pgettext("period-report", "Overdue")),
        ("held", pgettext("period-report", "Held")),
        ("withdrawn", pgettext("period-report", "Withdrawn")),
    )
    return _table(units, heads, _title(_("In progress"), block))


def _title(words: str, block: str | None) -> str:
    if block is None:
        return _("{title}, units without a block").format(title=words)
    return _("{title}, block {block}").format(title=words, block=block)


def _table(units: Sequence[UnitPeriod], heads: _Heads, title: str) -> Table:
    """Return a row a unit and the total; the names stand last, where they may be as long as they are."""
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        *(
            Column(name, words, "percent", PERCENT_PLACES, ("done", "total"))
            if name == "percent"
            else Column(name, words, "integer")
            for name, words in heads
        ),
        Column("name", pgettext("col", "Name of unit")),
    )

    def cells(code: str, figures: Figures, name: str) -> tuple[Cell, ...]:
        return (code, *(_cell(figures, head) for head, _words in heads), name)

    total = add_up(one.figures for one in units)
    return Table(
        columns,
        [cells(one.unit.code, one.figures, one.unit.name) for one in units],
        title,
        total=cells("", total, _("Total")) if len(units) > 1 else None,
    )


def _cell(figures: Figures, name: str) -> Cell:
    if name == "percent":
        return percent(figures.done, figures.total)
    value: int = getattr(figures, name)
    return value
