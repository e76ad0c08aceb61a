"""The week told: figures with their check lines, each unit's, and the lists behind them."""

from collections.abc import Iterator

from tasktrack.domain.dates import echo
from tasktrack.domain.period import label
from tasktrack.domain.weekly import Week, Weekly
from tasktrack.i18n import _, language
from tasktrack.reports import on_paper
from tasktrack.reports.report import Report, Section
from tasktrack.reports.standing import scope_data
from tasktrack.reports.task_lines import MACHINES, sentences
from tasktrack.reports.task_list import filter_words
from tasktrack.reports.tree_words import choice_words
from tasktrack.reports.weekly_figures import checks, figures_data, ratios, totals
from tasktrack.reports.weekly_lists import lists_data, sections
from tasktrack.reports.weekly_units import heading, tables, unit_data


def weekly(told: Weekly, form: str) -> Report:
    """Tell a week: as text in the lines of a mail, else in tables; csv and tsv hold a row a unit."""
    machine = form in MACHINES
    units = [unit_data(unit) for unit in told.units]
    return Report(
        command="report weekly",
        title=_title(told.week),
        data=units if machine else {"units": units, "total": figures_data(told.total), **lists_data(told)},
        sections=(heading(),) if machine else tuple(_sections(told, form)),
        as_of=told.week.as_of,
        envelope=_envelope(told),
        language=language(),
        paper=on_paper.report_paper(_subject(told)),
    )


def _subject(told: Weekly) -> str:
    """Return what the report says it is about, on paper."""
    week = told.week
    words = _("Situation and results of the tasks of {period} ({days})").format(
        period=on_paper.period_words(week.key), days=on_paper.days_words(week.starts_on, week.ends_on)
    )
    units = [one.name for one in told.units] if told.wanted.unit else []
    return "; ".join((words, *units, *choice_words(told.wanted.choice, code=False)))


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
    yield totals(told)
    yield sentences([*checks(told), *ratios(told.total)], form)
    yield from tables(told, form)
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
