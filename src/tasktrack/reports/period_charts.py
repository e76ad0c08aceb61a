"""Charts of the report of a period: how the tasks of each unit stand, and the periods that are compared."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from tasktrack.domain.period import label
from tasktrack.domain.period_figures import Figures, add_up, ratios
from tasktrack.domain.period_report import Earlier, PeriodReport
from tasktrack.i18n import _, pgettext
from tasktrack.reports.dashboard_words import block_title
from tasktrack.reports.period_words import PERCENT_PLACES, number, percent_text, ratio
from tasktrack.reports.report import Chart, Series, Tone

_COMPARED: Final = ("done_of_assigned", "on_time_of_done")
# In the order in which they stand in a bar; together they are all that was assigned.
_PARTS: Final[tuple[tuple[str, Tone], ...]] = (
    ("on_time", "good"),
    ("done_late", "warn"),
    ("in_time", ""),
    ("overdue_open", "bad"),
    ("held", "muted"),
)


def unit_charts(told: PeriodReport) -> Iterator[Chart]:
    """Yield for each block of more than one unit how the tasks of its units stand."""
    words = _("How the tasks of the units stand")
    blocks = [(block, list(units)) for block, units in groupby(told.units, lambda one: one.unit.block)]
    for block, units in blocks:
        if len(units) > 1:
            title = block_title(words, block, alone=len(blocks) == 1)
            yield standing(title, [(one.unit.name, one.figures) for one in units])


def standing(title: str, named: Sequence[tuple[str, Figures]]) -> Chart:
    """Return how tasks stand, a bar for each name."""
    return Chart(
        "stacked",
        title,
        tuple(name for name, _figures in named),
        tuple(
            Series(heads, tuple(getattr(figures, name) for _name, figures in named), tone)
            for (name, tone), heads in zip(_PARTS, _heads(), strict=True)
        ),
        _summary(add_up(figures for _name, figures in named)),
    )


def comparison_charts(told: PeriodReport) -> Iterator[Chart]:
    """Yield the ratios of the periods that are compared, the oldest first, where two of them are known."""
    compared = told.comparison
    if compared is None:
        return
    earlier = [one for one in (compared.last_year, compared.previous) if _is_known(one)]
    periods = [
        *((label(one.period.key), one.total) for one in earlier),
        (label(told.period.key), told.counts.total),
    ]
    if len(periods) < 2:
        return
    shares = [{one.name: one.percent for one in ratios(figures)} for _name, figures in periods]
    words = ", ".join(
        f"{period} {percent_text(each['on_time_of_done'])}"
        for (period, _figures), each in zip(periods, shares, strict=True)
    )
    yield Chart(
        "bars",
        _("Periods compared"),
        tuple(period for period, _figures in periods),
        tuple(Series(ratio(name), tuple(each[name] for each in shares)) for name in _COMPARED),
        _("{ratio}: {periods}.").format(ratio=ratio("on_time_of_done"), periods=words),
        "percent",
        PERCENT_PLACES,
        100,
    )


def _heads() -> tuple[str, ...]:
    return (
        _("Done on time"),
        _("Done late"),
        pgettext("period-report", "In time"),
        pgettext("period-report", "Overdue"),
        pgettext("period-report", "Held"),
    )


def _is_known(earlier: Earlier) -> bool:
    return earlier.revision is not None or any(earlier.total)


def _summary(figures: Figures) -> str:
    return _(
        "{done} of {total} tasks are done ({percent}); {overdue} are overdue and not reported done."
    ).format(
        done=number(figures.done),
        total=number(figures.total),
        percent=percent_text(next(one.percent for one in ratios(figures) if one.name == "done_of_assigned")),
        overdue=number(figures.overdue_open),
    )
