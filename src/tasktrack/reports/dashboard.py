"""The dashboard of an office, as one page: where its work stands, how it came there, and what lies ahead."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tasktrack.domain.dashboard import Dashboard, due_on_time, on_time_of_due
from tasktrack.domain.dates import echo
from tasktrack.domain.period import label
from tasktrack.domain.period_figures import Figures
from tasktrack.domain.period_report import Place
from tasktrack.i18n import _, language
from tasktrack.reports import dashboard_ahead, dashboard_counts, dashboard_ranks, dashboard_trend
from tasktrack.reports.dashboard_words import state
from tasktrack.reports.report import Column, Report, Section, Table
from tasktrack.reports.task_lines import MACHINES, sentences
from tasktrack.reports.task_list import filter_words


def dashboard(told: Dashboard, form: str) -> Report:
    """Show a dashboard; csv and tsv hold a row a unit."""
    machine = form in MACHINES
    now = told.now
    return Report(
        command="report dashboard",
        title="; ".join((_title(told), *filter_words(told.wanted))),
        data=_units_data(told) if machine else _data(told),
        sections=(_heading(),) if machine else tuple(_sections(told, form)),
        as_of=told.today,
        envelope={
            "office": told.office,
            "period": str(now.key),
            "kind": now.key.kind,
            "from": now.span.from_on,
            "to": now.span.cut_on,
            "period_as_of": now.span.as_of,
            "state": now.state,
            "provisional": now.is_provisional,
            "revision": now.revision,
            "seal": told.seal,
            "unit": told.wanted.unit,
            "block": told.wanted.block,
        },
        language=language(),
    )


def _title(told: Dashboard) -> str:
    return _("Dashboard, {period}").format(period=label(told.now.key))


def _sections(told: Dashboard, form: str) -> Iterator[Section]:
    yield sentences(_under_title(told), form)
    yield from chain(
        dashboard_counts.sections(told, form),
        dashboard_trend.trend_sections(told, form),
        dashboard_trend.heat_sections(told, form),
        dashboard_ranks.sections(told, form),
        dashboard_ahead.due_sections(told, form),
        dashboard_ahead.overdue_sections(told, form),
        dashboard_ahead.obstacle_sections(told, form),
        dashboard_ahead.rhythm_sections(told, form),
    )


def _under_title(told: Dashboard) -> list[str]:
    period = _("{period}, {first} to {last}. {state}. As of {day}.").format(
        period=label(told.now.key),
        first=echo(told.now.span.from_on),
        last=echo(told.now.span.cut_on),
        state=state(told),
        day=echo(told.now.span.as_of),
    )
    ahead = _("What falls due, is overdue or waits is that of today, {day}.").format(day=echo(told.today))
    return [told.office, period, ahead]


def _data(told: Dashboard) -> dict[str, object]:
    return {
        "counts": dashboard_counts.counts_data(told),
        "trend": dashboard_trend.trend_data(told),
        "units": _units_data(told, whole=True),
        "ranks": dashboard_ranks.ranks_data(told.ranks),
        "due": dashboard_ahead.due_data(told),
        "overdue": dashboard_ahead.overdue_data(told),
        "obstacles": dashboard_ahead.obstacles_data(told),
        "cadence": dashboard_ahead.rhythm_data(told.rhythm),
    }


def _units_data(told: Dashboard, *, whole: bool = False) -> list[dict[str, object]]:
    """Return a row a unit; `whole` adds its figures in every period shown."""
    rows = chain.from_iterable(week.rows for week in told.ahead)
    due, overdue = Counter(row.lead for row in rows), Counter(row.lead for row in told.overdue)
    waiting = Counter(one.row.lead for one in told.waiting)
    ranks = {one.unit.id: one for one in told.ranks.units} if told.ranks else {}
    found = []
    for place in dashboard_trend.units_of(told):
        ranked = ranks.get(place.id)
        at = ranked.ranks[-1] if ranked else None
        more: dict[str, object] = {"months": dashboard_trend.months_data(told, place.id)} if whole else {}
        found.append(
            _unit_data(place, told.now.by_unit.get(place.id, Figures()))
            | {
                "overdue_today": overdue[place.code],
                "due_ahead": due[place.code],
                "waiting": waiting[place.code],
                "rank": at.rank if at else None,
                "rank_change": ranked.change if ranked else None,
                **more,
            }
        )
    return found


def _unit_data(place: Place, figures: Figures) -> dict[str, object]:
    return {
        "unit": place.code,
        "name": place.name,
        "block": place.block,
        "total": figures.total,
        "done": figures.done,
        "on_time": figures.on_time,
        "done_late": figures.done_late,
        "in_progress": figures.in_progress,
        "overdue": figures.overdue,
        "due": figures.due,
        "due_on_time": due_on_time(figures),
        "on_time_of_due": on_time_of_due(figures).percent,
    }


_AHEAD = ("overdue_today", "due_ahead", "waiting", "rank", "rank_change")


def _heading() -> Table:
    """Return the heading of a file for programs, in a table without rows."""
    names = (*_unit_data(Place(0, "", "", None), Figures()), *_AHEAD)
    return Table(tuple(Column(name, name) for name in names), ())
