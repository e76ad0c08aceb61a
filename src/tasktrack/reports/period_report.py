"""The report of a period for the conference: numbered sections, and one object for programs."""

from collections.abc import Iterable, Iterator
from itertools import chain

from tasktrack.domain.dates import day_text, echo
from tasktrack.domain.period import label
from tasktrack.domain.period_report import PeriodReport
from tasktrack.i18n import _, language
from tasktrack.reports import (
    on_paper,
    period_changes,
    period_charts,
    period_compared,
    period_counts,
    period_lists,
    period_units,
)
from tasktrack.reports.period_data import data
from tasktrack.reports.period_lists import Style
from tasktrack.reports.period_text import words
from tasktrack.reports.period_words import headed, standing_words
from tasktrack.reports.report import Fact, Facts, Report, Section
from tasktrack.reports.standing import scope_data
from tasktrack.reports.task_lines import MACHINES, sentences
from tasktrack.reports.task_list import filter_words
from tasktrack.reports.tree_words import choice_words


def period_report(told: PeriodReport, form: str, limit: int = 0) -> Report:
    """Tell a period: as text in the lines of a mail, else in tables; csv and tsv hold a row a unit.

    At most `limit` rows of each list are shown, 0 for all; programs get all.
    """
    machine = form in MACHINES
    span = told.span
    return Report(
        command="report period",
        title="; ".join((_title(told), *filter_words(told.wanted))),
        data=[period_units.unit_data(one) for one in told.units] if machine else data(told),
        sections=(period_units.machine_heading(),) if machine else tuple(_sections(told, Style(form, limit))),
        as_of=span.as_of,
        envelope={
            "office": told.office,
            "period": str(told.period.key),
            "kind": told.period.key.kind,
            "from": span.from_on,
            "to": span.cut_on,
            "state": told.state,
            "provisional": not told.is_closed,
            "revision": told.revision,
            "seal": told.seal,
            **scope_data(told.wanted),
        },
        language=language(),
        paper=on_paper.report_paper(_subject(told)),
    )


def _subject(told: PeriodReport) -> str:
    """Return what the report says it is about, on paper."""
    subject = _("Situation and results of the tasks of {period}").format(
        period=on_paper.period_words(told.period.key)
    )
    units = [told.places[one].name for one in _named(told)]
    others = filter_words(told.wanted._replace(unit=None, choice=None))
    return "; ".join((subject, *units, *choice_words(told.wanted.choice, code=False), *others))


def _title(told: PeriodReport) -> str:
    return _("Report for the conference, {period}").format(period=label(told.period.key))


def _sections(told: PeriodReport, style: Style) -> Iterator[Section]:
    for name in told.sections:
        yield from headed(name, _inside(name, told, style))


def _inside(name: str, told: PeriodReport, style: Style) -> Iterable[Section]:
    form = style.form
    match name:
        case "head":
            return _head(told, form)
        case "counts":
            return period_counts.sections(told, form)
        case "units":
            return chain(period_units.sections(told, form), period_charts.unit_charts(told))
        case "late":
            return period_lists.late_sections(told, style)
        case "obstacles":
            return period_lists.obstacle_sections(told, style)
        case "incomplete":
            return period_lists.incomplete_sections(told, style)
        case "changes":
            return period_changes.sections(told, style)
        case "ranking":
            return period_compared.ranking_sections(told, form)
        case "comparison":
            return chain(period_compared.sections(told, form), period_charts.comparison_charts(told))
        case "reminders":
            return period_changes.urged_sections(told, style)
        case _:
            return [sentences(words(told), form)]


def _head(told: PeriodReport, form: str) -> Iterator[Section]:
    span = told.span
    narrowed = [
        *(f"{told.places[one].name} ({told.places[one].code})" for one in _named(told)),
        *filter_words(told.wanted._replace(unit=None)),
    ]
    facts = [
        Fact(_("Office"), told.office),
        Fact(_("Period"), f"{label(told.period.key)} ({told.period.key})"),
        Fact(_("Data window"), f"{echo(span.from_on)} – {echo(span.cut_on)}"),
        Fact(_("As of"), echo(span.as_of)),
        Fact(_("State"), state_words(told)),
    ]
    if narrowed:
        facts.insert(1, Fact(_("Only"), "; ".join(narrowed)))
    if told.period.meeting_on:
        facts.append(Fact(_("Conference"), echo(told.period.meeting_on)))
    yield Facts(tuple(facts))
    yield sentences(_how_counted(told), form)


def state_words(told: PeriodReport) -> str:
    """Say whether the figures are closed, under which seal, or provisional and why."""
    return standing_words(told.state, told.revision, told.seal)


def _how_counted(told: PeriodReport) -> list[str]:
    return [
        _(
            "Counted: each task once, with the unit that leads it, when it was assigned by {last} and not finished"
            " before {first}; a task that has sub-tasks is told by them."
        ).format(first=day_text(told.span.from_on), last=day_text(told.span.cut_on)),
        _("State secrets: none; they are never entered in this register."),
    ]


def _named(told: PeriodReport) -> list[int]:
    if told.wanted.unit is None:
        return []
    return [one.unit.id for one in told.units]
