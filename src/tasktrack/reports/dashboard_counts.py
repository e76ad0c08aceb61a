"""The figures of the period: the great ones, each state with its share, and how they add up."""

from collections.abc import Iterator
from typing import Final

from tasktrack.domain.dashboard import Dashboard, on_time_of_done, on_time_of_due
from tasktrack.domain.period import label
from tasktrack.domain.period_figures import Figures
from tasktrack.domain.ratio import percent
from tasktrack.i18n import _, pgettext
from tasktrack.reports import said
from tasktrack.reports.dashboard_words import PERCENT_PLACES
from tasktrack.reports.dashboard_words import ratio as ratio_words
from tasktrack.reports.period_charts import standing
from tasktrack.reports.period_counts import figures_data, left_out_check
from tasktrack.reports.period_words import number, ratios_data
from tasktrack.reports.report import Column, Fact, Facts, Section, Table, Tone
from tasktrack.reports.task_lines import sentences

# Every task counted is in one of these.
_STATES: Final[tuple[tuple[str, Tone], ...]] = (
    ("done_early", "good"),
    ("done_on_time", "good"),
    ("done_no_deadline", "good"),
    ("done_late", "warn"),
    ("due_soon", "warn"),
    ("later", ""),
    ("no_deadline", ""),
    ("overdue_open", "bad"),
    ("suspended", "muted"),
    ("returned", "muted"),
    ("awaiting_review", "muted"),
)


def sections(told: Dashboard, form: str) -> Iterator[Section]:
    """Yield the tiles, the bar of the whole, the states with their check line, and what was left out."""
    figures = told.now.total
    yield _tiles(told)
    yield standing(_("How the tasks stand"), [(label(told.now.key), figures)])
    yield _table(told)
    lines = [check(figures)]
    if figures.left_out:
        lines.insert(0, left_out_check(figures))
    yield sentences(lines, form)


def counts_data(told: Dashboard) -> dict[str, object]:
    """Return the figures of the period for programs, as `report period` has them."""
    figures = told.now.total
    due = on_time_of_due(figures)
    own = {
        "name": due.name,
        "label": ratio_words(due),
        "numerator": due.part,
        "denominator": due.whole,
        "percent": due.percent,
    }
    return {
        "period": str(told.now.key),
        "figures": figures_data(figures),
        "ratios": [*ratios_data(figures), own],
    }


def check(figures: Figures) -> str:
    """Say how the states add up to the whole."""
    named = {name: number(getattr(figures, name)) for name, _tone in _STATES}
    return _(
        "Check: {done_early} early + {done_on_time} on the day + {done_no_deadline} done without a due date"
        " + {done_late} late + {due_soon} due soon + {later} due later + {no_deadline} without a due date"
        " + {overdue_open} overdue + {suspended} suspended + {returned} returned"
        " + {awaiting_review} awaiting review = {total} assigned"
    ).format(total=number(figures.total), **named)


def _tiles(told: Dashboard) -> Facts:
    figures = told.now.total
    return Facts(
        (
            Fact(_("Assigned in all"), figures.total, "integer"),
            Fact(_("Done"), figures.done, "integer"),
            Fact(_("In progress"), figures.in_progress, "integer"),
            Fact(
                pgettext("status", "Due soon"),
                figures.due_soon,
                "integer",
                tone=_if(figures.due_soon, "warn"),
            ),
            Fact(_("Overdue in all"), figures.overdue, "integer", tone=_if(figures.overdue, "bad")),
            *(
                Fact(f"{ratio_words(one)} (%)", one.percent, "percent", PERCENT_PLACES)
                for one in (on_time_of_done(figures), on_time_of_due(figures))
            ),
        ),
        _("Tasks of {period}").format(period=said.inside(label(told.now.key))),
    )


def _if(count: int, tone: Tone) -> Tone:
    return tone if count else ""


def _table(told: Dashboard) -> Table:
    figures = told.now.total
    columns = (
        Column("state", pgettext("col", "State")),
        Column("tasks", pgettext("period-report", "Tasks"), "integer"),
        Column("percent", _("% of assigned"), "percent", PERCENT_PLACES, ("tasks", "tasks")),
    )
    shown = [(name, tone) for name, tone in _STATES if getattr(figures, name) or name not in _ONLY_IF_ANY]
    counts = {name: int(getattr(figures, name)) for name, _tone in shown}
    words = _words()
    return Table(
        columns,
        [(words[name], count, percent(count, figures.total)) for name, count in counts.items()],
        tones=[tone if counts[name] else "" for name, tone in shown],
        total=(_("Total"), figures.total, percent(figures.total, figures.total)),
    )


_ONLY_IF_ANY: Final = frozenset({"returned", "awaiting_review"})


def _words() -> dict[str, str]:
    return {
        "done_early": pgettext("status", "Done early"),
        "done_on_time": pgettext("status", "Done on time"),
        "done_no_deadline": pgettext("status", "Done (no deadline)"),
        "done_late": pgettext("status", "Done late"),
        "due_soon": pgettext("status", "Due soon"),
        "later": _("In progress, due later"),
        "no_deadline": _("In progress, no deadline"),
        "overdue_open": pgettext("status", "Overdue"),
        "suspended": pgettext("status", "Suspended"),
        "returned": pgettext("status", "Returned"),
        "awaiting_review": pgettext("status", "Awaiting review"),
    }
