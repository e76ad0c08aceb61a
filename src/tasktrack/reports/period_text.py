"""The report of a period in words: the paragraph that a clerk pastes into the report of the office."""

from tasktrack.domain.dates import day_text
from tasktrack.domain.period import label
from tasktrack.domain.period_figures import Figures, ratios
from tasktrack.domain.period_report import Earlier, PeriodReport
from tasktrack.i18n import _, ngettext
from tasktrack.reports.period_words import number, percent_text, signed


def words(told: PeriodReport) -> list[str]:
    """Say the figures of the period and of the year in plain sentences, each share with what it is a share of."""
    span, counts = told.span, told.counts
    period = _("{period}, {first} to {last}: {figures}").format(
        period=label(told.period.key),
        first=day_text(span.from_on),
        last=day_text(span.as_of),
        figures=_figures(counts.total, span.long_days),
    )
    year = _("Since the start of the year, {first} to {last}: {figures}").format(
        first=day_text(counts.year_from),
        last=day_text(span.as_of),
        figures=_figures(counts.year, span.long_days),
    )
    paragraphs = [period, *_compared(told)]
    if counts.year_from < span.from_on:
        paragraphs.append(year)
    return paragraphs


def _figures(figures: Figures, long_days: int) -> str:
    if not figures.total:
        return " ".join([_("no task was assigned or carried in."), *_apart(figures)])
    sentences = [
        _("{tasks} assigned.").format(tasks=_tasks(figures.total)),
        _done(figures),
        _in_progress(figures, long_days),
        *_apart(figures),
    ]
    return " ".join(filter(None, sentences))


def _done(figures: Figures) -> str:
    shares = _shares(figures)
    if not figures.done:
        return _("None is done.")
    return _(
        "Done: {tasks} ({of_assigned} of all tasks assigned), of which {on_time} on time ({on_time_share} of the"
        " tasks done) and {late} late ({late_share} of the tasks done)."
    ).format(
        tasks=_tasks(figures.done),
        of_assigned=shares["done_of_assigned"],
        on_time=number(figures.on_time),
        on_time_share=shares["on_time_of_done"],
        late=number(figures.done_late),
        late_share=shares["late_of_done"],
    )


def _in_progress(figures: Figures, long_days: int) -> str:
    if not figures.in_progress:
        return _("None is in progress.")
    parts = [
        _("{count} in time ({no_deadline} of them without a due date)").format(
            count=number(figures.in_time), no_deadline=number(figures.no_deadline)
        )
        if figures.no_deadline
        else _("{count} in time").format(count=number(figures.in_time)),
        _("{count} overdue ({long} of them by more than {days} days)").format(
            count=number(figures.overdue_open), long=number(figures.overdue_long), days=long_days
        )
        if figures.overdue_long
        else _("{count} overdue").format(count=number(figures.overdue_open)),
    ]
    held = (
        (figures.suspended, _("{count} suspended")),
        (figures.returned, _("{count} returned to be done again")),
        (figures.awaiting_review, _("{count} awaiting review")),
    )
    parts += [sentence.format(count=number(count)) for count, sentence in held if count]
    return _(
        "In progress: {tasks}, of which {parts}. Past their due date in all: {overdue} ({share} of the tasks not done)."
    ).format(
        tasks=_tasks(figures.in_progress),
        parts=", ".join(parts),
        overdue=_tasks(figures.overdue),
        share=_shares(figures)["overdue_of_unfinished"],
    )


def _apart(figures: Figures) -> list[str]:
    said = (
        (figures.withdrawn, _("Withdrawn and not counted: {tasks}.")),
        (figures.proposed, _("Awaiting approval and not counted: {tasks}.")),
        (figures.left_out, _("Left out for incomplete information: {tasks}.")),
    )
    return [sentence.format(tasks=_tasks(count)) for count, sentence in said if count]


def _compared(told: PeriodReport) -> list[str]:
    """Say how the figures moved against earlier periods of which the register knows anything."""
    if told.comparison is None:
        return []
    earlier = (told.comparison.previous, told.comparison.last_year)
    return [_against(told.counts.total, one) for one in earlier if one.revision is not None or any(one.total)]


def _against(now: Figures, earlier: Earlier) -> str:
    then = earlier.total
    return _("Against {period}: assigned {total}, done {done}, overdue {overdue}.").format(
        period=label(earlier.period.key),
        total=signed(now.total - then.total),
        done=signed(now.done - then.done),
        overdue=signed(now.overdue - then.overdue),
    )


def _shares(figures: Figures) -> dict[str, str]:
    return {one.name: percent_text(one.percent) for one in ratios(figures)}


def _tasks(count: int) -> str:
    return ngettext("{count} task", "{count} tasks", count).format(count=number(count))
