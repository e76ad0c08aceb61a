"""Periods beside each other: what was done on time in each, in all and by unit."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from tasktrack.domain.dashboard import Dashboard, Stand, due_on_time, on_time_of_done, on_time_of_due
from tasktrack.domain.period import label
from tasktrack.domain.period_figures import Figures, ratios
from tasktrack.domain.period_report import Place
from tasktrack.i18n import _, pgettext
from tasktrack.reports.dashboard_words import (
    PERCENT_PLACES,
    block_title,
    drawn,
    marked,
    provisional_note,
    ratio,
)
from tasktrack.reports.period_words import number, percent_text
from tasktrack.reports.report import Chart, Column, Section, Series, Table
from tasktrack.reports.task_lines import sentences


def trend_sections(told: Dashboard, form: str) -> Iterator[Section]:
    """Yield the two ratios of time, period by period."""
    stands = told.stands
    title = _("On time, period by period")
    kinds = (on_time_of_done, on_time_of_due)
    series = tuple(
        Series(ratio(kind(Figures())), tuple(kind(one.total).percent for one in stands)) for kind in kinds
    )
    chart = Chart(
        "line",
        title,
        tuple(map(marked, stands)),
        series,
        _trend_summary(stands[-1]),
        "percent",
        PERCENT_PLACES,
        100,
    )
    notes = (*_denominators(), *provisional_note(stands))
    yield from drawn(form, chart, _trend_table(stands, title))
    yield sentences(notes, form)


def heat_sections(told: Dashboard, form: str) -> Iterator[Section]:
    """Yield, block by block, what each unit did on time of what fell due; blank where nothing had."""
    units = units_of(told)
    if not units:
        return
    words = _("Units by period: on time of due, %")
    blocks = [(block, list(places)) for block, places in groupby(units, lambda place: place.block)]
    for block, places in blocks:
        title = block_title(words, block, alone=len(blocks) == 1)
        series = tuple(
            Series(place.name, tuple(_share(one, place) for one in told.stands)) for place in places
        )
        chart = Chart(
            "heat",
            title,
            tuple(map(marked, told.stands)),
            series,
            _("The darker, the less was done on time; blank: nothing fell due."),
            "percent",
            PERCENT_PLACES,
            100,
            upside_down=True,
        )
        yield from drawn(form, chart, _heat_table(told.stands, places, title))


def trend_data(told: Dashboard) -> list[dict[str, object]]:
    """Return the figures of every period shown for programs."""
    return [
        {
            "period": str(one.key),
            "label": label(one.key),
            "from": one.span.from_on,
            "to": one.span.cut_on,
            "as_of": one.span.as_of,
            "state": one.state,
            "provisional": one.is_provisional,
            "revision": one.revision,
            **_stand_data(one.total),
        }
        for one in told.stands
    ]


def months_data(told: Dashboard, unit: int) -> list[dict[str, object]]:
    """Return the figures of a unit in every period shown for programs."""
    return [{"period": str(one.key), **_stand_data(one.by_unit.get(unit, Figures()))} for one in told.stands]


def units_of(told: Dashboard) -> list[Place]:
    """Return the units that have a task in any of the periods, by block and name."""
    there = set(told.now.by_unit).union(*(one.by_unit for one in told.stands))
    return [place for place in told.places.values() if place.id in there]


def _stand_data(figures: Figures) -> dict[str, object]:
    return {
        "total": figures.total,
        "done": figures.done,
        "on_time": figures.on_time,
        "done_late": figures.done_late,
        "overdue": figures.overdue,
        "due": figures.due,
        "due_done": figures.due_done,
        "due_on_time": due_on_time(figures),
        "done_of_due": next(one.percent for one in ratios(figures) if one.name == "done_of_due"),
        "on_time_of_done": on_time_of_done(figures).percent,
        "on_time_of_due": on_time_of_due(figures).percent,
    }


def _share(stand: Stand, place: Place) -> Fraction | None:
    return on_time_of_due(stand.by_unit.get(place.id, Figures())).percent


def _trend_summary(last: Stand) -> str:
    done, due = on_time_of_done(last.total), on_time_of_due(last.total)
    return _(
        "{period}: {on_time} of {done} done were on time ({done_percent}), and so were {due_on_time} of the {due}"
        " that had fallen due ({due_percent})."
    ).format(
        period=label(last.key),
        on_time=number(done.part),
        done=number(done.whole),
        done_percent=percent_text(done.percent),
        due_on_time=number(due.part),
        due=number(due.whole),
        due_percent=percent_text(due.percent),
    )


def _denominators() -> tuple[str, ...]:
    return (
        _("On time of done: tasks done and not late, of all done in the period."),
        _(
            "On time of due: tasks done and not late, of those of the period whose due date had come by its"
            " report date, overdue ones from before included."
        ),
    )


def _trend_table(stands: Sequence[Stand], title: str) -> Table:
    columns = (
        Column("period", pgettext("col", "Period")),
        Column("on_time", pgettext("period-report", "On time"), "integer"),
        Column("done", pgettext("period-report", "Done"), "integer"),
        Column("on_time_of_done", _("% of done"), "percent", PERCENT_PLACES, ("on_time", "done")),
        Column("due_on_time", _("Of due, on time"), "integer"),
        Column("due", _("Due by then"), "integer"),
        Column("on_time_of_due", _("% of due"), "percent", PERCENT_PLACES, ("due_on_time", "due")),
    )
    rows = []
    for one in stands:
        done, due = on_time_of_done(one.total), on_time_of_due(one.total)
        rows.append((marked(one), done.part, done.whole, done.percent, due.part, due.whole, due.percent))
    return Table(columns, rows, title)


def _heat_table(stands: Sequence[Stand], places: Sequence[Place], title: str) -> Table:
    columns = (
        Column("code", pgettext("col", "Code"), "code"),
        Column("name", pgettext("col", "Name of unit")),
        *(Column(str(one.key), marked(one), "percent", PERCENT_PLACES) for one in stands),
    )
    rows = [(place.code, place.name, *(_share(one, place) for one in stands)) for place in places]
    return Table(columns, rows, title)
