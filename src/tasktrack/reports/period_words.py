"""The words of the report of a period: its headings, ratios, changes, and how numbers stand in sentences."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tasktrack.domain.numbers import decimal_text
from tasktrack.domain.period_figures import Figures, ratios
from tasktrack.domain.period_report import SECTIONS
from tasktrack.domain.period_state import CLOSED
from tasktrack.i18n import _, language, pgettext
from tasktrack.reports import labels
from tasktrack.reports.report import Lines, Section

PERCENT_PLACES = 1


def heading(name: str) -> str:
    """Return the numbered heading of a section."""
    words = {
        "head": _("General information"),
        "counts": _("Tasks by state and kind"),
        "units": _("Tasks by unit"),
        "late": _("Tasks finished late and tasks overdue"),
        "obstacles": _("Obstacles and proposals"),
        "incomplete": _("Tasks left out for incomplete information, and explanations"),
        "changes": _("Changes of the list of tasks, and new tasks"),
        "ranking": _("Ranking of units"),
        "comparison": _("Comparison with earlier periods"),
        "reminders": _("Reminders, criticisms, refusals and transfers"),
        "words": _("Summary in words"),
    }[name]
    return f"{SECTIONS.index(name) + 1}. {words}"


def headed(name: str, sections: Iterable[Section]) -> Iterator[Section]:
    """Yield the sections of a part, the first of which has no title, under its heading; with none it says so."""
    first, *others = list(sections) or [Lines((_("None."),))]
    yield first._replace(title=heading(name))
    yield from others


def standing_words(state: str, revision: int, seal: str | None) -> str:
    """Say whether the figures of a period are closed, under which seal, or provisional and why."""
    if state == CLOSED:
        return _("Closed figures, closing no. {revision}, seal {seal}").format(
            revision=revision, seal=(seal or "")[:16]
        )
    if state == "unopened":
        return _("Provisional: the period was never opened")
    if state == "reopened":
        return _(
            "Provisional: open again, as no. {revision}; what it was closed with: --revision {before}"
        ).format(revision=revision, before=revision - 1)
    return _("Provisional: {state}").format(state=labels.period_state(state).lower())


def number(count: int) -> str:
    """Write a count as sentences and check lines have it: 1,387, in Vietnamese 1.387."""
    return decimal_text(count, 0, language=language(), group=True)


def percent_text(percent: Fraction | None) -> str:
    """Write a percentage: 87.4%, in Vietnamese 87,4%; a dash where there is nothing to divide by."""
    if percent is None:
        return "–"
    return f"{decimal_text(percent, PERCENT_PLACES, language=language())}%"


def signed(change: int | Fraction | None, places: int = 0) -> str:
    """Write a difference with its sign; nothing where one side is not known."""
    if change is None:
        return "–"
    text = decimal_text(change, places, language=language(), group=True)
    shown_zero = not text.strip("-0.,")
    return text.lstrip("-") if shown_zero else text if change < 0 else f"+{text}"


def ratio(name: str) -> str:
    """Return the words for a ratio, which name its denominator."""
    return {
        "done_of_assigned": pgettext("ratio", "Done of assigned"),
        "on_time_of_assigned": pgettext("ratio", "On time of assigned"),
        "on_time_of_done": pgettext("ratio", "On time of done"),
        "late_of_done": pgettext("period-report", "Late of done"),
        "done_of_due": pgettext("ratio", "Done of due"),
        "overdue_of_unfinished": pgettext("ratio", "Overdue of unfinished"),
        "overdue_of_done_and_overdue": pgettext("ratio", "Overdue of done and overdue"),
    }[name]


def ratios_data(figures: Figures) -> list[dict[str, object]]:
    """Return the ratios for programs; percent is exact, None where there is nothing to divide by."""
    return [
        {
            "name": one.name,
            "label": ratio(one.name),
            "numerator": one.part,
            "denominator": one.whole,
            "percent": one.percent,
        }
        for one in ratios(figures)
    ]


def change_kind(code: str) -> str:
    """Return the words for a kind of change."""
    return {
        "extend": pgettext("change", "Extended"),
        "bring-forward": pgettext("change", "Brought forward"),
        "hand-over": pgettext("change", "Handed over"),
        "withdraw": pgettext("change", "Withdrawn"),
        "add": pgettext("change", "Added"),
        "retarget": pgettext("change", "Retargeted"),
        "suspend": pgettext("change", "Suspended"),
        "resume": pgettext("change", "Resumed"),
    }[code]
